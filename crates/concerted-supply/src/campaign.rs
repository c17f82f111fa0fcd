//! How long a campaign takes, and which activity of the template it stands for.

use concerted_model::batch::Grade;
use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::given::Traced;
use concerted_model::handover::RouteDemand;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::trail::{Trail, assumed, given_or};

const CAMPAIGN: Rule = Rule {
    id: "supply.batch.campaign_days",
    formula: "set-up + batches × working days of one batch through all steps + clean-down",
    unit: "working d",
};

/// Template activity that makes the laboratory batch.
pub(crate) const LABORATORY_BATCH: &str = "C00";

/// Key of the template activity that a campaign of this grade stands for.
pub(crate) fn activity(grade: Grade) -> &'static str {
    match grade {
        Grade::Laboratory => "c00",
        Grade::Toxicology => "c06",
        Grade::Gmp => "c11",
    }
}

/// Default of the time from the end of a campaign to release.
pub(crate) fn release_default(grade: Grade) -> &'static str {
    match grade {
        Grade::Laboratory | Grade::Toxicology => "toxicology_batch_release_time",
        Grade::Gmp => "batch_release_time",
    }
}

/// Working days of one batch through all steps of a route; `None`, with a finding, where there is no route.
///
/// What the route engine handed over, else the cycle times of the steps with the default for those without.
pub(crate) fn cycle_days(
    program: &Program,
    reference: &Reference,
    routes: &[RouteDemand],
    (chosen, findings): (Option<&str>, &mut Vec<Finding>),
) -> Option<Traced> {
    let route = match chosen {
        Some(id) => program.route_by_id(id),
        None => program.planned_route(),
    };
    let Some(route) = route.filter(|route| !route.step.is_empty()) else {
        findings.push(lacking(
            "supply.no_route",
            chosen
                .map_or("route".to_owned(), |id| format!("route.{id}"))
                .as_str(),
            "The duration of campaigns",
            "the program has no route with steps to make the substance by",
        ));
        return None;
    };
    let handed = routes.iter().find(|other| other.route == route.id.as_str());
    if let Some(handed) = handed {
        return Some(handed.cycle_days.clone());
    }
    let mut trail = Trail::default();
    let days = program
        .steps(route)
        .map(|step| {
            trail.take(given_or(
                step.cycle_time.as_ref(),
                reference,
                "step_cycle_time",
            ))
        })
        .sum();
    Some(Traced::new(days, trail.0))
}

/// Working days of a campaign: set-up + batches × cycle + clean-down; batches follow one another.
pub(crate) fn campaign_days(
    reference: &Reference,
    (grade, batches, count): (Grade, u32, &Input),
    cycle: &Traced,
    ledger: &mut Ledger,
) -> Traced {
    let mut trail = Trail(vec![count.clone()]);
    let set_up = trail.take(assumed(reference, "campaign_set_up"));
    let clean_down = trail.take(assumed(reference, "campaign_clean_down"));
    let days = set_up + f64::from(batches) * trail.take(cycle.clone()) + clean_down;
    let id = format!("supply.batch.{grade}.campaign_days");
    let label = format!("{grade} campaign of {batches} batches");
    let figure = ledger.derive(id, label, CAMPAIGN, days, trail.0);
    Traced::new(days, [figure])
}
