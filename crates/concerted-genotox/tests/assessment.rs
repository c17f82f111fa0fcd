//! Whole programs in, impurities, limits, needs and findings out.

use concerted_genotox::{
    ClassGround, Concern, GenotoxOutcome, ImpurityClass, ImpurityResult, assess,
};
use concerted_model::figure::Figures;
use concerted_model::finding::{Ask, Before};
use concerted_model::program::Program;
use concerted_reference::Reference;

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
fn by_smiles<'a>(outcome: &'a GenotoxOutcome, smiles: &str) -> &'a ImpurityResult {
    let wanted = concerted_molecule::Molecule::parse(smiles).expect("a structure");
    outcome
        .impurities
        .iter()
        .find(|impurity| impurity.smiles.as_deref() == Some(wanted.canonical_smiles()))
        .unwrap_or_else(|| panic!("{smiles} is not among {:#?}", keys(outcome)))
}

fn has_smiles(outcome: &GenotoxOutcome, smiles: &str) -> bool {
    let wanted = concerted_molecule::Molecule::parse(smiles).expect("a structure");
    outcome
        .impurities
        .iter()
        .any(|impurity| impurity.smiles.as_deref() == Some(wanted.canonical_smiles()))
}

fn keys(outcome: &GenotoxOutcome) -> Vec<&str> {
    outcome
        .impurities
        .iter()
        .map(|impurity| impurity.key.as_str())
        .collect()
}

const HEAD: &str = r#"
format_version = 1
name = "Invented substance"
start = 2027-01-04

[substance]
material = "mesylate"
moiety = "base"

[[use]]
id = "first-study"
name = "first study"
stage = "phase-1"
maximum_daily_dose = "200 mg/d"
duration = "14 d"

[[use]]
id = "market"
name = "market"
stage = "market"
maximum_daily_dose = "200 mg/d"
duration = "30 y"
"#;

/// Nitro reduction, diazotisation beside piperidine to a phenol, then a mesylate salt from isopropanol.
fn nitrosation_risk(agent: &str, acid_equivalents: &str) -> String {
    format!(
        r#"{HEAD}
[[material]]
id = "nitroarene"
name = "4-(2-dimethylaminoethyl)nitrobenzene"
kind = "starting-material"
smiles = "CN(C)CCc1ccc([N+](=O)[O-])cc1"
[[material]]
id = "hydrogen"
name = "hydrogen"
kind = "gas"
smiles = "[H][H]"
[[material]]
id = "aniline"
name = "4-(2-dimethylaminoethyl)aniline"
kind = "intermediate"
smiles = "CN(C)CCc1ccc(N)cc1"
[[material]]
id = "diazotising-agent"
name = "diazotising agent"
kind = "reagent"
smiles = "{agent}"
[[material]]
id = "piperidine"
name = "piperidine"
kind = "reagent"
smiles = "C1CCNCC1"
[[material]]
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[material]]
id = "base"
name = "phenol base"
kind = "substance"
smiles = "CN(C)CCc1ccc(O)cc1"
[[material]]
id = "methanesulfonic-acid"
name = "methanesulfonic acid"
kind = "reagent"
smiles = "CS(=O)(=O)O"
[[material]]
id = "isopropanol"
name = "isopropanol"
kind = "solvent"
smiles = "CC(C)O"
[[material]]
id = "mesylate"
name = "phenol mesylate"
kind = "substance"
smiles = "CN(C)CCc1ccc(O)cc1.CS(=O)(=O)O"
moiety = "base"

[[step]]
id = "reduction"
name = "reduction"
product = "aniline"
input = [
  {{ material = "nitroarene", role = "reactant" }},
  {{ material = "hydrogen", role = "gas", equivalents = 3 }},
]
[[step]]
id = "diazotisation"
name = "diazotisation"
product = "base"
input = [
  {{ material = "aniline", role = "reactant" }},
  {{ material = "diazotising-agent", role = "reagent", equivalents = 1.1 }},
  {{ material = "piperidine", role = "base", equivalents = 0.2 }},
  {{ material = "water", role = "water", volume = "10 L/kg" }},
]
[[step]]
id = "salt"
name = "salt formation"
product = "mesylate"
input = [
  {{ material = "base", role = "reactant" }},
  {{ material = "methanesulfonic-acid", role = "acid", equivalents = {acid_equivalents} }},
  {{ material = "isopropanol", role = "solvent", volume = "8 L/kg" }},
]
[[route]]
id = "first"
name = "first route"
step = ["reduction", "diazotisation", "salt"]
"#
    )
}

const NITRITE: &str = "[Na+].O=N[O-]";

