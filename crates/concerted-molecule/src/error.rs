//! What can be wrong with a structure, a pattern or a reaction, and what to do about it.

use crate::guard::{MAX_NESTING, MAX_TEXT};

/// Why a text is not a structure, a pattern or a reaction, or why an operation on one gave no answer.
///
/// Positions count characters from 0; atoms count from 0 in the order in which the text names them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoleculeError {
    /// There is no text.
    #[error("the structure is empty")]
    Empty,
    /// The text is longer than any structure of this field.
    #[error("the structure has {length} characters, expected at most {MAX_TEXT}")]
    TooLong {
        /// Characters found.
        length: usize,
    },
    /// Brackets inside brackets, deeper than [`MAX_NESTING`].
    #[error("brackets are nested deeper than {MAX_NESTING} at character {position}")]
    TooDeep {
        /// Where the limit is passed.
        position: usize,
    },
    /// A character that has no meaning at its place.
    #[error("unexpected `{found}` at character {position}")]
    UnexpectedCharacter {
        /// The character.
        found: char,
        /// Where it stands.
        position: usize,
    },
    /// The text breaks off, or a bracket, branch or ring is not closed.
    #[error("`{text}` is not well formed{}: {detail}", at(*.position))]
    Syntax {
        /// The text as given, shortened for display.
        text: String,
        /// Where it goes wrong, where known.
        position: Option<usize>,
        /// What is wrong.
        detail: String,
    },
    /// A mol block, as in an SDF file, cannot be read.
    #[error("the mol block cannot be read{}: {detail}", at_line(*.line))]
    MolBlock {
        /// Line in the block or file, counted from 1, where known.
        line: Option<usize>,
        /// What is wrong.
        detail: String,
    },
    /// An atom has more bonds than its element and charge allow.
    #[error("atom {atom} (`{element}`{}) has valence {found}, more than its element and charge allow", at(*.position))]
    Valence {
        /// The atom, counted from 0.
        atom: usize,
        /// Its element symbol.
        element: String,
        /// The valence found.
        found: String,
        /// Where the atom stands in the text.
        position: Option<usize>,
    },
    /// Atoms are written in lower case as aromatic, but no arrangement of double bonds fits them.
    #[error("no arrangement of double bonds fits the aromatic atoms {atoms:?}{}", at(*.position))]
    Aromaticity {
        /// The atoms left without a double bond.
        atoms: Vec<usize>,
        /// Where the first of them stands in the text.
        position: Option<usize>,
    },
    /// A placeholder instead of an element: such a structure has no formula and no mass.
    #[error("atom {atom} is the placeholder `*`{}, expected an element", at(*.position))]
    Placeholder {
        /// The atom, counted from 0.
        atom: usize,
        /// Where it stands in the text.
        position: Option<usize>,
    },
    /// An atom carries a reaction map number, which would make equal structures compare unequal.
    #[error("atom {atom} carries the map number `:{number}`{}, expected a plain structure", at(*.position))]
    MapNumber {
        /// The atom, counted from 0.
        atom: usize,
        /// Its map number.
        number: u16,
        /// Where it stands in the text.
        position: Option<usize>,
    },
    /// The structure is outside what the chemistry engine models.
    #[error("the structure cannot be handled: {detail}")]
    Unsupported {
        /// What is not modelled.
        detail: String,
    },
    /// A reaction does not have the form `reactants>>products`.
    #[error("`{text}` is not a reaction: {detail}")]
    Reaction {
        /// The text as given, shortened for display.
        text: String,
        /// What is wrong.
        detail: String,
    },
    /// A reaction was given another number of structures than it has reactants.
    #[error("the reaction takes {expected} structures, found {found}")]
    ReactantCount {
        /// Reactant templates.
        expected: usize,
        /// Structures given.
        found: usize,
    },
    /// An atom number beyond the structure.
    #[error("atom {atom} does not exist: the structure has {count} atoms")]
    NoSuchAtom {
        /// The atom asked for.
        atom: usize,
        /// Atoms there are.
        count: usize,
    },
    /// A colour that is not `#rgb` or `#rrggbb`.
    #[error("`{color}` is not a color, expected `#rgb` or `#rrggbb`")]
    Color {
        /// The text given.
        color: String,
    },
    /// A structure too large for a legible drawing.
    #[error("the structure has {atoms} atoms, too many to draw: expected at most {limit}")]
    TooLargeToDraw {
        /// Atoms found.
        atoms: usize,
        /// The limit.
        limit: usize,
    },
    /// A search was given up because it took too many steps.
    #[error("the search for `{pattern}` was given up after {steps} steps")]
    SearchAbandoned {
        /// The pattern.
        pattern: String,
        /// The budget.
        steps: u64,
    },
    /// The chemistry engine failed: a defect of ours or of the engine, never of the user.
    #[error("the chemistry engine failed: {detail}")]
    Engine {
        /// What it said.
        detail: String,
    },
}

impl MoleculeError {
    /// Advice to the person who wrote the text, where there is any.
    ///
    /// ```
    /// let error = concerted_molecule::Molecule::parse("c1cccc1").unwrap_err();
    /// assert!(error.hint().unwrap().contains("[nH]"));
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Empty => "leave the structure out if it is not known",
            Self::TooLong { .. } | Self::TooDeep { .. } => {
                "describe polymers and proteins by name and molar mass, without a structure"
            }
            Self::UnexpectedCharacter { .. } => {
                "write elements outside B C N O P S F Cl Br I in brackets, as `[Pd]`; names and formulas are not SMILES"
            }
            Self::Syntax { .. } => "every `(`, `[` and ring number must be closed",
            Self::MolBlock { .. } => {
                "a mol block has three header lines, a counts line that ends in V2000 or V3000, atoms, bonds and `M  END`"
            }
            Self::Valence { .. } => {
                "a charge may be missing, as in `[N+]`, or one bond is too many"
            }
            Self::Aromaticity { .. } => {
                "an aromatic nitrogen that carries a hydrogen is written `[nH]`; or write the ring with `=`"
            }
            Self::Placeholder { .. } => "give one structure without open positions",
            Self::MapNumber { .. } => "write the atom without the colon and number",
            Self::Reaction { .. } => {
                "a reaction reads `[C:1][OH]>>[C:1]Cl`, with map numbers on the atoms that stay"
            }
            Self::ReactantCount { .. } => {
                "give one structure for each reactant, in the order of the reaction"
            }
            Self::TooLargeToDraw { .. } => "draw the part that matters",
            Self::Unsupported { .. }
            | Self::NoSuchAtom { .. }
            | Self::Color { .. }
            | Self::SearchAbandoned { .. }
            | Self::Engine { .. } => return None,
        })
    }

    /// The character at which the text goes wrong, counted from 0, where known.
    pub fn position(&self) -> Option<usize> {
        match self {
            Self::TooDeep { position } | Self::UnexpectedCharacter { position, .. } => {
                Some(*position)
            }
            Self::Syntax { position, .. }
            | Self::Valence { position, .. }
            | Self::Aromaticity { position, .. }
            | Self::Placeholder { position, .. }
            | Self::MapNumber { position, .. } => *position,
            _ => None,
        }
    }
}

/// The place, as it continues a message.
fn at(position: Option<usize>) -> String {
    position
        .map(|position| format!(" at character {position}"))
        .unwrap_or_default()
}

/// The line, as it continues a message.
fn at_line(line: Option<usize>) -> String {
    line.map(|line| format!(" at line {line}"))
        .unwrap_or_default()
}

/// A text short enough for a message.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}
