//! Substructure patterns.

use std::fmt;
use std::sync::Arc;

use chematic::smarts::{
    MatchConfig, QueryMolecule, RdkitParityConfig, RdkitRingCountModel, SmartsError,
    find_matches_rdkit_parity, parse_smarts,
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
            (_, true) => Err(MoleculeError::SearchAbandoned {
                pattern: shortened(&self.text),
                steps: SEARCH_STEPS,
            }),
        }
    }

    /// How many different sets of atoms match.
    pub fn count(&self, molecule: &Molecule) -> usize {
        self.find(molecule).len()
    }

    /// The matches, and whether the search was given up.
    fn search(
        &self,
        molecule: &Molecule,
        most: Option<usize>,
    ) -> Result<(Vec<Vec<usize>>, bool), MoleculeError> {
        let config = RdkitParityConfig {
            base: MatchConfig {
                max_matches: most,
                max_visit_budget: Some(SEARCH_STEPS),
                ..MatchConfig::default()
            },
            use_rdkit_parity_aromaticity: true,
            ring_count_model: RdkitRingCountModel::RelevantCycles,
            ..RdkitParityConfig::default()
        };
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
