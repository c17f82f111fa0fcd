//! Impurities that the user knows or suspects, with what was measured of them.

use jiff::civil::Date;

use crate::decode::{Decoder, Scalar, Structure};
use crate::figure::FigureValue;
use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::program::LiteratureSource;
use crate::quantity::{DailyDose, Fraction, Quantity};
use crate::raw::Node;
use crate::record::{Schema, Shape};
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

choice! {
    /// What an expert argument concludes of an impurity.
    pub enum Conclusion {
        /// Mutagenic, or not shown to be otherwise: class 3.
        Positive = "positive",
        /// Not mutagenic: class 5.
        Negative = "negative",
        /// Its alert also stands, in equal surroundings, in the substance or a relative that tested negative: class 4.
        ClassFour = "class-4",
    }
}

/// Reads a word that may carry its source and status, as [`Given`] does for numbers.
macro_rules! annotated_word {
    ($name:ty) => {
        impl Scalar for $name {
            fn scalar_schema() -> Schema {
                <Self as Shape>::schema()
            }

            fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                <Self as Shape>::decode(node, "", decoder)
            }

            fn figure(&self) -> (FigureValue, &'static str) {
                (FigureValue::Text(self.word().to_owned()), "")
            }
        }
    };
}
annotated_word!(TestOutcome);
annotated_word!(Conclusion);

record! {
    /// An expert's argument on the mutagenicity of an impurity. It overrules predictions, never measured data.
    pub struct ExpertArgument = "argument" {
        /// What it concludes.
        conclusion: Given<Conclusion>,
        /// The reasoning in full, as it is to be read in the assessment.
        reasoning: String,
        /// Id of the post that answers for it, or its name where the document has no team.
        by: String,
        /// Day on which it was made; the newest argument counts.
        date: Given<Date>,
        /// Report or publication it rests on.
        source: Option<Ref<LiteratureSource>>,
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

choice! {
    /// Property of an impurity that a purge score speaks of.
    pub enum PurgeProperty {
        /// It is consumed.
        Reactivity = "reactivity",
        /// It stays in the liquor or in the phase that is discarded.
        Solubility = "solubility",
        /// It distils.
        Volatility = "volatility",
        /// It is extracted: by its charge at the pH, or by its partition.
        Ionisability = "ionisability",
        /// It is separated on a column.
        Chromatography = "chromatography",
        /// Anything else, such as a scavenger.
        Other = "other",
    }
}

record! {
    /// A purge score that the user gives in place of the one proposed.
    pub struct PurgeJudgement = "score" {
        /// Step it is for.
        step: Ref<Step>,
        /// Property it is for.
        parameter: PurgeProperty,
        /// Factor by which the amount falls, at least 1.
        score: Given<f64>,
        /// Why.
        reason: String,
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
        /// Outcome of a bacterial mutagenicity test of this very compound, best with its source.
        ames: Option<Given<TestOutcome>>,
        /// Outcome of a carcinogenicity study of this very compound, best with its source.
        carcinogenicity: Option<Given<TestOutcome>>,
        /// Expert arguments; the newest counts, the others are kept.
        argument: Vec<ExpertArgument>,
        /// Acceptable intake that the user relies on.
        acceptable_intake: Option<Given<Quantity<DailyDose>>>,
        /// Highest level found or expected where it forms, by mass of that step's product.
        level: Option<Given<Quantity<Fraction>>>,
        /// Measured purges.
        purge: Vec<PurgeMeasurement>,
        /// Purge scores of the user, in place of those proposed.
        score: Vec<PurgeJudgement>,
        /// Remark.
        note: Option<String>,
    }
}
