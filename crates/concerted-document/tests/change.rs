//! Changes: what they do to the text, what they refuse, and that each can be undone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use concerted_document::change::Draft;
use concerted_document::{read_folder, read_texts, render};
use concerted_model::change::{Change, Edit, Written, item_names};
use concerted_model::place::SourceFiles;
use concerted_model::record::join;
use proptest::prelude::*;

const HEAD: &str = "format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n";

const SALT: &str = r#"
# Solvents
[[material]]
id = "base"
name = "Base"
kind = "substance"

[[material]]
id = "salt"
name = "Salt"
kind = "substance"

[[material]]
id = "isopropanol"  # the usual one
name = "2-Propanol"
kind = "solvent"
smiles = "CC(C)O"

[[step]]
id = "salt"
name = "Salt"
product = "salt"
input = [
  { material = "base", role = "reactant" },
  { material = "isopropanol", role = "solvent", volume = "12 L/kg" },  # dry
  { material = "isopropanol", role = "solvent", work_up = true, volume = "2 L/kg" },
]
[[step.operation]]
kind = "crystallization"
solvent = "isopropanol"

[[route]]
id = "r"
name = "R"
step = ["salt"]
"#;

fn salt() -> SourceFiles {
    read_texts(&[("program.toml", HEAD), ("a.toml", SALT)]).files
}

fn acetone() -> Written {
    Written::table([
        ("id", "acetone".into()),
        ("name", "Acetone".into()),
        ("kind", "solvent".into()),
        ("smiles", "CC(C)=O".into()),
    ])
}

/// The text of the changed file, which must read without problems, and back again.
#[track_caller]
fn applied(change: &Change) -> String {
    let files = salt();
    let draft = Draft::of(&files);
    let applied = draft
        .apply(change)
        .unwrap_or_else(|problem| panic!("{}", render::one_line(&problem, &files)));
    let loaded = &applied.loaded;
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let back = Draft::of(&loaded.files).apply(&applied.inverse).unwrap();
    assert!(same_document(&back.loaded.files, &files));
    applied.changed[0].1.clone()
}

#[track_caller]
fn refused(edit: Edit, expected: &str) {
    let files = salt();
    let problem = Draft::of(&files)
        .apply(&Change::new("").edit(edit))
        .unwrap_err();
    assert!(problem.hint.is_some());
    assert_eq!(render::one_line(&problem, &files), expected);
}

/// Whether two documents say the same, wherever and in whatever order of keys.
fn same_document(one: &SourceFiles, other: &SourceFiles) -> bool {
    let whole = |files| {
        Draft::of(files)
            .at("")
            .map_or(Written::Text(String::new()), plain)
    };
    whole(one).same(&whole(other))
}

/// A list without items is as good as none.
fn plain(written: Written) -> Written {
    match written {
        Written::Table(entries) => Written::Table(
            entries
                .into_iter()
                .filter(|(_, value)| *value != Written::List(Vec::new()))
                .map(|(key, value)| (key, plain(value)))
                .collect(),
        ),
        Written::List(items) => Written::List(items.into_iter().map(plain).collect()),
        other => other,
    }
}

#[test]
fn a_solvent_is_swapped_and_comments_stay() {
    let change = Change::new("no alcohol beside the acid")
        .edit(Edit::add("material.acetone", acetone()))
        .edit(Edit::set(
            "step.salt.input.isopropanol.material",
            "isopropanol",
            "acetone",
        ))
        .edit(Edit::set(
            "step.salt.input.isopropanol.material",
            "isopropanol",
            "acetone",
        ))
        .edit(Edit::set(
            "step.salt.operation.1.solvent",
            "isopropanol",
            "acetone",
        ));
    let text = applied(&change);
    for kept in [
        "id = \"isopropanol\"  # the usual one\n",
        "  { material = \"acetone\", role = \"solvent\", volume = \"12 L/kg\" },  # dry\n",
        "  { material = \"acetone\", role = \"solvent\", work_up = true, volume = \"2 L/kg\" },\n",
        "smiles = \"CC(C)O\"\n\n[[material]]\nid = \"acetone\"\nname = \"Acetone\"\n",
        "solvent = \"acetone\"\n",
    ] {
        assert!(text.contains(kept), "{kept}\nin\n{text}");
    }
}

