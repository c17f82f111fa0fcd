//! Elements and molecular formulas, with the arithmetic an atom balance needs.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

/// A chemical element, ordered by atomic number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Element(u8);

impl Element {
    /// Carbon.
    pub const CARBON: Self = Self(6);
    /// Hydrogen, isotopes included.
    pub const HYDROGEN: Self = Self(1);

    /// The element of a symbol such as `Pd`; `None` if there is none. Case matters.
    ///
    /// ```
    /// use concerted_molecule::Element;
    /// assert_eq!(Element::from_symbol("Rh").unwrap().atomic_number(), 45);
    /// assert_eq!(Element::from_symbol("rh"), None);
    /// ```
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        chematic::core::Element::from_symbol(symbol)
            .filter(|element| element.symbol() == symbol)
            .map(|element| Self(element.atomic_number()))
    }

    pub(crate) fn of(element: chematic::core::Element) -> Self {
        Self(element.atomic_number())
    }

    /// The number of protons, 1 to 118.
    pub fn atomic_number(self) -> u8 {
        self.0
    }

    /// The symbol, as in `Pd`.
    pub fn symbol(self) -> &'static str {
        // Only made from the engine's own elements, so the fallback is never reached.
        chematic::core::Element::from_atomic_number(self.0)
            .map_or("?", chematic::core::Element::symbol)
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// How many atoms of each element; isotopes count as their element, charges are not part of it.
///
/// Counts may be negative, so that the difference of two sides of a reaction shows what is missing where.
/// Displayed in Hill order: carbon, hydrogen, then by symbol; without carbon all by symbol.
///
/// ```
/// use concerted_molecule::Molecule;
/// let acid = Molecule::parse("CC(=O)O")?.formula().clone();
/// let alcohol = Molecule::parse("CCO")?.formula().clone();
/// let ester = Molecule::parse("CC(=O)OCC")?.formula().clone();
/// let lost = acid + alcohol - ester;
/// assert_eq!(lost.to_string(), "H2O");
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Formula {
    counts: BTreeMap<Element, i64>,
}

impl Formula {
    /// The formula without atoms.
    pub fn new() -> Self {
        Self::default()
    }

    /// Atoms of one element; 0 if it does not occur.
    pub fn count(&self, element: Element) -> i64 {
        self.counts.get(&element).copied().unwrap_or(0)
    }

    /// The elements whose count is not 0, by atomic number.
    pub fn iter(&self) -> impl Iterator<Item = (Element, i64)> + '_ {
        self.counts
            .iter()
            .map(|(element, count)| (*element, *count))
    }

    /// Whether no atom is left: the balance closes.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(crate) fn add_atoms(&mut self, element: Element, count: i64) {
        let total = self.counts.entry(element).or_insert(0);
        *total += count;
        if *total == 0 {
            self.counts.remove(&element);
        }
    }
}

impl AddAssign<&Formula> for Formula {
    fn add_assign(&mut self, other: &Formula) {
        for (element, count) in other.iter() {
            self.add_atoms(element, count);
        }
    }
}

impl SubAssign<&Formula> for Formula {
    fn sub_assign(&mut self, other: &Formula) {
        for (element, count) in other.iter() {
            self.add_atoms(element, -count);
        }
    }
}

impl Add for Formula {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += &other;
        self
    }
}

impl Sub for Formula {
    type Output = Self;
    fn sub(mut self, other: Self) -> Self {
        self -= &other;
        self
    }
}

impl Mul<i64> for Formula {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        let mut product = Self::new();
        for (element, count) in self.iter() {
            product.add_atoms(element, count * factor);
        }
        product
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let organic = self.count(Element::CARBON) != 0;
        let mut entries: Vec<(Element, i64)> = self.iter().collect();
        entries.sort_by_key(|(element, _)| {
            let rank = match *element {
                Element::CARBON if organic => 0,
                Element::HYDROGEN if organic => 1,
                _ => 2,
            };
            (rank, element.symbol())
        });
        for (element, count) in entries {
            match count {
                1 => write!(f, "{element}")?,
                _ => write!(f, "{element}{count}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Molecule;

    fn check(smiles: &str, expected: &str) {
        assert_eq!(
            Molecule::parse(smiles).unwrap().formula().to_string(),
            expected,
            "{smiles}"
        );
    }

    #[test]
    fn hill_order() {
        check("C", "CH4");
        check("O", "H2O");
        check("Cl", "ClH");
        check("[Na+].[Cl-]", "ClNa");
        check("OS(=O)(=O)O", "H2O4S");
        check("BrCCCl", "C2H4BrCl");
        check("[2H]C(Cl)(Cl)Cl", "CHCl3");
        check("[Pd]", "Pd");
        check("C(=O)=O", "CO2");
    }

    #[test]
    fn differences_show_what_is_missing() {
        let of = |smiles: &str| Molecule::parse(smiles).unwrap().formula().clone();
        let nitration = of("c1ccccc1") + of("O[N+](=O)[O-]") - of("O=[N+]([O-])c1ccccc1") - of("O");
        assert!(nitration.is_empty());
        assert_eq!((of("CC") - of("CCO")).to_string(), "O-1");
        assert_eq!((of("CC") * 2).to_string(), "C4H12");
        assert!((of("CC") - of("CC")).is_empty());
    }

    #[test]
    fn elements_have_their_own_symbols() {
        for number in 1..=118 {
            let element = Element(number);
            assert_eq!(
                Element::from_symbol(element.symbol()),
                Some(element),
                "{number}"
            );
        }
        assert_eq!(Element::from_symbol("Xx"), None);
        assert_eq!(Element::from_symbol(""), None);
    }
}
