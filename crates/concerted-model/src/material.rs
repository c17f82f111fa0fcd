//! Materials: anything with a name and perhaps a structure.

use crate::decode::Structure;
use crate::given::Given;
use crate::id::{Id, Ref};
use crate::money::Money;
use crate::partner::Company;
use crate::quantity::{Concentration, Density, MolarMass, Quantity, Share, Temperature, WorkTime};
use crate::{choice, record};

choice! {
    /// What a material is for the program.
    pub enum MaterialKind {
        /// The drug substance or its free base or acid.
        Substance = "substance",
        /// Made in one step and consumed in another.
        Intermediate = "intermediate",
        /// Starting material; the GMP ones are marked besides (ICH Q11).
        StartingMaterial = "starting-material",
        /// Consumed in a step and not built in as the backbone.
        Reagent = "reagent",
        /// Solvent.
        Solvent = "solvent",
        /// Metal or organic catalyst.
        Catalyst = "catalyst",
        /// Ligand of a metal catalyst.
        Ligand = "ligand",
        /// Enzyme preparation.
        Enzyme = "enzyme",
        /// Water, of the quality used.
        Water = "water",
        /// Gas.
        Gas = "gas",
        /// Filter aid, adsorbent, drying agent.
        Auxiliary = "auxiliary",
        /// Leaves the step and closes its balance.
        ByProduct = "by-product",
        /// Part of the drug product, not of the substance.
        Excipient = "excipient",
    }
}

record! {
    /// An element that a material brings and that its structure does not show, such as the metal of a catalyst.
    pub struct MaterialElement = "element" {
        /// Symbol of the element, such as `Rh`.
        symbol: String,
        /// Atoms of the element per formula unit of the material.
        atoms: Option<Given<f64>>,
        /// Mass fraction of the element in the material, where the formula is not known.
        mass_fraction: Option<Given<Quantity<Share>>>,
    }
}

record! {
    /// Anything with a name and perhaps a structure: starting material, reagent, solvent, catalyst, intermediate, the substance.
    pub struct Material = "material" {
        /// Short id.
        id: Id<Material>,
        /// Name for people.
        name: String,
        /// What it is for the program.
        kind: MaterialKind,
        /// Structure as SMILES; salts and hydrates with a dot between their parts.
        smiles: Option<Structure>,
        /// CAS registry number.
        cas: Option<String>,
        /// Molar mass, where no structure gives it.
        molar_mass: Option<Given<Quantity<MolarMass>>>,
        /// The free base or acid in a salt, hydrate or solvate: the basis of doses and limits.
        moiety: Option<Ref<Material>>,
        /// Mass fraction of the material itself in what is charged, such as 0.37 for concentrated hydrochloric acid.
        assay: Option<Given<Quantity<Share>>>,
        /// Density as charged.
        density: Option<Given<Quantity<Density>>>,
        /// Boiling point at 1 atm.
        boiling_point: Option<Given<Quantity<Temperature>>>,
        /// Acid dissociation constants.
        pka: Vec<Given<f64>>,
        /// Logarithm of the octanol–water partition coefficient.
        log_p: Option<Given<f64>>,
        /// Elements that the structure does not show.
        element: Vec<MaterialElement>,
        /// Nitrite carried as an impurity, by mass of the material.
        nitrite: Option<Given<Quantity<Share>>>,
        /// Nitrite carried in a liquid, by volume, such as process water.
        nitrite_concentration: Option<Given<Quantity<Concentration>>>,
        /// Price, such as "85 USD/kg".
        price: Option<Given<Money>>,
        /// Time from order to delivery in working time.
        lead_time: Option<Given<Quantity<WorkTime>>>,
        /// Company that delivers it.
        supplier: Option<Ref<Company>>,
        /// True where GMP starts with this material (ICH Q11).
        gmp_starting_material: Option<bool>,
    }
}
