//! What the structures of a step alone say: which groups change, the class of the step, and the technologies
//! that could make it.
//!
//! Purpose: from reactants and product, without atom maps, count functional groups and formulas before and
//! after, and judge by rules: one of ten classes of reaction ([`classify`]), and enzymes and other technologies
//! worth a look ([`options`]). [`options_for_product`] asks the second question of a product alone.
//!
//! What it deliberately does not know: programs, amounts, yields, conditions, partners, dates. A suggestion says
//! that the change of groups is one the technology is known for; it says nothing of activity, selectivity or
//! stability on this molecule.

mod change;
mod condition;
mod group;
mod literature;
mod reaction;
mod step_class;
mod technology;

pub use change::StepChange;
pub use condition::{Compare, Condition};
pub use group::{FUNCTIONAL_GROUPS, FunctionalGroup};
pub use literature::{Literature, Standing};
pub use reaction::{Reaction, ReactionError};
pub use step_class::{Classified, StepClass, StepRule, classify, step_rules};
pub use technology::{
    Family, Objection, Obstacle, TechnologyRule, WEEKS_PER_ROUND, catalogue, options,
    options_for_product,
};
