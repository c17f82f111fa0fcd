//! `concerted route` as a user runs it: exit code, standard output and standard error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concerted"))
        .arg("route")
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sitagliptin")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// JSON of a run that ends well.
fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn with_file(name: &str, content: &str, arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    run(folder.path(), arguments)
}

#[test]
fn every_row_of_a_table_of_steps_is_answered() {
    let table = "id,rxn\na,CC(C)(C)OC(=O)NCC>>NCC\nb,not a reaction\nc,C(>>C\nd\ne,O=[N+]([O-])c1ccccc1>>Nc1ccccc1\n";
    let output = with_file(
        "s.csv",
        table,
        &["steps", "--csv", "s.csv", "--rxn", "rxn", "--json"],
    );
    let answer = json(&output);
    let rows = answer["rows"].as_array().unwrap();
    let classes: Vec<Option<u64>> = rows.iter().map(|row| row["class"].as_u64()).collect();
    assert_eq!(classes, [Some(6), None, None, None, Some(7)]);
    assert_eq!(answer["unread"], 3);
    for row in &rows[1..4] {
        assert!(!row["problem"].as_str().unwrap().is_empty());
    }
    assert!(text(&output.stderr).contains("3 of 5 rows"));
}

#[test]
fn an_unbalanced_step_names_the_atoms_without_origin() {
    let table = "rxn\nCC(=O)c1ccccc1>>CC(=O)c1ccc(Cl)cc1\n";
    let output = with_file(
        "s.csv",
        table,
        &["steps", "--csv", "s.csv", "--rxn", "rxn", "--json"],
    );
    assert_eq!(json(&output)["rows"][0]["unexplained_atoms"]["Cl"], 1);
}

#[test]
fn options_of_a_table_name_the_classes() {
    let table = "s;p\nCC(=O)Cc1ccccc1;C[C@@H](N)Cc1ccccc1\nCC#N;CC(=O)O\nx;C\n";
    let arguments = [
        "options",
        "--csv",
        "o.csv",
        "--substrate",
        "s",
        "--product",
        "p",
        "--json",
    ];
    let answer = json(&with_file("o.csv", table, &arguments));
    assert_eq!(
        answer["rows"][0]["suggested"],
        serde_json::json!(["TA", "AmDH"])
    );
    assert_eq!(
        answer["rows"][1]["suggested"],
        serde_json::json!(["Nitrilase"])
    );
    assert_eq!(answer["rows"][2]["suggested"], serde_json::json!([]));
    assert!(answer["rows"][2]["problem"].is_string());
}

