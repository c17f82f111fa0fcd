//! The answer to one row, and how it is written.

use std::io::Write;

use concerted_genotox::ImpurityClass;
use concerted_hazard::CohortOfConcern;
use serde_json::json;

/// Columns of the answer, in order.
pub const COLUMNS: [&str; 15] = [
    "id",
    "smiles",
    "status",
    "error",
    "alerts",
    "rule_call",
    "probability",
    "model_call",
    "screening_call",
    "in_domain",
    "nearest_similarity",
    "m7_class",
    "cohort_of_concern",
    "cpca_category",
    "ai_ng_per_day",
];

/// Columns that `--details` appends, in order.
pub const DETAIL_COLUMNS: [&str; 5] = [
    "provisional",
    "decided_by",
    "ai_basis",
    "ai_status",
    "reasons",
];

/// Why a structure has its class and its intake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// True where the class may change with data that are still to come.
    pub provisional: bool,
    /// What decided the class.
    pub decided_by: &'static str,
    /// Where the intake comes from; empty without one.
    pub ai_basis: String,
    /// How far the row that gives the intake was checked.
    pub ai_status: Option<&'static str>,
    /// Reasons of the class as sentences.
    pub reasons: Vec<String>,
}

/// What screening says of a structure: aids that need expert review, never a verdict.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Screened {
    /// True where an expert rule hits.
    pub rule_positive: bool,
    /// Ids of the expert rules that hit, sorted.
    pub alerts: Vec<&'static str>,
    /// What the statistical model says; `None` where it refuses.
    pub model: Option<ScreenedModel>,
    /// Class of ICH M7; `None` where nothing can be said.
    pub class: Option<ImpurityClass>,
    /// Cohort of concern.
    pub cohort_of_concern: Option<CohortOfConcern>,
    /// Potency category of a nitrosamine, 1 to 5.
    pub cpca_category: Option<u8>,
    /// Acceptable intake over a lifetime in ng/day, for class 1 to 3.
    pub intake_ng_per_day: Option<f64>,
    /// Why; written where details are asked for.
    pub details: Details,
}

/// What the statistical model says of a structure.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScreenedModel {
    /// Calibrated probability of a positive bacterial test, 0 to 1.
    pub probability: f64,
    /// Positive at the balanced cut.
    pub positive: bool,
    /// Positive at the screening cut, which favors sensitivity.
    pub screening_positive: bool,
    /// True where the model was trained on structures of this kind.
    pub in_domain: bool,
    /// Similarity of the nearest tested compound, 0 to 1.
    pub nearest_similarity: f64,
}

/// One row of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Name of the structure in the input.
    pub id: String,
    /// The structure as given; canonical SMILES where it was given as a connection table.
    pub smiles: String,
    /// What screening says, or why it says nothing.
    pub outcome: Result<Screened, String>,
}

fn call(positive: bool) -> &'static str {
    if positive { "positive" } else { "negative" }
}

/// Digits of a probability behind the point.
const PROBABILITY_DIGITS: u8 = 4;

/// Digits of a similarity behind the point, and of an intake in ng/day.
const DIGITS: u8 = 3;

/// A number without the noise of its last digits, so that the same structure gives the same text everywhere.
fn rounded(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (value * scale).round() / scale
}

/// The same number with all its decimals, as in a column of a table.
///
/// Rounded first: writing alone takes a tie such as 0.0625 to the even digit, and the table would differ from JSON.
fn fixed(value: f64, decimals: u8) -> String {
    format!("{:.*}", usize::from(decimals), rounded(value, decimals))
}

impl Answer {
    /// The row as fields in the order of [`COLUMNS`]; what is absent is empty.
    pub fn fields(&self) -> [String; COLUMNS.len()] {
        let mut fields = [const { String::new() }; COLUMNS.len()];
        fields[0].clone_from(&self.id);
        fields[1].clone_from(&self.smiles);
        match &self.outcome {
            Err(reason) => {
                "error".clone_into(&mut fields[2]);
                fields[3].clone_from(reason);
            }
            Ok(screened) => {
                for (field, value) in fields[2..].iter_mut().zip(values(screened)) {
                    *field = value;
                }
            }
        }
        fields
    }

