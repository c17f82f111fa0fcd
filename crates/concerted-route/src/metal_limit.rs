//! Limits of an element by use, and what its content means against them.

use std::collections::BTreeSet;

use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::{FigureId, Ledger, Rule};
use concerted_model::finding::{Ask, Before, Evidence, Finding, Severity};
use concerted_model::program::{Administration, DoseBasis, Use};
use concerted_model::quantity::shortest;
use concerted_model::route::Route;
use concerted_reference::AdministrationRoute;

use crate::chemistry::Chemistry;
use crate::estimate::Estimate;

const LIMIT: Rule = Rule {
    id: "route.metal.limit",
    formula: "permitted daily exposure (ug/day) / highest daily dose (g/day)",
    unit: "ppm",
};

/// ICH Q3D, section on control: above 30 % of the limit an element needs control beyond its assessment.
const CONTROL_THRESHOLD: f64 = 0.3;

/// Limit of one element for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct MetalLimit {
    /// Symbol of the element.
    pub element: String,
    /// The use.
    pub use_id: String,
    /// ppm in the daily dose.
    pub ppm: Estimate,
    /// Row of the permitted daily exposure.
    pub citation: Citation,
}

pub(crate) fn limits(
    chemistry: &Chemistry<'_>,
    route: &Route,
    symbol: &str,
    ledger: &mut Ledger,
) -> Vec<MetalLimit> {
    let Some(row) = chemistry.reference.q3d(symbol) else {
        return Vec::new();
    };
    chemistry
        .program
        .uses
        .iter()
        .filter_map(|one| {
            let pde = row.pde(administration(one));
            let status = pde.citation.status;
            let text = format!("{} ug/day", shortest(pde.value));
            let dose = Estimate::given(&one.maximum_daily_dose, chemistry.program);
            // ug/day over mg/day is a thousandth, and ppm of it a thousand.
            let ppm = Estimate::cited(&pde, text).over(&dose)?.scaled(1e3);
            let basis = match one.dose_basis {
                Some(DoseBasis::Substance) => "substance as made",
                _ => "moiety",
            };
            let caveat = caveat(status);
            let label = format!(
                "limit of {symbol} for {}, by mass of {basis}; ICH Q3D formally applies from the market on, clinical stages by analogy{caveat}",
                one.name
            );
            let key = format!("{}.metal.{}.limit.{}", route.path, symbol.to_lowercase(), one.id);
            Some(MetalLimit {
                element: symbol.to_owned(),
                use_id: one.id.as_str().to_owned(),
                ppm: ppm.record(ledger, &key, label, LIMIT),
                citation: pde.citation,
            })
        })
        .collect()
}

fn administration(one: &Use) -> AdministrationRoute {
    match one.administration {
        Some(Administration::Parenteral) => AdministrationRoute::Parenteral,
        Some(Administration::Inhalation) => AdministrationRoute::Inhalation,
        Some(Administration::Cutaneous) => AdministrationRoute::Cutaneous,
        Some(Administration::Oral) | None => AdministrationRoute::Oral,
    }
}

/// Content of an element, were all of it retained.
#[derive(Clone, Copy)]
pub(crate) struct Retention<'a> {
    /// ppm in the product of the step at 100 % yield.
    pub(crate) retained: &'a Estimate,
    /// ppm in what the route makes at the stated yields.
    pub(crate) carried: Option<&'a Estimate>,
}

/// What the content means against the lowest limit; the larger of both contents decides.
pub(crate) fn verdict(
    key: &str,
    (route, symbol): (&Route, &str),
    content: Retention<'_>,
    limits: &[MetalLimit],
    removal: &BTreeSet<String>,
) -> Finding {
    let carried = content.carried.map_or(0.0, Estimate::value);
    let worst = content.retained.value().max(carried);
    let lowest = limits
        .iter()
        .min_by(|a, b| a.ppm.value().total_cmp(&b.ppm.value()));
    let severity = match lowest.map(|lowest| lowest.ppm.value()) {
        Some(limit) if worst > limit => Severity::Major,
        Some(limit) if worst <= CONTROL_THRESHOLD * limit => Severity::Note,
        _ => Severity::Minor,
    };
    let message = format!(
        "{}; {}; {}. ICH Q3D applies to clinical stages by analogy.",
        added(route, symbol, content),
        against(lowest),
        after(removal)
    );
    let mut finding = Finding::new("route.metal", severity, key, message)
        .on_route(route.id.as_str())
        .figure(format!("{key}.retained_ppm"));
    for limit in limits {
        finding = finding
            .figure(format!("{key}.limit.{}", limit.use_id))
            .evidence(Evidence::Reference {
                citation: limit.citation.clone(),
            });
    }
    let figures = [FigureId(format!("{key}.retained_ppm"))];
    if severity <= Severity::Minor {
        finding = ask_for(finding, "metal_method", symbol, &figures);
    }
    if severity <= Severity::Major {
        finding = ask_for(finding, "metal_scavenging_study", symbol, &figures);
    }
    finding
}

fn added(route: &Route, symbol: &str, content: Retention<'_>) -> String {
    let at_yields = content.carried.map_or_else(String::new, |carried| {
        format!(
            " ({} carried on at the stated yields)",
            ppm(carried.value())
        )
    });
    format!(
        "Route {} adds {symbol}: {} if wholly retained at 100 % yield{at_yields}",
        route.name,
        ppm(content.retained.value())
    )
}

fn against(lowest: Option<&MetalLimit>) -> String {
    lowest.map_or_else(
        || "no use gives a dose to set a limit by".to_owned(),
        |lowest| {
            format!(
                "the lowest limit is {} for use `{}`{}",
                ppm(lowest.ppm.value()),
                lowest.use_id,
                caveat(lowest.citation.status)
            )
        },
    )
}

fn after(removal: &BTreeSet<String>) -> String {
    if removal.is_empty() {
        return "no later adsorption or crystallization is stated".to_owned();
    }
    let list: Vec<&str> = removal.iter().map(String::as_str).collect();
    format!("it may be removed by {}", list.join(", "))
}

fn ppm(value: f64) -> String {
    format!("{} ppm", shortest((value * 10.0).round() / 10.0))
}

/// Words for a limit that may not be shown as a fact.
fn caveat(status: Status) -> String {
    if status.is_regulatory_fact() {
        return String::new();
    }
    format!(" (its status is `{}`: no regulatory fact)", status.word())
}

/// Adds the method or the removal study of an element.
pub(crate) fn ask_for(
    finding: Finding,
    catalogue: &str,
    symbol: &str,
    figures: &[FigureId],
) -> Finding {
    let (title, before) = match catalogue {
        "metal_method" => (
            format!("elemental impurity method for {symbol}"),
            Before::GmpRelease,
        ),
        _ => (
            format!("removal of {symbol} shown by step"),
            Before::GmpBatch,
        ),
    };
    finding.ask(Ask {
        key: format!("{catalogue}:{}", symbol.to_lowercase()),
        catalogue: catalogue.to_owned(),
        title,
        before: Some(before),
        figures: figures.to_vec(),
    })
}
