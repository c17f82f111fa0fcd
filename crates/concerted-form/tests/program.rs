//! The form engine on whole programs: text in, figures and findings out.

use concerted_form::{FormOutcome, PairOutcome, RelationKind, SolubilityModel, assess};
use concerted_model::figure::{FigureValue, Figures};
use concerted_model::program::Program;
use concerted_reference::Reference;

const HEAD: &str = r#"
format_version = 1
name = "Example"
start = 2027-01-04
substance = { material = "drug" }
[[material]]
id = "drug"
name = "Drug"
kind = "substance"
molar_mass = "200 g/mol"
[[material]]
id = "solvent"
name = "Solvent"
kind = "solvent"
molar_mass = "50 g/mol"
density = "0.8 g/mL"
boiling_point = "350 K"
"#;

/// ln x = 5 − 3000/T at six temperatures; the first point as given.
fn series_from(first: &str) -> String {
    let points: Vec<String> = [288.15, 298.15, 308.15, 318.15, 328.15]
        .iter()
        .map(|t| {
            format!(
                "{{ temperature = \"{t} K\", mole_fraction = {:.12} }},",
                mole_fraction(*t)
            )
        })
        .collect();
    format!(
        "[[solubility]]\nid = \"series\"\nmaterial = \"drug\"\nsolvent = \"solvent\"\npoint = [{{ temperature = \"278.15 K\", {first} }}, {}]\n",
        points.concat()
    )
}

fn series() -> String {
    series_from(&format!("mole_fraction = {:.12}", mole_fraction(278.15)))
}

fn mole_fraction(kelvin: f64) -> f64 {
    (5.0 - 3_000.0 / kelvin).exp()
}

fn program(parts: &[&str]) -> Program {
    let text = format!("{HEAD}{}", parts.concat());
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    match loaded.program {
        Some(program) => program,
        None => panic!("{:#?}", loaded.problems),
    }
}

fn run(parts: &[&str]) -> FormOutcome {
    let program = program(parts);
    let outcome = assess(&program, Reference::embedded());
    // Every figure resolves, every figure a finding names exists, every ask is in the catalogue.
    let figures = Figures::resolve(&outcome.ledger, &program.entered);
    for figure in figures.iter() {
        for ancestor in figures.ancestors(figure.id.as_str()) {
            assert!(figures.get(ancestor.as_str()).is_some(), "{ancestor}");
        }
    }
    for finding in &outcome.findings {
        for evidence in &finding.evidence {
            if let concerted_model::finding::Evidence::Figure { id } = evidence {
                assert!(
                    figures.get(id.as_str()).is_some(),
                    "{} names {id}",
                    finding.id
                );
            }
        }
        for ask in &finding.asks {
            assert!(
                Reference::embedded().ask(&ask.catalogue).is_some(),
                "{}",
                ask.catalogue
            );
        }
    }
    outcome
}

#[track_caller]
fn has(outcome: &FormOutcome, rule: &str, part: &str) {
    let found = outcome.findings.iter().find(|finding| finding.rule == rule);
    let found = found.unwrap_or_else(|| panic!("no {rule} in {:#?}", outcome.findings));
    assert!(found.message.contains(part), "{}", found.message);
}

#[track_caller]
fn lacks(outcome: &FormOutcome, rule: &str) {
    let found = outcome.findings.iter().find(|finding| finding.rule == rule);
    assert!(found.is_none(), "{found:#?}");
}

fn form(id: &str, rest: &str) -> String {
    format!("[[form]]\nid = \"{id}\"\nname = \"form {id}\"\nmaterial = \"drug\"\n{rest}\n")
}

fn step(isolation: &str, rest: &str) -> String {
    format!(
        "[[step]]\nid = \"cool\"\nname = \"Crystallization\"\nproduct = \"drug\"\nisolation = {{ solubility = \"series\", {isolation} }}\n{rest}\n"
    )
}

#[test]
fn a_program_without_forms_asks_for_a_screen() {
    let outcome = run(&[]);
    has(
        &outcome,
        "form.none_chosen",
        "No solid form of Drug is chosen",
    );
    assert_eq!(outcome.findings[0].asks[0].catalogue, "form_screen");
    assert!(outcome.pairs.is_empty() && outcome.isolations.is_empty());
}

#[test]
fn one_chosen_form_asks_for_polymorphs() {
    let outcome = run(&[&form("i", "kind = \"polymorph\"\nchosen = true")]);
    lacks(&outcome, "form.none_chosen");
    has(
        &outcome,
        "form.only_one",
        "form i is the only form of Drug on record",
    );
    assert_eq!(outcome.findings[0].asks[0].catalogue, "polymorph_screen");
}

