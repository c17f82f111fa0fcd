//! The methods engine on whole programs: text in, methods, transfers, repeats and findings out.

use concerted_methods::{MethodsOutcome, Standing, TestingStage, TransferKind, assess};
use concerted_model::finding::Evidence;
use concerted_model::handover::{QuantitationNeed, Sourcing, WorkItem};
use concerted_model::method::{MethodPurpose, MethodState};
use concerted_model::partner::ServiceArea;
use concerted_model::program::{Program, Stage};
use concerted_reference::Reference;

const PROGRAM: &str = r#"
format_version = 1
name = "Example"
start = 2027-01-04
substance = { material = "drug" }

[[use]]
id = "sad"
name = "Single ascending dose"
stage = "phase-1"
maximum_daily_dose = "100 mg/d"
duration = "1 d"

[[material]]
id = "drug"
name = "Drug"
kind = "substance"
smiles = "C[C@H](N)C(=O)Nc1ccccc1"

[[material]]
id = "mesylate"
name = "Isopropyl mesylate"
kind = "by-product"
smiles = "CC(C)OS(C)(=O)=O"

[[company]]
id = "integrated"
name = "Partner A"
kind = "cdmo"
[[company]]
id = "laboratory"
name = "Partner B"
kind = "cro"
[[site]]
id = "a-plant"
name = "Partner A, plant"
company = "integrated"
service = [{ area = "chemistry" }, { area = "analysis" }]
[[site]]
id = "a-lab"
name = "Partner A, laboratory"
company = "integrated"
service = [{ area = "analysis" }]
[[site]]
id = "b-lab"
name = "Partner B, laboratory"
company = "laboratory"
service = [{ area = "analysis" }]
"#;

fn method(id: &str, purpose: &str, state: &str, rest: &str) -> String {
    format!(
        "[[method]]\nid = \"{id}\"\nname = \"{id}\"\npurpose = \"{purpose}\"\nstate = \"{state}\"\n{rest}\n"
    )
}

fn program(parts: &str) -> Program {
    let text = format!("{PROGRAM}{parts}");
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    match loaded.program {
        Some(program) => program,
        None => panic!("{:#?}", loaded.problems),
    }
}

fn sourcing(pairs: &[(ServiceArea, &str)]) -> Sourcing {
    pairs
        .iter()
        .map(|(area, site)| (*area, (*site).to_owned()))
        .collect()
}

const CHEMISTRY: ServiceArea = ServiceArea::Chemistry;
const ANALYSIS: ServiceArea = ServiceArea::Analysis;

fn need(smiles: &str, ppm: f64) -> QuantitationNeed {
    QuantitationNeed {
        impurity: "ipms".to_owned(),
        name: "isopropyl mesylate".to_owned(),
        smiles: smiles.to_owned(),
        route: None,
        quantitation_limit: ppm * 1e-6,
        figure: "genotox.ipms.sad.quantitation_limit".into(),
    }
}

fn run(parts: &str, needs: &[QuantitationNeed], sites: &[(ServiceArea, &str)]) -> MethodsOutcome {
    let work = &[];
    checked(assess(
        &program(parts),
        Reference::embedded(),
        needs,
        &sourcing(sites),
        work,
    ))
}

