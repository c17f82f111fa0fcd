//! What a drawing writes beside the atoms.

use std::collections::BTreeMap;

use super::group::PotencyCategory;

/// A short note beside an atom for each feature that scores, such as `+1` or `−1`, by atom number.
///
/// The points of the alpha hydrogens stand at the amine nitrogen, all others at the group that scores; where the
/// flowchart decided alone, the deciding atom says `cat. 5`. Points of the same atom share a note.
///
/// ```
/// use concerted_hazard::{notes, potency_categories};
/// use concerted_molecule::Molecule;
/// let groups = potency_categories(&Molecule::parse("CN(CCO)N=O")?);
/// let category = groups[0].outcome.category().expect("it is a nitrosamine");
/// assert_eq!(notes(category), [(1, "+1".to_owned()), (4, "+1".to_owned())]);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn notes(category: &PotencyCategory) -> Vec<(usize, String)> {
    let mut notes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for step in category.steps.iter().filter(|step| step.points != 0) {
        if let Some(atom) = step.atoms.first() {
            let points = match step.points {
                points if points < 0 => format!("−{}", points.unsigned_abs()),
                points => format!("+{points}"),
            };
            notes.entry(*atom).or_default().push(points);
        }
    }
    if category.score.is_none()
        && let Some(atom) = category.steps.last().and_then(|step| step.atoms.first())
    {
        notes
            .entry(*atom)
            .or_default()
            .push(format!("cat. {}", category.category));
    }
    notes
        .into_iter()
        .map(|(atom, notes)| (atom, notes.join(" ")))
        .collect()
}
