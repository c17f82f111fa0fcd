//! Worst case of a nitrosamine from the nitrite of the excipients.

use concerted_model::figure::{Assumption, Input, Ledger, Rule};
use concerted_model::given::Traced;
use concerted_model::program::Document;
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use crate::dose::Doses;
use crate::walk::Candidate;

const WORST_CASE: Rule = Rule {
    id: "genotox.nitrite-worst-case",
    formula: "Σ excipient mass × nitrite content × M(nitrosamine) / M(nitrite) ÷ content of the unit: all nitrite makes nitrosamine",
    unit: "ppm",
};

/// Level in ppm of the moiety if all nitrite of one unit of product nitrosated the amine.
///
/// c = Σ m(i) w(i) M(nitrosamine) / M(nitrite) / m(unit), m(i) mass and w(i) nitrite content of excipient i,
/// M(nitrite) = 46.0 g/mol, m(unit) the smallest strength, else the lowest daily dose. A bound, no prediction:
/// a few per cent of the nitrite react in a dry product. `None` where the impurity does not form in the product
/// or neither a strength nor a dose is known.
pub(crate) fn worst_case(
    document: &Document,
    reference: &Reference,
    doses: &[Doses],
    candidate: &Candidate<'_>,
    ledger: &mut Ledger,
) -> Option<f64> {
    let molecule = candidate.molecule.as_ref()?;
    let in_product = candidate
        .causes
        .iter()
        .any(|cause| cause.rule == "nitrite-trace" && cause.step.is_none());
    if !in_product {
        return None;
    }
    let nitrite = Molecule::parse("O=N[O-]").ok()?;
    let unit = unit_milligrams(document, doses)?;
    let brought = nitrite_milligrams(document, reference)?;
    let value = brought.value * molecule.molar_mass() / nitrite.molar_mass() / unit.value * 1e6;
    ledger.derive(
        format!("genotox.{}.nitrite_worst_case", candidate.key),
        format!(
            "{} if all nitrite of the excipients reacted",
            candidate.name
        ),
        WORST_CASE,
        value,
        brought.inputs.into_iter().chain(unit.inputs),
    );
    Some(value)
}

/// Moiety in one unit of product, in mg.
fn unit_milligrams(document: &Document, doses: &[Doses]) -> Option<Traced> {
    let strengths = document
        .product
        .iter()
        .flat_map(|product| &product.strength);
    let contents: Vec<Traced> = strengths
        .map(|strength| {
            let content = Traced::from(&strength.content);
            Traced::new(content.value * 1e6, content.inputs)
        })
        .collect();
    if contents.is_empty() {
        let doses = doses.iter().filter_map(|doses| doses.moiety.as_ref());
        return lowest(
            doses
                .map(|dose| Traced::new(dose.grams * 1e3, [dose.figure.clone()]))
                .collect(),
        );
    }
    lowest(contents)
}

/// The lowest of several numbers, resting on all of them.
fn lowest(numbers: Vec<Traced>) -> Option<Traced> {
    let value = numbers
        .iter()
        .map(|number| number.value)
        .min_by(f64::total_cmp)?;
    Some(Traced::new(
        value,
        numbers.into_iter().flat_map(|number| number.inputs),
    ))
}

/// Nitrite that the excipients bring into one unit of product, in mg.
fn nitrite_milligrams(document: &Document, reference: &Reference) -> Option<Traced> {
    let excipients: Vec<_> = document
        .product
        .iter()
        .flat_map(|product| &product.excipient)
        .collect();
    if excipients.is_empty() || excipients.iter().any(|excipient| excipient.mass.is_none()) {
        let mass = assumed(reference, "excipient_mass_per_dose")?;
        let content = assumed(reference, "nitrite_in_excipient")?;
        return Some(times(&mass, &content, 1e-6));
    }
    let mut total = Traced::new(0.0, []);
    for excipient in excipients {
        let mass = Traced::from(excipient.mass.as_ref()?);
        let entered = document
            .material(&excipient.material)
            .and_then(|material| material.nitrite.as_ref());
        let part = match entered {
            Some(content) => times(&mass, &content.into(), 1e6),
            None => times(&mass, &assumed(reference, "nitrite_in_excipient")?, 1.0),
        };
        total.value += part.value;
        total.inputs.extend(part.inputs);
    }
    Some(total)
}

/// The product of two numbers and a conversion of units.
fn times(first: &Traced, second: &Traced, conversion: f64) -> Traced {
    Traced::new(
        first.value * second.value * conversion,
        first.inputs.iter().chain(&second.inputs).cloned(),
    )
}

/// A default of the reference table in its own unit.
fn assumed(reference: &Reference, id: &str) -> Option<Traced> {
    let row = reference.assumption(id)?;
    let assumption = Assumption {
        id: row.id.clone(),
        value: format!("{} {}", shortest(row.value), row.unit),
        reason: row.reason.clone(),
    };
    Some(Traced::new(row.value, [Input::Assumed(assumption)]))
}
