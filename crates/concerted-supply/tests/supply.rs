//! Program documents to demand, fans and batch plans.

use concerted_chance::{Summary, normal_quantile, quantile, sort};
use concerted_model::batch::Grade;
use concerted_model::figure::{Figures, Input, Origin};
use concerted_model::finding::Severity;
use concerted_model::given::Traced;
use concerted_model::handover::RouteDemand;
use concerted_model::program::Program;
use concerted_reference::Reference;
use concerted_supply::{
    Fan, FanOptions, Start, StudyStarts, SupplyOptions, SupplyOutcome, assess, fan, simulation,
};

const HEAD: &str = "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n";
const SIMPLE: &str = r#"
[substance]
material = "x"
[[material]]
id = "x"
name = "X"
kind = "substance"
"#;
/// Sitagliptin phosphate monohydrate and its free base.
const SALT: &str = r#"
[substance]
material = "salt"
moiety = "base"
[[material]]
id = "salt"
name = "sitagliptin phosphate monohydrate"
kind = "substance"
smiles = "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F.OP(=O)(O)O.O"
[[material]]
id = "base"
name = "sitagliptin"
kind = "substance"
smiles = "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F"
"#;
const RAT: &str = r#"
[[study]]
id = "rat"
name = "28 days in the rat"
kind = "toxicology"
species = "rat"
activity = "t04"
overage = "20 %"
[[study.group]]
name = "low"
subjects = 20
satellites = 6
dose = "30 mg/kg/d"
days = "28 d"
[[study.group]]
name = "high"
subjects = 30
satellites = 6
dose = "300 mg/kg/d"
days = "28 d"
body_weight = "300 g"
"#;
const CLINIC: &str = r#"
[[use]]
id = "sad"
name = "single doses"
stage = "phase-1"
maximum_daily_dose = "100 mg/d"
duration = "1 d"
[[study]]
id = "mad"
name = "multiple ascending dose"
kind = "clinical"
use = "sad"
activity = "k05"
replacement = "10 %"
overage = "15 %"
[[study.group]]
name = "cohort 1"
subjects = 8
daily_dose = "50 mg/d"
days = "14 d"
[[study.group]]
name = "cohort 2"
subjects = 8
daily_dose = "100 mg/d"
days = "14 d"
offset = "21 d"
"#;
const PRODUCT: &str = r#"
[product]
name = "capsule"
minimum_units = 5000
loss = "10 %"
[[product.strength]]
name = "5 mg"
content = "5 mg"
[[product.strength]]
name = "50 mg"
content = "50 mg"
"#;
const LABORATORY: &str = r#"
[[study]]
id = "forms"
name = "form screen"
kind = "laboratory"
activity = "s02"
amount = "200 g"
"#;

#[track_caller]
fn program(parts: &[&str]) -> Program {
    let text = format!("{HEAD}{}", parts.concat());
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    let problems: Vec<String> = loaded
        .problems
        .iter()
        .map(|one| one.message.clone())
        .collect();
    loaded.program.unwrap_or_else(|| panic!("{problems:?}"))
}

fn outcome_of(program: &Program) -> SupplyOutcome {
    assess(
        program,
        Reference::embedded(),
        &[],
        &SupplyOptions::default(),
    )
}

#[track_caller]
fn outcome(parts: &[&str]) -> SupplyOutcome {
    outcome_of(&program(parts))
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("the figure exists");
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1e-9),
        "found {found}, expected {expected}"
    );
}

#[track_caller]
fn check(parts: &[&str], figure: &str, expected: f64) {
    near(outcome(parts).ledger.number(figure), expected);
}

#[track_caller]
fn has(outcome: &SupplyOutcome, rule: &str, severity: Severity) {
    let rules: Vec<&str> = outcome
        .findings
        .iter()
        .map(|one| one.rule.as_str())
        .collect();
    let found = outcome.findings.iter().find(|one| one.rule == rule);
    let found = found.unwrap_or_else(|| panic!("{rule} is not among {rules:?}"));
    assert_eq!(found.severity, severity, "{rule}");
    for ask in &found.asks {
        assert!(
            Reference::embedded().ask(&ask.catalogue).is_some(),
            "{}",
            ask.catalogue
        );
    }
}

#[test]
fn animals_use_dose_times_weight_times_days() {
    // The low group has the default weight of a rat, 0.25 kg.
    let low = 26.0 * 30e-6 * 0.25 * 28.0;
    let high = 36.0 * 300e-6 * 0.3 * 28.0;
    check(
        &[SIMPLE, RAT],
        "supply.study.rat.demand",
        (low + high) * 1.2,
    );
}

