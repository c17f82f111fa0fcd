//! Tests of the engine on whole programs written as documents.

use concerted_model::figure::{Entered, FigureValue, Figures};
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::{RouteOutcome, assess};

mod ancestry;
mod claims;
mod masses;
mod metals;

/// Head of the smallest program.
const HEAD: &str = "format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n";

/// A program from the text below its head.
#[track_caller]
fn program(body: &str) -> Program {
    let text = format!("{HEAD}{body}");
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    let problems = format!("{:#?}", loaded.problems);
    loaded.program.unwrap_or_else(|| panic!("{problems}"))
}

#[track_caller]
fn assessed(body: &str) -> RouteOutcome {
    assess(&program(body), Reference::embedded(), &[])
}

/// The figure's number must equal `expected` to five digits.
#[track_caller]
fn check(outcome: &RouteOutcome, id: &str, expected: f64) {
    let keys: Vec<&str> = outcome
        .ledger
        .derivations()
        .map(|one| one.id.as_str())
        .collect();
    let found = outcome
        .ledger
        .number(id)
        .unwrap_or_else(|| panic!("no `{id}` among {keys:#?}"));
    assert!(
        (found - expected).abs() <= 1e-5 * expected.abs().max(1e-9),
        "{id}: {found} is not {expected}"
    );
}

#[track_caller]
fn text(outcome: &RouteOutcome, id: &str) -> String {
    let found = outcome
        .ledger
        .derivations()
        .find(|one| one.id.as_str() == id);
    match found.map(|one| &one.value) {
        Some(FigureValue::Text(text)) => text.clone(),
        other => panic!("`{id}` is {other:?}"),
    }
}

fn messages<'a>(outcome: &'a RouteOutcome, rule: &str) -> Vec<&'a str> {
    outcome
        .findings
        .iter()
        .filter(|finding| finding.rule == rule || finding.rule.starts_with(&format!("{rule}.")))
        .map(|finding| finding.message.as_str())
        .collect()
}

/// Both routes to the free base of sitagliptin from the same ketoamide, and the shared salt step.
///
/// Figures of the reaction as in the open literature where public, work-up invented for the test.
const TWO_ROUTES: &str = include_str!("two_routes.toml");
