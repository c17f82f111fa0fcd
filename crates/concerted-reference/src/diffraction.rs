//! What a computed powder pattern rests on: scattering factors of the elements and wavelengths of X-ray tubes.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::evidence::Evidence;
use crate::table::row;

/// The scattering factor of a neutral atom as four Gaussians and a constant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScatteringFactor {
    /// Id of the row: the symbol in lower case.
    pub id: String,
    /// Symbol of the element.
    pub symbol: String,
    /// Number of protons.
    pub atomic_number: u8,
    /// Weight of the first Gaussian, in electrons.
    pub a1: f64,
    /// Width of the first Gaussian in square angstrom.
    pub b1_angstrom2: f64,
    /// Weight of the second Gaussian, in electrons.
    pub a2: f64,
    /// Width of the second Gaussian in square angstrom.
    pub b2_angstrom2: f64,
    /// Weight of the third Gaussian, in electrons.
    pub a3: f64,
    /// Width of the third Gaussian in square angstrom.
    pub b3_angstrom2: f64,
    /// Weight of the fourth Gaussian, in electrons.
    pub a4: f64,
    /// Width of the fourth Gaussian in square angstrom.
    pub b4_angstrom2: f64,
    /// Constant, in electrons.
    pub c: f64,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(ScatteringFactor, "xray_scattering");

impl ScatteringFactor {
    /// The four Gaussians as pairs of weight and width.
    pub fn gaussians(&self) -> [(f64, f64); 4] {
        [
            (self.a1, self.b1_angstrom2),
            (self.a2, self.b2_angstrom2),
            (self.a3, self.b3_angstrom2),
            (self.a4, self.b4_angstrom2),
        ]
    }
}

/// One characteristic line of an X-ray tube.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct XrayLine {
    /// Id of the row: anode and line.
    pub id: String,
    /// Symbol of the anode's element.
    pub anode: String,
    /// Name of the line.
    pub line: String,
    /// Wavelength in angstrom.
    pub wavelength_angstrom: f64,
    /// Intensity, where the first line of the doublet is 1.
    pub relative_intensity: f64,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the wavelength was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(XrayLine, "xray_lines");

impl Reference {
    /// The scattering factors of all elements, sorted by id.
    pub fn scattering_factors(&self) -> &[ScatteringFactor] {
        &self.xray_scattering
    }

    /// The scattering factor of an element, by its symbol in any case; deuterium (`D`) scatters as hydrogen does.
    ///
    /// ```
    /// let reference = concerted_reference::Reference::embedded();
    /// let carbon = reference.scattering_factor("C").unwrap();
    /// let at_zero = carbon.c + carbon.gaussians().iter().map(|(a, _)| a).sum::<f64>();
    /// assert!((at_zero - 6.0).abs() < 0.001);
    /// ```
    pub fn scattering_factor(&self, symbol: &str) -> Option<&ScatteringFactor> {
        let id = symbol.trim().to_ascii_lowercase();
        let id = if id == "d" { "h".to_owned() } else { id };
        self.xray_scattering.row(&id)
    }

    /// All lines of X-ray tubes, sorted by id.
    pub fn xray_lines(&self) -> &[XrayLine] {
        &self.xray_lines
    }

    /// A line by its id, such as `cu_ka1`.
    pub fn xray_line(&self, id: &str) -> Option<&XrayLine> {
        self.xray_lines.row(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Row as _;

    #[test]
    fn every_factor_is_the_number_of_electrons_at_zero_angle() {
        let factors = Reference::embedded().scattering_factors();
        assert_eq!(factors.len(), 98);
        for factor in factors {
            let sum = factor.c + factor.gaussians().iter().map(|(a, _)| a).sum::<f64>();
            let protons = f64::from(factor.atomic_number);
            assert!((sum - protons).abs() < 0.06, "{}: {sum}", factor.symbol);
            assert!(factor.gaussians().iter().all(|(_, b)| *b > 0.0));
            assert_eq!(factor.id, factor.symbol.to_ascii_lowercase());
        }
    }

    #[test]
    fn elements_and_lines_are_found() {
        let reference = Reference::embedded();
        for (symbol, protons) in [("C", 6), ("CL", 17), ("D", 1), (" Br ", 35)] {
            let found = reference
                .scattering_factor(symbol)
                .map(|row| row.atomic_number);
            assert_eq!(found, Some(protons), "{symbol}");
        }
        assert!(reference.scattering_factor("Xx").is_none());
        for row in reference.xray_lines() {
            // Energy of a photon: 12.398 keV angstrom; the doublets lie between 6 and 18 keV.
            assert!((6.0..18.0).contains(&(12.398 / row.wavelength_angstrom)));
            assert_eq!(row.cite(()).citation.status, Status::Verified);
        }
        assert!(reference.xray_line("cu_ka1").is_some());
    }
}
