//! How cheap hand-offs would have to be for the scattered plan to win.

use concerted_model::finding::{Finding, Severity};

use crate::choose::Choice;
use crate::evaluate::{Evaluated, Objective, evaluate};
use crate::setting::Setting;

/// Steps in which the factor is searched for a change of the winner, before it is narrowed down.
const STEPS: u32 = 64;

/// Largest growth of hand-off work that is looked at.
const MOST: f64 = 16.0;

/// Which of the two plans wins, and the size of hand-off work at which that turns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BreakEven {
    /// The best site of each area belongs to the integrated plan already.
    SamePlan,
    /// The integrated plan wins; the scattered one would at this part of the hand-off work, from 0 to 1.
    ShrinkTo(f64),
    /// The integrated plan wins even if hand-offs took no work at all.
    IntegratedAlways,
    /// The scattered plan wins; the integrated one would at this multiple of the hand-off work, above 1.
    GrowTo(f64),
    /// The scattered plan wins even if hand-offs took sixteen times the work.
    ScatteredAlways,
}

/// Finds the factor `f` nearest to 1 with `score_scattered(f) = score_integrated(f)`, where `f` multiplies
/// weeks and cost of all hand-offs of both plans.
///
/// Both scores are piecewise linear in `f`, so the difference is searched in steps and then halved.
pub(crate) fn find(
    setting: &Setting<'_>,
    objective: &Objective,
    integrated: &Evaluated,
    scattered: &Evaluated,
) -> BreakEven {
    if integrated.assignment == scattered.assignment {
        return BreakEven::SamePlan;
    }
    let lead = |factor: f64| {
        evaluate(setting, objective, &scattered.assignment, factor).score
            - evaluate(setting, objective, &integrated.assignment, factor).score
    };
    if lead(1.0) > 0.0 {
        return match turn(&|factor| lead(factor) > 0.0, 0.0) {
            Some(factor) => BreakEven::ShrinkTo(factor),
            None => BreakEven::IntegratedAlways,
        };
    }
    match turn(&|factor| lead(factor) <= 0.0, MOST) {
        Some(factor) => BreakEven::GrowTo(factor),
        None => BreakEven::ScatteredAlways,
    }
}

/// The factor between 1 and `end`, nearest to 1, at which a predicate that holds at 1 ceases to hold.
fn turn(holds: &dyn Fn(f64) -> bool, end: f64) -> Option<f64> {
    let step = (end - 1.0) / f64::from(STEPS);
    let at = |n: u32| 1.0 + step * f64::from(n);
    let first = (1..=STEPS).find(|n| !holds(at(*n)))?;
    let (mut inside, mut outside) = (at(first - 1), at(first));
    for _ in 0..50 {
        let middle = f64::midpoint(inside, outside);
        if holds(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    Some(outside)
}

/// The case for the other plan, in words.
pub(crate) fn finding(choice: &Choice) -> Option<Finding> {
    let (integrated, scattered) = (&choice.integrated, &choice.scattered);
    let verdict = match choice.break_even {
        BreakEven::SamePlan => return None,
        BreakEven::ShrinkTo(factor) => format!(
            "the integrated plan wins, and the scattered one would win if hand-offs took {:.0} % of the work in the table or less",
            factor * 100.0
        ),
        BreakEven::IntegratedAlways => {
            "the integrated plan wins even if hand-offs took no work at all".to_owned()
        }
        BreakEven::GrowTo(factor) => format!(
            "the scattered plan wins, until hand-offs take {factor:.1} times the work in the table"
        ),
        BreakEven::ScatteredAlways => {
            "the scattered plan wins even if hand-offs took sixteen times the work in the table"
                .to_owned()
        }
    };
    let finding = Finding::new(
        "partners.break_even",
        Severity::Note,
        "partners",
        format!(
            "Fewest companies against the best site for each area: {} against {} companies, {} against {} hand-offs, {:.1} against {:.1} weeks on the path, {:.0} against {:.0} thousand: {verdict}. The work of hand-offs is partly assumed.",
            integrated.companies.len(),
            scattered.companies.len(),
            integrated.hand_off_count(),
            scattered.hand_off_count(),
            integrated.path_weeks,
            scattered.path_weeks,
            integrated.cost_thousands.mode,
            scattered.cost_thousands.mode,
        ),
    );
    Some(
        finding
            .figure("partners.break_even")
            .figure("partners.integrated.score")
            .figure("partners.scattered.score"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turn_is_found_on_both_sides() {
        let close = |found: Option<f64>, expected: f64| {
            assert!((found.unwrap() - expected).abs() < 1e-9, "{found:?}");
        };
        close(turn(&|factor| factor > 0.37, 0.0), 0.37);
        close(turn(&|factor| factor < 3.2, MOST), 3.2);
        // The turn nearest to 1 counts, not the last one.
        close(turn(&|factor| !(0.2..=0.6).contains(&factor), 0.0), 0.6);
        assert_eq!(turn(&|_| true, 0.0), None);
    }
}
