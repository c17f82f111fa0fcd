//! The assessment of all routes of a program.

use std::collections::BTreeMap;

use concerted_model::decode::Structure;
use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::given::Traced;
use concerted_model::handover::{IsolationYield, RouteDemand};
use concerted_model::program::Program;
use concerted_model::route::{Route, Step};
use concerted_reference::Reference;

use crate::amount::{StepAmounts, amounts};
use crate::balance::balance;
use crate::chemistry::Chemistry;
use crate::claims::{Claim, ClaimBasis, claims};
use crate::compare::{Comparison, compare};
use crate::demand::{RouteMasses, masses};
use crate::economics::{RawMaterialCost, cost, cycle_days};
use crate::estimate::{Estimate, sum};
use crate::green::{GreenBasis, GreenMetrics, green};
use crate::metal::{RouteMetals, metals};
use crate::order::{StepOrder, order};
use crate::plant::{PlantMetrics, Telescope, plant, telescopes};
use crate::protecting_groups::{Protection, protections};
use crate::solvent::{SolventUse, solvents};
use crate::step_metrics::{Intensities, StepMetrics, Subject, intensities, metrics};
use crate::view::RouteView;
use crate::yields::{RouteYields, yields};

const ASSUMED_SHARE: Rule = Rule {
    id: "route.assumed_share",
    formula: "mass of the inputs that rest on values with status assumed or memory / mass of all inputs",
    unit: "",
};

/// Everything this engine says of a program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RouteOutcome {
    /// Routes in the order written.
    pub routes: Vec<RouteResult>,
    /// Every pair of routes.
    pub comparisons: Vec<Comparison>,
    /// What supply and partners need to know of each route.
    pub demands: Vec<RouteDemand>,
    /// Figures.
    pub ledger: Ledger,
    /// Findings in the order of their subjects.
    pub findings: Vec<Finding>,
}

/// One step of a route.
#[derive(Debug, Clone, PartialEq)]
pub struct StepResult {
    /// Inputs with their masses per kg of step product.
    pub amounts: StepAmounts,
    /// Green metrics.
    pub metrics: StepMetrics,
    /// Solvents against the tables.
    pub solvents: Vec<SolventUse>,
}

/// One route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteResult {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its last step makes, where the last step is known; masses are per kg of it.
    pub product: Option<String>,
    /// Order and dependencies of its steps.
    pub order: StepOrder,
    /// Steps in the order in which they are run.
    pub steps: Vec<StepResult>,
    /// Bought inputs per kg of what it makes.
    pub masses: RouteMasses,
    /// Cumulative mass intensities.
    pub intensities: Intensities,
    /// Share of the process mass that rests on assumed or remembered values.
    pub assumed_share: Option<Estimate>,
    /// Yields of the longest linear sequence and the branches.
    pub yields: RouteYields,
    /// Elements of ICH Q3D.
    pub metals: RouteMetals,
    /// Protecting groups taken off.
    pub protections: Vec<Protection>,
    /// Steps in which protecting groups could not be judged.
    pub unjudged_steps: Vec<String>,
    /// Claims with their answers.
    pub claims: Vec<Claim>,
    /// Raw material cost.
    pub cost: RawMaterialCost,
    /// Working days of one batch through all steps.
    pub cycle_days: Traced,
    /// Efficiencies, EcoScale, iGAL, waste streams.
    pub green: GreenMetrics,
    /// Volumes, batch size, throughput, hours of plant.
    pub plant: PlantMetrics,
    /// Isolations that could be left out.
    pub telescopes: Vec<Telescope>,
}