#[test]
fn nitrosation_risk_is_found_with_limits() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "1.2"));

    let ester = by_smiles(&outcome, "CC(C)OS(C)(=O)=O");
    assert_eq!(
        ester.key,
        "sulfonate-ester-isopropanol-methanesulfonic-acid"
    );
    assert_eq!(ester.name, "isopropyl mesylate");
    // Chemical and Pharmaceutical Bulletin 34 (1986) 775: mutagenic in E. coli.
    assert_eq!(ester.class, Some(ImpurityClass::Two));
    assert!(!ester.provisional);
    assert!(ester.class_reasons[0].contains("bacterial mutagen in the literature"));
    assert_eq!(ester.causes[0].concern, Some(Concern::Raised));
    assert_eq!(ester.causes[0].step.as_deref(), Some("salt"));
    assert_eq!(
        outcome
            .ledger
            .number(&format!("genotox.{}.salt.free_acid", ester.key))
            .map(round),
        Some(0.2)
    );

    let nitroarene = by_smiles(&outcome, "CN(C)CCc1ccc([N+](=O)[O-])cc1");
    assert_eq!(nitroarene.key, "nitroarene");
    assert_eq!(nitroarene.alerts[0].rule, "aromatic-nitro");
    by_smiles(&outcome, "CN(C)CCc1ccc(NO)cc1");
    by_smiles(&outcome, "CN(C)CCc1ccc(N=O)cc1");

    let nitrosamine = by_smiles(&outcome, "O=NN1CCCCC1");
    assert!(nitrosamine.cohort_of_concern.is_some());
    assert_eq!(nitrosamine.name, "N-nitrosopiperidine");
    assert_eq!(nitrosamine.causes[0].concern, Some(Concern::Raised));
    assert!(nitrosamine.uses.iter().all(|limit| limit.in_scope));
    let rules: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| finding.subject == format!("impurity.{}", nitrosamine.key))
        .collect();
    assert_eq!(rules.len(), 1);
    assert_eq!(rules[0].rule, "genotox.nitrosamine");
    let message = &rules[0].message;
    assert!(
        message.starts_with("N-nitrosopiperidine belongs to the cohort of concern of ICH M7"),
        "{message}"
    );
    assert!(!message.contains("class 3"), "{message}");
    assert!(message.ends_with("A screening aid, to be reviewed by an expert."));
    let catalogue: Vec<_> = rules[0]
        .asks
        .iter()
        .map(|ask| ask.catalogue.as_str())
        .collect();
    assert_eq!(
        catalogue,
        [
            "trace_method",
            "impurity_standard",
            "nitrite_control",
            "nitrosation_test",
            "spiking_purge_study"
        ]
    );
}

#[test]
fn unlikely_nitrosamines_ask_for_a_test_first() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "1.2"));
    // The tertiary amine beside the nitrite loses a group only slowly.
    let dimethyl = by_smiles(&outcome, "CN(C)N=O");
    assert_eq!(
        dimethyl.asks,
        [
            "nitrite_control".to_owned(),
            format!("nitrosation_test:{}", dimethyl.key)
        ]
    );
    assert!(
        outcome
            .needs
            .iter()
            .all(|need| need.impurity != dimethyl.key)
    );
}

fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

#[test]
fn another_reagent_removes_the_nitrosamine_and_its_work() {
    let with = outcome(&nitrosation_risk(NITRITE, "1.2"));
    let without = outcome(&nitrosation_risk("OO", "1.2"));
    let smiles = "O=NN1CCCCC1";
    assert!(has_smiles(&with, smiles));
    assert!(!has_smiles(&without, smiles));
    let nitrosamine_work = |outcome: &GenotoxOutcome| {
        outcome
            .findings
            .iter()
            .filter(|finding| finding.rule == "genotox.nitrosamine")
            .count()
    };
    assert!(nitrosamine_work(&with) > 0);
    assert_eq!(nitrosamine_work(&without), 0);
    assert!(with.needs.iter().any(|need| need.smiles == smiles));
    assert!(without.needs.iter().all(|need| need.smiles != smiles));
}

