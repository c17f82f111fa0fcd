//! What a plan shows of milestones, activities and alternatives.

use concerted_model::figure::Input;
use concerted_model::finding::{Finding, Severity};
use concerted_model::handover::{Sourcing, ThreePoint};
use concerted_model::id::Ref;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_partners::{Candidate, Choice};
use concerted_schedule::{Driver, explain};
use jiff::civil::Date;
use serde::Serialize;

use crate::evaluate::Evaluation;
use crate::network::{Movement, Reason};
use crate::timing::{TICKS_PER_DAY, Timing};

/// A milestone with its dates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Milestone {
    /// Id in the document.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Key of the activity whose finish it is.
    pub activity: String,
    /// Date by which it is wanted.
    pub due: Option<Date>,
    /// Date in the schedule with likely durations.
    pub planned: Date,
    /// Date that is met in one case of ten.
    pub p10: Date,
    /// Date that is met in one case of two.
    pub p50: Date,
    /// Date that is met in eight cases of ten.
    pub p80: Date,
    /// Date that is met in nine cases of ten.
    pub p90: Date,
    /// Share of samples that meet the date wanted.
    pub on_time: Option<f64>,
}

/// One activity of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Activity {
    /// Stable key.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// Area of work.
    pub area: ServiceArea,
    /// Site that does it.
    pub site: Option<String>,
    /// Company of that site.
    pub company: Option<String>,
    /// Role that does it.
    pub owner: String,
    /// What it delivers.
    pub deliverable: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub finish: Date,
    /// Duration in working days.
    pub days: ThreePoint,
    /// Cost in thousands of the program's currency.
    pub cost_thousands: ThreePoint,
    /// Working days by which it can slip with all others held and the end of the plan kept.
    pub float_days: f64,
    /// Whether a chain of links, resources or material leads from it to the end.
    pub critical: bool,
    /// Share of samples in which it drives the target.
    pub criticality: f64,
    /// What keeps it from starting earlier.
    pub drivers: Vec<String>,
    /// Keys of the activities whose links keep it from starting earlier.
    pub driven_by: Vec<String>,
    /// What its duration and cost rest on.
    #[serde(skip)]
    pub inputs: Vec<Input>,
    /// Why it is in the plan.
    pub reasons: Vec<Reason>,
    /// Keys of the activities it waits for.
    pub after: Vec<String>,
    /// Material it releases.
    pub makes: Vec<Movement>,
    /// Material it takes.
    pub takes: Vec<Movement>,
    /// Figures that it answers to.
    pub figures: Vec<String>,
}

/// A sourcing with its simulated date and cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// Key of the sourcing.
    pub key: String,
    /// Which counter-case it is, if one.
    pub role: Option<&'static str>,
    /// Site of each area of work.
    pub sourcing: Sourcing,
    /// Companies other than the client.
    pub companies: Vec<String>,
    /// Hand-offs that are work of their own.
    pub hand_offs: usize,
    /// Likely cost of all activities in thousands, hand-offs and work asked for by findings included.
    pub cost_thousands: f64,
    /// Median date of the target.
    pub p50: Date,
    /// Date of the target met in eight cases of ten.
    pub p80: Date,
    /// The same in days from the start.
    #[serde(skip)]
    pub(crate) p80_days: f64,
}

impl Alternative {
    pub(crate) fn new(
        candidate: &Candidate,
        evaluation: &Evaluation,
        timing: &Timing,
        partners: &Choice,
    ) -> Self {
        let summary = &evaluation.simulation.summary;
        let integrated = candidate.key == partners.integrated.key;
        let scattered = candidate.key == partners.scattered.key;
        Self {
            key: candidate.key.clone(),
            role: match (integrated, scattered) {
                (true, true) => Some("integrated and best of breed"),
                (true, false) => Some("integrated"),
                (false, true) => Some("best of breed"),
                (false, false) => None,
            },
            sourcing: candidate.sourcing.clone(),
            companies: candidate.companies.clone(),
            hand_offs: candidate.hand_off_count(),
            cost_thousands: evaluation
                .network
                .work
                .values()
                .map(|work| work.cost.mode)
                .sum(),
            p50: timing.finish_date(summary.p50.round() as i64),
            p80: timing.finish_date(summary.p80.round() as i64),
            p80_days: summary.p80 / TICKS_PER_DAY as f64,
        }
    }
}

