//! Potency categories of nitrosamines: against categories that agencies list, by feature, and however written.
#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where a structure cannot be read"
)]

mod listed;
mod respelled;

use concerted_hazard::{CpcaOutcome, NitrosoGroup, most_potent, notes, potency_categories};
use concerted_molecule::Molecule;
use proptest::prelude::*;

use listed::LISTED;
use respelled::respelled;

fn groups(smiles: &str) -> Vec<NitrosoGroup> {
    potency_categories(&Molecule::parse(smiles).unwrap())
}

#[test]
fn listed_categories_are_reproduced() {
    for (name, smiles, category, agencies) in LISTED {
        assert_eq!(
            most_potent(&groups(smiles)),
            Some(*category),
            "{name}, listed by {agencies}: {:?}",
            groups(smiles)
        );
    }
}

/// The features of the only group with their points, answers of the flowchart left out.
#[track_caller]
fn check(smiles: &str, category: u8, expected: &[(&str, i8)]) {
    let found = groups(smiles);
    assert_eq!(found.len(), 1, "{smiles}");
    let outcome = found[0].outcome.category();
    let outcome = outcome.unwrap_or_else(|| panic!("{smiles}: {:?}", found[0].outcome));
    let scored: Vec<_> = outcome
        .steps
        .iter()
        .filter(|step| step.points != 0)
        .map(|step| (step.feature, step.points))
        .collect();
    assert_eq!(scored, expected, "{smiles}");
    assert_eq!(outcome.category, category, "{smiles}: {outcome:?}");
    let sum: i8 = expected.iter().map(|(_, points)| points).sum();
    assert_eq!(outcome.score, Some(sum), "{smiles}");
}

// Expected points in the tests below: FDA guidance of August 2023, appendix A; notes in the module `cpca`.

#[test]
fn alpha_hydrogens_score_by_pair() {
    for (smiles, pair, points, category) in [
        ("CN(C)N=O", (3, 3), 1, 1),
        ("CCN(C)N=O", (2, 3), 1, 1),
        ("CCN(CC)N=O", (2, 2), 1, 1),
        ("CC(C)N(C)N=O", (1, 3), 3, 3),
        ("CC(C)N(CC)N=O", (1, 2), 3, 3),
        ("CN(N=O)c1ccccc1", (0, 3), 2, 2),
        ("CCCN(N=O)c1ccccc1", (0, 2), 3, 3),
        // An ethyl group scores one less in this pair only.
        ("CCN(N=O)c1ccccc1", (0, 2), 2, 2),
        ("C=CN(C)N=O", (1, 3), 3, 3),
    ] {
        check(smiles, category, &[("alpha-hydrogens", points)]);
        let found = groups(smiles);
        assert_eq!(found[0].outcome.category().unwrap().alpha_hydrogens, pair);
    }
}

#[test]
fn the_flowchart_decides_category_5() {
    for (smiles, feature) in [
        ("O=NN(c1ccccc1)c1ccccc1", "no-alpha-hydrogen"),
        ("CC(C)(C)N(N=O)C(C)(C)C", "no-alpha-hydrogen"),
        ("CC(C)N(N=O)c1ccccc1", "single-alpha-hydrogens"),
        ("CC(C)N(N=O)C(C)C", "single-alpha-hydrogens"),
        ("CN(N=O)C(C)(C)C", "tertiary-alpha-carbon"),
        ("CCN(N=O)C1(C)CCCC1", "tertiary-alpha-carbon"),
    ] {
        let found = groups(smiles);
        let category = found[0].outcome.category().unwrap();
        assert_eq!((category.category, category.score), (5, None), "{smiles}");
        assert_eq!(category.steps.last().unwrap().feature, feature, "{smiles}");
        assert_eq!(notes(category).len(), 1);
        assert_eq!(notes(category)[0].1, "cat. 5");
    }
    // With a heteroatom in place of a third carbon it is not tertiary.
    check("CN(N=O)C(C)(C)OC", 2, &[("alpha-hydrogens", 2)]);
}

