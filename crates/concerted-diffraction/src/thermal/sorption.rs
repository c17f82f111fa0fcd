//! Water taken up over relative humidity (DVS).

/// Humidities nearer than this, in percent, are one level.
const SAME_LEVEL: f64 = 0.75;
/// A rise between two levels counts as a step from this many times the middle rise, and this many percent of mass on.
const STEP_RATIO: f64 = 4.0;
const LEAST_STEP: f64 = 0.5;
/// Molar mass of water in g/mol.
const WATER: f64 = 18.015;

/// The mass at the end of one level of humidity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SorptionPoint {
    /// Relative humidity in percent.
    pub humidity: f64,
    /// Change of mass in percent of the driest mass.
    pub change_percent: f64,
    /// True while humidity rises.
    pub rising: bool,
}

/// A step in uptake between two levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SorptionStep {
    /// The two levels in percent, in the order passed.
    pub between: (f64, f64),
    /// Change of mass in percent of the driest mass.
    pub change_percent: f64,
    /// Moles of water for one mole of the compound, where its molar mass is known.
    pub waters: Option<f64>,
}

/// What a sorption curve says.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorption {
    /// Levels in the order measured.
    pub points: Vec<SorptionPoint>,
    /// Uptake at 80 % while humidity rises, interpolated.
    pub uptake_at_80: Option<f64>,
    /// Largest difference between the falling and the rising branch at one humidity, as humidity and percent of mass.
    pub hysteresis: Option<(f64, f64)>,
    /// Steps that stand out: formation or loss of a hydrate, deliquescence.
    pub steps: Vec<SorptionStep>,
}

/// Levels, uptake, hysteresis and steps of a sorption curve in the order measured.
///
/// The last row of each level counts. Mass may be in any unit or in percent; changes are relative to the mass at the
/// driest level. None with fewer than four levels, or where that mass is not positive.
///
/// ```
/// let humidity = [0.0, 20.0, 40.0, 60.0, 80.0, 90.0];
/// let mass = [10.0, 10.01, 10.02, 10.63, 10.64, 10.65];
/// let found = concerted_diffraction::sorption(&humidity, &mass, Some(300.0)).unwrap();
/// assert!((found.uptake_at_80.unwrap() - 6.4).abs() < 1e-9);
/// assert_eq!(found.steps[0].between, (40.0, 60.0));
/// assert!((found.steps[0].waters.unwrap() - 1.016).abs() < 0.001);
/// ```
pub fn sorption(humidity: &[f64], mass: &[f64], molar_mass: Option<f64>) -> Option<Sorption> {
    let mut levels: Vec<(f64, f64)> = Vec::new();
    for (humidity, mass) in humidity.iter().zip(mass) {
        match levels.last_mut() {
            Some(last) if (last.0 - humidity).abs() < SAME_LEVEL => *last = (last.0, *mass),
            _ => levels.push((*humidity, *mass)),
        }
    }
    let driest = levels.iter().min_by(|a, b| a.0.total_cmp(&b.0))?.1;
    if levels.len() < 4 || driest <= 0.0 {
        return None;
    }
    let points: Vec<SorptionPoint> = levels
        .iter()
        .enumerate()
        .map(|(at, (humidity, mass))| SorptionPoint {
            humidity: *humidity,
            change_percent: 100.0 * (mass - driest) / driest,
            rising: if at == 0 {
                levels[1].0 > *humidity
            } else {
                *humidity > levels[at - 1].0
            },
        })
        .collect();
    let branch = |rising: bool| -> Vec<(f64, f64)> {
        points
            .iter()
            .filter(|point| point.rising == rising)
            .map(|point| (point.humidity, point.change_percent))
            .collect()
    };
    let (up, down) = (branch(true), branch(false));
    let hysteresis = down
        .iter()
        .filter_map(|(humidity, change)| Some((*humidity, change - between(&up, *humidity)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    Some(Sorption {
        uptake_at_80: between(&up, 80.0),
        hysteresis,
        steps: steps(&points, molar_mass),
        points,
    })
}

/// A value between two levels, in a straight line.
fn between(branch: &[(f64, f64)], humidity: f64) -> Option<f64> {
    branch.windows(2).find_map(|pair| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let inside = x1 > x0 && (x0..=x1).contains(&humidity);
        inside.then(|| y0 + (y1 - y0) * (humidity - x0) / (x1 - x0))
    })
}

fn steps(points: &[SorptionPoint], molar_mass: Option<f64>) -> Vec<SorptionStep> {
    let slope = |pair: &[SorptionPoint]| {
        let apart = (pair[1].humidity - pair[0].humidity).abs().max(SAME_LEVEL);
        ((pair[1].change_percent - pair[0].change_percent) / apart).abs()
    };
    let mut slopes: Vec<f64> = points.windows(2).map(slope).collect();
    slopes.sort_by(f64::total_cmp);
    let middle = slopes[slopes.len() / 2];
    points
        .windows(2)
        .filter(|pair| slope(pair) > STEP_RATIO * middle)
        .map(|pair| {
            let change = pair[1].change_percent - pair[0].change_percent;
            SorptionStep {
                between: (pair[0].humidity, pair[1].humidity),
                change_percent: change,
                waters: molar_mass.map(|molar| change.abs() / 100.0 * molar / WATER),
            }
        })
        .filter(|step| step.change_percent.abs() >= LEAST_STEP)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_give_hysteresis() {
        let humidity = [0.0, 30.0, 60.0, 90.0, 60.0, 30.0, 0.0];
        let mass = [20.0, 20.1, 20.2, 20.4, 20.4, 20.25, 20.0];
        let found = sorption(&humidity, &mass, None).unwrap();
        let (humidity, apart) = found.hysteresis.unwrap();
        assert!(
            (humidity - 60.0).abs() < 1e-9 && (apart - 1.0).abs() < 1e-9,
            "{humidity} {apart}"
        );
        // Between 60 and 90 %: 1 + (2 - 1) · 20/30.
        assert!((found.uptake_at_80.unwrap() - 5.0 / 3.0).abs() < 1e-9);
        assert_eq!(found.points.len(), 7);
        assert!(sorption(&[0.0, 50.0], &[1.0, 1.1], None).is_none());
        assert!(sorption(&[0.0, 20.0, 40.0, 60.0], &[0.0; 4], None).is_none());
    }
}
