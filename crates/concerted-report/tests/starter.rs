//! The report of the starter program, seen as a reader's browser, spreadsheet and script see it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use concerted_document::{read_texts, starter};
use concerted_model::finding::Severity;
use concerted_model::program::Program;
use concerted_program::{Plan, PlanOptions, plan};
use concerted_reference::Reference;
use concerted_report::{activities_csv, html, plan_json, summary};

/// Elements without an end tag.
const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "link", "meta"];

fn planned() -> &'static (Program, Plan) {
    static PLANNED: OnceLock<(Program, Plan)> = OnceLock::new();
    PLANNED.get_or_init(|| {
        let program = read_texts(starter::FILES)
            .program
            .expect("the starter program is sound");
        let options = PlanOptions {
            samples: 60,
            schedules: 20,
            ..PlanOptions::default()
        };
        let plan = plan(&program, Reference::embedded(), &options, &mut |_| {})
            .expect("the starter program can be planned");
        (program, plan)
    })
}

fn page() -> &'static str {
    static PAGE: OnceLock<String> = OnceLock::new();
    PAGE.get_or_init(|| {
        let (program, plan) = planned();
        html(program, plan, Reference::embedded(), None).expect("templates do not fail")
    })
}

/// Every value of an attribute, with entities resolved.
fn attributes(text: &str, name: &str) -> Vec<String> {
    let needle = format!(" {name}=\"");
    text.split(&needle)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

/// Checks that every element is closed in order; returns the first that is not.
fn unbalanced(text: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>')?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') {
            continue;
        }
        let name = tag
            .trim_start_matches('/')
            .split(|character: char| !character.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes {open:?}"));
            }
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
            if matches!(name, "style" | "script") {
                let close = rest.find(&format!("</{name}>"))?;
                rest = &rest[close..];
            }
        }
    }
    open.pop().map(|name| format!("<{name}> is not closed"))
}

#[test]
fn the_page_has_every_section_once() {
    for id in [
        "head",
        "dates",
        "work",
        "routes",
        "impurities",
        "form",
        "supply",
        "partners",
        "methods",
        "team",
        "findings",
        "assumptions",
        "sources",
        "notes",
    ] {
        let count = page().matches(&format!(" id=\"{id}\"")).count();
        assert_eq!(count, 1, "{id}");
    }
}

#[test]
fn every_link_inside_the_page_has_a_target() {
    for target in attributes(page(), "href") {
        let id = target.strip_prefix('#').unwrap();
        assert!(page().contains(&format!(" id=\"{id}\"")), "{target}");
    }
}

