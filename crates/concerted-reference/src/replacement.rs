//! Replacements that take a mutagenic impurity out of a process, or move it: a curated list.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::table::{list, row, yes_no};

/// What a replacement changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplacementKind {
    /// Another solvent.
    Solvent,
    /// Another reagent, acid or base.
    Reagent,
    /// Another way of making the bond.
    Technology,
    /// Another order of steps, or another starting point.
    Order,
    /// The same chemistry run otherwise.
    Conditions,
}

/// One replacement.
///
/// The list is a stock of ideas with their sources, not a judgement: whether one of them works for a given
/// step is for the chemist to find out. A row that nobody checked against its source has the status `memory`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// Id of the row.
    pub id: String,
    /// What it changes.
    pub kind: ReplacementKind,
    /// What is replaced, in words.
    pub replaces: String,
    /// What is replaced, as a pattern in SMARTS; empty where it is no single material.
    pub replaces_smarts: String,
    /// Roles of the input that may be replaced; empty for any.
    #[serde(deserialize_with = "list")]
    pub role: Vec<String>,
    /// Formation rules and alerts that it answers to; `any` for every impurity.
    #[serde(deserialize_with = "list")]
    pub concern: Vec<String>,
    /// Material, as a pattern in SMARTS, beside which the row says nothing new, such as a scavenger that is
    /// charged already; empty where there is none.
    pub unless_smarts: String,
    /// True where it places a step earlier, which the first step of a route cannot be.
    #[serde(deserialize_with = "yes_no")]
    pub earlier: bool,
    /// What takes its place, in words.
    pub by: String,
    /// What takes its place, as canonical SMILES; empty where no single material does.
    pub by_smiles: String,
    /// CAS registry number of what takes its place.
    pub by_cas: String,
    /// Technology that takes its place, as a row of `technologies`; empty without one.
    pub technology: String,
    /// Conditions under which it is of use.
    pub conditions: String,
    /// Where it ends, and what it brings with it.
    pub limits: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(Replacement, "replacements");

impl Replacement {
    /// True where it answers to a formation rule or alert.
    pub fn answers(&self, concern: &str) -> bool {
        self.concern
            .iter()
            .any(|own| own == concern || own == "any")
    }
}

impl Reference {
    /// Replacements against mutagenic impurities, sorted by id.
    ///
    /// ```
    /// use concerted_reference::Reference;
    ///
    /// let rows = Reference::embedded().replacements();
    /// let methylation = rows.iter().find(|row| row.id == "dimethyl_sulfate_to_dimethyl_carbonate").unwrap();
    /// assert_eq!(methylation.by_smiles, "COC(=O)OC");
    /// assert!(methylation.answers("alkyl-sulfate"));
    /// ```
    pub fn replacements(&self) -> &[Replacement] {
        &self.replacements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_by_what_for_which_concern_and_where_it_ends() {
        let reference = Reference::embedded();
        let rows = reference.replacements();
        assert!(rows.len() >= 30, "{}", rows.len());
        for row in rows {
            for text in [&row.replaces, &row.by, &row.conditions, &row.limits] {
                assert!(!text.is_empty(), "{}", row.id);
            }
            assert!(!row.concern.is_empty(), "{}", row.id);
            assert!(
                row.technology.is_empty() || reference.technology(&row.technology).is_some(),
                "{}",
                row.id
            );
            let swap = !row.by_smiles.is_empty();
            assert_eq!(swap, !row.by_cas.is_empty(), "{}", row.id);
            assert!(!swap || !row.replaces_smarts.is_empty(), "{}", row.id);
        }
    }

    #[test]
    fn structures_and_patterns_can_be_read() {
        for row in Reference::embedded().replacements() {
            if !row.by_smiles.is_empty() {
                let molecule = concerted_molecule::Molecule::parse(&row.by_smiles).unwrap();
                assert_eq!(molecule.canonical_smiles(), row.by_smiles, "{}", row.id);
            }
            if !row.replaces_smarts.is_empty() {
                let pattern = concerted_molecule::Pattern::parse(&row.replaces_smarts);
                assert!(pattern.is_ok(), "{}: {:?}", row.id, pattern.err());
            }
        }
    }

    #[test]
    fn what_nobody_read_is_remembered() {
        let reference = Reference::embedded();
        for row in reference.replacements() {
            let source = reference.source(&row.source).unwrap();
            let unread = source.checked.starts_with("nothing") || row.note.contains("not read");
            assert!(!unread || row.status == Status::Memory, "{}", row.id);
        }
    }
}
