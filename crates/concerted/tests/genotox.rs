//! `concerted genotox` as a user runs it: exit code, standard output and standard error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concerted"))
        .arg("genotox")
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a run printed, in one text for a snapshot; how long it took is left out.
fn shown(output: &Output) -> String {
    let errors: Vec<String> = text(&output.stderr)
        .lines()
        .map(|line| match line.split_once(" rows in ") {
            Some((rows, rest)) => {
                let rest = rest.split_once(": ").map_or("", |(_, rest)| rest);
                format!("{rows} rows: {rest}")
            }
            None => line.to_owned(),
        })
        .collect();
    format!(
        "exit code {}\n--- out\n{}--- err\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        errors.join("\n")
    )
}

/// Screens one file of a folder.
fn screened(name: &str, content: &[u8], arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    let mut all = vec!["screen", name];
    all.extend(arguments);
    run(folder.path(), &all)
}

/// The columns id, status and error of each row of an answer.
fn rows(output: &Output) -> Vec<[String; 3]> {
    assert_eq!(output.status.code(), Some(0), "{}", shown(output));
    csv::Reader::from_reader(&output.stdout[..])
        .records()
        .map(|row| {
            let row = row.unwrap();
            [&row[0], &row[2], &row[3]].map(str::to_owned)
        })
        .collect()
}

