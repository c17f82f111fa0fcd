//! The grid of two methods (ICH M7, section 6): expert rules by statistical model, and the argument each cell asks for.

use concerted_hazard::{AlertHit, Call};
use concerted_model::quantity::shortest;

use crate::class::{ClassCase, ClassGround, Classified, ImpurityClass, names};
use crate::prediction::ModelView;

/// What the statistical model says, as the grid reads it.
///
/// The model is negative only below its screening cut, which favors sensitivity, because a false negative ends the
/// assessment while a false positive starts a review. It is positive from its balanced cut on. Between the two it is
/// no evidence either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModelCall {
    /// At or above the balanced cut, in the domain.
    Positive,
    /// Between the screening cut and the balanced cut, in the domain.
    Unclear,
    /// Below the screening cut, in the domain.
    Negative,
    /// Outside the domain of the model: its call may not be used.
    OutOfDomain,
    /// No prediction could be made.
    Absent,
}

impl ModelCall {
    /// Every call.
    pub const ALL: [Self; 5] = [
        Self::Positive,
        Self::Unclear,
        Self::Negative,
        Self::OutOfDomain,
        Self::Absent,
    ];

    fn of(model: &ModelView) -> Self {
        match &model.prediction {
            None => Self::Absent,
            Some(prediction) if !prediction.domain.inside => Self::OutOfDomain,
            Some(prediction) => match (prediction.call, prediction.screening_call) {
                (Call::Positive, _) => Self::Positive,
                (Call::Negative, Call::Positive) => Self::Unclear,
                (Call::Negative, Call::Negative) => Self::Negative,
            },
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "model positive",
            Self::Unclear => "model between its cuts",
            Self::Negative => "model negative",
            Self::OutOfDomain => "outside the domain of the model",
            Self::Absent => "no prediction of the model",
        }
    }
}

/// One cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GridCell {
    /// Call of the expert rules: positive with any alert.
    pub rules: Call,
    /// Call of the model.
    pub model: ModelCall,
}

impl GridCell {
    /// The cell of a structure.
    pub(crate) fn of(alerts: &[AlertHit], model: &ModelView) -> Self {
        Self {
            rules: if alerts.is_empty() {
                Call::Negative
            } else {
                Call::Positive
            },
            model: ModelCall::of(model),
        }
    }

    /// Every cell, rules positive first.
    pub fn all() -> impl Iterator<Item = Self> {
        [Call::Positive, Call::Negative]
            .into_iter()
            .flat_map(|rules| ModelCall::ALL.map(|model| Self { rules, model }))
    }

    /// Name for people, such as `no alert, model negative`.
    pub fn name(self) -> String {
        let rules = match self.rules {
            Call::Positive => "alert",
            Call::Negative => "no alert",
        };
        format!("{rules}, {}", self.model.name())
    }

    /// The class without data and without an argument: 5 for two negatives in the domain, else 3.
    ///
    /// ```
    /// use concerted_genotox::{GridCell, ImpurityClass};
    /// let fives = GridCell::all().filter(|cell| cell.class() == ImpurityClass::Five);
    /// assert_eq!(fives.map(GridCell::name).collect::<Vec<_>>(), ["no alert, model negative"]);
    /// ```
    pub fn class(self) -> ImpurityClass {
        match (self.rules, self.model) {
            (Call::Negative, ModelCall::Negative) => ImpurityClass::Five,
            _ => ImpurityClass::Three,
        }
    }

    /// True where the methods disagree or one of them has no say: an expert has to decide.
    pub fn asks_for_an_argument(self) -> bool {
        !matches!(
            (self.rules, self.model),
            (Call::Positive, ModelCall::Positive | ModelCall::Unclear)
                | (Call::Negative, ModelCall::Negative)
        )
    }

