//! Small files of our own in every format, and what is made of them.

use concerted_exchange::{
    Constraint, ConstraintKind, FileFormat, LagCalendar, Project, Read, ResourceKind, TaskKind,
    from_schedule, read, scheduled_tasks, survey, to_model,
};
use concerted_schedule::{Bound, LinkKind, Options, Progress, check, solve, validate};
use jiff::civil::date;

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/");
    std::fs::read(format!("{folder}{name}")).expect("the file is of the crate")
}

fn loaded(name: &str) -> Read {
    read(&file(name), name).unwrap_or_else(|rejected| panic!("{name}: {:#?}", rejected.problems))
}

fn noted(read: &Read, part: &str) -> bool {
    read.notes.iter().any(|note| note.place.part.contains(part))
}

fn task<'p>(project: &'p Project, id: &str) -> &'p concerted_exchange::Task {
    let mut tasks = project.tasks.iter();
    tasks
        .find(|task| task.id == id)
        .expect("a task of the file")
}

#[test]
fn project_xml() {
    let read = loaded("small.xml");
    let project = &read.project;
    assert_eq!(project.name, "Campaign & release");
    assert_eq!(project.default_calendar.as_deref(), Some("1"));
    assert_eq!(
        project.calendars.len(),
        1,
        "a calendar that only repeats its base is its base"
    );
    assert!(project.calendars[0].shifts(date(2026, 3, 6)).is_empty());
    assert_eq!(project.calendars[0].shifts(date(2026, 3, 5)).len(), 2);
    let ids: Vec<&str> = project.tasks.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["10", "11", "12", "13"]);
    let react = task(project, "11");
    assert_eq!(react.parent.as_deref(), Some("10"));
    assert_eq!(react.cost.unwrap().to_string(), "1250");
    assert_eq!(react.progress.remaining.unwrap().amount, 480);
    assert_eq!(
        react.baseline.unwrap().finish,
        Some(date(2026, 3, 3).at(17, 0, 0, 0))
    );
    let dry = task(project, "12");
    assert!(dry.duration().elapsed);
    assert_eq!(dry.constraints[0].kind, ConstraintKind::StartNoEarlier);
    assert_eq!(project.links.len(), 2);
    assert_eq!(project.links[0].lag.amount, 480);
    assert_eq!(project.assignments.len(), 1);
    assert_eq!(project.resources[0].calendar.as_deref(), Some("1"));
    assert!(noted(&read, "Project/SaveVersion"));
    assert!(noted(&read, "Assignment/Work"));
    assert!(
        read.notes
            .iter()
            .any(|note| note.found == "14" && note.done == "an empty row")
    );
}

#[test]
fn primavera() {
    let read = loaded("small.xer");
    let project = &read.project;
    assert_eq!(project.name, "CAMPAIGN");
    assert_eq!(
        project.calendars[0].name, "Fünf Tage",
        "read as Windows-1252"
    );
    assert!(
        project.calendars[0].shifts(date(2026, 3, 6)).is_empty(),
        "day 46087"
    );
    let ids: Vec<&str> = project.tasks.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["A1020", "A1030", "wbs:71", "A1000", "A1010"]);
    assert_eq!(
        task(project, "A1000").progress.percent.unwrap().to_string(),
        "50"
    );
    assert_eq!(task(project, "A1000").wbs.as_deref(), Some("CAMPAIGN.MAKE"));
    assert_eq!(task(project, "A1030").kind, TaskKind::LevelOfEffort);
    assert_eq!(
        task(project, "A1020").constraints,
        [Constraint {
            kind: ConstraintKind::MandatoryFinish,
            date: Some(date(2026, 3, 20).at(17, 0, 0, 0)),
        }]
    );
    assert_eq!(project.links.len(), 2);
    assert_eq!(project.links[1].kind, LinkKind::FinishToFinish);
    assert_eq!(project.links[1].lag.amount, -240);
    assert_eq!(project.links[0].lag_calendar, LagCalendar::Successor);
    assert_eq!(project.resources[0].units.to_string(), "2");
    assert_eq!(project.assignments[0].units.to_string(), "0.5");
    assert_eq!(project.assignments[0].cost.unwrap().to_string(), "100.5");
    assert!(noted(&read, "UDFTYPE"));
    assert!(noted(&read, "PROJECT/guid"));
    assert!(noted(&read, "TASKPRED/pred_proj_id"));
    assert!(
        read.notes
            .iter()
            .any(|note| note.found == "OTHER, 1 activities")
    );
}

