//! The assessment of mutagenic impurities of the starter program as one file.

use concerted_document::{read_texts, starter};
use concerted_program::assess;
use concerted_program::design_out::{DesignOptions, design_out};
use concerted_reference::Reference;
use concerted_report::{m7_html, m7_json};

/// Page and JSON of the starter program with one line changed.
fn made(from: &str, to: &str) -> (String, serde_json::Value) {
    let texts: Vec<(&str, String)> = starter::FILES
        .iter()
        .map(|(name, text)| (*name, text.replacen(from, to, 1)))
        .collect();
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let loaded = read_texts(&borrowed);
    let program = loaded.program.as_ref().expect("the program is sound");
    let reference = Reference::embedded();
    let assessment = assess(program, reference, None, 1);
    let options = DesignOptions {
        plans: 0,
        ..DesignOptions::default()
    };
    let designs = design_out(&loaded.files, program, reference, &options);
    let page =
        m7_html(program, &assessment, reference, Some(&designs)).expect("templates do not fail");
    let json = m7_json(program, &assessment, reference, Some(&designs));
    (page, json)
}

#[test]
fn the_page_has_what_an_assessment_needs_and_loads_nothing() {
    let (page, _) = made("", "");
    for id in [
        "head",
        "method",
        "summary",
        "impurity-1",
        "appendix",
        "notes",
    ] {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
    for part in [
        "Prepared by, date",
        "screening tools",
        "Two methods",
        "Limits by use",
        "Open questions",
        "Review by, date",
        "Status of the rows",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for forbidden in [
        " src=",
        "url(",
        "<link",
        "<iframe",
        "@import",
        "compliant",
        "NaN",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page, made("", "").0);
}

#[test]
fn every_link_has_a_target_and_every_impurity_an_entry() {
    let (page, json) = made("", "");
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().expect("an attribute ends");
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
    }
    let impurities = json["impurities"].as_array().expect("a list");
    assert!(!impurities.is_empty());
    for impurity in impurities {
        let name = impurity["name"].as_str().expect("a name");
        let shown = name.replace('&', "&#38;").replace('\'', "&#39;");
        assert!(page.contains(&shown), "{name}");
    }
}

#[test]
fn names_cannot_break_the_page() {
    let (page, _) = made("name = \"Starter\"", "name = \"<script>alert(1)</script>\"");
    assert!(!page.contains("<script>alert"));
    assert!(page.contains("&#60;script&#62;alert"));
}

#[test]
fn json_names_the_figures_of_each_limit() {
    let (_, json) = made("", "");
    let keys: Vec<&str> = json["figures"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|figure| figure["id"].as_str())
        .collect();
    for impurity in json["impurities"].as_array().expect("a list") {
        for limit in impurity["limits"].as_array().expect("a list") {
            for figure in limit["figures"].as_array().expect("a list") {
                let figure = figure.as_str().expect("a key");
                assert!(keys.contains(&figure), "{figure}");
            }
        }
    }
}
