//! One decision evaluated: network, schedule, independent check, simulation.

use concerted_model::finding::{Finding, Severity};
use concerted_model::handover::HandOff;
use concerted_model::program::Program;
use concerted_reference::Reference;
use concerted_schedule::{
    ActivityIndex, Options, Outcome, Policy, Schedule, ScheduleError, SimulationOptions,
    SimulationResult, check, simulate, solve,
};

use crate::network::{Decision, Network, network};
use crate::scheduling::{Material, Scheduling, scheduling};

/// How much is spent on an evaluation, in counts, so that its bytes repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Effort {
    /// Schedules generated.
    pub(crate) schedules: u64,
    /// Samples simulated.
    pub(crate) samples: u64,
    /// Seed of both.
    pub(crate) seed: u64,
}

/// A decision with its schedule and simulation.
#[derive(Debug, Clone)]
pub(crate) struct Evaluation {
    pub(crate) network: Network,
    pub(crate) scheduling: Scheduling,
    pub(crate) outcome: Outcome,
    pub(crate) schedule: Schedule,
    pub(crate) simulation: SimulationResult,
    pub(crate) findings: Vec<Finding>,
}

/// What all evaluations of one plan share.
pub(crate) struct Evaluator<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) base: &'a Network,
    pub(crate) effort: Effort,
    pub(crate) keep: &'a dyn Fn(&Scheduling) -> Kept,
}

/// Draws the network of a decision, schedules, checks and simulates it.
pub(crate) fn evaluate(
    evaluator: &Evaluator<'_>,
    decision: &Decision,
    hand_offs: &[HandOff],
) -> Result<Evaluation, ScheduleError> {
    let Evaluator {
        program,
        reference,
        base,
        effort,
        keep,
    } = *evaluator;
    let network = network(program, base, decision, hand_offs);
    let mut findings = Vec::new();
    let mut material = Material::Followed;
    loop {
        let scheduling = scheduling(program, reference, &network, material);
        let tried = attempt(&scheduling, effort, keep);
        match tried {
            Ok((outcome, schedule, simulation)) => {
                findings.extend(violations(&scheduling, &schedule));
                return Ok(Evaluation {
                    network,
                    scheduling,
                    outcome,
                    schedule,
                    simulation,
                    findings,
                });
            }
            // Material that never suffices must not hide the rest of the plan: it becomes a finding.
            Err(error) if material == Material::Followed => {
                findings.push(no_material(&error));
                material = Material::Ignored;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Schedules and simulates a model.
fn attempt(
    scheduling: &Scheduling,
    effort: Effort,
    keep: &dyn Fn(&Scheduling) -> Kept,
) -> Result<(Outcome, Schedule, SimulationResult), ScheduleError> {
    let options = Options {
        schedules: effort.schedules,
        conflicts: 0,
        seed: effort.seed,
    };
    let outcome = solve(&scheduling.model, &options, &|| false, &mut |_| {})?;
    let Some(schedule) = outcome.schedule.clone() else {
        let failure = outcome.failure.clone();
        return Err(failure.unwrap_or(ScheduleError::Invalid(Vec::new())));
    };
    let kept = keep(scheduling);
    let options = SimulationOptions {
        samples: effort.samples,
        seed: effort.seed,
        policy: Policy::Dispatch,
        target: kept.target,
        milestones: kept.milestones,
        ..SimulationOptions::default()
    };
    let simulation = simulate(
        &scheduling.model,
        &scheduling.uncertainty,
        &schedule,
        &options,
    )?;
    Ok((outcome, schedule, simulation))
}

/// Whose finish is explained, and whose finishes are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    pub(crate) target: Option<ActivityIndex>,
    pub(crate) milestones: Vec<ActivityIndex>,
}

fn no_material(error: &ScheduleError) -> Finding {
    Finding::new(
        "plan.material",
        Severity::Critical,
        "plan",
        format!(
            "the material planned does not reach the studies in time or in amount, so the plan below does not wait for material: {error}"
        ),
    )
    .hint("enter or fix a batch, lengthen the retest period, or check the studies' doses and activities")
}

/// Every rule that the schedule breaks, by the independent checker; a late milestone is no broken rule.
fn violations(scheduling: &Scheduling, schedule: &Schedule) -> Vec<Finding> {
    check(&scheduling.model, schedule)
        .iter()
        .filter(|violation| !violation.is_soft())
        .map(|violation| {
            Finding::new(
                "plan.check",
                Severity::Critical,
                "plan",
                format!("the schedule breaks a rule: {violation}"),
            )
            .hint("dates entered as started or finished may contradict a link")
        })
        .collect()
}
