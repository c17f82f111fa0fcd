//! Thresholds for ordinary impurities: ICH Q3A (substance) and Q3B (product).

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, in_force, row};

/// What an impurity above the threshold calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImpurityThreshold {
    /// It is reported.
    Reporting,
    /// Its structure is determined.
    Identification,
    /// Its safety is established.
    Qualification,
}

/// A threshold of ICH Q3A for one band of daily dose.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubstanceThreshold {
    /// Id of the row.
    pub id: String,
    /// Which threshold.
    pub threshold: ImpurityThreshold,
    /// Lower edge of the dose band in g/day, not included.
    pub dose_above_g_per_day: f64,
    /// Upper edge in g/day, included; absent for the last band.
    pub dose_up_to_g_per_day: Option<f64>,
    /// Threshold in percent of the substance.
    pub limit_percent: f64,
    /// Total daily intake in mg/day that caps the percentage; the lower of the two applies.
    pub cap_mg_per_day: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(SubstanceThreshold, "q3a_thresholds");

/// A threshold of ICH Q3B for one band of daily dose.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductThreshold {
    /// Id of the row.
    pub id: String,
    /// Which threshold.
    pub threshold: ImpurityThreshold,
    /// Lower edge of the dose band in mg/day.
    pub dose_above_mg_per_day: f64,
    /// Upper edge in mg/day, included; absent for the last band.
    pub dose_up_to_mg_per_day: Option<f64>,
    /// Threshold in percent of the substance in the product.
    pub limit_percent: f64,
    /// Total daily intake in mg/day that caps the percentage; the lower of the two applies.
    pub cap_mg_per_day: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(ProductThreshold, "q3b_thresholds");

impl SubstanceThreshold {
    /// Threshold in percent with its citation; see also [`Self::cap_mg_per_day`].
    pub fn limit(&self) -> Cited<f64> {
        self.cite(self.limit_percent)
    }

    /// Amount of impurity at the threshold in mg/day: min(percent / 100 x dose, cap), dose in g/day.
    ///
    /// ```
    /// use concerted_reference::{ImpurityThreshold, Reference};
    ///
    /// // 0.15 % of 0.8 g would be 1.2 mg; ICH Q3A caps qualification at 1.0 mg.
    /// let row = Reference::embedded().q3a(ImpurityThreshold::Qualification, 0.8).expect("a dose has a band");
    /// assert!((row.amount_mg_per_day(0.8) - 1.0).abs() < 1e-12);
    /// ```
    pub fn amount_mg_per_day(&self, dose_g_per_day: f64) -> f64 {
        amount(
            self.limit_percent,
            self.cap_mg_per_day,
            dose_g_per_day * 1_000.0,
        )
    }
}

impl ProductThreshold {
    /// Threshold in percent with its citation; see also [`Self::cap_mg_per_day`].
    pub fn limit(&self) -> Cited<f64> {
        self.cite(self.limit_percent)
    }

    /// Amount of impurity at the threshold in mg/day: min(percent / 100 x dose, cap), dose in mg/day.
    ///
    /// ```
    /// use concerted_reference::{ImpurityThreshold, Reference};
    ///
    /// let row = Reference::embedded().q3b(ImpurityThreshold::Qualification, 50.0).expect("a dose has a band");
    /// assert!((row.amount_mg_per_day(50.0) - 0.2).abs() < 1e-12);
    /// ```
    pub fn amount_mg_per_day(&self, dose_mg_per_day: f64) -> f64 {
        amount(self.limit_percent, self.cap_mg_per_day, dose_mg_per_day)
    }
}

fn amount(percent: f64, cap_mg_per_day: Option<f64>, dose_mg_per_day: f64) -> f64 {
    let share = percent / 100.0 * dose_mg_per_day;
    cap_mg_per_day.map_or(share, |cap| share.min(cap))
}

/// True where a dose lies above the lower edge and at or below the upper one.
fn within(dose: f64, above: f64, up_to: Option<f64>) -> bool {
    dose > above && up_to.is_none_or(|edge| dose <= edge)
}

impl Reference {
    /// The threshold of ICH Q3A at a maximum daily dose of the substance in g/day; absent at no dose.
    pub fn q3a(
        &self,
        threshold: ImpurityThreshold,
        dose_g_per_day: f64,
    ) -> Option<&SubstanceThreshold> {
        let rows = self.q3a.iter().filter(|row| {
            row.threshold == threshold
                && within(
                    dose_g_per_day,
                    row.dose_above_g_per_day,
                    row.dose_up_to_g_per_day,
                )
        });
        in_force(rows, |row| row.valid_from, None)
    }

