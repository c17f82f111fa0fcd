//! Technologies by which a step can be made: a vocabulary.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::table::{row, yes_no};

/// Kind of a technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TechnologyKind {
    /// Reagents in molar amounts.
    Stoichiometric,
    /// Metal catalyst.
    Chemocatalysis,
    /// Small organic catalyst.
    Organocatalysis,
    /// Enzyme or cell.
    Biocatalysis,
    /// Separation of stereoisomers.
    Resolution,
    /// A way of running a reaction, whatever the chemistry.
    Processing,
}

/// One technology.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technology {
    /// Id, such as `transaminase`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: TechnologyKind,
    /// Whether it adds a metal on purpose, as a rule.
    #[serde(deserialize_with = "yes_no")]
    pub adds_metal: bool,
    /// What it does.
    pub description: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
}
row!(Technology, "technologies");

impl Reference {
    /// One technology, such as `transaminase`.
    pub fn technology(&self, id: &str) -> Option<&Technology> {
        self.technologies.row(id)
    }

    /// All technologies, sorted by id.
    pub fn technologies(&self) -> &[Technology] {
        &self.technologies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metal_goes_with_chemocatalysis_only() {
        for row in Reference::embedded().technologies() {
            assert_eq!(
                row.adds_metal,
                row.kind == TechnologyKind::Chemocatalysis,
                "{}",
                row.id
            );
            assert!(
                !row.name.is_empty() && !row.description.is_empty(),
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn technologies_are_found_by_id() {
        let kind = |id| Reference::embedded().technology(id).map(|row| row.kind);
        assert_eq!(kind("transaminase"), Some(TechnologyKind::Biocatalysis));
        assert_eq!(
            kind("asymmetric_hydrogenation"),
            Some(TechnologyKind::Chemocatalysis)
        );
        assert_eq!(kind("alchemy"), None);
    }
}
