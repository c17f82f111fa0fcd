//! Structures, predictions and tests in, class and reasons out. The predictions are given, so no model is asked.

use concerted_hazard::{Call, Domain, Prediction, screen};
use concerted_model::impurity::Conclusion;
use concerted_reference::Reference;

use super::*;
use crate::prediction::TestedNeighbor;
use crate::structure_judgement::lone_candidate;

fn model(probability: f64, call: Call, screening_call: Call, inside: bool) -> ModelView {
    let reasons = if inside {
        Vec::new()
    } else {
        vec!["2 environments that no tested compound has".to_owned()]
    };
    ModelView {
        prediction: Some(Prediction {
            probability,
            call,
            screening_call,
            domain: Domain {
                inside,
                reasons,
                nearest_similarity: 0.6,
                unseen_environments: if inside { 0 } else { 2 },
            },
        }),
        ..ModelView::default()
    }
}

fn positive() -> ModelView {
    model(0.8, Call::Positive, Call::Positive, true)
}

fn unclear() -> ModelView {
    model(0.4, Call::Negative, Call::Positive, true)
}

fn negative() -> ModelView {
    model(0.1, Call::Negative, Call::Negative, true)
}

fn outside() -> ModelView {
    model(0.1, Call::Negative, Call::Negative, false)
}

fn refused() -> ModelView {
    ModelView {
        refused: Some("the structure is too large".to_owned()),
        ..ModelView::default()
    }
}

fn neighbor(similarity: f64, positive: bool) -> TestedNeighbor {
    TestedNeighbor {
        inchi_key: Some("AAAAAAAAAAAAAA-BBBBBBBBBB-N".to_owned()),
        smiles: None,
        positive,
        similarity,
        source: String::new(),
    }
}

fn own(kind: TestKind, outcome: TestOutcome) -> OwnTest {
    OwnTest {
        kind,
        outcome,
        source: Some("report 7".to_owned()),
        input: None,
    }
}

fn argument(conclusion: Conclusion, date: &str) -> RecordedArgument {
    RecordedArgument {
        conclusion,
        reasoning: "The group is hindered".to_owned(),
        by: "toxicologist, client".to_owned(),
        date: date.parse().unwrap(),
        source: None,
        standing: ArgumentStanding::Superseded,
        inputs: Vec::new(),
    }
}

/// What is known besides the structure.
#[derive(Default)]
struct Known {
    model: ModelView,
    tests: Vec<OwnTest>,
    arguments: Vec<RecordedArgument>,
    substance: SubstanceKnowledge,
}

fn judged(smiles: &str, known: Known) -> Classified {
    let molecule = Molecule::parse(smiles).unwrap();
    let alerts = screen(&molecule);
    let candidate = lone_candidate(Some(&molecule), &[]);
    classify(&ClassCase {
        candidate: &candidate,
        alerts: &alerts,
        model: &known.model,
        tests: &known.tests,
        arguments: known.arguments,
        substance: &known.substance,
        reference: Reference::embedded(),
    })
}

#[track_caller]
fn check(
    smiles: &str,
    known: Known,
    class: u8,
    ground: ClassGround,
    provisional: bool,
) -> Classified {
    let found = judged(smiles, known);
    assert_eq!(
        (
            found.class.map(ImpurityClass::number),
            found.ground,
            found.provisional
        ),
        (Some(class), ground, provisional),
        "{smiles}: {:#?}",
        found.reasons
    );
    found
}

/// Neither alerts nor published data.
const PLAIN: &str = "CCCCOCCC(=O)NC1CCCCC1";
/// An alert and no published data.
const EPOXIDE: &str = "CCCCCC1CO1";
const NITROSAMINE: &str = "CCCCCCN(C)N=O";

#[test]
fn the_grid_has_ten_cells_and_one_class_5() {
    let cases = [
        (PLAIN, positive(), 3, true),
        (PLAIN, unclear(), 3, true),
        (PLAIN, negative(), 5, false),
        (PLAIN, outside(), 3, true),
        (PLAIN, refused(), 3, true),
        (EPOXIDE, positive(), 3, false),
        (EPOXIDE, unclear(), 3, false),
        (EPOXIDE, negative(), 3, true),
        (EPOXIDE, outside(), 3, true),
        (EPOXIDE, refused(), 3, true),
    ];
    for (smiles, model, class, asks) in cases {
        let known = Known {
            model,
            ..Known::default()
        };
        let found = check(smiles, known, class, ClassGround::Predictions, class == 3);
        let cell = found.cell.unwrap();
        assert_eq!(cell.asks_for_an_argument(), asks, "{}", cell.name());
        let asked = found
            .reasons
            .iter()
            .any(|reason| reason.starts_with("Expert argument asked for: "));
        assert_eq!(asked, asks, "{}", cell.name());
        if class == 3 {
            assert!(
                found
                    .reasons
                    .iter()
                    .all(|reason| !reason.contains("negative: class 5")),
                "{:?}",
                found.reasons
            );
        }
    }
    assert_eq!(GridCell::all().count(), 10);
}

