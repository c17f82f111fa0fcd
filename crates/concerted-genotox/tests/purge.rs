//! Purge ledgers, control options and the method need that follows, from whole programs and from requests alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use concerted_genotox::{
    ControlProposal, GenotoxOutcome, ImpurityResult, MEASURED_ONLY_NOTE, PURGE_NOTE, PurgeLedger,
    PurgeRequest, PurgeStep, Score, ScoreOrigin, assess, purge,
};
use concerted_model::figure::Figures;
use concerted_model::program::Program;
use concerted_reference::{PurgeParameter, Reference};

#[track_caller]
fn program(text: &str) -> Program {
    let loaded = concerted_document::read_texts(&[("program.toml", text)]);
    assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
    loaded.program.expect("no errors")
}

#[track_caller]
fn outcome(text: &str) -> GenotoxOutcome {
    assess(&program(text), Reference::embedded())
}

#[track_caller]
fn impurity<'a>(outcome: &'a GenotoxOutcome, key: &str) -> &'a ImpurityResult {
    let found = outcome.impurities.iter().find(|own| own.key == key);
    found.unwrap_or_else(|| {
        let keys: Vec<_> = outcome.impurities.iter().map(|own| &own.key).collect();
        panic!("{key} is not among {keys:?}")
    })
}

#[track_caller]
fn factor(ledger: &PurgeLedger, step: &str, parameter: PurgeParameter) -> (f64, ScoreOrigin) {
    let row = ledger.steps.iter().find(|own| own.step == step);
    let row = row.unwrap_or_else(|| panic!("no step {step} in {ledger:#?}"));
    let score = row.scores.iter().find(|own| own.parameter == parameter);
    let score = score.expect("each property has a score");
    (score.factor, score.origin)
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found / expected - 1.0).abs() < 1e-9,
        "{found} instead of {expected}"
    );
}

fn scored(factor: f64) -> Score {
    Score::entered(PurgeParameter::Reactivity, factor, "for the test")
}

// From requests alone.

/// Illustration in a public guide on impurities: three steps of 100 make 1,000,000.
#[test]
fn factors_of_steps_multiply() {
    let mut request = PurgeRequest::new("illustration");
    for step in ["one", "two", "three"] {
        request = request.step(PurgeStep::new(step).score(scored(100.0)));
    }
    let ledger = purge(&request, Reference::embedded());
    close(ledger.predicted, 1e6);
    assert!(ledger.uses.is_empty());
    assert!(ledger.would_change[0].contains("level"));
}

/// Valsartan in 2018 held 66.5 ppm of NDMA on average against 0.3 ppm (LCGC Europe 2021, 34 (7), 267): 222 times too
/// much, whatever a prediction from its solubility in water had promised.
#[test]
fn a_predicted_purge_of_a_nitrosamine_is_refused() {
    let mut request = PurgeRequest::new("NDMA")
        .level(66.5, "found in the substance")
        .limit("market", 0.3)
        .step(PurgeStep::new("wash").score(Score::entered(
            PurgeParameter::Ionisability,
            10.0,
            "miscible with water",
        )));
    request.measured_only = true;
    let ledger = purge(&request, Reference::embedded());
    let market = &ledger.uses[0];
    assert_eq!(market.required.map(f64::round), Some(222.0));
    close(ledger.predicted, 10.0);
    close(ledger.counted, 1.0);
    close(market.ratio.unwrap(), 0.3 / 66.5);
    assert_eq!(market.band.as_ref().unwrap().row, "ratio_below_1");
    assert!(ledger.notes.iter().any(|note| note == MEASURED_ONLY_NOTE));
    assert!(!ledger.notes.iter().any(|note| note == PURGE_NOTE));
    request.steps[0] = PurgeStep::new("wash").measured(2.0);
    close(purge(&request, Reference::embedded()).counted, 2.0);
}

#[test]
fn measured_purge_overrides_the_scores_of_its_step_alone() {
    let reference = Reference::embedded();
    let request = |measured: Option<f64>| {
        let mut first = PurgeStep::new("first").score(scored(100.0));
        if let Some(factor) = measured {
            first = first.measured(factor);
        }
        PurgeRequest::new("x")
            .step(first)
            .step(PurgeStep::new("second").score(scored(10.0)))
    };
    close(purge(&request(None), reference).counted, 1000.0);
    let measured = purge(&request(Some(7.0)), reference);
    close(measured.counted, 70.0);
    close(measured.predicted, 1000.0);
    assert_eq!(measured.measured, Some(7.0));
    // An impurity may be enriched; nothing is measured by zero or less.
    close(purge(&request(Some(0.5)), reference).counted, 5.0);
    for nonsense in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        let ledger = purge(&request(Some(nonsense)), reference);
        close(ledger.counted, 1000.0);
        assert!(ledger.notes[0].contains("above 0"), "{:?}", ledger.notes);
    }
}

