//! The choice between routes: every route planned with the same random numbers, and the best by one criterion.

use std::cmp::Ordering;

use concerted_model::figure::{FigureId, FigureValue, Input, Ledger, Rule};
use concerted_model::program::Program;
use concerted_reference::Reference;
use jiff::civil::Date;
use serde::Serialize;

use crate::design_out::{Standing, planned_target};
use crate::leaves::Leaves;
use crate::plan::{Plan, PlanError, PlanOptions, Progress, plan_route, target_key};

const DATE: Rule = Rule {
    id: "route_choice.date",
    formula: "day by which the target of the plan with this route is reached in eight cases of ten",
    unit: "date",
};
const COST: Rule = Rule {
    id: "route_choice.cost",
    formula: "likely cost of the plan with this route",
    unit: "thousand",
};
const INTENSITY: Rule = Rule {
    id: "route_choice.pmi",
    formula: "process mass intensity of the route as assessed",
    unit: "kg/kg",
};
const IN_SCOPE: Rule = Rule {
    id: "route_choice.impurities",
    formula: "impurities of class 1 to 3 or the cohort of concern on the route that are in scope of a use",
    unit: "",
};
const EARLIER: Rule = Rule {
    id: "route_choice.earlier",
    formula: "share of samples, with the same random numbers, in which this route reaches the target before the chosen one",
    unit: "",
};

/// By what the planner chooses between routes. Ties are broken by the others, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Day by which the target is reached in eight cases of ten.
    Date,
    /// Likely cost of the plan.
    Cost,
    /// Process mass intensity.
    Pmi,
    /// Mutagenic impurities in scope: the worst class first, then how many.
    Impurities,
}

impl Criterion {
    /// All of them, in the order in which they break ties.
    pub const ALL: [Self; 4] = [Self::Date, Self::Cost, Self::Pmi, Self::Impurities];

    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Date => "date of the target, P80",
            Self::Cost => "cost of the plan",
            Self::Pmi => "process mass intensity",
            Self::Impurities => "mutagenic impurities in scope",
        }
    }
}

/// How the routes of a program compare.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteChoice {
    /// What decided.
    pub criterion: Criterion,
    /// The route taken; `None` where the program has none.
    pub chosen: Option<String>,
    /// Routes, the best first; those without a plan last.
    pub standings: Vec<RouteStanding>,
    /// Samples behind each date.
    pub samples: u64,
    /// Figures of the comparison.
    #[serde(skip)]
    pub ledger: Ledger,
}

/// Where the program stands with one route.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteStanding {
    /// Id in the document.
    pub route: String,
    /// Name for people.
    pub name: String,
    /// Median date of the target; `None` without a plan.
    pub p50: Option<Date>,
    /// Date of the target met in eight cases of ten.
    pub p80: Option<Date>,
    /// Likely cost of the plan in thousands.
    pub cost_thousands: Option<f64>,
    /// Process mass intensity in kg/kg; `None` where it is not known.
    pub pmi: Option<f64>,
    /// Steps.
    pub steps: Option<usize>,
    /// Mutagenic impurities in scope.
    pub impurities: usize,
    /// The worst of them in words.
    pub worst: &'static str,
    /// Rank of the worst: 0 cohort of concern, 1 to 3 the class, 9 none.
    #[serde(skip)]
    pub(crate) worst_rank: u8,
    /// A route that is at least as good in everything and better in something.
    pub dominated_by: Option<String>,
    /// Against the chosen route; `None` for the chosen one, and where samples failed.
    pub against_chosen: Option<PairedDates>,
    /// Why there is no plan.
    pub failure: Option<String>,
    /// Figures of this standing.
    pub figures: Vec<FigureId>,
}

/// Dates of two routes with the same random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairedDates {
    /// Share of samples in which this route is earlier than the chosen one.
    pub earlier_share: f64,
    /// Mean of this route's days less those of the chosen one.
    pub mean_days: f64,
    /// Half width of the 95 % interval of that mean: it tells the noise of the simulation, not of the inputs.
    pub half_width_days: f64,
}

