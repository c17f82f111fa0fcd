//! Why an activity cannot start earlier: a smallest set of the user's own rules that together forbid it.

use crate::cp::{Question, Reply};
use crate::network::Network;
use crate::{
    ActivityIndex, CalendarIndex, LinkIndex, Model, ResourceIndex, Schedule, ScheduleError,
    StockIndex, Tick,
};

/// Something the user has said that limits when activities may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNotRule {
    /// A link, minimum or maximum.
    Link(LinkIndex),
    /// The units that a resource has over time.
    Capacity(ResourceIndex),
    /// The working time of a calendar, for work and for lags.
    Calendar(CalendarIndex),
    /// The release of an activity.
    Release(ActivityIndex),
    /// The fixed start of an activity.
    FixedStart(ActivityIndex),
    /// The amount of a stock that nothing adds to.
    Stock(StockIndex),
    /// Nothing without a release starts before the origin.
    Origin,
    /// Everything is done by the makespan of the schedule shown.
    Makespan,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNotAnswer {
    /// These rules forbid it together, in ascending order. Where `minimal`, each of them is needed: without it, the
    /// others allow it.
    Forbidden {
        /// The rules.
        rules: Vec<WhyNotRule>,
        /// Whether each was shown to be needed.
        minimal: bool,
    },
    /// Nothing forbids it.
    Allowed,
    /// Not settled within the effort that is made, or because of what was left aside.
    Open,
}

/// A kind of rule that the answer takes no account of. What is forbidden is forbidden all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftAside {
    /// Calendars of activities with several modes: their work counts as if it never paused.
    ModeCalendars,
    /// Stocks that activities make, or that expire.
    MadeStock,
    /// Skills.
    Skills,
    /// Pauses between the pieces of split work.
    Splits,
    /// Progress and data date.
    Progress,
}

/// Why an activity does not start by a tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// Whether any schedule has it start by then.
    pub at_all: WhyNotAnswer,
    /// Whether any schedule that takes no longer than the one shown has it start by then.
    pub without_delay: WhyNotAnswer,
    /// Kinds of rules of this model that were left aside.
    pub left_aside: Vec<LeftAside>,
}

/// Conflicts spent on each question.
const EFFORT: u64 = 5_000;

/// A minimal set of rules that together forbid an activity to start at or before a tick: first in any schedule, then in
/// any that takes no longer than `schedule`.
///
/// The set is found by leaving out ever more rules while the rest still forbids it (deletion by halves, after
/// QuickXplain, Junker 2004); what forbids is proven by constraint programming.
///
/// ```
/// use concerted_schedule::{
///     Activity, Calendar, Link, LinkIndex, LinkKind, Model, Options, WhyNotAnswer, WhyNotRule, solve,
///     why_not_earlier,
/// };
///
/// let mut model = Model::default();
/// let days = model.add_calendar(Calendar::always());
/// let make = model.add_activity(Activity::new("make", days, 50));
/// let test = model.add_activity(Activity::new("test", days, 20));
/// model.links.push(Link::new("material", make, test, LinkKind::FinishToStart, 10));
/// let schedule = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap().schedule.unwrap();
/// let why = why_not_earlier(&model, &schedule, test, 40, &|| false).unwrap();
/// let rules = vec![WhyNotRule::Link(LinkIndex(0)), WhyNotRule::Origin];
/// assert_eq!(why.at_all, WhyNotAnswer::Forbidden { rules, minimal: true });
/// ```
///
/// # Errors
/// Where the model is invalid, or activity or schedule do not belong to it.
pub fn why_not_earlier(
    model: &Model,
    schedule: &Schedule,
    activity: ActivityIndex,
    tick: Tick,
    cancel: &dyn Fn() -> bool,
) -> Result<WhyNot, ScheduleError> {
    let network = Network::new(model)?;
    let expected = network.model.activities.len();
    for (what, found) in [
        ("schedule", schedule.finishes.len()),
        ("activity", (activity.0 + 1).max(expected)),
    ] {
        if found != expected {
            return Err(ScheduleError::Misfit {
                what,
                expected,
                found,
            });
        }
    }
    let question = Question {
        model,
        activity: activity.0,
        by: tick,
        makespan: schedule.makespan(),
    };
    let left_aside = left_aside(model);
    let exact = left_aside.is_empty();
    let mut rules = rules(model);
    let at_all = answer(&question, rules.clone(), exact, cancel);
    let without_delay = if let WhyNotAnswer::Forbidden { .. } = at_all {
        at_all.clone()
    } else {
        rules.push(WhyNotRule::Makespan);
        answer(&question, rules, exact, cancel)
    };
    Ok(WhyNot {
        at_all,
        without_delay,
        left_aside,
    })
}