#[test]
fn carbamazepine_is_enantiotropic_and_its_choice_is_judged() {
    // Remembered melting data of forms I and III, not seen in a primary source; our arithmetic: 351.3 K.
    let high = form(
        "i",
        "kind = \"polymorph\"\nchosen = true\nmelting_point = \"462.2 K\"\nheat_of_fusion = \"26.4 kJ/mol\"",
    );
    let low = form(
        "iii",
        "kind = \"polymorph\"\nmelting_point = \"448.2 K\"\nheat_of_fusion = \"29.3 kJ/mol\"",
    );
    let outcome = run(&[&low, &high]);
    // The order in the document does not matter.
    assert_eq!(outcome.pairs, run(&[&high, &low]).pairs);
    let pair = &outcome.pairs[0];
    assert_eq!((pair.first.as_str(), pair.second.as_str()), ("i", "iii"));
    let PairOutcome::Related { relation, decided } = &pair.outcome else {
        panic!("{pair:?}");
    };
    assert_eq!(relation.kind, RelationKind::Enantiotropic);
    assert!(*decided);
    let transition = outcome.ledger.number("form.pair.i.iii.transition").unwrap();
    assert!((transition - 351.3).abs() < 0.06, "{transition}");
    has(
        &outcome,
        "form.chosen_metastable",
        "The chosen form i is metastable at 25 °C: form iii",
    );
    lacks(&outcome, "form.transition_near_process");
    // 351.3 K is 78 °C: drying at 70 °C comes within the margin.
    let near = run(&[
        &low,
        &high,
        "[[step]]\nid = \"dry\"\nname = \"Drying\"\nproduct = \"drug\"\noperation = [{ kind = \"drying\", temperature = \"70 degC\" }]\n",
    ]);
    has(
        &near,
        "form.transition_near_process",
        "change stability at 78 °C",
    );
    assert_eq!(
        near.ledger.number("form.pair.i.iii.transition"),
        Some(transition)
    );
}

#[test]
fn default_errors_leave_close_forms_open() {
    // PMC6150658, Table 2: 1-I and 1-II differ by 1.2 kJ/mol of 72; with 3 % on each nothing is decided.
    let outcome = run(&[
        &form(
            "i",
            "kind = \"polymorph\"\nmelting_point = \"471.15 K\"\nheat_of_fusion = \"72.02 kJ/mol\"",
        ),
        &form(
            "ii",
            "kind = \"polymorph\"\nmelting_point = \"469.45 K\"\nheat_of_fusion = \"70.86 kJ/mol\"",
        ),
    ]);
    has(&outcome, "form.relation_open", "leave a probability of");
    let crossing = outcome.ledger.number("form.pair.i.ii.transition").unwrap();
    assert!((crossing - 605.0).abs() < 0.1, "{crossing}");
}

#[test]
fn pairs_that_melting_cannot_rank_are_refused() {
    #[track_caller]
    fn check(rest: &str, rule: &str, part: &str, asks: &[&str]) {
        let outcome = run(&[
            &form(
                "i",
                "kind = \"polymorph\"\nmelting_point = \"420 K\"\nheat_of_fusion = \"26 kJ/mol\"",
            ),
            &form("ii", rest),
        ]);
        has(&outcome, rule, part);
        assert!(matches!(
            outcome.pairs[0].outcome,
            PairOutcome::NotCompared { .. }
        ));
        assert_eq!(outcome.ledger.derivations().count(), 0);
        let finding = outcome
            .findings
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap();
        let found: Vec<&str> = finding
            .asks
            .iter()
            .map(|ask| ask.catalogue.as_str())
            .collect();
        assert_eq!(found, asks);
    }
    let data = "melting_point = \"390 K\"\nheat_of_fusion = \"20 kJ/mol\"";
    check(
        &format!("kind = \"hydrate\"\n{data}"),
        "form.hydrate",
        "water activity decides",
        &["water_activity_study"],
    );
    check(
        &format!("kind = \"solvate\"\n{data}"),
        "form.solvate",
        "form ii is a solvate",
        &["relation_study"],
    );
    check(
        &format!("kind = \"amorphous\"\n{data}"),
        "form.amorphous",
        "form ii is amorphous",
        &[],
    );
    // PMC6150658, compound 1a: form II transforms at 150 to 152 °C before it melts.
    check(
        &format!("kind = \"polymorph\"\nconverts_before_melting = true\n{data}"),
        "form.converts_before_melting",
        "form ii converts before it melts",
        &["relation_study"],
    );
    check(
        &format!("kind = \"polymorph\"\ndecomposes_on_melting = true\n{data}"),
        "form.decomposes_on_melting",
        "form ii decomposes as it melts",
        &["relation_study"],
    );
    check(
        "kind = \"polymorph\"\nmelting_point = \"390 K\"",
        "form.relation",
        "form ii has no heat of fusion",
        &[],
    );
}

