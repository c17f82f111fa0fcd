//! Stereoisomers of the substance: the substance's own genotoxicity tests cover them.

use concerted_model::impurity::TestOutcome;
use concerted_molecule::Molecule;

use crate::class::{ClassCase, ClassGround, Classified, ImpurityClass};

/// Decides for a structure that differs from the substance in stereochemistry only.
///
/// Class 5 where the substance is entered as negative in the bacterial test, and provisionally where no test of it is
/// entered: what its tests say holds for the isomer, so no threshold applies on predictions. Never for the cohort of
/// concern, and not where the substance tested positive or equivocal.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    let (Some(molecule), Some(substance)) = (
        case.candidate.molecule.as_ref(),
        case.substance.molecule.as_ref(),
    ) else {
        return false;
    };
    let same = molecule.formula() == substance.formula()
        && without_stereochemistry(molecule) == without_stereochemistry(substance);
    if !same || classified.cohort.is_some() {
        return false;
    }
    let start = "It differs from the substance in stereochemistry only, so the substance's own genotoxicity tests cover it";
    let reason = match case.substance.ames {
        Some(TestOutcome::Negative) => {
            format!("{start}; the substance is entered as negative in the bacterial test: class 5.")
        }
        None => {
            classified.provisional = true;
            format!(
                "{start}: no limit by the threshold of toxicological concern. Open: no sourced bacterial test of the substance is in this document; class 5 until it is entered."
            )
        }
        Some(TestOutcome::Positive | TestOutcome::Equivocal) => return false,
    };
    classified.decide(ClassGround::SubstanceTests, ImpurityClass::Five, reason)
}

/// The canonical SMILES of a structure without its stereochemistry.
pub(crate) fn without_stereochemistry(molecule: &Molecule) -> Option<String> {
    let flat: String = molecule
        .canonical_smiles()
        .chars()
        .filter(|character| !matches!(character, '@' | '/' | '\\'))
        .collect();
    let flat = Molecule::parse(&flat).ok()?;
    Some(flat.canonical_smiles().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stereochemistry_is_taken_off() {
        let of = |smiles| without_stereochemistry(&Molecule::parse(smiles).unwrap());
        assert_eq!(of("C[C@H](N)C(=O)O"), of("C[C@@H](N)C(=O)O"));
        assert_eq!(of("C[C@H](N)C(=O)O"), of("CC(N)C(=O)O"));
        assert_eq!(of("C/C=C/Cl"), of("C/C=C\\Cl"));
        assert_ne!(of("C[C@H](N)C(=O)O"), of("NCCC(=O)O"));
    }
}
