//! What no single engine sees: parts of the program that do not fit each other.

use concerted_model::finding::{Finding, Severity};
use concerted_model::program::Program;

use crate::network::Network;

/// Everything that does not fit.
pub(crate) fn findings(program: &Program, network: &Network) -> Vec<Finding> {
    let mut findings = doses(program);
    findings.extend(template_only(program));
    findings.extend(milestones(program, network));
    findings.extend(durations(program, network));
    findings
}

/// Cohorts that get more than the use says, on which all limits of impurities rest.
fn doses(program: &Program) -> Vec<Finding> {
    let mut findings = Vec::new();
    for study in &program.study {
        let Some(stage) = study.stage.as_ref().and_then(|id| {
            program
                .uses
                .iter()
                .find(|stage| stage.id.as_str() == id.as_str())
        }) else {
            continue;
        };
        let most = stage.maximum_daily_dose.value.base();
        let over: Vec<&str> = study
            .group
            .iter()
            .filter(|group| {
                group
                    .daily_dose
                    .as_ref()
                    .is_some_and(|dose| dose.value.base() > most)
            })
            .map(|group| group.name.as_str())
            .collect();
        if !over.is_empty() {
            findings.push(
                Finding::new(
                    "plan.dose_above_use",
                    Severity::Major,
                    &study.path,
                    format!(
                        "\"{}\" doses {} above the {most} mg/d of use `{}`, on which all limits rest",
                        study.name,
                        over.join(", "),
                        stage.id
                    ),
                )
                .hint("raise `maximum_daily_dose` of the use, or lower the dose"),
            );
        }
    }
    findings
}

/// A plan of the template alone must not look like a plan of this substance.
fn template_only(program: &Program) -> Option<Finding> {
    let missing = match (&program.substance, program.route.is_empty()) {
        (Some(_), false) => return None,
        (None, true) => "substance and route",
        (None, false) => "substance",
        (Some(_), true) => "route",
    };
    Some(
        Finding::new(
            "plan.template_only",
            Severity::Major,
            "program",
            format!(
                "the program has no {missing}: dates and costs are those of the activity template and not of this substance"
            ),
        )
        .hint("add `[substance]`, materials, steps and a route"),
    )
}

fn milestones(program: &Program, network: &Network) -> Vec<Finding> {
    program
        .milestone
        .iter()
        .filter(|milestone| {
            let key = milestone.activity.to_ascii_lowercase();
            !network.work.contains_key(&key)
        })
        .map(|milestone| {
            Finding::new(
                "plan.milestone_without_activity",
                Severity::Major,
                &milestone.path,
                format!(
                    "milestone \"{}\" has no date: activity `{}` is not in the plan",
                    milestone.name, milestone.activity
                ),
            )
            .hint("name an activity of the plan, or do not omit this one")
        })
        .collect()
}

/// Own activities without a duration count as done in no time.
fn durations(program: &Program, network: &Network) -> Vec<Finding> {
    program
        .activity
        .iter()
        .filter(|activity| activity.omit != Some(true))
        .filter(|activity| {
            let given = [&activity.shortest, &activity.likely, &activity.longest];
            let own = network.work.get(activity.id.as_str());
            given.iter().all(|given| given.is_none())
                && activity.finished.is_none()
                && own.is_some_and(|work| {
                    work.days.high <= 0.0
                        && !work
                            .reasons
                            .iter()
                            .any(|reason| matches!(reason, crate::network::Reason::Template { .. }))
                })
        })
        .map(|activity| {
            Finding::new(
                "plan.no_duration",
                Severity::Minor,
                &activity.path,
                format!(
                    "activity `{}` has no duration and takes no time",
                    activity.id
                ),
            )
            .hint("add `likely = \"2 wk\"`, or check whether its id is that of a template activity")
        })
        .collect()
}
