//! The plan's own figures: dates, floats and costs, all resting on one recorded run.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};

use crate::network::Network;
use crate::outcome::{Activity, Alternative, Milestone};
use crate::plan::{PlanOptions, run_input};

const NETWORK: Rule = Rule {
    id: "plan.network",
    formula: "template, own work, work asked for by findings, batches and hand-offs of the decision",
    unit: "activities",
};
const SCHEDULE: Rule = Rule {
    id: "plan.schedule",
    formula: "best schedule found under links, calendars, capacities and material",
    unit: "activities",
};
const RUN: Rule = Rule {
    id: "plan.run",
    formula: "simulation of the schedule: durations drawn from three points, risks by probability, re-dispatched under resources",
    unit: "samples",
};
const QUANTILE: Rule = Rule {
    id: "plan.quantile",
    formula: "quantile of the simulated finishes",
    unit: "date",
};
const PLANNED: Rule = Rule {
    id: "plan.planned",
    formula: "finish in the schedule with likely durations",
    unit: "date",
};
const ON_TIME: Rule = Rule {
    id: "plan.on_time",
    formula: "share of samples that finish by the date wanted",
    unit: "",
};
const START: Rule = Rule {
    id: "plan.start",
    formula: "start in the schedule",
    unit: "date",
};
const FINISH: Rule = Rule {
    id: "plan.finish",
    formula: "finish in the schedule",
    unit: "date",
};
const DAYS: Rule = Rule {
    id: "plan.days",
    formula: "likely working days: as entered, else of the campaign, else of the table, times the pace of the site",
    unit: "d",
};
const ACTIVITY_COST: Rule = Rule {
    id: "plan.activity_cost",
    formula: "likely cost as entered, else of the table times the price of the site",
    unit: "thousand",
};
const FLOAT: Rule = Rule {
    id: "plan.float",
    formula: "working days by which it can slip with all others held",
    unit: "d",
};
const CRITICALITY: Rule = Rule {
    id: "plan.criticality",
    formula: "share of samples in which it drives the target",
    unit: "",
};
const COST: Rule = Rule {
    id: "plan.cost",
    formula: "sum of the likely costs of all activities; sums of low and high costs are no percentiles",
    unit: "thousand",
};
const ALTERNATIVE_COST: Rule = Rule {
    id: "plan.alternative_cost",
    formula: "likely cost of work and hand-offs of a sourcing",
    unit: "thousand",
};

/// What the figures of a plan are of.
pub(crate) struct Shown<'a> {
    pub(crate) options: &'a PlanOptions,
    pub(crate) network: &'a Network,
    pub(crate) milestones: &'a [Milestone],
    pub(crate) activities: &'a [Activity],
    pub(crate) alternatives: &'a [Alternative],
}

/// Records the figures of a plan.
pub(crate) fn record(ledger: &mut Ledger, shown: &Shown<'_>, inputs: Vec<Input>) {
    let Shown {
        options,
        network,
        milestones,
        activities,
        alternatives,
    } = *shown;
    let count = network.work.len() as f64;
    let network_figure = ledger.derive("plan.network", "work network", NETWORK, count, inputs);
    let schedule = ledger.derive(
        "plan.schedule",
        format!(
            "schedule, seed {}, at most {} schedules",
            options.seed, options.schedules
        ),
        SCHEDULE,
        count,
        [network_figure],
    );
    ledger.derive(
        "plan.run",
        format!("simulation, seed {}", options.seed),
        RUN,
        options.samples as f64,
        [schedule.clone()],
    );
    for milestone in milestones {
        record_milestone(ledger, milestone, &schedule);
    }
    for activity in activities {
        record_activity(ledger, activity, &schedule);
    }
    let sum = |pick: &dyn Fn(&Activity) -> f64| activities.iter().map(pick).sum::<f64>();
    let cost = ledger.derive(
        "plan.cost",
        "cost of the plan",
        COST,
        sum(&|activity| activity.cost_thousands.mode),
        activities
            .iter()
            .filter(|activity| activity.cost_thousands.mode > 0.0)
            .map(|activity| Input::Figure(format!("plan.activity.{}.cost", activity.key).into()))
            .chain([schedule]),
    );
    ledger.bound(
        &cost,
        sum(&|activity| activity.cost_thousands.low),
        sum(&|activity| activity.cost_thousands.high),
    );
    for (rank, alternative) in alternatives.iter().enumerate() {
        let prefix = format!("plan.alternative.{}", rank + 1);
        let companies = alternative.companies.join(", ");
        for (part, date) in [("p50", alternative.p50), ("p80", alternative.p80)] {
            ledger.derive(
                format!("{prefix}.{part}"),
                format!("{part} of the target with {companies}"),
                QUANTILE,
                date,
                [run_input()],
            );
        }
        ledger.derive(
            format!("{prefix}.cost"),
            format!("cost with {companies}"),
            ALTERNATIVE_COST,
            alternative.cost_thousands,
            [run_input()],
        );
    }
}

fn record_milestone(ledger: &mut Ledger, milestone: &Milestone, schedule: &Input) {
    let prefix = format!("plan.milestone.{}", milestone.id);
    let name = &milestone.name;
    ledger.derive(
        format!("{prefix}.planned"),
        format!("{name}, planned"),
        PLANNED,
        milestone.planned,
        [schedule.clone()],
    );
    for (part, date) in [
        ("p10", milestone.p10),
        ("p50", milestone.p50),
        ("p80", milestone.p80),
        ("p90", milestone.p90),
    ] {
        ledger.derive(
            format!("{prefix}.{part}"),
            format!("{name}, {}", part.to_uppercase()),
            QUANTILE,
            date,
            [run_input()],
        );
    }
    if let Some(on_time) = milestone.on_time {
        ledger.derive(
            format!("{prefix}.on_time"),
            format!("{name}, chance to meet the date wanted"),
            ON_TIME,
            on_time,
            [run_input()],
        );
    }
}

fn record_activity(ledger: &mut Ledger, activity: &Activity, schedule: &Input) {
    let id = |key: &str, part: &str| FigureId(format!("plan.activity.{key}.{part}"));
    let own = |part: &str| id(&activity.key, part);
    let name = &activity.name;
    // The nearest reasons first: what it waits for and how long it takes; the schedule as a whole stands behind
    // both, because capacity and calendars are shared.
    let waits = activity
        .driven_by
        .iter()
        .map(|key| Input::Figure(id(key, "finish")))
        .chain([schedule.clone()]);
    let start = ledger.derive(
        own("start"),
        format!("{name}, start"),
        START,
        activity.start,
        waits,
    );
    let days = ledger.derive(
        own("days"),
        format!("{name}, likely duration"),
        DAYS,
        activity.days.mode,
        activity.inputs.iter().cloned(),
    );
    ledger.bound(&days, activity.days.low, activity.days.high);
    ledger.derive(
        own("finish"),
        format!("{name}, finish"),
        FINISH,
        activity.finish,
        [start, days, schedule.clone()],
    );
    ledger.derive(
        own("float"),
        format!("{name}, float"),
        FLOAT,
        activity.float_days,
        [schedule.clone()],
    );
    ledger.derive(
        own("criticality"),
        format!("{name}, criticality"),
        CRITICALITY,
        activity.criticality,
        [run_input()],
    );
    let cost = ledger.derive(
        own("cost"),
        format!("{name}, likely cost"),
        ACTIVITY_COST,
        activity.cost_thousands.mode,
        activity.inputs.iter().cloned(),
    );
    let range = activity.cost_thousands;
    ledger.bound(&cost, range.low, range.high);
}
