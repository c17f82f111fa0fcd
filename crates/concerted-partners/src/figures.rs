//! The figures of a choice, each with what it rests on.

use concerted_model::figure::{Assumption, FigureValue, Input, Rule};
use concerted_model::handover::ThreePoint;
use concerted_model::partner::ServiceArea;

use crate::border::overhead_input;
use crate::break_even::BreakEven;
use crate::candidate::Pool;
use crate::choose::{Candidate, Choice, ChooseOptions};
use crate::setting::{AREAS, Setting, area_index, service};

const WORK_COST: Rule = Rule {
    id: "partners.work_cost",
    formula: "sum of the likely costs of the area's activities at the template's price, or as entered",
    unit: "thousand (program currency)",
};
const WORK_WEEKS: Rule = Rule {
    id: "partners.work_weeks",
    formula: "longest path to the first dose with likely durations at the template's pace, without hand-offs",
    unit: "wk",
};
const COMPARED: Rule = Rule {
    id: "partners.compared",
    formula: "number of ways to give each area of work to one of its candidates that were evaluated",
    unit: "",
};
const COST: Rule = Rule {
    id: "partners.cost",
    formula: "sum of activity costs times price factor of the site, plus hand-offs",
    unit: "thousand (program currency)",
};
const HAND_OFF_COST: Rule = Rule {
    id: "partners.hand_off_cost",
    formula: "sum of the likely costs of the hand-offs",
    unit: "thousand (program currency)",
};
const HAND_OFFS: Rule = Rule {
    id: "partners.hand_offs",
    formula: "number of hand-offs; receivers of one shipment count once",
    unit: "",
};
const HAND_OFF_WEEKS: Rule = Rule {
    id: "partners.hand_off_weeks",
    formula: "sum of the likely weeks of hand-offs that lie between giver and receiver",
    unit: "wk",
};
const PATH_WEEKS: Rule = Rule {
    id: "partners.path_weeks",
    formula: "longest path to the first dose: likely weeks times duration factor of the site, hand-offs between, sites from the day they are available",
    unit: "wk",
};
const ON_PATH_WEEKS: Rule = Rule {
    id: "partners.on_path_weeks",
    formula: "longest path of the sourcing minus longest path of the template",
    unit: "wk",
};
const COMPANIES: Rule = Rule {
    id: "partners.companies",
    formula: "number of companies other than the client that do work",
    unit: "",
};
const SCORE: Rule = Rule {
    id: "partners.score",
    formula: "w_date * weeks * cost of a week + w_cost * cost + w_companies * companies * cost of governing one",
    unit: "thousand (program currency)",
};
const BREAK_EVEN: Rule = Rule {
    id: "partners.break_even",
    formula: "factor on weeks and cost of all hand-offs at which the scattered and the integrated plan have the same score",
    unit: "",
};
const COST_SHARE: Rule = Rule {
    id: "partners.concentration.cost_share",
    formula: "likely cost of the work at the largest partner / likely cost of all work",
    unit: "",
};
const WEEK_SHARE: Rule = Rule {
    id: "partners.concentration.week_share",
    formula: "likely weeks of activities at the largest partner / likely weeks of all activities",
    unit: "",
};
const AREA_SHARE: Rule = Rule {
    id: "partners.concentration.area_share",
    formula: "areas of work at the largest partner / areas of work with a site",
    unit: "",
};
const FAILURE: Rule = Rule {
    id: "partners.concentration.failure",
    formula: "1 - (1 - yearly probability)^(weeks of the path / 52.18)",
    unit: "",
};

/// A default of the reference tables as an input.
pub(crate) fn assumed(row: &concerted_reference::Assumption) -> Input {
    Input::Assumed(Assumption {
        id: row.id.clone(),
        value: format!("{} {}", row.value, row.unit),
        reason: row.reason.clone(),
    })
}

