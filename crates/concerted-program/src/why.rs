//! `why`: the chain from a figure down to its sources.

use std::collections::BTreeSet;

use concerted_model::figure::{Figure, FigureValue, Figures, Origin};
use concerted_model::quantity::shortest;
use concerted_model::suggest::closest;

/// Inputs shown of one figure before the rest is counted.
const MOST_INPUTS: usize = 40;

/// The chain of a figure as indented text; a figure shown before is not repeated below.
///
/// # Errors
/// The nearest known keys, where there is no figure of that key.
pub fn why(figures: &Figures, id: &str) -> Result<String, Vec<String>> {
    let Some(figure) = figures.get(id) else {
        return Err(near(figures, id));
    };
    let mut text = String::new();
    let mut seen = BTreeSet::new();
    write(figures, figure, 0, &mut seen, &mut text);
    Ok(text)
}

/// Figures whose key resembles a text: those that contain it, else the nearest.
fn near(figures: &Figures, id: &str) -> Vec<String> {
    let lower = id.to_lowercase();
    let mut list: Vec<String> = figures
        .iter()
        .map(|figure| figure.id.to_string())
        .filter(|known| known.to_lowercase().contains(&lower))
        .take(12)
        .collect();
    if list.is_empty() {
        let keys: Vec<String> = figures.iter().map(|figure| figure.id.to_string()).collect();
        list.extend(closest(id, keys.iter().map(String::as_str)).map(ToOwned::to_owned));
    }
    list
}

fn write(
    figures: &Figures,
    figure: &Figure,
    depth: usize,
    seen: &mut BTreeSet<String>,
    text: &mut String,
) {
    let pad = "  ".repeat(depth);
    text.push_str(&format!("{pad}{} = {}\n", figure.id, value(figure)));
    if !figure.label.is_empty() && figure.label != figure.id.as_str() {
        text.push_str(&format!("{pad}  {}\n", figure.label));
    }
    let again = !seen.insert(figure.id.to_string());
    match &figure.origin {
        Origin::Entered {
            location,
            text: written,
            status,
            source,
            note,
        } => {
            text.push_str(&format!("{pad}  entered at {location}: {written}"));
            if let Some(status) = status {
                text.push_str(&format!(", {}", status.word()));
            }
            if let Some(source) = source {
                text.push_str(&format!(", source `{source}`"));
            }
            if let Some(note) = note {
                text.push_str(&format!(", {note}"));
            }
            text.push('\n');
        }
        Origin::Reference { citation } => text.push_str(&format!(
            "{pad}  table {}, row {}: {}, {} ({})\n",
            citation.table,
            citation.row,
            citation.source,
            citation.locator,
            citation.status.word()
        )),
        Origin::Assumed { assumption } => {
            text.push_str(&format!("{pad}  assumed: {}\n", assumption.reason));
        }
        Origin::Derived {
            rule,
            formula,
            inputs,
        } => {
            text.push_str(&format!("{pad}  by {rule}: {formula}\n"));
            if again && !inputs.is_empty() {
                text.push_str(&format!("{pad}  (its inputs are shown above)\n"));
                return;
            }
            for input in inputs.iter().take(MOST_INPUTS) {
                if let Some(input) = figures.get(input.as_str()) {
                    write(figures, input, depth + 1, seen, text);
                }
            }
            if inputs.len() > MOST_INPUTS {
                text.push_str(&format!(
                    "{pad}  and {} more inputs; `--json` lists all\n",
                    inputs.len() - MOST_INPUTS
                ));
            }
        }
    }
}

/// A figure's value with its unit and interval.
pub fn value(figure: &Figure) -> String {
    let one = |value: &FigureValue| match value {
        FigureValue::Number(number) => shortest(*number),
        FigureValue::Date(date) => date.to_string(),
        FigureValue::Text(text) => text.clone(),
    };
    let unit = if figure.unit.is_empty() || figure.unit == "date" {
        String::new()
    } else {
        format!(" {}", figure.unit)
    };
    let interval = match (&figure.low, &figure.high) {
        (Some(low), Some(high)) => format!(" ({} to {})", one(low), one(high)),
        _ => String::new(),
    };
    format!("{}{unit}{interval}", one(&figure.value))
}
