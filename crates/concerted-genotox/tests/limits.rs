//! Requests in, tables of limits out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use concerted_genotox::{
    Evidence, EvidenceRecord, ImpurityClass, LimitError, LimitKind, LimitRequest, LimitTable,
    judge_structure, limits,
};
use concerted_model::impurity::TestOutcome;
use concerted_model::program::{Administration, DoseBasis};
use concerted_molecule::Molecule;
use concerted_reference::Reference;

/// A treatment at 100 mg/day.
fn request(days: Option<u32>) -> LimitRequest<'static> {
    LimitRequest {
        dose_mg_per_day: Some(100.0),
        days,
        ..LimitRequest::default()
    }
}

#[track_caller]
fn table(smiles: &str, request: LimitRequest<'_>) -> LimitTable {
    let molecule = Molecule::parse(smiles).unwrap();
    let request = LimitRequest {
        molecule: Some(&molecule),
        ..request
    };
    limits(&request, &Evidence::default(), Reference::embedded()).unwrap()
}

#[track_caller]
fn check(smiles: &str, request: LimitRequest<'_>, kind: LimitKind, micrograms: f64, ppm: f64) {
    let table = table(smiles, request);
    let row = table
        .governing()
        .unwrap_or_else(|| panic!("{smiles}: {table:#?}"));
    assert_eq!(row.kind, kind, "{smiles}: {}", row.title);
    let intake = row.intake_ug_per_day.unwrap();
    assert!(
        (intake / micrograms - 1.0).abs() < 1e-9,
        "{smiles}: {intake}"
    );
    let found = row.ppm_substance.unwrap();
    assert!((found / ppm - 1.0).abs() < 1e-9, "{smiles}: {found} ppm");
    assert_eq!(table.rows.iter().filter(|row| row.governs).count(), 1);
    assert!(table.rows[0].governs);
}

/// No published data.
const EPOXIDE: &str = "CCCCCC1CO1";

#[test]
fn the_threshold_follows_the_treatment_time() {
    // ICH M7(R2): 120, 20, 10 and 1.5 µg/day; 0.1 g/day.
    for (days, micrograms) in [
        (Some(1), 120.0),
        (Some(30), 120.0),
        (Some(31), 20.0),
        (Some(365), 20.0),
        (Some(366), 10.0),
        (Some(3650), 10.0),
        (Some(3651), 1.5),
        (None, 1.5),
    ] {
        check(
            EPOXIDE,
            request(days),
            LimitKind::Threshold,
            micrograms,
            micrograms / 0.1,
        );
    }
}

#[test]
fn ethylene_oxide_has_the_intake_of_the_worked_example() {
    // ICH M7(R2), note 4: 21.3 µg/day, kept for short treatment.
    for days in [None, Some(14)] {
        check(
            "C1CO1",
            request(days),
            LimitKind::CompoundSpecific,
            21.3,
            213.0,
        );
    }
}

#[test]
fn compound_specific_intakes_by_way_of_administration() {
    // Draft of ICH M7(R2), October 2021: epichlorohydrin 3 µg/day; formaldehyde 8 by inhalation, else 10 mg/day.
    check(
        "ClCC1CO1",
        request(None),
        LimitKind::CompoundSpecific,
        3.0,
        30.0,
    );
    check(
        "C=O",
        request(None),
        // 10 mg/day would be allowed; the qualification threshold of ICH Q3A, 0.15 % of 100 mg, is reached first.
        LimitKind::OrdinaryThreshold,
        150.0,
        1500.0,
    );
    let inhaled = LimitRequest {
        administration: Some(Administration::Inhalation),
        ..request(None)
    };
    check("C=O", inhaled, LimitKind::CompoundSpecific, 8.0, 80.0);
}

#[test]
fn what_short_treatment_would_allow_is_shown_and_does_not_count() {
    let table = table("ClCC1CO1", request(Some(14)));
    assert_eq!(table.governing().unwrap().intake_ug_per_day, Some(3.0));
    // 3 µg/day × 120 / 1.5.
    let raised = table
        .rows
        .iter()
        .find(|row| row.note.starts_with("raised"))
        .unwrap();
    assert!((raised.intake_ug_per_day.unwrap() - 240.0).abs() < 1e-9);
    assert!(!raised.governs);
}

