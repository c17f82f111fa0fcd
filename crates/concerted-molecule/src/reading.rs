//! From a text to a sanitized graph, or to the place where the text goes wrong.

use std::collections::BTreeSet;

use chematic::core::{AtomIdx, Molecule as Graph};
use chematic::smiles::{self, RdkitChemistryProblem, RdkitSmilesError, SmilesError};

use crate::error::{MoleculeError, shortened};

/// A graph whose valences and aromatic rings make sense, hydrogens merged, with its canonical text.
pub(crate) struct Sanitized {
    pub(crate) graph: Graph,
    pub(crate) canonical: String,
}

/// Reads a text that has passed [`crate::guard::check_text`].
pub(crate) fn read(text: &str) -> Result<Sanitized, MoleculeError> {
    if let Some(position) = empty_part(text) {
        let found = char::from(text.as_bytes()[position]);
        return Err(MoleculeError::UnexpectedCharacter { found, position });
    }
    let parsed = smiles::parse(text).map_err(|error| refused(&error, text))?;
    check_bonds(&parsed, text)?;
    check_atoms(&parsed, text)?;
    // The parser alone accepts five-valent carbon: only this call sanitises.
    let canonical =
        smiles::rdkit_canonical_smiles(&parsed).map_err(|error| unsound(&parsed, error, text))?;
    let graph =
        smiles::rdkit_parsed_molecule(&parsed).ok_or_else(|| MoleculeError::Unsupported {
            detail: "it has no sanitized form".into(),
        })?;
    Ok(Sanitized { graph, canonical })
}

/// Refuses rings that close onto themselves: the parser lets these pass.
fn check_bonds(parsed: &Graph, text: &str) -> Result<(), MoleculeError> {
    let mut bonded = BTreeSet::new();
    for (_, bond) in parsed.bonds() {
        let [first, second] = [
            bond.atom1.0.min(bond.atom2.0),
            bond.atom1.0.max(bond.atom2.0),
        ];
        if first == second || !bonded.insert((first, second)) {
            let position = atom_position(text, second as usize);
            return Err(syntax(
                text,
                position,
                "a ring closes onto the same atom, or twice between two atoms",
            ));
        }
    }
    Ok(())
}

/// Refuses atoms that are no atoms of a structure.
fn check_atoms(parsed: &Graph, text: &str) -> Result<(), MoleculeError> {
    for (index, atom) in parsed.atoms() {
        let position = || atom_position(text, index.0 as usize);
        if atom.wildcard {
            return Err(MoleculeError::Placeholder {
                atom: index.0 as usize,
                position: position(),
            });
        }
        if let Some(number) = atom.atom_map {
            return Err(MoleculeError::MapNumber {
                atom: index.0 as usize,
                number,
                position: position(),
            });
        }
    }
    Ok(())
}