/// Assesses every route of a program.
///
/// `isolations` are the isolated shares that the form engine computed. One of them is the yield of its step
/// only where the step states no `yield`; a yield that is entered stands as it is.
///
/// # Findings
/// Order (`route.order.*`), amounts and yields that are lacking, atom balance (`route.balance`), PMI
/// (`route.pmi`), metals (`route.metal`), solvents (`route.solvent.*`), protecting groups
/// (`route.protection`), cost (`route.cost`) and comparisons (`route.compare`).
///
/// ```
/// use concerted_reference::Reference;
/// let loaded = concerted_document::read_texts(&[(
///     "program.toml",
///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
/// )]);
/// let outcome = concerted_route::assess(&loaded.program.unwrap(), Reference::embedded(), &[]);
/// assert!(outcome.routes.is_empty());
/// assert_eq!(outcome.findings[0].rule, "route.none");
/// ```
pub fn assess(
    program: &Program,
    reference: &Reference,
    isolations: &[IsolationYield],
) -> RouteOutcome {
    let mut outcome = RouteOutcome::default();
    let (ledger, findings) = (&mut outcome.ledger, &mut outcome.findings);
    if program.route.is_empty() {
        findings.push(lacking(
            "route.none",
            "program",
            "Route metrics",
            "the program has no route",
        ));
        return outcome;
    }
    let chemistry = Chemistry::read(program, reference, ledger, findings);
    let steps = step_results(&chemistry, isolations, ledger, findings);
    for route in &program.route {
        outcome
            .routes
            .push(route_result(&chemistry, route, &steps, ledger, findings));
    }
    for index in 0..outcome.routes.len() {
        let found = route_claims(
            &chemistry,
            &program.route[index],
            &outcome.routes,
            index,
            ledger,
        );
        outcome.routes[index].claims = found;
    }
    for (index, first) in outcome.routes.iter().enumerate() {
        for second in &outcome.routes[index + 1..] {
            outcome
                .comparisons
                .push(compare(first, second, ledger, findings));
        }
    }
    outcome.demands = outcome.routes.iter().map(demand).collect();
    contents(program, ledger);
    findings.sort_by(|a, b| (&a.id, &a.message).cmp(&(&b.id, &b.message)));
    outcome
}

/// Figures that say what a route or step contains, such as "no metal" or "no water", rest on the structures of
/// all that it contains; no single number leads to them.
fn contents(program: &Program, ledger: &mut Ledger) {
    let structures = |steps: &mut dyn Iterator<Item = &Step>| -> Vec<Input> {
        steps
            .flat_map(|step| {
                step.input
                    .iter()
                    .map(|input| &input.material)
                    .chain([&step.product])
            })
            .filter_map(|material| program.material(material)?.smiles.as_ref())
            .map(Structure::input)
            .collect()
    };
    for id in ledger.rootless() {
        let mut parts = id.as_str().split('.');
        let (topic, name, last) = (parts.next(), parts.next(), parts.next_back());
        let (Some(topic), Some(name)) = (topic, name) else {
            continue;
        };
        // One kilogram of what the route makes is what everything is counted for.
        if last == Some("need") {
            continue;
        }
        let inputs = match topic {
            "route" => program
                .route_by_id(name)
                .map(|route| structures(&mut program.steps(route))),
            "step" => {
                let step = program.step.iter().filter(|step| step.id.as_str() == name);
                Some(structures(&mut step.into_iter()))
            }
            _ => None,
        };
        ledger.rest(&id, inputs.unwrap_or_default());
    }
}

