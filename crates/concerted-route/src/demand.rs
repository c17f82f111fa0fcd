//! What each step must make, and what each input weighs, for one kilogram of substance.

use std::collections::BTreeMap;

use concerted_model::figure::{Ledger, Rule};
use concerted_model::route::Route;

use crate::amount::{InputAmount, StepAmounts};
use crate::estimate::{Estimate, sum};
use crate::intensity::MassLine;
use crate::order::StepOrder;

const NEED: Rule = Rule {
    id: "route.step_need",
    formula: "sum over the steps that use the product: their need · pure mass charged · (1 − recovered share); 1 for the last step",
    unit: "kg/kg",
};
const LINE: Rule = Rule {
    id: "route.input_mass",
    formula: "need of the step · mass charged per kg of step product, less what is recovered",
    unit: "kg/kg",
};

/// One bought input of a route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteLine {
    /// Step that takes it.
    pub step: String,
    /// Its material.
    pub material: String,
    /// Its mass in kg per kg of what the route makes.
    pub mass: MassLine,
}

/// Masses of a route per kilogram of what its last step makes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RouteMasses {
    /// kg of its product that each step makes; absent where an amount downstream is unknown.
    pub need: BTreeMap<String, Estimate>,
    /// Every input that no step of the route makes, in the order of steps.
    pub lines: Vec<RouteLine>,
}

impl RouteMasses {
    /// The lines without step and material.
    pub fn mass_lines(&self) -> Vec<MassLine> {
        self.lines.iter().map(|line| line.mass.clone()).collect()
    }
}

/// Propagates one kilogram of the last product back through the graph, convergent branches and shared
/// intermediates included.
pub(crate) fn masses(
    route: &Route,
    order: &StepOrder,
    amounts: &BTreeMap<String, StepAmounts>,
    ledger: &mut Ledger,
) -> RouteMasses {
    if order.last.is_none() || !order.acyclic {
        return RouteMasses::default();
    }
    let useful = order.useful();
    let steps: Vec<&StepAmounts> = order
        .steps
        .iter()
        .filter(|step| useful.contains(step.as_str()))
        .filter_map(|step| amounts.get(step))
        .collect();
    let made: BTreeMap<&str, &str> = steps
        .iter()
        .rev()
        .map(|step| (step.product.as_str(), step.step.as_str()))
        .collect();
    let need = needs(route, (&steps, &made), ledger);
    let mut lines = Vec::new();
    for step in steps {
        let bought = step
            .inputs
            .iter()
            .filter(|input| !made.contains_key(input.material.as_str()));
        lines.extend(
            bought.map(|input| line(route, step, input, (need.get(&step.step), &mut *ledger))),
        );
    }
    RouteMasses { need, lines }
}

/// kg that each step makes; the last of the steps makes one.
fn needs(
    route: &Route,
    (steps, made): (&[&StepAmounts], &BTreeMap<&str, &str>),
    ledger: &mut Ledger,
) -> BTreeMap<String, Estimate> {
    let mut found = BTreeMap::new();
    let mut shares: BTreeMap<&str, Vec<Option<Estimate>>> = BTreeMap::new();
    for (index, step) in steps.iter().rev().enumerate() {
        let need = if index == 0 {
            Some(Estimate::exact(1.0))
        } else {
            let own = shares.remove(step.step.as_str()).unwrap_or_default();
            let own: Option<Vec<Estimate>> = own.into_iter().collect();
            own.map(|own| sum(&own))
        };
        let need = need.map(|need| {
            let label = format!(
                "kg that step {} makes per kg from route {}",
                step.name, route.name
            );
            need.record(
                ledger,
                &format!("{}.{}.need", route.path, step.step),
                label,
                NEED,
            )
        });
        for input in &step.inputs {
            if let Some(maker) = made.get(input.material.as_str()) {
                let share = need.as_ref().and_then(|need| share(need, input));
                shares.entry(maker).or_default().push(share);
            }
        }
        found.extend(need.map(|need| (step.step.clone(), need)));
    }
    found
}

/// kg of an intermediate that a step takes: pure, less what is recovered.
fn share(need: &Estimate, input: &InputAmount) -> Option<Estimate> {
    let kept = input.fresh.as_ref()?.over(input.charged.as_ref()?)?;
    Some(need.times(input.pure.as_ref()?).times(&kept))
}

fn line(
    route: &Route,
    step: &StepAmounts,
    input: &InputAmount,
    (need, ledger): (Option<&Estimate>, &mut Ledger),
) -> RouteLine {
    let scaled = |mass: &Option<Estimate>| Some(need?.times(mass.as_ref()?));
    let fresh = scaled(&input.fresh).map(|fresh| {
        let label = format!(
            "{} in step {} per kg from route {}",
            input.name, step.name, route.name
        );
        fresh.record(
            ledger,
            &format!("{}.{}.mass", route.path, input.path),
            label,
            LINE,
        )
    });
    let missing = input.missing.clone().or_else(|| {
        need.is_none().then(|| {
            format!(
                "amount made in step {}, for lack of an amount downstream",
                step.name
            )
        })
    });
    RouteLine {
        step: step.step.clone(),
        material: input.material.clone(),
        mass: MassLine {
            path: input.path.clone(),
            name: input.name.clone(),
            category: input.category,
            work_up: input.work_up,
            charged: scaled(&input.charged),
            fresh,
            missing,
        },
    }
}
