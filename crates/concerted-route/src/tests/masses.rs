//! Masses, intensities, yields and balances against arithmetic done by hand.

use concerted_model::figure::FigureValue;
use concerted_model::given::Traced;
use concerted_model::handover::IsolationYield;
use concerted_model::id::Ref;
use concerted_reference::{Reference, Row};

use super::{TWO_ROUTES, assessed, check, messages, program, text};
use crate::{Boundary, Incomparable, Reality, assess, chem21_rank};

pub(super) const ASPIRIN: &str = r#"
[substance]
material = "aspirin"
[[material]]
id = "aspirin"
name = "aspirin"
kind = "substance"
smiles = "CC(=O)Oc1ccccc1C(=O)O"
[[material]]
id = "salicylic-acid"
name = "salicylic acid"
kind = "starting-material"
smiles = "OC(=O)c1ccccc1O"
price = "4 USD/kg"
[[material]]
id = "anhydride"
name = "acetic anhydride"
kind = "reagent"
smiles = "CC(=O)OC(C)=O"
assay = "98 %"
price = "2 USD/kg"
[[material]]
id = "acid"
name = "acetic acid"
kind = "by-product"
smiles = "CC(O)=O"
[[material]]
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[step]]
id = "acetylation"
name = "acetylation"
product = "aspirin"
yield = "80 %"
byproduct = ["acid"]
[[step.input]]
material = "salicylic-acid"
role = "reactant"
[[step.input]]
material = "anhydride"
role = "reagent"
equivalents = 1.5
[[step.input]]
material = "water"
role = "water"
volume = "5 L/kg"
work_up = true
[[route]]
id = "only"
name = "only"
step = ["acetylation"]
"#;

#[test]
fn one_step_by_hand() {
    // M: salicylic acid 138.122, anhydride 102.089, aspirin 180.159 g/mol; water 0.995 g/mL (solvent table).
    // Acid 138.122 / (0.8 · 180.159) = 0.958334; anhydride 1.5 · 102.089 / (0.98 · 0.8 · 180.159) = 1.084172;
    // water 5 · 0.958334 · 0.995 = 4.767712; sum 6.810218 kg/kg.
    let outcome = assessed(ASPIRIN);
    check(
        &outcome,
        "step.acetylation.input.salicylic-acid.charged",
        0.958_334,
    );
    check(
        &outcome,
        "step.acetylation.input.anhydride.charged",
        1.084_172,
    );
    check(&outcome, "step.acetylation.input.water.charged", 4.767_712);
    check(&outcome, "step.acetylation.pmi", 6.810_218);
    check(&outcome, "route.only.pmi", 6.810_218);
    check(&outcome, "route.only.pmi_without_water", 2.042_506);
    check(&outcome, "route.only.pmi_reaction_only", 2.042_506);
    check(&outcome, "route.only.pmi_reactants", 2.042_506);
    check(&outcome, "route.only.pmi_solvents", 0.0);
    check(&outcome, "route.only.pmi_water", 4.767_712);
    check(&outcome, "route.only.e_factor", 5.810_218);
    check(&outcome, "route.only.e_factor_without_water", 1.042_506);
    check(&outcome, "route.only.yield", 0.8);
    // Atom economy 180.159 / (138.122 + 102.089) = 0.750003.
    check(&outcome, "step.acetylation.atom_economy", 0.750_003);
    // 1 / (0.958334 + 0.98 · 1.084172) = 0.494848.
    check(
        &outcome,
        "step.acetylation.reaction_mass_efficiency",
        0.494_848,
    );
    // 4 · 0.958334 + 2 · 1.084172 = 6.001680.
    check(&outcome, "route.only.raw_material_cost", 6.001_680);
    check(&outcome, "route.only.cycle_days", 3.0);
    assert!(messages(&outcome, "route.balance").is_empty());
}

#[test]
fn a_missing_by_product_is_named() {
    let outcome = assessed(&ASPIRIN.replace("byproduct = [\"acid\"]\n", ""));
    let found = messages(&outcome, "route.balance");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("C2H4O2 (60.052 g per mole of product)"),
        "{}",
        found[0]
    );
}

#[test]
fn atoms_that_no_input_brings_are_named() {
    // The methyl ester of aspirin is C10H10O4; 0.2 equivalents of anhydride bring no whole acetyl.
    let body = ASPIRIN.replace(
        "smiles = \"CC(=O)Oc1ccccc1C(=O)O\"",
        "smiles = \"CC(=O)Oc1ccccc1C(=O)OC\"",
    );
    let outcome = assessed(&body.replace("equivalents = 1.5", "equivalents = 0.2"));
    let found = messages(&outcome, "route.balance");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("10 C, of which the inputs bring at most 7"),
        "{}",
        found[0]
    );
}

