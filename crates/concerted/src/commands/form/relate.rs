//! `concerted form relate`: the stability relation of pairs of forms.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use concerted::pair_file::{NamedPair, read_pairs};
use concerted_form::{
    Comparison, FormData, PairData, Relation, RelationDefaults, RelationKind, compare,
};
use concerted_model::form::{Form, FormKind};
use concerted_model::program::Program;
use concerted_reference::Reference;
use serde_json::{Value, json};

use super::{celsius, write_drawing};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Probability from which a relation counts as decided.
const DECIDED: f64 = 0.95;

/// Arguments of `concerted form relate`.
///
/// Exit codes: 0 every pair is compared, or refused for a reason of thermodynamics; 1 a pair has bad data, or the
/// program has errors; 2 the file cannot be read, or `--pair` names none.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// TOML file with a `[[pair]]` for each pair, or a program folder
    path: PathBuf,
    /// Draw the free energies of one pair to this SVG file; with several pairs choose by --pair
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The pair to draw, counted from 1
    #[arg(long, requires = "svg", default_value_t = 1)]
    pair: usize,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// One pair with what came out: a comparison, or the reason of refusal.
struct Answer {
    pair: NamedPair,
    outcome: Result<Comparison, String>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let pairs = match pairs(&arguments.path, terminal)? {
        Ok(pairs) => pairs,
        Err(code) => return Ok(code),
    };
    let defaults = defaults();
    let answers: Vec<Answer> = pairs
        .into_iter()
        .map(|pair| answer(pair, &defaults))
        .collect();
    if arguments.json {
        let list: Vec<Value> = answers.iter().map(as_json).collect();
        let assumed = json!({
            "melting_point_error_k": defaults.melting_error_k,
            "fusion_enthalpy_relative_error": defaults.heat_relative_error,
            "crystal_density_relative_error": defaults.density_relative_error,
            "fusion_heat_capacity_share": defaults.heat_capacity_share.0,
            "fusion_heat_capacity_share_error": defaults.heat_capacity_share.1,
        });
        terminal.data(&serde_json::to_string_pretty(
            &json!({ "pairs": list, "assumed": assumed }),
        )?);
    } else {
        let texts: Vec<String> = answers.iter().map(as_text).collect();
        terminal.data(&format!("{}\n{}", texts.join("\n"), notes(&defaults)));
    }
    if let Some(path) = &arguments.svg {
        let chosen = arguments
            .pair
            .checked_sub(1)
            .and_then(|index| answers.get(index));
        let chosen = chosen.with_context(|| {
            format!(
                "there is no pair `{}`: the file has {}",
                arguments.pair,
                answers.len()
            )
        })?;
        match &chosen.outcome {
            Ok(compared) => {
                write_drawing(path, &concerted_report::free_energy_svg(compared), terminal)?;
            }
            Err(reason) => anyhow::bail!("pair `{}` cannot be drawn: {reason}", arguments.pair),
        }
    }
    // A program is checked when it is read: what is left there are hydrates, solvates and amorphous forms.
    let bad = arguments.path.is_file()
        && answers
            .iter()
            .any(|answer| !answer.pair.problems.is_empty());
    Ok(ExitCode::from(u8::from(bad)))
}

fn defaults() -> RelationDefaults {
    let value = |id: &str| {
        let row = Reference::embedded().assumption(id);
        row.expect("a test reads every default that is named here")
            .value
    };
    RelationDefaults {
        melting_error_k: value("melting_point_error"),
        heat_relative_error: value("fusion_enthalpy_relative_error"),
        density_relative_error: value("crystal_density_relative_error"),
        heat_capacity_share: (
            value("fusion_heat_capacity_share"),
            value("fusion_heat_capacity_share_error"),
        ),
    }
}

fn pairs(path: &Path, terminal: &mut Terminal) -> anyhow::Result<Result<Vec<NamedPair>, ExitCode>> {
    if path.is_dir() {
        let program = crate::commands::program(path, terminal)?;
        return Ok(program.map(|(program, _)| of_program(&program)));
    }
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    let pairs = read_pairs(&text).map_err(|error| {
        anyhow::anyhow!(
            "`{name}`: {error}\n  hint: write for each pair\n    [[pair]]\n    compound = \"A\"\n    form1 = \"I\"\n    tm1 = 420.0     # K\n    dhf1 = 26.0     # kJ/mol\n    form2 = \"II\"\n    tm2 = 399.0\n    dhf2 = 21.3"
        )
    })?;
    Ok(Ok(pairs))
}

