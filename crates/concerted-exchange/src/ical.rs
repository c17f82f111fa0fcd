//! iCalendar out (RFC 5545): one event a task, for calendars that people look at.

use jiff::civil::DateTime;

use crate::project::{Project, Task};
use crate::reading::{Ledger, Place, Written};

/// Octets of a line before it is folded.
const LONGEST_LINE: usize = 75;

/// Writes the dated tasks of a project as events, in times without a zone. `stamp` is the moment of writing in UTC, which
/// the format asks for; the same project and stamp give the same bytes.
///
/// Tasks without a start, summaries, links and resources are not written; the notes say how many.
pub fn write_ical(project: &Project, stamp: DateTime) -> Written {
    let mut ledger = Ledger::default();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Concerted//schedule//EN".to_owned(),
        format!("X-WR-CALNAME:{}", escape(&project.name)),
    ];
    for task in &project.tasks {
        match task.start {
            Some(start) if task.is_scheduled() => event(task, start, stamp, &mut lines),
            _ => {
                let done = if task.is_scheduled() {
                    "tasks without a start are not written"
                } else {
                    "only work and milestones are written"
                };
                ledger.not_used(Place::part("tasks"), &task.id, done);
            }
        }
    }
    if let Some(link) = project.links.first() {
        let found = format!("{} links, first from `{}`", project.links.len(), link.from);
        ledger.not_used(Place::part("links"), &found, "the format has none");
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut text = String::new();
    for line in lines {
        fold(&line, &mut text);
    }
    Written {
        text,
        notes: ledger.into_notes(),
    }
}

fn event(task: &Task, start: DateTime, stamp: DateTime, lines: &mut Vec<String>) {
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(format!("UID:{}@concerted", escape(&task.id)));
    lines.push(format!("DTSTAMP:{}Z", basic(stamp)));
    lines.push(format!("DTSTART:{}", basic(start)));
    if let Some(finish) = task.finish.filter(|finish| *finish > start) {
        lines.push(format!("DTEND:{}", basic(finish)));
    }
    lines.push(format!("SUMMARY:{}", escape(&task.name)));
    if let Some(wbs) = &task.wbs {
        lines.push(format!("CATEGORIES:{}", escape(wbs)));
    }
    lines.push("END:VEVENT".to_owned());
}

/// A date and time in the basic form of ISO 8601.
fn basic(date: DateTime) -> String {
    // The format has four digits for the year.
    let year = date.year().clamp(0, 9_999);
    format!(
        "{year:04}{:02}{:02}T{:02}{:02}{:02}",
        date.month(),
        date.day(),
        date.hour(),
        date.minute(),
        date.second()
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, broken between characters where it is too long.
fn fold(line: &str, text: &mut String) {
    let mut width = 0;
    for character in line.chars() {
        if width + character.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(character);
        width += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_csv;
    use jiff::civil::date;

    #[test]
    fn an_event_a_task() {
        let text = "id,name,duration,start,finish\n1,\"make; weigh, dry\",1d,2026-01-05T08:00,2026-01-05T17:00\n2,later,1d,,\n";
        let project = read_csv(text.as_bytes()).unwrap().project;
        let written = write_ical(&project, date(2026, 1, 1).at(0, 0, 0, 0));
        assert!(
            written
                .text
                .contains("DTSTART:20260105T080000\r\nDTEND:20260105T170000\r\n")
        );
        assert!(written.text.contains("SUMMARY:make\\; weigh\\, dry\r\n"));
        assert_eq!(written.text.matches("BEGIN:VEVENT").count(), 1);
        assert_eq!(written.notes.len(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut text = String::new();
        fold(&"é".repeat(100), &mut text);
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(100));
    }
}
