//! Finding the method of the program that serves a requirement.

use std::cmp::Ordering;

use concerted_model::handover::QuantitationNeed;
use concerted_model::method::{Method, MethodPurpose};
use concerted_model::program::Program;
use concerted_molecule::Molecule;

/// The most established method for one test of the drug substance; ties go to the smaller id.
///
/// A method that names no material is taken to be for the drug substance.
pub(crate) fn find_for_panel(program: &Program, purpose: MethodPurpose) -> Option<&Method> {
    let own: Vec<&str> = [program.drug_substance(), program.moiety()]
        .into_iter()
        .flatten()
        .map(|material| material.id.as_str())
        .collect();
    program
        .method
        .iter()
        .filter(|method| method.purpose == purpose)
        .filter(|method| {
            method.material.is_empty()
                || method
                    .material
                    .iter()
                    .any(|one| own.contains(&one.as_str()))
        })
        .min_by(|a, b| b.state.cmp(&a.state).then_with(|| a.id.cmp(&b.id)))
}

/// The method that serves a need best: low enough first, then the more established, then the lower limit.
pub(crate) fn find_for_need<'a>(
    program: &'a Program,
    need: &QuantitationNeed,
) -> Option<&'a Method> {
    let structure = canonical(&need.smiles);
    let limit = |method: &Method| {
        let limit = method.quantitation_limit.as_ref();
        limit.map_or(f64::INFINITY, |limit| limit.value.base())
    };
    program
        .method
        .iter()
        .filter(|method| determines(program, method, need, structure.as_deref()))
        .min_by(|a, b| {
            let high = |method| limit(method) > need.quantitation_limit;
            high(a)
                .cmp(&high(b))
                .then_with(|| b.state.cmp(&a.state))
                .then_with(|| limit(a).partial_cmp(&limit(b)).unwrap_or(Ordering::Equal))
                .then_with(|| a.id.cmp(&b.id))
        })
}

/// True where a method names the impurity: by id, or by a material or impurity of the same structure.
fn determines(
    program: &Program,
    method: &Method,
    need: &QuantitationNeed,
    structure: Option<&str>,
) -> bool {
    let same = |smiles: Option<&str>| match (structure, smiles.and_then(canonical)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    let is_key = |id: &str| id == need.impurity || need.impurity.rsplit('.').next() == Some(id);
    let by_impurity = method.impurity.iter().any(|reference| {
        let impurity = program
            .impurity
            .iter()
            .find(|one| one.id.as_str() == reference.as_str());
        is_key(reference.as_str())
            || impurity.is_some_and(|impurity| {
                let material = impurity.material.as_ref();
                let material = material.and_then(|material| program.material(material));
                let own = impurity.smiles.as_ref().map(|one| one.smiles.as_str());
                let lent = material.and_then(|material| material.smiles.as_ref());
                same(own) || same(lent.map(|one| one.smiles.as_str()))
            })
    });
    by_impurity
        || method.material.iter().any(|reference| {
            let material = program.material(reference);
            let smiles = material.and_then(|material| material.smiles.as_ref());
            is_key(reference.as_str()) || same(smiles.map(|one| one.smiles.as_str()))
        })
}

fn canonical(smiles: &str) -> Option<String> {
    let molecule = Molecule::parse(smiles).ok()?;
    Some(molecule.canonical_smiles().to_owned())
}
