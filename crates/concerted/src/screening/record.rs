//! One structure of an input, before anything is made of it.

use concerted_molecule::SdfRecord;

/// Longest text of a field that is kept, in bytes.
///
/// Twice what is read as a structure: a longer text is an error row in any case, and its beginning is enough to
/// find it again.
const KEPT: usize = 10_000;

/// One structure of an input as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What the input calls it; the number of the row where the input gives no name.
    pub id: String,
    /// The structure as SMILES; empty where it is a connection table.
    pub text: String,
    /// The record of an SD file that holds the structure, without its title and data fields.
    pub table: Option<SdfRecord>,
    /// Why the row cannot be used, where it cannot.
    pub problem: Option<String>,
}

impl Record {
    /// A row that holds a SMILES.
    pub fn smiles(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: kept(id.into()),
            text: kept(text.into()),
            table: None,
            problem: None,
        }
    }

    /// A row that holds a record of an SD file.
    pub fn structure_data(id: impl Into<String>, table: SdfRecord) -> Self {
        Self {
            // What waits for its turn should hold no more than is read of it.
            table: Some(SdfRecord {
                title: String::new(),
                fields: Vec::new(),
                ..table
            }),
            ..Self::smiles(id, "")
        }
    }

    /// A row that cannot be used.
    pub fn broken(
        id: impl Into<String>,
        text: impl Into<String>,
        problem: impl Into<String>,
    ) -> Self {
        Self {
            problem: Some(problem.into()),
            ..Self::smiles(id, text)
        }
    }

    /// Bytes that it keeps in memory.
    pub(super) fn size(&self) -> usize {
        let table = self.table.as_ref().map_or(0, |table| table.block.len());
        self.id.len() + self.text.len() + table
    }
}

/// The beginning of a text that is too long to be worth keeping.
fn kept(mut text: String) -> String {
    if text.len() > KEPT {
        let mut end = KEPT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_end_is_cut_at_a_character() {
        let record = Record::smiles("1", "é".repeat(KEPT));
        assert!(record.text.ends_with("é…") && record.size() < KEPT + 8);
        assert_eq!(Record::smiles("1", "CCO").text, "CCO");
    }
}
