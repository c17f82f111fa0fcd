//! What a formation rule is: it foresees by-products that nobody entered, from what is present in a step.

use std::sync::OnceLock;

use concerted_molecule::{Molecule, Transform};

use crate::route_view::RouteView;
use concerted_hazard::literature::Literature;

mod acyl_halide;
mod alcohol_oxidation;
mod aldehyde_release;
mod aldol_condensation;
mod alkyl_azide;
mod alkyl_halide;
mod alkyl_nitrite;
mod alkyl_phosphate;
mod aryl_diazonium;
mod aryl_n_oxide;
mod arylamine_release;
mod aziridine;
mod boronic_acid;
mod carbamoyl_chloride;
mod chloromethyl_ether;
mod conditions;
mod epoxide_closure;
mod epoxide_oxidation;
mod ester_acidolysis;
mod ether_cleavage;
mod foreseen;
mod halide_displacement;
mod haloalkene;
mod hydrazine_release;
mod isocyanate;
mod michael_elimination;
mod n_halo_amine;
mod n_nitroso;
mod nitrite_trace;
mod nitro_reduction;
mod reagents;
mod ring_opening_sulfonate;
mod sulfate_ester;
mod sulfonate_ester;

pub(crate) use conditions::Verdict;
pub(crate) use foreseen::{Foreseen, Making};
pub(crate) use nitrite_trace::{TraceScene, foresee as foresee_traces};

/// How much the conditions speak for the impurity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// The conditions work against it.
    Lowered,
    /// Nothing speaks against it.
    Usual,
    /// The conditions favor it.
    Raised,
}

impl Concern {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lowered => "lowered",
            Self::Usual => "usual",
            Self::Raised => "raised",
        }
    }

    /// One level more.
    pub(crate) fn more(self) -> Self {
        match self {
            Self::Lowered => Self::Usual,
            Self::Usual | Self::Raised => Self::Raised,
        }
    }

    /// One level less.
    pub(crate) fn less(self) -> Self {
        match self {
            Self::Raised => Self::Usual,
            Self::Usual | Self::Lowered => Self::Lowered,
        }
    }
}

/// A rule that foresees impurities, for the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct FormationRule {
    /// Stable id, such as `sulfonate-ester`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What it looks for in a step.
    pub checks: &'static str,
    /// Where it does not apply, what lowers or raises its concern, and what it does not know.
    pub limits: &'static str,
    /// Where it is published.
    pub references: &'static [Literature],
    /// Foresees what forms in one step of a route.
    pub(crate) foresee: fn(&RouteView<'_>, usize) -> Vec<Foreseen>,
}

/// Rules over the steps of a route, sorted by id.
pub(crate) const RULES: &[FormationRule] = &[
    acyl_halide::RULE,
    alcohol_oxidation::RULE,
    aldehyde_release::RULE,
    aldol_condensation::RULE,
    alkyl_azide::RULE,
    alkyl_halide::RULE,
    alkyl_nitrite::RULE,
    alkyl_phosphate::RULE,
    aryl_diazonium::RULE,
    aryl_n_oxide::RULE,
    arylamine_release::RULE,
    aziridine::RULE,
    boronic_acid::RULE,
    carbamoyl_chloride::RULE,
    chloromethyl_ether::RULE,
    epoxide_closure::RULE,
    epoxide_oxidation::RULE,
    ester_acidolysis::RULE,
    ether_cleavage::RULE,
    halide_displacement::RULE,
    haloalkene::RULE,
    hydrazine_release::RULE,
    isocyanate::RULE,
    michael_elimination::RULE,
    n_halo_amine::RULE,
    n_nitroso::RULE,
    nitro_reduction::RULE,
    ring_opening_sulfonate::RULE,
    sulfate_ester::RULE,
    sulfonate_ester::RULE,
];

/// Every formation rule, sorted by id.
pub fn formation_catalogue() -> Vec<FormationRule> {
    let mut rules = RULES.to_vec();
    rules.push(nitrite_trace::RULE);
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// A reaction of this crate that is read on first use.
pub(crate) struct Reaction {
    smarts: &'static str,
    transform: OnceLock<Transform>,
}

impl Reaction {
    /// A reaction from reaction SMARTS of ours.
    pub(crate) const fn new(smarts: &'static str) -> Self {
        Self {
            smarts,
            transform: OnceLock::new(),
        }
    }

    /// Products of one application; none where the engine gives up.
    pub(crate) fn products(&self, reactants: &[&Molecule]) -> Vec<Molecule> {
        self.transform
            .get_or_init(|| Transform::parse(self.smarts).expect("a test uses every reaction"))
            .apply(reactants)
            .unwrap_or_default()
    }
}

#[cfg(test)]
pub(crate) mod testing;