#[test]
fn benchmarks_keep_order_modes_and_signs() {
    let (model, mapping) = to_model(&loaded("small.sm").project);
    assert_eq!(mapping.activities, [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!((mapping.minutes_per_tick, mapping.origin), (1, None));
    assert_eq!(model.activities[2].modes[0].work, 5);
    assert_eq!(model.activities[2].modes[0].demands.len(), 2);
    assert_eq!(model.resources[1].capacity, 3);
    assert_eq!(model.links.len(), 4);
    let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
    // Both jobs need the first resource: 2 and 1 of 2 units, one after the other.
    assert_eq!(outcome.schedule.unwrap().makespan(), 9);

    let read = loaded("small.mm");
    assert_eq!(read.project.resources[1].kind, ResourceKind::Budget);
    let (model, _) = to_model(&read.project);
    assert_eq!(model.activities[1].modes.len(), 2);
    assert_eq!(model.activities[1].modes[0].consumes[0].amount, 4);
    assert!(model.activities[1].modes[1].consumes.is_empty());
    assert_eq!(model.stocks[0].initial, 3);

    let (model, _) = to_model(&loaded("small.sch").project);
    let arc = |from: usize, to: usize| {
        let found = model
            .links
            .iter()
            .find(|l| l.from.0 == from && l.to.0 == to);
        found.map(|l| (l.bound, l.lag, l.kind))
    };
    assert_eq!(arc(1, 2), Some((Bound::Minimum, 3, LinkKind::StartToStart)));
    assert_eq!(model.links.len(), 6);
    let maximum = model
        .links
        .iter()
        .find(|l| l.bound == Bound::Maximum)
        .unwrap();
    // An arc from 2 to 1 of -5: 2 starts at most 5 after 1.
    assert_eq!((maximum.from.0, maximum.to.0, maximum.lag), (1, 2, 5));
    assert_eq!(survey(&file("small.sch"), "small.sch").tasks, 4);
}

#[test]
fn circles_of_arcs_are_told_as_maximum_lags() {
    let text =
        "2 0 0 0\n0 1 1 1 [0]\n1 1 1 2 [3]\n2 1 2 1 3 [1] [0]\n3 1 0\n0 1 0\n1 1 1\n2 1 1\n3 1 0\n";
    // The file has no resources, so no capacities either; the row is absent.
    let project = read(text.as_bytes(), "circle.sch").unwrap().project;
    let bounds: Vec<(String, Bound, i64)> = project
        .links
        .iter()
        .map(|l| (format!("{} {}", l.from, l.to), l.bound, l.lag.amount))
        .collect();
    assert_eq!(bounds[1], ("2 1".to_owned(), Bound::Maximum, -3));
    assert_eq!(bounds[2], ("1 2".to_owned(), Bound::Maximum, -1));
    assert_eq!(bounds[3].1, Bound::Minimum);
}

#[test]
fn table_of_tasks() {
    let read = loaded("small.csv");
    assert!(noted(&read, "column Colour"));
    let project = &read.project;
    assert_eq!(project.tasks[2].modes.len(), 2);
    assert_eq!(project.links[2].bound, Bound::Maximum);
    assert_eq!(project.assignments[1].mode, Some(0));
    let (model, mapping) = to_model(project);
    assert_eq!(mapping.minutes_per_tick, 60);
    assert_eq!(model.resources[0].capacity, 20, "tenths of a person");
    assert_eq!(model.activities[2].modes[1].demands[0].units, 5);
    assert_eq!(validate(&model), []);
}

#[test]
fn a_schedule_comes_back_with_dates() {
    for name in ["small.xml", "small.csv"] {
        let mut project = loaded(name).project;
        // The checker of progress is not the subject here.
        for task in &mut project.tasks {
            task.progress = concerted_exchange::TaskProgress::default();
        }
        project.data_date = None;
        project.links.retain(|link| link.bound == Bound::Minimum);
        let (model, mapping) = to_model(&project);
        let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
        let schedule = outcome.schedule.unwrap();
        assert_eq!(check(&model, &schedule), [], "{name}");
        let dated = from_schedule(&project, &mapping, &schedule);
        let rows = scheduled_tasks(&project, &mapping, &schedule);
        for row in &rows {
            assert_eq!(task(&dated, &row.id).start, row.start_date);
            assert_eq!(task(&dated, &row.id).finish, row.finish_date);
        }
        if name == "small.xml" {
            assert_eq!(
                dated.tasks[0].start,
                task(&dated, "11").start,
                "the summary's first start"
            );
            assert_eq!(
                task(&dated, "11").start,
                Some(date(2026, 3, 2).at(8, 0, 0, 0))
            );
            assert_eq!(
                task(&dated, "11").finish,
                Some(date(2026, 3, 3).at(17, 0, 0, 0))
            );
            assert_eq!(
                task(&dated, "12").start,
                Some(date(2026, 3, 9).at(8, 0, 0, 0))
            );
            assert_eq!(
                task(&dated, "12").finish,
                Some(date(2026, 3, 10).at(8, 0, 0, 0))
            );
            assert_eq!(task(&dated, "13").start, task(&dated, "12").finish);
        }
        let json = serde_json::to_value(&rows).unwrap();
        assert_eq!(json[0]["start_date"], "2026-03-02T08:00:00");
        let again: Project = serde_json::from_str(&serde_json::to_string(&dated).unwrap()).unwrap();
        assert_eq!(again, dated);
    }
}

#[test]
fn progress_and_baseline_reach_the_model() {
    let project = loaded("small.xml").project;
    let (model, mapping) = to_model(&project);
    let react = &model.activities[mapping.activities[1].unwrap()];
    let hour = 60 / mapping.minutes_per_tick;
    assert_eq!(
        react.progress,
        Some(Progress::Started {
            start: 32 * hour,
            remaining: 8 * hour
        })
    );
    assert_eq!(react.baseline.unwrap().start, 8 * hour);
    assert_eq!(model.data_date, Some((2 * 24 + 17) * hour));
    let dry = &model.activities[mapping.activities[2].unwrap()];
    assert_eq!(dry.release, Some((7 * 24 + 8) * hour));
    assert_eq!(dry.deadline, Some((18 * 24 + 17) * hour));
    assert_eq!(mapping.notes, []);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = "id,duration,predecessors,deadline,kind\na,five,b,01/02/26,hammock\na,-3d,zz,,\n";
    let problems = read(text.as_bytes(), "x.csv").unwrap_err().problems;
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    line 2, duration: expected a length such as 5d, 8h, 2ew or 3p, found `five`
    line 2, kind: expected work, milestone, summary, level_of_effort or inactive, found `hammock`
    line 2, deadline: expected a date such as 2026-01-31 or 2026-01-31T08:00, found `01/02/26`
    line 2, predecessors: expected a known task such as 3 or 3FS+2d, found `b`
    line 3, predecessors: expected a known task such as 3 or 3FS+2d, found `zz`
    task: expected ids that occur once, found `a`
    duration of task `a`: expected 0 to 1000000000 minutes or periods, found `-1440`
    ");
    let xml = "<Project><Tasks><Task><UID>1</UID><Duration>soon</Duration><PredecessorLink><PredecessorUID>9</PredecessorUID><Type>7</Type></PredecessorLink></Task><Task><UID>1</UID><Start>2026-02-30T00:00:00</Start></Task></Tasks></Project>";
    let problems = read(xml.as_bytes(), "x.xml").unwrap_err().problems;
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    line 1, Task 1/Duration: expected a length such as PT8H0M0S, found `soon`
    line 1, Task 1/Start: expected a date such as 2026-01-31T08:00:00, found `2026-02-30T00:00:00`
    line 1, PredecessorLink/Type: expected 0 to 3, found `7`
    task: expected ids that occur once, found `1`
    ");
}

#[test]
fn circles_dangling_links_and_idle_calendars_are_refused() {
    let refused = |text: &str| {
        let rejected = read(text.as_bytes(), "x.csv").unwrap_err();
        rejected
            .problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    };
    let circle = refused("id,duration,predecessors\na,1d,c\nb,1d,a\nc,1d,b\nd,1d,c\n");
    assert!(
        circle.contains("`a before b before c before a`"),
        "{circle}"
    );
    assert!(
        refused("#calendar,x,Idle,,,,,,,\n#default_calendar,x\nid\na\n").contains("working time")
    );
    assert!(refused("id,parent\na,b\nb,a\n").contains("not below itself"));
    assert!(refused("id,calendar\na,moon\n").contains("a known calendar"));
    let formats = [("x.mpp", None), ("x.SM", Some(FileFormat::PsplibSm))];
    for (name, format) in formats {
        assert_eq!(concerted_exchange::detect(b"", name), format);
    }
}