#[test]
fn each_cell_says_what_its_argument_has_to_show() {
    let mut texts: Vec<&str> = GridCell::all().map(GridCell::argument).collect();
    assert!(
        texts
            .iter()
            .all(|text| text.ends_with('.') && text.len() > 40)
    );
    texts.sort_unstable();
    texts.dedup();
    // Outside the domain and no prediction ask for the same.
    assert_eq!(texts.len(), 8);
}

#[test]
fn reasons_name_both_methods() {
    let known = Known {
        model: positive(),
        ..Known::default()
    };
    let found = judged(PLAIN, known);
    assert_eq!(
        found.reasons[0],
        "It carries no alert. The statistical model gives 80 % for a positive bacterial test: positive (in its domain, nearest tested compound 60 % similar). The methods conflict: treated as class 3 until a test or an expert argument decides."
    );
    let known = Known {
        model: outside(),
        ..Known::default()
    };
    let found = judged(PLAIN, known);
    assert!(found.reasons[0].contains("2 environments that no tested compound has"));
    assert!(found.reasons[0].contains("its 10 % may not be used"));
    let known = Known {
        model: refused(),
        ..Known::default()
    };
    assert!(judged(PLAIN, known).reasons[0].contains("the structure is too large"));
}

#[test]
fn own_tests_come_before_all_else() {
    use TestOutcome::{Equivocal, Negative, Positive};
    let cases = [
        (Some(Positive), None, 2, false),
        (Some(Negative), None, 5, false),
        (Some(Equivocal), None, 3, true),
        (None, Some(Positive), 1, false),
        (Some(Positive), Some(Positive), 1, false),
        (Some(Negative), Some(Positive), 5, false),
        (Some(Positive), Some(Negative), 2, false),
    ];
    for (ames, carcinogenicity, class, provisional) in cases {
        let tests: Vec<OwnTest> = [
            (TestKind::Bacterial, ames),
            (TestKind::Carcinogenicity, carcinogenicity),
        ]
        .into_iter()
        .filter_map(|(kind, outcome)| Some(own(kind, outcome?)))
        .collect();
        // Against alert, model and a published positive alike.
        for smiles in [EPOXIDE, PLAIN, "CI"] {
            if smiles == "CI" && ames == Some(Equivocal) {
                continue;
            }
            let known = Known {
                model: positive(),
                tests: tests.clone(),
                ..Known::default()
            };
            // A negative report against a published positive leaves the conflict open.
            let provisional = provisional || (smiles == "CI" && ames == Some(Negative));
            let found = check(smiles, known, class, ClassGround::OwnData, provisional);
            assert!(
                found
                    .reasons
                    .iter()
                    .any(|reason| reason.contains("source: report 7")),
                "{:?}",
                found.reasons
            );
        }
    }
}

#[test]
fn several_own_tests_count_by_the_worst() {
    let tests = vec![
        own(TestKind::Bacterial, TestOutcome::Negative),
        own(TestKind::Bacterial, TestOutcome::Positive),
    ];
    check(
        PLAIN,
        Known {
            model: negative(),
            tests,
            ..Known::default()
        },
        2,
        ClassGround::OwnData,
        false,
    );
}

#[test]
fn a_negative_carcinogen_goes_to_permitted_exposure() {
    let tests = vec![
        own(TestKind::Bacterial, TestOutcome::Negative),
        own(TestKind::Carcinogenicity, TestOutcome::Positive),
    ];
    let found = judged(
        PLAIN,
        Known {
            tests,
            ..Known::default()
        },
    );
    assert!(found.reasons[0].contains("permitted daily exposure apply, not the threshold"));
}

#[test]
fn a_negative_test_beside_a_positive_study_leaves_the_cohort_of_concern_in_class_1() {
    for smiles in [NITROSAMINE, "CN(C)N=O"] {
        let tests = vec![
            own(TestKind::Bacterial, TestOutcome::Negative),
            own(TestKind::Carcinogenicity, TestOutcome::Positive),
        ];
        let known = Known {
            model: negative(),
            tests,
            ..Known::default()
        };
        let found = check(smiles, known, 1, ClassGround::OwnData, false);
        assert!(found.reasons[0].contains("does not take it: class 1"));
    }
}

