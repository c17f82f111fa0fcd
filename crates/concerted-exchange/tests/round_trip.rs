//! What is written and read back is what was written, on generated projects.

use concerted_exchange::{
    Availability, CalendarException, Constraint, ConstraintKind, LagCalendar, Length, Project,
    ProjectResource, ResourceKind, Shift, Task, TaskAssignment, TaskBaseline, TaskKind, TaskLink,
    TaskMode, TaskProgress, Unit, WorkCalendar, assess, from_schedule, read_csv, read_mspdi,
    scheduled_tasks, to_model, write_csv, write_mspdi,
};
use concerted_schedule::{Bound, LinkKind, Options, solve, validate};
use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Numbers from which everything is made; they shrink.
struct Dice<'n> {
    numbers: &'n [u32],
    at: usize,
}

impl Dice<'_> {
    fn roll(&mut self, below: u32) -> u32 {
        self.at += 1;
        self.numbers[self.at % self.numbers.len()].wrapping_add(self.at as u32 / 7) % below
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.roll(2) == 1).then(|| make(self))
    }

    fn date(&mut self) -> DateTime {
        let hours = i64::from(self.roll(3_000));
        let start = date(2026, 1, 5).at(0, 30, 0, 0);
        start
            .checked_add(SignedDuration::from_hours(hours))
            .expect("small numbers and years near ours")
    }

    fn decimal(&mut self) -> Decimal {
        Decimal::new(i64::from(self.roll(9_999)) + 1, 2).normalize()
    }

    fn name(&mut self) -> String {
        const PARTS: [&str; 9] = [
            "make",
            "a&b",
            "<c>",
            "é日",
            "\"q\"",
            "x;y,z",
            "it's",
            "#1",
            "two  blanks",
        ];
        PARTS[self.roll(9) as usize].to_owned()
    }

    fn length(&mut self, format: Format) -> Length {
        let (shown, size) = [
            (Unit::Minute, 1),
            (Unit::Hour, 60),
            (Unit::Day, 480),
            (Unit::Week, 2_400),
        ][self.roll(4) as usize];
        let elapsed = self.roll(4) == 0;
        let size = match (shown, elapsed) {
            (Unit::Day, true) => 1_440,
            (Unit::Week, true) => 10_080,
            _ => size,
        };
        let rest = if format == Format::Mspdi {
            i64::from(self.roll(3))
        } else {
            0
        };
        Length {
            amount: i64::from(self.roll(30) + 1) * size + rest,
            shown,
            elapsed,
        }
    }

    fn shifts(&mut self) -> Vec<Shift> {
        match self.roll(4) {
            0 => Vec::new(),
            1 => Shift::standard(),
            2 => vec![Shift { from: 0, to: 1_440 }],
            _ => vec![Shift { from: 375, to: 855 }],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Mspdi,
    Csv,
}

fn calendar(id: usize, dice: &mut Dice<'_>) -> WorkCalendar {
    let mut week: [Vec<Shift>; 7] = std::array::from_fn(|_| dice.shifts());
    week[dice.roll(7) as usize] = Shift::standard();
    let mut exceptions = Vec::new();
    let mut day = date(2026, 1, 1);
    for _ in 0..dice.roll(4) {
        let first = day
            .checked_add(i64::from(dice.roll(20)).days())
            .expect("small numbers and years near ours");
        let last = first
            .checked_add(i64::from(dice.roll(3)).days())
            .expect("small numbers and years near ours");
        exceptions.push(CalendarException {
            name: dice.name(),
            first,
            last,
            shifts: dice.shifts(),
        });
        day = last.tomorrow().expect("small numbers and years near ours");
    }
    WorkCalendar {
        id: id.to_string(),
        name: dice.name(),
        week,
        exceptions,
    }
}

fn constraint(format: Format, dice: &mut Dice<'_>) -> Constraint {
    let kinds = [
        ConstraintKind::AsLateAsPossible,
        ConstraintKind::StartNoEarlier,
        ConstraintKind::StartNoLater,
        ConstraintKind::MustStart,
        ConstraintKind::FinishNoEarlier,
        ConstraintKind::FinishNoLater,
        ConstraintKind::MustFinish,
        ConstraintKind::MandatoryStart,
        ConstraintKind::MandatoryFinish,
    ];
    let kind = kinds[dice.roll(if format == Format::Mspdi { 7 } else { 9 }) as usize];
    let needs_date = kind != ConstraintKind::AsLateAsPossible;
    Constraint {
        kind,
        date: needs_date.then(|| dice.date()),
    }
}

fn task(id: usize, format: Format, calendars: u32, dice: &mut Dice<'_>) -> Task {
    let milestone = dice.roll(5) == 0;
    let count = if format == Format::Csv {
        dice.roll(3) + 1
    } else {
        1
    };
    let mut modes: Vec<TaskMode> = (0..count)
        .map(|_| TaskMode {
            duration: dice.length(format),
        })
        .collect();
    if milestone {
        modes = vec![TaskMode {
            duration: Length {
                amount: 0,
                ..modes[0].duration
            },
        }];
    }
    let start = dice.some(Dice::date);
    let finish = start.and_then(|start| {
        dice.some(|dice| {
            start
                .checked_add(SignedDuration::from_hours(i64::from(dice.roll(99))))
                .expect("small numbers and years near ours")
        })
    });
    let remaining = dice.some(|dice| Length {
        amount: i64::from(dice.roll(9)) * 480,
        ..modes[0].duration
    });
    let shown = modes[0].duration.shown;
    // In a table a length is told in its unit, so it has to be a multiple of it.
    let remaining = remaining
        .filter(|_| start.is_some() && finish.is_none())
        .map(|length| {
            if format == Format::Csv {
                Length::work(length.amount, Unit::Day)
            } else {
                Length { shown, ..length }
            }
        });
    Task {
        id: id.to_string(),
        name: dice.name(),
        wbs: dice.some(|dice| format!("1.{}", dice.roll(9))),
        parent: None,
        kind: if milestone {
            TaskKind::Milestone
        } else {
            TaskKind::Work
        },
        calendar: dice.some(|dice| (dice.roll(calendars) + 1).to_string()),
        modes,
        constraints: dice
            .some(|dice| constraint(format, dice))
            .into_iter()
            .collect(),
        deadline: dice.some(Dice::date),
        progress: TaskProgress {
            start,
            finish,
            remaining,
            percent: dice.some(|dice| Decimal::from(dice.roll(100) + 1)),
        },
        baseline: dice.some(|dice| TaskBaseline {
            start: Some(dice.date()),
            finish: dice.some(Dice::date),
            duration: dice.some(|dice| dice.length(format)),
        }),
        start: dice.some(Dice::date),
        finish: dice.some(Dice::date),
        cost: dice.some(Dice::decimal),
    }
}

/// Puts some tasks below the one before them, which becomes a summary.
fn outline(tasks: &mut [Task], dice: &mut Dice<'_>) {
    let mut open: Vec<usize> = Vec::new();
    for index in 1..tasks.len() {
        match dice.roll(4) {
            0 if open.len() < 4 => {
                tasks[index - 1].kind = TaskKind::Summary;
                tasks[index - 1].constraints.clear();
                open.push(index - 1);
            }
            1 => {
                open.pop();
            }
            _ => {}
        }
        tasks[index].parent = open.last().map(|summary| tasks[*summary].id.clone());
    }
}

fn link(tasks: usize, format: Format, dice: &mut Dice<'_>) -> Option<TaskLink> {
    let to = dice.roll(tasks as u32) as usize;
    let from = dice.roll(tasks as u32) as usize;
    let kinds = [
        LinkKind::FinishToStart,
        LinkKind::StartToStart,
        LinkKind::FinishToFinish,
        LinkKind::StartToFinish,
    ];
    let mut lag = dice.length(format);
    if dice.roll(2) == 0 {
        lag = Length::work(0, Unit::Day);
    } else if dice.roll(3) == 0 {
        lag.amount = -lag.amount;
    }
    let calendars = [
        LagCalendar::Predecessor,
        LagCalendar::Project,
        LagCalendar::AroundTheClock,
    ];
    let csv = format == Format::Csv;
    (from < to).then(|| TaskLink {
        from: (from + 1).to_string(),
        to: (to + 1).to_string(),
        kind: kinds[dice.roll(4) as usize],
        lag,
        bound: if csv && dice.roll(4) == 0 {
            Bound::Maximum
        } else {
            Bound::Minimum
        },
        lag_calendar: match dice.roll(6) as usize {
            which @ 0..=2 if csv => calendars[which].clone(),
            _ => LagCalendar::Successor,
        },
    })
}

fn resource(id: usize, format: Format, calendars: u32, dice: &mut Dice<'_>) -> ProjectResource {
    let kinds = [
        ResourceKind::Renewable,
        ResourceKind::Material,
        ResourceKind::Cost,
        ResourceKind::Budget,
    ];
    let units = dice.decimal();
    let mut availability = Vec::new();
    for month in 1..=dice.roll(4) {
        availability.push(Availability {
            from: date(2026, month as i8, 1).at(0, 0, 0, 0),
            units: units + Decimal::from(month),
        });
    }
    ProjectResource {
        id: id.to_string(),
        name: dice.name(),
        kind: kinds[dice.roll(if format == Format::Csv { 4 } else { 3 }) as usize],
        units,
        availability,
        calendar: dice.some(|dice| (dice.roll(calendars) + 1).to_string()),
    }
}

fn project(numbers: &[u32], format: Format) -> Project {
    let dice = &mut Dice { numbers, at: 0 };
    let calendars = dice.roll(3) + 1;
    let count = dice.roll(12) as usize + 1;
    let mut tasks: Vec<Task> = (1..=count)
        .map(|id| task(id, format, calendars, dice))
        .collect();
    outline(&mut tasks, dice);
    let mut links: Vec<TaskLink> = (0..count * 2)
        .filter_map(|_| link(count, format, dice))
        .collect();
    // A file tells links task by task.
    links.sort_by_key(|link| {
        link.to
            .parse::<u32>()
            .expect("small numbers and years near ours")
    });
    let resources: Vec<ProjectResource> = (1..=3)
        .map(|id| resource(id, format, calendars, dice))
        .collect();
    let mut assignments: Vec<TaskAssignment> = (0..dice.roll(8))
        .map(|_| {
            let task = dice.roll(count as u32) as usize;
            let modes = tasks[task].modes.len() as u32;
            TaskAssignment {
                task: tasks[task].id.clone(),
                mode: (format == Format::Csv && dice.roll(2) == 0)
                    .then(|| dice.roll(modes) as usize),
                resource: (dice.roll(3) + 1).to_string(),
                units: dice.decimal(),
                cost: if format == Format::Mspdi {
                    dice.some(Dice::decimal)
                } else {
                    None
                },
            }
        })
        .collect();
    assignments.sort_by_key(|assignment| {
        assignment
            .task
            .parse::<u32>()
            .expect("small numbers and years near ours")
    });
    Project {
        name: dice.name(),
        start: dice.some(Dice::date),
        data_date: dice.some(Dice::date),
        minutes_per_day: 480,
        currency: dice.some(|_| "EUR".to_owned()),
        calendars: (1..=calendars as usize)
            .map(|id| calendar(id, dice))
            .collect(),
        default_calendar: Some("1".to_owned()),
        tasks,
        links,
        resources,
        assignments,
        ..Project::default()
    }
}

fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 40..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn project_xml_comes_back(numbers in numbers()) {
        let project = project(&numbers, Format::Mspdi);
        let written = write_mspdi(&project);
        prop_assert_eq!(&written.notes, &[]);
        let read = read_mspdi(written.text.as_bytes());
        prop_assert!(read.is_ok(), "{:#?}", read);
        prop_assert_eq!(read.unwrap().project, project);
    }

    #[test]
    fn tables_come_back(numbers in numbers()) {
        let project = project(&numbers, Format::Csv);
        let written = write_csv(&project);
        prop_assert_eq!(&written.notes, &[]);
        let read = read_csv(written.text.as_bytes());
        prop_assert!(read.is_ok(), "{:#?}\n{}", read, written.text);
        prop_assert_eq!(read.unwrap().project, project);
    }

    #[test]
    fn json_comes_back(numbers in numbers()) {
        let project = project(&numbers, Format::Csv);
        let text = serde_json::to_string(&project).unwrap();
        prop_assert_eq!(serde_json::from_str::<Project>(&text).unwrap(), project);
    }

    #[test]
    fn every_project_has_a_model_and_an_assessment(numbers in numbers()) {
        let project = project(&numbers, Format::Csv);
        let (model, mapping) = to_model(&project);
        let points = assess(&project, &model, &mapping);
        prop_assert_eq!(points.len(), 14);
        if validate(&model).is_empty() {
            let options = Options { schedules: 20, ..Options::default() };
            if let Ok(outcome) = solve(&model, &options, &|| false, &mut |_| {})
                && let Some(schedule) = outcome.schedule
            {
                let dated = from_schedule(&project, &mapping, &schedule);
                for row in scheduled_tasks(&project, &mapping, &schedule) {
                    let task = dated.tasks.iter().find(|task| task.id == row.id).unwrap();
                    prop_assert_eq!(task.start, row.start_date);
                    prop_assert_eq!(task.finish, row.finish_date);
                }
            }
        }
    }
}
