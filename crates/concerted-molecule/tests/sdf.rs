//! SDF files: sound, broken and mutilated.

use concerted_molecule::{Molecule, MoleculeError, SdfRecord, read_sdf};
use proptest::prelude::*;

/// An atom line of version 2000.
fn atom(x: f64, y: f64, symbol: &str) -> String {
    format!(
        "{x:10.4}{y:10.4}{:10.4} {symbol:<3} 0  0  0  0  0  0  0  0  0  0  0  0",
        0.0
    )
}

/// A record of version 2000 with atoms on a line, bonds as (first, second, order, stereo) and the lines after.
fn record(title: &str, atoms: &[&str], bonds: &[[u8; 4]], after: &[&str]) -> String {
    let mut lines = vec![
        title.to_owned(),
        String::new(),
        String::new(),
        format!(
            "{:3}{:3}  0  0  0  0  0  0  0  0999 V2000",
            atoms.len(),
            bonds.len()
        ),
    ];
    for (place, symbol) in atoms.iter().enumerate() {
        let place = f64::from(u8::try_from(place).expect("the case is sound"));
        lines.push(atom(place, (place * 1.7).sin(), symbol));
    }
    for [first, second, order, stereo] in bonds {
        lines.push(format!("{first:3}{second:3}{order:3}{stereo:3}"));
    }
    lines.push("M  END".to_owned());
    lines.extend(after.iter().map(|line| (*line).to_owned()));
    lines.push("$$$$\n".to_owned());
    lines.join("\n")
}

fn read(text: &str) -> Vec<SdfRecord> {
    read_sdf(text.as_bytes())
        .collect::<Result<_, _>>()
        .expect("the case is sound")
}

fn ethanol(title: &str) -> String {
    record(title, &["C", "C", "O"], &[[1, 2, 1, 0], [2, 3, 1, 0]], &[])
}

#[test]
fn structures_are_those_of_their_smiles() {
    let ring = [
        [1, 2, 4, 0],
        [2, 3, 4, 0],
        [3, 4, 4, 0],
        [4, 5, 4, 0],
        [5, 6, 4, 0],
        [6, 1, 4, 0],
        [1, 7, 1, 0],
    ];
    let toluene = record("toluene", &["C", "C", "C", "C", "C", "C", "C"], &ring, &[]);
    let azide = record(
        "methyl azide",
        &["C", "N", "N", "N"],
        &[[1, 2, 1, 0], [2, 3, 2, 0], [3, 4, 2, 0]],
        &[],
    )
    .replace("M  END", "M  CHG  2   3   1   4  -1\nM  END");
    for (text, smiles) in [(toluene, "Cc1ccccc1"), (azide, "CN=[N+]=[N-]")] {
        let records = read(&text);
        assert_eq!(records.len(), 1);
        assert_eq!(
            records[0].molecule(),
            Ok(Molecule::parse(smiles).unwrap()),
            "{text}"
        );
    }
}

#[test]
fn version_3000_is_read() {
    let text = "name\n\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 3 2 0 0 0\n\
                M  V30 BEGIN ATOM\nM  V30 1 C 0 0 0 0\nM  V30 2 C 1 0 0 0\nM  V30 3 N 2 0 0 0 CHG=1\nM  V30 END ATOM\n\
                M  V30 BEGIN BOND\nM  V30 1 1 1 2\nM  V30 2 1 2 3\nM  V30 END BOND\nM  V30 END CTAB\nM  END\n$$$$\n";
    let records = read(text);
    assert_eq!(
        records[0].molecule(),
        Ok(Molecule::parse("CC[NH3+]").unwrap())
    );
}

#[test]
fn wedges_give_stereo_centers() {
    // Fluorochlorobromomethane drawn as a cross with one wedge, and its mirror image with a hash.
    let drawn = |stereo: u8| {
        let atoms = [
            atom(0.0, 0.0, "C"),
            atom(-1.0, 0.0, "F"),
            atom(0.5, 0.9, "Cl"),
            atom(0.5, -0.9, "Br"),
        ];
        format!(
            "\n\n\n  4  3  0  0  1  0  0  0  0  0999 V2000\n{}\n  1  2  1{stereo:3}\n  1  3  1  0\n  1  4  1  0\nM  END\n",
            atoms.join("\n")
        )
    };
    let smiles = |stereo| {
        Molecule::from_mol_block(&drawn(stereo))
            .unwrap()
            .canonical_smiles()
            .to_owned()
    };
    let found = [smiles(1), smiles(6)];
    assert!(found.iter().all(|smiles| smiles.contains('@')), "{found:?}");
    assert_ne!(found[0], found[1]);
}

