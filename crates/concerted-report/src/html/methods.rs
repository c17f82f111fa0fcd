//! Analytical methods needed, transfers between sites, tests done twice.

use askama::Template;
use concerted_methods::{RequiredMethod, Standing};

use super::Context;
use super::partners::range;
use crate::error::ReportError;
use crate::number::three_digits;
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "methods.html")]
struct Methods<'a> {
    required: Vec<RequiredRow<'a>>,
    needed: Shown,
    open: Shown,
    transfers: Vec<TransferRow<'a>>,
    lanes: Vec<LaneRow<'a>>,
    repeats: Vec<RepeatRow<'a>>,
}

struct RequiredRow<'a> {
    subject: &'a str,
    purpose: &'static str,
    stage: &'static str,
    limit: Shown,
    state_needed: &'static str,
    standing: &'static str,
    met: bool,
    method: &'a str,
    reason: &'a str,
}

struct TransferRow<'a> {
    name: &'a str,
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    reason: &'a str,
    causes: String,
}

struct LaneRow<'a> {
    from: &'a str,
    to: &'a str,
    count: usize,
    weeks: Shown,
    cost: Shown,
}

struct RepeatRow<'a> {
    name: &'a str,
    from: &'a str,
    to: &'a str,
    tests: usize,
    cost: Shown,
    causes: String,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let outcome = &context.plan.methods;
    let sheet = context.sheet;
    let section = Methods {
        required: outcome
            .required
            .iter()
            .map(|method| required_row(context, method))
            .collect(),
        needed: sheet.bare("methods.required", "not computed"),
        open: sheet.bare("methods.open", "not computed"),
        transfers: outcome
            .transfers
            .iter()
            .map(|transfer| TransferRow {
                name: &transfer.name,
                from: context.site(&transfer.from),
                to: context.site(&transfer.to),
                kind: transfer.kind.word(),
                reason: &transfer.reason,
                causes: transfer.causes.join(", "),
            })
            .collect(),
        lanes: outcome
            .lanes
            .iter()
            .map(|lane| {
                let id = |part: &str| format!("methods.transfer.{}.{}.{part}", lane.from, lane.to);
                LaneRow {
                    from: context.site(&lane.from),
                    to: context.site(&lane.to),
                    count: lane.transfers.len(),
                    weeks: sheet.labelled(&id("weeks"), range(&lane.weeks, 1)),
                    cost: sheet.labelled(&id("cost"), range(&lane.cost_kusd, 0)),
                }
            })
            .collect(),
        repeats: outcome
            .repeats
            .iter()
            .map(|repeat| RepeatRow {
                name: &repeat.name,
                from: context.site(&repeat.from),
                to: context.site(&repeat.to),
                tests: repeat.tests,
                cost: sheet.labelled(&format!("{}.cost", repeat.key), range(&repeat.cost_kusd, 1)),
                causes: repeat.causes.join(", "),
            })
            .collect(),
    };
    Ok(section.render()?)
}

fn required_row<'a>(context: &Context<'a>, method: &'a RequiredMethod) -> RequiredRow<'a> {
    let name = |id: &'a str| {
        let known = context
            .program
            .method
            .iter()
            .find(|one| one.id.as_str() == id);
        known.map_or(id, |known| known.name.as_str())
    };
    let limit = match (&method.quantitation_limit, &method.impurity) {
        (Some(limit), Some(impurity)) => context.sheet.labelled(
            &format!("genotox.{impurity}.quantitation_limit"),
            format!("{} ppm", three_digits(limit * 1e6)),
        ),
        (Some(limit), None) => Shown::text(format!("{} ppm", three_digits(limit * 1e6))),
        (None, _) => Shown::text("—"),
    };
    RequiredRow {
        subject: &method.subject,
        purpose: method.purpose.word(),
        stage: method.stage.word(),
        limit,
        state_needed: method.state_needed.word(),
        standing: method.standing.word(),
        met: method.standing == Standing::Met,
        method: method.method.as_deref().map_or("none", name),
        reason: &method.reason,
    }
}
