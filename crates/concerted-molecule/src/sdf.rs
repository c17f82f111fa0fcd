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
    /// The structure, its atoms numbered as in its canonical SMILES; or why it cannot be read, with the line
    /// of the file.
    pub molecule: Result<Molecule, MoleculeError>,
    /// The data fields in the order of the file: name and text, the lines of a text joined by line feeds.
    pub fields: Vec<(String, String)>,
    /// The line of the file in which the record begins, counted from 1.
    pub line: usize,
    /// The place of the record in the file, counted from 1.
    pub number: usize,
}

/// Reads an SDF file record by record, in the memory of one record.
///
/// A record ends at a line `$$$$` or at the end of the file. A record that cannot be read comes out with the
/// reason in [`SdfRecord::molecule`], and the next one is read from its own beginning; a record without its
/// `$$$$` swallows the following one, since nothing else tells where a record ends. Mol blocks of versions 2000
/// and 3000 are read. Bytes that are no UTF-8 are replaced.
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
/// assert_eq!(records[0].molecule.as_ref().unwrap().canonical_smiles(), "O");
/// assert_eq!(records[0].fields, [("supplier".to_owned(), "A".to_owned())]);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Each item is an error if the reader fails there; after that the records end.
pub fn read_sdf<R: BufRead>(reader: R) -> impl Iterator<Item = Result<SdfRecord, io::Error>> {
    Records {
        reader,
        line: 0,
        number: 0,
        ended: false,
    }
}

struct Records<R> {
    reader: R,
    /// Lines read so far.
    line: usize,
    /// Records given so far.
    number: usize,
    ended: bool,
}

/// The lines of a record as far as they are kept.
struct Lines {
    kept: Vec<String>,
    bytes: usize,
    first: usize,
}

impl<R: BufRead> Iterator for Records<R> {
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

impl<R: BufRead> Records<R> {
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
        let blank = lines.kept.iter().all(|line| line.trim().is_empty());
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
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffer.len(), |end| end + 1);
            // A delimiter is recognised even where nothing else is kept.
            if *bytes <= MAX_RECORD || line.len() < DELIMITER.len() {
                line.extend_from_slice(&buffer[..taken]);
            }
            *bytes = bytes.saturating_add(taken);
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        self.line += usize::from(any);
        let text = String::from_utf8_lossy(&line);
        Ok(any.then(|| text.trim_end_matches(['\n', '\r']).to_owned()))
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
    let molecule = if lines.bytes > MAX_RECORD {
        Err(MoleculeError::MolBlock {
            line: Some(lines.first),
            detail: format!(
                "the record has {} bytes, expected at most {MAX_RECORD}",
                lines.bytes
            ),
        })
    } else {
        Molecule::from_mol_block(&kept[..end].join("\n")).map_err(|error| match error {
            MoleculeError::MolBlock { line, detail } => MoleculeError::MolBlock {
                line: line.map(|line| line + lines.first - 1),
                detail,
            },
            other => other,
        })
    };
    SdfRecord {
        title: kept.first().map_or("", |title| title.trim()).to_owned(),
        molecule,
        fields: fields(&kept[end..]),
        line: lines.first,
        number,
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
