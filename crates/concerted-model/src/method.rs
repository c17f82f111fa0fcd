//! Analytical methods and their state.

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::impurity::Impurity;
use crate::material::Material;
use crate::partner::Site;
use crate::quantity::{Fraction, Quantity};
use crate::{choice, record};

choice! {
    /// What a method is for.
    pub enum MethodPurpose {
        /// Identity.
        Identity = "identity",
        /// Assay.
        Assay = "assay",
        /// Related substances.
        Purity = "purity",
        /// Enantiomeric purity.
        ChiralPurity = "chiral-purity",
        /// A trace impurity with its own limit.
        Trace = "trace",
        /// Residual solvents.
        ResidualSolvents = "residual-solvents",
        /// Elemental impurities.
        ElementalImpurities = "elemental-impurities",
        /// Solid form.
        Form = "form",
        /// Particle size.
        ParticleSize = "particle-size",
        /// Water.
        Water = "water",
        /// Drug in plasma.
        Bioanalysis = "bioanalysis",
    }
}

choice! {
    /// How far a method is established.
    pub enum MethodState {
        /// Not begun.
        Planned = "planned",
        /// Works, not qualified.
        Draft = "draft",
        /// Qualified for its stage.
        Qualified = "qualified",
        /// Validated.
        Validated = "validated",
    }
}

record! {
    /// An analytical method.
    pub struct Method = "method" {
        /// Short id.
        id: Id<Method>,
        /// Name for people.
        name: String,
        /// What it is for.
        purpose: MethodPurpose,
        /// Technique, such as `HPLC-UV` or `LC-MS/MS`.
        technique: Option<String>,
        /// Materials it determines.
        material: Vec<Ref<Material>>,
        /// Impurities it determines.
        impurity: Vec<Ref<Impurity>>,
        /// Limit of quantitation by mass of substance.
        quantitation_limit: Option<Given<Quantity<Fraction>>>,
        /// How far it is established.
        state: MethodState,
        /// Site where it is set up.
        site: Option<Ref<Site>>,
        /// Remark.
        note: Option<String>,
    }
}
