//! Every entered value that moves a figure is among its ancestors.

use std::collections::BTreeMap;

use super::masses::{ASPIRIN, CONVERGENT};
use super::{Entered, FigureValue, Figures, HEAD, Program, Reference, TWO_ROUTES, assess};

fn read(text: &str) -> Option<Program> {
    concerted_document::read_texts(&[("program.toml", text)]).program
}

fn figures(program: &Program) -> Figures {
    let outcome = assess(program, Reference::embedded(), &[]);
    Figures::resolve(&outcome.ledger, &program.entered)
}

/// The document with one number changed by a factor.
fn nudged(text: &str, entered: &Entered, factor: f64) -> Option<String> {
    let written = &text[entered.span.clone()];
    let start = written.find(|letter: char| letter.is_ascii_digit())?;
    let length = written[start..]
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))
        .unwrap_or(written.len() - start);
    let number: f64 = written[start..start + length].parse().ok()?;
    let changed = format!(
        "{}{}{}",
        &written[..start],
        number * factor,
        &written[start + length..]
    );
    Some(format!(
        "{}{changed}{}",
        &text[..entered.span.start],
        &text[entered.span.end..]
    ))
}

/// Nudges every entered value of a program and returns how often a figure moved.
#[track_caller]
fn check(body: &str) -> usize {
    let text = format!("{HEAD}{body}");
    let program = read(&text).unwrap();
    let before = figures(&program);
    let values: BTreeMap<&str, &FigureValue> = before
        .iter()
        .map(|one| (one.id.as_str(), &one.value))
        .collect();
    let mut moved = 0;
    for entered in &program.entered {
        for factor in [0.999, 1.004, 0.5] {
            let Some(changed) = nudged(&text, entered, factor).as_deref().and_then(read) else {
                continue;
            };
            let cause = format!("entered.{}", entered.path);
            for figure in figures(&changed).iter() {
                let same = values
                    .get(figure.id.as_str())
                    .is_some_and(|old| **old == figure.value);
                if same || figure.id.as_str() == cause {
                    continue;
                }
                moved += 1;
                assert!(
                    before
                        .ancestors(figure.id.as_str())
                        .iter()
                        .any(|ancestor| ancestor.as_str() == cause),
                    "`{}` moved with `{cause}` and does not name it",
                    figure.id
                );
            }
        }
    }
    moved
}

#[test]
fn nothing_moves_that_does_not_name_its_cause() {
    assert!(check(TWO_ROUTES) > 500);
    assert!(check(ASPIRIN) > 50);
    assert!(check(CONVERGENT) > 50);
}

#[test]
fn nor_where_everything_is_known() {
    let known = TWO_ROUTES
        .replace("work_up = true\n", "work_up = true\nvolume = \"3 L/kg\"\n")
        .replace(
            "{ symbol = \"Rh\", atoms = 1 }",
            "{ symbol = \"Pd\", mass_fraction = \"5 %\" }",
        )
        .replace("loading = \"0.15 mol%\"", "mass = \"0.1 kg/kg\"")
        .replace(", status = \"assumed\"", "")
        .replace(", status = \"memory\"", "");
    assert!(check(&known) > 500);
}

#[test]
fn the_same_program_gives_the_same_outcome() {
    let program = read(&format!("{HEAD}{TWO_ROUTES}")).unwrap();
    let first = assess(&program, Reference::embedded(), &[]);
    let second = assess(&program, Reference::embedded(), &[]);
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}