#[test]
fn what_one_route_brings_is_said_of_that_route() {
    let second = r#"
[[material]]
id = "peroxide"
name = "hydrogen peroxide"
kind = "reagent"
smiles = "OO"
[[step]]
id = "oxidation"
name = "oxidation"
product = "base"
input = [
  { material = "aniline", role = "reactant" },
  { material = "peroxide", role = "reagent", equivalents = 2 },
]
[[route]]
id = "second"
name = "second route"
step = ["reduction", "oxidation", "salt"]
"#;
    let outcome = outcome(&(nitrosation_risk(NITRITE, "1.2") + second));
    let nitrosamine = by_smiles(&outcome, "O=NN1CCCCC1");
    assert_eq!(nitrosamine.routes, ["first"]);
    let ester = by_smiles(&outcome, "CC(C)OS(C)(=O)=O");
    assert_eq!(ester.routes, ["first", "second"]);
    let routes_of = |key: &str| -> Vec<Option<&str>> {
        outcome
            .findings
            .iter()
            .filter(|finding| finding.subject == format!("impurity.{key}"))
            .map(|finding| finding.route.as_deref())
            .collect()
    };
    assert_eq!(routes_of(&nitrosamine.key), [Some("first")]);
    assert_eq!(routes_of(&ester.key), [None]);
    assert_eq!(ester.causes.len(), 1);
    let need = |smiles: &str| {
        outcome
            .needs
            .iter()
            .find(|need| need.smiles == smiles)
            .unwrap()
    };
    assert_eq!(need("O=NN1CCCCC1").route.as_deref(), Some("first"));
    let mut ids: Vec<_> = outcome.findings.iter().map(|finding| &finding.id).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn limits_follow_dose_duration_and_basis() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "1.2"));
    let ester = by_smiles(&outcome, "CC(C)OS(C)(=O)=O");
    // Salt factor: 261.34 / 165.24 g/mol for the mesylate of C10H15NO.
    let factor = outcome.ledger.number("genotox.salt_factor").unwrap();
    assert!((factor - 261.34 / 165.236).abs() < 1e-3, "{factor}");
    let [first, market] = ester.uses.as_slice() else {
        panic!("two uses expected");
    };
    // 14 days: 120 µg/day ÷ 0.2 g/day; a known mutagen counts from the first study on.
    assert!(first.in_scope);
    assert!(first.basis.contains("14 days of treatment"));
    assert!(market.basis.contains("lifetime treatment"));
    assert_eq!(first.limit_ppm_moiety, Some(600.0));
    // Lifetime: 1.5 µg/day ÷ 0.2 g/day = 7.5 ppm of the moiety.
    assert!(market.in_scope);
    assert_eq!(market.limit_ppm_moiety.map(round), Some(7.5));
    let substance = market.limit_ppm_substance.unwrap();
    assert!((substance - 7.5 / factor).abs() < 1e-9);
    assert!((market.quantitation_limit_ppm.unwrap() - 0.3 * substance).abs() < 1e-9);
    // Phase 1 sizes the first method; the market is tighter.
    let needed = 0.3 * first.limit_ppm_substance.unwrap();
    assert!((ester.quantitation_limit.unwrap() * 1e6 - needed).abs() < 1e-9);
    let tightest = format!("genotox.{}.tightest_quantitation_limit", ester.key);
    assert_eq!(outcome.ledger.number(&tightest), Some(0.3 * substance));
    let need = outcome
        .needs
        .iter()
        .find(|need| need.impurity == ester.key)
        .unwrap();
    assert!(need.route.is_none());
    assert_eq!(outcome.ledger.number(need.figure.as_str()), Some(needed));
}

#[test]
fn neutralised_acid_lowers_concern_but_stays_listed() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "0.98"));
    let ester = by_smiles(&outcome, "CC(C)OS(C)(=O)=O");
    assert_eq!(ester.causes[0].concern, Some(Concern::Lowered));
}

#[test]
fn substances_solvents_and_water_are_no_impurities() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "1.2"));
    for smiles in ["CN(C)CCc1ccc(O)cc1", "CC(C)O", "O"] {
        assert!(!has_smiles(&outcome, smiles), "{smiles}");
    }
}

const SITAGLIPTIN: &str = r#"
format_version = 1
name = "Sitagliptin"
start = 2027-01-04
[substance]
material = "phosphate"
moiety = "sitagliptin"
[[use]]
id = "market"
name = "market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "30 y"
[[material]]
id = "sitagliptin"
name = "sitagliptin"
kind = "substance"
smiles = "N[C@@H](CC(=O)N1CCn2c(nnc2C(F)(F)F)C1)Cc1cc(F)c(F)cc1F"
[[material]]
id = "phosphate"
name = "sitagliptin phosphate monohydrate"
kind = "substance"
smiles = "N[C@@H](CC(=O)N1CCn2c(nnc2C(F)(F)F)C1)Cc1cc(F)c(F)cc1F.OP(=O)(O)O.O"
moiety = "sitagliptin"
"#;

