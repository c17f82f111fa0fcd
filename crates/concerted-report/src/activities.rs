//! The activities as a table for spreadsheets (RFC 4180).

use concerted_program::network::Reason;
use concerted_program::{Activity, Plan};

use crate::error::ReportError;
use crate::prose::printable;

/// The columns in their order.
const COLUMNS: [&str; 19] = [
    "key",
    "name",
    "area",
    "site",
    "company",
    "owner",
    "start",
    "finish",
    "likely_working_days",
    "low_working_days",
    "high_working_days",
    "float_days",
    "criticality",
    "critical",
    "cost_thousands",
    "after",
    "drivers",
    "reasons",
    "deliverable",
];

/// Characters with which a spreadsheet takes a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Every activity of a plan as comma-separated values, one row each, in the order of their starts.
///
/// Lists in one cell are separated by "; ". Times are in working days, dates civil (ISO 8601), `criticality`
/// a share from 0 to 1, costs in thousands of the program's currency. An absent site is an empty cell.
///
/// A spreadsheet runs a text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula, and
/// names in a plan may come from others. Such a text gets an apostrophe in front, which spreadsheets do not show;
/// numbers and dates are written as they are, for none of them can name a function. A program that reads the
/// file removes one leading apostrophe where one of these characters follows.
///
/// Other control characters, which a terminal would obey, become U+FFFD.
///
/// # Errors
/// [`ReportError`] where the writer fails, which a buffer in memory does not.
pub fn activities_csv(plan: &Plan) -> Result<String, ReportError> {
    table(&plan.activities)
}

fn table(activities: &[Activity]) -> Result<String, ReportError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for activity in activities {
        writer.write_record(row(activity))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ReportError::Buffer(error.to_string()))?;
    Ok(String::from_utf8(bytes)?)
}

fn row(activity: &Activity) -> [String; 19] {
    let reasons: Vec<String> = activity.reasons.iter().map(reason).collect();
    let optional = |text: &Option<String>| safe(text.as_deref().unwrap_or_default());
    [
        safe(&activity.key),
        safe(&activity.name),
        activity.area.word().to_owned(),
        optional(&activity.site),
        optional(&activity.company),
        safe(&activity.owner),
        activity.start.to_string(),
        activity.finish.to_string(),
        number(activity.days.mode),
        number(activity.days.low),
        number(activity.days.high),
        number(activity.float_days),
        number(activity.criticality),
        if activity.critical { "yes" } else { "no" }.to_owned(),
        number(activity.cost_thousands.mode),
        safe(&activity.after.join("; ")),
        safe(&activity.drivers.join("; ")),
        safe(&reasons.join("; ")),
        safe(&activity.deliverable),
    ]
}

/// A number with at most four decimals; empty where it is none.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

/// A text without control characters other than tabs and line ends, which no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    let text = printable(text, &['\t', '\n', '\r']);
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text
    }
}

/// Why an activity is in the plan, in words.
pub(crate) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Template { row } => format!("activity template, row {row}"),
        Reason::Finding { finding, message } => format!("finding {finding}: {message}"),
        Reason::Batch { batch } => format!("needed for {batch}"),
        Reason::HandOff {
            overhead,
            from_site,
            to_site,
        } => format!("hand-off from {from_site} to {to_site} ({overhead})"),
        Reason::Entered { path } => format!("entered at {path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gantt::tests::activity;

    fn read(text: &str) -> Vec<csv::StringRecord> {
        csv::Reader::from_reader(text.as_bytes())
            .records()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn every_row_has_every_column() {
        let text = table(&[activity("c1", 0, 3, 2.5), activity("c2", 5, 3, 0.0)]).unwrap();
        assert!(text.starts_with("key,name,area,site,company,owner,start,finish,"));
        let rows = read(&text);
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
        assert_eq!((&rows[0][6], &rows[0][11]), ("2027-01-04", "2.5"));
        assert_eq!(&rows[0][3], "");
    }

    #[test]
    fn quotes_commas_and_lines_survive() {
        let mut odd = activity("c1", 0, 3, 0.0);
        odd.name = "a \"b\", c\nd".to_owned();
        assert_eq!(&read(&table(&[odd]).unwrap())[0][1], "a \"b\", c\nd");
    }

    #[test]
    fn no_text_is_a_formula() {
        for name in ["=1+1", "+1", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1"] {
            let mut odd = activity("c1", 0, 3, 0.0);
            name.clone_into(&mut odd.name);
            let cell = read(&table(&[odd]).unwrap())[0][1].to_owned();
            assert_eq!(cell, format!("'{name}"));
        }
        assert_eq!(safe("a=b"), "a=b");
        assert_eq!(safe("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb\nc");
    }

    #[test]
    fn numbers_are_plain() {
        for (value, text) in [
            (5.0, "5"),
            (0.123_456, "0.1235"),
            (-0.000_01, "0"),
            (f64::NAN, ""),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
