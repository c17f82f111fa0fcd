//! Tables and columns of Primavera that are used; all others are noted.

use crate::reading::{Ledger, Place};
use crate::xer::Tables;

/// Columns that are used, by table.
const USED: &[(&str, &[&str])] = &[
    (
        "PROJECT",
        &[
            "proj_id",
            "proj_short_name",
            "plan_start_date",
            "last_recalc_date",
            "clndr_id",
            "export_flag",
        ],
    ),
    (
        "CALENDAR",
        &["clndr_id", "clndr_name", "clndr_data", "day_hr_cnt"],
    ),
    (
        "SCHEDOPTIONS",
        &[
            "proj_id",
            "sched_calendar_on_relationship_lag",
            "sched_progress_override",
        ],
    ),
    (
        "PROJWBS",
        &[
            "wbs_id",
            "proj_id",
            "parent_wbs_id",
            "wbs_short_name",
            "wbs_name",
            "proj_node_flag",
            "seq_num",
        ],
    ),
    (
        "TASK",
        &[
            "task_id",
            "proj_id",
            "wbs_id",
            "clndr_id",
            "task_code",
            "task_name",
            "task_type",
            "status_code",
            "target_drtn_hr_cnt",
            "remain_drtn_hr_cnt",
            "complete_pct_type",
            "phys_complete_pct",
            "act_start_date",
            "act_end_date",
            "early_start_date",
            "early_end_date",
            "target_start_date",
            "target_end_date",
            "cstr_type",
            "cstr_date",
            "cstr_type2",
            "cstr_date2",
        ],
    ),
    (
        "TASKPRED",
        &[
            "task_id",
            "pred_task_id",
            "proj_id",
            "pred_proj_id",
            "pred_type",
            "lag_hr_cnt",
        ],
    ),
    (
        "RSRC",
        &[
            "rsrc_id",
            "rsrc_name",
            "rsrc_short_name",
            "rsrc_type",
            "clndr_id",
        ],
    ),
    ("RSRCRATE", &["rsrc_id", "max_qty_per_hr", "start_date"]),
    (
        "TASKRSRC",
        &[
            "task_id",
            "proj_id",
            "rsrc_id",
            "target_qty_per_hr",
            "target_qty",
            "target_cost",
        ],
    ),
];

/// Notes tables and columns that have content and are not used.
pub(crate) fn unused(tables: &Tables, ledger: &mut Ledger) {
    for table in tables.0.values() {
        let Some((_, used)) = USED.iter().find(|(name, _)| *name == table.name) else {
            if let Some((line, _)) = table.rows.first() {
                let found = format!("{} rows", table.rows.len());
                ledger.not_used(
                    Place::at(*line, table.name.clone()),
                    &found,
                    "the table is left out",
                );
            }
            continue;
        };
        for (index, column) in table.columns.iter().enumerate() {
            if used.contains(&column.as_str()) {
                continue;
            }
            let filled = table.rows.iter().filter_map(|(line, fields)| {
                let text = fields.get(index)?.trim();
                (!text.is_empty()).then_some((*line, text))
            });
            for (line, text) in filled {
                let place = Place::at(line, format!("{}/{column}", table.name));
                ledger.not_used(place, text, "left out");
            }
        }
    }
}
