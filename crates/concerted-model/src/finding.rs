//! Findings: what is noteworthy, with evidence and the work it asks for.

use serde::Serialize;

use crate::evidence::Citation;
use crate::figure::FigureId;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The plan cannot stand as it is.
    Critical,
    /// Needs work or a decision before the next batch or study.
    Major,
    /// Should be looked at.
    Minor,
    /// Good to know; also what could not be computed for lack of input.
    Note,
}

impl Severity {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Note => "note",
        }
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A figure.
    Figure {
        /// Its key.
        id: FigureId,
    },
    /// Atoms of a structure.
    Atoms {
        /// The structure.
        smiles: String,
        /// Atom indices in the order of that SMILES, from 0.
        atoms: Vec<usize>,
        /// What they are.
        label: String,
    },
    /// A row of a reference table.
    Reference {
        /// The row.
        citation: Citation,
    },
    /// Literature or a rule's own words.
    Text {
        /// The text.
        text: String,
    },
}

/// Before what the work that a finding asks for must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// The route decision.
    RouteDecision,
    /// The start of the toxicology batch.
    ToxicologyBatch,
    /// The start of the first GMP batch.
    GmpBatch,
    /// The release of the first GMP batch.
    GmpRelease,
    /// The first dose in people.
    FirstDose,
    /// The filing.
    Filing,
    /// Nothing in particular.
    Nothing,
}

/// Work that a finding asks for, by its entry in the ask catalogue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ask {
    /// Stable key: asks with the same key are one piece of work, whoever asks for it.
    pub key: String,
    /// Row of the ask catalogue.
    pub catalogue: String,
    /// The work in the user's words, such as "trace method for isopropyl mesylate, quantitation at or below 4 ppm".
    pub title: String,
    /// Before what it must be done; by default as the catalogue says.
    pub before: Option<Before>,
    /// Figures that size it.
    pub figures: Vec<FigureId>,
}

/// Something noteworthy that a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Stable key made from its cause: rule and subject.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Path of what it is about, such as `step.salt` or `route.rh`.
    pub subject: String,
    /// Route it holds for; `None` where it holds for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// What is noteworthy, in the user's words.
    pub message: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// What the user may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Work it asks for.
    pub asks: Vec<Ask>,
}

impl Finding {
    /// A finding of a rule about a subject, without evidence and asks yet.
    pub fn new(
        rule: &str,
        severity: Severity,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let subject = subject.into();
        Self {
            id: format!("{rule}:{subject}"),
            rule: rule.to_owned(),
            severity,
            subject,
            route: None,
            message: message.into(),
            evidence: Vec::new(),
            hint: None,
            asks: Vec::new(),
        }
    }

    /// Limits the finding to one route; the route becomes part of its key.
    #[must_use]
    pub fn on_route(mut self, route: &str) -> Self {
        self.id = format!("{}@{route}", self.id);
        self.route = Some(route.to_owned());
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds evidence.
    #[must_use]
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// Adds a figure as evidence.
    #[must_use]
    pub fn figure(self, id: impl Into<FigureId>) -> Self {
        self.evidence(Evidence::Figure { id: id.into() })
    }

    /// Adds work that is needed.
    #[must_use]
    pub fn ask(mut self, ask: Ask) -> Self {
        self.asks.push(ask);
        self
    }
}

/// A finding that says what an engine could not compute, and what it would need.
pub fn lacking(rule: &str, subject: &str, what: &str, needs: &str) -> Finding {
    Finding::new(
        rule,
        Severity::Note,
        subject,
        format!("{what} could not be computed: {needs}"),
    )
}
