//! The record of a choice between routes: one HTML file with a radar and waterfalls as SVG.

use std::fmt::Write as _;

use concerted_model::quantity::significant_digits;
use concerted_route::{Comparison, Decision, RouteResult};

use crate::svg::escape;

mod radar;
mod waterfall;

pub use radar::radar_svg;
pub use waterfall::waterfall_svg;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;color:#1b2733;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid #e3e7ea;padding:.3rem .7rem;text-align:left}\
td.n,th.n{text-align:right}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}svg{max-width:100%;height:auto}";

/// Writes the decision record: criteria, weights, values, scores, ranking, its sensitivity, which differences are
/// real, and the charts.
///
/// `reason` is what the people who decide add; it is escaped.
pub fn decision_html(
    decision: &Decision,
    routes: &[&RouteResult],
    comparisons: &[Comparison],
    reason: Option<&str>,
) -> String {
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Decision record: choice of route</title>\
         <style>{STYLE}</style></head><body>\n<h1>Decision record: choice of route</h1>\n"
    );
    text.push_str(&ranking(decision));
    if let Some(reason) = reason {
        let _ = writeln!(text, "<h2>Reason given</h2><p>{}</p>", escape(reason));
    }
    text.push_str(&criteria(decision));
    text.push_str(&sensitivity(decision));
    text.push_str("<h2>Which differences are real</h2><ul>");
    for one in comparisons {
        let _ = write!(
            text,
            "<li>{} against {}: {}. {}</li>",
            escape(&one.first),
            escape(&one.second),
            one.reality.word(),
            escape(&one.reason)
        );
    }
    text.push_str("</ul><h2>Scores</h2>");
    text.push_str(&radar_svg(decision));
    text.push_str("<h2>From one process mass intensity to the other</h2>");
    if let Some((first, rest)) = decision.ranking.split_first() {
        for other in rest {
            if let Some(chart) = waterfall_svg(routes[*other], routes[*first]) {
                text.push_str(&chart);
            }
        }
    }
    text.push_str("</body></html>\n");
    text
}

fn ranking(decision: &Decision) -> String {
    let mut text = String::from("<h2>Ranking</h2>");
    if decision.totals.is_empty() {
        text.push_str("<p>No criterion has a value for every route, so nothing is ranked.</p>");
        return text;
    }
    text.push_str("<table><tr><th>route</th><th class=\"n\">score</th><th class=\"n\">lowest</th><th class=\"n\">highest</th><th class=\"n\">assumed mass</th></tr>");
    for place in &decision.ranking {
        let (score, low, high) = decision.totals[*place];
        let assumed = decision.assumed[*place].map_or_else(
            || "unknown".to_owned(),
            |share| format!("{:.0} %", share * 100.0),
        );
        let _ = write!(
            text,
            "<tr><td>{}</td><td class=\"n\">{score:.3}</td><td class=\"n\">{low:.3}</td><td class=\"n\">{high:.3}</td><td class=\"n\">{assumed}</td></tr>",
            escape(&decision.names[*place])
        );
    }
    let verdict = if decision.robust {
        "The first stays first over all intervals that were entered."
    } else {
        "The intervals of the scores overlap: with the uncertainty entered another route may be first."
    };
    let _ = writeln!(text, "</table><p>{verdict}</p>");
    text
}

fn criteria(decision: &Decision) -> String {
    let mut text =
        String::from("<h2>Criteria</h2><table><tr><th>criterion</th><th class=\"n\">weight</th>");
    for name in &decision.names {
        let _ = write!(text, "<th class=\"n\">{}</th>", escape(name));
    }
    text.push_str("</tr>");
    for row in &decision.rows {
        let _ = write!(
            text,
            "<tr><td>{}{}</td><td class=\"n\">{}</td>",
            escape(row.criterion.label()),
            if row.counts {
                ""
            } else {
                " (not counted: a route lacks it)"
            },
            significant_digits(row.weight)
        );
        for one in &row.judgements {
            let value = one.value.map_or_else(
                || "unknown".to_owned(),
                |(value, low, high)| {
                    let range = if low < high {
                        format!(
                            " ({} to {})",
                            significant_digits(low),
                            significant_digits(high)
                        )
                    } else {
                        String::new()
                    };
                    format!("{}{range}", significant_digits(value))
                },
            );
            let score = one
                .score
                .map_or_else(String::new, |score| format!(" → {:.2}", score.0));
            let _ = write!(text, "<td class=\"n\">{}{score}</td>", escape(&value));
        }
        text.push_str("</tr>");
    }
    text.push_str("</table>\n");
    text
}

fn sensitivity(decision: &Decision) -> String {
    let mut text = String::from("<h2>Sensitivity of the ranking</h2><ul>");
    for row in decision.rows.iter().filter(|row| row.counts) {
        let _ = match row.turns_at {
            Some(weight) => write!(
                text,
                "<li>{}: another route is first once its weight passes {} (now {}).</li>",
                escape(row.criterion.label()),
                significant_digits(weight),
                significant_digits(row.weight)
            ),
            None => write!(
                text,
                "<li>{}: no weight of it changes who is first.</li>",
                escape(row.criterion.label())
            ),
        };
    }
    text.push_str("</ul>\n");
    text
}

/// Colors of routes in the order given: those of Okabe and Ito, repeated after seven.
pub(crate) fn color(place: usize) -> &'static str {
    const COLORS: [&str; 7] = [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a828a",
    ];
    COLORS[place % COLORS.len()]
}
