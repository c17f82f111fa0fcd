//! Tested compounds of the user's own, from a table beside the program.

use concerted_genotox::{Evidence, EvidenceRecord};
use concerted_model::impurity::TestOutcome;

/// Columns of a table of evidence.
const COLUMNS: [&str; 4] = ["smiles", "ames", "carcinogenicity", "source"];

/// What is wrong with a table of evidence, a sentence for each place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the evidence cannot be used:\n  {}", problems.join("\n  "))]
pub struct EvidenceError {
    /// The problems, in the order of the lines.
    pub problems: Vec<String>,
}

/// Reads a table of evidence with the columns smiles, ames, carcinogenicity and source.
///
/// Outcomes read `positive`, `negative`, `equivocal` or nothing. Evidence overrides predictions, so that a table with
/// a row that cannot be read is refused as a whole: a test that was silently left out could make a class too mild.
///
/// ```
/// let text = "smiles;ames;source\nCCO;negative;report 7\n";
/// assert_eq!(concerted::evidence::read_evidence(text)?.len(), 1);
/// # Ok::<(), concerted::evidence::EvidenceError>(())
/// ```
///
/// # Errors
/// Every problem of the table, with its line.
pub fn read_evidence(text: &str) -> Result<Evidence, EvidenceError> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let separator = if header.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let places = columns(&mut reader)?;
    let mut problems = Vec::new();
    let mut records = Vec::new();
    let mut lines = Vec::new();
    for row in reader.records() {
        match row {
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push((line, error.to_string()));
            }
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                match record(&row, places) {
                    Ok(record) => {
                        records.push(record);
                        lines.push(line);
                    }
                    Err(problem) => problems.push((line, format!("line {line}: {problem}"))),
                }
            }
        }
    }
    let (evidence, unread) = Evidence::read(records);
    problems.extend(unread.into_iter().map(|problem| {
        let line = lines[problem.record];
        let hint = problem
            .hint
            .map(|hint| format!(" ({hint})"))
            .unwrap_or_default();
        (line, format!("line {line}: {}{hint}", problem.message))
    }));
    if problems.is_empty() {
        return Ok(evidence);
    }
    problems.sort();
    Err(EvidenceError {
        problems: problems.into_iter().map(|(_, text)| text).collect(),
    })
}

/// The places of the columns; those of the outcomes and of the source may be absent.
fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<[Option<usize>; 4], EvidenceError> {
    let refused = |problem: String| EvidenceError {
        problems: vec![problem],
    };
    let header = reader
        .headers()
        .map_err(|error| refused(error.to_string()))?;
    let mut places = [None; 4];
    for (place, name) in header.iter().enumerate() {
        let Some(at) = COLUMNS
            .iter()
            .position(|column| name.eq_ignore_ascii_case(column))
        else {
            return Err(refused(format!(
                "line 1: unknown column `{name}`, expected {}",
                COLUMNS.join(", ")
            )));
        };
        if places[at].replace(place).is_some() {
            return Err(refused(format!("line 1: the column `{name}` occurs twice")));
        }
    }
    if places[0].is_none() {
        return Err(refused("line 1: there is no column `smiles`".to_owned()));
    }
    if places[1].is_none() && places[2].is_none() {
        return Err(refused(
            "line 1: there is neither a column `ames` nor a column `carcinogenicity`".to_owned(),
        ));
    }
    Ok(places)
}

fn record(row: &csv::StringRecord, places: [Option<usize>; 4]) -> Result<EvidenceRecord, String> {
    let text = |at: usize| {
        places[at]
            .and_then(|place| row.get(place))
            .unwrap_or_default()
    };
    Ok(EvidenceRecord {
        smiles: text(0).to_owned(),
        ames: outcome(text(1))?,
        carcinogenicity: outcome(text(2))?,
        source: text(3).to_owned(),
    })
}

fn outcome(word: &str) -> Result<Option<TestOutcome>, String> {
    match word.to_lowercase().as_str() {
        "" => Ok(None),
        "positive" => Ok(Some(TestOutcome::Positive)),
        "negative" => Ok(Some(TestOutcome::Negative)),
        "equivocal" => Ok(Some(TestOutcome::Equivocal)),
        _ => Err(format!(
            "unknown outcome `{word}`, expected positive, negative, equivocal or nothing"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, expected: &[&str]) {
        assert_eq!(read_evidence(text).unwrap_err().problems, expected);
    }

    #[test]
    fn tables_are_read() {
        let read = |text| read_evidence(text).unwrap().len();
        assert_eq!(
            read("smiles,ames,carcinogenicity,source\nCCO,negative,,a\nC,,Positive,b\n"),
            2
        );
        assert_eq!(read("\u{feff}SMILES;Ames\r\nCCO;equivocal\r\n"), 1);
        assert_eq!(read("smiles,ames\n"), 0);
    }

    #[test]
    fn every_problem_has_its_line() {
        refused("", &["line 1: there is no column `smiles`"]);
        refused(
            "smiles,source\nC,a",
            &["line 1: there is neither a column `ames` nor a column `carcinogenicity`"],
        );
        refused(
            "smiles,ames,ames\n",
            &["line 1: the column `ames` occurs twice"],
        );
        refused(
            "smiles,result\n",
            &["line 1: unknown column `result`, expected smiles, ames, carcinogenicity, source"],
        );
        let problems =
            read_evidence("smiles,ames\nCCO,maybe\nC1,negative\nC,negative,x\nCC,negative\n")
                .unwrap_err()
                .problems;
        assert_eq!(problems.len(), 3);
        assert!(
            problems[0].starts_with("line 2: unknown outcome `maybe`"),
            "{problems:?}"
        );
        assert!(
            problems
                .iter()
                .any(|problem| problem.starts_with("line 3: ")),
            "{problems:?}"
        );
    }
}
