//! Readers on broken files: never a panic, never a crystal out of nothing; what is wrong is named.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::float_cmp,
    reason = "numbers are compared as written in the file"
)]
#![expect(
    clippy::format_collect,
    reason = "sixty short rows are easier to read this way"
)]

use concerted_chance::Stream;
use concerted_diffraction::{Column, read_cif, read_measured, read_series};

const CIF: &str = "data_acid\n_cell_length_a 10.39(2)\n_cell_length_b 18.82\n_cell_length_c 6.83\n\
    _cell_angle_alpha 90\n_cell_angle_beta 106.4\n_cell_angle_gamma 90.0\n\
    loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'-x+1/2,y+1/2,-z'\n-x,-y,-z\n'x+1/2,-y+1/2,z'\n\
    _publ_section_comment\n;some text 'here'\n;\n\
    loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n\
    _atom_site_U_iso_or_equiv\n_atom_site_occupancy\nC1 C 0.1(3) 0.2 0.3 0.04 1\nO1 O 0.4 0.5 0.6 . 0.5\n";

const XRDML: &str = "<?xml version=\"1.0\"?>\n<xrdMeasurements><xrdMeasurement><usedWavelength><kAlpha1>1.5405980</kAlpha1>\
    <kAlpha2>1.5444260</kAlpha2><ratioKAlpha2KAlpha1>0.5</ratioKAlpha2KAlpha1></usedWavelength><scan><dataPoints>\
    <positions axis=\"2Theta\"><startPosition>5.0</startPosition><endPosition>10.9</endPosition></positions>\
    <positions axis=\"Omega\"><startPosition>2.5</startPosition><endPosition>5.45</endPosition></positions>\
    <intensities>1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 1 2 3 4 5 6 7 8 9 10 \
    1 2 3 4 5 6 7 8 9 10</intensities></dataPoints></scan></xrdMeasurement></xrdMeasurements>";

fn table() -> String {
    (0..60)
        .map(|i| format!("{:.2},{}\n", 5.0 + f64::from(i) * 0.02, i % 7))
        .collect()
}

