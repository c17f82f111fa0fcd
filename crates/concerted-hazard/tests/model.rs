//! What the committed model answers.

use concerted_hazard::{
    Call, contributions, model_card, nearest, parent, predict, reference_log_odds,
};
use concerted_molecule::Molecule;

fn molecule(smiles: &str) -> Molecule {
    Molecule::parse(smiles).expect("the structures of these tests can be read")
}

/// Structures of many kinds: small, larger, salts, charged, without carbon, of rare elements.
const VARIED: &[&str] = &[
    "CC(C)O",
    "O=[N+]([O-])c1ccc2c(c1)Cc1ccccc1-2",
    "CN(C)N=O",
    "ClCCN(C)CCCl",
    "c1ccc2c(c1)ccc1c2ccc2ccccc21",
    "Nc1ccc(-c2ccc(N)cc2)cc1",
    "CC(=O)Oc1ccccc1C(=O)O",
    "CCN.Cl",
    "[Na+].CCOS(=O)(=O)[O-].O",
    "C[N+](C)(C)CC(=O)[O-]",
    "NN",
    "C",
    "[Pt]",
    "FC(F)(F)c1nnc2n1CCN(C2)C(=O)CC(N)Cc1cc(F)c(F)cc1F",
    "CC(C)CC1NC(=O)C(Cc2ccccc2)NC(=O)C(CCCCN)NC(=O)CNC(=O)C(CO)NC1=O",
    "C[Si](C)(C)Cl",
];

#[test]
fn compounds_of_the_textbooks() {
    // Positive and negative in bacterial tests by common knowledge; each is in the compiled benchmark as well, so this
    // shows that the model works, not how well.
    for smiles in [
        "O=[N+]([O-])c1ccc2c(c1)Cc1ccccc1-2",
        "CCN(CC)N=O",
        "CS(=O)(=O)OC",
        "C1CO1",
        "Nc1ccc2c(c1)Cc1ccccc1-2",
    ] {
        assert_eq!(
            predict(&molecule(smiles)).unwrap().call,
            Call::Positive,
            "{smiles}"
        );
    }
    for smiles in [
        "CC(C)O",
        "CC(=O)Oc1ccccc1C(=O)O",
        "OCC(O)CO",
        "CCCCCC(=O)OCC",
    ] {
        assert_eq!(
            predict(&molecule(smiles)).unwrap().call,
            Call::Negative,
            "{smiles}"
        );
    }
}

#[test]
fn every_structure_is_answered_and_contributions_sum_to_the_log_odds() {
    let start = reference_log_odds().unwrap();
    for smiles in VARIED {
        let molecule = molecule(smiles);
        let prediction = predict(&molecule).unwrap();
        assert!(
            prediction.probability > 0.0 && prediction.probability < 1.0,
            "{smiles}"
        );
        assert_eq!(prediction, predict(&molecule).unwrap());
        assert_eq!(
            prediction.domain.inside,
            prediction.domain.reasons.is_empty()
        );
        let parts = contributions(&molecule).unwrap();
        assert_eq!(parts.len(), molecule.connectivity().len(), "{smiles}");
        let log_odds = (prediction.probability / (1.0 - prediction.probability)).ln();
        let sum: f64 = parts.iter().sum();
        assert!(
            (start + sum - log_odds).abs() < 1e-6,
            "{smiles}: {start} + {sum}, {log_odds}"
        );
    }
}

#[test]
fn the_screening_cut_favors_sensitivity() {
    let card = model_card();
    for smiles in VARIED {
        let prediction = predict(&molecule(smiles)).unwrap();
        let call = |cut: f64| {
            if prediction.probability >= cut {
                Call::Positive
            } else {
                Call::Negative
            }
        };
        assert_eq!(prediction.call, call(card.balanced_cut), "{smiles}");
        assert_eq!(
            prediction.screening_call,
            call(card.screening_cut),
            "{smiles}"
        );
    }
}

#[test]
fn spelling_and_counter_ions_do_not_matter() {
    for (one, other) in [
        ("Nc1ccc(-c2ccc(N)cc2)cc1", "c1(N)ccc(cc1)-c1ccc(cc1)N"),
        ("CCN.Cl", "NCC"),
        ("OC(=O)C1CC2CCC1C2", "C1(CC2CC1CC2)C(O)=O"),
        ("C[n+]1ccccc1.[I-]", "[Br-].c1cccc[n+]1C"),
    ] {
        let (first, second) = (molecule(one), molecule(other));
        assert_eq!(predict(&first).unwrap(), predict(&second).unwrap(), "{one}");
        assert_eq!(
            nearest(&first, 5).unwrap(),
            nearest(&second, 5).unwrap(),
            "{one}"
        );
    }
}

#[test]
fn a_tested_compound_finds_itself() {
    // 2-Nitrofluorene, which is in the training data.
    let tested = molecule("O=[N+]([O-])c1ccc2c(c1)Cc1ccccc1-2");
    let neighbors = nearest(&tested, 4).unwrap();
    assert_eq!(neighbors.len(), 4);
    assert_eq!(neighbors[0].inchi_key, "XFOHWECQTFIEIX-UHFFFAOYSA-N");
    assert!((neighbors[0].similarity - 1.0).abs() < 1e-12 && neighbors[0].positive);
    assert!(
        neighbors
            .windows(2)
            .all(|pair| pair[0].similarity >= pair[1].similarity)
    );
    let domain = predict(&tested).unwrap().domain;
    assert!(
        domain.inside && domain.unseen_environments == 0,
        "{domain:?}"
    );
}

#[test]
fn strangers_are_told_why() {
    for (smiles, reason) in [
        ("C[Pt](C)(Cl)Cl", "contains Pt"),
        ("[Na+].[Cl-]", "no carbon"),
        ("C", "1 heavy atoms"),
        ("FS(F)(F)(F)(F)C#CB1OC1", "occur in no training compound"),
        ("CC12C3C4C1C5C2C3C45", "similar tested compound"),
    ] {
        let domain = predict(&molecule(smiles)).unwrap().domain;
        assert!(!domain.inside);
        let found = domain.reasons.iter().any(|of| of.contains(reason));
        assert!(found, "{smiles}: {:?}", domain.reasons);
    }
}

#[test]
fn counter_ions_contribute_nothing() {
    let salt = molecule("[Cl-].Nc1ccc2ccccc2c1.[Na+]");
    let parts = contributions(&salt).unwrap();
    assert!(
        parts[0].abs() < 1e-12 && parts[12].abs() < 1e-12,
        "{parts:?}"
    );
    assert!(parts[1..12].iter().any(|part| part.abs() > 0.01));
    let alone = contributions(&parent(&salt)).unwrap();
    let sum = |parts: &[f64]| parts.iter().sum::<f64>();
    assert!((sum(&parts) - sum(&alone)).abs() < 1e-9);
    // The nitrogen is found again among the atoms of the salt.
    let heaviest = |parts: &[f64]| parts.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    assert!((heaviest(&parts) - heaviest(&alone)).abs() < 1e-9);
}

#[test]
fn large_structures_are_answered() {
    let chain = "C".repeat(1500);
    let ring = format!("C1{}1", "C".repeat(1500));
    for smiles in [chain, ring] {
        let prediction = predict(&molecule(&smiles)).unwrap();
        assert!(!prediction.domain.inside);
        assert!(prediction.domain.reasons[0].contains("heavy atoms"));
    }
}
