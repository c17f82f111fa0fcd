//! PSPLIB single-mode (`.sm`) and multi-mode (`.mm`) files.
//!
//! Format: Kolisch & Sprecher (1996), PSPLIB, EJOR 96, 205–216. Sections are found by their headings, numbers by their
//! order, so that the variants in circulation (with and without the project information, other column widths) read alike.

use concerted_schedule::{Bound, LinkKind};
use rust_decimal::Decimal;

use crate::project::{
    Basis, LagCalendar, Length, Project, ProjectResource, ResourceKind, Task, TaskAssignment,
    TaskKind, TaskLink, TaskMode,
};
use crate::reading::{Ledger, Place, Read, Rejected};
use crate::text::decode;

/// Jobs, successors or resources beyond this number are refused.
pub(crate) const MOST_JOBS: i64 = 100_000;

/// Reads a single-mode file of PSPLIB.
///
/// Tasks are the jobs in the order of the file, dummies included, with their numbers as ids; resources are `R1`, `R2`, …
///
/// # Errors
/// Every problem of the file at once.
pub fn read_psplib_sm(bytes: &[u8]) -> Result<Read, Rejected> {
    read(bytes, false)
}

/// Reads a multi-mode file of PSPLIB or MMLIB. Non-renewable resources are `N1`, `N2`, …
///
/// # Errors
/// Every problem of the file at once.
pub fn read_psplib_mm(bytes: &[u8]) -> Result<Read, Rejected> {
    read(bytes, true)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Information,
    Precedence,
    Requests,
    Availability,
}

/// A job as the file gives it.
#[derive(Debug, Clone, Default)]
struct Job {
    modes: i64,
    successors: Vec<i64>,
    rows: Vec<(i64, Vec<i64>)>,
    seen: bool,
}

#[derive(Debug, Default)]
struct File {
    jobs: Vec<Job>,
    counts: [i64; 3],
    available: Vec<i64>,
    /// Job whose modes are being read.
    current: Option<usize>,
}