#[test]
fn an_error_that_cannot_be_meant_is_not_believed() {
    let outcome = run(&[
        &form(
            "i",
            "kind = \"polymorph\"\nmelting_point = \"420 K\"\nmelting_point_sd = \"273.65 K\"\nheat_of_fusion = \"26 kJ/mol\"\nheat_of_fusion_sd = \"1.3 kJ/mol\"",
        ),
        &form(
            "ii",
            "kind = \"polymorph\"\nmelting_point = \"399 K\"\nmelting_point_sd = \"0.5 degC\"\nheat_of_fusion = \"21.3 kJ/mol\"\nheat_of_fusion_sd = \"1.1 kJ/mol\"",
        ),
    ]);
    has(&outcome, "form.melting_point_error", "reads 273.65 K");
    let probability = outcome.ledger.number("form.pair.i.ii.probability").unwrap();
    assert!((probability - 0.997).abs() < 5e-4, "{probability}");
}

/// c = 1000·x/(1 − x)·200/50·0.8 in g/L for the materials above.
fn grams_per_liter(kelvin: f64) -> f64 {
    let x = mole_fraction(kelvin);
    3_200.0 * x / (1.0 - x)
}

#[test]
fn just_enough_solvent_loses_the_ratio_of_solubilities() {
    let outcome = run(&[
        &series(),
        &step(
            "dissolve_temperature = \"328.15 K\", isolate_temperature = \"278.15 K\"",
            "",
        ),
    ]);
    let expected = 1.0 - grams_per_liter(278.15) / grams_per_liter(328.15);
    let isolation = &outcome.isolations[0];
    assert_eq!(isolation.step, "cool");
    assert!(
        (isolation.fraction.value - expected).abs() < 1e-4,
        "{isolation:?}"
    );
    let volumes = 1_000.0 / grams_per_liter(328.15);
    assert!((isolation.volumes.value - volumes).abs() < 1e-3 * volumes);
    lacks(&outcome, "form.extrapolation");
    assert_eq!(outcome.solubilities[0].fit.model, SolubilityModel::VantHoff);
}

#[test]
fn given_solvent_keeps_its_part() {
    let outcome = run(&[
        &series(),
        &step(
            "dissolve_temperature = \"328.15 K\", isolate_temperature = \"278.15 K\", volumes = \"25 L/kg\"",
            "yield = \"99 %\"",
        ),
    ]);
    let expected = 1.0 - 25.0 * grams_per_liter(278.15) / 1_000.0;
    assert!((outcome.isolations[0].fraction.value - expected).abs() < 1e-4);
    has(
        &outcome,
        "form.yield_above_equilibrium",
        "The yield of 99 % entered for step Crystallization",
    );
    lacks(&outcome, "form.not_dissolved");
}

#[test]
fn extrapolation_is_said_and_flagged() {
    let outcome = run(&[
        &series(),
        &step(
            "dissolve_temperature = \"343.15 K\", isolate_temperature = \"278.15 K\"",
            "",
        ),
    ]);
    has(
        &outcome,
        "form.extrapolation",
        "70 °C lies 15 K outside the series series (5 °C to 55 °C)",
    );
    let labels: Vec<&str> = outcome
        .ledger
        .derivations()
        .filter(|figure| figure.id.as_str() == "form.isolation.cool.yield")
        .map(|figure| figure.label.as_str())
        .collect();
    assert!(labels[0].ends_with("(extrapolated)"), "{labels:?}");
}

