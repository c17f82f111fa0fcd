//! Mutagenic impurities (ICH M7): threshold of toxicological concern, classes, control options.

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, in_force, row};

/// Whether an intake holds for one impurity or for several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TtcScope {
    /// One impurity.
    Individual,
    /// The sum of the specified impurities of class 2 and 3.
    Total,
}

/// The threshold of toxicological concern for one band of treatment time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TtcBand {
    /// Id of the row.
    pub id: String,
    /// One impurity or several.
    pub scope: TtcScope,
    /// Lower edge of the band in days of treatment, not included.
    pub above_days: u32,
    /// Upper edge in days, included; absent for a lifetime. A month counts 30 days, a year 365.
    pub up_to_days: Option<u32>,
    /// Acceptable intake in ug/day.
    pub intake_ug_per_day: f64,
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
row!(TtcBand, "m7_ttc");

impl TtcBand {
    /// Acceptable intake in ug/day with its citation.
    pub fn intake(&self) -> Cited<f64> {
        self.cite(self.intake_ug_per_day)
    }

    fn holds(&self, days: u32) -> bool {
        days > self.above_days && self.up_to_days.is_none_or(|edge| days <= edge)
    }
}

/// One of the five classes of impurities.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct M7Class {
    /// Id of the row.
    pub id: String,
    /// Number of the class, 1 to 5.
    pub m7_class: u8,
    /// What puts an impurity into the class.
    pub meaning: String,
    /// How it is controlled.
    pub control: String,
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
row!(M7Class, "m7_classes");

/// One of the four ways to control an impurity.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlOption {
    /// Id of the row.
    pub id: String,
    /// Number of the option, 1 to 4.
    pub option: u8,
    /// Where the impurity is tested.
    pub tested_in: String,
    /// What the test must meet.
    pub acceptance: String,
    /// What else must hold.
    pub condition: String,
    /// Part of the limit that the condition speaks of.
    pub fraction_of_limit: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Section in the source.
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
row!(ControlOption, "m7_control_options");

/// What a row for a group of compounds is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassSpecificKind {
    /// So potent that the threshold of toxicological concern does not apply.
    CohortOfConcern,
    /// A limit of the guideline for the group.
    ClassLimit,
    /// A worked example of the guideline.
    WorkedExample,
    /// A threshold argued in the literature; no regulatory limit.
    LiteratureThreshold,
}

/// A group of compounds, or a compound, that the guideline treats apart.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassSpecific {
    /// Id of the row.
    pub id: String,
    /// Name of the group.
    pub group: String,
    /// What the row is.
    pub kind: ClassSpecificKind,
    /// Acceptable intake over a lifetime in ug/day; absent for the cohort of concern.
    pub intake_ug_per_day: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Section in the source.
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
row!(ClassSpecific, "m7_class_specific");

impl ClassSpecific {
    /// Acceptable intake in ug/day with its citation.
    pub fn intake(&self) -> Option<Cited<f64>> {
        self.intake_ug_per_day.map(|intake| self.cite(intake))
    }
}

impl Reference {
    /// The threshold of toxicological concern for a treatment of so many days; absent for none.
    ///
    /// Bands of ICH M7: up to 1 month, up to 12 months, up to 10 years, lifetime; a month counts 30 days
    /// and a year 365, so that no band is stretched.
    ///
    /// ```
    /// use concerted_reference::{Reference, TtcScope};
    ///
    /// let band = Reference::embedded().ttc(14, TtcScope::Individual).expect("14 days have a band");
    /// assert_eq!(band.intake().value, 120.0);
    /// ```
    pub fn ttc(&self, duration_days: u32, scope: TtcScope) -> Option<&TtcBand> {
        let rows = self
            .ttc
            .iter()
            .filter(|band| band.scope == scope && band.holds(duration_days));
        in_force(rows, |band| band.valid_from, None)
    }

    /// All bands of the threshold of toxicological concern.
    pub fn ttc_bands(&self) -> &[TtcBand] {
        &self.ttc
    }

    /// A class of impurities, 1 to 5.
    pub fn m7_class(&self, number: u8) -> Option<&M7Class> {
        self.m7_classes.iter().find(|row| row.m7_class == number)
    }

    /// A control option, 1 to 4.
    pub fn control_option(&self, number: u8) -> Option<&ControlOption> {
        self.control_options.iter().find(|row| row.option == number)
    }

    /// A group that the guideline treats apart, such as `monofunctional_alkyl_chlorides`.
    pub fn class_specific(&self, id: &str) -> Option<&ClassSpecific> {
        self.class_specific.row(id)
    }

    /// All groups that the guideline treats apart.
    pub fn class_specific_rows(&self) -> &[ClassSpecific] {
        &self.class_specific
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

    fn intake(days: u32, scope: TtcScope) -> f64 {
        Reference::embedded()
            .ttc(days, scope)
            .unwrap()
            .intake()
            .value
    }

    #[test]
    fn intakes_of_the_guideline() {
        // ICH M7(R2), tables of less-than-lifetime intakes: edges on both sides.
        let cases = [
            (1, 120.0, 120.0),
            (30, 120.0, 120.0),
            (31, 20.0, 60.0),
            (365, 20.0, 60.0),
            (366, 10.0, 30.0),
            (3650, 10.0, 30.0),
            (3651, 1.5, 5.0),
            (25_550, 1.5, 5.0),
        ];
        for (days, individual, total) in cases {
            assert_eq!(intake(days, TtcScope::Individual), individual, "{days}");
            assert_eq!(intake(days, TtcScope::Total), total, "{days}");
        }
        assert!(Reference::embedded().ttc(0, TtcScope::Individual).is_none());
    }

    #[test]
    fn classes_and_options_are_complete() {
        let reference = Reference::embedded();
        for number in 1..=5 {
            assert!(reference.m7_class(number).is_some());
        }
        assert!(reference.m7_class(6).is_none());
        for number in 1..=4 {
            assert!(reference.control_option(number).is_some());
        }
        assert_eq!(
            reference.control_option(3).unwrap().fraction_of_limit,
            Some(0.3)
        );
        assert!(reference.control_option(0).is_none());
    }

    #[test]
    fn the_cohort_of_concern_has_no_intake() {
        let reference = Reference::embedded();
        for row in reference.class_specific_rows() {
            let cohort = row.kind == ClassSpecificKind::CohortOfConcern;
            assert_eq!(row.intake().is_none(), cohort, "{}", row.id);
        }
        let chlorides = reference
            .class_specific("monofunctional_alkyl_chlorides")
            .unwrap();
        assert_eq!(chlorides.intake().unwrap().value, 15.0);
    }

    proptest! {
        #[test]
        fn longer_treatment_never_allows_more(days in 1u32..30_000, more in 0u32..30_000) {
            for scope in [TtcScope::Individual, TtcScope::Total] {
                prop_assert!(intake(days + more, scope) <= intake(days, scope));
            }
            prop_assert!(intake(days, TtcScope::Individual) <= intake(days, TtcScope::Total));
        }
    }
}
