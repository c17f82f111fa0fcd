//! Everything the model learnt.

use super::error::HazardError;
use super::forest::{Forest, refused};
use super::index::Index;

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// The trees.
    pub forest: Forest,
    /// From raw log-odds to probability and calls.
    pub calibration: Calibration,
    /// What the training data hold.
    pub bounds: Bounds,
    /// The tested compounds.
    pub index: Index,
}

/// From raw log-odds to a probability, and the cuts that make it a call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Calibrated log-odds = slope · raw + intercept.
    pub slope: f64,
    /// See `slope`.
    pub intercept: f64,
    /// Probability from which the balanced call is positive.
    pub balanced_cut: f64,
    /// Probability from which the screening call is positive.
    pub screening_cut: f64,
}

impl Calibration {
    /// Calibrated probability of raw log-odds, 1 / (1 + exp(−(slope · raw + intercept))).
    pub fn probability(&self, raw: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-(self.slope * raw + self.intercept)))
    }
}

/// What a structure must resemble to be inside the domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// Least similarity of the nearest tested compound.
    pub similarity_cut: f64,
    /// Fewest and most heavy atoms of the training compounds, extremes left out.
    pub size: (f64, f64),
    /// Elements that occur in the training compounds, sorted by atomic number.
    pub elements: Vec<u8>,
    /// Exact environments of radius 0 and 1 in any tested compound, sorted.
    pub close: Vec<u32>,
}

impl Parameters {
    pub(super) fn settings(&self) -> [f64; 9] {
        [
            self.forest.base,
            self.forest.bags,
            self.calibration.slope,
            self.calibration.intercept,
            self.calibration.balanced_cut,
            self.calibration.screening_cut,
            self.bounds.similarity_cut,
            self.bounds.size.0,
            self.bounds.size.1,
        ]
    }

    /// Whether every answer can be computed.
    pub(super) fn check(&self) -> Result<(), HazardError> {
        if !self.settings().iter().all(|setting| setting.is_finite()) {
            return refused("a setting that is no number", "finite settings");
        }
        if !self.bounds.close.windows(2).all(|pair| pair[0] < pair[1]) {
            return refused("close environments out of order", "sorted identifiers");
        }
        self.forest.check()
    }

    /// What each feature moved the calibrated log-odds by, and the log-odds they started from.
    pub(super) fn attribution(&self, bins: &[u8]) -> (Vec<f64>, f64) {
        let mut of_feature = vec![0.0; self.forest.edges.len()];
        let mut start = 0.0;
        for tree in &self.forest.trees {
            tree.attribute(bins, &mut of_feature);
            start += tree.root();
        }
        let Calibration {
            slope, intercept, ..
        } = self.calibration;
        let scale = slope / self.forest.bags;
        for moved in &mut of_feature {
            *moved *= scale;
        }
        (
            of_feature,
            slope * self.forest.base + scale * start + intercept,
        )
    }
}
