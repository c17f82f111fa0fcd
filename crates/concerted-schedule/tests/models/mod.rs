//! Random models with everything in them, for property tests.

use concerted_chance::Stream;
use concerted_schedule::*;

use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

/// Which features a random model may have.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each feature is there or not"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Features {
    /// Maximum lags.
    pub(crate) maximum: bool,
    /// Skills.
    pub(crate) skills: bool,
    /// Splits.
    pub(crate) splits: bool,
    /// Progress with a data date.
    pub(crate) progress: bool,
    /// Calendars other than that of elapsed time, and capacity over time.
    pub(crate) calendars: bool,
    /// Stocks.
    pub(crate) stocks: bool,
}

/// Everything.
pub(crate) const ALL: Features = Features {
    maximum: true,
    skills: true,
    splits: true,
    progress: true,
    calendars: true,
    stocks: true,
};

/// The model of a number: always the same. Stocks may fall short and maximum lags contradict each other; all else can be
/// done.
pub(crate) fn model(number: u64, features: Features) -> Model {
    let mut draw = Stream::new(7, "random model", "", number);
    let draw = &mut draw;
    let mut model = Model::default();
    let calendars = if features.calendars { 3 } else { 1 };
    model.add_calendar(Calendar::always());
    if features.calendars {
        model.add_calendar(Calendar::new(&[], 0, &[(0, 5)], 7).unwrap());
        model.add_calendar(Calendar::new(&[(3, 9), (12, 18)], 20, &[(0, 4), (6, 9)], 10).unwrap());
    }
    resources(&mut model, draw, features);
    let stock = model.add_stock(Stock {
        key: "stock".into(),
        initial: 6,
        initial_expiry: (draw.below(2) == 0).then_some(60),
    });
    let plain = model.add_stock(Stock {
        key: "never made".into(),
        initial: 12,
        initial_expiry: None,
    });
    if features.progress && draw.below(2) == 0 {
        model.data_date = Some(draw.below(12) as i64);
    }
    let n = 2 + draw.below(7) as usize;
    for i in 0..n {
        let mut activity = Activity::new(format!("a{i}"), CalendarIndex(0), 0);
        activity.modes = (0..=draw.below(2))
            .map(|_| {
                let mut mode = mode(draw, features, calendars);
                if features.stocks {
                    let amount = draw.below(2);
                    mode.consumes.push(Consumption {
                        stock: plain,
                        amount,
                    });
                }
                mode
            })
            .collect();
        if features.stocks && draw.below(3) == 0 {
            activity.produces.push(Production {
                stock,
                amount: draw.below(4),
                release_delay: draw.below(4) as i64,
                shelf_life: (draw.below(2) == 0).then(|| 10 + draw.below(30) as i64),
            });
        }
        if features.stocks && draw.below(3) == 0 {
            let amount = draw.below(3);
            activity.consumes.push(Consumption { stock, amount });
        }
        times(&mut activity, draw, features, model.data_date);
        model.add_activity(activity);
    }
    links(&mut model, draw, features, calendars);
    model
}

fn resources(model: &mut Model, draw: &mut Stream, features: Features) {
    for i in 0..3 {
        let mut resource = Resource::constant(format!("r{i}"), 2 + draw.below(2) as u32);
        if features.calendars && draw.below(3) == 0 {
            let from = draw.below(30) as i64;
            resource.steps = vec![
                CapacityStep { from, units: 1 },
                CapacityStep {
                    from: from + 8,
                    units: 3,
                },
            ];
        }
        model.add_resource(resource);
    }
    if features.skills {
        let (first, second) = (model.add_skill("first"), model.add_skill("second"));
        model.resources[0].skills = vec![first];
        model.resources[1].skills = vec![second, first];
        if draw.below(2) == 0 {
            model.resources[2].skills = vec![second];
        }
    }
}

fn mode(draw: &mut Stream, features: Features, calendars: u64) -> Mode {
    let calendar = CalendarIndex(draw.below(calendars) as usize);
    let mut mode = Mode::new(calendar, draw.below(9) as i64);
    if draw.below(2) == 0 {
        mode.demands.push(Demand {
            resource: ResourceIndex(draw.below(3) as usize),
            units: draw.below(2) as u32,
        });
    }
    if features.skills {
        for skill in 0..2 {
            if draw.below(3) == 0 {
                mode.skills.push(SkillDemand {
                    skill: SkillIndex(skill),
                    units: 1,
                });
            }
        }
    }
    mode
}

fn times(activity: &mut Activity, draw: &mut Stream, features: Features, data_date: Option<Tick>) {
    if draw.below(4) == 0 {
        activity.release = Some(draw.below(20) as i64);
    }
    if draw.below(4) == 0 {
        activity.deadline = Some(draw.below(40) as i64);
    }
    if features.splits && draw.below(3) == 0 {
        activity.split = Some(Split {
            least_piece: 1 + draw.below(3) as i64,
        });
    }
    if let (true, Some(data_date)) = (features.progress, data_date) {
        let start = draw.below(data_date as u64 + 1) as i64;
        match draw.below(5) {
            0 => {
                activity.progress = Some(Progress::Started {
                    start,
                    remaining: draw.below(6) as i64,
                });
            }
            1 => {
                activity.progress = Some(Progress::Finished {
                    start,
                    finish: start + draw.below((data_date - start) as u64 + 1) as i64,
                });
            }
            _ => {}
        }
    }
}

fn links(model: &mut Model, draw: &mut Stream, features: Features, calendars: u64) {
    let n = model.activities.len() as u64;
    for i in 0..draw.below(n + 3) {
        let (a, b) = (draw.below(n) as usize, draw.below(n) as usize);
        if a == b {
            continue;
        }
        let kind =
            [FinishToStart, StartToStart, FinishToFinish, StartToFinish][draw.below(4) as usize];
        let lag = draw.below(8) as i64 - 2;
        let (from, to) = (ActivityIndex(a.min(b)), ActivityIndex(a.max(b)));
        let mut link = Link::new(format!("l{i}"), from, to, kind, lag);
        if draw.below(4) == 0 {
            link.lag_calendar = Some(CalendarIndex(draw.below(calendars) as usize));
        }
        if features.maximum && draw.below(4) == 0 {
            link.lag += 4;
            if draw.below(4) == 0 {
                (link.from, link.to) = (link.to, link.from);
            }
            link = link.at_most();
        }
        model.links.push(link);
    }
}

/// The rules broken that are not soft.
pub(crate) fn hard(model: &Model, schedule: &Schedule) -> Vec<Violation> {
    let broken = check(model, schedule).into_iter();
    broken.filter(|violation| !violation.is_soft()).collect()
}