#[test]
fn keys_and_records_come_and_go_at_their_place() {
    let text = applied(&Change::new("").edit(Edit::add("chosen_route", "r")));
    assert!(
        text.starts_with(HEAD) && text.contains("chosen_route = \"r\""),
        "{text}"
    );
    let text = applied(&Change::new("").edit(Edit::add("material.base.cas", "67-64-1")));
    assert!(
        text.contains("kind = \"substance\"\ncas = \"67-64-1\"\n"),
        "{text}"
    );
    let mut first = Edit::add(
        "step.salt.input.acetone",
        Written::table([("material", "base".into()), ("role", "base".into())]),
    );
    first.position = Some(2);
    first.path = "step.salt.input.base#2".to_owned();
    let text = applied(&Change::new("").edit(first));
    assert!(
        text.contains(
            "role = \"reactant\" },\n  { material = \"base\", role = \"base\" },\n  { material = \"isopropanol\""
        ),
        "{text}"
    );
    let wash = Draft::of(&salt())
        .at("step.salt.input.isopropanol#2")
        .unwrap();
    let text = applied(&Change::new("").edit(Edit::remove("step.salt.input.isopropanol#2", wash)));
    assert!(!text.contains("work_up"), "{text}");
    // The first record of a list, at the top and below.
    applied(&Change::new("").edit(Edit::add(
        "calendar.c",
        Written::table([("id", "c".into())]),
    )));
    applied(&Change::new("").edit(Edit::add(
        "material.base.element.Na",
        Written::table([("symbol", "Na".into()), ("atoms", 1.into())]),
    )));
}

#[test]
fn what_cannot_be_made_says_where_and_why() {
    refused(
        Edit::set("step.slat.yield", "1 %", "2 %"),
        "a.toml:19:1: error[C0901]: there is no `step.slat.yield` to change",
    );
    refused(
        Edit::set("material.isopropanol.smiles", "CCO", "CC(C)=O"),
        "a.toml:17:10: error[C0902]: `material.isopropanol.smiles` is not what the change expects",
    );
    refused(
        Edit::add("material.isopropanol.smiles", "CCO"),
        "a.toml:17:10: error[C0902]: `material.isopropanol.smiles` is not what the change expects",
    );
    refused(
        Edit::add("material.isopropanol", acetone()),
        "a.toml:13:1: error[C0901]: the record added as `material.isopropanol` would be `acetone` in its list",
    );
    refused(
        Edit::remove("route.r.step.salt", "salt"),
        "a.toml:35:8: error[C0901]: there is no `route.r.step.salt` to change",
    );
    let nothing = Edit {
        path: "name".to_owned(),
        old: None,
        new: None,
        position: None,
    };
    refused(
        nothing,
        "program.toml:2:8: error[C0903]: the edit of `name` says neither what stands there nor what shall",
    );
}

#[test]
fn tables_in_csv_and_broken_files_are_left_alone() {
    let texts = [
        ("program.toml", HEAD),
        (
            "s.toml",
            "[[solubility]]\nid = \"s\"\nsolvent = \"w\"\npoint = \"p.csv\"\n",
        ),
        ("p.csv", "temperature_degC,solubility_mg/mL\n20,5\n"),
        ("x.toml", "a = \n"),
    ];
    let files = read_texts(&texts).files;
    let edit = |edit| {
        let change = Change::new("").edit(edit);
        let problem = Draft::of(&files).apply(&change).unwrap_err();
        (problem.code.id, problem.hint.unwrap())
    };
    assert_eq!(
        edit(Edit::set("solubility.s.point.1.temperature", "20", "25")),
        (
            "C0903",
            "edit the CSV file, or write its rows into the TOML file".to_owned()
        )
    );
    assert_eq!(edit(Edit::remove("a", "")).0, "C0902");
    let empty = Draft::of(&read_texts(&[]).files);
    let problem = empty
        .apply(&Change::new("").edit(Edit::set("name", "a", "b")))
        .unwrap_err();
    assert_eq!(problem.code.id, "C0903");
}

