//! Structures from a table of comma-, semicolon- or tab-separated values.
//!
//! Not read with the crate `csv`: after a quote that is never closed it gives the whole rest of the file as one
//! field, so that one bad row would take all others with it. Here a record goes over several lines only where
//! that makes it a sound row; otherwise its first line is an error row and reading goes on with the next line.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::BufRead;

use super::error::ScreeningError;
use super::lines::{Line, Lines};
use super::record::Record;
use super::source::Skipped;

/// Most lines that one record may span.
const MAX_SPAN: usize = 50;

/// Separators, the likelier first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Names of the column of structures, best first, in lower case.
const STRUCTURE_NAMES: [&str; 5] = [
    "smiles",
    "canonical_smiles",
    "isomeric_smiles",
    "structure",
    "structures",
];

/// Names of the column of names, best first, in lower case.
const ID_NAMES: [&str; 6] = ["id", "compound_id", "name", "cas", "casrn", "cas_number"];

/// Columns that the user names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Column of the structures; guessed where not given.
    pub smiles: Option<String>,
    /// Column of the names; guessed where not given.
    pub id: Option<String>,
}

/// Reads the rows of a table.
#[derive(Debug)]
pub(super) struct Table<R> {
    lines: Lines<R>,
    /// Lines that were read ahead in search of the end of a quote.
    ahead: VecDeque<Line>,
    separator: u8,
    columns: usize,
    smiles: usize,
    id: Option<usize>,
    row: u64,
    skipped: Skipped,
}

impl<R: BufRead> Table<R> {
    /// Reads the header; gives the reader and what was taken for what, in words.
    pub(super) fn open(
        mut lines: Lines<R>,
        columns: &Columns,
    ) -> Result<(Self, String), ScreeningError> {
        let header = loop {
            match lines.next_line()? {
                None => return Err(ScreeningError::Empty),
                Some(line) if line.bytes.iter().all(u8::is_ascii_whitespace) => {}
                Some(line) => break line,
            }
        };
        if header.bytes.contains(&0) || header.bytes.starts_with(b"\xFF\xFE") {
            return Err(ScreeningError::NotText);
        }
        let separator = separator(&header.bytes);
        let Split::Fields(fields) = split(&header.bytes, separator) else {
            return Err(ScreeningError::Header);
        };
        let names: Vec<String> = fields
            .iter()
            .map(|field| String::from_utf8_lossy(field).trim().to_owned())
            .collect();
        let smiles =
            column(&names, columns.smiles.as_deref(), &STRUCTURE_NAMES)?.ok_or_else(|| {
                ScreeningError::NoStructureColumn {
                    found: names.clone(),
                }
            })?;
        let id = column(&names, columns.id.as_deref(), &ID_NAMES)?;
        let said = format!(
            "structures from column `{}`, {}, columns separated by {}",
            names[smiles],
            id.map_or_else(
                || "rows numbered as no column names them".to_owned(),
                |id| format!("names from column `{}`", names[id])
            ),
            match separator {
                b'\t' => "tabs",
                b';' => "semicolons",
                b'|' => "bars",
                _ => "commas",
            }
        );
        let table = Self {
            lines,
            ahead: VecDeque::new(),
            separator,
            columns: names.len(),
            smiles,
            id,
            row: 0,
            skipped: Skipped::default(),
        };
        Ok((table, said))
    }

