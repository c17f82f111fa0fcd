//! Conditions without which a pattern cannot match: cheap to test, never stricter than the pattern.
//!
//! A pattern's conditions are evaluated in three values: true, false, or not known from the facts. What is not
//! known counts as possible, so a pattern is only ever excluded where the exact matcher would find nothing.

use chematic::smarts::{AtomQuery, BondQuery, QueryBond, QueryMolecule};

use crate::pattern_conditions::{atom_meets, bond_meets};
use crate::pattern_facts::{AtomFacts, BOND_CLASSES, BondClass, BondFacts, Facts};

/// Steps after which the search for a possible embedding leaves the decision to the exact matcher.
const SEARCH_STEPS: u32 = 20_000;

/// A set of small numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn none(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    pub(crate) fn insert(&mut self, member: usize) {
        self.0[member / 64] |= 1 << (member % 64);
    }

    pub(crate) fn contains(&self, member: usize) -> bool {
        self.0[member / 64] >> (member % 64) & 1 == 1
    }

    pub(crate) fn join(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .all(|(word, other)| word & !other == 0)
    }
}

/// What an atom must meet: its condition in the pattern, and as many bonds, and bonds on cycles, as the
/// pattern gives it. An embedding takes different bonds to different bonds and cycles to cycles.
#[derive(Debug, Clone, PartialEq)]
struct AtomNeed {
    condition: AtomQuery,
    degree: u8,
    cyclic_degree: u8,
}

/// What a bond must meet: its condition, and to lie on a cycle where the pattern's bond does.
#[derive(Debug, Clone, PartialEq)]
struct BondNeed {
    condition: BondQuery,
    cyclic: bool,
}

/// Two bonded atoms of a pattern, by the numbers of their needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Link {
    atoms: [usize; 2],
    bond: usize,
}

/// One atom of a pattern in the order of the search.
#[derive(Debug)]
struct Visit {
    need: usize,
    /// Visits that came before and are bonded to this one, with the number of the bond's need. The
    /// first is where the search comes from; without any it starts anew.
    bonded: Vec<(usize, usize)>,
}

/// What one pattern needs.
#[derive(Debug)]
struct Needs {
    atoms: Bits,
    links: Bits,
    visits: Vec<Visit>,
}

/// What the patterns of a set need, with equal needs stored once.
#[derive(Debug)]
pub(crate) struct Necessary {
    atoms: Vec<AtomNeed>,
    /// For each need of a bond the classes of bond that may meet it, by [`bond_kind`].
    bonds: Vec<[[bool; BOND_CLASSES]; 3]>,
    links: Vec<Link>,
    patterns: Vec<Needs>,
}

/// What one structure offers to the patterns of a set.
pub(crate) struct Offer {
    pub(crate) facts: Facts,
    /// For each atom the needs that it can meet.
    pub(crate) atoms: Vec<Bits>,
    pub(crate) any_atom: Bits,
    pub(crate) links: Bits,
}

/// A pattern by the numbers of its needs; empty where nothing can be said of it.
#[derive(Default)]
struct Draft {
    atoms: Vec<usize>,
    bonds: Vec<usize>,
    links: Vec<usize>,
}

impl Necessary {
    pub(crate) fn of(patterns: &[&QueryMolecule]) -> Self {
        let (mut atoms, mut bonds, mut links) = (Vec::new(), Vec::new(), Vec::new());
        let drafts: Vec<Draft> = patterns
            .iter()
            .map(|pattern| draft(pattern, &mut atoms, &mut bonds, &mut links))
            .collect();
        let patterns = patterns
            .iter()
            .zip(&drafts)
            .map(|(pattern, draft)| Needs {
                atoms: bits(&draft.atoms, atoms.len()),
                links: bits(&draft.links, links.len()),
                visits: visits(pattern, draft),
            })
            .collect();
        Self {
            bonds: bonds.iter().map(possible_classes).collect(),
            atoms,
            links,
            patterns,
        }
    }

    /// No condition met.
    pub(crate) fn no_atom(&self) -> Bits {
        Bits::none(self.atoms.len())
    }

    /// No link met.
    pub(crate) fn no_link(&self) -> Bits {
        Bits::none(self.links.len())
    }

