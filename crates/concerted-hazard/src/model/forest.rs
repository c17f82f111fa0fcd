//! The trees of the model with the features they ask for: from features to raw log-odds.

use super::error::HazardError;
use super::features::Features;
use super::trees::{Tree, bin_of};

/// Forests of boosted trees, averaged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    /// Log-odds before any tree.
    pub base: f64,
    /// Forests averaged: the answers of all trees are summed and divided by it.
    pub bags: f64,
    /// Environments that are features, sorted.
    pub keys: Vec<u64>,
    /// Edges between the bins of each feature: of the keys in order, then of the descriptors.
    pub edges: Vec<Vec<f32>>,
    /// The trees of all forests.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// Whether every answer can be computed.
    pub(super) fn check(&self) -> Result<(), HazardError> {
        let sorted = |keys: &[u64]| keys.windows(2).all(|pair| pair[0] < pair[1]);
        if !self.base.is_finite() || !self.bags.is_finite() || self.bags < 1.0 {
            return refused("a setting that is no number", "finite settings");
        }
        if !sorted(&self.keys) || self.keys.len() > self.edges.len() {
            return refused(
                "features out of order",
                "sorted environments, then descriptors",
            );
        }
        let bounded =
            |edges: &Vec<f32>| edges.len() < 256 && edges.windows(2).all(|pair| pair[0] < pair[1]);
        if !self.edges.iter().all(bounded) {
            return refused("edges out of order", "at most 255 ascending edges");
        }
        if !self
            .trees
            .iter()
            .all(|tree| tree.is_sound(self.edges.len()))
        {
            return refused("a broken tree", "paths that end in leaves");
        }
        Ok(())
    }

    /// The bin of each feature.
    ///
    /// # Errors
    /// [`HazardError::Model`] if the model was trained on another set of descriptors.
    pub fn bins(&self, features: &Features) -> Result<Vec<u8>, HazardError> {
        if self.keys.len() + features.descriptors.len() != self.edges.len() {
            return Err(HazardError::Model {
                detail: format!("{} descriptors", self.edges.len() - self.keys.len()),
                expected: features.descriptors.len().to_string(),
            });
        }
        // Absent environments count 0, which is below every edge.
        let mut bins = vec![0; self.edges.len()];
        for (key, count) in &features.environments {
            if let Ok(place) = self.keys.binary_search(key) {
                bins[place] = bin_of(*count as f32, &self.edges[place]);
            }
        }
        for (offset, value) in features.descriptors.iter().enumerate() {
            let place = self.keys.len() + offset;
            bins[place] = bin_of(*value, &self.edges[place]);
        }
        Ok(bins)
    }

    /// Raw log-odds: the base plus the mean over the forests of the sum of their trees.
    pub fn answer(&self, bins: &[u8]) -> f64 {
        let sum: f64 = self.trees.iter().map(|tree| tree.answer(bins)).sum();
        self.base + sum / self.bags
    }
}

pub(super) fn refused(detail: &str, expected: &str) -> Result<(), HazardError> {
    Err(HazardError::Model {
        detail: detail.to_owned(),
        expected: expected.to_owned(),
    })
}
