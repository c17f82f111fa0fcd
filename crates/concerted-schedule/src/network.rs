//! A validated model with what every pass needs: order, links by activity, ranks of keys.

use crate::calendar::CalendarError;
use crate::links::{FREE, Limits};
use crate::lower::lower_bounds;
use crate::skills;
use crate::validate::validate;
use crate::{
    Activity, Bound, Demand, Link, Mode, Model, Progress, ScheduleError, TICK_LIMIT, Tick,
};

/// A model without problems, prepared once for many passes.
#[derive(Clone)]
pub(crate) struct Network<'m> {
    pub(crate) model: &'m Model,
    /// Activities so that every minimum link goes forward.
    pub(crate) order: Vec<usize>,
    /// Minimum links that reach each activity.
    pub(crate) incoming: Vec<Vec<usize>>,
    /// Minimum links that leave each activity.
    pub(crate) outgoing: Vec<Vec<usize>>,
    /// Maximum links that reach each activity: it may not be too late after another.
    pub(crate) ceilings: Vec<Vec<usize>>,
    /// Maximum links that leave each activity: another may not be too late after it.
    pub(crate) tethers: Vec<Vec<usize>>,
    /// Whether there are maximum links.
    pub(crate) has_maximum: bool,
    /// With maximum links, what no start and no finish can undercut.
    pub(crate) floors: Vec<Limits>,
    /// Position of each activity by key, to break ties independently of the order of entry.
    pub(crate) rank: Vec<usize>,
    /// Units of each resource that each activity demands in each mode, several demands on one resource added up.
    pub(crate) demands: Vec<Vec<Vec<(usize, u64)>>>,
    /// Amount of each stock that each activity uses in each mode.
    pub(crate) uses: Vec<Vec<Vec<(usize, u64)>>>,
    /// Units of each skill that each activity demands in each mode.
    pub(crate) skills: Vec<Vec<Vec<(usize, u64)>>>,
    /// The resources with each skill, the least flexible first.
    pub(crate) able: Vec<Vec<usize>>,
}

impl<'m> Network<'m> {
    pub(crate) fn new(model: &'m Model) -> Result<Self, ScheduleError> {
        let problems = validate(model);
        if !problems.is_empty() {
            return Err(ScheduleError::Invalid(problems));
        }
        let n = model.activities.len();
        let [incoming, outgoing, ceilings, tethers] = links(model);
        let mut network = Self {
            model,
            order: Vec::with_capacity(n),
            incoming,
            outgoing,
            has_maximum: ceilings.iter().any(|links| !links.is_empty()),
            ceilings,
            tethers,
            floors: Vec::new(),
            rank: ranks(model),
            demands: by_mode(model, |_, mode| demands(&mode.demands)),
            uses: by_mode(model, uses),
            skills: by_mode(model, |_, mode| skills::needs(&mode.skills)),
            able: skills::able(model),
        };
        network.sort();
        if network.has_maximum {
            let least = lower_bounds(&network)?;
            let begins = least.begins.into_iter().zip(least.schedule.finishes);
            // Where links contradict each other, times rise without end and would only push everything far away.
            let floor = |(start, finish)| {
                if least.settled {
                    Limits { start, finish }
                } else {
                    FREE
                }
            };
            network.floors = begins.map(floor).collect();
        }
        Ok(network)
    }

    fn sort(&mut self) {
        let mut waiting: Vec<usize> = self.incoming.iter().map(Vec::len).collect();
        self.order = (0..waiting.len()).filter(|i| waiting[*i] == 0).collect();
        let mut next = 0;
        while next < self.order.len() {
            for link in &self.outgoing[self.order[next]] {
                let to = self.model.links[*link].to.0;
                waiting[to] -= 1;
                if waiting[to] == 0 {
                    self.order.push(to);
                }
            }
            next += 1;
        }
    }

    /// What has been reported of an activity.
    pub(crate) fn progress(&self, activity: usize) -> Option<Progress> {
        self.model.activities[activity].progress
    }

    /// The start that the user fixed, unless the activity has begun.
    pub(crate) fn fixed(&self, activity: usize) -> Option<Tick> {
        let activity = &self.model.activities[activity];
        activity.fixed_start.filter(|_| activity.progress.is_none())
    }

    /// Whether an activity is done.
    pub(crate) fn is_finished(&self, activity: usize) -> bool {
        matches!(self.progress(activity), Some(Progress::Finished { .. }))
    }

    /// Whether nothing can move the start (and, with the mode, the finish) of an activity.
    pub(crate) fn is_settled(&self, activity: usize) -> bool {
        self.fixed(activity).is_some() || self.is_finished(activity)
    }

    /// Whether an end of an activity has happened.
    pub(crate) fn is_fact(&self, activity: usize, at_finish: bool) -> bool {
        if at_finish {
            self.is_finished(activity)
        } else {
            self.progress(activity).is_some()
        }
    }

