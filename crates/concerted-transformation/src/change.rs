//! What changes from reactants to product, in counts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_molecule::{BondKind, Molecule};

use crate::group::{place, set};
use crate::reaction::Reaction;

/// Carbon-containing reagents, solvents, acids and bases that often stand among the reactants and give nothing
/// to the product. One of them counts as a reactant only where the others lack atoms of the product.
const SPECTATORS: &[&str] = &[
    "OC(=O)C(F)(F)F",
    "CS(=O)(=O)O",
    "Cc1ccc(S(=O)(=O)O)cc1",
    "OC=O",
    "CC(=O)O",
    "CO",
    "CCO",
    "CC(C)O",
    "CC(C)(C)O",
    "C1CCOC1",
    "CC1CCCO1",
    "C1COCCO1",
    "CCOCC",
    "COC(C)(C)C",
    "ClCCl",
    "ClC(Cl)Cl",
    "ClCCCl",
    "CC#N",
    "CN(C)C=O",
    "CC(=O)N(C)C",
    "CN1CCCC1=O",
    "CS(C)=O",
    "CC(C)=O",
    "CCC(C)=O",
    "CCOC(C)=O",
    "Cc1ccccc1",
    "c1ccccc1",
    "CCCCCC",
    "CCCCCCC",
    "CCN(CC)CC",
    "CCN(C(C)C)C(C)C",
    "c1ccncc1",
    "C1CCC2=NCCCN2CC1",
    "CN(C)c1ccncc1",
    "CN1CCOCC1",
    "CCN=C=NCCCN(C)C",
    "C(=NC1CCCCC1)=NC1CCCCC1",
    "c1ccc(P(c2ccccc2)c2ccccc2)cc1",
    "CC(C)(C)[O-]",
    "CC[O-]",
    "C[O-]",
    "C[Si](C)(C)I",
    "SCCS",
    "Sc1ccccc1",
    "COc1ccccc1",
    "CC[SiH](CC)CC",
    "C1CCNCC1",
    "CCNCC",
];

/// A step in counts: groups, formula, rings and bonds of the product less those of the reactants.
#[derive(Debug, Clone, PartialEq)]
pub struct StepChange {
    /// Reactants that contribute to the product.
    reactants: Vec<Molecule>,
    product: Molecule,
    before: Vec<i64>,
    after: Vec<i64>,
    formula: BTreeMap<&'static str, i64>,
    shape: Shape,
}

/// What bonds say of a molecule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Shape {
    rings: i64,
    aromatic_rings: i64,
    hetero_hydrogens: i64,
    carbon_bonds: i64,
}

impl StepChange {
    /// Counts a reaction. Reactants that give nothing to the product are left out: what has no carbon, or is
    /// a usual reagent or solvent, as long as the others hold every heavy atom of the product.
    ///
    /// ```
    /// use concerted_transformation::{Reaction, StepChange};
    /// let read = Reaction::parse("CC(C)(C)OC(=O)NCC.OC(=O)C(F)(F)F>>NCC")?;
    /// let step = StepChange::of(&read);
    /// assert_eq!((step.contributing(), step.change("boc"), step.atoms("C")), (1, -1, -5));
    /// # Ok::<(), concerted_transformation::ReactionError>(())
    /// ```
    pub fn of(reaction: &Reaction) -> Self {
        let reactants = contributors(reaction);
        let product = reaction.product.clone();
        let mut before = vec![0; set().patterns().len()];
        let mut formula: BTreeMap<&'static str, i64> = BTreeMap::new();
        let mut shape = Shape::of(&product);
        add(&mut formula, &product, 1);
        for reactant in &reactants {
            for (sum, one) in before.iter_mut().zip(counts(reactant)) {
                *sum += one;
            }
            add(&mut formula, reactant, -1);
            let own = Shape::of(reactant);
            shape.rings -= own.rings;
            shape.aromatic_rings -= own.aromatic_rings;
            shape.hetero_hydrogens -= own.hetero_hydrogens;
            shape.carbon_bonds -= own.carbon_bonds;
        }
        formula.retain(|_, count| *count != 0);
        Self {
            after: counts(&product),
            reactants,
            product,
            before,
            formula,
            shape,
        }
    }

    /// How many reactants contribute.
    pub fn contributing(&self) -> usize {
        self.reactants.len()
    }

    /// The reactants that contribute.
    pub fn reactants(&self) -> &[Molecule] {
        &self.reactants
    }

