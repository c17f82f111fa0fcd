//! Alkylation and arylation of nitrogen, oxygen and sulfur.

use super::{StepClass, StepRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{Any, Rings, SeveralReactants};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[StepRule {
    class: StepClass::HeteroatomAlkylation,
    id: "heteroatom_takes_carbon",
    name: "heteroatom takes carbon",
    when: Any(&[SeveralReactants, Rings(Above, 0)]),
    examples: &["BrCc1ccccc1.Oc1ccccc1>>c1ccccc1COc1ccccc1"],
}];
