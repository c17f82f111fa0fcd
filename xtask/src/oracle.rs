//! `cargo xtask oracle`: each decision of each SMARTS of the alerts, ours against RDKit's.
//!
//! Compared are, for every structure, whether each pattern and exemption matches, with and without the exclusion
//! of patterns that cannot match, and the atoms of each alert. Differences outside `known_differences.csv` fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};
use concerted_hazard::{Alert, catalogue, screen};
use concerted_molecule::{Molecule, Pattern, PatternSet};
use serde_json::{Value, json};

use crate::python::{self, RDKIT};
use crate::{shell, validate};

/// What a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No difference outside the list.
    Agreed,
    /// Python or RDKit is not there.
    Skipped,
}

/// Our answers and RDKit's on one structure, as far as they differ.
struct Difference {
    /// A SMARTS, or the id of an alert whose atoms differ.
    asked: String,
    smiles: String,
    ours: String,
    theirs: String,
}

/// Compares all structures of the repository and, with a data folder, of the compiled Ames set.
pub(crate) fn run(data: Option<&Path>) -> anyhow::Result<Outcome> {
    let mut structures = committed_structures()?;
    if let Some(data) = data {
        for row in validate::rows(&data.join("genotox/ames_tdc_dev.csv"))? {
            structures.extend(row.get("smiles").cloned());
        }
    }
    let structures: Vec<String> = structures.into_iter().collect();
    let smarts = all_smarts();
    let Some(answer) = python::ask(
        RDKIT,
        "oracle/alerts.py",
        "decide",
        &question(&smarts, &structures),
    )?
    else {
        return Ok(Outcome::Skipped);
    };
    let (differences, decisions) = differences(&smarts, &structures, &answer)?;
    let known = known()?;
    let (listed, new): (Vec<_>, Vec<_>) = differences
        .iter()
        .partition(|one| known.contains(&(one.asked.clone(), one.smiles.clone())));
    for difference in &new {
        shell::say(&format!(
            "differs: `{}` on `{}`: ours {}, RDKit {}",
            difference.asked, difference.smiles, difference.ours, difference.theirs
        ));
    }
    shell::say(&format!(
        "oracle: {decisions} decisions on {} structures, {} SMARTS and {} alerts; RDKit {}; {} differences, {} of them listed",
        structures.len(),
        smarts.len(),
        catalogue().len(),
        answer["version"].as_str().unwrap_or("?"),
        differences.len(),
        listed.len()
    ));
    if new.is_empty() {
        return Ok(Outcome::Agreed);
    }
    bail!(
        "{} decisions differ from RDKit's outside the list",
        new.len()
    );
}

/// Every SMARTS of the catalogue once, sorted.
pub(crate) fn all_smarts() -> Vec<&'static str> {
    let texts: BTreeSet<&str> = catalogue()
        .iter()
        .flat_map(|alert| patterns(alert).chain(exemptions(alert)))
        .collect();
    texts.into_iter().collect()
}

