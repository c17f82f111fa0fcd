//! The order of the steps of a route, from what they make and use.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::program::Program;
use concerted_model::route::{Route, Step};

/// The steps of a route as a graph of materials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOrder {
    /// Steps in the order in which they are run; ties stay as written.
    pub steps: Vec<String>,
    /// For each step the steps whose product it uses, by id.
    pub upstream: BTreeMap<String, Vec<String>>,
    /// The step that makes the substance or its moiety, else the only one whose product nothing uses.
    pub last: Option<String>,
    /// True where no step uses, even indirectly, its own product.
    pub acyclic: bool,
}

impl StepOrder {
    /// Every way from a first step to the last one, each as step ids in order; at most 64 of them.
    pub fn sequences(&self) -> Vec<Vec<String>> {
        let mut complete = Vec::new();
        let mut open: Vec<Vec<String>> = self.last.iter().map(|last| vec![last.clone()]).collect();
        while let Some(path) = open.pop() {
            let before = path.first().and_then(|first| self.upstream.get(first));
            match before {
                Some(before) if !before.is_empty() && self.acyclic => {
                    for step in before.iter().rev() {
                        let mut longer = vec![step.clone()];
                        longer.extend(path.iter().cloned());
                        open.push(longer);
                    }
                }
                _ => complete.push(path),
            }
            if complete.len() >= 64 {
                break;
            }
        }
        complete
    }

    /// The steps that lead to the last one, itself included.
    pub fn useful(&self) -> BTreeSet<&str> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = self.last.as_deref().into_iter().collect();
        while let Some(step) = open.pop() {
            if seen.insert(step) {
                let before = self.upstream.get(step).map_or(&[][..], Vec::as_slice);
                open.extend(before.iter().map(String::as_str));
            }
        }
        seen
    }
}

/// Orders the steps of a route.
///
/// # Findings
/// `route.order.circle`: the steps form a circle. `route.order.two_makers`: two steps make the same material.
/// `route.order.dead_end`: a product goes nowhere. `route.order.target`: the last step makes neither the
/// drug substance nor its moiety. `route.order`: the route has no steps.
///
/// ```
/// let text = r#"
/// format_version = 1
/// name = "Two steps, written in the wrong order"
/// start = 2027-01-04
/// substance = { material = "c" }
/// material = [
///     { id = "a", name = "A", kind = "starting-material" },
///     { id = "b", name = "B", kind = "intermediate" },
///     { id = "c", name = "C", kind = "substance" },
/// ]
/// step = [
///     { id = "second", name = "second", product = "c", input = [{ material = "b", role = "reactant" }] },
///     { id = "first", name = "first", product = "b", input = [{ material = "a", role = "reactant" }] },
/// ]
/// route = [{ id = "r", name = "r", step = ["second", "first"] }]
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let (order, findings) = concerted_route::order(&program, &program.route[0]);
/// assert_eq!(order.steps, ["first", "second"]);
/// assert_eq!(order.last.as_deref(), Some("second"));
/// assert!(findings.is_empty());
/// ```
pub fn order(program: &Program, route: &Route) -> (StepOrder, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut steps: Vec<&Step> = Vec::new();
    for step in program.steps(route) {
        if !steps.iter().any(|other| other.id == step.id) {
            steps.push(step);
        }
    }
    let makers = makers(&steps, route, &mut findings);
    let upstream: BTreeMap<String, Vec<String>> = steps
        .iter()
        .map(|step| (step.id.as_str().to_owned(), sources(step, &makers)))
        .collect();
    let (sorted, acyclic) = sorted(&steps, &upstream);
    if !acyclic {
        findings.push(circle(&steps, &sorted, route));
    }
    let last = last_step(program, &steps, &upstream, route, &mut findings);
    let order = StepOrder {
        steps: sorted,
        upstream,
        last,
        acyclic,
    };
    let useful = order.useful();
    for step in steps
        .iter()
        .filter(|step| !useful.contains(step.id.as_str()))
    {
        if order.last.is_some() {
            let product = name(program, step);
            findings.push(problem(
                "route.order.dead_end",
                route,
                &step.path,
                &format!(
                    "{product}, made in step {}, is used by no step that leads to the substance.",
                    step.name
                ),
            ));
        }
    }
    (order, findings)
}

