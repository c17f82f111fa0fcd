//! Morgan fingerprints and their similarity.

use std::collections::BTreeMap;

use chematic::fp::{
    RdkitMorganConfig, RdkitMorganFpSize, RdkitMorganRadius, rdkit_morgan_fingerprint,
};

use crate::error::MoleculeError;
use crate::guard;
use crate::molecule::Molecule;

/// How many bonds around each atom a Morgan fingerprint sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum MorganRadius {
    /// The atoms alone.
    Zero,
    /// Atoms and their neighbors.
    One,
    /// Two bonds: the usual choice, known as ECFP4.
    #[default]
    Two,
    /// Three bonds, known as ECFP6.
    Three,
}

/// The number of places a fingerprint is folded into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum FingerprintWidth {
    /// 512 places.
    Bits512,
    /// 1,024 places.
    Bits1024,
    /// 2,048 places: the usual choice.
    #[default]
    Bits2048,
}

/// How often each environment of an atom occurs in a structure, folded into a fixed width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    radius: MorganRadius,
    width: FingerprintWidth,
    counts: BTreeMap<u16, u32>,
}

impl Fingerprint {
    /// The Morgan count fingerprint, equal to RDKit's `GetCountFingerprint` without chirality.
    ///
    /// # Errors
    /// [`MoleculeError::Unsupported`] for bonds that the fingerprint does not define.
    pub fn morgan(
        molecule: &Molecule,
        radius: MorganRadius,
        width: FingerprintWidth,
    ) -> Result<Self, MoleculeError> {
        let config = RdkitMorganConfig {
            radius: match radius {
                MorganRadius::Zero => RdkitMorganRadius::R0,
                MorganRadius::One => RdkitMorganRadius::R1,
                MorganRadius::Two => RdkitMorganRadius::R2,
                MorganRadius::Three => RdkitMorganRadius::R3,
            },
            fp_size: match width {
                FingerprintWidth::Bits512 => RdkitMorganFpSize::B512,
                FingerprintWidth::Bits1024 => RdkitMorganFpSize::B1024,
                FingerprintWidth::Bits2048 => RdkitMorganFpSize::B2048,
            },
            include_chirality: false,
        };
        let graph = molecule.heavy_graph();
        let engine = guard::run(graph.atom_count(), || {
            rdkit_morgan_fingerprint(graph, &config)
        })?
        .map_err(|error| MoleculeError::Unsupported {
            detail: error.to_string(),
        })?;
        let counts = engine
            .folded_counts
            .into_iter()
            .map(|(place, count)| (place as u16, count))
            .collect();
        Ok(Self {
            radius,
            width,
            counts,
        })
    }

    /// The places that are set, with their counts, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = (u16, u32)> + '_ {
        self.counts.iter().map(|(place, count)| (*place, *count))
    }

    /// Tanimoto similarity of the counts, T = Σ min(aᵢ, bᵢ) / Σ max(aᵢ, bᵢ), from 0 to 1.
    ///
    /// `None` if the two differ in radius or width: the numbers would mean nothing.
    ///
    /// ```
    /// use concerted_molecule::{Fingerprint, FingerprintWidth, Molecule, MorganRadius};
    /// let of = |smiles| Fingerprint::morgan(&Molecule::parse(smiles)?, MorganRadius::Two, FingerprintWidth::Bits2048);
    /// assert_eq!(of("CCO")?.tanimoto(&of("OCC")?), Some(1.0));
    /// assert_eq!(of("CCO")?.tanimoto(&of("c1ccccc1")?), Some(0.0));
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn tanimoto(&self, other: &Self) -> Option<f64> {
        if (self.radius, self.width) != (other.radius, other.width) {
            return None;
        }
        let total = |of: &Self| {
            of.counts
                .values()
                .map(|count| u64::from(*count))
                .sum::<u64>()
        };
        let shared: u64 = self
            .counts
            .iter()
            .filter_map(|(place, count)| {
                other
                    .counts
                    .get(place)
                    .map(|theirs| u64::from(*count.min(theirs)))
            })
            .sum();
        // Σ max = Σ a + Σ b − Σ min; never 0, since a structure has at least one atom.
        let united = total(self) + total(other) - shared;
        Some(shared as f64 / united as f64)
    }
}
