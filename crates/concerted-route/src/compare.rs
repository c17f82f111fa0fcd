//! Two routes beside each other: is the difference of their process mass intensities real?

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, Severity};
use concerted_model::quantity::shortest;

use crate::estimate::{Estimate, sum};
use crate::intensity::{Boundary, MassIntensity, WorkUp};
use crate::outcome::RouteResult;

const DIFFERENCE: Rule = Rule {
    id: "route.pmi_difference",
    formula: "PMI of the first route − PMI of the second, within one boundary; what both share cancels",
    unit: "kg/kg",
};
const ASSUMED: Rule = Rule {
    id: "route.assumed_mass",
    formula: "mass of the inputs that rest on values with status assumed or memory, without inputs of which both routes take the same mass",
    unit: "kg/kg",
};
const REALITY: Rule = Rule {
    id: "route.pmi_reality",
    formula: "unknown where the interval of the difference includes 0 or the assumed mass of either route exceeds the difference; else real",
    unit: "",
};

/// Whether a difference can be relied upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reality {
    /// It is larger than what is uncertain and assumed.
    Real,
    /// It may be an artifact of assumptions.
    Unknown,
}

impl Reality {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Unknown => "unknown",
        }
    }
}

/// One pair of routes.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The first route.
    pub first: String,
    /// The second route.
    pub second: String,
    /// Boundary of the difference; absent where no boundary is known for both.
    pub boundary: Option<Boundary>,
    /// PMI of the first less that of the second.
    pub difference: Option<Estimate>,
    /// Assumed mass of either route that the other does not share, in kg/kg.
    pub assumed: Option<(f64, f64)>,
    /// The answer.
    pub reality: Reality,
    /// Why, in words.
    pub reason: String,
}

