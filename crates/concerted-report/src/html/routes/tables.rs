//! Tables of the routes: metrics, claims, metals, solvents and comparisons.

use concerted_model::evidence::Status;
use concerted_reference::GreenRank;
use concerted_route::{Answer, ClaimName, MetalLimit, Reality, RouteResult, SolventUse};

use super::super::Context;
use crate::number::limit as limit_text;
use crate::shown::Shown;

/// One metric with its value on each route.
pub(super) struct Metric {
    pub(super) name: &'static str,
    pub(super) unit: String,
    pub(super) values: Vec<Shown>,
}

/// One claim with its answer on each route.
pub(super) struct ClaimRow {
    pub(super) statement: &'static str,
    pub(super) answers: Vec<ClaimAnswer>,
}

/// Answer and evidence.
pub(super) struct ClaimAnswer {
    pub(super) word: &'static str,
    pub(super) shown: Shown,
    pub(super) evidence: String,
}

/// One element on one route.
pub(super) struct MetalRow<'a> {
    pub(super) route: &'a str,
    pub(super) element: &'a str,
    pub(super) retained: Shown,
    pub(super) carried: Shown,
    pub(super) limits: Vec<(&'a str, Shown)>,
    pub(super) removal: String,
}

/// One solvent of a step.
pub(super) struct SolventRow<'a> {
    pub(super) name: &'a str,
    pub(super) steps: String,
    pub(super) rank: Shown,
    pub(super) rank_word: &'static str,
    pub(super) class: Shown,
    pub(super) limit: Shown,
}

/// One pair of routes.
pub(super) struct ComparisonRow<'a> {
    pub(super) first: &'a str,
    pub(super) second: &'a str,
    pub(super) difference: Shown,
    pub(super) unknown: bool,
    pub(super) reality: Shown,
    pub(super) reason: &'a str,
}

/// Metrics side by side.
pub(super) fn metrics(context: &Context<'_>, routes: &[RouteResult]) -> Vec<Metric> {
    let currency = context.program.currency();
    let lacking = "an amount, yield or price on this route is lacking";
    let rows: [(&'static str, &str, &str, bool); 19] = [
        ("Overall yield, longest sequence", "", "yield", true),
        ("Process mass intensity (PMI)", "kg/kg", "pmi", false),
        (
            "of which reactants and reagents",
            "kg/kg",
            "pmi_reactants",
            false,
        ),
        ("of which solvents", "kg/kg", "pmi_solvents", false),
        ("of which water", "kg/kg", "pmi_water", false),
        ("PMI without water", "kg/kg", "pmi_without_water", false),
        (
            "PMI of the reactions alone",
            "kg/kg",
            "pmi_reaction_only",
            false,
        ),
        ("E factor, water counted", "kg/kg", "e_factor", false),
        (
            "E factor without water",
            "kg/kg",
            "e_factor_without_water",
            false,
        ),
        (
            "Share of the mass that is assumed",
            "",
            "assumed_share",
            true,
        ),
        (
            "PMI, recovered material counted",
            "kg/kg",
            "pmi_gross",
            false,
        ),
        (
            "Process mass efficiency",
            "",
            "process_mass_efficiency",
            true,
        ),
        (
            "Waste aspired to (iGAL, constant from memory)",
            "kg/kg",
            "igal",
            false,
        ),
        (
            "Relative process greenness (constant from memory)",
            "",
            "relative_process_greenness",
            true,
        ),
        ("Raw materials", "cost", "raw_material_cost", false),
        (
            "One batch through all steps",
            "working days",
            "cycle_days",
            false,
        ),
        ("Batch in the assumed vessel", "kg", "batch_size", false),
        ("Throughput", "kg/m³/d", "throughput", false),
        ("Plant hours", "h/kg", "plant_hours", false),
    ];
    rows.into_iter()
        .map(|(name, unit, part, share)| Metric {
            name,
            unit: if unit == "cost" {
                format!("{currency}/kg")
            } else {
                unit.to_owned()
            },
            values: routes
                .iter()
                .map(|route| {
                    let id = format!("route.{}.{part}", route.id);
                    if share {
                        context.sheet.percent(&id, lacking)
                    } else {
                        context.sheet.bare(&id, lacking)
                    }
                })
                .collect(),
        })
        .filter(|metric| {
            metric.values.iter().any(|value| value.text.is_some()) || metric.unit != "cost"
        })
        .collect()
}

/// Claims side by side.
pub(super) fn claims(context: &Context<'_>, routes: &[RouteResult]) -> Vec<ClaimRow> {
    let mut names: Vec<ClaimName> = routes
        .iter()
        .flat_map(|route| route.claims.iter().map(|claim| claim.name))
        .collect();
    names.sort();
    names.dedup();
    let answer = |route: &RouteResult, name: ClaimName| {
        let claim = route.claims.iter().find(|claim| claim.name == name);
        let word = claim.map_or(Answer::Unknown, |claim| claim.answer).word();
        let id = format!("route.{}.claim.{}", route.id, name.key());
        ClaimAnswer {
            word,
            shown: context.sheet.labelled(&id, word),
            evidence: claim.map_or_else(String::new, |claim| claim.evidence.clone()),
        }
    };
    names
        .into_iter()
        .map(|name| ClaimRow {
            statement: name.statement(),
            answers: routes.iter().map(|route| answer(route, name)).collect(),
        })
        .collect()
}

/// Elements of ICH Q3D by route.
pub(super) fn metals<'a>(context: &Context<'a>, routes: &'a [RouteResult]) -> Vec<MetalRow<'a>> {
    let mut rows = Vec::new();
    for route in routes {
        let mut elements: Vec<&str> = route
            .metals
            .uses
            .iter()
            .map(|one| one.element.as_str())
            .collect();
        elements.sort_unstable();
        elements.dedup();
        for element in elements {
            rows.push(metal(context, route, element));
        }
    }
    rows
}

fn metal<'a>(context: &Context<'a>, route: &'a RouteResult, element: &'a str) -> MetalRow<'a> {
    let key = format!("route.{}.metal.{}", route.id, element.to_lowercase());
    let uses = || {
        route
            .metals
            .uses
            .iter()
            .filter(|one| one.element == element)
    };
    let missing: Vec<&str> = uses().filter_map(|one| one.missing.as_deref()).collect();
    let missing = missing.join("; ");
    let mut removal: Vec<&str> = uses()
        .flat_map(|one| one.removal.iter().map(String::as_str))
        .collect();
    removal.sort_unstable();
    removal.dedup();
    let limit = |limit: &'a MetalLimit| {
        let shown = context
            .sheet
            .bare(&format!("{key}.limit.{}", limit.use_id), "no dose");
        let shown = if limit.citation.status == Status::Verified {
            shown
        } else {
            shown.with_status(limit.citation.status)
        };
        (context.stage(&limit.use_id), shown)
    };
    MetalRow {
        route: &route.name,
        element,
        retained: context.sheet.bare(&format!("{key}.retained_ppm"), &missing),
        carried: context.sheet.bare(&format!("{key}.carried_ppm"), &missing),
        limits: route
            .metals
            .limits
            .iter()
            .filter(|limit| limit.element == element)
            .map(limit)
            .collect(),
        removal: if removal.is_empty() {
            "none stated".to_owned()
        } else {
            removal.join(", ")
        },
    }
}

