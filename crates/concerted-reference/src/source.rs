//! The works that rows cite.

use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::error::ReferenceError;

/// A guideline, paper, agency table or page, or our own assumptions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id that rows use.
    pub id: String,
    /// Title of the work.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Edition, revision or date.
    pub edition: String,
    /// Public address or digital object identifier; empty where none is known.
    pub link: String,
    /// Under which terms it may be used, and what we took.
    pub licence: String,
    /// Day on which we read it.
    pub read_on: Date,
    /// What was really read, in our words.
    pub checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    source: Vec<Source>,
}

/// Reads the list of sources and checks its order.
pub(crate) fn read_sources(text: &str) -> Result<Vec<Source>, ReferenceError> {
    let file: SourceFile =
        toml::from_str(text).map_err(|cause| ReferenceError::Sources { cause })?;
    for pair in file.source.windows(2) {
        if pair[0].id >= pair[1].id {
            return Err(ReferenceError::Order {
                table: "sources".to_owned(),
                row: pair[1].id.clone(),
                previous: pair[0].id.clone(),
            });
        }
    }
    Ok(file.source)
}

impl Reference {
    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        let place = self
            .sources
            .binary_search_by(|source| source.id.as_str().cmp(id));
        place.ok().map(|index| &self.sources[index])
    }

    /// All sources, sorted by id.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_found_by_its_id() {
        let source = Reference::embedded().source("ich_q3c_r9").unwrap();
        assert!(source.edition.contains("R9"));
        assert!(Reference::embedded().source("ich_q3c").is_none());
    }

    #[test]
    fn a_source_out_of_order_is_refused() {
        let one = |id: &str| {
            format!(
                "[[source]]\nid = \"{id}\"\ntitle = \"\"\npublisher = \"\"\nedition = \"\"\nlink = \"\"\nlicence = \"\"\nread_on = \"2026-11-22\"\nchecked = \"\"\n"
            )
        };
        let error = read_sources(&(one("b") + &one("a"))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "table `sources`: row `a` must come after `b` and differ from it"
        );
        assert!(read_sources(&(one("a") + &one("a"))).is_err());
        assert_eq!(read_sources(&(one("a") + &one("b"))).unwrap().len(), 2);
    }
}
