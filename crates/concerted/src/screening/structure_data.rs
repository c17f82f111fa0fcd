//! Structures from an SD file: records that end with `$$$$`.

use std::io::BufRead;

use super::lines::Lines;
use super::record::{Notation, Record};

/// Longest record that is kept, in bytes: hundreds of times a drug substance with its data.
const MAX_RECORD: usize = 4 << 20;

/// Reads the records of an SD file.
#[derive(Debug)]
pub(super) struct StructureData<R> {
    lines: Lines<R>,
    /// Data item that holds the name; the title line where not given.
    id: Option<String>,
    row: u64,
}

impl<R: BufRead> StructureData<R> {
    pub(super) fn new(lines: Lines<R>, id: Option<String>) -> Self {
        Self { lines, id, row: 0 }
    }

    /// The next record; the last one may lack its `$$$$`.
    pub(super) fn next_record(&mut self) -> std::io::Result<Option<Record>> {
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut content = false;
        loop {
            let Some(line) = self.lines.next_line()? else {
                if !content {
                    return Ok(None);
                }
                break;
            };
            if line.bytes.starts_with(b"$$$$") {
                break;
            }
            content |= !line.bytes.iter().all(u8::is_ascii_whitespace);
            cut |= line.cut || bytes.len() + line.bytes.len() > MAX_RECORD;
            if !cut {
                bytes.extend_from_slice(&line.bytes);
                bytes.push(b'\n');
            }
        }
        self.row += 1;
        Ok(Some(self.record(bytes, cut)))
    }

    fn record(&self, bytes: Vec<u8>, cut: bool) -> Record {
        let row = self.row;
        // A name in another encoding is no reason to lose the structure, which is plain ASCII.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let id = self.name(&text);
        if cut {
            let problem = format!("record {row} is longer than {MAX_RECORD} characters");
            return Record::broken(id, "", problem);
        }
        Record {
            text,
            notation: Notation::StructureData,
            ..Record::smiles(id, "")
        }
    }

    /// The data item asked for, else the title, else the number of the record.
    fn name(&self, text: &str) -> String {
        let found = match &self.id {
            Some(item) => data_item(text, item),
            None => text.lines().next(),
        };
        match found.map(str::trim) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => self.row.to_string(),
        }
    }
}

/// The first line of the data item `> <NAME>`.
fn data_item<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text.lines();
    lines.find(|line| {
        line.strip_prefix('>').is_some_and(|rest| {
            rest.split_once('<')
                .and_then(|(_, rest)| rest.split_once('>'))
                .is_some_and(|(found, _)| found.eq_ignore_ascii_case(name))
        })
    })?;
    lines.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const METHANE: &str = "methane\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n> <CAS> (1)\n74-82-8\n\n";

    #[track_caller]
    fn check(text: &str, id: Option<&str>, expected: &[&str]) {
        let mut file = StructureData::new(Lines::new(text.as_bytes()), id.map(str::to_owned));
        let mut found = Vec::new();
        while let Some(record) = file.next_record().unwrap() {
            found.push(record.id);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn records_end_with_dollars_or_with_the_file() {
        check("", None, &[]);
        check("\n\n", None, &[]);
        check(METHANE, None, &["methane"]);
        check(&format!("{METHANE}$$$$\n"), None, &["methane"]);
        check(
            &format!("{METHANE}$$$$\r\n{METHANE}"),
            None,
            &["methane", "methane"],
        );
        // An empty record is one: its row says that it is empty.
        check(&format!("$$$$\n{METHANE}$$$$\n\n"), None, &["1", "methane"]);
        check(METHANE, Some("cas"), &["74-82-8"]);
        check(METHANE, Some("none"), &["1"]);
    }

    #[test]
    fn an_enormous_record_costs_one_row() {
        let long = "x".repeat(1000) + "\n";
        let text = format!(
            "{}$$$$\n{METHANE}$$$$\n",
            long.repeat(MAX_RECORD / 1000 + 10)
        );
        let mut file = StructureData::new(Lines::new(text.as_bytes()), None);
        assert!(file.next_record().unwrap().unwrap().problem.is_some());
        assert_eq!(file.next_record().unwrap().unwrap().id, "methane");
    }
}