#[track_caller]
fn check_nttp(outcome: &GenotoxOutcome, methods: usize) {
    let nttp = by_smiles(outcome, "O=NN1CCn2c(nnc2C(F)(F)F)C1");
    assert_eq!(nttp.name, "NTTP");
    let listed: Vec<_> = nttp
        .agency_limits
        .iter()
        .map(|limit| (limit.agency, limit.intake_ng_per_day, limit.cpca_category))
        .collect();
    assert_eq!(
        listed,
        [
            ("European Medicines Agency", 100.0, Some(2)),
            ("US Food and Drug Administration", 100.0, Some(2)),
            ("Health Canada", 100.0, Some(2)),
        ]
    );
    let finding = outcome
        .findings
        .iter()
        .find(|finding| finding.subject == format!("impurity.{}", nttp.key))
        .expect("it is in scope");
    assert!(
        finding
            .message
            .contains("All 3 agencies read list 100 ng/day.")
    );
    assert!(!finding.message.contains("strictest"));
    let [market] = nttp.uses.as_slice() else {
        panic!("one use expected");
    };
    // 0.1 µg/day ÷ 0.1 g/day = 1 ppm of the free base; 523.32 / 407.31 g/mol for the phosphate monohydrate.
    assert_eq!(market.limit_ppm_moiety.map(round), Some(1.0));
    let substance = market.limit_ppm_substance.expect("both masses are known");
    assert!((substance - 407.31 / 523.32).abs() < 1e-4);
    // 300 mg of excipient with 1 mg/kg nitrite for 100 mg: 3e-4 mg x 221.14 / 46.01 / 100 mg.
    let bound = nttp
        .nitrite_worst_case_ppm
        .expect("the excipients bring nitrite");
    assert!(
        (bound - 3e-4 * 221.14 / 46.006 / 100.0 * 1e6).abs() < 1e-2,
        "{bound}"
    );
    let asked = outcome
        .needs
        .iter()
        .filter(|need| need.impurity == nttp.key)
        .count();
    assert_eq!(asked, methods);
}

#[test]
fn the_nitrosamine_of_sitagliptin_from_a_degradant() {
    let degradant = r#"
[[impurity]]
id = "triazolopiperazine"
name = "triazolopiperazine amine"
kind = "degradant"
smiles = "FC(F)(F)c1nnc2n1CCNC2"
"#;
    let outcome = outcome(&format!("{SITAGLIPTIN}{degradant}"));
    check_nttp(&outcome, 1);
    let nttp = by_smiles(&outcome, "O=NN1CCn2c(nnc2C(F)(F)F)C1");
    assert_eq!(nttp.key, "nitrite-trace-triazolopiperazine");
}

#[test]
fn the_nitrosamine_of_sitagliptin_from_a_starting_material() {
    let route = r#"
[[material]]
id = "triazolopiperazine"
name = "triazolopiperazine amine"
kind = "starting-material"
smiles = "FC(F)(F)c1nnc2n1CCNC2"
[[material]]
id = "acid"
name = "amino acid"
kind = "starting-material"
smiles = "N[C@@H](CC(=O)O)Cc1cc(F)c(F)cc1F"
[[step]]
id = "coupling"
name = "coupling"
product = "sitagliptin"
input = [
  { material = "acid", role = "reactant" },
  { material = "triazolopiperazine", role = "reactant", equivalents = 1.1 },
]
[[route]]
id = "r"
name = "route"
step = ["coupling"]
"#;
    // A trace that meets a starting material asks for nitrite control first, not for a method.
    check_nttp(&outcome(&format!("{SITAGLIPTIN}{route}")), 0);
}

fn entered(fields: &str) -> String {
    format!(
        r#"{HEAD}
[[material]]
id = "base"
name = "base"
kind = "substance"
smiles = "Nc1ccc(CCO)cc1"
[[material]]
id = "mesylate"
name = "mesylate"
kind = "substance"
smiles = "Nc1ccc(CCO)cc1.CS(=O)(=O)O"
moiety = "base"
{fields}
"#
    )
}

#[track_caller]
fn class_of(fields: &str, key: &str, class: ImpurityClass) -> ImpurityResult {
    let outcome = outcome(&entered(fields));
    let found = outcome
        .impurities
        .iter()
        .find(|impurity| impurity.key == key);
    let found = found.unwrap_or_else(|| panic!("{key} not in {:?}", keys(&outcome)));
    assert_eq!(found.class, Some(class), "{:?}", found.class_reasons);
    found.clone()
}

/// A negative bacterial test whose report is named; without a name it lowers no class.
const NEGATIVE: &str = "ames = { value = \"negative\", source = \"report-7\" }";
const REPORT: &str = "[[source]]\nid = \"report-7\"\ntitle = \"Report 7 of the test laboratory\"\n";

fn impurity(smiles: &str, fields: &str) -> String {
    format!(
        "{REPORT}[[impurity]]\nid = \"x\"\nname = \"x\"\nkind = \"by-product\"\nsmiles = \"{smiles}\"\n{fields}\n"
    )
}