    /// The needs that an atom can meet.
    pub(crate) fn atom(&self, atom: &AtomFacts) -> Bits {
        let mut met = self.no_atom();
        for (number, need) in self.atoms.iter().enumerate() {
            if atom.degree >= need.degree
                && atom.cyclic_degree >= need.cyclic_degree
                && atom_meets(&need.condition, atom) != Some(false)
            {
                met.insert(number);
            }
        }
        met
    }

    /// The links that a bond can be, given what its ends can meet.
    pub(crate) fn bond(&self, ends: [&Bits; 2], class: BondClass, kind: usize) -> Bits {
        let mut met = self.no_link();
        for (number, link) in self.links.iter().enumerate() {
            let [first, second] = link.atoms;
            let fits = (ends[0].contains(first) && ends[1].contains(second))
                || (ends[1].contains(first) && ends[0].contains(second));
            if fits && self.bonds[link.bond][kind][class as usize] {
                met.insert(number);
            }
        }
        met
    }

    /// Whether a pattern may match; `false` only where it cannot.
    pub(crate) fn may_match(&self, pattern: usize, offer: &Offer) -> bool {
        let needs = &self.patterns[pattern];
        if !needs.atoms.is_within(&offer.any_atom) || !needs.links.is_within(&offer.links) {
            return false;
        }
        let mut search = Search {
            necessary: self,
            visits: &needs.visits,
            offer,
            images: Vec::with_capacity(needs.visits.len()),
            steps: SEARCH_STEPS,
        };
        search.extend()
    }
}

/// The number of a condition in the list, added where it is new.
fn number_of<T: Clone + PartialEq>(known: &mut Vec<T>, wanted: &T) -> usize {
    known
        .iter()
        .position(|one| one == wanted)
        .unwrap_or_else(|| {
            known.push(wanted.clone());
            known.len() - 1
        })
}

fn bits(members: &[usize], length: usize) -> Bits {
    let mut bits = Bits::none(length);
    for &member in members {
        bits.insert(member);
    }
    bits
}

/// Takes the needs of a pattern down, and gives their numbers.
fn draft(
    pattern: &QueryMolecule,
    atoms: &mut Vec<AtomNeed>,
    bonds: &mut Vec<BondNeed>,
    links: &mut Vec<Link>,
) -> Draft {
    if is_degenerate(pattern) {
        return Draft::default();
    }
    let cyclic = cyclic_bonds(pattern);
    let atom_numbers: Vec<usize> = pattern
        .atoms
        .iter()
        .zip(&pattern.adj)
        .map(|(atom, adjacent)| {
            let need = AtomNeed {
                condition: atom.query.clone(),
                degree: adjacent.len() as u8,
                cyclic_degree: adjacent.iter().filter(|(bond, _)| cyclic[*bond]).count() as u8,
            };
            number_of(atoms, &need)
        })
        .collect();
    let mut bond_numbers = Vec::new();
    let mut link_numbers = Vec::new();
    for (bond, &cyclic) in pattern.bonds.iter().zip(&cyclic) {
        let need = BondNeed {
            condition: bond.query.clone(),
            cyclic,
        };
        let number = number_of(bonds, &need);
        let mut ends = [atom_numbers[bond.atom1], atom_numbers[bond.atom2]];
        ends.sort_unstable();
        let link = Link {
            atoms: ends,
            bond: number,
        };
        bond_numbers.push(number);
        link_numbers.push(number_of(links, &link));
    }
    Draft {
        atoms: atom_numbers,
        bonds: bond_numbers,
        links: link_numbers,
    }
}

/// Whether a bond of a pattern joins an atom to itself or two atoms a second time. The matcher ignores the
/// former and takes both of the latter to one bond, so counts of bonds tell nothing.
fn is_degenerate(pattern: &QueryMolecule) -> bool {
    pattern.bonds.iter().enumerate().any(|(number, bond)| {
        let ends = |bond: &QueryBond| (bond.atom1.min(bond.atom2), bond.atom1.max(bond.atom2));
        bond.atom1 == bond.atom2
            || pattern.bonds[..number]
                .iter()
                .any(|before| ends(before) == ends(bond))
    })
}

