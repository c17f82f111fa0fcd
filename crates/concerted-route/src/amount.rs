//! How much of each input a step takes for one kilogram of its product.

use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::handover::IsolationYield;
use concerted_model::material::{Material, MaterialKind};
use concerted_model::route::{InputRole, OperationKind, Step, StepInput};

use crate::charge::{PerMole, limiting_mass, limiting_per_mole, per_mole};
use crate::chemistry::Chemistry;
use crate::estimate::Estimate;
use crate::step_yield::step_yield;

const CHARGED: Rule = Rule {
    id: "route.charged",
    formula: "n · M / (assay · yield · M_product) by moles; (mass or volume · density) · n_limiting · M_limiting / (yield · M_product) otherwise",
    unit: "kg/kg",
};

/// Part of the process mass that an input belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Reactants, reagents, catalysts, acids, bases, gases and auxiliaries.
    Reactants,
    /// Organic solvents.
    Solvents,
    /// Water charged as such.
    Water,
}

/// One input of a step with its amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct InputAmount {
    /// Key of the input in the document, such as `step.salt.input.water`.
    pub path: String,
    /// The material.
    pub material: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub role: InputRole,
    /// Part of the process mass.
    pub category: Category,
    /// True where it is used after the reaction.
    pub work_up: bool,
    /// True for the input that the others are relative to.
    pub limiting: bool,
    /// Moles per mole of limiting input.
    pub equivalents: Option<Estimate>,
    /// Pure mass in kg per kg of step product.
    pub pure: Option<Estimate>,
    /// Mass as charged in kg per kg of step product.
    pub charged: Option<Estimate>,
    /// Mass charged less what is recovered and used again, in kg per kg of step product.
    pub fresh: Option<Estimate>,
    /// What is lacking, where an amount is.
    pub missing: Option<String>,
}

/// One step with the amounts of its inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct StepAmounts {
    /// The step.
    pub step: String,
    /// Its name.
    pub name: String,
    /// What it makes.
    pub product: String,
    /// Yield from the limiting input, from 0 to 1.
    pub step_yield: Option<Estimate>,
    /// False where the product goes on in solution.
    pub isolated: bool,
    /// Inputs in the order written; solvents that an operation names without an amount follow.
    pub inputs: Vec<InputAmount>,
}

impl StepAmounts {
    /// The input that the others are relative to.
    pub fn limiting(&self) -> Option<&InputAmount> {
        self.inputs.iter().find(|input| input.limiting)
    }
}