#[test]
fn scores_stay_within_the_published_scale() {
    let check = |parameter, told: f64, expected: f64| {
        let step = PurgeStep::new("s").score(Score::entered(parameter, told, "for the test"));
        let ledger = purge(&PurgeRequest::new("x").step(step), Reference::embedded());
        close(ledger.predicted, expected);
        let cut = ledger
            .notes
            .iter()
            .any(|note| note.contains("published scale"));
        assert_eq!(cut, told.total_cmp(&expected).is_ne(), "{told}");
    };
    check(PurgeParameter::Reactivity, 100.0, 100.0);
    check(PurgeParameter::Reactivity, 1e6, 100.0);
    check(PurgeParameter::Volatility, 11.0, 10.0);
    check(PurgeParameter::Ionisability, 10.0, 10.0);
    check(PurgeParameter::Chromatography, 100.0, 100.0);
    check(PurgeParameter::Solubility, 0.1, 1.0);
}

#[test]
fn the_ratio_rises_with_purge_and_limit_and_falls_with_level() {
    let ratio = |level: f64, limit: f64, score: f64| {
        let request = PurgeRequest::new("x")
            .level(level, "for the test")
            .limit("market", limit)
            .step(PurgeStep::new("s").score(scored(score)));
        purge(&request, Reference::embedded()).uses[0].ratio
    };
    let mut last = 0.0;
    for score in [1.0, 2.0, 10.0, 55.0, 100.0] {
        let own = ratio(1e4, 7.5, score).unwrap();
        assert!(own > last);
        last = own;
    }
    assert!(ratio(1e3, 7.5, 10.0) > ratio(1e4, 7.5, 10.0));
    assert!(ratio(1e4, 75.0, 10.0) > ratio(1e4, 7.5, 10.0));
    // Nothing at the start requires nothing, and no ratio is made of it.
    assert_eq!(ratio(0.0, 7.5, 10.0), None);
    assert_eq!(ratio(1e4, 0.0, 10.0), None);
}

// From whole programs.

const HEAD: &str = r#"
format_version = 1
name = "Invented"
start = 2027-01-04
[[use]]
id = "market"
name = "market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "30 y"
[substance]
material = "drug"
"#;

/// Triethylamine in the making of candesartan: Mutagenic Impurities (Wiley 2022, edited by Teasdale), section 3.6.3,
/// with the first operations after the reaction: 5 % of amine in the concentrate; extraction with hydrochloric acid 10;
/// extraction in base 1; ethyl acetate (77 °C) distilled off amine (89 °C), within 20 °C and so 3 by Table 3.3 (the text
/// that we could read ends before the number).
fn candesartan(score: &str) -> String {
    format!(
        r#"{HEAD}
[[material]]
id = "amine"
name = "triethylamine"
kind = "reagent"
smiles = "CCN(CC)CC"
boiling_point = "89 degC"
[[material]]
id = "ethyl-acetate"
name = "ethyl acetate"
kind = "solvent"
cas = "141-78-6"
boiling_point = "77 degC"
[[material]]
id = "ester"
name = "nitro amino ester"
kind = "intermediate"
smiles = "COC(=O)c1cccc([N+](=O)[O-])c1NCc1ccc(-c2ccccc2C#N)cc1"
[[material]]
id = "drug"
name = "drug"
kind = "substance"
smiles = "CCOc1nc2cccc(C(=O)O)c2n1Cc1ccc(-c2ccccc2-c2nnn[nH]2)cc1"
[[step]]
id = "alkylation"
name = "alkylation"
product = "ester"
input = [{{ material = "amine", role = "base", equivalents = 1.5 }}]
[[step]]
id = "acid"
name = "acid extraction"
product = "in-acid"
input = [{{ material = "ester", role = "reactant" }}]
operation = [{{ kind = "extraction", ph = 1 }}]
[[step]]
id = "basic"
name = "basic extraction"
product = "in-base"
input = [{{ material = "in-acid", role = "reactant" }}]
operation = [{{ kind = "extraction", ph = 10 }}]
[[step]]
id = "exchange"
name = "exchange of solvent"
product = "drug"
input = [{{ material = "in-base", role = "reactant" }}]
operation = [{{ kind = "distillation", solvent = "ethyl-acetate" }}]
[[material]]
id = "in-acid"
name = "washed with acid"
kind = "intermediate"
smiles = "COC(=O)c1cccc([N+](=O)[O-])c1NCc1ccc(-c2ccccc2C#N)cc1"
[[material]]
id = "in-base"
name = "washed with base"
kind = "intermediate"
smiles = "COC(=O)c1cccc([N+](=O)[O-])c1NCc1ccc(-c2ccccc2C#N)cc1"
[[route]]
id = "r"
name = "r"
step = ["alkylation", "acid", "basic", "exchange"]
[[impurity]]
id = "tea"
name = "triethylamine"
kind = "carried"
material = "amine"
step = "alkylation"
level = "5 %"
score = [{score}]
"#
    )
}

#[test]
fn the_published_ledger_of_triethylamine_in_candesartan() {
    let published = r#"{ step = "acid", parameter = "ionisability", score = 10, reason = "the hydrochloride is highly soluble in water" }"#;
    let outcome = outcome(&candesartan(published));
    let ledger = &impurity(&outcome, "tea").purge[0];
    assert_eq!(ledger.level_ppm, Some(50_000.0));
    let extraction = PurgeParameter::Ionisability;
    assert_eq!(
        factor(ledger, "acid", extraction),
        (10.0, ScoreOrigin::Entered)
    );
    close(factor(ledger, "basic", extraction).0, 1.0);
    assert_eq!(
        factor(ledger, "exchange", PurgeParameter::Volatility),
        (3.0, ScoreOrigin::Proposed)
    );
    close(ledger.predicted, 30.0);
    // No yield is entered, so the level is by mass of each product in turn: 50,000 ÷ 10 ÷ 1 ÷ 3.
    close(ledger.steps[2].level_ppm.unwrap(), 50_000.0 / 30.0);
    assert!(ledger.notes.iter().any(|note| note == PURGE_NOTE));
}

