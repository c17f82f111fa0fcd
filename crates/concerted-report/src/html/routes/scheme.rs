//! Schemes of routes: what each step starts from, beside what the step before made, and what it makes.

use concerted_model::route::{InputRole, Step};
use concerted_molecule::{Element, Formula, Molecule};
use concerted_route::{InputAmount, RouteResult, StepAmounts, StepResult};

use super::super::Context;
use crate::shown::Shown;
use crate::structure::{Structure, draw};

/// Size of a drawn structure.
const SIZE: (u32, u32) = (230, 150);

/// The scheme of one route.
pub(super) struct Scheme<'a> {
    pub(super) name: &'a str,
    pub(super) id: &'a str,
    pub(super) planned: bool,
    pub(super) sources: Vec<&'a str>,
    pub(super) note: Option<&'a str>,
    pub(super) stages: Vec<Stage<'a>>,
}

/// One step: what it starts from beside what the step before made, and what it makes.
pub(super) struct Stage<'a> {
    /// True where it does not go on from what the step before made: a new row begins.
    pub(super) branch: bool,
    pub(super) starts: Vec<Start<'a>>,
    pub(super) name: &'a str,
    pub(super) technology: Option<String>,
    pub(super) with: String,
    pub(super) step_yield: Shown,
    pub(super) intensity: Shown,
    pub(super) isolated: bool,
    pub(super) product: &'a str,
    pub(super) structure: Structure,
}

/// A structure at the left of an arrow.
pub(super) struct Start<'a> {
    /// True where something stands before it at the same arrow.
    pub(super) plus: bool,
    /// True where an earlier step makes it.
    pub(super) made: bool,
    pub(super) name: &'a str,
    pub(super) structure: Structure,
}

pub(super) fn scheme<'a>(context: &Context<'a>, result: &'a RouteResult) -> Scheme<'a> {
    let route = context.program.route_by_id(&result.id);
    let sources = route.map_or(&[][..], |route| &route.source);
    let mut made = Vec::new();
    let mut stages = Vec::new();
    for step in &result.steps {
        stages.push(stage(context, step, &made));
        made.push(step.amounts.product.as_str());
    }
    Scheme {
        name: &result.name,
        id: &result.id,
        planned: context.plan.decision.route.as_deref() == Some(result.id.as_str()),
        sources: sources
            .iter()
            .map(|source| {
                context
                    .program
                    .source
                    .iter()
                    .find(|known| known.id.as_str() == source.as_str())
                    .map_or("", |known| known.title.as_str())
            })
            .filter(|title| !title.is_empty())
            .collect(),
        note: route.and_then(|route| route.note.as_deref()),
        stages,
    }
}

fn stage<'a>(context: &Context<'a>, result: &'a StepResult, made: &[&str]) -> Stage<'a> {
    let amounts = &result.amounts;
    let step = context
        .program
        .step
        .iter()
        .find(|step| step.id.as_str() == amounts.step);
    let drawn = drawn(context, amounts);
    let before = made.last().copied();
    let goes_on = drawn
        .iter()
        .any(|input| Some(input.material.as_str()) == before);
    let starts = drawn
        .iter()
        .filter(|input| Some(input.material.as_str()) != before)
        .enumerate()
        .map(|(index, input)| Start {
            plus: goes_on || index > 0,
            made: made.contains(&input.material.as_str()),
            name: context.material(&input.material),
            structure: structure(context, &input.material),
        })
        .collect();
    let id = |part: &str| format!("step.{}.{part}", amounts.step);
    Stage {
        branch: before.is_some() && !goes_on,
        starts,
        name: &amounts.name,
        technology: step
            .and_then(|step| step.technology.as_deref())
            .map(|technology| technology.replace(['_', '-'], " ")),
        with: step.map_or_else(String::new, |step| with(context, step, &drawn)),
        step_yield: context
            .sheet
            .percent(&id("step_yield"), "the step states no yield"),
        intensity: context
            .sheet
            .bare(&id("pmi"), "an amount of the step is lacking"),
        isolated: amounts.isolated,
        product: context.material(&amounts.product),
        structure: structure(context, &amounts.product),
    }
}

