//! Random text in the alphabets of SMILES and SMARTS: an answer or an error, never a panic.

use concerted_molecule::{DrawOptions, Molecule, MoleculeError, Pattern, Transform};
use proptest::prelude::*;

/// Reads a text as a structure; whatever is accepted must hold together.
fn check(text: &str) -> Result<(), TestCaseError> {
    let molecule = match Molecule::parse(text) {
        Ok(molecule) => molecule,
        Err(error) => {
            prop_assert!(
                !matches!(error, MoleculeError::Engine { .. }),
                "{text}: {error}"
            );
            return Ok(());
        }
    };
    let canonical = molecule.canonical_smiles();
    let again = Molecule::parse(canonical);
    prop_assert!(
        again.is_ok(),
        "{text} gives {canonical}, which is refused: {again:?}"
    );
    let again = again?;
    prop_assert_eq!(
        molecule.formula(),
        again.formula(),
        "{} gives {}",
        text,
        canonical
    );
    prop_assert_eq!(
        molecule.charge(),
        again.charge(),
        "{} gives {}",
        text,
        canonical
    );
    prop_assert!(
        (molecule.molar_mass() - again.molar_mass()).abs() < 1e-6,
        "{} gives {}",
        text,
        canonical
    );
    prop_assert!(
        molecule.tpsa().is_some() && molecule.ring_count().is_some(),
        "{text}"
    );
    if let Ok(svg) = molecule.draw_svg(&DrawOptions::default()) {
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{text}");
    }
    let centers = molecule.stereo_centers();
    prop_assert!(
        !matches!(centers, Err(MoleculeError::Engine { .. })),
        "{text}: {centers:?}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_structures(text in "(C|N|O|S|P|F|Cl|Br|c|n|o|s|\\(|\\)|=|#|/|\\\\|\\.|1|2|3|%10|\\[C@H\\]|\\[C@@\\]|\\[nH\\]|\\[N\\+\\]|\\[O-\\]|\\[Pd\\]|\\[2H\\]|\\[Na\\+\\]){1,40}") {
        check(&text)?;
    }

    #[test]
    fn random_brackets(text in "(\\[([0-9]{0,4}[A-Za-z*@#+:-]{0,6}[0-9]{0,4})\\]|C|\\(|\\)|1){1,12}") {
        check(&text)?;
    }

    #[test]
    fn random_characters(text in "\\PC{0,40}") {
        check(&text)?;
    }

    #[test]
    fn random_patterns(text in "(C|c|N|\\[#6\\]|\\[\\$\\(|\\[|\\]|\\(|\\)|;|,|!|&|R|X3|H1|@|~|-|=|:|1|2|\\*|>>|\\.){1,25}") {
        let molecule = Molecule::parse("Cc1ccc(cc1)N(=O)=O").unwrap();
        match Pattern::parse(&text) {
            Ok(pattern) => {
                let outcome = pattern.try_find(&molecule);
                prop_assert!(!matches!(outcome, Err(MoleculeError::Engine { .. })), "{text}: {outcome:?}");
            }
            Err(error) => prop_assert!(!matches!(error, MoleculeError::Engine { .. }), "{text}: {error}"),
        }
        match Transform::parse(&text) {
            Ok(reaction) if reaction.reactant_count() == 1 => {
                let outcome = reaction.apply(&[&molecule]);
                prop_assert!(!matches!(outcome, Err(MoleculeError::Engine { .. })), "{text}: {outcome:?}");
            }
            Ok(_) => {}
            Err(error) => prop_assert!(!matches!(error, MoleculeError::Engine { .. }), "{text}: {error}"),
        }
    }
}

/// Chains of fragments that are sound more often than random text is.
#[test]
fn assembled_structures_survive_a_second_reading() {
    let parts = [
        "C",
        "N",
        "O",
        "C(=O)",
        "c1ccc(cc1)",
        "[C@H](C)",
        "[C@@](F)(Cl)",
        "C1CCC(CC1)",
        "n1ccc(c1)",
        "S(=O)(=O)",
        "/C=C/",
        "C#C",
        "[N+](C)(C)",
        "P(=O)(O)",
        "[2H]",
        ".",
        "C[Pd]C",
    ];
    let mut read = 0;
    for seed in 0_usize..2_000 {
        let text: String = (0..=seed % 9)
            .map(|place| parts[(seed * 7 + place * place * 5 + place * seed / 3) % parts.len()])
            .collect();
        check(&text).unwrap_or_else(|error| panic!("{error}"));
        read += usize::from(Molecule::parse(&text).is_ok());
    }
    assert!(read > 500, "only {read} of 2000 were sound");
}
