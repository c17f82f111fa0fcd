//! Substructure patterns.

use std::fmt;
use std::sync::Arc;

use chematic::perception;
use chematic::smarts::{
    MatchConfig, QueryMolecule, RdkitParityConfig, RdkitRingCountModel, SmartsError,
    find_match_atom_sets_rdkit_parity, find_matches_rdkit_parity, parse_smarts,
};

use crate::error::{MoleculeError, shortened};
use crate::guard;
use crate::molecule::Molecule;

/// Steps after which a search is given up. An alert on a drug-sized structure takes some hundred.
const SEARCH_STEPS: u64 = 5_000_000;

/// A substructure written as SMARTS, read once and matched often.
///
/// Matching follows RDKit: chirality in the pattern is not compared, isotopes are.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    query: Arc<QueryMolecule>,
}

impl Pattern {
    /// Reads a SMARTS.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, Pattern};
    /// let nitro = Pattern::parse("[c][N+](=O)[O-]")?;
    /// assert!(nitro.matches(&Molecule::parse("Cc1ccccc1N(=O)=O")?));
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// The limits of a structure's text, and [`MoleculeError::Syntax`].
    pub fn parse(smarts: &str) -> Result<Self, MoleculeError> {
        let text = guard::check_text(smarts)?;
        let query = guard::run(text.len(), || parse_smarts(text))?
            .map_err(|error| refused(&error, text))?;
        Ok(Self {
            text: text.to_owned(),
            query: Arc::new(query),
        })
    }

    /// The SMARTS as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the engine searches for.
    pub(crate) fn query(&self) -> &QueryMolecule {
        &self.query
    }

    /// The same pattern with its atoms in another order, in which the engine searches.
    pub(crate) fn reordered(&self, order: &[usize]) -> Self {
        let mut query = QueryMolecule::new();
        for &atom in order {
            let atom = &self.query.atoms[atom];
            query.add_atom_with_map(atom.query.clone(), atom.atom_map);
        }
        let place = |wanted: usize| {
            order
                .iter()
                .position(|&atom| atom == wanted)
                .expect("an order names every atom")
        };
        for bond in &self.query.bonds {
            query.add_bond(place(bond.atom1), place(bond.atom2), bond.query.clone());
        }
        Self {
            text: self.text.clone(),
            query: Arc::new(query),
        }
    }

    /// Whether the structure contains the pattern.
    ///
    /// Like [`Self::find`], it knows only what was found before a search was given up; use
    /// [`Self::try_find`] where the pattern comes from a user.
    pub fn matches(&self, molecule: &Molecule) -> bool {
        matches!(self.search(molecule, Some(1)), Ok((found, _)) if !found.is_empty())
    }

    /// Every set of atoms that matches, once each: the atoms in the order of the pattern, the matches in
    /// the order of their lowest atoms.
    pub fn find(&self, molecule: &Molecule) -> Vec<Vec<usize>> {
        self.search(molecule, None)
            .map(|(found, _)| found)
            .unwrap_or_default()
    }

    /// As [`Self::find`], telling when the search was not completed.
    ///
    /// # Errors
    /// [`MoleculeError::SearchAbandoned`] after 5 million steps; [`MoleculeError::Unsupported`] if the rings
    /// of the structure are beyond the engine.
    pub fn try_find(&self, molecule: &Molecule) -> Result<Vec<Vec<usize>>, MoleculeError> {
        match self.search(molecule, None)? {
            (found, false) => Ok(found),
            (_, true) => Err(self.abandoned()),
        }
    }

    /// How many different sets of atoms match.
    pub fn count(&self, molecule: &Molecule) -> usize {
        self.find(molecule).len()
    }

