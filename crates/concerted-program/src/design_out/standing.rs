//! Where a program stands: its mutagenic impurities on one route, and what the route costs.

use std::collections::BTreeMap;

use concerted_genotox::ImpurityResult;
use concerted_model::figure::{Figures, Ledger};
use concerted_model::program::Program;
use concerted_reference::Reference;
use concerted_route::StepOrder;

use crate::assess::{Chemistry, chemistry};

/// One impurity as the search sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    /// Structure, else key: what makes it the same impurity in two programs.
    pub(crate) identity: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) class: Option<u8>,
    pub(crate) cohort_of_concern: bool,
    /// Class 1 to 3 or cohort of concern, and in scope of at least one use.
    pub(crate) controlled: bool,
    /// Fewest steps that what carries it still goes through, of all places where it arises; -1 for the drug product.
    pub(crate) steps_after: i64,
}

/// Where a program stands on one route.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) route: Option<String>,
    /// What the genotox engine found on this route.
    pub(crate) results: Vec<ImpurityResult>,
    /// The same in short, in the same order.
    pub(crate) held: Vec<Held>,
    pub(crate) pmi: Option<f64>,
    pub(crate) steps: Option<usize>,
    pub(crate) material_cost: Option<f64>,
    /// Figures of the route engine, for origins.
    pub(crate) figures: Figures,
}

impl Standing {
    /// Assesses the chemistry of a program and looks at one route.
    pub(crate) fn of(program: &Program, reference: &Reference, route: Option<&str>) -> Self {
        let Chemistry {
            form,
            route: routes,
            genotox,
        } = chemistry(program, reference);
        let own = route.and_then(|id| routes.routes.iter().find(|own| own.id == id));
        let after = own.map(|own| steps_after(&own.order)).unwrap_or_default();
        let results: Vec<ImpurityResult> = genotox
            .impurities
            .into_iter()
            .filter(|impurity| {
                impurity.routes.is_empty()
                    || route.is_none_or(|id| impurity.routes.iter().any(|own| own == id))
            })
            .collect();
        let mut ledger = Ledger::new();
        ledger.merge(form.ledger);
        ledger.merge(routes.ledger.clone());
        Self {
            route: route.map(ToOwned::to_owned),
            held: results.iter().map(|one| held(one, route, &after)).collect(),
            results,
            pmi: own.and_then(|own| {
                let total = &own.intensities.full.as_ref()?.total;
                Some(total.value())
            }),
            steps: own.map(|own| own.order.steps.len()),
            material_cost: own.and_then(|own| Some(own.cost.total.as_ref()?.value())),
            figures: Figures::resolve(&ledger, &program.entered),
        }
    }

    /// Impurities to be controlled, the worst first.
    pub(crate) fn targets(&self) -> Vec<&Held> {
        let mut targets: Vec<&Held> = self.held.iter().filter(|held| held.controlled).collect();
        targets.sort_by_key(|held| (held.severity(), &held.key));
        targets
    }

    /// How many are to be controlled.
    pub(crate) fn in_scope(&self) -> usize {
        self.held.iter().filter(|held| held.controlled).count()
    }

    /// The worst of them: 0 for the cohort of concern, else the class; 9 where none is left.
    pub(crate) fn worst(&self) -> u8 {
        let controlled = self.held.iter().filter(|held| held.controlled);
        controlled.map(Held::severity).min().unwrap_or(9)
    }

    /// The worst of them in words.
    pub(crate) fn worst_words(&self) -> &'static str {
        match self.worst() {
            0 => "cohort of concern",
            1 => "class 1",
            2 => "class 2",
            9 => "none",
            _ => "class 3",
        }
    }

    /// True where one of them is an N-nitroso compound.
    pub(crate) fn has_nitrosamine(&self) -> bool {
        let nitroso = |result: &ImpurityResult| {
            let cohort = result.cohort_of_concern;
            cohort.is_some_and(|cohort| cohort.reference_row() == "n_nitroso")
        };
        self.results
            .iter()
            .zip(&self.held)
            .any(|(result, held)| held.controlled && nitroso(result))
    }

    /// The impurity with this identity.
    pub(crate) fn find(&self, identity: &str) -> Option<&Held> {
        self.held.iter().find(|held| held.identity == identity)
    }
}

impl Held {
    /// 0 for the cohort of concern, else the class; unknown classes count as 3.
    fn severity(&self) -> u8 {
        if self.cohort_of_concern {
            0
        } else {
            self.class.unwrap_or(3)
        }
    }
}

/// For each step of a route, the fewest steps that its product goes through afterwards.
///
/// Counted along what the steps make and use: on a convergent route the steps of the other branch remove nothing.
fn steps_after(order: &StepOrder) -> BTreeMap<&str, i64> {
    let mut after: BTreeMap<&str, i64> = BTreeMap::new();
    for step in order.steps.iter().rev() {
        let fewest = after
            .iter()
            .filter(|(later, _)| {
                let sources = order.upstream.get(**later);
                sources.is_some_and(|sources| sources.contains(step))
            })
            .map(|(_, count)| count + 1)
            .min();
        after.insert(step, fewest.unwrap_or(0));
    }
    after
}

fn held(result: &ImpurityResult, route: Option<&str>, after: &BTreeMap<&str, i64>) -> Held {
    let after = |step: &Option<String>| {
        let step = step.as_deref();
        step.and_then(|step| after.get(step)).copied().unwrap_or(-1)
    };
    let class = result.class.map(concerted_genotox::ImpurityClass::number);
    let cohort_of_concern = result.cohort_of_concern.is_some();
    let mutagenic = result
        .class
        .is_some_and(concerted_genotox::ImpurityClass::is_controlled)
        || (cohort_of_concern && class.is_none());
    Held {
        identity: result.smiles.clone().unwrap_or_else(|| result.key.clone()),
        key: result.key.clone(),
        name: result.name.clone(),
        class,
        cohort_of_concern,
        controlled: mutagenic && (result.uses.is_empty() || result.in_scope()),
        steps_after: result
            .causes
            .iter()
            .filter(|cause| {
                cause.routes.is_empty()
                    || route.is_none_or(|id| cause.routes.iter().any(|own| own == id))
            })
            .map(|cause| after(&cause.step))
            .min()
            .unwrap_or(-1),
    }
}
