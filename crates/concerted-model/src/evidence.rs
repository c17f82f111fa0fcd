//! How far a value can be relied upon, and where it was read.

use serde::{Deserialize, Serialize};

/// Whether somebody checked a value against its primary source.
///
/// Only [`Status::Verified`] may be rendered as a regulatory limit. The others are shown with their
/// status beside the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read in the primary source, or in two independent transcriptions of it.
    Verified,
    /// Need or scope is published; the number itself is ours.
    Partly,
    /// Our own calculation from verified inputs.
    Calculated,
    /// A working assumption; an expert must review it.
    Assumed,
    /// Remembered from the cited text and not seen; never a regulatory fact.
    Memory,
    /// Sources contradict each other; nothing may be shown as the limit.
    Conflict,
}

impl Status {
    /// Every status with the word used for it in tables, documents and reports.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Verified, "verified"),
        (Self::Partly, "partly"),
        (Self::Calculated, "calculated"),
        (Self::Assumed, "assumed"),
        (Self::Memory, "memory"),
        (Self::Conflict, "conflict"),
    ];

    /// The word for this status.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(status, _)| *status == self)
            .map_or("", |(_, word)| word)
    }

    /// The status with this word, if there is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == word)
            .map(|(status, _)| *status)
    }

    /// True where the value may be printed as a regulatory limit without a caveat.
    pub fn is_regulatory_fact(self) -> bool {
        self == Self::Verified
    }
}

/// Where one row of a reference table comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Table of `concerted-reference`, such as `q3d_elements`.
    pub table: String,
    /// Row id in that table.
    pub row: String,
    /// Source id in `sources.toml`.
    pub source: String,
    /// Table, section or page in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
}
