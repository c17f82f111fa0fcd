//! Tests of the data as a whole: registration, sources, registry numbers, words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use concerted_model::evidence::Status;

use super::*;

/// Paths of all tables in the source tree, without extension.
fn files_on_disk() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut found = BTreeSet::new();
    for topic in fs::read_dir(root).unwrap() {
        let topic = topic.unwrap().path();
        if !topic.is_dir() {
            continue;
        }
        for file in fs::read_dir(&topic).unwrap() {
            let file = file.unwrap().path();
            assert_eq!(file.extension().unwrap(), "csv", "{}", file.display());
            let topic = topic.file_name().unwrap().to_str().unwrap();
            let name = file.file_stem().unwrap().to_str().unwrap();
            found.insert(format!("{topic}/{name}"));
        }
    }
    found
}

/// The last digit of a CAS number is the weighted sum of the others, counted from the right, modulo 10.
fn is_registry_number(cas: &str) -> bool {
    let parts: Vec<_> = cas.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    let [2..=7, 2, 1] = lengths[..] else {
        return false;
    };
    let digits: Option<Vec<u32>> = parts
        .concat()
        .chars()
        .rev()
        .map(|c| c.to_digit(10))
        .collect();
    digits.is_some_and(|digits| {
        let sum: u32 = (1u32..)
            .zip(&digits[1..])
            .map(|(weight, digit)| weight * digit)
            .sum();
        sum % 10 == digits[0]
    })
}

#[test]
fn every_file_is_registered_and_read_by_a_look_up() {
    let registered: BTreeSet<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(registered.len(), FILES.len(), "a table is registered twice");
    assert_eq!(registered, files_on_disk());
    let names: BTreeSet<_> = FILES
        .iter()
        .map(|(path, _)| topic_and_name(path).1)
        .collect();
    assert_eq!(names.len(), FILES.len(), "two tables share a name");
    let read: BTreeSet<_> = Reference::embedded()
        .citations
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(read, names);
}

#[test]
fn every_source_is_cited_and_described() {
    let reference = Reference::embedded();
    let mut cited: BTreeSet<&str> = reference
        .citations
        .values()
        .flatten()
        .map(|citation| citation.source.as_str())
        .collect();
    cited.extend(
        reference
            .template()
            .iter()
            .flat_map(|row| row.further_sources.iter().map(String::as_str)),
    );
    cited.extend(
        reference
            .solvents()
            .iter()
            .map(|row| row.density_source.as_str()),
    );
    for source in reference.sources() {
        assert!(
            cited.contains(source.id.as_str()),
            "nothing cites `{}`",
            source.id
        );
        for text in [
            &source.title,
            &source.publisher,
            &source.edition,
            &source.licence,
            &source.checked,
        ] {
            assert!(!text.is_empty(), "`{}`", source.id);
        }
        assert!(
            source.link.is_empty() || source.link.starts_with("https://"),
            "`{}`",
            source.id
        );
    }
}

#[test]
fn rows_have_plain_ids_and_a_place_in_their_source() {
    for (table, citations) in &Reference::embedded().citations {
        assert!(!citations.is_empty(), "{table}");
        for citation in citations {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            assert!(
                !citation.row.is_empty() && citation.row.chars().all(plain),
                "{citation:?}"
            );
            assert!(!citation.locator.is_empty(), "{citation:?}");
        }
    }
}

#[test]
fn registry_numbers_pass_their_check_digit() {
    let reference = Reference::embedded();
    let numbers = reference.q3c_solvents().iter().map(|row| &row.cas);
    let numbers = numbers.chain(reference.solvents().iter().map(|row| &row.cas));
    let numbers = numbers.chain(reference.compound_intake_rows().iter().map(|row| &row.cas));
    let numbers = numbers.chain(reference.td50_rows().iter().map(|row| &row.cas));
    let numbers = numbers.chain(reference.known_mutagen_rows().iter().map(|row| &row.cas));
    let numbers = numbers.chain(
        reference
            .replacements()
            .iter()
            .map(|row| &row.by_cas)
            .filter(|cas| !cas.is_empty()),
    );
    for cas in numbers {
        assert!(is_registry_number(cas), "`{cas}`");
    }
    for row in reference.nitrosamine_rows() {
        assert!(
            row.cas.is_empty() || is_registry_number(&row.cas),
            "`{}`",
            row.cas
        );
    }
    assert!(
        !is_registry_number("67-56-2") && !is_registry_number("67561") && !is_registry_number("")
    );
}

