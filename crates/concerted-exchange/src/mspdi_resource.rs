//! Resources and assignments of MS Project XML.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::mspdi::Fields;
use crate::mspdi_calendar::is_open;
use crate::project::{Availability, Project, ProjectResource, ResourceKind, TaskAssignment};
use crate::reading::Place;
use crate::xml::Element;

/// Reads all resources.
pub(crate) fn resources(root: &Element, project: &mut Project, fields: &mut Fields) {
    for element in root.list("Resources", "Resource") {
        let Some(uid) = element.text_of("UID") else {
            fields.wrong(element, "UID", "an id", "none");
            continue;
        };
        let nameless = uid == "0" && element.text_of("Name").is_none();
        if element.text_of("IsNull") == Some("1") || nameless {
            let place = Place::at(element.line, "Resource");
            fields.ledger.not_used(place, uid, "an empty row");
            continue;
        }
        let kind = match fields.number(element, "Type") {
            _ if element.text_of("IsCostResource") == Some("1") => ResourceKind::Cost,
            Some(0) => ResourceKind::Material,
            Some(2) => ResourceKind::Cost,
            Some(1) | None => ResourceKind::Renewable,
            Some(other) => {
                fields.wrong(element, "Type", "0 to 2", &other.to_string());
                continue;
            }
        };
        let units = fields.decimal(element, "MaxUnits").unwrap_or(Decimal::ONE);
        let resource = ProjectResource {
            id: uid.to_owned(),
            name: element.text_of("Name").unwrap_or_default().to_owned(),
            kind,
            units: not_negative(units, element, "MaxUnits", fields),
            availability: availability(element, units, fields),
            calendar: fields.calendar(element),
        };
        project.resources.push(resource);
    }
}

fn not_negative(units: Decimal, element: &Element, name: &str, fields: &mut Fields) -> Decimal {
    if units.is_sign_negative() && !units.is_zero() {
        fields.wrong(
            element,
            name,
            "a number that is not negative",
            &units.to_string(),
        );
    }
    units
}

/// Steps of availability; none where it never differs from the maximum.
fn availability(element: &Element, most: Decimal, fields: &mut Fields) -> Vec<Availability> {
    let mut steps: Vec<Availability> = Vec::new();
    for period in element.list("AvailabilityPeriods", "AvailabilityPeriod") {
        let units = fields.decimal(period, "AvailableUnits").unwrap_or(most);
        let units = not_negative(units, period, "AvailableUnits", fields);
        let from = fields.date(period, "AvailableFrom");
        let to = fields
            .date(period, "AvailableTo")
            .filter(|to| !is_open(*to));
        steps.push(Availability {
            from: from.unwrap_or(jiff::civil::date(1984, 1, 1).at(0, 0, 0, 0)),
            units,
        });
        if let Some(to) = to {
            let units = Decimal::ZERO;
            steps.push(Availability { from: to, units });
        }
    }
    steps.sort_by_key(|step| step.from);
    // Where one period ends and the next begins, the later word holds.
    let mut kept: Vec<Availability> = Vec::new();
    for step in steps {
        match kept.last_mut() {
            Some(last) if last.from == step.from => last.units = last.units.max(step.units),
            _ => kept.push(step),
        }
    }
    if kept.iter().all(|step| step.units == most) {
        kept.clear();
    }
    kept
}

/// Reads all assignments.
pub(crate) fn assignments(root: &Element, project: &mut Project, fields: &mut Fields) {
    let known: BTreeSet<String> = project.resources.iter().map(|r| r.id.clone()).collect();
    for element in root.list("Assignments", "Assignment") {
        let task = element.text_of("TaskUID").unwrap_or_default();
        let resource = element.text_of("ResourceUID").unwrap_or_default();
        let nobody = resource.starts_with('-') || (resource == "0" && !known.contains("0"));
        if nobody || fields.passed_over.contains(task) {
            let place = Place::at(element.line, "Assignment");
            let done =
                "assignments of nobody, or to the project's summary or empty rows, are left out";
            fields.ledger.not_used(place, task, done);
            continue;
        }
        let units = fields.decimal(element, "Units").unwrap_or(Decimal::ONE);
        let cost = fields
            .decimal(element, "Cost")
            .filter(|cost| !cost.is_zero());
        let assignment = TaskAssignment {
            task: task.to_owned(),
            mode: None,
            resource: resource.to_owned(),
            units: not_negative(units, element, "Units", fields),
            cost: cost
                .and_then(|cost| cost.checked_mul(Decimal::new(1, 2)))
                .map(|cost| cost.normalize()),
        };
        project.assignments.push(assignment);
    }
}
