//! Why a report could not be written.

/// Why a report could not be written. Each case is a defect of this crate, never of the program.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The page could not be rendered.
    #[error("the page could not be rendered: {0}")]
    Page(#[from] askama::Error),
    /// A row of the table could not be written.
    #[error("the table of activities could not be written: {0}")]
    Table(#[from] csv::Error),
    /// The table is no text.
    #[error("the table of activities is not valid UTF-8: {0}")]
    Text(#[from] std::string::FromUtf8Error),
    /// The buffer of the table could not be emptied.
    #[error("the table of activities could not be completed: {0}")]
    Buffer(String),
}
