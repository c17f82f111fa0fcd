//! The quality of a schedule in 14 points, one file a point.
//!
//! Reference for all of them: Defense Contract Management Agency, DCMA-EA PAM 200.1, Earned Value Management System
//! Program Analysis Pamphlet, October 2012, 14-point schedule metrics. Only incomplete work and milestones count unless a
//! point says otherwise (all from memory of the pamphlet: to be checked against it); summaries, level of effort and inactive tasks never do. A day is the project's working day.

mod critical_path_length;
mod critical_path_test;
mod execution;
mod facts;
mod hard_constraints;
mod high_duration;
mod high_float;
mod invalid_dates;
mod lags;
mod leads;
mod logic;
mod missed_tasks;
mod negative_float;
mod relationship_types;
mod resources;

use concerted_schedule::Model;
use serde::Serialize;

use crate::{Mapping, Project};
use facts::Facts;

/// Whether a point is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Within the threshold.
    Pass,
    /// Beyond the threshold.
    Fail,
    /// Cannot be judged, for the reason given.
    NotApplicable,
}

/// One point of the assessment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QualityPoint {
    /// Number from 1 to 14.
    pub number: u8,
    /// Stable name.
    pub id: &'static str,
    /// What is measured, where it can be.
    pub value: Option<f64>,
    /// Unit of value and threshold.
    pub unit: &'static str,
    /// Bound of the value.
    pub threshold: f64,
    /// Whether the value has to be at least the threshold (else at most).
    pub at_least: bool,
    /// Whether the point is kept.
    pub verdict: Verdict,
    /// How the value came about, or why there is none.
    pub reason: String,
    /// Ids of the tasks that offend, in the order of the project; links as `from -> to`.
    pub offending: Vec<String>,
}

/// What a point asks: number, name, threshold, unit, direction.
#[derive(Debug, Clone, Copy)]
struct Ask {
    number: u8,
    id: &'static str,
    threshold: f64,
    unit: &'static str,
    at_least: bool,
}

impl Ask {
    /// A share in per cent that may not be larger than the threshold.
    fn share(number: u8, id: &'static str, threshold: f64) -> Self {
        Self {
            number,
            id,
            threshold,
            unit: "%",
            at_least: false,
        }
    }

    /// A point with a value.
    fn measured(self, value: f64, reason: String, offending: Vec<String>) -> QualityPoint {
        let kept = if self.at_least {
            value >= self.threshold
        } else {
            value <= self.threshold
        };
        QualityPoint {
            number: self.number,
            id: self.id,
            value: Some(value),
            unit: self.unit,
            threshold: self.threshold,
            at_least: self.at_least,
            verdict: if kept { Verdict::Pass } else { Verdict::Fail },
            reason,
            offending,
        }
    }

    /// A share of offenders among some.
    fn among(self, offending: Vec<String>, of: usize, what: &str) -> QualityPoint {
        if of == 0 {
            return self.not_applicable(&format!("there are no {what}"));
        }
        let value = 100.0 * offending.len() as f64 / of as f64;
        let reason = format!("{} of {of} {what}", offending.len());
        self.measured(value, reason, offending)
    }

    fn not_applicable(self, reason: &str) -> QualityPoint {
        QualityPoint {
            number: self.number,
            id: self.id,
            value: None,
            unit: self.unit,
            threshold: self.threshold,
            at_least: self.at_least,
            verdict: Verdict::NotApplicable,
            reason: reason.to_owned(),
            offending: Vec::new(),
        }
    }
}

/// The 14 points of a project and its model, in order.
///
/// Floats are working days between the early start (critical path method, resources aside) and the latest start that
/// keeps the last finish, every deadline and every fixed start.
///
/// ```
/// use concerted_exchange::{Verdict, assess, read_csv, to_model};
///
/// let text = "id,name,duration,predecessors\n1,make,2d,\n2,test,100d,1FS-1d\n";
/// let project = read_csv(text.as_bytes()).unwrap().project;
/// let (model, mapping) = to_model(&project);
/// let points = assess(&project, &model, &mapping);
/// assert_eq!(points.len(), 14);
/// assert_eq!((points[1].id, points[1].verdict), ("leads", Verdict::Fail));
/// assert_eq!(points[1].offending, ["1 -> 2"]);
/// assert_eq!(points[7].offending, ["2"]);
/// ```
pub fn assess(project: &Project, model: &Model, mapping: &Mapping) -> Vec<QualityPoint> {
    let facts = Facts::of(project, model, mapping);
    vec![
        logic::point(&facts),
        leads::point(&facts),
        lags::point(&facts),
        relationship_types::point(&facts),
        hard_constraints::point(&facts),
        high_float::point(&facts),
        negative_float::point(&facts),
        high_duration::point(&facts),
        invalid_dates::point(&facts),
        resources::point(&facts),
        missed_tasks::point(&facts),
        critical_path_test::point(&facts),
        critical_path_length::point(&facts),
        execution::point(&facts),
    ]
}
