//! One route as the judgements see it.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::route::Route;

use crate::amount::StepAmounts;
use crate::demand::RouteMasses;
use crate::order::StepOrder;

/// What a route is, for this module.
pub(crate) struct RouteView<'a> {
    pub(crate) route: &'a Route,
    pub(crate) order: &'a StepOrder,
    pub(crate) amounts: &'a BTreeMap<String, StepAmounts>,
    pub(crate) masses: &'a RouteMasses,
}

impl RouteView<'_> {
    /// Name of a step, or its id where the route has no such step.
    pub(crate) fn step_name<'a>(&'a self, step: &'a str) -> &'a str {
        self.amounts
            .get(step)
            .map_or(step, |step| step.name.as_str())
    }

    /// Steps of the route in order, with their amounts.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &StepAmounts> {
        self.order
            .steps
            .iter()
            .filter_map(|step| self.amounts.get(step))
    }

    /// The step and all that use its product, even indirectly, in order.
    pub(crate) fn onward(&self, step: &str) -> Vec<&str> {
        let mut reached: BTreeSet<&str> = BTreeSet::from([step]);
        for later in &self.order.steps {
            let sources = self
                .order
                .upstream
                .get(later)
                .map_or(&[][..], Vec::as_slice);
            if sources
                .iter()
                .any(|source| reached.contains(source.as_str()))
            {
                reached.insert(later);
            }
        }
        self.order
            .steps
            .iter()
            .map(String::as_str)
            .filter(|step| reached.contains(step))
            .collect()
    }
}