    /// Working ticks still to do.
    pub(crate) fn work(&self, activity: usize, mode: usize) -> i64 {
        self.model.work_left(activity, mode)
    }

    /// The start in the answer, for work (or the rest of it) that begins at a tick.
    pub(crate) fn start(&self, activity: usize, begin: Tick) -> Tick {
        match self.progress(activity) {
            None => begin,
            Some(Progress::Started { start, .. } | Progress::Finished { start, .. }) => start,
        }
    }

    /// Release, origin and data date: what is still to do does not begin before.
    pub(crate) fn not_before(&self, activity: usize) -> Tick {
        let data_date = self.model.data_date.unwrap_or(-TICK_LIMIT);
        match self.progress(activity) {
            None => self.model.activities[activity]
                .release
                .unwrap_or(0)
                .max(data_date),
            Some(Progress::Started { start, .. }) => start.max(data_date),
            Some(Progress::Finished { finish, .. }) => finish,
        }
    }

    /// The stocks that an activity makes or uses in a mode, ascending.
    pub(crate) fn touched(&self, activity: usize, mode: usize) -> Vec<usize> {
        if self.model.stocks.is_empty() {
            return Vec::new();
        }
        let made = self.model.activities[activity].produces.iter();
        let used = self.uses[activity][mode].iter();
        let mut stocks: Vec<usize> = made.map(|p| p.stock.0).chain(used.map(|u| u.0)).collect();
        stocks.sort_unstable();
        stocks.dedup();
        stocks
    }

    /// The greatest capacity of a resource over time.
    pub(crate) fn most(&self, resource: usize) -> i64 {
        let resource = &self.model.resources[resource];
        let steps = resource.steps.iter().map(|step| step.units);
        i64::from(steps.fold(resource.capacity, u32::max))
    }

    /// Whether generated schedules can break rules, so that each has to be checked.
    pub(crate) fn may_break(&self) -> bool {
        self.has_maximum || (0..self.order.len()).any(|activity| self.fixed(activity).is_some())
    }

    /// Whether a maximum link cannot be changed any more: both of its ends have happened.
    pub(crate) fn is_history(&self, link: &Link) -> bool {
        self.is_fact(link.from.0, link.leaves_finish())
            && self.is_fact(link.to.0, !link.reaches_start())
    }

    /// Names the activity in a calendar's error.
    pub(crate) fn blame(&self, activity: usize) -> impl Fn(CalendarError) -> ScheduleError + '_ {
        move |source| ScheduleError::Calendar {
            activity: self.model.activities[activity].key.clone(),
            source,
        }
    }
}

/// Links by activity: minimum links that reach it and that leave it, maximum links that reach it and that leave it.
fn links(model: &Model) -> [Vec<Vec<usize>>; 4] {
    let lists = || vec![Vec::new(); model.activities.len()];
    let [mut incoming, mut outgoing, mut ceilings, mut tethers] =
        [lists(), lists(), lists(), lists()];
    for (index, link) in model.links.iter().enumerate() {
        let (reached, left) = match link.bound {
            Bound::Minimum => (&mut incoming, &mut outgoing),
            Bound::Maximum => (&mut ceilings, &mut tethers),
        };
        reached[link.to.0].push(index);
        left[link.from.0].push(index);
    }
    [incoming, outgoing, ceilings, tethers]
}

/// Position of each activity by key.
fn ranks(model: &Model) -> Vec<usize> {
    let mut by_key: Vec<usize> = (0..model.activities.len()).collect();
    by_key.sort_by_key(|i| &model.activities[*i].key);
    let mut rank = vec![0; by_key.len()];
    for (position, index) in by_key.into_iter().enumerate() {
        rank[index] = position;
    }
    rank
}

/// Something of each mode of each activity.
fn by_mode<T>(model: &Model, of: impl Fn(&Activity, &Mode) -> T) -> Vec<Vec<T>> {
    let activities = model.activities.iter();
    activities
        .map(|a| a.modes.iter().map(|mode| of(a, mode)).collect())
        .collect()
}

fn demands(demands: &[Demand]) -> Vec<(usize, u64)> {
    totals(demands.iter().map(|d| (d.resource.0, u64::from(d.units))))
}

fn uses(activity: &Activity, mode: &Mode) -> Vec<(usize, u64)> {
    let all = activity.consumes.iter().chain(&mode.consumes);
    totals(all.map(|c| (c.stock.0, c.amount)))
}

/// Sums amounts by position, in ascending order; several entries for the same thing add up. Entries without an amount
/// ask for nothing.
pub(crate) fn totals(entries: impl Iterator<Item = (usize, u64)>) -> Vec<(usize, u64)> {
    let mut sums: Vec<(usize, u64)> = Vec::new();
    for (index, amount) in entries.filter(|e| e.1 > 0) {
        match sums.iter_mut().find(|s| s.0 == index) {
            Some(sum) => sum.1 = sum.1.saturating_add(amount),
            None => sums.push((index, amount)),
        }
    }
    sums.sort_unstable();
    sums
}
