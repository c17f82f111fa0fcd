//! Validation of powder patterns: peaks of reference structures, a measured pattern, wrong crystals, mixtures.

use std::path::Path;

use anyhow::Context;
use concerted_chance::{Address, normal_quantile};
use concerted_diffraction::{
    Adjustment, Allowed, Candidate, Cell, Comparison, Displacement, Measured, Profile, Radiation,
    SimulationOptions, compare, mixture, read_cif, read_measured, simulate,
};
use concerted_reference::Reference;
use serde_json::Value;

use super::{Bar, REPORTED};
use crate::shell;

/// Wavelength of the measured pattern in angstrom.
const MEASURED_AT: f64 = 1.529_04;
/// Share of polarization in the plane of diffraction that is usual at a synchrotron.
const SYNCHROTRON: f64 = 0.05;

/// A list of peaks of a reference structure.
struct Listed {
    name: String,
    wavelength: f64,
    cell: Cell,
    /// Angle, relative intensity, plane as written.
    peaks: Vec<(f64, f64, String)>,
}

/// Every line of patterns; the file is the list of reference peaks, the others lie beside it.
pub(crate) fn measure(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    let listed = listed(&text)?;
    let beside = |name: &str| path.with_file_name(name);
    let cif = std::fs::read_to_string(beside("cimetidine_A_nonH.cif"))?;
    let measured = read_measured(&std::fs::read(beside("cimetidine_measured.csv"))?)?;
    let mut bars = peaks(&listed, &cif)?;
    bars.push(spacings(&listed));
    let radiation = Radiation::single(MEASURED_AT)
        .context("a wavelength")?
        .polarized(SYNCHROTRON);
    let crystal = read_cif(&cif)?.into_iter().next().context("no crystal")?;
    let displacement = Displacement::FromFile(0.05);
    let right = Candidate::of_crystal(
        &crystal,
        &radiation,
        61.0,
        displacement,
        Reference::embedded(),
    )?;
    let wrong: Vec<Candidate> = listed
        .iter()
        .filter(|own| !own.name.starts_with("cimetidine"))
        .filter_map(|own| {
            let peaks: Vec<(f64, f64)> = own.peaks.iter().map(|peak| (peak.0, peak.1)).collect();
            Candidate::of_peaks(&own.name, own.wavelength, &peaks)
        })
        .collect();
    bars.extend(scores(&measured, &right, &wrong, &radiation)?);
    bars.extend(mixtures(&measured, &right, &wrong, &radiation)?);
    Ok(bars)
}

fn listed(text: &str) -> anyhow::Result<Vec<Listed>> {
    let value: Value = serde_json::from_str(text)?;
    let rows = value.as_array().context("expected a list")?;
    rows.iter()
        .map(|row| {
            let number = |value: &Value| value.as_f64().context("expected a number");
            let cell: Result<Vec<f64>, _> = row["cell"]
                .as_array()
                .context("no cell")?
                .iter()
                .map(number)
                .collect();
            let cell = cell?;
            let peaks = row["peaks_2theta_rel_hkl"].as_array().context("no peaks")?;
            let peaks: anyhow::Result<Vec<_>> = peaks
                .iter()
                .map(|peak| {
                    Ok((
                        number(&peak[0])?,
                        number(&peak[1])?,
                        peak[2].as_str().unwrap_or_default().to_owned(),
                    ))
                })
                .collect();
            Ok(Listed {
                name: row["name"].as_str().unwrap_or_default().to_owned(),
                wavelength: number(&row["wavelength_A"])?,
                cell: Cell::new([cell[0], cell[1], cell[2]], [cell[3], cell[4], cell[5]])
                    .context("impossible cell")?,
                peaks: peaks?,
            })
        })
        .collect()
}

