//! A route as the formation rules see it: steps in the order they are run, with the structures present in each.

use std::collections::BTreeSet;

use concerted_model::given::Traced;
use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Document;
use concerted_model::route::{InputRole, Operation, OperationKind, Route, Step};
use concerted_molecule::Molecule;

use crate::amount::equivalents;
use crate::structures::Structures;

/// One material present in a step.
#[derive(Debug)]
pub(crate) struct Present<'a> {
    pub(crate) material: &'a Material,
    pub(crate) molecule: Option<&'a Molecule>,
    /// Role; `None` where it is only the solvent of an operation.
    pub(crate) role: Option<InputRole>,
    /// True where it comes in after the reaction.
    pub(crate) work_up: bool,
    /// Moles relative to the limiting input, where known.
    pub(crate) equivalents: Option<Traced>,
}

impl Present<'_> {
    /// Id of the material.
    pub(crate) fn id(&self) -> &str {
        self.material.id.as_str()
    }

    /// True for water.
    pub(crate) fn is_water(&self) -> bool {
        self.material.kind == MaterialKind::Water
            || self.role == Some(InputRole::Water)
            || self
                .molecule
                .is_some_and(|molecule| molecule.canonical_smiles() == "O")
    }
}

/// One step with what is present in it.
#[derive(Debug)]
pub(crate) struct StepView<'a> {
    pub(crate) step: &'a Step,
    pub(crate) present: Vec<Present<'a>>,
    pub(crate) product: Option<&'a Material>,
    pub(crate) product_molecule: Option<&'a Molecule>,
}

impl StepView<'_> {
    /// True where water is present during the reaction.
    pub(crate) fn has_water(&self) -> bool {
        self.present
            .iter()
            .any(|present| !present.work_up && present.is_water())
    }

    /// Structures present during the reaction, so without what comes in with the work-up.
    pub(crate) fn during_reaction(&self) -> impl Iterator<Item = &'_ Molecule> {
        self.present
            .iter()
            .filter(|present| !present.work_up)
            .filter_map(|present| present.molecule)
    }

    /// True where an aqueous phase is separated off: a wash or extraction with water or at a given pH.
    pub(crate) fn has_aqueous_work_up(&self) -> bool {
        let water = |operation: &Operation| {
            self.present
                .iter()
                .filter(|present| {
                    operation
                        .solvent
                        .as_ref()
                        .is_some_and(|id| id.as_str() == present.id())
                })
                .any(Present::is_water)
        };
        let brought = self.present.iter().any(Present::is_water);
        self.step
            .operation
            .iter()
            .any(|operation| match operation.kind {
                OperationKind::Wash => operation.ph.is_some() || water(operation),
                OperationKind::Extraction => operation.ph.is_some() || brought,
                _ => false,
            })
    }
}

/// A route with its steps in the order in which they are run.
#[derive(Debug)]
pub(crate) struct RouteView<'a> {
    /// `None` for a program without routes.
    pub(crate) route: Option<&'a Route>,
    pub(crate) steps: Vec<StepView<'a>>,
    /// For each step, the steps that its product reaches, directly or not.
    downstream: Vec<BTreeSet<usize>>,
}

impl<'a> RouteView<'a> {
    /// The view of a route; steps that do not exist are left out.
    pub(crate) fn new(
        document: &'a Document,
        structures: &'a Structures,
        route: &'a Route,
    ) -> Self {
        let steps: Vec<&Step> = ordered(document.steps(route).collect());
        let downstream = reach(&steps);
        Self {
            route: Some(route),
            steps: steps
                .into_iter()
                .map(|step| view(document, structures, step))
                .collect(),
            downstream,
        }
    }

    /// This step and every later one that its product reaches.
    pub(crate) fn from(&self, step: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(step).chain(self.downstream[step].iter().copied())
    }

    /// Materials charged in a role in the steps that lead to this one.
    pub(crate) fn earlier(
        &self,
        step: usize,
        role: InputRole,
    ) -> impl Iterator<Item = &'_ Present<'a>> + '_ {
        (0..step)
            .filter(move |&other| self.downstream[other].contains(&step))
            .flat_map(|other| &self.steps[other].present)
            .filter(move |present| present.role == Some(role))
    }

    /// True for a step whose product no other step of the route uses.
    pub(crate) fn is_last(&self, step: usize) -> bool {
        self.downstream[step].is_empty()
    }

    /// The view of a program without routes.
    pub(crate) fn empty() -> Self {
        Self {
            route: None,
            steps: Vec::new(),
            downstream: Vec::new(),
        }
    }
}

/// True where the second step uses what the first makes.
fn feeds(first: &Step, second: &Step) -> bool {
    second
        .input
        .iter()
        .any(|input| input.material.as_str() == first.product.as_str())
}

/// Steps so that each comes after those that feed it; a cycle keeps the order written.
fn ordered(mut open: Vec<&Step>) -> Vec<&Step> {
    let mut done = Vec::with_capacity(open.len());
    while !open.is_empty() {
        let next = open
            .iter()
            .position(|step| {
                !open
                    .iter()
                    .any(|other| other.id != step.id && feeds(other, step))
            })
            .unwrap_or(0);
        done.push(open.remove(next));
    }
    done
}

fn reach(steps: &[&Step]) -> Vec<BTreeSet<usize>> {
    let mut downstream: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); steps.len()];
    for from in (0..steps.len()).rev() {
        let direct: Vec<usize> = (from + 1..steps.len())
            .filter(|&to| feeds(steps[from], steps[to]))
            .collect();
        let mut reached = BTreeSet::new();
        for to in direct {
            reached.insert(to);
            reached.extend(downstream[to].iter().copied());
        }
        downstream[from] = reached;
    }
    downstream
}

fn view<'a>(document: &'a Document, structures: &'a Structures, step: &'a Step) -> StepView<'a> {
    let limiting = step
        .input
        .iter()
        .find(|input| input.limiting == Some(true))
        .or_else(|| {
            step.input
                .iter()
                .find(|input| input.role == InputRole::Reactant)
        })
        .and_then(|input| document.material(&input.material));
    let mut present: Vec<Present<'a>> = step
        .input
        .iter()
        .filter_map(|input| {
            let material = document.material(&input.material)?;
            Some(Present {
                material,
                molecule: structures.of(material),
                role: Some(input.role),
                work_up: input.work_up == Some(true),
                equivalents: equivalents(structures, input, material, limiting),
            })
        })
        .collect();
    let solvents = step
        .operation
        .iter()
        .filter_map(|operation| document.material(operation.solvent.as_ref()?));
    for material in solvents {
        if !present.iter().any(|other| other.material.id == material.id) {
            present.push(Present {
                material,
                molecule: structures.of(material),
                role: None,
                work_up: true,
                equivalents: None,
            });
        }
    }
    let product = document.material(&step.product);
    StepView {
        step,
        present,
        product,
        product_molecule: product.and_then(|material| structures.of(material)),
    }
}
