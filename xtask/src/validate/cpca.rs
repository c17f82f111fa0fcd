//! Validation of the potency categories: ours against the categories that agencies list.
//!
//! Counted is every row with a structure, an N-nitroso group in it and a category at the agency; rows whose listed
//! intake rests on data or an analog have none. A row for which we give no category counts as wrong.

use std::path::Path;

use concerted_hazard::CpcaOutcome;
use concerted_molecule::Molecule;

use super::{Bar, rows};
use crate::shell;

const AGENCIES: [(&str, &str); 3] = [
    (
        "ema_cpca_category",
        "potency category of nitrosamines, share equal to EMA",
    ),
    (
        "fda_cpca_category",
        "potency category of nitrosamines, share equal to FDA",
    ),
    (
        "hc_cpca_category",
        "potency category of nitrosamines, share equal to Health Canada",
    ),
];

/// The share agreed upon.
const BAR: f64 = 0.97;

/// Counts per agency, and over the rows with a category at any of them; prints each miss.
pub(crate) fn measure(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let mut counts = [[0_usize; 2]; 4];
    for row in rows(path)? {
        let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
        if text("smiles").is_empty() || text("has_n_nitroso") != "True" {
            continue;
        }
        let listed: Vec<Option<u8>> = AGENCIES
            .iter()
            .map(|(column, _)| text(column).parse().ok())
            .collect();
        if listed.iter().all(Option::is_none) {
            continue;
        }
        let (ours, why) = judge(text("smiles"));
        for (agency, category) in listed.iter().enumerate() {
            if category.is_some() {
                counts[agency][usize::from(*category == ours)] += 1;
            }
        }
        // Where agencies differ, only agreement with all of them counts.
        let agreed = listed
            .iter()
            .flatten()
            .all(|category| ours == Some(*category));
        counts[3][usize::from(agreed)] += 1;
        if !agreed {
            shell::say(&format!(
                "miss: {} | {} | ours {} | listed {} | {why}",
                text("name"),
                text("smiles"),
                ours.map_or("none".into(), |category| category.to_string()),
                said(&listed),
            ));
        }
    }
    let names = AGENCIES.iter().map(|(_, name)| *name);
    let combined = "potency category of nitrosamines, share equal to every agency that lists one";
    Ok(names
        .chain([combined])
        .zip(counts)
        .map(|(name, [wrong, right])| {
            let measured = right as f64 / (wrong + right).max(1) as f64;
            Bar {
                name,
                rows: wrong + right,
                measured,
                wanted: "at least 0.97",
                met: measured >= BAR,
            }
        })
        .collect())
}

/// Our category of the whole molecule, and how it came about.
fn judge(smiles: &str) -> (Option<u8>, String) {
    let Ok(molecule) = Molecule::parse(smiles) else {
        return (None, "the structure cannot be read".into());
    };
    let groups = concerted_hazard::potency_categories(&molecule);
    let why: Vec<String> = groups
        .iter()
        .map(|group| match &group.outcome {
            CpcaOutcome::NotApplicable { reason } => reason.clone(),
            CpcaOutcome::Category(category) => category
                .steps
                .iter()
                .filter(|step| step.points != 0 || category.score.is_none())
                .map(|step| step.sentence.clone())
                .collect::<Vec<_>>()
                .join(" "),
        })
        .collect();
    (concerted_hazard::most_potent(&groups), why.join(" // "))
}

fn said(listed: &[Option<u8>]) -> String {
    ["EMA", "FDA", "HC"]
        .iter()
        .zip(listed)
        .filter_map(|(agency, category)| category.map(|category| format!("{agency} {category}")))
        .collect::<Vec<_>>()
        .join(", ")
}
