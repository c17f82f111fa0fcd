//! `concerted route claims`: the claims made for a technology, tested on each route.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_model::quantity::significant_digits;
use concerted_route::{Protection, RouteResult};
use serde_json::{Value, json};

use super::metrics::{findings_json, number};
use super::source;
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted route claims`.
///
/// Exit codes: 0 done; 1 the program or file has errors; 2 it cannot be read, or has no such route.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file with materials, steps and routes
    path: PathBuf,
    /// Only this route; may be repeated
    #[arg(long)]
    route: Vec<String>,
    /// Print the claims as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let program = match source::program(&arguments.path, terminal)? {
        Ok(program) => program,
        Err(code) => return Ok(code),
    };
    let outcome = source::outcome(&program);
    let routes = source::wanted(&outcome, &arguments.route)?;
    if arguments.json {
        let list: Vec<Value> = routes.iter().map(|route| route_json(route)).collect();
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "routes": list, "findings": findings_json(&outcome, "route.metal") }),
        )?);
    } else {
        let texts: Vec<String> = routes.iter().map(|route| as_text(route)).collect();
        terminal.data(&texts.join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn route_json(route: &RouteResult) -> Value {
    json!({
        "id": route.id,
        "name": route.name,
        "claims": route.claims.iter().map(|claim| json!({
            "claim": claim.name.key(),
            "statement": claim.name.statement(),
            "answer": claim.answer.word(),
            "evidence": claim.evidence,
        })).collect::<Vec<_>>(),
        "metals": route.metals.uses.iter().map(|one| json!({
            "element": one.element,
            "step": one.step,
            "material": one.material,
            "retained_ppm": number(one.retained_ppm.as_ref()),
            "carried_ppm": number(one.carried_ppm.as_ref()),
            "removal": one.removal,
            "missing": one.missing,
        })).collect::<Vec<_>>(),
        "protections": route.protections.iter().map(|one| json!({
            "group": one.group,
            "name": one.name,
            "gained": one.gained,
            "lost": one.lost,
            "counts": one.counts(),
        })).collect::<Vec<_>>(),
        "unjudged_steps": route.unjudged_steps,
    })
}

fn as_text(route: &RouteResult) -> String {
    let mut text = format!("{} ({})\n", route.name, route.id);
    let mut table = TextTable::new(&["claim", "answer", "evidence"]);
    for claim in &route.claims {
        table.row([
            claim.name.statement(),
            claim.answer.word(),
            claim.evidence.as_str(),
        ]);
    }
    text.push_str(&table.text(2));
    for one in &route.metals.uses {
        let amount = one.retained_ppm.as_ref().map_or_else(
            || {
                one.missing
                    .clone()
                    .unwrap_or_else(|| "amount unknown".to_owned())
            },
            |ppm| format!("{} ppm if wholly retained", significant_digits(ppm.value())),
        );
        let removal = if one.removal.is_empty() {
            "no operation that removes it".to_owned()
        } else {
            format!("may leave by {}", one.removal.join(", "))
        };
        text.push_str(&paragraph(
            &format!(
                "{} from {} in step {}: {amount}; {removal}",
                one.element, one.material, one.step
            ),
            2,
        ));
    }
    for Protection {
        name, gained, lost, ..
    } in &route.protections
    {
        let gained = gained.as_ref().map_or_else(
            || "brought in".to_owned(),
            |step| format!("put on in {step}"),
        );
        text.push_str(&paragraph(
            &format!("{name}: {gained}, taken off in {lost}"),
            2,
        ));
    }
    text
}
