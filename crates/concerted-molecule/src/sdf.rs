//! Structures in SDF files, record by record.

use std::io::{self, BufRead};

use chematic::mol::{MolParseError, parse_mol, parse_mol_v3000};
use chematic::smiles;

use crate::error::{MoleculeError, shortened};
use crate::guard;
use crate::molecule::Molecule;
use crate::reading;

/// Bytes of a record that are kept. A structure within the limit on its text needs a tenth.
const MAX_RECORD: usize = 4 << 20;

/// The line that ends a record.
const DELIMITER: &str = "$$$$";

/// One record of an SDF file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdfRecord {
    /// The first line of the record, without surrounding blanks; often a name or number, often empty.
    pub title: String,
    /// The mol block up to its `M  END`; empty where the record is too long to be kept.
    pub block: String,
    /// The data fields in the order of the file: name and text, the lines of a text joined by line feeds.
    pub fields: Vec<(String, String)>,
    /// The line of the file in which the record begins, counted from 1.
    pub line: usize,
    /// The place of the record in the file, counted from 1.
    pub number: usize,
    /// Bytes of the record in the file, each line end counted as one.
    pub bytes: usize,
}

impl SdfRecord {
    /// The structure, its atoms numbered as in its canonical SMILES.
    ///
    /// It is read here and not with the record, so that the records of one file can be read on many threads.
    ///
    /// # Errors
    /// Those of [`Molecule::from_mol_block`] with the line of the file; [`MoleculeError::MolBlock`] for a record
    /// that is too long.
    pub fn molecule(&self) -> Result<Molecule, MoleculeError> {
        if self.bytes > MAX_RECORD {
            return Err(MoleculeError::MolBlock {
                line: Some(self.line),
                detail: format!(
                    "the record has {} bytes, expected at most {MAX_RECORD}",
                    self.bytes
                ),
            });
        }
        Molecule::from_mol_block(&self.block).map_err(|error| match error {
            MoleculeError::MolBlock { line, detail } => MoleculeError::MolBlock {
                line: line.map(|line| line + self.line - 1),
                detail,
            },
            other => other,
        })
    }
}

/// Reads an SDF file record by record, in the memory of one record.
///
/// A record ends at a line `$$$$` or at the end of the file. A record whose structure cannot be read comes out like
/// any other, [`SdfRecord::molecule`] gives the reason, and the next one is read from its own beginning; a record
/// without its `$$$$` swallows the following one, since nothing else tells where a record ends. Mol blocks of
/// versions 2000 and 3000 are read. Lines end with `\n`, `\r\n` or `\r`; a byte order mark is no content; bytes
/// that are no UTF-8 are replaced.
///
/// ```
/// let file = [
///     "water",
///     "",
///     "",
///     "  1  0  0  0  0  0  0  0  0  0999 V2000",
///     "    0.0000    0.0000    0.0000 O   0  0  0  0  0  0  0  0  0  0  0  0",
///     "M  END",
///     "> <supplier>",
///     "A",
///     "",
///     "$$$$",
/// ]
/// .join("\n");
/// let records: Vec<_> = concerted_molecule::read_sdf(file.as_bytes()).collect::<Result<_, _>>()?;
/// assert_eq!(records[0].title, "water");
/// assert_eq!(records[0].molecule().unwrap().canonical_smiles(), "O");
/// assert_eq!(records[0].fields, [("supplier".to_owned(), "A".to_owned())]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn read_sdf<R: BufRead>(reader: R) -> SdfRecords<R> {
    SdfRecords {
        reader,
        line: 0,
        number: 0,
        after_return: false,
        ended: false,
    }
}

/// The records of an SDF file, made by [`read_sdf`].
///
/// Each item is an error if the reader fails there; after that the records end.
#[derive(Debug)]
pub struct SdfRecords<R> {
    reader: R,
    /// Lines read so far.
    line: usize,
    /// Records given so far.
    number: usize,
    /// The last line ended with `\r`: a `\n` that follows belongs to it.
    after_return: bool,
    ended: bool,
}

/// The lines of a record as far as they are kept.
struct Lines {
    kept: Vec<String>,
    bytes: usize,
    first: usize,
}

