//! Why a table of structures cannot be screened at all; what is wrong with one row stands in that row.

/// Why an input cannot be screened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScreeningError {
    /// There is nothing in it.
    #[error("the input is empty")]
    Empty,
    /// It holds bytes that no text has.
    #[error("the input is not a text file, or not in UTF-8")]
    NotText,
    /// A quote in the first line is not closed.
    #[error("the first line opens a quote and does not close it")]
    Header,
    /// A column that the user named is not there.
    #[error("there is no column `{wanted}`, found {}", listed(found))]
    NoColumn {
        /// The column asked for.
        wanted: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// No column has one of the usual names.
    #[error(
        "no column is named as structures usually are, found {}",
        listed(found)
    )]
    NoStructureColumn {
        /// The columns there are.
        found: Vec<String>,
    },
    /// The name of a column does not tell it apart.
    #[error("the column `{name}` occurs twice, as column {first} and as column {second}")]
    TwoColumns {
        /// The name.
        name: String,
        /// Its first place, from 1.
        first: usize,
        /// Its second place.
        second: usize,
    },
    /// The file ends with `.gz`, `.zip` or `.xlsx`.
    #[error("`{extension}` files are not read, expected CSV, SMILES or SDF")]
    Packed {
        /// How the name ends.
        extension: String,
    },
    /// The input cannot be read further.
    #[error("the input cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// The answer cannot be written.
    #[error("the answer cannot be written: {0}")]
    Write(std::io::Error),
}

impl ScreeningError {
    /// Advice to the person who gave the input, where there is any.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Empty => {
                "a table needs a line that names its columns, and one line for each structure"
            }
            Self::NotText => "in a spreadsheet, save as `CSV UTF-8`",
            Self::Header => "the first line must name the columns",
            Self::NoColumn { .. } => "name one of the columns found",
            Self::NoStructureColumn { .. } => {
                "the first line must name the columns; say which one holds the structures with `--smiles-column`"
            }
            Self::TwoColumns { .. } => "rename one of them, or name another column",
            Self::Packed { .. } => "unpack it, or save it as `CSV UTF-8`",
            Self::Read(_) | Self::Write(_) => return None,
        })
    }
}

/// Names in back-ticks, the first of many.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 20;
    let mut text: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{}`", name.chars().take(40).collect::<String>()))
        .collect();
    if names.len() > SHOWN {
        text.push(format!("and {} more", names.len() - SHOWN));
    }
    text.join(", ")
}
