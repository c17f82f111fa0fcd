//! Tested compounds read from a table, with their features.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use concerted_hazard::parent;
use concerted_hazard::training::Features;
use concerted_molecule::Molecule;
use rayon::prelude::*;

use crate::validate::rows;

/// One row of a table of tested compounds.
#[derive(Debug, Clone)]
pub(crate) struct Compound {
    pub(crate) inchi_key: String,
    pub(crate) positive: bool,
    /// Fold of the cross-validation by scaffold.
    pub(crate) fold: usize,
    /// The structure as the table gives it; `None` where it cannot be read.
    pub(crate) molecule: Option<Molecule>,
    /// What the model sees of it; `None` where it cannot be described.
    pub(crate) features: Option<Features>,
}

/// Columns that a table is read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) smiles: &'a str,
    pub(crate) label: &'a str,
}

/// Reads the rows of a table whose label is 0 or 1.
pub(crate) fn read(path: &Path, columns: Columns) -> anyhow::Result<Vec<Compound>> {
    from_rows(&rows(path)?, columns)
}

/// Reads compounds from rows by column name.
pub(crate) fn from_rows(
    rows: &[BTreeMap<String, String>],
    columns: Columns,
) -> anyhow::Result<Vec<Compound>> {
    let compound = |(number, row): (usize, &BTreeMap<String, String>)| {
        let text = |column: &str| {
            row.get(column)
                .with_context(|| format!("row {}: no column `{column}`", number + 2))
        };
        let positive = match text(columns.label)?.as_str() {
            "1" | "1.0" => true,
            "0" | "0.0" => false,
            other => anyhow::bail!("row {}: label `{other}`, expected 0 or 1", number + 2),
        };
        let molecule = Molecule::parse(text(columns.smiles)?).ok();
        let of = |column: &str| row.get(column).cloned().unwrap_or_default();
        Ok(Compound {
            inchi_key: of("inchikey"),
            positive,
            fold: of("cv_fold").parse().unwrap_or_default(),
            features: molecule
                .as_ref()
                .and_then(|molecule| Features::of(&parent(molecule)).ok()),
            molecule,
        })
    };
    rows.par_iter().enumerate().map(compound).collect()
}

/// Compounds to train on: each InChIKey once, those with contradicting outcomes and those without features left out.
///
/// Repeated rows would count a compound twice; which of two contradicting rows is right cannot be known here.
pub(crate) fn merged(compounds: &[Compound]) -> Vec<&Compound> {
    let mut by_key: BTreeMap<&str, Vec<&Compound>> = BTreeMap::new();
    for compound in compounds.iter().filter(|of| of.features.is_some()) {
        by_key
            .entry(&compound.inchi_key)
            .or_default()
            .push(compound);
    }
    by_key
        .into_values()
        .filter(|same| same.iter().all(|of| of.positive == same[0].positive))
        .map(|same| same[0])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str, &str)]) -> Vec<BTreeMap<String, String>> {
        rows.iter()
            .map(|(key, smiles, label)| {
                [("inchikey", key), ("smiles", smiles), ("ames", label)]
                    .into_iter()
                    .map(|(column, text)| (column.to_owned(), (*text).to_owned()))
                    .collect()
            })
            .collect()
    }

    const COLUMNS: Columns = Columns {
        smiles: "smiles",
        label: "ames",
    };

    #[test]
    fn repeated_rows_merge_and_contradictions_go() {
        let rows = table(&[
            ("A", "CCO", "0"),
            ("A", "OCC", "0"),
            ("B", "CN", "0"),
            ("B", "CN", "1"),
            ("C", "not a structure", "1"),
        ]);
        let compounds = from_rows(&rows, COLUMNS).unwrap();
        assert!(compounds[4].features.is_none());
        let kept: Vec<_> = merged(&compounds)
            .iter()
            .map(|of| of.inchi_key.clone())
            .collect();
        assert_eq!(kept, ["A"]);
    }

    #[test]
    fn a_label_that_is_none_is_named() {
        let error = from_rows(&table(&[("A", "CCO", "maybe")]), COLUMNS).unwrap_err();
        assert!(
            error.to_string().contains("row 2: label `maybe`"),
            "{error}"
        );
    }
}
