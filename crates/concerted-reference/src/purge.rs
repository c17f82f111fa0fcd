//! Purge of an impurity: published scores and what a purge ratio calls for.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, row};

/// Property of an impurity that removes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurgeParameter {
    /// It is consumed.
    Reactivity,
    /// It stays in solution.
    Solubility,
    /// It distils.
    Volatility,
    /// It is extracted at some pH.
    Ionisability,
    /// It is separated on a column.
    Chromatography,
    /// Anything else.
    Other,
}

impl PurgeParameter {
    /// Every property, in the order of a ledger.
    pub const ALL: [Self; 6] = [
        Self::Reactivity,
        Self::Solubility,
        Self::Volatility,
        Self::Ionisability,
        Self::Chromatography,
        Self::Other,
    ];

    /// The word for it in tables and documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reactivity => "reactivity",
            Self::Solubility => "solubility",
            Self::Volatility => "volatility",
            Self::Ionisability => "ionisability",
            Self::Chromatography => "chromatography",
            Self::Other => "other",
        }
    }
}

/// The score of one level of one property.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurgeScore {
    /// Id of the row.
    pub id: String,
    /// Property.
    pub parameter: PurgeParameter,
    /// Level of the property.
    pub level: String,
    /// Lowest factor by which the amount falls.
    pub score_low: f64,
    /// Highest factor; equal to the lowest where one score is given.
    pub score_high: f64,
    /// What the level means.
    pub meaning: String,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(PurgeScore, "purge_scoring");

impl PurgeScore {
    /// Lowest and highest factor with their citation.
    pub fn range(&self) -> Cited<(f64, f64)> {
        self.cite((self.score_low, self.score_high))
    }
}

/// What is expected at a ratio of predicted to required purge.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurgeAction {
    /// Id of the row.
    pub id: String,
    /// Lowest ratio of the band, included.
    pub ratio_from: f64,
    /// Upper edge, not included; absent for the last band.
    pub ratio_below: Option<f64>,
    /// Data that are expected.
    pub data_expected: String,
    /// What is reported.
    pub reporting_expected: String,
    /// How far the reporting column was checked.
    pub reporting_status: Status,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far band and data were checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(PurgeAction, "purge_actions");

impl PurgeAction {
    /// Data that are expected, with their citation.
    pub fn data(&self) -> Cited<&str> {
        self.cite(&self.data_expected)
    }

    /// What is reported, with its citation.
    pub fn reporting(&self) -> Cited<&str> {
        self.cite_as(&self.reporting_expected, self.reporting_status)
    }
}

impl Reference {
    /// All purge scores, sorted by id.
    pub fn purge_scores(&self) -> &[PurgeScore] {
        &self.purge_scores
    }

    /// One purge score, such as `reactivity_high`.
    pub fn purge_score(&self, id: &str) -> Option<&PurgeScore> {
        self.purge_scores.row(id)
    }

    /// Highest published score of a property: no prediction may claim more for one step.
    ///
    /// ```
    /// use concerted_reference::{PurgeParameter, Reference};
    ///
    /// let reference = Reference::embedded();
    /// assert_eq!(reference.highest_purge_score(PurgeParameter::Reactivity), Some(100.0));
    /// assert_eq!(reference.highest_purge_score(PurgeParameter::Ionisability), Some(10.0));
    /// ```
    pub fn highest_purge_score(&self, parameter: PurgeParameter) -> Option<f64> {
        self.purge_scores
            .iter()
            .filter(|row| row.parameter == parameter)
            .map(|row| row.score_high)
            .max_by(f64::total_cmp)
    }

    /// What a purge ratio (predicted over required) calls for; absent for a negative ratio.
    pub fn purge_action(&self, ratio: f64) -> Option<&PurgeAction> {
        self.purge_actions
            .iter()
            .find(|row| ratio >= row.ratio_from && row.ratio_below.is_none_or(|edge| ratio < edge))
    }

    /// All bands of the purge ratio.
    pub fn purge_actions(&self) -> &[PurgeAction] {
        &self.purge_actions
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_scores() {
        // Teasdale and co-authors 2010; table 3.3 of the book on mutagenic impurities.
        let cases = [
            ("reactivity_high", (100.0, 100.0)),
            ("reactivity_low", (1.0, 1.0)),
            ("solubility_moderate", (3.0, 3.0)),
            ("volatility_high", (10.0, 10.0)),
            ("ionisability", (3.0, 10.0)),
            ("chromatography_by_separation", (10.0, 100.0)),
        ];
        for (id, range) in cases {
            assert_eq!(
                Reference::embedded().purge_score(id).unwrap().range().value,
                range,
                "{id}"
            );
        }
    }

    #[test]
    fn scores_are_ranges_of_at_least_one() {
        for row in Reference::embedded().purge_scores() {
            assert!(
                1.0 <= row.score_low && row.score_low <= row.score_high,
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn bands_of_the_ratio() {
        let id = |ratio| {
            Reference::embedded()
                .purge_action(ratio)
                .map(|row| row.id.as_str())
        };
        assert_eq!(id(1000.0), Some("ratio_1000_or_more"));
        assert_eq!(id(999.9), Some("ratio_100_to_1000"));
        assert_eq!(id(1.0), Some("ratio_1_to_100"));
        assert_eq!(id(0.0), Some("ratio_below_1"));
        assert_eq!(id(-1.0), None);
        let row = Reference::embedded().purge_action(5000.0).unwrap();
        assert_eq!(row.data().citation.status, Status::Verified);
        assert_eq!(row.reporting().citation.status, Status::Memory);
    }

    proptest! {
        #[test]
        fn every_ratio_has_exactly_one_band(ratio in 0.0..1e9_f64) {
            let bands = Reference::embedded().purge_actions().iter().filter(|row| {
                ratio >= row.ratio_from && row.ratio_below.is_none_or(|edge| ratio < edge)
            });
            prop_assert_eq!(bands.count(), 1);
        }
    }
}
