//! Reading structures: what is accepted, what is refused and why, what is read off them.

use concerted_molecule::{
    Element, Fingerprint, FingerprintWidth, MAX_NESTING, MAX_TEXT, Molecule, MoleculeError,
    MorganRadius, StereoLabel,
};

const SITAGLIPTIN: &str = "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F";

fn parse(smiles: &str) -> Molecule {
    Molecule::parse(smiles).unwrap_or_else(|error| panic!("{smiles}: {error}"))
}

/// The message and the position of the refusal.
fn refusal(smiles: &str) -> (String, Option<usize>) {
    let error = Molecule::parse(smiles).expect_err(smiles);
    (error.to_string(), error.position())
}

#[test]
fn sitagliptin_and_its_salt() {
    // NCATS Inxight Drugs, substance TS63EW8X6F: base 407.3136, phosphate monohydrate 523.3241.
    let base = parse(SITAGLIPTIN);
    assert_eq!(base.formula().to_string(), "C16H15F6N5O");
    assert!(
        (base.molar_mass() - 407.31).abs() < 0.01,
        "{}",
        base.molar_mass()
    );
    let salt = parse(&format!("{SITAGLIPTIN}.OP(=O)(O)O.O"));
    assert!(
        (salt.molar_mass() - 523.32).abs() < 0.01,
        "{}",
        salt.molar_mass()
    );
    assert_eq!(salt.components().len(), 3);
    assert!(salt.components().contains(&base));
    let sum: f64 = salt.components().iter().map(Molecule::molar_mass).sum();
    assert!((sum - salt.molar_mass()).abs() < 1e-9);
}

#[test]
fn sitagliptin_is_the_r_amine() {
    let centers = parse(SITAGLIPTIN).stereo_centers().unwrap();
    assert_eq!(centers.len(), 1);
    assert_eq!(
        (centers[0].atom, centers[0].label),
        (1, Some(StereoLabel::R))
    );
    let mirrored = parse(&SITAGLIPTIN.replace("@@", "@"))
        .stereo_centers()
        .unwrap();
    assert_eq!(mirrored[0].label, Some(StereoLabel::S));
    assert_eq!(
        parse(&SITAGLIPTIN.replace("[C@@H]", "C"))
            .stereo_centers()
            .unwrap()[0]
            .label,
        None
    );
}

#[test]
fn pseudoasymmetric_centers_have_small_letters() {
    let labels = |smiles: &str| -> Vec<_> {
        parse(smiles)
            .stereo_centers()
            .unwrap()
            .into_iter()
            .map(|center| center.label.map_or("?", StereoLabel::as_str))
            .collect()
    };
    assert_eq!(labels("C[C@@H](O)[C@H](O)[C@H](C)O"), ["R", "r", "S"]);
    assert!(labels("CCO").is_empty());
    assert!(labels("c1ccccc1").is_empty());
}

#[test]
fn spellings_of_one_structure_are_equal() {
    for (one, other) in [
        ("CCO", "OCC"),
        ("C1=CC=CC=C1", "c1ccccc1"),
        ("CN(=O)=O", "C[N+](=O)[O-]"),
        ("[H]C([H])([H])O[H]", "CO"),
        ("C(C)(=O)O.NC", "CN.OC(C)=O"),
        ("F/C=C/F", "F\\C=C\\F"),
        ("N[C@@H](C)C(=O)O", "C[C@H](N)C(O)=O"),
        ("[H][C@](N)(C)C(=O)O", "C[C@H](N)C(O)=O"),
        ("[nH]1cccc1", "C1=CNC=C1"),
        ("[CH3][OH]", "CO"),
        (" CCO\n", "CCO"),
        ("C%10CC%10", "C1CC1"),
    ] {
        assert_eq!(parse(one), parse(other), "{one} and {other}");
        assert_eq!(
            parse(one).formula(),
            parse(other).formula(),
            "{one} and {other}"
        );
    }
    for (one, other) in [
        ("C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"),
        ("F/C=C/F", "F/C=C\\F"),
        ("CC(=O)O", "CC(=O)[O-]"),
        ("CCO", "COC"),
        ("C", "[13CH4]"),
    ] {
        assert_ne!(parse(one), parse(other), "{one} and {other}");
    }
}