#[test]
fn impossible_isolations_are_named() {
    #[track_caller]
    fn check(isolation: &str, rule: &str, part: &str, yields: usize) {
        let outcome = run(&[&series(), &step(isolation, "")]);
        has(&outcome, rule, part);
        assert_eq!(outcome.isolations.len(), yields);
    }
    let hot = "dissolve_temperature = \"328.15 K\"";
    check(
        &format!("{hot}, isolate_temperature = \"278.15 K\", volumes = \"200 L/kg\""),
        "form.nothing_crystallizes",
        "200 L/kg keep all of the product in solution at 5 °C",
        0,
    );
    check(
        "dissolve_temperature = \"278.15 K\", isolate_temperature = \"328.15 K\"",
        "form.nothing_crystallizes",
        "Nothing crystallizes",
        0,
    );
    check(
        &format!("{hot}, isolate_temperature = \"278.15 K\", volumes = \"10 L/kg\""),
        "form.not_dissolved",
        "10 L/kg do not dissolve the product",
        1,
    );
    check(
        "dissolve_temperature = \"360 K\", isolate_temperature = \"278.15 K\"",
        "form.above_boiling_point",
        "above its boiling point of 76.9 °C",
        1,
    );
}

#[test]
fn concentrations_become_mole_fractions() {
    let text: Vec<String> = [278.15, 288.15, 298.15, 308.15, 318.15]
        .iter()
        .map(|t| {
            format!(
                "{{ temperature = \"{t} K\", concentration = \"{:.6} g/L\" }},",
                grams_per_liter(*t)
            )
        })
        .collect();
    let series = format!(
        "[[solubility]]\nid = \"series\"\nmaterial = \"drug\"\nsolvent = \"solvent\"\npoint = [{}]\n",
        text.concat()
    );
    let outcome = run(&[&series]);
    let room = outcome
        .ledger
        .number("form.solubility.series.at_298")
        .unwrap();
    assert!(
        (room / (5.0_f64 - 3_000.0 / 298.15).exp() - 1.0).abs() < 1e-5,
        "{room}"
    );
    lacks(&outcome, "form.solubility_points");
}

#[test]
fn poor_series_ask_for_more_points() {
    let points_of = |points: &str| {
        format!(
            "[[solubility]]\nid = \"series\"\nmaterial = \"drug\"\nsolvent = \"solvent\"\npoint = [{points}]\n"
        )
    };
    let two = "{ temperature = \"298.15 K\", mole_fraction = 0.006 }, { temperature = \"318.15 K\", mole_fraction = 0.012 }";
    has(
        &run(&[&points_of(two)]),
        "form.solubility_points",
        "has 2 points: too few",
    );
    let outcome = run(&[
        &points_of("{ temperature = \"298.15 K\", mole_fraction = 0.006 }"),
        &step(
            "dissolve_temperature = \"328.15 K\", isolate_temperature = \"278.15 K\"",
            "",
        ),
    ]);
    has(&outcome, "form.solubility", "found 1");
    has(&outcome, "form.isolation", "could not be fitted");
    has(
        &run(&[&points_of("{ temperature = \"298.15 K\" }")]),
        "form.solubility",
        "neither a mole fraction",
    );
    has(
        &run(&[&points_of(
            "{ temperature = \"298.15 K\", mole_fraction = 1.5 }",
        )]),
        "form.solubility",
        "point 1 has a mole fraction outside 0 to 1",
    );
}

#[test]
fn heat_capacity_and_density_give_second_opinions() {
    let metacetamol = |one: &str, other: &str| {
        run(&[
            &form(
                "i",
                &format!(
                    "kind = \"polymorph\"\nmelting_point = \"420 K\"\nheat_of_fusion = \"26 kJ/mol\"\nheat_of_fusion_sd = \"1.3 kJ/mol\"\ndensity = \"{one}\""
                ),
            ),
            &form(
                "ii",
                &format!(
                    "kind = \"polymorph\"\nmelting_point = \"399 K\"\nheat_of_fusion = \"21.3 kJ/mol\"\nheat_of_fusion_sd = \"1.1 kJ/mol\"\ndensity = \"{other}\""
                ),
            ),
        ])
    };
    let outcome = metacetamol("1.33 g/mL", "1.28 g/mL");
    let number = |name: &str| {
        outcome
            .ledger
            .number(&format!("form.pair.i.ii.{name}"))
            .unwrap()
    };
    assert!(number("probability") > 0.99);
    assert!((number("probability_with_heat_capacity") - 0.9905).abs() < 2e-3);
    assert!(number("monotropic_by_density") > 0.999);
    lacks(&outcome, "form.density_contradicts");
    let outcome = metacetamol("1.28 g/mL", "1.33 g/mL");
    has(
        &outcome,
        "form.density_contradicts",
        "enantiotropic, the melting data monotropic",
    );
}

