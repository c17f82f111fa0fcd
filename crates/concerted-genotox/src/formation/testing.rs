//! Small programs as text, for the tests of single rules.

use std::fmt::Write;

use concerted_model::program::Program;

use super::RULES;
use crate::route_view::RouteView;
use crate::structures::Structures;

/// Reads a program and asserts that it has no problems.
#[track_caller]
pub(crate) fn program(body: &str) -> Program {
    let text = format!("format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n{body}");
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
    loaded.program.unwrap()
}

/// Inputs, product and further keys of one step.
pub(crate) type StepText<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

/// A route of one step; see [`route`].
pub(crate) fn step(inputs: &[(&str, &str)], product: &str, conditions: &str) -> String {
    route(&[(inputs, product, conditions)])
}

/// A route of steps, each with its inputs, its product and further keys of the step.
///
/// An input is a SMILES and its role with further keys, such as `("Cl", "acid, equivalents = 1.1")`; the SMILES
/// `^` stands for the product of the step before. An empty product is one without structure.
pub(crate) fn route(steps: &[StepText<'_>]) -> String {
    let mut text = String::new();
    let mut ids = Vec::new();
    for (number, (inputs, product, conditions)) in steps.iter().enumerate() {
        let mut charged = String::new();
        for (position, (smiles, role)) in inputs.iter().enumerate() {
            let (role, rest) = role.split_once(',').unwrap_or((role, ""));
            let material = if *smiles == "^" {
                format!("product{}", number - 1)
            } else {
                let id = format!("m{number}{position}");
                material(&mut text, &id, "reagent", smiles);
                id
            };
            let comma = if rest.is_empty() { "" } else { "," };
            writeln!(
                charged,
                "{{ material = \"{material}\", role = \"{role}\"{comma}{rest} }},"
            )
            .unwrap();
        }
        let kind = if number + 1 == steps.len() {
            "substance"
        } else {
            "intermediate"
        };
        material(&mut text, &format!("product{number}"), kind, product);
        writeln!(
            text,
            "[[step]]\nid = \"s{number}\"\nname = \"s{number}\"\nproduct = \"product{number}\"\n{conditions}\ninput = [\n{charged}]"
        )
        .unwrap();
        ids.push(format!("\"s{number}\""));
    }
    writeln!(
        text,
        "[[route]]\nid = \"r\"\nname = \"route\"\nstep = [{}]",
        ids.join(", ")
    )
    .unwrap();
    text
}

fn material(text: &mut String, id: &str, kind: &str, smiles: &str) {
    writeln!(
        text,
        "[[material]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\""
    )
    .unwrap();
    if !smiles.is_empty() {
        writeln!(text, "smiles = \"{smiles}\"").unwrap();
    }
}

/// What one rule foresees on the first route, as SMILES with the word for concern.
#[track_caller]
pub(crate) fn check(rule: &str, body: &str, expected: &[(&str, &str)]) {
    let program = program(body);
    let structures = Structures::read(&program);
    let view = RouteView::new(&program, &structures, &program.route[0]);
    let rule = RULES.iter().find(|other| other.id == rule).unwrap();
    let mut found: Vec<_> = (0..view.steps.len())
        .flat_map(|step| (rule.foresee)(&view, step))
        .map(|foreseen| {
            (
                foreseen.molecule.canonical_smiles().to_owned(),
                foreseen.concern.word(),
            )
        })
        .collect();
    found.sort();
    found.dedup();
    let found: Vec<_> = found
        .iter()
        .map(|(smiles, word)| (smiles.as_str(), *word))
        .collect();
    assert_eq!(found, expected);
}