    /// The threshold of ICH Q3B at a maximum daily dose of the substance in mg/day; absent at no dose.
    ///
    /// A dose exactly on an edge is taken into the lower band. The guideline puts some edges into the
    /// upper one; for identification and qualification both bands give the same amount there.
    pub fn q3b(
        &self,
        threshold: ImpurityThreshold,
        dose_mg_per_day: f64,
    ) -> Option<&ProductThreshold> {
        let rows = self.q3b.iter().filter(|row| {
            row.threshold == threshold
                && within(
                    dose_mg_per_day,
                    row.dose_above_mg_per_day,
                    row.dose_up_to_mg_per_day,
                )
        });
        in_force(rows, |row| row.valid_from, None)
    }

    /// All thresholds of ICH Q3A.
    pub fn q3a_thresholds(&self) -> &[SubstanceThreshold] {
        &self.q3a
    }

    /// All thresholds of ICH Q3B.
    pub fn q3b_thresholds(&self) -> &[ProductThreshold] {
        &self.q3b
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "cells are compared with the number as it is written in the source"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [ImpurityThreshold; 3] = [
        ImpurityThreshold::Reporting,
        ImpurityThreshold::Identification,
        ImpurityThreshold::Qualification,
    ];

    #[test]
    fn substance_thresholds_of_the_guideline() {
        // ICH Q3A(R2), Attachment 1.
        let at =
            |dose| ALL.map(|kind| Reference::embedded().q3a(kind, dose).unwrap().limit_percent);
        assert_eq!(at(0.1), [0.05, 0.10, 0.15]);
        assert_eq!(at(2.0), [0.05, 0.10, 0.15]);
        assert_eq!(at(2.1), [0.03, 0.05, 0.05]);
        let row = Reference::embedded().q3a(ALL[2], 0.1).unwrap();
        assert_eq!(row.cap_mg_per_day, Some(1.0));
        assert!(row.limit().citation.status.is_regulatory_fact());
    }

    #[test]
    fn the_band_that_rests_on_memory_says_so() {
        let row = Reference::embedded().q3a(ALL[0], 3.0).unwrap();
        assert_eq!(row.limit().citation.status, Status::Memory);
    }

    #[test]
    fn product_qualification_of_the_guideline() {
        // ICH Q3B(R2), Attachment 1, qualification thresholds.
        let at = |dose| {
            let row = Reference::embedded()
                .q3b(ImpurityThreshold::Qualification, dose)
                .unwrap();
            (row.limit_percent, row.cap_mg_per_day)
        };
        assert_eq!(at(5.0), (1.0, Some(0.05)));
        assert_eq!(at(100.0), (0.5, Some(0.2)));
        assert_eq!(at(500.0), (0.2, Some(3.0)));
        assert_eq!(at(2500.0), (0.15, None));
    }

    /// The tables were built so that the amount does not jump at an edge: a check on remembered rows.
    #[test]
    fn amounts_do_not_jump_between_bands() {
        let reference = Reference::embedded();
        for kind in [
            ImpurityThreshold::Identification,
            ImpurityThreshold::Qualification,
        ] {
            for edge in [1.0, 10.0, 100.0, 2_000.0] {
                let at = |dose| reference.q3b(kind, dose).unwrap().amount_mg_per_day(edge);
                assert!(
                    (at(edge) - at(edge * 1.0001)).abs() < 1e-9,
                    "{kind:?} at {edge} mg"
                );
            }
            let at = |dose| reference.q3a(kind, dose).unwrap().amount_mg_per_day(2.0);
            assert!((at(2.0) - at(2.001)).abs() < 1e-9, "{kind:?} at 2 g");
        }
    }

    #[test]
    fn no_dose_has_no_threshold() {
        for kind in ALL {
            assert!(Reference::embedded().q3a(kind, 0.0).is_none());
            assert!(Reference::embedded().q3b(kind, f64::NAN).is_none());
        }
    }

    proptest! {
        #[test]
        fn every_dose_has_exactly_one_band(dose in 1e-6..1e5_f64) {
            let reference = Reference::embedded();
            for kind in ALL {
                let substance = reference.q3a_thresholds().iter().filter(|row| {
                    row.threshold == kind && within(dose, row.dose_above_g_per_day, row.dose_up_to_g_per_day)
                });
                prop_assert_eq!(substance.count(), 1);
                let product = reference.q3b_thresholds().iter().filter(|row| {
                    row.threshold == kind && within(dose, row.dose_above_mg_per_day, row.dose_up_to_mg_per_day)
                });
                prop_assert_eq!(product.count(), 1);
            }
        }

        #[test]
        fn a_higher_dose_never_has_a_looser_percentage(low in 1e-3..1e4_f64, factor in 1.0..100.0_f64) {
            let reference = Reference::embedded();
            for kind in ALL {
                let at = |dose| reference.q3b(kind, dose).map(|row| row.limit_percent);
                prop_assert!(at(low * factor) <= at(low));
                let at = |dose| reference.q3a(kind, dose).map(|row| row.limit_percent);
                prop_assert!(at(low * factor) <= at(low));
            }
        }
    }
}
