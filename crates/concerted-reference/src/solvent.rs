//! Solvents: identity, boiling point, density and the CHEM21 guide.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::residual_solvent::Q3cSolvent;
use crate::table::{Row, list, row};

/// Chemical family of a solvent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SolventFamily {
    /// Carboxylic acids and anhydrides.
    Acids,
    /// Alcohols.
    Alcohols,
    /// Amines and pyridines.
    Amines,
    /// Polar without acidic hydrogen.
    AproticPolar,
    /// Esters.
    Esters,
    /// Ethers.
    Ethers,
    /// Halogenated.
    Halogenated,
    /// Hydrocarbons.
    Hydrocarbons,
    /// Ketones.
    Ketones,
    /// None of the others.
    Miscellaneous,
    /// Water.
    Water,
}

/// Rank of a solvent, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GreenRank {
    /// First to try.
    Recommended,
    /// Can be used in the laboratory; needs care on scale.
    Problematic,
    /// To be replaced.
    Hazardous,
    /// To be avoided even in the laboratory.
    HighlyHazardous,
}

/// One solvent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solvent {
    /// Id of the row.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other names and abbreviations.
    #[serde(deserialize_with = "list")]
    pub synonyms: Vec<String>,
    /// CAS registry number.
    pub cas: String,
    /// Structure as canonical SMILES.
    pub smiles: String,
    /// Chemical family.
    pub family: SolventFamily,
    /// Boiling point in C at atmospheric pressure.
    pub boiling_point_c: Option<f64>,
    /// Density in g/mL near room temperature (20 to 25 C).
    pub density_g_per_ml: Option<f64>,
    /// Source of the density; empty without one.
    pub density_source: String,
    /// How far the density was checked.
    pub density_status: Option<Status>,
    /// CHEM21 safety score, 1 (good) to 10.
    pub chem21_safety: Option<u8>,
    /// CHEM21 health score, 1 (good) to 10.
    pub chem21_health: Option<u8>,
    /// CHEM21 environment score, 1 (good) to 10.
    pub chem21_environment: Option<u8>,
    /// CHEM21 rank by combination of the scores.
    pub chem21_default: Option<GreenRank>,
    /// CHEM21 rank after discussion by its authors.
    pub chem21_discussed: Option<GreenRank>,
    /// Rank adjusted in the same manner in the solvent tool of the ACS institute; one transcription.
    pub acs_ranking: Option<GreenRank>,
    /// Row of the solvent in `q3c_solvents`; empty where Q3C does not list it.
    pub q3c_id: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(Solvent, "solvents");

impl Solvent {
    /// Density in g/mL with a citation of its own, apart from that of the row.
    pub fn density(&self) -> Option<Cited<f64>> {
        let (density, status) = (self.density_g_per_ml?, self.density_status?);
        let mut cited = self.cite_as(density, status);
        cited.citation.source.clone_from(&self.density_source);
        "Density near room temperature".clone_into(&mut cited.citation.locator);
        Some(cited)
    }

    /// Boiling point in C with its citation.
    pub fn boiling_point(&self) -> Option<Cited<f64>> {
        self.boiling_point_c.map(|point| self.cite(point))
    }

    /// CHEM21 rank after discussion with its citation.
    pub fn rank(&self) -> Option<Cited<GreenRank>> {
        self.chem21_discussed.map(|rank| self.cite(rank))
    }

    fn has_name(&self, normalized_query: &str) -> bool {
        std::iter::once(&self.name)
            .chain(&self.synonyms)
            .any(|name| normalized(name) == normalized_query)
    }
}

