//! Problems of skills, splits, progress and baselines.

use super::{ENTRY_LIMIT, ModelProblem, known, range};
use crate::skills;
use crate::{Activity, Model, Progress};

const TIMES: (i64, i64) = (-ENTRY_LIMIT, ENTRY_LIMIT);
const LENGTHS: (i64, i64) = (0, ENTRY_LIMIT);

pub(super) fn data_date(model: &Model, problems: &mut Vec<ModelProblem>) {
    if let Some(found) = model.data_date {
        range(("data date", "the model"), TIMES, found, problems);
    }
}

/// Progress, split and baseline of an activity.
pub(super) fn history(activity: &Activity, problems: &mut Vec<ModelProblem>) {
    let key = activity.key.as_str();
    match activity.progress {
        Some(Progress::Started { start, remaining }) => {
            range(("actual start", key), TIMES, start, problems);
            range(("remaining work", key), LENGTHS, remaining, problems);
        }
        Some(Progress::Finished { start, finish }) => {
            range(("actual start", key), TIMES, start, problems);
            let after = (start.clamp(TIMES.0, TIMES.1), ENTRY_LIMIT);
            range(("actual finish", key), after, finish, problems);
        }
        None => {}
    }
    if let Some(split) = activity.split {
        let lengths = (1, ENTRY_LIMIT);
        range(("least piece", key), lengths, split.least_piece, problems);
    }
    if let Some(baseline) = activity.baseline {
        range(("baseline start", key), TIMES, baseline.start, problems);
    }
}

pub(super) fn skill_references(
    model: &Model,
    activity: &Activity,
    problems: &mut Vec<ModelProblem>,
) {
    let place = || format!("activity `{}`", activity.key);
    for demand in activity.modes.iter().flat_map(|mode| &mode.skills) {
        known(
            place,
            "skill",
            (demand.skill.0, model.skills.len()),
            problems,
        );
    }
}

/// Whether those with skills could ever serve each mode, if nobody else needed them.
pub(super) fn skill_totals(model: &Model, problems: &mut Vec<ModelProblem>) {
    let able = skills::able(model);
    for activity in &model.activities {
        let done = matches!(activity.progress, Some(Progress::Finished { .. }));
        for (index, mode) in activity.modes.iter().enumerate() {
            if mode.skills.is_empty() || mode.work == 0 || done {
                continue;
            }
            let needs = skills::needs(&mode.skills);
            let free = |r: usize| {
                let resource = &model.resources[r];
                let steps = resource.steps.iter().map(|step| step.units);
                let most = i64::from(steps.fold(resource.capacity, u32::max));
                let own = mode.demands.iter().filter(|d| d.resource.0 == r);
                most - own.map(|d| i64::from(d.units)).sum::<i64>()
            };
            if let Err((need, missing)) = skills::pick(&able, &needs, free) {
                problems.push(ModelProblem::SkillShort {
                    activity: activity.key.clone(),
                    mode: index,
                    skill: model.skills[needs[need].0].key.clone(),
                    demand: needs[need].1,
                    missing,
                });
            }
        }
    }
}