    /// The product.
    pub fn product(&self) -> &Molecule {
        &self.product
    }

    /// A group in the reactants; 0 for an id that is not in the table.
    pub fn before(&self, group: &str) -> i64 {
        place(group).map_or(0, |place| self.before[place])
    }

    /// A group in the product; 0 for an id that is not in the table.
    pub fn after(&self, group: &str) -> i64 {
        place(group).map_or(0, |place| self.after[place])
    }

    /// A group in the product less the reactants.
    pub fn change(&self, group: &str) -> i64 {
        self.after(group) - self.before(group)
    }

    /// Groups that change, with by how much, in the order of the table.
    pub fn changes(&self) -> Vec<(&'static str, i64)> {
        crate::FUNCTIONAL_GROUPS
            .iter()
            .zip(self.after.iter().zip(&self.before))
            .map(|(group, (after, before))| (group.id, after - before))
            .filter(|(_, change)| *change != 0)
            .collect()
    }

    /// Atoms of an element, product less reactants.
    pub fn atoms(&self, element: &str) -> i64 {
        self.formula.get(element).copied().unwrap_or_default()
    }

    /// Heavy atoms of the product that no reactant brings, by element.
    pub fn unexplained(&self) -> Vec<(&'static str, i64)> {
        self.formula
            .iter()
            .filter(|(element, count)| **element != "H" && **count > 0)
            .map(|(element, count)| (*element, *count))
            .collect()
    }

    pub(crate) fn rings(&self) -> i64 {
        self.shape.rings
    }

    pub(crate) fn aromatic_rings(&self) -> i64 {
        self.shape.aromatic_rings
    }

    pub(crate) fn hetero_hydrogens(&self) -> i64 {
        self.shape.hetero_hydrogens
    }

    pub(crate) fn carbon_bonds(&self) -> i64 {
        self.shape.carbon_bonds
    }

    pub(crate) fn formula_is(&self, atoms: &[(&str, i64)]) -> bool {
        self.formula.len() == atoms.len()
            && atoms
                .iter()
                .all(|(element, count)| self.atoms(element) == *count)
    }
}

impl Shape {
    fn of(molecule: &Molecule) -> Self {
        let sites = molecule.connectivity();
        let is = |atom: usize, symbols: &[&str]| symbols.contains(&sites[atom].element.symbol());
        let bonds = |wanted: &dyn Fn(usize, usize, BondKind) -> bool| -> i64 {
            let counted: usize = sites
                .iter()
                .enumerate()
                .map(|(from, site)| {
                    let after = site.neighbors.iter().filter(|(to, _)| *to > from);
                    after.filter(|(to, kind)| wanted(from, *to, *kind)).count()
                })
                .sum();
            counted as i64
        };
        let carbonyl = |atom: usize| {
            let oxo = |&(to, kind): &(usize, BondKind)| kind == BondKind::Double && is(to, &["O"]);
            is(atom, &["C"]) && sites[atom].neighbors.iter().any(oxo)
        };
        let counts = |atom: usize| {
            let next = || sites[atom].neighbors.iter().map(|(to, _)| *to);
            is(atom, &["N", "S"])
                || is(atom, &["O"]) && !next().any(|to| is(to, &["B"]) || carbonyl(to))
        };
        let hydrogens: i64 = (0..sites.len())
            .filter(|atom| counts(*atom))
            .map(|atom| i64::from(sites[atom].hydrogens))
            .sum();
        // Independent circles of a graph: bonds − atoms + parts.
        let aromatic = |_: usize, _: usize, kind: BondKind| kind == BondKind::Aromatic;
        let in_aromatic = |atom: usize| {
            let bonded = &sites[atom].neighbors;
            bonded.iter().any(|(_, kind)| *kind == BondKind::Aromatic)
        };
        let aromatic_atoms = (0..sites.len()).filter(|atom| in_aromatic(*atom)).count() as i64;
        let links = |only: bool| parts(&sites, only) as i64;
        Self {
            rings: bonds(&|_, _, _| true) - sites.len() as i64 + links(false),
            aromatic_rings: bonds(&aromatic) - aromatic_atoms
                + (links(true) - (sites.len() as i64 - aromatic_atoms)),
            hetero_hydrogens: hydrogens,
            carbon_bonds: bonds(&|from, to, _| is(from, &["C"]) && is(to, &["C"])),
        }
    }
}