/// Inputs that stand at the left of the arrow, the limiting one first: every reactant, and every reagent
/// with an element of which the product has more atoms than the reactants bring.
fn drawn<'a>(context: &Context<'_>, amounts: &'a StepAmounts) -> Vec<&'a InputAmount> {
    let starts = |input: &InputAmount| {
        input.limiting || (input.role == InputRole::Reactant && !input.work_up)
    };
    let reactants: Vec<Formula> = amounts
        .inputs
        .iter()
        .filter(|input| starts(input))
        .filter_map(|input| formula(context, &input.material))
        .collect();
    let lacking = formula(context, &amounts.product)
        .map_or_else(Vec::new, |product| lacking(&product, &reactants));
    let brings = |input: &InputAmount| {
        input.role == InputRole::Reagent
            && !input.work_up
            && formula(context, &input.material)
                .is_some_and(|own| lacking.iter().any(|element| own.count(*element) > 0))
    };
    let mut list: Vec<&InputAmount> = Vec::new();
    for input in &amounts.inputs {
        let known = list.iter().any(|one| one.material == input.material);
        if !known && (starts(input) || brings(input)) {
            list.push(input);
        }
    }
    list.sort_by_key(|input| !input.limiting);
    list
}

/// Elements other than hydrogen of which a product has more atoms than its reactants together.
fn lacking(product: &Formula, reactants: &[Formula]) -> Vec<Element> {
    product
        .iter()
        .filter(|(element, count)| {
            let brought: i64 = reactants.iter().map(|one| one.count(*element)).sum();
            element.symbol() != "H" && *count > brought
        })
        .map(|(element, _)| element)
        .collect()
}

fn formula(context: &Context<'_>, material: &str) -> Option<Formula> {
    let material = context.program.material_by_id(material)?;
    let smiles = material.smiles.as_ref()?;
    let molecule = Molecule::parse(&smiles.smiles).ok()?;
    Some(molecule.formula().clone())
}

fn structure(context: &Context<'_>, material: &str) -> Structure {
    let material = context.program.material_by_id(material);
    let smiles = material
        .and_then(|material| material.smiles.as_ref())
        .map(|smiles| smiles.smiles.as_str());
    let name = material.map_or("", |material| material.name.as_str());
    draw(smiles, name, &[], SIZE)
}

/// What acts in a step beside what is drawn; solvents and water have a table of their own.
fn with<'a>(context: &Context<'a>, step: &'a Step, drawn: &[&InputAmount]) -> String {
    let names: Vec<&str> = step
        .input
        .iter()
        .filter(|input| {
            input.work_up != Some(true)
                && !drawn
                    .iter()
                    .any(|one| one.material == input.material.as_str())
                && !matches!(
                    input.role,
                    InputRole::Solvent
                        | InputRole::Water
                        | InputRole::Quench
                        | InputRole::Auxiliary
                )
        })
        .map(|input| context.material(input.material.as_str()))
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula_of(smiles: &str) -> Formula {
        Molecule::parse(smiles).unwrap().formula().clone()
    }

    #[test]
    fn an_element_is_lacking_where_the_reactants_bring_too_few_atoms() {
        let symbols = |product: &str, reactants: &[&str]| -> Vec<&str> {
            let reactants: Vec<Formula> = reactants.iter().map(|one| formula_of(one)).collect();
            lacking(&formula_of(product), &reactants)
                .into_iter()
                .map(Element::symbol)
                .collect()
        };
        // Bromination, acylation with both partners given, hydrogenation.
        assert_eq!(symbols("Brc1ccccc1", &["c1ccccc1"]), ["Br"]);
        assert!(symbols("CC(=O)NC", &["CC(=O)O", "CN"]).is_empty());
        assert_eq!(symbols("CC(=O)NC", &["CC(=O)O"]), ["C", "N"]);
        assert!(symbols("CCC", &["CC=C"]).is_empty());
    }
}
