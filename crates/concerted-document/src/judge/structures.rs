//! Structures that are valid, and steps that make no atoms.

use std::collections::BTreeMap;

use concerted_model::decode::Structure;
use concerted_model::problem::{INVALID_STRUCTURE, MASS_BALANCE, Problem};
use concerted_model::program::Document;
use concerted_model::route::{InputRole, Step};
use concerted_molecule::{Element, Formula, Molecule};

/// Every structure that is not valid, and every step whose balance cannot close.
pub(super) fn judge(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut formulas: BTreeMap<&str, Formula> = BTreeMap::new();
    for material in &document.material {
        let Some(structure) = &material.smiles else {
            continue;
        };
        match parse(structure, &format!("material `{}`", material.id)) {
            Ok(molecule) => {
                formulas.insert(material.id.as_str(), molecule.formula().clone());
            }
            Err(problem) => problems.push(*problem),
        }
    }
    for impurity in &document.impurity {
        if let Some(structure) = &impurity.smiles
            && let Err(problem) = parse(structure, &format!("impurity `{}`", impurity.id))
        {
            problems.push(*problem);
        }
    }
    problems.extend(
        document
            .step
            .iter()
            .filter_map(|step| balance(step, &formulas)),
    );
    problems
}

fn parse(structure: &Structure, owner: &str) -> Result<Molecule, Box<Problem>> {
    Molecule::parse(&structure.smiles).map_err(|error| {
        let shown: String = structure.smiles.chars().take(80).collect();
        Box::new(
            Problem::error(
                INVALID_STRUCTURE,
                &structure.place,
                format!("the structure of {owner} is not valid: {error}"),
            )
            .expected("a SMILES that can be read, with possible valences")
            .found(format!("`{shown}`"))
            .hint(error.hint().map(ToOwned::to_owned)),
        )
    })
}

/// Moles of an input per mole of limiting input; `None` where the amount is given by mass or volume and
/// so counts as enough.
fn moles(step: &Step, index: usize) -> Option<f64> {
    let input = &step.input[index];
    if let Some(equivalents) = &input.equivalents {
        return Some(equivalents.value);
    }
    if let Some(loading) = &input.loading {
        return Some(loading.value.base());
    }
    (limiting(step) == Some(index)).then_some(1.0)
}

fn limiting(step: &Step) -> Option<usize> {
    step.input
        .iter()
        .position(|input| input.limiting == Some(true))
        .or_else(|| {
            step.input
                .iter()
                .position(|input| input.role == InputRole::Reactant)
        })
}

/// Share by which the atoms of a product may exceed those of the inputs: rounding of equivalents.
const TOLERANCE: f64 = 0.02;

fn balance(step: &Step, formulas: &BTreeMap<&str, Formula>) -> Option<Problem> {
    let product = formulas.get(step.product.as_str())?;
    limiting(step)?;
    let mut available: BTreeMap<Element, f64> = BTreeMap::new();
    for (index, input) in step.input.iter().enumerate() {
        let Some(formula) = formulas.get(input.material.as_str()) else {
            let brings_atoms = matches!(
                input.role,
                InputRole::Reactant
                    | InputRole::Reagent
                    | InputRole::Acid
                    | InputRole::Base
                    | InputRole::Gas
            );
            // An unknown structure may bring anything: nothing can be said.
            if brings_atoms {
                return None;
            }
            continue;
        };
        let moles = moles(step, index).unwrap_or(f64::INFINITY);
        for (element, count) in formula.iter() {
            *available.entry(element).or_default() += moles * count as f64;
        }
    }
    // A salt of two bases and one acid takes two moles of base: halves and thirds of the product close too.
    let closes = [1.0, 0.5, 1.0 / 3.0].iter().any(|share| {
        product.iter().all(|(element, count)| {
            let have = available.get(&element).copied().unwrap_or(0.0);
            count as f64 * share <= have * (1.0 + TOLERANCE)
        })
    });
    if closes {
        return None;
    }
    let short: Vec<String> = product
        .iter()
        .filter_map(|(element, count)| {
            let have = available.get(&element).copied().unwrap_or(0.0);
            (count as f64 > have * (1.0 + TOLERANCE)).then(|| {
                format!(
                    "{count} {} needed, {} brought",
                    element.symbol(),
                    concerted_model::quantity::shortest(have)
                )
            })
        })
        .collect();
    let place = step.product.place().unwrap_or(&step.place);
    Some(
        Problem::error(
            MASS_BALANCE,
            place,
            format!(
                "step `{}` makes `{}` from inputs that do not bring its atoms",
                step.id, step.product
            ),
        )
        .expected("inputs whose equivalents bring every atom of the product")
        .found(short.join("; "))
        .hint(Some(
            "is an input missing, an equivalent too low, or a structure wrong?".to_owned(),
        )),
    )
}
