//! Numbers read off a structure alone.
//!
//! Of the engine only the functions that reproduce RDKit are used. Its own TPSA, mass and ring count
//! differ, and its pKa, toxicity and ADMET estimates have no place here.

use chematic::core::{AtomIdx, implicit_hcount};
use chematic::{chem, perception, smiles};

use crate::guard;
use crate::molecule::Molecule;

impl Molecule {
    /// Topological polar surface area in Å², the sum of the contributions of N and O and their hydrogens
    /// (Ertl 2000, as RDKit computes it: without S and P). `None` if the engine fails.
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// assert!((Molecule::parse("CCO")?.tpsa().unwrap() - 20.23).abs() < 1e-9);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn tpsa(&self) -> Option<f64> {
        self.describe(chem::rdkit_tpsa)
    }

    /// Rings, counted as RDKit counts them: the relevant cycles. Cages may have more than bonds − atoms + 1.
    /// `None` if the engine fails.
    pub fn ring_count(&self) -> Option<usize> {
        self.describe(chem::rdkit_num_rings)
    }

    /// Crippen's estimate of log P (octanol and water), the sum of atom contributions.
    ///
    /// An estimate for neutral organic structures, about ±0.7; meaningless for salts and metals. `None` if
    /// the engine cannot type the atoms.
    pub fn log_p(&self) -> Option<f64> {
        self.describe(smiles::rdkit_crippen_logp_mr)
            .flatten()
            .map(|(log_p, _)| log_p)
    }

    /// Hydrogen-bond donors: N–H and O–H and S–H groups, as RDKit counts them. `None` if the engine fails.
    pub fn donor_count(&self) -> Option<usize> {
        self.describe(|graph| smiles::with_rdkit_model_molecule(graph, chem::hbd_count))
    }

    /// Hydrogen-bond acceptors, as RDKit counts them. `None` if the engine fails.
    pub fn acceptor_count(&self) -> Option<usize> {
        self.describe(chem::rdkit_hba_count)
    }

    /// What each atom, its hydrogens included, contributes to Crippen's log P and to his molar refractivity in
    /// cm³/mol. `None` if the engine cannot type the atoms.
    ///
    /// The first numbers sum to [`Self::log_p`].
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// let ethanol = Molecule::parse("CCO")?;
    /// let sum: f64 = ethanol.crippen_contributions().unwrap().iter().map(|(log_p, _)| log_p).sum();
    /// assert!((sum - ethanol.log_p().unwrap()).abs() < 1e-9);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn crippen_contributions(&self) -> Option<Vec<(f64, f64)>> {
        let count = self.heavy_graph().atom_count();
        let (of_all, heavy) = self.describe(smiles::rdkit_crippen_contribs).flatten()?;
        if heavy != count {
            return None;
        }
        let mut contributions = of_all.get(..heavy)?.to_vec();
        // Added hydrogens follow the other atoms in the order of the atoms that carry them.
        let mut hydrogens = of_all[heavy..].iter();
        for (index, (log_p, refractivity)) in contributions.iter_mut().enumerate() {
            for _ in 0..implicit_hcount(self.heavy_graph(), AtomIdx(index as u32)) {
                let (of_log_p, of_refractivity) = hydrogens.next()?;
                *log_p += of_log_p;
                *refractivity += of_refractivity;
            }
        }
        Some(contributions)
    }

    /// Whether each atom is part of a ring, numbered as in the structure without written-out hydrogens.
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// assert_eq!(Molecule::parse("C1CC1C")?.ring_atoms(), [true, true, true, false]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn ring_atoms(&self) -> Vec<bool> {
        let graph = self.heavy_graph();
        let rings = perception::ring_bond_flags_shared(graph);
        let mut ring_atoms = vec![false; graph.atom_count()];
        for (index, bond) in graph.bonds() {
            if rings.get(index.0 as usize).copied().unwrap_or(false) {
                ring_atoms[bond.atom1.0 as usize] = true;
                ring_atoms[bond.atom2.0 as usize] = true;
            }
        }
        ring_atoms
    }

    fn describe<T: Send>(
        &self,
        describe: impl FnOnce(&chematic::core::Molecule) -> T + Send,
    ) -> Option<T> {
        let graph = self.heavy_graph();
        guard::run(graph.atom_count(), || describe(graph)).ok()
    }
}