/// Changes, removes, repeats or inserts some bytes.
fn mutated(text: &str, stream: &mut Stream) -> Vec<u8> {
    const INSERTED: &[&str] = &[
        "'",
        "\"",
        "\n;",
        "loop_",
        "data_",
        "_",
        "?",
        "-",
        "1e999",
        "nan",
        "\0",
        "<",
        ">",
        "\u{fc}",
        ",",
        " ",
        "\n",
        "0",
        "99999999999999999999",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=stream.below(4) {
        let at = stream.below(bytes.len() as u64) as usize;
        let end = (at + 1 + stream.below(20) as usize).min(bytes.len());
        match stream.below(4) {
            0 => bytes[at] = stream.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let part = INSERTED[stream.below(INSERTED.len() as u64) as usize];
                bytes.splice(at..at, part.bytes());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn no_mutation_makes_a_reader_panic() {
    let (mut read, mut refused) = (0, 0);
    for sample in 0..4_000 {
        let mut stream = Stream::new(1, "mutation", "files", sample);
        let cif = mutated(CIF, &mut stream);
        match read_cif(&String::from_utf8_lossy(&cif)) {
            Ok(crystals) => {
                read += 1;
                assert!(
                    crystals
                        .iter()
                        .all(|crystal| crystal.cell.volume() > 0.0 && !crystal.sites.is_empty())
                );
            }
            Err(error) => {
                refused += 1;
                assert!(!error.problems.is_empty() && !error.to_string().is_empty());
            }
        }
        for text in [XRDML, &table()] {
            let bytes = mutated(text, &mut stream);
            if let Ok(measured) = read_measured(&bytes) {
                assert_eq!(measured.two_theta.len(), measured.intensity.len());
                assert!(measured.two_theta.windows(2).all(|pair| pair[1] > pair[0]));
                assert!(measured.intensity.iter().all(|value| value.is_finite()));
            }
            let _ = read_series(&String::from_utf8_lossy(&bytes), Column::Humidity);
        }
    }
    assert!(
        read > 200 && refused > 200,
        "{read} read, {refused} refused"
    );
}

#[test]
fn the_files_as_they_are_can_be_read() {
    let crystal = read_cif(CIF).unwrap().remove(0);
    assert_eq!((crystal.operations.len(), crystal.sites.len()), (4, 2));
    assert_eq!(crystal.sites[1].displacement, None);
    assert_eq!(crystal.content()["O"], 2.0);
    let measured = read_measured(XRDML.as_bytes()).unwrap();
    assert_eq!(measured.two_theta.len(), 60);
    assert!((measured.two_theta[1] - 5.1).abs() < 1e-9);
    assert_eq!(measured.lines, [(1.540_598, 1.0), (1.544_426, 0.5)]);
}

/// Replaces one part and gives the message.
#[track_caller]
fn refused(from: &str, to: &str, expected: &str) {
    assert!(CIF.contains(from), "{from}");
    let message = read_cif(&CIF.replace(from, to)).unwrap_err().to_string();
    assert_eq!(message, expected);
}

#[test]
fn bad_crystals_are_named_with_their_line() {
    let loop_of_symmetry = "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'-x+1/2,y+1/2,-z'\n-x,-y,-z\n'x+1/2,-y+1/2,z'\n";
    refused(
        loop_of_symmetry,
        "",
        "line 1: data block `acid` gives no symmetry: neither operations nor a space group",
    );
    refused(
        "'-x+1/2,y+1/2,-z'\n",
        "",
        "line 10: the symmetry operations form no group: `-x,-y,-z` after `x+1/2,-y+1/2,z` is not among them",
    );
    refused(
        "-x,-y,-z\n",
        "x,y,w\n",
        "line 12: `x,y,w` is no symmetry operation such as `-x,y+1/2,-z`",
    );
    refused(
        "18.82",
        "ten",
        "line 3: `_cell_length_b` must be a number, found `ten`",
    );
    refused(
        "106.4",
        "206.4",
        "line 6: `_cell_angle_beta` is 206.4, expected an angle above 0 and below 180 degrees",
    );
    refused(
        "_cell_length_c 6.83\n",
        "",
        "line 1: `_cell_length_c` is missing in data block `acid`",
    );
    refused(
        "0.1(3)",
        "12.1",
        "line 25: `_atom_site_fract_x` is 12.1, expected a fraction of the edge near the cell",
    );
    refused("0.1(3)", "?", "line 25: atom `C1` has no coordinates");
    refused(
        "O1 O",
        "X1 Xx",
        "line 26: `Xx` is no chemical element with a known scattering factor",
    );
    refused(
        " 0.5\n",
        " 1.5\n",
        "line 26: `_atom_site_occupancy` is 1.5, expected a share from 0 to 1",
    );
    refused(
        " 0.5\n",
        "\n",
        "line 17: the loop over `_atom_site_label` has 7 columns but 13 values: its last row is not full",
    );
    assert_eq!(
        read_cif(" \n").unwrap_err().to_string(),
        "the file is empty"
    );
    assert_eq!(
        read_cif("data_x\n_a 1\n").unwrap_err().to_string(),
        "expected a data block with a cell and atoms, found none"
    );
}

#[test]
fn bad_patterns_are_named() {
    for (bytes, expected) in [
        (&b""[..], "the file is empty"),
        (
            b"RAW4.00\0\0",
            "the file is a binary Bruker RAW file, which is not read",
        ),
        (b"abc\0", "the file is not text"),
        (
            b"5,1\n6,2\n",
            "expected at least 50 rows of numbers, found 2",
        ),
        (
            b"<a></a>",
            "expected an XRDML file with `dataPoints`, found none",
        ),
    ] {
        assert_eq!(read_measured(bytes).unwrap_err().to_string(), expected);
    }
    let shuffled = table()
        .replace("5.20,3\n", "")
        .replace("5.60,2\n", "5.60,2\n5.20,3\n");
    let error = read_measured(shuffled.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 31: 2theta must increase from row to row, found 5.2 after 5.6"
    );
    let flat: String = (0..60).map(|i| format!("{i},3\n")).collect();
    assert_eq!(
        read_measured(flat.as_bytes()).unwrap_err().to_string(),
        "every value of the series is the same"
    );
}
