//! The class of a step: ten classes of reaction, from structures alone.

use std::fmt;

use crate::change::StepChange;
use crate::condition::Condition;
use crate::reaction::Reaction;

mod acylation;
mod addition;
mod carbon_carbon;
mod deprotection;
mod heteroatom;
mod heterocycle;
mod interconversion;
mod oxidation;
mod protection;
mod reduction;

/// The ten classes of reactions that Schneider and co-workers used for patents (Journal of Chemical Information
/// and Modeling 2016, 56, 2336), with their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum StepClass {
    /// Alkylation or arylation of nitrogen, oxygen or sulfur.
    HeteroatomAlkylation = 1,
    /// Acylation and related reactions.
    Acylation = 2,
    /// Carbon–carbon bond.
    CarbonCarbon = 3,
    /// Heterocycle formation.
    HeterocycleFormation = 4,
    /// Protection.
    Protection = 5,
    /// Deprotection.
    Deprotection = 6,
    /// Reduction.
    Reduction = 7,
    /// Oxidation.
    Oxidation = 8,
    /// Functional group interconversion.
    Interconversion = 9,
    /// Functional group addition.
    FunctionalGroupAddition = 10,
}

impl StepClass {
    /// All ten, by number.
    pub const ALL: [Self; 10] = [
        Self::HeteroatomAlkylation,
        Self::Acylation,
        Self::CarbonCarbon,
        Self::HeterocycleFormation,
        Self::Protection,
        Self::Deprotection,
        Self::Reduction,
        Self::Oxidation,
        Self::Interconversion,
        Self::FunctionalGroupAddition,
    ];

    /// Its number, 1 to 10.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::HeteroatomAlkylation => "heteroatom alkylation or arylation",
            Self::Acylation => "acylation and related",
            Self::CarbonCarbon => "C-C bond formation",
            Self::HeterocycleFormation => "heterocycle formation",
            Self::Protection => "protection",
            Self::Deprotection => "deprotection",
            Self::Reduction => "reduction",
            Self::Oxidation => "oxidation",
            Self::Interconversion => "functional group interconversion",
            Self::FunctionalGroupAddition => "functional group addition",
        }
    }
}

impl fmt::Display for StepClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// One rule of the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRule {
    /// The class that it gives.
    pub class: StepClass,
    /// Id, stable.
    pub id: &'static str,
    /// What it recognizes.
    pub name: &'static str,
    /// When it holds, given that no rule before it did.
    pub when: Condition,
    /// Reactions that it decides.
    pub examples: &'static [&'static str],
}

/// The class of a step with what decided it.
#[derive(Debug, Clone, PartialEq)]
pub struct Classified {
    /// The class; none where no rule holds.
    pub class: Option<StepClass>,
    /// The rule that held.
    pub rule: Option<&'static StepRule>,
    /// Groups that change, with by how much.
    pub changes: Vec<(&'static str, i64)>,
    /// Heavy atoms of the product that no reactant brings: a reactant was not written.
    pub unexplained: Vec<(&'static str, i64)>,
}

/// Groups of rules in the order in which they are asked. What is narrow comes first; the order is part of the
/// rules, since a deprotection is often a hydrolysis and a heterocycle often an acylation.
const ORDER: [&[StepRule]; 11] = [
    reduction::ESTERS,
    deprotection::RULES,
    reduction::RULES,
    oxidation::RULES,
    protection::RULES,
    heterocycle::RULES,
    addition::RULES,
    interconversion::RULES,
    carbon_carbon::RULES,
    acylation::RULES,
    heteroatom::RULES,
];

/// Every rule in the order in which they are asked.
pub fn step_rules() -> impl Iterator<Item = &'static StepRule> {
    ORDER.into_iter().flatten()
}

/// Gives the class of a step: that of the first rule that holds.
///
/// Valid for steps with one main product and few changes; a telescoped step gets the class of its most
/// conspicuous change. Reagents may stand among the reactants.
///
/// ```
/// use concerted_transformation::{Reaction, StepClass, classify};
/// let read = Reaction::parse("COC(=O)c1ccccc1.[OH-].[Na+]>>OC(=O)c1ccccc1")?;
/// assert_eq!(classify(&read).class, Some(StepClass::Deprotection));
/// # Ok::<(), concerted_transformation::ReactionError>(())
/// ```
pub fn classify(reaction: &Reaction) -> Classified {
    let step = StepChange::of(reaction);
    let rule = step_rules().find(|rule| rule.when.holds(&step));
    Classified {
        class: rule.map(|rule| rule.class),
        rule,
        changes: step.changes(),
        unexplained: step.unexplained(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::group::place;

    #[test]
    fn every_rule_decides_its_examples() {
        for rule in step_rules() {
            assert!(!rule.examples.is_empty(), "{}", rule.id);
            for example in rule.examples {
                let found = classify(&Reaction::parse(example).unwrap());
                assert_eq!(found.rule.map(|rule| rule.id), Some(rule.id), "{example}");
            }
        }
    }

    #[test]
    fn rules_have_ids_of_their_own_and_known_groups() {
        let ids: BTreeSet<&str> = step_rules().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), step_rules().count());
        for rule in step_rules() {
            for group in rule.when.groups() {
                assert!(place(group).is_some(), "`{group}` in `{}`", rule.id);
            }
        }
    }

    #[test]
    fn maps_change_nothing() {
        let plain = "CC(C)(C)OC(=O)NCC>>NCC";
        let mapped = "CC(C)(C)OC(=O)[NH:1][CH2:2][CH3:3]>>[NH2:1][CH2:2][CH3:3]";
        let class = |text| classify(&Reaction::parse(text).unwrap());
        assert_eq!(class(plain), class(mapped));
    }

    #[test]
    fn a_step_without_change_has_no_class() {
        let found = classify(&Reaction::parse("CCO>>CCO").unwrap());
        assert_eq!((found.class, found.changes), (None, Vec::new()));
    }

    #[test]
    fn the_order_of_reactants_does_not_matter() {
        for rule in step_rules() {
            for example in rule.examples {
                let (reactants, product) = example.split_once(">>").unwrap();
                let reversed: Vec<&str> = reactants.rsplit('.').collect();
                let one = Reaction::of(reactants, product).unwrap();
                let other = Reaction::of(&reversed.join("."), product).unwrap();
                assert_eq!(classify(&one).class, classify(&other).class, "{example}");
            }
        }
    }
}