fn read(bytes: &[u8], multi: bool) -> Result<Read, Rejected> {
    let mut ledger = Ledger::default();
    let Some(text) = decode(bytes, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    let mut file = File::default();
    let mut section = Section::Head;
    for (index, line) in text.lines().enumerate() {
        let number = index as u64 + 1;
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with("***") || trimmed.starts_with("---") {
            continue;
        }
        if let Some(next) = heading(trimmed) {
            section = next;
        } else {
            file.line(section, (number, trimmed), &mut ledger);
        }
    }
    file.complete(multi, &mut ledger);
    if ledger.failed() {
        return Err(ledger.into_rejected());
    }
    ledger.finish(file.project())
}

fn heading(line: &str) -> Option<Section> {
    let letters: String = line
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match letters.as_str() {
        "PROJECTINFORMATION" => Some(Section::Information),
        "PRECEDENCERELATIONS" => Some(Section::Precedence),
        "REQUESTSDURATIONS" => Some(Section::Requests),
        "RESOURCEAVAILABILITIES" => Some(Section::Availability),
        _ => None,
    }
}

/// All tokens of a line as whole numbers, or the first token that is none.
pub(crate) fn numbers(line: &str) -> Result<Vec<i64>, &str> {
    line.split_whitespace()
        .map(|token| token.parse::<i64>().map_err(|_| token))
        .collect()
}

impl File {
    fn line(&mut self, section: Section, (number, line): (u64, &str), ledger: &mut Ledger) {
        match section {
            Section::Head => self.head(number, line, ledger),
            Section::Information => {
                if line.starts_with(|c: char| c.is_ascii_digit()) {
                    ledger.not_used(
                        Place::at(number, "project information"),
                        line,
                        "release date, due date and tardiness cost of the whole project are not used",
                    );
                }
            }
            Section::Precedence | Section::Requests | Section::Availability => {
                match numbers(line) {
                    Ok(found) => self.row(section, (number, &found), ledger),
                    // Headings of columns name resources or jobs.
                    Err(token) if token.starts_with(|c: char| c.is_ascii_alphabetic()) => {}
                    Err(token) => {
                        ledger.problem(Place::at(number, "row"), "whole numbers", token);
                    }
                }
            }
        }
    }

    fn head(&mut self, number: u64, line: &str, ledger: &mut Ledger) {
        let lower = line.to_ascii_lowercase();
        let value = line
            .rsplit(':')
            .next()
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap_or("");
        let index = if lower.contains("nonrenewable") {
            1
        } else if lower.contains("renewable") {
            0
        } else if lower.contains("doubly constrained") {
            2
        } else if lower.starts_with("jobs") {
            3
        } else {
            if lower.starts_with("horizon") {
                ledger.not_used(
                    Place::at(number, "horizon"),
                    value,
                    "the engine has a horizon of its own",
                );
            }
            return;
        };
        match value.parse::<i64>() {
            Ok(count) if (0..=MOST_JOBS).contains(&count) => {
                if index == 3 {
                    self.jobs = vec![Job::default(); count as usize];
                } else {
                    self.counts[index] = count;
                }
            }
            _ => ledger.problem(
                Place::at(number, "head"),
                &format!("a count from 0 to {MOST_JOBS}"),
                value,
            ),
        }
    }

    fn job(&mut self, number: u64, job: i64, ledger: &mut Ledger) -> Option<usize> {
        let index = usize::try_from(job).ok().and_then(|j| j.checked_sub(1));
        let index = index.filter(|index| *index < self.jobs.len());
        if index.is_none() {
            ledger.problem(
                Place::at(number, "job"),
                &format!("a job from 1 to {}", self.jobs.len()),
                &job.to_string(),
            );
        }
        index
    }

    fn row(&mut self, section: Section, (number, row): (u64, &[i64]), ledger: &mut Ledger) {
        match section {
            Section::Precedence => self.precedence(number, row, ledger),
            Section::Requests => self.request(number, row, ledger),
            _ => self.available.extend(row),
        }
    }

    fn precedence(&mut self, number: u64, row: &[i64], ledger: &mut Ledger) {
        let &[job, modes, count, ref successors @ ..] = row else {
            let found = format!("{} numbers", row.len());
            let expected = "job, modes, number of successors";
            ledger.problem(Place::at(number, "precedence"), expected, &found);
            return;
        };
        let Some(index) = self.job(number, job, ledger) else {
            return;
        };
        if self.jobs[index].seen {
            let place = Place::at(number, "precedence");
            ledger.problem(place, "each job once", &job.to_string());
            return;
        }
        if i64::try_from(successors.len()) != Ok(count) {
            ledger.problem(
                Place::at(number, "precedence"),
                &format!("{count} successors"),
                &format!("{}", successors.len()),
            );
        }
        for successor in successors {
            self.job(number, *successor, ledger);
        }
        let job = &mut self.jobs[index];
        job.seen = true;
        job.modes = modes;
        job.successors = successors.to_vec();
    }

    fn request(&mut self, number: u64, row: &[i64], ledger: &mut Ledger) {
        let demands = self.counts.iter().sum::<i64>() as usize;
        let mode_row = if row.len() == demands + 3 {
            self.current = self.job(number, row[0], ledger);
            &row[1..]
        } else {
            row
        };
        let &[mode, duration, ref demanded @ ..] = mode_row else {
            let found = format!("{} numbers", row.len());
            ledger.problem(Place::at(number, "requests"), "mode and duration", &found);
            return;
        };
        if demanded.len() != demands {
            ledger.problem(
                Place::at(number, "requests"),
                &format!("{demands} demands"),
                &format!("{} numbers in the row", row.len()),
            );
            return;
        }
        let Some(job) = self.current else {
            return;
        };
        let rows = &mut self.jobs[job].rows;
        if mode != rows.len() as i64 + 1 {
            let expected = format!("mode {}", rows.len() + 1);
            ledger.problem(Place::at(number, "requests"), &expected, &mode.to_string());
        }
        if let Some(bad) = demanded
            .iter()
            .find(|d| !(0..=i64::from(u32::MAX)).contains(*d))
        {
            let place = Place::at(number, "requests");
            ledger.problem(place, "demands that are not negative", &bad.to_string());
        }
        rows.push((duration, demanded.to_vec()));
    }

    fn complete(&mut self, multi: bool, ledger: &mut Ledger) {
        let place = |part: &str| Place::part(part);
        if self.jobs.is_empty() {
            ledger.hinted(
                place("head"),
                "the number of jobs",
                "none",
                "the file is empty or not of PSPLIB",
            );
            return;
        }
        if self.counts[2] != 0 {
            ledger.problem(
                place("head"),
                "no doubly constrained resources",
                &self.counts[2].to_string(),
            );
        }
        let expected = (self.counts[0] + self.counts[1]) as usize;
        if self.counts[2] == 0 && self.available.len() != expected {
            ledger.problem(
                place("resource availabilities"),
                &format!("{expected} numbers"),
                &self.available.len().to_string(),
            );
        }
        if let Some(bad) = self
            .available
            .iter()
            .find(|a| !(0..=i64::from(u32::MAX)).contains(*a))
        {
            let part = place("resource availabilities");
            ledger.problem(part, "numbers that are not negative", &bad.to_string());
        }
        for (index, job) in self.jobs.iter().enumerate() {
            let part = place(&format!("job {}", index + 1));
            let found = job.rows.len();
            if !job.seen {
                ledger.problem(part, "a row of precedence relations", "none");
            } else if i64::try_from(found) != Ok(job.modes) || found == 0 {
                let expected = format!("{} modes", job.modes.max(1));
                ledger.problem(part, &expected, &found.to_string());
            } else if !multi && found > 1 {
                ledger.hinted(part, "one mode", &found.to_string(), "read it as `.mm`");
            }
        }
    }

    fn project(&self) -> Project {
        let (renewable, _) = (self.counts[0] as usize, self.counts[1]);
        let resource = |index: usize| match index.checked_sub(renewable) {
            None => (format!("R{}", index + 1), ResourceKind::Renewable),
            Some(other) => (format!("N{}", other + 1), ResourceKind::Budget),
        };
        let mut project = Project {
            basis: Basis::Periods,
            ..Project::default()
        };
        for (index, units) in self.available.iter().enumerate() {
            let (id, kind) = resource(index);
            project.resources.push(plain_resource(id, kind, *units));
        }
        for (index, job) in self.jobs.iter().enumerate() {
            let id = (index + 1).to_string();
            for (mode, (_, demands)) in job.rows.iter().enumerate() {
                let several = job.rows.len() > 1;
                for (column, units) in demands.iter().enumerate().filter(|d| *d.1 > 0) {
                    project.assignments.push(TaskAssignment {
                        task: id.clone(),
                        mode: several.then_some(mode),
                        resource: resource(column).0,
                        units: Decimal::from(*units),
                        cost: None,
                    });
                }
            }
            let links = job.successors.iter();
            project.links.extend(links.map(|to| TaskLink {
                from: id.clone(),
                to: to.to_string(),
                kind: LinkKind::FinishToStart,
                lag: Length::periods(0),
                bound: Bound::Minimum,
                lag_calendar: LagCalendar::default(),
            }));
            let durations: Vec<i64> = job.rows.iter().map(|row| row.0).collect();
            project.tasks.push(plain_task(id, &durations));
        }
        project
    }
}

/// A task that has nothing but durations in periods.
pub(crate) fn plain_task(id: String, durations: &[i64]) -> Task {
    let mode = |amount: &i64| TaskMode {
        duration: Length::periods(*amount),
    };
    Task {
        name: id.clone(),
        id,
        kind: if durations.iter().all(|d| *d == 0) {
            TaskKind::Milestone
        } else {
            TaskKind::Work
        },
        modes: durations.iter().map(mode).collect(),
        ..Task::default()
    }
}

/// A resource that never changes.
pub(crate) fn plain_resource(id: String, kind: ResourceKind, units: i64) -> ProjectResource {
    ProjectResource {
        name: id.clone(),
        id,
        kind,
        units: Decimal::from(units),
        availability: Vec::new(),
        calendar: None,
    }
}