#[test]
fn too_little_of_a_reagent_is_noticed() {
    let outcome = assessed(&ASPIRIN.replace("equivalents = 1.5", "equivalents = 0.9"));
    let found = messages(&outcome, "route.balance.short");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("takes 1 mol of acetic anhydride"),
        "{}",
        found[0]
    );
}

pub(super) const CONVERGENT: &str = r#"
[substance]
material = "p"
[[material]]
id = "x"
name = "X"
kind = "starting-material"
molar_mass = "100 g/mol"
[[material]]
id = "y"
name = "Y"
kind = "starting-material"
molar_mass = "50 g/mol"
[[material]]
id = "a"
name = "A"
kind = "intermediate"
molar_mass = "100 g/mol"
[[material]]
id = "b"
name = "B"
kind = "intermediate"
molar_mass = "50 g/mol"
[[material]]
id = "p"
name = "P"
kind = "substance"
molar_mass = "150 g/mol"
[[step]]
id = "join"
name = "join"
product = "p"
yield = { value = "90 %", low = "80 %", high = "95 %" }
[[step.input]]
material = "a"
role = "reactant"
[[step.input]]
material = "b"
role = "reactant"
equivalents = 1.2
[[step]]
id = "make-a"
name = "make A"
product = "a"
yield = "50 %"
[[step.input]]
material = "x"
role = "reactant"
[[step]]
id = "make-b"
name = "make B"
product = "b"
yield = "80 %"
[[step.input]]
material = "y"
role = "reactant"
[[route]]
id = "r"
name = "r"
step = ["join", "make-a", "make-b"]
"#;

#[test]
fn branches_are_propagated() {
    // Per kg of P: A 100 / (0.9 · 150) = 0.740741 kg, B 1.2 · 50 / 135 = 0.444444 kg;
    // X 0.740741 / 0.5 = 1.481481, Y 0.444444 / 0.8 = 0.555556; PMI 2.037037.
    let outcome = assessed(CONVERGENT);
    check(&outcome, "route.r.make-a.need", 0.740_741);
    check(&outcome, "route.r.make-b.need", 0.444_444);
    check(&outcome, "route.r.pmi", 2.037_037);
    // The step counts what it is charged with: 0.740741 + 0.444444.
    check(&outcome, "step.join.pmi", 1.185_185);
    // Two ways of two steps: 0.5 · 0.9 and 0.8 · 0.9; the lower counts.
    check(&outcome, "route.r.yield", 0.45);
    check(&outcome, "route.r.yield.make-b", 0.72);
    check(&outcome, "route.r.longest_linear_sequence", 2.0);
    let steps = &outcome.routes[0].order.steps;
    assert_eq!(steps, &["make-a", "make-b", "join"]);
    // The whole intensity is inversely proportional to the last yield.
    let full = outcome.routes[0].intensities.full.as_ref().unwrap();
    let (low, high) = full.total.interval().unwrap();
    assert!(
        (low - 2.037_037 * 0.9 / 0.95).abs() < 1e-5 && (high - 2.037_037 * 0.9 / 0.8).abs() < 1e-5
    );
    assert_eq!(outcome.demands[0].steps, ["make-a", "make-b", "join"]);
}

#[test]
fn a_telescoped_step_leaves_its_yield_to_the_next() {
    let body = CONVERGENT.replace(
        "product = \"a\"\nyield = \"50 %\"",
        "product = \"a\"\nisolated = false",
    );
    let outcome = assessed(&body);
    // X 0.740741 instead of 1.481481.
    check(&outcome, "route.r.pmi", 1.296_296);
    // The same step isolated lacks a yield, and so does everything that needs it.
    let outcome =
        assessed(&CONVERGENT.replace("product = \"a\"\nyield = \"50 %\"", "product = \"a\""));
    assert_eq!(outcome.ledger.number("route.r.pmi"), None);
    assert_eq!(outcome.ledger.number("route.r.yield"), None);
    assert!(messages(&outcome, "route.yield")[0].contains("has no `yield`"));
}