/// Names and status of the rows.
#[track_caller]
fn check(name: &str, content: &[u8], expected: &[(&str, &str)]) {
    let found = rows(&screened(name, content, &[]));
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_header_of_an_answer_is_fixed() {
    let output = screened("x.csv", b"smiles\n", &[]);
    assert_eq!(
        text(&output.stdout),
        "id,smiles,status,error,alerts,rule_call,probability,model_call,screening_call,in_domain,nearest_similarity,m7_class,cohort_of_concern,cpca_category,ai_ng_per_day\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_row_is_answered() {
    let long = format!("id,smiles\na,{}\nb,C\n", "C".repeat(5_001));
    check("x.csv", long.as_bytes(), &[("a", "error"), ("b", "ok")]);
    check(
        "x.csv",
        b"\xEF\xBB\xBFCAS;Name;SMILES\r\n1;\"a; b\";CCN.Cl\r\n2;c;\r\n3;d\r\n4;e;CC(=O)[O-].[Na+]\r\n",
        &[("a; b", "ok"), ("c", "error"), ("d", "error"), ("e", "ok")],
    );
    check(
        "x.csv",
        b"id,smiles\na,\"CCO\nb,C\nc,C1\nd,\xFF\n",
        &[("1", "error"), ("b", "ok"), ("c", "error"), ("d", "error")],
    );
    check(
        "x.smi",
        b"CCO ethanol\nC1CC\n\nC methane\n",
        &[("ethanol", "ok"), ("2", "error"), ("methane", "ok")],
    );
    let methane = "methane\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n";
    check(
        "x.sdf",
        format!("{methane}$$$$\nbroken\n$$$$\n{methane}").as_bytes(),
        &[("methane", "ok"), ("broken", "error"), ("methane", "ok")],
    );
}

#[test]
fn errors_say_what_to_do() {
    let all = [
        ("x.csv", &b"name,structur\na,C\n"[..], &[][..]),
        (
            "x.csv",
            b"name,smiles\na,C\n",
            &["--smiles-column", "SMILE"],
        ),
        ("x.csv", b"smiles,SMILES\nC,C\n", &[]),
        ("x.csv", b"", &[]),
        ("x.csv", b"\x7fELF\x00\x01\x02\x00smiles\n", &[]),
        ("x.csv", b"\"smiles\nC\n", &[]),
        ("x.csv.gz", b"", &[]),
        ("x.csv", b"smiles\nC\n", &["--out", "x.csv"]),
        ("x.csv", b"smiles\nC\n", &["--out", "nowhere/y.csv"]),
    ];
    let found: Vec<String> = all
        .iter()
        .map(|(name, content, arguments)| shown(&screened(name, content, arguments)))
        .collect();
    insta::assert_snapshot!(found.join("\n\n"));
}

#[test]
fn what_was_taken_for_what_is_said() {
    let output = screened(
        "x.csv",
        b"CAS;SMILES\n62-75-9;CN(C)N=O\n;CC(C)OS(C)(=O)=O\nbad;C1CC\n",
        &[],
    );
    let said = text(&output.stderr);
    assert!(
        said.starts_with("x.csv: structures from column `SMILES`, names from column `CAS`, columns separated by semicolons\n3 rows in "),
        "{said}"
    );
    assert!(said.contains("2 answered, 1 with an error"), "{said}");
    let table = text(&output.stdout);
    let first = table.lines().nth(1).unwrap();
    assert!(
        first.starts_with("62-75-9,CN(C)N=O,ok,,n-nitroso,positive,"),
        "{first}"
    );
    assert!(first.contains(",n_nitroso,1,"), "{first}");
}

#[test]
fn the_same_bytes_at_any_thread_count_and_in_the_order_of_the_input() {
    let folder = TempDir::new().unwrap();
    let mut list = String::from("id,smiles\n");
    for row in 0..400 {
        let chain = "C".repeat(1 + row % 40);
        let end = ["N(C)N=O", "Cl", "1CC", "OS(C)(=O)=O", "c1ccccc1N"][row % 5];
        list.extend([format!("{row},{chain}{end}\n")]);
    }
    std::fs::write(folder.path().join("x.csv"), list).unwrap();
    for threads in ["1", "2", "7"] {
        let output = run(
            folder.path(),
            &["screen", "x.csv", "--threads", threads, "--out", threads],
        );
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("1") == read("2") && read("1") == read("7"));
    let mut reader = csv::Reader::from_path(folder.path().join("1")).unwrap();
    let ids: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[0].to_owned())
        .collect();
    let expected: Vec<String> = (0..400).map(|row| row.to_string()).collect();
    assert_eq!(ids, expected);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("x.csv"), "smiles\nC\n").unwrap();
    let output = run(folder.path(), &["screen", "x.csv", "--out", "y.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["x.csv", "y.csv"]);
    assert!(output.stdout.is_empty());
}

#[test]
fn standard_input_is_read_and_json_lines_are_written() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_concerted"))
        .args(["genotox", "screen", "-", "--format", "smiles", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"CN(C)N=O ndma\nC1CC broken\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "ndma");
    assert_eq!(lines[0]["cohort_of_concern"], "n_nitroso");
    assert_eq!(lines[1]["status"], "error");
    assert!(lines[1]["alerts"].is_null());
}

#[test]
fn evidence_overrides_and_is_refused_where_a_row_is_broken() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("x.csv", "id,smiles\na,CCCCCCCl\n");
    write(
        "own.csv",
        "smiles,ames,source\nCCCCCCCl,negative,report 7\n",
    );
    write("broken.csv", "smiles,ames\nC1,negative\nCC,perhaps\n");
    let class = |arguments: &[&str]| {
        let mut all = vec!["screen", "x.csv", "--json"];
        all.extend(arguments);
        let output = run(folder.path(), &all);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
        let row: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        row["m7_class"].clone()
    };
    assert_eq!(class(&[]), 3);
    assert_eq!(class(&["--evidence", "own.csv"]), 5);
    insta::assert_snapshot!(shown(&run(
        folder.path(),
        &["screen", "x.csv", "--evidence", "broken.csv"]
    )));
}

#[test]
fn potency_categories_are_explained() {
    let folder = TempDir::new().unwrap();
    let output = run(
        folder.path(),
        &["cpca", "O=NN1CCOCC1", "CN(N=O)C(N)=O", "CCO", "C1"],
    );
    insta::assert_snapshot!(shown(&output));
    std::fs::write(folder.path().join("list.smi"), "CN(C)N=O NDMA\n").unwrap();
    let output = run(folder.path(), &["cpca", "--file", "list.smi", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&list[0]["name"], &list[0]["category"]),
        (&"NDMA".into(), &1.into())
    );
    assert!(list[0]["groups"][0]["steps"].as_array().unwrap().len() > 2);
}

#[test]
fn limits_of_one_compound() {
    let folder = TempDir::new().unwrap();
    // ICH M7, note 4: 21.3 µg/day of ethylene oxide.
    let output = run(
        folder.path(),
        &["limits", "--cas", "75-21-8", "--dose", "100 mg/d", "--json"],
    );
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let counts = table["limits"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["counts"] == true)
        .unwrap();
    assert_eq!(counts["intake_ug_per_day"], 21.3);
    for arguments in [
        &["limits", "--cas", "0-0-0"][..],
        &["limits", "--smiles", "C1"],
        &["limits", "--smiles", "C", "--dose", "100"],
        &["limits"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn the_basis_of_a_dose_moves_the_limit() {
    let folder = TempDir::new().unwrap();
    let limit = |basis: &[&str], column: &str| {
        let mut arguments = vec!["limits", "--cas", "75-21-8", "--dose", "100 mg/d"];
        arguments.extend(["--salt-factor", "1.25", "--json"]);
        arguments.extend(basis);
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
        let table: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = table["limits"].as_array().unwrap();
        let counts = rows.iter().find(|row| row["counts"] == true).unwrap();
        counts[column].as_f64().unwrap()
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found}");
    // ICH M7, note 4: 21.3 µg/day of ethylene oxide; on 100 mg of the moiety, or of 125 mg as made.
    for basis in [&[][..], &["--dose-basis", "moiety"]] {
        near(limit(basis, "ppm_moiety"), 213.0);
        near(limit(basis, "ppm_substance"), 213.0 / 1.25);
    }
    let substance = &["--dose-basis", "substance"];
    near(limit(substance, "ppm_moiety"), 213.0 * 1.25);
    near(limit(substance, "ppm_substance"), 213.0);
}

#[test]
fn what_is_read_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let list = b"smiles\nC\n";
    std::fs::create_dir(at("sub")).unwrap();
    for name in ["x.csv", "y.csv.partial"] {
        std::fs::write(at(name), list).unwrap();
    }
    std::fs::write(at("own.csv"), "smiles,ames,source\nC,negative,report\n").unwrap();
    let whole = at("x.csv").display().to_string();
    for arguments in [
        &["x.csv", "--out", "./x.csv"][..],
        &["x.csv", "--out", "sub/../x.csv"],
        &["x.csv", "--out", &whole],
        &["y.csv.partial", "--format", "csv", "--out", "y.csv"],
        &["x.csv", "--evidence", "own.csv", "--out", "./own.csv"],
    ] {
        let mut all = vec!["screen"];
        all.extend(arguments);
        let output = run(folder.path(), &all);
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
        assert!(
            text(&output.stderr).contains("both input and output"),
            "{}",
            shown(&output)
        );
        for name in ["x.csv", "y.csv.partial"] {
            assert_eq!(std::fs::read(at(name)).unwrap(), list);
        }
    }
}

#[test]
fn purge_without_a_program() {
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("steps.csv"),
        "step,property,factor,reason\namination,reactivity,100,excess of a primary amine\ncrystallization,measured,50,\n",
    )
    .unwrap();
    let arguments = [
        "purge",
        "--steps",
        "steps.csv",
        "--level",
        "10000",
        "--limit",
        "10",
    ];
    let output = run(folder.path(), &arguments);
    let said = text(&output.stdout);
    assert!(
        said.contains("predicted 100, measured 50, counted 5000"),
        "{said}"
    );
    assert!(
        said.contains("required 1000, ratio 5, expected 2 ppm"),
        "{said}"
    );
    assert!(said.contains("not validated"), "{said}");
    let mut arguments = arguments.to_vec();
    arguments.extend(["--nitrosamine", "--json"]);
    let output = run(folder.path(), &arguments);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["ledgers"][0]["counted"], 50.0);
}

#[test]
fn a_program_gives_limits_purge_proposals_and_a_report() {
    let folder = TempDir::new().unwrap();
    let new = Command::new(env!("CARGO_BIN_EXE_concerted"))
        .args(["new", "program"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(new.status.code(), Some(0));
    for arguments in [
        &["limits", "program"][..],
        &["limits", "program", "--json"],
        &["purge", "program"],
        &["purge", "program", "--json"],
        &["design-out", "program", "--plans", "0"],
        &["design-out", "program", "--plans", "0", "--json"],
        &["report", "program"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    }
    let page = std::fs::read_to_string(folder.path().join("m7.html")).unwrap();
    assert!(page.contains("Assessment of mutagenic impurities") && !page.contains("compliant"));
    let output = run(
        folder.path(),
        &["purge", "program", "--impurity", "nothing"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("hint: "));
}

#[test]
fn details_stand_behind_the_fixed_columns_and_what_is_passed_over_is_counted() {
    let list = b"# tested compounds\nCN(C)C=O =dmf\n\nC1CC broken\n";
    let output = screened("x.smi", list, &["--details"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let table = text(&output.stdout);
    let header = table.lines().next().unwrap();
    assert!(
        header.ends_with(",ai_ng_per_day,provisional,decided_by,ai_basis,ai_status,reasons"),
        "{header}"
    );
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // A name is given back as it was read.
    assert_eq!((&rows[0][0], &rows[0][15]), ("=dmf", "false"));
    assert!(rows[0][19].contains("ICH Q3C"), "{:?}", &rows[0]);
    assert_eq!((&rows[1][2], &rows[1][19]), ("error", ""));
    let said = text(&output.stderr);
    assert!(said.contains("passed over: 1 blank, 1 comments"), "{said}");
    assert!(said.contains("the exit code stays 0"), "{said}");
}

#[test]
fn tables_on_the_terminal_fit_on_it() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["limits", "--smiles", "ClCOCCl", "--dose", "100 mg/d"][..],
        &["cpca", "CC1COCCN1N=O"],
    ] {
        let output = run(folder.path(), arguments);
        let printed = text(&output.stdout);
        assert!(printed.contains("expert review"), "{printed}");
        let fits = |line: &str| line.chars().count() <= 100;
        assert!(printed.lines().all(fits), "{printed}");
    }
}
