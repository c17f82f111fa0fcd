//! Impurities that the user knows or suspects, with what was measured of them.

use crate::decode::Structure;
use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::quantity::{DailyDose, Fraction, Quantity};
use crate::route::Step;
use crate::{choice, record};

choice! {
    /// Why an impurity is on the list.
    pub enum ImpurityKind {
        /// Made beside the product.
        ByProduct = "by-product",
        /// Made from the substance or product on storage.
        Degradant = "degradant",
        /// Brought in with a material.
        Carried = "carried",
    }
}

choice! {
    /// Outcome of a test.
    pub enum TestOutcome {
        /// Positive.
        Positive = "positive",
        /// Negative.
        Negative = "negative",
        /// Neither.
        Equivocal = "equivocal",
    }
}

record! {
    /// A purge that was measured, for instance by spiking.
    pub struct PurgeMeasurement = "purge" {
        /// Step in which it was measured.
        step: Ref<Step>,
        /// Amount before divided by amount after.
        factor: Given<f64>,
        /// Remark, such as the report's number.
        note: Option<String>,
    }
}

record! {
    /// An impurity that the user knows or suspects.
    pub struct Impurity = "impurity" {
        /// Short id.
        id: Id<Impurity>,
        /// Name for people.
        name: String,
        /// Structure as SMILES.
        smiles: Option<Structure>,
        /// The material it is, where it is one.
        material: Option<Ref<Material>>,
        /// Why it is on the list.
        kind: ImpurityKind,
        /// Step in which it forms or enters.
        step: Option<Ref<Step>>,
        /// Outcome of a bacterial mutagenicity test of this very compound.
        ames: Option<TestOutcome>,
        /// Outcome of a carcinogenicity study of this very compound.
        carcinogenicity: Option<TestOutcome>,
        /// Acceptable intake that the user relies on.
        acceptable_intake: Option<Given<Quantity<DailyDose>>>,
        /// Highest level found or expected where it forms, by mass of that step's product.
        level: Option<Given<Quantity<Fraction>>>,
        /// Measured purges.
        purge: Vec<PurgeMeasurement>,
        /// Remark.
        note: Option<String>,
    }
}
