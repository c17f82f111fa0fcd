//! What a structure alone says of its mutagenic hazard (ICH M7, section 6).
//!
//! Purpose: expert rules with the cohort of concern. A structure goes in, a prediction with its evidence comes out.
//!
//! Main entry points: [`screen`] for the expert rules and [`catalogue`] for their definitions;
//! [`predict`] for the statistical model, with [`nearest`] and [`contributions`]; [`potency_categories`] for nitrosamines.
//!
//! What it deliberately does not know: programs, routes, doses, limits and the class of ICH M7, which also rests on
//! test data. Its predictions are screening aids that need expert review.

mod alert;
mod alerts;
mod cpca;
pub mod literature;
mod model;
mod parent;
mod surroundings;

pub use alert::{Alert, AlertHit, CohortOfConcern, Exemption, Measured, catalogue, screen};
pub use cpca::{
    CPCA_LITERATURE, CpcaOutcome, NitrosoGroup, PotencyCategory, ScoringStep, most_potent, notes,
    potency_categories,
};
pub use literature::Literature;
pub use model::{
    Call, Domain, HazardError, ModelCard, Neighbor, Prediction, contributions, model_card, nearest,
    predict, reference_log_odds, training,
};
pub use parent::{is_salt_metal, parent};
pub use surroundings::shares_environment;
