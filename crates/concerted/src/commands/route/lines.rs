//! Rows of a CSV file by named columns; every row is answered, bad ones too.

use std::path::Path;

use anyhow::Context;
use concerted_model::suggest::closest;

/// One row: its number from 1, its line, and the wanted fields or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) row: usize,
    pub(super) at: u64,
    pub(super) fields: Result<Vec<String>, String>,
}

/// Reads the named columns of a file; semicolons and tabs as separators are understood.
pub(super) fn read(path: &Path, columns: &[&str]) -> anyhow::Result<Vec<Line>> {
    let name = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("`{name}` cannot be read"))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("`{name}` is not UTF-8 text\n  hint: save it as CSV UTF-8"))?;
    of_text(&text, columns).map_err(|problem| anyhow::anyhow!("`{name}`: {problem}"))
}

fn of_text(text: &str, columns: &[&str]) -> Result<Vec<Line>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| {
            let count = first.bytes().filter(|byte| byte == separator).count();
            // Of equals the comma: the last of the greatest is taken.
            (count, *separator == b',')
        })
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut places = Vec::new();
    for column in columns {
        let place = header.iter().position(|name| name == *column);
        places.push(place.ok_or_else(|| {
            let advice = match closest(column, header.iter()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "the columns are {}",
                    header.iter().collect::<Vec<_>>().join(", ")
                ),
            };
            format!("there is no column `{column}`\n  hint: {advice}")
        })?);
    }
    let mut lines = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let (line, fields) = match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let found = if record.len() == header.len() {
                    Ok(places
                        .iter()
                        .map(|place| record[*place].to_owned())
                        .collect())
                } else {
                    Err(format!(
                        "the row has {} fields, expected {}",
                        record.len(),
                        header.len()
                    ))
                };
                (line, found)
            }
            Err(error) => (0, Err(error.to_string())),
        };
        lines.push(Line {
            row: index + 1,
            at: line,
            fields,
        });
    }
    if lines.is_empty() {
        return Err("it has no rows".to_owned());
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_kept() {
        let lines = of_text("a,rxn\n1,CC>>C\n2\n3,\"C\"\n", &["rxn"]).unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].fields, Ok(vec!["CC>>C".to_owned()]));
        assert_eq!(
            lines[1].fields,
            Err("the row has 1 fields, expected 2".to_owned())
        );
        assert_eq!((lines[2].row, lines[2].at), (3, 4));
    }

    #[test]
    fn separators_of_spreadsheets_are_understood() {
        for text in [
            "a;rxn\n1;C>>C\n",
            "a\trxn\n1\tC>>C\n",
            "\u{feff}a,rxn\n1,C>>C\n",
        ] {
            assert_eq!(
                of_text(text, &["rxn"]).unwrap()[0].fields,
                Ok(vec!["C>>C".to_owned()])
            );
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let problem = of_text("id,rxns\n1,C\n", &["rxn"]).unwrap_err();
        assert!(
            problem.contains("no column `rxn`") && problem.contains("`rxns`"),
            "{problem}"
        );
        assert!(of_text("", &["rxn"]).is_err());
        assert_eq!(of_text("rxn\n", &["rxn"]), Err("it has no rows".to_owned()));
    }
}
