//! The assessment: every engine that needs no decision about sites and dates, in a fixed order.

use std::collections::BTreeSet;

use concerted_form::FormOutcome;
use concerted_genotox::GenotoxOutcome;
use concerted_model::figure::{Figures, Ledger};
use concerted_model::finding::Finding;
use concerted_model::handover::{QuantitationNeed, Sourcing};
use concerted_model::program::Program;
use concerted_reference::Reference;
use concerted_route::RouteOutcome;
use concerted_supply::{SupplyOptions, SupplyOutcome};

/// Samples of the supply simulation.
const SAMPLES: u32 = 2_000;

/// What the engines say of a program before anything is decided about sites and dates.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Solid forms, solubility, isolation.
    pub form: FormOutcome,
    /// Routes.
    pub route: RouteOutcome,
    /// Mutagenic impurities.
    pub genotox: GenotoxOutcome,
    /// Demand and batches.
    pub supply: SupplyOutcome,
    /// All figures of these engines.
    pub ledger: Ledger,
    /// All findings of these engines, sorted.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// Findings that hold on a route: those of the route itself and those that name none.
    pub fn findings_for(&self, route: Option<&str>) -> Vec<&Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.route.is_none() || finding.route.as_deref() == route)
            .collect()
    }

    /// The figures with their origins.
    pub fn figures(&self, program: &Program) -> Figures {
        Figures::resolve(&self.ledger, &program.entered)
    }
}

/// Runs the engines in their fixed order: form, route, genotox, supply.
///
/// Form goes first because an isolation computed from solubility is a yield of the route; supply goes
/// last because the route says how long a campaign lasts. `route` is the route to make the batches by.
///
/// ```
/// use concerted_reference::Reference;
/// let loaded = concerted_document::read_texts(&[(
///     "program.toml",
///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
/// )]);
/// let program = loaded.program.unwrap();
/// let assessment = concerted_program::assess(&program, Reference::embedded(), None, 1);
/// assert!(!assessment.findings.is_empty());
/// ```
pub fn assess(
    program: &Program,
    reference: &Reference,
    route: Option<&str>,
    seed: u64,
) -> Assessment {
    let Chemistry {
        form,
        route: routes,
        genotox,
    } = chemistry(program, reference);
    let options = SupplyOptions {
        samples: SAMPLES,
        seed,
        route,
        site: None,
    };
    let supply = concerted_supply::assess(program, reference, &routes.demands, &options);
    // Which methods are missing does not depend on sites; what they cost to transfer is asked again later.
    let needs = needs(&genotox, program, route);
    let methods = concerted_methods::assess(program, reference, &needs, &Sourcing::new(), &[]);
    let mut ledger = Ledger::new();
    let mut findings = Vec::new();
    for (part, found) in [
        (&methods.ledger, &methods.findings),
        (&form.ledger, &form.findings),
        (&routes.ledger, &routes.findings),
        (&genotox.ledger, &genotox.findings),
        (&supply.ledger, &supply.findings),
    ] {
        ledger.merge(part.clone());
        findings.extend(found.iter().cloned());
    }
    tidy(&mut findings);
    Assessment {
        form,
        route: routes,
        genotox,
        supply,
        ledger,
        findings,
    }
}

/// The engines that say what is made, how and with which impurities.
pub(crate) struct Chemistry {
    pub(crate) form: FormOutcome,
    pub(crate) route: RouteOutcome,
    pub(crate) genotox: GenotoxOutcome,
}

/// Form, route and genotox: enough to compare chemistries, at a fraction of the time of [`assess`].
pub(crate) fn chemistry(program: &Program, reference: &Reference) -> Chemistry {
    let form = concerted_form::assess(program, reference);
    let route = concerted_route::assess(program, reference, &form.isolations);
    let genotox = concerted_genotox::assess(program, reference);
    Chemistry {
        form,
        route,
        genotox,
    }
}

/// Impurities to be measured on a route, by default the one the program plans with.
pub(crate) fn needs(
    genotox: &GenotoxOutcome,
    program: &Program,
    route: Option<&str>,
) -> Vec<QuantitationNeed> {
    let route = route.or_else(|| program.planned_route().map(|route| route.id.as_str()));
    genotox
        .needs
        .iter()
        .filter(|need| need.route.is_none() || need.route.as_deref() == route)
        .cloned()
        .collect()
}

/// Sorts findings by severity and key, and keeps the first of those with the same key.
pub(crate) fn tidy(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.severity, &a.id, &a.message).cmp(&(b.severity, &b.id, &b.message)));
    let mut seen = BTreeSet::new();
    findings.retain(|finding| seen.insert(finding.id.clone()));
}
