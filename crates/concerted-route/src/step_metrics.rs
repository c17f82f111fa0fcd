//! Green metrics of one step: mass intensities, E factors, atom economy and reaction mass efficiency.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::route::{InputRole, OperationKind, Step};

use crate::amount::{Category, StepAmounts};
use crate::balance::Balance;
use crate::chemistry::Chemistry;
use crate::estimate::{Estimate, sum};
use crate::intensity::{Boundary, MassIntensity, MassLine, intensity};

const PMI: Rule = Rule {
    id: "route.pmi",
    formula: "mass of all inputs within the boundary / mass of product",
    unit: "kg/kg",
};
const E_FACTOR: Rule = Rule {
    id: "route.e_factor",
    formula: "PMI of the same boundary − 1: mass of everything charged that is not product / mass of product",
    unit: "kg/kg",
};
const ATOM_ECONOMY: Rule = Rule {
    id: "route.atom_economy",
    formula: "M_product / Σ n · M over the inputs that take part, with the whole-number n that leave least unaccounted",
    unit: "",
};
const MASS_EFFICIENCY: Rule = Rule {
    id: "route.reaction_mass_efficiency",
    formula: "mass of product / (pure mass of reactants, reagents, acids, bases and gases charged to the reaction, and of the water, solvent or quench that becomes part of the product)",
    unit: "",
};

/// Mass intensities of a step or a route; each absent where an amount within its boundary is unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intensities {
    /// Everything fresh that is charged.
    pub full: Option<MassIntensity>,
    /// The same without water.
    pub without_water: Option<MassIntensity>,
    /// The same without work-up and isolation.
    pub reaction_only: Option<MassIntensity>,
    /// Part of the full intensity that is reactants, reagents, catalysts and the like.
    pub reactants: Option<Estimate>,
    /// Part that is solvents.
    pub solvents: Option<Estimate>,
    /// Part that is water.
    pub water: Option<Estimate>,
    /// E factor with water.
    pub e_factor: Option<Estimate>,
    /// E factor without water.
    pub e_factor_without_water: Option<Estimate>,
}

/// Numbers of one step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepMetrics {
    /// Mass intensities per kg of step product, intermediates charged included.
    pub intensities: Intensities,
    /// Atom balance, where structures allow it.
    pub balance: Option<Balance>,
    /// M_product over the mass of the inputs that take part.
    pub atom_economy: Option<Estimate>,
    /// Mass of product over mass of reactants charged.
    pub reaction_mass_efficiency: Option<Estimate>,
}

/// What the numbers are about: key and name.
pub(crate) struct Subject<'a> {
    /// Key, such as `route.rh`.
    pub(crate) key: &'a str,
    /// Name in labels, such as `route Rhodium`.
    pub(crate) name: String,
    /// Material per kilogram of which they are.
    pub(crate) per: &'a str,
}

