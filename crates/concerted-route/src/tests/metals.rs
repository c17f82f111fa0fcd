//! Metals, solvents and protecting groups on whole routes.

use concerted_model::finding::Severity;

use super::{TWO_ROUTES, assessed, check, messages, text};

#[test]
fn rhodium_if_wholly_retained() {
    // 0.0015 · 102.9055 / 407.31 = 379.0 ppm; oral limit 100 ug/d over 0.1 g/d = 1000 ppm, by injection
    // 10 ug/d over 0.05 g/d = 200 ppm.
    let outcome = assessed(TWO_ROUTES);
    let found = outcome
        .ledger
        .number("route.rh.metal.rh.retained_ppm")
        .unwrap();
    assert!((found - 379.0).abs() < 0.5, "{found}");
    check(&outcome, "route.rh.metal.rh.limit.phase-1", 1000.0);
    check(&outcome, "route.rh.metal.rh.limit.injection", 200.0);
    // Per kg of phosphate: 0.0015 mol · 102.9055 / (0.98 · 0.93 · 523.32 g).
    let carried = outcome
        .ledger
        .number("route.rh.metal.rh.carried_ppm")
        .unwrap();
    assert!(
        (carried - 0.0015 * 102.9055 / (0.98 * 0.93 * 523.32) * 1e6).abs() < 0.5,
        "{carried}"
    );
    // By mass of phosphate: 200 · 407.31 / 523.32 = 155.7 ppm.
    let on_substance = 200.0 * 407.31 / 523.32;
    let found = outcome
        .ledger
        .number("route.rh.metal.rh.limit_substance.injection")
        .unwrap();
    assert!((found - on_substance).abs() < 0.05, "{found}");
    let finding = outcome
        .findings
        .iter()
        .find(|finding| finding.rule == "route.metal")
        .unwrap();
    assert_eq!(finding.severity, Severity::Major);
    let part = "323.6 ppm of the substance as made if wholly retained at the stated yields; limit 155 ppm on that basis for use `injection`";
    assert!(finding.message.contains(part), "{}", finding.message);
    let asked: Vec<&str> = finding
        .asks
        .iter()
        .map(|ask| ask.catalogue.as_str())
        .collect();
    assert_eq!(asked, ["metal_method", "metal_scavenging_study"]);
    assert!(
        finding
            .message
            .contains("adsorption in step hydrogenation, crystallization in step salt"),
        "{}",
        finding.message
    );
    let reference = concerted_reference::Reference::embedded();
    for ask in finding.asks.iter().map(|ask| &ask.catalogue) {
        assert!(reference.citation("asks", ask).is_some(), "{ask}");
    }
    assert!(reference.citation("asks", "solvent_swap_study").is_some());
}

#[test]
fn content_and_limit_are_compared_on_one_basis() {
    // Limit by mass of base 1000 ppm of one use; the content on the salt lies between both limits.
    let one_use = |dose: &str, basis: &str| {
        let body = TWO_ROUTES
            .replace(
                "maximum_daily_dose = \"100 mg/d\"",
                &format!("maximum_daily_dose = \"{dose}\"{basis}"),
            )
            .replace(
                "maximum_daily_dose = \"50 mg/d\"",
                "maximum_daily_dose = \"0.1 mg/d\"",
            );
        let outcome = assessed(&body);
        let mut found = outcome
            .findings
            .iter()
            .filter(|one| one.rule == "route.metal");
        let severity = found.next().unwrap().severity;
        (outcome, severity)
    };
    // Carried 323.6 ppm of phosphate. 100 ug/d over 280 mg/d is 357 ppm of base, 278 ppm of phosphate.
    let (outcome, severity) = one_use("280 mg/d", "");
    check(&outcome, "route.rh.metal.rh.limit.phase-1", 100.0 / 0.28);
    assert_eq!(severity, Severity::Major);
    // For a dose of phosphate the 357 ppm hold as they are.
    let (outcome, severity) = one_use("280 mg/d", "\ndose_basis = \"substance\"");
    assert_eq!(severity, Severity::Minor);
    let id = "route.rh.metal.rh.limit_substance.phase-1";
    assert_eq!(outcome.ledger.number(id), None);
    let on_moiety = outcome
        .ledger
        .number("route.rh.metal.rh.limit_moiety.phase-1")
        .unwrap();
    assert!(
        (on_moiety - 100.0 / 0.28 * 523.32 / 407.31).abs() < 0.1,
        "{on_moiety}"
    );
}

