//! Class 4: an alert that also stands, in the same surroundings, in the substance or a relative that tested negative.

use concerted_hazard::{AlertHit, screen, shares_environment};
use concerted_model::impurity::TestOutcome;
use concerted_molecule::Molecule;

use crate::class::{ClassCase, ClassGround, Classified, ImpurityClass, names};

/// Decides where every alert is shared with the substance, and the substance or a relative tested negative.
///
/// Where nothing is tested, notes that class 4 is pending. Never for the cohort of concern, and never where an alert
/// of its own remains. Source: ICH M7(R2), table 1.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    let (Some(molecule), Some(substance)) = (
        case.candidate.molecule.as_ref(),
        case.substance.molecule.as_ref(),
    ) else {
        return false;
    };
    if case.alerts.is_empty() || classified.cohort.is_some() {
        return false;
    }
    // Screened again, since the alerts shown are numbered as in the canonical structure.
    let own = screen(molecule);
    if own.len() != case.alerts.len() {
        // An alert of a counter-ion, which the substance cannot answer.
        return false;
    }
    let shared =
        |other: &Molecule, alerts: &[AlertHit]| shares_alerts((molecule, &own), (other, alerts));
    if !shared(substance, &case.substance.alerts) {
        return false;
    }
    let names = names(case.alerts);
    if case.substance.ames == Some(TestOutcome::Negative) {
        let reason = format!(
            "Its alert ({names}) also stands, in the same surroundings, in the substance, which is entered as negative in the bacterial test: class 4."
        );
        return classified.decide(ClassGround::SharedAlert, ImpurityClass::Four, reason);
    }
    // A positive test of the substance speaks against every relative.
    let tested = (case.substance.ames != Some(TestOutcome::Positive))
        .then(|| {
            let mut relatives = case.substance.relatives.iter();
            relatives.find(|relative| shared(&relative.molecule, &relative.alerts))
        })
        .flatten();
    if let Some(relative) = tested {
        let reason = format!(
            "Its alert ({names}) also stands, in the same surroundings, in the substance and in {}, which is entered as negative in the bacterial test: class 4.",
            relative.name
        );
        return classified.decide(ClassGround::SharedAlert, ImpurityClass::Four, reason);
    }
    classified.pending_class_4 = case.substance.ames.is_none();
    false
}

/// True where every alert of the first structure stands in the second in the same surroundings.
fn shares_alerts(
    (molecule, alerts): (&Molecule, &[AlertHit]),
    (other, theirs): (&Molecule, &[AlertHit]),
) -> bool {
    alerts.iter().all(|hit| {
        theirs
            .iter()
            .any(|their| shares_environment(molecule, hit, other, their))
    })
}
