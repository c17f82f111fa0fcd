//! What the plant feels: volumes, batch size by vessel, throughput, hours, and isolations that could go.

use concerted_model::figure::{Ledger, Rule};
use concerted_model::given::Traced;
use concerted_model::route::{InputRole, OperationKind, Route, Step};

use crate::amount::StepAmounts;
use crate::chemistry::Chemistry;
use crate::demand::RouteMasses;
use crate::estimate::{Estimate, sum};
use crate::order::StepOrder;
use crate::view::RouteView;

const VOLUME: Rule = Rule {
    id: "route.peak_volume",
    formula: "sum over the inputs of a step, work-up included: mass charged / density; unknown densities by default",
    unit: "L/kg",
};
const BATCH: Rule = Rule {
    id: "route.batch_size",
    formula: "smallest over the steps of: vessel volume · filling / (peak volume · kg of step product needed per kg)",
    unit: "kg",
};
const THROUGHPUT: Rule = Rule {
    id: "route.throughput",
    formula: "batch size / (vessel volume in m³ · working days of one batch through all steps)",
    unit: "kg/m³/d",
};
const HOURS: Rule = Rule {
    id: "route.plant_hours",
    formula: "working days of one batch through all steps · hours per working day / batch size",
    unit: "h/kg",
};

/// Plant figures of a route for one vessel per step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlantMetrics {
    /// Liters per kg of step product, everything charged in one vessel, by step in order.
    pub peak_volumes: Vec<(String, Estimate)>,
    /// kg of what the route makes in one batch.
    pub batch_size: Option<Estimate>,
    /// The step that limits it.
    pub bottleneck: Option<String>,
    /// kg per m³ of vessel and working day.
    pub throughput: Option<Estimate>,
    /// Hours of plant for one kg.
    pub hours: Option<Estimate>,
}

/// An isolation that could be left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Telescope {
    /// Step whose product would stay in solution.
    pub step: String,
    /// Step that would take it.
    pub next: String,
    /// How.
    pub how: String,
    /// What its work-up and isolation take in kg per kg of what the route makes: the most that could be saved.
    pub saved: Option<f64>,
    /// What speaks against it.
    pub against: Vec<String>,
}

/// Computes batch size, throughput and hours of a route.
///
/// Valid where each step runs in one vessel of the default size; additions one after the other and phases that are
/// taken off make real volumes smaller.
pub(crate) fn plant(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    cycle_days: &Traced,
    ledger: &mut Ledger,
) -> PlantMetrics {
    let mut found = PlantMetrics::default();
    let key = &view.route.path;
    let (Some((vessel, vessel_source)), Some((fill, fill_source)), Some((hours, hours_source))) = (
        chemistry.assumption("vessel_volume"),
        chemistry.assumption("vessel_fill_fraction"),
        chemistry.assumption("hours_per_working_day"),
    ) else {
        return found;
    };
    let mut smallest: Option<(Estimate, String)> = None;
    let mut complete = true;
    for step in view.steps() {
        let volume = peak_volume(chemistry, step).map(|volume| {
            let label = format!("volume of step {} with everything in one vessel", step.name);
            volume.record(
                ledger,
                &format!("{key}.{}.peak_volume", step.step),
                label,
                VOLUME,
            )
        });
        let per_kg = volume
            .as_ref()
            .zip(view.masses.need.get(&step.step))
            .map(|(volume, need)| volume.times(need));
        let batch = per_kg.and_then(|per_kg| Estimate::exact(vessel * fill).over(&per_kg));
        complete &= batch.is_some();
        if let Some(batch) = batch
            && smallest
                .as_ref()
                .is_none_or(|(least, _)| batch.value() < least.value())
        {
            smallest = Some((batch, step.step.clone()));
        }
        found
            .peak_volumes
            .extend(volume.map(|volume| (step.step.clone(), volume)));
    }
    let Some((batch, bottleneck)) = smallest.filter(|_| complete) else {
        return found;
    };
    // The volumes of all steps decide which of them limits.
    let all = found.peak_volumes.iter().map(|(_, volume)| volume);
    let needs = view.masses.need.values();
    let batch = all
        .chain(needs)
        .fold(batch, |batch, one| batch.resting_on(one.inputs()));
    let label = format!(
        "batch of route {} in vessels of {vessel} L",
        view.route.name
    );
    let batch = batch
        .resting_on(&[vessel_source.clone(), fill_source])
        .marked_assumed(true)
        .record(ledger, &format!("{key}.batch_size"), label, BATCH);
    let days = Estimate::traced(cycle_days);
    found.throughput = batch.over(&days.scaled(vessel / 1000.0)).map(|share| {
        let label = format!("throughput of route {}", view.route.name);
        let share = share.resting_on(&[vessel_source]).marked_assumed(true);
        share.record(ledger, &format!("{key}.throughput"), label, THROUGHPUT)
    });
    found.hours = days.scaled(hours).over(&batch).map(|time| {
        let label = format!("hours of plant for one kg by route {}", view.route.name);
        let time = time.resting_on(&[hours_source]).marked_assumed(true);
        time.record(ledger, &format!("{key}.plant_hours"), label, HOURS)
    });
    found.batch_size = Some(batch);
    found.bottleneck = Some(bottleneck);
    found
}

