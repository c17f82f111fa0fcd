//! Elements of MS Project XML that are used; all others are noted.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Ledger, Place};
use crate::xml::Element;

/// Elements that are used, by what they stand in.
const USED: &[(&str, &[&str])] = &[
    (
        "Project",
        &[
            "Title",
            "Name",
            "StartDate",
            "StatusDate",
            "MinutesPerDay",
            "CurrencyCode",
            "CalendarUID",
            "ScheduleFromStart",
            "Calendars",
            "Tasks",
            "Resources",
            "Assignments",
        ],
    ),
    ("Calendars", &["Calendar"]),
    (
        "Calendar",
        &[
            "UID",
            "Name",
            "IsBaseCalendar",
            "BaseCalendarUID",
            "WeekDays",
            "Exceptions",
        ],
    ),
    ("WeekDays", &["WeekDay"]),
    (
        "WeekDay",
        &["DayType", "DayWorking", "TimePeriod", "WorkingTimes"],
    ),
    ("TimePeriod", &["FromDate", "ToDate"]),
    ("WorkingTimes", &["WorkingTime"]),
    ("WorkingTime", &["FromTime", "ToTime"]),
    ("Exceptions", &["Exception"]),
    (
        "Exception",
        &[
            "Name",
            "TimePeriod",
            "DayWorking",
            "WorkingTimes",
            "Type",
            "Period",
            "DaysOfWeek",
            "MonthItem",
            "MonthPosition",
            "Month",
            "MonthDay",
            "Occurrences",
            "EnteredByOccurrences",
        ],
    ),
    ("Tasks", &["Task"]),
    (
        "Task",
        &[
            "UID",
            "Name",
            "IsNull",
            "WBS",
            "OutlineLevel",
            "OutlineNumber",
            "Summary",
            "Milestone",
            "Duration",
            "DurationFormat",
            "CalendarUID",
            "ConstraintType",
            "ConstraintDate",
            "Deadline",
            "ActualStart",
            "ActualFinish",
            "RemainingDuration",
            "PercentComplete",
            "Baseline",
            "Start",
            "Finish",
            "Cost",
            "PredecessorLink",
            "Active",
            "Manual",
            "ExternalTask",
        ],
    ),
    (
        "Baseline",
        &["Number", "Start", "Finish", "Duration", "DurationFormat"],
    ),
    (
        "PredecessorLink",
        &[
            "PredecessorUID",
            "Type",
            "LinkLag",
            "LagFormat",
            "CrossProject",
            "CrossProjectName",
        ],
    ),
    ("Resources", &["Resource"]),
    (
        "Resource",
        &[
            "UID",
            "Name",
            "IsNull",
            "Type",
            "MaxUnits",
            "CalendarUID",
            "AvailabilityPeriods",
            "IsCostResource",
        ],
    ),
    ("AvailabilityPeriods", &["AvailabilityPeriod"]),
    (
        "AvailabilityPeriod",
        &["AvailableFrom", "AvailableTo", "AvailableUnits"],
    ),
    ("Assignments", &["Assignment"]),
    ("Assignment", &["TaskUID", "ResourceUID", "Units", "Cost"]),
];

/// Notes elements that have content and are not used.
pub(crate) fn unused(root: &Element, ledger: &mut Ledger) {
    let used: BTreeMap<&str, BTreeSet<&str>> = USED
        .iter()
        .map(|(outer, inner)| (*outer, inner.iter().copied().collect()))
        .collect();
    let mut stack = vec![root];
    while let Some(element) = stack.pop() {
        let known = used.get(element.name.as_str());
        for child in &element.children {
            let has_content = !child.children.is_empty() || !child.text.trim().is_empty();
            if known.is_some_and(|known| known.contains(child.name.as_str())) {
                stack.push(child);
            } else if has_content {
                let place = Place::at(child.line, format!("{}/{}", element.name, child.name));
                let found = match child.text.trim() {
                    "" => "an element with others inside",
                    text => text,
                };
                ledger.not_used(place, found, "left out");
            }
        }
    }
}