#[test]
fn rings() {
    let plain = ("alpha-hydrogens", 1);
    check("O=NN1CCCC1", 4, &[plain, ("pyrrolidine", 3)]);
    check("O=NN1CC2CCCC2C1", 4, &[plain, ("pyrrolidine", 3)]);
    // Unsaturated or with a second heteroatom it is no pyrrolidine.
    check("O=NN1CC=CC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check("O=NN1CCOC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check("O=NN1CCSC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check("O=NN1CCCCC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check("O=NN1CCSCC1", 4, &[plain, ("ring-6-sulfur", 3)]);
    check(
        "O=NN1CCCS(=O)(=O)C1",
        4,
        &[plain, ("ring-6-sulfur", 3), ("withdrawing-one-side", 1)],
    );
    check("O=NN1CCOCC1", 2, &[plain, ("morpholine", 1)]);
    // Oxygen beside the CH2 of the nitrogen, or a fused benzene ring: a 6-membered ring like any other.
    check("O=NN1CCCOC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check(
        "O=NN1CCOc2ccccc12",
        4,
        &[("alpha-hydrogens", 3), ("ring-5-or-6", 2)],
    );
    check("O=NN1CCCCCC1", 2, &[plain, ("ring-7", 1)]);
    check("O=NN1CCC1", 1, &[plain]);
    check("O=NN1CCCCCCC1", 1, &[plain]);
    // The smaller of two rings decides.
    check("O=NN1CC2CCC(C1)CC2", 2, &[plain, ("ring-7", 1)]);
    check("O=NN1CC2CCCC(C1)C2", 3, &[plain, ("ring-5-or-6", 2)]);
}

#[test]
fn chains() {
    let plain = ("alpha-hydrogens", 1);
    let long = ("long-chains", 1);
    check("CCCCCN(CCCCC)N=O", 2, &[plain, long]);
    check("CCCCN(CCCCC)N=O", 1, &[plain]);
    check("COCCCN(CCSCC)N=O", 2, &[plain, long]);
    // CH2 and four atoms of the ring make five; five atoms of one ring do not.
    check("CCCCCN(CC1CCCC1)N=O", 2, &[plain, long]);
    check("O=NN(C1CCCCC1)CCCCC", 3, &[("alpha-hydrogens", 3)]);
    check("O=NN(C1CCC(C)CC1)CCCCC", 4, &[("alpha-hydrogens", 3), long]);
    // Not for an N-nitroso group in a ring, of any size.
    check("CCCCCC1CCCCCCCN1N=O", 3, &[("alpha-hydrogens", 3)]);
}

#[test]
fn withdrawing_groups() {
    let plain = ("alpha-hydrogens", 1);
    let one = ("withdrawing-one-side", 1);
    for group in [
        "C#N",
        "C(=O)OC",
        "C(=O)N",
        "C(=O)N(C)C",
        "C=O",
        "C(F)(F)F",
        "S(C)(=O)=O",
        "S(N)(=O)=O",
        "[N+](=O)[O-]",
        "N(=O)=O",
        "F",
        "Cl",
        "C(=N)N",
        "C(=S)OC",
        "C(=O)Cl",
        "C=CC#N",
        "/C=C/C(=O)N(C)C",
        "C=Cc1ccccc1",
        "C#Cc1ccccc1",
        "[N+](C)(C)C",
    ] {
        check(&format!("CN(N=O)C{group}"), 2, &[plain, one]);
    }
    // Acid, aryl and ketone are left out; so are ether, amine, alkene and a protonated amine.
    for group in [
        "C(=O)C",
        "OC",
        "N(C)C",
        "C=C",
        "C#C",
        "[NH+](C)C",
        "C=CC",
        "C(F)F",
        "S(C)=O",
    ] {
        check(&format!("CN(N=O)C{group}"), 1, &[plain]);
    }
    check("CN(N=O)CC(=O)O", 4, &[plain, ("carboxylic-acid", 3)]);
    check("CN(N=O)Cc1ccccc1", 1, &[plain, ("alpha-aryl", -1)]);
    let both = ("withdrawing-both-sides", 2);
    check("N#CCN(CC#N)N=O", 3, &[plain, both]);
    check("O=NN(CC#N)CC(=O)OC", 3, &[plain, both]);
    // Two groups on one carbon are one side.
    check("CN(N=O)C(C#N)C#N", 4, &[("alpha-hydrogens", 3), one]);
}

#[test]
fn beta_hydroxyl() {
    let plain = ("alpha-hydrogens", 1);
    check("CN(CCO)N=O", 2, &[plain, ("beta-hydroxyl-one-side", 1)]);
    check("OCCN(CCO)N=O", 3, &[plain, ("beta-hydroxyl-both-sides", 2)]);
    check("CN(CCCO)N=O", 1, &[plain]);
    check("CN(CCOC)N=O", 1, &[plain]);
    check("CN(N=O)c1ccccc1O", 2, &[("alpha-hydrogens", 2)]);
}

#[test]
fn aryl_and_methyl() {
    let plain = ("alpha-hydrogens", 1);
    let aryl = ("alpha-aryl", -1);
    check(
        "O=NN(Cc1ccccc1)Cc1ccccc1",
        1,
        &[plain, ("long-chains", 1), aryl],
    );
    check("CN(N=O)Cc1ccco1", 1, &[plain, aryl]);
    check("CN(N=O)Cn1ccnc1", 1, &[plain, aryl]);
    check("CN(N=O)CCc1ccccc1", 1, &[plain]);
    check("CC(C)CN(C)N=O", 1, &[plain, ("beta-methyl", -1)]);
    check("O=NN1CCC(C)CC1", 3, &[plain, ("ring-5-or-6", 2)]);
    check(
        "O=NN1CCCC(C)C1",
        2,
        &[plain, ("ring-5-or-6", 2), ("beta-methyl", -1)],
    );
    // Methyls of propyl, neopentyl, and of a carbon with a terminal heteroatom.
    check("CCCN(C)N=O", 1, &[plain]);
    check("CC(C)(C)CN(C)N=O", 1, &[plain]);
    check("CC(Cl)CN(C)N=O", 1, &[plain]);
    check("CC(OC)CN(C)N=O", 1, &[plain, ("beta-methyl", -1)]);
}

#[test]
fn acids() {
    let acid = ("carboxylic-acid", 3);
    let plain = ("alpha-hydrogens", 1);
    for smiles in [
        "CN(CCCC(=O)O)N=O",
        "CN(CCCC(=O)[O-])N=O",
        "CN(CCCC(=O)[O-])N=O.[Na+]",
        "CN(CCCC(=O)O[Na])N=O",
    ] {
        check(smiles, 4, &[plain, acid]);
    }
    // An acid beside the molecule, an ester and a carbamic acid are none.
    for smiles in [
        "CN(CCCN)N=O.CC(=O)O",
        "CN(CCCC(=O)OC)N=O",
        "CN(CCCNC(=O)O)N=O",
    ] {
        check(smiles, 1, &[plain]);
    }
}

#[test]
fn groups_that_the_approach_leaves_out() {
    for (smiles, word) in [
        ("CN(N=O)C(C)=O", "nitrosamide"),
        ("CN(N=O)C(N)=O", "nitrosourea"),
        ("CN(N=O)C(=O)OCC", "nitrosocarbamate"),
        ("CN(N=O)C(=N)N[N+](=O)[O-]", "nitrosoguanidine"),
        ("CN(N=O)C(C)=NC", "nitrosoamidine"),
        ("CN(N=O)C#N", "nitrosocyanamide"),
        ("CN(N=O)C(C)=S", "analog"),
        ("O=NN1CCCC1=O", "nitrosamide"),
        ("O=Nn1ccc2ccccc12", "aromatic ring"),
        ("O=Nn1cccc1", "aromatic ring"),
        ("O=NN1C=CC=C1", "aromatic ring"),
        ("CN(N=O)N(C)C", "nitrogen"),
        ("CON(C)N=O", "oxygen"),
        ("CN(N=O)S(C)(=O)=O", "heteroatom"),
        ("CNN=O", "two carbons"),
        ("C[NH+](C)N=O", "charge"),
        ("C[N+](C)(C)N=O", "charge"),
    ] {
        let found = groups(smiles);
        assert_eq!(found.len(), 1, "{smiles}");
        match &found[0].outcome {
            CpcaOutcome::NotApplicable { reason } => {
                assert!(reason.contains(word), "{smiles}: {reason}");
            }
            CpcaOutcome::Category(category) => panic!("{smiles}: {category:?}"),
        }
        assert_eq!(most_potent(&found), None);
    }
    for none in [
        "CNC",
        "CN(C)C=O",
        "CN(C)[N+](=O)[O-]",
        "O=Nc1ccccc1",
        "CCON=O",
        "CN(C)N=C",
        "[Na+].[Cl-]",
        "N=O",
    ] {
        assert_eq!(groups(none), [], "{none}");
    }
}

#[test]
fn several_groups_are_judged_one_by_one() {
    let found = groups("O=NN1CCCC1CCN(C)N=O");
    let categories: Vec<_> = found
        .iter()
        .map(|group| group.outcome.category().unwrap().category)
        .collect();
    assert_eq!(categories, [4, 1]);
    assert_eq!(found[0].atoms, [2, 1, 0]);
    assert_eq!(most_potent(&found), Some(1));
    // A nitrosamide beside it does not take part.
    assert_eq!(most_potent(&groups("CN(C(=O)CN1CCCC1)N=O")), None);
    assert_eq!(most_potent(&groups("CN(N=O)C(=O)CCC1CCCN1N=O")), Some(4));
    assert_eq!(most_potent(&[]), None);
}

#[test]
fn ways_of_writing_hydrogen_and_charge_do_not_matter() {
    let expected = groups("CN(CCO)N=O");
    assert_eq!(groups("C[N+](CCO)=N[O-]"), expected);
    assert_eq!(groups("[H]C([H])([H])N(CCO)N=O"), expected);
    let explicit = Molecule::parse("CN(CCO)N=O").unwrap();
    let explicit = explicit.with_explicit_hydrogens().unwrap();
    assert_eq!(potency_categories(&explicit), expected);
    // Deuterium counts as hydrogen: N-nitrosodimethylamine-d6.
    check(
        "[2H]C([2H])([2H])N(N=O)C([2H])([2H])[2H]",
        1,
        &[("alpha-hydrogens", 1)],
    );
    check(
        "[2H]OCCN(C)N=O",
        2,
        &[("alpha-hydrogens", 1), ("beta-hydroxyl-one-side", 1)],
    );
    // A salt of an amine elsewhere in the molecule.
    check("C[NH2+]CCN(C)N=O.[Cl-]", 1, &[("alpha-hydrogens", 1)]);
}

#[test]
fn notes_stand_at_the_groups_that_score() {
    let found = groups("CC(C)CN(Cc1ccccc1)N=O");
    let notes = notes(found[0].outcome.category().unwrap());
    let shown: Vec<_> = notes
        .iter()
        .map(|(atom, note)| (*atom, note.as_str()))
        .collect();
    assert_eq!(shown, [(0, "−1"), (4, "+1"), (6, "−1")]);
}

#[test]
fn odd_structures_are_answered() {
    for smiles in [
        "O=NN1CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC1".to_owned(),
        "O=NN1C2CC3CC(C2)CC1C3".to_owned(),
        "O=NN1C2CCC1CC2".to_owned(),
        "O=NN1CC1".to_owned(),
        "O=NN1C=C1".to_owned(),
        "O=NN(N=O)N=O".to_owned(),
        "O=NN1CC2(CC3(CC(C2)CC1)CCCC3)CC4CCC4".to_owned(),
        format!("O=NN(C{0})C{0}", "C(C)(C)".repeat(60)),
        "CN(C)N=O.".repeat(30).trim_end_matches('.').to_owned(),
        "O=NN1CC[Fe]CC1".to_owned(),
    ] {
        let found = groups(&smiles);
        assert!(!found.is_empty(), "{smiles}");
    }
}

/// What must not depend on the spelling: group atoms, category, score, counts, features with points and sentence.
type Summary = Vec<(
    [usize; 3],
    Option<(u8, Option<i8>, (u8, u8))>,
    Vec<(&'static str, i8, String)>,
)>;

fn summary(groups: &[NitrosoGroup], number: impl Fn(usize) -> usize) -> Summary {
    let mut summary: Summary = groups
        .iter()
        .map(|group| {
            let category = group.outcome.category();
            let steps = category.map_or(Vec::new(), |category| {
                let step = |step: &concerted_hazard::ScoringStep| {
                    (step.feature, step.points, step.sentence.clone())
                };
                category.steps.iter().map(step).collect()
            });
            let key = category
                .map(|category| (category.category, category.score, category.alpha_hydrogens));
            (group.atoms.map(&number), key, steps)
        })
        .collect();
    summary.sort();
    summary
}

proptest! {
    #[test]
    fn the_order_of_atoms_does_not_matter(
        case in 0..LISTED.len(),
        order in proptest::collection::vec(0_usize..1000, 1..40),
    ) {
        let molecule = Molecule::parse(LISTED[case].1).unwrap();
        let (text, written) = respelled(&molecule, &order);
        let other = Molecule::parse(&text).unwrap();
        prop_assert_eq!(other.heavy_atom_count(), molecule.heavy_atom_count());
        let expected = summary(&potency_categories(&molecule), |atom| atom);
        let found = summary(&potency_categories(&other), |atom| written[atom]);
        prop_assert_eq!(found, expected, "{}", text);
    }

    #[test]
    fn no_damaged_text_makes_it_fail(
        case in 0..LISTED.len(),
        damage in proptest::collection::vec((0_usize..120, 0_usize..5, 0_usize..16), 1..4),
    ) {
        let mut text: Vec<char> = LISTED[case].1.chars().collect();
        for (place, kind, letter) in damage {
            let place = place % text.len();
            let letter = ['C', 'N', 'O', 'S', 'c', 'n', '(', ')', '1', '2', '=', '#', '.', 'F', '+', 'P'][letter];
            match kind {
                0 if text.len() > 1 => drop(text.remove(place)),
                1 => text[place] = letter,
                2 => text.truncate(place + 1),
                _ => text.insert(place, letter),
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(molecule) = Molecule::parse(&text) {
            for group in potency_categories(&molecule) {
                prop_assert!(group.atoms.iter().all(|atom| *atom < molecule.atom_count()));
                if let Some(category) = group.outcome.category() {
                    prop_assert!((1..=5).contains(&category.category));
                    let sum: i8 = category.steps.iter().map(|step| step.points).sum();
                    prop_assert_eq!(category.score, category.score.map(|_| sum));
                }
            }
        }
    }
}