#[test]
fn a_yield_from_another_solvent_is_found() {
    let other = "[[material]]\nid = \"other\"\nname = \"Other\"\nkind = \"solvent\"\nmolar_mass = \"18 g/mol\"\ndensity = \"1 g/mL\"\n";
    let temperatures = "dissolve_temperature = \"328.15 K\", isolate_temperature = \"278.15 K\"";
    let from = |solvent: &str| {
        let operation =
            format!("operation = [{{ kind = \"crystallization\", solvent = \"{solvent}\" }}]");
        run(&[other, &series(), &step(temperatures, &operation)])
    };
    has(
        &from("other"),
        "form.solvent_differs",
        "is crystallized from Other, but its yield rests on the solubility in Solvent (series series)",
    );
    lacks(&from("solvent"), "form.solvent_differs");
}

#[test]
fn a_broken_series_is_found_and_so_is_the_yield_from_it() {
    let points: Vec<String> = (0..10)
        .map(|i| 278.15 + 5.0 * f64::from(i))
        .map(|t| {
            let x = (3.0 - 3_000.0 / t).min(-2.1 - 1_500.0 / t).exp();
            format!("{{ temperature = \"{t} K\", mole_fraction = {x:.12} }},")
        })
        .collect();
    let broken = format!(
        "[[solubility]]\nid = \"series\"\nmaterial = \"drug\"\nsolvent = \"solvent\"\npoint = [{}]\n",
        points.concat()
    );
    let temperatures = "dissolve_temperature = \"318.15 K\", isolate_temperature = \"278.15 K\"";
    let outcome = run(&[&broken, &step(temperatures, "")]);
    has(&outcome, "form.series_break", "the slope changes at 294.");
    has(&outcome, "form.yield_from_broken_series", "series series");
    lacks(&run(&[&series()]), "form.series_break");
}

/// Every entered number is nudged; a figure that moves must name it among its ancestors.
#[test]
fn a_figure_names_all_that_moves_it() {
    let forms = [
        form(
            "i",
            "kind = \"polymorph\"\nchosen = true\nmelting_point = \"462.2 K\"\nmelting_point_sd = \"0.4 K\"\nheat_of_fusion = \"26.4 kJ/mol\"\ndensity = \"1.31 g/mL\"",
        ),
        form(
            "iii",
            "kind = \"polymorph\"\nmelting_point = \"448.2 K\"\nheat_of_fusion = \"29.3 kJ/mol\"\nheat_of_fusion_sd = \"0.5 kJ/mol\"\ndensity = \"1.34 g/mL\"",
        ),
    ];
    let concentrations = series_from("concentration = \"9.8 g/L\"").replace(
        "solvent = \"solvent\"",
        "solvent = \"solvent\"\nform = \"i\"",
    );
    let parts = [
        forms[0].clone(),
        forms[1].clone(),
        concentrations,
        step(
            "dissolve_temperature = \"328.15 K\", isolate_temperature = \"278.15 K\"",
            "operation = [{ kind = \"drying\", temperature = \"70 degC\" }]",
        ),
    ];
    let text = format!("{HEAD}{}", parts.concat());
    let load = |text: &str| {
        let loaded = concerted_document::read_texts(&[("program.toml", text)]);
        let program = loaded.program.unwrap();
        let outcome = assess(&program, Reference::embedded());
        (
            Figures::resolve(&outcome.ledger, &program.entered),
            program.entered,
        )
    };
    let (base, entered) = load(&text);
    let mut moved = 0;
    for value in &entered {
        let FigureValue::Number(_) = value.value else {
            continue;
        };
        let span = value.span.clone();
        let written = &text[span.clone()];
        let digits: String = written
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let Ok(number) = digits.parse::<f64>() else {
            continue;
        };
        let nudged = written.replacen(&digits, &format!("{}", number * 1.0001), 1);
        let changed = format!("{}{nudged}{}", &text[..span.start], &text[span.end..]);
        let (after, _) = load(&changed);
        let leaf = format!("entered.{}", value.path);
        for figure in base
            .iter()
            .filter(|figure| !figure.id.as_str().starts_with("entered."))
        {
            let differs = after
                .get(figure.id.as_str())
                .map(|other| (&other.value, &other.low, &other.high))
                != Some((&figure.value, &figure.low, &figure.high));
            if differs {
                moved += 1;
                let named = base
                    .ancestors(figure.id.as_str())
                    .iter()
                    .any(|id| id.as_str() == leaf);
                assert!(named, "{} moved with {leaf}", figure.id);
            }
        }
    }
    assert!(moved > 50, "{moved}");
}
