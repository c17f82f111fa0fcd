//! Validation of the expert rules: "any alert" against calls of bacterial mutagenicity.

use std::path::Path;

use concerted_molecule::Molecule;

use super::{Bar, rows};

pub(crate) fn compiled(path: &Path) -> anyhow::Result<Vec<Bar>> {
    alerts(
        path,
        "ames",
        "expert rules, balanced accuracy, compiled Ames set (rules were tuned on it)",
    )
}

pub(crate) fn mhlw(path: &Path) -> anyhow::Result<Vec<Bar>> {
    alerts(
        path,
        "ames_any",
        "expert rules, balanced accuracy, MHLW set",
    )
}

/// Balanced accuracy of "any alert" against a bacterial mutagenicity call.
fn alerts(path: &Path, column: &str, name: &'static str) -> anyhow::Result<Vec<Bar>> {
    let rows = rows(path)?;
    let mut counts = [[0_usize; 2]; 2];
    for row in &rows {
        let positive = row.get(column).is_some_and(|call| call == "1");
        let smiles = row.get("smiles").map(String::as_str).unwrap_or_default();
        let right = Molecule::parse(smiles)
            .is_ok_and(|molecule| concerted_hazard::screen(&molecule).is_empty() != positive);
        counts[usize::from(positive)][usize::from(right)] += 1;
    }
    let share = |side: [usize; 2]| side[1] as f64 / (side[0] + side[1]).max(1) as f64;
    let balanced = f64::midpoint(share(counts[0]), share(counts[1]));
    Ok(vec![Bar {
        name,
        rows: rows.len(),
        measured: balanced,
        wanted: "at least 0.752",
        met: balanced >= 0.752,
    }])
}
