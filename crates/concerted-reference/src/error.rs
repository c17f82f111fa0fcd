//! What can be wrong with a table.

/// A fault of the embedded data; the data tests keep it from reaching a user.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// A table is not registered under the name that a look-up expects.
    #[error("table `{table}` is not embedded")]
    MissingTable {
        /// Name of the table.
        table: String,
    },
    /// A row does not fit its type: wrong column, number or word.
    #[error("table `{table}` cannot be read")]
    Row {
        /// Name of the table.
        table: String,
        /// What the reader found, with its line.
        #[source]
        cause: csv::Error,
    },
    /// Rows are not sorted by id, or an id occurs twice.
    #[error("table `{table}`: row `{row}` must come after `{previous}` and differ from it")]
    Order {
        /// Name of the table.
        table: String,
        /// The row out of order.
        row: String,
        /// The row before it.
        previous: String,
    },
    /// A row cites a source that `sources.toml` does not describe.
    #[error("table `{table}`: row `{row}` cites the unknown source `{source_id}`")]
    UnknownSource {
        /// Name of the table.
        table: String,
        /// Id of the row.
        row: String,
        /// The source it names.
        source_id: String,
    },
    /// `sources.toml` cannot be read.
    #[error("`sources.toml` cannot be read")]
    Sources {
        /// What the reader found.
        #[source]
        cause: toml::de::Error,
    },
}