#[test]
fn fields_keep_order_lines_and_names() {
    let after = [
        ">  25  <CAS number> (DT12)",
        "64-17-5",
        "",
        "> <remark>",
        "first",
        "> second",
        "",
        "stray",
        "> <empty>",
        "",
    ];
    let text = record("a", &["O"], &[], &after);
    let expected = [
        ("CAS number", "64-17-5"),
        ("remark", "first\n> second"),
        ("empty", ""),
    ];
    let found = read(&text);
    let found: Vec<(&str, &str)> = found[0]
        .fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_bad_record_does_not_take_the_next_one_with_it() {
    let bad = [
        "not a record\n$$$$\n".to_owned(),
        "$$$$\n".to_owned(),
        record(
            "five bonds",
            &["C"; 6],
            &[
                [1, 2, 1, 0],
                [1, 3, 1, 0],
                [1, 4, 1, 0],
                [1, 5, 1, 0],
                [1, 6, 1, 0],
            ],
            &[],
        ),
        record("no such atom", &["C", "C"], &[[1, 9, 1, 0]], &[]),
        record("no element", &["Xx"], &[], &[]),
        record("open position", &["C", "R#"], &[[1, 2, 1, 0]], &[]),
        record("nothing", &[], &[], &[]),
        ethanol("cut")
            .replace("  1  2  1  0\n", "")
            .replace("M  END\n", ""),
        ethanol("counts").replace("  3  2", "999999"),
    ];
    for bad in bad {
        let text = format!(
            "{}{bad}{}",
            ethanol("before"),
            ethanol("after").trim_end_matches("$$$$\n")
        );
        let records = read(&text);
        assert_eq!(records.len(), 3, "{text}");
        assert_eq!(records[1].line, 12, "{text}");
        assert_eq!(records[1].number, 2);
        assert!(records[1].molecule().is_err(), "{bad} {:?}", records[1]);
        assert_eq!(records[2].title, "after");
        assert_eq!(
            records[2].molecule(),
            Ok(Molecule::parse("CCO").unwrap()),
            "{text}"
        );
    }
}

#[test]
fn the_line_of_the_file_is_named() {
    let text = format!(
        "{}{}",
        ethanol("first"),
        record("second", &["C", "Xx"], &[], &[])
    );
    let records = read(&text);
    match &records[1].molecule() {
        Err(MoleculeError::MolBlock { line, detail }) => {
            assert_eq!(*line, Some(17), "{detail}");
            assert!(detail.contains("Xx"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn line_ends_and_bytes_of_other_worlds() {
    let text = ethanol("été").replace('\n', "\r\n");
    assert_eq!(
        read(&text)[0].molecule(),
        Ok(Molecule::parse("CCO").unwrap())
    );
    let latin: Vec<u8> = ethanol("x")
        .bytes()
        .map(|byte| if byte == b'x' { 0xE9 } else { byte })
        .collect();
    let records: Vec<_> = read_sdf(latin.as_slice())
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(records[0].title, "\u{FFFD}");
    assert!(records[0].molecule().is_ok());
    assert!(read("").is_empty());
    assert!(read("\n \n").is_empty());
}

#[test]
fn line_ends_and_a_mark_are_no_content_whatever_the_buffer() {
    let file = format!("{}{}", ethanol("first"), ethanol("second"));
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("\u{FEFF}{}", file.replace('\n', end));
        // A buffer of one byte meets every boundary there is.
        for capacity in [1, 3, 8192] {
            let reader = std::io::BufReader::with_capacity(capacity, text.as_bytes());
            let records: Vec<_> = read_sdf(reader).collect::<Result<_, _>>().unwrap();
            let found: Vec<_> = records
                .iter()
                .map(|record| (record.title.as_str(), record.line, record.molecule()))
                .collect();
            let molecule = Ok(Molecule::parse("CCO").unwrap());
            let expected = [
                ("first", 1, molecule.clone()),
                ("second", ethanol("").lines().count() + 1, molecule),
            ];
            assert_eq!(found, expected, "{end:?} {capacity}");
        }
    }
}

#[test]
fn what_is_kept_of_an_endless_record_is_bounded() {
    // One line and many lines without a delimiter, read from one buffer that holds all of it.
    for piece in ["x", "xxxxxxxxx\n"] {
        let text = piece.repeat((9 << 20) / piece.len());
        let records = read(&text);
        assert_eq!(records.len(), 1);
        let record = &records[0];
        let kept = record.title.len() + record.block.len();
        assert!(kept <= 4 << 20, "{kept}");
        assert!(record.bytes > 8 << 20);
        assert!(matches!(
            record.molecule(),
            Err(MoleculeError::MolBlock { line: Some(1), .. })
        ));
    }
}

#[test]
fn an_endless_record_is_cut_off_and_left() {
    let text = format!("a\n{}\n$$$$\n{}", "x".repeat(9 << 20), ethanol("after"));
    let records = read(&text);
    assert_eq!(records.len(), 2);
    assert!(matches!(
        records[0].molecule(),
        Err(MoleculeError::MolBlock { .. })
    ));
    assert!(records[1].molecule().is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_panics(text in ".{0,400}") {
        let _records = read(&text);
        let _molecule = Molecule::from_mol_block(&text);
    }

    #[test]
    fn mutations_keep_the_records_apart(at in 0_usize..2000, byte in 32_u8..127) {
        let mut text = [ethanol("a"), record("b", &["C", "O"], &[[1, 2, 2, 0]], &[]), ethanol("c")].concat().into_bytes();
        let at = at % text.len();
        // A mutated delimiter joins two records; everything else must not.
        prop_assume!(text[at] != b'$' && text[at] != b'\n' && byte != b'$');
        text[at] = byte;
        let records: Vec<_> = read_sdf(text.as_slice()).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(records.len(), 3);
        prop_assert!(records.iter().filter(|record| record.molecule().is_ok()).count() >= 2);
    }
}
