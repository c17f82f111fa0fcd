//! `concerted route metrics`: green metrics, cost and plant figures of routes.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_model::finding::Finding;
use concerted_model::quantity::significant_digits;
use concerted_route::{Estimate, MassIntensity, RouteOutcome, RouteResult, StepResult, Telescope};
use serde_json::{Map, Value, json};

use super::source;
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted route metrics`.
///
/// Exit codes: 0 done; 1 the program or file has errors; 2 it cannot be read, or has no such route.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file with materials, steps and routes
    path: PathBuf,
    /// Only this route; may be repeated
    #[arg(long)]
    route: Vec<String>,
    /// Print the metrics as JSON
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
    let findings: Vec<&Finding> = outcome
        .findings
        .iter()
        .filter(|one| told(&one.rule))
        .collect();
    if arguments.json {
        let list: Vec<Value> = routes.iter().map(|route| route_json(route)).collect();
        let found: Vec<Value> = findings.iter().map(|one| finding_json(one)).collect();
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "currency": program.currency(), "routes": list, "findings": found }),
        )?);
    } else {
        let texts: Vec<String> = routes
            .iter()
            .map(|route| as_text(route, program.currency()))
            .collect();
        terminal.data(&texts.join("\n"));
        for one in findings {
            terminal.note(&format!("{}: {}", one.rule, one.message));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Findings that speak of the metrics.
fn told(rule: &str) -> bool {
    [
        "route.pmi",
        "route.balance",
        "route.amount",
        "route.cost",
        "route.yield",
        "route.order",
        "route.ecoscale",
        "route.work_up",
        "route.molar_mass",
    ]
    .iter()
    .any(|start| rule.starts_with(start))
}

pub(super) fn finding_json(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": format!("{:?}", finding.severity).to_lowercase(),
        "subject": finding.subject,
        "message": finding.message,
        "hint": finding.hint,
    })
}

/// A value with its interval and whether anything assumed is behind it.
pub(super) fn number(estimate: Option<&Estimate>) -> Value {
    estimate.map_or(Value::Null, |estimate| {
        let interval = estimate.interval();
        json!({
            "value": estimate.value(),
            "low": interval.map(|(low, _)| low),
            "high": interval.map(|(_, high)| high),
            "rests_on_assumed": estimate.is_assumed(),
        })
    })
}

fn mass(intensity: Option<&MassIntensity>) -> Value {
    let mut value = number(intensity.map(|intensity| &intensity.total));
    if let (Some(intensity), Some(map)) = (intensity, value.as_object_mut()) {
        map.insert("boundary".to_owned(), json!(intensity.boundary.words()));
    }
    value
}

fn route_json(route: &RouteResult) -> Value {
    let masses = &route.intensities;
    let green = &route.green;
    let longest = route.yields.longest.as_ref();
    let waste: Map<String, Value> = green
        .waste
        .iter()
        .map(|(name, mass)| ((*name).to_owned(), number(Some(mass))))
        .collect();
    json!({
        "id": route.id,
        "name": route.name,
        "product": route.product,
        "pmi": mass(masses.full.as_ref()),
        "pmi_without_water": mass(masses.without_water.as_ref()),
        "pmi_reaction_only": mass(masses.reaction_only.as_ref()),
        "pmi_gross": number(green.gross.as_ref()),
        "pmi_reactants": number(masses.reactants.as_ref()),
        "pmi_solvents": number(masses.solvents.as_ref()),
        "pmi_water": number(masses.water.as_ref()),
        "e_factor": number(masses.e_factor.as_ref()),
        "e_factor_without_water": number(masses.e_factor_without_water.as_ref()),
        "process_mass_efficiency": number(green.process_mass_efficiency.as_ref()),
        "solvent_intensity": number(green.solvent_intensity.as_ref()),
        "igal": number(green.igal.as_ref()),
        "igal_status": "memory",
        "relative_process_greenness": number(green.relative_process_greenness.as_ref()),
        "assumed_share": number(route.assumed_share.as_ref()),
        "longest_sequence": longest.map(|branch| branch.steps.clone()),
        "overall_yield": number(longest.and_then(|branch| branch.overall.as_ref())),
        "branches": route.yields.branches.iter().map(|(first, branch)| json!({
            "from": first,
            "steps": branch.steps,
            "overall_yield": number(branch.overall.as_ref()),
        })).collect::<Vec<_>>(),
        "raw_material_cost": number(route.cost.total.as_ref()),
        "raw_material_cost_known": number(route.cost.known.as_ref()),
        "unpriced": route.cost.unpriced,
        "cost_drivers": route.cost.drivers.iter().map(|(name, cost)| json!({ "material": name, "cost_per_kg": cost })).collect::<Vec<_>>(),
        "cycle_days": route.cycle_days.value,
        "batch_size_kg": number(route.plant.batch_size.as_ref()),
        "bottleneck": route.plant.bottleneck,
        "throughput_kg_per_m3_day": number(route.plant.throughput.as_ref()),
        "plant_hours_per_kg": number(route.plant.hours.as_ref()),
        "waste_kg_per_kg": waste,
        "steps": route.steps.iter().map(|step| step_json(route, step)).collect::<Vec<_>>(),
        "telescoping": route.telescopes.iter().map(telescope_json).collect::<Vec<_>>(),
    })
}

fn step_json(route: &RouteResult, step: &StepResult) -> Value {
    let id = &step.amounts.step;
    let masses = &step.metrics.intensities;
    let volume = route.plant.peak_volumes.iter().find(|(own, _)| own == id);
    json!({
        "id": id,
        "name": step.amounts.name,
        "need_kg_per_kg": number(route.masses.need.get(id)),
        "yield": number(step.amounts.step_yield.as_ref()),
        "pmi": mass(masses.full.as_ref()),
        "pmi_without_water": mass(masses.without_water.as_ref()),
        "pmi_reaction_only": mass(masses.reaction_only.as_ref()),
        "e_factor": number(masses.e_factor.as_ref()),
        "atom_economy": number(step.metrics.atom_economy.as_ref()),
        "reaction_mass_efficiency": number(step.metrics.reaction_mass_efficiency.as_ref()),
        "ecoscale_upper_bound": number(route.green.ecoscale.get(id)),
        "peak_volume_l_per_kg": number(volume.map(|(_, volume)| volume)),
    })
}

fn telescope_json(one: &Telescope) -> Value {
    json!({
        "step": one.step,
        "next": one.next,
        "how": one.how,
        "saved_at_most_kg_per_kg": one.saved,
        "against": one.against,
    })
}

fn shown(estimate: Option<&Estimate>, factor: f64) -> String {
    estimate.map_or_else(
        || "not known".to_owned(),
        |estimate| {
            let range = estimate.interval().map_or_else(String::new, |(low, high)| {
                format!(
                    " ({} to {})",
                    significant_digits(low * factor),
                    significant_digits(high * factor)
                )
            });
            format!("{}{range}", significant_digits(estimate.value() * factor))
        },
    )
}

/// Mass intensities and E factors.
fn mass_rows(route: &RouteResult) -> Vec<[String; 4]> {
    let masses = &route.intensities;
    let green = &route.green;
    let full = masses.full.as_ref().map(|mass| &mass.total);
    let assumed = route.assumed_share.as_ref().map_or_else(
        || "an unknown share".to_owned(),
        |share| format!("{:.0} %", share.value() * 100.0),
    );
    let note = format!("{assumed} of the mass is assumed");
    let total = |mass: &Option<MassIntensity>| shown(mass.as_ref().map(|mass| &mass.total), 1.0);
    vec![
        [
            "PMI".to_owned(),
            shown(full, 1.0),
            "kg/kg".to_owned(),
            note.clone(),
        ],
        [
            "  reactants".to_owned(),
            shown(masses.reactants.as_ref(), 1.0),
            "kg/kg".to_owned(),
            String::new(),
        ],
        [
            "  solvents".to_owned(),
            shown(masses.solvents.as_ref(), 1.0),
            "kg/kg".to_owned(),
            "solvent intensity".to_owned(),
        ],
        [
            "  water".to_owned(),
            shown(masses.water.as_ref(), 1.0),
            "kg/kg".to_owned(),
            String::new(),
        ],
        [
            "PMI without water".to_owned(),
            total(&masses.without_water),
            "kg/kg".to_owned(),
            note.clone(),
        ],
        [
            "PMI of the reactions".to_owned(),
            total(&masses.reaction_only),
            "kg/kg".to_owned(),
            note.clone(),
        ],
        [
            "PMI, recovered counted".to_owned(),
            shown(green.gross.as_ref(), 1.0),
            "kg/kg".to_owned(),
            note.clone(),
        ],
        [
            "E factor".to_owned(),
            shown(masses.e_factor.as_ref(), 1.0),
            "kg/kg".to_owned(),
            note.clone(),
        ],
        [
            "E factor without water".to_owned(),
            shown(masses.e_factor_without_water.as_ref(), 1.0),
            "kg/kg".to_owned(),
            note,
        ],
    ]
}

/// Efficiencies, yield, cost and what the plant feels.
fn plant_rows(route: &RouteResult, currency: &str) -> Vec<[String; 4]> {
    let longest = route.yields.longest.as_ref();
    let green = &route.green;
    vec![
        [
            "process mass efficiency".to_owned(),
            shown(green.process_mass_efficiency.as_ref(), 100.0),
            "%".to_owned(),
            String::new(),
        ],
        [
            "iGAL".to_owned(),
            shown(green.igal.as_ref(), 1.0),
            "kg/kg".to_owned(),
            "constant from memory".to_owned(),
        ],
        [
            "relative greenness".to_owned(),
            shown(green.relative_process_greenness.as_ref(), 100.0),
            "%".to_owned(),
            "from memory; for whole routes only".to_owned(),
        ],
        [
            "overall yield".to_owned(),
            shown(longest.and_then(|branch| branch.overall.as_ref()), 100.0),
            "%".to_owned(),
            "longest linear sequence".to_owned(),
        ],
        [
            "raw materials".to_owned(),
            shown(route.cost.total.as_ref(), 1.0),
            format!("{currency}/kg"),
            drivers(route),
        ],
        [
            "cycle time".to_owned(),
            significant_digits(route.cycle_days.value),
            "d".to_owned(),
            "working days of one batch".to_owned(),
        ],
        [
            "batch".to_owned(),
            shown(route.plant.batch_size.as_ref(), 1.0),
            "kg".to_owned(),
            bottleneck(route),
        ],
        [
            "throughput".to_owned(),
            shown(route.plant.throughput.as_ref(), 1.0),
            "kg/m³/d".to_owned(),
            "assumed vessel".to_owned(),
        ],
        [
            "plant hours".to_owned(),
            shown(route.plant.hours.as_ref(), 1.0),
            "h/kg".to_owned(),
            "assumed vessel".to_owned(),
        ],
    ]
}

fn as_text(route: &RouteResult, currency: &str) -> String {
    let mut text = format!("{} ({})\n", route.name, route.id);
    let mut table = TextTable::new(&["metric", "value", "unit", "note"]);
    for row in mass_rows(route)
        .into_iter()
        .chain(plant_rows(route, currency))
    {
        table.row(row);
    }
    for (name, mass) in &route.green.waste {
        let name = if *name == "recovered" {
            "recovered".to_owned()
        } else {
            format!("waste, {name}")
        };
        table.row([
            name,
            shown(Some(mass), 1.0),
            "kg/kg".to_owned(),
            String::new(),
        ]);
    }
    text.push_str(&table.text(2));
    text.push_str(&steps(route));
    for one in &route.telescopes {
        let saved = one.saved.map_or_else(String::new, |mass| {
            format!(", at most {} kg/kg", significant_digits(mass))
        });
        let against = if one.against.is_empty() {
            String::new()
        } else {
            format!("; against: {}", one.against.join(", "))
        };
        let line = format!(
            "isolation after {} could go{saved}: {}{against}",
            one.step, one.how
        );
        text.push_str(&paragraph(&line, 2));
    }
    text
}

fn drivers(route: &RouteResult) -> String {
    let mut parts: Vec<String> = route
        .cost
        .drivers
        .iter()
        .take(3)
        .map(|(name, cost)| format!("{name} {}", significant_digits(*cost)))
        .collect();
    if !route.cost.unpriced.is_empty() {
        parts.push(format!("{} without price", route.cost.unpriced.len()));
    }
    parts.join(", ")
}

fn bottleneck(route: &RouteResult) -> String {
    route
        .plant
        .bottleneck
        .as_ref()
        .map_or_else(String::new, |step| {
            format!("limited by {step}, assumed vessel")
        })
}

fn steps(route: &RouteResult) -> String {
    let mut table = TextTable::new(&[
        "step",
        "yield %>",
        "PMI>",
        "without water>",
        "reaction>",
        "AE %>",
        "RME %>",
        "EcoScale ≤>",
        "L/kg>",
    ]);
    for step in &route.steps {
        let id = &step.amounts.step;
        let plain = |estimate: Option<&Estimate>, factor: f64| {
            estimate.map_or_else(
                || "-".to_owned(),
                |one| significant_digits(one.value() * factor),
            )
        };
        let masses = &step.metrics.intensities;
        let total =
            |mass: &Option<MassIntensity>| plain(mass.as_ref().map(|mass| &mass.total), 1.0);
        let volume = route.plant.peak_volumes.iter().find(|(own, _)| own == id);
        table.row([
            id.clone(),
            plain(step.amounts.step_yield.as_ref(), 100.0),
            total(&masses.full),
            total(&masses.without_water),
            total(&masses.reaction_only),
            plain(step.metrics.atom_economy.as_ref(), 100.0),
            plain(step.metrics.reaction_mass_efficiency.as_ref(), 100.0),
            plain(route.green.ecoscale.get(id), 1.0),
            plain(volume.map(|(_, volume)| volume), 1.0),
        ]);
    }
    table.text(2)
}

pub(super) fn findings_json(outcome: &RouteOutcome, start: &str) -> Vec<Value> {
    let own = outcome
        .findings
        .iter()
        .filter(|one| one.rule.starts_with(start));
    own.map(finding_json).collect()
}
