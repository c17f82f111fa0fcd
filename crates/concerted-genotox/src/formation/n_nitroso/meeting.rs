//! Where amines and a nitrosating agent meet on a route.

use std::collections::BTreeSet;

use concerted_model::route::StepInput;
use concerted_molecule::Molecule;

use crate::route_view::RouteView;

/// How an amine comes to the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the step of the agent.
    Same,
    /// In a later step that residues of the agent reach.
    Later,
    /// In another step that uses a solvent recovered from one of the two.
    Recovered,
}

/// An amine with the step in which it meets the agent.
pub(super) struct Meeting<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) molecule: &'a Molecule,
    /// Step in which they meet.
    pub(super) step: usize,
    /// Step in which the amine is charged.
    home: usize,
    pub(super) place: Place,
}

impl Meeting<'_> {
    /// Where they meet, as the end of a sentence.
    pub(super) fn words(&self, route: &RouteView<'_>, index: usize) -> String {
        let name = |step: usize| &route.steps[step].step.name;
        match self.place {
            Place::Same => format!("in step {}", name(index)),
            Place::Later => format!(
                "when residues of step {} reach step {}",
                name(index),
                name(self.step)
            ),
            Place::Recovered => format!(
                "through a solvent that steps {} and {} share and that is recovered",
                name(index),
                name(self.home)
            ),
        }
    }
}

/// Amines present in the step of the agent, later, or in a step that shares a recovered solvent, each once, in the
/// first place in which it is met.
pub(super) fn meetings<'v>(route: &'v RouteView<'_>, index: usize) -> Vec<Meeting<'v>> {
    let mut seen = BTreeSet::new();
    let mut meetings = Vec::new();
    let reached: BTreeSet<usize> = route.from(index).collect();
    let shared = (0..route.steps.len())
        .filter(|step| !reached.contains(step))
        .filter_map(|home| Some((home, shares(route, index, home)?, Place::Recovered)));
    let places = route
        .from(index)
        .map(|step| {
            let place = if step == index {
                Place::Same
            } else {
                Place::Later
            };
            (step, step, place)
        })
        .chain(shared);
    for (home, step, place) in places {
        let view = &route.steps[home];
        let charged = view
            .present
            .iter()
            .map(|present| (present.material, present.molecule));
        let made = view.product.map(|product| (product, view.product_molecule));
        for (material, molecule) in charged.chain(made) {
            if let Some(molecule) = molecule
                && seen.insert(material.id.as_str())
            {
                meetings.push(Meeting {
                    id: material.id.as_str(),
                    name: &material.name,
                    molecule,
                    step,
                    home,
                    place,
                });
            }
        }
    }
    meetings
}

/// The step in which agent and amine meet through a recovered solvent of two steps, if they share one: the one into
/// which the solvent comes back.
fn shares(route: &RouteView<'_>, agent: usize, amine: usize) -> Option<usize> {
    let inputs = |step: usize| &route.steps[step].step.input;
    let uses = |step: usize, solvent: &StepInput| {
        inputs(step)
            .iter()
            .any(|input| input.material.as_str() == solvent.material.as_str())
    };
    let recovered = |step: usize, other: usize| {
        inputs(step)
            .iter()
            .any(|input| is_recovered(input) && uses(other, input))
    };
    if recovered(agent, amine) {
        Some(amine)
    } else if recovered(amine, agent) {
        Some(agent)
    } else {
        None
    }
}

fn is_recovered(input: &StepInput) -> bool {
    input
        .recovered
        .as_ref()
        .is_some_and(|share| share.value.base() > 0.0)
}