#[test]
fn our_own_rules_claim_no_more_than_the_published_ledger() {
    // A score for the step in which it enters makes the ledger without deciding what is compared here.
    let own = r#"{ step = "alkylation", parameter = "other", score = 1, reason = "none" }"#;
    let outcome = outcome(&candesartan(own));
    let ledger = &impurity(&outcome, "tea").purge[0];
    let extraction = PurgeParameter::Ionisability;
    assert_eq!(
        factor(ledger, "acid", extraction),
        (3.0, ScoreOrigin::Proposed)
    );
    assert_eq!(
        factor(ledger, "basic", extraction),
        (1.0, ScoreOrigin::NotScored)
    );
    close(ledger.predicted, 9.0);
}

/// A reagent of the first step, an amine in the second, a salt from a solvent in the third.
fn chloride(level: &str, further: &str) -> String {
    format!(
        r#"{HEAD}
[[material]]
id = "chloride"
name = "4-methylbenzyl chloride"
kind = "reagent"
smiles = "Cc1ccc(CCl)cc1"
boiling_point = "200 degC"
log_p = 2.8
[[material]]
id = "acid"
name = "4-hydroxybenzoic ester"
kind = "starting-material"
smiles = "COC(=O)c1ccc(O)cc1"
[[material]]
id = "ether"
name = "ether"
kind = "intermediate"
smiles = "COC(=O)c1ccc(OCc2ccc(C)cc2)cc1"
[[material]]
id = "morpholine"
name = "morpholine"
kind = "reagent"
smiles = "C1COCCN1"
[[material]]
id = "amide"
name = "amide"
kind = "intermediate"
smiles = "O=C(c1ccc(OCc2ccc(C)cc2)cc1)N1CCOCC1"
[[material]]
id = "drug"
name = "drug"
kind = "substance"
smiles = "O=C(c1ccc(OCc2ccc(C)cc2)cc1)N1CCOCC1"
[[material]]
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[material]]
id = "toluene"
name = "toluene"
kind = "solvent"
cas = "108-88-3"
smiles = "Cc1ccccc1"
[[material]]
id = "heptane"
name = "heptane"
kind = "solvent"
smiles = "CCCCCCC"
[[solubility]]
id = "in-heptane"
material = "chloride"
solvent = "heptane"
point = [{{ temperature = "5 degC", concentration = "150 g/L" }}]
[[step]]
id = "etherification"
name = "etherification"
product = "ether"
yield = "90 %"
temperature = "60 degC"
input = [
  {{ material = "acid", role = "reactant", limiting = true }},
  {{ material = "chloride", role = "reactant", equivalents = 1.2 }},
]
[[step]]
id = "amidation"
name = "amidation"
product = "amide"
yield = "80 %"
input = [
  {{ material = "ether", role = "reactant", limiting = true }},
  {{ material = "morpholine", role = "reactant", equivalents = 3 }},
]
operation = [
  {{ kind = "wash", solvent = "water", ph = 3, phase_ratio = 0.5 }},
  {{ kind = "distillation", solvent = "toluene" }},
]
[[step]]
id = "crystallisation"
name = "crystallisation"
product = "drug"
yield = "95 %"
input = [{{ material = "amide", role = "reactant", limiting = true }}]
operation = [{{ kind = "crystallization", solvent = "heptane", temperature = "5 degC" }}]
[[route]]
id = "r"
name = "r"
step = ["etherification", "amidation", "crystallisation"]
[[impurity]]
id = "c"
name = "4-methylbenzyl chloride"
kind = "carried"
material = "chloride"
step = "etherification"
{level}
{further}
"#
    )
}

#[track_caller]
fn option_of(text: &str, option: u8) -> ControlProposal {
    let outcome = outcome(text);
    let found = impurity(&outcome, "c");
    let [proposal] = found.control.as_slice() else {
        panic!("{:#?}", found.control)
    };
    assert_eq!(proposal.option, option, "{:#?}", proposal.argument);
    assert!(proposal.citation.is_some());
    assert!(!proposal.argument.is_empty() && !proposal.would_change.is_empty());
    let market = &found.uses[0];
    let fraction = if option % 2 == 1 { 0.3 } else { 1.0 };
    assert_eq!(
        market.quantitation_fraction,
        Some(fraction),
        "{}",
        market.quantitation_reason
    );
    close(
        market.quantitation_limit_ppm.unwrap(),
        fraction * market.limit_ppm_substance.unwrap(),
    );
    proposal.clone()
}

