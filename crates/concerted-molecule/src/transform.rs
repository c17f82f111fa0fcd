//! Reactions written as SMARTS, applied to structures to foresee what they would make.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use chematic::rxn::{
    PreparedReaction, RdkitProfileOutcome, ReactionTransformLimits, RxnError, TransformError,
};
use chematic::smiles;

use crate::error::{MoleculeError, shortened};
use crate::guard;
use crate::molecule::Molecule;

/// Ways of matching one application may try: products of a reaction at more sites than this are not foreseen.
const MATCH_LIMIT: usize = 10_000;

/// A reaction as reaction SMARTS, `reactants>>products`, with map numbers on the atoms that stay.
///
/// What is attached to a mapped atom comes along. A hydrogen or charge that changes is written on the
/// product side, as in `[NH+0:2]`.
#[derive(Clone)]
pub struct Transform {
    text: String,
    reaction: Arc<PreparedReaction>,
    reactants: usize,
}

impl Transform {
    /// Reads a reaction.
    ///
    /// # Errors
    /// The limits of a structure's text, and [`MoleculeError::Reaction`].
    pub fn parse(reaction_smarts: &str) -> Result<Self, MoleculeError> {
        let text = guard::check_text(reaction_smarts)?;
        let wrong = |detail: String| MoleculeError::Reaction {
            text: shortened(text),
            detail,
        };
        let parts: Vec<&str> = text.split('>').collect();
        let [reactants, agents, products] = parts.as_slice() else {
            return Err(wrong("expected exactly two `>`".to_owned()));
        };
        if reactants.is_empty() || products.is_empty() || !agents.is_empty() {
            return Err(wrong("expected reactants, `>>` and products".to_owned()));
        }
        let reaction = guard::run(text.len(), || PreparedReaction::new(text))?.map_err(
            |error| match error {
                TransformError::SmirksParse(RxnError::MissingArrow) => {
                    wrong("a part of it is not readable".to_owned())
                }
                other => wrong(other.to_string()),
            },
        )?;
        let reactants = component_count(reactants);
        Ok(Self {
            text: text.to_owned(),
            reaction: Arc::new(reaction),
            reactants,
        })
    }

    /// The reaction as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many structures the reaction takes.
    pub fn reactant_count(&self) -> usize {
        self.reactants
    }

    /// Every distinct sound structure that one application makes, in order of canonical SMILES.
    ///
    /// Structures that do not match give no product. A product whose valences would not hold is left out.
    /// Counter-ions and solvents beside the matched component do not appear in the products.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, Transform};
    /// let esterification = Transform::parse("[CX4:1][OX2H:2].[S:3](=[O:4])(=[O:5])[OX2H]>>[C:1][O:2][S:3](=[O:4])=[O:5]")?;
    /// let alcohol = Molecule::parse("CC(C)O")?;
    /// let acid = Molecule::parse("CS(=O)(=O)O")?;
    /// assert_eq!(esterification.apply(&[&alcohol, &acid])?, [Molecule::parse("CC(C)OS(C)(=O)=O")?]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// [`MoleculeError::ReactantCount`]; [`MoleculeError::Unsupported`] for stereochemistry in the reaction that
    /// the engine does not follow, or more than 10,000 ways to match.
    pub fn apply(&self, reactants: &[&Molecule]) -> Result<Vec<Molecule>, MoleculeError> {
        if reactants.len() != self.reactants {
            return Err(MoleculeError::ReactantCount {
                expected: self.reactants,
                found: reactants.len(),
            });
        }
        let graphs: Vec<_> = reactants.iter().map(|molecule| molecule.graph()).collect();
        let atoms = graphs.iter().map(|graph| graph.atom_count()).sum();
        let written = guard::run(atoms, || {
            let limits = ReactionTransformLimits {
                max_matches: MATCH_LIMIT,
            };
            match self
                .reaction
                .run_reactants_traced_rdkit_2026_03_6(&graphs, &limits)
            {
                Ok(RdkitProfileOutcome::Report(report)) => {
                    // Written and read again: the reading sanitises.
                    let products = report.products.iter().flatten();
                    Ok(products
                        .map(|product| smiles::write(&product.molecule))
                        .collect::<BTreeSet<String>>())
                }
                Ok(RdkitProfileOutcome::Unsupported(reason)) => Err(format!("{reason:?}")),
                Err(error) => Err(error.to_string()),
            }
        })?
        .map_err(|detail| MoleculeError::Unsupported { detail })?;
        let mut products = BTreeMap::new();
        for text in written {
            match Molecule::parse(&text) {
                Ok(product) => {
                    products.insert(product.canonical_smiles().to_owned(), product);
                }
                Err(error @ (MoleculeError::Engine { .. } | MoleculeError::TooLong { .. })) => {
                    return Err(error);
                }
                Err(_) => {}
            }
        }
        Ok(products.into_values().collect())
    }
}

/// Components of one side: dots outside parentheses, which in reaction SMARTS group components.
fn component_count(side: &str) -> usize {
    let mut depth = 0_i32;
    let mut count = 1;
    for character in side.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '.' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}

impl fmt::Debug for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Transform").field(&self.text).finish()
    }
}