/// The milestones of the document, or the target where there is none.
pub(crate) fn milestones(
    program: &Program,
    evaluation: &Evaluation,
    timing: &Timing,
) -> Vec<Milestone> {
    let target = crate::plan::target_key(program);
    let mut wanted: Vec<(String, String, String, Option<Date>)> = program
        .milestone
        .iter()
        .map(|milestone| {
            (
                milestone.id.to_string(),
                milestone.name.clone(),
                milestone.activity.to_ascii_lowercase(),
                milestone.due.as_ref().map(|due| due.value),
            )
        })
        .collect();
    if !wanted.iter().any(|(_, _, key, _)| *key == target) {
        let name = evaluation
            .network
            .work
            .get(&target)
            .map_or_else(|| target.clone(), |work| work.name.clone());
        wanted.push((target.clone(), name, target, None));
    }
    wanted
        .into_iter()
        .filter_map(|(id, name, key, due)| {
            let index = evaluation.scheduling.index.get(&key)?;
            let result = evaluation
                .simulation
                .milestones
                .iter()
                .find(|milestone| milestone.activity == *index)?;
            let at = |tick: f64| timing.finish_date(tick.round() as i64);
            let on_time = due.map(|due| {
                let limit = timing.tick(due) + TICKS_PER_DAY;
                let met = result
                    .finishes
                    .iter()
                    .filter(|tick| **tick <= limit)
                    .count();
                met as f64 / result.finishes.len().max(1) as f64
            });
            Some(Milestone {
                id,
                name,
                activity: key,
                due,
                planned: timing.finish_date(evaluation.schedule.finishes[index.0]),
                p10: at(result.summary.p10),
                p50: at(result.summary.p50),
                p80: at(result.summary.p80),
                p90: at(result.summary.p90),
                on_time,
            })
        })
        .collect()
}

/// Milestones that are probably missed.
pub(crate) fn late(milestones: &[Milestone]) -> Vec<Finding> {
    milestones
        .iter()
        .filter_map(|milestone| {
            let due = milestone.due?;
            let on_time = milestone.on_time?;
            let severity = if on_time < 0.2 {
                Severity::Critical
            } else if on_time < 0.5 {
                Severity::Major
            } else if on_time < 0.8 {
                Severity::Minor
            } else {
                return None;
            };
            Some(
                Finding::new(
                    "plan.late",
                    severity,
                    format!("milestone.{}", milestone.id),
                    format!(
                        "\"{}\" is wanted by {due} and met by then in {:.0} % of the samples; in eight cases of ten it is reached by {}",
                        milestone.name,
                        on_time * 100.0,
                        milestone.p80
                    ),
                )
                .figure(format!("plan.milestone.{}.p80", milestone.id))
                .hint("the critical activities and their drivers show what would have to move"),
            )
        })
        .collect()
}

/// Dates planned with likely durations that are met in fewer than one case of ten.
pub(crate) fn optimistic(milestones: &[Milestone]) -> Option<Finding> {
    let early: Vec<String> = milestones
        .iter()
        .filter(|milestone| milestone.planned < milestone.p10)
        .map(|milestone| {
            format!(
                "\"{}\" on {} instead of {} (P50)",
                milestone.name, milestone.planned, milestone.p50
            )
        })
        .collect();
    (!early.is_empty()).then(|| {
        Finding::new(
            "plan.optimistic",
            Severity::Note,
            "plan",
            format!(
                "A schedule with likely durations everywhere is met in fewer than one case of ten: {}. Several paths must all go well, and durations run longer more often than shorter.",
                early.join("; ")
            ),
        )
        .hint("promise P80, work to P50")
    })
}