#[test]
fn people_use_daily_dose_with_replacement_overage_and_loss() {
    let cohorts = 8.0 * 14.0 * (50e-6 + 100e-6);
    let expected = cohorts * 1.1 * 1.15 / 0.9;
    check(
        &[SIMPLE, CLINIC, PRODUCT],
        "supply.study.mad.demand",
        expected,
    );
}

#[test]
fn doses_of_the_base_become_substance_as_made() {
    // Molar masses 523.32 and 407.31 g/mol (label of the marketed product), ratio 1.2848.
    let with = outcome(&[SALT, RAT]);
    let without = outcome(&[SIMPLE, RAT]);
    let ratio = with.ledger.number("supply.study.rat.demand").unwrap()
        / without.ledger.number("supply.study.rat.demand").unwrap();
    assert!((ratio - 523.32 / 407.31).abs() < 2e-4, "{ratio}");
    near(with.ledger.number("supply.basis.factor"), ratio);
    let as_made = CLINIC.replace(
        "duration = \"1 d\"",
        "duration = \"1 d\"\ndose_basis = \"substance\"",
    );
    let substance = outcome(&[SALT, &as_made, PRODUCT]);
    let plain = outcome(&[SIMPLE, CLINIC, PRODUCT]);
    near(
        substance.ledger.number("supply.study.mad.demand"),
        plain.ledger.number("supply.study.mad.demand").unwrap(),
    );
}

#[test]
fn two_moieties_in_one_formula_unit_are_counted() {
    let sulfate = r#"
[substance]
material = "sulfate"
moiety = "base"
[[material]]
id = "sulfate"
name = "benzylamine sulfate"
kind = "substance"
smiles = "[NH3+]Cc1ccccc1.[NH3+]Cc1ccccc1.[O-]S(=O)(=O)[O-]"
[[material]]
id = "base"
name = "benzylamine"
kind = "substance"
smiles = "NCc1ccccc1"
"#;
    let found = outcome(&[sulfate, RAT])
        .ledger
        .number("supply.basis.factor")
        .unwrap();
    // 2 × 107.156 + 98.079 over 2 × 107.156 g/mol.
    assert!((found - 312.39 / 214.31).abs() < 1e-3, "{found}");
}

#[test]
fn molar_masses_may_be_entered() {
    let entered = r#"
[substance]
material = "salt"
moiety = "base"
[[material]]
id = "salt"
name = "salt"
kind = "substance"
molar_mass = "450 g/mol"
[[material]]
id = "base"
name = "base"
kind = "substance"
molar_mass = "300 g/mol"
"#;
    let found = outcome(&[entered, RAT]);
    near(found.ledger.number("supply.basis.factor"), 1.5);
    has(&found, "supply.moiety_count", Severity::Minor);
    let heavier = entered.replace("300", "500");
    has(
        &outcome(&[&heavier, RAT]),
        "supply.basis_below_one",
        Severity::Major,
    );
    let missing = entered.replace("molar_mass = \"300 g/mol\"", "");
    let found = outcome(&[&missing, RAT, LABORATORY]);
    has(&found, "supply.molar_mass", Severity::Note);
    has(&found, "supply.study_demand", Severity::Major);
    assert_eq!(found.ledger.number("supply.study.rat.demand"), None);
    // The rest still comes out: a laboratory amount needs no basis.
    near(found.ledger.number("supply.study.forms.demand"), 0.2);
}

#[test]
fn the_smallest_machine_batch_sets_the_first_product() {
    let found = outcome(&[SIMPLE, CLINIC, PRODUCT]);
    let smallest = 5_000.0 * 55e-6 / 0.9;
    near(found.ledger.number("supply.product.minimum"), smallest);
    has(&found, "supply.minimum_product", Severity::Note);
    // Studies and top-up together are the smallest product; the reference standard comes besides.
    near(
        found.ledger.number("supply.grade.gmp.demand"),
        smallest + 0.03,
    );
    let small = PRODUCT.replace("5000", "10");
    let found = outcome(&[SIMPLE, CLINIC, &small]);
    let studies = found.ledger.number("supply.study.mad.demand").unwrap();
    near(
        found.ledger.number("supply.grade.gmp.demand"),
        studies + 0.03,
    );
    assert!(
        found
            .findings
            .iter()
            .all(|one| one.rule != "supply.minimum_product")
    );
    has(
        &outcome(&[SIMPLE, CLINIC]),
        "supply.no_product",
        Severity::Note,
    );
}

