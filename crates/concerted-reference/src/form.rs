//! Salt formers, constants of biopharmaceutical classification, formulations for first studies.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::table::{Row, list, row};

/// One constant of a classification, with its unit and how far it was checked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Biopharmaceutic {
    /// Id, such as `bcs_volume`.
    pub id: String,
    /// Name.
    pub name: String,
    /// The constant, in [`Self::unit`].
    pub value: f64,
    /// Unit; `1` for a pure number.
    pub unit: String,
    /// Lowest value in use, where it is not fixed.
    pub low: Option<f64>,
    /// Highest value in use.
    pub high: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(Biopharmaceutic, "biopharmaceutics");

impl Biopharmaceutic {
    /// The constant with its citation.
    pub fn cited(&self) -> Cited<f64> {
        self.cite(self.value)
    }
}

/// What a salt former does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IonRole {
    /// Gives its hydrogen to a base.
    Acid,
    /// Takes the hydrogen of an acid and stays whole.
    Base,
    /// Stands in the place of the hydrogen of an acid.
    Metal,
    /// Shares a crystal without taking or giving hydrogen.
    Coformer,
}

/// One salt former or coformer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterIon {
    /// Id, such as `methanesulfonic`.
    pub id: String,
    /// Name of the acid or base.
    pub name: String,
    /// What a salt with it is called.
    pub salt_name: String,
    /// What it does.
    pub role: IonRole,
    /// Structure of the neutral acid, base or coformer; of a metal the element.
    pub smiles: String,
    /// Constants: of an acid its steps, of a base those of its conjugate acids, strongest site first.
    #[serde(deserialize_with = "list")]
    pub pka: Vec<String>,
    /// Highest charge; 0 for a coformer.
    pub charge: u8,
    /// 1: physiological or in food, free use; 2: of low toxicity and in use; 3: for special cases.
    pub safety_class: u8,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(CounterIon, "counter_ions");

impl CounterIon {
    /// The constants as numbers, in the order written.
    pub fn constants(&self) -> Vec<f64> {
        self.pka
            .iter()
            .filter_map(|text| text.parse().ok())
            .collect()
    }
}

/// What stands between a dose and its absorption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Nothing that a formulation could mend.
    None,
    /// The rate at which particles dissolve.
    Dissolution,
    /// How much dissolves.
    Solubility,
}

/// One formulation for first studies in people.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstFormulation {
    /// Id, such as `powder_in_capsule`.
    pub id: String,
    /// Name.
    pub name: String,
    /// The obstacle that it takes away.
    pub overcomes: Obstacle,
    /// Share of the substance lost in making it.
    pub loss: f64,
    /// Share made beyond what is dosed: samples, retains, stability.
    pub overage: f64,
    /// Shortest development in weeks.
    pub weeks_low: f64,
    /// Longest development in weeks.
    pub weeks_high: f64,
    /// The cheapest experiment that decides on it.
    pub next_experiment: String,
    /// Where it fails.
    pub limits: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
}
row!(FirstFormulation, "first_formulations");

impl Reference {
    /// One constant of classification, such as `bcs_volume`.
    pub fn biopharmaceutic(&self, id: &str) -> Option<&Biopharmaceutic> {
        self.biopharmaceutics.row(id)
    }

    /// All constants of classification, sorted by id.
    pub fn biopharmaceutics(&self) -> &[Biopharmaceutic] {
        &self.biopharmaceutics
    }

    /// All salt formers and coformers, sorted by id.
    pub fn counter_ions(&self) -> &[CounterIon] {
        &self.counter_ions
    }

    /// All formulations for first studies, sorted by id.
    pub fn first_formulations(&self) -> &[FirstFormulation] {
        &self.first_formulations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salt_formers_have_constants_and_a_class() {
        for row in Reference::embedded().counter_ions() {
            assert_eq!(row.constants().len(), row.pka.len(), "{}", row.id);
            assert!(!row.pka.is_empty(), "{}", row.id);
            assert!((1..=3).contains(&row.safety_class), "{}", row.id);
            assert_eq!(row.charge == 0, row.role == IonRole::Coformer, "{}", row.id);
            // Handbook values that nobody looked up are never shown as fact.
            assert_eq!(row.status, Status::Memory, "{}", row.id);
        }
    }

    #[test]
    fn constants_lie_inside_their_range() {
        for row in Reference::embedded().biopharmaceutics() {
            assert!(row.low.is_none_or(|low| low <= row.value), "{}", row.id);
            assert!(row.high.is_none_or(|high| row.value <= high), "{}", row.id);
            assert_eq!(row.cited().citation.row, row.id);
        }
        for row in Reference::embedded().first_formulations() {
            assert!((0.0..0.5).contains(&row.loss) && (0.0..1.0).contains(&row.overage));
            assert!(row.weeks_low <= row.weeks_high);
        }
    }
}
