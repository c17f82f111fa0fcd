//! What the potency categorization says of an N-nitroso group.

/// One N-nitroso group and its category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NitrosoGroup {
    /// Amine nitrogen, nitroso nitrogen, nitroso oxygen, in the numbering of the molecule given.
    pub atoms: [usize; 3],
    /// What the approach says of it.
    pub outcome: CpcaOutcome,
}

/// Whether the approach covers a group, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CpcaOutcome {
    /// The approach does not cover it: an intake has to come from data, an analog or the general limits.
    NotApplicable {
        /// Why, as a sentence.
        reason: String,
    },
    /// A predicted category.
    Category(PotencyCategory),
}

impl CpcaOutcome {
    /// The category, where there is one.
    pub fn category(&self) -> Option<&PotencyCategory> {
        match self {
            Self::Category(category) => Some(category),
            Self::NotApplicable { .. } => None,
        }
    }
}

/// A potency category with all that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotencyCategory {
    /// 1, the most potent, to 5.
    pub category: u8,
    /// Sum of points; `None` where the flowchart decided without.
    pub score: Option<i8>,
    /// Hydrogens on the two alpha carbons, the lower count first.
    pub alpha_hydrogens: (u8, u8),
    /// Answers of the flowchart and features found, in the order of the rule; the points add up to the score.
    pub steps: Vec<ScoringStep>,
}

/// One answer of the flowchart or one feature that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoringStep {
    /// Id of the question or feature.
    pub feature: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Points: positive makes less potent, negative more; 0 for answers of the flowchart.
    pub points: i8,
    /// The atoms that show it; the first is where a drawing notes the points.
    pub atoms: Vec<usize>,
    /// What was found, as a sentence.
    pub sentence: String,
}
