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
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    write(figures, figure, 0, &mut seen, &mut lines);
    lines.push(String::new());
    Ok(lines.join("\n"))
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
    lines: &mut Vec<String>,
) {
    let pad = "  ".repeat(depth);
    lines.push(format!("{pad}{} = {}", figure.id, value(figure)));
    if !figure.label.is_empty() && figure.label != figure.id.as_str() {
        lines.push(format!("{pad}  {}", figure.label));
    }
    let again = !seen.insert(figure.id.to_string());
    let Origin::Derived {
        rule,
        formula,
        inputs,
    } = &figure.origin
    else {
        lines.push(format!("{pad}  {}", leaf(&figure.origin)));
        return;
    };
    lines.push(format!("{pad}  by {rule}: {formula}"));
    if again && !inputs.is_empty() {
        lines.push(format!("{pad}  (its inputs are shown above)"));
        return;
    }
    for input in inputs.iter().take(MOST_INPUTS) {
        if let Some(input) = figures.get(input.as_str()) {
            write(figures, input, depth + 1, seen, lines);
        }
    }
    if inputs.len() > MOST_INPUTS {
        lines.push(format!(
            "{pad}  and {} more inputs; `--json` lists all",
            inputs.len() - MOST_INPUTS
        ));
    }
}

/// The end of a chain in one line.
fn leaf(origin: &Origin) -> String {
    match origin {
        Origin::Entered {
            location,
            text,
            status,
            source,
            note,
        } => {
            let mut parts = vec![format!("entered at {location}: {text}")];
            parts.extend(status.map(|status| status.word().to_owned()));
            parts.extend(source.as_ref().map(|source| format!("source `{source}`")));
            parts.extend(note.clone());
            parts.join(", ")
        }
        Origin::Reference { citation } => format!(
            "table {}, row {}: {}, {} ({})",
            citation.table,
            citation.row,
            citation.source,
            citation.locator,
            citation.status.word()
        ),
        Origin::Assumed { assumption } => format!("assumed: {}", assumption.reason),
        Origin::Derived { rule, .. } => format!("by {rule}"),
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