#[test]
fn a_row_of_the_addendum_that_nobody_verified_gives_a_provisional_class() {
    // Remembered, then read: ethylene oxide is note 4 of ICH M7(R2).
    for (smiles, provisional) in [("C=CC#N", true), ("ClCc1ccccc1", true), ("C1CO1", false)] {
        let known = Known {
            model: negative(),
            ..Known::default()
        };
        // Ethylene oxide is known by its potency, the others by the addendum.
        let ground = if provisional {
            ClassGround::Listed
        } else {
            ClassGround::PublishedData
        };
        let found = check(smiles, known, 1, ground, provisional);
        assert_eq!(
            found.reasons[0].contains("to be verified"),
            provisional,
            "{smiles}"
        );
    }
}

#[test]
fn published_data_come_before_predictions() {
    // Against the grain of the prediction each time.
    let cases = [
        // Draft of ICH M7(R2): epichlorohydrin.
        ("ClCC1CO1", negative(), 1, false),
        // Carcinogenic Potency Database: ethylene imine, positive and carcinogenic.
        ("C1CN1", negative(), 1, false),
        // Known mutagen in the literature: methyl iodide.
        ("CI", negative(), 2, false),
        // Remembered only: methyl tosylate.
        ("COS(=O)(=O)c1ccc(C)cc1", negative(), 2, true),
        // Thioacetamide: negative in Salmonella, carcinogenic, though it carries an alert.
        ("CC(N)=S", positive(), 5, false),
    ];
    for (smiles, model, class, provisional) in cases {
        let known = Known {
            model,
            ..Known::default()
        };
        check(
            smiles,
            known,
            class,
            if smiles == "ClCC1CO1" {
                ClassGround::Listed
            } else {
                ClassGround::PublishedData
            },
            provisional,
        );
    }
}

#[test]
fn the_very_compound_among_the_training_data_is_a_published_test() {
    let with = |similarity, is_positive| ModelView {
        neighbors: vec![
            neighbor(similarity, is_positive),
            neighbor(0.5, !is_positive),
        ],
        ..positive()
    };
    let known = |model| Known {
        model,
        ..Known::default()
    };
    let found = check(
        PLAIN,
        known(with(1.0, false)),
        5,
        ClassGround::PublishedData,
        true,
    );
    assert!(found.reasons[0].contains("AAAAAAAAAAAAAA-BBBBBBBBBB-N"));
    check(
        PLAIN,
        known(with(1.0, true)),
        2,
        ClassGround::PublishedData,
        true,
    );
    // Similar is not the same.
    check(
        PLAIN,
        known(with(0.95, false)),
        3,
        ClassGround::Predictions,
        true,
    );
    // One transcription does not answer an alert, least of all the cohort of concern; data of the user come first.
    let found = check(
        EPOXIDE,
        known(with(1.0, false)),
        3,
        ClassGround::Predictions,
        true,
    );
    assert!(found.reasons[0].contains("enter the original report"));
    check(
        NITROSAMINE,
        known(with(1.0, false)),
        3,
        ClassGround::Predictions,
        true,
    );
    let tests = vec![own(TestKind::Bacterial, TestOutcome::Positive)];
    let known = Known {
        model: with(1.0, false),
        tests,
        ..Known::default()
    };
    check(PLAIN, known, 2, ClassGround::OwnData, false);
}

#[test]
fn solvents_of_q3c_are_not_asked_about() {
    for smiles in [
        "CCN(CC)CC",
        "CC(=O)O",
        "OC=O",
        "CN(C)C=O",
        "CCO",
        "CC(=O)OCC",
        "C1CCOC1",
        "C[N+](=O)[O-]",
    ] {
        let known = Known {
            model: positive(),
            ..Known::default()
        };
        let found = judged(smiles, known);
        assert_eq!(
            found.class,
            Some(ImpurityClass::Five),
            "{smiles}: {:?}",
            found.reasons
        );
        assert!(
            matches!(
                found.ground,
                ClassGround::ResidualSolvent | ClassGround::PublishedData
            ),
            "{smiles}: {:?}",
            found.reasons
        );
    }
    // Class 1 of Q3C frees nothing: 1,2-dichloroethane is a mutagenic carcinogen.
    let found = judged(
        "ClCCCl",
        Known {
            model: negative(),
            ..Known::default()
        },
    );
    assert_ne!(
        found.class,
        Some(ImpurityClass::Five),
        "{:?}",
        found.reasons
    );
}

