//! A set of patterns against the same patterns one by one: what is excluded must never have matched.

use concerted_molecule::{Molecule, Pattern, PatternSet};
use proptest::prelude::*;

/// Structures of the RDKit comparison.
const TABLE: &str = include_str!("oracle.csv");

fn structures() -> Vec<Molecule> {
    let table = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let column = reader
        .headers()
        .expect("the case is sound")
        .iter()
        .position(|name| name == "smiles")
        .expect("the case is sound");
    let mut found: Vec<Molecule> = reader
        .records()
        .map(|row| {
            Molecule::parse(&row.expect("the case is sound")[column]).expect("the case is sound")
        })
        .collect();
    found.extend(
        [
            "c1ccc2ccccc2c1",
            "c1ccc2cc3ccccc3cc2c1",
            "c1ccc2c(c1)ccc1ccccc12",
            "C1CC2CCC1CC2",
            "C1C2CC3CC1CC(C2)C3",
            "C12C3C4C1C5C4C3C25",
            "C1CC11CC1",
            "c1ccc(cc1)-c1ccccc1",
            "[2H]C([2H])[2H]",
            "[H][H]",
            "[Fe]",
            "CC(=O)O[Fe]",
            "C[Mg]Br",
            "[O-][n+]1ccccc1.Cl",
            "O=C1C=CC(=O)c2ccccc12",
            "F/C=C/F",
            "S=C=NC1=CC=C[Se]1",
        ]
        .map(|smiles| Molecule::parse(smiles).expect("the case is sound")),
    );
    found
}

#[track_caller]
fn same(patterns: &[String], molecules: &[Molecule]) {
    let parsed: Vec<Pattern> = patterns
        .iter()
        .filter_map(|text| Pattern::parse(text).ok())
        .collect();
    let set = PatternSet::new(parsed);
    for molecule in molecules {
        let prepared = set.prepare(molecule);
        for (number, pattern) in set.patterns().iter().enumerate() {
            // A search that is given up decides nothing.
            let Ok(expected) = pattern.try_find(molecule) else {
                continue;
            };
            let place = format!("{pattern:?} on {molecule}");
            assert!(expected.is_empty() || prepared.may_match(number), "{place}");
            assert_eq!(
                prepared.try_find(number).expect("the case is sound"),
                expected,
                "{place}"
            );
            let mut sets: Vec<Vec<usize>> = expected
                .into_iter()
                .map(|mut atoms| {
                    atoms.sort_unstable();
                    atoms
                })
                .collect();
            sets.sort();
            assert_eq!(
                prepared.try_find_sets(number).expect("the case is sound"),
                sets,
                "{place}"
            );
        }
    }
}

#[test]
fn every_kind_of_condition_agrees() {
    let patterns = [
        "*",
        "C",
        "c",
        "[#6]",
        "[#1]",
        "[H]",
        "[2H]",
        "[0*]",
        "[Fe]",
        "[Fe]~O",
        "[+]",
        "[-1]",
        "[!+0]",
        "[H0]",
        "[H3]",
        "[h2]",
        "[D4]",
        "[d1]",
        "[X2]",
        "[v3]",
        "[x3]",
        "[x2]",
        "[R]",
        "[!R]",
        "[R0]",
        "[R1]",
        "[R2]",
        "[R3]",
        "[!R3]",
        "[R4]",
        "[r3]",
        "[r6]",
        "[k6]",
        "[!r]",
        "[^2]",
        "[z1]",
        "[Z2]",
        "[C,N;R]",
        "[!#6;!#1]",
        "[$(CO)]",
        "[!$(CO)]",
        "[$([R2]);a]",
        "[C;!$([CH3])]",
        "[N,$(O=C)]",
        "C-C",
        "C=C",
        "C#N",
        "c:c",
        "C~N",
        "C@C",
        "C!@C",
        "C@;!:C",
        "C-,=C",
        "C!-C",
        "[#6]/[#6]=[#6]/[#6]",
        "C.C",
        "[Cl].[n+]",
        "C1CC1",
        "C1CCC1",
        "*1****1",
        "*@1*@*@*@*@*@1",
        "[R2]@[R2]",
        "[R3]@[R3]",
        "[R2]!@[R2]",
        "c1ccc2ccccc2c1",
        "a1aaa2aaaaa2a1",
        "[CX4]([*])([*])([*])[*]",
        "CCCCCC",
        "[#6]1(=O)[#6]=[#6][#6](=O)*~*1",
        "[O-][n+]",
        "O=[#6]",
    ]
    .map(str::to_owned);
    assert!(patterns.iter().all(|text| Pattern::parse(text).is_ok()));
    let molecules = structures();
    same(&patterns, &molecules);
    let hydrogens: Vec<Molecule> = molecules
        .iter()
        .filter_map(|molecule| molecule.with_explicit_hydrogens().ok())
        .collect();
    assert!(hydrogens.len() > 50);
    same(&patterns, &hydrogens);
}

