//! Screening of long lists of structures: reading, running on all threads, writing, with flat memory.

mod answer;
mod error;
mod lines;
mod pipeline;
mod record;
mod screen;
mod smiles_file;
mod source;
mod structure_data;
mod table;

pub use answer::{
    Answer, AnswerForm, AnswerWriter, COLUMNS, DETAIL_COLUMNS, Details, Screened, ScreenedModel,
};
pub use error::ScreeningError;
pub use pipeline::{DEFECT, Tally, screen_records};
pub use record::Record;
pub use screen::Screen;
pub use source::{Format, Records, Skipped};
pub use table::Columns;
