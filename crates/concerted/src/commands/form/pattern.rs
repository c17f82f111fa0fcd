//! `concerted form pattern`: powder patterns of crystals and measurements.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use concerted_diffraction::{
    Allowed, Candidate, Crystal, Displacement, Identity, Match, Measured, Mixture, Profile,
    RADIATIONS, Radiation, ReadError, SimulationOptions, Verdict, compare, draw, identify, mixture,
    read_cif, read_measured, simulate,
};
use concerted_reference::{Reference, Row as _};
use serde_json::{Value, json};

use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// What every computed pattern rests on, for people.
const CONVENTIONS: &str = "Kinematic theory; neutral atoms; Lorentz and polarization factor of a powder; isotropic displacements (B = 8 pi^2 U); no anomalous dispersion, absorption or asymmetry.";

/// Arguments of `concerted form pattern`.
///
/// Exit codes: 0 computed; 1 the measured pattern is not that of the chosen form, or unclear; 2 a file cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Peaks of a crystal
    Simulate(SimulateArguments),
    /// Compare a measured pattern with crystals: is it the first of them?
    Match(MatchArguments),
    /// Shares of crystals in a measured pattern
    Mixture(MixtureArguments),
}

#[derive(Debug, clap::Args)]
struct Beam {
    /// Radiation: cu-ka, cu-ka1, co-ka, co-ka1, mo-ka, mo-ka1
    #[arg(long)]
    radiation: Option<String>,
    /// Wavelength in angstrom instead of a tube
    #[arg(long, conflicts_with = "radiation")]
    wavelength: Option<f64>,
    /// Share of the beam polarized in the plane of diffraction: 0.5 for a tube, about 0.05 for a synchrotron
    #[arg(long, default_value_t = 0.5)]
    polarization: f64,
    /// Motion of all atoms as one B in square angstrom, 0 for atoms at rest; otherwise that of the file
    #[arg(long)]
    b_iso: Option<f64>,
}

#[derive(Debug, clap::Args)]
struct SimulateArguments {
    /// Small-molecule CIF
    cif: PathBuf,
    #[command(flatten)]
    beam: Beam,
    /// First angle 2theta in degrees
    #[arg(long, default_value_t = 3.0)]
    from: f64,
    /// Last angle 2theta in degrees
    #[arg(long, default_value_t = 60.0)]
    to: f64,
    /// Width of the peaks in degrees
    #[arg(long)]
    width: Option<f64>,
    /// Write the profile as CSV
    #[arg(long)]
    profile: Option<PathBuf>,
    /// Print peaks and conventions as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct MatchArguments {
    /// Measured pattern: xy, dat, csv or xrdml
    measured: PathBuf,
    /// Small-molecule CIF files, the chosen form first
    #[arg(required = true)]
    cifs: Vec<PathBuf>,
    #[command(flatten)]
    beam: Beam,
    /// Largest change of the cell edges in percent, such as 1 for a structure measured in the cold
    #[arg(long, default_value_t = 0.0)]
    expansion: f64,
    /// Let each cell edge change on its own
    #[arg(long)]
    each_edge: bool,
    /// Largest shift of the angles in degrees
    #[arg(long, default_value_t = 0.0)]
    zero: f64,
    /// Planes that may lie preferred, such as 1,0,0 (may be given several times)
    #[arg(long, value_parser = plane)]
    orientation: Vec<[i32; 3]>,
    /// Half window of the background in degrees
    #[arg(long, default_value_t = 1.0)]
    background: f64,
    /// Write a picture of measured, computed and difference
    #[arg(long)]
    svg: Option<PathBuf>,
    /// Print scores, adjustments and the answer as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct MixtureArguments {
    /// Measured pattern: xy, dat, csv or xrdml
    measured: PathBuf,
    /// Small-molecule CIF files of the crystals that may be there
    #[arg(required = true)]
    cifs: Vec<PathBuf>,
    #[command(flatten)]
    beam: Beam,
    /// Half window of the background in degrees
    #[arg(long, default_value_t = 1.0)]
    background: f64,
    /// Seed of the resampling behind the intervals
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write a picture of measured, computed and difference
    #[arg(long)]
    svg: Option<PathBuf>,
    /// Print the shares as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Simulate(arguments) => run_simulate(arguments, terminal),
        Command::Match(arguments) => run_match(arguments, terminal),
        Command::Mixture(arguments) => run_mixture(arguments, terminal),
    }
}

