//! Structures from a SMILES file: one a line, a name after a space or tab.

use std::io::BufRead;

use super::lines::Lines;
use super::record::Record;
use super::source::Skipped;

/// Reads the lines of a SMILES file.
#[derive(Debug)]
pub(super) struct SmilesFile<R> {
    lines: Lines<R>,
    row: u64,
    skipped: Skipped,
}

impl<R: BufRead> SmilesFile<R> {
    pub(super) fn new(lines: Lines<R>) -> Self {
        Self {
            lines,
            row: 0,
            skipped: Skipped::default(),
        }
    }

    /// What was passed over so far.
    pub(super) fn skipped(&self) -> Skipped {
        self.skipped
    }

    /// The next structure; blank lines, comments and a first line that says `SMILES` are none.
    ///
    /// A comment is a line that begins with `#`: no SMILES does, as a bond follows an atom.
    pub(super) fn next_record(&mut self) -> std::io::Result<Option<Record>> {
        loop {
            let Some(line) = self.lines.next_line()? else {
                return Ok(None);
            };
            if line.bytes.iter().all(u8::is_ascii_whitespace) {
                self.skipped.blank += 1;
                continue;
            }
            if line.bytes.trim_ascii_start().starts_with(b"#") {
                self.skipped.comments += 1;
                continue;
            }
            let text = String::from_utf8_lossy(&line.bytes);
            let (smiles, name) = parts(&text);
            if line.number == 1 && smiles.eq_ignore_ascii_case("smiles") {
                continue;
            }
            self.row += 1;
            let name = if name.is_empty() {
                self.row.to_string()
            } else {
                name.to_owned()
            };
            let problem = if line.cut {
                Some(format!(
                    "line {} is longer than {} characters",
                    line.number,
                    super::lines::MAX_LINE
                ))
            } else if std::str::from_utf8(&line.bytes).is_err() {
                Some(format!("line {} is not valid UTF-8", line.number))
            } else {
                None
            };
            let mut record = Record::smiles(name, smiles);
            record.problem = problem;
            return Ok(Some(record));
        }
    }
}

/// Structure and name of a line; the extension `|…|` that some programs write between them is left out.
fn parts(line: &str) -> (&str, &str) {
    let line = line.trim();
    let (smiles, rest) = line
        .split_once(|character: char| character.is_whitespace())
        .unwrap_or((line, ""));
    let rest = rest.trim_start();
    let name = rest
        .strip_prefix('|')
        .and_then(|extension| extension.split_once('|'))
        .map_or(rest, |(_, name)| name);
    (smiles, name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], expected: &[(&str, &str, bool)]) {
        let mut file = SmilesFile::new(Lines::new(text));
        let mut found = Vec::new();
        while let Some(record) = file.next_record().unwrap() {
            found.push((record.id, record.text, record.problem.is_some()));
        }
        let found: Vec<_> = found
            .iter()
            .map(|(id, text, broken)| (id.as_str(), text.as_str(), *broken))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_follow_the_structure() {
        check(
            b"CCO ethanol\nC\tmethane gas\r\n\nCC\n",
            &[
                ("ethanol", "CCO", false),
                ("methane gas", "C", false),
                ("3", "CC", false),
            ],
        );
        check(b"smiles name\nC a\n", &[("a", "C", false)]);
        check(
            b"CC |c:1,3| x\nCC |c:1|\nCC |x\n",
            &[("x", "CC", false), ("2", "CC", false), ("|x", "CC", false)],
        );
        check(
            b"C\xFF a\nC b",
            &[("a", "C\u{fffd}", true), ("b", "C", false)],
        );
        check(b"", &[]);
        check(
            b"# a list\n  # of two\n\nC#C acetylene\nC#N\n",
            &[("acetylene", "C#C", false), ("2", "C#N", false)],
        );
    }
}
