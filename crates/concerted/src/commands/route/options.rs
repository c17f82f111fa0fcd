//! `concerted route options`: enzymes and other technologies for a step.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use concerted_model::quantity::significant_digits;
use concerted_route::StepOptions;
use concerted_transformation::{Family, Reaction, TechnologyRule, options, options_for_product};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::{lines, source};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// What a list of options must say of itself.
const NOTE: &str = "A suggestion says that the change of groups is one the technology is known for; it says nothing of \
activity or selectivity on this molecule. Ranges of concentration, yield and rounds of evolution are working assumptions.";

/// Arguments of `concerted route options`.
///
/// Exit codes: 0 done, also where single rows could not be read (each is answered with its problem); 1 the program has
/// errors; 2 the file, a column or a reaction cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file with materials and steps
    #[arg(required_unless_present_any = ["csv", "rxn"], conflicts_with_all = ["csv", "rxn"])]
    path: Option<PathBuf>,
    /// Without a program: one reaction as `reactants>>product`, with everything that is known of each option
    #[arg(long, conflicts_with = "csv")]
    rxn: Option<String>,
    /// Without a program: a CSV file with one step a row
    #[arg(long, requires = "product")]
    csv: Option<PathBuf>,
    /// Column with the substrate as SMILES; without it the products alone are judged, which is much wider
    #[arg(long, requires = "csv")]
    substrate: Option<String>,
    /// Column with the product as SMILES
    #[arg(long, requires = "csv")]
    product: Option<String>,
    /// Print the options as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    if let (Some(csv), Some(product)) = (&arguments.csv, &arguments.product) {
        let rows = of_file(csv, arguments.substrate.as_deref(), product)?;
        return print_rows(arguments, &rows, terminal);
    }
    let steps = match (&arguments.rxn, &arguments.path) {
        (Some(text), _) => vec![alone(text)?],
        (None, Some(path)) => match source::program(path, terminal)? {
            Ok(program) => concerted_route::step_options(&program),
            Err(code) => return Ok(code),
        },
        (None, None) => Vec::new(),
    };
    if arguments.json {
        let list: Vec<Value> = steps.iter().map(step_json).collect();
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "steps": list, "note": NOTE }),
        )?);
    } else {
        let texts: Vec<String> = steps.iter().map(as_text).collect();
        terminal.data(&format!("{}\n{}", texts.join("\n"), paragraph(NOTE, 0)));
    }
    Ok(ExitCode::SUCCESS)
}

fn alone(text: &str) -> anyhow::Result<StepOptions> {
    let reaction = Reaction::parse(text).map_err(|error| match error.hint() {
        Some(hint) => anyhow::anyhow!("{error}\n  hint: {hint}"),
        None => anyhow::anyhow!("{error}"),
    })?;
    Ok(StepOptions::of("the step given", &reaction))
}

fn of_file(path: &Path, substrate: Option<&str>, product: &str) -> anyhow::Result<Vec<Value>> {
    let columns: Vec<&str> = substrate.into_iter().chain([product]).collect();
    let lines = lines::read(path, &columns)?;
    Ok(lines
        .par_iter()
        .map(|line| {
            let found = line.fields.clone().and_then(|fields| suggested(&fields));
            let (found, problem) = match found {
                Ok(found) => (found, None),
                Err(problem) => (Vec::new(), Some(problem)),
            };
            let classes = |family: Family| -> Vec<&str> {
                let mut classes = Vec::new();
                for rule in found.iter().filter(|rule| rule.family == family) {
                    if !classes.contains(&rule.class) {
                        classes.push(rule.class);
                    }
                }
                classes
            };
            json!({
                "row": line.row,
                "line": line.at,
                "suggested": classes(Family::Enzyme),
                "other": classes(Family::Other),
                "problem": problem,
            })
        })
        .collect())
}

fn suggested(fields: &[String]) -> Result<Vec<&'static TechnologyRule>, String> {
    match fields {
        [substrate, product] => Reaction::of(substrate, product)
            .map(|reaction| options(&reaction))
            .map_err(|error| error.to_string()),
        [product] => concerted_molecule::Molecule::parse(product)
            .map(|product| options_for_product(&product))
            .map_err(|error| error.to_string()),
        _ => Err("the row has no fields".to_owned()),
    }
}

