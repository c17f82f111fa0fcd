//! The computed pattern of a crystal: peaks and profile.

use concerted_reference::Reference;

use crate::candidate::{Adjustment, Candidate};
use crate::crystal::Crystal;
use crate::profile::Profile;
use crate::radiation::Radiation;
use crate::reflections::{Displacement, SimulationError};

/// Peaks nearer than this, in degrees, are one.
const SAME_ANGLE: f64 = 1e-4;

/// What a pattern is computed for.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulationOptions {
    /// Radiation.
    pub radiation: Radiation,
    /// Range of 2θ in degrees.
    pub range: (f64, f64),
    /// Step of the profile in degrees.
    pub step: f64,
    /// Motion of the atoms.
    pub displacement: Displacement,
    /// Peak shape.
    pub profile: Profile,
    /// Change of the cell, shift, preferred orientation.
    pub adjustment: Adjustment,
}

/// A peak of a computed pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Peak {
    /// Angle 2θ in degrees.
    pub two_theta: f64,
    /// Distance in angstrom, by Bragg's law from the angle.
    pub spacing: f64,
    /// Integrated intensity, where the strongest peak has 100.
    pub intensity: f64,
    /// The planes of each family that falls on this angle.
    pub planes: Vec<[i32; 3]>,
    /// Equal planes of all these families, opposite ones counted.
    pub multiplicity: usize,
    /// |F|² of the first family, in electrons squared.
    pub squared_factor: f64,
    /// Wavelength in angstrom.
    pub wavelength: f64,
}

/// A computed pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Peaks by increasing angle.
    pub peaks: Vec<Peak>,
    /// Angles of the profile in degrees.
    pub grid: Vec<f64>,
    /// Profile, where its highest point is 100.
    pub profile: Vec<f64>,
}

/// The pattern of a crystal by kinematic theory.
///
/// I = m |F|² ((1 - K) + K cos²2θ) / (sin²θ cosθ); see [`Radiation::in_plane`] for K, the crate's front page for what
/// is left out, and [`Profile`] for the shape.
///
/// # Errors
/// A range without sense, too many reflections or none.
///
/// ```
/// # let text = "data_salt\n_cell_length_a 5.6402\n_cell_length_b 5.6402\n_cell_length_c 5.6402\n\
/// #   _cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n\
/// #   _space_group_name_Hall '-F 4 2 3'\nloop_\n_atom_site_label\n_atom_site_fract_x\n\
/// #   _atom_site_fract_y\n_atom_site_fract_z\nNa 0 0 0\nCl 0.5 0.5 0.5\n";
/// use concerted_diffraction::{Displacement, SimulationOptions, read_cif, simulate};
/// use concerted_reference::Reference;
/// let salt = &read_cif(text).unwrap()[0];
/// let reference = Reference::embedded();
/// let mut options = SimulationOptions::standard(reference);
/// options.displacement = Displacement::Uniform(1.0);
/// let pattern = simulate(salt, &options, reference).unwrap();
/// // The strongest line of rock salt, 200, lies at 31.7 degrees with copper.
/// let strongest = pattern.peaks.iter().max_by(|a, b| a.intensity.total_cmp(&b.intensity)).unwrap();
/// assert_eq!(strongest.planes, [[2, 0, 0]]);
/// assert!((strongest.two_theta - 31.70).abs() < 0.01);
/// ```
pub fn simulate(
    crystal: &Crystal,
    options: &SimulationOptions,
    reference: &Reference,
) -> Result<Pattern, SimulationError> {
    let (from, to) = options.range;
    if !(from >= 0.0 && to > from && to < 180.0 && (1e-4..=10.0).contains(&options.step)) {
        return Err(SimulationError::BadRange { from, to });
    }
    // Lines just outside still reach into the range.
    let end = (to + 1.0).min(179.0);
    let candidate = Candidate::of_crystal(
        crystal,
        &options.radiation,
        end,
        options.displacement,
        reference,
    )?;
    let peaks = merged(&candidate, options);
    if peaks.is_empty() {
        return Err(SimulationError::NoReflection {
            name: crystal.name.clone(),
        });
    }
    let steps = ((to - from) / options.step).round() as usize;
    let grid: Vec<f64> = (0..=steps)
        .map(|at| from + at as f64 * options.step)
        .collect();
    let mut profile = candidate.over(
        &grid,
        &options.radiation,
        &options.adjustment,
        &options.profile,
    );
    let highest = profile.iter().copied().fold(0.0, f64::max);
    if highest > 0.0 {
        for value in &mut profile {
            *value *= 100.0 / highest;
        }
    }
    Ok(Pattern {
        peaks,
        grid,
        profile,
    })
}

/// Peaks in the range, those at one angle joined, the strongest 100.
fn merged(candidate: &Candidate, options: &SimulationOptions) -> Vec<Peak> {
    let mut found = candidate.peaks(&options.radiation, &options.adjustment);
    found.retain(|(_, angle, ..)| *angle >= options.range.0 && *angle <= options.range.1);
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut peaks: Vec<Peak> = Vec::new();
    for (index, two_theta, intensity, wavelength) in found {
        let line = &candidate.lines[index];
        let plane = line.planes.last().copied();
        if let Some(last) = peaks.last_mut()
            && two_theta - last.two_theta < SAME_ANGLE
        {
            last.intensity += intensity;
            last.planes.extend(plane);
            last.multiplicity += line.multiplicity;
            continue;
        }
        let theta = (two_theta - options.adjustment.zero).to_radians() / 2.0;
        peaks.push(Peak {
            two_theta,
            spacing: wavelength / (2.0 * theta.sin()),
            intensity,
            planes: plane.into_iter().collect(),
            multiplicity: line.multiplicity,
            squared_factor: line.squared_factor,
            wavelength,
        });
    }
    let strongest = peaks.iter().map(|peak| peak.intensity).fold(0.0, f64::max);
    for peak in &mut peaks {
        peak.intensity *= 100.0 / strongest;
    }
    peaks
}

impl SimulationOptions {
    /// Copper K-alpha 1 from 3 to 60 degrees, displacements of the file, width of the table of defaults.
    ///
    /// # Panics
    /// Never with the tables of a release, which hold the lines of copper.
    pub fn standard(reference: &Reference) -> Self {
        let default =
            |id: &str, otherwise: f64| reference.assumption(id).map_or(otherwise, |row| row.value);
        Self {
            radiation: Radiation::named("cu-ka1", reference)
                .expect("the table of lines holds copper"),
            range: (3.0, 60.0),
            step: 0.02,
            displacement: Displacement::FromFile(default("pattern_displacement", 0.05)),
            profile: Profile::constant(default("pattern_width", 0.1), 0.5),
            adjustment: Adjustment::default(),
        }
    }
}
