//! What a rule foresees, and the one place where rules that look at a single step build it.

use concerted_molecule::Molecule;

use super::{Concern, Verdict};
use crate::balance::Balance;
use crate::message::joined;
use crate::route_view::{Present, RouteView, StepView};
use concerted_hazard::parent;

/// An impurity that a rule foresees.
#[derive(Debug, Clone)]
pub(crate) struct Foreseen {
    pub(crate) molecule: Molecule,
    pub(crate) rule: &'static str,
    /// Name made from its cause, where chemists have none.
    pub(crate) name: String,
    /// Step in which it forms; `None` where it forms in the drug product.
    pub(crate) step: Option<String>,
    /// Materials that make it, by id.
    pub(crate) inputs: Vec<String>,
    pub(crate) sentence: String,
    pub(crate) concern: Concern,
    /// Acid–base balance that was read.
    pub(crate) balance: Option<Balance>,
    /// True where it forms in the last step or later, so that nothing removes it.
    pub(crate) late: bool,
}

/// Collects what one rule foresees in one step.
pub(crate) struct Making<'r, 'a> {
    rule: &'static str,
    route: &'r RouteView<'a>,
    index: usize,
    foreseen: Vec<Foreseen>,
}

impl<'r, 'a> Making<'r, 'a> {
    /// For a rule at a step.
    pub(crate) fn new(rule: &'static str, route: &'r RouteView<'a>, index: usize) -> Self {
        Self {
            rule,
            route,
            index,
            foreseen: Vec::new(),
        }
    }

    /// The step looked at.
    pub(crate) fn view(&self) -> &'r StepView<'a> {
        &self.route.steps[self.index]
    }

    /// Materials of the step, work-up included, that contain a group.
    pub(crate) fn with(
        &self,
        has: impl Fn(&Molecule) -> bool,
    ) -> Vec<(&'r Present<'a>, &'a Molecule)> {
        self.view()
            .present
            .iter()
            .filter_map(|present| Some((present, present.molecule?)))
            .filter(|(_, molecule)| has(molecule))
            .collect()
    }

    /// Materials present during the reaction that contain a group.
    pub(crate) fn charged(
        &self,
        has: impl Fn(&Molecule) -> bool,
    ) -> Vec<(&'r Present<'a>, &'a Molecule)> {
        let mut found = self.with(has);
        found.retain(|(present, _)| !present.work_up);
        found
    }

    /// True where a material present during the reaction contains a group.
    pub(crate) fn any_charged(&self, has: impl Fn(&Molecule) -> bool) -> bool {
        !self.charged(has).is_empty()
    }

    /// Notes by-products, named with their article (`an alkyl halide`), of the materials that make them.
    ///
    /// The product of the step and what is charged in it are no by-products and are left out.
    pub(crate) fn add(
        &mut self,
        products: Vec<Molecule>,
        what: &str,
        from: &[&Present<'_>],
        verdict: &Verdict,
    ) {
        let names: Vec<&str> = from
            .iter()
            .map(|present| present.material.name.as_str())
            .collect();
        let names = joined(&names);
        let bare = what.split_once(' ').map_or(what, |(_, bare)| bare);
        let view = self.view();
        for molecule in products {
            if is_known(view, &molecule) {
                continue;
            }
            self.foreseen.push(Foreseen {
                molecule,
                rule: self.rule,
                name: format!("{bare} of {names}"),
                step: Some(view.step.id.as_str().to_owned()),
                inputs: from.iter().map(|present| present.id().to_owned()).collect(),
                sentence: format!(
                    "{names} can form {what} in step {}. {}",
                    view.step.name, verdict.why
                ),
                concern: verdict.concern,
                balance: verdict.balance.clone(),
                late: self.route.is_last(self.index),
            });
        }
    }

    /// What was noted.
    pub(crate) fn done(self) -> Vec<Foreseen> {
        self.foreseen
    }
}

/// True for the product of the step and for what is charged in it.
fn is_known(view: &StepView<'_>, molecule: &Molecule) -> bool {
    let same = |other: &Molecule| other == molecule || &parent(other) == molecule;
    view.product_molecule.is_some_and(same)
        || view
            .present
            .iter()
            .filter_map(|present| present.molecule)
            .any(same)
}
