//! The class-specific intake of monofunctional alkyl chlorides.

use concerted_hazard::AlertHit;
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::TtcBand;

use crate::intake::{Intake, IntakeCase, LimitKind, cited};
use crate::structures::Motif;

/// Halogen on sp3 carbon.
static ALKYL_HALOGEN: Motif = Motif::new("[Cl,Br,I;$([*][CX4])]");
static ALKYL_CHLORIDE: Motif = Motif::new("[Cl;$(Cl[CX4])]");
/// A hetero-atom on the carbon of the chlorine or on the neighbor of it.
static ACTIVATED_CHLORIDE: Motif = Motif::new("[Cl;$(Cl[CX4][!#6;!#1]),$(Cl[CX4][#6][!#6;!#1])]");

/// True where an alkyl chloride is the only alert and the only halogen on saturated carbon, with no hetero-atom next to
/// its carbon nor on the neighbor of it.
///
/// A hetero-atom there changes the mechanism: chlorohydrins close to epoxides, mustards to aziridinium and
/// episulfonium ions, vicinal dihalides react with glutathione, alpha-halo carbonyls alkylate directly.
pub(crate) fn is_monofunctional_chloride(molecule: Option<&Molecule>, alerts: &[AlertHit]) -> bool {
    let (Some(molecule), [alert]) = (molecule, alerts) else {
        return false;
    };
    alert.rule == "alkyl-halide"
        && ALKYL_HALOGEN.count(molecule) == 1
        && ALKYL_CHLORIDE.count(molecule) == 1
        && !ACTIVATED_CHLORIDE.is_in(molecule)
}

/// The class-specific intake, where the compound is of that class and the value was verified.
pub(super) fn monofunctional_chloride(
    case: &IntakeCase<'_>,
    band: &TtcBand,
    general: &Intake,
) -> Option<Intake> {
    let single = is_monofunctional_chloride(case.candidate.molecule.as_ref(), case.alerts);
    let row = case
        .reference
        .class_specific("monofunctional_alkyl_chlorides")?;
    let intake = row.intake()?;
    if !single || !intake.citation.status.is_regulatory_fact() {
        return None;
    }
    let larger = intake.value.max(band.intake_ug_per_day);
    let mut inputs = general.inputs.clone();
    inputs.push(cited(intake.citation.clone(), intake.value, "µg/day"));
    Some(Intake {
        micrograms_per_day: larger,
        basis: format!(
            "{} µg/day, the larger of the intake for monofunctional alkyl chlorides ({} µg/day over a lifetime) and the threshold for the treatment time; that the compound belongs to that group is our reading and needs an expert's confirmation",
            shortest(larger),
            shortest(intake.value)
        ),
        inputs,
        kind: LimitKind::ClassSpecific,
        citation: Some(intake.citation),
    })
}
