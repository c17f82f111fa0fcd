//! Batches that exist or that the user has fixed, and whether they last until they are used.

use concerted_model::batch::{Batch, BatchState, Grade};
use concerted_model::figure::Input;
use concerted_model::finding::{Ask, Before, Finding, Severity};
use concerted_model::given::Traced;
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_reference::Reference;
use jiff::Span;
use jiff::civil::Date;

use crate::demand::Demand;
use crate::trail::{Trail, given_or};

/// A batch of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldBatch {
    /// Its id.
    pub id: String,
    /// What it may be used for.
    pub grade: Grade,
    /// Whether it exists.
    pub state: BatchState,
    /// Mass in kg.
    pub mass_kg: f64,
    /// Day on which it is released, where known.
    pub available: Option<Date>,
    /// Retest date, where the release is known.
    pub retest_on: Option<Date>,
    /// False where its retest date has passed before the program starts.
    pub counted: bool,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

/// Time from release to retest in days: of the batch, else of the substance, else the default.
pub(crate) fn retest_days(
    program: &Program,
    reference: &Reference,
    batch: Option<&Batch>,
) -> Traced {
    let own = batch.and_then(|batch| batch.retest.as_ref());
    let common = || program.substance.as_ref()?.retest.as_ref();
    given_or(own.or_else(common), reference, "retest_period")
}

/// The batches of the substance, in the order of ids.
pub(crate) fn held(
    program: &Program,
    reference: &Reference,
    demand: &Demand,
    findings: &mut Vec<Finding>,
) -> Vec<HeldBatch> {
    let Some(substance) = program.drug_substance() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for batch in &program.batch {
        if batch.material.as_str() == substance.id.as_str() {
            let one = one(program, reference, batch);
            check(program, demand, (batch, &one), findings);
            found.push(one);
        } else if program
            .moiety()
            .is_some_and(|moiety| moiety.id.as_str() == batch.material.as_str())
        {
            findings.push(Finding::new(
                "supply.batch_of_moiety",
                Severity::Minor,
                &batch.path,
                format!(
                    "The batch `{}` is `{}`, not the substance `{}`; it is not counted as supply.",
                    batch.id, batch.material, substance.name
                ),
            ));
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

fn one(program: &Program, reference: &Reference, batch: &Batch) -> HeldBatch {
    let mut trail = Trail::default();
    let mass_kg = trail.take(&batch.mass);
    let available = batch.available.as_ref().map(|date| {
        trail.0.push(date.input());
        trail.0.push(program.start.input());
        date.value
    });
    let retest_on = available.and_then(|date| {
        let days = trail.take(retest_days(program, reference, Some(batch)));
        date.checked_add(Span::new().days(days.floor() as i64)).ok()
    });
    HeldBatch {
        id: batch.id.as_str().to_owned(),
        grade: batch.grade,
        state: batch.state,
        mass_kg,
        available,
        retest_on,
        counted: retest_on.is_none_or(|date| date > program.start.value),
        inputs: trail.0,
    }
}

/// Findings about a retest date that comes too early.
fn check(
    program: &Program,
    demand: &Demand,
    (batch, held): (&Batch, &HeldBatch),
    findings: &mut Vec<Finding>,
) {
    let Some(retest_on) = held.retest_on else {
        return;
    };
    if !held.counted {
        findings.push(retest_finding(
            "supply.batch_expired",
            batch,
            format!(
                "The batch `{}` ({} kg, {}) reaches its retest date {retest_on} before the program starts; it is not counted as supply.",
                batch.id,
                shortest(held.mass_kg),
                batch.grade
            ),
        ));
        return;
    }
    let start = program.start.value;
    for study in demand.of(batch.grade) {
        let Some(begin) = study.start_days else {
            continue;
        };
        let span = Span::new().days((begin + study.duration_days()).ceil() as i64);
        if let Ok(end) = start.checked_add(span)
            && end > retest_on
        {
            findings.push(retest_finding(
                "supply.retest_before_use",
                batch,
                format!(
                    "The batch `{}` reaches its retest date {retest_on} before the study `{}` has used it on {end}.",
                    batch.id, study.name
                ),
            ));
            return;
        }
    }
}

fn retest_finding(rule: &str, batch: &Batch, message: String) -> Finding {
    Finding::new(rule, Severity::Major, &batch.path, message).ask(Ask {
        key: format!("stability_study.{}", batch.id),
        catalogue: "stability_study".to_owned(),
        title: format!(
            "Stability data that extend the retest date of the batch `{}`",
            batch.id
        ),
        before: Some(match batch.grade {
            Grade::Gmp => Before::FirstDose,
            _ => Before::Nothing,
        }),
        figures: Vec::new(),
    })
}
