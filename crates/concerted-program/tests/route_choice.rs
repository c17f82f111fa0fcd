//! The planner's choice between routes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use concerted_model::program::Program;
use concerted_program::{Criterion, Plan, PlanOptions, RouteStanding, plan};
use concerted_reference::Reference;

fn program(example: &str) -> Program {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(example);
    concerted_document::read_folder(&folder)
        .unwrap()
        .program
        .unwrap()
}

fn planned(example: &str, criterion: Criterion) -> Plan {
    let options = PlanOptions {
        samples: 60,
        schedules: 20,
        sourcings: 1,
        choose_route: Some(criterion),
        ..PlanOptions::default()
    };
    plan(
        &program(example),
        Reference::embedded(),
        &options,
        &mut |_| {},
    )
    .unwrap()
}

fn standings(plan: &Plan) -> &[RouteStanding] {
    &plan.route_choice.as_ref().unwrap().standings
}

#[test]
fn by_impurities_the_route_without_nitrite_is_taken() {
    let plan = planned("nitrosation-risk", Criterion::Impurities);
    assert_eq!(plan.decision.route.as_deref(), Some("nitrite-free"));
    let of = standings(&plan);
    assert!(of[0].impurities < of[1].impurities, "{of:?}");
    assert_eq!(of[0].against_chosen, None);
    let paired = of[1].against_chosen.unwrap();
    assert!((0.0..=1.0).contains(&paired.earlier_share));
    // The worse route in everything is said to be so.
    let worse = of.iter().filter_map(|own| own.dominated_by.as_deref());
    assert!(worse.into_iter().all(|by| by == "nitrite-free"));
}

#[test]
fn each_criterion_takes_the_best_of_its_own_column() {
    for criterion in Criterion::ALL {
        let plan = planned("sitagliptin", criterion);
        let of = standings(&plan);
        assert!(of.len() > 1);
        let (first, rest) = of.split_first().unwrap();
        for other in rest {
            match criterion {
                Criterion::Date => assert!(first.p80 <= other.p80),
                Criterion::Cost => assert!(first.cost_thousands <= other.cost_thousands),
                Criterion::Pmi => assert!(first.pmi.unwrap() <= other.pmi.unwrap_or(f64::MAX)),
                Criterion::Impurities => assert!(first.impurities <= other.impurities),
            }
        }
        assert_eq!(plan.decision.route.as_ref(), Some(&first.route));
    }
}

#[test]
fn every_figure_of_the_choice_rests_on_the_document() {
    let plan = planned("nitrosation-risk", Criterion::Date);
    let own: Vec<_> = standings(&plan)
        .iter()
        .flat_map(|own| &own.figures)
        .collect();
    assert!(own.len() >= 8, "{own:?}");
    for id in own {
        assert!(plan.figures.get(id.as_str()).is_some(), "{id}");
        let ancestors = plan.figures.ancestors(id.as_str());
        let entered = ancestors
            .iter()
            .filter(|id| id.as_str().starts_with("entered."));
        assert!(entered.count() > 0, "{id}");
    }
}

#[test]
fn without_a_choice_nothing_is_compared() {
    let options = PlanOptions {
        samples: 20,
        schedules: 10,
        sourcings: 1,
        ..PlanOptions::default()
    };
    let made = plan(
        &program("sitagliptin"),
        Reference::embedded(),
        &options,
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(made.route_choice, None);
    assert_eq!(made.target_days.len(), 20);
}
