//! `concerted form` as a user runs it: exit code, standard output and standard error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Two solvents of one invented compound: an exact van 't Hoff line and a kinked one.
fn table() -> String {
    let mut text = "compound,smiles,solvent,T_C,x_mole_fraction\n".to_owned();
    for (solvent, slope, bend) in [("ethanol", 3_500.0, 0.0), ("acetone", 3_000.0, 1_500.0)] {
        for i in 0..9 {
            let celsius = 5.0 + 5.0 * f64::from(i);
            let kelvin = celsius + 273.15;
            let inverse = 1.0 / kelvin - 1.0 / 298.15;
            let x = (-4.0 - slope * inverse + (bend * inverse).min(0.0)).exp();
            writeln!(
                text,
                "compound A,CC(=O)Nc1cccc(O)c1,{solvent},{celsius},{x:.6}"
            )
            .unwrap();
        }
    }
    text
}

const PAIRS: &str = "[[pair]]\ncompound = \"metacetamol\"\nform1 = \"I\"\ntm1 = 420.0\ndhf1 = 26.0\ndhf1_sd = 1.3\nform2 = \"II\"\ntm2 = 399.0\ndhf2 = 21.3\ndhf2_sd = 1.1\n\n[[pair]]\ncompound = \"B\"\nform1 = \"1\"\ntm1 = 469.0\ndhf1 = 67.0\nform2 = \"2\"\ntm2 = 462.0\ndhf2 = 57.0\nconverts2 = true\nnote = \"seen in the microscope\"\n";

