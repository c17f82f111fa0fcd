//! Analytical methods needed, transfers between sites, tests done twice.

use askama::Template;
use concerted_methods::{
    MethodTransfer, RepeatedTests, RequiredMethod, Standing, TestingStage, TransferLane,
};
use concerted_model::program::Stage;

use super::Context;
use super::partners::range;
use crate::error::ReportError;
use crate::number::limit as limit_text;
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "methods.html")]
struct Methods<'a> {
    required: Vec<RequiredRow<'a>>,
    /// What only later stages need.
    later: Vec<RequiredRow<'a>>,
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
    let (mut first, later): (Vec<&RequiredMethod>, Vec<&RequiredMethod>) =
        outcome.required.iter().partition(|method| is_first(method));
    // Trace methods decide more than the release panel, so they stand first.
    first.sort_by_key(|method| method.impurity.is_none());
    let section = Methods {
        required: first
            .into_iter()
            .map(|method| required_row(context, method))
            .collect(),
        later: later
            .into_iter()
            .map(|method| required_row(context, method))
            .collect(),
        needed: sheet.bare("methods.required", "not computed"),
        open: sheet.bare("methods.open", "not computed"),
        transfers: transfers(context),
        lanes: lanes(context),
        repeats: repeats(context),
    };
    Ok(section.render()?)
}

fn transfers<'a>(context: &Context<'a>) -> Vec<TransferRow<'a>> {
    let row = |transfer: &'a MethodTransfer| TransferRow {
        name: &transfer.name,
        from: context.site(&transfer.from),
        to: context.site(&transfer.to),
        kind: transfer.kind.word(),
        reason: &transfer.reason,
        causes: transfer.causes.join(", "),
    };
    context.plan.methods.transfers.iter().map(row).collect()
}

fn lanes<'a>(context: &Context<'a>) -> Vec<LaneRow<'a>> {
    let row = |lane: &'a TransferLane| {
        let id = |part: &str| format!("methods.transfer.{}.{}.{part}", lane.from, lane.to);
        LaneRow {
            from: context.site(&lane.from),
            to: context.site(&lane.to),
            count: lane.transfers.len(),
            weeks: context.sheet.labelled(&id("weeks"), range(&lane.weeks, 1)),
            cost: context
                .sheet
                .labelled(&id("cost"), range(&lane.cost_kusd, 0)),
        }
    };
    context.plan.methods.lanes.iter().map(row).collect()
}

fn repeats<'a>(context: &Context<'a>) -> Vec<RepeatRow<'a>> {
    let row = |repeat: &'a RepeatedTests| RepeatRow {
        name: &repeat.name,
        from: context.site(&repeat.from),
        to: context.site(&repeat.to),
        tests: repeat.tests,
        cost: context
            .sheet
            .labelled(&format!("{}.cost", repeat.key), range(&repeat.cost_kusd, 1)),
        causes: repeat.causes.join(", "),
    };
    context.plan.methods.repeats.iter().map(row).collect()
}

/// Whether the first batches and studies need it already.
fn is_first(method: &RequiredMethod) -> bool {
    method.impurity.is_some()
        || matches!(
            method.stage,
            TestingStage::Toxicology | TestingStage::Clinical(Stage::Phase1)
        )
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
            format!("{} ppm", limit_text(limit * 1e6)),
        ),
        (Some(limit), None) => Shown::text(format!("{} ppm", limit_text(limit * 1e6))),
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
