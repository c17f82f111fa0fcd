//! Solid forms and solubility series.

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::quantity::{
    Concentration, Density, Enthalpy, Quantity, Temperature, TemperatureDifference,
};
use crate::{choice, record};

choice! {
    /// Kind of solid form.
    pub enum FormKind {
        /// Crystal form of the same composition.
        Polymorph = "polymorph",
        /// With water in the crystal.
        Hydrate = "hydrate",
        /// With solvent in the crystal.
        Solvate = "solvate",
        /// Without long-range order.
        Amorphous = "amorphous",
    }
}

record! {
    /// A solid form of a material with what was measured of it.
    pub struct Form = "form" {
        /// Short id.
        id: Id<Form>,
        /// Name for people, such as "form I".
        name: String,
        /// The material that has this form.
        material: Ref<Material>,
        /// Its kind.
        kind: FormKind,
        /// True for the form chosen for development.
        chosen: Option<bool>,
        /// Melting point (onset).
        melting_point: Option<Given<Quantity<Temperature>>>,
        /// Standard deviation of the melting point.
        melting_point_sd: Option<Given<Quantity<TemperatureDifference>>>,
        /// Heat of fusion.
        heat_of_fusion: Option<Given<Quantity<Enthalpy>>>,
        /// Standard deviation of the heat of fusion.
        heat_of_fusion_sd: Option<Given<Quantity<Enthalpy>>>,
        /// Density of the crystal.
        density: Option<Given<Quantity<Density>>>,
        /// True where it turns into another form before it melts, so that its melting data belong to that form.
        converts_before_melting: Option<bool>,
        /// True where it decomposes as it melts, so that its melting data are those of no pure substance.
        decomposes_on_melting: Option<bool>,
        /// Remark.
        note: Option<String>,
    }
}

record! {
    /// One measured point of a solubility series.
    pub struct SolubilityPoint = "point" {
        /// Temperature.
        temperature: Given<Quantity<Temperature>>,
        /// Mole fraction dissolved.
        mole_fraction: Option<Given<f64>>,
        /// Mass dissolved per volume of solvent.
        concentration: Option<Given<Quantity<Concentration>>>,
    }
}

record! {
    /// Solubility of a material in one solvent over temperature.
    pub struct Solubility = "solubility" {
        /// Short id.
        id: Id<Solubility>,
        /// The material dissolved.
        material: Ref<Material>,
        /// The form in contact with the solution, where known.
        form: Option<Ref<Form>>,
        /// The solvent.
        solvent: Ref<Material>,
        /// Measured points; or the name of a CSV file with these columns.
        point: Vec<SolubilityPoint>,
        /// Remark.
        note: Option<String>,
    }
}