#[test]
fn without_units_the_charge_of_the_machine_counts() {
    let by_mass = PRODUCT.replace("minimum_units = 5000\n", "");
    // 1 kg of blend; 300 mg of excipients for each unit are assumed.
    let expected = (5.0 / 305.0 + 50.0 / 350.0) / 0.9;
    check(
        &[SIMPLE, CLINIC, &by_mass],
        "supply.product.minimum",
        expected,
    );
}

#[test]
fn early_animal_studies_are_served_by_the_laboratory_batch() {
    let early = RAT.replace("t04", "t02");
    let grade = |text: &str| outcome(&[SIMPLE, text]).demands.studies[0].grade;
    assert_eq!(grade(&early), Grade::Laboratory);
    assert_eq!(grade(RAT), Grade::Toxicology);
    assert_eq!(
        grade(&RAT.replace("activity = \"t04\"\n", "")),
        Grade::Toxicology
    );
}

#[test]
fn what_is_missing_is_said() {
    for (parts, rule) in [
        (vec![""], "supply.no_substance"),
        (vec![SIMPLE], "supply.no_study"),
        (vec![SIMPLE, RAT], "supply.no_route"),
    ] {
        has(&outcome(&parts), rule, Severity::Note);
    }
    for (from, to) in [
        ("dose = \"30 mg/kg/d\"\n", ""),
        ("species = \"rat\"\n", "species = \"spread\"\n"),
        ("species = \"rat\"\n", ""),
    ] {
        let text = RAT.replace(from, to);
        let found = outcome(&[SIMPLE, &text, LABORATORY]);
        has(&found, "supply.study_demand", Severity::Major);
        assert!(found.ledger.number("supply.study.forms.demand").is_some());
    }
    let empty = "[[study]]\nid = \"e\"\nname = \"E\"\nkind = \"clinical\"\n";
    has(
        &outcome(&[SIMPLE, empty]),
        "supply.study_demand",
        Severity::Major,
    );
    let total_loss = PRODUCT.replace("10 %", "100 %");
    has(
        &outcome(&[SIMPLE, CLINIC, &total_loss]),
        "supply.study_demand",
        Severity::Major,
    );
    let undated = LABORATORY.replace("activity = \"s02\"\n", "");
    has(
        &outcome(&[SIMPLE, &undated]),
        "supply.study_without_start",
        Severity::Minor,
    );
}

/// Replaced subjects are binomial: variance Σ n·q·(1 − q)·x². Body weight spreads by a tenth: deviation 0.1·D.
#[test]
fn simulated_demand_has_the_closed_form_moments() {
    let small = PRODUCT.replace("5000", "1");
    let found = outcome(&[SIMPLE, RAT, CLINIC, &small]);
    let options = SupplyOptions {
        samples: 20_000,
        ..SupplyOptions::default()
    };
    let totals = simulation::totals(&found.demands, "moments", &options);
    let each = |dose: f64| dose * 14.0 * 1.15 / 0.9;
    let variance = 8.0 * 0.1 * 0.9 * (each(50e-6).powi(2) + each(100e-6).powi(2));
    let animals = found.ledger.number("supply.study.rat.demand").unwrap();
    for (grade, sd) in [
        (Grade::Gmp, variance.sqrt()),
        (Grade::Toxicology, 0.1 * animals),
    ] {
        let demand = found.demands.grades.iter().find(|one| one.grade == grade);
        let summary = Summary::of(&totals[&grade]).unwrap();
        let error = sd / 20_000.0_f64.sqrt();
        assert!(
            (summary.mean - demand.unwrap().mass_kg).abs() < 4.0 * error,
            "{grade}"
        );
        assert!(
            (summary.sd / sd - 1.0).abs() < 0.03,
            "{grade}: {}",
            summary.sd / sd
        );
    }
}