    /// The sets of atoms that [`Self::try_find`] gives, each sorted: faster where the order in a match does
    /// not matter.
    ///
    /// # Errors
    /// Those of [`Self::try_find`].
    pub fn try_find_sets(&self, molecule: &Molecule) -> Result<Vec<Vec<usize>>, MoleculeError> {
        let config = config(None);
        let graph = molecule.graph();
        let (sets, abandoned) = guard::run(graph.atom_count(), || {
            find_match_atom_sets_rdkit_parity(&self.query, graph, &config)
        })?
        .map_err(|error| MoleculeError::Unsupported {
            detail: error.to_string(),
        })?;
        if abandoned {
            return Err(self.abandoned());
        }
        let set = |set: Vec<u32>| set.into_iter().map(|atom| atom as usize).collect();
        Ok(sets.into_iter().map(set).collect())
    }

    fn abandoned(&self) -> MoleculeError {
        MoleculeError::SearchAbandoned {
            pattern: shortened(&self.text),
            steps: SEARCH_STEPS,
        }
    }

    /// The matches, and whether the search was given up.
    fn search(
        &self,
        molecule: &Molecule,
        most: Option<usize>,
    ) -> Result<(Vec<Vec<usize>>, bool), MoleculeError> {
        let config = config(most);
        let graph = molecule.graph();
        let (maps, abandoned) = guard::run(graph.atom_count(), || {
            find_matches_rdkit_parity(&self.query, graph, &config)
        })?
        .map_err(|error| MoleculeError::Unsupported {
            detail: error.to_string(),
        })?;
        let mut found: Vec<(Vec<usize>, Vec<usize>)> = maps
            .into_iter()
            .map(|map| {
                let in_pattern_order: Vec<usize> = (0..self.query.atoms.len())
                    .filter_map(|atom| map.get(&atom))
                    .map(|atom| atom.0 as usize)
                    .collect();
                let mut set = in_pattern_order.clone();
                set.sort_unstable();
                (set, in_pattern_order)
            })
            .collect();
        found.sort();
        Ok((
            found.into_iter().map(|(_, atoms)| atoms).collect(),
            abandoned,
        ))
    }
}

impl Molecule {
    /// Works out aromaticity and rings as patterns see them, which the first pattern otherwise does.
    ///
    /// Nothing depends on having called it; it lets the work be done, or its time be taken, apart from matching.
    pub fn perceive(&self) {
        let graph = self.graph();
        // Whatever fails here fails again, with its reason, where a pattern asks for it.
        let _perceived = guard::run(graph.atom_count(), || {
            if let Ok(view) = perception::apply_aromaticity_rdkit_parity_shared(graph).as_ref() {
                perception::find_sssr_shared(view);
            }
        });
    }
}

/// How RDKit 2026.9 reads rings and aromaticity, with the bound on the search.
fn config(most: Option<usize>) -> RdkitParityConfig {
    RdkitParityConfig {
        base: MatchConfig {
            max_matches: most,
            max_visit_budget: Some(SEARCH_STEPS),
            ..MatchConfig::default()
        },
        use_rdkit_parity_aromaticity: true,
        ring_count_model: RdkitRingCountModel::RelevantCycles,
        ..RdkitParityConfig::default()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

/// What the parser objects to, in our words.
fn refused(error: &SmartsError, text: &str) -> MoleculeError {
    let (position, detail) = match error {
        SmartsError::UnexpectedChar(found, position) => {
            return MoleculeError::UnexpectedCharacter {
                found: *found,
                position: *position,
            };
        }
        SmartsError::UnexpectedEnd => (None, "the text breaks off".to_owned()),
        SmartsError::UnclosedBracket(position) => {
            (Some(*position), "a bracket `[` is not closed".to_owned())
        }
        SmartsError::UnclosedBranch(position) => {
            (Some(*position), "a branch `(` is not closed".to_owned())
        }
        SmartsError::InvalidRingClosure(ring) => (
            None,
            format!("ring {ring} is not closed or names two bonds"),
        ),
        SmartsError::RecursionDepthExceeded => (None, "`$(` is nested too deep".to_owned()),
    };
    MoleculeError::Syntax {
        text: shortened(text),
        position,
        detail,
    }
}
