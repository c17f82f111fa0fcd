//! From data blocks to crystals.

use std::collections::BTreeMap;

use super::atoms::atoms;
use super::block::{Block, blocks};
use super::number::read;
use crate::cell::Cell;
use crate::crystal::{Crystal, mass};
use crate::problem::{Fault, Problem, ReadError, shown};
use crate::symmetry::{Operation, by_hall, by_hermann_mauguin, by_number, checked};

const LENGTHS: [&str; 3] = ["_cell_length_a", "_cell_length_b", "_cell_length_c"];
const ANGLES: [&str; 3] = ["_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"];

/// Reads every crystal of a small-molecule CIF.
///
/// A data block counts as a crystal when it has a cell length or atoms. Symmetry comes from the loop of operations,
/// otherwise from the Hall symbol, the Hermann–Mauguin symbol, or a space-group number with one setting. Anisotropic
/// displacements are read as their isotropic equivalent.
///
/// # Errors
/// Every problem of the file at once, each with its line.
pub fn read_cif(text: &str) -> Result<Vec<Crystal>, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Problem::whole(Fault::Empty).into());
    }
    if text.contains('\0') {
        return Err(Problem::whole(Fault::NotText).into());
    }
    let mut problems = Vec::new();
    let blocks = blocks(text, &mut problems);
    let wanted = blocks.iter().filter(|block| {
        block.value(&LENGTHS).is_some() || block.table("_atom_site_fract_x").is_some()
    });
    let crystals: Vec<Crystal> = wanted
        .filter_map(|block| crystal(block, &mut problems))
        .collect();
    if problems.is_empty() && crystals.is_empty() {
        problems.push(Problem::whole(Fault::NoStructure));
    }
    if problems.is_empty() {
        return Ok(crystals);
    }
    Err(ReadError::new(problems))
}

fn crystal(block: &Block, problems: &mut Vec<Problem>) -> Option<Crystal> {
    let before = problems.len();
    let cell = cell(block, problems);
    let symmetry = symmetry(block, cell.as_ref(), problems);
    let sites = atoms(block, cell.as_ref(), problems);
    let mut own = |names: &[&str]| {
        let value = block.value(names)?;
        read(names[0], value, problems)
    };
    let wavelength = own(&[
        "_diffrn_radiation_wavelength",
        "_diffrn_radiation_wavelength_wavelength",
    ]);
    let temperature = own(&[
        "_cell_measurement_temperature",
        "_diffrn_ambient_temperature",
    ]);
    let units = own(&["_cell_formula_units_z"]);
    if sites.is_empty() && problems.len() == before {
        problems.push(Problem::at(block.line.max(1), Fault::NoStructure));
    }
    if problems.len() > before {
        return None;
    }
    let (operations, symmetry_from) = symmetry?;
    let mut crystal = Crystal {
        name: block.name.clone(),
        cell: cell?,
        operations,
        symmetry_from,
        sites,
        cell_mass: 0.0,
        wavelength: wavelength.filter(|wavelength| (0.01..50.0).contains(wavelength)),
        temperature: temperature.filter(|temperature| (0.0..3000.0).contains(temperature)),
        notes: Vec::new(),
    };
    weigh(&mut crystal, block, units);
    Some(crystal)
}

fn cell(block: &Block, problems: &mut Vec<Problem>) -> Option<Cell> {
    let before = problems.len();
    let mut number = |name: &'static str, largest: f64, expected: &'static str| {
        let Some(value) = block.value(&[name]) else {
            let fault = Fault::Missing {
                name,
                block: block.name.clone(),
            };
            problems.push(Problem::at(block.line.max(1), fault));
            return f64::NAN;
        };
        let number = read(name, value, problems).unwrap_or(f64::NAN);
        if number <= 0.0 || number >= largest {
            let fault = Fault::OutOfRange {
                name: name.to_owned(),
                text: shown(&value.text),
                expected,
            };
            problems.push(Problem::at(value.line, fault));
        }
        number
    };
    let lengths = LENGTHS.map(|name| {
        number(
            name,
            crate::cell::LONGEST_EDGE,
            "a length in angstrom above 0 and below 500",
        )
    });
    let angles = ANGLES.map(|name| number(name, 180.0, "an angle above 0 and below 180 degrees"));
    if problems.len() > before {
        return None;
    }
    let cell = Cell::new(lengths, angles);
    if cell.is_none() {
        let line = block.value(&ANGLES).map_or(1, |value| value.line);
        problems.push(Problem::at(line, Fault::ImpossibleCell));
    }
    cell
}

