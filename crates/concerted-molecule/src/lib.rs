//! Structures of substances: reading, writing, matching, masses, descriptors, reactions and drawings.
//!
//! Everything starts at [`Molecule::parse`], which reads one SMILES and either gives a structure whose
//! valences and aromaticity make sense or a [`MoleculeError`] that says where the text went wrong.
//! From there: [`Formula`] for atom balances, [`Pattern`] for substructures, [`Transform`] for what a
//! reaction would make, [`Fingerprint`] for similarity, [`Molecule::draw_svg`] for the report.
//!
//! The answers follow RDKit (compared row by row in `tests/oracle.rs`). The chemistry engine beneath is
//! the crate `chematic`; no type of it appears in this interface, so it can be replaced.
//!
//! What this crate deliberately does not know: programs, materials, files, toxicity, pKa and any other
//! prediction; three dimensions; names; InChI. It judges nothing.

mod descriptor;
mod drawing;
mod error;
mod fingerprint;
mod formula;
mod guard;
mod molecule;
mod pattern;
mod reading;
mod stereo;
mod transform;

pub use drawing::DrawOptions;
pub use error::MoleculeError;
pub use fingerprint::{Fingerprint, FingerprintWidth, MorganRadius};
pub use formula::{Element, Formula};
pub use guard::{MAX_NESTING, MAX_TEXT};
pub use molecule::Molecule;
pub use pattern::Pattern;
pub use stereo::{StereoCenter, StereoLabel};
pub use transform::Transform;