/// Every pair of forms of one material of a program.
fn of_program(program: &Program) -> Vec<NamedPair> {
    let mut pairs = Vec::new();
    for (index, one) in program.form.iter().enumerate() {
        for other in &program.form[index + 1..] {
            if one.material != other.material {
                continue;
            }
            let material = program.material_by_id(one.material.as_str());
            pairs.push(NamedPair {
                compound: material.map_or_else(String::new, |material| material.name.clone()),
                data: PairData {
                    one: form_data(one),
                    other: form_data(other),
                    ..PairData::default()
                },
                problems: [one, other].into_iter().filter_map(composition).collect(),
                ..NamedPair::default()
            });
        }
    }
    pairs
}

fn composition(form: &Form) -> Option<String> {
    let what = match form.kind {
        FormKind::Polymorph => return None,
        FormKind::Hydrate => "a hydrate: water activity decides, not melting",
        FormKind::Solvate => "a solvate: the activity of its solvent decides, not melting",
        FormKind::Amorphous => "amorphous: metastable to any crystal form",
    };
    Some(format!("{} is {what}", form.name))
}

fn form_data(form: &Form) -> FormData {
    FormData {
        name: form.name.clone(),
        melting_k: form.melting_point.as_ref().map(|given| given.value.base()),
        // As in the engine: half the boiling point of water is no error of a melting point.
        melting_error_k: form
            .melting_point_sd
            .as_ref()
            .map(|given| given.value.base())
            .filter(|error| *error < 100.0),
        heat: form.heat_of_fusion.as_ref().map(|given| given.value.base()),
        heat_error: form
            .heat_of_fusion_sd
            .as_ref()
            .map(|given| given.value.base()),
        density: form.density.as_ref().map(|given| given.value.base()),
        converts: form.converts_before_melting == Some(true),
        decomposes: form.decomposes_on_melting == Some(true),
    }
}

fn answer(pair: NamedPair, defaults: &RelationDefaults) -> Answer {
    let outcome = if pair.problems.is_empty() {
        compare(&pair.data, defaults).map_err(|refusal| refusal.to_string())
    } else {
        Err(pair.problems.join("; "))
    };
    Answer { pair, outcome }
}

/// Probability of a kind by a relation.
fn probability(relation: &Relation, kind: RelationKind) -> f64 {
    match kind {
        RelationKind::Monotropic => relation.monotropic_probability,
        RelationKind::Enantiotropic => 1.0 - relation.monotropic_probability,
    }
}

fn as_text(answer: &Answer) -> String {
    let pair = &answer.pair;
    let compound = match pair.compound.as_str() {
        "" => "compound",
        name => name,
    };
    let mut text = format!(
        "{compound}: {} and {}\n",
        pair.data.one.name, pair.data.other.name
    );
    match &answer.outcome {
        Err(reason) => text.push_str(&paragraph(&format!("not compared: {reason}"), 2)),
        Ok(compared) => text.push_str(&compared_text(compared)),
    }
    for (key, remark) in &pair.remarks {
        text.push_str(&paragraph(&format!("{key}: {remark}"), 2));
    }
    if !pair.unread.is_empty() {
        text.push_str(&paragraph(
            &format!("not read: {}", pair.unread.join(", ")),
            2,
        ));
    }
    text
}