    fn take(&mut self) -> std::io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next_line(),
        }
    }

    /// What was passed over so far.
    pub(super) fn skipped(&self) -> Skipped {
        self.skipped
    }

    /// Whether a line holds nothing but blanks, separators and empty quotes, as spreadsheets write behind the end of
    /// a table.
    fn is_blank(&self, line: &Line) -> bool {
        let empty = |byte: &u8| byte.is_ascii_whitespace() || [self.separator, b'"'].contains(byte);
        !line.cut
            && line.bytes.iter().all(empty)
            && match split(&line.bytes, self.separator) {
                Split::Fields(fields) => fields
                    .iter()
                    .all(|field| field.iter().all(u8::is_ascii_whitespace)),
                Split::Open | Split::Stray(_) => false,
            }
    }

    /// The next row; lines that are blank are none.
    pub(super) fn next_record(&mut self) -> std::io::Result<Option<Record>> {
        let line = loop {
            match self.take()? {
                None => return Ok(None),
                Some(line) if self.is_blank(&line) => self.skipped.blank += 1,
                Some(line) => break line,
            }
        };
        self.row += 1;
        if line.cut {
            let problem = format!(
                "line {} is longer than {} characters",
                line.number,
                super::lines::MAX_LINE
            );
            return Ok(Some(self.broken(&[], problem)));
        }
        let record = match split(&line.bytes, self.separator) {
            Split::Fields(fields) => self.record(&fields, line.number),
            Split::Stray(place) => self.broken(
                &[],
                format!(
                    "line {}: text after the closing quote at character {place}, expected a separator",
                    line.number
                ),
            ),
            Split::Open => self.over_lines(&line)?,
        };
        Ok(Some(record))
    }

    /// A record whose quote is still open at the end of its first line.
    fn over_lines(&mut self, first: &Line) -> std::io::Result<Record> {
        let mut bytes = first.bytes.clone();
        let mut looked_at = 0;
        while looked_at < MAX_SPAN {
            if looked_at == self.ahead.len() {
                match self.lines.next_line()? {
                    None => break,
                    Some(line) => self.ahead.push_back(line),
                }
            }
            let next = &self.ahead[looked_at];
            if next.cut || bytes.len() + next.bytes.len() > super::lines::MAX_LINE {
                break;
            }
            bytes.push(b'\n');
            bytes.extend_from_slice(&next.bytes);
            looked_at += 1;
            match split(&bytes, self.separator) {
                Split::Open => {}
                Split::Fields(fields) if fields.len() == self.columns => {
                    let record = self.record(&fields, first.number);
                    self.ahead.drain(..looked_at);
                    return Ok(record);
                }
                Split::Fields(_) | Split::Stray(_) => break,
            }
        }
        Ok(self.broken(
            &[],
            format!("line {}: a quote is opened and not closed", first.number),
        ))
    }

    fn record(&self, fields: &[Cow<'_, [u8]>], line: u64) -> Record {
        if fields.len() != self.columns {
            let problem = format!(
                "line {line} has {} fields, expected {} as in the header",
                fields.len(),
                self.columns
            );
            return self.broken(fields, problem);
        }
        let text = |at: usize| std::str::from_utf8(&fields[at]);
        let id = self.id.map_or_else(|| Ok(""), text);
        match (text(self.smiles), id) {
            (Ok(smiles), Ok(id)) => Record::smiles(self.name(Some(id)), smiles.trim()),
            _ => self.broken(fields, format!("line {line} is not valid UTF-8")),
        }
    }

    /// The name of the current row: its number where no column gives names.
    fn name(&self, id: Option<&str>) -> String {
        match (self.id, id) {
            (Some(_), Some(id)) => id.trim().to_owned(),
            _ => self.row.to_string(),
        }
    }

    fn broken(&self, fields: &[Cow<'_, [u8]>], problem: String) -> Record {
        let text = |at: Option<usize>| {
            at.and_then(|at| fields.get(at))
                .map(|field| String::from_utf8_lossy(field).trim().to_owned())
        };
        // A row cut short may still say its name.
        let id = text(self.id);
        Record::broken(
            self.name(id.as_deref()),
            text(Some(self.smiles)).unwrap_or_default(),
            problem,
        )
    }
}

/// The separator that stands most often in a header, outside quotes.
fn separator(header: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in header {
        if *byte == b'"' {
            quoted = !quoted;
        } else if !quoted
            && let Some(at) = SEPARATORS.iter().position(|separator| separator == byte)
        {
            counts[at] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let first = counts.iter().position(|count| *count == most).unwrap_or(0);
    SEPARATORS[first]
}

/// The place of a column: as named, else the best of the usual names.
fn column(
    names: &[String],
    wanted: Option<&str>,
    usual: &[&str],
) -> Result<Option<usize>, ScreeningError> {
    let places = |name: &str, exact: bool| -> Vec<usize> {
        let same = |found: &str| {
            if exact {
                found == name
            } else {
                found.to_lowercase() == name.to_lowercase()
            }
        };
        (0..names.len()).filter(|at| same(&names[*at])).collect()
    };
    let found = match wanted {
        Some(wanted) => {
            let exact = places(wanted, true);
            let found = if exact.is_empty() {
                places(wanted, false)
            } else {
                exact
            };
            if found.is_empty() {
                return Err(ScreeningError::NoColumn {
                    wanted: wanted.to_owned(),
                    found: names.to_vec(),
                });
            }
            found
        }
        None => usual
            .iter()
            .map(|name| places(name, false))
            .find(|places| !places.is_empty())
            .unwrap_or_default(),
    };
    match found[..] {
        [first, second, ..] => Err(ScreeningError::TwoColumns {
            name: names[first].clone(),
            first: first + 1,
            second: second + 1,
        }),
        _ => Ok(found.first().copied()),
    }
}

/// What a line holds.
enum Split<'a> {
    Fields(Vec<Cow<'a, [u8]>>),
    /// A quote is open at its end.
    Open,
    /// A closing quote is followed by text, at this character.
    Stray(usize),
}

/// Splits one record; a quote opens a field only at its beginning, and `""` within it is one quote.
fn split(bytes: &[u8], separator: u8) -> Split<'_> {
    let mut fields = Vec::new();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let mut field = Vec::new();
            at += 1;
            loop {
                let Some(length) = bytes[at..].iter().position(|byte| *byte == b'"') else {
                    return Split::Open;
                };
                field.extend_from_slice(&bytes[at..at + length]);
                at += length + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                field.push(b'"');
                at += 1;
            }
            fields.push(Cow::Owned(field));
            match bytes.get(at) {
                None => return Split::Fields(fields),
                Some(byte) if *byte == separator => at += 1,
                Some(_) => return Split::Stray(at + 1),
            }
        } else {
            let rest = &bytes[at..];
            let Some(length) = rest.iter().position(|byte| *byte == separator) else {
                fields.push(Cow::Borrowed(rest));
                return Split::Fields(fields);
            };
            fields.push(Cow::Borrowed(&rest[..length]));
            at += length + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &[u8], columns: &Columns) -> Result<(Vec<Record>, String), ScreeningError> {
        let (mut table, said) = Table::open(Lines::new(text), columns)?;
        let mut records = Vec::new();
        while let Some(record) = table.next_record()? {
            records.push(record);
        }
        Ok((records, said))
    }

    /// Name, structure and whether the row is broken, of each row.
    #[track_caller]
    fn check(text: &[u8], expected: &[(&str, &str, bool)]) {
        let (records, _) = open(text, &Columns::default()).unwrap();
        let found: Vec<_> = records
            .iter()
            .map(|record| {
                (
                    record.id.as_str(),
                    record.text.as_str(),
                    record.problem.is_some(),
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn separators_quotes_and_line_ends() {
        let rows = [("a", "CCO", false), ("b, c", "C", false)];
        check(b"id,smiles\na,CCO\n\"b, c\",C\n", &rows);
        check(b"\xEF\xBB\xBFid;SMILES\r\na;CCO\r\n\"b, c\";C\r\n", &rows);
        check(b"Structure\tName\nCCO\ta\n C \tb, c", &rows);
        check(
            b"smiles\nCCO\n\n  \nC\n",
            &[("1", "CCO", false), ("2", "C", false)],
        );
        check(
            b"id,smiles\n\"a\"\"b\",C\n5\" tube,\n",
            &[("a\"b", "C", false), ("5\" tube", "", false)],
        );
    }

    #[test]
    fn rows_of_separators_alone_are_counted_and_passed_over() {
        let text = &b"id;smiles\n;;\n;\n a ;C\n \"\"; \n;C1\n"[..];
        let (mut table, _) = Table::open(Lines::new(text), &Columns::default()).unwrap();
        let mut found = Vec::new();
        while let Some(record) = table.next_record().unwrap() {
            found.push((record.id, record.text));
        }
        let row = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        assert_eq!(found[0], row("a", "C"));
        assert_eq!(found.last(), Some(&row("", "C1")));
        assert_eq!(table.skipped().blank, 2);
    }

    #[test]
    fn a_record_may_go_over_lines_where_that_makes_it_sound() {
        check(
            b"id,smiles,note\na,CCO,\"two\nlines\"\nb,C,\n",
            &[("a", "CCO", false), ("b", "C", false)],
        );
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        check(
            b"id,smiles\na,\"CCO\nb,C\nc,\"CC\"\nd,CCC\n",
            &[
                ("1", "", true),
                ("b", "C", false),
                ("c", "CC", false),
                ("d", "CCC", false),
            ],
        );
        check(
            b"id,smiles\n\"a,C\n\"b,C\nc,C",
            &[("1", "", true), ("2", "", true), ("c", "C", false)],
        );
        let mut many = b"id,smiles\na,\"C\n".to_vec();
        many.extend_from_slice(&b"x,C\n".repeat(3 * MAX_SPAN));
        assert_eq!(
            open(&many, &Columns::default()).unwrap().0.len(),
            1 + 3 * MAX_SPAN
        );
    }

    #[test]
    fn broken_rows_keep_what_they_say() {
        check(
            b"id,smiles,x\na,CCO\nb,C,1,2\nc,\xFF,1\n\xFE,C,1\nd,C,\xFF\n",
            &[
                ("a", "CCO", true),
                ("b", "C", true),
                ("c", "\u{fffd}", true),
                ("\u{fffd}", "C", true),
                // What is not read may be anything.
                ("d", "C", false),
            ],
        );
        check(
            b"id,smiles\n\"a\"b,C\nc,C",
            &[("1", "", true), ("c", "C", false)],
        );
    }

    #[test]
    fn columns_are_named_or_guessed() {
        let named = |smiles: &str, id: &str| Columns {
            smiles: Some(smiles.into()),
            id: Some(id.into()),
        };
        let text = b"CAS,Name,Canonical_SMILES,other\n1,a,C,CC\n";
        let (records, said) = open(text, &Columns::default()).unwrap();
        assert_eq!(
            (records[0].id.as_str(), records[0].text.as_str()),
            ("a", "C")
        );
        assert!(
            said.contains("`Canonical_SMILES`") && said.contains("`Name`"),
            "{said}"
        );
        let (records, _) = open(text, &named("OTHER", "CAS")).unwrap();
        assert_eq!(
            (records[0].id.as_str(), records[0].text.as_str()),
            ("1", "CC")
        );
        assert!(matches!(
            open(text, &named("smile", "CAS")),
            Err(ScreeningError::NoColumn { .. })
        ));
        assert!(matches!(
            open(b"a,b\n1,2", &Columns::default()),
            Err(ScreeningError::NoStructureColumn { .. })
        ));
        assert!(matches!(
            open(b"smiles,id,SMILES\nC,1,C", &Columns::default()),
            Err(ScreeningError::TwoColumns {
                first: 1,
                second: 3,
                ..
            })
        ));
        // The exact spelling tells them apart.
        assert!(open(b"smiles,id,SMILES\nC,1,C", &named("SMILES", "id")).is_ok());
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert!(matches!(
            open(b"", &Columns::default()),
            Err(ScreeningError::Empty)
        ));
        assert!(matches!(
            open(b"\n \n", &Columns::default()),
            Err(ScreeningError::Empty)
        ));
        assert!(matches!(
            open(b"\x7fELF\0\0,smiles\n", &Columns::default()),
            Err(ScreeningError::NotText)
        ));
        assert!(matches!(
            open(b"\xFF\xFEs\0m\0\n\0", &Columns::default()),
            Err(ScreeningError::NotText)
        ));
        assert!(matches!(
            open(b"\"smiles\nC", &Columns::default()),
            Err(ScreeningError::Header)
        ));
    }
}
