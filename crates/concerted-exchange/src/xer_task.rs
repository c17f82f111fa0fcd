//! Work breakdown, activities and relationships of Primavera.

use std::collections::{BTreeMap, BTreeSet};

use concerted_schedule::{Bound, LinkKind};
use rust_decimal::Decimal;

use crate::project::{
    Constraint, ConstraintKind, LagCalendar, Length, Project, Task, TaskKind, TaskLink, TaskMode,
    TaskProgress, Unit,
};
use crate::reading::{Ledger, Place};
use crate::xer::{Row, Tables};

/// Our ids of activities by the file's numbers.
pub(crate) type TaskIds = BTreeMap<String, String>;

/// Reads the work breakdown and the activities.
pub(crate) fn tasks(
    tables: &Tables,
    id: &str,
    project: &mut Project,
    ledger: &mut Ledger,
) -> TaskIds {
    let mut by_wbs: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for row in tables.of_project("TASK", id) {
        by_wbs
            .entry(row.text("wbs_id").unwrap_or(""))
            .or_default()
            .push(row);
    }
    let ids = ids(tables, id, ledger);
    let nodes = breakdown(tables, id, &mut by_wbs);
    let taken: BTreeSet<&str> = ids.values().map(String::as_str).collect();
    for node in nodes {
        let mut parent = None;
        if let Some(row) = node.row {
            let mut summary = Task {
                // A number that no activity has: codes of the breakdown may be those of activities.
                id: format!("wbs:{}", node.id),
                name: row.text("wbs_name").unwrap_or_default().to_owned(),
                wbs: Some(node.code.clone()),
                parent: node.parent.map(|parent| format!("wbs:{parent}")),
                kind: TaskKind::Summary,
                ..Task::default()
            };
            while taken.contains(summary.id.as_str()) {
                summary.id.insert(0, '_');
            }
            parent = Some(summary.id.clone());
            project.tasks.push(summary);
        }
        for row in by_wbs.remove(node.id).unwrap_or_default() {
            let mut task = task(row, &ids, project.minutes_per_day, ledger);
            task.parent.clone_from(&parent);
            task.wbs = node.row.map(|_| node.code.clone());
            project.tasks.push(task);
        }
    }
    for row in by_wbs.into_values().flatten() {
        let found = row.text("wbs_id").unwrap_or("nothing");
        ledger.assumed(
            row.place("wbs_id"),
            found,
            "an unknown place in the breakdown: put at the top",
        );
        let task = task(row, &ids, project.minutes_per_day, ledger);
        project.tasks.push(task);
    }
    ids
}

/// Ids of activities: their codes where each occurs once.
fn ids(tables: &Tables, id: &str, ledger: &mut Ledger) -> TaskIds {
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    let rows = || tables.of_project("TASK", id);
    let unique = rows().all(|row| row.text("task_code").is_some_and(|code| codes.insert(code)));
    if !unique {
        let found = "codes that are missing or occur twice";
        ledger.approximated(
            Place::part("TASK/task_code"),
            found,
            "the file's numbers are the ids",
        );
    }
    let mut ids = TaskIds::new();
    for row in rows() {
        let Some(number) = row.text("task_id") else {
            ledger.problem(row.place("task_id"), "an id", "none");
            continue;
        };
        let own = row.text("task_code").filter(|_| unique).unwrap_or(number);
        if ids.insert(number.to_owned(), own.to_owned()).is_some() {
            ledger.problem(row.place("task_id"), "ids that occur once", number);
        }
    }
    ids
}

/// A node of the breakdown, each after the one above it.
struct WbsNode<'t> {
    id: &'t str,
    parent: Option<&'t str>,
    code: String,
    /// Absent for the top, which is the project.
    row: Option<Row<'t>>,
}

