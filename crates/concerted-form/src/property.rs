//! Molar mass, density and boiling point of a material, from the document or else the solvent table.

use concerted_model::figure::{Assumption, Input};
use concerted_model::given::Traced;
use concerted_model::material::Material;
use concerted_molecule::Molecule;
use concerted_reference::{Cited, Reference, Row, Solvent, SolventQuery};

/// Kelvin of 0 °C.
pub(crate) const ZERO_CELSIUS_K: f64 = 273.15;

/// Molar mass in g/mol: of the structure, else as entered, else of the solvent with that CAS number or name.
pub(crate) fn molar_mass(material: &Material, reference: &Reference) -> Option<Traced> {
    if let Some(structure) = &material.smiles
        && let Ok(molecule) = Molecule::parse(&structure.smiles)
    {
        return Some(Traced::new(molecule.molar_mass(), [structure.input()]));
    }
    if let Some(entered) = &material.molar_mass {
        return Some(entered.into());
    }
    let row = solvent(material, reference)?;
    let mass = Molecule::parse(&row.smiles).ok()?.molar_mass();
    Some(traced(&row.cite(mass), "g/mol"))
}

/// Density near room temperature in kg/L.
pub(crate) fn density(material: &Material, reference: &Reference) -> Option<Traced> {
    match &material.density {
        Some(entered) => Some(entered.into()),
        None => Some(traced(&solvent(material, reference)?.density()?, "g/mL")),
    }
}

/// Boiling point in K.
pub(crate) fn boiling_point_k(material: &Material, reference: &Reference) -> Option<Traced> {
    if let Some(entered) = &material.boiling_point {
        return Some(entered.into());
    }
    let mut point = traced(&solvent(material, reference)?.boiling_point()?, "°C");
    point.value += ZERO_CELSIUS_K;
    Some(point)
}

/// A default with the input that records it.
///
/// # Panics
/// Never with the embedded data: a test of this crate looks up every default it names.
pub(crate) fn assumed(reference: &Reference, id: &str) -> Traced {
    let row = reference
        .assumption(id)
        .expect("the defaults that this crate names are rows of the table");
    let assumption = Assumption {
        id: row.id.clone(),
        value: format!("{} {}", row.value, row.unit),
        reason: row.reason.clone(),
    };
    Traced::new(row.value, [Input::Assumed(assumption)])
}

fn traced(cited: &Cited<f64>, unit: &str) -> Traced {
    let text = format!("{} {unit}", cited.value);
    Traced::new(
        cited.value,
        [Input::Reference(cited.citation.clone(), text)],
    )
}

fn solvent<'a>(material: &Material, reference: &'a Reference) -> Option<&'a Solvent> {
    let by_number = material
        .cas
        .as_deref()
        .and_then(|cas| reference.solvent(&SolventQuery::Cas(cas)));
    let by_structure = || {
        let molecule = Molecule::parse(&material.smiles.as_ref()?.smiles).ok()?;
        reference.solvent(&SolventQuery::Smiles(molecule.canonical_smiles()))
    };
    by_number
        .or_else(by_structure)
        .or_else(|| reference.solvent(&SolventQuery::Name(&material.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_that_is_named_exists() {
        for id in [
            "melting_point_error",
            "fusion_enthalpy_relative_error",
            "transition_margin",
        ] {
            assert!(
                !assumed(Reference::embedded(), id).inputs.is_empty(),
                "{id}"
            );
        }
    }
}
