//! `concerted form classify`: salts, classes over the range of doses, formulations for first studies.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_form::{
    Classification, Developability, FirstInHuman, Fit, Ranged, SaltOption, SaltOutcome, classify,
    first_in_human, salt_options,
};
use concerted_model::quantity::significant_digits;
use concerted_reference::Reference;
use serde_json::{Value, json};

use super::substance_file::{Asked, EXAMPLE, read};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Salts and cocrystals shown as text; JSON has all.
const SHOWN: usize = 15;

/// Constants of the classes, with their row.
const CONSTANTS: [&str; 8] = [
    "bcs_volume",
    "bcs_dose_number",
    "bcs_fraction_absorbed",
    "dcs_volume",
    "dcs_permeability",
    "intestinal_transit",
    "intestinal_radius",
    "diffusion_coefficient",
];

/// Arguments of `concerted form classify`.
///
/// Exit codes: 0 done; 1 a value cannot be used; 2 the file cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// TOML file with doses, solubility by pH, permeability, constants and molar mass
    path: PathBuf,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let asked = match read(&arguments.path)? {
        Ok(asked) => asked,
        Err(problems) => {
            let shown = arguments.path.display();
            terminal.note(&format!("error: `{shown}`:\n  {}", problems.join("\n  ")));
            terminal.note(&format!("  hint: a file looks like\n    {EXAMPLE}"));
            return Ok(ExitCode::from(1));
        }
    };
    let reference = Reference::embedded();
    let salts = asked
        .salts
        .as_ref()
        .map(|question| salt_options(question, reference))
        .transpose();
    let classified = classify(&asked.data, reference);
    let (salts, classified) = match (salts, classified) {
        (Ok(salts), Ok(classified)) => (salts.unwrap_or_default(), classified),
        (salts, classified) => {
            let salts = salts.err().map(|error| error.to_string());
            let classified = classified.err().map(|error| error.to_string());
            for problem in [salts, classified].into_iter().flatten() {
                terminal.note(&format!("error: {problem}"));
            }
            return Ok(ExitCode::from(1));
        }
    };
    let plan = first_in_human(&classified, asked.data.dose_mg, &salts, reference);
    if arguments.json {
        let value = as_json(&asked, &salts, (&classified, &plan));
        terminal.data(&serde_json::to_string_pretty(&value)?);
    } else {
        terminal.data(&as_text(&asked, &salts, (&classified, &plan)));
    }
    Ok(ExitCode::SUCCESS)
}

fn range(ranged: &Ranged, unit: &str) -> String {
    let digits = significant_digits;
    format!(
        "{} {unit} ({} to {})",
        digits(ranged.value),
        digits(ranged.low),
        digits(ranged.high)
    )
}

fn as_text(
    asked: &Asked,
    salts: &[SaltOption],
    (found, plan): (&Classification, &FirstInHuman),
) -> String {
    let (lowest, highest) = asked.data.dose_mg;
    let mut text = format!("{}, {lowest} to {highest} mg\n\n", asked.name);
    text.push_str(&biopharmaceutics_text(found));
    match &found.developability {
        Some(found) => text.push_str(&developability_text(found)),
        None => text.push_str("DCS: no class without a permeability\n"),
    }
    text.push_str(&constants_text());
    text.push_str(&formulations_text(plan));
    text.push_str(&salts_text(asked, salts));
    text
}

fn biopharmaceutics_text(found: &Classification) -> String {
    let bcs = &found.biopharmaceutics;
    let class = bcs
        .class
        .map_or_else(|| "no class".to_owned(), |class| format!("class {class}"));
    let provisional = if bcs.provisional.is_empty() {
        String::new()
    } else {
        format!(", provisional: {}", bcs.provisional.join("; "))
    };
    let (ph, lowest) = bcs.lowest_solubility;
    paragraph(
        &format!(
            "BCS: {class}{provisional}. Dose number {} (lowest solubility {} mg/mL at pH {ph})",
            significant_digits(bcs.dose_number),
            significant_digits(lowest)
        ),
        0,
    )
}

