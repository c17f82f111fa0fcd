//! Each of the 14 points on a plan that keeps it, one that breaks it, and one where it cannot be told.

use std::fmt::Write as _;

use concerted_exchange::{QualityPoint, Verdict, assess, read_csv, to_model};

fn points(text: &str) -> Vec<QualityPoint> {
    let read = read_csv(text.as_bytes()).unwrap_or_else(|rejected| panic!("{rejected}"));
    let (model, mapping) = to_model(&read.project);
    assess(&read.project, &model, &mapping)
}

#[track_caller]
fn check(text: &str, number: usize, verdict: Verdict, value: Option<f64>, offending: &[&str]) {
    let point = &points(text)[number - 1];
    assert_eq!(usize::from(point.number), number);
    assert_eq!(point.verdict, verdict, "{point:?}");
    match (point.value, value) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-6, "{point:?}"),
        (found, expected) => assert_eq!(found, expected, "{point:?}"),
    }
    assert_eq!(point.offending, offending, "{point:?}");
}

use Verdict::{Fail, NotApplicable, Pass};

/// Four tasks in a chain from Monday 5 January 2026.
const CHAIN: &str =
    "#start,2026-01-05T08:00\nid,duration,predecessors\na,5d,\nb,5d,a\nc,5d,b\nd,0d,c\n";

#[test]
fn logic() {
    check(CHAIN, 1, Fail, Some(50.0), &["a", "d"]);
    let mut long = String::from("id,duration,predecessors\nt0,1d,\n");
    for task in 1..50 {
        writeln!(long, "t{task},1d,t{}", task - 1).unwrap();
    }
    check(&long, 1, Pass, Some(4.0), &["t0", "t49"]);
    check("id,kind\na,summary\n", 1, NotApplicable, None, &[]);
}

#[test]
fn leads_and_lags() {
    let text = "id,duration,predecessors\na,5d,\nb,5d,a FS-1d\nc,5d,a FS+2d\nd,1d,b;c\n";
    check(text, 2, Fail, Some(25.0), &["a -> b"]);
    check(text, 3, Fail, Some(25.0), &["a -> c"]);
    check(CHAIN, 2, Pass, Some(0.0), &[]);
    check(CHAIN, 3, Pass, Some(0.0), &[]);
    check("id\na\n", 2, NotApplicable, None, &[]);
}

#[test]
fn relationship_types() {
    let text = "id,duration,predecessors\na,5d,\nb,5d,a SS\nc,5d,b\n";
    check(text, 4, Fail, Some(50.0), &["a -> b"]);
    check(CHAIN, 4, Pass, Some(100.0), &[]);
}

#[test]
fn hard_constraints() {
    let text = "id,duration,constraints\na,5d,mso 2026-01-05\nb,5d,snet 2026-01-05\n";
    check(text, 5, Fail, Some(50.0), &["a"]);
    check(CHAIN, 5, Pass, Some(0.0), &[]);
}

#[test]
fn floats() {
    let text = "id,duration,predecessors,deadline\na,60d,,\nb,15d,,\nc,16d,,\nd,0d,a;b;c,\n";
    // 45 and 44 working days: only more than 44 is high.
    check(text, 6, Fail, Some(25.0), &["b"]);
    let late = "#start,2026-01-05T08:00\nid,duration,predecessors,deadline\na,5d,,\nb,5d,a,2026-01-14T17:00\nc,1d,,\n";
    // Ten days of work until Friday 16 January, wanted by Wednesday the 14th.
    check(late, 7, Fail, Some(200.0 / 3.0), &["a", "b"]);
    check(CHAIN, 6, Pass, Some(0.0), &[]);
    check(CHAIN, 7, Pass, Some(0.0), &[]);
}

#[test]
fn high_duration() {
    check("id,duration\na,45d\nb,44d\n", 8, Fail, Some(50.0), &["a"]);
    check(CHAIN, 8, Pass, Some(0.0), &[]);
    check("id,duration\na,0d\n", 8, NotApplicable, None, &[]);
}

#[test]
fn invalid_dates() {
    let text = "#data_date,2026-01-12T08:00\nid,duration,start,finish,actual_start,actual_finish\n\
        a,1d,,,2026-01-05,2026-01-06\nb,1d,2026-01-08,2026-01-20,,\nc,1d,,,2026-01-13,\nd,1d,2026-01-13,2026-01-14,,\n";
    check(text, 9, Fail, Some(50.0), &["b", "c"]);
    check(CHAIN, 9, NotApplicable, None, &[]);
}

#[test]
fn resources() {
    let text = "id,duration,resources,cost\na,1d,x,\nb,1d,,5\nc,1d,,\nd,1h,,\n";
    check(text, 10, Fail, Some(100.0 / 3.0), &["c"]);
    check(CHAIN, 10, NotApplicable, None, &[]);
}

/// Three tasks that should be done by 12 January: one is in time, one late, one open; and one for later.
const TRACKED: &str = "#start,2026-01-05T08:00\n#data_date,2026-01-12T08:00\n\
    id,duration,predecessors,actual_start,actual_finish,baseline_finish\n\
    a,1d,,2026-01-05T08:00,2026-01-05T17:00,2026-01-05T17:00\n\
    b,1d,,2026-01-05T08:00,2026-01-07T17:00,2026-01-06T17:00\n\
    c,1d,,,,2026-01-09T17:00\n\
    d,5d,c,,,2026-01-16T17:00\n";

#[test]
fn missed_tasks_and_execution() {
    check(TRACKED, 11, Fail, Some(200.0 / 3.0), &["b", "c"]);
    check(TRACKED, 14, Fail, Some(2.0 / 3.0), &["c"]);
    check(CHAIN, 11, NotApplicable, None, &[]);
    check(CHAIN, 14, NotApplicable, None, &[]);
}

#[test]
fn critical_path_test() {
    check(CHAIN, 12, Pass, Some(600.0), &[]);
    let held = "#start,2026-01-05T08:00\nid,duration,predecessors,constraints\na,5d,,\nb,0d,a,mso 2028-01-03T08:00\n";
    // The fixed milestone stands where it is, two years later, and takes up most of the delay.
    let point = &points(held)[11];
    assert_eq!(point.verdict, Fail, "{point:?}");
    check("id,duration\na,0d\n", 12, NotApplicable, None, &[]);
}

#[test]
fn critical_path_length() {
    let text = "#start,2026-01-05T08:00\nid,duration,predecessors,deadline\na,5d,,\nb,5d,a,2026-01-15T17:00\n";
    // Ten days of work, wanted after nine.
    check(text, 13, Fail, Some(0.9), &["b"]);
    let kept = text.replace("01-15", "01-16");
    check(&kept, 13, Pass, Some(1.0), &[]);
    check(CHAIN, 13, NotApplicable, None, &[]);
}

#[test]
fn points_serialise() {
    let json = serde_json::to_value(points(CHAIN)).unwrap();
    assert_eq!(json[0]["id"], "logic");
    assert_eq!(json[0]["verdict"], "fail");
    assert_eq!(json[8]["verdict"], "not_applicable");
}
