//! Structures from an SD file, as records of a screen.

use std::io::BufRead;

use concerted_molecule::{SdfRecord, SdfRecords, read_sdf};

use super::record::Record;

/// Reads the records of an SD file.
#[derive(Debug)]
pub(super) struct StructureData<R> {
    records: SdfRecords<R>,
    /// Data item that holds the name; the title line where not given.
    id: Option<String>,
}

impl<R: BufRead> StructureData<R> {
    pub(super) fn new(source: R, id: Option<String>) -> Self {
        Self {
            records: read_sdf(source),
            id,
        }
    }

    /// The next record; the last one may lack its `$$$$`.
    pub(super) fn next_record(&mut self) -> std::io::Result<Option<Record>> {
        let record = self.records.next().transpose()?;
        Ok(record.map(|record| Record::structure_data(self.name(&record), record)))
    }

    /// The data item asked for, else the title, else the number of the record.
    fn name(&self, record: &SdfRecord) -> String {
        let found = match &self.id {
            Some(item) => record
                .fields
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(item))
                .and_then(|(_, text)| text.lines().next()),
            None => Some(record.title.as_str()),
        };
        match found.map(str::trim) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => record.number.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::{Answer, Columns, Format, Records, Screened, screen_records};

    const METHANE: &str = "methane\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n> <CAS> (1)\n74-82-8\n\n";

    #[track_caller]
    fn check(text: &str, id: Option<&str>, expected: &[&str]) {
        let mut file = StructureData::new(text.as_bytes(), id.map(str::to_owned));
        let mut found = Vec::new();
        while let Some(record) = file.next_record().unwrap() {
            found.push(record.id);
        }
        assert_eq!(found, expected);
    }

    /// The answers of the whole screen.
    fn screened(text: &str) -> Vec<Answer> {
        let records = Records::open(text.as_bytes(), Format::Sdf, &Columns::default()).unwrap();
        let mut answers = Vec::new();
        screen_records(records, &|_| Screened::default(), &mut |answer| {
            answers.push(answer.clone());
            Ok(())
        })
        .unwrap();
        answers
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
    fn an_error_names_the_line_of_the_file() {
        let broken = METHANE.replace(" C   0", " Xx  0");
        let answers = screened(&format!("{METHANE}$$$$\n{METHANE}$$$$\n{broken}$$$$\n"));
        assert_eq!(answers[1].smiles, "C");
        let reason = answers[2].outcome.as_ref().unwrap_err();
        // Two records of ten lines, and the atom stands in the fifth of the third.
        assert!(
            reason.contains("line 25") && reason.contains("`Xx`"),
            "{reason}"
        );
    }

    #[test]
    fn a_record_without_its_end_costs_the_following_one_only() {
        let open = METHANE.replace("methane", "open");
        let after = METHANE.replace("methane", "after");
        let answers = screened(&format!("{open}{METHANE}$$$$\n{after}$$$$\n"));
        let found: Vec<_> = answers
            .iter()
            .map(|answer| (answer.id.as_str(), answer.outcome.is_ok()))
            .collect();
        assert_eq!(found, [("open", true), ("after", true)]);
    }

    #[test]
    fn an_enormous_record_costs_one_row_and_no_memory() {
        const MOST: usize = 4 << 20;
        let long = "x".repeat(1000) + "\n";
        let text = format!("{}$$$$\n{METHANE}$$$$\n", long.repeat(MOST / 1000 + 10));
        let mut file = StructureData::new(text.as_bytes(), None);
        let first = file.next_record().unwrap().unwrap();
        assert!(first.size() < 2000, "{}", first.size());
        assert_eq!(file.next_record().unwrap().unwrap().id, "methane");
        let answers = screened(&text);
        let reason = answers[0].outcome.as_ref().unwrap_err();
        assert!(reason.contains("expected at most"), "{reason}");
        assert!(answers[1].outcome.is_ok());
        // Without any delimiter, and without a line end.
        for endless in ["x".repeat(2 * MOST), long.repeat(2 * MOST / 1000)] {
            let answers = screened(&endless);
            assert_eq!(answers.len(), 1);
            assert!(answers[0].outcome.is_err() && answers[0].smiles.is_empty());
        }
    }
}
