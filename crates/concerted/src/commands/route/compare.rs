//! `concerted route compare`: routes side by side, ranked by weighted criteria, with a decision record.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_model::quantity::significant_digits;
use concerted_route::{Comparison, Criterion, Decision, RouteResult, decide};
use serde_json::{Value, json};

use super::metrics::number;
use super::source;
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted route compare`.
///
/// Scores are shares of the best route; a criterion that one route lacks counts for none. Exit codes: 0 done; 1 the
/// program or file has errors; 2 it cannot be read or written, or has no such route.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file with materials, steps and routes
    path: PathBuf,
    /// Only these routes; by default all
    #[arg(long)]
    route: Vec<String>,
    /// Weight of a criterion, such as `pmi=2`; 1 without. Criteria: pmi, yield, cost, steps, cycle-time, throughput, claims
    #[arg(long, value_parser = weight)]
    weight: Vec<(Criterion, f64)>,
    /// Write the decision record with its charts to this HTML file
    #[arg(long)]
    record: Option<PathBuf>,
    /// Reason to put into the record
    #[arg(long, requires = "record")]
    reason: Option<String>,
    /// Write the radar and the waterfalls as SVG files into this folder
    #[arg(long)]
    svg: Option<PathBuf>,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
}

fn weight(text: &str) -> Result<(Criterion, f64), String> {
    let keys = || Criterion::ALL.map(Criterion::key).join(", ");
    let (key, number) = text.split_once('=').ok_or("expected `criterion=number`")?;
    let criterion = Criterion::ALL
        .into_iter()
        .find(|one| one.key() == key.trim());
    let criterion =
        criterion.ok_or_else(|| format!("there is no criterion `{key}`; there are {}", keys()))?;
    let number: f64 = number
        .trim()
        .parse()
        .map_err(|_| format!("`{number}` is no number"))?;
    if !number.is_finite() || number < 0.0 {
        return Err(format!("a weight must not be negative, found `{number}`"));
    }
    Ok((criterion, number))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let program = match source::program(&arguments.path, terminal)? {
        Ok(program) => program,
        Err(code) => return Ok(code),
    };
    let outcome = source::outcome(&program);
    let routes = source::wanted(&outcome, &arguments.route)?;
    let decision = decide(&routes, &arguments.weight);
    let among = |id: &str| routes.iter().any(|route| route.id == id);
    let comparisons: Vec<Comparison> = outcome
        .comparisons
        .iter()
        .filter(|one| among(&one.first) && among(&one.second))
        .cloned()
        .collect();
    if let Some(path) = &arguments.record {
        let page = concerted_report::decision_html(
            &decision,
            &routes,
            &comparisons,
            arguments.reason.as_deref(),
        );
        write(path, &page)?;
        terminal.note(&format!("wrote {}", path.display()));
    }
    if let Some(folder) = &arguments.svg {
        charts(folder, &decision, &routes, terminal)?;
    }
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&as_json(
            &decision,
            &comparisons,
        ))?);
    } else {
        terminal.data(&as_text(&decision, &comparisons));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &std::path::Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("`{}` cannot be written", path.display()))
}

fn charts(
    folder: &std::path::Path,
    decision: &Decision,
    routes: &[&RouteResult],
    terminal: &mut Terminal,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let standalone =
        |svg: &str| svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    write(
        &folder.join("radar.svg"),
        &standalone(&concerted_report::radar_svg(decision)),
    )?;
    let mut count = 1;
    for (place, first) in routes.iter().enumerate() {
        for second in &routes[place + 1..] {
            if let Some(chart) = concerted_report::waterfall_svg(first, second) {
                let name = format!("waterfall-{}-{}.svg", first.id, second.id);
                write(&folder.join(name), &standalone(&chart))?;
                count += 1;
            }
        }
    }
    terminal.note(&format!("wrote {count} charts to {}", folder.display()));
    Ok(())
}

fn bounds(value: (f64, f64, f64)) -> Value {
    json!({ "value": value.0, "low": value.1, "high": value.2 })
}

fn as_json(decision: &Decision, comparisons: &[Comparison]) -> Value {
    let id = |place: usize| decision.routes[place].clone();
    let criteria: Vec<Value> = decision
        .rows
        .iter()
        .map(|row| {
            let routes: Vec<Value> = row
                .judgements
                .iter()
                .enumerate()
                .map(|(place, one)| json!({ "route": id(place), "value": one.value.map(bounds), "score": one.score.map(bounds) }))
                .collect();
            json!({
                "criterion": row.criterion.key(),
                "label": row.criterion.label(),
                "weight": row.weight,
                "counts": row.counts,
                "ranking_turns_at_weight": row.turns_at,
                "routes": routes,
            })
        })
        .collect();
    let ranking: Vec<Value> = decision
        .ranking
        .iter()
        .map(|place| json!({ "route": id(*place), "score": bounds(decision.totals[*place]), "assumed_share": decision.assumed[*place] }))
        .collect();
    let pairs: Vec<Value> = comparisons
        .iter()
        .map(|one| {
            json!({
                "first": one.first,
                "second": one.second,
                "boundary": one.boundary.map(concerted_route::Boundary::words),
                "pmi_difference": number(one.difference.as_ref()),
                "assumed_kg_per_kg": one.assumed.map(|(first, second)| json!({ "first": first, "second": second })),
                "reality": one.reality.word(),
                "reason": one.reason,
            })
        })
        .collect();
    json!({ "criteria": criteria, "ranking": ranking, "robust": decision.robust, "pairs": pairs })
}

fn as_text(decision: &Decision, comparisons: &[Comparison]) -> String {
    let mut header = vec!["criterion".to_owned(), "weight>".to_owned()];
    header.extend(decision.routes.iter().map(|route| format!("{route}>")));
    header.push("turns at>".to_owned());
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = TextTable::new(&header);
    for row in &decision.rows {
        let mut fields = vec![
            row.criterion.label().to_owned(),
            significant_digits(row.weight),
        ];
        fields.extend(row.judgements.iter().map(|one| {
            one.value.map_or_else(
                || "not known".to_owned(),
                |(value, _, _)| significant_digits(value),
            )
        }));
        fields.push(match row.turns_at {
            Some(weight) => significant_digits(weight),
            None if row.counts => "never".to_owned(),
            None => "not counted".to_owned(),
        });
        table.row(fields);
    }
    if !decision.totals.is_empty() {
        let mut fields = vec!["score".to_owned(), String::new()];
        fields.extend(
            decision
                .totals
                .iter()
                .map(|(score, low, high)| format!("{score:.2} ({low:.2}-{high:.2})")),
        );
        fields.push(String::new());
        table.row(fields);
    }
    let mut text = table.text(0);
    if let Some(first) = decision.ranking.first() {
        let firm = if decision.robust {
            "over all intervals entered"
        } else {
            "but the intervals of the scores overlap"
        };
        text.push_str(&paragraph(
            &format!("first: {}, {firm}", decision.names[*first]),
            0,
        ));
    } else {
        text.push_str("no criterion has a value for every route, so nothing is ranked\n");
    }
    for one in comparisons {
        text.push_str(&paragraph(
            &format!(
                "{} against {}: {}; {}",
                one.first,
                one.second,
                one.reality.word(),
                one.reason
            ),
            0,
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_and_refused_by_name() {
        assert_eq!(weight("pmi=2"), Ok((Criterion::MassIntensity, 2.0)));
        for (text, part) in [
            ("pmi", "criterion=number"),
            ("mass=1", "no criterion `mass`"),
            ("pmi=-1", "negative"),
            ("pmi=x", "`x` is no number"),
        ] {
            assert!(weight(text).unwrap_err().contains(part), "{text}");
        }
    }
}