/// Every figure that a finding names exists or comes from the engine that stated the need.
fn checked(outcome: MethodsOutcome) -> MethodsOutcome {
    for finding in &outcome.findings {
        for evidence in &finding.evidence {
            if let Evidence::Figure { id } = evidence {
                let known = id.as_str().starts_with("genotox.")
                    || outcome.ledger.derivations().any(|figure| figure.id == *id);
                assert!(known, "{} names {id}", finding.id);
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
fn has<'a>(outcome: &'a MethodsOutcome, rule: &str, part: &str) -> Vec<&'a str> {
    let found = outcome.findings.iter().find(|finding| finding.rule == rule);
    let found = found.unwrap_or_else(|| panic!("no {rule} in {:#?}", outcome.findings));
    assert!(found.message.contains(part), "{}", found.message);
    found.asks.iter().map(|ask| ask.key.as_str()).collect()
}

#[track_caller]
fn lacks(outcome: &MethodsOutcome, rule: &str) {
    let found = outcome.findings.iter().find(|finding| finding.rule == rule);
    assert!(found.is_none(), "{found:#?}");
}

/// All tests that the panel of this program asks for, in one state at one site.
fn panel(state: &str, site: &str) -> String {
    [
        "identity",
        "assay",
        "purity",
        "chiral-purity",
        "water",
        "form",
    ]
    .iter()
    .map(|purpose| method(purpose, purpose, state, &format!("site = \"{site}\"")))
    .collect()
}

#[test]
fn a_program_without_methods_asks_for_a_release_panel() {
    let outcome = run("", &[], &[]);
    let asks = has(
        &outcome,
        "methods.release_panel",
        "6 tests of phase-1 batches",
    );
    assert_eq!(asks, ["release_method:phase-1"]);
    let chiral = outcome
        .required
        .iter()
        .find(|one| one.purpose == MethodPurpose::ChiralPurity);
    let chiral = chiral.expect("the structure names a stereocenter");
    assert_eq!(chiral.standing, Standing::Missing);
    assert_eq!(chiral.key, "methods.release.phase-1.chiral-purity");
    assert_eq!(chiral.reason, "the structure of Drug names a stereocenter");
    assert!(outcome.transfers.is_empty() && outcome.repeats.is_empty());
}

#[test]
fn the_route_decides_on_solvents_and_elements() {
    let route = r#"
[[material]]
id = "start"
name = "Starting material"
kind = "starting-material"
[[material]]
id = "ethanol"
name = "Ethanol"
kind = "solvent"
[[material]]
id = "palladium"
name = "Palladium on carbon"
kind = "catalyst"
element = [{ symbol = "Pd", mass_fraction = "5 %" }]
[[step]]
id = "make"
name = "Hydrogenation"
product = "drug"
input = [
  { material = "start", role = "reactant" },
  { material = "ethanol", role = "solvent", volume = "8 L/kg" },
  { material = "palladium", role = "catalyst", mass = "20 g/kg" },
]
[[route]]
id = "only"
name = "Only route"
step = ["make"]
"#;
    let outcome = run(route, &[], &[]);
    let asks = has(
        &outcome,
        "methods.elemental",
        "the route uses Palladium on carbon, which brings elements",
    );
    assert_eq!(asks, ["metal_method:substance"]);
    has(&outcome, "methods.release_panel", "residual-solvents");
    lacks(&run("", &[], &[]), "methods.elemental");
}

const SOLVENTS_AND_METALS: &str = r#"
[[material]]
id = "start"
name = "Starting material"
kind = "starting-material"
[[material]]
id = "dmso"
name = "dimethyl sulfoxide"
kind = "solvent"
smiles = "CS(C)=O"
[[material]]
id = "ethanol"
name = "Ethanol"
kind = "solvent"
smiles = "CCO"
[[material]]
id = "water"
name = "Water"
kind = "water"
[[material]]
id = "palladium"
name = "Palladium on carbon"
kind = "catalyst"
element = [{ symbol = "Pd", mass_fraction = "5 %" }]
[[material]]
id = "palladium-salt"
name = "Palladium acetate"
kind = "catalyst"
element = [{ symbol = "Pd", atoms = 1 }]
[[step]]
id = "make"
name = "Hydrogenation"
product = "drug"
input = [
  { material = "start", role = "reactant" },
  { material = "ethanol", role = "solvent", volume = "8 L/kg" },
  { material = "dmso", role = "solvent", volume = "1 L/kg" },
  { material = "water", role = "solvent", volume = "1 L/kg" },
  { material = "palladium", role = "catalyst", mass = "20 g/kg" },
]
[[route]]
id = "only"
name = "Only route"
step = ["make"]
"#;

#[test]
fn methods_for_solvents_and_elements_are_known_by_what_they_determine() {
    #[track_caller]
    fn check(purpose: &str, methods: &[(&str, &str, &str)], expected: (Standing, &[&str])) {
        let methods: String = methods
            .iter()
            .map(|(id, state, list)| method(id, purpose, state, &format!("material = [{list}]")))
            .collect();
        let outcome = run(&format!("{SOLVENTS_AND_METALS}{methods}"), &[], &[]);
        let key = format!("methods.release.phase-1.{purpose}");
        let one = outcome.required.iter().find(|one| one.key == key).unwrap();
        assert_eq!(
            (one.standing, one.lacking.len()),
            (expected.0, expected.1.len())
        );
        assert_eq!(one.lacking, expected.1);
    }
    let solvents = "residual-solvents";
    check(
        solvents,
        &[("gc", "qualified", "\"ethanol\", \"dmso\"")],
        (Standing::Met, &[]),
    );
    check(
        solvents,
        &[("gc", "draft", "\"ethanol\", \"dmso\"")],
        (Standing::Immature, &[]),
    );
    // The drug substance in `material` says nothing of solvents.
    let lacking: &[&str] = &["Ethanol", "dimethyl sulfoxide"];
    check(
        solvents,
        &[("gc", "qualified", "\"drug\"")],
        (Standing::Incomplete, lacking),
    );
    check(
        solvents,
        &[("gc", "qualified", "\"ethanol\"")],
        (Standing::Incomplete, &["dimethyl sulfoxide"]),
    );
    // Two methods share the test; the less established decides.
    let both = [
        ("gc", "qualified", "\"ethanol\""),
        ("lc", "draft", "\"dmso\""),
    ];
    check(solvents, &both, (Standing::Immature, &[]));
    let metals = "elemental-impurities";
    check(
        metals,
        &[("icp", "qualified", "\"palladium\"")],
        (Standing::Met, &[]),
    );
    // Another compound of the same element.
    check(
        metals,
        &[("icp", "qualified", "\"palladium-salt\"")],
        (Standing::Met, &[]),
    );
    check(
        metals,
        &[("icp", "qualified", "\"ethanol\"")],
        (Standing::Incomplete, &["Palladium on carbon"]),
    );
    check(metals, &[("icp", "qualified", "")], (Standing::Met, &[]));
}

#[test]
fn what_a_method_lacks_is_named() {
    let gc = method(
        "gc",
        "residual-solvents",
        "qualified",
        "material = [\"ethanol\"]",
    );
    let outcome = run(&format!("{SOLVENTS_AND_METALS}{gc}"), &[], &[]);
    let asks = has(
        &outcome,
        "methods.analytes",
        "`gc` lacks dimethyl sulfoxide",
    );
    assert_eq!(asks, ["release_method:phase-1"]);
    assert!(outcome.findings.iter().all(|finding| {
        finding.rule != "methods.release_panel" || !finding.message.contains("solvents")
    }));
}

#[test]
fn later_stages_hold_up_nothing() {
    use concerted_model::finding::Before;
    let market = "[[use]]\nid = \"market\"\nname = \"Market\"\nstage = \"market\"\nmaximum_daily_dose = \"100 mg/d\"\nduration = \"10 y\"\n";
    let outcome = run(&format!("{market}{}", panel("draft", "a-lab")), &[], &[]);
    let gates: Vec<(&str, Option<Before>)> = outcome
        .findings
        .iter()
        .flat_map(|finding| &finding.asks)
        .map(|ask| (ask.key.as_str(), ask.before))
        .collect();
    let expected = [
        ("release_method:phase-1", Some(Before::GmpRelease)),
        ("method_validation:market", Some(Before::Nothing)),
    ];
    assert_eq!(gates, expected);
}

#[test]
fn a_method_for_related_substances_serves_a_trace_it_names_low_enough() {
    let with = |limit: &str| {
        let rest = format!("material = [\"mesylate\"]\nquantitation_limit = \"{limit}\"");
        run(
            &method("lc", "purity", "qualified", &rest),
            &[need("CC(C)OS(C)(=O)=O", 4.0)],
            &[],
        )
    };
    lacks(&with("3 ppm"), "methods.trace_missing");
    has(&with("500 ppm"), "methods.trace_missing", "No method for");
}

#[test]
fn stages_need_different_states() {
    assert_eq!(TestingStage::Toxicology.state_needed(), MethodState::Draft);
    assert_eq!(
        TestingStage::Clinical(Stage::Phase1).state_needed(),
        MethodState::Qualified
    );
    assert_eq!(
        TestingStage::Clinical(Stage::Market).state_needed(),
        MethodState::Validated
    );
    let study =
        "[[study]]\nid = \"rat\"\nname = \"Rat\"\nkind = \"toxicology\"\nspecies = \"rat\"\n";
    let outcome = run(&format!("{study}{}", panel("draft", "a-lab")), &[], &[]);
    let standing = |stage: &str| {
        let key = format!("methods.release.{stage}.assay");
        outcome
            .required
            .iter()
            .find(|one| one.key == key)
            .map(|one| one.standing)
    };
    assert_eq!(standing("toxicology"), Some(Standing::Met));
    assert_eq!(standing("phase-1"), Some(Standing::Immature));
    has(
        &outcome,
        "methods.state",
        "are not yet qualified: assay, chiral-purity",
    );
    lacks(&outcome, "methods.release_panel");
}

#[test]
fn trace_methods_are_matched_and_judged() {
    #[track_caller]
    fn check(parts: &str, ppm: f64, rule: Option<(&str, &str, &[&str])>) {
        let outcome = run(parts, &[need("CC(C)OS(C)(=O)=O", ppm)], &[]);
        let Some((rule, part, asks)) = rule else {
            for rule in [
                "methods.trace_missing",
                "methods.trace_limit",
                "methods.trace_limit_unknown",
                "methods.trace_state",
            ] {
                lacks(&outcome, rule);
            }
            return;
        };
        assert_eq!(has(&outcome, rule, part), asks);
    }
    let ask: &[&str] = &["trace_method:ipms"];
    check(
        "",
        4.0,
        Some((
            "methods.trace_missing",
            "No method for isopropyl mesylate at 4 ppm or below",
            ask,
        )),
    );
    // The structure is written another way; the material of the document has it too.
    let with = |state: &str, limit: &str| {
        method(
            "gc-ms",
            "trace",
            state,
            &format!("material = [\"mesylate\"]\n{limit}"),
        )
    };
    check(
        &with("qualified", "quantitation_limit = \"2 ppm\""),
        4.0,
        None,
    );
    check(
        &with("qualified", "quantitation_limit = \"5 ppm\""),
        4.0,
        Some((
            "methods.trace_limit",
            "from 5 ppm; 4 ppm or below is needed",
            ask,
        )),
    );
    check(
        &with("qualified", ""),
        4.0,
        Some(("methods.trace_limit_unknown", "is not stated", &[])),
    );
    check(
        &with("draft", "quantitation_limit = \"2 ppm\""),
        4.0,
        Some(("methods.trace_state", "not yet qualified", &[])),
    );
    check(
        &with("planned", "quantitation_limit = \"2 ppm\""),
        4.0,
        Some(("methods.trace_state", "not yet qualified", ask)),
    );
}

#[test]
fn an_impurity_of_the_document_is_found_by_its_structure() {
    let parts = format!(
        "[[impurity]]\nid = \"known\"\nname = \"Mesylate\"\nkind = \"by-product\"\nsmiles = \"CS(=O)(=O)OC(C)C\"\n{}",
        method(
            "lc",
            "trace",
            "qualified",
            "impurity = [\"known\"]\nquantitation_limit = \"1 ppm\""
        )
    );
    let outcome = run(&parts, &[need("CC(C)OS(C)(=O)=O", 4.0)], &[]);
    let one = outcome
        .required
        .iter()
        .find(|one| one.impurity.is_some())
        .unwrap();
    assert_eq!(
        (one.method.as_deref(), one.standing),
        (Some("lc"), Standing::Met)
    );
    assert_eq!(
        outcome.ledger.number("methods.trace.ipms.limit_ratio"),
        Some(0.25)
    );
}

#[test]
fn one_site_for_all_moves_and_repeats_nothing() {
    let sites = [(CHEMISTRY, "a-plant"), (ANALYSIS, "a-plant")];
    let outcome = run(&panel("qualified", "a-plant"), &[], &sites);
    assert!(outcome.transfers.is_empty() && outcome.repeats.is_empty());
    assert_eq!(outcome.ledger.number("methods.transfers"), Some(0.0));
    assert_eq!(outcome.ledger.number("methods.cost"), Some(0.0));
}

#[test]
fn methods_move_to_the_site_of_the_analysis() {
    let sites = [(CHEMISTRY, "b-lab"), (ANALYSIS, "b-lab")];
    let outcome = run(&panel("qualified", "a-plant"), &[], &sites);
    assert_eq!(outcome.transfers.len(), 6);
    let assay = outcome
        .transfers
        .iter()
        .find(|one| one.method == "assay")
        .unwrap();
    assert_eq!(assay.key, "methods.transfer.a-plant.b-lab.assay");
    assert_eq!(assay.kind, TransferKind::Comparative);
    assert_eq!(assay.causes, ["method.assay.site", "sourcing.analysis"]);
    let water = outcome
        .transfers
        .iter()
        .find(|one| one.method == "water")
        .unwrap();
    assert_eq!(water.kind, TransferKind::Waiver);
    // Five methods move in sets of 3: twice H03 (60 kUSD); one set is verified: H04 (30 kUSD).
    assert_eq!(outcome.lanes.len(), 1);
    assert_eq!(
        outcome.ledger.number("methods.transfer.a-plant.b-lab.cost"),
        Some(150.0)
    );
    assert_eq!(
        outcome
            .ledger
            .number("methods.transfer.a-plant.b-lab.weeks"),
        Some(6.0)
    );
    // Established testing moves: stability is set up again, H06 (30 kUSD).
    assert_eq!(
        outcome
            .ledger
            .number("methods.repeat_stability.a-plant.b-lab.cost"),
        Some(30.0)
    );
    assert_eq!(outcome.ledger.number("methods.cost"), Some(180.0));
    has(
        &outcome,
        "methods.transfer",
        "6 methods move from Partner A, plant to Partner B, laboratory",
    );
}

#[test]
fn a_second_site_of_the_same_company_costs_its_share() {
    let sites = [(CHEMISTRY, "a-lab"), (ANALYSIS, "a-lab")];
    let outcome = run(&panel("qualified", "a-plant"), &[], &sites);
    // Hand-off table: 0.6 of H03 and H04 within one company.
    let cost = outcome
        .ledger
        .number("methods.transfer.a-plant.a-lab.cost")
        .unwrap();
    assert!((cost - 90.0).abs() < 1e-9, "{cost}");
    assert!(outcome.transfers.iter().all(|one| one.same_company));
    assert!(
        outcome.transfers[0]
            .reason
            .contains("part of the work falls away")
    );
    lacks(&outcome, "methods.repeat");
}

#[test]
fn methods_not_yet_qualified_are_covalidated() {
    let sites = [(CHEMISTRY, "a-plant"), (ANALYSIS, "b-lab")];
    let outcome = run(&panel("draft", "a-plant"), &[], &sites);
    let others = |one: &&concerted_methods::MethodTransfer| one.method != "water";
    assert_eq!(outcome.transfers.iter().filter(others).count(), 5);
    for one in outcome.transfers.iter().filter(others) {
        assert_eq!(one.kind, TransferKind::CoValidation, "{}", one.key);
        assert_eq!(one.to, "b-lab");
    }
    // Six methods have six sites as causes beside the choice of the laboratory.
    has(&outcome, "methods.transfer", " and 4 more.");
}

#[test]
fn methods_still_to_be_set_up_do_not_move() {
    let sites = [
        (CHEMISTRY, "a-plant"),
        (ANALYSIS, "b-lab"),
        (ServiceArea::Toxicology, "a-lab"),
    ];
    // Neither missing ones nor planned ones without a site, nor for the maker's sake.
    for parts in [
        String::new(),
        method("plasma", "bioanalysis", "planned", ""),
    ] {
        assert!(run(&parts, &[], &sites).transfers.is_empty(), "{parts}");
    }
    let placed = method("plasma", "bioanalysis", "planned", "site = \"b-lab\"");
    assert_eq!(run(&placed, &[], &sites).transfers.len(), 1);
    assert!(
        run(&panel("qualified", "b-lab"), &[], &sites)
            .transfers
            .is_empty()
    );
}

#[test]
fn a_sender_without_analysis_cannot_compare() {
    let text = "[[company]]\nid = \"c\"\nname = \"C\"\nkind = \"cdmo\"\n[[site]]\nid = \"c-plant\"\nname = \"C, plant\"\ncompany = \"c\"\nservice = [{ area = \"chemistry\" }]\n";
    let parts = format!(
        "{text}{}",
        method("hplc", "assay", "validated", "site = \"c-plant\"")
    );
    let outcome = run(&parts, &[], &[(CHEMISTRY, "b-lab"), (ANALYSIS, "b-lab")]);
    assert_eq!(outcome.transfers.len(), 1);
    assert_eq!(outcome.transfers[0].kind, TransferKind::Revalidation);
    assert!(
        outcome.transfers[0]
            .reason
            .contains("C, plant offers no analysis")
    );
}

#[test]
fn companies_that_test_each_others_batches_repeat_the_panel() {
    let split = run("", &[], &[(CHEMISTRY, "a-plant"), (ANALYSIS, "b-lab")]);
    let repeat = &split.repeats[0];
    assert_eq!(repeat.key, "methods.repeat.a-plant.b-lab");
    assert_eq!(repeat.tests, 6);
    assert_eq!(repeat.causes, ["sourcing.chemistry", "sourcing.analysis"]);
    assert_eq!(split.ledger.number("methods.repeats"), Some(6.0));
    // Hand-off table, H05: 12 kUSD.
    assert_eq!(
        split.ledger.number("methods.repeat.a-plant.b-lab.cost"),
        Some(12.0)
    );
    has(
        &split,
        "methods.repeat",
        "(6 tests), likely 12 kUSD each time (costs assumed)",
    );
    // Two sites of one company share a quality system: the result is accepted.
    let within = run("", &[], &[(CHEMISTRY, "a-plant"), (ANALYSIS, "a-lab")]);
    assert!(within.repeats.is_empty());
    // The clinic confirms identity.
    let clinic = [
        (CHEMISTRY, "a-plant"),
        (ANALYSIS, "a-plant"),
        (ServiceArea::Clinic, "b-lab"),
    ];
    let outcome = run("", &[], &clinic);
    assert_eq!(outcome.repeats[0].tests, 1);
    assert_eq!(
        outcome.repeats[0].causes,
        ["sourcing.chemistry", "sourcing.clinic"]
    );
}

#[test]
fn an_activity_placed_elsewhere_causes_its_transfer() {
    let item = WorkItem {
        key: "c07".to_owned(),
        name: "Toxicology batch tested".to_owned(),
        area: ANALYSIS,
        owner: "analytical scientist".to_owned(),
        site: Some("b-lab".to_owned()),
        days: 10.0,
        after: Vec::new(),
    };
    let mut others = ["handoff.H05.c06-c07", "ask.trace_method:ipms"].map(|key| WorkItem {
        key: key.to_owned(),
        ..item.clone()
    });
    others[1].site = Some("a-lab".to_owned());
    let outcome = checked(assess(
        &program(&panel("qualified", "a-plant")),
        Reference::embedded(),
        &[],
        &sourcing(&[(CHEMISTRY, "a-plant"), (ANALYSIS, "a-plant")]),
        &[&[item][..], &others].concat(),
    ));
    assert_eq!(outcome.transfers.len(), 6);
    assert!(outcome.transfers.iter().all(|one| one.to == "b-lab"));
    assert_eq!(
        outcome.transfers[0].causes,
        ["activity.c07", "method.assay.site"]
    );
    assert!(
        outcome
            .required
            .iter()
            .any(|one| one.stage == TestingStage::Toxicology)
    );
}

#[test]
fn what_is_missing_is_said() {
    let text = "format_version = 1\nname = \"Bare\"\nstart = 2027-01-04\n";
    let bare = concerted_document::read_texts(&[("program.toml", text)])
        .program
        .unwrap();
    let sites = sourcing(&[(ServiceArea::Clinic, "somewhere")]);
    let outcome = assess(&bare, Reference::embedded(), &[], &sites, &[]);
    let rules: Vec<&str> = outcome
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(
        rules,
        ["methods.substance", "methods.sourcing", "methods.sourcing"]
    );
    assert_eq!(outcome.ledger.number("methods.required"), Some(0.0));
}

#[test]
fn limits_of_methods_are_behind_the_counts() {
    let limited = method(
        "gc-ms",
        "trace",
        "qualified",
        "material = [\"mesylate\"]\nquantitation_limit = \"2 ppm\"\nsite = \"a-lab\"",
    );
    let text = program(&limited);
    let input = text.method[0].quantitation_limit.as_ref().unwrap().input();
    let outcome = run(
        &limited,
        &[need("CC(C)OS(C)(=O)=O", 4.0)],
        &[(CHEMISTRY, "b-lab"), (ANALYSIS, "b-lab")],
    );
    for figure in outcome.ledger.derivations() {
        assert!(figure.inputs.contains(&input), "{}", figure.id);
    }
}
