//! Many patterns that are matched together.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{PoisonError, RwLock};

use crate::error::MoleculeError;
use crate::guard;
use crate::molecule::Molecule;
use crate::pattern::Pattern;
use crate::pattern_facts::{BondFacts, Facts};
use crate::pattern_necessary::{Bits, Necessary, Offer, bond_kind, search_order};

/// Kinds of atom and of bond that are remembered. Some hundred cover drug-like structures; the limit keeps
/// memory flat on unusual input, where what is new is worked out each time.
const REMEMBERED: usize = 50_000;

/// Patterns that are matched together, many times faster than one by one.
///
/// What the patterns ask of atoms and bonds is worked out once per kind of atom and bond. For each structure
/// the patterns that cannot match are then excluded by conditions that are necessary only; every match that is
/// returned was found by the same exact matcher as [`Pattern::try_find`] uses, in the same order. The one
/// difference: a search that the matcher would have given up is a plain "no match" where the conditions exclude
/// the pattern.
pub struct PatternSet {
    patterns: Vec<Pattern>,
    /// The same patterns in the order that finds sets of atoms soonest.
    ordered: Vec<Pattern>,
    necessary: Necessary,
    known: RwLock<Known>,
}

/// Needs met by kinds of atom and bond: pure functions of their keys, remembered for speed.
#[derive(Default)]
struct Known {
    /// Kinds of atom by their facts, numbered in the order in which they came.
    kinds: BTreeMap<u64, u32>,
    atoms: Vec<Bits>,
    bonds: BTreeMap<(u32, u32, u8), Bits>,
}

/// A structure made ready for the patterns of a set.
pub struct Prepared<'a> {
    set: &'a PatternSet,
    molecule: &'a Molecule,
    /// `None` where nothing can be excluded.
    offer: Option<Offer>,
}

impl PatternSet {
    /// A set in which each pattern is known by its place in the list.
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let queries: Vec<_> = patterns.iter().map(Pattern::query).collect();
        let necessary = Necessary::of(&queries);
        let ordered = patterns
            .iter()
            .map(|pattern| pattern.reordered(&search_order(pattern.query())))
            .collect();
        Self {
            patterns,
            ordered,
            necessary,
            known: RwLock::default(),
        }
    }

    /// The patterns in the order given.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Makes a structure ready.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, Pattern, PatternSet};
    /// let set = PatternSet::new(vec![Pattern::parse("[CX4][OX2;H1]")?, Pattern::parse("[a][Cl]")?]);
    /// let ethanol = Molecule::parse("CCO")?;
    /// let prepared = set.prepare(&ethanol);
    /// assert_eq!(prepared.try_find(0)?, [[1, 2]]);
    /// assert!(!prepared.may_match(1));
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn prepare<'a>(&'a self, molecule: &'a Molecule) -> Prepared<'a> {
        let graph = molecule.graph();
        let facts = guard::run(graph.atom_count(), || Facts::read(graph))
            .ok()
            .flatten();
        Prepared {
            set: self,
            molecule,
            offer: facts.map(|facts| self.offer(facts)),
        }
    }

    fn offer(&self, facts: Facts) -> Offer {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((atoms, any_atom, links)) = self.meet(&facts, &known) {
            return Offer {
                facts,
                atoms,
                any_atom,
                links,
            };
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let mut passing = Known::default();
        let known = if known.atoms.len() + known.bonds.len() < REMEMBERED {
            &mut *known
        } else {
            &mut passing
        };
        self.learn(&facts, known);
        let (atoms, any_atom, links) = self
            .meet(&facts, known)
            .expect("every kind has just been learnt");
        Offer {
            facts,
            atoms,
            any_atom,
            links,
        }
    }

    /// Works out the kinds of atom and bond that are not known yet.
    fn learn(&self, facts: &Facts, known: &mut Known) {
        for (atom, key) in facts.atoms.iter().zip(&facts.keys) {
            let next = known.atoms.len() as u32;
            if *known.kinds.entry(*key).or_insert(next) == next {
                known.atoms.push(self.necessary.atom(atom));
            }
        }
        for bond in &facts.bonds {
            let kind = bond.ends.map(|end| known.kinds[&facts.keys[end]]);
            let key = bond_key(facts, bond, kind);
            if !known.bonds.contains_key(&key) {
                let ends = kind.map(|kind| &known.atoms[kind as usize]);
                let met = self
                    .necessary
                    .bond(ends, bond.class, bond_kind(facts, bond));
                known.bonds.insert(key, met);
            }
        }
    }

    /// The needs met by each atom, by any atom and by any bond; `None` where a kind is not known yet.
    fn meet(&self, facts: &Facts, known: &Known) -> Option<(Vec<Bits>, Bits, Bits)> {
        let mut any_atom = self.necessary.no_atom();
        let mut links = self.necessary.no_link();
        let kinds = facts
            .keys
            .iter()
            .map(|key| known.kinds.get(key).copied())
            .collect::<Option<Vec<u32>>>()?;
        for bond in &facts.bonds {
            let key = bond_key(facts, bond, bond.ends.map(|end| kinds[end]));
            links.join(known.bonds.get(&key)?);
        }
        let atoms: Vec<Bits> = kinds
            .iter()
            .map(|&kind| known.atoms[kind as usize].clone())
            .collect();
        for met in &atoms {
            any_atom.join(met);
        }
        Some((atoms, any_atom, links))
    }
}

/// A bond as the kinds of its ends, the lower first, its order and how it lies to the rings.
fn bond_key(facts: &Facts, bond: &BondFacts, ends: [u32; 2]) -> (u32, u32, u8) {
    let [first, second] = ends;
    let order = bond.class as u8 * 3 + bond_kind(facts, bond) as u8;
    (first.min(second), first.max(second), order)
}

impl Prepared<'_> {
    /// Whether a pattern may match; `false` only where it cannot.
    ///
    /// # Panics
    /// If the set has no pattern at `pattern`.
    pub fn may_match(&self, pattern: usize) -> bool {
        self.offer
            .as_ref()
            .is_none_or(|offer| self.set.necessary.may_match(pattern, offer))
    }

    /// Every set of atoms that matches, as [`Pattern::try_find`] gives them.
    ///
    /// # Errors
    /// Those of [`Pattern::try_find`].
    ///
    /// # Panics
    /// If the set has no pattern at `pattern`.
    pub fn try_find(&self, pattern: usize) -> Result<Vec<Vec<usize>>, MoleculeError> {
        if !self.may_match(pattern) {
            return Ok(Vec::new());
        }
        self.set.patterns[pattern].try_find(self.molecule)
    }

    /// Every set of atoms that matches, as [`Pattern::try_find_sets`] gives them.
    ///
    /// # Errors
    /// Those of [`Pattern::try_find`].
    ///
    /// # Panics
    /// If the set has no pattern at `pattern`.
    pub fn try_find_sets(&self, pattern: usize) -> Result<Vec<Vec<usize>>, MoleculeError> {
        if !self.may_match(pattern) {
            return Ok(Vec::new());
        }
        self.set.ordered[pattern].try_find_sets(self.molecule)
    }
}

impl fmt::Debug for PatternSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.patterns).finish()
    }
}