#[test]
fn monofunctional_chlorides() {
    // ICH M7(R2), note 5: ten times the lifetime threshold; up to a month the threshold is larger.
    check(
        "CC(C)CCl",
        request(None),
        LimitKind::ClassSpecific,
        15.0,
        150.0,
    );
    check(
        "CC(C)CCl",
        request(Some(14)),
        LimitKind::ClassSpecific,
        120.0,
        1200.0,
    );
}

#[test]
fn a_potent_carcinogen_does_not_get_the_threshold() {
    // Carcinogenic Potency Database: ethylene imine, lowest TD50 0.377 mg/kg/day.
    check(
        "C1CN1",
        request(None),
        LimitKind::OwnCalculation,
        0.377,
        3.77,
    );
    let table = table("C1CN1", request(None));
    assert!(!table.governing().unwrap().verified);
    assert_eq!(table.class, Some(ImpurityClass::One));
}

#[test]
fn listed_nitrosamines_by_region() {
    let regions = |words: &[&str]| {
        words
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    // N-nitrosomorpholine: EMA and Health Canada list 127 ng/day.
    for words in [&[][..], &["EU"], &["Canada"], &["EU", "Canada"]] {
        let regions = regions(words);
        let request = LimitRequest {
            regions: &regions,
            ..request(None)
        };
        check("O=NN1CCOCC1", request, LimitKind::AgencyListed, 0.127, 1.27);
    }
    // NMPA, listed by all at 100 ng/day.
    let us = regions(&["US"]);
    let request = LimitRequest {
        regions: &us,
        ..request(None)
    };
    check(
        "CN(N=O)c1ccccc1",
        request,
        LimitKind::AgencyListed,
        0.1,
        1.0,
    );
}

#[test]
fn a_nitrosamine_that_no_agency_of_the_region_lists() {
    let us = vec!["US".to_owned()];
    let request = LimitRequest {
        regions: &us,
        ..request(None)
    };
    // N-nitroso-N-ethyl-benzylamine: EMA and Health Canada list 18 ng/day, no row of FDA.
    let table = table("CCN(Cc1ccccc1)N=O", request);
    let row = table.governing().unwrap();
    assert_eq!(row.intake_ug_per_day, Some(0.018));
    assert!(
        row.title.contains("no agency of the regions lists it"),
        "{}",
        row.title
    );
}

#[test]
fn an_unlisted_nitrosamine_gets_its_potency_category() {
    // CH2 and CH3 next to nitrogen, no features: category 1; EMA and Health Canada 18, FDA 26.5 ng/day.
    check(
        "CCCCCCN(C)N=O",
        request(None),
        LimitKind::PotencyCategory,
        0.018,
        0.18,
    );
    let us = vec!["US".to_owned()];
    let request = LimitRequest {
        regions: &us,
        ..request(None)
    };
    check(
        "CCCCCCN(C)N=O",
        request,
        LimitKind::PotencyCategory,
        0.0265,
        0.265,
    );
}

#[test]
fn a_nitrosourea_gets_the_conservative_default() {
    let table = table("CCCN(N=O)C(N)=O", request(None));
    let row = table.governing().unwrap();
    assert_eq!(
        (row.kind, row.intake_ug_per_day),
        (LimitKind::DefaultCategory, Some(0.018))
    );
    assert!(row.title.contains("do not apply"), "{}", row.title);
    assert_eq!(table.cpca_category, None);
}

#[test]
fn nitrosamines_are_not_raised_for_short_treatment() {
    let short = table("O=NN1CCOCC1", request(Some(14)));
    assert_eq!(short.governing().unwrap().intake_ug_per_day, Some(0.127));
    assert!(
        short
            .notes
            .iter()
            .any(|note| note.contains("not raised for short treatment"))
    );
    assert!(
        short
            .rows
            .iter()
            .all(|row| row.kind != LimitKind::Threshold)
    );
}

#[test]
fn other_cohorts_of_concern_have_no_intake_by_rule() {
    let table = table("CN=[N+](C)[O-]", request(None));
    assert!(table.governing().is_none());
    assert!(table.rows.is_empty());
    assert!(
        table
            .notes
            .iter()
            .any(|note| note.starts_with("No intake can be derived by rule"))
    );
}

#[test]
fn doses_and_salt_factor() {
    // 1.5 µg/day; 100 mg of moiety are 150 mg of substance.
    let base = LimitRequest {
        salt_factor: 1.5,
        ..request(None)
    };
    let moiety = table(EPOXIDE, base);
    let row = moiety.governing().unwrap();
    assert_eq!(row.ppm_moiety, Some(15.0));
    assert!((row.ppm_substance.unwrap() - 10.0).abs() < 1e-9);
    let as_made = LimitRequest {
        dose_basis: DoseBasis::Substance,
        ..base
    };
    let substance = table(EPOXIDE, as_made);
    let row = substance.governing().unwrap();
    assert!((row.ppm_moiety.unwrap() - 22.5).abs() < 1e-9);
    assert_eq!(row.ppm_substance, Some(15.0));
    let without = table(
        EPOXIDE,
        LimitRequest {
            dose_mg_per_day: None,
            ..base
        },
    );
    let row = without.governing().unwrap();
    assert_eq!(
        (row.intake_ug_per_day, row.ppm_substance),
        (Some(1.5), None)
    );
}

#[test]
fn class_5_gets_the_thresholds_of_q3a() {
    // Chloroform: negative in Salmonella, carcinogenic.
    let of = |dose| {
        table(
            "ClC(Cl)Cl",
            LimitRequest {
                dose_mg_per_day: Some(dose),
                ..request(None)
            },
        )
    };
    let low = of(100.0);
    assert_eq!(low.class, Some(ImpurityClass::Five));
    assert!(low.governing().is_none());
    let percent: Vec<f64> = low.ordinary.iter().map(|row| row.percent).collect();
    assert_eq!(percent, [0.05, 0.1, 0.15]);
    assert!(
        low.ordinary
            .iter()
            .all(|row| row.citation.status.is_regulatory_fact())
    );
    // 1 mg of 1.6 g is below both percentages.
    let percent: Vec<f64> = of(1600.0).ordinary.iter().map(|row| row.percent).collect();
    assert_eq!(percent, [0.05, 0.0625, 0.0625]);
    // Above 2 g/day the table is only remembered.
    assert!(of(2500.0).ordinary.is_empty());
}

#[test]
fn nothing_unverified_is_shown_as_a_figure() {
    for smiles in [
        "ClCc1ccccc1",
        "C=CC#N",
        "CCCl",
        "CC=O",
        "O=NN1CCNCC1",
        "NN",
        "OCC1CO1",
        EPOXIDE,
    ] {
        for days in [None, Some(14), Some(1000)] {
            for row in table(smiles, request(days)).rows {
                // A category is calculated by us and says so; it never counts where an agency lists the compound.
                let calculated = matches!(
                    row.kind,
                    LimitKind::OwnCalculation | LimitKind::PotencyCategory
                );
                assert!(
                    row.verified || calculated || row.intake_ug_per_day.is_none(),
                    "{smiles}: {row:#?}"
                );
                assert!(row.guideline.is_some(), "{smiles}: {row:#?}");
                assert!(row.intake_ug_per_day.is_some() || row.ppm_substance.is_none());
            }
        }
    }
}

#[test]
fn rules_on_treatment_time_are_named_where_they_matter() {
    // Moved to lifetime by the questions and answers on ICH M7.
    let chronic = table(EPOXIDE, request(Some(2000)));
    assert!(
        chronic
            .notes
            .iter()
            .any(|note| note.contains("HIV disease counts as treatment for life"))
    );
    assert!(
        table(EPOXIDE, request(None))
            .notes
            .iter()
            .all(|note| !note.contains("HIV"))
    );
}

#[test]
fn intermittent_dosing_waits_until_its_rule_is_read() {
    let weekly = LimitRequest {
        dosing_days: Some(104),
        ..request(Some(730))
    };
    let table = table(EPOXIDE, weekly);
    assert_eq!(table.governing().unwrap().intake_ug_per_day, Some(10.0));
    assert!(
        table.notes[0].contains("so the 730 days count"),
        "{:?}",
        table.notes
    );
}

#[test]
fn a_number_finds_its_structure() {
    let of = |cas| {
        let request = LimitRequest {
            cas: Some(cas),
            ..request(None)
        };
        limits(&request, &Evidence::default(), Reference::embedded())
    };
    let oxide = of(" 75-21-8 ").unwrap();
    assert_eq!(oxide.smiles.as_deref(), Some("C1CO1"));
    let thiourea = of("96-45-7").unwrap();
    assert_eq!(
        (thiourea.smiles.as_deref(), thiourea.class),
        (Some("S=C1NCCN1"), Some(ImpurityClass::One))
    );
    assert_eq!(
        of("50-00-1").unwrap_err(),
        LimitError::UnknownNumber {
            cas: "50-00-1".to_owned()
        }
    );
}

#[test]
fn bad_requests_are_refused() {
    let refused = |request: LimitRequest<'_>| {
        let request = LimitRequest {
            cas: request.cas.or(Some("75-21-8")),
            ..request
        };
        limits(&request, &Evidence::default(), Reference::embedded())
            .unwrap_err()
            .to_string()
    };
    let dose = |dose| LimitRequest {
        dose_mg_per_day: Some(dose),
        ..request(None)
    };
    assert_eq!(
        refused(dose(0.0)),
        "`dose_mg_per_day` is 0, expected a positive number"
    );
    assert!(refused(dose(f64::NAN)).contains("NaN"));
    assert!(refused(dose(-1.0)).contains("-1"));
    assert!(
        refused(LimitRequest {
            salt_factor: 0.0,
            ..request(None)
        })
        .starts_with("`salt_factor`")
    );
    assert!(refused(request(Some(0))).starts_with("`days`"));
    let dosing = LimitRequest {
        dosing_days: Some(9),
        ..request(Some(5))
    };
    assert_eq!(
        refused(dosing),
        "`dosing_days` is 9, expected at most the 5 days of treatment"
    );
    let nothing = limits(&request(None), &Evidence::default(), Reference::embedded());
    assert_eq!(nothing.unwrap_err(), LimitError::NoIdentity);
}