/// Every step that some route uses, computed once.
fn step_results(
    chemistry: &Chemistry<'_>,
    isolations: &[IsolationYield],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, StepResult> {
    let program = chemistry.program;
    let used = |id: &str| {
        program
            .route
            .iter()
            .any(|route| route.step.iter().any(|step| step.as_str() == id))
    };
    let mut results = BTreeMap::new();
    for step in program.step.iter().filter(|step| used(step.id.as_str())) {
        let amounts = amounts(chemistry, step, isolations, ledger, findings);
        let balance = balance(chemistry, step, &amounts, findings);
        let result = StepResult {
            metrics: metrics(chemistry, (step, &amounts), balance, ledger, findings),
            solvents: solvents(chemistry, &amounts, ledger, findings),
            amounts,
        };
        results.insert(step.id.as_str().to_owned(), result);
    }
    results
}

fn route_result(
    chemistry: &Chemistry<'_>,
    route: &Route,
    steps: &BTreeMap<String, StepResult>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> RouteResult {
    let (order, problems) = order(chemistry.program, route);
    findings.extend(problems);
    let amounts = own_amounts(&order, steps);
    let masses = masses(route, &order, &amounts, ledger);
    let product = order
        .last
        .as_ref()
        .and_then(|last| Some(amounts.get(last)?.product.clone()));
    let subject = Subject {
        key: &route.path,
        name: format!("route {}", route.name),
        per: product.as_deref().unwrap_or_default(),
    };
    let mut own = Vec::new();
    let intensities = if masses.lines.is_empty() {
        let what = format!("PMI of route {}", route.name);
        own.push(lacking(
            "route.pmi",
            &route.path,
            &what,
            "its steps could not be put in order or have no inputs",
        ));
        Intensities::default()
    } else {
        intensities(&subject, &masses.mass_lines(), ledger, &mut own)
    };
    findings.extend(
        own.into_iter()
            .map(|finding| finding.on_route(route.id.as_str())),
    );
    let view = RouteView {
        route,
        order: &order,
        amounts: &amounts,
        masses: &masses,
    };
    let metals = metals(chemistry, &view, ledger, findings);
    let (protections, unjudged_steps) = protections(chemistry, &view, ledger, findings);
    let cycle_days = cycle_days(chemistry, route, &order, ledger);
    let plant = plant(chemistry, &view, &cycle_days, ledger);
    let run: Vec<&StepAmounts> = view.steps().collect();
    let telescopes = telescopes(chemistry, (route, &order, &masses), &run);
    let green = green(
        chemistry,
        &GreenBasis {
            route,
            product: product.as_deref(),
            masses: &masses,
            intensities: &intensities,
            steps: run
                .iter()
                .filter_map(|step| {
                    Some((written(chemistry, &step.step)?, step.step_yield.as_ref()))
                })
                .collect(),
        },
        ledger,
        findings,
    );
    RouteResult {
        id: route.id.as_str().to_owned(),
        name: route.name.clone(),
        product,
        steps: order
            .steps
            .iter()
            .filter_map(|step| steps.get(step).cloned())
            .collect(),
        assumed_share: assumed_share(route, &masses, &intensities, ledger),
        intensities,
        yields: yields(route, &order, &amounts, ledger, findings),
        metals,
        protections,
        unjudged_steps,
        claims: Vec::new(),
        cost: cost(chemistry, route, &masses, ledger, findings),
        cycle_days,
        green,
        plant,
        telescopes,
        masses,
        order,
    }
}

fn written<'a>(chemistry: &Chemistry<'a>, id: &str) -> Option<&'a Step> {
    let mut steps = chemistry.program.step.iter();
    steps.find(|step| step.id.as_str() == id)
}

fn own_amounts(
    order: &StepOrder,
    steps: &BTreeMap<String, StepResult>,
) -> BTreeMap<String, StepAmounts> {
    order
        .steps
        .iter()
        .filter_map(|step| Some((step.clone(), steps.get(step)?.amounts.clone())))
        .collect()
}

fn assumed_share(
    route: &Route,
    masses: &RouteMasses,
    intensities: &Intensities,
    ledger: &mut Ledger,
) -> Option<Estimate> {
    let total = &intensities
        .full
        .as_ref()
        .or(intensities.reaction_only.as_ref())?;
    let everything = intensities.full.is_some();
    let lines = masses
        .lines
        .iter()
        .filter(|line| everything || !line.mass.work_up);
    let assumed = sum(lines
        .filter_map(|line| line.mass.fresh.as_ref())
        .filter(|mass| mass.is_assumed()));
    let share = assumed.over(&total.total)?;
    let label = format!(
        "share of the process mass of route {} that rests on assumed or remembered values",
        route.name
    );
    Some(share.record(
        ledger,
        &format!("{}.assumed_share", route.path),
        label,
        ASSUMED_SHARE,
    ))
}

fn route_claims(
    chemistry: &Chemistry<'_>,
    route: &Route,
    results: &[RouteResult],
    index: usize,
    ledger: &mut Ledger,
) -> Vec<Claim> {
    let own = &results[index];
    let amounts: BTreeMap<String, StepAmounts> = own
        .steps
        .iter()
        .map(|step| (step.amounts.step.clone(), step.amounts.clone()))
        .collect();
    let others = results
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .map(|(_, other)| {
            let overall = other
                .yields
                .longest
                .as_ref()
                .and_then(|branch| branch.overall.clone());
            (other.name.clone(), overall)
        })
        .collect();
    let basis = ClaimBasis {
        view: RouteView {
            route,
            order: &own.order,
            amounts: &amounts,
            masses: &own.masses,
        },
        metals: &own.metals,
        solvents: own.steps.iter().flat_map(|step| &step.solvents).collect(),
        protections: &own.protections,
        unjudged: &own.unjudged_steps,
        yields: &own.yields,
        others,
    };
    claims(chemistry, &basis, ledger)
}

fn demand(route: &RouteResult) -> RouteDemand {
    RouteDemand {
        route: route.id.clone(),
        steps: route.order.steps.clone(),
        cycle_days: route.cycle_days.clone(),
    }
}
