//! What the statistical model says of a structure.

/// A predicted outcome of the bacterial reverse mutation test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// Mutagenic.
    Positive,
    /// Not mutagenic.
    Negative,
}

impl Call {
    /// Name for people: `positive` or `negative`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

/// Whether a structure lies where the model was trained, and if not, why.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Whether the prediction may be used at all.
    pub inside: bool,
    /// Why it may not, in words; empty inside the domain.
    pub reasons: Vec<String>,
    /// Similarity of the nearest tested compound, 0 to 1 (Tanimoto of environment counts).
    pub nearest_similarity: f64,
    /// Distinct environments of one atom with its neighbors that no tested compound has.
    pub unseen_environments: usize,
}

/// A prediction of bacterial mutagenicity: a screening aid that needs expert review.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Calibrated probability of a positive test, 0 to 1, where positives are as frequent as in the training data.
    pub probability: f64,
    /// The call at the balanced cut, where sensitivity and specificity weigh the same.
    pub call: Call,
    /// The call at the screening cut, which favors sensitivity.
    pub screening_call: Call,
    /// Whether the model knows structures of this kind.
    pub domain: Domain,
}

/// A tested compound of the training data that resembles a structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbor {
    /// InChIKey as the training data give it.
    pub inchi_key: String,
    /// Whether its published bacterial tests are positive.
    pub positive: bool,
    /// Tanimoto similarity of environment counts, 0 to 1.
    pub similarity: f64,
}
