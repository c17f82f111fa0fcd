//! The choice of partners on a program of five companies.

#[allow(
    dead_code,
    reason = "each test file uses a part of the shared programs"
)]
mod program;

use std::collections::BTreeSet;

use concerted_model::figure::{FigureValue, Figures};
use concerted_model::given::Traced;
use concerted_model::partner::ServiceArea;
use concerted_partners::{BreakEven, Choice, ChooseOptions, Weights, choose};
use concerted_reference::Reference;

use program::{FIVE, exchanges, read};

fn chosen(text: &str, options: &ChooseOptions) -> Choice {
    choose(&read(text), Reference::embedded(), &exchanges(), options)
}

fn rules(choice: &Choice) -> Vec<&str> {
    choice
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

#[test]
fn few_partners_beat_many_while_hand_offs_cost_what_the_table_says() {
    let choice = chosen(FIVE, &ChooseOptions::default());
    // Two sites for chemistry, three for analysis, two for physical form, one for the rest.
    assert_eq!((choice.compared, choice.exhaustive), (12, true));
    assert_eq!(choice.integrated.companies, ["all", "tox", "unit"]);
    assert_eq!(choice.scattered.companies, ["chem", "lab", "tox", "unit"]);
    assert!(choice.integrated.hand_off_count() < choice.scattered.hand_off_count());
    assert!(choice.integrated.path_weeks < choice.scattered.path_weeks);
    assert_eq!(choice.ranked[0], choice.integrated);
    let BreakEven::ShrinkTo(factor) = choice.break_even else {
        panic!("{:?}", choice.break_even);
    };
    assert!(0.0 < factor && factor < 1.0, "{factor}");
    close(choice.ledger.number("partners.break_even").unwrap(), factor);
    assert_eq!(
        rules(&choice),
        [
            "partners.break_even",
            "partners.concentration",
            "partners.single_source"
        ]
    );
}

#[test]
fn the_ranking_is_sorted_and_the_front_is_not_beaten() {
    let choice = chosen(
        FIVE,
        &ChooseOptions {
            keep: 12,
            ..ChooseOptions::default()
        },
    );
    assert_eq!(choice.ranked.len(), 12);
    let scores: Vec<f64> = choice.ranked.iter().map(|one| one.score).collect();
    assert!(scores.is_sorted());
    assert!(choice.pareto.contains(&0));
    for (place, one) in choice.ranked.iter().enumerate() {
        let beaten = choice.ranked.iter().any(|other| {
            let at_most = other.path_weeks <= one.path_weeks
                && other.cost_thousands.mode <= one.cost_thousands.mode
                && other.companies.len() <= one.companies.len();
            at_most
                && (other.path_weeks < one.path_weeks
                    || other.cost_thousands.mode < one.cost_thousands.mode
                    || other.companies.len() < one.companies.len())
        });
        assert_eq!(choice.pareto.contains(&place), !beaten, "{place}");
    }
}

#[test]
fn weights_turn_the_choice() {
    let cheap = chosen(
        FIVE,
        &ChooseOptions {
            weights: Weights {
                date: 0.0,
                cost: 1.0,
                companies: 0.0,
            },
            ..ChooseOptions::default()
        },
    );
    let lowest = cheap
        .ranked
        .iter()
        .map(|one| one.cost_thousands.mode)
        .fold(f64::INFINITY, f64::min);
    close(cheap.ranked[0].cost_thousands.mode, lowest);
    close(cheap.ranked[0].score, lowest);
    let few = chosen(
        FIVE,
        &ChooseOptions {
            weights: Weights {
                date: 0.0,
                cost: 0.0,
                companies: 1.0,
            },
            ..ChooseOptions::default()
        },
    );
    assert_eq!(few.ranked[0].companies.len(), 3);
    // Three companies at 25 thousand each, the default `company_governance`.
    close(few.ranked[0].score, 75.0);
}

#[test]
fn a_plan_on_one_site_adds_nothing_to_the_template() {
    let text = "format_version = 1\nname = \"x\"\nstart = 2027-01-04\n\
        company = [{ id = \"a\", name = \"A\", kind = \"cdmo\" }]\n\
        site = [{ id = \"a-1\", name = \"A\", company = \"a\", service = [\
        { area = \"chemistry\" }, { area = \"analysis\" }, { area = \"physical-form\" }, { area = \"toxicology\" },\
        { area = \"clinic\" }, { area = \"regulatory\" }, { area = \"programme\" }] }]\n";
    let choice = chosen(text, &ChooseOptions::default());
    let only = &choice.ranked[0];
    assert!(only.hand_offs.is_empty());
    close(only.on_path_weeks, 0.0);
    assert_eq!(choice.break_even, BreakEven::SamePlan);
    let concentration = choice.concentration.as_ref().unwrap();
    close(concentration.cost_share, 1.0);
    close(concentration.area_share, 1.0);
    assert_eq!(concentration.lost_areas.len(), 7);
    assert_eq!(concentration.without, None);
    let template: f64 = Reference::embedded()
        .template()
        .iter()
        .map(|row| row.likely_cost_kusd)
        .sum();
    close(only.cost_thousands.mode, template);
    let finding = &choice.findings[0];
    assert!(
        finding
            .message
            .contains("Without it nobody in the program does"),
        "{finding:?}"
    );
}

#[test]
fn price_and_pace_of_a_site_move_cost_and_path() {
    let fixed = |text: &str| {
        let mut options = ChooseOptions::default();
        for (area, site) in [
            (ServiceArea::Chemistry, "all-1"),
            (ServiceArea::Analysis, "all-1"),
        ] {
            options.fixed.insert(area, site.to_owned());
        }
        options
            .fixed
            .insert(ServiceArea::PhysicalForm, "all-1".to_owned());
        chosen(text, &options).ranked[0].clone()
    };
    let before = fixed(FIVE);
    let dearer = fixed(&FIVE.replace("price_factor = 1.05", "price_factor = 2.05"));
    let analysis: f64 = Reference::embedded()
        .template()
        .iter()
        .filter(|row| row.service_area == concerted_reference::ServiceArea::Analysis)
        .map(|row| row.likely_cost_kusd)
        .sum();
    close(
        dearer.cost_thousands.mode - before.cost_thousands.mode,
        analysis,
    );
    close(dearer.path_weeks, before.path_weeks);
    let slower = fixed(&FIVE.replace("duration_factor = 1.1\n", "duration_factor = 3\n"));
    assert!(slower.path_weeks > before.path_weeks + 5.0);
    close(slower.cost_thousands.mode, before.cost_thousands.mode);
}

#[test]
fn own_work_that_exchanges_name_lengthens_the_path() {
    let text = format!(
        "{FIVE}\n[[activity]]\nid = \"extra\"\nname = \"Extra\"\nlikely = \"200 d\"\nafter = [\"c06\"]\n"
    );
    let program = read(&text);
    let mut all = exchanges();
    let last = all
        .iter()
        .find(|exchange| exchange.to == "K05")
        .unwrap()
        .clone();
    for (from, to) in [("C06", "extra"), ("extra", "K05")] {
        all.push(concerted_model::handover::Exchange {
            from: from.to_owned(),
            to: to.to_owned(),
            from_area: ServiceArea::Chemistry,
            to_area: ServiceArea::Chemistry,
            ..last.clone()
        });
    }
    let options = ChooseOptions::default();
    let with = choose(&program, Reference::embedded(), &all, &options);
    let without = chosen(FIVE, &options);
    let weeks = |choice: &Choice| choice.ledger.number("partners.work.weeks").unwrap();
    assert!(weeks(&with) > weeks(&without) + 5.0);
}

#[test]
fn exclusion_and_batch_size_take_candidates_away() {
    let without = |options: ChooseOptions| chosen(FIVE, &options);
    let choice = without(ChooseOptions {
        excluded_companies: BTreeSet::from(["all".to_owned()]),
        ..ChooseOptions::default()
    });
    assert_eq!(choice.compared, 1);
    assert!(!choice.ranked[0].companies.contains(&"all".to_owned()));
    let choice = without(ChooseOptions {
        needed_batch_kg: Some(Traced::new(8.0, [])),
        ..ChooseOptions::default()
    });
    assert_eq!(choice.compared, 6);
    assert!(rules(&choice).contains(&"partners.batch_too_large"));
    let choice = without(ChooseOptions {
        needed_batch_kg: Some(Traced::new(100.0, [])),
        ..ChooseOptions::default()
    });
    assert!(
        !choice.ranked[0]
            .sourcing
            .contains_key(&ServiceArea::Chemistry)
    );
    assert!(rules(&choice).contains(&"partners.area_without_site"));
}

#[test]
fn a_program_without_sites_gets_one_note() {
    let choice = chosen(
        "format_version = 1\nname = \"x\"\nstart = 2027-01-04\n",
        &ChooseOptions::default(),
    );
    assert_eq!(rules(&choice), ["partners.no_site"]);
    assert!(choice.ranked[0].hand_offs.is_empty());
    assert_eq!(choice.concentration, None);
}

#[test]
fn another_currency_is_said() {
    let text = FIVE.replace(
        "name = \"five companies\"",
        "name = \"x\"\ncurrency = \"EUR\"",
    );
    assert!(rules(&chosen(&text, &ChooseOptions::default())).contains(&"partners.currency"));
}

#[test]
fn the_same_input_gives_the_same_choice() {
    assert_eq!(
        chosen(FIVE, &ChooseOptions::default()),
        chosen(FIVE, &ChooseOptions::default())
    );
}

/// The text with one entered value changed; nothing where the change is not legal.
fn nudged(text: &str, place: std::ops::Range<usize>) -> Option<String> {
    let value = &text[place.clone()];
    let new = if let Ok(number) = value.parse::<f64>() {
        (number * 1.07).to_string()
    } else if value.ends_with("kg\"") {
        value.replacen(|character: char| character.is_ascii_digit(), "9", 1)
    } else if value.starts_with('"') {
        value.replacen(|character: char| character.is_ascii_digit(), "7", 1)
    } else {
        value.replace("-01-", "-03-").replace("-02-", "-06-")
    };
    let mut changed = text.to_owned();
    changed.replace_range(place, &new);
    (changed != text).then_some(changed)
}

#[test]
fn a_figure_that_moves_names_what_moved_it() {
    let text = format!(
        "{FIVE}\n[[activity]]\nid = \"c04\"\nlikely = \"30 d\"\ndelay = \"2 d\"\ncost = \"150 kUSD\"\n\
         [[activity]]\nid = \"s04\"\nsite = \"lab-1\"\n"
    );
    let options = || ChooseOptions {
        needed_batch_kg: Some(Traced::new(4.0, [])),
        keep: 12,
        ..ChooseOptions::default()
    };
    let program = read(&text);
    let figures = |text: &str| {
        let program = read(text);
        let choice = choose(&program, Reference::embedded(), &exchanges(), &options());
        Figures::resolve(&choice.ledger, &program.entered)
    };
    let before = figures(&text);
    let mut moved = 0;
    for entered in &program.entered {
        let Some(changed) = nudged(&text, entered.span.clone()) else {
            continue;
        };
        let after = figures(&changed);
        for figure in before.iter() {
            let same = after.get(figure.id.as_str()).is_some_and(|other| {
                other.value == figure.value && other.low == figure.low && other.high == figure.high
            });
            if same || figure.id.as_str().starts_with("entered.") {
                continue;
            }
            moved += 1;
            let leaf = format!("entered.{}", entered.path);
            assert!(
                before
                    .ancestors(figure.id.as_str())
                    .contains(&leaf.as_str().into()),
                "{} moves with {} and does not say so",
                figure.id,
                entered.path
            );
        }
    }
    assert!(moved > 100, "{moved}");
    assert!(
        before
            .iter()
            .all(|figure| figure.value != FigureValue::Number(f64::NAN))
    );
}