#[test]
fn rules_propose_scores_from_what_the_steps_contain() {
    let outcome = outcome(&chloride("level = \"1 %\"", ""));
    let ledger = &impurity(&outcome, "c").purge[0];
    assert_eq!(ledger.entry.as_deref(), Some("etherification"));
    // The level is one of the product of the first step, so what that step takes away is in it.
    let steps: Vec<&str> = ledger.steps.iter().map(|step| step.step.as_str()).collect();
    assert_eq!(steps, ["amidation", "crystallisation"]);
    let expected = [
        ("amidation", PurgeParameter::Reactivity, 10.0),
        ("amidation", PurgeParameter::Volatility, 1.0),
        ("crystallisation", PurgeParameter::Solubility, 10.0),
        ("crystallisation", PurgeParameter::Reactivity, 1.0),
    ];
    for (step, parameter, value) in expected {
        let found = factor(ledger, step, parameter).0;
        assert!(
            (found - value).abs() < 1e-9,
            "{step} {parameter:?}: {found}"
        );
    }
    // One wash with half a volume of water at log P 2.8.
    let wash = factor(ledger, "amidation", PurgeParameter::Ionisability).0;
    close(wash, 1.0 + 0.5 / 10_f64.powf(2.8));
    close(ledger.counted, 100.0 * wash);
}

#[test]
fn one_kind_of_reaction_counts_once_on_the_way() {
    let again = chloride("level = \"1 %\"", "").replace(
        "input = [{ material = \"amide\", role = \"reactant\", limiting = true }]",
        "input = [{ material = \"amide\", role = \"reactant\", limiting = true }, { material = \"morpholine\", role = \"reagent\", equivalents = 1 }]",
    );
    let found = outcome(&again);
    let ledger = &impurity(&found, "c").purge[0];
    close(
        factor(ledger, "amidation", PurgeParameter::Reactivity).0,
        10.0,
    );
    assert_eq!(
        factor(ledger, "crystallisation", PurgeParameter::Reactivity),
        (1.0, ScoreOrigin::NotScored)
    );
}

#[test]
fn yields_and_molar_masses_change_a_level_by_mass() {
    let outcome = outcome(&chloride("level = \"1 %\"", ""));
    let ledger = &impurity(&outcome, "c").purge[0];
    // C16H16O3 256.30 to C19H21NO3 311.38 at 80 %, then the same compound at 95 %.
    assert!((ledger.mass_gain - 0.80 * 311.38 / 256.30 * 0.95).abs() < 1e-4);
    let market = &ledger.uses[0];
    close(
        market.required.unwrap(),
        1e4 / ledger.mass_gain / market.limit_ppm,
    );
    close(
        outcome
            .ledger
            .number("genotox.c.market.required_purge")
            .unwrap(),
        market.required.unwrap(),
    );
    close(
        market.expected_ppm.unwrap(),
        ledger.steps.last().unwrap().level_ppm.unwrap(),
    );
    let without = chloride("level = \"1 %\"", "").replace("yield = \"80 %\"\n", "");
    let unknown = assess(&program(&without), Reference::embedded());
    let ledger = &impurity(&unknown, "c").purge[0];
    assert_eq!(ledger.steps[0].mass_gain, None);
    assert!(
        ledger
            .notes
            .iter()
            .any(|note| note.contains("amidation") && note.contains("yield"))
    );
}

#[test]
fn without_a_level_all_that_is_charged_counts() {
    let outcome = outcome(&chloride("", ""));
    let ledger = &impurity(&outcome, "c").purge[0];
    // 1.2 mol of C8H9Cl (140.61) for 0.9 mol of C16H16O3 (256.30).
    let expected = 1e6 * 1.2 * 140.61 / (0.9 * 256.30);
    assert!((ledger.level_ppm.unwrap() / expected - 1.0).abs() < 1e-4);
    assert!(ledger.level_basis.starts_with("Worst case"));
    assert_eq!(ledger.steps[0].step, "etherification");
}

#[test]
fn scores_of_the_user_take_the_place_of_proposals() {
    let own = r#"score = [{ step = "amidation", parameter = "reactivity", score = 100, reason = "three equivalents of a secondary amine at 80 degC" }]"#;
    let outcome = outcome(&chloride("level = \"1 %\"", own));
    let ledger = &impurity(&outcome, "c").purge[0];
    assert_eq!(
        factor(ledger, "amidation", PurgeParameter::Reactivity),
        (100.0, ScoreOrigin::Entered)
    );
}

#[test]
fn washes_count_by_partition_and_never_by_solubility_in_water() {
    // log P of NDMA is −0.57 (remembered, for the arithmetic only): a wash with half a volume of water keeps a third.
    let text = chloride("level = \"1 %\"", "")
        .replace("log_p = 2.8", "log_p = -0.57")
        .replace("ph = 3, phase_ratio = 0.5", "phase_ratio = 0.5");
    let found = outcome(&text);
    let ledger = &impurity(&found, "c").purge[0];
    let wash = factor(ledger, "amidation", PurgeParameter::Ionisability).0;
    close(wash, 1.0 + 0.5 * 10_f64.powf(0.57));
    assert!(wash < 3.0);
    // Without a partition coefficient nothing counts, and the data that are missing are named.
    let text = text.replace("log_p = -0.57\n", "");
    let found = outcome(&text);
    let ledger = &impurity(&found, "c").purge[0];
    assert_eq!(
        factor(ledger, "amidation", PurgeParameter::Ionisability),
        (1.0, ScoreOrigin::NotScored)
    );
    let asks = &ledger.would_change;
    assert!(
        asks.iter().any(|ask| ask.contains("partition coefficient")),
        "{asks:?}"
    );
}

