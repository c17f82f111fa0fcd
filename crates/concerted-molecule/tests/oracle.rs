//! Our answers against RDKit's, row by row; all differences are reported at once.
//!
//! The expected values come from RDKit by `xtask/oracle/molecules.py`; the first line of `oracle.csv` names
//! its version.

use std::collections::BTreeMap;

use concerted_molecule::{Fingerprint, FingerprintWidth, Molecule, MorganRadius, Pattern};

const TABLE: &str = include_str!("oracle.csv");

/// One answer that differs: structure, column, ours, RDKit's.
type Differences = Vec<String>;

struct Row<'a> {
    smiles: &'a str,
    expected: &'a BTreeMap<&'a str, &'a str>,
    differences: &'a mut Differences,
}

impl Row<'_> {
    fn same(&mut self, column: &str, ours: &str) {
        let expected = self.expected[column];
        if ours != expected {
            self.differences.push(format!(
                "{} {column}: ours {ours}, RDKit {expected}",
                self.smiles
            ));
        }
    }

    fn near(&mut self, column: &str, ours: f64, tolerance: f64) {
        let expected: f64 = self.expected[column]
            .parse()
            .expect("the fixture holds a number");
        if (ours - expected).abs() > tolerance {
            self.differences.push(format!(
                "{} {column}: ours {ours}, RDKit {expected}",
                self.smiles
            ));
        }
    }
}

fn compare(row: &mut Row<'_>, patterns: &[(String, Pattern)]) {
    let molecule = match Molecule::parse(row.smiles) {
        Ok(molecule) => molecule,
        Err(error) => {
            row.differences
                .push(format!("{}: refused, {error}", row.smiles));
            return;
        }
    };
    row.same("canonical", molecule.canonical_smiles());
    row.same("formula", &molecule.formula().to_string());
    row.same("charge", &molecule.charge().to_string());
    row.near("molar_mass", molecule.molar_mass(), 0.01);
    row.near("tpsa", molecule.tpsa().expect("RDKit answers"), 0.01);
    row.same(
        "rings",
        &molecule.ring_count().expect("RDKit answers").to_string(),
    );
    row.same("heavy_atoms", &molecule.heavy_atom_count().to_string());
    row.same(
        "donors",
        &molecule.donor_count().expect("RDKit answers").to_string(),
    );
    row.same(
        "acceptors",
        &molecule
            .acceptor_count()
            .expect("RDKit answers")
            .to_string(),
    );
    row.near("log_p", molecule.log_p().expect("RDKit answers"), 0.001);
    let morgan = Fingerprint::morgan(&molecule, MorganRadius::Two, FingerprintWidth::Bits2048)
        .expect("RDKit answers");
    row.same(
        "morgan_2_2048_sum",
        &morgan
            .iter()
            .map(|(_, count)| count)
            .sum::<u32>()
            .to_string(),
    );
    row.same(
        "morgan_2_2048_places",
        &morgan
            .iter()
            .map(|(place, count)| u32::from(place) * count)
            .sum::<u32>()
            .to_string(),
    );
    let labels: Vec<String> = molecule
        .stereo_centers()
        .expect("RDKit answers")
        .iter()
        .filter_map(|center| {
            center
                .label
                .map(|label| format!("{}{}", center.atom, label.as_str()))
        })
        .collect();
    row.same("cip", &labels.join(" "));
    for (name, pattern) in patterns {
        row.same(
            name,
            &pattern
                .try_find(&molecule)
                .expect("RDKit answers")
                .len()
                .to_string(),
        );
    }
    // A canonical text read again is the same structure.
    let again = Molecule::parse(molecule.canonical_smiles()).expect("RDKit answers");
    row.same("canonical", again.canonical_smiles());
    row.same("formula", &again.formula().to_string());
}

#[test]
fn every_answer_is_the_one_of_rdkit() {
    let mut patterns = Vec::new();
    for line in TABLE.lines() {
        if let Some((name, smarts)) = line
            .strip_prefix("# pattern ")
            .and_then(|line| line.split_once(' '))
        {
            patterns.push((name.to_owned(), Pattern::parse(smarts).unwrap()));
        }
    }
    assert!(
        patterns.len() >= 8 && TABLE.starts_with("# RDKit 20"),
        "the fixture has lost its head"
    );
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(TABLE.as_bytes());
    let head = reader.headers().unwrap().clone();
    let mut differences = Differences::new();
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let expected: BTreeMap<&str, &str> = head.iter().zip(record.iter()).collect();
        let smiles = expected["smiles"];
        compare(
            &mut Row {
                smiles,
                expected: &expected,
                differences: &mut differences,
            },
            &patterns,
        );
        rows += 1;
    }
    assert!(rows >= 60, "only {rows} rows");
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
