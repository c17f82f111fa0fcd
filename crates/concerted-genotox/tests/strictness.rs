//! What is hidden, unsourced or our own calculation never makes an answer laxer, and says what it is.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use concerted_genotox::{
    ClassGround, Evidence, EvidenceRecord, GenotoxOutcome, ImpurityClass, ImpurityResult,
    LimitError, LimitKind, LimitRequest, LimitTable, StructureJudgement, Technique, assess,
    judge_structure, limits, listed_for, technique_proposal_at,
};
use concerted_model::evidence::Status;
use concerted_model::impurity::TestOutcome;
use concerted_model::program::Administration;
use concerted_molecule::Molecule;
use concerted_reference::Reference;

fn asked(
    smiles: &str,
    request: LimitRequest<'_>,
    evidence: &Evidence,
) -> Result<LimitTable, LimitError> {
    let molecule = Molecule::parse(smiles).unwrap();
    let request = LimitRequest {
        molecule: Some(&molecule),
        dose_mg_per_day: Some(100.0),
        ..request
    };
    limits(&request, evidence, Reference::embedded())
}

#[track_caller]
fn table(smiles: &str, request: LimitRequest<'_>) -> LimitTable {
    asked(smiles, request, &Evidence::default()).unwrap()
}

fn days(days: u32) -> LimitRequest<'static> {
    LimitRequest {
        days: Some(days),
        ..LimitRequest::default()
    }
}

fn judged(smiles: &str) -> StructureJudgement {
    let molecule = Molecule::parse(smiles).unwrap();
    judge_structure(&molecule, &Evidence::default(), Reference::embedded())
}

fn evidence(smiles: &str, tests: &[(TestOutcome, &str)]) -> Evidence {
    let records = tests
        .iter()
        .map(|&(ames, source)| EvidenceRecord {
            smiles: smiles.to_owned(),
            ames: Some(ames),
            carcinogenicity: None,
            source: source.to_owned(),
        })
        .collect();
    Evidence::read(records).0
}

fn has(sentences: &[String], words: &str) -> bool {
    sentences.iter().any(|sentence| sentence.contains(words))
}

/// A program with one impurity `x`, a substance and a market of 100 mg/day for 30 years.
fn program(substance: &str, fields: &str) -> GenotoxOutcome {
    let text = format!(
        r#"
format_version = 1
name = "x"
start = 2027-01-04
[substance]
material = "drug"
[[use]]
id = "market"
name = "market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "30 y"
[[source]]
id = "report-7"
title = "report 7"
[[material]]
id = "drug"
name = "drug"
kind = "substance"
smiles = "{substance}"
{fields}
"#
    );
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
    assess(&loaded.program.unwrap(), Reference::embedded())
}

fn impurity(smiles: &str, fields: &str) -> String {
    format!(
        "[[impurity]]\nid = \"x\"\nname = \"x\"\nkind = \"by-product\"\nsmiles = \"{smiles}\"\n{fields}\n"
    )
}

fn of_x(outcome: &GenotoxOutcome) -> &ImpurityResult {
    let mut found = outcome.impurities.iter();
    found.find(|found| found.key == "x").unwrap()
}

const NEGATIVE: &str = "ames = { value = \"negative\", source = \"report-7\" }";
const DRUG: &str = "CC(C)NCC(O)COc1ccccc1";

#[test]
fn the_threshold_never_counts_beside_a_stricter_row_that_is_hidden() {
    // Glycidol: the monograph, remembered only, keeps a lifetime value below the threshold of short treatment.
    let short = table("OCC1CO1", days(14));
    assert!(short.governing().is_none(), "{:#?}", short.rows);
    assert!(has(
        &short.notes,
        "do not use the threshold of toxicological concern; there is no limit until the monograph is read"
    ));
    assert!(has(
        &judged("CC=O").class_reasons,
        "whose value is not known"
    ));
    // Bis(chloromethyl) ether: whatever counts is far below the 1.5 µg/day of the threshold.
    for request in [LimitRequest::default(), days(14)] {
        let ether = table("ClCOCCl", request);
        let counted = ether.governing().and_then(|row| row.intake_ug_per_day);
        assert!(counted.is_none_or(|intake| intake < 0.004), "{counted:?}");
        assert!(ether.provisional);
    }
    let program = program(DRUG, &impurity("CC=O", ""));
    let found = of_x(&program);
    assert_eq!(found.uses[0].intake_ug_per_day, None);
    assert!(found.uses[0].basis.contains("until the monograph is read"));
}

