//! `concerted route steps`: the class of each step.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use concerted_transformation::{Classified, Reaction, classify};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::{lines, source};
use crate::terminal::Terminal;
use crate::text_table::TextTable;

/// Arguments of `concerted route steps`.
///
/// Exit codes: 0 done, also where single rows could not be read (each is answered with its problem); 1 the program has
/// errors; 2 the file or a column cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file with materials and steps
    #[arg(required_unless_present = "csv", conflicts_with = "csv")]
    path: Option<PathBuf>,
    /// Without a program: a CSV file with one reaction a row
    #[arg(long, requires = "rxn")]
    csv: Option<PathBuf>,
    /// Column with the reaction SMILES, `reactants>>product`; atom maps are not needed
    #[arg(long, requires = "csv")]
    rxn: Option<String>,
    /// Print the classes as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let rows = match (&arguments.csv, &arguments.rxn, &arguments.path) {
        (Some(csv), Some(column), _) => of_file(csv, column)?,
        (_, _, Some(path)) => {
            let program = match source::program(path, terminal)? {
                Ok(program) => program,
                Err(code) => return Ok(code),
            };
            of_program(&program)
        }
        _ => Vec::new(),
    };
    let unread = rows.iter().filter(|row| row["problem"].is_string()).count();
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "rows": rows, "unread": unread }),
        )?);
    } else {
        terminal.data(&table(&rows).text(0));
    }
    if unread > 0 {
        terminal.note(&format!(
            "{unread} of {} rows could not be judged; each says why",
            rows.len()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn of_file(path: &Path, column: &str) -> anyhow::Result<Vec<Value>> {
    let lines = lines::read(path, &[column])?;
    Ok(lines
        .par_iter()
        .map(|line| {
            let read = line.fields.clone().and_then(|fields| {
                let reaction = Reaction::parse(&fields[0]).map_err(|error| error.to_string())?;
                Ok(classify(&reaction))
            });
            let mut row = json!({ "row": line.row, "line": line.at });
            answer(&mut row, read);
            row
        })
        .collect())
}

fn of_program(program: &concerted_model::program::Program) -> Vec<Value> {
    let steps = concerted_route::step_structures(program);
    steps
        .into_iter()
        .enumerate()
        .map(|(index, (step, reaction))| {
            let mut row = json!({ "row": index + 1, "step": step });
            answer(&mut row, reaction.map(|reaction| classify(&reaction)));
            row
        })
        .collect()
}

fn answer(row: &mut Value, read: Result<Classified, String>) {
    let (found, problem) = match read {
        Ok(found) => (Some(found), None),
        Err(problem) => (None, Some(problem)),
    };
    let class = found.as_ref().and_then(|found| found.class);
    row["class"] = json!(class.map(concerted_transformation::StepClass::number));
    row["class_name"] = json!(class.map(concerted_transformation::StepClass::name));
    let rule = found.as_ref().and_then(|found| found.rule);
    row["rule"] = json!(rule.map(|rule| rule.id));
    row["why"] = json!(rule.map(|rule| rule.name));
    let counts = |list: &[(&'static str, i64)]| -> Value {
        list.iter()
            .map(|(name, count)| ((*name).to_owned(), json!(count)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let empty: &[(&'static str, i64)] = &[];
    row["changes"] = counts(found.as_ref().map_or(empty, |found| &found.changes));
    row["unexplained_atoms"] = counts(found.as_ref().map_or(empty, |found| &found.unexplained));
    row["problem"] = json!(problem);
}

fn table(rows: &[Value]) -> TextTable {
    let mut table = TextTable::new(&[
        "row>",
        "step",
        "class>",
        "name",
        "why or problem",
        "atoms without origin",
    ]);
    for row in rows {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let atoms = row["unexplained_atoms"].as_object();
        let atoms: Vec<String> = atoms
            .into_iter()
            .flatten()
            .map(|(element, count)| format!("{element} {count}"))
            .collect();
        let why = match (row["problem"].as_str(), row["why"].as_str()) {
            (Some(problem), _) => problem.to_owned(),
            (_, Some(why)) => why.to_owned(),
            _ if row["changes"]
                .as_object()
                .is_some_and(serde_json::Map::is_empty) =>
            {
                "no group changes: a salt, a form or an isolation".to_owned()
            }
            _ => "no rule holds".to_owned(),
        };
        table.row([
            row["row"].to_string(),
            text("step"),
            row["class"]
                .as_u64()
                .map_or_else(|| "-".to_owned(), |class| class.to_string()),
            text("class_name"),
            why,
            atoms.join(", "),
        ]);
    }
    table
}