/// Records every figure of the choice.
pub(crate) fn record(
    setting: &Setting<'_>,
    pool: &Pool,
    options: &ChooseOptions,
    assumed: &[Input],
    choice: &mut Choice,
) {
    let mut shared = work(setting, choice);
    shared.extend(options.exchange_inputs.iter().cloned());
    let mut selecting = shared.clone();
    selecting.extend(assumed.iter().cloned());
    selecting.extend(pool.inputs.iter().cloned());
    for area in ServiceArea::ALL {
        for site in 0..setting.sites.len() {
            selecting.extend(terms_inputs(setting, *area, Some(site)));
        }
    }
    selecting.extend(setting.overheads.iter().map(overhead_input));
    let compared = choice.ledger.derive(
        "partners.sourcings",
        "sourcings compared",
        COMPARED,
        choice.compared as f64,
        selecting,
    );
    for candidate in choice
        .ranked
        .iter()
        .chain([&choice.integrated, &choice.scattered])
        .cloned()
        .collect::<Vec<_>>()
    {
        sourcing(setting, &shared, assumed, &candidate, choice);
    }
    for (role, candidate) in [
        ("chosen", choice.ranked[0].clone()),
        ("integrated", choice.integrated.clone()),
        ("scattered", choice.scattered.clone()),
    ] {
        role_figures(role, &candidate, &compared, choice);
    }
    outcome(setting, &compared, choice);
}

/// Cost of each area and the longest path of the template.
fn work(setting: &Setting<'_>, choice: &mut Choice) -> Vec<Input> {
    let costs = setting.work.area_costs();
    let mut figures = Vec::with_capacity(AREAS + 1);
    for area in ServiceArea::ALL {
        let nodes = || {
            setting
                .work
                .nodes
                .iter()
                .filter(|node| node.area == area_index(*area))
        };
        let figure = choice.ledger.derive(
            format!("partners.work.{area}.cost"),
            format!("cost of {area} at the template's price"),
            WORK_COST,
            costs[area_index(*area)],
            nodes().flat_map(|node| node.cost_inputs.iter().cloned()),
        );
        let bound =
            |pick: fn(&ThreePoint) -> f64| nodes().map(|node| pick(&node.cost)).sum::<f64>();
        choice
            .ledger
            .bound(&figure, bound(|cost| cost.low), bound(|cost| cost.high));
        figures.push(figure);
    }
    let nodes = &setting.work.nodes;
    let weeks = crate::evaluate::longest_path(setting, &[None; AREAS], &[], 1.0);
    let mut inputs: Vec<Input> = nodes
        .iter()
        .flat_map(|node| node.weeks_inputs.iter().cloned())
        .collect();
    for node in nodes.iter().filter(|node| node.fixed_site.is_some()) {
        inputs.extend(terms_inputs(
            setting,
            ServiceArea::ALL[node.area],
            node.fixed_site,
        ));
    }
    figures.push(choice.ledger.derive(
        "partners.work.weeks",
        "longest path of the template without hand-offs",
        WORK_WEEKS,
        weeks,
        inputs,
    ));
    figures
}

/// Entered values of a site that bear on price, pace and start in an area.
fn terms_inputs(setting: &Setting<'_>, area: ServiceArea, site: Option<usize>) -> Vec<Input> {
    let Some(service) = site.and_then(|site| service(setting.sites[site], area)) else {
        return Vec::new();
    };
    let mut inputs: Vec<Input> = [&service.price_factor, &service.duration_factor]
        .into_iter()
        .flatten()
        .map(concerted_model::given::Given::input)
        .collect();
    if let Some(available) = &service.available {
        inputs.push(available.input());
        inputs.push(setting.program.start.input());
    }
    inputs
}

/// One number of a sourcing: last part of the key, label, rule, value and interval.
type Row = (&'static str, &'static str, Rule, f64, Option<(f64, f64)>);

fn rows(candidate: &Candidate) -> [Row; 8] {
    let (cost, hand_off) = (candidate.cost_thousands, candidate.hand_off_cost_thousands);
    [
        (
            "companies",
            "companies",
            COMPANIES,
            candidate.companies.len() as f64,
            None,
        ),
        (
            "cost",
            "cost of work and hand-offs",
            COST,
            cost.mode,
            Some((cost.low, cost.high)),
        ),
        (
            "hand_off_cost",
            "cost of hand-offs",
            HAND_OFF_COST,
            hand_off.mode,
            Some((hand_off.low, hand_off.high)),
        ),
        (
            "hand_off_weeks",
            "weeks of hand-offs, added up",
            HAND_OFF_WEEKS,
            candidate.hand_off_weeks,
            None,
        ),
        (
            "hand_offs",
            "hand-offs",
            HAND_OFFS,
            candidate.hand_off_count() as f64,
            None,
        ),
        (
            "on_path_weeks",
            "weeks added to the longest path",
            ON_PATH_WEEKS,
            candidate.on_path_weeks,
            None,
        ),
        (
            "path_weeks",
            "weeks to the first dose on the longest path",
            PATH_WEEKS,
            candidate.path_weeks,
            None,
        ),
        (
            "score",
            "score, lower is better",
            SCORE,
            candidate.score,
            None,
        ),
    ]
}

