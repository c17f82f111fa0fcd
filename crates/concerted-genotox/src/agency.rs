//! What agencies list for a nitrosamine, found by structure.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_molecule::Molecule;
use concerted_reference::{Agency, NitrosamineIntake, Reference, Row};

use crate::outcome::AgencyLimit;

/// Rows of the agency tables by canonical SMILES.
#[derive(Debug, Default)]
pub(crate) struct AgencyIndex<'r> {
    rows: BTreeMap<String, Vec<&'r NitrosamineIntake>>,
}

impl<'r> AgencyIndex<'r> {
    /// Reads the structure of every row.
    pub(crate) fn new(reference: &'r Reference) -> Self {
        let mut rows: BTreeMap<String, Vec<&NitrosamineIntake>> = BTreeMap::new();
        for row in reference.nitrosamine_rows() {
            if let Ok(molecule) = Molecule::parse(&row.smiles) {
                rows.entry(molecule.canonical_smiles().to_owned())
                    .or_default()
                    .push(row);
            }
        }
        Self { rows }
    }

    /// The row in force at each agency, in the order of [`Agency::ALL`].
    pub(crate) fn in_force(&self, molecule: &Molecule) -> Vec<&'r NitrosamineIntake> {
        let Some(rows) = self.rows.get(molecule.canonical_smiles()) else {
            return Vec::new();
        };
        Agency::ALL
            .iter()
            .filter_map(|agency| {
                rows.iter()
                    .filter(|row| row.agency == *agency)
                    .max_by_key(|row| row.valid_from)
                    .copied()
            })
            .collect()
    }
}

/// What each agency lists for a structure; the index of the embedded tables is built once.
pub(crate) fn listed<'r>(
    reference: &'r Reference,
    molecule: &Molecule,
) -> Vec<&'r NitrosamineIntake> {
    static EMBEDDED: OnceLock<AgencyIndex<'static>> = OnceLock::new();
    if std::ptr::eq(reference, Reference::embedded()) {
        let index = EMBEDDED.get_or_init(|| AgencyIndex::new(Reference::embedded()));
        return index.in_force(molecule);
    }
    AgencyIndex::new(reference).in_force(molecule)
}

/// What agencies list for a nitrosamine by verified rows, in the order of [`Agency::ALL`].
///
/// ```
/// use concerted_molecule::Molecule;
/// use concerted_reference::Reference;
/// let listed = concerted_genotox::listed_for(&Molecule::parse("CN(C)N=O")?, Reference::embedded());
/// assert!(listed.iter().all(|row| row.intake_ng_per_day >= 96.0));
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn listed_for(molecule: &Molecule, reference: &Reference) -> Vec<AgencyLimit> {
    listed(reference, molecule)
        .into_iter()
        .filter(|row| row.status.is_regulatory_fact())
        .map(agency_limit)
        .collect()
}

/// A row as it is shown.
pub(crate) fn agency_limit(row: &NitrosamineIntake) -> AgencyLimit {
    AgencyLimit {
        agency: row.agency.name(),
        intake_ng_per_day: row.intake_ng_per_day,
        cpca_category: row.cpca_category,
        date: row.listed_on.or(row.valid_from),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nitrosamine_is_found_however_it_is_written() {
        let index = AgencyIndex::new(Reference::embedded());
        let written = Molecule::parse("C1Cn2c(CN1N=O)nnc2C(F)(F)F").unwrap();
        let listed: Vec<_> = index
            .in_force(&written)
            .into_iter()
            .map(|row| (row.agency, row.intake_ng_per_day, row.cpca_category))
            .collect();
        // EMA Appendix 1, FDA tables of August 2026, Health Canada Appendix 1: 100 ng/day, category 2.
        assert_eq!(listed, Agency::ALL.map(|agency| (agency, 100.0, Some(2))));
        assert!(index.in_force(&Molecule::parse("CCO").unwrap()).is_empty());
    }
}
