//! What the two example programs must show.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use concerted_model::evidence::Status;
use concerted_model::figure::{FigureValue, Origin};
use concerted_model::program::Program;
use concerted_program::{Plan, PlanOptions, plan, why};
use concerted_reference::Reference;

fn read(name: &str, change: &dyn Fn(&str, String) -> String) -> Program {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut texts: Vec<(String, String)> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "toml" || kind == "csv")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let text = change(&name, text);
            (name, text)
        })
        .collect();
    texts.sort();
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let loaded = concerted_document::read_texts(&borrowed);
    assert!(
        loaded.problems.is_empty(),
        "{}",
        concerted_document::render::problems(&loaded.problems, &loaded.files, false)
    );
    loaded.program.unwrap()
}

fn unchanged(_: &str, text: String) -> String {
    text
}

fn planned(program: &Program) -> Plan {
    let options = PlanOptions {
        samples: 60,
        schedules: 20,
        sourcings: 2,
        ..PlanOptions::default()
    };
    plan(program, Reference::embedded(), &options, &mut |_| {}).unwrap()
}

#[track_caller]
fn text<'a>(plan: &'a Plan, id: &str) -> &'a str {
    match plan.figures.get(id).map(|figure| &figure.value) {
        Some(FigureValue::Text(text)) => text,
        other => panic!("{id} is {other:?}"),
    }
}

#[track_caller]
fn number(plan: &Plan, id: &str) -> f64 {
    plan.figures
        .get(id)
        .and_then(|figure| figure.value.number())
        .unwrap_or_else(|| panic!("{id} is no number"))
}

#[test]
fn sitagliptin_compares_both_published_routes() {
    let program = read("sitagliptin", &unchanged);
    let plan = planned(&program);
    assert!(
        program
            .description
            .as_ref()
            .unwrap()
            .contains("retrospective illustration")
    );
    assert_eq!(text(&plan, "route.ta.claim.no-heavy-metal"), "true");
    assert_eq!(text(&plan, "route.rh.claim.no-heavy-metal"), "false");
    // 0.0015 mol of rhodium of 102.906 g/mol for each mole of free base of 407.31 g/mol.
    let retained = number(&plan, "route.rh.metal.rh.retained_ppm");
    assert!((retained - 379.0).abs() < 0.5, "{retained}");
    for stage in &program.uses {
        let limit = number(&plan, &format!("route.rh.metal.rh.limit.{}", stage.id));
        assert!(limit > 0.0);
    }
    for route in ["ta", "rh"] {
        let claim = text(&plan, &format!("route.{route}.claim.no-protection"));
        assert_eq!(claim, "true", "{route}");
        assert!(number(&plan, &format!("route.{route}.pmi")) > 1.0);
    }
    assert_eq!(text(&plan, "compare.ta.rh.pmi_reality"), "unknown");
}

#[test]
fn sitagliptin_surfaces_its_nitrosamine() {
    let program = read("sitagliptin", &unchanged);
    let plan = planned(&program);
    let nttp = plan
        .assessment
        .genotox
        .impurities
        .iter()
        .find(|impurity| impurity.name.contains("NTTP"))
        .expect("the nitrosamine of the triazolopiperazine amine is found");
    assert!(
        !program
            .impurity
            .iter()
            .any(|own| own.id.as_str() == nttp.key)
    );
    let agencies = nttp
        .agency_limits
        .iter()
        .filter(|limit| (limit.intake_ng_per_day - 100.0).abs() < 1e-9)
        .count();
    assert!(agencies >= 3, "{:?}", nttp.agency_limits);
    for limit in &nttp.uses {
        let on_moiety = limit.limit_ppm_moiety.expect("a limit on the free base");
        let as_made = limit.limit_ppm_substance.expect("a limit on the salt");
        // The phosphate monohydrate is 523.32 g for 407.31 g of free base.
        assert!((on_moiety / as_made - 523.32 / 407.31).abs() < 1e-3);
    }
}

#[test]
fn published_numbers_name_their_source() {
    let program = read("sitagliptin", &unchanged);
    let mut published = 0;
    for entered in &program.entered {
        if matches!(
            entered.status,
            Some(Status::Verified | Status::Partly | Status::Memory)
        ) {
            published += 1;
            assert!(entered.source.is_some(), "{} names no source", entered.path);
        }
    }
    assert!(published > 15);
}

#[test]
fn why_ends_at_sources() {
    let program = read("sitagliptin", &unchanged);
    let plan = planned(&program);
    let limit = plan
        .figures
        .iter()
        .map(|figure| figure.id.to_string())
        .find(|id| id.starts_with("genotox.") && id.ends_with(".quantitation_limit"))
        .unwrap();
    for id in [
        "route.ta.pmi",
        "plan.milestone.first-dose.p80",
        limit.as_str(),
    ] {
        assert!(why(&plan.figures, id).unwrap().lines().count() > 3, "{id}");
        for ancestor in plan.figures.ancestors(id) {
            let figure = plan
                .figures
                .get(ancestor.as_str())
                .unwrap_or_else(|| panic!("{id} rests on {ancestor}, which is no figure"));
            if let Origin::Derived { inputs, .. } = &figure.origin {
                // One kilogram of the substance is what everything is counted for: a definition.
                let definition = ancestor.as_str().rsplit('.').next() == Some("need");
                let rootless = inputs.is_empty() && !definition;
                assert!(!rootless, "{ancestor} below {id} rests on nothing");
            }
        }
    }
}

