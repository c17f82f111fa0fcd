//! Numbers read off a structure alone.
//!
//! Of the engine only the functions that reproduce RDKit are used. Its own TPSA, mass and ring count
//! differ, and its pKa, toxicity and ADMET estimates have no place here.

use chematic::chem;
use chematic::smiles;

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

    fn describe<T: Send>(
        &self,
        describe: impl FnOnce(&chematic::core::Molecule) -> T + Send,
    ) -> Option<T> {
        let graph = self.heavy_graph();
        guard::run(graph.atom_count(), || describe(graph)).ok()
    }
}