#[test]
fn no_test_lowers_the_class_of_a_listed_compound() {
    for source in ["", "report 7"] {
        let evidence = evidence("CCBr", &[(TestOutcome::Negative, source)]);
        let found = asked("CCBr", LimitRequest::default(), &evidence).unwrap();
        assert_eq!(
            (found.class, found.ground),
            (Some(ImpurityClass::One), ClassGround::Listed),
            "{source}"
        );
        // Draft of ICH M7(R2), October 2021: ethyl bromide 32 µg/day.
        assert_eq!(
            found.governing().unwrap().intake_ug_per_day,
            Some(32.0),
            "{source}"
        );
        let words = if source.is_empty() {
            "such a test lowers no class"
        } else {
            "conflict with that listing"
        };
        assert!(
            has(&found.class_reasons, words),
            "{:?}",
            found.class_reasons
        );
    }
}

#[test]
fn an_unsourced_test_leaves_the_class_open() {
    const EPOXIDE: &str = "CCCCCC1CO1";
    let class = |outcome, source| {
        let evidence = evidence(EPOXIDE, &[(outcome, source)]);
        let found = asked(EPOXIDE, LimitRequest::default(), &evidence).unwrap();
        (found.class.unwrap().number(), found.provisional)
    };
    assert_eq!(class(TestOutcome::Negative, ""), (3, true));
    assert_eq!(class(TestOutcome::Negative, "report 7"), (5, false));
    assert_eq!(class(TestOutcome::Positive, ""), (2, true));
    assert_eq!(class(TestOutcome::Positive, "report 7"), (2, false));
}

#[test]
fn sources_that_differ_are_quoted_with_their_outcome() {
    let tests = [
        (TestOutcome::Negative, "report 1"),
        (TestOutcome::Positive, "report 2"),
    ];
    let smiles = "CCCCCC1CO1";
    let found = asked(smiles, LimitRequest::default(), &evidence(smiles, &tests)).unwrap();
    assert_eq!(found.class, Some(ImpurityClass::Two));
    let reason = &found.class_reasons[0];
    assert!(
        reason.contains("negative by report 1") && reason.contains("positive by report 2"),
        "{reason}"
    );
}

#[test]
fn our_potency_category_is_a_calculation() {
    let found = table("CCCCCCN(C)N=O", LimitRequest::default());
    let row = found.governing().unwrap();
    assert_eq!(
        row.citation.as_ref().unwrap().status,
        Status::Calculated,
        "{}",
        row.title
    );
    assert!(!row.verified);
    assert!(
        row.title
            .contains("our calculation by the published CPCA scheme")
    );
}

#[test]
fn why_a_listed_intake_goes_before_the_category() {
    // N-nitrosopiperidine: listed at 1300 ng/day.
    let found = table("O=NN1CCCCC1", LimitRequest::default());
    let row = found.governing().unwrap();
    assert_eq!(row.kind, LimitKind::AgencyListed);
    assert!(row.title.contains("it goes before the"), "{}", row.title);
    // The nitroso compound of fluoxetine has a category of its own and is listed.
    let nitroso = Molecule::parse("CN(CCC(Oc1ccc(C(F)(F)F)cc1)c1ccccc1)N=O").unwrap();
    let listed = listed_for(&nitroso, Reference::embedded());
    assert!(!listed.is_empty());
    assert!(
        listed
            .iter()
            .all(|row| (row.intake_ng_per_day - 100.0).abs() < 1e-9)
    );
}

