//! How much of an input is charged, in moles relative to the limiting input.

use concerted_model::decode::Structure;
use concerted_model::given::Traced;
use concerted_model::material::Material;
use concerted_model::route::StepInput;

use crate::structures::Structures;

/// Molar mass of a material in g/mol: from its structure, else as entered.
pub(crate) fn molar_mass(structures: &Structures, material: &Material) -> Option<Traced> {
    match structures.of(material) {
        Some(molecule) => Some(Traced::new(
            molecule.molar_mass(),
            material.smiles.as_ref().map(Structure::input),
        )),
        None => material.molar_mass.as_ref().map(Traced::from),
    }
}

/// Moles of an input relative to the limiting one.
///
/// Taken as entered, else n = m w M(limiting) / M, with m in kg/kg of the limiting input, w the assay, or
/// m = V d from a volume in L/kg and a density in kg/L. `None` where the amount is not given.
pub(crate) fn equivalents(
    structures: &Structures,
    input: &StepInput,
    material: &Material,
    limiting: Option<&Material>,
) -> Option<Traced> {
    if let Some(equivalents) = &input.equivalents {
        return Some(equivalents.into());
    }
    if let Some(loading) = &input.loading {
        return Some(loading.into());
    }
    let limiting = limiting?;
    if limiting.id == material.id {
        return Some(Traced::new(1.0, []));
    }
    let mut charged = match (&input.mass, &input.volume, &material.density) {
        (Some(mass), _, _) => Traced::from(mass),
        (None, Some(volume), Some(density)) => product(&volume.into(), &density.into()),
        _ => return None,
    };
    for assay in [&material.assay].into_iter().flatten() {
        charged = product(&charged, &assay.into());
    }
    let own = molar_mass(structures, material)?;
    let other = molar_mass(structures, limiting)?;
    let ratio = Traced::new(
        other.value / own.value,
        own.inputs.into_iter().chain(other.inputs),
    );
    Some(product(&charged, &ratio))
}

/// The product of two numbers with the inputs of both.
pub(crate) fn product(first: &Traced, second: &Traced) -> Traced {
    Traced::new(
        first.value * second.value,
        first.inputs.iter().chain(&second.inputs).cloned(),
    )
}
