//! The surroundings of each atom, by radius: the unit that models count and explanations point at.

use chematic::core::AtomIdx;
use chematic::fp::{
    RdkitMorganConfig, RdkitMorganFpSize, RdkitMorganRadius, rdkit_morgan_fingerprint,
};

use crate::error::MoleculeError;
use crate::fingerprint::MorganRadius;
use crate::guard;
use crate::molecule::Molecule;

/// The surroundings of one atom out to a number of bonds.
///
/// Equal surroundings have equal identifiers in every structure. Unequal ones share an identifier only by
/// accident, about once in 4·10⁹ pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Environment {
    /// The atom in the middle, numbered as in the structure without written-out hydrogens.
    pub center: usize,
    /// How many bonds it reaches, from 0 to 3.
    pub radius: u8,
    /// RDKit's invariant: element, degree, hydrogens, charge, isotope and ring membership of the atom,
    /// hashed with those of its surroundings and the bonds between.
    pub identifier: u32,
}

impl Molecule {
    /// Every environment up to `radius`, sorted by center and radius.
    ///
    /// Their identifiers counted are RDKit's sparse Morgan count fingerprint without chirality: an
    /// environment that covers the same bonds as one already given is left out, so a center may lack its
    /// larger radii. Centers of equal surroundings are interchangeable: which of them is named may depend on how
    /// the structure is written, the identifiers and their counts never do.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, MorganRadius};
    /// let ethanol = Molecule::parse("CCO")?.environments(MorganRadius::One)?;
    /// // Three atoms; around each its neighbors.
    /// assert_eq!(ethanol.len(), 6);
    /// assert_eq!(ethanol[2].center, 1);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// [`MoleculeError::Unsupported`] for bonds that the invariants do not define.
    pub fn environments(&self, radius: MorganRadius) -> Result<Vec<Environment>, MoleculeError> {
        let config = RdkitMorganConfig {
            radius: match radius {
                MorganRadius::Zero => RdkitMorganRadius::R0,
                MorganRadius::One => RdkitMorganRadius::R1,
                MorganRadius::Two => RdkitMorganRadius::R2,
                MorganRadius::Three => RdkitMorganRadius::R3,
            },
            fp_size: RdkitMorganFpSize::B128,
            include_chirality: false,
        };
        let graph = self.heavy_graph();
        let engine = guard::run(graph.atom_count(), || {
            rdkit_morgan_fingerprint(graph, &config)
        })?
        .map_err(|error| MoleculeError::Unsupported {
            detail: error.to_string(),
        })?;
        let mut environments: Vec<Environment> = engine
            .raw_bit_info
            .iter()
            .flat_map(|(&identifier, places)| {
                places.iter().map(move |&(center, radius)| Environment {
                    center: center as usize,
                    radius: radius as u8,
                    identifier,
                })
            })
            .collect();
        environments.sort_unstable();
        Ok(environments)
    }

    /// The atoms that an environment covers, sorted: those within its radius of the center.
    ///
    /// ```
    /// use concerted_molecule::{Molecule, MorganRadius};
    /// let ethanol = Molecule::parse("CCO")?;
    /// let around_oxygen = ethanol.environments(MorganRadius::One)?[5];
    /// assert_eq!(ethanol.environment_atoms(&around_oxygen), [1, 2]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn environment_atoms(&self, environment: &Environment) -> Vec<usize> {
        let graph = self.heavy_graph();
        if environment.center >= graph.atom_count() {
            return Vec::new();
        }
        let mut atoms = vec![environment.center];
        let mut shell = 0;
        for _ in 0..environment.radius {
            let end = atoms.len();
            for place in shell..end {
                for (neighbor, _) in graph.neighbors(AtomIdx(atoms[place] as u32)) {
                    let neighbor = neighbor.0 as usize;
                    if !atoms.contains(&neighbor) {
                        atoms.push(neighbor);
                    }
                }
            }
            shell = end;
        }
        atoms.sort_unstable();
        atoms
    }

    /// For each atom the component it belongs to, counted from 0 in the order of their first atoms.
    ///
    /// ```
    /// use concerted_molecule::Molecule;
    /// assert_eq!(Molecule::parse("[Na+].[O-]C")?.atom_components(), [0, 1, 1]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn atom_components(&self) -> Vec<usize> {
        let graph = self.heavy_graph();
        let mut components = vec![usize::MAX; graph.atom_count()];
        let mut next = 0;
        for first in 0..graph.atom_count() {
            if components[first] != usize::MAX {
                continue;
            }
            components[first] = next;
            let mut open = vec![first];
            while let Some(atom) = open.pop() {
                for (neighbor, _) in graph.neighbors(AtomIdx(atom as u32)) {
                    let neighbor = neighbor.0 as usize;
                    if components[neighbor] == usize::MAX {
                        components[neighbor] = next;
                        open.push(neighbor);
                    }
                }
            }
            next += 1;
        }
        components
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifiers(smiles: &str, radius: MorganRadius) -> Vec<u32> {
        let mut found: Vec<u32> = Molecule::parse(smiles)
            .unwrap()
            .environments(radius)
            .unwrap()
            .iter()
            .map(|environment| environment.identifier)
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn spelling_does_not_matter() {
        for (one, other) in [
            ("CC(=O)Nc1ccc(O)cc1", "Oc1ccc(cc1)NC(C)=O"),
            ("O=[N+]([O-])c1ccccc1", "c1ccccc1N(=O)=O"),
            ("C1=CC=CC=C1C", "Cc1ccccc1"),
        ] {
            assert_eq!(
                identifiers(one, MorganRadius::Three),
                identifiers(other, MorganRadius::Three)
            );
        }
    }

    #[test]
    fn counts_are_those_of_the_folded_fingerprint() {
        use crate::{Fingerprint, FingerprintWidth};
        let molecule = Molecule::parse("CN(N=O)Cc1ccc(Cl)nc1").unwrap();
        let folded = Fingerprint::morgan(&molecule, MorganRadius::Three, FingerprintWidth::Bits512);
        let mut expected = std::collections::BTreeMap::new();
        for identifier in identifiers("CN(N=O)Cc1ccc(Cl)nc1", MorganRadius::Three) {
            *expected.entry((identifier % 512) as u16).or_insert(0_u32) += 1;
        }
        assert!(folded.unwrap().iter().eq(expected));
    }

    #[test]
    fn atoms_of_an_environment_lie_within_its_radius() {
        let molecule = Molecule::parse("CCCCC").unwrap();
        for environment in molecule.environments(MorganRadius::Three).unwrap() {
            for atom in molecule.environment_atoms(&environment) {
                assert!(atom.abs_diff(environment.center) <= usize::from(environment.radius));
            }
        }
        let none = Environment {
            center: 99,
            radius: 1,
            identifier: 0,
        };
        assert!(molecule.environment_atoms(&none).is_empty());
    }
}