impl PairedDates {
    /// Compares day by day; `None` where the samples do not pair.
    ///
    /// The mean difference is d = Σ (aᵢ − bᵢ)/n in days, its half width 1.96 · s/√n with the standard deviation s of the
    /// differences. Pairing removes what both routes share.
    ///
    /// ```
    /// use concerted_program::PairedDates;
    /// let paired = PairedDates::of(&[9.0, 12.0], &[10.0, 10.0]).unwrap();
    /// assert_eq!((paired.earlier_share, paired.mean_days), (0.5, 0.5));
    /// assert!(PairedDates::of(&[1.0], &[1.0, 2.0]).is_none());
    /// ```
    pub fn of(own: &[f64], chosen: &[f64]) -> Option<Self> {
        if own.len() != chosen.len() || own.len() < 2 {
            return None;
        }
        let n = own.len() as f64;
        let differences: Vec<f64> = own.iter().zip(chosen).map(|(a, b)| a - b).collect();
        let mean = differences.iter().sum::<f64>() / n;
        let squares: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
        Some(Self {
            earlier_share: differences.iter().filter(|d| **d < 0.0).count() as f64 / n,
            mean_days: mean,
            half_width_days: 1.96 * (squares / (n - 1.0) / n).sqrt(),
        })
    }
}

/// Samples behind a comparison: differences are paired, so few tell much.
const SAMPLES: u64 = 400;

/// The least effort that a comparison of dates needs, and the most that it is worth.
fn effort(options: &PlanOptions, route: &str) -> PlanOptions {
    PlanOptions {
        route: Some(route.to_owned()),
        choose_route: None,
        samples: options.samples.min(SAMPLES),
        schedules: options.schedules.min(60),
        sourcings: options.sourcings.min(2),
        ..options.clone()
    }
}

/// Plans every route on a small budget, with the same seed, and ranks them.
///
/// # Errors
/// Where no route of the program can be planned: the error of the first.
pub(crate) fn route_choice(
    program: &Program,
    reference: &Reference,
    options: &PlanOptions,
    criterion: Criterion,
    progress: &mut dyn FnMut(Progress),
) -> Result<RouteChoice, PlanError> {
    let mut ledger = Ledger::new();
    let leaves = Leaves::new(program);
    let (mut standings, mut days) = (Vec::new(), Vec::new());
    let mut first_error = None;
    let total = program.route.len();
    for (done, route) in program.route.iter().enumerate() {
        progress(Progress::Routes(done, total));
        let id = route.id.to_string();
        let options = effort(options, &id);
        let plan = plan_route(program, reference, &options, None, &mut |_| {});
        let standing = Standing::of(program, reference, Some(&id));
        let mut own = standing_of((&id, &route.name), &standing);
        match plan {
            Ok(plan) => {
                own.take(program, &plan);
                own.record(&mut ledger, &leaves, (&plan, &standing, program));
                days.push(plan.target_days);
            }
            Err(error) => {
                own.failure = Some(error.to_string());
                days.push(Vec::new());
                first_error.get_or_insert(error);
            }
        }
        standings.push(own);
    }
    if let Some(error) = first_error
        && standings.iter().all(|own| own.failure.is_some())
    {
        return Err(error);
    }
    let mut order: Vec<usize> = (0..standings.len()).collect();
    order.sort_by(|a, b| by(criterion, &standings[*a], &standings[*b]));
    let best = order.first().copied();
    for index in 0..standings.len() {
        let dominating = (0..standings.len())
            .find(|other| dominates(&standings[*other], &standings[index]))
            .map(|other| standings[other].route.clone());
        standings[index].dominated_by = dominating;
        if let Some(best) = best.filter(|best| *best != index) {
            let paired = PairedDates::of(&days[index], &days[best]);
            standings[index].compare(paired, &mut ledger);
        }
    }
    let standings: Vec<RouteStanding> = order.iter().map(|i| standings[*i].clone()).collect();
    Ok(RouteChoice {
        criterion,
        chosen: standings.first().map(|own| own.route.clone()),
        standings,
        samples: options.samples.min(SAMPLES),
        ledger,
    })
}

fn standing_of((route, name): (&str, &str), standing: &Standing) -> RouteStanding {
    RouteStanding {
        route: route.to_owned(),
        name: name.to_owned(),
        p50: None,
        p80: None,
        cost_thousands: None,
        pmi: standing.pmi,
        steps: standing.steps,
        impurities: standing.in_scope(),
        worst: standing.worst_words(),
        worst_rank: standing.worst(),
        dominated_by: None,
        against_chosen: None,
        failure: None,
        figures: Vec::new(),
    }
}

