//! Whether two structures carry an alert in the same surroundings.

use std::collections::BTreeSet;

use concerted_molecule::{AtomSite, BondKind, Element, Molecule};

use crate::alert::AlertHit;

/// Steps after which two surroundings count as different. Their first atoms fix nearly all others.
const STEPS: u32 = 100_000;

/// What must agree of an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    /// Whether the atom belongs to the alert itself.
    of_alert: bool,
    element: Element,
    charge: i8,
    hydrogens: u8,
    bonds: usize,
    aromatic: bool,
}

/// A group that an alert found, with what surrounds it.
struct Surroundings {
    labels: Vec<Label>,
    /// Bonds between the atoms, by their place in `labels`.
    bonds: Vec<Vec<(usize, BondKind)>>,
}

/// Whether every group that the alert found in `a` has a counterpart in `b` in the same chemical environment, as
/// class 4 of ICH M7 asks ("same alert in the same position and environment").
///
/// A group is a connected part of the alert's atoms. Its environment is the atoms one bond away; where one of these
/// atoms or the group itself is aromatic, the whole aromatic system with the first atom of each of its
/// substituents, so that ring positions and ring substituents count. Environments are the same if their graphs are:
/// element, charge, hydrogens, number of bonds, aromaticity and kind of bond agree atom by atom. Number of
/// hydrogens and bonds of the outermost atoms thus reach a little beyond them. Stereochemistry and isotopes are not
/// compared. Different alerts never share an environment.
///
/// The comparison is strict, so that an impurity is not taken for tested because of a compound that merely
/// resembles it; whether a looser likeness suffices is for an expert to argue.
///
/// ```
/// use concerted_hazard::{screen, shares_environment};
/// use concerted_molecule::Molecule;
/// let [substance, fragment, isomer] = ["Nc1ccc(CCNC=O)cc1", "Nc1ccc(CCO)cc1", "Nc1cccc(CCO)c1"]
///     .map(|smiles| Molecule::parse(smiles).unwrap());
/// let hit = |molecule: &Molecule| screen(molecule).remove(0);
/// assert!(shares_environment(&fragment, &hit(&fragment), &substance, &hit(&substance)));
/// assert!(!shares_environment(&isomer, &hit(&isomer), &substance, &hit(&substance)));
/// ```
pub fn shares_environment(a: &Molecule, hit_a: &AlertHit, b: &Molecule, hit_b: &AlertHit) -> bool {
    if hit_a.rule != hit_b.rule {
        return false;
    }
    let [wanted, offered] = [surroundings(a, hit_a), surroundings(b, hit_b)];
    !wanted.is_empty()
        && wanted
            .iter()
            .all(|one| offered.iter().any(|other| one.equals(other)))
}

/// The groups of a hit with their surroundings.
fn surroundings(molecule: &Molecule, hit: &AlertHit) -> Vec<Surroundings> {
    let sites = molecule.connectivity();
    let mut left: BTreeSet<usize> = hit
        .atoms
        .iter()
        .copied()
        .filter(|atom| *atom < sites.len())
        .collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = BTreeSet::from([first]);
        let mut waiting = vec![first];
        while let Some(atom) = waiting.pop() {
            for &(next, _) in &sites[atom].neighbors {
                if left.remove(&next) {
                    group.insert(next);
                    waiting.push(next);
                }
            }
        }
        found.push(Surroundings::of(&group, &sites));
    }
    found
}

impl Surroundings {
    fn of(group: &BTreeSet<usize>, sites: &[AtomSite]) -> Self {
        let near = |atoms: &BTreeSet<usize>| -> BTreeSet<usize> {
            let beyond = atoms
                .iter()
                .flat_map(|&atom| sites[atom].neighbors.iter().map(|(next, _)| *next));
            atoms.iter().copied().chain(beyond).collect()
        };
        let mut atoms = near(group);
        let systems = aromatic_systems(&atoms, sites);
        atoms.extend(near(&systems));
        let atoms: Vec<usize> = atoms.into_iter().collect();
        let labels = atoms
            .iter()
            .map(|&atom| Label {
                of_alert: group.contains(&atom),
                element: sites[atom].element,
                charge: sites[atom].charge,
                hydrogens: sites[atom].hydrogens,
                bonds: sites[atom].neighbors.len(),
                aromatic: sites[atom].aromatic,
            })
            .collect();
        let bonds = atoms
            .iter()
            .map(|&atom| {
                sites[atom]
                    .neighbors
                    .iter()
                    .filter_map(|&(next, kind)| Some((atoms.binary_search(&next).ok()?, kind)))
                    .collect()
            })
            .collect();
        Self { labels, bonds }
    }

