//! Radiation: wavelengths, their weights, and the polarization factor.

use concerted_model::evidence::Citation;
use concerted_reference::{Reference, Row as _};

/// Names that [`Radiation::named`] knows.
pub const RADIATIONS: [&str; 6] = ["cu-ka", "cu-ka1", "co-ka", "co-ka1", "mo-ka", "mo-ka1"];

/// The radiation of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Radiation {
    /// Name, such as `cu-ka`, or the wavelength.
    pub name: String,
    /// Wavelengths in angstrom with their weights, the first with weight 1.
    pub lines: Vec<(f64, f64)>,
    /// Share K of the beam polarized in the plane of diffraction, in P = (1 - K) + K cos²2θ: 0.5 for a tube, near 0
    /// for a synchrotron with vertical diffraction, cos²2θ_m / (1 + cos²2θ_m) behind a monochromator.
    pub in_plane: f64,
    /// Rows of the wavelengths; none for a given wavelength.
    pub citations: Vec<Citation>,
}

impl Radiation {
    /// A tube by its name: `ka1` one line, `ka` the doublet 2 to 1.
    ///
    /// ```
    /// use concerted_diffraction::Radiation;
    /// let tube = Radiation::named("cu-ka", concerted_reference::Reference::embedded()).unwrap();
    /// assert_eq!(tube.lines, [(1.5405929, 1.0), (1.5444274, 0.5)]);
    /// ```
    pub fn named(name: &str, reference: &Reference) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        if !RADIATIONS.contains(&name.as_str()) {
            return None;
        }
        let (anode, line) = name.split_once('-')?;
        let ids = [format!("{anode}_ka1"), format!("{anode}_ka2")];
        let wanted = if line == "ka1" { 1 } else { 2 };
        let rows: Vec<_> = ids
            .iter()
            .take(wanted)
            .filter_map(|id| reference.xray_line(id))
            .collect();
        Some(Self {
            lines: rows
                .iter()
                .map(|row| (row.wavelength_angstrom, row.relative_intensity))
                .collect(),
            citations: rows.iter().map(|row| row.citation()).collect(),
            in_plane: 0.5,
            name,
        })
    }

    /// One wavelength in angstrom, between 0.1 and 10.
    pub fn single(wavelength: f64) -> Option<Self> {
        (0.1..=10.0).contains(&wavelength).then(|| Self {
            name: format!("{wavelength} angstrom"),
            lines: vec![(wavelength, 1.0)],
            in_plane: 0.5,
            citations: Vec::new(),
        })
    }

    /// The same radiation with another polarization.
    #[must_use]
    pub fn polarized(mut self, in_plane: f64) -> Self {
        self.in_plane = in_plane.clamp(0.0, 1.0);
        self
    }

    /// Shortest wavelength in angstrom.
    pub(crate) fn shortest(&self) -> f64 {
        self.lines
            .iter()
            .map(|line| line.0)
            .fold(f64::INFINITY, f64::min)
    }

    /// Lorentz and polarization factor of a powder: ((1 - K) + K cos²2θ) / (sin²θ cos θ).
    ///
    /// With K = 0.5 it is half of the usual (1 + cos²2θ) / (sin²θ cosθ).
    pub(crate) fn lorentz_polarization(&self, theta: f64) -> f64 {
        let double = (2.0 * theta).cos();
        ((1.0 - self.in_plane) + self.in_plane * double * double)
            / (theta.sin().powi(2) * theta.cos())
    }
}
