//! Problems as text for a terminal: file, line and column, the line itself with a caret, and the hint.

use std::fmt;

use concerted_model::place::{Place, SourceFiles};
use concerted_model::problem::{Gravity, Problem};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents,
};

/// Longest line that is shown as source: a line of noise would hide the message.
const LONGEST_LINE: usize = 2_000;

/// Every problem as text, one after the other.
pub fn problems(problems: &[Problem], files: &SourceFiles, color: bool) -> String {
    let theme = if color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(false)
        .with_context_lines(0);
    let mut text = String::new();
    for problem in problems {
        let shown = Shown::new(problem, files);
        // Writing to a string cannot fail; a failing renderer must still not hide the message.
        if handler.render_report(&mut text, &shown).is_err() {
            text.push_str(&one_line(problem, files));
            text.push('\n');
        }
        for label in &problem.labels {
            let at = files.locate(&label.place);
            text.extend(["  note: ", &at.to_string(), ": ", &label.text, "\n"]);
        }
        if !text.ends_with("\n\n") {
            text.push('\n');
        }
    }
    text
}

/// A problem in one line, as editors and build tools read it.
pub fn one_line(problem: &Problem, files: &SourceFiles) -> String {
    let gravity = match problem.gravity {
        Gravity::Error => "error",
        Gravity::Warning => "warning",
    };
    let at = problem
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}: ", files.locate(place)));
    format!("{at}{gravity}[{}]: {}", problem.code.id, problem.message)
}

/// A problem in the shape that the renderer takes.
#[derive(Debug)]
struct Shown {
    message: String,
    code: &'static str,
    severity: Severity,
    help: Option<String>,
    source: Option<Line>,
    label: Option<LabeledSpan>,
}

impl Shown {
    fn new(problem: &Problem, files: &SourceFiles) -> Self {
        let at = problem
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!("{}: ", files.locate(place)));
        let mut help: Vec<String> = Vec::new();
        help.extend(
            problem
                .expected
                .as_ref()
                .map(|text| format!("expected: {text}")),
        );
        help.extend(problem.found.as_ref().map(|text| format!("found: {text}")));
        help.extend(problem.hint.clone());
        let (source, label) = problem
            .place
            .as_ref()
            .and_then(|place| excerpt(place, files))
            .map_or((None, None), |(source, label)| (Some(source), Some(label)));
        Self {
            message: format!("{at}{}", problem.message),
            code: problem.code.id,
            severity: match problem.gravity {
                Gravity::Error => Severity::Error,
                Gravity::Warning => Severity::Warning,
            },
            help: (!help.is_empty()).then(|| help.join("\n")),
            source,
            label,
        }
    }
}

/// The one line of a file in which a problem lies.
#[derive(Debug)]
struct Line {
    file: String,
    text: String,
    /// Its number, from 0.
    number: usize,
    /// Byte at which it starts in the file.
    start: usize,
    /// Column of the problem, from 0.
    column: usize,
}

impl SourceCode for Line {
    /// The whole line, whatever part of it is asked for: a label alone would not show what is around it.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            self.text.as_bytes(),
            SourceSpan::new(self.start.into(), self.text.len()),
            self.number,
            self.column,
            1,
        )))
    }
}

/// The line with the span to mark: its first line only, so that a broken table does not fill the screen.
fn excerpt(place: &Place, files: &SourceFiles) -> Option<(Line, LabeledSpan)> {
    let file = files.file(place.file)?;
    let text = &file.text;
    if text.is_empty() {
        return None;
    }
    let mut start = place.span.start.min(text.len() - 1);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    if line_end - line_start > LONGEST_LINE {
        return None;
    }
    let mut end = place.span.end.clamp(start, line_end);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line = Line {
        file: file.name.clone(),
        text: text[line_start..line_end].to_owned(),
        number: files.locate(place).line - 1,
        start: line_start,
        column: text[line_start..start].chars().count(),
    };
    let length = (end - start).max(1);
    Some((
        line,
        LabeledSpan::new_with_span(None, SourceSpan::new(start.into(), length)),
    ))
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label
            .clone()
            .map(|label| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
