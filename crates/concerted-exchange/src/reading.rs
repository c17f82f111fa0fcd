//! What a reader says beside the project: notes on what it did not keep, problems that stop it, each with its place.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::Project;

/// Notes of one reading beyond this number are counted and not kept.
const MOST_NOTES: usize = 5_000;
/// Problems of one reading beyond this number are counted and not kept.
const MOST_PROBLEMS: usize = 1_000;
/// Characters of a file's text that a message repeats.
const LONGEST_QUOTE: usize = 120;

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Line, counted from 1, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Element, table and column, or section.
    pub part: String,
}

impl Place {
    /// A part of the file at a line.
    pub fn at(line: u64, part: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            part: part.into(),
        }
    }

    /// A part of the file, or of the project, without a line.
    pub fn part(part: impl Into<String>) -> Self {
        Self {
            line: None,
            part: part.into(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}, {}", self.part),
            None => f.write_str(&self.part),
        }
    }
}

/// What happened to something that was not taken over as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// The file is silent, and something was taken for granted.
    Assumed,
    /// It was taken over as something near.
    Approximated,
    /// It was left out.
    NotUsed,
}

/// Something that was not taken over as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What happened to it.
    pub kind: NoteKind,
    /// Where it stands, the first time.
    pub place: Place,
    /// What was found there, the first time.
    pub found: String,
    /// What was done with it.
    pub done: String,
    /// How often it was found.
    pub count: u64,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found `{}`, {}", self.place, self.found, self.done)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        Ok(())
    }
}

/// One reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("{place}: expected {expected}, found `{found}`")]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What would be right.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What the user can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// All reasons why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("the file has {} problems: {}", .problems.len(), first(.problems))]
pub struct Rejected {
    /// Never empty.
    pub problems: Vec<Problem>,
}

fn first(problems: &[Problem]) -> String {
    problems
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// A project that was read, and what was not taken over from its file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Read {
    /// The project.
    pub project: Project,
    /// What was left out, approximated or assumed.
    pub notes: Vec<Note>,
}

/// A file that was written, and what of the project it cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The file.
    pub text: String,
    /// What was left out or approximated.
    pub notes: Vec<Note>,
}

/// A text of the file, short enough and plain enough for a message.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted: String = text
        .chars()
        .take(LONGEST_QUOTE)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        quoted.push('…');
    }
    quoted
}

/// Collects notes and problems while a file is read or written.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    notes: BTreeMap<(NoteKind, String, String, String), Note>,
    overflow: u64,
    problems: Vec<Problem>,
    unsaid: u64,
}

impl Ledger {
    /// Notes what was left out; the same part is noted once, with a count.
    pub(crate) fn not_used(&mut self, place: Place, found: &str, done: &str) {
        self.note((NoteKind::NotUsed, String::new()), place, found, done);
    }

    /// Notes what was taken over as something near, each subject on its own.
    pub(crate) fn approximated(&mut self, place: Place, found: &str, done: &str) {
        let subject = found.to_owned();
        self.note((NoteKind::Approximated, subject), place, found, done);
    }

    /// Notes what was taken for granted, each subject on its own.
    pub(crate) fn assumed(&mut self, place: Place, found: &str, done: &str) {
        let subject = found.to_owned();
        self.note((NoteKind::Assumed, subject), place, found, done);
    }

    fn note(&mut self, (kind, subject): (NoteKind, String), place: Place, found: &str, done: &str) {
        let key = (kind, place.part.clone(), done.to_owned(), subject);
        if let Some(note) = self.notes.get_mut(&key) {
            note.count += 1;
        } else if self.notes.len() >= MOST_NOTES {
            self.overflow += 1;
        } else {
            let note = Note {
                kind,
                place,
                found: quote(found),
                done: done.to_owned(),
                count: 1,
            };
            self.notes.insert(key, note);
        }
    }

    /// Adds a problem.
    pub(crate) fn problem(&mut self, place: Place, expected: &str, found: &str) {
        self.push(place, expected, found, None);
    }

    /// Adds a problem with advice.
    pub(crate) fn hinted(&mut self, place: Place, expected: &str, found: &str, hint: &str) {
        self.push(place, expected, found, Some(hint.to_owned()));
    }

    fn push(&mut self, place: Place, expected: &str, found: &str, hint: Option<String>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.unsaid += 1;
            return;
        }
        self.problems.push(Problem {
            place,
            expected: expected.to_owned(),
            found: quote(found),
            hint,
        });
    }

    /// Whether anything stops the reading.
    pub(crate) fn failed(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The notes, in order of kind and part.
    pub(crate) fn into_notes(self) -> Vec<Note> {
        let mut notes: Vec<Note> = self.notes.into_values().collect();
        if self.overflow > 0 {
            notes.push(Note {
                kind: NoteKind::NotUsed,
                place: Place::part("notes"),
                found: format!("{} more notes", self.overflow),
                done: "not listed".to_owned(),
                count: self.overflow,
            });
        }
        notes
    }

    /// The problems as an error.
    pub(crate) fn into_rejected(mut self) -> Rejected {
        if self.unsaid > 0 {
            self.problems.push(Problem {
                place: Place::part("problems"),
                expected: format!("at most {MOST_PROBLEMS}"),
                found: format!("{} more", self.unsaid),
                hint: None,
            });
        }
        Rejected {
            problems: self.problems,
        }
    }

    /// The project with its notes, unless a problem stands in the way.
    pub(crate) fn finish(mut self, project: Project) -> Result<Read, Rejected> {
        crate::judge::judge(&project, &mut self);
        if self.failed() {
            return Err(self.into_rejected());
        }
        Ok(Read {
            project,
            notes: self.into_notes(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_omissions_are_counted() {
        let mut ledger = Ledger::default();
        for line in 1..4 {
            ledger.not_used(Place::at(line, "Task/Foo"), "x", "left out");
        }
        let notes = ledger.into_notes();
        assert_eq!(notes.len(), 1);
        assert_eq!(
            notes[0].to_string(),
            "line 1, Task/Foo: found `x`, left out (3 times)"
        );
    }

    #[test]
    fn problems_are_all_told_up_to_a_limit() {
        let mut ledger = Ledger::default();
        for _ in 0..MOST_PROBLEMS + 5 {
            ledger.problem(Place::part("a"), "b", "c\u{0}d");
        }
        let rejected = ledger.into_rejected();
        assert_eq!(rejected.problems.len(), MOST_PROBLEMS + 1);
        assert_eq!(
            rejected.problems[0].to_string(),
            "a: expected b, found `c d`"
        );
        assert_eq!(rejected.problems[MOST_PROBLEMS].found, "5 more");
    }

    #[test]
    fn quotes_are_short() {
        assert_eq!(quote(&"é".repeat(500)).chars().count(), LONGEST_QUOTE + 1);
    }
}
