//! `cargo xtask score-ames`: the committed model and the expert rules on a file that neither was made on.

use std::path::Path;

use crate::ames::data::{self, Columns, Compound};
use crate::ames::figures::{self, Scored};
use crate::ames::measure::{self, inside, only};
use crate::shell;

/// Scores every row of a file with structures and outcomes 0 or 1, and prints the figures.
pub(crate) fn run(file: &Path, smiles: &str, label: &str) -> anyhow::Result<()> {
    let compounds = data::read(file, Columns { smiles, label })?;
    let judged = measure::committed(&compounds);
    let scored = only(&judged, |_| true);
    let within = only(&judged, inside);
    let outside = only(&judged, |of| !inside(of));
    let silent = scored.iter().filter(|of| of.probability.is_none()).count();
    let positives = compounds.iter().filter(|of| of.positive).count();
    shell::say(&format!(
        "{} rows, {positives} positive, {silent} unanswered (counted as wrong)",
        compounds.len()
    ));
    shell::say(
        "| method | rows | AUROC | balanced accuracy | sensitivity | specificity |\n|---|---|---|---|---|---|",
    );
    for (name, of) in [
        ("model, balanced cut", &scored),
        ("model, balanced cut, inside the domain", &within),
        ("model, balanced cut, outside the domain", &outside),
    ] {
        line(name, of, Some(figures::auroc(of)), |of| of.balanced);
    }
    line("model, screening cut", &scored, None, |of| of.screening);
    line("expert rules", &rules(&compounds), None, |of| of.balanced);
    Ok(())
}

fn line(name: &str, scored: &[Scored], area: Option<f64>, call: impl Fn(&Scored) -> Option<bool>) {
    let (sensitivity, specificity) = figures::sensitivity_specificity(scored, call);
    shell::say(&format!(
        "| {name} | {} | {} | {:.4} | {sensitivity:.4} | {specificity:.4} |",
        scored.len(),
        area.map_or_else(|| "–".to_owned(), |area| format!("{area:.4}")),
        f64::midpoint(sensitivity, specificity),
    ));
}

/// "Any alert" as a call.
fn rules(compounds: &[Compound]) -> Vec<Scored> {
    compounds
        .iter()
        .map(|compound| {
            let call = compound
                .molecule
                .as_ref()
                .map(|molecule| !concerted_hazard::screen(molecule).is_empty());
            Scored {
                positive: compound.positive,
                probability: call.map(|call| f64::from(u8::from(call))),
                balanced: call,
                screening: call,
            }
        })
        .collect()
}
