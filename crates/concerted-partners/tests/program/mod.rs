//! Programs and exchanges that several tests use.

use concerted_model::handover::{Carries, Exchange};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::{Reference, Strategy};

/// One integrated company, three specialists, a CRO, a clinic and the client.
pub(crate) const FIVE: &str = r#"
format_version = 1
name = "five companies"
start = 2027-01-04

[[company]]
id = "client"
name = "Client"
kind = "client"
[[company]]
id = "all"
name = "Allround"
kind = "cdmo"
[[company]]
id = "chem"
name = "Chemistry only"
kind = "cdmo"
[[company]]
id = "lab"
name = "Laboratory only"
kind = "cro"
[[company]]
id = "tox"
name = "Toxicology only"
kind = "cro"
[[company]]
id = "unit"
name = "Phase 1 unit"
kind = "clinic"

[[site]]
id = "client-1"
name = "Client office"
company = "client"
[[site.service]]
area = "programme"
[[site.service]]
area = "regulatory"

[[site]]
id = "all-1"
name = "Allround plant"
company = "all"
largest_batch = "20 kg"
[[site.service]]
area = "chemistry"
[[site.service]]
area = "analysis"
price_factor = 1.05
[[site.service]]
area = "physical-form"
duration_factor = 1.1

[[site]]
id = "all-2"
name = "Allround laboratory"
company = "all"
[[site.service]]
area = "analysis"
price_factor = 1.2

[[site]]
id = "chem-1"
name = "Chemistry plant"
company = "chem"
largest_batch = "5 kg"
[[site.service]]
area = "chemistry"
price_factor = 0.9
duration_factor = 0.95
available = 2027-02-01

[[site]]
id = "lab-1"
name = "Laboratory"
company = "lab"
[[site.service]]
area = "analysis"
price_factor = 0.8
[[site.service]]
area = "physical-form"
price_factor = 0.9
duration_factor = 0.9

[[site]]
id = "tox-1"
name = "Toxicology house"
company = "tox"
[[site.service]]
area = "toxicology"

[[site]]
id = "unit-1"
name = "Phase 1 unit"
company = "unit"
[[site.service]]
area = "clinic"
"#;

/// Reads a program that has no problems.
pub(crate) fn read(text: &str) -> Program {
    let loaded = concerted_document::read_texts(&[("program.toml", text)]);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded
        .program
        .expect("a text without problems is a program")
}

/// Every link of the template, with what plausibly passes.
pub(crate) fn exchanges() -> Vec<Exchange> {
    let reference = Reference::embedded();
    let mut all = Vec::new();
    for row in reference.template() {
        for from in row.predecessors(Strategy::TwoBatches).unwrap_or_default() {
            let giver = reference
                .template_activity(from)
                .expect("links of the template lead to its rows");
            all.push(Exchange {
                from: from.clone(),
                from_area: area(giver.service_area),
                to: row.id.clone(),
                to_area: area(row.service_area),
                carries: match from.as_str() {
                    "C00" | "C06" | "C11" | "C12" | "S08" | "S09" => Carries::Material,
                    "A01" | "A02" | "A05" | "A10" => Carries::Method,
                    "S04" | "S06" | "C08" => Carries::Process,
                    _ => Carries::Document,
                },
            });
        }
    }
    all
}

fn area(area: concerted_reference::ServiceArea) -> ServiceArea {
    use concerted_reference::ServiceArea as Row;
    match area {
        Row::Chemistry => ServiceArea::Chemistry,
        Row::Analysis => ServiceArea::Analysis,
        Row::PhysicalForm => ServiceArea::PhysicalForm,
        Row::Toxicology => ServiceArea::Toxicology,
        Row::QualityRegulatory => ServiceArea::Regulatory,
        Row::Clinic => ServiceArea::Clinic,
        Row::Programme => ServiceArea::Programme,
    }
}
