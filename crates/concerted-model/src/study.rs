//! Studies: who consumes how much substance, and when.

use jiff::civil::Date;

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::program::Use;
use crate::quantity::{
    BodyWeightDose, DailyDose, Elapsed, Fraction, Frequency, Lag, Mass, Quantity, Share,
};
use crate::{choice, record};

choice! {
    /// Kind of study.
    pub enum StudyKind {
        /// In animals.
        Toxicology = "toxicology",
        /// In people.
        Clinical = "clinical",
        /// Laboratory use, such as formulation or salt screening.
        Laboratory = "laboratory",
    }
}

record! {
    /// A group of animals or a cohort of people that gets one dose.
    pub struct Group = "group" {
        /// Name for people, such as "high dose" or "cohort 3".
        name: String,
        /// Animals or people that get the substance.
        subjects: Given<u32>,
        /// Further animals for blood sampling that get the same dose.
        satellites: Option<Given<u32>>,
        /// Dose by body weight.
        dose: Option<Given<Quantity<BodyWeightDose>>>,
        /// Dose per day and subject.
        daily_dose: Option<Given<Quantity<DailyDose>>>,
        /// Days of dosing.
        days: Given<Quantity<Elapsed>>,
        /// Body weight, where not that of the species.
        body_weight: Option<Given<Quantity<Mass>>>,
        /// Days from the start of the study to the first dose of this group.
        offset: Option<Given<Quantity<Lag>>>,
    }
}

record! {
    /// A study that consumes substance.
    pub struct Study = "study" {
        /// Short id.
        id: Id<Study>,
        /// Name for people.
        name: String,
        /// Its kind.
        kind: StudyKind,
        /// The use it belongs to.
        stage as "use": Option<Ref<Use>>,
        /// Species, for animals: `rat`, `mouse`, `dog`, `minipig`, `monkey`, `rabbit`.
        species: Option<String>,
        /// Key of the activity whose start begins the study, such as `t04`.
        activity: Option<String>,
        /// Start, where it is fixed.
        start: Option<Given<Date>>,
        /// Groups or cohorts.
        group: Vec<Group>,
        /// Amount used as a whole, for laboratory work.
        amount: Option<Given<Quantity<Mass>>>,
        /// Share of subjects that leave and are replaced.
        replacement: Option<Given<Quantity<Share>>>,
        /// Recruitment of all sites together.
        recruitment: Option<Given<Quantity<Frequency>>>,
        /// Share added for handling and overage.
        overage: Option<Given<Quantity<Fraction>>>,
        /// Remark.
        note: Option<String>,
    }
}

record! {
    /// One strength of the drug product.
    pub struct Strength = "strength" {
        /// Name for people.
        name: String,
        /// Substance in one unit, on the basis of the moiety.
        content: Given<Quantity<Mass>>,
    }
}

record! {
    /// An excipient of the drug product.
    pub struct Excipient = "excipient" {
        /// The material.
        material: Ref<Material>,
        /// Mass per unit of product.
        mass: Option<Given<Quantity<Mass>>>,
    }
}

record! {
    /// The drug product of the first study.
    pub struct Product = "product" {
        /// Name for people.
        name: String,
        /// Strengths made.
        strength: Vec<Strength>,
        /// Smallest number of units that the machine makes of one strength.
        minimum_units: Option<Given<u32>>,
        /// Share of the substance lost in making the product.
        loss: Option<Given<Quantity<Share>>>,
        /// Excipients.
        excipient: Vec<Excipient>,
    }
}
