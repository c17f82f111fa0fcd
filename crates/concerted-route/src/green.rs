//! Further green metrics: process mass efficiency, gross intensity, solvent intensity, EcoScale, iGAL, waste streams.

use std::collections::BTreeMap;

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::route::{InputRole, OperationKind, Route, Step};

use crate::amount::Category;
use crate::chemistry::Chemistry;
use crate::demand::RouteMasses;
use crate::estimate::{Estimate, sum};
use crate::intensity::{Boundary, Recovered, intensity};
use crate::step_metrics::Intensities;

const MASS_EFFICIENCY: Rule = Rule {
    id: "route.process_mass_efficiency",
    formula: "1 / PMI of the same boundary",
    unit: "",
};
const SOLVENT_INTENSITY: Rule = Rule {
    id: "route.solvent_intensity",
    formula: "mass of fresh organic solvents / mass of product",
    unit: "kg/kg",
};
const GROSS: Rule = Rule {
    id: "route.pmi_gross",
    formula: "mass of all inputs charged, what is recovered and used again counted each time / mass of product",
    unit: "kg/kg",
};
const IGAL: Rule = Rule {
    id: "route.igal",
    formula: "iGAL = slope · M of the free molecule, in kg of waste per kg of substance",
    unit: "kg/kg",
};
const GREENNESS: Rule = Rule {
    id: "route.relative_process_greenness",
    formula: "iGAL / E factor with water; 1 reaches the goal",
    unit: "",
};
const WASTE: Rule = Rule {
    id: "route.waste",
    formula: "mass of the inputs of one kind per kg of product; of reactants and reagents less the product itself",
    unit: "kg/kg",
};
const ECOSCALE: Rule = Rule {
    id: "route.ecoscale",
    formula: "100 − points for yield, temperature and time, pressure, work-up; price and hazards of the inputs are not judged, so it is an upper bound",
    unit: "",
};

/// Rows of the defaults that hold the points of the EcoScale.
const ECOSCALE_POINTS: &[&str] = &[
    "ecoscale_chromatography",
    "ecoscale_cooling_below_zero",
    "ecoscale_cooling_to_zero",
    "ecoscale_crystallization",
    "ecoscale_distillation",
    "ecoscale_extraction",
    "ecoscale_heating_long",
    "ecoscale_heating_short",
    "ecoscale_pressure",
    "ecoscale_room_long",
    "ecoscale_solid_phase",
];

/// Metrics of a route beside its mass intensities; each absent where what it needs is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GreenMetrics {
    /// 1 / PMI, everything fresh counted.
    pub process_mass_efficiency: Option<Estimate>,
    /// PMI with what is recovered counted each time it is charged.
    pub gross: Option<Estimate>,
    /// Fresh organic solvents in kg per kg.
    pub solvent_intensity: Option<Estimate>,
    /// Waste that is aspired to for a molecule of this size, in kg per kg.
    pub igal: Option<Estimate>,
    /// That over the E factor.
    pub relative_process_greenness: Option<Estimate>,
    /// EcoScale of each step by its id, an upper bound.
    pub ecoscale: BTreeMap<String, Estimate>,
    /// Waste streams in kg per kg by name: `organic`, `aqueous`, `reactants`, `recovered`.
    pub waste: BTreeMap<&'static str, Estimate>,
}

/// What the metrics of a route are computed from.
pub(crate) struct GreenBasis<'a> {
    pub(crate) route: &'a Route,
    pub(crate) product: Option<&'a str>,
    pub(crate) masses: &'a RouteMasses,
    pub(crate) intensities: &'a Intensities,
    pub(crate) steps: Vec<(&'a Step, Option<&'a Estimate>)>,
}