/// Connected parts of a molecule, or of its aromatic bonds alone (every other atom is a part of its own).
fn parts(sites: &[concerted_molecule::AtomSite], aromatic_only: bool) -> usize {
    let mut seen = vec![false; sites.len()];
    let mut found = 0;
    for start in 0..sites.len() {
        if seen[start] {
            continue;
        }
        found += 1;
        let mut open = vec![start];
        seen[start] = true;
        while let Some(atom) = open.pop() {
            for &(to, kind) in &sites[atom].neighbors {
                if !seen[to] && (!aromatic_only || kind == BondKind::Aromatic) {
                    seen[to] = true;
                    open.push(to);
                }
            }
        }
    }
    found
}

/// Matches of every group. A search that is given up counts as no match.
pub(crate) fn counts(molecule: &Molecule) -> Vec<i64> {
    let prepared = set().prepare(molecule);
    (0..set().patterns().len())
        .map(|pattern| {
            let found = prepared.try_find_sets(pattern);
            found.map_or(0, |found| found.len() as i64)
        })
        .collect()
}

fn add(formula: &mut BTreeMap<&'static str, i64>, molecule: &Molecule, sign: i64) {
    for (element, count) in molecule.formula().iter() {
        *formula.entry(element.symbol()).or_default() += sign * count;
    }
}

/// Reactants without those that give nothing.
fn contributors(reaction: &Reaction) -> Vec<Molecule> {
    static KNOWN: OnceLock<Vec<Molecule>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let read = |text: &&str| Molecule::parse(text).expect("a test reads every spectator");
        SPECTATORS.iter().map(read).collect()
    });
    let carbon = |molecule: &Molecule| {
        let elements = molecule.elements();
        elements.iter().any(|element| element.symbol() == "C")
    };
    let mut kept = reaction.reactants.clone();
    let mut place = 0;
    while place < kept.len() && kept.len() > 1 {
        let one = &kept[place];
        let may_go = !carbon(one) || known.contains(one);
        let rest = kept.iter().enumerate().filter(|(other, _)| *other != place);
        if may_go && covers(rest.map(|(_, molecule)| molecule), &reaction.product) {
            kept.remove(place);
        } else {
            place += 1;
        }
    }
    kept
}

/// Whether molecules together hold every heavy atom of a product.
fn covers<'a>(molecules: impl Iterator<Item = &'a Molecule>, product: &Molecule) -> bool {
    let mut balance = BTreeMap::new();
    add(&mut balance, product, -1);
    for molecule in molecules {
        add(&mut balance, molecule, 1);
    }
    balance
        .iter()
        .all(|(element, count)| *element == "H" || *count >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(text: &str) -> StepChange {
        StepChange::of(&Reaction::parse(text).unwrap())
    }

    #[test]
    fn rings_and_bonds_are_counted() {
        let naphthalene = Shape::of(&Molecule::parse("c1ccc2ccccc2c1").unwrap());
        assert_eq!((naphthalene.rings, naphthalene.aromatic_rings), (2, 2));
        let biphenyl = Shape::of(&Molecule::parse("c1ccccc1-c1ccccc1.O").unwrap());
        assert_eq!((biphenyl.rings, biphenyl.aromatic_rings), (2, 2));
        assert_eq!(biphenyl.carbon_bonds, 13);
        assert_eq!(biphenyl.hetero_hydrogens, 2);
        let acid = Shape::of(&Molecule::parse("OC(=O)C1CCNC1").unwrap());
        assert_eq!((acid.hetero_hydrogens, acid.rings), (1, 1));
        assert_eq!(acid.aromatic_rings, 0);
    }

    #[test]
    fn reagents_that_give_nothing_are_left_out() {
        let removed = change("CC(C)(C)OC(=O)NCC.OC(=O)C(F)(F)F.ClCCl.[Na+].[OH-]>>NCC");
        assert_eq!(removed.contributing(), 1);
        // Ammonia brings the nitrogen here and stays.
        let amide = change("CCOC(=O)c1ccccc1.N>>NC(=O)c1ccccc1");
        assert_eq!(amide.contributing(), 2);
    }

    #[test]
    fn atoms_without_origin_are_named() {
        assert_eq!(change("CC=C>>CC1CO1").unexplained(), [("O", 1)]);
        assert!(change("CC(=O)Cl.NC>>CC(=O)NC").unexplained().is_empty());
    }
}
