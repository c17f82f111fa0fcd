//! A structure that has been read and found sound.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chematic::core::{AtomIdx, Molecule as Graph, implicit_hcount};
use chematic::smiles::{self, RdkitChemistryProblem, RdkitSmilesError, SmilesError};

use crate::error::{MoleculeError, shortened};
use crate::formula::{Element, Formula};
use crate::guard;

/// A sound structure: one molecule, or several side by side as in a salt or hydrate.
///
/// Atoms are numbered from 0 in the order in which the text names them, hydrogens written as atoms of
/// their own left out (`[H]C` is one atom; `[2H]C`, `[H][H]` and `[H+]` keep theirs). Two structures are
/// equal if their canonical SMILES are; tautomers and different charge states are different structures.
/// Cloning is cheap.
#[derive(Clone)]
pub struct Molecule {
    sound: Arc<Sound>,
    /// The same atoms followed by every hydrogen as an atom of its own.
    hydrogens: Option<Arc<Graph>>,
}

/// What is known of a structure once it has been read.
struct Sound {
    graph: Graph,
    canonical: String,
    formula: Formula,
    charge: i32,
    molar_mass: f64,
    /// Empty if the structure is a single component.
    components: Vec<Molecule>,
}

impl Molecule {
    /// Reads one SMILES and checks that its valences and aromatic rings make sense.
    ///
    /// Rings may be written aromatic or with alternating bonds, nitro groups as `N(=O)=O` or with charges:
    /// the result is the same. Refused besides broken text: placeholders (`*`), map numbers, more than
    /// [`MAX_TEXT`](crate::MAX_TEXT) characters, nesting beyond [`MAX_NESTING`](crate::MAX_NESTING).
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// let toluene = Molecule::parse("Cc1ccccc1")?;
    /// assert_eq!(toluene, Molecule::parse("C1=CC=CC=C1C")?);
    /// assert_eq!(toluene.formula().to_string(), "C7H8");
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// Every variant of [`MoleculeError`] that speaks of a structure's text.
    pub fn parse(smiles: &str) -> Result<Self, MoleculeError> {
        let text = guard::check_text(smiles)?;
        // A text has no more atoms than characters.
        let sound = guard::run(text.len(), || Sound::read(text))??;
        Ok(Self {
            sound: Arc::new(sound),
            hydrogens: None,
        })
    }

    /// The one SMILES that all spellings of this structure share, as RDKit writes it.
    pub fn canonical_smiles(&self) -> &str {
        &self.sound.canonical
    }

    /// The atoms of all components together.
    pub fn formula(&self) -> &Formula {
        &self.sound.formula
    }

    /// The sum of the formal charges.
    pub fn charge(&self) -> i32 {
        self.sound.charge
    }