/// A batch that fails with probability p and yields 1 + s·z covers the demand D in the share r of cases where its mass m
/// solves m·(1 − s·z(r / (1 − p))) = D + reserve.
#[test]
fn one_batch_has_the_closed_form_size() {
    let found = outcome(&[SIMPLE, LABORATORY]);
    let campaign = &found.batches.planned[0];
    assert_eq!((campaign.batches, campaign.activity.as_str()), (1, "c00"));
    assert_eq!(campaign.key, "batch.laboratory");
    // Φ(z) = 0.9 / 0.95, m = (D + reserve) / (1 − 0.05·z); sampled with 2,000 draws and rounded up to three digits.
    let z = normal_quantile(0.9 / 0.95);
    let expected = 0.22 / (1.0 - 0.05 * z);
    assert!(
        (campaign.batch_kg / expected - 1.0).abs() < 0.012,
        "{}",
        campaign.batch_kg
    );
    assert!((campaign.shortage_probability - 0.1).abs() < 0.025);
    assert!(campaign.with_one_more < 0.01 && campaign.with_one_fewer > 0.999);
    near(
        found
            .ledger
            .number("supply.batch.laboratory.shortage_probability"),
        campaign.shortage_probability,
    );
}

const PLANT: &str = r#"
[[company]]
id = "a"
name = "Partner A"
kind = "cdmo"
[[site]]
id = "plant"
name = "Plant of partner A"
company = "a"
largest_batch = "80 g"
[[site.service]]
area = "chemistry"
"#;

#[test]
fn a_small_plant_needs_several_batches() {
    let found = outcome(&[SIMPLE, LABORATORY, PLANT]);
    let campaign = &found.batches.planned[0];
    assert!(campaign.batches >= 4 && campaign.batch_kg <= 0.08);
    assert!(campaign.shortage_probability < 0.12);
    assert!(campaign.with_one_fewer > campaign.shortage_probability);
    has(&found, "supply.batch_exceeds_site", Severity::Major);
    let tiny = PLANT.replace("80 g", "25 g");
    let found = outcome(&[SIMPLE, LABORATORY, &tiny]);
    has(&found, "supply.shortage", Severity::Critical);
    assert_eq!(found.batches.planned[0].batches, 40);
}

#[test]
fn the_chosen_site_sets_the_largest_batch() {
    let second = PLANT
        .replace("id = \"a\"", "id = \"b\"")
        .replace("\"a\"", "\"b\"")
        .replace("\"plant\"", "\"large\"")
        .replace("80 g", "5 kg");
    let program = program(&[SIMPLE, LABORATORY, PLANT, &second]);
    let batches = |site| {
        let options = SupplyOptions {
            site,
            ..SupplyOptions::default()
        };
        let found = assess(&program, Reference::embedded(), &[], &options);
        found.batches.planned[0].batches
    };
    assert_eq!(batches(None), 1);
    assert_eq!(batches(Some("large")), 1);
    assert!(batches(Some("plant")) > 3);
}

#[test]
fn existing_batches_come_first() {
    let batch = r#"
[[batch]]
id = "l1"
material = "x"
grade = "laboratory"
state = "existing"
mass = "250 g"
available = 2026-12-01
retest = "12 mo"
"#;
    let found = outcome(&[SIMPLE, LABORATORY, batch]);
    assert!(found.batches.planned.is_empty());
    assert_eq!(
        found.batches.held[0].retest_on.unwrap().to_string(),
        "2027-12-01"
    );
    near(
        found
            .ledger
            .number("supply.batch.laboratory.shortage_probability"),
        0.0,
    );
    let expired = batch.replace("2026-12-01", "2025-01-01");
    let found = outcome(&[SIMPLE, LABORATORY, &expired]);
    has(&found, "supply.batch_expired", Severity::Major);
    assert_eq!(found.batches.planned.len(), 1);
    let late = LABORATORY.replace("activity = \"s02\"", "start = 2028-01-10");
    has(
        &outcome(&[SIMPLE, &late, batch]),
        "supply.retest_before_use",
        Severity::Major,
    );
    // A fixed batch may still fail, so it does not reach the service level alone when it is tight.
    let fixed = batch.replace("existing", "fixed").replace("250 g", "200 g");
    assert_eq!(
        outcome(&[SIMPLE, LABORATORY, &fixed]).batches.planned.len(),
        1
    );
}

#[test]
fn a_campaign_lasts_set_up_batches_and_clean_down() {
    let program = program(&[
        SIMPLE,
        LABORATORY,
        "[[step]]\nid = \"s\"\nname = \"S\"\nproduct = \"x\"\ncycle_time = \"4 d\"\n[[route]]\nid = \"r\"\nname = \"R\"\nstep = [\"s\"]\n",
    ]);
    near(
        outcome_of(&program)
            .ledger
            .number("supply.batch.laboratory.campaign_days"),
        5.0 + 4.0 + 3.0,
    );
    let handed = RouteDemand {
        route: "r".to_owned(),
        steps: vec!["s".to_owned()],
        cycle_days: Traced::new(9.0, [Input::Figure("route.r.cycle_days".into())]),
    };
    let found = assess(
        &program,
        Reference::embedded(),
        &[handed],
        &SupplyOptions::default(),
    );
    near(
        found.ledger.number("supply.batch.laboratory.campaign_days"),
        17.0,
    );
    let days = found.batches.planned[0].campaign_days.clone().unwrap();
    assert_eq!(
        days.inputs,
        [Input::Figure(
            "supply.batch.laboratory.campaign_days".into()
        )]
    );
}

