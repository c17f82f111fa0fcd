//! What published tables say of an impurity, found by registry number or structure.

use concerted_molecule::Molecule;
use concerted_reference::{CompoundIntake, KnownMutagen, Reference, Row, Salmonella, Td50};

use crate::walk::Candidate;

/// Registry numbers of an impurity and its canonical SMILES, as a salt before its parent: by-products have no number.
fn keys<'c>(candidate: &'c Candidate<'_>) -> impl Iterator<Item = &'c str> {
    let structures = candidate.written.iter().chain(&candidate.molecule);
    let structures = structures.map(Molecule::canonical_smiles);
    candidate.cas.iter().map(String::as_str).chain(structures)
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
///
/// Where a salt and its parent were both studied, a positive one goes first, then the lower TD50.
pub(crate) fn td50<'r>(candidate: &Candidate<'_>, reference: &'r Reference) -> Option<&'r Td50> {
    let rank = |row: &Td50| row.salmonella != Salmonella::Positive;
    keys(candidate)
        .filter_map(|key| reference.td50(key))
        .min_by(|a, b| {
            rank(a).cmp(&rank(b)).then(
                a.lowest_td50_mg_per_kg_day
                    .total_cmp(&b.lowest_td50_mg_per_kg_day),
            )
        })
}

/// The published outcome in bacteria.
pub(crate) fn known_mutagen<'r>(
    candidate: &Candidate<'_>,
    reference: &'r Reference,
) -> Option<&'r KnownMutagen> {
    keys(candidate).find_map(|key| reference.known_mutagen(key))
}
