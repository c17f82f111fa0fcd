//! Calendars of MS Project XML out: weekdays, exceptions, and a calendar for each resource that has one.

use crate::mspdi_write::{Ids, Writer};
use crate::project::{Project, Shift, WorkCalendar};

/// Writes all calendars. Those of resources only repeat their base, as Project wants one for each.
pub(crate) fn calendars(project: &Project, ids: &Ids, writer: &mut Writer) {
    writer.open("Calendars");
    for calendar in &project.calendars {
        writer.open("Calendar");
        writer.field("UID", ids.calendars[&calendar.id]);
        writer.field("Name", &calendar.name);
        writer.field("IsBaseCalendar", 1);
        writer.field("BaseCalendarUID", -1);
        week(calendar, writer);
        if !calendar.exceptions.is_empty() {
            exceptions(calendar, writer);
        }
        writer.close("Calendar");
    }
    let mut next = ids.calendars.values().max().map_or(1, |last| last + 1);
    for resource in &project.resources {
        if let Some(base) = resource
            .calendar
            .as_ref()
            .and_then(|id| ids.calendars.get(id))
        {
            writer.open("Calendar");
            writer.field("UID", next);
            writer.field("Name", &resource.name);
            writer.field("IsBaseCalendar", 0);
            writer.field("BaseCalendarUID", base);
            writer.close("Calendar");
            next += 1;
        }
    }
    writer.close("Calendars");
}

fn week(calendar: &WorkCalendar, writer: &mut Writer) {
    writer.open("WeekDays");
    for day_type in 1..=7_usize {
        // 1 is Sunday.
        let shifts = &calendar.week[(day_type + 5) % 7];
        writer.open("WeekDay");
        writer.field("DayType", day_type);
        writer.field("DayWorking", u8::from(!shifts.is_empty()));
        working_times(shifts, writer);
        writer.close("WeekDay");
    }
    writer.close("WeekDays");
}

fn working_times(shifts: &[Shift], writer: &mut Writer) {
    if shifts.is_empty() {
        return;
    }
    let time = |minute: u16| format!("{:02}:{:02}:00", minute / 60 % 24, minute % 60);
    writer.open("WorkingTimes");
    for shift in shifts {
        writer.open("WorkingTime");
        writer.field("FromTime", time(shift.from));
        writer.field("ToTime", time(shift.to));
        writer.close("WorkingTime");
    }
    writer.close("WorkingTimes");
}

fn exceptions(calendar: &WorkCalendar, writer: &mut Writer) {
    writer.open("Exceptions");
    for exception in &calendar.exceptions {
        writer.open("Exception");
        writer.field("EnteredByOccurrences", 0);
        writer.open("TimePeriod");
        writer.date("FromDate", Some(exception.first.at(0, 0, 0, 0)));
        writer.date("ToDate", Some(exception.last.at(23, 59, 0, 0)));
        writer.close("TimePeriod");
        writer.field("Name", &exception.name);
        writer.field("Type", 1);
        writer.field("DayWorking", u8::from(!exception.shifts.is_empty()));
        working_times(&exception.shifts, writer);
        writer.close("Exception");
    }
    writer.close("Exceptions");
}