#[test]
fn the_four_options() {
    let score = r#"score = [
  { step = "amidation", parameter = "reactivity", score = 100, reason = "for the test" },
  { step = "crystallisation", parameter = "solubility", score = 10, reason = "for the test" },
]"#;
    // The limit is 15 ppm: 1.5 µg/day in 0.1 g/day. Twenty ppm and a factor of 1000 leave a ratio above 700.
    let none = option_of(&chloride("level = \"20 ppm\"", score), 2);
    assert_eq!(none.evidence.test_after.as_deref(), Some("amidation"));
    let four = option_of(&chloride("level = \"5 ppm\"", score), 4);
    assert!(four.evidence.ratio.unwrap() > 1000.0);
    assert!(four.argument.iter().any(|sentence| sentence == PURGE_NOTE));
    let measured =
        |factor: &str| format!("purge = [{{ step = \"amidation\", factor = {factor} }}]");
    let three = option_of(&chloride("level = \"100 ppm\"", &measured("40")), 3);
    assert_eq!(three.evidence.test_after.as_deref(), Some("etherification"));
    // 1 % needs hundreds; the rules credit a hundred.
    let one = option_of(&chloride("level = \"1 %\"", ""), 1);
    assert!(one.evidence.ratio.unwrap() < 1.0);
    assert!(one.would_change[0].contains("spiking"));
    let one = option_of(&chloride("", "").replace("yield = \"90 %\"\n", ""), 1);
    assert!(one.evidence.ratio.is_none());
}

#[test]
fn what_arises_last_is_tested_in_the_substance() {
    let late = chloride("level = \"1 ppm\"", "").replace(
        "kind = \"carried\"\nmaterial = \"chloride\"\nstep = \"etherification\"",
        "kind = \"by-product\"\nsmiles = \"CCOS(C)(=O)=O\"\nstep = \"crystallisation\"",
    );
    let proposal = option_of(&late, 1);
    assert!(
        proposal
            .argument
            .iter()
            .any(|sentence| sentence.contains("last step"))
    );
}

#[test]
fn a_nitrosamine_needs_a_measured_purge() {
    let text = |further: &str| {
        chloride("level = \"1 ppm\"", further).replace(
            "kind = \"carried\"\nmaterial = \"chloride\"\n",
            "kind = \"by-product\"\nsmiles = \"O=NN1CCOCC1\"\n",
        )
    };
    let proposal = option_of(&text(""), 1);
    assert!(
        proposal
            .argument
            .iter()
            .any(|sentence| sentence.contains("nitrosamine"))
    );
    let found = outcome(&text(""));
    let ledger = &impurity(&found, "c").purge[0];
    close(ledger.counted, 1.0);
    assert!(ledger.notes.iter().any(|note| note == MEASURED_ONLY_NOTE));
    option_of(&text("purge = [{ step = \"amidation\", factor = 100 }]"), 3);
}

#[test]
fn of_several_values_for_one_step_the_lowest_counts() {
    let step = PurgeStep::new("s").measured(60.0).measured(50.0);
    let ledger = purge(&PurgeRequest::new("x").step(step), Reference::embedded());
    assert_eq!(ledger.measured, Some(50.0));
    // What is no measurement does not hide one.
    let step = PurgeStep::new("s").measured(50.0).measured(-1.0);
    let ledger = purge(&PurgeRequest::new("x").step(step), Reference::embedded());
    assert_eq!(ledger.measured, Some(50.0));
    let step = PurgeStep::new("s").score(scored(30.0)).score(scored(10.0));
    let ledger = purge(&PurgeRequest::new("x").step(step), Reference::embedded());
    close(ledger.predicted, 10.0);

    let two =
        r#"purge = [{ step = "amidation", factor = 60 }, { step = "amidation", factor = 50 }]"#;
    let text = chloride("level = \"1 %\"", two);
    let found = outcome(&text);
    let found_impurity = impurity(&found, "c");
    assert_eq!(found_impurity.purge[0].measured, Some(50.0));
    assert_eq!(found_impurity.measured_purge, Some(50.0));
    for written in ["60", "50"] {
        for figure in ["measured_purge", "purge.r.etherification.counted_purge"] {
            names(&text, &format!("genotox.c.{figure}"), written);
        }
    }
}

/// Asserts that a figure rests on a number that is entered, which must be written so in one place only.
#[track_caller]
fn names(text: &str, figure: &str, written: &str) {
    let base = program(text);
    let outcome = assess(&base, Reference::embedded());
    let entered: Vec<_> = base
        .entered
        .iter()
        .filter(|entered| text[entered.span.clone()].trim_matches('"') == written)
        .collect();
    let [entered] = entered.as_slice() else {
        panic!("{written} is entered {} times", entered.len())
    };
    let id = format!("entered.{}", entered.path).as_str().into();
    let figures = Figures::resolve(&outcome.ledger, &base.entered);
    assert!(figures.get(figure).is_some(), "no figure {figure}");
    let named = figures.ancestors(figure).contains(&id);
    assert!(named, "{figure} does not name {written}");
}