fn plane(text: &str) -> Result<[i32; 3], String> {
    let indices: Vec<i32> = text
        .split(',')
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    match <[i32; 3]>::try_from(indices) {
        Ok(plane) if plane != [0; 3] && plane.iter().all(|index| index.abs() < 100) => Ok(plane),
        _ => Err(format!(
            "expected three whole numbers such as 1,0,0, found `{text}`"
        )),
    }
}

/// A file that cannot be understood, with hints.
pub(super) fn unreadable(path: &Path, error: &ReadError) -> anyhow::Error {
    let mut text = format!("`{}`:", path.display());
    for problem in error.problems.iter().take(20) {
        text.extend(["\n  ".to_owned(), problem.to_string()]);
    }
    if error.problems.len() > 20 {
        text.extend([format!("\n  and {} more", error.problems.len() - 20)]);
    }
    for hint in error.hints() {
        text.extend(["\n  hint: ", hint]);
    }
    anyhow::anyhow!(text)
}

pub(super) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))
}

/// The crystals of one file; without a name of their own they are called after it.
fn crystals(path: &Path) -> anyhow::Result<Vec<Crystal>> {
    let bytes = bytes(path)?;
    let mut crystals =
        read_cif(&String::from_utf8_lossy(&bytes)).map_err(|error| unreadable(path, &error))?;
    for crystal in &mut crystals {
        if crystal.name.is_empty() {
            crystal.name = path
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        }
    }
    Ok(crystals)
}

impl Beam {
    fn radiation(
        &self,
        told: Option<Radiation>,
        terminal: &mut Terminal,
    ) -> anyhow::Result<Radiation> {
        let radiation = match (self.wavelength, &self.radiation, told) {
            (Some(wavelength), ..) => Radiation::single(wavelength).with_context(|| {
                format!("expected a wavelength from 0.1 to 10 angstrom, found {wavelength}")
            })?,
            (_, Some(name), _) => {
                Radiation::named(name, Reference::embedded()).with_context(|| {
                    format!(
                        "unknown radiation `{name}`\n  hint: one of {}",
                        RADIATIONS.join(", ")
                    )
                })?
            }
            (_, _, Some(told)) => told,
            _ => {
                terminal
                    .note("note: no radiation given: cu-ka is taken (--radiation, --wavelength)");
                Radiation::named("cu-ka", Reference::embedded())
                    .context("the table of lines lacks copper")?
            }
        };
        if !(0.0..=1.0).contains(&self.polarization) {
            bail!(
                "expected a polarization from 0 to 1, found {}",
                self.polarization
            );
        }
        Ok(radiation.polarized(self.polarization))
    }

    fn displacement(&self) -> anyhow::Result<Displacement> {
        Ok(match self.b_iso {
            None => SimulationOptions::standard(Reference::embedded()).displacement,
            Some(b) if (0.0..=100.0).contains(&b) => Displacement::Uniform(b),
            Some(b) => bail!("expected B from 0 to 100 square angstrom, found {b}"),
        })
    }
}

/// Sources and choices behind the numbers.
fn conventions(radiation: &Radiation, crystals: &[Crystal], beam: &Beam) -> Value {
    let reference = Reference::embedded();
    let factors: std::collections::BTreeMap<&str, Value> = crystals
        .iter()
        .flat_map(|crystal| &crystal.sites)
        .filter_map(|site| reference.scattering_factor(&site.element))
        .map(|row| {
            let citation = row.citation();
            (row.symbol.as_str(), json!({"source": citation.source, "locator": citation.locator, "status": citation.status.word()}))
        })
        .collect();
    let silent = crystals
        .iter()
        .flat_map(|crystal| &crystal.sites)
        .any(|site| site.displacement.is_none());
    let assumed = reference
        .assumption("pattern_displacement")
        .filter(|_| silent && beam.b_iso.is_none());
    json!({
        "text": CONVENTIONS,
        "radiation": radiation.name,
        "wavelengths_angstrom": radiation.lines.iter().map(|(wavelength, weight)| json!({"wavelength": wavelength, "weight": weight})).collect::<Vec<_>>(),
        "wavelength_sources": radiation.citations.iter().map(|citation| json!({"row": citation.row, "source": citation.source, "status": citation.status.word()})).collect::<Vec<_>>(),
        "lorentz_polarization": "((1 - K) + K cos^2(2theta)) / (sin^2(theta) cos(theta))",
        "polarization_k": radiation.in_plane,
        "b_iso_angstrom2": beam.b_iso,
        "assumed_displacement_angstrom2": assumed.map(|row| json!({"value": row.value, "status": row.status.word(), "reason": row.reason})),
        "scattering_factors": factors,
    })
}