#[test]
fn an_isolation_is_the_yield_only_where_none_is_entered() {
    let isolation = |step: &str| IsolationYield {
        step: step.to_owned(),
        fraction: Traced::new(0.5, []),
        volumes: Traced::new(5.0, []),
    };
    let body = CONVERGENT.replace("product = \"a\"\nyield = \"50 %\"", "product = \"a\"");
    let outcome = assess(
        &program(&body),
        Reference::embedded(),
        &[isolation("make-a")],
    );
    check(&outcome, "route.r.pmi", 2.037_037);
    let outcome = assess(
        &program(CONVERGENT),
        Reference::embedded(),
        &[isolation("make-b")],
    );
    check(&outcome, "route.r.pmi", 2.037_037);
}

#[test]
fn a_missing_density_is_lacking_and_nothing_is_summed() {
    let body = ASPIRIN.replace(
        "[[route]]",
        "[[step.input]]\nmaterial = \"brine\"\nrole = \"auxiliary\"\nvolume = \"2 L/kg\"\nwork_up = true\n[[route]]",
    );
    let body = body + "[[material]]\nid = \"brine\"\nname = \"brine\"\nkind = \"auxiliary\"\n";
    let outcome = assessed(&body);
    assert_eq!(outcome.ledger.number("route.only.pmi"), None);
    assert_eq!(outcome.ledger.number("route.only.e_factor"), None);
    assert_eq!(outcome.ledger.number("route.only.pmi_without_water"), None);
    check(&outcome, "route.only.pmi_reaction_only", 2.042_506);
    let found = messages(&outcome, "route.pmi");
    assert!(
        found
            .iter()
            .all(|message| message.contains("density of brine in step acetylation")),
        "{found:?}"
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn the_reaction_of_the_transaminase_step_alone() {
    // One liter: ketoamide 200 g (M 406.29), DMSO 500 mL · 1.10 g/mL, water 440 g, isopropylamine 59 g,
    // enzyme 6 g, cofactor 1 g: 1256 g. Product 200 / 406.29 · 407.31 · 0.92 = 184.5 g; 1256 / 184.5 = 6.81.
    let outcome = assessed(TWO_ROUTES);
    let found = outcome
        .ledger
        .number("step.transamination.pmi_reaction_only")
        .unwrap();
    assert!((found - 6.81).abs() < 0.005, "{found}");
    // Its work-up solvent has no amount, so the full intensity is absent.
    assert_eq!(outcome.ledger.number("step.transamination.pmi"), None);
    let lacks = messages(&outcome, "route.pmi");
    assert!(
        lacks
            .iter()
            .any(|message| message.contains("amount of 2-propanol in step transamination")),
        "{lacks:?}"
    );
    check(&outcome, "route.ta.longest_linear_sequence", 2.0);
    check(&outcome, "route.ta.yield", 0.92 * 0.93);
    check(&outcome, "route.rh.yield", 0.90 * 0.98 * 0.93);
}

#[test]
fn a_recovered_share_reduces_fresh_mass() {
    // Methanol 0.7866 g/mL: 5 L/kg less 20 % on 406.29 / (0.9 · 405.30) kg ketoamide.
    let outcome = assessed(TWO_ROUTES);
    let per_kg = outcome
        .ledger
        .number("step.enamination.input.methanol.charged")
        .unwrap();
    let need = outcome.ledger.number("route.rh.enamination.need").unwrap();
    check(
        &outcome,
        "route.rh.step.enamination.input.methanol.mass",
        per_kg * need * 0.8,
    );
}

#[test]
fn intensities_of_different_boundary_do_not_compare() {
    let outcome = assessed(ASPIRIN);
    let found = &outcome.routes[0].intensities;
    let (full, dry) = (
        found.full.as_ref().unwrap(),
        found.without_water.as_ref().unwrap(),
    );
    assert!(matches!(
        full.minus(dry),
        Err(Incomparable::Boundary { .. })
    ));
    let mut other = full.clone();
    other.per = "something else".to_owned();
    assert!(matches!(
        full.minus(&other),
        Err(Incomparable::Product { .. })
    ));
    assert!(full.minus(full).unwrap().value().abs() < 1e-12);
}

#[test]
fn a_difference_that_rests_on_assumptions_reads_unknown() {
    let outcome = assessed(TWO_ROUTES);
    let comparison = &outcome.comparisons[0];
    assert_eq!(comparison.boundary, Some(Boundary::REACTION_ONLY));
    assert_eq!(
        comparison.reality,
        Reality::Unknown,
        "{}",
        comparison.reason
    );
    assert_eq!(text(&outcome, "compare.rh.ta.pmi_reality"), "unknown");
    assert!(
        comparison.reason.contains("assumed or remembered"),
        "{}",
        comparison.reason
    );
    let sure = TWO_ROUTES
        .replace(", status = \"assumed\"", "")
        .replace(", status = \"memory\"", "")
        .replace(", low = \"5 L/kg\", high = \"8 L/kg\"", "");
    let outcome = assessed(&sure);
    assert_eq!(text(&outcome, "compare.rh.ta.pmi_reality"), "real");
}

#[test]
fn steps_that_form_a_circle_are_reported() {
    // A document with a circle is refused on reading, so the program is changed afterwards.
    let mut circular = program(CONVERGENT);
    let make_a = circular
        .document
        .step
        .iter_mut()
        .find(|step| step.id.as_str() == "make-a")
        .unwrap();
    make_a.input[0].material = Ref::new("p", None);
    let outcome = assess(&circular, Reference::embedded(), &[]);
    assert!(messages(&outcome, "route.order")[0].contains("in a circle"));
    assert_eq!(outcome.ledger.number("route.r.pmi"), None);
}

#[test]
fn a_product_that_goes_nowhere_and_a_route_to_another_place_are_reported() {
    let outcome = assessed(&CONVERGENT.replace("material = \"b\"\nrole", "material = \"y\"\nrole"));
    assert!(messages(&outcome, "route.order")[0].contains("is used by no step"));
    let outcome = assessed(&CONVERGENT.replace(
        "[substance]\nmaterial = \"p\"",
        "[substance]\nmaterial = \"x\"",
    ));
    assert!(
        messages(&outcome, "route.order")[0]
            .contains("No step of route r makes the drug substance")
    );
    check(&outcome, "route.r.pmi", 2.037_037);
}

#[test]
fn default_ranks_follow_from_scores_for_all_solvents() {
    let mut scored = 0;
    for row in Reference::embedded().solvents() {
        if let (Some(safety), Some(health), Some(environment)) =
            (row.chem21_safety, row.chem21_health, row.chem21_environment)
        {
            assert_eq!(
                row.chem21_default,
                Some(chem21_rank(safety, health, environment)),
                "{}",
                row.id()
            );
            scored += 1;
        }
    }
    assert_eq!(scored, 53);
}

#[test]
fn findings_have_keys_of_their_own() {
    for body in [TWO_ROUTES, ASPIRIN, CONVERGENT] {
        let outcome = assessed(body);
        let mut keys: Vec<&str> = outcome
            .findings
            .iter()
            .map(|finding| finding.id.as_str())
            .collect();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all, "{keys:#?}");
    }
}

/// Anhydrous copper sulfate dissolved in much water, isolated as the trihydrate.
const HYDRATE: &str = r#"
[[material]]
id = "dry"
name = "copper sulfate"
kind = "starting-material"
smiles = "[Cu+2].[O-]S(=O)(=O)[O-]"
[[material]]
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[material]]
id = "hydrate"
name = "copper sulfate trihydrate"
kind = "substance"
smiles = "[Cu+2].[O-]S(=O)(=O)[O-].O.O.O"
[[step]]
id = "hydration"
name = "hydration"
product = "hydrate"
yield = "95 %"
[[step.input]]
material = "dry"
role = "reactant"
[[step.input]]
material = "water"
role = "water"
work_up = true
volume = "4 L/kg"
[[route]]
id = "only"
name = "only"
step = ["hydration"]
"#;