#[test]
fn entered_tests_override_alerts() {
    // No published table has it.
    let epoxide = "CCCC1CO1";
    class_of(&impurity(epoxide, ""), "x", ImpurityClass::Three);
    class_of(
        &impurity(epoxide, "ames = \"positive\""),
        "x",
        ImpurityClass::Two,
    );
    class_of(
        &impurity(epoxide, "ames = \"negative\""),
        "x",
        ImpurityClass::Three,
    );
    class_of(&impurity(epoxide, NEGATIVE), "x", ImpurityClass::Five);
    class_of(
        &impurity(epoxide, "ames = \"equivocal\""),
        "x",
        ImpurityClass::Three,
    );
    class_of(
        &impurity(epoxide, "carcinogenicity = \"positive\""),
        "x",
        ImpurityClass::One,
    );
    class_of(
        &impurity(
            epoxide,
            &format!("{NEGATIVE}\ncarcinogenicity = \"positive\""),
        ),
        "x",
        ImpurityClass::Five,
    );
    // 1-Butanol: ICH Q3C limits it, whatever the predictions say.
    let solvent = class_of(&impurity("CCCCO", ""), "x", ImpurityClass::Five);
    assert_eq!(solvent.ground, ClassGround::ResidualSolvent);
    assert!(!solvent.awaits_argument());
}

#[test]
fn a_negative_test_does_not_free_the_cohort_of_concern() {
    let found = class_of(
        &impurity("CCCCCCN(C)N=O", NEGATIVE),
        "x",
        ImpurityClass::Three,
    );
    assert!(found.uses.iter().all(|limit| limit.in_scope));
}

#[test]
fn a_positive_study_puts_the_cohort_of_concern_into_class_1() {
    let fields = "ames = \"negative\"\ncarcinogenicity = \"positive\"";
    let found = class_of(&impurity("CN(C)N=O", fields), "x", ImpurityClass::One);
    assert!(found.uses.iter().all(|limit| limit.in_scope));
}

#[test]
fn an_impurity_written_as_a_salt_with_charges_is_its_base() {
    // Positive in the compilation of published tests.
    let found = class_of(&impurity("[NH3+]CCCl.[Cl-]", ""), "x", ImpurityClass::Two);
    let base = concerted_molecule::Molecule::parse("NCCCl").expect("a structure");
    assert_eq!(found.smiles.as_deref(), Some(base.canonical_smiles()));
    assert!(!found.alerts.is_empty());
}

#[test]
fn the_sulfate_of_hydrazine_is_an_impurity() {
    let outcome = outcome(&nitrosation_risk("NN.OS(=O)(=O)O", "1.2"));
    let found = by_smiles(&outcome, "NN");
    assert_eq!(found.class, Some(ImpurityClass::One));
    // Sulfuric acid itself is none.
    let acid = self::outcome(&nitrosation_risk("OS(=O)(=O)O", "1.2"));
    assert!(!has_smiles(&acid, "OS(=O)(=O)O"));
}

#[test]
fn what_has_no_carbon_is_not_said_to_have_no_structure() {
    let outcome = outcome(&entered(&impurity("F", "")));
    let finding = outcome
        .findings
        .iter()
        .find(|finding| finding.rule == "genotox.class")
        .expect("hydrogen fluoride has no class");
    assert!(
        finding.message.contains("contains no carbon"),
        "{}",
        finding.message
    );
    assert!(!finding.message.contains("neither structure"));
}

#[test]
fn class_4_waits_for_the_test_of_the_substance() {
    let shared = impurity("Nc1ccc(CCOC)cc1", "");
    let pending = class_of(&shared, "x", ImpurityClass::Three);
    assert!(pending.class_reasons[0].contains("pending until then"));
    let tested = format!(
        "{shared}[[impurity]]\nid = \"self\"\nname = \"substance\"\nkind = \"by-product\"\nmaterial = \"mesylate\"\n{NEGATIVE}\n"
    );
    let confirmed = class_of(&tested, "x", ImpurityClass::Four);
    assert!(!confirmed.in_scope());
    // An alert besides that the substance lacks keeps it in class 3.
    let more = tested.replace("Nc1ccc(CCOC)cc1", "Nc1ccc(CCCl)cc1");
    class_of(&more, "x", ImpurityClass::Three);
}

#[test]
fn published_carcinogens_are_known_by_registry_number() {
    let hydrazine = r#"
[[material]]
id = "dimethylhydrazine"
name = "1,1-dimethylhydrazine"
kind = "reagent"
smiles = "CN(C)N"
cas = "57-14-7"
[[impurity]]
id = "dmh"
name = "dimethylhydrazine"
kind = "carried"
material = "dimethylhydrazine"
"#;
    let found = class_of(hydrazine, "dmh", ImpurityClass::One);
    // CPDB: TD50 3.96 mg/kg/day is above the threshold, which therefore stays the limit.
    assert_eq!(found.uses[1].intake_ug_per_day, Some(1.5));
    assert!(
        found
            .class_reasons
            .iter()
            .any(|reason| reason.contains("no regulatory limit"))
    );
    assert!(found.uses[0].in_scope);
}

