//! A pattern to compare with: lines by distance and strength, from a crystal or from a list of peaks.

use concerted_reference::Reference;

use crate::cell::Cell;
use crate::crystal::Crystal;
use crate::profile::Profile;
use crate::radiation::Radiation;
use crate::reflections::{Displacement, SimulationError, reflections};

/// One line of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternLine {
    /// The plane and those equal to it, the plane itself last; empty for a line of a list.
    pub planes: Vec<[i32; 3]>,
    /// Number of equal planes, opposite ones counted; 0 for a line of a list.
    pub multiplicity: usize,
    /// Distance in angstrom.
    pub spacing: f64,
    /// |F|² in electrons squared; 0 for a line of a list.
    pub squared_factor: f64,
    /// Intensity without Lorentz and polarization factor, for one unit of mass where the candidate is a crystal.
    pub strength: f64,
}

/// What a measured pattern is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Name for people.
    pub name: String,
    /// Lines, from large to small distances.
    pub lines: Vec<PatternLine>,
    /// The cell, where known.
    pub cell: Option<Cell>,
    /// True where strengths belong to one unit of mass, so that shares of mixtures are by mass.
    pub by_mass: bool,
    /// Largest sin θ/λ in 1/angstrom to which the lines go.
    pub reach: f64,
}

/// How a candidate is changed before it is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjustment {
    /// Factors of the edges a, b, c.
    pub expansion: [f64; 3],
    /// Shift of all angles in degrees.
    pub zero: f64,
    /// Preferred orientation, where taken.
    pub orientation: Option<Orientation>,
}

impl Default for Adjustment {
    fn default() -> Self {
        Self {
            expansion: [1.0; 3],
            zero: 0.0,
            orientation: None,
        }
    }
}

/// Preferred orientation by March (1932) and Dollase (1986): P(α) = (r² cos²α + sin²α / r)^(-3/2), averaged over equal
/// planes, with α between the plane and the preferred one. r = 1 is none, below 1 plates lie flat, above 1 needles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orientation {
    /// The preferred plane.
    pub plane: [i32; 3],
    /// The coefficient r.
    pub coefficient: f64,
}

impl Orientation {
    /// The factor of a family of planes.
    fn factor(&self, cell: &Cell, planes: &[[i32; 3]]) -> f64 {
        let preferred = self.plane.map(f64::from);
        let own = cell.reciprocal_product(preferred, preferred);
        let r = self.coefficient;
        let sum: f64 = planes
            .iter()
            .map(|plane| {
                let plane = plane.map(f64::from);
                let cross = cell.reciprocal_product(preferred, plane);
                let cos2 =
                    (cross * cross / (own * cell.reciprocal_product(plane, plane))).clamp(0.0, 1.0);
                (r * r * cos2 + (1.0 - cos2) / r).powf(-1.5)
            })
            .sum();
        sum / planes.len().max(1) as f64
    }
}

impl Candidate {
    /// The lines of a crystal up to an angle with a radiation.
    ///
    /// Strength of a line: m |F|² / (M V) with multiplicity m, mass of the cell M and its volume V, so that a phase of
    /// mass fraction w contributes w times its lines (Hill and Howard 1987).
    ///
    /// # Errors
    /// Too many reflections, or none.
    pub fn of_crystal(
        crystal: &Crystal,
        radiation: &Radiation,
        end: f64,
        displacement: Displacement,
        reference: &Reference,
    ) -> Result<Self, SimulationError> {
        if !(end > 0.0 && end <= 180.0) {
            return Err(SimulationError::BadRange { from: 0.0, to: end });
        }
        let reach = (end.to_radians() / 2.0).sin() / radiation.shortest();
        let by_mass = crystal.cell_mass > 0.0;
        let scale = crystal.cell.volume() * if by_mass { crystal.cell_mass } else { 1.0 };
        let lines = reflections(crystal, 0.5 / reach, displacement, reference)?
            .into_iter()
            .map(|reflection| PatternLine {
                spacing: reflection.spacing,
                squared_factor: reflection.squared_factor,
                strength: reflection.multiplicity as f64 * reflection.squared_factor / scale,
                multiplicity: reflection.multiplicity,
                planes: reflection.equivalents,
            })
            .collect();
        Ok(Self {
            name: crystal.name.clone(),
            lines,
            cell: Some(crystal.cell),
            by_mass,
            reach,
        })
    }

    /// Lines from a list of peaks, each with its angle 2θ in degrees and integrated intensity, at one wavelength.
    ///
    /// The polarization of the list is that of a tube. Shares of mixtures with such a candidate are of intensity.
    pub fn of_peaks(name: &str, wavelength: f64, peaks: &[(f64, f64)]) -> Option<Self> {
        let radiation = Radiation::single(wavelength)?;
        let mut lines: Vec<PatternLine> = peaks
            .iter()
            .filter(|(angle, intensity)| *angle > 0.0 && *angle < 180.0 && *intensity > 0.0)
            .map(|(angle, intensity)| {
                let theta = angle.to_radians() / 2.0;
                PatternLine {
                    planes: Vec::new(),
                    multiplicity: 0,
                    spacing: wavelength / (2.0 * theta.sin()),
                    squared_factor: 0.0,
                    strength: intensity / radiation.lorentz_polarization(theta),
                }
            })
            .collect();
        lines.sort_by(|a, b| b.spacing.total_cmp(&a.spacing));
        let reach = 0.5 / lines.last()?.spacing;
        Some(Self {
            name: name.to_owned(),
            lines,
            cell: None,
            by_mass: false,
            reach,
        })
    }

    /// Angle 2θ in degrees and integrated intensity of every line and wavelength.
    pub(crate) fn peaks(
        &self,
        radiation: &Radiation,
        adjustment: &Adjustment,
    ) -> Vec<(usize, f64, f64, f64)> {
        let cell = self.cell.and_then(|cell| cell.scaled(adjustment.expansion));
        let mean = adjustment.expansion.iter().sum::<f64>() / 3.0;
        let mut peaks = Vec::with_capacity(self.lines.len() * radiation.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            let spacing = match (&cell, line.planes.last()) {
                (Some(cell), Some(hkl)) => cell.spacing(*hkl),
                _ => line.spacing * mean,
            };
            let textured = match (&adjustment.orientation, &cell) {
                (Some(orientation), Some(cell)) => orientation.factor(cell, &line.planes),
                _ => 1.0,
            };
            for (wavelength, weight) in &radiation.lines {
                let sine = wavelength / (2.0 * spacing);
                if sine < 1.0 {
                    let theta = sine.asin();
                    let intensity =
                        line.strength * textured * weight * radiation.lorentz_polarization(theta);
                    peaks.push((
                        index,
                        2.0 * theta.to_degrees() + adjustment.zero,
                        intensity,
                        *wavelength,
                    ));
                }
            }
        }
        peaks
    }

    /// The pattern over a grid of angles 2θ that increases, in degrees.
    pub fn over(
        &self,
        grid: &[f64],
        radiation: &Radiation,
        adjustment: &Adjustment,
        profile: &Profile,
    ) -> Vec<f64> {
        let mut values = vec![0.0; grid.len()];
        for (_, angle, intensity, _) in self.peaks(radiation, adjustment) {
            profile.add(grid, &mut values, angle, intensity);
        }
        values
    }
}
