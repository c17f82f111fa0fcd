//! Routes and steps: how the substance is made.

use crate::form::Solubility;
use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::program::LiteratureSource;
use crate::quantity::{
    Concentration, Elapsed, Fraction, MassPerMass, Pressure, Quantity, Share, Temperature,
    VolumePerMass, WorkTime, Yield,
};
use crate::{choice, record};

choice! {
    /// What an input does in a step.
    pub enum InputRole {
        /// Brings atoms of the product's backbone.
        Reactant = "reactant",
        /// Consumed beside the reactant.
        Reagent = "reagent",
        /// Acid.
        Acid = "acid",
        /// Base.
        Base = "base",
        /// Metal or organic catalyst.
        Catalyst = "catalyst",
        /// Ligand of a catalyst.
        Ligand = "ligand",
        /// Enzyme preparation.
        Enzyme = "enzyme",
        /// Cofactor of an enzyme.
        Cofactor = "cofactor",
        /// Gas.
        Gas = "gas",
        /// Solvent.
        Solvent = "solvent",
        /// Water.
        Water = "water",
        /// Destroys what is left of a reagent.
        Quench = "quench",
        /// Filter aid, adsorbent, drying agent.
        Auxiliary = "auxiliary",
    }
}

choice! {
    /// How a yield was determined.
    pub enum YieldBasis {
        /// Mass of isolated product, corrected for assay.
        Isolated = "isolated",
        /// Assay of the product in solution.
        Assay = "assay",
    }
}

choice! {
    /// Kind of unit operation.
    pub enum OperationKind {
        /// Reaction.
        Reaction = "reaction",
        /// Washing of a solution or a cake.
        Wash = "wash",
        /// Extraction between two liquid phases.
        Extraction = "extraction",
        /// Distillation or solvent exchange.
        Distillation = "distillation",
        /// Crystallization.
        Crystallization = "crystallization",
        /// Filtration or centrifugation.
        Filtration = "filtration",
        /// Drying.
        Drying = "drying",
        /// Chromatography.
        Chromatography = "chromatography",
        /// Treatment with an adsorbent or scavenger.
        Adsorption = "adsorption",
        /// Milling or sieving.
        SizeReduction = "size-reduction",
    }
}

record! {
    /// One input of a step with its amount: by equivalents, loading, mass or volume relative to the limiting input.
    pub struct StepInput = "input" {
        /// The material charged.
        material: Ref<Material>,
        /// What it does.
        role: InputRole,
        /// True for the input that the others are relative to; by default the first reactant.
        limiting: Option<bool>,
        /// Moles relative to the limiting input.
        equivalents: Option<Given<f64>>,
        /// Moles relative to the limiting input, as a percentage, for catalysts.
        loading: Option<Given<Quantity<Fraction>>>,
        /// Mass relative to the mass of the limiting input.
        mass: Option<Given<Quantity<MassPerMass>>>,
        /// Volume relative to the mass of the limiting input.
        volume: Option<Given<Quantity<VolumePerMass>>>,
        /// True where it is used after the reaction, in work-up or isolation.
        work_up: Option<bool>,
        /// Share that is recovered and used again.
        recovered: Option<Given<Quantity<Share>>>,
        /// Materials that could stand here instead, in the same amount: what a search for a better route may try.
        alternative: Vec<Ref<Material>>,
    }
}

record! {
    /// One unit operation of a step.
    pub struct Operation = "operation" {
        /// Its kind.
        kind: OperationKind,
        /// Main solvent.
        solvent: Option<Ref<Material>>,
        /// Temperature.
        temperature: Option<Given<Quantity<Temperature>>>,
        /// pH of the aqueous phase.
        ph: Option<Given<f64>>,
        /// Time.
        time: Option<Given<Quantity<Elapsed>>>,
        /// True where the product stays in the aqueous phase or liquor.
        product_in_liquor: Option<bool>,
        /// Volume of the phase that is taken off for one volume of the phase that is kept, in a wash or extraction.
        phase_ratio: Option<Given<f64>>,
        /// Remark.
        note: Option<String>,
    }
}

record! {
    /// A crystallization from which the form engine computes the isolated yield.
    pub struct Isolation = "isolation" {
        /// Solubility series used.
        solubility: Ref<Solubility>,
        /// Temperature at which all is dissolved.
        dissolve_temperature: Given<Quantity<Temperature>>,
        /// Temperature at which crystals are isolated.
        isolate_temperature: Given<Quantity<Temperature>>,
        /// Solvent relative to the mass of product; by default just enough to dissolve.
        volumes: Option<Given<Quantity<VolumePerMass>>>,
    }
}

record! {
    /// One step: turns inputs into one main product.
    pub struct Step = "step" {
        /// Short id.
        id: Id<Step>,
        /// Name for people.
        name: String,
        /// The material made.
        product: Ref<Material>,
        /// Yield from the limiting input.
        step_yield as "yield": Option<Given<Quantity<Yield>>>,
        /// How the yield was determined.
        yield_basis: Option<YieldBasis>,
        /// False where the product goes on in solution (telescoped).
        isolated: Option<bool>,
        /// Technology, such as `biocatalysis` or `hydrogenation`.
        technology: Option<String>,
        /// Enzyme class, where an enzyme is used.
        enzyme_class: Option<String>,
        /// Reaction temperature.
        temperature: Option<Given<Quantity<Temperature>>>,
        /// pH of an aqueous reaction.
        ph: Option<Given<f64>>,
        /// Pressure.
        pressure: Option<Given<Quantity<Pressure>>>,
        /// Reaction time.
        time: Option<Given<Quantity<Elapsed>>>,
        /// Time of one batch in the plant in working time.
        cycle_time: Option<Given<Quantity<WorkTime>>>,
        /// Substrate concentration.
        substrate_concentration: Option<Given<Quantity<Concentration>>>,
        /// Enantiomeric excess of the product as it leaves the reaction.
        enantiomeric_excess: Option<Given<Quantity<Share>>>,
        /// What is charged.
        input: Vec<StepInput>,
        /// What leaves and closes the balance.
        byproduct: Vec<Ref<Material>>,
        /// Unit operations in order.
        operation: Vec<Operation>,
        /// Steps that could stand here instead and make the same product: what a search for a better route may try.
        alternative: Vec<Ref<Step>>,
        /// Crystallization from which the yield follows.
        isolation: Option<Isolation>,
        /// Remark.
        note: Option<String>,
    }
}

record! {
    /// A route: the steps that lead to the substance. Steps may be shared between routes; their order follows from what they make and use.
    pub struct Route = "route" {
        /// Short id.
        id: Id<Route>,
        /// Name for people.
        name: String,
        /// Steps of the route.
        step: Vec<Ref<Step>>,
        /// Where it is published.
        source: Vec<Ref<LiteratureSource>>,
        /// Remark.
        note: Option<String>,
    }
}