#[test]
fn a_change_that_breaks_the_document_is_told_by_its_checks() {
    let change = Change::new("").edit(Edit::set("step.salt.product", "salt", "nothing"));
    let applied = Draft::of(&salt()).apply(&change).unwrap();
    assert!(applied.loaded.program.is_none());
    assert_eq!(applied.loaded.problems[0].code.id, "C0401");
}

fn example(name: &str) -> SourceFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    read_folder(&folder).unwrap().files
}

/// Every path of a document with what stands there.
fn paths(draft: &Draft) -> Vec<(String, Written)> {
    let mut found = Vec::new();
    let mut open: Vec<(String, Written)> = draft
        .at("")
        .map(|all| (String::new(), all))
        .into_iter()
        .collect();
    while let Some((path, written)) = open.pop() {
        let children: Vec<(String, Written)> = match &written {
            Written::Table(entries) => entries.clone(),
            Written::List(items) => {
                let names = item_names(items.iter().map(Written::list_key));
                names.into_iter().zip(items.iter().cloned()).collect()
            }
            _ => Vec::new(),
        };
        open.extend(
            children
                .into_iter()
                .map(|(name, child)| (join(&path, &name), child)),
        );
        if !path.is_empty() {
            found.push((path, written));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn values() -> impl Strategy<Value = Written> {
    prop_oneof![
        Just(Written::from("water")),
        Just(Written::from("12 \"L\"/kg # x")),
        Just(Written::from(7)),
        Just(Written::from(0.25)),
        Just(Written::from(true)),
        Just(Written::Date("2027-03-01".to_owned())),
        Just(Written::List(vec!["a".into(), "b".into()])),
        Just(Written::table([("id", "zz".into()), ("name", "Z".into())])),
        Just(Written::table([
            ("value", "1 kg".into()),
            ("note", "n".into())
        ])),
    ]
}

/// One edit of a document: what to do, a number that picks the place, a value, a position.
type Draw = (u8, usize, Written, usize);

fn drawn(files: &SourceFiles, (kind, pick, value, position): Draw) -> Edit {
    let known = paths(&Draft::of(files));
    let (path, old) = known[pick % known.len()].clone();
    match kind % 4 {
        0 => Edit::set(path, old, value),
        1 => Edit::remove(path, old),
        2 => Edit::add(format!("{path}.extra"), value),
        _ => {
            // A record beside another, so that names and positions shift.
            let list = path.rsplit_once('.').map_or("", |(list, _)| list);
            let mut edit = Edit::add(join(list, "zz"), value);
            edit.position = Some(position);
            edit
        }
    }
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    prop::collection::vec((any::<u8>(), any::<usize>(), values(), 1_usize..6), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn applied_and_undone_is_the_same_program(which in 0_usize..3, draws in draws()) {
        let files = match which {
            0 => salt(),
            1 => example("nitrosation-risk"),
            _ => example("sitagliptin"),
        };
        let mut change = Change::new("drawn");
        for draw in draws {
            // Each edit is drawn from what the ones before it left.
            let Ok(now) = Draft::of(&files).apply(&change) else {
                break;
            };
            change.edits.push(drawn(&now.loaded.files, draw));
        }
        if Draft::of(&files).apply(&change).is_err() {
            change.edits.pop();
        }
        let before = read_again(&files);
        if let Ok(applied) = Draft::of(&files).apply(&change) {
            let back = Draft::of(&applied.loaded.files).apply(&applied.inverse);
            let back = back.map_err(|problem| {
                TestCaseError::fail(format!("{}: {change:#?}", problem.message))
            })?;
            prop_assert!(same_document(&back.loaded.files, &files), "{change:#?}");
            prop_assert_eq!(back.loaded.problems.len(), before, "{:#?}", change);
        }
    }

    #[test]
    fn no_change_whatever_ends_in_a_panic(
        path in "[a-z.#0-9]{0,40}",
        old in prop::option::of(values()),
        new in prop::option::of(values()),
        position in prop::option::of(0_usize..9),
    ) {
        let files = example("nitrosation-risk");
        let edit = Edit { path, old, new, position };
        if let Err(problem) = Draft::of(&files).apply(&Change::new("").edit(edit)) {
            prop_assert!(problem.hint.is_some() && problem.place.is_some());
        }
    }
}

fn read_again(files: &SourceFiles) -> usize {
    let texts: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_str()))
        .collect();
    read_texts(&texts).problems.len()
}