#[test]
fn structures_are_written_in_canonical_form() {
    let reference = Reference::embedded();
    let solvents = reference
        .solvents()
        .iter()
        .map(|row| (&row.id, &row.smiles));
    let nitrosamines = reference
        .nitrosamine_rows()
        .iter()
        .map(|row| (&row.id, &row.smiles));
    for (id, smiles) in solvents.chain(nitrosamines) {
        let molecule = concerted_molecule::Molecule::parse(smiles).unwrap();
        assert_eq!(molecule.canonical_smiles(), smiles, "{id}");
    }
}

#[test]
fn limits_are_positive() {
    let reference = Reference::embedded();
    let numbers = (reference
        .q3c_solvents()
        .iter()
        .map(|row| (&row.id, row.limit_ppm)))
    .chain(
        reference
            .ttc_bands()
            .iter()
            .map(|row| (&row.id, row.intake_ug_per_day)),
    )
    .chain(
        reference
            .nitrosamine_rows()
            .iter()
            .map(|row| (&row.id, row.intake_ng_per_day)),
    )
    .chain(
        reference
            .td50_rows()
            .iter()
            .map(|row| (&row.id, row.lowest_td50_mg_per_kg_day)),
    )
    .chain(
        reference
            .q3d_elements()
            .iter()
            .map(|row| (&row.id, row.pde_inhalation_ug_per_day)),
    )
    .chain(
        reference
            .compound_intake_rows()
            .iter()
            .filter_map(|row| Some((&row.id, row.intake_ug_per_day?))),
    );
    for (id, number) in numbers {
        assert!(number.is_finite() && number > 0.0, "{id}: {number}");
    }
}

#[test]
fn a_verified_row_never_rests_on_one_transcription() {
    use crate::evidence::Evidence;
    let weak = [
        Evidence::OneTranscription,
        Evidence::OwnCalculation,
        Evidence::Contradiction,
        Evidence::None,
    ];
    let reference = Reference::embedded();
    let rows = (reference
        .q3c_solvents()
        .iter()
        .map(|row| (&row.id, row.status, row.evidence)))
    .chain(
        reference
            .q3d_elements()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .q3d_elements()
            .iter()
            .map(|row| (&row.id, row.status_cutaneous, row.evidence_cutaneous)),
    )
    .chain(
        reference
            .q3a_thresholds()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .q3b_thresholds()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .ttc_bands()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .class_specific_rows()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .compound_intake_rows()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .nitrosamine_rows()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .purge_actions()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .scattering_factors()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    )
    .chain(
        reference
            .xray_lines()
            .iter()
            .map(|row| (&row.id, row.status, row.evidence)),
    );
    for (id, status, evidence) in rows {
        assert_eq!(
            status == Status::Verified,
            !weak.contains(&evidence),
            "{id}: {evidence:?}"
        );
    }
}

#[test]
fn texts_are_plain_and_carry_no_path() {
    let texts = FILES
        .iter()
        .map(|(path, text)| (*path, *text))
        .chain([("sources", SOURCES)]);
    for (path, text) in texts {
        for (number, line) in (1..).zip(text.lines()) {
            assert_eq!(line, line.trim_end(), "{path}:{number}");
            for forbidden in ["/work", "/home", "/tmp", "\u{fffd}", "NaN"] {
                assert!(
                    !line.contains(forbidden),
                    "{path}:{number} contains `{forbidden}`"
                );
            }
        }
        assert!(text.ends_with('\n'), "{path}");
    }
}

#[test]
fn the_listing_counts_rows_and_sources() {
    let tables = Reference::embedded().tables();
    assert_eq!(tables.len(), FILES.len());
    let q3c = tables
        .iter()
        .find(|table| table.name == "q3c_solvents")
        .unwrap();
    assert_eq!(
        (q3c.topic.as_str(), q3c.rows, q3c.verified_rows),
        ("limits", 63, 62)
    );
    assert_eq!(q3c.sources.iter().collect::<Vec<_>>(), ["ich_q3c_r9"]);
}

#[test]
fn any_row_can_be_cited_by_name() {
    let reference = Reference::embedded();
    let citation = reference.citation("m7_ttc", "individual_lifetime").unwrap();
    assert_eq!(citation.source, "ich_m7_r2");
    assert!(reference.citation("m7_ttc", "individual").is_none());
    assert!(
        reference
            .citation("m8_ttc", "individual_lifetime")
            .is_none()
    );
    assert_eq!(reference.citations("asks").len(), reference.asks().len());
    assert!(reference.citations("nothing").is_empty());
}

