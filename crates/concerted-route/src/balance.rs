//! Atom balance of a step: which inputs take part, and what leaves unaccounted.

use std::collections::BTreeMap;

use concerted_model::finding::{Finding, lacking};
use concerted_model::route::{InputRole, Step};
use concerted_molecule::{Element, Formula};

use crate::amount::StepAmounts;
use crate::balance_findings::{report, shortage};
use crate::chemistry::Chemistry;

/// Combinations of whole-number coefficients that are tried before the search is given up.
const MOST_COMBINATIONS: u64 = 200_000;
/// Largest coefficient of an input or by-product.
const LARGEST: i64 = 4;

/// How the atoms of a step balance, per mole of product.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// Coefficient of each input that takes part, by its key in the document.
    pub inputs: BTreeMap<String, i64>,
    /// Coefficient of each declared by-product, by material.
    pub byproducts: BTreeMap<String, i64>,
    /// Atoms that neither product nor by-products account for; empty where the balance closes.
    pub unaccounted: Formula,
    /// Their mass in g per mole of product.
    pub unaccounted_mass: f64,
    /// Molar mass of the product over the mass of all inputs that take part, from 0 to 1.
    pub atom_economy: f64,
}

/// One species with the range of its coefficient.
pub(crate) struct Species {
    key: String,
    pub(crate) formula: Formula,
    molar_mass: f64,
    pub(crate) range: (i64, i64),
}

/// Finds the coefficients that leave the least mass unaccounted.
///
/// Inputs are the limiting one at its equivalents, every reactant at least once, and reagents, acids, bases
/// and gases up to their equivalents; solvents, water and quenches only where those cannot supply the
/// product. Catalysts never bring atoms. Valid for one product and coefficients up to 4.
///
/// # Findings
/// `route.balance`: the product needs atoms that the inputs do not bring (major); atoms leave that no
/// by-product accounts for, a by-product takes no part, or an input is short (minor).
pub(crate) fn balance(
    chemistry: &Chemistry<'_>,
    step: &Step,
    amounts: &StepAmounts,
    findings: &mut Vec<Finding>,
) -> Option<Balance> {
    let what = format!("The atom balance of step {}", step.name);
    let Some(product) = chemistry.molecule(step.product.as_str()) else {
        let needs = format!("{} has no structure", chemistry.name(step.product.as_str()));
        findings.push(lacking("route.balance", &step.path, &what, &needs));
        return None;
    };
    let unknown = without_structure(chemistry, step, amounts);
    if !unknown.is_empty() || amounts.limiting().is_none() {
        let needs = if unknown.is_empty() {
            "the step has no reactant".to_owned()
        } else {
            format!("no structure of {}", unknown.join(", "))
        };
        findings.push(lacking("route.balance", &step.path, &what, &needs));
        return None;
    }
    let byproducts: Vec<Species> = step
        .byproduct
        .iter()
        .filter_map(|material| {
            species(
                chemistry,
                material.as_str(),
                material.as_str(),
                (0, LARGEST),
            )
        })
        .collect();
    let target = (product.formula(), product.molar_mass());
    let chemical = taking_part(chemistry, amounts, false);
    let all = taking_part(chemistry, amounts, true);
    let first = search(&chemical, &byproducts, target);
    let found = match first {
        Some(found) if found.unaccounted.is_empty() => Some(found),
        first => {
            let second = search(&all, &byproducts, target);
            match second {
                Some(found) if found.unaccounted.is_empty() || first.is_none() => Some(found),
                _ => first,
            }
        }
    };
    match &found {
        Some(found) => report(chemistry, step, amounts, found, findings),
        None => findings.extend(shortage(step, &all, target.0)),
    }
    found
}

pub(crate) fn is_chemical(role: InputRole) -> bool {
    matches!(
        role,
        InputRole::Reactant
            | InputRole::Reagent
            | InputRole::Acid
            | InputRole::Base
            | InputRole::Gas
    )
}

fn without_structure(chemistry: &Chemistry<'_>, step: &Step, amounts: &StepAmounts) -> Vec<String> {
    let inputs = amounts
        .inputs
        .iter()
        .filter(|input| (input.limiting || is_chemical(input.role)) && !input.work_up)
        .map(|input| input.material.as_str());
    let mut unknown: Vec<String> = inputs
        .chain(step.byproduct.iter().map(concerted_model::id::Ref::as_str))
        .filter(|material| chemistry.molecule(material).is_none())
        .map(|material| chemistry.name(material))
        .collect();
    unknown.sort();
    unknown.dedup();
    unknown
}

fn species(
    chemistry: &Chemistry<'_>,
    key: &str,
    material: &str,
    range: (i64, i64),
) -> Option<Species> {
    let molecule = chemistry.molecule(material)?;
    Some(Species {
        key: key.to_owned(),
        formula: molecule.formula().clone(),
        molar_mass: molecule.molar_mass(),
        range,
    })
}