fn evidence(smiles: &str, ames: TestOutcome) -> Evidence {
    let record = EvidenceRecord {
        smiles: smiles.to_owned(),
        ames: Some(ames),
        carcinogenicity: None,
        source: "report 7".to_owned(),
    };
    Evidence::read(vec![record]).0
}

#[test]
fn evidence_of_the_user_decides_and_shows() {
    let judged = |smiles: &str, evidence: &Evidence| {
        judge_structure(
            &Molecule::parse(smiles).unwrap(),
            evidence,
            Reference::embedded(),
        )
    };
    // However it is written.
    let own = judged(EPOXIDE, &evidence("C1OC1CCCCC", TestOutcome::Negative));
    assert_eq!(
        (own.class, own.ai_ng_per_day),
        (Some(ImpurityClass::Five), None)
    );
    assert_eq!(own.tests[0].source.as_deref(), Some("report 7"));
    let own = judged(
        "CCCCOCCC(=O)NC1CCCCC1",
        &evidence("CCCCOCCC(=O)NC1CCCCC1", TestOutcome::Positive),
    );
    assert_eq!(
        (own.class, own.ai_ng_per_day),
        (Some(ImpurityClass::Two), Some(1500.0))
    );
    let near = judged(EPOXIDE, &evidence("CCCCC1CO1", TestOutcome::Negative));
    let neighbor = near
        .neighbors
        .iter()
        .find(|neighbor| neighbor.smiles.is_some())
        .unwrap();
    assert_eq!(neighbor.smiles.as_deref(), Some("CCCCC1CO1"));
    assert!(neighbor.similarity > 0.5 && neighbor.similarity < 1.0);
}

