//! Three-point estimates and risks of a schedule, from tables beside it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use concerted_chance::Triangular;
use concerted_schedule::{Estimate, Group, Risk, Shape, Uncertainty};

use super::{Loaded, activity};

/// Where uncertainty comes from.
pub(super) struct Sources<'a> {
    /// Table with id, low, likely, high.
    pub(super) estimates: Option<&'a Path>,
    /// Table with risk, probability, id, low, likely, high.
    pub(super) risks: Option<&'a Path>,
    /// Shares of the planned work that stand for low and high where no row says more.
    pub(super) spread: (f64, f64),
    /// Correlation of all uncertain tasks.
    pub(super) correlation: f64,
}

/// Reads what is uncertain about a schedule; the count of tasks that took the spread comes with it.
pub(super) fn uncertainty(
    loaded: &Loaded,
    sources: &Sources<'_>,
) -> anyhow::Result<(Uncertainty, usize)> {
    let mut problems = Vec::new();
    let mut uncertainty = Uncertainty::default();
    let mut stated = BTreeMap::new();
    if let Some(path) = sources.estimates {
        for row in rows(path, &["id", "low", "likely", "high"])? {
            match estimate(loaded, &row) {
                Ok((index, points)) => {
                    if stated.insert(index, points).is_some() {
                        problems.push(format!(
                            "line {}: `{}` occurs twice",
                            row.line,
                            row.text("id")
                        ));
                    }
                }
                Err(error) => problems.push(format!("line {}: {error}", row.line)),
            }
        }
    }
    if let Some(path) = sources.risks {
        for row in rows(
            path,
            &["risk", "probability", "id", "low", "likely", "high"],
        )? {
            match risk(loaded, &row) {
                Ok(risk) => uncertainty.risks.push(risk),
                Err(error) => problems.push(format!("line {}: {error}", row.line)),
            }
        }
    }
    if !problems.is_empty() {
        bail!("the tables cannot be used:\n  {}", problems.join("\n  "));
    }
    let mut spread = 0;
    for (index, own) in loaded.model.activities.iter().enumerate() {
        let work = own.modes[0].work as f64;
        let points = stated.get(&index).copied().or_else(|| {
            let (low, high) = sources.spread;
            (work > 0.0 && own.progress.is_none()).then(|| {
                spread += 1;
                [work * low, work, work * high]
            })
        });
        if let Some([low, likely, high]) = points {
            uncertainty.estimates.push(Estimate {
                activity: concerted_schedule::ActivityIndex(index),
                mode: 0,
                low,
                likely,
                high,
                shape: Shape::Pert,
            });
        }
    }
    if sources.correlation > 0.0 {
        uncertainty.groups.push(Group {
            key: "all".to_owned(),
            members: uncertainty
                .estimates
                .iter()
                .map(|own| own.activity)
                .collect(),
            correlation: sources.correlation,
        });
    }
    Ok((uncertainty, spread))
}

/// One row of a table by column.
struct Row {
    line: u64,
    fields: BTreeMap<String, String>,
}

impl Row {
    fn text(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    fn number(&self, column: &str) -> anyhow::Result<f64> {
        let text = self.text(column);
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
            _ => bail!("`{column}` must be a number from 0 up, found `{text}`"),
        }
    }
}

fn rows(path: &Path, columns: &[&str]) -> anyhow::Result<Vec<Row>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    let text = text.trim_start_matches('\u{feff}');
    let separator = if text.lines().next().unwrap_or_default().contains(';') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let missing: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|column| !header.iter().any(|own| own == *column))
        .collect();
    if !missing.is_empty() {
        let found: Vec<&str> = header.iter().collect();
        bail!(
            "`{}` lacks the columns {}; found {}",
            path.display(),
            missing.join(", "),
            found.join(", ")
        );
    }
    let mut all = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("`{}` has a bad row", path.display()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let pairs = header.iter().zip(record.iter());
        let fields = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
        all.push(Row {
            line,
            fields: fields.collect(),
        });
    }
    Ok(all)
}

/// Ticks of a number of working days, or of periods where the file has no dates.
fn ticks(loaded: &Loaded, amount: f64) -> f64 {
    if loaded.mapping.origin.is_none() {
        return amount;
    }
    let day = loaded.project.minutes_per_day.max(1) as f64;
    amount * day / loaded.mapping.minutes_per_tick as f64
}

fn points(loaded: &Loaded, row: &Row) -> anyhow::Result<[f64; 3]> {
    let [low, likely, high] = [
        row.number("low")?,
        row.number("likely")?,
        row.number("high")?,
    ];
    if !(low <= likely && likely <= high) {
        bail!("low, likely, high must ascend, found {low}, {likely}, {high}");
    }
    Ok([low, likely, high].map(|amount| ticks(loaded, amount)))
}

fn estimate(loaded: &Loaded, row: &Row) -> anyhow::Result<(usize, [f64; 3])> {
    Ok((activity(loaded, row.text("id"))?, points(loaded, row)?))
}

fn risk(loaded: &Loaded, row: &Row) -> anyhow::Result<Risk> {
    let text = row.text("probability");
    let probability = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|value| value / 100.0),
        None => text.parse::<f64>(),
    };
    let probability = probability
        .ok()
        .filter(|value| (0.0..=1.0).contains(value))
        .with_context(|| format!("`probability` must lie between 0 and 1, found `{text}`"))?;
    let [low, likely, high] = points(loaded, row)?;
    Ok(Risk {
        key: row.text("risk").to_owned(),
        probability,
        delay: Triangular::new(low, likely, high)?.into(),
        activity: concerted_schedule::ActivityIndex(activity(loaded, row.text("id"))?),
    })
}