fn fan_of(program: &Program, starts: &[(&str, Start)], grade: Option<Grade>) -> Fan {
    let starts: StudyStarts = starts
        .iter()
        .map(|(id, start)| ((*id).to_owned(), start.clone()))
        .collect();
    let options = FanOptions {
        samples: 500,
        seed: 7,
        grade,
    };
    fan(program, Reference::embedded(), &starts, &options)
}

#[test]
fn the_fan_ends_at_the_simulated_demand() {
    let program = program(&[SIMPLE, CLINIC, PRODUCT]);
    let options = SupplyOptions {
        samples: 500,
        seed: 7,
        ..SupplyOptions::default()
    };
    let found = assess(&program, Reference::embedded(), &[], &options);
    let mut totals = simulation::totals(&found.demands, "demand", &options)[&Grade::Gmp].clone();
    sort(&mut totals);
    let fan = fan_of(&program, &[("mad", Start::Fixed(100.0))], Some(Grade::Gmp));
    near(fan.p10.last().copied(), quantile(&totals, 0.1).unwrap());
    near(fan.p90.last().copied(), quantile(&totals, 0.9).unwrap());
    assert!(fan.p50.windows(2).all(|pair| pair[0] <= pair[1]));
    assert_eq!(fan.days[0].to_bits(), 100.0_f64.to_bits());
}

#[test]
fn recruitment_and_late_starts_widen_the_fan() {
    let slow = CLINIC.replace("replacement = ", "recruitment = \"1 /wk\"\nreplacement = ");
    let at = |fan: &Fan, day: f64| {
        let index = fan.days.iter().position(|other| *other >= day).unwrap();
        (fan.p10[index], fan.p50[index], fan.p90[index])
    };
    let small = PRODUCT.replace("5000", "1");
    let whole = program(&[SIMPLE, CLINIC, &small]);
    let recruited = program(&[SIMPLE, &slow, &small]);
    let start = [("mad", Start::Fixed(0.0))];
    let cohort = at(&fan_of(&whole, &start, None), 35.0);
    let slowly = at(&fan_of(&recruited, &start, None), 35.0);
    assert!(slowly.1 < 0.9 * cohort.1, "{slowly:?} {cohort:?}");
    assert!(slowly.2 - slowly.0 > cohort.2 - cohort.0);
    let spread = [("mad", Start::Sampled(vec![0.0, 30.0, 60.0]))];
    let spread = at(&fan_of(&whole, &spread, None), 35.0);
    assert!(spread.0 < 0.5 * cohort.0, "{spread:?} {cohort:?}");
}

#[test]
fn studies_without_a_date_are_named() {
    let program = program(&[SIMPLE, RAT, LABORATORY]);
    let fan = fan_of(
        &program,
        &[
            ("rat", Start::Fixed(50.0)),
            ("forms", Start::Sampled(Vec::new())),
        ],
        None,
    );
    assert_eq!(fan.undated, ["forms"]);
    assert!(!fan.days.is_empty());
    assert_eq!(fan_of(&program, &[], None).undated, ["forms", "rat"]);
}

#[test]
fn same_seed_same_bytes_on_any_thread_and_beside_any_study() {
    let one = program(&[SIMPLE, RAT, CLINIC, PRODUCT, LABORATORY]);
    let here = outcome_of(&one);
    let there = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| outcome_of(&one))).collect();
        runs.into_iter()
            .map(|run| run.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert!(there.iter().all(|other| *other == here));
    let fewer = outcome(&[SIMPLE, CLINIC, PRODUCT, LABORATORY]);
    let gmp = |outcome: &SupplyOutcome| {
        let found = outcome
            .demands
            .grades
            .iter()
            .find(|one| one.grade == Grade::Gmp)
            .cloned();
        (
            found,
            outcome
                .batches
                .planned
                .iter()
                .find(|one| one.grade == Grade::Gmp)
                .cloned(),
        )
    };
    assert_eq!(gmp(&here), gmp(&fewer));
    let other = SupplyOptions {
        seed: 2,
        ..SupplyOptions::default()
    };
    assert_ne!(
        assess(&one, Reference::embedded(), &[], &other).ledger,
        here.ledger
    );
}