fn patterns(alert: &'static Alert) -> impl Iterator<Item = &'static str> {
    alert.patterns.iter().copied()
}

fn exemptions(alert: &'static Alert) -> impl Iterator<Item = &'static str> {
    alert.exemptions.iter().map(|exemption| exemption.smarts)
}

/// What RDKit is asked.
pub(crate) fn question(smarts: &[&str], structures: &[String]) -> Value {
    let number = |text: &str| smarts.binary_search(&text).unwrap_or_default();
    let alerts: Vec<Value> = catalogue()
        .iter()
        .map(|alert| {
            json!({
                "id": alert.id,
                "patterns": patterns(alert).map(number).collect::<Vec<_>>(),
                "exemptions": exemptions(alert).map(number).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "smarts": smarts, "alerts": alerts, "smiles": structures })
}

fn differences(
    smarts: &[&str],
    structures: &[String],
    answer: &Value,
) -> anyhow::Result<(Vec<Difference>, usize)> {
    let patterns = smarts
        .iter()
        .map(|text| Pattern::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let set = PatternSet::new(patterns);
    let rows = answer["rows"].as_array().context("no rows in the answer")?;
    if rows.len() != structures.len() {
        bail!(
            "RDKit answered {} of {} structures",
            rows.len(),
            structures.len()
        );
    }
    let mut found = Vec::new();
    let mut decisions = 0;
    for (smiles, row) in structures.iter().zip(rows) {
        let mut differ = |asked: &str, ours: String, theirs: String| {
            decisions += 1;
            if ours != theirs {
                found.push(Difference {
                    asked: asked.to_owned(),
                    smiles: smiles.clone(),
                    ours,
                    theirs,
                });
            }
        };
        let molecule = Molecule::parse(smiles).ok();
        let (Some(molecule), Some(bits)) = (&molecule, row["smarts"].as_str()) else {
            let read = |read: bool| if read { "read" } else { "refused" }.to_owned();
            differ("", read(molecule.is_some()), read(!row.is_null()));
            continue;
        };
        let prepared = set.prepare(molecule);
        for (number, (text, theirs)) in smarts.iter().zip(bits.chars()).enumerate() {
            let bit = |matches: Vec<Vec<usize>>| if matches.is_empty() { "0" } else { "1" };
            let filtered = prepared.try_find(number).map_or("given up", bit);
            let plain = set.patterns()[number]
                .try_find(molecule)
                .map_or("given up", bit);
            differ(text, filtered.to_owned(), theirs.to_string());
            differ(text, plain.to_owned(), theirs.to_string());
        }
        compare_alerts(molecule, row, &mut differ)?;
    }
    Ok((found, decisions))
}

fn compare_alerts(
    molecule: &Molecule,
    row: &Value,
    differ: &mut impl FnMut(&str, String, String),
) -> anyhow::Result<()> {
    let theirs: BTreeMap<String, Vec<usize>> =
        serde_json::from_value::<Vec<_>>(row["alerts"].clone())
            .context("the answer's alerts cannot be read")?
            .into_iter()
            .collect();
    let ours: BTreeMap<&str, Vec<usize>> = screen(molecule)
        .into_iter()
        .map(|hit| (hit.rule, hit.atoms))
        .collect();
    for alert in catalogue() {
        let show = |atoms: Option<&Vec<usize>>| format!("{:?}", atoms.cloned().unwrap_or_default());
        differ(
            alert.id,
            show(ours.get(alert.id)),
            show(theirs.get(alert.id)),
        );
    }
    Ok(())
}

/// The differences that are explained, by SMARTS or alert and structure.
fn known() -> anyhow::Result<BTreeSet<(String, String)>> {
    let path = shell::root().join("xtask/oracle/known_differences.csv");
    let mut known = BTreeSet::new();
    for row in validate::rows(&path)? {
        let text = |key: &str| row.get(key).cloned().unwrap_or_default();
        if text("reason").is_empty() {
            bail!(
                "`{}` lists `{}` without a reason",
                path.display(),
                text("smarts")
            );
        }
        known.insert((text("smarts"), text("smiles")));
    }
    Ok(known)
}

/// Structures that stand in the repository: examples of the alerts, reference tables, example programs, and
/// those of the structure crate's own comparison.
fn committed_structures() -> anyhow::Result<BTreeSet<String>> {
    let mut structures: BTreeSet<String> = catalogue()
        .iter()
        .flat_map(|alert| alert.positives.iter().chain(alert.negatives))
        .map(|smiles| (*smiles).to_owned())
        .collect();
    let root = shell::root();
    let mut files = Vec::new();
    for folder in [
        "crates/concerted-reference/data",
        "crates/concerted-molecule/tests",
        "examples",
    ] {
        list(&root.join(folder), &mut files)?;
    }
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("`{}` cannot be read", file.display()))?;
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => structures.extend(column(&text, "smiles")),
            Some("toml") => structures.extend(text.lines().filter_map(entered)),
            _ => {}
        }
    }
    structures.remove("");
    Ok(structures)
}

/// The values of a column; tables without it, or that are no tables, have none.
fn column(text: &str, name: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.as_bytes());
    let place = reader
        .headers()
        .ok()
        .and_then(|header| header.iter().position(|column| column == name));
    let Some(place) = place else {
        return Vec::new();
    };
    reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| row.get(place).map(str::to_owned))
        .collect()
}

/// The structure that a line of a program enters.
fn entered(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let text = value.trim().trim_start_matches("{ value =").trim();
    let text = text.strip_prefix(['"', '\''])?;
    let end = text.find(['"', '\''])?;
    (key.trim() == "structure").then(|| text[..end].to_owned())
}

fn list(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_are_read_from_programs_and_tables() {
        assert_eq!(entered("structure = \"CCO\" # ethanol"), Some("CCO".into()));
        assert_eq!(
            entered("structure = { value = \"CCO\", source = \"a\" }"),
            Some("CCO".into())
        );
        assert_eq!(entered("name = \"CCO\""), None);
        assert_eq!(
            column("# note\nid,smiles\na,CC\nb,\n", "smiles"),
            ["CC", ""]
        );
        assert!(column("id\na\n", "smiles").is_empty());
    }

    #[test]
    fn the_repository_holds_structures_to_compare() {
        let structures = committed_structures().unwrap();
        assert!(structures.len() > 400, "{}", structures.len());
        assert!(known().is_ok());
    }

    #[test]
    fn smarts_are_found_by_number() {
        let smarts = all_smarts();
        let question = question(&smarts, &[]);
        let first = &catalogue()[0];
        let number = question["alerts"][0]["patterns"][0].as_u64().unwrap();
        assert_eq!(smarts[usize::try_from(number).unwrap()], first.patterns[0]);
    }
}