const SUBSTANCE: &str = "name = \"A\"\nmolar_mass = \"400 g/mol\"\nbasic_pka = [8.1]\nlowest_dose = \"5 mg\"\nhighest_dose = \"200 mg\"\nsolubility = [{ ph = 1.2, value = \"0.5 mg/mL\" }, { ph = 4.5, value = \"0.03 mg/mL\" }, { ph = 6.8, value = \"0.02 mg/mL\" }]\nintestinal_solubility = \"0.06 mg/mL\"\npermeability_cm_s = 4e-4\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("table.csv", &table());
    write("pairs.toml", PAIRS);
    write("substance.toml", SUBSTANCE);
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_concerted"))
        .arg("form")
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn shown(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!(
        "exit code {}\n--- out\n{}--- err\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr)
    )
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn solubility_is_fitted_judged_and_not_extrapolated() {
    let folder = folder();
    let output = run(
        folder.path(),
        &[
            "solubility",
            "table.csv",
            "--at",
            "20 degC",
            "--at",
            "70 degC",
        ],
    );
    insta::assert_snapshot!(shown(&output));
    let output = run(folder.path(), &["solubility", "table.csv", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let answer = json(&output);
    let series = answer["series"].as_array().unwrap();
    assert_eq!(series.len(), 2);
    for one in series {
        let models = one["models"].as_array().unwrap();
        let chosen = models
            .iter()
            .find(|model| model["model"] == one["chosen"])
            .unwrap();
        let smallest = models
            .iter()
            .filter_map(|model| model["aicc"].as_f64())
            .fold(f64::INFINITY, f64::min);
        assert_eq!(chosen["aicc"].as_f64(), Some(smallest));
        assert!(chosen["loo_ard_percent"].is_number() && chosen["ard_percent"].is_number());
        assert!(chosen["parameters"].is_object());
    }
    assert_eq!(series[0]["breaks"].as_array().unwrap().len(), 0);
    assert_eq!(series[1]["breaks"][0]["kind"], "kink");
}

#[test]
fn mixtures_are_fitted_by_jouyban_acree() {
    let folder = folder();
    let mut text = "compound,smiles,solvent,second_solvent,second_fraction,T_K,x\n".to_owned();
    for i in 0..25 {
        let (t, f) = (280.0 + 8.0 * f64::from(i % 5), f64::from(i / 5) / 4.0);
        let pure = (1.0 - f) * (6.0 - 3_000.0 / t) + f * (3.0 - 3_500.0 / t);
        let x = (pure + f * (1.0 - f) * 300.0 / t).exp();
        writeln!(text, "A,CC(=O)Nc1cccc(O)c1,ethanol,water,{f},{t},{x:e}").unwrap();
    }
    std::fs::write(folder.path().join("mixture.csv"), text).unwrap();
    let output = run(folder.path(), &["solubility", "mixture.csv"]);
    insta::assert_snapshot!(shown(&output));
    let output = run(
        folder.path(),
        &["isolate", "mixture.csv", "--isolate", "22 degC"],
    );
    insta::assert_snapshot!(shown(&output));
}

/// Both verbs refuse a table with the exit code and all the parts of messages.
#[track_caller]
fn check_table(folder: &Path, text: &str, code: i32, parts: &[&str]) {
    std::fs::write(folder.join("bad.csv"), text).unwrap();
    for verb in ["solubility", "isolate"] {
        let output = run(folder, &[verb, "bad.csv"]);
        let shown = shown(&output);
        assert_eq!(output.status.code(), Some(code), "{shown}");
        for part in parts {
            assert!(shown.contains(part), "`{part}` in {shown}");
        }
    }
}

#[test]
fn bad_tables_are_refused_with_every_row() {
    let folder = folder();
    let folder = folder.path();
    check_table(folder, "", 2, &["`bad.csv`: the table is empty", "hint:"]);
    check_table(
        folder,
        "T_K,T_C,x\n298,25,0.1\n",
        2,
        &["more than one column holds the temperature"],
    );
    check_table(
        folder,
        "T_K,x\n298,0.1\n25,0.2\n318,-1\n",
        1,
        &["line 3", "mixed units", "line 4"],
    );
    check_table(
        folder,
        "T_K,x\n298,0.1\n",
        1,
        &["2 temperatures or more, found 1"],
    );
    let shuffled =
        "smiles,solvent,T_K,x\nCC,ethanol,308,0.02\nCC,ethanol,298,0.01\nCC,ethanol,318,0.035\n";
    check_table(folder, shuffled, 0, &["not in order (line 3"]);
}

#[test]
fn pairs_are_related_or_refused() {
    let folder = folder();
    let output = run(folder.path(), &["relate", "pairs.toml", "--svg", "g.svg"]);
    insta::assert_snapshot!(shown(&output));
    let svg = std::fs::read_to_string(folder.path().join("g.svg")).unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("monotropic"));
    let answer = json(&run(folder.path(), &["relate", "pairs.toml", "--json"]));
    assert!(answer["pairs"][0]["probability"].as_f64().unwrap() >= 0.99);
    assert_eq!(answer["pairs"][1]["compared"], false);
    let twice = PAIRS.replace(
        "compound = \"B\"\nform1 = \"1\"\ntm1 = 469.0",
        "compound = \"metacetamol\"\nform1 = \"I\"\ntm1 = 431.0",
    );
    std::fs::write(folder.path().join("twice.toml"), twice).unwrap();
    let output = run(folder.path(), &["relate", "twice.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(shown(&output).contains("two melting points, 420 and 431 K"));
    let output = run(folder.path(), &["relate", "table.csv"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn solvents_are_chosen_and_drawn() {
    let folder = folder();
    let arguments = [
        "isolate",
        "table.csv",
        "--metastable-width",
        "6",
        "--svg",
        "p.svg",
    ];
    let output = run(folder.path(), &arguments);
    insta::assert_snapshot!(shown(&output));
    assert!(folder.path().join("p.svg").is_file());
    let output = run(
        folder.path(),
        &["isolate", "table.csv", "--evaporate", "40 degC"],
    );
    insta::assert_snapshot!(shown(&output));
    let output = run(
        folder.path(),
        &["isolate", "table.csv", "--dissolve", "70 degC", "--json"],
    );
    assert_eq!(output.status.code(), Some(1));
    let answer = json(&output);
    let error = answer["cooling"][0]["solvents"][0]["error"]
        .as_str()
        .unwrap();
    assert!(error.contains("lies outside the series"), "{error}");
}

#[test]
fn a_substance_is_classified() {
    let folder = folder();
    let output = run(folder.path(), &["classify", "substance.toml"]);
    insta::assert_snapshot!(shown(&output));
    let answer = json(&run(
        folder.path(),
        &["classify", "substance.toml", "--json"],
    ));
    assert_eq!(answer["bcs"]["class"], 2);
    assert_eq!(answer["dcs"]["doses"][1]["class"], "IIb");
    let constants = answer["constants"].as_array().unwrap();
    assert!(
        constants
            .iter()
            .all(|constant| constant["status"].is_string())
    );
    std::fs::write(
        folder.path().join("bad.toml"),
        "nmae = \"x\"\nhighest_dose = \"-5 mg\"\nsolubility = [{ ph = 1 }]\n",
    )
    .unwrap();
    insta::assert_snapshot!(shown(&run(folder.path(), &["classify", "bad.toml"])));
}
