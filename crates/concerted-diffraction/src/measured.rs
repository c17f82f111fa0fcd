//! Measured series: two columns of numbers, and XRDML.
//!
//! Binary formats of instrument makers (Bruker RAW among them) are not read: export xy, csv or xrdml.

mod columns;
mod xrdml;

pub use columns::{Column, Series, read_series};

use crate::problem::{Fault, Problem, ReadError};
use crate::radiation::Radiation;

/// Fewest points of a pattern.
const FEWEST: usize = 50;
/// Most points of a series.
pub(crate) const MOST_POINTS: usize = 500_000;

/// A measured powder pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Angles 2θ in degrees, increasing.
    pub two_theta: Vec<f64>,
    /// Intensities.
    pub intensity: Vec<f64>,
    /// Wavelengths in angstrom with weights, where the file tells them.
    pub lines: Vec<(f64, f64)>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

impl Measured {
    /// The radiation that the file tells.
    pub fn radiation(&self) -> Option<Radiation> {
        let (first, _) = self.lines.first()?;
        Some(Radiation {
            lines: self.lines.clone(),
            ..Radiation::single(*first)?
        })
    }
}

/// Reads a measured pattern: xy, dat, csv (two columns, 2θ in degrees and intensity), or XRDML.
///
/// Rows may be separated by comma, semicolon, tab or blanks; a decimal comma is read where the separator is no comma.
/// Lines before the first numbers are a header; lines with `#`, `!` or `*` are remarks.
///
/// # Errors
/// Every row that is no pair of numbers, angles that do not increase, too few points, a binary file.
///
/// ```
/// let text: String = (0..60).map(|i| format!("{},{}\n", 5.0 + f64::from(i) * 0.02, i % 7)).collect();
/// assert_eq!(concerted_diffraction::read_measured(text.as_bytes()).unwrap().intensity[8], 1.0);
/// ```
pub fn read_measured(bytes: &[u8]) -> Result<Measured, ReadError> {
    if bytes.starts_with(b"RAW") && bytes.contains(&0) {
        return Err(Problem::whole(Fault::BrukerRaw).into());
    }
    if bytes.contains(&0) {
        return Err(Problem::whole(Fault::NotText).into());
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Problem::whole(Fault::Empty).into());
    }
    let measured = if text.trim_start().starts_with('<') {
        xrdml::read(text)?
    } else {
        let series = read_series(text, Column::Angle)?;
        Measured {
            two_theta: series.x,
            intensity: series.y,
            lines: Vec::new(),
            notes: series.notes,
        }
    };
    judge(measured)
}

/// What holds for a pattern of any origin.
fn judge(measured: Measured) -> Result<Measured, ReadError> {
    if measured.two_theta.len() < FEWEST {
        let found = measured.two_theta.len();
        return Err(Problem::whole(Fault::TooFew {
            found,
            least: FEWEST,
        })
        .into());
    }
    let first = measured.intensity[0];
    if measured
        .intensity
        .iter()
        .all(|value| (value - first).abs() < 1e-12)
    {
        return Err(Problem::whole(Fault::Flat).into());
    }
    Ok(measured)
}