#[test]
fn what_loses_a_comparison_is_named_too() {
    let step = "genotox.c.purge.r.etherification.amidation.step_purge";
    let two_solvents = chloride("level = \"1 %\"", "")
        .replace(
            "name = \"toluene\"\nkind = \"solvent\"",
            "name = \"toluene\"\nkind = \"solvent\"\nboiling_point = \"111 degC\"",
        )
        .replace(
            "name = \"heptane\"\nkind = \"solvent\"",
            "name = \"heptane\"\nkind = \"solvent\"\nboiling_point = \"238 degC\"",
        )
        .replace(
            "{ kind = \"distillation\", solvent = \"toluene\" }",
            "{ kind = \"distillation\", solvent = \"toluene\" }, { kind = \"drying\", solvent = \"heptane\" }",
        );
    for written in ["111 degC", "238 degC"] {
        names(&two_solvents, step, written);
    }
    let two_series = chloride("level = \"1 %\"", "")
        + "[[solubility]]\nid = \"again\"\nmaterial = \"chloride\"\nsolvent = \"heptane\"\npoint = [{ temperature = \"5 degC\", concentration = \"170 g/L\" }]\n";
    let step = "genotox.c.purge.r.etherification.crystallisation.step_purge";
    for written in ["150 g/L", "170 g/L"] {
        names(&two_series, step, written);
    }
}

#[test]
fn whether_a_reactant_is_in_excess_rests_on_its_content() {
    // 0.5 kg/kg of a chloride of 80 % are 0.43 mol: it is not in excess, and its reaction consumes it.
    let text = chloride("", "")
        .replace("log_p = 2.8", "log_p = 2.8\nassay = \"81 %\"")
        .replace(
            "{ material = \"chloride\", role = \"reactant\", equivalents = 1.2 }",
            "{ material = \"chloride\", role = \"reactant\", mass = \"0.5 kg/kg\" }",
        );
    let found = outcome(&text);
    assert_eq!(
        factor(
            &impurity(&found, "c").purge[0],
            "etherification",
            PurgeParameter::Reactivity
        ),
        (10.0, ScoreOrigin::Proposed)
    );
    names(
        &text,
        "genotox.c.purge.r.etherification.etherification.step_purge",
        "81 %",
    );
    names(
        &text,
        "genotox.c.purge.r.etherification.predicted_purge",
        "81 %",
    );
}

/// 4-Nitrophenol, pKa 7.15 (remembered, for the arithmetic only), in the aqueous phase at pH 10 with the product.
#[test]
fn a_wash_that_keeps_water_needs_the_charge() {
    let text = |pka: &str, wash: &str| {
        chloride("level = \"1 %\"", "")
            .replace(
                "smiles = \"Cc1ccc(CCl)cc1\"",
                "smiles = \"O=[N+]([O-])c1ccc(O)cc1\"",
            )
            .replace("log_p = 2.8", &format!("log_p = 0.9\n{pka}"))
            .replace("ph = 3, phase_ratio = 0.5", wash)
    };
    let wash = |text: &str| {
        let found = outcome(text);
        let ledger = &impurity(&found, "c").purge[0];
        factor(ledger, "amidation", PurgeParameter::Ionisability).0
    };
    let kept = "ph = 10, phase_ratio = 0.5, product_in_liquor = true";
    close(wash(&text("", kept)), 1.0);
    close(wash(&text("pka = [7.15, 12]", kept)), 1.0);
    let distribution = 10_f64.powf(0.9) / (1.0 + 10_f64.powf(10.0 - 7.15));
    close(wash(&text("pka = [7.15]", kept)), 1.0 + 0.5 * distribution);
    // Where the water is taken off, what is charged besides only goes with it.
    let taken = "ph = 10, phase_ratio = 0.5";
    close(wash(&text("", taken)), 1.0 + 0.5 / 10_f64.powf(0.9));
}

/// The same chloride charged a second time, in small amount, in the second step.
fn charged_again(level: &str, further: &str) -> String {
    chloride(level, further).replace(
        "{ material = \"morpholine\", role = \"reactant\", equivalents = 3 },",
        "{ material = \"morpholine\", role = \"reactant\", equivalents = 3 },\n  { material = \"chloride\", role = \"reagent\", equivalents = 0.00001 },",
    )
}

fn not_isolated(text: &str, step: &str) -> String {
    let name = format!("name = \"{step}\"\nproduct");
    assert!(text.contains(&name));
    text.replace(
        &name,
        &format!("name = \"{step}\"\nisolated = false\nproduct"),
    )
}

#[test]
fn the_test_point_lies_behind_every_entry_and_is_isolated() {
    let after = |proposal: &ControlProposal| proposal.evidence.test_after.clone();
    let once = chloride("level = \"10 ppm\"", "");
    let two = option_of(&once, 2);
    assert_eq!(after(&two).as_deref(), Some("etherification"));
    let two = option_of(&not_isolated(&once, "etherification"), 2);
    assert_eq!(after(&two).as_deref(), Some("amidation"));

    let again = charged_again("level = \"10 ppm\"", "");
    let found = outcome(&again);
    assert_eq!(impurity(&found, "c").purge.len(), 2);
    let two = option_of(&again, 2);
    assert_eq!(after(&two).as_deref(), Some("amidation"));
    let one = option_of(&not_isolated(&again, "amidation"), 1);
    assert_eq!(after(&one), None);

    // Option 3 likewise: a test in front of the second entry shows nothing of it.
    let late = r#"purge = [{ step = "crystallisation", factor = 100 }]"#;
    let again = charged_again("level = \"100 ppm\"", late);
    let three = option_of(&again, 3);
    assert_eq!(after(&three).as_deref(), Some("amidation"));
    option_of(&not_isolated(&again, "amidation"), 1);
}