fn compared_text(compared: &Comparison) -> String {
    let kind = compared.without.kind;
    let decided = probability(&compared.without, kind) >= DECIDED
        && probability(&compared.with, kind) >= DECIDED;
    let open = if decided { "" } else { ", open" };
    let mut text = format!("  {}{open}; {} melts higher\n", kind.word(), compared.first);
    let mut table = TextTable::new(&["", "probability>", "T0>", "interval of 95 %", "ΔG, kJ/mol>"]);
    for (name, relation) in [
        ("without heat-capacity term", &compared.without),
        ("with a prior on it", &compared.with),
    ] {
        let physical = relation.kind == RelationKind::Enantiotropic;
        // A crossing above the melting points or below 0 K is where the lines would meet.
        let crossing = relation.crossing_k.map(|at| match (physical, at > 0.0) {
            (true, _) => celsius(at),
            (false, true) => format!("({})", celsius(at)),
            (false, false) => "none".to_owned(),
        });
        let interval = relation.crossing_interval_k.filter(|_| physical);
        table.row([
            name.to_owned(),
            format!("{:.3}", probability(relation, kind)),
            crossing.unwrap_or_else(|| "none".to_owned()),
            interval.map_or_else(
                || {
                    if physical {
                        "unbounded".to_owned()
                    } else {
                        String::new()
                    }
                },
                |(low, high)| format!("{} to {}", celsius(low), celsius(high)),
            ),
            format!(
                "{:.2} ± {:.2}",
                relation.free_energy_difference,
                1.96 * relation.free_energy_error
            ),
        ]);
    }
    text.push_str(&table.text(2));
    let mut table = TextTable::new(&["rule", "says", "probability>"]);
    for verdict in &compared.rules {
        let against = if verdict.kind == kind { "" } else { " (!)" };
        table.row([
            verdict.rule.name().to_owned(),
            format!("{}{against}", verdict.kind.word()),
            format!("{:.3}", verdict.probability),
        ]);
    }
    text.push_str(&table.text(2));
    for verdict in compared.contradictions() {
        let line = format!(
            "warning: the {} rule contradicts: {}",
            verdict.rule.name(),
            verdict.rule.statement()
        );
        text.push_str(&paragraph(&line, 2));
    }
    text
}

fn notes(defaults: &RelationDefaults) -> String {
    let (share, spread) = defaults.heat_capacity_share;
    paragraph(
        &format!(
            "Assumed where nothing is stated: standard errors of {} K and {} % of the heat of fusion. T0 in brackets is virtual: above the melting points. ΔG is G of the form named as melting higher less that of the other, at 25 °C. Prior: heat capacity of fusion {share} ± {spread} times the mean entropy of fusion, the same for both forms. Melting data say nothing of conversion in contact with solvent: slurries do.",
            defaults.melting_error_k,
            100.0 * defaults.heat_relative_error
        ),
        0,
    )
}

fn as_json(answer: &Answer) -> Value {
    let pair = &answer.pair;
    let remarks: serde_json::Map<String, Value> = pair
        .remarks
        .iter()
        .map(|(key, remark)| (key.clone(), json!(remark)))
        .collect();
    let mut value = json!({
        "compound": pair.compound,
        "forms": [pair.data.one.name, pair.data.other.name],
        "compared": answer.outcome.is_ok(),
        "reason": answer.outcome.as_ref().err(),
        "problems": pair.problems,
        "remarks": remarks,
        "unread": pair.unread,
    });
    if let Ok(compared) = &answer.outcome {
        let kind = compared.without.kind;
        value["first"] = json!(compared.first);
        value["second"] = json!(compared.second);
        value["relation"] = json!(kind.word());
        value["probability"] = json!(probability(&compared.without, kind));
        value["transition_k"] = json!(compared.without.transition_k());
        value["without_heat_capacity"] = relation_json(&compared.without);
        value["with_heat_capacity"] = relation_json(&compared.with);
        value["heat_capacity_prior_kj_mol_k"] =
            json!({ "mean": compared.heat_capacity.mean, "sd": compared.heat_capacity.error });
        value["rules"] = compared
            .rules
            .iter()
            .map(|verdict| {
                json!({
                    "rule": verdict.rule.name(),
                    "relation": verdict.kind.word(),
                    "probability": verdict.probability,
                    "statement": verdict.rule.statement(),
                })
            })
            .collect();
    }
    value
}

fn relation_json(relation: &Relation) -> Value {
    json!({
        "relation": relation.kind.word(),
        "monotropic_probability": relation.monotropic_probability,
        "crossing_k": relation.crossing_k,
        "crossing_interval_k": relation.crossing_interval_k.map(|(low, high)| [low, high]),
        "transition_k": relation.transition_k(),
        "free_energy_298_kj_mol": relation.free_energy_difference,
        "free_energy_298_se_kj_mol": relation.free_energy_error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_that_is_named_exists() {
        assert!(defaults().heat_capacity_share.0 > 0.0);
    }
}