/// Computes the amounts of one step.
///
/// The limiting input is the one flagged, else the first reactant; it has one equivalent unless it says
/// otherwise, and n equivalents of it give one mole of product at 100 % yield. Equivalents and loading
/// are moles of pure material; mass and volume are as charged, relative to the pure mass of the limiting
/// input. The first of equivalents, loading, mass and volume counts.
///
/// A share from the form engine is the yield only where the step states none.
pub(crate) fn amounts(
    chemistry: &Chemistry<'_>,
    step: &Step,
    isolations: &[IsolationYield],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> StepAmounts {
    let step_yield = step_yield(chemistry, step, isolations, ledger, findings);
    let limiting = limiting_input(step);
    if limiting.is_none() {
        let what = format!("Amounts of step {}", step.name);
        findings.push(lacking(
            "route.amount",
            &step.path,
            &what,
            "no input is a reactant or flagged as limiting",
        ));
    }
    let basis = limiting.and_then(|index| limiting_mass(chemistry, &step.input[index]));
    let output = chemistry
        .molar_mass(step.product.as_str())
        .zip(step_yield.as_ref())
        .map(|(mass, step_yield)| mass.times(step_yield));
    let mut inputs = Vec::new();
    for (index, input) in step.input.iter().enumerate() {
        let per_mole = if limiting == Some(index) {
            limiting_per_mole(chemistry, input, basis.as_ref())
        } else {
            per_mole(chemistry, input, basis.as_ref())
        };
        let mut amount = described(chemistry, input);
        amount.limiting = limiting == Some(index);
        fill(chemistry, &mut amount, per_mole, output.as_ref(), step);
        amount.charged = amount.charged.map(|charged| {
            let label = format!("{} charged in step {}", amount.name, step.name);
            charged.record(ledger, &format!("{}.charged", amount.path), label, CHARGED)
        });
        amount.fresh = fresh(chemistry, input, amount.charged.as_ref());
        warn_of_two_amounts(input, &amount.name, findings);
        inputs.push(amount);
    }
    inputs.extend(unquantified_solvents(chemistry, step));
    StepAmounts {
        step: step.id.as_str().to_owned(),
        name: step.name.clone(),
        product: step.product.as_str().to_owned(),
        step_yield,
        isolated: step.isolated != Some(false),
        inputs,
    }
}

fn limiting_input(step: &Step) -> Option<usize> {
    let flagged = step
        .input
        .iter()
        .position(|input| input.limiting == Some(true));
    flagged.or_else(|| {
        step.input
            .iter()
            .position(|input| input.role == InputRole::Reactant)
    })
}

fn fill(
    chemistry: &Chemistry<'_>,
    amount: &mut InputAmount,
    per_mole: Result<PerMole, String>,
    output: Option<&Estimate>,
    step: &Step,
) {
    match per_mole {
        Ok(per_mole) => {
            amount.equivalents = per_mole.equivalents;
            amount.pure = output.and_then(|output| per_mole.pure.over(output));
            amount.charged = output.and_then(|output| per_mole.charged.over(output));
            if amount.charged.is_none() {
                amount.missing = Some(if chemistry.molar_mass(step.product.as_str()).is_none() {
                    format!("molar mass of {}", chemistry.name(step.product.as_str()))
                } else {
                    format!("yield above zero of step {}", step.name)
                });
            }
        }
        Err(missing) => amount.missing = Some(format!("{missing} in step {}", step.name)),
    }
}

fn fresh(
    chemistry: &Chemistry<'_>,
    input: &StepInput,
    charged: Option<&Estimate>,
) -> Option<Estimate> {
    let charged = charged?;
    if let Some(recovered) = &input.recovered {
        let kept = Estimate::exact(1.0).minus(&Estimate::given(recovered, chemistry.program));
        return Some(charged.times(&kept));
    }
    match chemistry.assumption("solvent_recycled_fraction") {
        Some((share, source)) if input.role == InputRole::Solvent => {
            Some(charged.scaled(1.0 - share).resting_on([&source]))
        }
        _ => Some(charged.clone()),
    }
}

fn warn_of_two_amounts(input: &StepInput, name: &str, findings: &mut Vec<Finding>) {
    let given = [
        input.equivalents.is_some(),
        input.loading.is_some(),
        input.mass.is_some(),
        input.volume.is_some(),
    ];
    if given.iter().filter(|given| **given).count() > 1 && input.limiting != Some(true) {
        findings.push(Finding::new(
            "route.amount_twice",
            Severity::Minor,
            input.path.as_str(),
            format!("The amount of {name} is stated in more than one way; equivalents count before loading, mass and volume."),
        ));
    }
}

fn described(chemistry: &Chemistry<'_>, input: &StepInput) -> InputAmount {
    let material = chemistry.program.material(&input.material);
    InputAmount {
        path: input.path.clone(),
        material: input.material.as_str().to_owned(),
        name: chemistry.name(input.material.as_str()),
        role: input.role,
        category: category(input.role, material),
        work_up: input.work_up == Some(true),
        limiting: false,
        equivalents: None,
        pure: None,
        charged: None,
        fresh: None,
        missing: None,
    }
}

fn category(role: InputRole, material: Option<&Material>) -> Category {
    match (role, material.map(|material| material.kind)) {
        (InputRole::Water, _) | (_, Some(MaterialKind::Water)) => Category::Water,
        (InputRole::Solvent, _) | (InputRole::Quench, Some(MaterialKind::Solvent)) => {
            Category::Solvents
        }
        _ => Category::Reactants,
    }
}

/// Solvents that operations name and no input charges: their amounts are unknown.
fn unquantified_solvents(chemistry: &Chemistry<'_>, step: &Step) -> Vec<InputAmount> {
    let mut found: Vec<InputAmount> = Vec::new();
    for operation in &step.operation {
        let Some(solvent) = &operation.solvent else {
            continue;
        };
        let id = solvent.as_str();
        let known = step.input.iter().any(|input| input.material.as_str() == id)
            || found.iter().any(|input| input.material == id);
        if known {
            continue;
        }
        let name = chemistry.name(id);
        let material = chemistry.program.material(solvent);
        let role = match material.map(|material| material.kind) {
            Some(MaterialKind::Water) => InputRole::Water,
            _ => InputRole::Solvent,
        };
        found.push(InputAmount {
            path: format!("{}.solvent.{id}", operation.path),
            material: id.to_owned(),
            missing: Some(format!(
                "amount of {name} for the {} in step {}",
                operation.kind, step.name
            )),
            category: category(role, material),
            name,
            role,
            work_up: operation.kind != OperationKind::Reaction,
            limiting: false,
            equivalents: None,
            pure: None,
            charged: None,
            fresh: None,
        });
    }
    found
}