/// For each bond of a pattern whether its ends stay joined without it.
fn cyclic_bonds(pattern: &QueryMolecule) -> Vec<bool> {
    pattern
        .bonds
        .iter()
        .enumerate()
        .map(|(left_out, bond)| {
            let mut seen = vec![false; pattern.atoms.len()];
            let mut waiting = vec![bond.atom1];
            while let Some(atom) = waiting.pop() {
                for &(through, next) in &pattern.adj[atom] {
                    if through != left_out && !std::mem::replace(&mut seen[next], true) {
                        waiting.push(next);
                    }
                }
            }
            seen[bond.atom2]
        })
        .collect()
}

/// The atoms of a pattern so that rings close early and each atom is bonded to one before it, as far as the
/// pattern is connected.
pub(crate) fn search_order(pattern: &QueryMolecule) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < pattern.atoms.len() {
        let next = (0..pattern.atoms.len())
            .filter(|atom| !order.contains(atom))
            .max_by_key(|&atom| {
                let bonded = pattern.adj[atom]
                    .iter()
                    .filter(|(_, other)| order.contains(other))
                    .count();
                (bonded, pattern.adj[atom].len(), std::cmp::Reverse(atom))
            })
            .expect("an atom is left");
        order.push(next);
    }
    order
}

/// The atoms of a pattern with their needs, in the order of the search.
fn visits(pattern: &QueryMolecule, draft: &Draft) -> Vec<Visit> {
    if draft.atoms.is_empty() {
        return Vec::new();
    }
    let order = search_order(pattern);
    order
        .iter()
        .enumerate()
        .map(|(at, &atom)| Visit {
            need: draft.atoms[atom],
            bonded: pattern.adj[atom]
                .iter()
                .filter_map(|&(bond, other)| {
                    let before = order[..at].iter().position(|&earlier| earlier == other)?;
                    Some((before, draft.bonds[bond]))
                })
                .collect(),
        })
        .collect()
}

/// The search for atoms that could be the pattern's as far as the facts tell.
struct Search<'a> {
    necessary: &'a Necessary,
    visits: &'a [Visit],
    offer: &'a Offer,
    images: Vec<usize>,
    steps: u32,
}

impl Search<'_> {
    fn extend(&mut self) -> bool {
        let Some(visit) = self.visits.get(self.images.len()) else {
            return true;
        };
        let offer = self.offer;
        match visit.bonded.first() {
            Some(&(before, _)) => offer
                .facts
                .neighbors(self.images[before])
                .iter()
                .any(|&(atom, _)| self.try_atom(visit, atom)),
            None => (0..offer.atoms.len()).any(|atom| self.try_atom(visit, atom)),
        }
    }

    fn try_atom(&mut self, visit: &Visit, atom: usize) -> bool {
        if self.steps == 0 {
            return true;
        }
        self.steps -= 1;
        if !self.offer.atoms[atom].contains(visit.need)
            || self.images.contains(&atom)
            || !self.bonds_fit(visit, atom)
        {
            return false;
        }
        self.images.push(atom);
        let found = self.extend();
        self.images.pop();
        found
    }

    fn bonds_fit(&self, visit: &Visit, atom: usize) -> bool {
        let facts = &self.offer.facts;
        visit.bonded.iter().all(|&(before, need)| {
            let other = self.images[before];
            facts
                .neighbors(atom)
                .iter()
                .find(|(next, _)| *next == other)
                .is_some_and(|&(_, bond)| {
                    let kind = bond_kind(facts, &facts.bonds[bond]);
                    self.necessary.bonds[need][kind][facts.bonds[bond].class as usize]
                })
        })
    }
}

/// How a bond lies to the rings: 0 with an end outside any ring, 1 between rings, 2 on a cycle.
pub(crate) fn bond_kind(facts: &Facts, bond: &BondFacts) -> usize {
    if bond.cyclic {
        return 2;
    }
    usize::from(bond.ends.iter().all(|&end| facts.atoms[end].in_ring()))
}

/// For each [`bond_kind`] the classes that may meet a need.
fn possible_classes(need: &BondNeed) -> [[bool; BOND_CLASSES]; 3] {
    let classes = [
        BondClass::Single,
        BondClass::Double,
        BondClass::Triple,
        BondClass::Quadruple,
        BondClass::Aromatic,
    ];
    [0, 1, 2].map(|kind| {
        let excluded = need.cyclic && kind < 2;
        classes
            .map(|class| !excluded && bond_meets(&need.condition, class, kind > 0) != Some(false))
    })
}