/// Solvents of all routes, each once.
pub(super) fn solvents<'a>(
    context: &Context<'a>,
    routes: &'a [RouteResult],
) -> Vec<SolventRow<'a>> {
    let mut found: std::collections::BTreeMap<&str, Vec<&'a SolventUse>> =
        std::collections::BTreeMap::new();
    for route in routes {
        for one in route.steps.iter().flat_map(|step| &step.solvents) {
            let own = found.entry(one.name.as_str()).or_default();
            if own.iter().all(|other| other.step != one.step) {
                own.push(one);
            }
        }
    }
    found
        .into_iter()
        .filter_map(|(name, uses)| {
            let steps: Vec<&str> = uses.iter().map(|one| context.step(&one.step)).collect();
            Some(solvent(name, steps.join(", "), uses.first()?))
        })
        .collect()
}

fn solvent<'a>(name: &'a str, steps: String, one: &SolventUse) -> SolventRow<'a> {
    let (rank, rank_word) = match &one.rank {
        Some(rank) => (
            Shown::text(rank_name(rank.value)).with_status(rank.citation.status),
            rank_class(rank.value),
        ),
        None => (
            Shown::unknown("the CHEM21 table does not list it"),
            "unknown",
        ),
    };
    SolventRow {
        name,
        steps,
        rank,
        rank_word,
        class: match &one.q3c_class {
            Some(class) => {
                Shown::text(format!("class {}", class.value)).with_status(class.citation.status)
            }
            None => Shown::unknown("ICH Q3C does not list it"),
        },
        limit: match &one.q3c_limit_ppm {
            Some(limit) => Shown::text(limit_text(limit.value)).with_status(limit.citation.status),
            None => Shown::unknown("ICH Q3C gives no limit for it"),
        },
    }
}

fn rank_name(rank: GreenRank) -> &'static str {
    match rank {
        GreenRank::Recommended => "recommended",
        GreenRank::Problematic => "problematic",
        GreenRank::Hazardous => "hazardous",
        GreenRank::HighlyHazardous => "highly hazardous",
    }
}

fn rank_class(rank: GreenRank) -> &'static str {
    match rank {
        GreenRank::Recommended => "good",
        GreenRank::Problematic => "fair",
        GreenRank::Hazardous | GreenRank::HighlyHazardous => "bad",
    }
}

/// Every pair of routes.
pub(super) fn comparisons<'a>(context: &Context<'a>) -> Vec<ComparisonRow<'a>> {
    let comparisons = &context.plan.assessment.route.comparisons;
    let row = |comparison: &'a concerted_route::Comparison| {
        let key = format!("compare.{}.{}", comparison.first, comparison.second);
        ComparisonRow {
            first: context.route(&comparison.first),
            second: context.route(&comparison.second),
            difference: context
                .sheet
                .value(&format!("{key}.pmi_difference"), &comparison.reason)
                .unmarked(),
            unknown: comparison.reality == Reality::Unknown,
            // The word itself says that it is unknown; marks of its inputs would only repeat it.
            reality: context
                .sheet
                .labelled(&format!("{key}.pmi_reality"), comparison.reality.word())
                .unmarked(),
            reason: &comparison.reason,
        }
    };
    comparisons.iter().map(row).collect()
}