fn print_rows(
    arguments: &Arguments,
    rows: &[Value],
    terminal: &mut Terminal,
) -> anyhow::Result<ExitCode> {
    let unread = rows.iter().filter(|row| row["problem"].is_string()).count();
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "rows": rows, "unread": unread, "note": NOTE }),
        )?);
    } else {
        let mut table = TextTable::new(&["row>", "enzymes", "other technologies", "problem"]);
        let list = |value: &Value| -> String {
            let names = value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            names.collect::<Vec<_>>().join(", ")
        };
        for row in rows {
            let problem = row["problem"].as_str().unwrap_or_default().to_owned();
            table.row([
                row["row"].to_string(),
                list(&row["suggested"]),
                list(&row["other"]),
                problem,
            ]);
        }
        terminal.data(&table.text(0));
    }
    if unread > 0 {
        terminal.note(&format!(
            "{unread} of {} rows could not be judged; each says why",
            rows.len()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn step_json(step: &StepOptions) -> Value {
    let list: Vec<Value> = step
        .options
        .iter()
        .map(|option| {
            let rule = option.rule;
            json!({
                "id": rule.id,
                "class": rule.class,
                "name": rule.name,
                "family": match rule.family { Family::Enzyme => "enzyme", Family::Other => "other" },
                "transformation": rule.transformation,
                "steps": rule.gain,
                "solvent": rule.solvent,
                "metal": rule.metal,
                "pmi": rule.pmi().map(|(low, high)| json!({ "low": low, "high": high })),
                "pmi_basis": rule.pmi_basis(),
                "evolution_rounds": rule.rounds.map(|(few, many)| json!({ "low": few, "high": many })),
                "evolution_weeks": rule.weeks().map(|(few, many)| json!({ "low": few, "high": many })),
                "against": rule.all_objections().map(|one| json!({ "kind": one.obstacle.word(), "text": one.text })).collect::<Vec<_>>(),
                "evidence": rule.evidence.iter().map(|(work, shows)| json!({
                    "shows": shows,
                    "citation": work.citation,
                    "doi": work.doi,
                    "status": work.standing.word(),
                })).collect::<Vec<_>>(),
                "capability": rule.capability,
                "offered_by": option.sites,
            })
        })
        .collect();
    json!({
        "step": step.step,
        "class": step.class.map(concerted_transformation::StepClass::number),
        "class_name": step.class.map(concerted_transformation::StepClass::name),
        "used": step.used,
        "options": list,
        "problem": step.problem,
    })
}

fn as_text(step: &StepOptions) -> String {
    let class = step
        .class
        .map_or_else(String::new, |class| format!(" ({class})"));
    let mut text = format!("{}{class}\n", step.step);
    if let Some(problem) = &step.problem {
        text.push_str(&paragraph(&format!("not judged: {problem}"), 2));
        return text;
    }
    if step.options.is_empty() {
        text.push_str("  no technology of the catalogue is known for this change\n");
    }
    for option in &step.options {
        let rule = option.rule;
        text.push_str(&paragraph(
            &format!("{}: {}", rule.name, rule.transformation),
            2,
        ));
        let mut say =
            |word: &str, what: &str| text.push_str(&paragraph(&format!("{word}: {what}"), 4));
        say("steps", rule.gain);
        say("solvent", rule.solvent);
        say("metal", rule.metal);
        if let Some((low, high)) = rule.pmi() {
            let range = format!(
                "{} to {} kg/kg",
                significant_digits(low),
                significant_digits(high)
            );
            say("PMI", &format!("{range}, {}", rule.pmi_basis()));
        }
        if let (Some((few, many)), Some((soon, late))) = (rule.rounds, rule.weeks())
            && many > 0
        {
            say(
                "evolution",
                &format!("{few} to {many} rounds, {soon} to {late} weeks (assumed)"),
            );
        }
        for one in rule.all_objections() {
            say("against", &format!("{}: {}", one.obstacle.word(), one.text));
        }
        for (work, shows) in rule.evidence {
            let doi = work
                .doi
                .map_or_else(String::new, |doi| format!(", doi {doi}"));
            say(
                "evidence",
                &format!("{shows} [{}{doi}; {}]", work.citation, work.standing.word()),
            );
        }
        let sites = if option.sites.is_empty() {
            "no site of the program".to_owned()
        } else {
            option.sites.join(", ")
        };
        say("offered by", &sites);
    }
    text
}
