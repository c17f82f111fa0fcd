//! Finding the method of the program that serves a requirement.

use std::cmp::Ordering;

use concerted_model::handover::QuantitationNeed;
use concerted_model::material::{Material, MaterialKind};
use concerted_model::method::{Method, MethodPurpose};
use concerted_model::program::Program;
use concerted_molecule::Molecule;

/// The methods that share one test, and what none of them determines.
#[derive(Debug, Default)]
pub(crate) struct Coverage<'a> {
    /// The one that determines most first; empty where no method has the purpose.
    pub(crate) methods: Vec<&'a Method>,
    /// Analytes that none of them determines.
    pub(crate) lacking: Vec<&'a Material>,
}

/// The methods for residual solvents or elements that together determine most of `analytes`.
///
/// A method of such a purpose lists what it determines. One that lists nothing is taken to determine
/// whatever the route brings. A method counts as the next only where it adds an analyte; ties go to the
/// more established, then to the smaller id.
pub(crate) fn cover<'a>(
    program: &'a Program,
    purpose: MethodPurpose,
    analytes: &[&'a Material],
) -> Coverage<'a> {
    let mut coverage = Coverage {
        methods: Vec::new(),
        lacking: analytes.to_vec(),
    };
    let of_purpose = || program.method.iter().filter(|one| one.purpose == purpose);
    loop {
        let open = |method: &Method| {
            let left = |one: &&&Material| !lists(program, method, one);
            coverage.lacking.iter().filter(left).count()
        };
        let best = of_purpose().min_by(|a, b| {
            open(a)
                .cmp(&open(b))
                .then_with(|| b.state.cmp(&a.state))
                .then_with(|| a.id.cmp(&b.id))
        });
        let Some(best) = best else { break };
        let adds = open(best) < coverage.lacking.len();
        if !adds && !coverage.methods.is_empty() {
            break;
        }
        coverage.methods.push(best);
        coverage.lacking.retain(|one| !lists(program, best, one));
        if !adds || coverage.lacking.is_empty() {
            break;
        }
    }
    coverage
}

/// True where a method lists an analyte: itself, another entry of the same structure, or all its elements.
fn lists(program: &Program, method: &Method, analyte: &Material) -> bool {
    if method.material.is_empty() {
        return true;
    }
    let listed = || {
        method
            .material
            .iter()
            .filter_map(|one| program.material(one))
    };
    let structure = |material: &Material| canonical(&material.smiles.as_ref()?.smiles);
    if method.purpose == MethodPurpose::ElementalImpurities {
        let symbols = |material: &Material| -> Vec<String> {
            let own = material.element.iter();
            own.map(|element| element.symbol.clone()).collect()
        };
        let known: Vec<String> = listed().flat_map(symbols).collect();
        return listed().any(|one| one.id == analyte.id)
            || symbols(analyte).iter().all(|symbol| known.contains(symbol));
    }
    let own = structure(analyte);
    listed().any(|one| one.id == analyte.id || (own.is_some() && structure(one) == own))
}

/// The most established method for one test of the drug substance; ties go to the smaller id.
///
/// A method that names no material is taken to be for the drug substance. One for water may name water
/// instead, because that is what it determines.
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
                || method.material.iter().any(|one| {
                    let water = || {
                        let material = program.material(one);
                        material.is_some_and(|material| material.kind == MaterialKind::Water)
                    };
                    own.contains(&one.as_str()) || (purpose == MethodPurpose::Water && water())
                })
        })
        .min_by(|a, b| b.state.cmp(&a.state).then_with(|| a.id.cmp(&b.id)))
}

/// The method that serves a need best: low enough first, then the more established, then the lower limit.
///
/// It is a trace method, or one for related substances that names the impurity and is stated to be low enough.
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
        .filter(|method| match method.purpose {
            MethodPurpose::Trace => true,
            MethodPurpose::Purity => limit(method) <= need.quantitation_limit,
            _ => false,
        })
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
