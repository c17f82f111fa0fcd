//! Every embedded reference table of Concerted, with the source of each row.
//!
//! Purpose: limits of the ICH guidelines and of agencies, potencies, solvents, the activity template,
//! hand-off overheads, the ask catalogue, default assumptions, elements and technologies as typed rows.
//! Each row carries its source, its place in that source and a [`Status`](concerted_model::evidence::Status)
//! that says how far somebody checked it; look-ups hand out [`Cited`] values so that neither gets lost.
//!
//! Main entry point: [`Reference::embedded`].
//!
//! What this crate deliberately does not know: programs, engines and judgement. It never decides whether
//! a limit applies, converts a limit into ppm, or scores anything; it has no clock and opens no file.
//! Structures are text here: look them up by the canonical SMILES that `concerted-molecule` writes.
//!
//! ```
//! use concerted_reference::{AdministrationRoute, Reference};
//!
//! let reference = Reference::embedded();
//! let rhodium = reference.q3d("Rh").expect("rhodium is one of the 24 elements");
//! let limit = rhodium.pde(AdministrationRoute::Oral);
//! assert_eq!(limit.value, 100.0);
//! assert_eq!(limit.citation.source, "ich_q3d_r2");
//! assert!(limit.citation.status.is_regulatory_fact());
//! ```

mod activity;
mod ask;
mod assumption;
mod cited;
mod compound_intake;
mod diffraction;
mod duration;
mod elemental;
mod embedded;
mod error;
mod evidence;
mod form;
mod mutagen;
mod mutagenic;
mod nitrosamine;
mod potency;
mod purge;
mod replacement;
mod residual_solvent;
mod solvent;
mod source;
mod table;
mod technology;
mod threshold;

pub use activity::{
    HandoffOverhead, HandoffPath, HandoffTrigger, ServiceArea, Strategy, TemplateActivity,
    ThreePoint,
};
pub use ask::{Ask, AskGate};
pub use assumption::Assumption;
pub use cited::Cited;
pub use compound_intake::{Administration, CompoundIntake, IntakeKind};
pub use diffraction::{ScatteringFactor, XrayLine};
pub use duration::DurationRule;
pub use elemental::{AdministrationRoute, ElementWeight, Q3dClass, Q3dElement};
pub use embedded::{DATA_EDITION, Reference, TableSummary};
pub use error::ReferenceError;
pub use evidence::Evidence;
pub use form::{Biopharmaceutic, CounterIon, FirstFormulation, IonRole, Obstacle};
pub use mutagen::KnownMutagen;
pub use mutagenic::{ClassSpecific, ClassSpecificKind, ControlOption, M7Class, TtcBand, TtcScope};
pub use nitrosamine::{Agency, NitrosamineIntake, PotencyCategory};
pub use potency::{BioassayResult, Salmonella, Td50};
pub use purge::{PurgeAction, PurgeParameter, PurgeScore};
pub use replacement::{Replacement, ReplacementKind};
pub use residual_solvent::{Q3cBasis, Q3cSolvent};
pub use solvent::{GreenRank, Solvent, SolventFamily, SolventQuery};
pub use source::Source;
pub use table::Row;
pub use technology::{Technology, TechnologyKind};
pub use threshold::{ImpurityThreshold, ProductThreshold, SubstanceThreshold};
