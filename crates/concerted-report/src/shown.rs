//! A number as it is shown: its text, its unit, the key of its figure and how far it can be relied upon.

use askama::Template;
use concerted_model::evidence::Status;
use concerted_model::figure::{Figure, FigureValue, Figures, Origin};

use crate::number;

/// A value on the page, with the key by which a reader can ask for its origin.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "shown.html")]
pub(crate) struct Shown {
    /// Key of the figure; `None` where the value has none.
    pub(crate) figure: Option<String>,
    /// Value for machines.
    machine: String,
    /// What a pointer shows.
    title: String,
    /// Value for people; `None` where it is not known.
    pub(crate) text: Option<String>,
    /// Status that must stand beside the value.
    pub(crate) tag: Option<&'static str>,
}

impl askama::filters::HtmlSafe for Shown {}

impl Shown {
    /// A text without a figure.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            figure: None,
            machine: String::new(),
            title: String::new(),
            text: Some(text.into()),
            tag: None,
        }
    }

    /// Something that is not known, and why.
    pub(crate) fn unknown(reason: impl Into<String>) -> Self {
        Self {
            figure: None,
            machine: String::new(),
            title: reason.into(),
            text: None,
            tag: None,
        }
    }

    /// The same without a mark, where the text beside it says what the mark would.
    pub(crate) fn unmarked(mut self) -> Self {
        self.tag = None;
        self
    }

    /// The same with the status of the row it was read from.
    pub(crate) fn with_status(mut self, status: Status) -> Self {
        self.tag = (!status.is_regulatory_fact()).then(|| status.word());
        self
    }
}

/// The figures of a plan, from which values are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    figures: &'a Figures,
}

impl<'a> Sheet<'a> {
    /// Values are taken from these figures.
    pub(crate) fn new(figures: &'a Figures) -> Self {
        Self { figures }
    }

    /// The figure with this key.
    pub(crate) fn get(self, id: &str) -> Option<&'a Figure> {
        self.figures.get(id)
    }

    /// Value, unit and interval of a figure; not known, for the reason given, where it is not there.
    pub(crate) fn value(self, id: &str, reason: &str) -> Shown {
        match self.figures.get(id) {
            Some(figure) => self.shown(figure, with_unit(figure)),
            None => Shown::unknown(reason),
        }
    }

    /// The value of a figure without its unit.
    pub(crate) fn bare(self, id: &str, reason: &str) -> Shown {
        match self.figures.get(id) {
            Some(figure) => self.shown(figure, value(figure) + &interval(figure)),
            None => Shown::unknown(reason),
        }
    }

    /// A share as a percentage.
    pub(crate) fn percent(self, id: &str, reason: &str) -> Shown {
        match self.figures.get(id) {
            Some(figure) => {
                let text = figure
                    .value
                    .number()
                    .map_or_else(|| number::value(&figure.value), number::percent);
                self.shown(figure, text)
            }
            None => Shown::unknown(reason),
        }
    }

    /// A text that carries the key of a figure, where there is such a figure.
    pub(crate) fn labelled(self, id: &str, text: impl Into<String>) -> Shown {
        match self.figures.get(id) {
            Some(figure) => self.shown(figure, text.into()),
            None => Shown::text(text),
        }
    }

    fn shown(self, figure: &Figure, text: String) -> Shown {
        let machine = match &figure.value {
            FigureValue::Number(number) if number.is_finite() => number.to_string(),
            FigureValue::Number(_) => String::new(),
            FigureValue::Date(date) => date.to_string(),
            FigureValue::Text(text) => text.clone(),
        };
        Shown {
            figure: Some(figure.id.to_string()),
            machine,
            title: format!("{} · {}", figure.id, origin(figure)),
            text: Some(text),
            tag: self.weakest(figure).map(Status::word),
        }
    }

    /// The least reliable status among what a figure of chemistry or toxicology rests on.
    ///
    /// Dates, masses of batches and costs all rest on assumptions, which have a ranked list of their own;
    /// a mark beside each of them would say nothing.
    fn weakest(self, figure: &Figure) -> Option<Status> {
        let id = figure.id.as_str();
        let marked = [
            "route.",
            "genotox.",
            "form.",
            "step.",
            "compare.",
            "reference.",
            "assumed.",
        ];
        if !marked.iter().any(|prefix| id.starts_with(prefix)) {
            return entered_status(figure).filter(|status| !status.is_regulatory_fact());
        }
        let own = status(figure);
        let others = self
            .figures
            .ancestors(id)
            .into_iter()
            .filter_map(|ancestor| status(self.figures.get(ancestor.as_str())?));
        own.into_iter()
            .chain(others)
            .filter(|status| !status.is_regulatory_fact())
            .max_by_key(|status| weakness(*status))
    }
}

/// How little a status can be relied upon.
fn weakness(status: Status) -> u8 {
    match status {
        Status::Verified => 0,
        Status::Calculated => 1,
        Status::Partly => 2,
        Status::Assumed => 3,
        Status::Memory => 4,
        Status::Conflict => 5,
    }
}

