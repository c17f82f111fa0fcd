//! A structure that has been read and found sound.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chematic::core::{AtomIdx, Molecule as Graph, implicit_hcount};
use chematic::smiles;

use crate::error::MoleculeError;
use crate::formula::{Element, Formula};
use crate::guard;
use crate::reading::{self, Sanitized};

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
        let Sanitized { graph, canonical } = reading::read(text)?;
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
