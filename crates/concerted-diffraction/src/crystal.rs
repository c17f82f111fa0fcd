//! A crystal: cell, symmetry and atoms, and the positions that symmetry makes of them.

use std::collections::BTreeMap;

use concerted_molecule::Molecule;

use crate::cell::Cell;
use crate::symmetry::Operation;

/// Positions nearer than this, in angstrom, are one: an atom on a special position.
const SAME_PLACE: f64 = 0.05;

/// An atom of the asymmetric unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Label, such as `C1`.
    pub label: String,
    /// Symbol of the element.
    pub element: String,
    /// Place in fractions of the edges.
    pub place: [f64; 3],
    /// Share of cells in which the atom is there.
    pub occupancy: f64,
    /// Isotropic displacement U in square angstrom (B = 8π²U); none where the file gives none.
    pub displacement: Option<f64>,
}

/// A crystal structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Crystal {
    /// Name of its data block.
    pub name: String,
    /// The cell.
    pub cell: Cell,
    /// Symmetry operations, the identity first.
    pub operations: Vec<Operation>,
    /// Where the operations come from.
    pub symmetry_from: &'static str,
    /// Atoms of the asymmetric unit.
    pub sites: Vec<Site>,
    /// Mass of the content of one cell in g/mol: from the formula of the file where it gives one with Z, otherwise from the atoms.
    pub cell_mass: f64,
    /// Wavelength in angstrom with which the structure was measured, where told.
    pub wavelength: Option<f64>,
    /// Temperature in kelvin at which it was measured, where told.
    pub temperature: Option<f64>,
    /// What a reader of the results should know.
    pub notes: Vec<String>,
}

/// An atom of the full cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Position {
    /// Index of its site.
    pub(crate) site: usize,
    pub(crate) place: [f64; 3],
}

impl Crystal {
    /// Every atom of the cell: each site under each operation, a special position once.
    pub(crate) fn positions(&self) -> Vec<Position> {
        let mut all = Vec::new();
        for (site, atom) in self.sites.iter().enumerate() {
            let mut own: Vec<[f64; 3]> = Vec::new();
            for operation in &self.operations {
                let place = operation.apply(atom.place).map(|x| x.rem_euclid(1.0));
                if !own
                    .iter()
                    .any(|known| distance(&self.cell, *known, place) < SAME_PLACE)
                {
                    own.push(place);
                }
            }
            all.extend(own.into_iter().map(|place| Position { site, place }));
        }
        all
    }

    /// Atoms of each element in one cell, weighted with occupancy.
    ///
    /// ```
    /// let text = "data_salt\n_cell_length_a 5.64\n_cell_length_b 5.64\n_cell_length_c 5.64\n\
    ///     _cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n\
    ///     _space_group_name_Hall '-F 4 2 3'\nloop_\n_atom_site_label\n_atom_site_fract_x\n\
    ///     _atom_site_fract_y\n_atom_site_fract_z\nNa 0 0 0\nCl 0.5 0.5 0.5\n";
    /// let salt = &concerted_diffraction::read_cif(text).unwrap()[0];
    /// assert_eq!(salt.content()["Na"], 4.0);
    /// ```
    pub fn content(&self) -> BTreeMap<String, f64> {
        let mut content = BTreeMap::new();
        for position in self.positions() {
            let site = &self.sites[position.site];
            *content.entry(site.element.clone()).or_insert(0.0) += site.occupancy;
        }
        content
    }
}

/// Shortest distance of two places over neighbouring cells, in angstrom.
pub(crate) fn distance(cell: &Cell, one: [f64; 3], other: [f64; 3]) -> f64 {
    let mut apart = [0.0; 3];
    for (entry, (x, y)) in apart.iter_mut().zip(one.into_iter().zip(other)) {
        let difference: f64 = x - y;
        *entry = difference - difference.round();
    }
    cell.length(apart)
}

/// Mass of a content in g/mol; none where an element has no weight.
pub(crate) fn mass(content: &BTreeMap<String, f64>) -> Option<f64> {
    let mut sum = 0.0;
    for (symbol, count) in content {
        let symbol = if symbol == "D" { "2H" } else { symbol };
        sum += count * Molecule::parse(&format!("[{symbol}]")).ok()?.molar_mass();
    }
    Some(sum)
}
