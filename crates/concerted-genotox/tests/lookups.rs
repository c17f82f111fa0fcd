//! A compound gets the same limits by its registry number as by its structure.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use concerted_genotox::{Evidence, ImpurityClass, LimitRequest, LimitTable, limits};
use concerted_molecule::Molecule;
use concerted_reference::Reference;

fn table(cas: Option<&str>, smiles: Option<&str>) -> LimitTable {
    let molecule = smiles.map(|smiles| Molecule::parse(smiles).unwrap());
    let request = LimitRequest {
        molecule: molecule.as_ref(),
        cas,
        dose_mg_per_day: Some(100.0),
        ..LimitRequest::default()
    };
    limits(&request, &Evidence::default(), Reference::embedded()).unwrap()
}

/// Registry number and structure of every compound with published data on mutagenicity or an intake.
fn compounds() -> BTreeMap<&'static str, &'static str> {
    let reference = Reference::embedded();
    let intakes = reference.compound_intake_rows().iter();
    let intakes = intakes.map(|row| (row.cas.as_str(), row.smiles.as_str()));
    let potencies = reference.td50_rows().iter();
    let potencies = potencies.map(|row| (row.cas.as_str(), row.smiles.as_str()));
    let mutagens = reference.known_mutagen_rows().iter();
    let mutagens = mutagens.map(|row| (row.cas.as_str(), row.smiles.as_str()));
    // Rows on a salt are found by the salt as it is written, too.
    intakes.chain(potencies).chain(mutagens).collect()
}

#[test]
fn number_and_structure_give_the_same_limits() {
    let compounds = compounds();
    assert!(compounds.len() > 130, "{}", compounds.len());
    let differing: Vec<String> = compounds
        .into_iter()
        .filter_map(|(cas, smiles)| {
            let by_number = table(Some(cas), None);
            let by_structure = table(None, Some(smiles));
            let found = |table: &LimitTable| {
                let rows: Vec<_> = table
                    .rows
                    .iter()
                    .map(|row| (row.title.clone(), row.intake_ug_per_day, row.governs))
                    .collect();
                (table.class, table.provisional, rows)
            };
            let (left, right) = (found(&by_number), found(&by_structure));
            (left != right).then(|| format!("{cas} {smiles}: {left:?} and {right:?}"))
        })
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[track_caller]
fn check(smiles: &str, class: ImpurityClass) {
    let found = table(None, Some(smiles));
    assert_eq!(
        found.class,
        Some(class),
        "{smiles}: {:?}",
        found.class_reasons
    );
}

#[test]
fn known_mutagenic_carcinogens_are_found_by_structure() {
    // Carcinogenic Potency Database, summary by chemical: positive in Salmonella and in rodents.
    for smiles in [
        "C=CC=C",
        "Nc1ccc(-c2ccc(N)cc2)cc1",
        "c1ccc2c(c1)cc1ccc3cccc4ccc2c1c34",
        "O=C1CCc2c1c(=O)oc1c2c(OC)cc2c1[C@@H]1C=CO[C@@H]1O2",
        "O=P1(N(CCCl)CCCl)NCCCO1",
        "CN(N=O)C(N)=O",
        "CN(N=O)C(=N)N[N+](=O)[O-]",
        "CCN(CC)N=O",
        "O=NN1CCOCC1",
        "O=C1CCO1",
    ] {
        check(smiles, ImpurityClass::One);
    }
}

#[test]
fn quinoline_is_a_mutagen() {
    // Journal of the National Cancer Institute 1978, abstract: mutagenic in TA100 with liver homogenate.
    let class = table(None, Some("c1ccc2ncccc2c1")).class;
    assert!(
        matches!(class, Some(ImpurityClass::One | ImpurityClass::Two)),
        "{class:?}"
    );
}