#[test]
fn a_route_that_ends_at_the_moiety_is_judged_on_the_moiety() {
    let body = TWO_ROUTES.replace("[\"salt\", ", "[");
    let outcome = assessed(&body);
    let found = messages(&outcome, "route.metal");
    let part = "of sitagliptin as made if wholly retained at the stated yields; limit 200 ppm on that basis for use `injection`";
    assert!(found[0].contains(part), "{}", found[0]);
}

#[test]
fn a_qualified_method_is_not_asked_for_again() {
    let with = |state: &str| {
        let method = format!(
            "{TWO_ROUTES}\n[[method]]\nid = \"icp\"\nname = \"Elements\"\npurpose = \"elemental-impurities\"\nmaterial = [\"rhodium\"]\nstate = \"{state}\"\n"
        );
        let outcome = assessed(&method);
        let finding = outcome
            .findings
            .into_iter()
            .find(|one| one.rule == "route.metal");
        let asks = finding.unwrap().asks.into_iter();
        asks.map(|ask| ask.key).collect::<Vec<_>>()
    };
    assert_eq!(
        with("draft"),
        ["metal_method:substance", "metal_scavenging_study:rh"]
    );
    assert_eq!(with("qualified"), ["metal_scavenging_study:rh"]);
}

#[test]
fn a_supported_metal_is_filtered_off_and_a_dissolved_one_extracted() {
    let removal = |element: &str, amount: &str| {
        let operations = "[[step.operation]]\nkind = \"filtration\"\nproduct_in_liquor = true\n[[step.operation]]\nkind = \"extraction\"\n[[step.operation]]\nkind = \"adsorption\"";
        let body = TWO_ROUTES
            .replace("{ symbol = \"Rh\", atoms = 1 }", element)
            .replace("loading = \"0.15 mol%\"", amount)
            .replacen("[[step.operation]]\nkind = \"adsorption\"", operations, 1);
        let outcome = assessed(&body);
        let route = outcome.routes.iter().find(|one| one.id == "rh").unwrap();
        route.metals.uses[0].removal.join(", ")
    };
    assert_eq!(
        removal(
            "{ symbol = \"Pd\", mass_fraction = \"5 %\" }",
            "mass = \"0.1 kg/kg\""
        ),
        "filtration in step hydrogenation, adsorption in step hydrogenation, crystallization in step salt"
    );
    assert_eq!(
        removal("{ symbol = \"Rh\", atoms = 1 }", "loading = \"0.15 mol%\""),
        "extraction in step hydrogenation, adsorption in step hydrogenation, crystallization in step salt"
    );
}

#[test]
fn a_route_without_any_says_so() {
    let outcome = assessed(TWO_ROUTES);
    assert_eq!(
        text(&outcome, "route.ta.metals"),
        "no Q3D element intentionally added"
    );
    assert_eq!(text(&outcome, "route.rh.metals"), "Rh");
    assert_eq!(text(&outcome, "route.ta.claim.no-heavy-metal"), "true");
    assert_eq!(text(&outcome, "route.rh.claim.no-heavy-metal"), "false");
}

#[test]
fn a_catalyst_of_unknown_composition_leaves_the_claim_open() {
    let body = TWO_ROUTES.replace("element = [{ symbol = \"Rh\", atoms = 1 }]\n", "");
    let outcome = assessed(&body);
    assert_eq!(text(&outcome, "route.rh.claim.no-heavy-metal"), "unknown");
    let body = TWO_ROUTES.replace("{ symbol = \"Rh\", atoms = 1 }", "{ symbol = \"Rh\" }");
    let outcome = assessed(&body);
    assert_eq!(
        outcome.ledger.number("route.rh.metal.rh.retained_ppm"),
        None
    );
    assert_eq!(text(&outcome, "route.rh.claim.no-heavy-metal"), "false");
    assert!(messages(&outcome, "route.metal")[0].contains("atoms or mass fraction of Rh"));
    let finding = outcome
        .findings
        .iter()
        .find(|finding| finding.rule == "route.metal")
        .unwrap();
    assert_eq!(finding.asks[0].catalogue, "metal_method");
}

