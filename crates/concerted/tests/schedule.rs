//! `concerted schedule` as a user runs it: files in, answers out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const PLAN: &str = "\
id,name,duration,predecessors,resources
1,Make batch,10d,,Vessel
2,Test,5d,1FS+2d,Lab
3,Release,1d,2,QA
4,Second batch,8d,,Vessel
";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concerted"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.csv"), PLAN).unwrap();
    folder
}

#[track_caller]
fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!(
            "{error}: {text}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

#[test]
fn a_table_is_scheduled_and_written_for_other_programs() {
    let folder = folder();
    let solved = run(
        folder.path(),
        &[
            "schedule", "solve", "plan.csv", "--json", "--out", "plan.xml",
        ],
    );
    assert_eq!(solved.status.code(), Some(0));
    let answer = json(&solved);
    assert_eq!(answer["status"], "optimal");
    assert_eq!(answer["makespan"], answer["lower_bound"]);
    let tasks = answer["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 4);
    // Both batches need the vessel: whoever goes first, they do not overlap.
    let [first, second] = [0, 3].map(|at| {
        let task = &tasks[at];
        (
            task["start"].as_i64().unwrap(),
            task["finish"].as_i64().unwrap(),
        )
    });
    assert!(first.1 <= second.0 || second.1 <= first.0, "{tasks:?}");
    let again = run(folder.path(), &["schedule", "solve", "plan.xml", "--json"]);
    assert_eq!(json(&again)["makespan"], answer["makespan"]);
    let calendar = run(
        folder.path(),
        &["schedule", "convert", "plan.xml", "plan.ics"],
    );
    assert_eq!(calendar.status.code(), Some(0));
    let events = std::fs::read_to_string(folder.path().join("plan.ics")).unwrap();
    assert_eq!(events.matches("BEGIN:VEVENT").count(), 4);
    assert!(!events.contains("DTSTAMP:0000"), "{events}");
}

#[test]
fn the_answer_does_not_depend_on_threads() {
    let folder = folder();
    for verb in ["solve", "risk"] {
        let with = |threads: &str| {
            run(
                folder.path(),
                &["schedule", verb, "plan.csv", "--json", "--threads", threads],
            )
            .stdout
        };
        let one = with("1");
        assert!(!one.is_empty());
        assert_eq!(one, with("2"), "{verb}");
    }
}

#[test]
fn every_problem_of_a_broken_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = "id,name,duration,predecessors\n1,a,2d,\n1,b,-3d,\n3,c,5 fortnights,9\n";
    std::fs::write(folder.path().join("bad.csv"), text).unwrap();
    let output = run(folder.path(), &["schedule", "solve", "bad.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8_lossy(&output.stderr);
    for part in ["`1`", "fortnights", "`9`"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let absent = run(folder.path(), &["schedule", "solve", "none.sm"]);
    assert_eq!(absent.status.code(), Some(2));
}

#[test]
fn a_task_is_explained_down_to_the_rules_that_bind_it() {
    let folder = folder();
    let arguments = [
        "schedule",
        "explain",
        "plan.csv",
        "--task",
        "Release",
        "--why-not-earlier",
        "2001-01-10",
        "--json",
    ];
    let answer = json(&run(folder.path(), &arguments));
    assert_eq!(answer["at_all"]["answer"], "forbidden");
    let rules = answer["at_all"]["rules"].to_string();
    assert!(
        rules.contains("Make batch") && rules.contains("Test"),
        "{rules}"
    );
    let misspelled = run(
        folder.path(),
        &["schedule", "explain", "plan.csv", "--task", "33"],
    );
    assert_eq!(misspelled.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&misspelled.stderr).contains("no task `33`"));
}

#[test]
fn estimates_and_risks_move_the_finish() {
    let folder = folder();
    std::fs::write(
        folder.path().join("estimates.csv"),
        "id,low,likely,high\n1,10,10,10\n2,5,5,5\n3,1,1,1\n4,8,8,8\n",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("risks.csv"),
        "risk,probability,id,low,likely,high\nfailed batch,50 %,1,10,10,10\n",
    )
    .unwrap();
    let arguments = [
        "schedule",
        "risk",
        "plan.csv",
        "--estimates",
        "estimates.csv",
        "--json",
    ];
    let sure = json(&run(folder.path(), &arguments));
    assert_eq!(sure["sd"], 0.0);
    assert_eq!(sure["chance_of_plan"], 1.0);
    assert_eq!(sure["assumed"]["tasks"], 0);
    let mut with_risk = arguments.to_vec();
    with_risk.extend(["--risks", "risks.csv"]);
    let risky = json(&run(folder.path(), &with_risk));
    let chance = risky["chance_of_plan"].as_f64().unwrap();
    assert!((0.45..0.55).contains(&chance), "{chance}");
    std::fs::write(
        folder.path().join("bad.csv"),
        "id,low,likely,high\n1,5,3,9\n7,1,2,3\n",
    )
    .unwrap();
    let bad = run(
        folder.path(),
        &["schedule", "risk", "plan.csv", "--estimates", "bad.csv"],
    );
    assert_eq!(bad.status.code(), Some(2));
    let told = String::from_utf8_lossy(&bad.stderr);
    assert!(told.contains("line 2") && told.contains("line 3"), "{told}");
}

#[test]
fn the_fourteen_points_are_judged() {
    let folder = folder();
    let answer = json(&run(
        folder.path(),
        &["schedule", "check", "plan.csv", "--json"],
    ));
    let points = answer["points"].as_array().unwrap();
    assert_eq!(points.len(), 14);
    assert!(points.iter().any(|point| point["verdict"] == "fail"));
    assert!(
        points
            .iter()
            .all(|point| !point["reason"].as_str().unwrap().is_empty())
    );
}