#[test]
fn evidence_on_a_salt_counts_for_its_parent() {
    // Neither alert nor published data once the own test is taken away.
    let base = "CC1CCN(CC1)CCCCOCCC";
    let salts = [
        base.to_owned(),
        format!("{base}.Cl"),
        "CC1CC[NH+](CC1)CCCCOCCC.[Cl-]".to_owned(),
    ];
    for tested in &salts {
        let evidence = evidence(tested, TestOutcome::Positive);
        for screened in &salts {
            let found = judge_structure(
                &Molecule::parse(screened).unwrap(),
                &evidence,
                Reference::embedded(),
            );
            assert_eq!(
                (found.class, found.tests.len()),
                (Some(ImpurityClass::Two), 1),
                "{tested} {screened}"
            );
        }
    }
}

#[test]
fn salts_written_with_charges_are_judged_as_base_and_acid() {
    for (charged, neutral) in [
        ("[NH3+]c1ccccc1.[Cl-]", "Nc1ccccc1.Cl"),
        ("[NH3+]CCCl.[Cl-]", "NCCCl.Cl"),
        ("[NH3+]N.[Cl-]", "NN.Cl"),
    ] {
        let of = |smiles: &str| {
            let molecule = Molecule::parse(smiles).unwrap();
            judge_structure(&molecule, &Evidence::default(), Reference::embedded())
        };
        // Atoms are numbered in canonical order.
        let canonical = Molecule::parse(neutral).unwrap();
        let neutral = canonical.canonical_smiles();
        assert!(!of(charged).alerts.is_empty(), "{charged}");
        // Components may stand in another order, and with them the numbers of the atoms.
        let judged = |smiles: &str| {
            let mut judged = of(smiles);
            for hit in &mut judged.alerts {
                hit.atoms.clear();
            }
            judged
        };
        assert_eq!(judged(charged), judged(neutral), "{charged}");
        let limits = |smiles: &str| table(smiles, request(None));
        assert_eq!(limits(charged), limits(neutral), "{charged}");
    }
}