fn taking_part(
    chemistry: &Chemistry<'_>,
    amounts: &StepAmounts,
    with_solvents: bool,
) -> Vec<Species> {
    let mut found = Vec::new();
    for input in &amounts.inputs {
        let solvent = matches!(
            input.role,
            InputRole::Solvent | InputRole::Water | InputRole::Quench
        );
        let equivalents = input
            .equivalents
            .as_ref()
            .map(crate::estimate::Estimate::value);
        let most = match equivalents {
            // A quarter of an equivalent of excess does not make a second molecule take part.
            Some(equivalents) => ((equivalents - 0.25).ceil() as i64).clamp(0, LARGEST),
            None => LARGEST - 1,
        };
        let range = if input.limiting {
            let exact =
                equivalents.map_or(1, |equivalents| (equivalents.round() as i64).clamp(1, 12));
            (exact, exact)
        } else if input.role == InputRole::Reactant {
            (most.min(1), most)
        } else if is_chemical(input.role) {
            (0, most)
        } else if solvent && with_solvents {
            (0, LARGEST)
        } else {
            continue;
        };
        found.extend(species(chemistry, &input.path, &input.material, range));
    }
    found
}

/// Tries every combination of coefficients; `None` where no combination supplies the product.
fn search(inputs: &[Species], byproducts: &[Species], target: (&Formula, f64)) -> Option<Balance> {
    let mut ranges: Vec<(i64, i64)> = inputs
        .iter()
        .chain(byproducts)
        .map(|one| one.range)
        .collect();
    let size = |ranges: &[(i64, i64)]| {
        ranges.iter().fold(1_u64, |size, range| {
            size.saturating_mul((range.1 - range.0 + 1).unsigned_abs())
        })
    };
    if size(&ranges) > MOST_COMBINATIONS {
        for range in &mut ranges {
            range.1 = range.1.min(range.0.max(2));
        }
    }
    let most = size(&ranges).min(MOST_COMBINATIONS);
    let elements: Vec<Element> = inputs
        .iter()
        .flat_map(|one| one.formula.iter())
        .chain(target.0.iter())
        .map(|(element, _)| element)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut coefficients: Vec<i64> = ranges.iter().map(|range| range.0).collect();
    let mut best: Option<(f64, f64, Vec<i64>)> = None;
    for _ in 0..most {
        if let Some((left, charged)) =
            remainder(inputs, byproducts, target, (&coefficients, &elements))
        {
            let better = best.as_ref().is_none_or(|(least, cheapest, _)| {
                left < least - 1e-6 || (left < least + 1e-6 && charged < cheapest - 1e-6)
            });
            if better {
                best = Some((left, charged, coefficients.clone()));
            }
        }
        advance(&mut coefficients, &ranges);
    }
    let (_, charged, coefficients) = best?;
    Some(balanced(
        inputs,
        byproducts,
        target,
        (&coefficients, charged),
    ))
}

/// The next combination, counting like an odometer.
fn advance(coefficients: &mut [i64], ranges: &[(i64, i64)]) {
    for (coefficient, range) in coefficients.iter_mut().zip(ranges) {
        if *coefficient < range.1 {
            *coefficient += 1;
            return;
        }
        *coefficient = range.0;
    }
}

/// Mass left and mass charged in g/mol; `None` where some element falls short.
fn remainder(
    inputs: &[Species],
    byproducts: &[Species],
    target: (&Formula, f64),
    (coefficients, elements): (&[i64], &[Element]),
) -> Option<(f64, f64)> {
    let (own, out) = coefficients.split_at(inputs.len());
    for element in elements {
        let brought: i64 = inputs
            .iter()
            .zip(own)
            .map(|(one, n)| n * one.formula.count(*element))
            .sum();
        let gone: i64 = byproducts
            .iter()
            .zip(out)
            .map(|(one, n)| n * one.formula.count(*element))
            .sum();
        if brought - gone - target.0.count(*element) < 0 {
            return None;
        }
    }
    // Elements that only a by-product holds are not among those of the inputs.
    let foreign = byproducts.iter().zip(out).any(|(one, n)| {
        *n > 0
            && one
                .formula
                .iter()
                .any(|(element, _)| !elements.contains(&element))
    });
    if foreign {
        return None;
    }
    let charged: f64 = inputs
        .iter()
        .zip(own)
        .map(|(one, n)| *n as f64 * one.molar_mass)
        .sum();
    let gone: f64 = byproducts
        .iter()
        .zip(out)
        .map(|(one, n)| *n as f64 * one.molar_mass)
        .sum();
    Some(((charged - gone - target.1).max(0.0), charged))
}

fn balanced(
    inputs: &[Species],
    byproducts: &[Species],
    target: (&Formula, f64),
    (coefficients, charged): (&[i64], f64),
) -> Balance {
    let (own, out) = coefficients.split_at(inputs.len());
    let mut unaccounted = Formula::new();
    for (one, n) in inputs.iter().zip(own) {
        unaccounted += &(one.formula.clone() * *n);
    }
    for (one, n) in byproducts.iter().zip(out) {
        unaccounted -= &(one.formula.clone() * *n);
    }
    unaccounted -= target.0;
    let gone: f64 = byproducts
        .iter()
        .zip(out)
        .map(|(one, n)| *n as f64 * one.molar_mass)
        .sum();
    let left = if unaccounted.is_empty() {
        0.0
    } else {
        charged - gone - target.1
    };
    let listed = |species: &[Species], coefficients: &[i64]| {
        species
            .iter()
            .zip(coefficients)
            .filter(|(_, n)| **n > 0)
            .map(|(one, n)| (one.key.clone(), *n))
            .collect()
    };
    Balance {
        inputs: listed(inputs, own),
        byproducts: listed(byproducts, out),
        unaccounted,
        unaccounted_mass: left,
        atom_economy: target.1 / charged,
    }
}
