//! One door to all forms in which structures come.

use std::io::BufRead;
use std::path::Path;

use super::error::ScreeningError;
use super::lines::Lines;
use super::record::Record;
use super::smiles_file::SmilesFile;
use super::structure_data::StructureData;
use super::table::{Columns, Table};

/// Form of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a header line.
    Csv,
    /// One SMILES a line, with a name after a space or tab.
    Smiles,
    /// Records of connection tables.
    Sdf,
}

impl Format {
    /// The form that the name of a file suggests; `None` where it suggests none.
    ///
    /// ```
    /// use concerted::screening::Format;
    /// assert_eq!(Format::of_name("list.SMI".as_ref()).unwrap(), Some(Format::Smiles));
    /// assert!(Format::of_name("list.csv.gz".as_ref()).is_err());
    /// ```
    ///
    /// # Errors
    /// [`ScreeningError::Packed`] for files that are archives.
    pub fn of_name(path: &Path) -> Result<Option<Self>, ScreeningError> {
        let extension = path
            .extension()
            .map(|extension| extension.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        match extension.as_str() {
            "csv" | "tsv" | "tab" => Ok(Some(Self::Csv)),
            "smi" | "smiles" => Ok(Some(Self::Smiles)),
            "sdf" | "sd" | "mol" => Ok(Some(Self::Sdf)),
            "gz" | "zip" | "xz" | "zst" | "bz2" | "xlsx" | "xls" | "ods" => {
                Err(ScreeningError::Packed {
                    extension: format!(".{extension}"),
                })
            }
            _ => Ok(None),
        }
    }
}

/// Lines that are no rows and were passed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Lines without any content, also where separators stand in them.
    pub blank: u64,
    /// Lines of a SMILES file that begin with `#`.
    pub comments: u64,
}

/// The structures of an input, one after the other; never more than one of them in memory.
#[derive(Debug)]
pub struct Records<R> {
    reader: Reader<R>,
    /// What was taken for what, for the user to see.
    taken: String,
}

#[derive(Debug)]
enum Reader<R> {
    Table(Table<R>),
    Smiles(SmilesFile<R>),
    StructureData(StructureData<R>),
}

impl<R: BufRead> Records<R> {
    /// Opens an input; of a table the header is read.
    ///
    /// # Errors
    /// Where the input is no table of structures at all. What is wrong with one row stands in that row.
    pub fn open(source: R, format: Format, columns: &Columns) -> Result<Self, ScreeningError> {
        let named = |what: &str| match &columns.id {
            Some(item) if format == Format::Sdf => format!("names from data item `{item}`"),
            _ => format!("names from the {what}"),
        };
        let (reader, taken) = match format {
            Format::Csv => {
                let (table, taken) = Table::open(Lines::new(source), columns)?;
                (Reader::Table(table), taken)
            }
            Format::Smiles => (
                Reader::Smiles(SmilesFile::new(Lines::new(source))),
                format!("one SMILES a line, {}", named("text after it")),
            ),
            Format::Sdf => (
                Reader::StructureData(StructureData::new(source, columns.id.clone())),
                format!("records of an SD file, {}", named("title lines")),
            ),
        };
        Ok(Self { reader, taken })
    }

    /// Lines that were passed over so far; records of SD files leave none.
    pub fn skipped(&self) -> Skipped {
        match &self.reader {
            Reader::Table(table) => table.skipped(),
            Reader::Smiles(file) => file.skipped(),
            Reader::StructureData(_) => Skipped::default(),
        }
    }

    /// What was taken for structure and name, in words.
    pub fn taken(&self) -> &str {
        &self.taken
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = std::io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.reader {
            Reader::Table(table) => table.next_record(),
            Reader::Smiles(file) => file.next_record(),
            Reader::StructureData(file) => file.next_record(),
        }
        .transpose()
    }
}
