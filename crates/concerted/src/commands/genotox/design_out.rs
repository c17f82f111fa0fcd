//! `concerted genotox design-out`: changes of the process that remove or move mutagenic impurities.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_document::Loaded;
use concerted_model::figure::FigureValue;
use concerted_model::program::Program;
use concerted_model::quantity::significant_digits;
use concerted_program::design_out::{
    DesignOptions, DesignOut, DesignOutcome, Effect, Proposal, TargetFate, design_out,
};
use concerted_reference::Reference;
use serde_json::json;

use crate::terminal::Terminal;

/// Arguments of `concerted genotox design-out`.
///
/// Exit codes: 0 done; 1 the program has errors; 2 there is no such route, or a file cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Route to change, where not the program's own choice
    #[arg(long)]
    route: Option<String>,
    /// Best changes whose date and cost are planned as well; each takes as long as a small plan
    #[arg(long, default_value_t = 3)]
    plans: usize,
    /// Print the proposals with their edits as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let (program, loaded) = match crate::commands::program(&arguments.path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    if let Some(route) = &arguments.route
        && program.route_by_id(route).is_none()
    {
        let known = program.route.iter().map(|route| route.id.as_str());
        anyhow::bail!(
            "there is no route `{route}`\n  hint: {}",
            super::near(route, known)
        );
    }
    let options = DesignOptions {
        route: arguments.route.clone(),
        plans: arguments.plans,
        ..DesignOptions::default()
    };
    let outcome = design_out(&loaded.files, &program, Reference::embedded(), &options);
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&json!({
            "route": outcome.route,
            "designs": outcome.designs,
            "general": outcome.general,
            "refused": outcome.refused,
            "note": concerted_program::design_out::TO_BE_EXAMINED,
        }))?);
    } else {
        terminal.data(&as_text(&outcome));
    }
    Ok(ExitCode::SUCCESS)
}

/// The proposals for a report. Only the best change of the worst impurity, and what goes together, are planned for their
/// date: each takes a plan, and a report must not wait for many.
pub(crate) fn designs(loaded: &Loaded, program: &Program, route: Option<&str>) -> DesignOutcome {
    let options = DesignOptions {
        route: route.map(str::to_owned),
        plans: 1,
        ..DesignOptions::default()
    };
    design_out(&loaded.files, program, Reference::embedded(), &options)
}

fn as_text(outcome: &DesignOutcome) -> String {
    let mut text = match &outcome.route {
        Some(route) => format!("route {route}\n"),
        None => String::new(),
    };
    if outcome.designs.is_empty() {
        text.push_str("no impurity has to be controlled as mutagenic\n");
    }
    for design in &outcome.designs {
        text.push_str(&of_impurity(design));
    }
    if !outcome.general.is_empty() {
        text.push_str("\nagainst any of them\n");
        for proposal in &outcome.general {
            text.push_str(&of_proposal(proposal));
        }
    }
    for refused in &outcome.refused {
        text.extend([format!(
            "not judged: {} ({})\n",
            refused.sentence, refused.reason
        )]);
    }
    text
}

fn of_impurity(design: &DesignOut) -> String {
    let class = match design.class {
        _ if design.cohort_of_concern => ", cohort of concern".to_owned(),
        Some(class) => format!(", class {class}"),
        None => String::new(),
    };
    let mut text = format!("\n{}{class}\n", design.name);
    if design.proposals.is_empty() {
        text.push_str("  no change is known that removes or moves it\n");
    }
    for proposal in &design.proposals {
        text.push_str(&of_proposal(proposal));
    }
    text
}

fn of_proposal(proposal: &Proposal) -> String {
    let fate = proposal.fate.map_or("advice", TargetFate::word);
    let mut text = format!("  {}. {} ({fate})\n", proposal.rank, proposal.sentence);
    let effects: Vec<String> = proposal.effects.iter().map(effect).collect();
    if !effects.is_empty() {
        text.extend([format!("     {}\n", effects.join("; "))]);
    }
    if !proposal.brings.is_empty() {
        text.extend([format!("     brings {}\n", proposal.brings.join(", "))]);
    }
    if !proposal.removes.is_empty() {
        text.extend([format!(
            "     also removes {}\n",
            proposal.removes.join(", ")
        )]);
    }
    if let Some(caution) = &proposal.caution {
        text.extend([format!("     {caution}\n")]);
    }
    text
}

fn effect(effect: &Effect) -> String {
    let value = |value: &Option<FigureValue>| match value {
        None => "not known".to_owned(),
        Some(FigureValue::Number(number)) => significant_digits(*number),
        Some(FigureValue::Date(date)) => date.to_string(),
        Some(FigureValue::Text(text)) => text.clone(),
    };
    let unit = if effect.unit.is_empty() {
        String::new()
    } else {
        format!(" {}", effect.unit)
    };
    format!(
        "{} {} → {}{unit}",
        effect.what.words(),
        value(&effect.before),
        value(&effect.after)
    )
}
