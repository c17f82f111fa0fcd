//! Published bacterial mutagens: esters, halides and reagents that processes leave behind.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::evidence::Evidence;
use crate::potency::{BioassayResult, Salmonella};
use crate::table::row;

/// A compound with a published outcome in bacteria.
///
/// The table is a short list of what processes typically leave behind; a compound that is not in it is not
/// thereby non-mutagenic.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownMutagen {
    /// Id of the row.
    pub id: String,
    /// Name of the compound.
    pub compound: String,
    /// CAS registry number.
    pub cas: String,
    /// Structure as canonical SMILES.
    pub smiles: String,
    /// Outcome in bacteria.
    pub outcome: Salmonella,
    /// Outcome of long-term studies in rodents; absent where the source does not speak of them.
    pub rodents: Option<BioassayResult>,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(KnownMutagen, "known_mutagens");

impl Reference {
    /// The published outcome in bacteria, by CAS number or canonical SMILES.
    ///
    /// ```
    /// use concerted_reference::Reference;
    ///
    /// let ester = Reference::embedded().known_mutagen("926-06-7").expect("isopropyl mesylate has a row");
    /// assert_eq!(ester.compound, "Isopropyl mesylate");
    /// ```
    pub fn known_mutagen(&self, key: &str) -> Option<&KnownMutagen> {
        let key = key.trim();
        self.known_mutagens
            .iter()
            .find(|row| row.cas == key || row.smiles == key)
    }

    /// All published bacterial mutagens, sorted by id.
    pub fn known_mutagen_rows(&self) -> &[KnownMutagen] {
        &self.known_mutagens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn esters_are_found_by_number_and_structure() {
        let reference = Reference::embedded();
        let ester = reference.known_mutagen("CC(C)OS(C)(=O)=O").unwrap();
        assert_eq!(reference.known_mutagen(" 926-06-7 "), Some(ester));
        // Chemical and Pharmaceutical Bulletin 34 (1986) 775, abstract.
        assert_eq!(ester.status, Status::Verified);
        assert_eq!(reference.known_mutagen("CCO"), None);
        assert_eq!(reference.known_mutagen(""), None);
    }

    #[test]
    fn every_row_is_a_mutagen_and_a_remembered_one_says_so() {
        for row in Reference::embedded().known_mutagen_rows() {
            assert_eq!(row.outcome, Salmonella::Positive, "{}", row.id);
            let unseen = matches!(row.evidence, Evidence::None | Evidence::OneTranscription);
            assert_eq!(row.status == Status::Memory, unseen, "{}", row.id);
        }
    }

    #[test]
    fn carcinogens_are_told_from_mutagens() {
        let rodents = |cas| Reference::embedded().known_mutagen(cas).unwrap().rodents;
        // Journal of the National Cancer Institute 1978, abstract: a hepatocarcinogen in rats.
        assert_eq!(rodents("91-22-5"), Some(BioassayResult::Positive));
        // Carcinogenic Potency Database, line 126: positive in Salmonella, no tumours in rats.
        assert_eq!(rodents("26628-22-8"), Some(BioassayResult::Negative));
        assert_eq!(rodents("926-06-7"), None);
    }
}
