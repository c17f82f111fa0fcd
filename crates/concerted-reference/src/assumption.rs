//! Defaults that engines use where the document is silent.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::table::{Row, row};

/// One default with its reason and the range within which it may reasonably lie.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Id, such as `batch_failure_probability`.
    pub id: String,
    /// Part of the program that uses it.
    pub topic: String,
    /// The default, in [`Self::unit`].
    pub value: f64,
    /// Unit; `1` for a pure number.
    pub unit: String,
    /// Lowest value that an expert would accept.
    pub low: f64,
    /// Highest value that an expert would accept.
    pub high: f64,
    /// Why this value.
    pub reason: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// Assumed, unless the value is a convention that was read.
    pub status: Status,
}
row!(Assumption, "defaults");

impl Assumption {
    /// The default with its citation.
    pub fn cited(&self) -> Cited<f64> {
        self.cite(self.value)
    }
}

impl Reference {
    /// One default; absent where nothing may be assumed, as for a yield.
    pub fn assumption(&self, id: &str) -> Option<&Assumption> {
        self.assumptions.row(id)
    }

    /// All defaults, sorted by id.
    pub fn assumptions(&self) -> &[Assumption] {
        &self.assumptions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_lie_in_their_range_and_give_a_reason() {
        for row in Reference::embedded().assumptions() {
            assert!(row.low <= row.value && row.value <= row.high, "{}", row.id);
            assert!(row.reason.len() > 10, "{}", row.id);
            assert!(!row.unit.is_empty() && !row.topic.is_empty(), "{}", row.id);
        }
    }

    #[test]
    fn fractions_and_probabilities_lie_between_zero_and_one() {
        for row in Reference::embedded().assumptions() {
            if row.id.ends_with("_fraction") || row.id.ends_with("_probability") {
                assert!(
                    (0.0..=1.0).contains(&row.low) && row.high <= 1.0,
                    "{}",
                    row.id
                );
            }
        }
    }

    #[test]
    fn engines_find_the_defaults_they_name() {
        let value = |id| {
            Reference::embedded()
                .assumption(id)
                .map(|row| row.cited().value)
        };
        assert_eq!(value("working_days_per_week"), Some(5.0));
        assert_eq!(value("step_cycle_time"), Some(3.0));
        assert_eq!(value("batch_release_time"), Some(21.0));
        assert_eq!(value("clinical_overage_fraction"), Some(0.15));
        assert_eq!(value("body_weight_human_m7"), Some(50.0));
        assert_eq!(value("pert_lambda"), Some(4.0));
    }

    #[test]
    fn a_yield_is_never_assumed() {
        for row in Reference::embedded().assumptions() {
            assert!(
                row.id == "batch_yield_spread" || !row.id.contains("yield"),
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn only_conventions_that_were_read_are_facts() {
        for row in Reference::embedded().assumptions() {
            let assumed = row.source == "working_assumption";
            assert_eq!(row.status == Status::Assumed, assumed, "{}", row.id);
        }
    }
}