#[test]
fn a_base_without_carbon_is_judged_and_not_its_mineral_acid() {
    let of = |smiles: &str| {
        let molecule = Molecule::parse(smiles).unwrap();
        judge_structure(&molecule, &Evidence::default(), Reference::embedded())
    };
    for (sulfate, base) in [("NN.OS(=O)(=O)O", "NN"), ("NO.OS(=O)(=O)O", "NO")] {
        let (found, alone) = (of(sulfate), of(base));
        assert!(found.class.is_some(), "{sulfate}");
        assert_eq!(
            (found.class, found.ground, found.ai_ng_per_day),
            (alone.class, alone.ground, alone.ai_ng_per_day),
            "{sulfate}"
        );
        assert_eq!(found.prediction, alone.prediction, "{sulfate}");
        assert_eq!(
            table(sulfate, request(None)).smiles.as_deref(),
            Some(Molecule::parse(base).unwrap().canonical_smiles())
        );
    }
}

#[test]
fn structures_alone() {
    let judged = |smiles: &str| {
        judge_structure(
            &Molecule::parse(smiles).unwrap(),
            &Evidence::default(),
            Reference::embedded(),
        )
    };
    let nitrosamine = judged("CN(C)N=O");
    assert!(nitrosamine.cohort_of_concern.is_some());
    // Agencies list 96 ng/day for N-nitrosodimethylamine.
    assert_eq!(nitrosamine.ai_ng_per_day, Some(96.0));
    assert_eq!(nitrosamine.ai_kind, Some(LimitKind::AgencyListed));
    let salt = judged("Cl.NN");
    assert_eq!(salt.class, Some(ImpurityClass::One));
    let metal = judged("CC(=O)O[Pd]OC(C)=O");
    assert_eq!((metal.class, metal.ai_ng_per_day), (None, None));
}