    /// What the expert argument of this cell has to show; where none is needed, what would change the class.
    pub fn argument(self) -> &'static str {
        match (self.rules, self.model) {
            (Call::Positive, ModelCall::Positive) => {
                "Both methods speak for mutagenicity: only a bacterial test, or a tested relative with the alert in the same surroundings, changes the class."
            }
            (Call::Positive, ModelCall::Unclear) => {
                "The alert stands and the model does not speak against it: only a bacterial test, or a tested relative with the alert in the same surroundings, changes the class."
            }
            (Call::Positive, ModelCall::Negative) => {
                "Show whether the alert can act here: what hinders it (sterically, electronically or by metabolism), and tested neighbors that carry it in the same surroundings and are negative. Without that the alert stands."
            }
            (Call::Positive, ModelCall::OutOfDomain | ModelCall::Absent) => {
                "The model has no say, so the alert stands alone: a second statistical method, tested compounds with the same alert in the same surroundings, or a bacterial test may answer it."
            }
            (Call::Negative, ModelCall::Positive) => {
                "Show which part of the structure raises the prediction, and whether it can react with DNA: tested neighbors with the same part, a known mechanism or its absence, or a bacterial test."
            }
            (Call::Negative, ModelCall::Unclear) => {
                "The prediction lies between the cuts: show tested neighbors with the same groups, and that no part of the structure reacts with DNA."
            }
            (Call::Negative, ModelCall::Negative) => {
                "No argument is needed; an expert confirms that no unusual group was overlooked."
            }
            (Call::Negative, ModelCall::OutOfDomain | ModelCall::Absent) => {
                "Only one method answers, which ICH M7 does not accept for class 5: a second statistical method whose domain holds the structure, tested compounds with the same groups, or a bacterial test."
            }
        }
    }
}

/// Decides by the two predictions.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) {
    let Some(cell) = classified.cell else {
        return;
    };
    classified.provisional = cell.class() != ImpurityClass::Five;
    let rules = rules_sentence(case.alerts);
    let model = model_sentence(case.model);
    let outcome = outcome_sentence(classified, cell);
    let tail = if classified.pending_class_4 {
        " The substance shares the alert in the same surroundings: class 4 once the substance or such a relative is tested non-mutagenic, pending until then."
    } else {
        ""
    };
    classified.decide(
        ClassGround::Predictions,
        cell.class(),
        format!("{rules} {model} {outcome}{tail}"),
    );
    if cell.asks_for_an_argument() && classified.cohort.is_none() {
        classified
            .reasons
            .push(format!("Expert argument asked for: {}", cell.argument()));
    }
}

fn rules_sentence(alerts: &[AlertHit]) -> String {
    if alerts.is_empty() {
        "It carries no alert.".to_owned()
    } else {
        format!("It carries an alert ({}).", names(alerts))
    }
}

fn model_sentence(model: &ModelView) -> String {
    let Some(prediction) = &model.prediction else {
        let why = model.refused.as_deref().unwrap_or("it was not asked");
        return format!("The statistical model gives no prediction: {why}.");
    };
    let chance = shortest((prediction.probability * 100.0).round());
    let near = shortest((prediction.domain.nearest_similarity * 100.0).round());
    match ModelCall::of(model) {
        ModelCall::OutOfDomain => format!(
            "The statistical model does not know such structures ({}); its {chance} % may not be used.",
            prediction.domain.reasons.join("; ")
        ),
        call => format!(
            "The statistical model gives {chance} % for a positive bacterial test: {} (in its domain, nearest tested compound {near} % similar).",
            match call {
                ModelCall::Positive => "positive",
                ModelCall::Negative => "negative",
                _ => "between its cuts",
            }
        ),
    }
}

fn outcome_sentence(classified: &Classified, cell: GridCell) -> String {
    if classified.cohort.is_some() {
        return "There is no test in this document.".to_owned();
    }
    let words = match (cell.rules, cell.model) {
        (Call::Negative, ModelCall::Negative) => "Both methods are negative: class 5.",
        (Call::Positive, ModelCall::Positive) => {
            "Both methods are positive and there is no test: class 3."
        }
        (Call::Positive, ModelCall::Unclear) => "There is no test in this document: class 3.",
        (_, ModelCall::OutOfDomain | ModelCall::Absent) => {
            "One method alone does not settle it: treated as class 3 until a test or an expert argument decides."
        }
        _ => "The methods conflict: treated as class 3 until a test or an expert argument decides.",
    };
    words.to_owned()
}