    /// The average molar mass of all components together, in g/mol.
    ///
    /// M = Σ A(r) over all atoms, with RDKit's standard atomic weights, or the nuclide's mass where an
    /// isotope is written.
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// let water = Molecule::parse("O")?;
    /// assert!((water.molar_mass() - 18.015).abs() < 0.001);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn molar_mass(&self) -> f64 {
        self.sound.molar_mass
    }

    /// The elements that occur, by atomic number.
    pub fn elements(&self) -> BTreeSet<Element> {
        self.sound
            .formula
            .iter()
            .map(|(element, _)| element)
            .collect()
    }

    /// The molecules and ions that stand side by side, in canonical order; a single one gives itself.
    ///
    /// Repeated components are repeated. Their atoms are numbered anew.
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// let hydrate = Molecule::parse("CN.O.O")?;
    /// let parts: Vec<_> = hydrate.components().iter().map(|part| part.canonical_smiles().to_owned()).collect();
    /// assert_eq!(parts, ["CN", "O", "O"]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn components(&self) -> Vec<Molecule> {
        if self.sound.components.is_empty() {
            return vec![Self {
                sound: Arc::clone(&self.sound),
                hydrogens: None,
            }];
        }
        self.sound.components.clone()
    }

    /// Atoms that have a number here; hydrogens only after [`Self::with_explicit_hydrogens`].
    pub fn atom_count(&self) -> usize {
        self.graph().atom_count()
    }

    /// Atoms other than hydrogen.
    pub fn heavy_atom_count(&self) -> usize {
        let graph = &self.sound.graph;
        graph
            .atoms()
            .filter(|(_, atom)| Element::of(atom.element) != Element::HYDROGEN)
            .count()
    }

    /// The same structure with every hydrogen as an atom of its own, numbered after the others.
    ///
    /// Some published alerts read `[#1]` and match only this form. It is equal to the structure it came
    /// from, and has the same masses and descriptors; only atom counts and pattern matches see the
    /// hydrogens.
    ///
    /// # Errors
    /// [`MoleculeError::Unsupported`] if the engine cannot add them.
    pub fn with_explicit_hydrogens(&self) -> Result<Self, MoleculeError> {
        let graph = &self.sound.graph;
        let hydrogens = guard::run(graph.atom_count(), || {
            smiles::rdkit_added_hs_molecule(graph)
        })?
        .ok_or_else(|| MoleculeError::Unsupported {
            detail: "its hydrogens cannot be written out".into(),
        })?;
        Ok(Self {
            sound: Arc::clone(&self.sound),
            hydrogens: Some(Arc::new(hydrogens)),
        })
    }

    /// The graph that patterns and reactions see.
    pub(crate) fn graph(&self) -> &Graph {
        self.hydrogens.as_deref().unwrap_or(&self.sound.graph)
    }

    /// The graph without written-out hydrogens.
    pub(crate) fn heavy_graph(&self) -> &Graph {
        &self.sound.graph
    }

    /// The atom of [`Self::heavy_graph`] that stands for `atom`: itself, or the neighbor of a written-out
    /// hydrogen.
    pub(crate) fn heavy_atom(&self, atom: usize) -> Result<usize, MoleculeError> {
        let count = self.atom_count();
        if atom >= count {
            return Err(MoleculeError::NoSuchAtom { atom, count });
        }
        if atom < self.sound.graph.atom_count() {
            return Ok(atom);
        }
        self.graph()
            .neighbors(AtomIdx(atom as u32))
            .next()
            .map(|(neighbor, _)| neighbor.0 as usize)
            .ok_or(MoleculeError::NoSuchAtom { atom, count })
    }
}

impl Sound {
    fn read(text: &str) -> Result<Self, MoleculeError> {
        if let Some(position) = empty_part(text) {
            let found = char::from(text.as_bytes()[position]);
            return Err(MoleculeError::UnexpectedCharacter { found, position });
        }
        let parsed = smiles::parse(text).map_err(|error| refused(&error, text))?;
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
        for (index, atom) in parsed.atoms() {
            let position = atom_position(text, index.0 as usize);
            if atom.wildcard {
                return Err(MoleculeError::Placeholder {
                    atom: index.0 as usize,
                    position,
                });
            }
            if let Some(number) = atom.atom_map {
                return Err(MoleculeError::MapNumber {
                    atom: index.0 as usize,
                    number,
                    position,
                });
            }
        }
        // The parser alone accepts five-valent carbon: only this call sanitises.
        let canonical = smiles::rdkit_canonical_smiles(&parsed)
            .map_err(|error| unsound(&parsed, error, text))?;
        let graph =
            smiles::rdkit_parsed_molecule(&parsed).ok_or_else(|| MoleculeError::Unsupported {
                detail: "it has no sanitized form".into(),
            })?;
        let mut formula = Formula::new();
        let mut charge = 0;
        for (index, atom) in graph.atoms() {
            formula.add_atoms(Element::of(atom.element), 1);
            formula.add_atoms(Element::HYDROGEN, i64::from(implicit_hcount(&graph, index)));
            charge += i32::from(atom.charge);
        }
        let components = if canonical.contains('.') {
            canonical
                .split('.')
                .map(Molecule::parse)
                .collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let molar_mass = chematic::chem::rdkit_molecular_weight(&graph);
        Ok(Self {
            graph,
            canonical,
            formula,
            charge,
            molar_mass,
            components,
        })
    }
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
fn unsound(parsed: &Graph, error: RdkitSmilesError, text: &str) -> MoleculeError {
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

impl fmt::Debug for Molecule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Molecule")
            .field(&self.sound.canonical)
            .finish()
    }
}

impl fmt::Display for Molecule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sound.canonical)
    }
}

impl PartialEq for Molecule {
    fn eq(&self, other: &Self) -> bool {
        self.sound.canonical == other.sound.canonical
    }
}

impl Eq for Molecule {}

impl PartialOrd for Molecule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Molecule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sound.canonical.cmp(&other.sound.canonical)
    }
}

impl Hash for Molecule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sound.canonical.hash(state);
    }
}
