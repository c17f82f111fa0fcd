//! Where an impurity can be tested before the substance: in an isolated product that all of it goes through.

use crate::purge::PurgeLedger;

/// One product on the way of one ledger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TestPoint<'a> {
    step: &'a str,
    isolated: bool,
    /// Level expected in it, in ppm.
    pub(super) level_ppm: Option<f64>,
    /// Purge measured in the steps behind it; `None` where none was.
    pub(super) measured_behind: Option<f64>,
}

/// Products of a ledger before the last, which is the substance and tested by option 1.
fn points(ledger: &PurgeLedger) -> Vec<TestPoint<'_>> {
    let Some(entry) = ledger.entry.as_deref() else {
        return Vec::new();
    };
    let counts_entry = ledger.steps.first().is_some_and(|own| own.step == entry);
    let start = (!counts_entry).then_some(TestPoint {
        step: entry,
        isolated: ledger.entry_isolated,
        level_ppm: ledger.level_ppm,
        measured_behind: measured_behind(ledger, 0),
    });
    let behind = ledger.steps.iter().enumerate().map(|(at, step)| TestPoint {
        step: &step.step,
        isolated: step.isolated && !step.bypassed,
        level_ppm: step.level_ppm,
        measured_behind: measured_behind(ledger, at + 1),
    });
    let mut points: Vec<TestPoint<'_>> = start.into_iter().chain(behind).collect();
    points.pop();
    points
}

/// Product of the purges measured from a step of the ledger on.
fn measured_behind(ledger: &PurgeLedger, from: usize) -> Option<f64> {
    let measured = ledger.steps[from..].iter().filter_map(|step| step.measured);
    measured.reduce(|product, factor| product * factor)
}

/// The first isolated product that lies behind every entry of a route, on every way, and meets a condition.
///
/// The condition gets the point of each ledger. A product before one of the entries shows nothing of what enters later.
pub(super) fn first(
    ledgers: &[&PurgeLedger],
    meets: impl Fn(&[TestPoint<'_>]) -> bool,
) -> Option<String> {
    let all: Vec<Vec<TestPoint<'_>>> = ledgers.iter().map(|ledger| points(ledger)).collect();
    let (own, others) = all.split_first()?;
    own.iter()
        .filter_map(|point| {
            let in_others = others
                .iter()
                .map(|other| other.iter().find(|at| at.step == point.step).copied());
            let common: Option<Vec<_>> = std::iter::once(Some(*point)).chain(in_others).collect();
            common
        })
        .find(|common| common.iter().all(|point| point.isolated) && meets(common))
        .map(|common| common[0].step.to_owned())
}