#[test]
fn inorganic_carbon_is_not_asked_about() {
    for smiles in [
        "O=C=O",
        "[C-]#[O+]",
        "OC(O)=O",
        "[O-]C(O)=O",
        "[O-]C([O-])=O",
    ] {
        let known = Known {
            model: outside(),
            ..Known::default()
        };
        check(smiles, known, 5, ClassGround::Inorganic, false);
    }
}

#[test]
fn every_solvent_is_found_as_molecules_are_written() {
    for solvent in Reference::embedded().solvents() {
        let Ok(molecule) = Molecule::parse(&solvent.smiles) else {
            continue;
        };
        assert_eq!(
            molecule.canonical_smiles(),
            solvent.smiles,
            "{}",
            solvent.id
        );
    }
}

fn substance(smiles: &str, ames: Option<TestOutcome>) -> SubstanceKnowledge {
    let molecule = Molecule::parse(smiles).unwrap();
    SubstanceKnowledge {
        alerts: screen(&molecule),
        molecule: Some(molecule),
        ames,
        relatives: Vec::new(),
    }
}

const ARYLAMINE: &str = "Nc1ccc(CCOC)cc1";
const ARYLAMINE_SUBSTANCE: &str = "Nc1ccc(CCO)cc1";

#[test]
fn class_4_needs_the_alert_of_the_substance_and_a_negative_test() {
    let with = |ames| Known {
        model: positive(),
        substance: substance(ARYLAMINE_SUBSTANCE, ames),
        ..Known::default()
    };
    check(
        ARYLAMINE,
        with(Some(TestOutcome::Negative)),
        4,
        ClassGround::SharedAlert,
        false,
    );
    for (ames, pending) in [
        (None, true),
        (Some(TestOutcome::Equivocal), false),
        (Some(TestOutcome::Positive), false),
    ] {
        let found = check(ARYLAMINE, with(ames), 3, ClassGround::Predictions, true);
        assert_eq!(found.pending_class_4, pending, "{ames:?}");
        assert_eq!(found.reasons[0].contains("pending until then"), pending);
    }
    // An alert of its own besides.
    check(
        "Nc1ccc(CC2CO2)cc1",
        with(Some(TestOutcome::Negative)),
        3,
        ClassGround::Predictions,
        true,
    );
    // The same alert in other surroundings: a methyl group beside the amine.
    check(
        "Nc1ccc(CCOC)cc1C",
        with(Some(TestOutcome::Negative)),
        3,
        ClassGround::Predictions,
        true,
    );
    // The substance does not carry it.
    let known = Known {
        model: positive(),
        substance: substance("CCCCO", Some(TestOutcome::Negative)),
        ..Known::default()
    };
    check(ARYLAMINE, known, 3, ClassGround::Predictions, true);
}

#[test]
fn a_tested_relative_with_the_alert_gives_class_4() {
    let relative = |smiles: &str| {
        let molecule = Molecule::parse(smiles).unwrap();
        Relative {
            name: "amine B".to_owned(),
            alerts: screen(&molecule),
            molecule,
        }
    };
    let with = |ames, relatives| Known {
        model: positive(),
        substance: SubstanceKnowledge {
            relatives,
            ..substance(ARYLAMINE_SUBSTANCE, ames)
        },
        ..Known::default()
    };
    let near = || vec![relative("Nc1ccc(CCOCC)cc1")];
    let found = check(
        ARYLAMINE,
        with(None, near()),
        4,
        ClassGround::SharedAlert,
        false,
    );
    assert!(found.reasons[0].contains("amine B"));
    // A positive test of the substance speaks against it; a relative without the alert says nothing.
    check(
        ARYLAMINE,
        with(Some(TestOutcome::Positive), near()),
        3,
        ClassGround::Predictions,
        true,
    );
    check(
        ARYLAMINE,
        with(None, vec![relative("CCCCO")]),
        3,
        ClassGround::Predictions,
        true,
    );
}

#[test]
fn the_cohort_of_concern_is_never_class_4() {
    let known = Known {
        model: negative(),
        substance: substance(NITROSAMINE, Some(TestOutcome::Negative)),
        ..Known::default()
    };
    let found = check("CCCCCN(C)N=O", known, 3, ClassGround::Predictions, true);
    assert!(!found.pending_class_4);
    assert!(
        found
            .reasons
            .iter()
            .any(|reason| reason.contains("cohort of concern"))
    );
}

