//! Reactions written as reaction SMILES, with or without atom maps.

use concerted_molecule::{Molecule, MoleculeError};
use thiserror::Error;

/// Why a text is no reaction that can be judged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReactionError {
    /// The parts are not separated by two `>`.
    #[error("expected `reactants>reagents>product`, found {found} `>` in `{text}`")]
    Arrows {
        /// The text, shortened.
        text: String,
        /// How many `>` it has.
        found: usize,
    },
    /// A side is empty.
    #[error("the reaction `{text}` has no {side}")]
    Empty {
        /// The text, shortened.
        text: String,
        /// `reactant` or `product`.
        side: &'static str,
    },
    /// A structure cannot be read.
    #[error("the {side} `{text}` cannot be read: {reason}")]
    Structure {
        /// `reactant` or `product`.
        side: &'static str,
        /// The text, shortened.
        text: String,
        /// What the reader of structures says.
        reason: MoleculeError,
    },
}

impl ReactionError {
    /// Advice, where there is some.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Arrows { .. } | Self::Empty { .. } => {
                Some("write reactants, `>>` and the product, such as `CC(=O)O.OCC>>CC(=O)OCC`")
            }
            Self::Structure { reason, .. } => reason.hint(),
        }
    }
}

/// Reactants and main product of one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Reaction {
    /// Every reactant written, one molecule or ion each.
    pub reactants: Vec<Molecule>,
    /// The largest molecule on the product side; what stands beside it is a counter-ion or a by-product.
    pub product: Molecule,
}

impl Reaction {
    /// Reads `reactants>>product` or `reactants>reagents>product`; reagents are not looked at.
    ///
    /// Atom maps are taken off and not relied on.
    ///
    /// ```
    /// use concerted_transformation::Reaction;
    /// let read = Reaction::parse("[CH3:1][OH:2].CC(=O)O>>CC(=O)[O:2][CH3:1]")?;
    /// assert_eq!(read.reactants.len(), 2);
    /// # Ok::<(), concerted_transformation::ReactionError>(())
    /// ```
    ///
    /// # Errors
    /// [`ReactionError`].
    pub fn parse(text: &str) -> Result<Self, ReactionError> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('>').collect();
        let [reactants, _, product] = parts.as_slice() else {
            return Err(ReactionError::Arrows {
                text: shortened(text),
                found: parts.len() - 1,
            });
        };
        Self::of(reactants, product)
    }

    /// As [`Self::parse`], from the two sides; components are separated by `.`.
    ///
    /// # Errors
    /// [`ReactionError`].
    pub fn of(reactants: &str, product: &str) -> Result<Self, ReactionError> {
        let empty = |side| ReactionError::Empty {
            text: shortened(&format!("{reactants}>>{product}")),
            side,
        };
        if reactants.trim().is_empty() {
            return Err(empty("reactant"));
        }
        if product.trim().is_empty() {
            return Err(empty("product"));
        }
        let reactants = reactants
            .split('.')
            .filter(|part| !part.trim().is_empty())
            .map(|part| structure("reactant", part))
            .collect::<Result<Vec<Molecule>, ReactionError>>()?;
        let product = main_component(&structure("product", product)?);
        Ok(Self { reactants, product })
    }
}

/// Reads a structure of which the atom maps are taken off.
pub(crate) fn structure(side: &'static str, text: &str) -> Result<Molecule, ReactionError> {
    Molecule::parse(&without_maps(text.trim())).map_err(|reason| ReactionError::Structure {
        side,
        text: shortened(text),
        reason,
    })
}

/// The component with most heavy atoms; of equals the first in canonical order.
pub(crate) fn main_component(molecule: &Molecule) -> Molecule {
    let mut components = molecule.components();
    components.sort_by(|first, second| {
        let size = second.heavy_atom_count().cmp(&first.heavy_atom_count());
        size.then_with(|| first.canonical_smiles().cmp(second.canonical_smiles()))
    });
    components.swap_remove(0)
}

/// `[CH3:7]` becomes `[CH3]`; text outside of brackets stays.
fn without_maps(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut inside, mut map) = (false, false);
    for letter in text.chars() {
        match letter {
            '[' => inside = true,
            ']' => (inside, map) = (false, false),
            ':' if inside => {
                map = true;
                continue;
            }
            _ if map && letter.is_ascii_digit() => continue,
            _ => {}
        }
        plain.push(letter);
    }
    plain
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_taken_off_and_bonds_stay() {
        assert_eq!(without_maps("[CH3:12][NH:3]c1:c:c1"), "[CH3][NH]c1:c:c1");
        assert_eq!(without_maps("[13CH3:1]C"), "[13CH3]C");
    }

    #[test]
    fn the_largest_molecule_is_the_product() {
        let read = Reaction::of("CCOC(=O)CC", "CO.CCC(=O)O").unwrap();
        assert_eq!(read.product.canonical_smiles(), "CCC(=O)O");
    }

    #[test]
    fn what_is_no_reaction_is_named() {
        for (text, part) in [
            ("CCO", "found 0 `>`"),
            ("CCO>CC", "found 1 `>`"),
            (">>CC", "no reactant"),
            ("CC>>", "no product"),
            ("C(C>>CC", "the reactant `C(C`"),
            ("CC>>c1cc", "the product `c1cc`"),
            ("", "found 0 `>`"),
        ] {
            let error = Reaction::parse(text).unwrap_err();
            assert!(error.to_string().contains(part), "{text}: {error}");
        }
    }
}