/// Compares two routes within the widest boundary that is known for both.
///
/// # Findings
/// `route.compare`: a note with the difference, the answer and the reason.
pub(crate) fn compare(
    first: &RouteResult,
    second: &RouteResult,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Comparison {
    let key = format!("compare.{}.{}", first.id, second.id);
    let names = format!("{} and {}", first.name, second.name);
    let unknown = |reason: String| Comparison {
        first: first.id.clone(),
        second: second.id.clone(),
        boundary: None,
        difference: None,
        assumed: None,
        reality: Reality::Unknown,
        reason,
    };
    let pairs = [
        (&first.intensities.full, &second.intensities.full),
        (
            &first.intensities.reaction_only,
            &second.intensities.reaction_only,
        ),
    ];
    let known = pairs
        .into_iter()
        .find_map(|(own, other)| own.as_ref().zip(other.as_ref()));
    let comparison = match known {
        None => unknown("no boundary has a known PMI for both routes".to_owned()),
        Some((own, other)) => match own.minus(other) {
            Err(error) => unknown(error.to_string()),
            Ok(difference) => judged(&key, (first, second), (own, other), difference, ledger),
        },
    };
    record(&key, &names, &comparison, ledger, findings);
    comparison
}

fn record(
    key: &str,
    names: &str,
    comparison: &Comparison,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    let mut inputs: Vec<Input> = Vec::new();
    if comparison.difference.is_some() {
        for suffix in [
            "pmi_difference",
            "assumed_mass.first",
            "assumed_mass.second",
        ] {
            inputs.push(Input::Figure(format!("{key}.{suffix}").into()));
        }
    }
    let label = format!(
        "is the PMI difference of routes {names} real ({})",
        comparison.reason
    );
    ledger.derive(
        format!("{key}.pmi_reality"),
        label,
        REALITY,
        comparison.reality.word(),
        inputs,
    );
    findings.push(
        Finding::new(
            "route.compare",
            Severity::Note,
            key,
            format!(
                "The difference in process mass intensity between routes {names} is {}: {}.",
                comparison.reality.word(),
                comparison.reason
            ),
        )
        .figure(format!("{key}.pmi_reality")),
    );
}

fn judged(
    key: &str,
    (first, second): (&RouteResult, &RouteResult),
    (own, other): (&MassIntensity, &MassIntensity),
    difference: Estimate,
    ledger: &mut Ledger,
) -> Comparison {
    let boundary = own.boundary;
    let label = format!(
        "PMI of route {} less that of {} ({})",
        first.name,
        second.name,
        boundary.words()
    );
    let difference = difference.resting_on(other.total.inputs()).record(
        ledger,
        &format!("{key}.pmi_difference"),
        label,
        DIFFERENCE,
    );
    let mut assumed = |route: &RouteResult, against: &RouteResult, which: &str| {
        let label = format!(
            "assumed mass on route {} that route {} does not share",
            route.name, against.name
        );
        assumed_mass(route, against, boundary)
            .record(
                ledger,
                &format!("{key}.assumed_mass.{which}"),
                label,
                ASSUMED,
            )
            .value()
    };
    let assumed = (
        assumed(first, second, "first"),
        assumed(second, first, "second"),
    );
    let (reality, reason) = verdict(&difference, assumed, boundary);
    Comparison {
        first: first.id.clone(),
        second: second.id.clone(),
        boundary: Some(boundary),
        difference: Some(difference),
        assumed: Some(assumed),
        reality,
        reason,
    }
}

/// Mass of assumed lines within the boundary, without lines of equal mass on both routes.
fn assumed_mass(route: &RouteResult, against: &RouteResult, boundary: Boundary) -> Estimate {
    let counted = |line: &&crate::demand::RouteLine| {
        boundary.work_up == WorkUp::Included || !line.mass.work_up
    };
    let shared = |path: &str, mass: f64| {
        against
            .masses
            .lines
            .iter()
            .filter(|line| line.mass.path == path)
            .filter_map(|line| line.mass.fresh.as_ref())
            .any(|other| (other.value() - mass).abs() <= 1e-9 * mass.abs())
    };
    let all: Vec<(&str, &Estimate)> = route
        .masses
        .lines
        .iter()
        .filter(counted)
        .filter_map(|line| Some((line.mass.path.as_str(), line.mass.fresh.as_ref()?)))
        .collect();
    let terms = all
        .iter()
        .filter(|(path, mass)| mass.is_assumed() && !shared(path, mass.value()))
        .map(|(_, mass)| *mass);
    // Whether a line is shared depends on the masses of both routes, so all of them are ancestors.
    let theirs = against
        .masses
        .lines
        .iter()
        .filter_map(|line| line.mass.fresh.as_ref());
    all.iter()
        .map(|(_, mass)| *mass)
        .chain(theirs)
        .fold(sum(terms), |total, mass| total.resting_on(mass.inputs()))
}

fn verdict(difference: &Estimate, assumed: (f64, f64), boundary: Boundary) -> (Reality, String) {
    let rounded = |value: f64| shortest((value * 100.0).round() / 100.0);
    let size = difference.value().abs();
    let stated = format!(
        "the difference is {} kg/kg ({})",
        rounded(difference.value()),
        boundary.words()
    );
    if let Some((low, high)) = difference.interval()
        && low <= 0.0
        && high >= 0.0
    {
        let reason = format!(
            "{stated} with an interval from {} to {}, which includes 0",
            rounded(low),
            rounded(high)
        );
        return (Reality::Unknown, reason);
    }
    let most = assumed.0.max(assumed.1);
    if size <= 0.0 {
        return (
            Reality::Unknown,
            format!("{stated}, so there is none to speak of"),
        );
    }
    if most > size {
        let reason = format!(
            "{stated}, but {} kg/kg of one route rest on assumed or remembered values",
            rounded(most)
        );
        return (Reality::Unknown, reason);
    }
    (
        Reality::Real,
        format!(
            "{stated}, more than the {} kg/kg that rest on assumed or remembered values",
            rounded(most)
        ),
    )
}