/// What the parser objects to, in our words.
fn refused(error: &SmilesError, text: &str) -> MoleculeError {
    let position = match error {
        SmilesError::UnexpectedCharacter { pos } => {
            return match text.chars().nth(*pos) {
                Some(found) => MoleculeError::UnexpectedCharacter {
                    found,
                    position: *pos,
                },
                None => syntax(text, None, "the text breaks off"),
            };
        }
        SmilesError::InvalidValence {
            element,
            atom,
            valence,
            ..
        } => {
            return MoleculeError::Valence {
                atom: *atom,
                element: (*element).to_owned(),
                found: valence.to_string(),
                position: atom_position(text, *atom),
            };
        }
        SmilesError::NestingTooDeep { pos } => return MoleculeError::TooDeep { position: *pos },
        SmilesError::EmptyInput => return MoleculeError::Empty,
        SmilesError::UnexpectedEnd { pos }
        | SmilesError::UnknownElement { pos, .. }
        | SmilesError::UnmatchedRingClosure { pos, .. }
        | SmilesError::UnmatchedExtendedRingClosure { pos, .. }
        | SmilesError::MismatchedParentheses { pos }
        | SmilesError::InvalidBracketAtom { pos, .. }
        | SmilesError::ConflictingRingBond { pos, .. }
        | SmilesError::ConflictingExtendedRingBond { pos, .. }
        | SmilesError::UnsupportedChiralityClass { pos, .. } => Some(*pos),
        SmilesError::ResourceLimit { .. } => None,
    };
    let detail = match error {
        SmilesError::UnexpectedEnd { .. } => "the text breaks off".to_owned(),
        SmilesError::UnknownElement { symbol, .. } => format!("`{symbol}` is no element"),
        SmilesError::UnmatchedRingClosure { ring_num, .. } => {
            format!("ring {ring_num} is not closed")
        }
        SmilesError::UnmatchedExtendedRingClosure { ring_num, .. } => {
            format!("ring {ring_num} is not closed")
        }
        SmilesError::MismatchedParentheses { .. } => {
            "a branch `(` is not closed, or closed twice".to_owned()
        }
        SmilesError::InvalidBracketAtom { detail, .. } => {
            format!("the atom in brackets is not readable, {detail}")
        }
        SmilesError::ConflictingRingBond { ring_num, .. } => {
            format!("ring {ring_num} names two different bonds")
        }
        SmilesError::ConflictingExtendedRingBond { ring_num, .. } => {
            format!("ring {ring_num} names two different bonds")
        }
        other => other.to_string(),
    };
    syntax(text, position, &detail)
}

/// The first place where a component or branch without atoms ends: the parser lets these pass.
fn empty_part(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|&position| {
        let before = position.checked_sub(1).map(|before| bytes[before]);
        match bytes[position] {
            b'.' => matches!(before, None | Some(b'.' | b'(')) || position + 1 == bytes.len(),
            b')' => matches!(before, Some(b'.' | b'(')),
            _ => false,
        }
    })
}

fn syntax(text: &str, position: Option<usize>, detail: &str) -> MoleculeError {
    MoleculeError::Syntax {
        text: shortened(text),
        position,
        detail: detail.to_owned(),
    }
}

/// What sanitising objects to, with the atoms it objects to.
pub(crate) fn unsound(parsed: &Graph, error: RdkitSmilesError, text: &str) -> MoleculeError {
    let message = match error {
        RdkitSmilesError::Unsupported(detail) => return MoleculeError::Unsupported { detail },
        RdkitSmilesError::Sanitization(message) => message,
    };
    let problems = smiles::rdkit_detect_chemistry_problems(parsed).unwrap_or_default();
    let Some(RdkitChemistryProblem {
        kind,
        atoms,
        message: found,
    }) = problems.into_iter().next()
    else {
        return MoleculeError::Unsupported { detail: message };
    };
    let first = atoms.first().copied();
    let position = first.and_then(|atom| atom_position(text, atom));
    if kind != "AtomValenceException" {
        return MoleculeError::Aromaticity { atoms, position };
    }
    let atom = first.unwrap_or(0);
    MoleculeError::Valence {
        atom,
        element: parsed
            .atom_opt(AtomIdx(atom as u32))
            .map_or("?", |atom| atom.element.symbol())
            .to_owned(),
        found: found.split(", ").nth(1).unwrap_or("unknown").to_owned(),
        position,
    }
}

/// The character at which the text names atom number `atom`.
///
/// Outside brackets every letter begins an atom, `Cl` and `Br` being one; that is all of the grammar this
/// needs.
fn atom_position(text: &str, atom: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = 0;
    let mut seen = 0;
    while position < bytes.len() {
        let length = match bytes[position] {
            b'[' => bytes[position..].iter().position(|byte| *byte == b']')? + 1,
            b'C' if bytes.get(position + 1) == Some(&b'l') => 2,
            b'B' if bytes.get(position + 1) == Some(&b'r') => 2,
            b'*' => 1,
            byte if byte.is_ascii_alphabetic() => 1,
            _ => {
                position += 1;
                continue;
            }
        };
        if seen == atom {
            return Some(position);
        }
        seen += 1;
        position += length;
    }
    None
}
