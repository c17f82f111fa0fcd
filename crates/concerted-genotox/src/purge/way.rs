//! The way of an impurity through a route: of several ways the one on which the least is taken away.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::figure::Input;

use super::ledger::purge;
use super::propose::purge_step;
use super::reactivity::kinds;
use super::request::{PurgeRequest, PurgeStep};
use super::scene::Scene;
use crate::fate::FateKind;
use crate::route_view::RouteView;

/// Where a ledger starts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    /// Step in which the impurity forms or enters.
    pub(crate) entry: usize,
    /// True where that step itself counts.
    pub(crate) within: bool,
    /// True where only measured purge counts.
    pub(crate) measured_only: bool,
}

impl Start {
    /// Position on a way of the first step that counts.
    pub(crate) fn first(self) -> usize {
        usize::from(!self.within)
    }
}

/// The steps from an entry to the end of the route, each fed by the one before.
pub(crate) struct Way {
    pub(crate) steps: Vec<usize>,
    /// What decided between several ways; empty where there is only one.
    pub(crate) decided_by: BTreeSet<Input>,
}

/// What is left of a way behind a step.
#[derive(Clone)]
struct Tail {
    /// Product of counted purge and change of mass over its steps.
    kept: f64,
    steps: Vec<usize>,
}

/// The way with the lowest product of counted purge and change of mass, which leaves the highest level.
///
/// What a step takes away depends on the steps before it only through the kinds of reaction that they used, so each
/// step is looked at once for each set of these.
pub(crate) fn least(scene: &Scene<'_>, start: Start) -> Way {
    let mut steps = vec![start.entry];
    if !branches(scene, start.entry) {
        while let Some(&next) = nexts(scene, steps[steps.len() - 1]).first() {
            steps.push(next);
        }
        return Way {
            steps,
            decided_by: BTreeSet::new(),
        };
    }
    let mut search = Search {
        scene,
        start,
        known: BTreeMap::new(),
        decided_by: BTreeSet::new(),
    };
    let tail = search.tail(&mut steps);
    steps.extend(tail.steps);
    Way {
        steps,
        decided_by: search.decided_by,
    }
}

/// True where some step behind this one is followed by more than one.
fn branches(scene: &Scene<'_>, entry: usize) -> bool {
    let mut reached = scene.route.from(entry);
    reached.any(|step| nexts(scene, step).len() > 1)
}

/// Steps that use the product of a step; where some of them lead to the substance, only these.
fn nexts(scene: &Scene<'_>, step: usize) -> Vec<usize> {
    let route: &RouteView<'_> = scene.route;
    let product = route.steps[step].step.product.as_str();
    let substance = scene.program.substance.as_ref();
    let substance = substance.map(|own| own.material.as_str());
    let uses = |next: usize| {
        let mut inputs = route.steps[next].step.input.iter();
        inputs.any(|input| input.material.as_str() == product)
    };
    let leads = |next: usize| {
        let mut products = route.from(next).map(|own| &route.steps[own].step.product);
        products.any(|own| Some(own.as_str()) == substance)
    };
    let all: Vec<usize> = route
        .from(step)
        .filter(|&next| next > step && uses(next))
        .collect();
    if all.len() < 2 {
        return all;
    }
    let leading: Vec<usize> = all.iter().copied().filter(|&next| leads(next)).collect();
    if leading.is_empty() { all } else { leading }
}

/// True where a way from the entry to the end goes around a step.
pub(crate) fn is_bypassed(scene: &Scene<'_>, entry: usize, step: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![entry];
    while let Some(at) = open.pop() {
        if at == step || !seen.insert(at) {
            continue;
        }
        let following = nexts(scene, at);
        if following.is_empty() {
            return true;
        }
        open.extend(following);
    }
    false
}

struct Search<'a, 'b> {
    scene: &'a Scene<'b>,
    start: Start,
    known: BTreeMap<(usize, BTreeSet<FateKind>), Tail>,
    decided_by: BTreeSet<Input>,
}

impl Search<'_, '_> {
    /// The least of the tails behind the last step of a way.
    fn tail(&mut self, way: &mut Vec<usize>) -> Tail {
        let first = self.start.first();
        let key = (way[way.len() - 1], kinds(self.scene, &way[first..]));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut least: Option<Tail> = None;
        for next in nexts(self.scene, key.0) {
            way.push(next);
            let own = self.kept(purge_step(self.scene, way, first..way.len() - 1));
            let rest = self.tail(way);
            way.pop();
            let kept = own * rest.kept;
            if least.as_ref().is_none_or(|other| kept < other.kept) {
                let steps = std::iter::once(next).chain(rest.steps).collect();
                least = Some(Tail { kept, steps });
            }
        }
        let least = least.unwrap_or(Tail {
            kept: 1.0,
            steps: Vec::new(),
        });
        self.known.insert(key, least.clone());
        least
    }

    /// Purge that counts in one step times its change of mass, by the rules of the ledger itself.
    fn kept(&mut self, step: PurgeStep) -> f64 {
        let mut request = PurgeRequest::new(self.scene.name());
        request.measured_only = self.start.measured_only;
        let alone = purge(&request.step(step), self.scene.reference);
        let inputs = alone.steps.into_iter().flat_map(|step| step.inputs);
        self.decided_by.extend(inputs);
        alone.counted * alone.mass_gain
    }
}
