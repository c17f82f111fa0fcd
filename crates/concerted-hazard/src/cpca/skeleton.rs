//! The molecule as the rule sees it: heavy atoms, their hydrogens, the N-nitroso groups.

use concerted_molecule::{AtomSite, BondKind, Element, Molecule};

pub(super) const CARBON: u8 = 6;
pub(super) const NITROGEN: u8 = 7;
pub(super) const OXYGEN: u8 = 8;
pub(super) const SULFUR: u8 = 16;

/// Atoms with their bonds.
pub(super) struct Skeleton {
    sites: Vec<AtomSite>,
}

/// An N-nitroso group that the rule covers.
pub(super) struct Center {
    pub(super) amine: usize,
    pub(super) alphas: [usize; 2],
}

impl Skeleton {
    pub(super) fn new(molecule: &Molecule) -> Self {
        Self {
            sites: molecule.connectivity(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.sites.len()
    }

    pub(super) fn element(&self, atom: usize) -> u8 {
        self.sites[atom].element.atomic_number()
    }

    pub(super) fn charge(&self, atom: usize) -> i8 {
        self.sites[atom].charge
    }

    pub(super) fn aromatic(&self, atom: usize) -> bool {
        self.sites[atom].aromatic
    }

    pub(super) fn is_carbon(&self, atom: usize) -> bool {
        self.element(atom) == CARBON
    }

    /// Hydrogens of all isotopes, also those that are atoms of their own.
    pub(super) fn hydrogens(&self, atom: usize) -> u8 {
        let own = self.sites[atom]
            .neighbors
            .iter()
            .filter(|(neighbor, _)| self.sites[*neighbor].element == Element::HYDROGEN)
            .count();
        self.sites[atom].hydrogens + own as u8
    }

    /// Bonds to atoms other than hydrogen.
    pub(super) fn bonds(&self, atom: usize) -> impl Iterator<Item = (usize, BondKind)> + '_ {
        self.sites[atom]
            .neighbors
            .iter()
            .copied()
            .filter(|(neighbor, _)| self.sites[*neighbor].element != Element::HYDROGEN)
    }

    /// Atoms other than hydrogen that are bonded to one.
    pub(super) fn neighbors(&self, atom: usize) -> impl Iterator<Item = usize> + '_ {
        self.bonds(atom).map(|(neighbor, _)| neighbor)
    }

    /// A carbon with four single bonds.
    pub(super) fn is_sp3_carbon(&self, atom: usize) -> bool {
        self.is_carbon(atom) && self.bonds(atom).all(|(_, kind)| kind == BondKind::Single)
    }

    pub(super) fn is_methyl(&self, atom: usize) -> bool {
        self.is_sp3_carbon(atom) && self.hydrogens(atom) == 3
    }

    /// An oxygen with a hydrogen and one single bond.
    pub(super) fn is_hydroxyl(&self, atom: usize) -> bool {
        self.element(atom) == OXYGEN
            && self.hydrogens(atom) > 0
            && self.neighbors(atom).count() == 1
    }

    /// Atoms bonded to `atom` by a bond of this kind.
    pub(super) fn by(&self, atom: usize, wanted: BondKind) -> impl Iterator<Item = usize> + '_ {
        self.bonds(atom)
            .filter(move |(_, kind)| *kind == wanted)
            .map(|(neighbor, _)| neighbor)
    }

    /// Oxygens with a double bond to an atom.
    pub(super) fn oxo(&self, atom: usize) -> impl Iterator<Item = usize> + '_ {
        self.by(atom, BondKind::Double)
            .filter(|neighbor| self.element(*neighbor) == OXYGEN)
    }

    /// The atoms that hang together with one, sorted.
    pub(super) fn component(&self, atom: usize) -> Vec<usize> {
        let mut seen = vec![false; self.len()];
        seen[atom] = true;
        let mut open = vec![atom];
        while let Some(atom) = open.pop() {
            for next in self.neighbors(atom) {
                if !seen[next] {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        (0..self.len()).filter(|atom| seen[*atom]).collect()
    }

    /// Amine nitrogen, nitroso nitrogen and oxygen of each N-nitroso group, sorted.
    ///
    /// Both ways of writing are read: `N-N=O` and `[N+]=N-[O-]`.
    pub(super) fn nitroso_groups(&self) -> Vec<[usize; 3]> {
        let mut groups: Vec<[usize; 3]> = (0..self.len())
            .filter(|atom| self.element(*atom) == OXYGEN && self.hydrogens(*atom) == 0)
            .filter_map(|oxygen| self.nitroso_group(oxygen))
            .collect();
        groups.sort_unstable();
        groups
    }

    fn nitroso_group(&self, oxygen: usize) -> Option<[usize; 3]> {
        let mut bonds = self.bonds(oxygen);
        let (nitroso, to_oxygen) = bonds.next()?;
        if bonds.next().is_some()
            || self.element(nitroso) != NITROGEN
            || self.hydrogens(nitroso) > 0
        {
            return None;
        }
        let mut others = self.bonds(nitroso).filter(|(atom, _)| *atom != oxygen);
        let (amine, to_amine) = others.next()?;
        if others.next().is_some() || self.element(amine) != NITROGEN {
            return None;
        }
        let charges = [amine, nitroso, oxygen].map(|atom| self.charge(atom));
        let neutral =
            to_oxygen == BondKind::Double && to_amine == BondKind::Single && charges[1..] == [0, 0];
        let separated =
            to_oxygen == BondKind::Single && to_amine == BondKind::Double && charges == [1, 0, -1];
        (neutral || separated).then_some([amine, nitroso, oxygen])
    }
}