fn entered_status(figure: &Figure) -> Option<Status> {
    match &figure.origin {
        Origin::Entered { status, .. } => *status,
        _ => None,
    }
}

fn status(figure: &Figure) -> Option<Status> {
    match &figure.origin {
        Origin::Entered { status, .. } => *status,
        Origin::Reference { citation } => Some(citation.status),
        Origin::Assumed { .. } => Some(Status::Assumed),
        Origin::Derived { .. } => None,
    }
}

/// Where a figure comes from, in a few words.
pub(crate) fn origin(figure: &Figure) -> String {
    match &figure.origin {
        Origin::Entered { location, .. } => format!("entered at {location}"),
        Origin::Reference { citation } => format!(
            "{} row {}, {} ({})",
            citation.table,
            citation.row,
            citation.source,
            citation.status.word()
        ),
        Origin::Derived { formula, .. } => format!("{}: {formula}", figure.label),
        Origin::Assumed { assumption } => format!("assumed: {}", assumption.reason),
    }
}

/// The value of a figure; a limit is rounded down.
fn value(figure: &Figure) -> String {
    written(figure, &figure.value)
}

fn written(figure: &Figure, value: &FigureValue) -> String {
    match value {
        FigureValue::Number(number) if is_limit(figure.id.as_str()) => number::limit(*number),
        _ => number::value(value),
    }
}

/// Whether a figure is what nothing may exceed: rounded to the nearest it would read too high.
fn is_limit(id: &str) -> bool {
    const LIMITS: [&str; 6] = [
        "limit",
        "intake",
        "limit_ppm_moiety",
        "limit_ppm_substance",
        "quantitation_limit",
        "tightest_quantitation_limit",
    ];
    id.split('.').any(|part| LIMITS.contains(&part))
}

fn with_unit(figure: &Figure) -> String {
    let value = value(figure);
    let interval = interval(figure);
    match figure.unit.as_str() {
        "" | "date" => format!("{value}{interval}"),
        unit => format!("{value}{interval} {unit}"),
    }
}

fn interval(figure: &Figure) -> String {
    match (&figure.low, &figure.high) {
        (Some(low), Some(high)) if low != high => {
            format!(" ({} to {})", written(figure, low), written(figure, high))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use concerted_model::evidence::Citation;
    use concerted_model::figure::{Input, Ledger, Rule};

    use super::*;

    const RULE: Rule = Rule {
        id: "test",
        formula: "a / b",
        unit: "ppm",
    };

    fn figures(status: Status) -> Figures {
        let mut ledger = Ledger::new();
        let row = Citation {
            table: "q3d_elements".to_owned(),
            row: "rh".to_owned(),
            source: "ich".to_owned(),
            locator: "table A.2.1".to_owned(),
            status,
        };
        let input = ledger.derive(
            "route.r.metal.rh.limit.u",
            "limit",
            RULE,
            12.345,
            [Input::Reference(row, "100 ug/d".to_owned())],
        );
        ledger.bound(&input, 10.0, 15.0);
        ledger.derive("plan.network", "network", RULE, 5.0, [input]);
        Figures::resolve(&ledger, &[])
    }

    #[test]
    fn a_figure_is_shown_with_unit_interval_and_key() {
        let figures = figures(Status::Verified);
        let html = Sheet::new(&figures)
            .value("route.r.metal.rh.limit.u", "no limit")
            .to_string();
        assert!(html.contains("12.3 (10 to 15) ppm"), "{html}");
        assert!(
            html.contains("data-figure=\"route.r.metal.rh.limit.u\""),
            "{html}"
        );
        assert!(!html.contains("class=\"tag"), "{html}");
    }

    #[test]
    fn a_limit_is_rounded_down_and_another_number_to_the_nearest() {
        let mut ledger = Ledger::new();
        for id in ["genotox.a.u.limit_ppm_moiety", "genotox.a.probability"] {
            ledger.derive(id, "label", RULE, 77.89, []);
        }
        let figures = Figures::resolve(&ledger, &[]);
        let bare = |id| Sheet::new(&figures).bare(id, "").text.unwrap();
        assert_eq!(bare("genotox.a.u.limit_ppm_moiety"), "77.8");
        assert_eq!(bare("genotox.a.probability"), "77.9");
    }

    #[test]
    fn a_row_from_memory_marks_what_rests_on_it() {
        for status in [Status::Memory, Status::Conflict, Status::Assumed] {
            let figures = figures(status);
            let sheet = Sheet::new(&figures);
            let shown = sheet.value("route.r.metal.rh.limit.u", "");
            assert_eq!(shown.tag, Some(status.word()));
            assert!(shown.to_string().contains("class=\"tag"));
            assert_eq!(sheet.value("plan.network", "").tag, None);
        }
    }

    #[test]
    fn what_is_missing_is_not_known_with_its_reason() {
        let figures = Figures::default();
        let html = Sheet::new(&figures).value("x", "no <dose>").to_string();
        assert!(
            html.contains("not known") && html.contains("no &#60;dose&#62;"),
            "{html}"
        );
    }
}