/// Every activity in the order of starts.
pub(crate) fn activities(
    program: &Program,
    evaluation: &Evaluation,
    timing: &Timing,
) -> Vec<Activity> {
    let scheduling = &evaluation.scheduling;
    let explained = explain(&scheduling.model, &evaluation.schedule).unwrap_or_default();
    let mut list: Vec<(i64, Activity)> = evaluation
        .network
        .work
        .values()
        .filter_map(|work| {
            let index = scheduling.index.get(&work.key)?.0;
            let explanation = explained.get(index);
            let start = evaluation.schedule.starts[index];
            let finish = evaluation.schedule.finishes[index];
            let days = |ticks: i64| ticks as f64 / TICKS_PER_DAY as f64;
            let activity = Activity {
                key: work.key.clone(),
                name: work.name.clone(),
                area: work.area,
                site: work.site.clone(),
                company: work
                    .site
                    .as_ref()
                    .and_then(|site| program.site(&Ref::new(site, None)))
                    .map(|site| site.company.to_string()),
                owner: work.owner.clone(),
                deliverable: work.deliverable.clone(),
                start: timing.date(start),
                finish: timing.finish_date(finish).max(timing.date(start)),
                days: work.days,
                cost_thousands: work.cost,
                float_days: explanation.map_or(0.0, |told| days(told.slip)),
                critical: explanation.is_some_and(|told| told.critical),
                criticality: evaluation
                    .simulation
                    .criticality
                    .get(index)
                    .copied()
                    .unwrap_or(0.0),
                drivers: explanation
                    .map(|told| {
                        told.drivers
                            .iter()
                            .map(|driver| words(evaluation, driver))
                            .collect()
                    })
                    .unwrap_or_default(),
                driven_by: explanation
                    .map(|told| linked(evaluation, &told.drivers))
                    .unwrap_or_default(),
                inputs: work.inputs.clone(),
                reasons: work.reasons.clone(),
                after: evaluation
                    .network
                    .edges
                    .iter()
                    .filter(|edge| edge.to == work.key)
                    .map(|edge| edge.from.clone())
                    .collect(),
                makes: work.makes.clone(),
                takes: work.takes.clone(),
                figures: work.figures.iter().map(ToString::to_string).collect(),
            };
            Some((start, activity))
        })
        .collect();
    list.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    list.into_iter().map(|(_, activity)| activity).collect()
}

/// The activities that hold an activity back by a link.
fn linked(evaluation: &Evaluation, drivers: &[Driver]) -> Vec<String> {
    let model = &evaluation.scheduling.model;
    drivers
        .iter()
        .filter_map(|driver| match driver {
            Driver::Link(index) => Some(model.activities[model.links[index.0].from.0].key.clone()),
            _ => None,
        })
        .collect()
}

/// A driver in words.
fn words(evaluation: &Evaluation, driver: &Driver) -> String {
    let model = &evaluation.scheduling.model;
    let name = |index: usize| model.activities[index].key.clone();
    let list = |indexes: &[concerted_schedule::ActivityIndex]| {
        indexes
            .iter()
            .map(|index| name(index.0))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match driver {
        Driver::Fixed => "its start is entered".to_owned(),
        Driver::Progress => "it has begun".to_owned(),
        Driver::DataDate => "what is not done happens after the data date".to_owned(),
        Driver::Release => "it may not start before its date".to_owned(),
        Driver::Origin => "the start of the program".to_owned(),
        Driver::Link(index) => {
            let link = &model.links[index.0];
            format!("waits for {} ({})", name(link.from.0), link.key)
        }
        Driver::Calendar(_) => "the days before are not worked".to_owned(),
        Driver::Resource { resource, with } => {
            let (site, area) = &evaluation.scheduling.resources[resource.0];
            format!("no place for {area} at {site}: taken by {}", list(with))
        }
        Driver::Skill { skill, with } => format!(
            "nobody free with skill {}: taken by {}",
            model.skills[skill.0].key,
            list(with)
        ),
        Driver::Stock { stock, from } => {
            format!(
                "waits for {} from {}",
                model.stocks[stock.0].key,
                list(from)
            )
        }
        Driver::Nothing => "nothing keeps it".to_owned(),
    }
}