#[test]
fn monofunctional_chlorides_have_their_own_intake() {
    let chloride = class_of(&impurity("CC(C)CCl", ""), "x", ImpurityClass::Three);
    // 14 days: threshold 120 µg/day; lifetime: 15 µg/day, ten times the threshold.
    let intakes: Vec<_> = chloride
        .uses
        .iter()
        .map(|limit| limit.intake_ug_per_day)
        .collect();
    assert_eq!(intakes, [Some(120.0), Some(15.0)]);
    let dichloride = class_of(&impurity("ClCCCCCl", ""), "x", ImpurityClass::Three);
    assert_eq!(dichloride.uses[1].intake_ug_per_day, Some(1.5));
}

#[test]
fn an_unlisted_nitrosamine_gets_its_potency_category() {
    let found = class_of(&impurity("CCCCCCN(C)N=O", ""), "x", ImpurityClass::Three);
    assert_eq!(found.uses[1].intake_ug_per_day, Some(0.018));
    assert!(found.uses[1].basis.contains(
        "our calculation by the published CPCA scheme, which no agency has confirmed (score 1)"
    ));
    assert!(found.agency_limits.is_empty());
}

#[test]
fn the_strictest_agency_sets_the_limit() {
    // N-nitrosopiperazine-type case with disagreeing agencies: CAS 5632-47-3, 400 and 1300 ng/day.
    // Positive in Salmonella and carcinogenic in the Carcinogenic Potency Database: class 1.
    let found = class_of(&impurity("O=NN1CCNCC1", ""), "x", ImpurityClass::One);
    assert_eq!(found.agency_limits.len(), 3);
    assert_eq!(found.uses[1].intake_ug_per_day, Some(0.4));
}

#[test]
fn other_cohorts_of_concern_have_no_limit_by_rule() {
    let found = class_of(&impurity("CCN=[N+](CC)[O-]", ""), "x", ImpurityClass::Three);
    assert!(
        found
            .uses
            .iter()
            .all(|limit| limit.in_scope && limit.intake_ug_per_day.is_none())
    );
}

#[test]
fn entered_intake_and_measured_purge_count() {
    let text = impurity(
        "CCOS(C)(=O)=O",
        "acceptable_intake = \"100 ug/d\"\nlevel = \"0.5 %\"\npurge = [{ step = \"s\", factor = 100 }, { step = \"s\", factor = 20 }]",
    ) + "[[step]]\nid = \"s\"\nname = \"s\"\nproduct = \"mesylate\"\n";
    let outcome = outcome(&entered(&text));
    let found = by_smiles(&outcome, "CCOS(C)(=O)=O");
    assert_eq!(found.uses[1].intake_ug_per_day.map(round), Some(100.0));
    assert_eq!(found.uses[1].limit_ppm_moiety.map(round), Some(500.0));
    // Two measurements of one step say the same thing twice: the lower counts.
    assert_eq!(found.measured_purge, Some(20.0));
    let required = outcome
        .ledger
        .number("genotox.x.market.required_purge")
        .unwrap();
    assert!((required - 5000.0 / found.uses[1].limit_ppm_substance.unwrap()).abs() < 1e-9);
}

#[test]
fn what_is_missing_is_said_and_the_rest_comes_out() {
    let text = "format_version = 1\nname = \"x\"\nstart = 2027-01-04\n[[impurity]]\nid = \"a\"\nname = \"a\"\nkind = \"degradant\"\n[[impurity]]\nid = \"b\"\nname = \"b\"\nkind = \"degradant\"\nsmiles = \"CCOS(C)(=O)=O\"\n";
    let found = outcome(text);
    assert_eq!(keys(&found), ["a", "b"]);
    assert_eq!(found.impurities[0].class, None);
    assert_eq!(found.impurities[1].class, Some(ImpurityClass::Two));
    let rules: Vec<_> = found
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert!(rules.contains(&"genotox.class"));
    assert!(rules.contains(&"genotox.use"));
    assert!(
        outcome("format_version = 1\nname = \"x\"\nstart = 2027-01-04\n")
            .findings
            .is_empty()
    );
}

#[test]
fn every_ask_is_in_the_catalogue_and_the_outcome_repeats() {
    let text = nitrosation_risk(NITRITE, "1.2");
    let first = outcome(&text);
    assert_eq!(first, outcome(&text));
    for finding in &first.findings {
        for ask in &finding.asks {
            assert!(
                Reference::embedded().ask(&ask.catalogue).is_some(),
                "{}",
                ask.catalogue
            );
        }
    }
}

const PRODUCT: &str = r#"
[[impurity]]
id = "amine"
name = "amine"
kind = "degradant"
smiles = "CCCNCC"
[[material]]
id = "starch"
name = "starch"
kind = "excipient"
nitrite = "0.8 ppm"
[[material]]
id = "lactose"
name = "lactose"
kind = "excipient"
[product]
name = "tablet"
strength = [{ name = "low", content = "50 mg" }, { name = "high", content = "200 mg" }]
excipient = [{ material = "starch", mass = "100 mg" }, { material = "lactose", mass = "150 mg" }]
"#;

