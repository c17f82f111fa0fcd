//! Which format a file is of, and one reader for all; a line about each file of a survey.

use std::fmt;

use serde::Serialize;

use concerted_schedule::validate;

use crate::reading::{Note, NoteKind, Place, Problem, Read, Rejected};
use crate::{
    read_csv, read_mspdi, read_psplib_mm, read_psplib_sch, read_psplib_sm, read_xer, to_model,
};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// PSPLIB, one mode.
    PsplibSm,
    /// PSPLIB or MMLIB, several modes.
    PsplibMm,
    /// RCPSP/max.
    PsplibSch,
    /// XML of MS Project.
    Mspdi,
    /// XER of Primavera.
    Xer,
    /// A table of tasks.
    Csv,
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PsplibSm => "PSPLIB single-mode",
            Self::PsplibMm => "PSPLIB multi-mode",
            Self::PsplibSch => "RCPSP/max",
            Self::Mspdi => "MS Project XML",
            Self::Xer => "Primavera XER",
            Self::Csv => "CSV",
        })
    }
}

/// The format of a file by its content, and by its name where the content leaves a choice; `None` where neither tells.
///
/// ```
/// use concerted_exchange::{FileFormat, detect};
///
/// assert_eq!(detect(b"ERMHDR\t20.12\n", "plan.txt"), Some(FileFormat::Xer));
/// assert_eq!(detect(b"id,name\n", "plan.csv"), Some(FileFormat::Csv));
/// assert_eq!(detect(b"hello", "plan.docx"), None);
/// ```
pub fn detect(bytes: &[u8], name: &str) -> Option<FileFormat> {
    // Enough for every head; NUL bytes of UTF-16 are passed over.
    let head: Vec<u8> = bytes
        .iter()
        .take(8_192)
        .copied()
        .filter(|b| *b != 0)
        .collect();
    let head = String::from_utf8_lossy(&head);
    let trimmed = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    if trimmed.starts_with("ERMHDR") {
        return Some(FileFormat::Xer);
    }
    if trimmed.starts_with('<') {
        let project = trimmed.contains("<Project") || trimmed.contains(":Project");
        return project.then_some(FileFormat::Mspdi);
    }
    let extension = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    if trimmed.starts_with("***")
        || trimmed.contains("PRECEDENCE RELATIONS")
        || trimmed.starts_with("jobs")
    {
        let multi = extension == "mm" || several_modes(&head);
        return Some(if multi {
            FileFormat::PsplibMm
        } else {
            FileFormat::PsplibSm
        });
    }
    match extension.as_str() {
        "sm" => Some(FileFormat::PsplibSm),
        "mm" => Some(FileFormat::PsplibMm),
        "sch" => Some(FileFormat::PsplibSch),
        "csv" | "tsv" => Some(FileFormat::Csv),
        "xer" => Some(FileFormat::Xer),
        _ => None,
    }
}

/// Whether a job of a PSPLIB file has more than one mode, or non-renewable resources are told.
fn several_modes(head: &str) -> bool {
    let relations = head.split("PRECEDENCE RELATIONS").nth(1).unwrap_or("");
    let rows = relations
        .lines()
        .take_while(|line| !line.contains("REQUESTS"));
    let mut modes = rows.filter_map(|row| row.split_whitespace().nth(1)?.parse::<u32>().ok());
    modes.any(|modes| modes > 1)
}

/// Reads a file of any format.
///
/// # Errors
/// Every problem of the file at once; also where its format is unknown.
pub fn read(bytes: &[u8], name: &str) -> Result<Read, Rejected> {
    match detect(bytes, name) {
        Some(FileFormat::PsplibSm) => read_psplib_sm(bytes),
        Some(FileFormat::PsplibMm) => read_psplib_mm(bytes),
        Some(FileFormat::PsplibSch) => read_psplib_sch(bytes),
        Some(FileFormat::Mspdi) => read_mspdi(bytes),
        Some(FileFormat::Xer) => read_xer(bytes),
        Some(FileFormat::Csv) => read_csv(bytes),
        None => Err(Rejected {
            problems: vec![Problem {
                place: Place::part("file"),
                expected: "PSPLIB (.sm, .mm, .sch), MS Project XML, Primavera XER or CSV"
                    .to_owned(),
                found: crate::reading::quote(name),
                hint: Some(
                    "export the schedule as MS Project XML or XER; .mpp cannot be read".to_owned(),
                ),
            }],
        }),
    }
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SurveyLine {
    /// Name of the file.
    pub name: String,
    /// Its format, where it was told.
    pub format: Option<FileFormat>,
    /// What stops it; empty where it loads.
    pub problems: Vec<Problem>,
    /// Tasks read.
    pub tasks: usize,
    /// Links read.
    pub links: usize,
    /// Resources read.
    pub resources: usize,
    /// Calendars read.
    pub calendars: usize,
    /// Things assumed, approximated and not used (names, not occurrences).
    pub notes: [usize; 3],
    /// What the schedule engine finds wrong with the model.
    pub model_problems: Vec<String>,
}

impl SurveyLine {
    /// Whether the file was read and its model has no problems.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.model_problems.is_empty()
    }
}

impl fmt::Display for SurveyLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = self
            .format
            .map_or_else(|| "unknown format".to_owned(), |f| f.to_string());
        write!(f, "{}: {format}", self.name)?;
        if let Some(first) = self.problems.first() {
            return write!(
                f,
                ", refused with {} problems: {first}",
                self.problems.len()
            );
        }
        write!(
            f,
            ", {} tasks, {} links, {} resources, {} calendars; {} assumed, {} approximated, {} not used",
            self.tasks,
            self.links,
            self.resources,
            self.calendars,
            self.notes[0],
            self.notes[1],
            self.notes[2]
        )?;
        match self.model_problems.first() {
            Some(first) => write!(f, "; {} model problems: {first}", self.model_problems.len()),
            None => Ok(()),
        }
    }
}

/// Reads a file, makes its model and tells what became of both.
pub fn survey(bytes: &[u8], name: &str) -> SurveyLine {
    let mut line = SurveyLine {
        name: name.to_owned(),
        format: detect(bytes, name),
        problems: Vec::new(),
        tasks: 0,
        links: 0,
        resources: 0,
        calendars: 0,
        notes: [0; 3],
        model_problems: Vec::new(),
    };
    match read(bytes, name) {
        Err(rejected) => line.problems = rejected.problems,
        Ok(Read { project, notes }) => {
            let (model, mapping) = to_model(&project);
            line.tasks = project.tasks.len();
            line.links = project.links.len();
            line.resources = project.resources.len();
            line.calendars = project.calendars.len();
            for note in notes.iter().chain(&mapping.notes) {
                line.notes[position(note)] += 1;
            }
            line.model_problems = validate(&model).iter().map(ToString::to_string).collect();
        }
    }
    line
}

fn position(note: &Note) -> usize {
    match note.kind {
        NoteKind::Assumed => 0,
        NoteKind::Approximated => 1,
        NoteKind::NotUsed => 2,
    }
}
