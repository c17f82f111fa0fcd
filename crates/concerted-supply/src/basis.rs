//! The mass basis: from the moiety, on which doses are stated, to the substance as it is made.

use std::collections::BTreeMap;

use concerted_model::decode::Structure;
use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::given::Traced;
use concerted_model::material::Material;
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_molecule::{Element, Molecule};

use crate::trail::Trail;

const FACTOR: Rule = Rule {
    id: "supply.basis.factor",
    formula: "molar mass of the substance / (moieties per formula unit × molar mass of the moiety)",
    unit: "kg/kg",
};

/// Kilograms of substance that hold one kilogram of moiety; `None`, with a finding, where a molar mass is missing.
///
/// f = M(substance) / (n · M(moiety)), n = moieties per formula unit of the substance. f = 1 where both are one material.
pub(crate) fn substance_per_moiety(
    program: &Program,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Option<Traced> {
    let substance = program.drug_substance()?;
    let moiety = program.moiety()?;
    if substance.id == moiety.id {
        return Some(Traced::new(1.0, []));
    }
    let mut trail = Trail::default();
    let mut mass = |material| {
        let found = molar_mass(material).map(|mass| trail.take(mass));
        if found.is_none() {
            findings.push(without_mass(material, substance, moiety));
        }
        found
    };
    let (whole, part) = (mass(substance), mass(moiety));
    let (whole, part) = (whole?, part?);
    let counted = moieties(substance, moiety);
    let count = counted.unwrap_or(1);
    if counted.is_none() {
        findings.push(not_counted(substance, moiety));
    }
    let factor = whole / (f64::from(count) * part);
    // One per cent for molar masses that were rounded.
    if factor < 0.99 {
        findings.push(too_light((substance, whole), (moiety, part), count));
    }
    let label = format!("{} per {}", substance.name, moiety.name);
    let input = ledger.derive(FACTOR.id, label, FACTOR, factor, trail.0);
    Some(Traced::new(factor, [input]))
}

fn without_mass(material: &Material, substance: &Material, moiety: &Material) -> Finding {
    lacking(
        "supply.molar_mass",
        &material.path,
        &format!("The demand on the basis of `{}`", substance.name),
        &format!(
            "`{}` needs a structure or a molar mass, because doses are stated as `{}`",
            material.name, moiety.name
        ),
    )
}

fn not_counted(substance: &Material, moiety: &Material) -> Finding {
    let message = format!(
        "The structures do not show how many `{}` one formula unit of `{}` holds; one is taken.",
        moiety.name, substance.name
    );
    Finding::new(
        "supply.moiety_count",
        Severity::Minor,
        &substance.path,
        message,
    )
}

fn too_light(
    (substance, whole): (&Material, f64),
    (moiety, part): (&Material, f64),
    count: u32,
) -> Finding {
    let message = format!(
        "`{}` ({} g/mol) is lighter than {count} × `{}` ({} g/mol each): one of the molar masses or the moiety is wrong.",
        substance.name,
        shortest(whole),
        moiety.name,
        shortest(part)
    );
    Finding::new(
        "supply.basis_below_one",
        Severity::Major,
        &substance.path,
        message,
    )
}

/// In g/mol: from the structure, else as entered.
fn molar_mass(material: &Material) -> Option<Traced> {
    match structure(material) {
        Some(molecule) => Some(Traced::new(
            molecule.molar_mass(),
            material.smiles.as_ref().map(Structure::input),
        )),
        None => material.molar_mass.as_ref().map(Traced::from),
    }
}

fn structure(material: &Material) -> Option<Molecule> {
    Molecule::parse(&material.smiles.as_ref()?.smiles).ok()
}

/// How often the moiety's skeleton occurs among the parts of the substance; `None` where it is not found.
///
/// Parts are compared by their atoms other than hydrogen, because a salt may be written with the proton moved.
fn moieties(substance: &Material, moiety: &Material) -> Option<u32> {
    let skeleton = heavy_atoms(&structure(moiety)?);
    let parts = structure(substance)?.components();
    let count = parts
        .iter()
        .filter(|part| heavy_atoms(part) == skeleton)
        .count();
    u32::try_from(count).ok().filter(|count| *count > 0)
}

fn heavy_atoms(molecule: &Molecule) -> BTreeMap<Element, i64> {
    molecule
        .formula()
        .iter()
        .filter(|(element, _)| *element != Element::HYDROGEN)
        .collect()
}
