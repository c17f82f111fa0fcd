//! What structures and tables say of the materials of a program.

use std::collections::BTreeMap;

use concerted_model::decode::Structure;
use concerted_model::figure::{Assumption, Input, Ledger, Rule};
use concerted_model::finding::{Finding, Severity};
use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::{Reference, Solvent, SolventQuery};

use crate::estimate::Estimate;

const MOLAR_MASS: Rule = Rule {
    id: "route.molar_mass",
    formula: "sum of the atomic weights of the structure, else the molar mass entered",
    unit: "g/mol",
};

/// Structures and molar masses of all materials, read once.
pub(crate) struct Chemistry<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    molecules: BTreeMap<&'a str, Molecule>,
    molar_masses: BTreeMap<&'a str, Estimate>,
}

impl<'a> Chemistry<'a> {
    /// Reads the structure of each material; one that cannot be read counts as absent.
    pub(crate) fn read(
        program: &'a Program,
        reference: &'a Reference,
        ledger: &mut Ledger,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut chemistry = Self {
            program,
            reference,
            molecules: BTreeMap::new(),
            molar_masses: BTreeMap::new(),
        };
        for material in &program.material {
            let id = material.id.as_str();
            let molecule = material
                .smiles
                .as_ref()
                .and_then(|structure| Molecule::parse(&structure.smiles).ok());
            let mass = molar_mass(program, material, molecule.as_ref(), findings);
            if let Some(mass) = mass {
                let key = format!("{}.molar_mass", material.path);
                let label = format!("molar mass of {}", material.name);
                let mass = mass.record(ledger, &key, label, MOLAR_MASS);
                chemistry.molar_masses.insert(id, mass);
            }
            if let Some(molecule) = molecule {
                chemistry.molecules.insert(id, molecule);
            }
        }
        chemistry
    }

    pub(crate) fn molecule(&self, material: &str) -> Option<&Molecule> {
        self.molecules.get(material)
    }

    /// Molar mass in g/mol.
    pub(crate) fn molar_mass(&self, material: &str) -> Option<&Estimate> {
        self.molar_masses.get(material)
    }

    pub(crate) fn name(&self, material: &str) -> String {
        self.program
            .material_by_id(material)
            .map_or_else(|| material.to_owned(), |material| material.name.clone())
    }

    /// The row of the solvent table: by CAS number, then name, then structure.
    pub(crate) fn solvent(&self, material: &Material) -> Option<&'a Solvent> {
        let by_number = material
            .cas
            .as_deref()
            .and_then(|cas| self.reference.solvent(&SolventQuery::Cas(cas)));
        by_number
            .or_else(|| self.reference.solvent(&SolventQuery::Name(&material.name)))
            .or_else(|| {
                let structure = self.molecules.get(material.id.as_str())?;
                self.reference
                    .solvents()
                    .iter()
                    .find(|row| Molecule::parse(&row.smiles).is_ok_and(|own| own == *structure))
            })
            .or_else(|| match material.kind {
                MaterialKind::Water => self.reference.solvent(&SolventQuery::Name("water")),
                _ => None,
            })
    }

    /// Density in kg/L as charged: of the material, else of the solvent table.
    pub(crate) fn density(&self, material: &Material) -> Option<Estimate> {
        if let Some(given) = &material.density {
            return Some(Estimate::given(given, self.program));
        }
        let cited = self.solvent(material)?.density()?;
        let text = format!("{} g/mL", shortest(cited.value));
        Some(Estimate::cited(&cited, text))
    }

    /// A row of the table of defaults as an input.
    pub(crate) fn assumption(&self, id: &str) -> Option<(f64, Input)> {
        let row = self.reference.assumption(id)?;
        let unit = if row.unit == "1" {
            ""
        } else {
            row.unit.as_str()
        };
        let assumption = Assumption {
            id: row.id.clone(),
            value: format!("{} {unit}", shortest(row.value)).trim().to_owned(),
            reason: row.reason.clone(),
        };
        Some((row.value, Input::Assumed(assumption)))
    }
}

fn molar_mass(
    program: &Program,
    material: &Material,
    molecule: Option<&Molecule>,
    findings: &mut Vec<Finding>,
) -> Option<Estimate> {
    let entered = material
        .molar_mass
        .as_ref()
        .map(|given| Estimate::given(given, program));
    let Some(molecule) = molecule else {
        return entered;
    };
    let mass = molecule.molar_mass();
    if let Some(entered) = entered
        && (entered.value() - mass).abs() > 0.005 * mass
    {
        let message = format!(
            "{} has the molar mass {} g/mol as entered, but {} g/mol by its structure; the structure is used.",
            material.name,
            shortest(entered.value()),
            shortest(mass)
        );
        findings.push(
            Finding::new(
                "route.molar_mass",
                Severity::Minor,
                material.path.as_str(),
                message,
            )
            .hint("a salt or hydrate needs all its parts in the structure"),
        );
    }
    let written: Vec<Input> = material.smiles.iter().map(Structure::input).collect();
    Some(Estimate::exact(mass).resting_on(&written))
}
