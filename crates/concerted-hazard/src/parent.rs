//! The component of a salt or solvate that is the impurity itself.

use concerted_molecule::{Element, Molecule};

use crate::alert::screen;

/// The component of a structure that is judged: what is left without counter-ions, mineral acids, solvent and water.
///
/// A component with carbon goes before one without; where none has carbon, one with an alert goes before one without,
/// so that the sulfates of hydrazine and hydroxylamine are judged by their bases. Then the one with more heavy atoms
/// counts, then the first in canonical order. Charges stay as they are written.
///
/// ```
/// use concerted_molecule::Molecule;
/// let of = |smiles: &str| Molecule::parse(smiles).map(|whole| concerted_hazard::parent(&whole));
/// assert_eq!(of("CN.Cl")?.canonical_smiles(), "CN");
/// assert_eq!(of("NN.OS(=O)(=O)O")?.canonical_smiles(), "NN");
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn parent(molecule: &Molecule) -> Molecule {
    let parts = molecule.components();
    if parts.len() == 1 {
        return molecule.clone();
    }
    let is_organic = |part: &Molecule| part.formula().count(Element::CARBON) > 0;
    let organic = parts.iter().any(is_organic);
    let rank = |part: &Molecule| {
        let matters = if organic {
            is_organic(part)
        } else {
            !screen(part).is_empty()
        };
        (matters, part.heavy_atom_count())
    };
    let mut best: Option<(Molecule, (bool, usize))> = None;
    for part in parts {
        let own = rank(&part);
        if best.as_ref().is_none_or(|(_, held)| own > *held) {
            best = Some((part, own));
        }
    }
    best.map_or_else(|| molecule.clone(), |(part, _)| part)
}

/// True for the alkali and alkaline earth metals, whose ions are the counter-ions of salts.
///
/// Salts are sometimes drawn with them as if bonded. Radioactive ones are left out.
pub fn is_salt_metal(atomic_number: u8) -> bool {
    matches!(atomic_number, 3 | 4 | 11 | 12 | 19 | 20 | 37 | 38 | 55 | 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(smiles: &str, expected: &str) {
        let of = |smiles: &str| Molecule::parse(smiles).unwrap();
        let found = parent(&of(smiles));
        assert_eq!(found, of(expected), "{smiles}");
        assert_eq!(parent(&found), found, "{smiles}");
    }

    #[test]
    fn the_largest_organic_part_goes_first() {
        check("CC.[O-][Cl](=O)(=O)=O", "CC");
        check("CN.OP(=O)(O)O", "CN");
        check("CO.CCO", "CCO");
        check("CS(=O)(=O)O.CCCCCCN.O", "CCCCCCN");
    }

    #[test]
    fn without_carbon_an_alert_goes_before_a_mineral_acid() {
        check("NN.OS(=O)(=O)O", "NN");
        check("NN.OP(=O)(O)O", "NN");
        check("NO.OS(=O)(=O)O", "NO");
        check("O.NN", "NN");
        check("O.OS(=O)(=O)O", "OS(=O)(=O)O");
    }

    #[test]
    fn metals_of_salts() {
        let of =
            |symbol: &str| is_salt_metal(Element::from_symbol(symbol).unwrap().atomic_number());
        for symbol in ["Li", "Be", "Na", "Mg", "K", "Ca", "Rb", "Sr", "Cs", "Ba"] {
            assert!(of(symbol), "{symbol}");
        }
        for symbol in ["H", "C", "Al", "Zn", "Pd"] {
            assert!(!of(symbol), "{symbol}");
        }
    }
}
