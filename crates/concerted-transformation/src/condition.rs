//! What a rule asks of a step: a small language over counts.

use std::cmp::Ordering;

use crate::change::StepChange;

/// How a count is compared with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Lower than the number.
    Below,
    /// The number.
    Is,
    /// Higher than the number.
    Above,
}

impl Compare {
    fn holds(self, value: i64, number: i64) -> bool {
        let wanted = match self {
            Self::Below => Ordering::Less,
            Self::Is => Ordering::Equal,
            Self::Above => Ordering::Greater,
        };
        value.cmp(&number) == wanted
    }
}

/// A condition on the change from reactants to product.
///
/// Groups are ids of [`FUNCTIONAL_GROUPS`](crate::FUNCTIONAL_GROUPS). Counts are product less the sum of the
/// reactants that contribute to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// All of these.
    All(&'static [Condition]),
    /// Any of these.
    Any(&'static [Condition]),
    /// Not this.
    Not(&'static Condition),
    /// Fewer of one of these groups.
    Lost(&'static [&'static str]),
    /// More of one of these groups.
    Gained(&'static [&'static str]),
    /// As many of this group.
    Same(&'static str),
    /// A reactant has the group.
    Had(&'static str),
    /// The product has the group.
    Has(&'static str),
    /// One reactant gives all of the product.
    OneReactant,
    /// Several reactants contribute.
    SeveralReactants,
    /// Atoms of an element.
    Atoms(&'static str, Compare, i64),
    /// Rings.
    Rings(Compare, i64),
    /// Aromatic rings.
    AromaticRings(Compare, i64),
    /// Hydrogens on nitrogen, oxygen and sulfur; those of carboxylic acids and of boronic acids do not count.
    HeteroHydrogens(Compare, i64),
    /// Bonds between two carbons.
    CarbonBonds(Compare, i64),
    /// The formula changes by exactly these atoms.
    Formula(&'static [(&'static str, i64)]),
}

impl Condition {
    /// Whether it holds of a step.
    pub fn holds(&self, step: &StepChange) -> bool {
        match *self {
            Self::All(parts) => parts.iter().all(|part| part.holds(step)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(step)),
            Self::Not(part) => !part.holds(step),
            Self::Lost(groups) => groups.iter().any(|group| step.change(group) < 0),
            Self::Gained(groups) => groups.iter().any(|group| step.change(group) > 0),
            Self::Same(group) => step.change(group) == 0,
            Self::Had(group) => step.before(group) > 0,
            Self::Has(group) => step.after(group) > 0,
            Self::OneReactant => step.contributing() == 1,
            Self::SeveralReactants => step.contributing() != 1,
            Self::Atoms(element, compare, number) => compare.holds(step.atoms(element), number),
            Self::Rings(compare, number) => compare.holds(step.rings(), number),
            Self::AromaticRings(compare, number) => compare.holds(step.aromatic_rings(), number),
            Self::HeteroHydrogens(compare, number) => {
                compare.holds(step.hetero_hydrogens(), number)
            }
            Self::CarbonBonds(compare, number) => compare.holds(step.carbon_bonds(), number),
            Self::Formula(atoms) => step.formula_is(atoms),
        }
    }

    /// Ids of every group that it names.
    pub fn groups(&self) -> Vec<&'static str> {
        match *self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::groups).collect(),
            Self::Not(part) => part.groups(),
            Self::Lost(groups) | Self::Gained(groups) => groups.to_vec(),
            Self::Same(group) | Self::Had(group) | Self::Has(group) => vec![group],
            _ => Vec::new(),
        }
    }
}
