//! Schedules from and to the files of other programs: PSPLIB, MS Project XML, Primavera XER, iCalendar, CSV; and the
//! 14-point assessment of a schedule's quality.
//!
//! Main entry points: [`read`] any file (or a reader of one format), [`to_model`] for the schedule engine,
//! [`from_schedule`] back, [`write_mspdi`], [`write_csv`] and [`write_ical`], [`assess`] for the quality of a schedule.
//!
//! What a reader does not take over as it stands is in its notes, with the place, what was found and what was done;
//! what stops it comes all at once in [`Rejected`].
//!
//! What it deliberately does not know: files (it works on bytes), programs of drug development, clocks, time zones.

mod csv_preamble;
mod csv_read;
mod csv_text;
mod csv_write;
mod detect;
mod from_schedule;
mod hierarchy;
mod ical;
mod judge;
mod model_links;
mod model_resources;
mod model_scale;
mod mspdi;
mod mspdi_calendar;
mod mspdi_resource;
mod mspdi_task;
mod mspdi_used;
mod mspdi_write;
mod mspdi_write_calendar;
mod project;
mod psplib;
mod psplib_max;
mod quality;
mod reading;
mod text;
mod to_model;
mod working_time;
mod xer;
mod xer_calendar;
mod xer_resource;
mod xer_task;
mod xer_used;
mod xml;

pub use csv_read::read_csv;
pub use csv_write::write_csv;
pub use detect::{FileFormat, SurveyLine, detect, read, survey};
pub use from_schedule::{ScheduledTask, from_schedule, scheduled_tasks};
pub use ical::write_ical;
pub use mspdi::read_mspdi;
pub use mspdi_write::write_mspdi;
pub use project::{
    Availability, Basis, CalendarException, Constraint, ConstraintKind, LagCalendar, Length,
    Project, ProjectResource, ResourceKind, Shift, Task, TaskAssignment, TaskBaseline, TaskKind,
    TaskLink, TaskMode, TaskProgress, Unit, WorkCalendar,
};
pub use psplib::{read_psplib_mm, read_psplib_sm};
pub use psplib_max::read_psplib_sch;
pub use quality::{QualityPoint, Verdict, assess};
pub use reading::{Note, NoteKind, Place, Problem, Read, Rejected, Written};
pub use text::LARGEST_FILE;
pub use to_model::{Mapping, to_model};
pub use working_time::STANDARD;
pub use xer::read_xer;
