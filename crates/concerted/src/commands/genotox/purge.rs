//! `concerted genotox purge`: purge step by step against what the limits require.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use concerted_genotox::{PurgeLedger, PurgeRequest, PurgeStep, Score, ScoreOrigin, purge};
use concerted_model::quantity::{shortest, significant_digits};
use concerted_reference::{PurgeParameter, Reference};
use serde_json::{Value, json};

use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted genotox purge`.
///
/// A predicted purge is labelled as such: it is not validated against measured cases. Exit codes: 0 done; 1 the
/// program has errors; 2 there is no such impurity, or a file cannot be read or used.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    #[arg(required_unless_present = "steps", conflicts_with = "steps")]
    path: Option<PathBuf>,
    /// Key of one impurity; by default all that have a limit
    #[arg(long, conflicts_with = "steps")]
    impurity: Option<String>,
    /// Without a program: a CSV with the columns step, property (or `measured`), factor, reason; of several rows for
    /// one step and property the lowest factor counts
    #[arg(long)]
    steps: Option<PathBuf>,
    /// Level where the impurity forms or enters, in ppm
    #[arg(long, requires = "steps")]
    level: Option<f64>,
    /// Limit in the substance, in ppm
    #[arg(long, requires = "steps")]
    limit: Option<f64>,
    /// The impurity is a nitrosamine: only measured purge counts
    #[arg(long, requires = "steps")]
    nitrosamine: bool,
    /// Print the ledgers as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let ledgers = match (&arguments.path, &arguments.steps) {
        (Some(path), _) => match of_program(arguments, path, terminal)? {
            Ok(ledgers) => ledgers,
            Err(code) => return Ok(code),
        },
        (None, Some(steps)) => vec![alone(arguments, steps)?],
        (None, None) => Vec::new(),
    };
    if arguments.json {
        let list: Vec<Value> = ledgers.iter().map(concerted_report::purge_json).collect();
        terminal.data(&serde_json::to_string_pretty(&json!({
            "ledgers": list,
            "note": concerted_genotox::PURGE_NOTE,
        }))?);
    } else if ledgers.is_empty() {
        terminal.note("no impurity has a limit, so that no purge is required");
    } else {
        let texts: Vec<String> = ledgers.iter().map(as_text).collect();
        let note = paragraph(concerted_genotox::PURGE_NOTE, 0);
        terminal.data(&format!("{}\n{note}", texts.join("\n")));
    }
    Ok(ExitCode::SUCCESS)
}

fn of_program(
    arguments: &Arguments,
    path: &Path,
    terminal: &mut Terminal,
) -> anyhow::Result<Result<Vec<PurgeLedger>, ExitCode>> {
    let (program, _) = match crate::commands::program(path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(Err(code)),
    };
    let outcome = concerted_genotox::assess(&program, Reference::embedded());
    if let Some(key) = &arguments.impurity {
        let known = outcome.impurities.iter().any(|one| one.key == *key);
        if !known {
            anyhow::bail!(
                "there is no impurity `{key}`\n  hint: {}",
                super::near(key, outcome.impurities.iter().map(|one| one.key.as_str()))
            );
        }
    }
    let wanted = |key: &str| arguments.impurity.as_ref().is_none_or(|own| own == key);
    Ok(Ok(outcome
        .impurities
        .into_iter()
        .filter(|impurity| wanted(&impurity.key))
        .flat_map(|impurity| impurity.purge)
        .collect()))
}

/// A ledger from a table of steps, without a program.
fn alone(arguments: &Arguments, path: &Path) -> anyhow::Result<PurgeLedger> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    let steps = steps(&text).map_err(|problem| {
        anyhow::anyhow!("`{name}`: {problem}\n  hint: the columns are step, property, factor, reason; the property is measured, {}", properties())
    })?;
    let mut request = PurgeRequest::new("the impurity");
    request.measured_only = arguments.nitrosamine;
    for (value, name) in [(arguments.level, "--level"), (arguments.limit, "--limit")] {
        if value.is_some_and(|value| !value.is_finite() || value <= 0.0) {
            anyhow::bail!("`{name}` must be a positive number of ppm");
        }
    }
    if let Some(level) = arguments.level {
        request = request.level(level, "Level as given.");
    }
    if let Some(limit) = arguments.limit {
        request = request.limit("the limit given", limit);
    }
    request.steps = steps;
    Ok(purge(&request, Reference::embedded()))
}

fn properties() -> String {
    PurgeParameter::ALL.map(PurgeParameter::word).join(", ")
}

/// The steps of a table, in the order in which they first appear.
fn steps(text: &str) -> Result<Vec<PurgeStep>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if header.contains(';') { b';' } else { b',' })
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?;
    if header.iter().ne(["step", "property", "factor", "reason"]) {
        return Err("the columns are not as expected".to_owned());
    }
    let mut steps: Vec<PurgeStep> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let known = steps.iter().position(|step| step.step == row[0]);
        let at = known.unwrap_or_else(|| {
            steps.push(PurgeStep::new(&row[0]));
            steps.len() - 1
        });
        let factor: f64 = row[2]
            .parse()
            .ok()
            .filter(|factor: &f64| factor.is_finite() && *factor > 0.0)
            .ok_or_else(|| {
                format!(
                    "line {line}: the factor is `{}`, expected a positive number",
                    &row[2]
                )
            })?;
        let step = steps.remove(at);
        let parameter = PurgeParameter::ALL
            .into_iter()
            .find(|parameter| parameter.word() == &row[1]);
        let step = match parameter {
            Some(parameter) => step.score(Score::entered(parameter, factor, &row[3])),
            None if &row[1] == "measured" => step.measured(factor),
            None => return Err(format!("line {line}: unknown property `{}`", &row[1])),
        };
        steps.insert(at, step);
    }
    if steps.is_empty() {
        return Err("it has no rows".to_owned());
    }
    Ok(steps)
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "not known".to_owned(), significant_digits)
}

fn as_text(ledger: &PurgeLedger) -> String {
    let mut text = ledger.impurity.clone();
    if let Some(route) = &ledger.route {
        text.extend([format!(", route {route}")]);
    }
    if let Some(entry) = &ledger.entry {
        text.extend([format!(", from step {entry}")]);
    }
    text.push('\n');
    let level = format!(
        "level {} ppm. {}",
        number(ledger.level_ppm),
        ledger.level_basis
    );
    text.push_str(&paragraph(&level, 2));
    let mut table = TextTable::new(&["step", "factor>", "origin", "after it, ppm>", "why"]);
    for step in &ledger.steps {
        let credits: Vec<String> = step
            .scores
            .iter()
            .filter(|score| score.origin != ScoreOrigin::NotScored && score.factor > 1.0)
            .map(|score| {
                format!(
                    "{} {}: {}",
                    score.parameter.word(),
                    shortest(score.factor),
                    score.reason
                )
            })
            .collect();
        table.row([
            step.name.clone(),
            significant_digits(step.counted),
            step.origin.word().to_owned(),
            number(step.level_ppm),
            if credits.is_empty() {
                "no predicted credit".to_owned()
            } else {
                credits.join("; ")
            },
        ]);
    }
    text.push_str(&table.text(2));
    text.extend([format!(
        "  predicted {}, measured {}, counted {}\n",
        significant_digits(ledger.predicted),
        ledger
            .measured
            .map_or_else(|| "none".to_owned(), significant_digits),
        significant_digits(ledger.counted)
    )]);
    for ratio in &ledger.uses {
        let calls = ratio.band.as_ref().map_or_else(String::new, |band| {
            format!("; {} ({})", band.data_expected, band.citation.status.word())
        });
        let line = format!(
            "{}: required {}, ratio {}, expected {} ppm{calls}",
            ratio.use_id,
            number(ratio.required),
            number(ratio.ratio),
            number(ratio.expected_ppm)
        );
        text.push_str(&paragraph(&line, 2));
    }
    for note in &ledger.notes {
        text.push_str(&paragraph(note, 2));
    }
    if !ledger.would_change.is_empty() {
        let change = format!("what would change it: {}", ledger.would_change.join("; "));
        text.push_str(&paragraph(&change, 2));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_steps_are_read_in_order() {
        let text = "step,property,factor,reason\na,reactivity,100,excess of amine\nb,measured,50,\na,solubility,3,\n";
        let read = steps(text).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].step.as_str(), read[0].scores.len()), ("a", 2));
        assert_eq!(read[1].measured.as_ref().map(|one| one.value), Some(50.0));
    }

    #[test]
    fn of_several_measurements_of_a_step_the_lowest_counts() {
        for order in [
            "a,measured,50,\na,measured,60,\n",
            "a,measured,60,\na,measured,50,\n",
        ] {
            let read = steps(&format!("step,property,factor,reason\n{order}")).unwrap();
            assert_eq!(read[0].measured.as_ref().map(|one| one.value), Some(50.0));
        }
    }

    #[test]
    fn tables_of_a_spreadsheet_with_semicolons_are_read() {
        let text = "step;property;factor;reason\na;reactivity;100;amine, in excess\n";
        let read = steps(text).unwrap();
        assert_eq!(read[0].scores[0].reason, "amine, in excess");
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        for (text, part) in [
            ("", "columns"),
            ("step,property,factor,reason\n", "no rows"),
            (
                "step,property,factor,reason\na,magic,3,\n",
                "line 2: unknown property `magic`",
            ),
            (
                "step,property,factor,reason\na,other,-3,\n",
                "line 2: the factor is `-3`",
            ),
            (
                "step,property,factor,reason\na,other,NaN,\n",
                "line 2: the factor is `NaN`",
            ),
            ("step,property,factor,reason\na,other\n", "found record"),
        ] {
            let problem = steps(text).unwrap_err();
            assert!(problem.contains(part), "{problem}");
        }
    }
}