/// All rules of a model that the question can take account of.
fn rules(model: &Model) -> Vec<WhyNotRule> {
    let mut rules: Vec<WhyNotRule> = Vec::new();
    rules.extend((0..model.links.len()).map(|i| WhyNotRule::Link(LinkIndex(i))));
    rules.extend((0..model.resources.len()).map(|i| WhyNotRule::Capacity(ResourceIndex(i))));
    let calendars = (0..model.calendars.len()).filter(|i| !model.calendars[*i].is_always());
    rules.extend(calendars.map(|i| WhyNotRule::Calendar(CalendarIndex(i))));
    for (index, activity) in model.activities.iter().enumerate() {
        let index = ActivityIndex(index);
        rules.extend(activity.release.map(|_| WhyNotRule::Release(index)));
        rules.extend(activity.fixed_start.map(|_| WhyNotRule::FixedStart(index)));
    }
    let given = (0..model.stocks.len()).filter(|i| is_given(model, *i));
    rules.extend(given.map(|i| WhyNotRule::Stock(StockIndex(i))));
    rules.push(WhyNotRule::Origin);
    rules
}

/// Whether nothing adds to a stock and it does not expire.
fn is_given(model: &Model, stock: usize) -> bool {
    let made = |a: &crate::Activity| a.produces.iter().any(|p| p.stock.0 == stock);
    model.stocks[stock].initial_expiry.is_none() && !model.activities.iter().any(made)
}

fn left_aside(model: &Model) -> Vec<LeftAside> {
    let activities = || model.activities.iter();
    let pauses = |a: &crate::Activity| {
        let mut calendars = a.modes.iter().map(|m| &model.calendars[m.calendar.0]);
        a.modes.len() > 1 && calendars.any(|c| !c.is_always())
    };
    let kinds = [
        (LeftAside::ModeCalendars, activities().any(pauses)),
        (
            LeftAside::MadeStock,
            (0..model.stocks.len()).any(|i| !is_given(model, i)),
        ),
        (
            LeftAside::Skills,
            activities().any(|a| a.modes.iter().any(|m| !m.skills.is_empty())),
        ),
        (LeftAside::Splits, activities().any(|a| a.split.is_some())),
        (
            LeftAside::Progress,
            model.data_date.is_some() || activities().any(|a| a.progress.is_some()),
        ),
    ];
    let present = kinds.into_iter().filter(|k| k.1);
    present.map(|k| k.0).collect()
}

fn answer(
    question: &Question<'_>,
    rules: Vec<WhyNotRule>,
    exact: bool,
    cancel: &dyn Fn() -> bool,
) -> WhyNotAnswer {
    match question.ask(&rules, EFFORT, cancel) {
        Reply::Possible if exact => WhyNotAnswer::Allowed,
        Reply::Possible | Reply::Open => WhyNotAnswer::Open,
        Reply::Impossible => {
            let (rules, minimal) = reduce(question, rules, cancel);
            WhyNotAnswer::Forbidden { rules, minimal }
        }
    }
}

/// Leaves out rules, in ever smaller groups, while the rest still forbids it; then each alone.
fn reduce(
    question: &Question<'_>,
    mut rules: Vec<WhyNotRule>,
    cancel: &dyn Fn() -> bool,
) -> (Vec<WhyNotRule>, bool) {
    let mut size = rules.len().div_ceil(2);
    let mut minimal = true;
    while size > 0 && !rules.is_empty() {
        let mut at = 0;
        minimal = true;
        while at < rules.len() {
            let mut rest = rules.clone();
            rest.drain(at..(at + size).min(rules.len()));
            match question.ask(&rest, EFFORT, cancel) {
                Reply::Impossible => rules = rest,
                Reply::Possible => at += size,
                Reply::Open => {
                    minimal = false;
                    at += size;
                }
            }
        }
        // What could not be left out in the last pass cannot be left out of less: fewer rules forbid less.
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    rules.sort_unstable();
    (rules, minimal)
}
