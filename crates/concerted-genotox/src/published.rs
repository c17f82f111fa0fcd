//! What published tables say of an impurity, found by registry number or structure.

use concerted_molecule::Molecule;
use concerted_reference::{CompoundIntake, KnownMutagen, Reference, Row, Td50};

use crate::walk::Candidate;

/// Registry numbers of an impurity and its canonical SMILES: by-products have no number.
fn keys<'c>(candidate: &'c Candidate<'_>) -> impl Iterator<Item = &'c str> {
    let structure = candidate.molecule.as_ref().map(Molecule::canonical_smiles);
    candidate.cas.iter().map(String::as_str).chain(structure)
}

/// Compound-specific intakes of ICH M7, each once.
pub(crate) fn compound_intakes<'r>(
    candidate: &Candidate<'_>,
    reference: &'r Reference,
) -> Vec<&'r CompoundIntake> {
    let mut rows: Vec<&CompoundIntake> = keys(candidate)
        .flat_map(|key| reference.compound_intakes(key))
        .collect();
    rows.sort_by_key(|row| row.id());
    rows.dedup_by_key(|row| row.id());
    rows
}

/// The potency in the Carcinogenic Potency Database.
pub(crate) fn td50<'r>(candidate: &Candidate<'_>, reference: &'r Reference) -> Option<&'r Td50> {
    keys(candidate).find_map(|key| reference.td50(key))
}

/// The published outcome in bacteria.
pub(crate) fn known_mutagen<'r>(
    candidate: &Candidate<'_>,
    reference: &'r Reference,
) -> Option<&'r KnownMutagen> {
    keys(candidate).find_map(|key| reference.known_mutagen(key))
}
