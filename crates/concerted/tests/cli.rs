//! The binary as a user runs it: exit code, standard output and standard error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concerted"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a run printed, in one text for a snapshot.
fn shown(output: &Output) -> String {
    format!(
        "exit code {}\n--- out\n{}--- err\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr)
    )
}

fn starter() -> TempDir {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["new", "program"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    folder
}

fn edit(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join("program").join(file);
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.contains(from), "{from}");
    std::fs::write(&path, before.replacen(from, to, 1)).unwrap();
}

#[test]
fn new_writes_a_program_without_problems() {
    let folder = starter();
    insta::assert_snapshot!(shown(&run(folder.path(), &["check", "program"])), @r"
    exit code 0
    --- out
    --- err
    3 files read, no problems
    ");
    let again = run(folder.path(), &["new", "program"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is not empty"));
}

#[test]
fn three_mistakes_are_reported_at_once() {
    let folder = starter();
    edit(&folder, "program.toml", "\"400 mg/d\"", "\"400 mg\"");
    edit(
        &folder,
        "chemistry.toml",
        "product = \"aminophenol\"",
        "product = \"aminophenl\"",
    );
    edit(&folder, "people.toml", "capacity = 2", "capacty = 2");
    insta::assert_snapshot!(shown(&run(folder.path(), &["check", "program", "--short"])));
    insta::assert_snapshot!(shown(&run(folder.path(), &["check", "program"])));
    let plan = run(folder.path(), &["plan", "program"]);
    assert_eq!(plan.status.code(), Some(1));
    assert!(!folder.path().join("program/plan").exists());
}

#[test]
fn json_problems_have_places() {
    let folder = starter();
    edit(
        &folder,
        "program.toml",
        "start = 2027-01-04",
        "start = 2027-02-30",
    );
    let output = run(folder.path(), &["check", "program", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[0]["code"], "C0303");
    assert_eq!(list[0]["file"], "program.toml");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn explain_knows_every_code() {
    let folder = TempDir::new().unwrap();
    let list = text(&run(folder.path(), &["explain"]).stdout);
    for line in list.lines() {
        let code = line.split_whitespace().next().unwrap();
        let output = run(folder.path(), &["explain", code]);
        assert_eq!(output.status.code(), Some(0), "{code}");
    }
    let output = run(folder.path(), &["explain", "C9999"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn fmt_keeps_comments() {
    let folder = starter();
    edit(
        &folder,
        "program.toml",
        "name = \"Starter\"",
        "name=\"Starter\" # mine",
    );
    let check = run(folder.path(), &["fmt", "program", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    let output = run(folder.path(), &["fmt", "program"]);
    assert_eq!(output.status.code(), Some(0));
    let path = folder.path().join("program/program.toml");
    let after = std::fs::read_to_string(path).unwrap();
    assert!(after.contains("name = \"Starter\"  # mine\n"), "{after}");
}

#[test]
fn missing_folder_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    insta::assert_snapshot!(shown(&run(folder.path(), &["check", "nowhere"])), @r"
    exit code 2
    --- out
    --- err
    error: there is no `nowhere`
      hint: check the path; `concerted new DIR` writes a starter program
    ");
}

#[test]
fn plan_gives_the_same_bytes_at_any_thread_count() {
    let folder = starter();
    for threads in ["1", "2"] {
        let output = run(
            folder.path(),
            &[
                "plan",
                "program",
                "--samples",
                "100",
                "--threads",
                threads,
                "--out",
                threads,
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    for file in ["plan.json", "report.html", "activities.csv"] {
        let read = |threads: &str| std::fs::read(folder.path().join(threads).join(file)).unwrap();
        assert_eq!(read("1"), read("2"), "{file}");
    }
}

#[test]
fn every_figure_of_a_plan_has_an_origin() {
    let folder = starter();
    let output = run(
        folder.path(),
        &["plan", "program", "--samples", "50", "--json"],
    );
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(summary["milestones"].is_array() && summary["figures"].is_null());
    let text = std::fs::read(folder.path().join("program/plan/plan.json")).unwrap();
    let plan: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let figures = plan["figures"].as_object().unwrap();
    assert!(figures.len() > 100);
    for (id, figure) in figures {
        let origin = &figure["origin"];
        let kind = origin["kind"].as_str().unwrap_or_default();
        assert!(
            matches!(kind, "entered" | "reference" | "derived" | "assumed"),
            "{id}: {figure}"
        );
        if kind == "derived" {
            for input in origin["inputs"].as_array().unwrap() {
                let input = input.as_str().unwrap();
                assert!(
                    figures.contains_key(input),
                    "{id} rests on {input}, which is no figure"
                );
            }
        }
    }
}

#[test]
fn why_walks_to_the_sources() {
    let folder = starter();
    let output = run(
        folder.path(),
        &["why", "program", "route.two-step.pmi", "--samples", "50"],
    );
    let chain = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(chain.contains("entered at chemistry.toml:"), "{chain}");
    let output = run(
        folder.path(),
        &["why", "program", "route.two-step.pm", "--samples", "50"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("route.two-step.pmi"));
}
