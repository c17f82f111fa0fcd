//! `concerted schedule check`: what a file holds, what is not understood, and the 14 points of schedule quality.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_exchange::{QualityPoint, Verdict, assess};
use concerted_schedule::{contradiction, progress_notes, validate};
use serde_json::json;

use super::{Loaded, SHOWN};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// What the points are, told with every answer.
const SOURCE: &str = "Points and thresholds after the 14-point assessment of the US Defense Contract Management Agency (DCMA-EA PAM 200.1, 2012), from memory: to be checked against the pamphlet. They tell what to look at; a point that fails may have its reason.";

/// Arguments of `concerted schedule check`.
///
/// Exit codes: 0 the file can be scheduled (points that fail are findings, not errors); 1 it cannot be read or scheduled;
/// 2 wrong use or a file that is not there.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// PSPLIB .sm, .mm or .sch, MS Project .xml, Primavera .xer, or .csv
    file: PathBuf,
    /// Print notes, problems and points as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let loaded = match super::load(&arguments.file, terminal)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let problems = validate(&loaded.model);
    let circle = if problems.is_empty() {
        contradiction(&loaded.model)?
    } else {
        Vec::new()
    };
    let points = if problems.is_empty() {
        assess(&loaded.project, &loaded.model, &loaded.mapping)
    } else {
        Vec::new()
    };
    if arguments.json {
        let links: Vec<&str> = circle
            .iter()
            .map(|link| loaded.model.links[link.0].key.as_str())
            .collect();
        terminal.data(&serde_json::to_string_pretty(&json!({
            "tasks": loaded.project.tasks.len(),
            "links": loaded.project.links.len(),
            "resources": loaded.project.resources.len(),
            "calendars": loaded.project.calendars.len(),
            "notes": loaded.notes,
            "problems": problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "contradictory_links": links,
            "points": points,
            "source": SOURCE,
        }))?);
    } else {
        super::tell(&loaded, terminal);
        terminal.data(&as_text(&loaded, &points));
        for link in &circle {
            let key = &loaded.model.links[link.0].key;
            terminal.note(&format!(
                "problem: link `{key}` contradicts the other links named here"
            ));
        }
        if problems.is_empty() {
            for note in progress_notes(&loaded.model)?.iter().take(SHOWN) {
                terminal.note(&format!("note: {note}"));
            }
        }
    }
    let sound = problems.is_empty() && circle.is_empty();
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn as_text(loaded: &Loaded, points: &[QualityPoint]) -> String {
    let project = &loaded.project;
    let mut text = format!(
        "{}: {} tasks ({} to be scheduled), {} links, {} resources, {} calendars\n",
        if project.name.is_empty() {
            "schedule"
        } else {
            &project.name
        },
        project.tasks.len(),
        loaded.model.activities.len(),
        project.links.len(),
        project.resources.len(),
        project.calendars.len(),
    );
    if points.is_empty() {
        return text;
    }
    let mut table = TextTable::new(&["#>", "point", "found>", "wanted", "verdict", "why, and who"]);
    for point in points {
        let unit = point.unit;
        let value = point
            .value
            .map_or_else(|| "-".to_owned(), |value| format!("{value:.1} {unit}"));
        let word = if point.at_least {
            "at least"
        } else {
            "at most"
        };
        let first: Vec<&str> = point.offending.iter().take(4).map(String::as_str).collect();
        let more = point.offending.len().saturating_sub(first.len());
        let who = match (first.is_empty(), more) {
            (true, _) => String::new(),
            (false, 0) => format!(": {}", first.join(", ")),
            (false, more) => format!(": {} and {more} more", first.join(", ")),
        };
        table.row([
            point.number.to_string(),
            point.id.replace('_', " "),
            value,
            format!("{word} {} {unit}", point.threshold),
            match point.verdict {
                Verdict::Pass => "pass",
                Verdict::Fail => "FAIL",
                Verdict::NotApplicable => "not judged",
            }
            .to_owned(),
            format!("{}{who}", point.reason),
        ]);
    }
    text.push_str(&table.text(0));
    text.push_str(&paragraph(SOURCE, 0));
    text
}