#[test]
fn charges_isotopes_and_counts() {
    let choline = parse("C[N+](C)(C)CCO");
    assert_eq!(
        (choline.charge(), choline.formula().to_string()),
        (1, "C5H14NO".into())
    );
    assert_eq!(parse("C[NH3+].[Cl-]").charge(), 0);
    assert_eq!(parse("[O-]C(=O)C([O-])=O").charge(), -2);
    let dmso = parse("[2H]C([2H])([2H])S(C)=O");
    assert_eq!(
        (
            dmso.heavy_atom_count(),
            dmso.atom_count(),
            dmso.formula().to_string()
        ),
        (4, 7, "C2H6OS".into())
    );
    assert!(
        (dmso.molar_mass() - parse("CS(C)=O").molar_mass() - 3.0 * (2.0141 - 1.008)).abs() < 0.001
    );
    assert_eq!(parse("[H]C([H])([H])[H]").atom_count(), 1);
    let methane = parse("C").with_explicit_hydrogens().unwrap();
    assert_eq!((methane.atom_count(), methane.heavy_atom_count()), (5, 1));
    assert_eq!(methane, parse("C"));
    assert_eq!(methane.formula(), parse("C").formula());
    let elements: Vec<_> = parse("CC(=O)[O-].[Rh+2]")
        .elements()
        .into_iter()
        .map(Element::symbol)
        .collect();
    assert_eq!(elements, ["H", "C", "O", "Rh"]);
    assert_eq!(parse("[H][H]").formula().to_string(), "H2");
}

#[test]
fn valences_must_hold() {
    assert_eq!(
        refusal("C(C)(C)(C)(C)C"),
        (
            "atom 0 (`C` at character 0) has valence 5, more than its element and charge allow"
                .into(),
            Some(0)
        )
    );
    for (smiles, atom, position) in [
        ("ClCN(C)(C)C", 2, 3),
        ("CC[CH5]", 2, 2),
        ("CO(C)C", 1, 1),
        ("BrF(C)", 1, 2),
        ("C[O](C)C", 1, 1),
        ("[Na+].C=C(=C)C", 2, 8),
    ] {
        match Molecule::parse(smiles) {
            Err(MoleculeError::Valence {
                atom: found,
                position: place,
                ..
            }) => {
                assert_eq!((found, place), (atom, Some(position)), "{smiles}");
            }
            other => panic!("{smiles}: {other:?}"),
        }
    }
}

#[test]
fn aromatic_rings_must_have_an_arrangement() {
    for smiles in ["c1cccc1", "c1ccccc1c", "n1cccc1", "c1ccc2c1cccc2", "c"] {
        let error = Molecule::parse(smiles).expect_err(smiles);
        assert!(
            matches!(error, MoleculeError::Aromaticity { .. }),
            "{smiles}: {error:?}"
        );
        assert!(error.hint().is_some());
    }
    // Four lower-case atoms do have one: cyclobutadiene, not aromatic, as in RDKit.
    assert_eq!(parse("c1ccc1").canonical_smiles(), "C1=CC=C1");
}

#[test]
fn broken_text_is_refused_with_its_place() {
    for (smiles, message, position) in [
        ("", "the structure is empty", None),
        (
            "CC(C",
            "`CC(C` is not well formed at character 4: a branch `(` is not closed, or closed twice",
            Some(4),
        ),
        (
            "C1CC",
            "`C1CC` is not well formed at character 4: ring 1 is not closed",
            Some(4),
        ),
        ("CXC", "unexpected `X` at character 1", Some(1)),
        ("ethanol", "unexpected `e` at character 0", Some(0)),
        ("CC)", "unexpected `)` at character 2", Some(2)),
        ("C–C", "unexpected `–` at character 1", Some(1)),
        ("CCO ethanol", "unexpected ` ` at character 3", Some(3)),
        (
            "C*",
            "atom 1 is the placeholder `*` at character 1, expected an element",
            Some(1),
        ),
        (
            "C[CH3:7]",
            "atom 1 carries the map number `:7` at character 1, expected a plain structure",
            Some(1),
        ),
    ] {
        assert_eq!(refusal(smiles), (message.into(), position), "{smiles}");
    }
    for smiles in [
        "(",
        ")",
        "[",
        "]",
        "[]",
        "()",
        "C()",
        "C(",
        "[C",
        "C=",
        "=C",
        "C==C",
        "C-",
        ".",
        "C.",
        ".C",
        "C..C",
        "1",
        "%",
        "C%",
        "C%1",
        "C11",
        "C1C1",
        "[Xx]",
        "[C@@@]",
        "[C@TH9]",
        "[99999999999C]",
        "[C+99]",
        "[CH99]",
        "C=1CC-1",
        "C/",
        "/",
        "\\",
        "@",
        "#",
        "C~C",
        "C>>C",
        "InChI=1S/CH4/h1H4",
        "C|",
        "$",
        ":",
        "C:C",
        "[#6]",
        "C%(1234567890123)C",
        "[U+300]",
        "[C-99]",
        "[HH]",
        "[H:1]",
        "[*]",
        "[R1]",
        "[12]",
    ] {
        match Molecule::parse(smiles) {
            Err(error) => assert!(!error.to_string().is_empty()),
            Ok(molecule) => assert_eq!(parse(molecule.canonical_smiles()), molecule, "{smiles}"),
        }
    }
}