    fn equals(&self, other: &Self) -> bool {
        self.labels.len() == other.labels.len() && {
            let mut steps = STEPS;
            self.extend(other, &mut Vec::new(), &mut steps)
        }
    }

    /// Finds a counterpart for the next atom, and for all after it.
    fn extend(&self, other: &Self, images: &mut Vec<usize>, steps: &mut u32) -> bool {
        let atom = images.len();
        if atom == self.labels.len() {
            return true;
        }
        for image in 0..other.labels.len() {
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            if images.contains(&image) || !self.fits(other, atom, image, images) {
                continue;
            }
            images.push(image);
            if self.extend(other, images, steps) {
                return true;
            }
            images.pop();
        }
        false
    }

    /// Whether an atom may take an image: same label, and the same bonds to all atoms placed so far.
    fn fits(&self, other: &Self, atom: usize, image: usize, images: &[usize]) -> bool {
        self.labels[atom] == other.labels[image]
            && images.iter().enumerate().all(|(before, &its_image)| {
                bond(&self.bonds[atom], before) == bond(&other.bonds[image], its_image)
            })
    }
}

fn bond(bonds: &[(usize, BondKind)], to: usize) -> Option<BondKind> {
    bonds
        .iter()
        .find(|(next, _)| *next == to)
        .map(|(_, kind)| *kind)
}

/// All atoms of the aromatic systems that the given atoms touch.
fn aromatic_systems(atoms: &BTreeSet<usize>, sites: &[AtomSite]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<usize> = atoms
        .iter()
        .copied()
        .filter(|&atom| sites[atom].aromatic)
        .collect();
    while let Some(atom) = waiting.pop() {
        if found.insert(atom) {
            let bonds = sites[atom].neighbors.iter();
            waiting.extend(
                bonds
                    .filter(|(_, kind)| *kind == BondKind::Aromatic)
                    .map(|(next, _)| *next),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen;

    #[track_caller]
    fn check(rule: &str, a: &str, b: &str, expected: bool) {
        let [a, b] = [a, b].map(|smiles| Molecule::parse(smiles).unwrap());
        let hit = |molecule: &Molecule| {
            screen(molecule)
                .into_iter()
                .find(|hit| hit.rule == rule)
                .unwrap()
        };
        let found = shares_environment(&a, &hit(&a), &b, &hit(&b));
        assert_eq!(found, expected, "{a} in {b}");
    }

    #[test]
    fn a_part_of_the_substance_shares_its_alert() {
        let nitro = "aromatic-nitro";
        check(
            nitro,
            "O=[N+]([O-])c1ccc(CCO)cc1",
            "O=[N+]([O-])c1ccc(CCNC)cc1",
            true,
        );
        check(
            nitro,
            "OCCc1ccc(N(=O)=O)cc1",
            "O=[N+]([O-])c1ccc(CCNC)cc1",
            true,
        );
        check("alkyl-halide", "ClCCCCC", "ClCCCCN", true);
        check("n-nitroso", "CCN(CC)N=O", "CCN(CCC)N=O", false);
    }

    #[test]
    fn position_and_substituents_of_the_ring_count() {
        let nitro = "aromatic-nitro";
        let para = "O=[N+]([O-])c1ccc(CCO)cc1";
        check(nitro, para, "O=[N+]([O-])c1cccc(CCO)c1", false);
        check(nitro, para, "O=[N+]([O-])c1ccc(CCO)c(F)c1", false);
        check(nitro, para, "O=[N+]([O-])c1ccc(CCO)nc1", false);
        check(nitro, para, "O=[N+]([O-])c1ccc(C(C)O)cc1", false);
    }

    #[test]
    fn every_group_needs_a_counterpart() {
        let epoxide = "epoxide";
        check(epoxide, "C1OC1CCC", "C1OC1CCCCCC2CO2", true);
        check(epoxide, "C1OC1CCCCCC2CO2", "C1OC1CCC", true);
        check(epoxide, "C1OC1CCCCOC2CO2", "C1OC1CCC", false);
    }

    #[test]
    fn different_alerts_share_nothing() {
        let molecule = Molecule::parse("O=[N+]([O-])c1ccc(N)cc1").unwrap();
        let hits = screen(&molecule);
        assert_eq!(hits.len(), 2);
        assert!(!shares_environment(
            &molecule, &hits[0], &molecule, &hits[1]
        ));
        assert!(shares_environment(&molecule, &hits[0], &molecule, &hits[0]));
    }
}