/// Intensities of a set of lines, with figures and findings on what is lacking.
pub(crate) fn intensities(
    subject: &Subject<'_>,
    lines: &[MassLine],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Intensities {
    let mut found = Intensities::default();
    let mut missing: Option<Vec<String>> = None;
    let wanted = [
        (Boundary::FULL, "pmi"),
        (Boundary::WITHOUT_WATER, "pmi_without_water"),
        (Boundary::REACTION_ONLY, "pmi_reaction_only"),
    ];
    for (boundary, suffix) in wanted {
        let result = intensity(lines, boundary, subject.per);
        let slot = match suffix {
            "pmi" => &mut found.full,
            "pmi_without_water" => &mut found.without_water,
            _ => &mut found.reaction_only,
        };
        match result {
            Ok(intensity) => *slot = Some(recorded(subject, intensity, suffix, ledger)),
            Err(lacks) => missing = missing.or(Some(lacks)),
        }
    }
    if let Some(missing) = missing {
        let what = format!("The full PMI of {}", subject.name);
        let rest = if found.reaction_only.is_some() {
            "; the intensity of the reaction alone is known"
        } else {
            ""
        };
        let needs = format!("it lacks the {}{rest}", missing.join("; the "));
        findings.push(lacking("route.pmi", subject.key, &what, &needs));
    }
    if found.full.is_some() {
        split(subject, lines, &mut found, ledger);
    }
    let one = Estimate::exact(1.0);
    let mut e_factor = |of: &Option<MassIntensity>, suffix: &str| {
        let value = of.as_ref()?.total.minus(&one);
        let label = format!(
            "E factor of {} ({})",
            subject.name,
            of.as_ref()?.boundary.words()
        );
        Some(value.record(
            ledger,
            &format!("{}.{suffix}", subject.key),
            label,
            E_FACTOR,
        ))
    };
    found.e_factor = e_factor(&found.full, "e_factor");
    found.e_factor_without_water = e_factor(&found.without_water, "e_factor_without_water");
    found
}

fn recorded(
    subject: &Subject<'_>,
    intensity: MassIntensity,
    suffix: &str,
    ledger: &mut Ledger,
) -> MassIntensity {
    let label = format!(
        "process mass intensity of {} ({}), per kg of {}",
        subject.name,
        intensity.boundary.words(),
        subject.per
    );
    let key = format!("{}.{suffix}", subject.key);
    MassIntensity {
        total: intensity.total.record(ledger, &key, label, PMI),
        ..intensity
    }
}

fn split(subject: &Subject<'_>, lines: &[MassLine], found: &mut Intensities, ledger: &mut Ledger) {
    let mut part = |category: Category, word: &str| {
        let masses = lines
            .iter()
            .filter(|line| line.category == category)
            .filter_map(|line| line.fresh.as_ref());
        let label = format!("{word} in the process mass intensity of {}", subject.name);
        Some(sum(masses).record(ledger, &format!("{}.pmi_{word}", subject.key), label, PMI))
    };
    found.reactants = part(Category::Reactants, "reactants");
    found.solvents = part(Category::Solvents, "solvents");
    found.water = part(Category::Water, "water");
}

/// The inputs of a step as mass lines per kg of its product.
pub(crate) fn lines(amounts: &StepAmounts) -> Vec<MassLine> {
    amounts
        .inputs
        .iter()
        .map(|input| MassLine {
            path: input.path.clone(),
            name: input.name.clone(),
            category: input.category,
            work_up: input.work_up,
            charged: input.charged.clone(),
            fresh: input.fresh.clone(),
            missing: input.missing.clone(),
        })
        .collect()
}

/// Numbers of one step, from its amounts and its balance.
///
/// # Findings
/// `route.pmi` lists every amount that is lacking; `route.work_up` notes an isolated step of which no
/// work-up is stated.
pub(crate) fn metrics(
    chemistry: &Chemistry<'_>,
    (step, amounts): (&Step, &StepAmounts),
    balance: Option<Balance>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> StepMetrics {
    let subject = Subject {
        key: &step.path,
        name: format!("step {}", step.name),
        per: step.product.as_str(),
    };
    let intensities = intensities(&subject, &lines(amounts), ledger, findings);
    let described = amounts.inputs.iter().any(|input| input.work_up)
        || step
            .operation
            .iter()
            .any(|operation| operation.kind != OperationKind::Reaction);
    if amounts.isolated && !described && intensities.full.is_some() {
        findings.push(Finding::new(
            "route.work_up",
            Severity::Note,
            step.path.as_str(),
            format!("Step {} is isolated but states no work-up; its process mass intensity counts none.", step.name),
        ));
    }
    StepMetrics {
        atom_economy: balance
            .as_ref()
            .map(|balance| atom_economy(step, amounts, balance, ledger)),
        reaction_mass_efficiency: mass_efficiency(
            chemistry,
            (step, amounts),
            balance.as_ref(),
            ledger,
        ),
        intensities,
        balance,
    }
}

fn atom_economy(
    step: &Step,
    amounts: &StepAmounts,
    balance: &Balance,
    ledger: &mut Ledger,
) -> Estimate {
    // Equivalents bound the coefficients, so every one of them is an ancestor.
    let behind = amounts
        .inputs
        .iter()
        .filter_map(|input| input.equivalents.as_ref());
    let value = behind.fold(
        Estimate::exact(balance.atom_economy),
        |value, equivalents| value.resting_on(equivalents.inputs()),
    );
    // The balance stands, so every material that takes part has a structure.
    let structures: Vec<Input> = amounts
        .inputs
        .iter()
        .filter(|input| input.equivalents.is_some())
        .map(|input| input.material.as_str())
        .chain([step.product.as_str()])
        .map(|material| Input::Figure(format!("material.{material}.molar_mass").into()))
        .collect();
    let value = value.resting_on(&structures);
    let label = format!("atom economy of step {}", step.name);
    value.record(
        ledger,
        &format!("{}.atom_economy", step.path),
        label,
        ATOM_ECONOMY,
    )
}

/// Mass of product over mass of what it is made from.
///
/// Water, solvent or quench counts with the amount that the balance puts into the product, as in a hydrate:
/// n · M / (M_product · yield) per kg of product, n its coefficient.
fn mass_efficiency(
    chemistry: &Chemistry<'_>,
    (step, amounts): (&Step, &StepAmounts),
    balance: Option<&Balance>,
    ledger: &mut Ledger,
) -> Option<Estimate> {
    let mut masses: Vec<Estimate> = Vec::new();
    for input in &amounts.inputs {
        let part = balance.and_then(|balance| balance.inputs.get(&input.path));
        match input.role {
            InputRole::Reactant
            | InputRole::Reagent
            | InputRole::Acid
            | InputRole::Base
            | InputRole::Gas
                if !input.work_up =>
            {
                masses.push(input.pure.clone()?);
            }
            InputRole::Water | InputRole::Solvent | InputRole::Quench => {
                if let Some(count) = part.filter(|count| **count > 0) {
                    let own = chemistry.molar_mass(&input.material)?;
                    let product = chemistry.molar_mass(&amounts.product)?;
                    let mass = own.scaled(*count as f64).over(product)?;
                    masses.push(mass.over(amounts.step_yield.as_ref()?)?);
                }
            }
            _ => {}
        }
    }
    let total = sum(&masses);
    // Equivalents bound the coefficients of the balance.
    let behind = amounts
        .inputs
        .iter()
        .filter_map(|input| input.equivalents.as_ref());
    let total = behind.fold(total, |total, one| total.resting_on(one.inputs()));
    let value = Estimate::exact(1.0).over(&total)?;
    let label = format!("reaction mass efficiency of step {}", step.name);
    Some(value.record(
        ledger,
        &format!("{}.reaction_mass_efficiency", step.path),
        label,
        MASS_EFFICIENCY,
    ))
}
