//! Acceptable intakes of nitrosamines by agency, and the potency categories behind them.

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, in_force, list, row};

/// An agency that publishes acceptable intakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// European Medicines Agency.
    Ema,
    /// US Food and Drug Administration.
    Fda,
    /// Health Canada.
    Hc,
}

impl Agency {
    /// Every agency of the tables.
    pub const ALL: [Self; 3] = [Self::Ema, Self::Fda, Self::Hc];

    /// Name of the agency.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ema => "European Medicines Agency",
            Self::Fda => "US Food and Drug Administration",
            Self::Hc => "Health Canada",
        }
    }
}

/// The intake that an agency lists for one nitrosamine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NitrosamineIntake {
    /// Id of the row.
    pub id: String,
    /// Name of the compound.
    pub compound: String,
    /// Other names and abbreviations.
    #[serde(deserialize_with = "list")]
    pub synonyms: Vec<String>,
    /// CAS registry number; empty where the agency gives none.
    pub cas: String,
    /// Structure as canonical SMILES.
    pub smiles: String,
    /// Substances in which it is known.
    #[serde(deserialize_with = "list")]
    pub related_substances: Vec<String>,
    /// Who lists it.
    pub agency: Agency,
    /// Acceptable intake in ng/day over a lifetime.
    pub intake_ng_per_day: f64,
    /// Potency category 1 to 5, where the value comes from one; otherwise compound-specific data.
    pub cpca_category: Option<u8>,
    /// Day of the entry, where the agency gives one.
    pub listed_on: Option<Date>,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// Edition of the agency table that was read, or the day of a superseded value.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(NitrosamineIntake, "nitrosamine_intakes");

impl NitrosamineIntake {
    /// Acceptable intake in ng/day with its citation.
    pub fn intake(&self) -> Cited<f64> {
        self.cite(self.intake_ng_per_day)
    }

    /// True for a CAS number, a canonical SMILES, a name or a synonym.
    fn answers(&self, query: &str) -> bool {
        let named = |name: &String| name.eq_ignore_ascii_case(query);
        self.cas == query
            || self.smiles == query
            || named(&self.compound)
            || self.synonyms.iter().any(named)
    }
}

/// The intake of one potency category at one agency.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PotencyCategory {
    /// Id of the row.
    pub id: String,
    /// Whose category.
    pub agency: Agency,
    /// Category 1 (most potent) to 5.
    pub category: u8,
    /// Acceptable intake in ng/day.
    pub intake_ng_per_day: f64,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
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
row!(PotencyCategory, "cpca_categories");

impl PotencyCategory {
    /// Acceptable intake in ng/day with its citation.
    pub fn intake(&self) -> Cited<f64> {
        self.cite(self.intake_ng_per_day)
    }
}

impl Reference {
    /// The intake in force at each agency that lists a nitrosamine, by CAS number, canonical SMILES (as
    /// `concerted_molecule::Molecule::canonical_smiles` writes it), name or synonym.
    ///
    /// ```
    /// use concerted_reference::Reference;
    ///
    /// let listed = Reference::embedded().nitrosamine_intakes("NTTP");
    /// assert_eq!(listed.len(), 3);
    /// assert!(listed.iter().all(|row| row.intake().value == 100.0));
    /// ```
    pub fn nitrosamine_intakes(&self, query: &str) -> Vec<&NitrosamineIntake> {
        let query = query.trim();
        if query.is_empty() {
            return Vec::new();
        }
        Agency::ALL
            .iter()
            .filter_map(|agency| {
                let rows = self
                    .nitrosamines
                    .iter()
                    .filter(|row| row.agency == *agency && row.answers(query));
                in_force(rows, |row| row.valid_from, None)
            })
            .collect()
    }

    /// All rows, superseded ones too.
    pub fn nitrosamine_rows(&self) -> &[NitrosamineIntake] {
        &self.nitrosamines
    }

    /// The intake of a potency category, 1 to 5, at an agency.
    pub fn potency_category(&self, agency: Agency, category: u8) -> Option<&PotencyCategory> {
        let rows = self
            .potency_categories
            .iter()
            .filter(|row| row.agency == agency && row.category == category);
        in_force(rows, |row| row.valid_from, None)
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "cells are compared with the number as it is written in the source"
)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn check(query: &str, expected: &[(Agency, f64)]) {
        let found: Vec<_> = Reference::embedded()
            .nitrosamine_intakes(query)
            .into_iter()
            .map(|row| (row.agency, row.intake_ng_per_day))
            .collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn the_nitrosamine_of_sitagliptin_is_found_by_every_name() {
        let all = Agency::ALL.map(|agency| (agency, 100.0));
        for query in [
            "2892260-32-9",
            "O=NN1CCn2c(nnc2C(F)(F)F)C1",
            "nttp",
            "nitroso-stg-19",
            "7-nitroso-3-(trifluoromethyl)-5,6,7,8-tetrahydro[1,2,4]triazolo[4,3-a]pyrazine",
        ] {
            check(query, &all);
        }
    }

    #[test]
    fn a_superseded_value_stays_in_the_table() {
        let rows = Reference::embedded().nitrosamine_rows();
        let old = rows.iter().find(|row| row.id == "nttp_fda_2022").unwrap();
        // FDA announcement of 9 August 2022.
        assert_eq!(old.intake_ng_per_day, 37.0);
    }

    #[test]
    fn agency_values() {
        // Agency tables; NDEA and NMOR also in the literature on potency.
        check("NDEA", &Agency::ALL.map(|agency| (agency, 26.5)));
        check("59-89-2", &[(Agency::Ema, 127.0), (Agency::Hc, 127.0)]);
        check("62-75-9", &[(Agency::Ema, 96.0), (Agency::Fda, 96.0)]);
        check(
            "5632-47-3",
            &[
                (Agency::Ema, 400.0),
                (Agency::Fda, 1300.0),
                (Agency::Hc, 400.0),
            ],
        );
        check("64-17-5", &[]);
        check("", &[]);
    }

    #[test]
    fn category_intakes() {
        let at = |agency, category| {
            Reference::embedded()
                .potency_category(agency, category)
                .map(|row| row.intake().value)
        };
        assert_eq!(
            [1, 2, 3, 4, 5].map(|n| at(Agency::Fda, n).unwrap()),
            [26.5, 100.0, 400.0, 1500.0, 1500.0]
        );
        assert_eq!(at(Agency::Ema, 1), Some(18.0));
        assert_eq!(at(Agency::Hc, 1), Some(18.0));
        assert_eq!(at(Agency::Ema, 6), None);
    }

    #[test]
    fn a_listed_category_gives_the_listed_intake() {
        let reference = Reference::embedded();
        for row in reference.nitrosamine_rows() {
            if let Some(category) = row.cpca_category {
                let intake = reference.potency_category(row.agency, category).unwrap();
                assert_eq!(
                    row.intake_ng_per_day, intake.intake_ng_per_day,
                    "{}",
                    row.id
                );
            }
        }
    }

    #[test]
    fn enough_compounds_and_each_a_nitrosamine() {
        let rows = Reference::embedded().nitrosamine_rows();
        let structures: BTreeSet<_> = rows.iter().map(|row| &row.smiles).collect();
        assert!(
            (100..=200).contains(&structures.len()),
            "{}",
            structures.len()
        );
        for row in rows {
            let nitroso = ["N=O", "O=NN", "N(N=O)"]
                .iter()
                .any(|part| row.smiles.contains(part));
            assert!(nitroso, "{}: {}", row.id, row.smiles);
        }
    }
}