fn breakdown<'t>(
    tables: &'t Tables,
    id: &'t str,
    by_wbs: &mut BTreeMap<&str, Vec<Row<'t>>>,
) -> Vec<WbsNode<'t>> {
    let mut rows: BTreeMap<&str, Row<'t>> = BTreeMap::new();
    let mut below: BTreeMap<&str, Vec<(i64, &'t str)>> = BTreeMap::new();
    let mut tops = Vec::new();
    for row in tables.of_project("PROJWBS", id) {
        let Some(wbs) = row.text("wbs_id") else {
            continue;
        };
        rows.insert(wbs, row);
        let order = row
            .text("seq_num")
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        match row.text("parent_wbs_id") {
            Some(parent) if row.text("proj_node_flag") != Some("Y") => {
                below.entry(parent).or_default().push((order, wbs));
            }
            _ => tops.push(wbs),
        }
    }
    let mut stack: Vec<(&str, Option<&str>, String)> = Vec::new();
    stack.extend(tops.iter().rev().map(|top| (*top, None, String::new())));
    // A node whose parent is not of the file stands at the top.
    for (parent, children) in &below {
        if !rows.contains_key(parent) {
            stack.extend(
                children
                    .iter()
                    .map(|(_, child)| (*child, None, String::new())),
            );
        }
    }
    let mut nodes = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some((wbs, parent, above)) = stack.pop() {
        if !seen.insert(wbs) {
            continue;
        }
        let row = rows[wbs];
        let is_top = row.text("proj_node_flag") == Some("Y");
        let short = row.text("wbs_short_name").unwrap_or(wbs);
        let code = if above.is_empty() {
            short.to_owned()
        } else {
            format!("{above}.{short}")
        };
        let mut children = below.remove(wbs).unwrap_or_default();
        children.sort_unstable();
        let under = if is_top { None } else { Some(wbs) };
        for (_, child) in children.into_iter().rev() {
            stack.push((child, under, code.clone()));
        }
        if !is_top || by_wbs.contains_key(wbs) {
            nodes.push(WbsNode {
                id: wbs,
                parent,
                code,
                row: (!is_top).then_some(row),
            });
        }
    }
    nodes
}

fn task(row: Row<'_>, ids: &TaskIds, minutes_per_day: i64, ledger: &mut Ledger) -> Task {
    let number = row.text("task_id").unwrap_or_default();
    let kind = match row.text("task_type").unwrap_or("TT_Task") {
        "TT_Mile" | "TT_FinMile" => TaskKind::Milestone,
        "TT_LOE" | "TT_WBS" => TaskKind::LevelOfEffort,
        "TT_Task" | "TT_Rsrc" => TaskKind::Work,
        other => {
            ledger.approximated(row.place("task_type"), other, "read as work");
            TaskKind::Work
        }
    };
    let duration = row.hours("target_drtn_hr_cnt", ledger).unwrap_or_else(|| {
        if kind == TaskKind::Work {
            let place = row.place("target_drtn_hr_cnt");
            ledger.assumed(place, number, "no duration: one day taken");
            return minutes_per_day;
        }
        0
    });
    let duration = Length::work(duration, Unit::Day);
    let dates = |name: &str, ledger: &mut Ledger| {
        row.date(&format!("early_{name}_date"), ledger)
            .or_else(|| row.date(&format!("target_{name}_date"), ledger))
    };
    let mut task = Task {
        id: ids.get(number).cloned().unwrap_or_default(),
        name: row.text("task_name").unwrap_or_default().to_owned(),
        kind,
        calendar: row.text("clndr_id").map(str::to_owned),
        modes: vec![TaskMode { duration }],
        progress: progress(row, duration, ledger),
        ..Task::default()
    };
    task.start = task.progress.start.or_else(|| dates("start", ledger));
    task.finish = task.progress.finish.or_else(|| dates("end", ledger));
    for (kind, date) in [("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2")] {
        if let Some(constraint) = constraint(row, kind, date, ledger) {
            task.constraints.push(constraint);
        }
    }
    task
}