fn crystal_json(crystal: &Crystal) -> Value {
    json!({
        "name": crystal.name,
        "cell_lengths_angstrom": crystal.cell.lengths(),
        "cell_angles_degree": crystal.cell.angles(),
        "cell_volume_angstrom3": crystal.cell.volume(),
        "cell_mass_g_per_mol": crystal.cell_mass,
        "symmetry_from": crystal.symmetry_from,
        "operations": crystal.operations.len(),
        "atoms": crystal.sites.len(),
        "temperature_k": crystal.temperature,
        "notes": crystal.notes,
    })
}

fn indices(plane: [i32; 3]) -> String {
    plane.map(|index| index.to_string()).join(" ")
}

fn run_simulate(
    arguments: &SimulateArguments,
    terminal: &mut Terminal,
) -> anyhow::Result<ExitCode> {
    let crystals = crystals(&arguments.cif)?;
    let [crystal] = &crystals[..] else {
        bail!(
            "`{}` holds {} crystals\n  hint: keep one data block in the file",
            arguments.cif.display(),
            crystals.len()
        );
    };
    let mut options = SimulationOptions::standard(Reference::embedded());
    // The wavelength of the file is that of the single crystal, not of the powder pattern wanted.
    options.radiation = arguments.beam.radiation(None, terminal)?;
    options.displacement = arguments.beam.displacement()?;
    options.range = (arguments.from, arguments.to);
    if let Some(width) = arguments.width {
        if !(0.001..=5.0).contains(&width) {
            bail!("expected a width from 0.001 to 5 degrees, found {width}");
        }
        options.profile = Profile::constant(width, 0.5);
    }
    let pattern = simulate(crystal, &options, Reference::embedded())?;
    if let Some(path) = &arguments.profile {
        let mut text = String::from("two_theta_deg,intensity\n");
        for (angle, value) in pattern.grid.iter().zip(&pattern.profile) {
            text.extend([format!("{angle:.4},{value:.4}\n")]);
        }
        write(path, &text, terminal)?;
    }
    for note in &crystal.notes {
        terminal.note(&format!("note: {}: {note}", crystal.name));
    }
    if arguments.json {
        let peaks: Vec<Value> = pattern
            .peaks
            .iter()
            .map(|peak| {
                json!({
                    "two_theta_deg": peak.two_theta,
                    "d_angstrom": peak.spacing,
                    "intensity_percent": peak.intensity,
                    "hkl": peak.planes,
                    "multiplicity": peak.multiplicity,
                    "wavelength_angstrom": peak.wavelength,
                })
            })
            .collect();
        let value = json!({
            "crystal": crystal_json(crystal),
            "conventions": conventions(&options.radiation, &crystals, &arguments.beam),
            "peaks": peaks,
        });
        terminal.data(&serde_json::to_string_pretty(&value)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = TextTable::new(&["2theta>", "d>", "intensity>", "h k l", "m>"]);
    for peak in pattern.peaks.iter().filter(|peak| peak.intensity >= 0.5) {
        table.row([
            format!("{:.4}", peak.two_theta),
            format!("{:.4}", peak.spacing),
            format!("{:.1}", peak.intensity),
            peak.planes
                .iter()
                .map(|plane| indices(*plane))
                .collect::<Vec<_>>()
                .join(", "),
            peak.multiplicity.to_string(),
        ]);
    }
    let head = format!(
        "{}: peaks of at least 0.5 %, {}\n",
        crystal.name, options.radiation.name
    );
    terminal.data(&format!(
        "{head}{}{}",
        table.text(2),
        paragraph(CONVENTIONS, 0)
    ));
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str, terminal: &mut Terminal) -> anyhow::Result<()> {
    std::fs::write(path, text)
        .with_context(|| format!("`{}` cannot be written", path.display()))?;
    terminal.note(&format!("wrote {}", path.display()));
    Ok(())
}

/// What a comparison needs.
struct Scene {
    measured: Measured,
    crystals: Vec<Crystal>,
    candidates: Vec<Candidate>,
    radiation: Radiation,
}

fn scene(
    measured: &Path,
    cifs: &[PathBuf],
    beam: &Beam,
    terminal: &mut Terminal,
) -> anyhow::Result<Scene> {
    let read = read_measured(&bytes(measured)?).map_err(|error| unreadable(measured, &error))?;
    let mut all = Vec::new();
    for path in cifs {
        all.extend(crystals(path)?);
    }
    let mut names: Vec<&str> = all.iter().map(|crystal| crystal.name.as_str()).collect();
    names.sort_unstable();
    let neighbors = names.iter().zip(names.iter().skip(1));
    if let Some((twice, _)) = neighbors.into_iter().find(|(one, next)| one == next) {
        bail!("two crystals are called `{twice}`\n  hint: rename the data block of one of them");
    }
    let radiation = beam.radiation(read.radiation(), terminal)?;
    let end = (read.two_theta.last().copied().unwrap_or(0.0) + 1.0).min(179.0);
    let displacement = beam.displacement()?;
    let candidates: Result<Vec<Candidate>, _> = all
        .iter()
        .map(|crystal| {
            Candidate::of_crystal(
                crystal,
                &radiation,
                end,
                displacement,
                Reference::embedded(),
            )
        })
        .collect();
    for note in &read.notes {
        terminal.note(&format!("note: {}: {note}", measured.display()));
    }
    for crystal in &all {
        for note in &crystal.notes {
            terminal.note(&format!("note: {}: {note}", crystal.name));
        }
    }
    Ok(Scene {
        measured: read,
        candidates: candidates?,
        crystals: all,
        radiation,
    })
}

fn run_match(arguments: &MatchArguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let limits =
        (0.0..=5.0).contains(&arguments.expansion) && (0.0..=1.0).contains(&arguments.zero);
    if !limits || !(0.05..=20.0).contains(&arguments.background) {
        bail!(
            "expected an expansion of 0 to 5 %, a zero of 0 to 1 degrees, a background window of 0.05 to 20 degrees"
        );
    }
    let scene = scene(
        &arguments.measured,
        &arguments.cifs,
        &arguments.beam,
        terminal,
    )?;
    let allowed = Allowed {
        expansion: arguments.expansion / 100.0,
        each_edge: arguments.each_edge,
        zero: arguments.zero,
        orientation: arguments.orientation.clone(),
        background_window: arguments.background,
    };
    let found = compare(
        &scene.measured,
        &scene.candidates,
        &scene.radiation,
        &allowed,
    )?;
    let chosen = &scene.candidates[0];
    let identity = identify(&found, chosen, &scene.radiation, Reference::embedded())
        .context("the chosen form is not among the compared")?;
    if let Some(path) = &arguments.svg {
        let own = found
            .matches
            .iter()
            .find(|own| own.candidate == 0)
            .context("the chosen form was not compared")?;
        write(
            path,
            &draw(&own.name, &found.two_theta, &found.net, &own.calculated),
            terminal,
        )?;
    }
    if arguments.json {
        let value = json!({
            "chosen": chosen.name,
            "answer": identity_json(&identity),
            "matches": found.matches.iter().map(match_json).collect::<Vec<_>>(),
            "background": {"method": "SNIP", "half_window_deg": allowed.background_window},
            "measured_width_deg": found.width,
            "crystals": scene.crystals.iter().map(crystal_json).collect::<Vec<_>>(),
            "conventions": conventions(&scene.radiation, &scene.crystals, &arguments.beam),
        });
        terminal.data(&serde_json::to_string_pretty(&value)?);
    } else {
        terminal.data(&match_text(chosen, &identity, &found.matches));
    }
    let same = matches!(identity.verdict, Verdict::Yes | Verdict::WithOthers);
    Ok(ExitCode::from(u8::from(!same)))
}

fn identity_json(identity: &Identity) -> Value {
    json!({
        "verdict": identity.verdict.word(),
        "reason": identity.reason,
        "score": identity.score,
        "second": identity.second.as_ref().map(|(name, score)| json!({"name": name, "score": score})),
        "unexplained_peaks": identity.unexplained.iter().map(|peak| json!({
            "two_theta_deg": peak.two_theta,
            "relative_percent": peak.relative,
        })).collect::<Vec<_>>(),
        "absent_lines": identity.absent.iter().map(|(angle, relative)| json!({
            "two_theta_deg": angle,
            "computed_percent": relative,
        })).collect::<Vec<_>>(),
        "thresholds": {
            "same": identity.thresholds.0,
            "other": identity.thresholds.1,
            "peak_percent": identity.thresholds.2,
            "status": "assumed",
        },
    })
}

fn match_json(found: &Match) -> Value {
    json!({
        "name": found.name,
        "score": found.score,
        "published_score": found.published_score,
        "expansion_factors": found.adjustment.expansion,
        "zero_deg": found.adjustment.zero,
        "preferred_orientation": found.adjustment.orientation.map(|own| json!({
            "plane": own.plane,
            "march_dollase_r": own.coefficient,
        })),
        "profile": {"u": found.profile.u, "v": found.profile.v, "w": found.profile.w, "lorentz_share": found.profile.mixing},
        "at_limit": found.at_limit,
    })
}

fn match_text(chosen: &Candidate, identity: &Identity, matches: &[Match]) -> String {
    let mut text = paragraph(
        &format!(
            "Is it {}? {}: {}.",
            chosen.name,
            identity.verdict.word(),
            identity.reason
        ),
        0,
    );
    let mut table = TextTable::new(&[
        "crystal",
        "r>",
        "r as published>",
        "edges changed by>",
        "zero>",
        "remark",
    ]);
    for found in matches {
        let change = found
            .adjustment
            .expansion
            .map(|factor| format!("{:+.2} %", 100.0 * (factor - 1.0)));
        let same = change[0] == change[1] && change[1] == change[2];
        table.row([
            found.name.clone(),
            format!("{:.4}", found.score),
            format!("{:.4}", found.published_score),
            if same {
                change[0].clone()
            } else {
                change.join(", ")
            },
            format!("{:+.3}", found.adjustment.zero),
            match found.at_limit.as_slice() {
                [] => String::new(),
                named => format!("{} at its limit", named.join(" and ")),
            },
        ]);
    }
    text.push_str(&table.text(2));
    let list = |head: &str, angles: Vec<String>| {
        if angles.is_empty() {
            String::new()
        } else {
            paragraph(&format!("{head}: {}", angles.join(", ")), 0)
        }
    };
    let unexplained = identity
        .unexplained
        .iter()
        .map(|peak| format!("{:.2} ({:.0} %)", peak.two_theta, peak.relative));
    text.push_str(&list(
        "Measured peaks that it does not explain, 2theta",
        unexplained.collect(),
    ));
    let absent = identity
        .absent
        .iter()
        .map(|(angle, relative)| format!("{angle:.2} ({relative:.0} %)"));
    text.push_str(&list(
        "Lines of it that were not measured, 2theta",
        absent.collect(),
    ));
    text.push_str(&paragraph(
        "The thresholds of the answer are assumptions, not a pharmacopoeial test.",
        0,
    ));
    text
}

fn run_mixture(arguments: &MixtureArguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    if !(0.05..=20.0).contains(&arguments.background) {
        bail!(
            "expected a background window of 0.05 to 20 degrees, found {}",
            arguments.background
        );
    }
    let scene = scene(
        &arguments.measured,
        &arguments.cifs,
        &arguments.beam,
        terminal,
    )?;
    let allowed = Allowed {
        background_window: arguments.background,
        ..Allowed::default()
    };
    let found = mixture(
        &scene.measured,
        &scene.candidates,
        &scene.radiation,
        &allowed,
        arguments.seed,
    )?;
    if let Some(path) = &arguments.svg {
        write(
            path,
            &draw("mixture", &found.two_theta, &found.net, &found.calculated),
            terminal,
        )?;
    }
    if arguments.json {
        let value = json!({
            "basis": basis(&found),
            "score": found.score,
            "shares": found.shares.iter().map(|share| json!({
                "name": share.name,
                "share_percent": 100.0 * share.share,
                "low_percent": 100.0 * share.low,
                "high_percent": 100.0 * share.high,
            })).collect::<Vec<_>>(),
            "interval": "95 %, block bootstrap over angles",
            "seed": arguments.seed,
            "conventions": conventions(&scene.radiation, &scene.crystals, &arguments.beam),
        });
        terminal.data(&serde_json::to_string_pretty(&value)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = TextTable::new(&["crystal", "share %>", "low>", "high>"]);
    for share in &found.shares {
        let percent = |value: f64| format!("{:.1}", 100.0 * value);
        table.row([
            share.name.clone(),
            percent(share.share),
            percent(share.low),
            percent(share.high),
        ]);
    }
    let notes = format!(
        "Shares of {} of the crystals named; amorphous parts and other crystals are not seen. r of the sum {:.4}. Intervals of 95 % hold noise and misfit, not preferred orientation.",
        basis(&found),
        found.score
    );
    terminal.data(&format!("{}{}", table.text(0), paragraph(&notes, 0)));
    Ok(ExitCode::SUCCESS)
}

fn basis(found: &Mixture) -> &'static str {
    if found.by_mass {
        "mass"
    } else {
        "scattering strength"
    }
}
