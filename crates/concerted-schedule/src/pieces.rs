//! Work that may be interrupted: pieces in the gaps that calendar and resources leave.

use crate::critical_path::check_shape;
use crate::network::Network;
use crate::placement::Placement;
use crate::{ActivityIndex, Calendar, Model, Piece, Schedule, ScheduleError, Tick};

/// What an activity that may be split asks for.
#[derive(Clone, Copy)]
pub(crate) struct Splitting<'a> {
    pub(crate) activity: usize,
    pub(crate) calendar: &'a Calendar,
    pub(crate) work: i64,
    /// Units held of each resource while worked on.
    pub(crate) holdings: &'a [(usize, i64)],
}

impl Placement<'_, '_> {
    /// The pieces of an activity from a tick on: as early as its resources allow, each as long as they allow, and none
    /// shorter than the least piece. A piece runs through pauses of the calendar (and holds its resources there, like
    /// work that is not split); it ends where a resource is taken.
    pub(crate) fn pieces(
        &self,
        split: Splitting<'_>,
        from: Tick,
    ) -> Result<Vec<Piece>, ScheduleError> {
        let network = self.network;
        let (activity, calendar) = (split.activity, split.calendar);
        let rule = network.model.activities[activity].split;
        let least = rule.map_or(split.work, |rule| rule.least_piece.min(split.work));
        let blame = network.blame(activity);
        let (mut left, mut at, mut pieces) = (split.work, from, Vec::new());
        while left > 0 {
            at = calendar.next_working(at).map_err(&blame)?;
            let whole = calendar.add_work(at, left).map_err(&blame)?;
            let Some((resource, conflict)) = self.first_conflict(split.holdings, (at, whole))
            else {
                pieces.push(Piece {
                    start: at,
                    finish: whole,
                });
                break;
            };
            let room = calendar.work_between(at, conflict.from);
            // What is left over has to make a piece too.
            let taken = room.min(left - least);
            if taken >= least {
                let finish = calendar.add_work(at, taken).map_err(&blame)?;
                pieces.push(Piece { start: at, finish });
                left -= taken;
            }
            at = conflict
                .until
                .ok_or_else(|| self.no_capacity(activity, resource, split.holdings))?;
        }
        Ok(pieces)
    }
}

/// When an activity is worked on (and holds its resources), from the data date on: the whole of it, what remains of work
/// under way, or its pieces. Nothing for what is finished.
///
/// # Errors
/// Where the model is invalid or the schedule does not fit it.
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Model, Priority, Progress, generate, stretches};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let mut begun = Activity::new("begun", c, 9);
/// begun.progress = Some(Progress::Started { start: 1, remaining: 4 });
/// let begun = model.add_activity(begun);
/// model.data_date = Some(6);
/// let schedule = generate(&model, &Priority::equal(&model)).unwrap();
/// assert_eq!(schedule.start(begun), 1);
/// let times = stretches(&model, &schedule, begun).unwrap();
/// assert_eq!((times[0].start, times[0].finish), (6, 10));
/// ```
pub fn stretches(
    model: &Model,
    schedule: &Schedule,
    activity: ActivityIndex,
) -> Result<Vec<Piece>, ScheduleError> {
    let network = Network::new(model)?;
    check_shape(model, schedule)?;
    if activity.0 >= model.activities.len() {
        return Err(ScheduleError::Misfit {
            what: "activities",
            expected: model.activities.len(),
            found: activity.0,
        });
    }
    if network.is_finished(activity.0) {
        return Ok(Vec::new());
    }
    let placement = Placement::of(&network, schedule);
    Ok(schedule.stretches(activity.0, placement.begins[activity.0]))
}

impl Schedule {
    /// When an activity is worked on, by the work it has left: its pieces, or one stretch up to its finish.
    pub(crate) fn stretches(&self, activity: usize, begin: Tick) -> Vec<Piece> {
        match self.pieces.get(&activity) {
            Some(pieces) => pieces.clone(),
            None => vec![Piece {
                start: begin,
                finish: self.finishes[activity],
            }],
        }
    }
}
