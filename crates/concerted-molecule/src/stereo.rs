//! Stereocenters and their Cahn-Ingold-Prelog labels.

use std::collections::BTreeMap;

use chematic::chem::{CipMode, assign_cip_with_mode};
use chematic::core::CipCode;
use chematic::smiles::rdkit_chiral_centers;

use crate::error::MoleculeError;
use crate::guard;
use crate::molecule::Molecule;

/// The configuration of a stereocenter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StereoLabel {
    /// *rectus*.
    R,
    /// *sinister*.
    S,
    /// `r`: a center that two mirror-image substituents make, unchanged in the mirror.
    PseudoR,
    /// `s`: as [`Self::PseudoR`].
    PseudoS,
}

impl StereoLabel {
    /// The label as chemists write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::S => "S",
            Self::PseudoR => "r",
            Self::PseudoS => "s",
        }
    }
}

/// A tetrahedral center that can exist in two configurations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StereoCenter {
    /// The atom.
    pub atom: usize,
    /// Its configuration; `None` if the structure leaves it open or the rules cannot decide it.
    pub label: Option<StereoLabel>,
}

impl Molecule {
    /// The stereocenters by atom number, those left open included.
    ///
    /// Labels come from the engine's accurate rules only; its quick rules err on branched centers.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, StereoLabel};
    /// let alanine = Molecule::parse("C[C@H](N)C(=O)O")?;
    /// assert_eq!(alanine.stereo_centers()?[0].label, Some(StereoLabel::S));
    /// assert_eq!(Molecule::parse("CC(N)C(=O)O")?.stereo_centers()?[0].label, None);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// [`MoleculeError::Unsupported`] if the rules cannot be applied to the structure.
    pub fn stereo_centers(&self) -> Result<Vec<StereoCenter>, MoleculeError> {
        let graph = self.heavy_graph();
        let unsupported = |detail: String| MoleculeError::Unsupported { detail };
        let (possible, assigned) = guard::run(graph.atom_count(), || {
            (
                rdkit_chiral_centers(graph, true),
                assign_cip_with_mode(graph, CipMode::Accurate),
            )
        })?;
        let possible = possible.map_err(|error| unsupported(error.to_string()))?;
        let assigned = assigned.map_err(|error| unsupported(error.to_string()))?;
        let mut centers: BTreeMap<usize, Option<StereoLabel>> =
            possible.into_iter().map(|(atom, _)| (atom, None)).collect();
        for (atom, code) in assigned.assignments {
            let label = match code {
                CipCode::R => StereoLabel::R,
                CipCode::S => StereoLabel::S,
                CipCode::LowerR => StereoLabel::PseudoR,
                CipCode::LowerS => StereoLabel::PseudoS,
                CipCode::E | CipCode::Z => continue,
            };
            centers.insert(atom.0 as usize, Some(label));
        }
        Ok(centers
            .into_iter()
            .map(|(atom, label)| StereoCenter { atom, label })
            .collect())
    }
}
