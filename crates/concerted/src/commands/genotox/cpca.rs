//! `concerted genotox cpca`: the potency category of nitrosamines, step by step.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_genotox::{AgencyLimit, SCREENING_NOTE, listed_for};
use concerted_hazard::{CpcaOutcome, NitrosoGroup, most_potent, parent, potency_categories};
use concerted_model::evidence::Status;
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::{Agency, Reference};
use serde_json::{Value, json};

use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted genotox cpca`.
///
/// Exit codes: 0 every structure is answered; 1 one of them is no structure; 2 a file cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Structures as SMILES
    #[arg(required_unless_present = "file")]
    smiles: Vec<String>,
    /// File with one SMILES a line, a name after a space or tab
    #[arg(long)]
    file: Option<PathBuf>,
    /// Print the categories with every scoring step as JSON
    #[arg(long)]
    json: bool,
}

/// A structure that was asked about.
struct Asked {
    name: Option<String>,
    smiles: String,
    groups: Result<Vec<NitrosoGroup>, String>,
    /// What agencies list for this very compound.
    listed: Vec<AgencyLimit>,
}

/// What a category found here is worth.
const CATEGORY_NOTE: &str = "The category is our calculation by the published CPCA scheme. The intake of a category is that of the agencies, its status behind it; the category of this compound was confirmed by nobody.";
/// What the steps do not replace.
const LISTED_NOTE: &str = "An intake listed for the compound goes before that of its category.";

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let asked = asked(arguments)?;
    if arguments.json {
        let list: Vec<Value> = asked.iter().map(as_json).collect();
        terminal.data(&serde_json::to_string_pretty(&list)?);
    } else {
        let texts: Vec<String> = asked.iter().map(as_text).collect();
        let mut text = texts.join("\n");
        if asked
            .iter()
            .any(|one| one.groups.as_ref().is_ok_and(|groups| !groups.is_empty()))
        {
            text.push('\n');
            text.push_str(&paragraph(CATEGORY_NOTE, 0));
            text.push_str(&paragraph(SCREENING_NOTE, 0));
        }
        terminal.data(&text);
    }
    let broken = asked.iter().any(|one| one.groups.is_err());
    Ok(ExitCode::from(u8::from(broken)))
}

fn asked(arguments: &Arguments) -> anyhow::Result<Vec<Asked>> {
    let ask = |name: Option<String>, smiles: &str| {
        let molecule = Molecule::parse(smiles);
        Asked {
            name,
            smiles: smiles.to_owned(),
            listed: molecule
                .as_ref()
                .map(|molecule| listed_for(&parent(molecule), Reference::embedded()))
                .unwrap_or_default(),
            groups: match molecule {
                Ok(molecule) => Ok(potency_categories(&molecule)),
                Err(error) => Err(error.to_string()),
            },
        }
    };
    let mut asked: Vec<Asked> = arguments
        .smiles
        .iter()
        .map(|smiles| ask(None, smiles))
        .collect();
    if let Some(path) = &arguments.file {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("`{}` cannot be read", path.display()))?;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (smiles, name) = line.split_once([' ', '\t']).unwrap_or((line, ""));
            let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            asked.push(ask(name, smiles));
        }
    }
    Ok(asked)
}

/// The category that counts: none where the approach does not cover one of the groups, which may be the most potent.
fn counting(groups: &[NitrosoGroup]) -> Option<u8> {
    let covered = groups
        .iter()
        .all(|group| group.outcome.category().is_some());
    most_potent(groups).filter(|_| covered)
}

/// What agencies accept for a category, in ng/day.
fn intakes(category: u8) -> Vec<(&'static str, f64, &'static str)> {
    Agency::ALL
        .into_iter()
        .filter_map(|agency| {
            let row = Reference::embedded().potency_category(agency, category)?;
            Some((agency.name(), row.intake_ng_per_day, row.status.word()))
        })
        .collect()
}

fn title(asked: &Asked) -> String {
    match &asked.name {
        Some(name) => format!("{} {name}", asked.smiles),
        None => asked.smiles.clone(),
    }
}

fn as_text(asked: &Asked) -> String {
    let title = title(asked);
    let groups = match &asked.groups {
        Err(reason) => return format!("{title}: {reason}\n"),
        Ok(groups) if groups.is_empty() => return format!("{title}: no N-nitroso group\n"),
        Ok(groups) => groups,
    };
    let heading = match counting(groups) {
        Some(category) => {
            let intakes: Vec<String> = intakes(category)
                .into_iter()
                .map(|(agency, intake, status)| {
                    format!("{agency} {} ng/day ({status})", shortest(intake))
                })
                .collect();
            format!(
                "{title}: category {category} (calculated); intake of that category: {}",
                intakes.join(", ")
            )
        }
        None => format!("{title}: no category"),
    };
    let mut text = paragraph(&heading, 0);
    for row in &asked.listed {
        text.extend([format!(
            "  {} lists {} ng/day for this compound ({})\n",
            row.agency,
            shortest(row.intake_ng_per_day),
            row.citation.status.word()
        )]);
    }
    if !asked.listed.is_empty() {
        text.push_str(&paragraph(LISTED_NOTE, 2));
    }
    for (group, number) in groups.iter().zip(1..) {
        if groups.len() > 1 {
            text.extend([format!("  group {number}, at atom {}\n", group.atoms[0])]);
        }
        match &group.outcome {
            CpcaOutcome::NotApplicable { reason } => {
                text.push_str(&paragraph(reason, 2));
            }
            CpcaOutcome::Category(category) => {
                let mut table = TextTable::new(&["points>", "step", "found"]);
                for step in &category.steps {
                    let points = match step.points {
                        0 => String::new(),
                        points => format!("{points:+}"),
                    };
                    table.row([points.as_str(), step.name, &step.sentence]);
                }
                text.push_str(&table.text(2));
            }
        }
    }
    text
}

fn as_json(asked: &Asked) -> Value {
    let groups = asked.groups.as_ref().ok();
    let category = groups.and_then(|groups| counting(groups));
    json!({
        "smiles": asked.smiles,
        "name": asked.name,
        "error": asked.groups.as_ref().err(),
        "category": category,
        "category_status": category.map(|_| Status::Calculated.word()),
        "listed": asked.listed.iter().map(|row| json!({
            "agency": row.agency,
            "intake_ng_per_day": row.intake_ng_per_day,
            "status": row.citation.status.word(),
        })).collect::<Vec<_>>(),
        "note": category.map(|_| CATEGORY_NOTE),
        "screening_note": SCREENING_NOTE,
        "intakes": category.map(|category| intakes(category).into_iter().map(|(agency, intake, status)| json!({
            "agency": agency,
            "intake_ng_per_day": intake,
            "status": status,
        })).collect::<Vec<_>>()),
        "groups": groups.map(|groups| groups.iter().map(concerted_report::potency_json).collect::<Vec<_>>()),
    })
}