#[test]
fn an_entered_intake_far_above_the_derived_one_is_a_finding() {
    let entered = |intake: &str| {
        let fields = format!("acceptable_intake = \"{intake}\"");
        let outcome = program(DRUG, &impurity("CN(C)N=O", &fields));
        let mut findings = outcome.findings.into_iter();
        findings
            .find(|finding| finding.rule == "genotox.entered-intake")
            .map(|finding| finding.message)
    };
    let message = entered("5 mg/d").unwrap();
    // 5000 µg/day over the 0.096 µg/day listed.
    assert!(message.contains("is 52083 times"), "{message}");
    assert!(message.contains("No source is given"), "{message}");
    assert_eq!(entered("96 ng/d"), None);
}

#[test]
fn inorganic_compounds_go_to_the_guideline_that_fits() {
    let acid = judged("NS(=O)(=O)O");
    assert!(
        has(&acid.class_reasons, "inorganic impurity of ICH Q3A"),
        "{:?}",
        acid.class_reasons
    );
    assert!(!has(&acid.class_reasons, "Q3D"));
    let palladium = judged("[Pd]");
    assert!(has(&palladium.class_reasons, "Pd falls under ICH Q3D"));
}

#[test]
fn an_exposure_of_milligrams_is_capped_by_q3a_and_measured_without_a_mass_spectrometer() {
    let given = |way| LimitRequest {
        administration: way,
        ..LimitRequest::default()
    };
    let oral = table("C=O", given(Some(Administration::Oral)));
    let row = oral.governing().unwrap();
    // ICH Q3A(R2): 0.15 % of 100 mg.
    assert_eq!(row.kind, LimitKind::OrdinaryThreshold);
    assert!((row.ppm_substance.unwrap() - 1500.0).abs() < 1e-9);
    assert!(
        oral.rows
            .iter()
            .any(|row| row.intake_ug_per_day == Some(10_000.0) && !row.governs)
    );
    assert!(!has(&oral.notes, "How is the product given?"));
    let not_said = table("C=O", given(None));
    assert!(has(&not_said.notes, "How is the product given?"));
    assert!(row.title.contains("row formaldehyde_not_inhalation"));
    let inhaled = table("C=O", given(Some(Administration::Inhalation)));
    let row = inhaled.governing().unwrap();
    assert_eq!(row.intake_ug_per_day, Some(8.0));
    assert!(row.title.contains("row formaldehyde_inhalation"));
    let outcome = program(DRUG, &impurity("C=O", ""));
    let found = of_x(&outcome);
    assert_eq!(found.uses[0].kind, Some(LimitKind::OrdinaryThreshold));
    // 30 % of what a market of 100 mg/day allows: 450 ppm, below the level of an ordinary impurity.
    let ppm = found.quantitation_limit.unwrap() * 1e6;
    assert!((ppm - 450.0).abs() < 1e-6, "{ppm}");
    let aldehyde = Molecule::parse("C=O").unwrap();
    let at = |ppm| technique_proposal_at(&aldehyde, &[], Some(ppm)).technique;
    assert_eq!(found.technique, Some(at(ppm)));
    assert_eq!(at(8000.0), Technique::DerivatisationUltraviolet);
    assert_eq!(at(8.0), Technique::DerivatisationLiquidChromatography);
}

#[test]
fn activated_chlorides_keep_the_threshold() {
    let kind = |smiles: &str| {
        let found = table(smiles, LimitRequest::default());
        found.governing().map(|row| (row.kind, row.title.clone()))
    };
    let (plain, title) = kind("CC(C)CCl").unwrap();
    assert_eq!(plain, LimitKind::ClassSpecific);
    assert!(title.contains("needs an expert's confirmation"), "{title}");
    // Chlorohydrin, mustards of nitrogen and sulfur, vicinal fluoride, alpha-chloro ketone.
    for smiles in ["OCC(O)CCl", "CN(C)CCCl", "CSCCCl", "FCCCl", "CC(=O)CCl"] {
        let found = kind(smiles);
        assert!(
            found
                .as_ref()
                .is_none_or(|(kind, _)| *kind != LimitKind::ClassSpecific),
            "{smiles}: {found:?}"
        );
    }
}