#[test]
fn large_and_deep_text_is_refused_before_it_is_read() {
    let long = "C".repeat(MAX_TEXT + 1);
    assert_eq!(
        Molecule::parse(&long),
        Err(MoleculeError::TooLong {
            length: MAX_TEXT + 1
        })
    );
    for open in ["(", "[", "C(", "(C", "[(", "C(["] {
        let text = open.repeat(1_200);
        let outcome = Molecule::parse(&text);
        assert!(
            matches!(outcome, Err(MoleculeError::TooDeep { .. })),
            "{open}: {outcome:?}"
        );
    }
    let nested = format!("C{}C{}", "(C".repeat(MAX_NESTING), ")".repeat(MAX_NESTING));
    assert_eq!(parse(&nested).heavy_atom_count(), MAX_NESTING + 2);
}

/// The longest and most tangled texts that are read: no stack overflow, no panic, in seconds.
#[test]
fn tangled_structures_come_to_an_end() {
    let chain = parse(&"C".repeat(MAX_TEXT));
    assert_eq!(chain.heavy_atom_count(), MAX_TEXT);
    assert_eq!(chain.tpsa(), Some(0.0));
    let ladder = |rung: &str, count: usize| format!("C{}", rung.repeat(count));
    let tangles = [
        "c1ccccc1".repeat(600),
        "C.".repeat(2_000) + "C",
        "C12".repeat(800),
        "C1CC1".repeat(900),
        ladder("1CC1", 400),
        ladder("C(C)(C)", 600),
        joined(356, |atom| format!("C%{}", 10 + (atom * 37) % 89)),
        joined(178, |atom| format!("c%{}", 10 + (atom * 37) % 89)),
        joined(80, |atom| {
            format!(
                "[U]%{}%{}%{}",
                10 + atom % 40,
                50 + atom % 20,
                70 + atom % 10
            )
        }),
        necklace(24),
        "[C@]12(F)[C@@]1(F)[C@@]2(F)".repeat(60),
        "F/C=C/".repeat(700) + "F",
        "[13CH2]".repeat(700),
    ];
    for text in &tangles {
        assert!(text.len() <= MAX_TEXT, "{}", text.len());
        if let Ok(molecule) = Molecule::parse(text) {
            let rings = molecule.ring_count();
            assert!(rings.is_some() && molecule.tpsa().is_some(), "{text}");
            let _ = molecule.stereo_centers();
            let _ = Fingerprint::morgan(&molecule, MorganRadius::Two, FingerprintWidth::Bits2048);
        }
    }
}

/// The parts for atoms 0 to `count` − 1, one after the other.
fn joined(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().concat()
}

/// A large ring of small rings, which has 2 to the power of `beads` equally short ways around.
fn necklace(beads: usize) -> String {
    let bead = |bead: usize| {
        let ring = bead % 9 + 1;
        format!("C{ring}CC(C{ring})")
    };
    format!("C%90{}C%90", joined(beads, bead))
}

#[test]
fn descriptors_of_known_substances() {
    let aspirin = parse("CC(=O)Oc1ccccc1C(=O)O");
    assert_eq!(
        (
            aspirin.ring_count(),
            aspirin.donor_count(),
            aspirin.acceptor_count()
        ),
        (Some(1), Some(1), Some(3))
    );
    // Ertl, Rohde, Selzer, J. Med. Chem. 2000, 43, 3714: contributions 26.30 (ester) + 37.30 (acid).
    assert!((aspirin.tpsa().unwrap() - 63.60).abs() < 0.005);
    assert!((aspirin.log_p().unwrap() - 1.3101).abs() < 1e-3);
}

#[test]
fn fingerprints_compare_only_with_their_like() {
    let of = |smiles: &str, radius| {
        Fingerprint::morgan(&parse(smiles), radius, FingerprintWidth::Bits2048).unwrap()
    };
    let ethanol = of("CCO", MorganRadius::Two);
    assert_eq!(ethanol.tanimoto(&of("CCO", MorganRadius::Three)), None);
    let propanol = ethanol.tanimoto(&of("CCCO", MorganRadius::Two)).unwrap();
    assert!(propanol > 0.0 && propanol < 1.0, "{propanol}");
    assert_eq!(
        ethanol.tanimoto(&of("CCCO", MorganRadius::Two)),
        of("CCCO", MorganRadius::Two).tanimoto(&ethanol)
    );
}

#[test]
fn structures_cross_threads() {
    fn crosses<T: Send + Sync + Clone>() {}
    crosses::<Molecule>();
    crosses::<concerted_molecule::Pattern>();
    crosses::<concerted_molecule::Transform>();
}