#[test]
fn absurd_numbers_neither_panic_nor_take_long() {
    let text = RAT
        .replace("subjects = 20", "subjects = 1000000")
        .replace("28 d", "100000 d");
    let cohort = CLINIC
        .replace("subjects = 8", "subjects = 1000000")
        .replace(
            "replacement = \"10 %\"",
            "replacement = \"90 %\"\nrecruitment = \"0.001 /wk\"",
        )
        .replace("offset = \"21 d\"", "offset = \"-20000 d\"");
    let program = program(&[SIMPLE, &text, &cohort, PRODUCT, PLANT]);
    let options = SupplyOptions {
        samples: 0,
        ..SupplyOptions::default()
    };
    let found = assess(&program, Reference::embedded(), &[], &options);
    has(&found, "supply.retest_shorter_than_use", Severity::Major);
    let starts = [("rat", Start::Fixed(-1e9)), ("mad", Start::Fixed(1e9))];
    let starts = starts.map(|(id, start)| (id.to_owned(), start));
    let options = FanOptions {
        samples: 3,
        seed: 1,
        grade: None,
    };
    let fan = fan(
        &program,
        Reference::embedded(),
        &StudyStarts::from(starts),
        &options,
    );
    assert!(fan.days.len() <= 202 && fan.p90.iter().all(|mass| mass.is_finite()));
}

const BATCHES: &str = r#"
[[batch]]
id = "old"
material = "x"
grade = "gmp"
state = "fixed"
mass = "100 g"
available = 2027-02-01
retest = "300 d"
[[batch]]
id = "lab"
material = "x"
grade = "laboratory"
state = "existing"
mass = "50 g"
"#;
const ROUTE: &str = r#"
[[step]]
id = "s"
name = "S"
product = "x"
cycle_time = "4 d"
[[route]]
id = "r"
name = "R"
step = ["s"]
"#;

/// Nudges every entered number in the text of the document and looks for figures that moved without naming it.
#[test]
fn a_figure_that_moves_names_what_moved_it() {
    let parts = [
        SIMPLE, RAT, CLINIC, PRODUCT, LABORATORY, PLANT, BATCHES, ROUTE,
    ];
    let text = format!("{HEAD}{}", parts.concat());
    let read = |text: &str| {
        concerted_document::read_texts(&[("program.toml", text)])
            .program
            .unwrap()
    };
    // Few samples: whether a figure moves does not depend on their number.
    let options = SupplyOptions {
        samples: 100,
        ..SupplyOptions::default()
    };
    let small = |program: &Program| assess(program, Reference::embedded(), &[], &options);
    let figures = |program: &Program| Figures::resolve(&small(program).ledger, &program.entered);
    let base = read(&text);
    let before = figures(&base);
    let mut moved = 0;
    for entered in &base.entered {
        let Some(changed) = nudge(&text[entered.span.clone()]) else {
            continue;
        };
        let mut nudged = text.clone();
        nudged.replace_range(entered.span.clone(), &changed);
        let after = figures(&read(&nudged));
        for figure in before
            .iter()
            .filter(|one| matches!(one.origin, Origin::Derived { .. }))
        {
            let now = after.get(figure.id.as_str());
            let same = now.is_some_and(|now| {
                (&now.value, &now.low, &now.high) == (&figure.value, &figure.low, &figure.high)
            });
            if !same {
                moved += 1;
                let leaf = format!("entered.{}", entered.path);
                let named = before.ancestors(figure.id.as_str());
                assert!(
                    named.iter().any(|one| one.as_str() == leaf),
                    "{} moved with {leaf}",
                    figure.id
                );
            }
        }
    }
    assert!(moved > 50, "only {moved} figures moved");
}

/// A value about a third larger, in the same notation; dates move by years.
fn nudge(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix("2027-") {
        return Some(format!("2029-{rest}"));
    }
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let end = text[start..].find(|character: char| !character.is_ascii_digit() && character != '.');
    let end = end.map_or(text.len(), |end| start + end);
    let number: f64 = text[start..end].parse().ok()?;
    Some(format!(
        "{}{}{}",
        &text[..start],
        (number * 1.3).ceil(),
        &text[end..]
    ))
}