#[test]
fn no_figure_of_a_plan_rests_on_nothing() {
    for name in ["sitagliptin", "nitrosation-risk"] {
        let plan = planned(&read(name, &unchanged));
        let rootless: Vec<&str> = plan
            .figures
            .iter()
            .filter(|figure| {
                matches!(&figure.origin, Origin::Derived { inputs, .. } if inputs.is_empty())
            })
            .map(|figure| figure.id.as_str())
            // One kilogram of the substance is what everything is counted for: a definition.
            .filter(|id| id.rsplit('.').next() != Some("need"))
            .collect();
        assert!(rootless.is_empty(), "{name}: {rootless:?}");
    }
}

/// Structure of an impurity that the program is about.
const MESYLATE: &str = "CC(C)OS(C)(=O)=O";

#[test]
fn nitrosation_risk_finds_what_nobody_entered() {
    let program = read("nitrosation-risk", &unchanged);
    let plan = planned(&program);
    let impurities = &plan.assessment.genotox.impurities;
    let mesylate = impurities
        .iter()
        .find(|impurity| impurity.smiles.as_deref() == Some(MESYLATE))
        .expect("isopropyl mesylate is foreseen");
    let nitroso = impurities
        .iter()
        .find(|impurity| {
            impurity
                .causes
                .iter()
                .any(|cause| cause.rule == "n-nitroso")
        })
        .expect("an N-nitroso compound is foreseen");
    let nitroarene = impurities
        .iter()
        .find(|impurity| {
            impurity
                .smiles
                .as_deref()
                .is_some_and(|smiles| smiles.contains("O=[N+]([O-])c") && !smiles.contains("O=NN"))
        })
        .expect("the nitroarene is found");
    for foreseen in [mesylate, nitroso] {
        assert!(
            !program
                .impurity
                .iter()
                .any(|own| own.id.as_str() == foreseen.key)
        );
        assert!(
            program
                .material
                .iter()
                .all(|material| material.id.as_str() != foreseen.key)
        );
    }
    let start = plan
        .activities
        .iter()
        .find(|activity| activity.key == "c11")
        .unwrap()
        .start;
    for impurity in [mesylate, nitroso, nitroarene] {
        assert!(impurity.quantitation_limit.is_some(), "{}", impurity.key);
        for limit in &impurity.uses {
            assert!(limit.limit_ppm_substance.is_some(), "{}", impurity.key);
        }
        let key = format!("ask.trace_method:{}", impurity.key);
        let method = plan
            .activities
            .iter()
            .find(|activity| activity.key == key)
            .unwrap_or_else(|| panic!("{key} is not in the plan"));
        assert!(
            method.finish <= start,
            "{key} ends {} after {start}",
            method.finish
        );
        assert!(!method.reasons.is_empty());
    }
}

#[test]
fn a_nitrite_free_route_takes_finding_and_work_away() {
    let risky = planned(&read("nitrosation-risk", &unchanged));
    let change = |name: &str, text: String| {
        if name == "program.toml" {
            text.replace(
                "chosen_route = \"diazonium\"",
                "chosen_route = \"nitrite-free\"",
            )
        } else {
            text
        }
    };
    let free = planned(&read("nitrosation-risk", &change));
    let nitroso = |plan: &Plan| {
        plan.findings
            .iter()
            .filter(|finding| finding.rule == "genotox.nitrosamine")
            .count()
    };
    let work = |plan: &Plan| {
        plan.activities
            .iter()
            .filter(|activity| activity.key.contains("n-nitroso"))
            .count()
    };
    assert!(nitroso(&risky) > 0 && work(&risky) > 0);
    assert_eq!((nitroso(&free), work(&free)), (0, 0));
    let first_dose = |plan: &Plan| {
        plan.milestones
            .iter()
            .find(|milestone| milestone.activity == "k05")
            .unwrap()
            .p80
    };
    assert!(first_dose(&free) < first_dose(&risky));
}

#[test]
fn alert_atoms_are_those_of_the_structure_shown() {
    let program = read("nitrosation-risk", &unchanged);
    let plan = planned(&program);
    let mut nitroso = 0;
    for impurity in &plan.assessment.genotox.impurities {
        let Some(smiles) = &impurity.smiles else {
            continue;
        };
        let molecule = concerted_molecule::Molecule::parse(smiles).unwrap();
        let pattern = concerted_molecule::Pattern::parse("[NX3]-[NX2]=[OX1]").unwrap();
        for hit in &impurity.alerts {
            if hit.rule != "n-nitroso" {
                continue;
            }
            nitroso += 1;
            let found = pattern.find(&molecule).concat();
            assert!(
                found.iter().all(|atom| hit.atoms.contains(atom)),
                "{smiles}: {:?} has not all of {found:?}",
                hit.atoms
            );
        }
    }
    assert!(nitroso >= 2);
}