#[test]
fn water_of_a_hydrate_counts_as_what_it_is_made_from() {
    // All atoms of both inputs are in the product, so the efficiency is the yield, and never above it.
    let outcome = assessed(HYDRATE);
    check(&outcome, "step.hydration.reaction_mass_efficiency", 0.95);
    check(&outcome, "step.hydration.atom_economy", 1.0);
}

#[test]
fn the_interval_of_a_price_moves_the_cost() {
    let body = ASPIRIN.replace(
        "price = \"4 USD/kg\"",
        "price = { value = \"4 USD/kg\", low = \"3 USD/kg\", high = \"6 USD/kg\" }",
    );
    assert_ne!(body, ASPIRIN);
    let outcome = assessed(&body);
    let cost = outcome
        .ledger
        .derivations()
        .find(|one| one.id.as_str() == "route.only.raw_material_cost")
        .unwrap();
    // 0.958334 kg per kg: 6.001680 less 0.958334, and more by twice that.
    let number = |value: &FigureValue| match value {
        FigureValue::Number(number) => *number,
        other => panic!("{other:?}"),
    };
    let (low, high) = cost.interval.as_ref().unwrap();
    let (low, high) = (number(low), number(high));
    assert!(
        (low - 5.043_346).abs() < 1e-5 && (high - 7.918_348).abs() < 1e-5,
        "{low} {high}"
    );
}