/// The operations and where they come from.
fn symmetry(
    block: &Block,
    cell: Option<&Cell>,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Operation>, &'static str)> {
    let listed = block.list(&[
        "_space_group_symop_operation_xyz",
        "_symmetry_equiv_pos_as_xyz",
    ]);
    if !listed.is_empty() {
        let mut operations = Vec::new();
        for value in &listed {
            match Operation::parse(&value.text) {
                Some(operation) => operations.push(operation),
                None => problems.push(Problem::at(
                    value.line,
                    Fault::BadOperation {
                        text: shown(&value.text),
                    },
                )),
            }
        }
        let whole = operations.len() == listed.len();
        let checked = whole
            .then(|| {
                checked(operations, cell?)
                    .map_err(|fault| {
                        problems.push(Problem::at(listed[0].line, fault));
                    })
                    .ok()
            })
            .flatten();
        return checked.map(|operations| (operations, "the listed operations"));
    }
    let cell = cell?;
    let hall = block.value(&["_space_group_name_hall", "_symmetry_space_group_name_hall"]);
    let name = block.value(&[
        "_space_group_name_h-m_alt",
        "_symmetry_space_group_name_h-m",
        "_space_group_name_h-m",
    ]);
    let number = block.value(&["_space_group_it_number", "_symmetry_int_tables_number"]);
    let (line, found, from) = match (hall, name, number) {
        (Some(value), ..) => (value.line, by_hall(&value.text), "the Hall symbol"),
        (_, Some(value), _) => (
            value.line,
            by_hermann_mauguin(&value.text, cell),
            "the Hermann-Mauguin symbol",
        ),
        (_, _, Some(value)) => {
            let number = value.text.parse().unwrap_or(0);
            (value.line, by_number(number), "the space-group number")
        }
        _ => {
            let fault = Fault::NoSymmetry {
                block: block.name.clone(),
            };
            problems.push(Problem::at(block.line.max(1), fault));
            return None;
        }
    };
    match found.and_then(|operations| checked(operations, cell)) {
        Ok(operations) => Some((operations, from)),
        Err(fault) => {
            problems.push(Problem::at(line, fault));
            None
        }
    }
}

/// Sets the mass of the cell, and notes atoms that the formula has and the list has not.
fn weigh(crystal: &mut Crystal, block: &Block, units: Option<f64>) {
    let content = crystal.content();
    crystal.cell_mass = mass(&content).unwrap_or(0.0);
    let formula = block
        .value(&["_chemical_formula_sum"])
        .and_then(|value| formula(&value.text));
    let units = units.filter(|units| (1.0..=10_000.0).contains(units));
    let (Some(formula), Some(units)) = (formula, units) else {
        if !content.contains_key("H") && content.contains_key("C") {
            crystal.notes.push("no hydrogen among the atoms, and no formula to compare with: its mass is not counted".to_owned());
        }
        return;
    };
    let told: BTreeMap<String, f64> = formula
        .into_iter()
        .map(|(symbol, count)| (symbol, count * units))
        .collect();
    let differing: Vec<String> = told
        .iter()
        .filter_map(|(symbol, count)| {
            let found = content.get(symbol).copied().unwrap_or(0.0);
            ((found - count).abs() > 0.02 * count.max(1.0))
                .then(|| format!("{symbol} {found:.2} of {count:.2}"))
        })
        .collect();
    if !differing.is_empty() {
        crystal.notes.push(format!(
            "the atoms of the cell are not those of its formula: {}",
            differing.join(", ")
        ));
    }
    if let Some(mass) = mass(&told).filter(|mass| *mass > 0.0) {
        crystal.cell_mass = mass;
    }
}

/// The counts of a formula such as `C10 H16 N6 S`.
fn formula(text: &str) -> Option<BTreeMap<String, f64>> {
    let mut counts = BTreeMap::new();
    for part in text.split_whitespace() {
        let digits = part
            .find(|character: char| !character.is_ascii_alphabetic())
            .unwrap_or(part.len());
        let (symbol, count) = part.split_at(digits);
        let count: f64 = if count.is_empty() {
            1.0
        } else {
            count.parse().ok()?
        };
        if symbol.is_empty() || symbol.len() > 2 || !(0.0..1e5).contains(&count) {
            return None;
        }
        *counts.entry(symbol.to_owned()).or_insert(0.0) += count;
    }
    (!counts.is_empty()).then_some(counts)
}
