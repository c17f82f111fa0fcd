//! The routes as the planner compared them.

use concerted_program::{RouteChoice, RouteStanding};

use super::super::Context;
use crate::number::{fixed, percent};
use crate::shown::Shown;

/// The comparison.
pub(super) struct ChoiceTable<'a> {
    pub(super) criterion: &'static str,
    pub(super) samples: u64,
    pub(super) currency: String,
    pub(super) rows: Vec<ChoiceRow<'a>>,
}

/// One route.
pub(super) struct ChoiceRow<'a> {
    pub(super) name: &'a str,
    pub(super) chosen: bool,
    pub(super) date: Shown,
    pub(super) cost: Shown,
    pub(super) intensity: Shown,
    pub(super) impurities: Shown,
    pub(super) worst: &'static str,
    pub(super) against: String,
}

/// The table; `None` where the planner did not choose.
pub(super) fn choice<'a>(context: &Context<'a>) -> Option<ChoiceTable<'a>> {
    let choice = context.plan.route_choice.as_ref()?;
    Some(ChoiceTable {
        criterion: choice.criterion.words(),
        samples: choice.samples,
        currency: context.program.currency().to_string(),
        rows: choice
            .standings
            .iter()
            .map(|own| row(context, choice, own))
            .collect(),
    })
}

fn row<'a>(
    context: &Context<'a>,
    choice: &'a RouteChoice,
    own: &'a RouteStanding,
) -> ChoiceRow<'a> {
    let id = |part: &str| format!("plan.route.{}.{part}", own.route);
    let lacking = own.failure.as_deref().unwrap_or("not known for this route");
    let text = |part: &str, text: Option<String>| match text {
        Some(text) => context.sheet.labelled(&id(part), text),
        None => Shown::unknown(lacking),
    };
    ChoiceRow {
        name: &own.name,
        chosen: choice.chosen.as_ref() == Some(&own.route),
        date: text("p80", own.p80.map(|date| date.to_string())),
        cost: text("cost", own.cost_thousands.map(|cost| fixed(cost, 0))),
        intensity: context.sheet.bare(&id("pmi"), lacking),
        impurities: text("impurities", Some(own.impurities.to_string())),
        worst: if own.impurities == 0 { "" } else { own.worst },
        against: against(choice, own),
    }
}

/// The route against the chosen one, in a sentence.
fn against(choice: &RouteChoice, own: &RouteStanding) -> String {
    let name = |id: &str| {
        let standing = choice.standings.iter().find(|other| other.route == id);
        standing.map_or_else(|| id.to_owned(), |other| other.name.clone())
    };
    let mut parts = Vec::new();
    if let Some(failure) = &own.failure {
        parts.push(format!("no plan: {failure}"));
    }
    if let Some(paired) = own.against_chosen {
        let (days, noise) = (
            fixed(paired.mean_days.abs(), 0),
            fixed(paired.half_width_days, 0),
        );
        let word = if paired.mean_days < 0.0 {
            "earlier"
        } else {
            "later"
        };
        let share = percent(paired.earlier_share);
        parts.push(format!(
            "on average {days} days {word} (± {noise} by simulation), earlier in {share} of the samples"
        ));
    }
    if let Some(other) = &own.dominated_by {
        parts.push(format!("nowhere better than {}", name(other)));
    }
    parts.join("; ")
}