/// Computes the metrics that follow from the masses of a route and the conditions of its steps.
///
/// # Findings
/// `route.ecoscale`: lacking, for steps without yield or temperature.
pub(crate) fn green(
    chemistry: &Chemistry<'_>,
    basis: &GreenBasis<'_>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> GreenMetrics {
    let (route, key) = (basis.route, &basis.route.path);
    let mut found = GreenMetrics::default();
    let full = basis.intensities.full.as_ref();
    found.process_mass_efficiency = full.and_then(|full| {
        let label = format!("process mass efficiency of route {}", route.name);
        let share = Estimate::exact(1.0).over(&full.total)?;
        Some(share.record(
            ledger,
            &format!("{key}.process_mass_efficiency"),
            label,
            MASS_EFFICIENCY,
        ))
    });
    let boundary = Boundary {
        recovered: Recovered::Counted,
        ..Boundary::FULL
    };
    let lines = basis.masses.mass_lines();
    found.gross = intensity(&lines, boundary, basis.product.unwrap_or_default())
        .ok()
        .map(|gross| {
            let label = format!(
                "mass intensity of route {} ({})",
                route.name,
                boundary.words()
            );
            gross
                .total
                .record(ledger, &format!("{key}.pmi_gross"), label, GROSS)
        });
    found.solvent_intensity = basis.intensities.solvents.as_ref().map(|solvents| {
        let label = format!("solvent intensity of route {}", route.name);
        let solvents = solvents.clone();
        solvents.record(
            ledger,
            &format!("{key}.solvent_intensity"),
            label,
            SOLVENT_INTENSITY,
        )
    });
    goal(chemistry, basis, &mut found, ledger);
    waste(basis, &mut found, ledger);
    let mut unjudged = Vec::new();
    for (step, step_yield) in &basis.steps {
        match ecoscale(chemistry, step, *step_yield) {
            Some(score) => {
                let label = format!("EcoScale of step {}, upper bound", step.name);
                let id = format!("{}.ecoscale", step.path);
                let score = score.record(ledger, &id, label, ECOSCALE);
                found.ecoscale.insert(step.id.as_str().to_owned(), score);
            }
            None => unjudged.push(step.name.clone()),
        }
    }
    if !unjudged.is_empty() {
        let needs = format!("no yield or temperature of {}", unjudged.join(", "));
        let what = format!("EcoScale on route {}", route.name);
        findings.push(lacking("route.ecoscale", key, &what, &needs).on_route(route.id.as_str()));
    }
    found
}

/// The goal by molecular weight, and how near the route comes.
fn goal(
    chemistry: &Chemistry<'_>,
    basis: &GreenBasis<'_>,
    found: &mut GreenMetrics,
    ledger: &mut Ledger,
) {
    let (route, key) = (basis.route, &basis.route.path);
    let Some(product) = basis.product else { return };
    let (Some(molecule), Some((slope, source))) = (
        chemistry.molecule(product),
        chemistry.assumption("igal_slope"),
    ) else {
        return;
    };
    let free = molecule
        .components()
        .iter()
        .map(concerted_molecule::Molecule::molar_mass)
        .fold(0.0, f64::max);
    let structure = Input::Figure(format!("material.{product}.molar_mass").into());
    let goal = Estimate::exact(slope * free)
        .resting_on(&[source, structure])
        .marked_assumed(true);
    let label = format!(
        "innovation green aspiration level for what route {} makes (constant from memory)",
        route.name
    );
    let goal = goal.record(ledger, &format!("{key}.igal"), label, IGAL);
    found.relative_process_greenness = basis.intensities.e_factor.as_ref().and_then(|e_factor| {
        let label = format!(
            "relative process greenness of route {} (constant from memory)",
            route.name
        );
        let id = format!("{key}.relative_process_greenness");
        Some(goal.over(e_factor)?.record(ledger, &id, label, GREENNESS))
    });
    found.igal = Some(goal);
}

