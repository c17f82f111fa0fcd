//! What the rules that propose scores look at: the impurity's own properties and the steps on its way.

use concerted_model::figure::Input;
use concerted_model::given::{Given, Traced};
use concerted_model::material::Material;
use concerted_model::program::Program;
use concerted_model::route::{InputRole, Operation, OperationKind, Step};
use concerted_reference::Reference;

use crate::route_view::{RouteView, StepView};
use crate::structures::Structures;
use crate::walk::Candidate;

/// One impurity on one route.
pub(crate) struct Scene<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) structures: &'a Structures,
    pub(crate) route: &'a RouteView<'a>,
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) properties: Properties<'a>,
    /// True where nothing but groups that water destroys quickly makes it mutagenic.
    pub(crate) quickly_hydrolysed: bool,
}

/// What the document says of the impurity itself, under whichever material it is entered.
pub(crate) struct Properties<'a> {
    pub(crate) materials: Vec<&'a Material>,
}

impl<'a> Properties<'a> {
    /// The materials that an impurity is: those its entries name and those with its structure.
    pub(crate) fn of(
        program: &'a Program,
        structures: &Structures,
        candidate: &Candidate<'_>,
    ) -> Self {
        let named = |material: &Material| {
            candidate
                .entered
                .iter()
                .filter_map(|entry| entry.material.as_ref())
                .any(|id| id.as_str() == material.id.as_str())
        };
        let same = |material: &Material| {
            candidate
                .molecule
                .as_ref()
                .is_some_and(|molecule| structures.of(material) == Some(molecule))
        };
        Self {
            materials: program
                .material
                .iter()
                .filter(|material| named(material) || same(material))
                .collect(),
        }
    }

    /// Boiling point in kelvin.
    pub(crate) fn boiling_point(&self) -> Option<Traced> {
        self.first(|material| material.boiling_point.as_ref().map(Traced::from))
    }

    /// Logarithm of the octanol–water partition coefficient.
    pub(crate) fn log_p(&self) -> Option<Traced> {
        self.first(|material| material.log_p.as_ref().map(Traced::from))
    }

    /// Acid dissociation constants.
    pub(crate) fn pka(&self) -> Vec<&'a Given<f64>> {
        self.materials
            .iter()
            .flat_map(|material| &material.pka)
            .collect()
    }

    fn first<T>(&self, of: impl Fn(&Material) -> Option<T>) -> Option<T> {
        self.materials.iter().find_map(|material| of(material))
    }
}

impl<'a> Scene<'a> {
    /// Name of the impurity.
    pub(crate) fn name(&self) -> &'a str {
        &self.candidate.name
    }

    /// A default of the reference table with what it rests on.
    pub(crate) fn assumption(&self, id: &str) -> Option<Traced> {
        let row = self.reference.assumption(id)?;
        let assumption = concerted_model::figure::Assumption {
            id: row.id.clone(),
            value: format!("{} {}", row.value, row.unit),
            reason: row.reason.clone(),
        };
        Some(Traced::new(row.value, [Input::Assumed(assumption)]))
    }

    /// A published score with its citation.
    pub(crate) fn published(&self, id: &str) -> Option<Traced> {
        let cited = self.reference.purge_score(id)?.range();
        let (low, high) = cited.value;
        let words = if low.total_cmp(&high).is_eq() {
            format!("{low}")
        } else {
            format!("{low} to {high}")
        };
        Some(Traced::new(low, [Input::Reference(cited.citation, words)]))
    }

    /// The solvent of an operation: its own, else the last one named before it, else the only one charged.
    pub(crate) fn solvent_of(&self, view: &StepView<'a>, operation: usize) -> Option<&'a Material> {
        let program = self.program;
        let named = view.step.operation[..=operation]
            .iter()
            .rev()
            .find_map(|operation| program.material(operation.solvent.as_ref()?));
        named.or_else(|| {
            let mut charged = view
                .present
                .iter()
                .filter(|present| present.role == Some(InputRole::Solvent));
            match (charged.next(), charged.next()) {
                (Some(only), None) => Some(only.material),
                _ => None,
            }
        })
    }
}

/// The operations of a kind with their positions.
pub(crate) fn operations<'a>(
    step: &'a Step,
    kinds: &'static [OperationKind],
) -> impl Iterator<Item = (usize, &'a Operation)> {
    step.operation
        .iter()
        .enumerate()
        .filter(|(_, operation)| kinds.contains(&operation.kind))
}

/// Every number of a step that a rule may have read: which branch it takes depends on them.
pub(crate) fn conditions(view: &StepView<'_>) -> Vec<Input> {
    let step = view.step;
    // Equivalents may be computed from masses, and then rest on contents, densities and molar masses as well.
    let amounts = view
        .present
        .iter()
        .filter_map(|present| present.equivalents.as_ref())
        .flat_map(|amount| amount.inputs.iter().cloned());
    let own = [
        step.temperature.as_ref().map(Given::input),
        step.ph.as_ref().map(Given::input),
        step.time.as_ref().map(Given::input),
        step.pressure.as_ref().map(Given::input),
    ];
    let charged = step.input.iter().flat_map(|input| {
        [
            input.equivalents.as_ref().map(Given::input),
            input.loading.as_ref().map(Given::input),
            input.mass.as_ref().map(Given::input),
            input.volume.as_ref().map(Given::input),
        ]
    });
    let operated = step.operation.iter().flat_map(|operation| {
        [
            operation.temperature.as_ref().map(Given::input),
            operation.ph.as_ref().map(Given::input),
            operation.time.as_ref().map(Given::input),
        ]
    });
    own.into_iter()
        .chain(charged)
        .chain(operated)
        .flatten()
        .chain(amounts)
        .collect()
}
