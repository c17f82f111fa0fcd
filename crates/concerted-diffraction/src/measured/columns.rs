//! Two columns of numbers, as instruments and spreadsheets write them.

use crate::measured::MOST_POINTS;
use crate::problem::{Fault, Problem, ReadError, shown};

/// What the first column holds, which says what may stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 2θ in degrees, increasing, between 0 and 180.
    Angle,
    /// Temperature, increasing.
    Temperature,
    /// Relative humidity in percent, up and down.
    Humidity,
}

/// Two columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// First column.
    pub x: Vec<f64>,
    /// Second column.
    pub y: Vec<f64>,
    /// The lines before the first numbers, joined.
    pub header: String,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Reads two columns of numbers.
///
/// # Errors
/// An empty file, rows that are no two numbers, values outside what the first column can hold, rows out of order.
pub fn read_series(text: &str, column: Column) -> Result<Series, ReadError> {
    let mut series = Series {
        x: Vec::new(),
        y: Vec::new(),
        header: String::new(),
        notes: Vec::new(),
    };
    let mut problems = Vec::new();
    let mut more = false;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '!', '*', '\'']) {
            continue;
        }
        match pair(line) {
            Some((x, y, rest)) => {
                more |= rest;
                problems.extend(judge(&series, column, x, number));
                series.x.push(x);
                series.y.push(y);
            }
            // Words before the first numbers are a header.
            None if series.x.is_empty() => {
                if series.header.len() < 1000 {
                    series.header.push_str(line);
                    series.header.push('\n');
                }
            }
            None => problems.push(Problem::at(
                number,
                Fault::NotTwoNumbers { text: shown(line) },
            )),
        }
        if series.x.len() > MOST_POINTS {
            problems.push(Problem::at(
                number,
                Fault::TooMany {
                    what: "rows",
                    limit: MOST_POINTS,
                },
            ));
            break;
        }
    }
    if more {
        series
            .notes
            .push("columns after the second are not read".to_owned());
    }
    if series.x.is_empty() && problems.is_empty() {
        let empty = text.trim().is_empty();
        let fault = if empty {
            Fault::Empty
        } else {
            Fault::TooFew { found: 0, least: 2 }
        };
        problems.push(Problem::whole(fault));
    }
    if problems.is_empty() {
        Ok(series)
    } else {
        Err(ReadError::new(problems))
    }
}

/// What is wrong with a value of the first column after those before it.
fn judge(series: &Series, column: Column, x: f64, line: usize) -> Option<Problem> {
    let (name, range, expected) = match column {
        Column::Angle => ("2theta", 0.0..=180.0, "an angle from 0 to 180 degrees"),
        Column::Temperature => (
            "temperature",
            -273.15..=3000.0,
            "a temperature above absolute zero and below 3000",
        ),
        Column::Humidity => (
            "relative humidity",
            -1.0..=101.0,
            "a share from 0 to 100 percent",
        ),
    };
    if !range.contains(&x) {
        let fault = Fault::OutOfRange {
            name: name.to_owned(),
            text: x.to_string(),
            expected,
        };
        return Some(Problem::at(line, fault));
    }
    let previous = *series.x.last()?;
    let ordered = match column {
        Column::Angle => x > previous,
        // Instruments write a temperature that stands still or swings back a little.
        Column::Temperature => x > previous - 1.0,
        Column::Humidity => true,
    };
    (!ordered).then(|| {
        let fault = Fault::NotIncreasing {
            what: name,
            found: x.to_string(),
            previous: previous.to_string(),
        };
        Problem::at(line, fault)
    })
}

/// The first two numbers of a line, and whether more follows.
fn pair(line: &str) -> Option<(f64, f64, bool)> {
    [';', '\t', ',', ' '].into_iter().find_map(|separator| {
        let mut fields = line
            .split(separator)
            .map(str::trim)
            .filter(|field| separator != ' ' || !field.is_empty());
        let number = |field: &str| {
            let field = field.trim_matches('"');
            let text = if separator == ',' {
                field.to_owned()
            } else {
                field.replace(',', ".")
            };
            let plain = text
                .chars()
                .all(|character| character.is_ascii_digit() || "+-.eE".contains(character));
            text.parse::<f64>()
                .ok()
                .filter(|number| plain && number.is_finite())
        };
        let x = number(fields.next()?)?;
        let y = number(fields.next()?)?;
        Some((x, y, fields.next().is_some()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_decimal_commas_are_told_apart() {
        for (line, expected) in [
            ("8.01,2707", Some((8.01, 2707.0, false))),
            ("8,01;2707", Some((8.01, 2707.0, false))),
            ("8,01\t27,5\t3", Some((8.01, 27.5, true))),
            ("  8.01   2707  ", Some((8.01, 2707.0, false))),
            ("8,01 2707", Some((8.01, 2707.0, false))),
            ("8.01, 2707, 52", Some((8.01, 2707.0, true))),
            ("\"8.01\",\"2707\"", Some((8.01, 2707.0, false))),
            ("8.01", None),
            ("8.01,abc", None),
            ("8.01,nan", None),
            ("two_theta,counts", None),
        ] {
            assert_eq!(pair(line), expected, "{line}");
        }
    }

    #[test]
    fn every_bad_row_is_named() {
        let text = "angle,counts\n5,1\n5.1,text\n5.2,3\n5.1,4\n190,5\n";
        let error = read_series(text, Column::Angle).unwrap_err();
        let lines: Vec<_> = error.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(3), Some(5), Some(6)], "{error}");
        assert_eq!(
            error.to_string(),
            "line 3: expected two numbers, found `5.1,text`; line 5: 2theta must increase from row to row, \
             found 5.1 after 5.2; line 6: `2theta` is 190, expected an angle from 0 to 180 degrees"
        );
        for (text, expected) in [
            ("", "the file is empty"),
            (
                "words only\n",
                "expected at least 2 rows of numbers, found 0",
            ),
        ] {
            assert_eq!(
                read_series(text, Column::Angle).unwrap_err().to_string(),
                expected
            );
        }
    }
}