fn problem(rule: &str, route: &Route, subject: &str, message: &str) -> Finding {
    Finding::new(rule, Severity::Major, subject, message).on_route(route.id.as_str())
}

fn name(program: &Program, step: &Step) -> String {
    program.material(&step.product).map_or_else(
        || step.product.to_string(),
        |material| material.name.clone(),
    )
}

/// Which step makes which material; the first one written where two do.
fn makers<'a>(
    steps: &[&'a Step],
    route: &Route,
    findings: &mut Vec<Finding>,
) -> BTreeMap<&'a str, &'a Step> {
    let mut makers: BTreeMap<&str, &Step> = BTreeMap::new();
    for step in steps {
        if let Some(first) = makers.get(step.product.as_str()) {
            findings.push(problem(
                "route.order.two_makers",
                route,
                &step.path,
                &format!(
                    "Steps {} and {} both make {}; amounts are computed with the first.",
                    first.name, step.name, step.product
                ),
            ));
        } else {
            makers.insert(step.product.as_str(), step);
        }
    }
    makers
}

fn sources(step: &Step, makers: &BTreeMap<&str, &Step>) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for input in &step.input {
        if let Some(maker) = makers.get(input.material.as_str())
            && !sources.iter().any(|known| known == maker.id.as_str())
        {
            sources.push(maker.id.as_str().to_owned());
        }
    }
    sources
}

/// Steps after all that they use; the steps of a circle follow at the end as written.
fn sorted(steps: &[&Step], upstream: &BTreeMap<String, Vec<String>>) -> (Vec<String>, bool) {
    let mut sorted: Vec<String> = Vec::new();
    while let Some(next) = steps.iter().find(|step| {
        let id = step.id.as_str();
        !sorted.iter().any(|done| done == id)
            && upstream[id].iter().all(|source| sorted.contains(source))
    }) {
        sorted.push(next.id.as_str().to_owned());
    }
    let acyclic = sorted.len() == steps.len();
    for step in steps {
        if !sorted.iter().any(|done| done == step.id.as_str()) {
            sorted.push(step.id.as_str().to_owned());
        }
    }
    (sorted, acyclic)
}

fn circle(steps: &[&Step], sorted: &[String], route: &Route) -> Finding {
    let names: Vec<&str> = sorted
        .iter()
        .filter_map(|id| steps.iter().find(|step| step.id.as_str() == id))
        .map(|step| step.name.as_str())
        .collect();
    let mut finding = problem(
        "route.order.circle",
        route,
        &route.path,
        &format!(
            "The steps of route {} cannot be put in order: some step uses its own product in a circle ({}).",
            route.name,
            names.join(", ")
        ),
    );
    finding.severity = Severity::Critical;
    finding.hint("list a recycled material as a by-product and an input with a recovered share")
}

fn last_step(
    program: &Program,
    steps: &[&Step],
    upstream: &BTreeMap<String, Vec<String>>,
    route: &Route,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let wanted = [program.drug_substance(), program.moiety()];
    for material in wanted.into_iter().flatten() {
        if let Some(step) = steps
            .iter()
            .find(|step| step.product.as_str() == material.id.as_str())
        {
            return Some(step.id.as_str().to_owned());
        }
    }
    let ends: Vec<&&Step> = steps
        .iter()
        .filter(|step| {
            !upstream
                .values()
                .flatten()
                .any(|used| used == step.id.as_str())
        })
        .collect();
    if steps.is_empty() {
        let what = format!("The order of the steps of route {}", route.name);
        findings.push(
            lacking("route.order", &route.path, &what, "it has no steps")
                .on_route(route.id.as_str()),
        );
        return None;
    }
    if program.substance.is_none() {
        findings.push(
            lacking(
                "route.substance",
                &route.path,
                "What the route leads to",
                "the program names no drug substance",
            )
            .on_route(route.id.as_str()),
        );
    } else {
        let message = format!(
            "No step of route {} makes the drug substance or its moiety; its figures are per kilogram of what its last step makes.",
            route.name
        );
        findings.push(problem("route.order.target", route, &route.path, &message));
    }
    match ends.as_slice() {
        [only] => Some(only.id.as_str().to_owned()),
        _ => None,
    }
}
