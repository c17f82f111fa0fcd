//! What no prediction is asked about: solvents that ICH Q3C limits, and carbon that is not organic.

use concerted_molecule::Molecule;
use concerted_reference::{Q3cSolvent, Reference, Row};

use crate::class::{ClassCase, ClassGround, Classified, ImpurityClass, names};

/// Decides for a solvent of class 2 or 3 of ICH Q3C, whether it serves as a solvent or as a reagent.
///
/// ICH Q3C puts into class 1 the solvents to be avoided, among them known carcinogens, and into class 2 and 3 those
/// that are not genotoxic carcinogens. Class 1 and rows that nobody verified decide nothing here.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    if classified.cohort.is_some() {
        return false;
    }
    if case.alerts.is_empty() && case.candidate.molecule.as_ref().is_some_and(is_carbonate) {
        let reason = "It is carbon dioxide, carbon monoxide or a carbonate: no organic compound, so neither method is meant for it; it leaves as gas or is limited as an inorganic impurity by ICH Q3A. Treated as class 5.";
        return classified.decide(ClassGround::Inorganic, ImpurityClass::Five, reason);
    }
    let Some(row) = row(case) else {
        return false;
    };
    let alert = if case.alerts.is_empty() {
        String::new()
    } else {
        format!(" That goes before its alert ({}).", names(case.alerts))
    };
    let reason = format!(
        "{} is a solvent of class {} of ICH Q3C ({}, status {}), which limits its residue: it is controlled by ICH Q3C and treated like class 5 here, which does not say that it is not mutagenic.{alert}",
        row.solvent,
        row.q3c_class,
        row.citation().locator,
        row.status.word(),
    );
    classified.decide(ClassGround::ResidualSolvent, ImpurityClass::Five, reason)
}

/// True for a solvent that [`decide`] would take.
pub(super) fn is_residual_solvent(case: &ClassCase<'_>) -> bool {
    row(case).is_some()
}

/// Carbon dioxide, carbon monoxide, carbonic acid and its ions.
fn is_carbonate(molecule: &Molecule) -> bool {
    const INORGANIC: [&str; 5] = [
        "O=C=O",
        "[C-]#[O+]",
        "O=C(O)O",
        "O=C([O-])O",
        "O=C([O-])[O-]",
    ];
    INORGANIC.contains(&molecule.canonical_smiles())
}

fn row<'r>(case: &ClassCase<'r>) -> Option<&'r Q3cSolvent> {
    let by_number = case
        .candidate
        .cas
        .iter()
        .find_map(|cas| case.reference.q3c_by_cas(cas));
    let found = by_number.or_else(|| {
        let molecule = case.candidate.molecule.as_ref()?;
        by_structure(case.reference, molecule)
    })?;
    (found.q3c_class >= 2 && found.status.is_regulatory_fact()).then_some(found)
}

fn by_structure<'r>(reference: &'r Reference, molecule: &Molecule) -> Option<&'r Q3cSolvent> {
    let solvent = reference
        .solvents()
        .iter()
        .find(|solvent| solvent.smiles == molecule.canonical_smiles())?;
    reference.q3c_row(&solvent.q3c_id)
}