#[test]
fn nitrite_of_excipients_bounds_the_nitrosamine() {
    let outcome = outcome(&(nitrosation_risk(NITRITE, "1.2") + PRODUCT));
    let found = by_smiles(&outcome, "CCCN(CC)N=O");
    assert_eq!(found.key, "nitrite-trace-amine");
    // (100 mg x 0.8 ppm + 150 mg x 1 ppm, the default) x 116.16 / 46.01 / 50 mg.
    let expected = (100.0 * 0.8 + 150.0 * 1.0) * 116.164 / 46.006 / 50.0;
    let bound = found.nitrite_worst_case_ppm.unwrap();
    assert!((bound / expected - 1.0).abs() < 1e-3, "{bound} {expected}");
    let cause = &found.causes[0];
    assert_eq!(cause.inputs, ["amine", "starch", "lactose"]);
}

/// Nudges every entered number and fails if a figure moved that does not name it among its ancestors.
#[test]
fn figures_name_what_moves_them() {
    let text = nitrosation_risk(NITRITE, "1.2")
        + "[[impurity]]\nid = \"e\"\nname = \"e\"\nkind = \"by-product\"\nsmiles = \"CCOS(C)(=O)=O\"\nacceptable_intake = \"100 ug/d\"\nlevel = \"0.5 %\"\npurge = [{ step = \"salt\", factor = 100 }]\n"
        + PRODUCT;
    let base = program(&text);
    let before = assess(&base, Reference::embedded());
    let figures = Figures::resolve(&before.ledger, &base.entered);
    let mut moved = 0;
    for entered in &base.entered {
        let written = &text[entered.span.clone()];
        let Some(nudged) = nudge(written) else {
            continue;
        };
        let mut other = text.clone();
        other.replace_range(entered.span.clone(), &nudged);
        let after = assess(&program(&other), Reference::embedded());
        let id = format!("entered.{}", entered.path);
        for derivation in before.ledger.derivations() {
            let Some(old) = derivation.value.number() else {
                continue;
            };
            let key = derivation.id.as_str();
            if after.ledger.number(key) != Some(old) {
                moved += 1;
                assert!(
                    figures
                        .ancestors(key)
                        .iter()
                        .any(|ancestor| ancestor.as_str() == id),
                    "{key} moved with {id}"
                );
            }
        }
    }
    assert!(moved > 20, "{moved}");
}

/// The same text with its first number made 7 % larger; `None` for dates and words.
fn nudge(text: &str) -> Option<String> {
    let quote = if text.starts_with('"') { "\"" } else { "" };
    let inner = text.trim_matches('"');
    let end = inner
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(inner.len());
    let number: f64 = inner[..end].parse().ok()?;
    if inner[end..].starts_with('-') {
        return None;
    }
    Some(format!("{quote}{}{}{quote}", number * 1.07, &inner[end..]))
}

/// The asks for one impurity by catalogue row.
#[track_caller]
fn ask_of<'a>(outcome: &'a GenotoxOutcome, key: &str, catalogue: &str) -> &'a Ask {
    outcome
        .findings
        .iter()
        .filter(|finding| finding.subject == format!("impurity.{key}"))
        .flat_map(|finding| &finding.asks)
        .find(|ask| ask.catalogue == catalogue)
        .unwrap_or_else(|| panic!("{key} asks for no {catalogue}"))
}

#[test]
fn phase_1_waits_only_for_what_it_has_in_scope() {
    let outcome = outcome(&nitrosation_risk(NITRITE, "1.2"));
    let ester = by_smiles(&outcome, "CC(C)OS(C)(=O)=O");
    let method = ask_of(&outcome, &ester.key, "trace_method");
    assert_eq!(method.before, Some(Before::GmpRelease));
    // 30 % of 120 and of 1.5 µg/day ÷ 0.2 g/day × 261.3 / 165.2: 113.8 and 1.42 ppm.
    assert_eq!(
        method.title,
        "trace method for isopropyl mesylate, quantitation at or below 113 ppm for `first-study` (1.42 ppm for `market`)"
    );
    // Class 3: not addressed in a first study of 14 days.
    let nitroarene = by_smiles(&outcome, "CN(C)CCc1ccc([N+](=O)[O-])cc1");
    assert!(!nitroarene.uses[0].in_scope);
    let method = ask_of(&outcome, &nitroarene.key, "trace_method");
    assert!(
        method.title.ends_with("1.42 ppm (needed for use `market`)"),
        "{}",
        method.title
    );
    for catalogue in [
        "trace_method",
        "impurity_standard",
        "spiking_purge_study",
        "ames_test",
    ] {
        let ask = ask_of(&outcome, &nitroarene.key, catalogue);
        assert_eq!(ask.before, Some(Before::Nothing), "{catalogue}");
        assert!(ask.title.ends_with("(needed for use `market`)"));
    }
    let nitrosamine = by_smiles(&outcome, "O=NN1CCCCC1");
    let study = ask_of(&outcome, &nitrosamine.key, "spiking_purge_study");
    assert_eq!(study.before, Some(Before::Filing));
    assert_eq!(
        nitrosamine.uses[0].scope_reason,
        "cohort of concern: addressed at every stage"
    );
    let need = outcome.needs.iter().find(|need| need.impurity == ester.key);
    let figure = &need.expect("a method is needed").figure;
    let label = outcome
        .ledger
        .derivations()
        .find(|derivation| derivation.id == *figure)
        .map(|derivation| derivation.label.as_str());
    assert!(label.is_some_and(|label| label.ends_with("for use first-study")));
}