/// Peaks of cimetidine as computed here against the list, atoms at rest as there.
fn peaks(listed: &[Listed], cif: &str) -> anyhow::Result<Vec<Bar>> {
    let crystal = read_cif(cif)?.into_iter().next().context("no crystal")?;
    let (mut rows, mut angle, mut intensity) = (0, 0.0_f64, 0.0_f64);
    for own in listed
        .iter()
        .filter(|own| own.name.starts_with("cimetidine"))
    {
        let mut options = SimulationOptions::standard(Reference::embedded());
        options.radiation = Radiation::single(own.wavelength).context("a wavelength")?;
        options.displacement = Displacement::None;
        options.range = (3.0, 45.0);
        let pattern = simulate(&crystal, &options, Reference::embedded())?;
        for (two_theta, relative, _) in &own.peaks {
            rows += 1;
            let apart = |peak: &&concerted_diffraction::Peak| (peak.two_theta - two_theta).abs();
            // Of peaks at nearly one angle, the listed one is the one of its intensity.
            let near = pattern.peaks.iter().filter(|peak| apart(peak) <= 0.005);
            let own = near.min_by(|a, b| {
                (a.intensity - relative)
                    .abs()
                    .total_cmp(&(b.intensity - relative).abs())
            });
            angle = angle.max(own.as_ref().map_or(f64::INFINITY, apart));
            intensity = intensity.max(own.map_or(100.0, |peak| (peak.intensity - relative).abs()));
        }
    }
    Ok(vec![
        Bar {
            name: "powder pattern, computed peaks of cimetidine, largest difference to the list, degree",
            rows,
            measured: angle,
            wanted: "at most 0.005",
            met: angle <= 0.005,
        },
        Bar {
            name: "powder pattern, relative intensity of those peaks, largest difference, % of the strongest",
            rows,
            measured: intensity,
            wanted: REPORTED,
            met: true,
        },
    ])
}

/// Angles of all listed structures from cell and plane alone.
fn spacings(listed: &[Listed]) -> Bar {
    let (mut rows, mut worst) = (0, 0.0_f64);
    for own in listed {
        for (two_theta, _, written) in &own.peaks {
            rows += 1;
            let apart = readings(written)
                .into_iter()
                .map(|hkl| {
                    let theta = (own.wavelength / (2.0 * own.cell.spacing(hkl))).asin();
                    (2.0 * theta.to_degrees() - two_theta).abs()
                })
                .fold(f64::INFINITY, f64::min);
            worst = worst.max(apart);
        }
    }
    Bar {
        name: "powder pattern, angles of every listed peak from cell and plane, largest difference, degree",
        rows,
        measured: worst,
        wanted: "at most 0.005",
        met: worst <= 0.005,
    }
}

/// Every way to read three indices written without blanks.
fn readings(written: &str) -> Vec<[i32; 3]> {
    let mut found = Vec::new();
    for first in 1..written.len() {
        for second in first + 1..written.len() {
            let parts = [
                &written[..first],
                &written[first..second],
                &written[second..],
            ];
            let plain = |part: &str| part.trim_start_matches('-').len() < 3;
            if parts.iter().all(|part| plain(part))
                && let [Ok(h), Ok(k), Ok(l)] = parts.map(str::parse)
            {
                found.push([h, k, l]);
            }
        }
    }
    found
}

