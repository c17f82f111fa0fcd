//! `concerted why`: the chain from a figure to its sources.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_program::{PlanOptions, why};
use serde_json::json;

use crate::terminal::Terminal;

/// Arguments of `concerted why`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    path: PathBuf,
    /// Key of the figure, such as `route.rh.pmi`; without one, all keys are listed
    figure: Option<String>,
    /// Seed of the plan, as given to `concerted plan`
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Samples of the plan, as given to `concerted plan`
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    samples: u64,
    /// Print the figure and all that it rests on as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let (program, _) = match super::program(&arguments.path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    let options = PlanOptions {
        seed: arguments.seed,
        samples: arguments.samples,
        ..PlanOptions::default()
    };
    let plan = super::plan::make(&program, &options, terminal)?;
    let Some(id) = &arguments.figure else {
        let keys: Vec<String> = plan
            .figures
            .iter()
            .map(|figure| format!("{} = {}", figure.id, concerted_program::value(figure)))
            .collect();
        terminal.data(&keys.join("\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let text = why(&plan.figures, id).map_err(|near| {
        let hint = if near.is_empty() {
            "`concerted why DIR` lists all keys".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        anyhow::anyhow!("there is no figure `{id}`\n  hint: {hint}")
    })?;
    if arguments.json {
        let ancestors: Vec<_> = plan
            .figures
            .ancestors(id)
            .iter()
            .filter_map(|id| plan.figures.get(id.as_str()))
            .collect();
        let value = json!({ "figure": plan.figures.get(id), "rests_on": ancestors });
        terminal.data(&serde_json::to_string_pretty(&value)?);
    } else {
        terminal.data(&text);
    }
    Ok(ExitCode::SUCCESS)
}