    /// The fields in the order of [`DETAIL_COLUMNS`]; empty for a row that has no answer.
    pub fn detail_fields(&self) -> [String; DETAIL_COLUMNS.len()] {
        let Ok(Screened { details, .. }) = &self.outcome else {
            return [const { String::new() }; DETAIL_COLUMNS.len()];
        };
        [
            details.provisional.to_string(),
            details.decided_by.to_owned(),
            details.ai_basis.clone(),
            details.ai_status.unwrap_or_default().to_owned(),
            details.reasons.join(" "),
        ]
    }

    /// The object of [`Answer::json`] with the keys of [`DETAIL_COLUMNS`] behind the others.
    pub fn detailed_json(&self) -> serde_json::Value {
        let details = self.outcome.as_ref().ok().map(|one| &one.details);
        let mut value = self.json();
        if let Some(object) = value.as_object_mut() {
            let all = [
                json!(details.map(|one| one.provisional)),
                json!(details.map(|one| one.decided_by)),
                json!(details.map(|one| &one.ai_basis)),
                json!(details.and_then(|one| one.ai_status)),
                json!(details.map(|one| &one.reasons)),
            ];
            for (key, value) in DETAIL_COLUMNS.into_iter().zip(all) {
                object.insert(key.to_owned(), value);
            }
        }
        value
    }

    /// The row as one JSON object with the keys of [`COLUMNS`]; what is absent is `null`.
    pub fn json(&self) -> serde_json::Value {
        let (screened, error) = match &self.outcome {
            Ok(screened) => (Some(screened), None),
            Err(reason) => (None, Some(reason)),
        };
        let model = screened.and_then(|one| one.model);
        json!({
            "id": self.id,
            "smiles": self.smiles,
            "status": if error.is_some() { "error" } else { "ok" },
            "error": error,
            "alerts": screened.map(|one| &one.alerts),
            "rule_call": screened.map(|one| call(one.rule_positive)),
            "probability": model.map(|one| rounded(one.probability, PROBABILITY_DIGITS)),
            "model_call": model.map(|one| call(one.positive)),
            "screening_call": model.map(|one| call(one.screening_positive)),
            "in_domain": model.map(|one| one.in_domain),
            "nearest_similarity": model.map(|one| rounded(one.nearest_similarity, DIGITS)),
            "m7_class": screened.and_then(|one| one.class).map(ImpurityClass::number),
            "cohort_of_concern": screened.and_then(|one| one.cohort_of_concern).map(CohortOfConcern::reference_row),
            "cpca_category": screened.and_then(|one| one.cpca_category),
            "ai_ng_per_day": screened.and_then(|one| one.intake_ng_per_day).map(|intake| rounded(intake, DIGITS)),
        })
    }
}

/// The fields of a row with an answer, from `status` on.
fn values(screened: &Screened) -> [String; COLUMNS.len() - 2] {
    let model = |text: &dyn Fn(&ScreenedModel) -> String| {
        screened.model.as_ref().map(text).unwrap_or_default()
    };
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        "ok".to_owned(),
        String::new(),
        screened.alerts.join(";"),
        call(screened.rule_positive).to_owned(),
        model(&|one| fixed(one.probability, PROBABILITY_DIGITS)),
        model(&|one| call(one.positive).to_owned()),
        model(&|one| call(one.screening_positive).to_owned()),
        model(&|one| one.in_domain.to_string()),
        model(&|one| fixed(one.nearest_similarity, DIGITS)),
        text(screened.class.map(|class| class.number().to_string())),
        text(
            screened
                .cohort_of_concern
                .map(|cohort| cohort.reference_row().to_owned()),
        ),
        text(screened.cpca_category.map(|category| category.to_string())),
        text(
            screened
                .intake_ng_per_day
                .map(|intake| rounded(intake, DIGITS).to_string()),
        ),
    ]
}

/// Form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerForm {
    /// A table of comma-separated values.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Writes answers one after the other.
pub struct AnswerWriter<W: Write> {
    form: Form<W>,
    details: bool,
}

enum Form<W: Write> {
    Csv(Box<csv::Writer<W>>),
    JsonLines(W),
}

impl<W: Write> AnswerWriter<W> {
    /// Begins the answer; a table with its header.
    ///
    /// # Errors
    /// What the target says when it cannot be written.
    pub fn new(target: W, form: AnswerForm) -> std::io::Result<Self> {
        Self::begin(target, form, false)
    }

    /// The same with [`DETAIL_COLUMNS`] behind the fixed columns.
    ///
    /// # Errors
    /// What the target says when it cannot be written.
    pub fn detailed(target: W, form: AnswerForm) -> std::io::Result<Self> {
        Self::begin(target, form, true)
    }

