//! Figures: numbers worth showing, each with unit, origin and, where known, an interval.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evidence::{Citation, Status};
use crate::place::Location;

/// Stable key of a figure, such as `route.rh.pmi`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FigureId(pub String);

impl FigureId {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for FigureId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&str> for FigureId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for FigureId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Index of an entered value in [`crate::program::Program::entered`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnteredIndex(pub u32);

/// What a derived figure rests on: one link of the chain that `concerted why` walks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A value of the document.
    Entered(EnteredIndex),
    /// Another figure.
    Figure(FigureId),
    /// A row of a reference table, with its value as text and unit.
    Reference(Citation, String),
    /// A default that stood in for an absent value.
    Assumed(Assumption),
}

/// A default that stands in for a value the document does not give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Assumption {
    /// Row of the table of defaults.
    pub id: String,
    /// The value as text with its unit.
    pub value: String,
    /// Why this value.
    pub reason: String,
}

/// The value of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FigureValue {
    /// A number in the figure's unit.
    Number(f64),
    /// A civil date.
    Date(jiff::civil::Date),
    /// A word or sentence, such as a class or an answer.
    Text(String),
}

impl FigureValue {
    /// The number, where this is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl From<f64> for FigureValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<jiff::civil::Date> for FigureValue {
    fn from(date: jiff::civil::Date) -> Self {
        Self::Date(date)
    }
}

impl From<&str> for FigureValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FigureValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Where a figure's value comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// Written in the document.
    Entered {
        /// File, line and column.
        location: Location,
        /// The text as written.
        text: String,
        /// How far the writer says it can be relied upon, where said.
        status: Option<Status>,
        /// The source the writer names, where named.
        source: Option<String>,
        /// The writer's remark.
        note: Option<String>,
    },
    /// A row of a reference table.
    Reference {
        /// The row and how far it was checked.
        citation: Citation,
    },
    /// Computed.
    Derived {
        /// Rule that computed it.
        rule: String,
        /// The formula in words or symbols.
        formula: String,
        /// Figures it rests on.
        inputs: Vec<FigureId>,
    },
    /// A default that stood in for an absent value.
    Assumed {
        /// The default.
        assumption: Assumption,
    },
}

/// A number worth showing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Stable key.
    pub id: FigureId,
    /// Name for people.
    pub label: String,
    /// The value.
    pub value: FigureValue,
    /// Unit of the value and its bounds; empty for pure numbers, dates and words.
    pub unit: String,
    /// Lower bound of the interval, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<FigureValue>,
    /// Upper bound of the interval, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<FigureValue>,
    /// Where the value comes from.
    pub origin: Origin,
}

/// A rule that derives figures: its id and its formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, such as `route.pmi`.
    pub id: &'static str,
    /// The formula in words or symbols, for the person who asks why.
    pub formula: &'static str,
    /// Unit of what it derives; empty for pure numbers and words, `date` for dates.
    pub unit: &'static str,
}

/// What an engine says of a figure it derives.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// Stable key.
    pub id: FigureId,
    /// Name for people.
    pub label: String,
    /// The rule.
    pub rule: Rule,
    /// The value.
    pub value: FigureValue,
    /// Interval, where known.
    pub interval: Option<(FigureValue, FigureValue)>,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

/// The figures of one engine run.
///
/// Engines compute with plain numbers and call [`Ledger::derive`] once for each number worth showing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    derived: BTreeMap<FigureId, Derivation>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records a figure and returns it as an input for further ones.
    ///
    /// ```
    /// use concerted_model::figure::{Ledger, Rule};
    /// const YIELD: Rule = Rule { id: "route.yield", formula: "product of step yields", unit: "" };
    /// let mut ledger = Ledger::new();
    /// let input = ledger.derive("route.rh.yield", "overall yield", YIELD, 0.81, []);
    /// assert_eq!(ledger.number("route.rh.yield"), Some(0.81));
    /// # let _ = input;
    /// ```
    pub fn derive(
        &mut self,
        id: impl Into<FigureId>,
        label: impl Into<String>,
        rule: Rule,
        value: impl Into<FigureValue>,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Input {
        let id = id.into();
        let mut inputs: Vec<Input> = inputs.into_iter().collect();
        inputs.sort();
        inputs.dedup();
        self.derived.insert(
            id.clone(),
            Derivation {
                id: id.clone(),
                label: label.into(),
                rule,
                value: value.into(),
                interval: None,
                inputs,
            },
        );
        Input::Figure(id)
    }

    /// Adds an interval to a figure already recorded.
    pub fn bound(&mut self, id: &Input, low: impl Into<FigureValue>, high: impl Into<FigureValue>) {
        if let Input::Figure(id) = id
            && let Some(derivation) = self.derived.get_mut(id)
        {
            derivation.interval = Some((low.into(), high.into()));
        }
    }

    /// Keys of the figures recorded so far that rest on nothing.
    pub fn rootless(&self) -> Vec<FigureId> {
        self.derived
            .values()
            .filter(|derivation| derivation.inputs.is_empty())
            .map(|derivation| derivation.id.clone())
            .collect()
    }

    /// Adds inputs to a figure already recorded.
    pub fn rest(&mut self, id: &FigureId, inputs: impl IntoIterator<Item = Input>) {
        if let Some(derivation) = self.derived.get_mut(id) {
            derivation.inputs.extend(inputs);
            derivation.inputs.sort();
            derivation.inputs.dedup();
        }
    }

    /// The number recorded under this key.
    pub fn number(&self, id: &str) -> Option<f64> {
        self.derived.get(&FigureId::from(id))?.value.number()
    }

    /// What was recorded, in the order of keys.
    pub fn derivations(&self) -> impl Iterator<Item = &Derivation> {
        self.derived.values()
    }

    /// Adds all figures of another ledger; a key present in both keeps the other's value.
    pub fn merge(&mut self, other: Self) {
        self.derived.extend(other.derived);
    }
}