#[test]
fn most_patterns_are_excluded_without_a_search() {
    let patterns = [
        "c1ccc2ccccc2c1",
        "[a;R3]",
        "[NX3][NX2]=[OX1]",
        "C1CO1",
        "[CX4][Br]",
    ];
    let set = PatternSet::new(
        patterns
            .iter()
            .map(|text| Pattern::parse(text).unwrap())
            .collect(),
    );
    let biphenyl = Molecule::parse("Brc1ccc(cc1)-c1ccccc1").unwrap();
    let prepared = set.prepare(&biphenyl);
    assert!((0..patterns.len()).all(|pattern| !prepared.may_match(pattern)));
}

/// One condition on an atom.
fn atom() -> impl Strategy<Value = String> {
    let primitive = prop::sample::select(vec![
        "C",
        "N",
        "O",
        "c",
        "n",
        "a",
        "A",
        "#6",
        "#7",
        "*",
        "X3",
        "X4",
        "H0",
        "H1",
        "H2",
        "D2",
        "D3",
        "R",
        "R1",
        "R2",
        "R3",
        "r5",
        "r6",
        "x2",
        "x3",
        "+0",
        "+",
        "-",
        "v4",
        "$(C=O)",
        "$([#6]~[#7])",
        "$(a:a:a)",
        "Cl,Br",
        "F",
    ]);
    prop::collection::vec((any::<bool>(), primitive, any::<bool>()), 1..4).prop_map(|parts| {
        let mut text = String::from("[");
        for (place, (not, primitive, or)) in parts.iter().enumerate() {
            if place > 0 {
                text.push(if *or { ',' } else { ';' });
            }
            if *not && !primitive.contains(',') {
                text.push('!');
            }
            text.push_str(primitive);
        }
        text.push(']');
        text
    })
}

fn pattern() -> impl Strategy<Value = String> {
    let bond = prop::sample::select(vec!["", "", "", "-", "=", "~", ":", "@", "!@", "-,=", "!-"]);
    (
        prop::collection::vec((atom(), bond, 0_u8..4), 1..7),
        any::<bool>(),
    )
        .prop_map(|(atoms, ring)| {
            let mut text = String::new();
            let last = atoms.len() - 1;
            for (place, (atom, bond, branch)) in atoms.iter().enumerate() {
                let inner = place > 0 && place < last && *branch == 0;
                text.push_str(if inner { "(" } else { "" });
                text.push_str(if place == 0 { "" } else { bond });
                text.push_str(atom);
                if ring && last > 1 && (place == 0 || place == last) {
                    text.push('1');
                }
                text.push_str(if inner { ")" } else { "" });
            }
            text
        })
}

fn molecule() -> impl Strategy<Value = Molecule> {
    let piece = prop::sample::select(vec![
        "C",
        "N",
        "O",
        "S",
        "C(=O)",
        "C(Cl)",
        "C(F)(F)",
        "N(C)",
        "C=C",
        "C#C",
        "c1ccc(cc1)",
        "c1cnc(cc1)",
        "C1CC1",
        "C1CCN(CC1)",
        "c1cc2ccccc2cc1",
        "[N+](C)(C)",
        "P(=O)(O)",
        "N=N",
        "C2CC3CCC2CC3",
        "c1ccc2c(c1)ccc1ccccc12",
        "C(C(=O)[O-])",
        "[13CH2]",
        "S(=O)(=O)",
    ]);
    prop::collection::vec(piece, 1..7).prop_filter_map("not every text is a structure", |pieces| {
        Molecule::parse(&pieces.concat()).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_patterns_agree_on_random_structures(
        patterns in prop::collection::vec(pattern(), 1..12),
        molecules in prop::collection::vec(molecule(), 1..6),
    ) {
        same(&patterns, &molecules);
    }
}