impl<R: BufRead> Iterator for SdfRecords<R> {
    type Item = Result<SdfRecord, io::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.lines() {
            Ok(Some(lines)) => {
                self.number += 1;
                Some(Ok(record(&lines, self.number)))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}

impl<R: BufRead> SdfRecords<R> {
    /// The lines up to the next delimiter; `None` where only blanks are left.
    fn lines(&mut self) -> io::Result<Option<Lines>> {
        let mut lines = Lines {
            kept: Vec::new(),
            bytes: 0,
            first: self.line + 1,
        };
        while let Some(line) = self.line(&mut lines.bytes)? {
            if line.starts_with(DELIMITER) {
                return Ok(Some(lines));
            }
            if lines.bytes <= MAX_RECORD {
                lines.kept.push(line);
            }
        }
        self.ended = true;
        let blank =
            lines.bytes <= MAX_RECORD && lines.kept.iter().all(|line| line.trim().is_empty());
        Ok((!blank).then_some(lines))
    }

    /// The next line without its end, as far as the record's bytes last; `None` at the end of the file.
    fn line(&mut self, bytes: &mut usize) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            if std::mem::take(&mut self.after_return) && buffer[0] == b'\n' {
                self.reader.consume(1);
                continue;
            }
            any = true;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = &buffer[..end.unwrap_or(buffer.len())];
            // A delimiter is recognised even where nothing else is kept.
            let room = MAX_RECORD
                .saturating_sub(*bytes)
                .max(DELIMITER.len().saturating_sub(line.len()));
            line.extend_from_slice(&part[..part.len().min(room)]);
            let taken = part.len() + usize::from(end.is_some());
            *bytes = bytes.saturating_add(taken);
            self.after_return = end.is_some_and(|end| buffer[end] == b'\r');
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        self.line += usize::from(any);
        let text = String::from_utf8_lossy(&line);
        let text = if self.line == 1 {
            text.strip_prefix('\u{FEFF}').unwrap_or(&text)
        } else {
            &text
        };
        Ok(any.then(|| text.to_owned()))
    }
}

fn record(lines: &Lines, number: usize) -> SdfRecord {
    let kept = &lines.kept;
    let end = kept
        .iter()
        .position(|line| line.trim_end() == "M  END")
        .map(|end| end + 1)
        .or_else(|| kept.iter().position(|line| line.starts_with('>')))
        .unwrap_or(kept.len());
    SdfRecord {
        title: kept.first().map_or("", |title| title.trim()).to_owned(),
        // Nobody reads the structure of a record without end, so it costs no memory while it waits.
        block: if lines.bytes > MAX_RECORD {
            String::new()
        } else {
            kept[..end].join("\n")
        },
        fields: fields(&kept[end..]),
        line: lines.first,
        number,
        bytes: lines.bytes,
    }
}

/// The data fields: a line that begins with `>` and names the field, lines of text, an empty line.
fn fields(lines: &[String]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, Vec<&str>)> = Vec::new();
    let mut open = false;
    for line in lines {
        // Within a text a `>` is text, unless a writer left out the empty line before the next name.
        if line.starts_with('>') && (!open || line.contains('<')) {
            let name = line
                .split_once('<')
                .and_then(|(_, rest)| rest.rsplit_once('>'))
                .map_or("", |(name, _)| name);
            fields.push((name.trim().to_owned(), Vec::new()));
            open = true;
        } else if line.trim().is_empty() {
            open = false;
        } else if let (true, Some((_, text))) = (open, fields.last_mut()) {
            text.push(line.trim_end());
        }
    }
    fields
        .into_iter()
        .map(|(name, text)| (name, text.join("\n")))
        .collect()
}

impl Molecule {
    /// Reads a mol block of version 2000 or 3000 and checks it as [`Molecule::parse`] does.
    ///
    /// Stereo centres follow from wedges, double bonds from coordinates. The atoms are numbered as in the
    /// canonical SMILES, not as in the block.
    ///
    /// # Errors
    /// [`MoleculeError::MolBlock`] with the line of the block; otherwise those of [`Molecule::parse`].
    pub fn from_mol_block(block: &str) -> Result<Self, MoleculeError> {
        let lines = block.lines().count();
        let counts = block.lines().nth(3).unwrap_or_default();
        let extended = counts.contains("V3000");
        let parsed = guard::run(lines, || {
            if extended {
                parse_mol_v3000(block)
            } else {
                parse_mol(block)
            }
        })?
        .map_err(|error| refused(&error))?;
        let (graph, _) = parsed;
        if graph.atom_count() == 0 {
            return Err(MoleculeError::Empty);
        }
        if let Some((index, _)) = graph.atoms().find(|(_, atom)| atom.wildcard) {
            return Err(MoleculeError::Placeholder {
                atom: index.0 as usize,
                position: None,
            });
        }
        let text = guard::run(graph.atom_count(), || {
            smiles::rdkit_canonical_smiles(&graph)
        })?
        .map_err(|error| reading::unsound(&graph, error, ""))?;
        Self::parse(&text)
    }
}

/// What the reader objects to, in our words.
fn refused(error: &MolParseError) -> MoleculeError {
    let (line, detail) = match error {
        MolParseError::InvalidHeader { line, detail }
        | MolParseError::InvalidCountLine { line, detail }
        | MolParseError::InvalidAtomLine { line, detail }
        | MolParseError::InvalidBondLine { line, detail }
        | MolParseError::InvalidPropertyLine { line, detail }
        | MolParseError::V3000ParseError { line, msg: detail } => (Some(*line), detail.clone()),
        MolParseError::UnknownElement { symbol, line } => (
            Some(*line),
            format!("`{}` is no element", shortened(symbol)),
        ),
        MolParseError::UnexpectedEnd => (None, "the block breaks off".to_owned()),
        other => (None, other.to_string()),
    };
    MoleculeError::MolBlock {
        line,
        detail: shortened(&detail),
    }
}
