//! The statistical model of bacterial mutagenicity: gradient-boosted trees with domain, neighbors and explanation.
//!
//! One structure in, one [`Prediction`] out. The model file and its card are written by `cargo xtask train-ames` and
//! committed; what it rests on is told in `docs/model-ames.md`.

use std::sync::OnceLock;

use concerted_molecule::Molecule;

mod card;
mod descriptors;
mod domain;
mod error;
mod explanation;
mod features;
mod forest;
mod format;
mod graph;
mod index;
mod parameters;
mod prediction;
mod trees;

pub use card::{ModelCard, model_card};
pub use error::HazardError;
pub use prediction::{Call, Domain, Neighbor, Prediction};

use crate::parent::parent;
use features::{Described, Features};
use parameters::Parameters;

/// What training needs: the features, the learnt parameters and their file. For `cargo xtask train-ames` only.
pub mod training {
    pub use super::domain::judge;
    pub use super::features::Features;
    pub use super::forest::Forest;
    pub use super::format::{fingerprint, read, write};
    pub use super::index::{Index, Listed};
    pub use super::parameters::{Bounds, Calibration, Parameters};
    pub use super::trees::{Node, Tree, bin_of};
}

/// The committed model file.
const COMMITTED: &[u8] = include_bytes!("../model/ames.bin");

fn committed() -> Result<&'static Parameters, HazardError> {
    static MODEL: OnceLock<Result<Parameters, HazardError>> = OnceLock::new();
    MODEL
        .get_or_init(|| format::read(COMMITTED))
        .as_ref()
        .map_err(Clone::clone)
}

/// Predicts the outcome of a bacterial reverse mutation test: a screening aid that needs expert review.
///
/// p = 1 / (1 + exp(−(a·f + b))), f being the mean over forests of the summed trees, a and b calibrated on compounds
/// the trees had not seen. Judged is the [`parent`](parent()) of the structure. Valid where [`Domain::inside`] is true;
/// a probability is given outside too, since a reviewer wants to see it. Source: `docs/model-ames.md`.
///
/// ```
/// use concerted_hazard::{Call, predict};
/// use concerted_molecule::Molecule;
/// let nitrofluorene = predict(&Molecule::parse("O=[N+]([O-])c1ccc2c(c1)Cc1ccccc1-2")?).unwrap();
/// assert_eq!(nitrofluorene.call, Call::Positive);
/// let isopropanol = predict(&Molecule::parse("CC(C)O")?).unwrap();
/// assert_eq!(isopropanol.call, Call::Negative);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
///
/// # Errors
/// [`HazardError::Structure`] where the features cannot be computed; [`HazardError::Model`] if the program was built
/// with a damaged model file.
pub fn predict(molecule: &Molecule) -> Result<Prediction, HazardError> {
    let model = committed()?;
    let parent = parent(molecule);
    let features = Described::of(&parent)?.features;
    let bins = model.forest.bins(&features)?;
    let probability = model.calibration.probability(model.forest.answer(&bins));
    let call = |cut: f64| {
        if probability >= cut {
            Call::Positive
        } else {
            Call::Negative
        }
    };
    Ok(Prediction {
        probability,
        call: call(model.calibration.balanced_cut),
        screening_call: call(model.calibration.screening_cut),
        domain: domain::judge(&parent, &features, &model.bounds, &model.index),
    })
}

/// The `count` tested compounds most similar to a structure, nearest first.
///
/// Similarity is T = Σ min(aᵢ, bᵢ) / Σ max(aᵢ, bᵢ) over the counts of environments up to two bonds, 0 to 1.
///
/// ```
/// let toluene = concerted_molecule::Molecule::parse("Cc1ccccc1")?;
/// let nearest = concerted_hazard::nearest(&toluene, 3).unwrap();
/// assert_eq!(nearest.len(), 3);
/// assert!(nearest[0].similarity >= nearest[1].similarity);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
///
/// # Errors
/// Those of [`predict`].
pub fn nearest(molecule: &Molecule, count: usize) -> Result<Vec<Neighbor>, HazardError> {
    let features = Features::of(molecule)?;
    Ok(committed()?.index.nearest(&features.similarity, count))
}

/// What each atom moves the prediction by, in log-odds: above 0 towards a positive test, below 0 away from it.
///
/// One number for each atom of the structure without written-out hydrogens; atoms outside the [`parent`](parent()) get 0. Their
/// sum is the log-odds of [`Prediction::probability`] less [`reference_log_odds`]. Every question along the path of a
/// tree hands its move to the feature asked (Saabas 2014); an environment hands it to the atoms it covers, a descriptor
/// to its atoms by the size of what they contribute, and what is absent to all atoms alike. It explains the model, not
/// the chemistry.
///
/// ```
/// let aniline = concerted_molecule::Molecule::parse("Nc1ccccc1")?;
/// assert_eq!(concerted_hazard::contributions(&aniline).unwrap().len(), 7);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
///
/// # Errors
/// Those of [`predict`].
pub fn contributions(molecule: &Molecule) -> Result<Vec<f64>, HazardError> {
    let model = committed()?;
    let parent = parent(molecule);
    let described = Described::of(&parent)?;
    let bins = model.forest.bins(&described.features)?;
    let (of_feature, _) = model.attribution(&bins);
    let of_parent = explanation::spread(&parent, &described, &model.forest, &of_feature);
    Ok(explanation::placed(molecule, &described, of_parent)?)
}

/// The log-odds from which [`contributions`] start: those of the mean training compound.
///
/// # Errors
/// [`HazardError::Model`] if the program was built with a damaged model file.
pub fn reference_log_odds() -> Result<f64, HazardError> {
    let model = committed()?;
    Ok(model.attribution(&vec![0; model.forest.edges.len()]).1)
}