#[test]
fn messages_are_short() {
    let outcome = outcome(&(nitrosation_risk(NITRITE, "1.2") + PRODUCT));
    let mut seen = 0;
    for finding in &outcome.findings {
        if finding.subject.starts_with("impurity.") {
            assert!(
                finding.message.contains(" ppm for `"),
                "{}",
                finding.message
            );
            let length = finding.message.chars().count();
            assert!(length <= 500, "{length}: {}", finding.message);
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn published_mutagens_are_class_2_and_a_remembered_one_waits() {
    let seen = class_of(&impurity("CI", ""), "x", ImpurityClass::Two);
    assert!(!seen.provisional);
    // Glowienke and others 2005, from memory.
    let remembered = class_of(
        &impurity("COS(=O)(=O)c1ccc(C)cc1", ""),
        "x",
        ImpurityClass::Two,
    );
    assert!(remembered.provisional);
    assert!(remembered.class_reasons[0].contains("status memory, to be verified"));
    // A report of the user's own counts more, but the conflict stays open; without its name it does not count.
    let conflict = class_of(&impurity("CI", NEGATIVE), "x", ImpurityClass::Five);
    assert!(conflict.provisional);
    class_of(
        &impurity("CI", "ames = \"negative\""),
        "x",
        ImpurityClass::Two,
    );
    class_of(&impurity("CCCCCCCI", ""), "x", ImpurityClass::Three);
}

#[test]
fn published_intakes_are_found_by_structure() {
    let found = class_of(&impurity("C=O", ""), "x", ImpurityClass::One);
    for limit in &found.uses {
        // Draft of ICH M7(R2), October 2021: 10 mg/day other than by inhalation; ICH Q3A is reached first.
        let intake = limit.intake_ug_per_day.expect("a limit");
        assert!(intake < 1_000.1, "{intake}");
        assert!(limit.basis.contains("ICH Q3A"), "{}", limit.basis);
        assert!(limit.basis.contains("10000 µg/day"), "{}", limit.basis);
        assert!(
            limit.basis.contains("draft of 2021-10-06"),
            "{}",
            limit.basis
        );
    }
}

#[test]
fn a_metallocene_has_no_class_and_a_counter_ion_its_own_name() {
    let text = entered(
        r#"
[[material]]
id = "ligand"
name = "ferrocenyl ligand"
kind = "ligand"
smiles = "[Fe+2].c1cc[cH-]c1.CC([c-]1cccc1P(c1ccccc1)c1ccccc1)P(C(C)(C)C)C(C)(C)C"
[[material]]
id = "ammonium-acetate"
name = "ammonium acetate"
kind = "reagent"
smiles = "CC(=O)O.N"
[[material]]
id = "sodium-glycolate"
name = "sodium glycolate"
kind = "reagent"
smiles = "[Na+].OCC(=O)[O-]"
[[material]]
id = "acid"
name = "methanesulfonic acid"
kind = "reagent"
smiles = "CS(=O)(=O)O"
[[step]]
id = "s"
name = "s"
product = "mesylate"
input = [
  { material = "acid", role = "acid", equivalents = 1 },
  { material = "ligand", role = "ligand", equivalents = 0.01 },
  { material = "ammonium-acetate", role = "reagent", equivalents = 2 },
  { material = "sodium-glycolate", role = "reagent", equivalents = 2 },
  { material = "base", role = "reactant" },
]
[[route]]
id = "r"
name = "r"
step = ["s"]
"#,
    );
    let outcome = outcome(&text);
    let named = |key: &str| {
        outcome
            .impurities
            .iter()
            .find(|impurity| impurity.key == key)
            .unwrap_or_else(|| panic!("{key} not in {:?}", keys(&outcome)))
    };
    let ligand = named("ligand");
    assert_eq!((ligand.class, ligand.smiles.as_deref()), (None, None));
    assert!(ligand.class_reasons[0].contains("not assessable by these rules"));
    assert_eq!(named("ammonium-acetate").name, "acetic acid");
    assert_eq!(named("sodium-glycolate").name, "part of sodium glycolate");
}