    fn begin(target: W, form: AnswerForm, details: bool) -> std::io::Result<Self> {
        let form = match form {
            AnswerForm::JsonLines => Form::JsonLines(target),
            AnswerForm::Csv => {
                let mut writer = csv::Writer::from_writer(target);
                let further: &[&str] = if details { &DETAIL_COLUMNS } else { &[] };
                writer.write_record(COLUMNS.iter().chain(further))?;
                Form::Csv(Box::new(writer))
            }
        };
        Ok(Self { form, details })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the target says when it cannot be written.
    pub fn write(&mut self, answer: &Answer) -> std::io::Result<()> {
        match &mut self.form {
            Form::Csv(writer) if self.details => {
                let fields = answer.fields().into_iter();
                Ok(writer.write_record(fields.chain(answer.detail_fields()))?)
            }
            Form::Csv(writer) => Ok(writer.write_record(answer.fields())?),
            Form::JsonLines(target) if self.details => {
                writeln!(target, "{}", answer.detailed_json())
            }
            Form::JsonLines(target) => writeln!(target, "{}", answer.json()),
        }
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What the target says when it cannot be written.
    pub fn finish(&mut self) -> std::io::Result<()> {
        match &mut self.form {
            Form::Csv(writer) => writer.flush(),
            Form::JsonLines(target) => target.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: AnswerForm, answer: &Answer) -> String {
        let mut bytes = Vec::new();
        let mut writer = AnswerWriter::new(&mut bytes, form).unwrap();
        writer.write(answer).unwrap();
        writer.finish().unwrap();
        drop(writer);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_row_has_every_column_in_both_forms() {
        let answer = Answer {
            id: "a, b".to_owned(),
            smiles: "CN(C)N=O".to_owned(),
            outcome: Ok(Screened {
                rule_positive: true,
                alerts: vec!["n-nitroso", "other"],
                model: Some(ScreenedModel {
                    probability: 0.912_345,
                    positive: true,
                    screening_positive: true,
                    in_domain: false,
                    nearest_similarity: 1.0,
                }),
                class: Some(ImpurityClass::One),
                cohort_of_concern: Some(CohortOfConcern::NNitroso),
                cpca_category: Some(1),
                intake_ng_per_day: Some(96.0),
                details: Details::default(),
            }),
        };
        assert_eq!(
            written(AnswerForm::Csv, &answer),
            "id,smiles,status,error,alerts,rule_call,probability,model_call,screening_call,in_domain,\
             nearest_similarity,m7_class,cohort_of_concern,cpca_category,ai_ng_per_day\n\
             \"a, b\",CN(C)N=O,ok,,n-nitroso;other,positive,0.9123,positive,positive,false,1.000,1,n_nitroso,1,96\n"
        );
        let value: serde_json::Value =
            serde_json::from_str(&written(AnswerForm::JsonLines, &answer)).unwrap();
        let keys: Vec<&str> = value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, COLUMNS);
        assert_eq!(value["m7_class"], 1);
    }

    #[test]
    fn both_forms_give_the_same_numbers() {
        // Ties in binary: the nearest of two numbers is not decided by the digits.
        for tie in [0.031_25, 0.062_5, 0.187_5, 0.468_75, 0.912_345] {
            let answer = Answer {
                id: "1".to_owned(),
                smiles: "C".to_owned(),
                outcome: Ok(Screened {
                    model: Some(ScreenedModel {
                        probability: tie,
                        nearest_similarity: tie,
                        ..ScreenedModel::default()
                    }),
                    intake_ng_per_day: Some(tie),
                    ..Screened::default()
                }),
            };
            let (fields, value) = (answer.fields(), answer.json());
            for column in ["probability", "nearest_similarity", "ai_ng_per_day"] {
                let at = COLUMNS.iter().position(|own| *own == column).unwrap();
                let field: serde_json::Value = fields[at].parse().unwrap();
                assert_eq!(field, value[column], "{column} of {tie}");
            }
        }
    }

    #[test]
    fn an_error_row_is_empty_beyond_its_reason() {
        let answer = Answer {
            id: "1".to_owned(),
            smiles: "C1".to_owned(),
            outcome: Err("not \"closed\"".to_owned()),
        };
        let text = written(AnswerForm::Csv, &answer);
        assert!(
            text.ends_with("1,C1,error,\"not \"\"closed\"\"\",,,,,,,,,,,\n"),
            "{text}"
        );
        assert!(answer.json()["probability"].is_null());
    }
}
