//! Powder patterns of crystals, their comparison with measurements, and thermal curves.
//!
//! Purpose: read a small-molecule CIF, compute its X-ray powder pattern, compare it with a measured one, estimate the
//! shares of a mixture, and answer whether a batch is the chosen form; read DSC, TGA and DVS curves.
//!
//! Main entry points: [`read_cif`], [`simulate`], [`read_measured`], [`compare`], [`mixture`], [`identify`],
//! [`thermal_events`], [`mass_steps`], [`sorption`].
//!
//! Conventions of computed patterns: kinematic theory; scattering factors of neutral atoms (International Tables,
//! volume C, table 6.1.1.4); isotropic displacements, B = 8π²U; Lorentz and polarization factor of a powder;
//! multiplicity; no anomalous dispersion, absorption, extinction or asymmetry.
//!
//! What it deliberately does not know: programs, files, neutron and electron diffraction, refinement of atoms, binary
//! formats of instruments.

mod background;
mod candidate;
mod cell;
mod cif;
mod compare;
mod compass;
mod crystal;
mod drawing;
mod identity;
mod measured;
mod mixture;
mod peaks;
mod problem;
mod profile;
mod radiation;
mod reflections;
mod simulate;
mod symmetry;
mod thermal;

pub use background::background;
pub use candidate::{Adjustment, Candidate, Orientation, PatternLine};
pub use cell::Cell;
pub use cif::read_cif;
pub use compare::{Allowed, CompareError, Comparison, Match, compare};
pub use crystal::{Crystal, Site};
pub use drawing::draw;
pub use identity::{Identity, Verdict, identify};
pub use measured::{Column, Measured, Series, read_measured, read_series};
pub use mixture::{Mixture, Share, mixture};
pub use peaks::{ObservedPeak, observed_peaks};
pub use problem::{Fault, Problem, ReadError};
pub use profile::Profile;
pub use radiation::{RADIATIONS, Radiation};
pub use reflections::{Displacement, Reflection, SimulationError};
pub use simulate::{Pattern, Peak, SimulationOptions, simulate};
pub use symmetry::Operation;
pub use thermal::{
    Direction, MassStep, Sorption, SorptionPoint, SorptionStep, ThermalEvent, mass_steps, sorption,
    thermal_events,
};
