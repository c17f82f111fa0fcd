//! Origins are complete: nudging an entered value moves only figures that name it among their ancestors.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use concerted_model::figure::{FigureValue, Figures};
use concerted_model::program::Program;
use concerted_program::design_out::{DesignOptions, design_out};
use concerted_program::{PlanOptions, assess, plan};
use concerted_reference::Reference;

type Texts = Vec<(String, String)>;

fn example(name: &str) -> Texts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut texts: Texts = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "toml" || kind == "csv")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    texts.sort();
    texts
}

fn starter() -> Texts {
    concerted_document::starter::FILES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

fn read(texts: &Texts) -> Option<Program> {
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    concerted_document::read_texts(&borrowed).program
}

/// The written value with its number changed by a factor, or its date by some days.
fn nudged(written: &str, factor: f64) -> Option<String> {
    let start = written.find(|character: char| character.is_ascii_digit())?;
    let end = written[start..]
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, '.' | 'e')))
        .map_or(written.len(), |length| start + length);
    let rest = &written[end..];
    if rest.starts_with('-') && rest.len() > 5 {
        let date: jiff::civil::Date = written.trim_matches('"').parse().ok()?;
        let days = if factor > 1.0 { 9 } else { -9 };
        return Some(
            date.saturating_add(jiff::Span::new().days(days))
                .to_string(),
        );
    }
    let number: f64 = written[start..end].parse().ok()?;
    let integer = !written[start..end].contains('.') && !written.contains('"');
    let changed = if integer {
        (number * factor).round() + if factor > 1.0 { 1.0 } else { -1.0 }
    } else {
        number * factor
    };
    Some(format!("{}{}{}", &written[..start], changed, rest))
}

/// The program with one entered value changed and its texts, if some change of it is still a program.
fn changed(texts: &Texts, program: &Program, index: usize) -> Option<(Texts, Program)> {
    let entered = &program.entered[index];
    for factor in [1.08, 0.93] {
        let mut texts = texts.clone();
        let file = texts
            .iter_mut()
            .find(|(name, _)| *name == entered.location.file)?;
        let Some(text) = nudged(&file.1[entered.span.clone()], factor) else {
            continue;
        };
        file.1.replace_range(entered.span.clone(), &text);
        if let Some(program) = read(&texts) {
            return Some((texts, program));
        }
    }
    None
}

/// Figures that differ between two runs, without the leaves themselves.
fn moved(before: &Figures, after: &Figures) -> Vec<String> {
    let old: BTreeMap<&str, (&FigureValue, String)> = before
        .iter()
        .map(|figure| {
            let bounds = format!("{:?} {:?}", figure.low, figure.high);
            (figure.id.as_str(), (&figure.value, bounds))
        })
        .collect();
    after
        .iter()
        .filter(|figure| {
            let bounds = format!("{:?} {:?}", figure.low, figure.high);
            !figure.id.as_str().starts_with("entered.")
                && old
                    .get(figure.id.as_str())
                    .is_some_and(|(value, own)| **value != figure.value || *own != bounds)
        })
        .map(|figure| figure.id.to_string())
        .collect()
}

#[track_caller]
fn check(texts: &Texts, every: usize, figures: &dyn Fn(&Program) -> Figures) {
    check_texts(texts, every, &|_, program| figures(program));
}

#[track_caller]
fn check_texts(texts: &Texts, every: usize, figures: &dyn Fn(&Texts, &Program) -> Figures) {
    let program = read(texts).expect("the example has no errors");
    let before = figures(texts, &program);
    let mut failures = Vec::new();
    let mut moved_any = 0;
    for index in (0..program.entered.len()).step_by(every) {
        // A structure is text; changing one would change the question, not a number.
        if matches!(program.entered[index].value, FigureValue::Text(_)) {
            continue;
        }
        let Some((other_texts, other)) = changed(texts, &program, index) else {
            continue;
        };
        let path = &program.entered[index].path;
        let leaf = format!("entered.{path}").into();
        let after = figures(&other_texts, &other);
        let moved = moved(&before, &after);
        moved_any += usize::from(!moved.is_empty());
        for id in moved {
            let named = [&before, &after]
                .iter()
                .any(|figures| figures.ancestors(&id).contains(&leaf));
            if !named {
                failures.push(format!("{path} moved {id}"));
            }
        }
    }
    assert!(moved_any > 0, "no nudge moved anything");
    assert!(
        failures.is_empty(),
        "{} figures moved without naming the value:\n{}",
        failures.len(),
        failures
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

fn assessed(program: &Program) -> Figures {
    assess(program, Reference::embedded(), None, 1).figures(program)
}

/// Figures of a plan for a decision that does not change.
fn planned(program: &Program) -> Figures {
    let first = |area: concerted_model::partner::ServiceArea| {
        program
            .site
            .iter()
            .find(|site| site.service.iter().any(|service| service.area == area))
            .map(|site| (area, site.id.to_string()))
    };
    let sourcing = concerted_model::partner::ServiceArea::ALL
        .iter()
        .filter_map(|area| first(*area))
        .collect();
    let options = PlanOptions {
        samples: 40,
        schedules: 10,
        sourcings: 1,
        sourcing: Some(sourcing),
        ..PlanOptions::default()
    };
    plan(program, Reference::embedded(), &options, &mut |_| {})
        .expect("the example can be planned")
        .figures
}

/// Effects of the changes that would take mutagenic impurities out of a program.
fn designed(texts: &Texts, program: &Program) -> Figures {
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let files = concerted_document::read_texts(&borrowed).files;
    let options = DesignOptions {
        plans: 0,
        solvents: 1,
        ..DesignOptions::default()
    };
    let outcome = design_out(&files, program, Reference::embedded(), &options);
    Figures::resolve(&outcome.ledger, &program.entered)
}

#[test]
fn design_out_of_nitrosation_risk_names_every_input() {
    check_texts(&example("nitrosation-risk"), every(), &designed);
}

#[test]
fn starter_names_every_input() {
    check(&starter(), 1, &assessed);
}

#[test]
fn nitrosation_risk_names_every_input() {
    check(&example("nitrosation-risk"), 1, &assessed);
}

#[test]
fn sitagliptin_names_every_input() {
    check(&example("sitagliptin"), 3, &assessed);
}

/// Every how many values are nudged in the plans of the examples, which take longer. All of them with
/// `CONCERTED_NUDGE_EVERY=1 cargo test --release -p concerted-program --test nudge`.
fn every() -> usize {
    std::env::var("CONCERTED_NUDGE_EVERY")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(40)
}

#[test]
fn plan_of_the_starter_names_every_input() {
    check(&starter(), 2, &planned);
}

#[test]
fn plan_of_nitrosation_risk_names_every_input() {
    check(&example("nitrosation-risk"), every(), &planned);
}

#[test]
fn plan_of_sitagliptin_names_every_input() {
    check(&example("sitagliptin"), every(), &planned);
}