#[test]
fn a_measurement_of_nothing_backs_no_option() {
    let nothing =
        r#"purge = [{ step = "amidation", factor = 1 }, { step = "crystallisation", factor = 1 }]"#;
    let two = option_of(&chloride("level = \"0.01 ppm\"", nothing), 2);
    assert!(two.evidence.ratio.unwrap() > 1000.0);
    let ten = nothing.replace("\"amidation\", factor = 1", "\"amidation\", factor = 10");
    option_of(&chloride("level = \"0.01 ppm\"", &ten), 4);
}

#[test]
fn a_shortfall_from_an_entered_level_is_said_beside_a_bound() {
    let found = outcome(&charged_again("level = \"1 %\"", ""));
    let bounds: Vec<bool> = impurity(&found, "c")
        .purge
        .iter()
        .map(|ledger| ledger.level_is_worst_case)
        .collect();
    assert_eq!(bounds, [false, true]);
    let short = |finding: &&concerted_model::finding::Finding| {
        finding.rule == "genotox.purge-ratio" && finding.subject == "impurity.c"
    };
    assert_eq!(found.findings.iter().filter(short).count(), 1);
    // Where the bound itself is the lowest, it asks for a number and is no shortfall yet.
    let bound = charged_again("level = \"10 ppm\"", "").replace("0.00001", "0.5");
    let found = outcome(&bound);
    assert_eq!(found.findings.iter().filter(short).count(), 0);
}

#[test]
fn the_option_to_test_less_often_quotes_the_table() {
    let one = option_of(&chloride("level = \"1 %\"", ""), 1);
    let row = Reference::embedded().control_option(1).unwrap();
    let percent = row.fraction_of_limit.unwrap() * 100.0;
    let words = format!("at or below {percent} % of the limit, to test less often");
    assert!(
        one.would_change
            .iter()
            .any(|phrase| phrase.ends_with(&words))
    );
}

#[test]
fn each_limit_has_one_quantitation_limit() {
    let found = outcome(&chloride("level = \"1 %\"", ""));
    let figures = &impurity(&found, "c").uses[0].figures;
    let own = figures
        .iter()
        .filter(|figure| figure.0.ends_with("quantitation_limit"));
    assert_eq!(own.count(), 1);
    let rules: std::collections::BTreeSet<&str> = found
        .ledger
        .derivations()
        .filter(|derivation| derivation.rule.id == "genotox.quantitation-limit")
        .map(|derivation| derivation.rule.formula)
        .collect();
    assert_eq!(rules.len(), 1);
}

/// From one product two ways lead to the substance: a short one that takes away much and a long one that does not.
fn two_ways(further: &str) -> String {
    let step = |id: &str, product: &str, inputs: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nname = \"{id}\"\nproduct = \"{product}\"\ninput = [{inputs}]\n"
        )
    };
    let input = |id: &str| format!("{{ material = \"{id}\", role = \"reactant\" }}");
    let mut text = format!(
        "{HEAD}[[material]]\nid = \"chloride\"\nname = \"chloride\"\nkind = \"reagent\"\nsmiles = \"Cc1ccc(CCl)cc1\"\n"
    );
    for (id, kind) in [
        ("ether", "intermediate"),
        ("s", "intermediate"),
        ("w", "intermediate"),
        ("v", "intermediate"),
        ("drug", "substance"),
    ] {
        text.extend([format!(
            "[[material]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\nsmiles = \"COC(=O)c1ccc(OCc2ccc(C)cc2)cc1\"\n"
        )]);
    }
    text += "[[material]]\nid = \"acid\"\nname = \"acid\"\nkind = \"starting-material\"\nsmiles = \"COC(=O)c1ccc(O)cc1\"\n";
    text += &step(
        "make",
        "ether",
        &format!("{}, {}", input("acid"), input("chloride")),
    );
    text += &step("strong", "s", &input("ether"));
    text += &step("weak", "w", &input("ether"));
    text += &step("weaker", "v", &input("w"));
    text += &step("join", "drug", &format!("{}, {}", input("s"), input("v")));
    text += "[[route]]\nid = \"r\"\nname = \"r\"\nstep = [\"make\", \"strong\", \"weak\", \"weaker\", \"join\"]\n";
    text + &format!(
        "[[impurity]]\nid = \"c\"\nname = \"c\"\nkind = \"carried\"\nmaterial = \"chloride\"\nstep = \"make\"\n{further}\n"
    )
}

#[test]
fn of_several_ways_the_one_that_takes_away_least_counts() {
    let text = two_ways(
        "level = \"10 ppm\"\npurge = [{ step = \"strong\", factor = 99 }, { step = \"weak\", factor = 2 }]",
    );
    let found = outcome(&text);
    let ledger = &impurity(&found, "c").purge[0];
    let steps: Vec<&str> = ledger.steps.iter().map(|own| own.step.as_str()).collect();
    assert_eq!(steps, ["weak", "weaker", "join"]);
    close(ledger.counted, 2.0);
    // Which way counts depends on the other one.
    names(&text, "genotox.c.purge.r.make.counted_purge", "99");
    let other = text.replace("factor = 99", "factor = 1.5");
    let found = outcome(&other);
    let ledger = &impurity(&found, "c").purge[0];
    close(ledger.counted, 1.5);
    // What only one of the ways goes through is no place to test for both.
    let bypassed: Vec<(&str, bool)> = ledger
        .steps
        .iter()
        .map(|own| (own.step.as_str(), own.bypassed))
        .collect();
    assert_eq!(bypassed, [("strong", true), ("join", false)]);
    let two = option_of(&text, 2);
    assert_eq!(two.evidence.test_after.as_deref(), Some("make"));
    option_of(&not_isolated(&text, "make"), 1);
}

