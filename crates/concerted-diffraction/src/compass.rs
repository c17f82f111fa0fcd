//! A search without derivatives: compass search in a box, the same steps every time.

/// One variable of a search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) step: f64,
    pub(crate) least: f64,
}

/// Climbs from a start to a higher value; returns the value reached.
///
/// Each round tries every axis both ways, keeps what is higher, lengthens the step after a success and halves it after a
/// failure; it ends when no step is longer than the least, or when the budget of evaluations is used up.
pub(crate) fn climb(
    axes: &[Axis],
    start: &mut [f64],
    budget: usize,
    height: &mut dyn FnMut(&[f64]) -> f64,
) -> f64 {
    let mut steps: Vec<f64> = axes.iter().map(|axis| axis.step).collect();
    let mut best = height(start);
    let mut used = 1;
    while used < budget
        && steps
            .iter()
            .zip(axes)
            .any(|(step, axis)| step.abs() > axis.least)
    {
        for (at, axis) in axes.iter().enumerate() {
            if steps[at].abs() <= axis.least {
                continue;
            }
            let before = start[at];
            let mut moved = false;
            for direction in [1.0, -1.0] {
                let next = (before + direction * steps[at]).clamp(axis.low, axis.high);
                if (next - before).abs() < axis.least * 0.01 {
                    continue;
                }
                start[at] = next;
                let value = height(start);
                used += 1;
                if value > best {
                    best = value;
                    // The direction that helped is tried first next time.
                    steps[at] *= 1.5 * direction;
                    moved = true;
                    break;
                }
                start[at] = before;
            }
            if !moved {
                steps[at] *= 0.5;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_hill_is_found_within_the_box() {
        let axis = Axis {
            low: -5.0,
            high: 5.0,
            step: 1.0,
            least: 1e-4,
        };
        let mut place = [0.0, 0.0];
        let top = climb(&[axis, axis], &mut place, 2_000, &mut |x| {
            -(x[0] - 1.0).powi(2) - 2.0 * (x[1] - 7.0).powi(2)
        });
        assert!(
            (place[0] - 1.0).abs() < 1e-3 && (place[1] - 5.0).abs() < 1e-3,
            "{place:?}"
        );
        assert!((top + 8.0).abs() < 1e-2);
    }
}