fn waste(basis: &GreenBasis<'_>, found: &mut GreenMetrics, ledger: &mut Ledger) {
    // A stream of which a part is unknown would look too small.
    if basis.intensities.full.is_none() {
        return;
    }
    let lines = &basis.masses.lines;
    let of = |category: Category| {
        let own = lines.iter().filter(|line| line.mass.category == category);
        sum(own.filter_map(|line| line.mass.fresh.as_ref()))
    };
    let recovered: Vec<Estimate> = lines
        .iter()
        .filter_map(|line| Some(line.mass.charged.as_ref()?.minus(line.mass.fresh.as_ref()?)))
        .collect();
    let streams = [
        ("organic", of(Category::Solvents)),
        ("aqueous", of(Category::Water)),
        (
            "reactants",
            of(Category::Reactants).minus(&Estimate::exact(1.0)),
        ),
        ("recovered", sum(&recovered)),
    ];
    for (name, mass) in streams {
        let label = match name {
            "recovered" => format!("recovered and used again on route {}", basis.route.name),
            _ => format!("{name} waste of route {}", basis.route.name),
        };
        let id = format!("{}.waste.{name}", basis.route.path);
        found
            .waste
            .insert(name, mass.record(ledger, &id, label, WASTE));
    }
}

/// EcoScale of a step: 100 less points for yield, conditions and work-up (Van Aken and co-workers, Beilstein J. Org.
/// Chem. 2006, 2, 3; points from memory). Price and hazards of the inputs are not judged.
fn ecoscale(
    chemistry: &Chemistry<'_>,
    step: &Step,
    step_yield: Option<&Estimate>,
) -> Option<Estimate> {
    let step_yield = step_yield?;
    let temperature = step.temperature.as_ref()?;
    let kelvin = temperature.value.base();
    let mut inputs = vec![temperature.input()];
    let long = step.time.as_ref().is_none_or(|time| {
        inputs.push(time.input());
        time.value.base() > 1.0 / 24.0
    });
    let mut charged = vec![match kelvin {
        kelvin if kelvin < 273.15 => Some("ecoscale_cooling_below_zero"),
        kelvin if kelvin < 283.15 => Some("ecoscale_cooling_to_zero"),
        kelvin if kelvin <= 303.15 => long.then_some("ecoscale_room_long"),
        _ if long => Some("ecoscale_heating_long"),
        _ => Some("ecoscale_heating_short"),
    }];
    let pressure = step.pressure.as_ref().map(|pressure| {
        inputs.push(pressure.input());
        pressure.value.base()
    });
    let gas = step.input.iter().any(|input| input.role == InputRole::Gas);
    charged.push(
        (pressure.is_some_and(|bar| bar > 1.1) || pressure.is_none() && gas)
            .then_some("ecoscale_pressure"),
    );
    let kinds: std::collections::BTreeSet<Option<&str>> = step
        .operation
        .iter()
        .map(|operation| match operation.kind {
            OperationKind::Chromatography => Some("ecoscale_chromatography"),
            OperationKind::Crystallization => Some("ecoscale_crystallization"),
            OperationKind::Distillation => Some("ecoscale_distillation"),
            OperationKind::Extraction | OperationKind::Wash => Some("ecoscale_extraction"),
            OperationKind::Adsorption => Some("ecoscale_solid_phase"),
            _ => None,
        })
        .collect();
    charged.extend(kinds);
    // Every row is an input, whether it is charged or not: which of them are depends on the conditions.
    let mut points = 0.0;
    for id in ECOSCALE_POINTS {
        let (own, source) = chemistry.assumption(id)?;
        if charged.contains(&Some(*id)) {
            points += own;
        }
        inputs.push(source);
    }
    let (per_point, source) = chemistry.assumption("ecoscale_lost_per_cent")?;
    inputs.push(source);
    let lost = Estimate::exact(1.0)
        .minus(step_yield)
        .scaled(100.0 * per_point);
    Some(
        Estimate::exact(100.0 - points)
            .minus(&lost)
            .resting_on(&inputs)
            .marked_assumed(true),
    )
}