/// Score of the right crystal and largest of the wrong ones, strict and with changes allowed.
fn scores(
    measured: &Measured,
    right: &Candidate,
    wrong: &[Candidate],
    radiation: &Radiation,
) -> anyhow::Result<Vec<Bar>> {
    let mut all = vec![right.clone()];
    all.extend_from_slice(wrong);
    let strict = compare(measured, &all, radiation, &Allowed::default())?;
    let allowed = Allowed {
        expansion: 0.01,
        zero: 0.05,
        ..Allowed::default()
    };
    let free = compare(measured, &all, radiation, &allowed)?;
    for (found, name) in [
        (&strict, "as published"),
        (&free, "edges within 1 %, zero within 0.05 degree"),
    ] {
        for own in &found.matches {
            shell::say(&format!(
                "pattern: {name}: {} r = {:.4}",
                own.name, own.score
            ));
        }
    }
    let of_right = |found: &Comparison| {
        found
            .matches
            .iter()
            .find(|own| own.candidate == 0)
            .map_or(0.0, |own| own.score)
    };
    let of_wrong = |found: &Comparison| {
        let others = found.matches.iter().filter(|own| own.candidate != 0);
        others.map(|own| own.score.abs()).fold(0.0, f64::max)
    };
    let rows = measured.two_theta.len();
    Ok(vec![
        Bar {
            name: "powder pattern, measured cimetidine against its crystal, r",
            rows,
            measured: of_right(&strict),
            wanted: "at least 0.98",
            met: of_right(&strict) >= 0.98,
        },
        Bar {
            name: "powder pattern, measured cimetidine against wrong crystals, largest |r|",
            rows: wrong.len(),
            measured: of_wrong(&strict),
            wanted: "below 0.1",
            met: of_wrong(&strict) < 0.1,
        },
        Bar {
            name: "powder pattern, the same with edges within 1 % and zero within 0.05 degree, r",
            rows,
            measured: of_right(&free),
            wanted: REPORTED,
            met: true,
        },
        Bar {
            name: "powder pattern, wrong crystals with the same freedom, largest |r|",
            rows: wrong.len(),
            measured: of_wrong(&free),
            wanted: REPORTED,
            met: true,
        },
    ])
}

fn strength(candidate: &Candidate) -> f64 {
    candidate.lines.iter().map(|line| line.strength).sum()
}

/// 80:20 mixtures of cimetidine with each other crystal: all computed with noise, and on top of the measured pattern.
fn mixtures(
    measured: &Measured,
    right: &Candidate,
    wrong: &[Candidate],
    radiation: &Radiation,
) -> anyhow::Result<Vec<Bar>> {
    let grid = &measured.two_theta;
    let profile = Profile::constant(0.05, 0.5);
    let unit = |candidate: &Candidate| -> Vec<f64> {
        let whole = strength(candidate);
        let pattern = candidate.over(grid, radiation, &Adjustment::default(), &profile);
        pattern.into_iter().map(|y| y / whole).collect()
    };
    let pure = compare(
        measured,
        std::slice::from_ref(right),
        radiation,
        &Allowed::default(),
    )?;
    let own = unit(right);
    let measured_scale = pure.matches[0].calculated.iter().sum::<f64>() / own.iter().sum::<f64>();
    let address = Address::new(1, "validate", "mixture");
    let (mut computed, mut on_top) = (0.0_f64, 0.0_f64);
    for other in wrong {
        let second = unit(other);
        let share = |intensity: Vec<f64>| -> anyhow::Result<f64> {
            let pattern = Measured {
                intensity,
                ..measured.clone()
            };
            let both = [right.clone(), other.clone()];
            Ok(mixture(&pattern, &both, radiation, &Allowed::default(), 1)?.shares[0].share)
        };
        let noisy = own.iter().zip(&second).zip(0..).map(|((a, b), at)| {
            let mean = 1_000.0 + measured_scale * (0.8 * a + 0.2 * b);
            (mean + mean.sqrt() * normal_quantile(address.uniform(at, 0))).max(0.0)
        });
        computed = computed.max((share(noisy.collect())? - 0.8).abs());
        let added = measured.intensity.iter().zip(&second);
        on_top = on_top
            .max((share(added.map(|(y, b)| y + 0.25 * measured_scale * b).collect())? - 0.8).abs());
    }
    Ok(vec![
        Bar {
            name: "powder pattern, synthetic 80:20 mixtures with noise, largest error of the share, %",
            rows: wrong.len(),
            measured: 100.0 * computed,
            wanted: "at most 3",
            met: computed <= 0.03,
        },
        Bar {
            name: "powder pattern, measured cimetidine with 20 % of a computed other, largest error of the share, %",
            rows: wrong.len(),
            measured: 100.0 * on_top,
            wanted: "at most 3",
            met: on_top <= 0.03,
        },
    ])
}
