//! The atoms of a data block.

use concerted_reference::Reference;

use super::block::{Block, Loop};
use super::number::read;
use super::tokens::Value;
use crate::cell::Cell;
use crate::crystal::Site;
use crate::problem::{Fault, Problem, shown};

/// Most atoms of an asymmetric unit.
const MOST_ATOMS: usize = 5_000;
/// Fractions further from the cell than this are coordinates in angstrom, or mistakes.
const FURTHEST: f64 = 5.0;
/// Largest displacement U in square angstrom.
const LARGEST_DISPLACEMENT: f64 = 2.0;
/// 8π², from U to B.
pub(crate) const B_OF_U: f64 = 8.0 * std::f64::consts::PI * std::f64::consts::PI;

/// Reads the loop of atoms.
pub(super) fn atoms(block: &Block, cell: Option<&Cell>, problems: &mut Vec<Problem>) -> Vec<Site> {
    let Some(table) = block.table("_atom_site_fract_x") else {
        let (name, block_name) = ("_atom_site_fract_x", block.name.clone());
        let fault = Fault::Missing {
            name,
            block: block_name,
        };
        problems.push(Problem::at(block.line.max(1), fault));
        return Vec::new();
    };
    if table.rows().count() > MOST_ATOMS {
        let fault = Fault::TooMany {
            what: "atoms",
            limit: MOST_ATOMS,
        };
        problems.push(Problem::at(block.line.max(1), fault));
        return Vec::new();
    }
    let tensors = block.table("_atom_site_aniso_label");
    let mut sites = Vec::new();
    for row in table.rows() {
        let row = Row { table, row };
        // A dummy atom marks a place, for instance the middle of a ring; it scatters nothing.
        if row
            .get("_atom_site_calc_flag")
            .is_some_and(|flag| flag.text == "dum")
        {
            continue;
        }
        if let Some(mut site) = atom(&row, problems) {
            if site.displacement.is_none()
                && let (Some(tensors), Some(cell)) = (tensors, cell)
            {
                site.displacement = equivalent(tensors, &site.label, cell, problems);
            }
            sites.push(site);
        }
    }
    sites
}

/// One row of the loop of atoms.
struct Row<'a> {
    table: &'a Loop,
    row: &'a [Value],
}

impl<'a> Row<'a> {
    /// A value that is not absent.
    fn get(&self, name: &str) -> Option<&'a Value> {
        let value = &self.row[self.table.column(name)?];
        (!value.absent && !value.text.is_empty()).then_some(value)
    }

    /// A number between bounds.
    fn number(
        &self,
        name: &str,
        bounds: (f64, f64),
        expected: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<f64> {
        let value = self.get(name)?;
        let number = read(name, value, problems)?;
        if (bounds.0..=bounds.1).contains(&number) {
            return Some(number);
        }
        let fault = Fault::OutOfRange {
            name: name.to_owned(),
            text: shown(&value.text),
            expected,
        };
        problems.push(Problem::at(value.line, fault));
        None
    }
}

fn atom(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Site> {
    let line = row.row[0].line;
    let kind = row.get("_atom_site_type_symbol");
    let label = row.get("_atom_site_label").or(kind);
    let label = label.map_or_else(|| "?".to_owned(), |value| shown(&value.text));
    let written = kind.map_or_else(|| label.clone(), |value| value.text.clone());
    let element = element(&written, kind.is_none());
    if element.is_none() {
        problems.push(Problem::at(
            line,
            Fault::UnknownElement {
                text: shown(&written),
            },
        ));
    }
    let names = [
        "_atom_site_fract_x",
        "_atom_site_fract_y",
        "_atom_site_fract_z",
    ];
    if names.iter().any(|name| row.get(name).is_none()) {
        problems.push(Problem::at(line, Fault::NoCoordinates { label }));
        return None;
    }
    let near = "a fraction of the edge near the cell";
    let place = names.map(|name| row.number(name, (-FURTHEST, FURTHEST), near, problems));
    let share = "a share from 0 to 1";
    let has_occupancy = row.get("_atom_site_occupancy").is_some();
    let occupancy = row.number("_atom_site_occupancy", (0.0, 1.001), share, problems);
    let positive = "a mean square displacement from 0 to 2 square angstrom";
    let u = row.number(
        "_atom_site_u_iso_or_equiv",
        (0.0, LARGEST_DISPLACEMENT),
        positive,
        problems,
    );
    let b = row.number(
        "_atom_site_b_iso_or_equiv",
        (0.0, LARGEST_DISPLACEMENT * B_OF_U),
        positive,
        problems,
    );
    let [x, y, z] = place;
    Some(Site {
        label,
        element: element?,
        place: [x?, y?, z?],
        occupancy: if has_occupancy { occupancy? } else { 1.0 },
        displacement: u.or_else(|| b.map(|b| b / B_OF_U)),
    })
}

/// The element of a type symbol such as `Cl1-`, or of a label such as `CL2A`.
///
/// In a label, two letters are an element where they can be one, unless both are capitals that also read as one
/// letter and a mark (`CA1` of an organic crystal is a carbon far more often than calcium).
fn element(text: &str, from_label: bool) -> Option<String> {
    let letters: String = text
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .take(2)
        .collect();
    let known = |symbol: &str| {
        let row = Reference::embedded().scattering_factor(symbol)?;
        let deuterium = symbol.eq_ignore_ascii_case("d");
        Some(if deuterium {
            "D".to_owned()
        } else {
            row.symbol.clone()
        })
    };
    let one = letters.get(..1).and_then(known);
    let two = letters.get(..2).and_then(known);
    let capitals = letters.len() == 2 && letters.chars().all(|letter| letter.is_ascii_uppercase());
    let halogen = matches!(letters.as_str(), "CL" | "BR" | "NA" | "SI");
    if from_label && capitals && !halogen {
        return one.or(two);
    }
    two.or(one)
}

/// Ueq of an anisotropic displacement: U_eq = 1/3 Σ U_ij a*_i a*_j (a_i·a_j).
fn equivalent(
    tensors: &Loop,
    label: &str,
    cell: &Cell,
    problems: &mut Vec<Problem>,
) -> Option<f64> {
    let at = tensors.column("_atom_site_aniso_label")?;
    let row = tensors.rows().find(|row| row[at].text == label)?;
    let mut sum = 0.0;
    for i in 0..3 {
        for j in 0..3 {
            let name = format!("_atom_site_aniso_u_{}{}", i.min(j) + 1, i.max(j) + 1);
            let value = &row[tensors.column(&name)?];
            if value.absent {
                return None;
            }
            let edges = (cell.reciprocal()[i][i] * cell.reciprocal()[j][j]).sqrt();
            sum += read(&name, value, problems)? * edges * cell.metric()[i][j];
        }
    }
    let equivalent = sum / 3.0;
    (0.0..=LARGEST_DISPLACEMENT)
        .contains(&equivalent)
        .then_some(equivalent)
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn elements_of_symbols_and_labels() {
        for (text, label, expected) in [
            ("C", false, Some("C")),
            ("Cl1-", false, Some("Cl")),
            ("NA", false, Some("Na")),
            ("D", false, Some("D")),
            ("C1", true, Some("C")),
            ("CL2A", true, Some("Cl")),
            ("CA", true, Some("C")),
            ("H12B", true, Some("H")),
            ("Cg1", true, Some("C")),
            ("Q1", true, None),
            ("1C", true, None),
            ("", true, None),
        ] {
            assert_eq!(element(text, label).as_deref(), expected, "{text}");
        }
    }
}