impl RouteStanding {
    /// Takes dates and cost from the plan with this route.
    fn take(&mut self, program: &Program, plan: &Plan) {
        let key = target_key(program);
        if let Some(milestone) = plan.milestones.iter().find(|own| own.activity == key) {
            self.p50 = Some(milestone.p50);
            self.p80 = Some(milestone.p80);
        }
        self.cost_thousands = plan
            .figures
            .get("plan.cost")
            .and_then(|figure| figure.value.number());
    }

    /// Records its numbers with what they rest on in the user's document.
    fn record(
        &mut self,
        ledger: &mut Ledger,
        leaves: &Leaves<'_>,
        (plan, standing, program): (&Plan, &Standing, &Program),
    ) {
        let mut note = |(part, criterion): (&str, Criterion),
                        rule: Rule,
                        value: FigureValue,
                        inputs: Vec<Input>| {
            let id = FigureId(format!("plan.route.{}.{part}", self.route));
            let words = criterion.words();
            let label = format!("{words}, route {}", self.name);
            ledger.derive(id.clone(), label, rule, value, inputs);
            self.figures.push(id);
        };
        if let Some((id, value)) = planned_target(program, plan) {
            note(
                ("p80", Criterion::Date),
                DATE,
                value,
                leaves.behind(&plan.figures, &id),
            );
        }
        if let Some(cost) = self.cost_thousands {
            let inputs = leaves.behind(&plan.figures, "plan.cost");
            note(("cost", Criterion::Cost), COST, cost.into(), inputs);
        }
        let path = program.route_by_id(&self.route).map(|own| own.path.clone());
        if let (Some(pmi), Some(path)) = (self.pmi, path) {
            let inputs = leaves.behind(&standing.figures, &format!("{path}.pmi"));
            note(("pmi", Criterion::Pmi), INTENSITY, pmi.into(), inputs);
        }
        let count = self.impurities as f64;
        note(
            ("impurities", Criterion::Impurities),
            IN_SCOPE,
            count.into(),
            leaves.chemistry(),
        );
    }

    fn compare(&mut self, paired: Option<PairedDates>, ledger: &mut Ledger) {
        self.against_chosen = paired;
        let date = FigureId(format!("plan.route.{}.p80", self.route));
        if let Some(paired) = paired
            && self.figures.contains(&date)
        {
            let id = FigureId(format!("plan.route.{}.earlier", self.route));
            let label = format!("chance that route {} is earlier", self.name);
            let value = FigureValue::from(paired.earlier_share);
            ledger.derive(id.clone(), label, EARLIER, value, [Input::Figure(date)]);
            self.figures.push(id);
        }
    }

    /// Compares by one criterion; what is not known comes last.
    fn order(&self, other: &Self, criterion: Criterion) -> Ordering {
        match criterion {
            Criterion::Date => known_first(self.p80, other.p80, Ord::cmp),
            Criterion::Cost => {
                known_first(self.cost_thousands, other.cost_thousands, f64::total_cmp)
            }
            Criterion::Pmi => known_first(self.pmi, other.pmi, f64::total_cmp),
            Criterion::Impurities => {
                let key = |own: &Self| (std::cmp::Reverse(own.worst_rank), own.impurities);
                key(self).cmp(&key(other))
            }
        }
    }
}

fn known_first<T>(a: Option<T>, b: Option<T>, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => order(&a, &b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The better first: planned before not planned, then the criterion, then the others.
fn by(criterion: Criterion, a: &RouteStanding, b: &RouteStanding) -> Ordering {
    let planned = a.failure.is_some().cmp(&b.failure.is_some());
    let rest = Criterion::ALL.into_iter().filter(|own| *own != criterion);
    std::iter::once(criterion)
        .chain(rest)
        .fold(planned, |order, own| order.then_with(|| a.order(b, own)))
        .then_with(|| a.route.cmp(&b.route))
}

/// At least as good in every criterion, better in one.
fn dominates(a: &RouteStanding, b: &RouteStanding) -> bool {
    if a.failure.is_some() {
        return false;
    }
    let orders = Criterion::ALL.map(|criterion| a.order(b, criterion));
    orders.iter().all(|order| order.is_le()) && orders.iter().any(|order| order.is_lt())
}
