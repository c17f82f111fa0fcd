//! Whether the training data hold anything like a structure, and if not, what is missing.

use concerted_molecule::{Element, Molecule};

use super::features::Features;
use super::index::Index;
use super::parameters::Bounds;
use super::prediction::Domain;

/// Share of the distinct close environments that may be new before a structure is out of domain.
const UNSEEN_SHARE: f64 = 0.1;

/// Judges the part of a structure that the model sees.
///
/// Four questions, each answered in words where it fails: elements that no training compound has; size outside that of
/// the training compounds; more than a tenth of the distinct environments of an atom and its neighbors unseen; no tested
/// compound as similar as the similarity cut.
pub fn judge(parent: &Molecule, features: &Features, bounds: &Bounds, index: &Index) -> Domain {
    let mut reasons = Vec::new();
    let strangers: Vec<&str> = parent
        .elements()
        .iter()
        .filter(|element| {
            bounds
                .elements
                .binary_search(&element.atomic_number())
                .is_err()
        })
        .map(|element: &Element| element.symbol())
        .collect();
    if !strangers.is_empty() {
        reasons.push(format!(
            "no training compound contains {}",
            strangers.join(" or ")
        ));
    }
    if parent.formula().count(Element::CARBON) == 0 {
        reasons.push("it contains no carbon; the model was trained on organic compounds".into());
    }
    let size = parent.heavy_atom_count() as f64;
    let (smallest, largest) = bounds.size;
    if size < smallest || size > largest {
        reasons.push(format!(
            "it has {size:.0} heavy atoms; the training compounds have {smallest:.0} to {largest:.0}"
        ));
    }
    let unseen = features
        .close
        .iter()
        .filter(|environment| bounds.close.binary_search(environment).is_err())
        .count();
    if unseen as f64 > UNSEEN_SHARE * features.close.len() as f64 {
        reasons.push(format!(
            "{unseen} of its {} kinds of atoms with their neighbors occur in no training compound",
            features.close.len()
        ));
    }
    let nearest_similarity = index.nearest_similarity(&features.similarity);
    if nearest_similarity < bounds.similarity_cut {
        reasons.push(format!(
            "the most similar tested compound has a similarity of {nearest_similarity:.2}, expected at least {:.2}",
            bounds.similarity_cut
        ));
    }
    Domain {
        inside: reasons.is_empty(),
        reasons,
        nearest_similarity,
        unseen_environments: unseen,
    }
}
