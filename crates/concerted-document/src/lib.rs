//! Every outside form of a program to one raw tree with places, typed and diagnosed once.
//!
//! Purpose: read a program folder (TOML with CSV beside it), report every problem of all its files in
//! one run, each with file, line, column and a hint, and write documents back keeping comments.
//!
//! Main entry points: [`read_folder`], [`read_texts`], [`change::Draft`], [`render::problems`],
//! [`format::format_text`].
//!
//! What it deliberately does not know: engines, limits, databases, HTTP, colors of a terminal. It
//! judges whether a document can be meant, not whether the program is a good one.

pub mod change;
mod csv_reader;
mod folder;
pub mod format;
mod judge;
mod merge;
pub mod render;
pub mod starter;
mod toml_reader;

use concerted_model::decode::Decoder;
use concerted_model::place::{Place, SourceFiles};
use concerted_model::problem::{BAD_CELL, FORMAT_VERSION as NEWER_FORMAT, Gravity, Problem};
use concerted_model::program::{Document, FORMAT_VERSION, Program};
use concerted_model::raw::{Node, Raw};
use concerted_model::record::Shape;

pub use folder::{ReadError, read_folder};

/// What reading a document gave: the program where it has no errors, and all problems in any case.
#[derive(Debug)]
pub struct Loaded {
    /// The program; `None` where there is at least one error.
    pub program: Option<Program>,
    /// Every problem, in the order of files and places.
    pub problems: Vec<Problem>,
    /// The files as they were read.
    pub files: SourceFiles,
}

impl Loaded {
    /// How many problems are errors.
    pub fn error_count(&self) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.gravity == Gravity::Error)
            .count()
    }
}

/// Reads a document from texts with their file names; names ending in `.csv` are tables that the
/// others may refer to.
///
/// Nothing is printed and nothing panics, whatever the texts are.
///
/// ```
/// let loaded = concerted_document::read_texts(&[(
///     "program.toml",
///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
/// )]);
/// assert!(loaded.problems.is_empty());
/// assert_eq!(loaded.program.unwrap().name, "Example");
/// ```
pub fn read_texts(texts: &[(&str, &str)]) -> Loaded {
    let mut files = SourceFiles::default();
    let mut problems = Vec::new();
    let mut trees = Vec::new();
    let mut tables = Vec::new();
    for (name, text) in texts {
        let index = files.add(*name, *text);
        if name.to_ascii_lowercase().ends_with(".csv") {
            tables.push(csv_reader::Table::new(name, index, text));
        } else {
            let (tree, found) = toml_reader::read(text, index);
            problems.extend(found);
            trees.extend(tree);
        }
    }
    if trees.is_empty() {
        return Loaded {
            program: None,
            problems,
            files,
        };
    }
    let (mut root, found) = merge::merge(trees);
    problems.extend(found);
    problems.extend(csv_reader::expand(
        &mut root,
        &Document::SCHEMA,
        &mut tables,
    ));
    if let Some(problem) = newer_version(&root) {
        problems.push(problem);
        return Loaded {
            program: None,
            problems,
            files,
        };
    }
    let mut decoder = Decoder::new(&files);
    let document = Document::decode(&root, "", &mut decoder);
    let decoded = decoder.finish();
    problems.extend(decoded.problems);
    if let Some(document) = &document {
        problems.extend(judge::judge(document));
    }
    finish(files, problems, document, decoded.entered, &tables)
}

fn finish(
    files: SourceFiles,
    mut problems: Vec<Problem>,
    document: Option<Document>,
    entered: Vec<concerted_model::figure::Entered>,
    tables: &[csv_reader::Table],
) -> Loaded {
    for problem in &mut problems {
        name_cell(problem, tables);
    }
    problems
        .sort_by(|a, b| (&a.place, a.code.id, &a.message).cmp(&(&b.place, b.code.id, &b.message)));
    problems.dedup();
    let errors = problems
        .iter()
        .any(|problem| problem.gravity == Gravity::Error);
    let program = document
        .filter(|_| !errors)
        .map(|document| Program { document, entered });
    Loaded {
        program,
        problems,
        files,
    }
}

/// A document of a newer version is refused before its keys are judged: they would all look wrong.
fn newer_version(root: &Node) -> Option<Problem> {
    let entry = root.get("format_version")?;
    match entry.node.value {
        Raw::Integer(version) if version > i64::from(FORMAT_VERSION) || version < 1 => Some(
            Problem::error(
                NEWER_FORMAT,
                &entry.node.place,
                format!("format version {version} is unknown to this release"),
            )
            .expected(format!("a version from 1 to {FORMAT_VERSION}"))
            .found(version.to_string()),
        ),
        _ => None,
    }
}

/// A problem inside a CSV file names row and column, as a spreadsheet user counts them.
fn name_cell(problem: &mut Problem, tables: &[csv_reader::Table]) {
    let Some(Place { file, span }) = &problem.place else {
        return;
    };
    let Some(cell) = tables
        .iter()
        .find(|table| table.file == *file)
        .and_then(|table| table.cell_at(span.start))
    else {
        return;
    };
    if !problem.code.id.starts_with("C06") {
        problem.code = BAD_CELL;
    }
    problem.message = format!(
        "row {}, column `{}`: {}",
        cell.row, cell.column, problem.message
    );
}