fn developability_text(found: &Developability) -> String {
    let mut text = String::from("DCS:\n");
    for dose in &found.doses {
        let possible: Vec<&str> = dose.possible.iter().map(|class| class.name()).collect();
        let certain = if possible.len() == 1 {
            "certain within the errors".to_owned()
        } else {
            format!("possible: {}", possible.join(", "))
        };
        text.push_str(&paragraph(
            &format!(
                "{} mg: class {} ({certain})",
                dose.dose_mg,
                dose.class.name()
            ),
            2,
        ));
    }
    let mut line =
        |what: &str, value: String| text.push_str(&paragraph(&format!("{what}: {value}"), 2));
    line(
        "dose dissolved in the intestine",
        range(&found.dissolved_dose_mg, "mg"),
    );
    if let Some(dose) = &found.absorbable_dose_mg {
        line("solubility-limited absorbable dose", range(dose, "mg"));
    }
    line(
        "particle radius that dissolves in time",
        range(&found.particle_radius_um, "µm"),
    );
    for provisional in &found.provisional {
        line("provisional", provisional.clone());
    }
    text
}

fn constants_text() -> String {
    let rows = CONSTANTS
        .into_iter()
        .filter_map(|id| Reference::embedded().biopharmaceutic(id));
    let shown: Vec<String> = rows
        .map(|row| {
            let unit = if row.unit == "1" {
                String::new()
            } else {
                format!(" {}", row.unit)
            };
            format!(
                "{} {}{unit} ({})",
                row.name.to_lowercase(),
                row.value,
                row.status.word()
            )
        })
        .collect();
    paragraph(&format!("Constants: {}", shown.join("; ")), 0)
}

fn formulations_text(plan: &FirstInHuman) -> String {
    let mut text = format!(
        "\nFirst studies: limiting step {}\n{}",
        plan.limiting_step.words(),
        paragraph(
            &format!("cheapest next experiment: {}", plan.next_experiment),
            2
        )
    );
    let mut table = TextTable::new(&["formulation", "fit", "weeks>", "supply>", "why"]);
    for option in &plan.options {
        let row = &option.formulation;
        let reasons = if option.fit == Fit::NotSuited {
            option.reasons.join("; ")
        } else {
            let limits = [row.limits.clone()];
            option
                .reasons
                .iter()
                .chain(&limits)
                .cloned()
                .collect::<Vec<_>>()
                .join("; ")
        };
        table.row([
            row.name.clone(),
            option.fit.word().to_owned(),
            format!("{}-{}", row.weeks_low, row.weeks_high),
            format!("{:.2}", option.supply_factor),
            reasons,
        ]);
    }
    text.push_str(&table.text(2));
    text.push_str(&paragraph(
        "supply: kg of substance as made for 1 kg dosed (overage, loss, salt); weeks, loss and overage are working assumptions",
        2,
    ));
    text
}

fn salts_text(asked: &Asked, salts: &[SaltOption]) -> String {
    let Some(question) = &asked.salts else {
        return "\nSalts: no plan without a molar mass or structure\n".to_owned();
    };
    if question.basic_pka.is_empty() && question.acidic_pka.is_empty() {
        return "\nSalts: none, as no pKa is given; coformers only (see --json)\n".to_owned();
    }
    let mut text =
        String::from("\nSalts and cocrystals, best first (pKa and classes from memory: verify)\n");
    let mut table = TextTable::new(&[
        "former",
        "salt",
        "outcome",
        "ΔpKa>",
        "ionised %>",
        "mass factor>",
        "class>",
        "note",
    ]);
    for option in salts.iter().take(SHOWN) {
        table.row([
            option.former.name.clone(),
            option.former.salt_name.clone(),
            option.outcome.word().to_owned(),
            option
                .delta_pka
                .map_or_else(String::new, |delta| format!("{delta:.1}")),
            option
                .ionised
                .map_or_else(String::new, |share| format!("{:.0}", 100.0 * share)),
            format!("{:.3}", option.mass_factor),
            option.former.safety_class.to_string(),
            option.former.note.clone(),
        ]);
    }
    text.push_str(&table.text(2));
    let count = |outcome: SaltOutcome| {
        salts
            .iter()
            .filter(|option| option.outcome == outcome)
            .count()
    };
    text.push_str(&paragraph(
        &format!(
            "{} salts expected, {} open, {} cocrystals at best; --json has all",
            count(SaltOutcome::Salt),
            count(SaltOutcome::Open),
            count(SaltOutcome::Cocrystal)
        ),
        2,
    ));
    text
}

