//! Structures of substances: reading, writing, matching, masses, descriptors, reactions and drawings.
//!
//! Everything starts at [`Molecule::parse`], which reads one SMILES and either gives a structure whose
//! valences and aromaticity make sense or a [`MoleculeError`] that says where the text went wrong.
//! From there: [`Formula`] for atom balances, [`Pattern`] for substructures and [`PatternSet`] for many of them at
//! once, [`Transform`] for what a
//! reaction would make, [`Fingerprint`] for similarity, [`Molecule::draw_svg`] for the report. [`read_sdf`] reads
//! the records of an SDF file from any reader.
//!
//! The answers follow RDKit (compared row by row in `tests/oracle.rs`). The chemistry engine beneath is
//! the crate `chematic`; no type of it appears in this interface, so it can be replaced.
//!
//! What this crate deliberately does not know: programs, materials, files, toxicity, pKa and any other
//! prediction; three dimensions; names; InChI. It judges nothing.

mod connectivity;
mod descriptor;
mod drawing;
mod environment;
mod error;
mod fingerprint;
mod formula;
mod guard;
mod molecule;
mod pattern;
mod pattern_conditions;
mod pattern_facts;
mod pattern_necessary;
mod pattern_set;
mod reading;
mod sdf;
mod stereo;
mod transform;

pub use connectivity::{AtomSite, BondKind};
pub use drawing::{DrawOptions, Highlight};
pub use environment::Environment;
pub use error::MoleculeError;
pub use fingerprint::{Fingerprint, FingerprintWidth, MorganRadius};
pub use formula::{Element, Formula};
pub use guard::{MAX_NESTING, MAX_TEXT};
pub use molecule::Molecule;
pub use pattern::Pattern;
pub use pattern_set::{PatternSet, Prepared};
pub use sdf::{SdfRecord, SdfRecords, read_sdf};
pub use stereo::{StereoCenter, StereoLabel};
pub use transform::Transform;