/// Liters of a step per kg of its product, gases left out.
fn peak_volume(chemistry: &Chemistry<'_>, step: &StepAmounts) -> Option<Estimate> {
    let mut volumes = Vec::new();
    for input in step
        .inputs
        .iter()
        .filter(|input| input.role != InputRole::Gas)
    {
        let mass = input.charged.as_ref()?;
        let material = chemistry.program.material_by_id(&input.material)?;
        let density = if let Some(density) = chemistry.density(material) {
            density
        } else {
            let (density, source) = chemistry.assumption("input_density")?;
            Estimate::exact(density)
                .resting_on(&[source])
                .marked_assumed(true)
        };
        volumes.push(mass.over(&density)?);
    }
    (!volumes.is_empty()).then(|| sum(&volumes))
}

/// Isolations between two steps that could be left out, in the order of steps.
///
/// A step qualifies where its product is isolated and one later step takes it. A crystallization, adsorption or
/// chromatography speaks against it, since impurities and metals leave there.
pub(crate) fn telescopes(
    chemistry: &Chemistry<'_>,
    (route, order, masses): (&Route, &StepOrder, &RouteMasses),
    steps: &[&StepAmounts],
) -> Vec<Telescope> {
    let written = |id: &str| {
        chemistry
            .program
            .step
            .iter()
            .find(|step| step.id.as_str() == id)
    };
    let mut found = Vec::new();
    for step in steps.iter().filter(|step| step.isolated) {
        let users: Vec<&&StepAmounts> = steps
            .iter()
            .filter(|later| {
                order
                    .upstream
                    .get(&later.step)
                    .is_some_and(|from| from.contains(&step.step))
            })
            .collect();
        let ([next], Some(own)) = (users.as_slice(), written(&step.step)) else {
            continue;
        };
        let saved: Option<Vec<f64>> = masses
            .lines
            .iter()
            .filter(|line| line.step == step.step && line.mass.work_up)
            .map(|line| line.mass.fresh.as_ref().map(Estimate::value))
            .collect();
        found.push(Telescope {
            step: step.step.clone(),
            next: next.step.clone(),
            how: how(chemistry, step, next),
            saved: saved.map(|saved| saved.iter().sum()),
            against: against(route, own),
        });
    }
    found
}

fn reaction_solvents(step: &StepAmounts) -> Vec<&str> {
    let solvents = step
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Solvent && !input.work_up);
    solvents.map(|input| input.material.as_str()).collect()
}

fn how(chemistry: &Chemistry<'_>, step: &StepAmounts, next: &StepAmounts) -> String {
    let (own, later) = (reaction_solvents(step), reaction_solvents(next));
    if let Some(shared) = own.iter().find(|one| later.contains(one)) {
        return format!(
            "both steps run in {}: carry the solution on",
            chemistry.name(shared)
        );
    }
    let boiling = |id: &str| {
        let material = chemistry.program.material_by_id(id)?;
        chemistry.solvent(material)?.boiling_point_c
    };
    for one in &own {
        for other in &later {
            if let (Some(first), Some(second)) = (boiling(one), boiling(other))
                && first + 15.0 < second
            {
                return format!(
                    "distill {} off ({first} C) against {} ({second} C)",
                    chemistry.name(one),
                    chemistry.name(other)
                );
            }
        }
    }
    if own.is_empty() || later.is_empty() {
        return "the solvents of both steps are not stated".to_owned();
    }
    "extract or wash, then go on in solution; one of the solvents must change".to_owned()
}

fn against(route: &Route, step: &Step) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &step.operation {
        let what = match operation.kind {
            OperationKind::Crystallization => "crystallization purges impurities here",
            OperationKind::Adsorption => "an adsorbent takes out metal or color here",
            OperationKind::Chromatography => "chromatography purifies here",
            _ => continue,
        };
        if !found.iter().any(|one: &String| one == what) {
            found.push(what.to_owned());
        }
    }
    if route
        .step
        .last()
        .is_some_and(|last| last.as_str() == step.id.as_str())
    {
        found.push("it is the last step".to_owned());
    }
    found
}