#[test]
fn the_version_changes_with_the_data_and_not_with_line_ends() {
    let one = version(&[("a/b", "id\nx\n")], "s");
    assert_eq!(one, version(&[("a/b", "id\r\nx\r\n")], "s"));
    assert_ne!(one, version(&[("a/b", "id\ny\n")], "s"));
    assert_ne!(one, version(&[("a/c", "id\nx\n")], "s"));
    assert_ne!(one, version(&[("a/b", "id\nx\n")], "t"));
    // Moving a character over a border is a change too.
    assert_ne!(version(&[("a/b", "xs")], ""), version(&[("a/b", "x")], "s"));
    let declared = Reference::embedded().data_version();
    assert!(
        declared.starts_with(DATA_EDITION) && declared.len() == DATA_EDITION.len() + 17,
        "{declared}"
    );
}

#[test]
fn faults_of_a_table_are_told_apart() {
    let fault =
        |files: &[(&str, &str)], sources: &str| load(files, sources).unwrap_err().to_string();
    assert_eq!(fault(&[], SOURCES), "table `asks` is not embedded");
    assert_eq!(fault(FILES, "source = 1"), "`sources.toml` cannot be read");
    let mut files = FILES.to_vec();
    files[0].1 = "id\nx\n";
    assert_eq!(fault(&files, SOURCES), "table `asks` cannot be read");
    let without = SOURCES.replace("id = \"cpdb\"", "id = \"cpda\"");
    let message = fault(FILES, &without);
    assert!(
        message.contains("table `known_mutagens`")
            && message.ends_with("cites the unknown source `cpdb`"),
        "{message}"
    );
}

#[test]
fn structures_of_published_compounds_are_canonical() {
    let reference = Reference::embedded();
    let structures = reference.compound_intake_rows().iter();
    let structures = structures.map(|row| (&row.id, &row.smiles));
    let potencies = reference.td50_rows().iter();
    let structures = structures.chain(potencies.map(|row| (&row.id, &row.smiles)));
    let mutagens = reference.known_mutagen_rows().iter();
    let structures = structures.chain(mutagens.map(|row| (&row.id, &row.smiles)));
    let wrong: Vec<_> = structures
        .filter(|(_, smiles)| !smiles.is_empty())
        .filter_map(|(id, smiles)| {
            let molecule = concerted_molecule::Molecule::parse(smiles).unwrap();
            let canonical = molecule.canonical_smiles();
            (canonical != smiles).then(|| format!("{id}: {smiles} is {canonical}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Name of the row in its table, registry number and structure of every compound that has a number, in all tables.
fn identified_compounds() -> Vec<(String, String, String)> {
    let reference = Reference::embedded();
    let mut found = Vec::new();
    let mut add = |table: &str, id: &str, cas: &str, smiles: &str| {
        if !cas.is_empty() {
            found.push((format!("{table} {id}"), cas.to_owned(), smiles.to_owned()));
        }
    };
    for row in reference.compound_intake_rows() {
        add("m7_compound_intakes", &row.id, &row.cas, &row.smiles);
    }
    for row in reference.td50_rows() {
        add("td50", &row.id, &row.cas, &row.smiles);
    }
    for row in reference.known_mutagen_rows() {
        add("known_mutagens", &row.id, &row.cas, &row.smiles);
    }
    for row in reference.nitrosamine_rows() {
        add("nitrosamine_intakes", &row.id, &row.cas, &row.smiles);
    }
    for row in reference.solvents() {
        add("solvents", &row.id, &row.cas, &row.smiles);
    }
    found
}

#[test]
fn every_compound_with_a_number_has_one_structure() {
    let mut by_number: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (row, cas, smiles) in identified_compounds() {
        assert!(!smiles.is_empty(), "{row} has no structure");
        let (first, known) = by_number
            .entry(cas.clone())
            .or_insert_with(|| (row.clone(), smiles.clone()));
        assert_eq!(known, &smiles, "{cas} in {first} and in {row}");
    }
    assert!(by_number.len() > 200, "{}", by_number.len());
}

#[test]
fn number_and_structure_find_the_same_rows() {
    let reference = Reference::embedded();
    for (row, cas, smiles) in identified_compounds() {
        assert_eq!(
            reference.td50(&cas),
            reference.td50(&smiles),
            "{row}: td50 by {cas} and {smiles}"
        );
        assert_eq!(
            reference.known_mutagen(&cas),
            reference.known_mutagen(&smiles),
            "{row}: known_mutagens by {cas} and {smiles}"
        );
        assert_eq!(
            reference.compound_intakes(&cas),
            reference.compound_intakes(&smiles),
            "{row}: m7_compound_intakes by {cas} and {smiles}"
        );
        assert_eq!(
            reference.nitrosamine_intakes(&cas),
            reference.nitrosamine_intakes(&smiles),
            "{row}: nitrosamine_intakes by {cas} and {smiles}"
        );
    }
}
