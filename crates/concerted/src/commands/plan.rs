//! `concerted plan`: the main job.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use concerted_model::program::Program;
use concerted_program::design_out::DesignOutcome;
use concerted_program::{Criterion, Plan, PlanOptions, Progress, plan};
use concerted_reference::Reference;
use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal::Terminal;

/// Arguments of `concerted plan`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Folder for the report, plan and table; by default `plan` in the program folder
    #[arg(long, short)]
    out: Option<PathBuf>,
    /// Route to plan with, where not the program's own choice
    #[arg(long)]
    route: Option<String>,
    /// Plan every route and take the best by this; the report compares them
    #[arg(long, value_enum, value_name = "BY", conflicts_with = "route")]
    choose_route: Option<By>,
    /// Seed of search and simulation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Samples of the simulation
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    samples: u64,
    /// Print the summary as JSON; plan.json holds the whole plan
    #[arg(long)]
    json: bool,
    /// Threads; by default all
    #[arg(long)]
    threads: Option<usize>,
}

/// By what a route is chosen, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Day by which the target is reached in eight cases of ten
    Date,
    /// Likely cost of the plan
    Cost,
    /// Process mass intensity
    Pmi,
    /// Mutagenic impurities in scope
    Impurities,
}

impl From<By> for Criterion {
    fn from(by: By) -> Self {
        match by {
            By::Date => Self::Date,
            By::Cost => Self::Cost,
            By::Pmi => Self::Pmi,
            By::Impurities => Self::Impurities,
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    super::threads(arguments.threads)?;
    let (program, loaded) = match super::program(&arguments.path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    let options = PlanOptions {
        seed: arguments.seed,
        samples: arguments.samples,
        route: arguments.route.clone(),
        choose_route: arguments.choose_route.map(Criterion::from),
        ..PlanOptions::default()
    };
    let plan = make(&program, &options, terminal)?;
    let folder = arguments
        .out
        .clone()
        .unwrap_or_else(|| beside(&arguments.path));
    let designs = super::genotox::designs(&loaded, &program, plan.decision.route.as_deref());
    write(&program, &plan, &designs, &folder)?;
    let reference = Reference::embedded();
    if arguments.json {
        let json = concerted_report::plan_json(&program, &plan, reference, Some(&designs));
        terminal.data(&serde_json::to_string_pretty(&summary(json))?);
    } else {
        terminal.data(&concerted_report::summary(&program, &plan));
    }
    terminal.note(&format!(
        "wrote {0}/report.html, {0}/plan.json, {0}/activities.csv",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Makes a plan and shows how far it is.
pub(crate) fn make(
    program: &Program,
    options: &PlanOptions,
    terminal: &Terminal,
) -> anyhow::Result<Plan> {
    let bar = if terminal.watched {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(ProgressStyle::with_template("{spinner} {msg} ({elapsed})")?);
    bar.enable_steady_tick(Duration::from_millis(100));
    let result = plan(program, Reference::embedded(), options, &mut |progress| {
        bar.set_message(match progress {
            Progress::Routes(done, total) => {
                format!("planning route {} of {total}", done + 1)
            }
            Progress::Assessing => "assessing chemistry, impurities, form and supply".to_owned(),
            Progress::Comparing(done, total) => {
                format!(
                    "scheduling and simulating: partners {} of {total}",
                    done + 1
                )
            }
            Progress::Completing => "methods, team, demand".to_owned(),
        });
    });
    bar.finish_and_clear();
    result.map_err(|error| match &error {
        concerted_program::PlanError::UnknownRoute { .. } => {
            let known: Vec<String> = program
                .route
                .iter()
                .map(|route| format!("`{}`", route.id))
                .collect();
            anyhow::anyhow!("{error}\n  hint: its routes are {}", known.join(", "))
        }
        _ => anyhow::anyhow!(error),
    })
}

/// Parts of a plan that its summary shows.
const SUMMARY: &[&str] = &[
    "program",
    "decision",
    "route_choice",
    "options",
    "data_version",
    "status",
    "milestones",
    "alternatives",
    "batches",
    "findings",
];

/// The plan without what only a report or another program reads.
fn summary(plan: serde_json::Value) -> serde_json::Value {
    match plan {
        serde_json::Value::Object(mut parts) => {
            parts.retain(|key, _| SUMMARY.contains(&key.as_str()));
            serde_json::Value::Object(parts)
        }
        other => other,
    }
}

/// The folder `plan` in the program folder, or beside a single file.
fn beside(path: &Path) -> PathBuf {
    if path.is_file() {
        path.parent().unwrap_or(Path::new("")).join("plan")
    } else {
        path.join("plan")
    }
}

fn write(
    program: &Program,
    plan: &Plan,
    designs: &DesignOutcome,
    folder: &Path,
) -> anyhow::Result<()> {
    let reference = Reference::embedded();
    std::fs::create_dir_all(folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let json = concerted_report::plan_json(program, plan, reference, Some(designs));
    let mut text = serde_json::to_string_pretty(&json)?;
    text.push('\n');
    let files = [
        (
            "report.html",
            concerted_report::html(program, plan, reference, Some(designs))?,
        ),
        ("plan.json", text),
        ("activities.csv", concerted_report::activities_csv(plan)?),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
    }
    Ok(())
}
