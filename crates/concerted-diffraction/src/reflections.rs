//! Reflections of a crystal: planes, multiplicities and squared structure factors.

use concerted_reference::Reference;

use crate::cif::B_OF_U;
use crate::crystal::Crystal;

/// Most planes that are looked at, and most terms that are summed.
const MOST_PLANES: f64 = 4e6;
const MOST_TERMS: f64 = 5e8;
/// Below this share of the strongest, a reflection is extinct: what rounding leaves.
const EXTINCT: f64 = 1e-9;

/// How atoms are taken to move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Displacement {
    /// U of the file; the value given, in square angstrom, where an atom has none.
    FromFile(f64),
    /// Atoms at rest.
    None,
    /// One B for all, in square angstrom.
    Uniform(f64),
}

/// Planes that symmetry makes equal.
#[derive(Debug, Clone, PartialEq)]
pub struct Reflection {
    /// The plane with the largest indices, in the order h, k, l.
    pub hkl: [i32; 3],
    /// Equal planes, opposite ones left out.
    pub equivalents: Vec<[i32; 3]>,
    /// Number of equal planes, opposite ones counted.
    pub multiplicity: usize,
    /// Distance in angstrom.
    pub spacing: f64,
    /// |F|² in electrons squared.
    pub squared_factor: f64,
}

/// Why a pattern was not computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// The cell has more reflections than can be summed.
    #[error(
        "`{name}` has too many reflections down to {spacing:.3} angstrom: narrow the range of angles"
    )]
    TooMany {
        /// Name of the crystal.
        name: String,
        /// Smallest distance asked for.
        spacing: f64,
    },
    /// No reflection in the range.
    #[error("`{name}` has no reflection in the range of angles")]
    NoReflection {
        /// Name of the crystal.
        name: String,
    },
    /// A range of angles without sense.
    #[error("expected a range of angles between 0 and 180 degrees, found {from} to {to}")]
    BadRange {
        /// Start in degrees.
        from: f64,
        /// End in degrees.
        to: f64,
    },
}

/// All reflections with a distance of at least `spacing` angstrom.
///
/// F(hkl) = Σ_j o_j f_j(s) exp(-B_j s²) exp(2πi(hx_j + ky_j + lz_j)), s = sin θ/λ = 1/(2d), over all atoms of the
/// cell; f(s) = Σ a_i exp(-b_i s²) + c for neutral atoms. Kinematic, without anomalous dispersion, so opposite planes
/// are equal.
pub(crate) fn reflections(
    crystal: &Crystal,
    spacing: f64,
    displacement: Displacement,
    reference: &Reference,
) -> Result<Vec<Reflection>, SimulationError> {
    let too_many = || SimulationError::TooMany {
        name: crystal.name.clone(),
        spacing,
    };
    let reach = crystal
        .cell
        .lengths()
        .map(|length| (length / spacing).floor());
    if reach.iter().map(|n| 2.0 * n + 1.0).product::<f64>() > MOST_PLANES {
        return Err(too_many());
    }
    let mut families = families(crystal, spacing, reach.map(|n| n as i32));
    let atoms = Atoms::of(crystal, displacement, reference);
    if families.len() as f64 * atoms.places.len() as f64 > MOST_TERMS {
        return Err(too_many());
    }
    for family in &mut families {
        family.squared_factor = atoms.squared_factor(family.hkl, family.spacing);
    }
    let strongest = families
        .iter()
        .map(|family| family.squared_factor)
        .fold(0.0, f64::max);
    families.retain(|family| family.squared_factor > EXTINCT * strongest);
    families.sort_by(|a, b| b.spacing.total_cmp(&a.spacing).then(b.hkl.cmp(&a.hkl)));
    if families.is_empty() {
        return Err(SimulationError::NoReflection {
            name: crystal.name.clone(),
        });
    }
    Ok(families)
}

/// The families of equal planes, without structure factors.
fn families(crystal: &Crystal, spacing: f64, reach: [i32; 3]) -> Vec<Reflection> {
    let mut families = Vec::new();
    for h in 0..=reach[0] {
        for k in -reach[1]..=reach[1] {
            for l in -reach[2]..=reach[2] {
                let hkl = [h, k, l];
                let own = crystal.cell.spacing(hkl);
                if hkl == [0; 3] || own < spacing {
                    continue;
                }
                let mut equal: Vec<[i32; 3]> = crystal
                    .operations
                    .iter()
                    .map(|operation| upper(operation.turned(hkl)))
                    .collect();
                equal.sort_unstable();
                equal.dedup();
                // Each family once, at its largest member.
                if equal.last() == Some(&hkl) {
                    families.push(Reflection {
                        hkl,
                        multiplicity: 2 * equal.len(),
                        equivalents: equal,
                        spacing: own,
                        squared_factor: 0.0,
                    });
                }
            }
        }
    }
    families
}

/// Of a plane and its opposite, the one with the larger indices.
fn upper(hkl: [i32; 3]) -> [i32; 3] {
    hkl.max(hkl.map(|index| -index))
}

/// The atoms of a cell, ready to be summed.
struct Atoms {
    /// Place, index of the kind of atom.
    places: Vec<([f64; 3], usize)>,
    kinds: Vec<Kind>,
}

struct Kind {
    gaussians: [(f64, f64); 4],
    constant: f64,
    occupancy: f64,
    /// B in square angstrom.
    motion: f64,
}

impl Atoms {
    fn of(crystal: &Crystal, displacement: Displacement, reference: &Reference) -> Self {
        let kinds = crystal.sites.iter().map(|site| {
            let factor = reference.scattering_factor(&site.element);
            Kind {
                gaussians: factor.map_or(
                    [(0.0, 0.0); 4],
                    concerted_reference::ScatteringFactor::gaussians,
                ),
                constant: factor.map_or(0.0, |factor| factor.c),
                occupancy: site.occupancy,
                motion: match displacement {
                    Displacement::FromFile(default) => {
                        site.displacement.unwrap_or(default) * B_OF_U
                    }
                    Displacement::None => 0.0,
                    Displacement::Uniform(b) => b,
                },
            }
        });
        let places = crystal.positions();
        Self {
            kinds: kinds.collect(),
            places: places
                .into_iter()
                .map(|position| (position.place, position.site))
                .collect(),
        }
    }

    fn squared_factor(&self, hkl: [i32; 3], spacing: f64) -> f64 {
        let s2 = 0.25 / (spacing * spacing);
        let weights: Vec<f64> = self
            .kinds
            .iter()
            .map(|kind| {
                let atom: f64 = kind
                    .gaussians
                    .iter()
                    .map(|(a, b)| a * (-b * s2).exp())
                    .sum();
                kind.occupancy * (atom + kind.constant) * (-kind.motion * s2).exp()
            })
            .collect();
        let h = hkl.map(f64::from);
        let (mut real, mut imaginary) = (0.0, 0.0);
        for (place, kind) in &self.places {
            let turn: f64 = h.iter().zip(place).map(|(h, x)| h * x).sum();
            let (sin, cos) = (std::f64::consts::TAU * turn).sin_cos();
            real += weights[*kind] * cos;
            imaginary += weights[*kind] * sin;
        }
        real * real + imaginary * imaginary
    }
}