/// Each step uses the products of the two before it: as many ways as the Fibonacci number of the steps.
#[test]
fn many_ways_are_searched_once() {
    let mut text = HEAD.to_owned();
    let count = 40;
    for at in 0..=count {
        let (id, kind) = if at == count {
            ("drug".to_owned(), "substance")
        } else {
            (format!("m{at}"), "intermediate")
        };
        text.extend([format!(
            "[[material]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\nsmiles = \"Cc1ccccc1\"\n"
        )]);
    }
    text += "[[material]]\nid = \"chloride\"\nname = \"chloride\"\nkind = \"reagent\"\nsmiles = \"Cc1ccc(CCl)cc1\"\n";
    let mut ids = Vec::new();
    for at in 0..=count {
        let product = if at == count {
            "drug".to_owned()
        } else {
            format!("m{at}")
        };
        let mut inputs: Vec<String> = (1..=2)
            .filter(|back| at >= *back)
            .map(|back| format!("{{ material = \"m{}\", role = \"reactant\" }}", at - back))
            .collect();
        if at == 0 {
            inputs.push("{ material = \"chloride\", role = \"reactant\" }".to_owned());
        }
        text.extend([format!(
            "[[step]]\nid = \"s{at}\"\nname = \"s{at}\"\nproduct = \"{product}\"\ninput = [{}]\n",
            inputs.join(", ")
        )]);
        ids.push(format!("\"s{at}\""));
    }
    text.extend([format!(
        "[[route]]\nid = \"r\"\nname = \"r\"\nstep = [{}]\n",
        ids.join(", ")
    )]);
    text += "[[impurity]]\nid = \"c\"\nname = \"c\"\nkind = \"carried\"\nmaterial = \"chloride\"\nstep = \"s0\"\nlevel = \"1 %\"\n";
    text += "purge = [{ step = \"s20\", factor = 7 }, { step = \"s21\", factor = 3 }]\n";
    let found = outcome(&text);
    let ledger = &impurity(&found, "c").purge[0];
    close(ledger.counted, 3.0);
    assert_eq!(ledger.steps.last().unwrap().step, "s40");
}

/// Nudges every entered number and fails if a figure moved that does not name it among its ancestors.
#[test]
fn figures_name_what_moves_them() {
    let further = r#"purge = [{ step = "crystallisation", factor = 20 }]
score = [{ step = "amidation", parameter = "reactivity", score = 50, reason = "for the test" }]"#;
    let texts = [
        chloride("level = \"1 %\"", ""),
        chloride("level = \"30 ppm\"", further),
        chloride("", ""),
        two_ways(
            "level = \"10 ppm\"\npurge = [{ step = \"strong\", factor = 9 }, { step = \"weak\", factor = 8 }]",
        ),
        charged_again("level = \"30 ppm\"", further),
        chloride("level = \"1 %\"", "").replace("log_p = 2.8", "log_p = 0.4\npka = [4.5]"),
        candesartan(
            r#"{ step = "acid", parameter = "other", score = 4, reason = "for the test" }"#,
        ),
    ];
    let mut moved = 0;
    for text in &texts {
        let base = program(text);
        let before = assess(&base, Reference::embedded());
        let figures = Figures::resolve(&before.ledger, &base.entered);
        for entered in &base.entered {
            for scale in [1.07, 0.93, 1.4] {
                let Some(nudged) = nudge(&text[entered.span.clone()], scale) else {
                    continue;
                };
                let mut other = text.clone();
                other.replace_range(entered.span.clone(), &nudged);
                let loaded = concerted_document::read_texts(&[("program.toml", &other)]);
                let Some(changed) = loaded.program else {
                    continue;
                };
                let after = assess(&changed, Reference::embedded());
                let others = Figures::resolve(&after.ledger, &changed.entered);
                let id = format!("entered.{}", entered.path).as_str().into();
                for derivation in before.ledger.derivations() {
                    let key = derivation.id.as_str();
                    let now = others.get(key).map(|figure| &figure.value);
                    if now.is_none_or(|now| *now == derivation.value) {
                        continue;
                    }
                    moved += 1;
                    let named = [&figures, &others]
                        .iter()
                        .any(|figures| figures.ancestors(key).contains(&id));
                    assert!(named, "{key} moved with {id}");
                }
            }
        }
    }
    assert!(moved > 100, "{moved}");
}

/// The same text with its first number scaled; `None` for dates and words.
fn nudge(text: &str, scale: f64) -> Option<String> {
    let quote = if text.starts_with('"') { "\"" } else { "" };
    let inner = text.trim_matches('"');
    let end = inner
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(inner.len());
    let number: f64 = inner[..end].parse().ok()?;
    if inner[end..].starts_with('-') {
        return None;
    }
    Some(format!("{quote}{}{}{quote}", number * scale, &inner[end..]))
}
