//! How strong the text is that a row was checked against.

use serde::Deserialize;

/// The strength of the text behind a row, from strongest to weakest.
///
/// [`Status`](concerted_model::evidence::Status) says whether a value may be shown as fact, this says
/// what that rests on, so that a reader knows which rows deserve a look into the guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The agency says so itself, on a page or in a notice.
    AgencyPage,
    /// The file of the work that made the data was read.
    PrimaryFile,
    /// A public text that quotes the source, or compares every row with it.
    Quoted,
    /// One transcription whose inner redundancy was recomputed and agrees.
    Recomputed,
    /// Somebody else tells the value: press, textbook, slide, vendor.
    Restated,
    /// Three public transcriptions agree.
    ThreeTranscriptions,
    /// Two public transcriptions or two agencies agree.
    TwoTranscriptions,
    /// One public transcription.
    OneTranscription,
    /// Only our own calculation agrees with what we remember.
    OwnCalculation,
    /// Texts contradict each other.
    Contradiction,
    /// Nothing was read.
    None,
}

impl Evidence {
    /// What a reader is told beside the value.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::AgencyPage => "read on a page of the agency",
            Self::PrimaryFile => "read in the file of the source",
            Self::Quoted => "read in a text that quotes the source",
            Self::Recomputed => "one transcription, recomputed",
            Self::Restated => "as restated by a secondary text",
            Self::ThreeTranscriptions => "three transcriptions agree",
            Self::TwoTranscriptions => "two transcriptions agree",
            Self::OneTranscription => "one transcription",
            Self::OwnCalculation => "remembered, our calculation agrees",
            Self::Contradiction => "sources contradict each other",
            Self::None => "remembered, not seen",
        }
    }

    /// True where the row should be read again in the source before it carries a decision.
    pub fn is_secondary(self) -> bool {
        self > Self::Quoted
    }
}
