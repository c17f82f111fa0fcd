//! What the statistical model says of an impurity, and the tested compounds beside it.

use concerted_hazard::{Prediction, nearest, predict};
use concerted_molecule::Molecule;

use crate::evidence::Evidence;

/// Similarity from which two structures count as the same: all environments of their atoms agree.
pub(crate) const SAME_STRUCTURE: f64 = 1.0 - 1e-9;
/// Where the compounds of the training data are published.
const TRAINING_SOURCE: &str = "compilation of bacterial tests by Xu and others, Journal of Chemical Information and Modeling 52 (2012) 2840";
/// Neighbors shown for an impurity.
const NEIGHBORS: usize = 5;

/// A tested compound that resembles an impurity: the evidence behind a prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct TestedNeighbor {
    /// InChIKey, for compounds of the training data.
    pub inchi_key: Option<String>,
    /// Structure, for compounds of the user's own evidence.
    pub smiles: Option<String>,
    /// True where the bacterial test was positive.
    pub positive: bool,
    /// Tanimoto similarity of the atom environments, 0 to 1.
    pub similarity: f64,
    /// Where the test is reported.
    pub source: String,
}

/// The statistical side of an impurity: its prediction, or why there is none, and its neighbors.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ModelView {
    pub(crate) prediction: Option<Prediction>,
    /// Why the model refused to predict.
    pub(crate) refused: Option<String>,
    /// Nearest first.
    pub(crate) neighbors: Vec<TestedNeighbor>,
}

impl ModelView {
    /// Asks the model, and both the training data and the user's evidence for neighbors.
    pub(crate) fn of(molecule: &Molecule, evidence: &Evidence) -> Self {
        Self::asked(molecule, evidence, |_| NEIGHBORS)
    }

    /// The same without a search for neighbors in the training data, except for the very compound.
    pub(crate) fn quick(molecule: &Molecule, evidence: &Evidence) -> Self {
        Self::asked(molecule, evidence, |prediction| {
            usize::from(prediction.domain.nearest_similarity >= SAME_STRUCTURE)
        })
    }

    fn asked(
        molecule: &Molecule,
        evidence: &Evidence,
        wanted: impl Fn(&Prediction) -> usize,
    ) -> Self {
        let mut neighbors = evidence.nearest(molecule, NEIGHBORS);
        let (prediction, refused) = match predict(molecule) {
            Ok(prediction) => {
                let count = wanted(&prediction);
                if count > 0 {
                    neighbors.extend(of_training(molecule, count));
                }
                (Some(prediction), None)
            }
            Err(error) => (None, Some(error.to_string())),
        };
        // A stable sort: at the same similarity the user's own tests stay in front.
        neighbors.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        neighbors.truncate(NEIGHBORS);
        Self {
            prediction,
            refused,
            neighbors,
        }
    }
}

/// The nearest compounds of the training data; none where the model refuses.
fn of_training(molecule: &Molecule, count: usize) -> Vec<TestedNeighbor> {
    let found = nearest(molecule, count).unwrap_or_default();
    found
        .into_iter()
        .map(|neighbor| TestedNeighbor {
            inchi_key: Some(neighbor.inchi_key),
            smiles: None,
            positive: neighbor.positive,
            similarity: neighbor.similarity,
            source: TRAINING_SOURCE.to_owned(),
        })
        .collect()
}