#[test]
fn an_argument_overrules_predictions() {
    let with = |model, conclusion| Known {
        model,
        arguments: vec![argument(conclusion, "2027-02-01")],
        ..Known::default()
    };
    let found = check(
        PLAIN,
        with(positive(), Conclusion::Negative),
        5,
        ClassGround::Argument,
        false,
    );
    assert_eq!(
        found.reasons,
        [
            "By the recorded expert argument of 2027-02-01 (toxicologist, client) it is class 5; the predictions were: no alert, model positive. The argument: The group is hindered."
        ]
    );
    assert_eq!(found.arguments[0].standing, ArgumentStanding::Applied);
    check(
        EPOXIDE,
        with(negative(), Conclusion::Negative),
        5,
        ClassGround::Argument,
        false,
    );
    check(
        EPOXIDE,
        with(outside(), Conclusion::ClassFour),
        4,
        ClassGround::Argument,
        false,
    );
    check(
        PLAIN,
        with(negative(), Conclusion::Positive),
        3,
        ClassGround::Argument,
        false,
    );
}

#[test]
fn an_argument_never_overrules_data() {
    let with = |tests| Known {
        model: positive(),
        tests,
        arguments: vec![argument(Conclusion::Negative, "2027-02-01")],
        ..Known::default()
    };
    let tests = vec![own(TestKind::Bacterial, TestOutcome::Positive)];
    let found = check(PLAIN, with(tests), 2, ClassGround::OwnData, false);
    assert_eq!(
        found.arguments[0].standing,
        ArgumentStanding::OverruledByData
    );
    assert!(found.reasons[1].contains("Measured data decide"));
    check("CI", with(Vec::new()), 2, ClassGround::PublishedData, false);
    // An equivocal test decides nothing, so an argument may review it.
    let tests = vec![own(TestKind::Bacterial, TestOutcome::Equivocal)];
    check(PLAIN, with(tests), 5, ClassGround::Argument, false);
}

#[test]
fn an_argument_does_not_free_the_cohort_of_concern() {
    for conclusion in [Conclusion::Negative, Conclusion::ClassFour] {
        let known = Known {
            model: negative(),
            arguments: vec![argument(conclusion, "2027-02-01")],
            ..Known::default()
        };
        let found = check(NITROSAMINE, known, 3, ClassGround::Predictions, true);
        assert_eq!(
            found.arguments[0].standing,
            ArgumentStanding::CohortOfConcern
        );
    }
}

#[test]
fn the_newest_argument_counts_and_the_others_are_kept() {
    let known = Known {
        model: positive(),
        // As `recorded` gives them: newest first.
        arguments: vec![
            argument(Conclusion::Positive, "2027-05-01"),
            argument(Conclusion::Negative, "2027-02-01"),
        ],
        ..Known::default()
    };
    let found = check(PLAIN, known, 3, ClassGround::Argument, false);
    let standings: Vec<_> = found
        .arguments
        .iter()
        .map(|argument| argument.standing)
        .collect();
    assert_eq!(
        standings,
        [ArgumentStanding::Applied, ArgumentStanding::Superseded]
    );
}

#[test]
fn what_neither_method_judges_has_no_class() {
    for (smiles, words) in [
        ("[Na+].[Cl-]", "contains no carbon"),
        ("CC(=O)O[Pd]OC(C)=O", "a metal and carbon"),
    ] {
        let found = judged(
            smiles,
            Known {
                model: negative(),
                ..Known::default()
            },
        );
        assert_eq!(
            (found.class, found.ground),
            (None, ClassGround::Nothing),
            "{smiles}"
        );
        assert!(
            found.reasons.last().unwrap().contains(words),
            "{:?}",
            found.reasons
        );
    }
    // Hydrazine has no carbon but an alert and published data.
    let found = judged(
        "NN",
        Known {
            model: refused(),
            ..Known::default()
        },
    );
    assert_eq!(found.class, Some(ImpurityClass::One));
}

#[test]
fn a_solvent_of_q3c_is_named_as_such_though_it_was_tested() {
    let model = ModelView {
        neighbors: vec![neighbor(1.0, true)],
        ..positive()
    };
    let known = Known {
        model,
        ..Known::default()
    };
    check("CCCCO", known, 5, ClassGround::ResidualSolvent, false);
}

#[test]
fn the_worst_outcome_counts() {
    use TestOutcome::{Equivocal, Negative, Positive};
    for (outcomes, worst_of_them) in [
        (vec![], None),
        (vec![Negative], Some(Negative)),
        (vec![Negative, Equivocal], Some(Equivocal)),
        (vec![Equivocal, Positive, Negative], Some(Positive)),
    ] {
        assert_eq!(worst(outcomes), worst_of_them);
    }
}