/// An entered value as the document holds it: the leaf of every chain of origins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entered {
    /// Path in the document, such as `step.hydrogenation.yield`; stable while ids are.
    pub path: String,
    /// File, line and column.
    pub location: Location,
    /// Byte span of the value in that file, for tools that edit it.
    #[serde(skip)]
    pub span: std::ops::Range<usize>,
    /// The text as written.
    pub text: String,
    /// The value for calculation, in `unit`.
    pub value: FigureValue,
    /// Unit of the value.
    pub unit: &'static str,
    /// Interval the writer gave.
    pub low: Option<f64>,
    /// Interval the writer gave.
    pub high: Option<f64>,
    /// How far the writer says it can be relied upon.
    pub status: Option<Status>,
    /// The source the writer names.
    pub source: Option<String>,
    /// The writer's remark.
    pub note: Option<String>,
}

/// All figures of an assessment with their leaves: entered values, reference rows and assumptions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Figures(BTreeMap<FigureId, Figure>);

impl Figures {
    /// Resolves the ledger's inputs against the entered values of a document.
    pub fn resolve(ledger: &Ledger, entered: &[Entered]) -> Self {
        let mut figures = BTreeMap::new();
        for derivation in ledger.derivations() {
            let mut inputs = Vec::with_capacity(derivation.inputs.len());
            for input in &derivation.inputs {
                let leaf = leaf(input, entered);
                match leaf {
                    Leaf::Figure(id) => inputs.push(id),
                    Leaf::New(figure) => {
                        inputs.push(figure.id.clone());
                        figures.entry(figure.id.clone()).or_insert(*figure);
                    }
                }
            }
            inputs.sort();
            inputs.dedup();
            let (low, high) = match &derivation.interval {
                Some((low, high)) => (Some(low.clone()), Some(high.clone())),
                None => (None, None),
            };
            figures.insert(
                derivation.id.clone(),
                Figure {
                    id: derivation.id.clone(),
                    label: derivation.label.clone(),
                    value: derivation.value.clone(),
                    unit: derivation.rule.unit.to_owned(),
                    low,
                    high,
                    origin: Origin::Derived {
                        rule: derivation.rule.id.to_owned(),
                        formula: derivation.rule.formula.to_owned(),
                        inputs,
                    },
                },
            );
        }
        Self(figures)
    }

    /// The figure with this key.
    pub fn get(&self, id: &str) -> Option<&Figure> {
        self.0.get(&FigureId::from(id))
    }

    /// Every figure in the order of keys.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.0.values()
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every figure that this one rests on, directly or not, without itself.
    pub fn ancestors(&self, id: &str) -> std::collections::BTreeSet<FigureId> {
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![FigureId::from(id)];
        while let Some(next) = open.pop() {
            let Some(figure) = self.0.get(&next) else {
                continue;
            };
            if let Origin::Derived { inputs, .. } = &figure.origin {
                for input in inputs {
                    if seen.insert(input.clone()) {
                        open.push(input.clone());
                    }
                }
            }
        }
        seen
    }
}

/// What an input becomes among the figures.
enum Leaf {
    /// A figure that some ledger derives.
    Figure(FigureId),
    /// A leaf to be added.
    New(Box<Figure>),
}

fn leaf(input: &Input, entered: &[Entered]) -> Leaf {
    let figure = match input {
        Input::Figure(id) => return Leaf::Figure(id.clone()),
        Input::Entered(index) => entered_figure(&entered[index.0 as usize]),
        Input::Reference(citation, value) => Figure {
            id: FigureId(format!("reference.{}.{}", citation.table, citation.row)),
            label: format!("{} {}", citation.table, citation.row),
            value: FigureValue::Text(value.clone()),
            unit: String::new(),
            low: None,
            high: None,
            origin: Origin::Reference {
                citation: citation.clone(),
            },
        },
        Input::Assumed(assumption) => Figure {
            id: FigureId(format!("assumed.{}", assumption.id)),
            label: assumption.id.clone(),
            value: FigureValue::Text(assumption.value.clone()),
            unit: String::new(),
            low: None,
            high: None,
            origin: Origin::Assumed {
                assumption: assumption.clone(),
            },
        },
    };
    Leaf::New(Box::new(figure))
}

/// An entered value as a figure.
pub fn entered_figure(entered: &Entered) -> Figure {
    Figure {
        id: FigureId(format!("entered.{}", entered.path)),
        label: entered.path.clone(),
        value: entered.value.clone(),
        unit: entered.unit.to_owned(),
        low: entered.low.map(FigureValue::Number),
        high: entered.high.map(FigureValue::Number),
        origin: Origin::Entered {
            location: entered.location.clone(),
            text: entered.text.clone(),
            status: entered.status,
            source: entered.source.clone(),
            note: entered.note.clone(),
        },
    }
}
