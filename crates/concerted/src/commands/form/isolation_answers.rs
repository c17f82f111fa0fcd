//! What `concerted form isolate` found, as text and as JSON.

use concerted_form::{AntiSolventDesign, DesignError, EvaporationDesign, SolventChoice};
use concerted_reference::GreenRank;
use serde_json::{Value, json};

use super::{ZERO_CELSIUS_K, celsius};
use crate::text_table::{TextTable, paragraph};

/// What the yields are and are not.
const NOTE: &str = "Yields are those of equilibrium: losses with cake, wash and vessel come on top. Solubility is per volume of solvent at room temperature.";

/// Everything that came out.
#[derive(Default)]
pub(super) struct Answers {
    /// Compound and its solvents.
    pub(super) cooling: Vec<(String, Vec<SolventChoice>)>,
    /// Series and design.
    pub(super) evaporation: Vec<(String, Result<EvaporationDesign, DesignError>)>,
    /// Series and design.
    pub(super) anti_solvent: Vec<(String, Result<AntiSolventDesign, DesignError>)>,
    /// Series that cannot be used, with the reason.
    pub(super) refused: Vec<(String, String)>,
    /// What is odd about series that are used.
    pub(super) warnings: Vec<String>,
}

fn rank(rank: Option<GreenRank>) -> &'static str {
    match rank {
        Some(GreenRank::Recommended) => "recommended",
        Some(GreenRank::Problematic) => "problematic",
        Some(GreenRank::Hazardous) => "hazardous",
        Some(GreenRank::HighlyHazardous) => "highly hazardous",
        None => "not ranked",
    }
}

/// The answers for people.
pub(super) fn as_text(answers: &Answers) -> String {
    let mut text = String::new();
    for (compound, choices) in &answers.cooling {
        text.extend([
            format!("{compound}: cooling, the Pareto set first (*)\n"),
            cooling_table(choices),
        ]);
        for choice in choices {
            let refused = choice.design.as_ref().err().map(ToString::to_string);
            let remarks: Vec<String> = refused.into_iter().chain(choice.remarks.clone()).collect();
            if !remarks.is_empty() {
                text.push_str(&paragraph(
                    &format!("{}: {}", choice.name, remarks.join("; ")),
                    2,
                ));
            }
        }
        text.push('\n');
    }
    for (name, design) in &answers.evaporation {
        let line = match design {
            Err(error) => error.to_string(),
            Ok(design) => format!(
                "evaporation from {:.1} to {:.1} L/kg isolates {:.1} %; saturated at {:.1} L/kg, seed just below{}",
                design.start_volumes,
                design.end_volumes,
                100.0 * design.isolated,
                design.saturation_volumes,
                if design.beyond_k > 0.0 {
                    "; extrapolated"
                } else {
                    ""
                }
            ),
        };
        text.push_str(&paragraph(&format!("{name}: {line}"), 0));
    }
    for (name, design) in &answers.anti_solvent {
        let line = match design {
            Err(error) => error.to_string(),
            Ok(design) => format!(
                "anti-solvent up to a fraction of {:.3} isolates {:.1} %: {:.1} L/kg at the start, {:.1} L/kg at the end; saturated from a fraction of {:.3} on, seed there",
                design.end_fraction,
                100.0 * design.isolated,
                design.start_volumes,
                design.end_volumes,
                design.saturation_fraction
            ),
        };
        text.push_str(&paragraph(&format!("{name}: {line}"), 0));
    }
    for (name, reason) in &answers.refused {
        for (index, line) in reason.lines().enumerate() {
            let start = if index == 0 {
                format!("{name}: ")
            } else {
                String::new()
            };
            text.push_str(&paragraph(&format!("{start}{line}"), 0));
        }
    }
    for warning in &answers.warnings {
        text.push_str(&paragraph(&format!("warning: {warning}"), 0));
    }
    text.push_str(&paragraph(NOTE, 0));
    text
}