#[test]
fn a_stereoisomer_of_the_substance_is_covered_by_its_tests() {
    const R: &str = "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F";
    let s = R.replace("@@", "@");
    let of = |tests: &str| {
        let own = format!(
            "[[impurity]]\nid = \"self\"\nname = \"drug\"\nkind = \"by-product\"\nmaterial = \"drug\"\n{tests}\n"
        );
        program(R, &format!("{}{own}", impurity(&s, "")))
    };
    for (tests, provisional) in [(NEGATIVE, false), ("", true), ("ames = \"negative\"", true)] {
        let outcome = of(tests);
        let found = of_x(&outcome);
        assert_eq!(
            (found.class, found.ground, found.provisional),
            (
                Some(ImpurityClass::Five),
                ClassGround::SubstanceTests,
                provisional
            ),
            "{tests}: {:?}",
            found.class_reasons
        );
        assert_eq!(found.uses[0].intake_ug_per_day, None);
        let open = outcome
            .findings
            .iter()
            .any(|finding| finding.rule == "genotox.substance-tests");
        assert_eq!(open, provisional, "{tests}");
    }
    // A mutagenic substance covers nothing.
    let outcome = of("ames = { value = \"positive\", source = \"report-7\" }");
    assert_ne!(of_x(&outcome).ground, ClassGround::SubstanceTests);
}

#[test]
fn mixtures_are_as_bad_as_their_worst_component() {
    for (smiles, worst) in [
        ("OS(=O)(=O)O.NN", "NN"),
        ("OC(=O)C=CC(=O)O.C1CO1", "C1CO1"),
        ("c1ccccc1.CBr", "CBr"),
        ("Cc1ccc(cc1)S(=O)(=O)O.CN(C)N=O", "CN(C)N=O"),
        ("CC(=O)O.CN", "CN"),
    ] {
        let (mixture, alone) = (judged(smiles), judged(worst));
        assert_eq!(mixture.class, alone.class, "{smiles}");
        assert_eq!(mixture.ai_ng_per_day, alone.ai_ng_per_day, "{smiles}");
        assert_eq!(mixture.cpca_category, alone.cpca_category, "{smiles}");
        assert!(
            has(&mixture.class_reasons, "component"),
            "{smiles}: {:?}",
            mixture.class_reasons
        );
        let table = table(smiles, LimitRequest::default());
        assert_eq!(table.class, alone.class, "{smiles}");
    }
}

#[test]
fn dimethyl_sulfate_is_listed_and_a_solvent_is_not_called_harmless() {
    let sulfate = judged("COS(=O)(=O)OC");
    assert_eq!(
        (sulfate.class, sulfate.ground, sulfate.provisional),
        (Some(ImpurityClass::One), ClassGround::Listed, true)
    );
    let solvent = judged("ClCCl");
    assert_eq!(solvent.ground, ClassGround::ResidualSolvent);
    let reasons = &solvent.class_reasons;
    assert!(has(reasons, "controlled by ICH Q3C"));
    assert!(has(reasons, "does not say that it is not mutagenic"));
}

#[test]
fn requests_that_cannot_be_meant_are_refused() {
    let refused = |smiles: &str, request| {
        asked(smiles, request, &Evidence::default())
            .map(|table| table.smiles)
            .unwrap_err()
    };
    let mars = vec!["Mars".to_owned()];
    let error = refused(
        "CCBr",
        LimitRequest {
            regions: &mars,
            ..LimitRequest::default()
        },
    );
    assert!(matches!(error, LimitError::UnknownRegion { .. }));
    let error = refused(
        "CCBr",
        LimitRequest {
            salt_factor: 0.5,
            ..LimitRequest::default()
        },
    );
    assert_eq!(error, LimitError::SaltFactor { found: 0.5 });
    let cas = |number| LimitRequest {
        cas: Some(number),
        ..LimitRequest::default()
    };
    // 302-01-2 is hydrazine, 74-96-4 ethyl bromide.
    let error = refused("CCBr", cas("302-01-2"));
    assert!(matches!(error, LimitError::Conflict { .. }), "{error}");
    assert!(asked("CCBr", cas("74-96-4"), &Evidence::default()).is_ok());
    let error = refused("CCBr", days(0));
    assert!(error.hint().contains("whole days"), "{}", error.hint());
}