fn progress(row: Row<'_>, duration: Length, ledger: &mut Ledger) -> TaskProgress {
    let start = row.date("act_start_date", ledger);
    let finish = row.date("act_end_date", ledger);
    let remaining = row.hours("remain_drtn_hr_cnt", ledger);
    let physical = row.text("complete_pct_type") == Some("CP_Phys");
    let percent = if physical {
        row.decimal("phys_complete_pct", ledger)
    } else if finish.is_some() {
        Some(Decimal::ONE_HUNDRED)
    } else {
        let left = remaining.filter(|_| start.is_some() && duration.amount > 0);
        left.and_then(|left| {
            let share = Decimal::from(left).checked_div(Decimal::from(duration.amount))?;
            Some(
                ((Decimal::ONE - share) * Decimal::ONE_HUNDRED)
                    .round_dp(2)
                    .normalize(),
            )
        })
    };
    TaskProgress {
        start,
        finish,
        remaining: remaining
            .filter(|_| start.is_some() && finish.is_none())
            .map(|minutes| Length::work(minutes, Unit::Day)),
        percent: percent.filter(|percent| *percent > Decimal::ZERO),
    }
}

fn constraint(row: Row<'_>, kind: &str, date: &str, ledger: &mut Ledger) -> Option<Constraint> {
    let code = row.text(kind)?;
    let found = match code {
        "CS_ALAP" => ConstraintKind::AsLateAsPossible,
        "CS_MSO" => ConstraintKind::MustStart,
        "CS_MSOA" => ConstraintKind::StartNoEarlier,
        "CS_MSOB" => ConstraintKind::StartNoLater,
        "CS_MEO" => ConstraintKind::MustFinish,
        "CS_MEOA" => ConstraintKind::FinishNoEarlier,
        "CS_MEOB" => ConstraintKind::FinishNoLater,
        "CS_MANDSTART" => ConstraintKind::MandatoryStart,
        "CS_MANDFIN" => ConstraintKind::MandatoryFinish,
        other => {
            ledger.not_used(row.place(kind), other, "an unknown constraint is left out");
            return None;
        }
    };
    let when = row.date(date, ledger);
    if found != ConstraintKind::AsLateAsPossible && when.is_none() {
        ledger.not_used(
            row.place(kind),
            code,
            "a constraint without a date is left out",
        );
        return None;
    }
    Some(Constraint {
        kind: found,
        date: when.filter(|_| found != ConstraintKind::AsLateAsPossible),
    })
}

/// Reads the relationships of the project.
pub(crate) fn links(
    tables: &Tables,
    id: &str,
    (ids, lag_calendar): (&TaskIds, &LagCalendar),
    project: &mut Project,
    ledger: &mut Ledger,
) {
    for row in tables.of_project("TASKPRED", id) {
        if row.text("pred_proj_id").is_some_and(|other| other != id) {
            let found = row.text("pred_task_id").unwrap_or("");
            let done = "relationships to other projects are left out";
            ledger.not_used(row.place("pred_proj_id"), found, done);
            continue;
        }
        let end = |column: &str, ledger: &mut Ledger| {
            let number = row.text(column).unwrap_or("");
            let known = ids.get(number).cloned();
            if known.is_none() {
                ledger.problem(row.place(column), "a known activity", number);
            }
            known
        };
        let (from, to) = (end("pred_task_id", ledger), end("task_id", ledger));
        let kind = match row.text("pred_type").unwrap_or("PR_FS") {
            "PR_FS" => LinkKind::FinishToStart,
            "PR_SS" => LinkKind::StartToStart,
            "PR_FF" => LinkKind::FinishToFinish,
            "PR_SF" => LinkKind::StartToFinish,
            other => {
                ledger.problem(
                    row.place("pred_type"),
                    "PR_FS, PR_SS, PR_FF or PR_SF",
                    other,
                );
                continue;
            }
        };
        let lag = row.hours("lag_hr_cnt", ledger).unwrap_or(0);
        if let (Some(from), Some(to)) = (from, to) {
            project.links.push(TaskLink {
                from,
                to,
                kind,
                lag: Length::work(lag, Unit::Day),
                bound: Bound::Minimum,
                lag_calendar: lag_calendar.clone(),
            });
        }
    }
}