#[test]
fn the_page_loads_nothing() {
    let page = page();
    for forbidden in [
        " src=",
        "@import",
        "url(",
        "<link",
        "<iframe",
        "fetch(",
        "XMLHttpRequest",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn no_number_is_broken() {
    let (program, plan) = planned();
    let json = plan_json(program, plan, Reference::embedded(), None).to_string();
    for text in [page(), &json, &summary(program, plan)] {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        for word in words {
            assert!(!matches!(word, "NaN" | "inf"), "{word}");
        }
    }
}

#[test]
fn elements_are_balanced() {
    assert_eq!(unbalanced(page()), None);
    assert!(unbalanced("<p><b></p></b>").is_some() && unbalanced("<p>").is_some());
}

#[test]
fn every_key_on_the_page_is_a_figure() {
    let (_, plan) = planned();
    let keys: BTreeSet<String> = attributes(page(), "data-figure").into_iter().collect();
    assert!(keys.len() > 100, "{}", keys.len());
    for key in &keys {
        assert!(plan.figures.get(key).is_some(), "{key}");
    }
    for milestone in &plan.milestones {
        assert!(keys.contains(&format!("plan.milestone.{}.p80", milestone.id)));
    }
    let route = plan.decision.route.as_deref().unwrap();
    assert!(keys.contains(&format!("route.{route}.pmi")));
}

#[test]
fn structures_are_drawn_and_every_activity_has_a_bar() {
    let (_, plan) = planned();
    assert!(page().contains("<title>Paracetamol</title>") || page().contains("class=\"molecule\""));
    let bars: BTreeSet<String> = attributes(page(), "data-activity").into_iter().collect();
    for activity in &plan.activities {
        assert!(bars.contains(&activity.key), "{}", activity.key);
    }
}

#[test]
fn every_finding_is_on_the_page() {
    let (_, plan) = planned();
    let items = page().matches("<li class=\"finding ").count();
    assert_eq!(items, plan.findings.len());
}

#[test]
fn text_of_the_program_cannot_become_markup() {
    let texts: Vec<(&str, String)> = starter::FILES
        .iter()
        .map(|(name, text)| {
            let text = text
                .replace("\"Starter\"", "\"<script>alert(1)</script>\"")
                .replace("First dose in people", "<img src=x onerror=alert(1)>");
            (*name, text)
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let program = read_texts(&texts).program.unwrap();
    let options = PlanOptions {
        samples: 20,
        schedules: 5,
        sourcings: 1,
        ..PlanOptions::default()
    };
    let plan = plan(&program, Reference::embedded(), &options, &mut |_| {}).unwrap();
    let page = html(&program, &plan, Reference::embedded(), None).unwrap();
    assert!(!page.contains("<script>alert") && !page.contains("<img"));
    assert!(page.contains("alert(1)"));
    assert_eq!(unbalanced(&page), None);
}

#[test]
fn the_table_has_a_row_for_each_activity() {
    let (_, plan) = planned();
    let text = activities_csv(plan).unwrap();
    let head = text.lines().next().unwrap();
    assert_eq!(head.split(',').count(), 19);
    assert!(text.contains("\r\n"));
    assert!(text.lines().count() > plan.activities.len());
}

#[test]
fn every_figure_of_the_document_has_an_origin() {
    let (program, plan) = planned();
    let json = plan_json(program, plan, Reference::embedded(), None);
    let figures = json["figures"].as_object().unwrap();
    assert_eq!(figures.len(), plan.figures.len());
    for (key, figure) in figures {
        assert_eq!(figure["id"], key.as_str());
        let kind = figure["origin"]["kind"].as_str().unwrap();
        assert!(
            matches!(kind, "entered" | "reference" | "derived" | "assumed"),
            "{key}: {kind}"
        );
        if kind == "derived" {
            for input in figure["origin"]["inputs"].as_array().unwrap() {
                assert!(
                    figures.contains_key(input.as_str().unwrap()),
                    "{key}: {input}"
                );
            }
        }
    }
}

#[test]
fn keys_named_in_the_document_are_figures() {
    let (program, plan) = planned();
    let json = plan_json(program, plan, Reference::embedded(), None);
    let mut named = 0;
    let mut open = vec![&json];
    while let Some(value) = open.pop() {
        let Some(object) = value.as_object() else {
            open.extend(value.as_array().into_iter().flatten());
            continue;
        };
        for (key, value) in object {
            if matches!(key.as_str(), "figure" | "reserve_figure") {
                let id = value.as_str().unwrap();
                assert!(plan.figures.get(id).is_some(), "{id}");
                named += 1;
            } else if key == "figures" {
                // At the top it is the map of all figures, elsewhere a list of keys.
                for id in value.as_array().into_iter().flatten() {
                    let id = id.as_str().unwrap();
                    assert!(plan.figures.get(id).is_some(), "{id}");
                    named += 1;
                }
            } else {
                open.push(value);
            }
        }
    }
    assert!(named > 50, "{named}");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (program, plan) = planned();
    let reference = Reference::embedded();
    assert_eq!(html(program, plan, reference, None).unwrap(), page());
    let json = || plan_json(program, plan, reference, None).to_string();
    assert_eq!(json(), json());
}

#[test]
fn the_summary_names_a_faster_sourcing_and_what_limits_the_answer() {
    let (program, plan) = planned();
    let mut plan = plan.clone();
    let mut other = plan.alternatives[0].clone();
    let (area, _) = other.sourcing.pop_first().unwrap();
    other.sourcing.insert(area, "elsewhere".to_owned());
    other.role = None;
    other.p80 = other.p80.yesterday().unwrap();
    let p80 = other.p80;
    plan.alternatives.push(other);
    let mut finding = plan.findings[0].clone();
    finding.rule = "plan.template_only".to_owned();
    finding.severity = Severity::Major;
    finding.message = "only the template".to_owned();
    plan.findings.push(finding);
    let text = summary(program, &plan);
    let fastest = format!("fastest: {} at elsewhere; P80 {p80}", area.word());
    assert!(text.contains(&fastest), "{text}");
    assert!(
        text.lines()
            .any(|line| line == "! major: only the template"),
        "{text}"
    );
    assert!(text.contains("; report.html lists all"), "{text}");
    let page = html(program, &plan, Reference::embedded(), None).unwrap();
    assert!(page.contains("The fastest, not chosen, is "));
}

#[test]
fn the_summary_has_no_control_characters() {
    let (program, plan) = planned();
    let mut plan = plan.clone();
    plan.milestones[0].name = "A\u{1b}]0;title\u{7}\nB".to_owned();
    let text = summary(program, &plan);
    assert!(
        text.contains("A\u{fffd}]0;title\u{fffd}\u{fffd}B"),
        "{text}"
    );
    assert!(text.chars().all(|one| one == '\n' || !one.is_control()));
}

#[test]
fn the_drivers_take_time_and_stand_in_the_order_of_their_starts() {
    let (program, plan) = planned();
    let text = summary(program, plan);
    let starts: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("What drives the date"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.rsplit_once(" to ")?.0.rsplit(' ').next())
        .collect();
    assert!(starts.len() > 3 && starts.is_sorted(), "{text}");
}

#[test]
fn the_summary_fits_a_screen() {
    let (program, plan) = planned();
    let text = summary(program, plan);
    assert!(text.lines().count() <= 50, "{}", text.lines().count());
    assert!(
        text.lines().all(|line| line.chars().count() <= 140),
        "{text}"
    );
    for expected in [
        "P50",
        "Route",
        "Batches",
        "Partners",
        "Findings",
        "Assumptions",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
}