fn cooling_table(choices: &[SolventChoice]) -> String {
    let mut table = TextTable::new(&[
        "solvent",
        "yield %>",
        "interval>",
        "L/kg>",
        "dissolve °C>",
        "isolate °C>",
        "seed °C>",
        "CHEM21",
        "Q3C>",
        "bp °C>",
    ]);
    let plain = |kelvin: f64| format!("{:.1}", kelvin - ZERO_CELSIUS_K);
    for choice in choices {
        let Ok(design) = &choice.design else { continue };
        let mark = if choice.pareto { " *" } else { "" };
        table.row([
            format!("{}{mark}", choice.name),
            format!("{:.1}", 100.0 * design.isolated),
            design.interval.map_or_else(String::new, |(low, high)| {
                format!("{:.1}-{:.1}", 100.0 * low, 100.0 * high)
            }),
            format!("{:.1}", design.volumes),
            plain(choice.dissolve_k),
            plain(choice.isolate_k),
            design.seed_k.map_or_else(String::new, plain),
            rank(choice.rank).to_owned(),
            choice
                .q3c_class
                .map_or_else(|| "-".to_owned(), |class| class.to_string()),
            choice
                .boiling_point_c
                .map_or_else(|| "-".to_owned(), |point| format!("{point:.0}")),
        ]);
    }
    table.text(2)
}

/// The answers for machines.
pub(super) fn as_json(answers: &Answers) -> Value {
    let failed = |error: &DesignError| json!({ "error": error.to_string() });
    json!({
        "cooling": answers.cooling.iter().map(|(compound, choices)| json!({
            "compound": compound,
            "solvents": choices.iter().map(choice_json).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "evaporation": answers.evaporation.iter().map(|(name, design)| json!({
            "series": name,
            "design": design.as_ref().map_or_else(failed, |design| json!({
                "isolated": design.isolated,
                "start_volumes_l_per_kg": design.start_volumes,
                "saturation_volumes_l_per_kg": design.saturation_volumes,
                "end_volumes_l_per_kg": design.end_volumes,
                "extrapolated_k": design.beyond_k,
            })),
        })).collect::<Vec<_>>(),
        "anti_solvent": answers.anti_solvent.iter().map(|(name, design)| json!({
            "series": name,
            "design": design.as_ref().map_or_else(failed, |design| json!({
                "isolated": design.isolated,
                "start_volumes_l_per_kg": design.start_volumes,
                "saturation_fraction": design.saturation_fraction,
                "end_fraction": design.end_fraction,
                "end_volumes_l_per_kg": design.end_volumes,
            })),
        })).collect::<Vec<_>>(),
        "refused": answers.refused.iter().map(|(name, reason)| json!({ "series": name, "reason": reason })).collect::<Vec<_>>(),
        "warnings": answers.warnings,
        "note": NOTE,
    })
}

fn choice_json(choice: &SolventChoice) -> Value {
    let design = choice.design.as_ref().ok();
    json!({
        "solvent": choice.name,
        "pareto": choice.pareto,
        "error": choice.design.as_ref().err().map(ToString::to_string),
        "isolated": design.map(|design| design.isolated),
        "isolated_interval": design.and_then(|design| design.interval).map(|(low, high)| [low, high]),
        "volumes_l_per_kg": design.map(|design| design.volumes),
        "solubility_dissolved_g_l": design.map(|design| design.hot_g_l),
        "solubility_isolated_g_l": design.map(|design| design.cold_g_l),
        "dissolve_k": choice.dissolve_k,
        "isolate_k": choice.isolate_k,
        "saturation_k": design.map(|design| design.saturation_k),
        "seed_k": design.and_then(|design| design.seed_k),
        "extrapolated_k": design.map(|design| design.beyond_k),
        "chem21": rank(choice.rank),
        "q3c_class": choice.q3c_class,
        "q3c_limit_ppm": choice.q3c_limit_ppm,
        "boiling_point_c": choice.boiling_point_c,
        "boiling_point": choice.boiling_point_c.map(|point| celsius(point + ZERO_CELSIUS_K)),
        "remarks": choice.remarks,
    })
}
