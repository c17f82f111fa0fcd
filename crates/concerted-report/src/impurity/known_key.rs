//! Names and structures of tested compounds that the model knows by InChIKey only.
//!
//! The model carries no structures of its training data. Where a row of our own reference tables is the same
//! compound, its name and structure can stand beside the key; `data/inchi_keys.csv` says which row that is. The keys
//! were computed from the structures of those rows; a test finds each compound again by its structure alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_reference::Reference;

/// Key, table, row; sorted by key.
const KEYS: &str = include_str!("../../data/inchi_keys.csv");

/// Name and structure of a row.
type Named = (&'static str, &'static str);

/// Name and SMILES of the compound with an InChIKey, where a reference table has it.
pub(super) fn known(inchi_key: &str) -> Option<Named> {
    static KNOWN: OnceLock<BTreeMap<&'static str, Named>> = OnceLock::new();
    KNOWN
        .get_or_init(|| {
            let rows = rows(Reference::embedded());
            entries()
                .filter_map(|(key, table, row)| Some((key, *rows.get(&(table, row))?)))
                .collect()
        })
        .get(inchi_key)
        .copied()
}

/// The lines below the header.
fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    KEYS.lines().skip(1).filter_map(|line| {
        let (key, place) = line.split_once(',')?;
        let (table, row) = place.split_once(',')?;
        Some((key, table, row))
    })
}

/// Rows that have both a name and a structure, by table and id.
fn rows(reference: &'static Reference) -> BTreeMap<(&'static str, &'static str), Named> {
    let solvents = reference.solvents().iter().map(|row| {
        (
            "solvents",
            row.id.as_str(),
            row.name.as_str(),
            row.smiles.as_str(),
        )
    });
    let mutagens = reference.known_mutagen_rows().iter().map(|row| {
        (
            "known_mutagens",
            row.id.as_str(),
            row.compound.as_str(),
            row.smiles.as_str(),
        )
    });
    let intakes = reference.compound_intake_rows().iter().map(|row| {
        (
            "m7_compound_intakes",
            row.id.as_str(),
            row.compound.as_str(),
            row.smiles.as_str(),
        )
    });
    let potencies = reference.td50_rows().iter().map(|row| {
        (
            "td50",
            row.id.as_str(),
            row.compound.as_str(),
            row.smiles.as_str(),
        )
    });
    let nitrosamines = reference.nitrosamine_rows().iter().map(|row| {
        (
            "nitrosamine_intakes",
            row.id.as_str(),
            row.compound.as_str(),
            row.smiles.as_str(),
        )
    });
    solvents
        .chain(mutagens)
        .chain(intakes)
        .chain(potencies)
        .chain(nitrosamines)
        .filter(|(_, _, _, smiles)| !smiles.is_empty())
        .map(|(table, id, name, smiles)| ((table, id), (name, smiles)))
        .collect()
}

#[cfg(test)]
mod tests {
    use concerted_hazard::nearest;
    use concerted_molecule::Molecule;

    use super::*;

    #[test]
    fn every_key_names_a_row_and_the_model_finds_it_by_its_structure() {
        let mut wrong = Vec::new();
        let mut count = 0;
        for (key, table, row) in entries() {
            count += 1;
            let Some((_, smiles)) = known(key) else {
                wrong.push(format!("{table} {row}: no such row"));
                continue;
            };
            let molecule = Molecule::parse(smiles).unwrap();
            let same = nearest(&molecule, 10).unwrap();
            if !same
                .iter()
                .any(|one| one.inchi_key == key && one.similarity > 0.999)
            {
                wrong.push(format!("{table} {row}: `{key}` is not found"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 50, "{count}");
    }

    #[test]
    fn what_no_table_has_is_not_named() {
        // InChIKey of dichloromethane, by the generator of the InChI Trust.
        assert_eq!(
            known("YMWUJEATGCHHMB-UHFFFAOYSA-N").map(|(name, _)| name),
            Some("Dichloromethane")
        );
        assert_eq!(known("AAAAAAAAAAAAAA-UHFFFAOYSA-N"), None);
    }
}