#[test]
fn a_supported_metal_counts_by_mass_fraction() {
    // 5 % Pd on carbon, 0.1 kg per kg of enamine (M 405.30): 0.1 · 405.30 · 0.05 / 407.31 = 4975 ppm.
    let body = TWO_ROUTES
        .replace(
            "{ symbol = \"Rh\", atoms = 1 }",
            "{ symbol = \"Pd\", mass_fraction = \"5 %\" }",
        )
        .replace("loading = \"0.15 mol%\"", "mass = \"0.1 kg/kg\"");
    let outcome = assessed(&body);
    let found = outcome
        .ledger
        .number("route.rh.metal.pd.retained_ppm")
        .unwrap();
    assert!((found - 4975.3).abs() < 1.0, "{found}");
}

#[test]
fn metals_are_read_from_structures() {
    let body = TWO_ROUTES.replace(
        "smiles = \"CC(=O)[O-].[NH4+]\"",
        "smiles = \"CC(=O)[O-].[NH4+].[Li]Cl\"",
    );
    let outcome = assessed(&body);
    assert_eq!(text(&outcome, "route.rh.metals"), "Li, Rh");
}

#[test]
fn solvents_carry_rank_and_class() {
    let outcome = assessed(TWO_ROUTES);
    assert_eq!(
        text(&outcome, "step.hydrogenation.solvent.methanol.rank"),
        "recommended"
    );
    assert_eq!(
        text(&outcome, "step.hydrogenation.solvent.methanol.q3c"),
        "class 2, 3000 ppm"
    );
    assert_eq!(
        text(&outcome, "step.transamination.solvent.dmso.rank"),
        "problematic"
    );
    let notes = messages(&outcome, "route.solvent.q3c");
    assert_eq!(notes.len(), 2, "{notes:?}");
    let benzene = TWO_ROUTES.replace("cas = \"67-56-1\"\nsmiles = \"CO\"", "cas = \"71-43-2\"");
    let outcome = assessed(&benzene);
    assert!(
        outcome
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Critical)
    );
    assert_eq!(text(&outcome, "route.rh.claim.benign-solvents"), "false");
}

const PROTECTED: &str = r#"
[substance]
material = "c"
[[material]]
id = "s"
name = "amino acid"
kind = "starting-material"
smiles = "NCC(=O)OCc1ccccc1"
[[material]]
id = "boc-anhydride"
name = "Boc anhydride"
kind = "reagent"
smiles = "CC(C)(C)OC(=O)OC(=O)OC(C)(C)C"
[[material]]
id = "a"
name = "A"
kind = "intermediate"
smiles = "CC(C)(C)OC(=O)NCC(=O)OCc1ccccc1"
[[material]]
id = "b"
name = "B"
kind = "intermediate"
smiles = "CC(C)(C)OC(=O)NCC(=O)O"
[[material]]
id = "c"
name = "C"
kind = "substance"
smiles = "NCC(=O)O"
[[step]]
id = "on"
name = "on"
product = "a"
yield = "90 %"
[[step.input]]
material = "s"
role = "reactant"
[[step.input]]
material = "boc-anhydride"
role = "reagent"
equivalents = 1.0
[[step]]
id = "middle"
name = "middle"
product = "b"
yield = "90 %"
[[step.input]]
material = "a"
role = "reactant"
[[step]]
id = "off"
name = "off"
product = "c"
yield = "90 %"
[[step.input]]
material = "b"
role = "reactant"
[[route]]
id = "r"
name = "r"
step = ["on", "middle", "off"]
"#;

#[test]
fn protecting_groups_are_paired_over_the_route() {
    let outcome = assessed(PROTECTED);
    assert_eq!(
        text(&outcome, "route.r.protections"),
        "Boc carbamate gained in step on, lost in step off; benzyl ester brought in, lost in step middle"
    );
    assert_eq!(text(&outcome, "route.r.claim.no-protection"), "false");
    let outcome = assessed(TWO_ROUTES);
    for route in ["rh", "ta"] {
        assert_eq!(
            text(&outcome, &format!("route.{route}.protections")),
            "none"
        );
        assert_eq!(
            text(&outcome, &format!("route.{route}.claim.no-protection")),
            "true"
        );
    }
}

#[test]
fn a_limit_from_memory_is_not_shown_as_a_fact() {
    let body = TWO_ROUTES.replace(
        "administration = \"parenteral\"",
        "administration = \"cutaneous\"",
    );
    let outcome = assessed(&body.replace("\"50 mg/d\"", "\"5000 mg/d\""));
    let found = messages(&outcome, "route.metal");
    assert!(
        found[0].contains("(its status is `memory`: no regulatory fact)"),
        "{}",
        found[0]
    );
}
