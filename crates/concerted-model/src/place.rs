//! Where in the program document something was written.

use std::ops::Range;

use serde::Serialize;

/// Index of a file in the list the reader kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIndex(pub u32);

/// A span of bytes in one file of the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Which file.
    pub file: FileIndex,
    /// Bytes from the start of that file.
    pub span: Range<usize>,
}

impl Place {
    /// A place in the file with this index.
    pub fn new(file: FileIndex, span: Range<usize>) -> Self {
        Self { file, span }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.file, self.span.start, self.span.end).cmp(&(
            other.file,
            other.span.start,
            other.span.end,
        ))
    }
}

/// A place as a reader sees it: file name, line and column, all counted from one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// File name relative to the program folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The files of a document as they were read, to turn bytes into lines and columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceFiles {
    files: Vec<SourceFile>,
}

/// One file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    /// Name relative to the program folder.
    pub name: String,
    /// Its whole text.
    pub text: String,
    line_starts: Vec<usize>,
}

impl SourceFiles {
    /// Keeps a file and returns its index.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileIndex {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        self.files.push(SourceFile {
            name: name.into(),
            text,
            line_starts,
        });
        FileIndex(self.files.len() as u32 - 1)
    }

    /// The file with this index.
    pub fn file(&self, index: FileIndex) -> Option<&SourceFile> {
        self.files.get(index.0 as usize)
    }

    /// All files in the order read.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// File name, line and column of the start of a place.
    pub fn locate(&self, place: &Place) -> Location {
        let Some(file) = self.file(place.file) else {
            return Location {
                file: String::new(),
                line: 1,
                column: 1,
            };
        };
        let mut start = place.span.start.min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let line = file.line_starts.partition_point(|&at| at <= start);
        let line_start = file.line_starts[line - 1];
        Location {
            file: file.name.clone(),
            line,
            column: file.text[line_start..start].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut files = SourceFiles::default();
        let index = files.add("a.toml", "x = 1\nµg = 2\n");
        let at = |start| files.locate(&Place::new(index, start..start)).to_string();
        assert_eq!(at(0), "a.toml:1:1");
        assert_eq!(at(6), "a.toml:2:1");
        assert_eq!(at(8), "a.toml:2:2");
        assert_eq!(at(10_000), "a.toml:3:1");
    }
}
