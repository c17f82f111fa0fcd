//! Carcinogenic potency: TD50 values of the Carcinogenic Potency Database.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, list, row};

/// Outcome of the bacterial mutagenicity test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Salmonella {
    /// Mutagenic.
    Positive,
    /// Not mutagenic: a linear limit from the TD50 is not meant for it.
    Negative,
    /// No result in the database.
    NotReported,
}

/// Outcome of the long-term studies in one species.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BioassayResult {
    /// Tumours; a TD50 is given.
    Positive,
    /// No tumours caused.
    Negative,
    /// Not studied.
    NotTested,
}

/// Potency of one chemical.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Td50 {
    /// Id of the row.
    pub id: String,
    /// Name, with the salt that was tested.
    pub compound: String,
    /// CAS registry number.
    pub cas: String,
    /// Structure as canonical SMILES of what was tested: a salt with its counter-ion, a technical grade as its main
    /// component. A free base does not find the row of its salt, whose potency is per mass of the salt.
    pub smiles: String,
    /// Bacterial mutagenicity.
    pub salmonella: Salmonella,
    /// Outcome in rats.
    pub rat_result: BioassayResult,
    /// TD50 in rats in mg/kg/day: the dose rate that gives half the animals tumours.
    pub td50_rat_mg_per_kg_day: Option<f64>,
    /// Letters that qualify the evidence in rats, as printed.
    #[serde(deserialize_with = "list")]
    pub rat_qualifiers: Vec<String>,
    /// Outcome in mice.
    pub mouse_result: BioassayResult,
    /// TD50 in mice in mg/kg/day.
    pub td50_mouse_mg_per_kg_day: Option<f64>,
    /// Letters that qualify the evidence in mice, as printed.
    #[serde(deserialize_with = "list")]
    pub mouse_qualifiers: Vec<String>,
    /// The lower of both in mg/kg/day.
    pub lowest_td50_mg_per_kg_day: f64,
    /// Species of the lower one.
    pub lowest_species: String,
    /// Our calculation in ug/day: TD50 / 50000 x 50 kg.
    pub linear_intake_ug_per_day: f64,
    /// Status of that calculation.
    pub linear_status: Status,
    /// Source of the row.
    pub source: String,
    /// Line in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(Td50, "td50");

impl Td50 {
    /// Lowest TD50 in mg/kg/day with its citation.
    ///
    /// Summary values mix routes of exposure; agencies often choose one study.
    pub fn lowest(&self) -> Cited<f64> {
        self.cite(self.lowest_td50_mg_per_kg_day)
    }

    /// Linear intake in ug/day at one excess case in 100000: TD50 / 50000 x 50 kg, status calculated.
    ///
    /// Valid for mutagenic carcinogens only: see [`Self::salmonella`].
    ///
    /// ```
    /// use concerted_reference::Reference;
    ///
    /// // Worked example of ICH M7, note 4: ethylene oxide, 21.3 ug/day.
    /// let oxide = Reference::embedded().td50("75-21-8").expect("ethylene oxide has a row");
    /// assert!((oxide.linear_intake().value - 21.3).abs() < 1e-9);
    /// ```
    pub fn linear_intake(&self) -> Cited<f64> {
        self.cite_as(self.linear_intake_ug_per_day, self.linear_status)
    }
}

impl Reference {
    /// The potency of a chemical, by CAS number or canonical SMILES.
    pub fn td50(&self, key: &str) -> Option<&Td50> {
        let key = key.trim();
        self.td50
            .iter()
            .find(|row| row.cas == key || (!key.is_empty() && row.smiles == key))
    }

    /// All potencies, sorted by id.
    pub fn td50_rows(&self) -> &[Td50] {
        &self.td50
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
    fn known_potencies() {
        // CPDB summary: NDMA 0.0959 mg/kg/day in rats, which agencies round to 96 ng/day.
        let row = Reference::embedded().td50("62-75-9").unwrap();
        assert_eq!(row.lowest().value, 0.0959);
        assert_eq!(row.rat_qualifiers, ["m", "v"]);
        assert!((row.linear_intake().value - 0.0959).abs() < 1e-12);
        assert_eq!(row.linear_intake().citation.status, Status::Calculated);
        assert!(Reference::embedded().td50("77-78-1").is_none());
    }

    #[test]
    fn results_and_numbers_agree() {
        for row in Reference::embedded().td50_rows() {
            let rat = row.td50_rat_mg_per_kg_day;
            let mouse = row.td50_mouse_mg_per_kg_day;
            assert_eq!(
                rat.is_some(),
                row.rat_result == BioassayResult::Positive,
                "{}",
                row.id
            );
            assert_eq!(
                mouse.is_some(),
                row.mouse_result == BioassayResult::Positive,
                "{}",
                row.id
            );
            let lowest = [rat, mouse].into_iter().flatten().reduce(f64::min);
            assert_eq!(lowest, Some(row.lowest_td50_mg_per_kg_day), "{}", row.id);
            let of_species = if row.lowest_species == "rat" {
                rat
            } else {
                mouse
            };
            assert_eq!(of_species, lowest, "{}", row.id);
            let linear = row.lowest_td50_mg_per_kg_day / 50_000.0 * 50.0 * 1_000.0;
            assert!(
                (row.linear_intake_ug_per_day / linear - 1.0).abs() < 1e-9,
                "{}",
                row.id
            );
        }
    }
}
