//! Acceptable intakes of single compounds (addendum of ICH M7).

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, optional_yes_no, row, yes_no};

/// Ways of administration that an intake covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Administration {
    /// Every way.
    All,
    /// By mouth.
    Oral,
    /// By inhalation.
    Inhalation,
    /// Every way but by mouth.
    NotOral,
    /// Every way but by inhalation.
    NotInhalation,
}

/// How an intake was derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntakeKind {
    /// Straight line from a TD50.
    Linear,
    /// Permitted daily exposure from a threshold.
    PermittedDailyExposure,
    /// The threshold of toxicological concern, kept.
    ThresholdKept,
    /// Not known.
    Unknown,
}

/// The acceptable intake of one compound for some ways of administration.
///
/// The regulatory value and our own calculation stand apart, each with its status.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompoundIntake {
    /// Id of the row.
    pub id: String,
    /// Name of the compound.
    pub compound: String,
    /// CAS registry number.
    pub cas: String,
    /// Structure as canonical SMILES; empty where nobody wrote it down.
    pub smiles: String,
    /// Ways of administration covered.
    pub administration: Administration,
    /// How the value was derived.
    pub kind: IntakeKind,
    /// Acceptable intake in ug/day; absent where sources contradict each other.
    pub intake_ug_per_day: Option<f64>,
    /// Lowest TD50 in mg/kg/day behind our calculation.
    pub td50_mg_per_kg_day: Option<f64>,
    /// Our calculation in ug/day: TD50 / 50000 x 50 kg.
    pub calculated_intake_ug_per_day: Option<f64>,
    /// Source of the TD50; empty without one.
    pub calculated_source: String,
    /// Whether both values agree after rounding; absent where they are not comparable.
    #[serde(deserialize_with = "optional_yes_no")]
    pub calculated_agrees: Option<bool>,
    /// True where the regulatory value was read in a draft and the final text was not: say so beside it.
    #[serde(deserialize_with = "yes_no")]
    pub draft: bool,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the regulatory value was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(CompoundIntake, "m7_compound_intakes");

impl CompoundIntake {
    /// Acceptable intake in ug/day as far as known; look at its status and at [`Self::draft`] first.
    pub fn intake(&self) -> Option<Cited<f64>> {
        self.intake_ug_per_day.map(|intake| self.cite(intake))
    }

    /// Our own linear intake in ug/day: TD50 / 50000 x 50 kg, status calculated.
    ///
    /// It rests on summary values, while the guideline chooses single studies, and is meaningless for
    /// compounds with a threshold: compare [`Self::kind`].
    pub fn calculated_intake(&self) -> Option<Cited<f64>> {
        self.calculated_intake_ug_per_day.map(|intake| {
            let mut cited = self.cite_as(intake, Status::Calculated);
            cited.citation.source.clone_from(&self.calculated_source);
            "Lowest TD50 of the summary, on a straight line"
                .clone_into(&mut cited.citation.locator);
            cited
        })
    }
}

impl Reference {
    /// All rows for a compound, by CAS number or canonical SMILES: one for each group of ways of administration.
    pub fn compound_intakes(&self, key: &str) -> Vec<&CompoundIntake> {
        let key = key.trim();
        self.compound_intakes
            .iter()
            .filter(|row| row.cas == key || (!key.is_empty() && row.smiles == key))
            .collect()
    }

    /// All compound-specific intakes, sorted by id.
    pub fn compound_intake_rows(&self) -> &[CompoundIntake] {
        &self.compound_intakes
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "cells are compared with the number as it is written in the source"
)]
mod tests {
    use super::*;

    #[test]
    fn calculation_and_guideline_stand_apart() {
        let rows = Reference::embedded().compound_intakes("106-89-8");
        let [epichlorohydrin] = rows.as_slice() else {
            panic!("one row expected, found {}", rows.len());
        };
        // Draft of M7(R2), 6 October 2021: 3 ug/day; rat TD50 2.96 mg/kg/day (CPDB).
        assert_eq!(epichlorohydrin.intake().unwrap().value, 3.0);
        let calculated = epichlorohydrin.calculated_intake().unwrap();
        assert_eq!(calculated.value, 2.96);
        assert_eq!(calculated.citation.status, Status::Calculated);
        assert_eq!(calculated.citation.source, "cpdb");
    }

    #[test]
    fn a_conflict_shows_no_value() {
        for row in Reference::embedded().compound_intake_rows() {
            if row.status == Status::Conflict {
                assert_eq!(row.intake(), None, "{}", row.id);
            }
        }
        let oral = Reference::embedded()
            .compound_intakes("75-07-0")
            .into_iter()
            .find(|row| row.administration == Administration::Oral)
            .unwrap();
        assert_eq!(oral.status, Status::Conflict);
    }

    #[test]
    fn every_calculation_follows_its_formula() {
        let mut calculated = 0;
        for row in Reference::embedded().compound_intake_rows() {
            let expected = row
                .td50_mg_per_kg_day
                .map(|td50| td50 / 50_000.0 * 50.0 * 1_000.0);
            match (row.calculated_intake_ug_per_day, expected) {
                (Some(found), Some(expected)) => {
                    assert!((found / expected - 1.0).abs() < 1e-9, "{}", row.id);
                    assert_eq!(row.calculated_source, "cpdb");
                    calculated += 1;
                }
                (found, expected) => {
                    assert_eq!(found, expected, "{}", row.id);
                    assert_eq!(row.calculated_agrees, None, "{}", row.id);
                }
            }
        }
        assert_eq!(calculated, 24);
    }

    #[test]
    fn values_read_in_a_draft_are_marked() {
        for row in Reference::embedded().compound_intake_rows() {
            assert_eq!(row.draft, row.source == "ich_m7_r2_draft", "{}", row.id);
        }
    }

    #[test]
    fn remembered_values_are_not_facts() {
        let rows = Reference::embedded().compound_intakes("100-44-7");
        assert_eq!(rows[0].intake().unwrap().citation.status, Status::Memory);
    }
}
