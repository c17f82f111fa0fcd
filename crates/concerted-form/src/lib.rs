//! Solid forms, solubility and isolation.
//!
//! Purpose: which form of a material is the stable one and how sure that is; how solubility depends on
//! temperature; how much of a product a cooling crystallization isolates, and from how much solvent.
//!
//! Main entry points: [`assess`] for a program; [`relate`] for two forms and [`fit`] for a solubility
//! series, each usable without a program.
//!
//! What it deliberately does not know: other engines, heat capacities, kinetics of conversion and
//! nucleation, solvent mixtures, salts and powder patterns. Its free energies hold for forms of one
//! composition; hydrates and solvates are refused, because temperature does not decide about them.

mod breaks;
mod classification;
mod comparison;
mod consequence;
mod constant;
mod design;
mod first_formulation;
mod fit;
mod guard;
mod isolation;
mod lambda_h;
mod least_squares;
mod mixture;
mod model;
mod pairs;
mod property;
mod register;
mod relation;
mod salts;
mod selection;
mod solubility;

use concerted_model::figure::Ledger;
use concerted_model::finding::Finding;
use concerted_model::handover::IsolationYield;
use concerted_model::program::Program;
use concerted_reference::Reference;

pub use breaks::{BREAK_POINTS, BreakKind, SeriesBreak};
pub use classification::{
    Biopharmaceutics, Classification, ClassificationData, ClassificationError, Developability,
    DevelopabilityClass, DoseClass, Ranged, classify,
};
pub use comparison::{
    Comparison, FormData, ObservedTransition, PairData, Refusal, RelationDefaults, RelationRule,
    RuleVerdict, compare,
};
pub use design::{
    AntiSolventDesign, AntiSolventRequest, CoolingDesign, CoolingRequest, DesignError,
    EvaporationDesign, FractionBasis, MixtureScale, SolventScale, design_anti_solvent,
    design_cooling, design_evaporation,
};
pub use first_formulation::{FirstInHuman, Fit, FormulationOption, LimitingStep, first_in_human};
pub use fit::{
    EstimateError, FitError, SeriesFit, SolubilityEstimate, SolubilityFit, fit, fit_series,
};
pub use mixture::{MixtureError, MixtureFit, MixturePoint, fit_mixture};
pub use model::SolubilityModel;
pub use pairs::{PairOutcome, PairRelation};
pub use relation::{
    HeatCapacity, Melting, ROOM_TEMPERATURE_K, Relation, RelationKind, free_energy_difference,
    relate, relate_with,
};
pub use salts::{SaltError, SaltOption, SaltOutcome, SaltQuestion, salt_options};
pub use selection::{SelectionRequest, SolventCandidate, SolventChoice, select_solvents};
pub use solubility::FittedSolubility;

/// What the form engine says of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct FormOutcome {
    /// Every pair of forms of one material.
    pub pairs: Vec<PairRelation>,
    /// Every solubility series that could be fitted.
    pub solubilities: Vec<FittedSolubility>,
    /// Yield and solvent of every isolation that could be computed.
    pub isolations: Vec<IsolationYield>,
    /// The figures.
    pub ledger: Ledger,
    /// What is noteworthy, with the work it asks for.
    pub findings: Vec<Finding>,
}

/// Relations of forms, solubility models and isolated yields of a program.
///
/// Figures: `form.pair.<form>.<form>.relation|probability|transition|free_energy_298|process_distance`,
/// `form.solubility.<series>.model|a|b|c|deviation|leave_one_out|at_298`,
/// `form.isolation.<step>.solubility_dissolved|solubility_isolated|volumes|yield`.
///
/// # Findings
/// `form.none_chosen`, `form.only_one`, `form.several_chosen`; `form.hydrate`, `form.solvate`,
/// `form.amorphous` and `form.converts_before_melting` where a pair is refused; `form.relation_open`,
/// `form.chosen_metastable`, `form.transition_near_process`, `form.melting_point_error`;
/// `form.solubility_points`, `form.extrapolation`, `form.above_boiling_point`, `form.not_dissolved`,
/// `form.nothing_crystallizes`, `form.yield_above_equilibrium`; and what could not be computed.
///
/// ```
/// # use concerted_model::program::Program;
/// let text = r#"
/// format_version = 1
/// name = "Example"
/// start = 2027-01-04
/// [[material]]
/// id = "metacetamol"
/// name = "Metacetamol"
/// kind = "substance"
/// [[form]]
/// id = "i"
/// name = "form I"
/// material = "metacetamol"
/// kind = "polymorph"
/// melting_point = "420 K"
/// heat_of_fusion = "26.0 kJ/mol"
/// heat_of_fusion_sd = "1.3 kJ/mol"
/// [[form]]
/// id = "ii"
/// name = "form II"
/// material = "metacetamol"
/// kind = "polymorph"
/// melting_point = "399 K"
/// heat_of_fusion = "21.3 kJ/mol"
/// heat_of_fusion_sd = "1.1 kJ/mol"
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let outcome = concerted_form::assess(&program, concerted_reference::Reference::embedded());
/// let probability = outcome.ledger.number("form.pair.i.ii.probability").unwrap();
/// assert!((probability - 0.997).abs() < 5e-4);
/// ```
pub fn assess(program: &Program, reference: &Reference) -> FormOutcome {
    let mut ledger = Ledger::new();
    let mut findings = register::register(program);
    let pairs = pairs::pairs(program, reference, &mut ledger, &mut findings);
    let solubilities = solubility::solubilities(program, reference, &mut ledger, &mut findings);
    let isolations = isolation::isolations(
        program,
        reference,
        &solubilities,
        &mut ledger,
        &mut findings,
    );
    FormOutcome {
        pairs,
        solubilities,
        isolations,
        ledger,
        findings,
    }
}