fn sourcing(
    setting: &Setting<'_>,
    shared: &[Input],
    assumed: &[Input],
    candidate: &Candidate,
    choice: &mut Choice,
) {
    let mut inputs = shared.to_vec();
    for (area, site) in &candidate.sourcing {
        inputs.extend(terms_inputs(setting, *area, setting.site_index(site)));
    }
    for node in setting
        .work
        .nodes
        .iter()
        .filter(|node| node.fixed_site.is_some())
    {
        inputs.extend(terms_inputs(
            setting,
            ServiceArea::ALL[node.area],
            node.fixed_site,
        ));
    }
    for hand_off in &candidate.hand_offs {
        inputs.extend(hand_off.inputs.iter().cloned());
    }
    for (part, label, rule, value, interval) in rows(candidate) {
        let own = if part == "score" { assumed } else { &[] };
        let figure = choice.ledger.derive(
            format!("partners.sourcing.{}.{part}", candidate.key),
            format!("{label}, with {}", candidate.sites.join(", ")),
            rule,
            value,
            inputs.iter().chain(own).cloned(),
        );
        if let Some((low, high)) = interval {
            choice.ledger.bound(&figure, low, high);
        }
    }
}

/// The same numbers under the part that the sourcing plays; which sourcing that is rests on all of them.
fn role_figures(role: &str, candidate: &Candidate, compared: &Input, choice: &mut Choice) {
    let words = match role {
        "chosen" => "best sourcing",
        "integrated" => "fewest companies",
        _ => "best site for each area",
    };
    for (part, label, rule, value, interval) in rows(candidate) {
        let figure = choice.ledger.derive(
            format!("partners.{role}.{part}"),
            format!("{words}: {label}"),
            rule,
            value,
            [
                compared.clone(),
                Input::Figure(format!("partners.sourcing.{}.{part}", candidate.key).into()),
            ],
        );
        if let Some((low, high)) = interval {
            choice.ledger.bound(&figure, low, high);
        }
    }
}

/// Break-even and dependence on the largest partner.
fn outcome(setting: &Setting<'_>, compared: &Input, choice: &mut Choice) {
    let value = match choice.break_even {
        BreakEven::ShrinkTo(factor) | BreakEven::GrowTo(factor) => FigureValue::from(factor),
        BreakEven::SamePlan => "none: both are the same plan".into(),
        BreakEven::IntegratedAlways => "none: few partners win even without hand-off work".into(),
        BreakEven::ScatteredAlways => {
            "none: many partners win even with sixteen times the hand-off work".into()
        }
    };
    let plans = ["integrated", "scattered"]
        .map(|role| Input::Figure(format!("partners.{role}.score").into()));
    choice.ledger.derive(
        "partners.break_even",
        "size of hand-off work, relative to the table, at which many partners and few are equal",
        BREAK_EVEN,
        value,
        plans.into_iter().chain([compared.clone()]),
    );
    let Some(concentration) = choice.concentration.clone() else {
        return;
    };
    let name = &concentration.company;
    for (part, label, rule, value) in [
        (
            "area_share",
            "part of the areas of work",
            AREA_SHARE,
            concentration.area_share,
        ),
        (
            "cost_share",
            "part of the cost of work",
            COST_SHARE,
            concentration.cost_share,
        ),
        (
            "week_share",
            "part of the weeks of work",
            WEEK_SHARE,
            concentration.week_share,
        ),
    ] {
        choice.ledger.derive(
            format!("partners.concentration.{part}"),
            format!("{label} at the largest partner, {name}"),
            rule,
            value,
            [compared.clone()],
        );
    }
    let yearly = setting.reference.assumption("partner_failure_probability");
    if let (Some(value), Some(row)) = (concentration.failure_probability, yearly) {
        choice.ledger.derive(
            "partners.concentration.failure",
            format!("chance that the largest partner, {name}, drops out before the first dose"),
            FAILURE,
            value,
            [
                compared.clone(),
                assumed(row),
                Input::Figure("partners.chosen.path_weeks".into()),
            ],
        );
    }
}