/// How a solvent is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SolventQuery<'a> {
    /// By CAS registry number.
    Cas(&'a str),
    /// By name or synonym; case, spaces and hyphens do not matter.
    Name(&'a str),
    /// By canonical SMILES, as `concerted_molecule::Molecule::canonical_smiles` writes it.
    Smiles(&'a str),
    /// By any of the three, in this order.
    Any(&'a str),
}

/// A name without case, spaces and hyphens.
fn normalized(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .flat_map(char::to_lowercase)
        .collect()
}

impl Reference {
    /// The solvent that a query names.
    ///
    /// ```
    /// use concerted_reference::{Reference, SolventQuery};
    ///
    /// let reference = Reference::embedded();
    /// let ether = reference.solvent(&SolventQuery::Name("2-MeTHF")).expect("a known synonym");
    /// assert_eq!(ether.cas, "96-47-9");
    /// assert_eq!(reference.q3c_of(ether).map(|row| row.q3c_class), Some(3));
    /// ```
    pub fn solvent(&self, query: &SolventQuery<'_>) -> Option<&Solvent> {
        match query {
            SolventQuery::Cas(cas) => self.solvents.iter().find(|row| row.cas == cas.trim()),
            SolventQuery::Smiles(smiles) => {
                self.solvents.iter().find(|row| row.smiles == smiles.trim())
            }
            SolventQuery::Name(name) => {
                let name = normalized(name);
                self.solvents.iter().find(|row| row.has_name(&name))
            }
            SolventQuery::Any(text) => self
                .solvent(&SolventQuery::Cas(text))
                .or_else(|| self.solvent(&SolventQuery::Name(text)))
                .or_else(|| self.solvent(&SolventQuery::Smiles(text))),
        }
    }

    /// All solvents, sorted by id.
    pub fn solvents(&self) -> &[Solvent] {
        &self.solvents
    }

    /// The row of ICH Q3C for a solvent; absent where the guideline does not list it.
    pub fn q3c_of(&self, solvent: &Solvent) -> Option<&Q3cSolvent> {
        self.q3c_by_cas(&solvent.cas)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn check(query: SolventQuery<'_>, id: Option<&str>) {
        let found = Reference::embedded()
            .solvent(&query)
            .map(|row| row.id.as_str());
        assert_eq!(found, id, "{query:?}");
    }

    #[test]
    fn solvents_are_found_by_number_name_and_structure() {
        check(SolventQuery::Cas("67-63-0"), Some("2_propanol"));
        check(SolventQuery::Name("IPA"), Some("2_propanol"));
        check(SolventQuery::Name("Isopropyl Alcohol"), Some("2_propanol"));
        check(SolventQuery::Name("2 propanol"), Some("2_propanol"));
        check(SolventQuery::Smiles("CC(C)O"), Some("2_propanol"));
        check(SolventQuery::Any("dmso"), Some("dimethyl_sulfoxide"));
        check(SolventQuery::Any("CS(C)=O"), Some("dimethyl_sulfoxide"));
        check(SolventQuery::Any("7732-18-5"), Some("water"));
        check(SolventQuery::Name("CPME"), Some("cyclopentyl_methyl_ether"));
        check(SolventQuery::Any("unobtainium"), None);
        check(SolventQuery::Any(""), None);
    }

    #[test]
    fn no_two_solvents_share_a_name_number_or_structure() {
        let mut seen = BTreeMap::new();
        for row in Reference::embedded().solvents() {
            let names = std::iter::once(&row.name)
                .chain(&row.synonyms)
                .map(|name| normalized(name));
            for key in names.chain([row.cas.clone(), row.smiles.clone()]) {
                if let Some(other) = seen.insert(key.clone(), &row.id) {
                    assert_eq!(other, &row.id, "`{key}`");
                }
            }
        }
    }

    /// The published rule: one score of 8 or more, or two of 7 or more, is hazardous; one of 7, or two
    /// of 4 to 6, is problematic; the rest is recommended (Prat and co-authors 2016, combination table).
    fn default_rank(scores: [u8; 3]) -> GreenRank {
        let count = |low: u8, high: u8| {
            scores
                .iter()
                .filter(|score| (low..=high).contains(score))
                .count()
        };
        if count(8, 10) >= 1 || count(7, 10) >= 2 {
            GreenRank::Hazardous
        } else if count(7, 7) == 1 || count(4, 6) >= 2 {
            GreenRank::Problematic
        } else {
            GreenRank::Recommended
        }
    }

    #[test]
    fn default_ranks_follow_from_the_scores() {
        let mut scored = 0;
        for row in Reference::embedded().solvents() {
            let scores = (row.chem21_safety, row.chem21_health, row.chem21_environment);
            let (Some(safety), Some(health), Some(environment)) = scores else {
                assert_eq!(
                    (row.chem21_default, row.chem21_discussed),
                    (None, None),
                    "{}",
                    row.id
                );
                continue;
            };
            assert!(
                [safety, health, environment]
                    .iter()
                    .all(|score| (1..=10).contains(score))
            );
            assert_eq!(
                row.chem21_default,
                Some(default_rank([safety, health, environment])),
                "{}",
                row.id
            );
            assert!(row.rank().is_some(), "{}", row.id);
            scored += 1;
        }
        assert_eq!(scored, 53);
    }

    #[test]
    fn links_to_q3c_are_right_and_complete() {
        let reference = Reference::embedded();
        for row in reference.solvents() {
            let linked = reference
                .q3c_row(&row.q3c_id)
                .map(|linked| linked.cas.as_str());
            assert_eq!(
                linked,
                (!row.q3c_id.is_empty()).then_some(row.cas.as_str()),
                "{}",
                row.id
            );
            assert_eq!(
                reference.q3c_of(row).is_some(),
                linked.is_some(),
                "{}",
                row.id
            );
        }
        for row in reference.q3c_solvents() {
            assert!(
                reference.solvent(&SolventQuery::Cas(&row.cas)).is_some(),
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn physical_values_are_in_range_and_cited() {
        for row in Reference::embedded().solvents() {
            if let Some(point) = row.boiling_point() {
                assert!((20.0..300.0).contains(&point.value), "{}", row.id);
            }
            match row.density() {
                Some(density) => {
                    assert!((0.6..1.7).contains(&density.value), "{}", row.id);
                    assert_ne!(density.citation.source, row.source, "{}", row.id);
                    assert!(
                        Reference::embedded()
                            .source(&density.citation.source)
                            .is_some()
                    );
                }
                None => assert!(row.density_source.is_empty(), "{}", row.id),
            }
        }
    }
}