#[test]
fn one_reaction_is_told_with_what_speaks_against_each_option() {
    let folder = TempDir::new().unwrap();
    let output = run(
        folder.path(),
        &["options", "--rxn", "CC(=O)c1ccccc1>>C[C@H](O)c1ccccc1"],
    );
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    for part in [
        "Ketoreductase",
        "against: cofactor",
        "against: emulsions",
        "evidence:",
        "rounds",
        "PMI:",
        "metal:",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn a_wrong_column_file_or_reaction_is_an_error_with_advice() {
    let output = with_file(
        "s.csv",
        "id,rxns\n1,C>>C\n",
        &["steps", "--csv", "s.csv", "--rxn", "rxn"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `rxns`?"));
    let folder = TempDir::new().unwrap();
    assert_eq!(
        run(
            folder.path(),
            &["steps", "--csv", "none.csv", "--rxn", "rxn"]
        )
        .status
        .code(),
        Some(2)
    );
    let output = run(folder.path(), &["options", "--rxn", "CCO"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("hint"));
}

const FILE: &str = r#"
[[material]]
id = "acid"
name = "Acid"
kind = "starting-material"
smiles = "OC(=O)c1ccccc1"

[[material]]
id = "ester"
name = "Ester"
kind = "intermediate"
smiles = "COC(=O)c1ccccc1"

[[material]]
id = "methanol"
name = "Methanol"
kind = "solvent"
smiles = "CO"

[[step]]
id = "make"
name = "Make"
product = "ester"
yield = "YIELD"
temperature = "65 degC"
time = "4 h"
input = [
  { material = "acid", role = "reactant" },
  { material = "methanol", role = "solvent", volume = "AMOUNT" },
]
operation = [{ kind = "reaction" }, { kind = "extraction" }]

[[route]]
id = "r"
name = "Route"
step = ["make"]
"#;

fn file(step_yield: &str, amount: &str) -> String {
    FILE.replace("YIELD", step_yield).replace("AMOUNT", amount)
}

#[test]
fn a_file_without_a_program_is_enough_for_metrics() {
    let output = with_file(
        "r.toml",
        &file("80 %", "10 L/kg"),
        &["metrics", "r.toml", "--json"],
    );
    let answer = json(&output);
    let route = &answer["routes"][0];
    // Per kg of ester: 122.12 / 136.15 / 0.8 = 1.1212 kg of acid and ten times that in liters of methanol.
    let acid = 122.123 / 136.150 / 0.8;
    let density = 0.791;
    let expected = acid + acid * 10.0 * density;
    let pmi = route["pmi"]["value"].as_f64().unwrap();
    assert!(
        (pmi - expected).abs() < 0.02 * expected,
        "{pmi} against {expected}"
    );
    let efficiency = route["process_mass_efficiency"]["value"].as_f64().unwrap();
    assert!((efficiency * pmi - 1.0).abs() < 1e-9);
    let igal = route["igal"]["value"].as_f64().unwrap();
    assert!((igal - 0.344 * 136.15).abs() < 0.01);
    // 100 − 10 for the yield − 3 for heat − 3 for extraction.
    let score = route["steps"][0]["ecoscale_upper_bound"]["value"]
        .as_f64()
        .unwrap();
    assert!((score - 84.0).abs() < 1e-9, "{score}");
    let waste = &route["waste_kg_per_kg"];
    let sum: f64 = ["organic", "aqueous", "reactants"]
        .iter()
        .map(|name| waste[*name]["value"].as_f64().unwrap())
        .sum();
    assert!((sum - route["e_factor"]["value"].as_f64().unwrap()).abs() < 1e-9);
}

#[test]
fn impossible_amounts_and_yields_are_named() {
    for (step_yield, amount, part) in [
        ("180 %", "10 L/kg", "180 %"),
        ("80 %", "-10 L/kg", "-10 L/kg"),
    ] {
        let output = with_file("r.toml", &file(step_yield, amount), &["metrics", "r.toml"]);
        assert_eq!(output.status.code(), Some(1), "{part}");
        let errors = text(&output.stderr);
        assert!(
            errors.contains(part) && errors.contains("r.toml"),
            "{errors}"
        );
    }
}

#[test]
fn claims_are_answered_with_evidence() {
    let answer = json(&run(&example(), &["claims", ".", "--json"]));
    for route in answer["routes"].as_array().unwrap() {
        let claims = route["claims"].as_array().unwrap();
        assert_eq!(claims.len(), 6);
        assert!(
            claims
                .iter()
                .all(|claim| !claim["evidence"].as_str().unwrap().is_empty())
        );
    }
}

#[test]
fn a_comparison_gives_ranking_sensitivity_record_and_charts() {
    let folder = TempDir::new().unwrap();
    let record = folder.path().join("record.html");
    let charts = folder.path().join("charts");
    let output = run(
        &example(),
        &[
            "compare",
            ".",
            "--json",
            "--weight",
            "pmi=2",
            "--record",
            record.to_str().unwrap(),
            "--reason",
            "no <metal>",
            "--svg",
            charts.to_str().unwrap(),
        ],
    );
    let answer = json(&output);
    assert_eq!(answer["ranking"].as_array().unwrap().len(), 2);
    assert_eq!(answer["criteria"][0]["weight"], 2.0);
    assert!(answer["pairs"][0]["reality"].is_string());
    let page = std::fs::read_to_string(record).unwrap();
    assert!(
        page.contains("no &lt;metal&gt;")
            && page.contains("class=\"radar\"")
            && page.contains("class=\"waterfall\"")
    );
    assert!(charts.join("radar.svg").is_file());
    let wrong = run(&example(), &["compare", ".", "--route", "tb"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did you mean `ta`?"));
}

#[test]
fn steps_and_options_read_a_program() {
    let answer = json(&run(&example(), &["steps", ".", "--json"]));
    let rows = answer["rows"].as_array().unwrap();
    assert!(
        rows.iter().any(|row| row["class_name"] == "reduction"),
        "{rows:?}"
    );
    let answer = json(&run(&example(), &["options", ".", "--json"]));
    let classes: Vec<&str> = answer["steps"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|step| step["options"].as_array().unwrap())
        .map(|option| option["class"].as_str().unwrap())
        .collect();
    assert!(classes.contains(&"TA"), "{classes:?}");
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let table = "rxn\nCC(C)(C)OC(=O)NCC>>NCC\nO=Cc1ccccc1>>OCc1ccccc1\n";
    let once = || {
        with_file(
            "s.csv",
            table,
            &["steps", "--csv", "s.csv", "--rxn", "rxn", "--json"],
        )
        .stdout
    };
    assert_eq!(once(), once());
}
