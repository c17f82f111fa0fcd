//! Resources, their limits, and assignments of Primavera.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::project::{Availability, Project, ProjectResource, ResourceKind, TaskAssignment};
use crate::reading::Ledger;
use crate::xer::Tables;
use crate::xer_task::TaskIds;

/// Reads the resources that the project uses.
pub(crate) fn resources(tables: &Tables, id: &str, project: &mut Project, ledger: &mut Ledger) {
    let assigned = tables
        .of_project("TASKRSRC", id)
        .filter_map(|row| row.text("rsrc_id"));
    let used: BTreeSet<&str> = assigned.collect();
    let mut limits: BTreeMap<&str, Vec<Availability>> = BTreeMap::new();
    for row in tables.rows("RSRCRATE") {
        let (Some(resource), Some(from)) = (row.text("rsrc_id"), row.date("start_date", ledger))
        else {
            continue;
        };
        if let Some(units) = row.decimal("max_qty_per_hr", ledger) {
            let units = units.max(Decimal::ZERO);
            limits
                .entry(resource)
                .or_default()
                .push(Availability { from, units });
        }
    }
    for row in tables.rows("RSRC") {
        let Some(number) = row.text("rsrc_id") else {
            ledger.problem(row.place("rsrc_id"), "an id", "none");
            continue;
        };
        if !used.contains(number) {
            ledger.not_used(
                row.place("rsrc_id"),
                number,
                "a resource without work is left out",
            );
            continue;
        }
        let kind = match row.text("rsrc_type").unwrap_or("RT_Labor") {
            "RT_Mat" => ResourceKind::Material,
            "RT_Labor" | "RT_Equip" => ResourceKind::Renewable,
            other => {
                ledger.approximated(row.place("rsrc_type"), other, "read as labor");
                ResourceKind::Renewable
            }
        };
        let mut steps = limits.remove(number).unwrap_or_default();
        steps.sort_by_key(|step| step.from);
        steps.dedup_by_key(|step| step.from);
        let first = steps.first().map(|step| step.units);
        if first.is_none() && kind == ResourceKind::Renewable {
            let done = "no limit in the file: one unit taken";
            ledger.assumed(row.place("rsrc_id"), number, done);
        }
        let units = first.unwrap_or(Decimal::ONE);
        if steps.iter().all(|step| step.units == units) {
            steps.clear();
        }
        let name = row
            .text("rsrc_name")
            .or_else(|| row.text("rsrc_short_name"));
        project.resources.push(ProjectResource {
            id: number.to_owned(),
            name: name.unwrap_or_default().to_owned(),
            kind,
            units,
            availability: steps,
            // Only activities of type "resource dependent" follow it, and those have been read as work.
            calendar: None,
        });
    }
}

/// Reads who does what.
pub(crate) fn assignments(
    tables: &Tables,
    id: &str,
    ids: &TaskIds,
    project: &mut Project,
    ledger: &mut Ledger,
) {
    for row in tables.of_project("TASKRSRC", id) {
        let number = row.text("task_id").unwrap_or("");
        let Some(task) = ids.get(number) else {
            ledger.problem(row.place("task_id"), "a known activity", number);
            continue;
        };
        let Some(resource) = row.text("rsrc_id") else {
            let done = "an assignment of a role without a person is left out";
            ledger.not_used(row.place("rsrc_id"), number, done);
            continue;
        };
        let rate = row.decimal("target_qty_per_hr", ledger);
        let amount = row.decimal("target_qty", ledger);
        let units = rate.or(amount).unwrap_or(Decimal::ONE).max(Decimal::ZERO);
        project.assignments.push(TaskAssignment {
            task: task.clone(),
            mode: None,
            resource: resource.to_owned(),
            units,
            cost: row
                .decimal("target_cost", ledger)
                .filter(|cost| !cost.is_zero()),
        });
    }
}
