//! Tests and expert arguments of the document in, class and what became of each out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use concerted_genotox::{ArgumentStanding, ClassGround, ImpurityClass, ImpurityResult, assess};
use concerted_model::figure::Figures;
use concerted_reference::Reference;

fn document(fields: &str) -> String {
    format!(
        r#"
format_version = 1
name = "Invented substance"
start = 2027-01-04
[substance]
material = "drug"
[[material]]
id = "drug"
name = "drug"
kind = "substance"
smiles = "CC(=O)Nc1ccc(CCO)cc1"
[[use]]
id = "market"
name = "market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "30 y"
[[source]]
id = "report-7"
title = "Report 7 of the test laboratory"
[[company]]
id = "client"
name = "Client"
kind = "client"
[[post]]
id = "tox"
name = "toxicologist, client"
company = "client"
[[impurity]]
id = "x"
name = "x"
kind = "by-product"
{fields}
"#
    )
}

#[track_caller]
fn judged(fields: &str) -> ImpurityResult {
    let text = document(fields);
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
    let outcome = assess(&loaded.program.unwrap(), Reference::embedded());
    outcome
        .impurities
        .into_iter()
        .find(|impurity| impurity.key == "x")
        .unwrap()
}

/// An alert, no published data.
const EPOXIDE: &str = "smiles = \"CCCCCC1CO1\"\n";

fn argued(conclusion: &str, date: &str, more: &str) -> String {
    format!(
        "[[impurity.argument]]\nconclusion = {conclusion}\nreasoning = \"The ring is shielded\"\nby = \"tox\"\ndate = {date}\n{more}\n"
    )
}

#[test]
fn an_argument_decides_and_is_shown_in_full() {
    let found = judged(&format!(
        "{EPOXIDE}{}",
        argued("\"negative\"", "2027-03-01", "source = \"report-7\"")
    ));
    assert_eq!(
        (found.class, found.ground),
        (Some(ImpurityClass::Five), ClassGround::Argument)
    );
    assert!(!found.provisional && !found.awaits_argument() && !found.in_scope());
    let [argument] = found.arguments.as_slice() else {
        panic!("one argument expected");
    };
    assert_eq!(argument.by, "toxicologist, client");
    assert_eq!(
        argument.source.as_deref(),
        Some("Report 7 of the test laboratory")
    );
    assert_eq!(argument.standing, ArgumentStanding::Applied);
    let reason = &found.class_reasons[0];
    for part in [
        "2027-03-01",
        "toxicologist, client",
        "The ring is shielded.",
        "Report 7",
    ] {
        assert!(reason.contains(part), "{reason}");
    }
}

#[test]
fn a_post_may_be_named_where_there_is_no_team() {
    let text = argued("\"positive\"", "2027-03-01", "").replace("\"tox\"", "\"consultant\"");
    let found = judged(&format!("{EPOXIDE}{text}"));
    assert_eq!(found.arguments[0].by, "consultant");
    assert_eq!(
        (found.class, found.provisional),
        (Some(ImpurityClass::Three), false)
    );
}

#[test]
fn the_newest_counts_in_whatever_order_they_are_written() {
    let older = argued("\"negative\"", "2027-03-01", "");
    let newer = argued("\"positive\"", "2027-06-01", "");
    for text in [format!("{older}{newer}"), format!("{newer}{older}")] {
        let found = judged(&format!("{EPOXIDE}{text}"));
        assert_eq!(found.class, Some(ImpurityClass::Three));
        let dates: Vec<String> = found
            .arguments
            .iter()
            .map(|argument| argument.date.to_string())
            .collect();
        assert_eq!(dates, ["2027-06-01", "2027-03-01"]);
        assert_eq!(found.arguments[1].standing, ArgumentStanding::Superseded);
    }
    // On the same day the one written last.
    let same_day = argued("\"class-4\"", "2027-03-01", "");
    let found = judged(&format!("{EPOXIDE}{older}{same_day}"));
    assert_eq!(found.class, Some(ImpurityClass::Four));
}

#[test]
fn tests_carry_their_source() {
    let found = judged(&format!(
        "{EPOXIDE}ames = {{ value = \"negative\", source = \"report-7\" }}\ncarcinogenicity = \"positive\"\n{}",
        argued("\"positive\"", "2027-03-01", "")
    ));
    assert_eq!(
        (found.class, found.ground),
        (Some(ImpurityClass::Five), ClassGround::OwnData)
    );
    assert_eq!(found.tests.len(), 2);
    assert_eq!(
        found.tests[0].source.as_deref(),
        Some("Report 7 of the test laboratory")
    );
    assert_eq!(found.tests[1].source, None);
    assert_eq!(
        found.arguments[0].standing,
        ArgumentStanding::OverruledByData
    );
}

#[test]
fn a_wrong_word_is_a_problem_with_a_hint() {
    for (fields, near) in [
        ("ames = { value = \"negativ\" }", "negative"),
        ("ames = \"positiv\"", "positive"),
    ] {
        let text = document(&format!("{EPOXIDE}{fields}"));
        let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
        let problem = loaded.problems.first().unwrap();
        assert!(
            problem
                .hint
                .as_deref()
                .is_some_and(|hint| hint.contains(near)),
            "{problem:#?}"
        );
    }
    let text = document(&format!(
        "{EPOXIDE}{}",
        argued("\"class-6\"", "2027-03-01", "")
    ));
    assert!(concerted_document::read_texts(&[("program.toml", &text)]).error_count() > 0);
}

#[test]
fn the_intake_names_the_test_and_the_argument_it_rests_on() {
    let text = document(&format!(
        "{EPOXIDE}ames = \"positive\"\n{}",
        argued("\"positive\"", "2027-03-01", "")
    ));
    let program = concerted_document::read_texts(&[("program.toml", &text)])
        .program
        .unwrap();
    let outcome = assess(&program, Reference::embedded());
    let figures = Figures::resolve(&outcome.ledger, &program.entered);
    let ancestors = figures.ancestors("genotox.x.market.intake");
    for leaf in [
        "entered.impurity.x.ames",
        "entered.impurity.x.argument.1.conclusion",
    ] {
        assert!(
            ancestors.iter().any(|ancestor| ancestor.as_str() == leaf),
            "{leaf} not in {ancestors:?}"
        );
    }
}