fn as_json(
    asked: &Asked,
    salts: &[SaltOption],
    (found, plan): (&Classification, &FirstInHuman),
) -> Value {
    let bcs = &found.biopharmaceutics;
    json!({
        "name": asked.name,
        "dose_mg": [asked.data.dose_mg.0, asked.data.dose_mg.1],
        "bcs": {
            "class": bcs.class,
            "dose_number": bcs.dose_number,
            "lowest_solubility_mg_ml": bcs.lowest_solubility.1,
            "lowest_solubility_ph": bcs.lowest_solubility.0,
            "highly_soluble": bcs.highly_soluble,
            "highly_permeable": bcs.highly_permeable,
            "provisional": bcs.provisional,
        },
        "dcs": found.developability.as_ref().map(developability_json),
        "constants": Reference::embedded().biopharmaceutics().iter().map(|row| json!({
            "id": row.id, "name": row.name, "value": row.value, "unit": row.unit,
            "low": row.low, "high": row.high, "source": row.source, "status": row.status.word(),
        })).collect::<Vec<_>>(),
        "first_in_human": {
            "limiting_step": plan.limiting_step.words(),
            "next_experiment": plan.next_experiment,
            "options": plan.options.iter().map(|option| json!({
                "id": option.formulation.id,
                "name": option.formulation.name,
                "fit": option.fit.word(),
                "reasons": option.reasons,
                "limits": option.formulation.limits,
                "next_experiment": option.formulation.next_experiment,
                "weeks": [option.formulation.weeks_low, option.formulation.weeks_high],
                "overage": option.formulation.overage,
                "loss": option.formulation.loss,
                "supply_factor": option.supply_factor,
                "status": option.formulation.status.word(),
            })).collect::<Vec<_>>(),
        },
        "salts": salts.iter().map(|option| json!({
            "id": option.former.id,
            "former": option.former.name,
            "salt": option.former.salt_name,
            "outcome": option.outcome.word(),
            "site_pka": option.site_pka,
            "delta_pka": option.delta_pka,
            "ionised": option.ionised,
            "equivalents": option.equivalents,
            "mass_factor": option.mass_factor,
            "safety_class": option.former.safety_class,
            "status": option.former.status.word(),
            "note": option.former.note,
        })).collect::<Vec<_>>(),
    })
}

fn developability_json(found: &Developability) -> Value {
    let ranged = |one: &Ranged| json!({ "value": one.value, "low": one.low, "high": one.high });
    json!({
        "solubility_mg_ml": found.solubility,
        "in_intestinal_fluid": found.in_intestinal_fluid,
        "doses": found.doses.iter().map(|dose| json!({
            "dose_mg": dose.dose_mg,
            "class": dose.class.name(),
            "possible": dose.possible.iter().map(|class| class.name()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "dissolved_dose_mg": ranged(&found.dissolved_dose_mg),
        "absorbable_dose_mg": found.absorbable_dose_mg.as_ref().map(ranged),
        "particle_radius_um": ranged(&found.particle_radius_um),
        "provisional": found.provisional,
    })
}
