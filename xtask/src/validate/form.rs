//! Solubility series and pairs of polymorphs.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use concerted::pair_file::{NamedPair, read_pairs};
use concerted_form::{
    Comparison, RelationDefaults, RelationKind, SeriesFit, SolubilityModel, compare, fit_series,
};
use concerted_reference::Reference;

use super::{Bar, REPORTED, rows};

/// Series that change their slope or level off: seen by eye, before any rule was written.
const BROKEN: [&str; 2] = [
    "2,4-dinitro-L-phenylalanine",
    "Dioxopromethazine hydrochloride",
];

/// One series of the file.
struct Series {
    compound: String,
    points: Vec<(f64, f64)>,
}

fn series(path: &Path) -> anyhow::Result<Vec<Series>> {
    let mut series: BTreeMap<(String, String), Vec<(f64, f64)>> = BTreeMap::new();
    for row in rows(path)? {
        let number = |key: &str| -> anyhow::Result<f64> {
            row.get(key)
                .with_context(|| format!("no column `{key}`"))?
                .parse()
                .with_context(|| format!("`{key}` is no number"))
        };
        let point = (number("T_K")?, number("x_mole_fraction")?);
        let text = |key: &str| row.get(key).cloned().unwrap_or_default();
        series
            .entry((text("compound"), text("solvent")))
            .or_default()
            .push(point);
    }
    let series = series
        .into_iter()
        .map(|((compound, _), points)| Series { compound, points });
    Ok(series.collect())
}

/// Leave-one-out deviation of the model chosen by AICc, and the flags of broken series.
pub(super) fn solubility(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let series = series(path)?;
    let fitted: Vec<Option<SeriesFit>> = series
        .iter()
        .map(|series| fit_series(&series.points, None).ok())
        .collect();
    let median = |of: &dyn Fn(usize) -> Option<f64>| {
        // A series without an answer counts as infinitely wrong.
        let mut deviations: Vec<f64> = (0..series.len())
            .map(|at| of(at).map_or(f64::INFINITY, |one| 100.0 * one))
            .collect();
        concerted_chance::sort(&mut deviations);
        concerted_chance::quantile(&deviations, 0.5).unwrap_or(f64::INFINITY)
    };
    let of_model = |model: SolubilityModel| {
        median(&|at| {
            let models = &fitted[at].as_ref()?.models;
            models
                .iter()
                .find(|one| one.model == model)?
                .leave_one_out_deviation
        })
    };
    let chosen = median(&|at| fitted[at].as_ref()?.chosen().leave_one_out_deviation);
    let bar = |name, measured, wanted, met| Bar {
        name,
        rows: series.len(),
        measured,
        wanted,
        met,
    };
    let flagged = |broken: bool| {
        let flags = series.iter().zip(&fitted).filter(|(series, fitted)| {
            BROKEN.contains(&series.compound.as_str()) == broken
                && fitted
                    .as_ref()
                    .is_some_and(|fitted| !fitted.breaks.is_empty())
        });
        flags.count()
    };
    let (found, false_alarms) = (flagged(true), flagged(false));
    Ok(vec![
        bar(
            "solubility, leave-one-out deviation of the chosen model, median, %",
            chosen,
            "at most 0.95",
            chosen <= 0.95,
        ),
        bar(
            "solubility, the same with the model chosen anew without each point, median, %",
            median(&|at| chosen_anew(&series[at].points)),
            REPORTED,
            false,
        ),
        bar(
            "solubility, van 't Hoff throughout, median, %",
            of_model(SolubilityModel::VantHoff),
            REPORTED,
            false,
        ),
        bar(
            "solubility, Apelblat throughout, median, %",
            of_model(SolubilityModel::Apelblat),
            REPORTED,
            false,
        ),
        bar(
            "solubility, broken series flagged",
            found as f64,
            "2 of 2",
            found == BROKEN.len(),
        ),
        bar(
            "solubility, unbroken series flagged",
            false_alarms as f64,
            "at most 1",
            false_alarms <= 1,
        ),
    ])
}

/// Leave-one-out deviation with the whole choice repeated without each point: what a new point would see.
fn chosen_anew(points: &[(f64, f64)]) -> Option<f64> {
    let mut total = 0.0;
    for left in 0..points.len() {
        let mut others = points.to_vec();
        let (temperature, x) = others.remove(left);
        let fitted = fit_series(&others, None).ok()?;
        total += (fitted.chosen().ln_mole_fraction(temperature).exp() / x - 1.0).abs();
    }
    Some(total / points.len() as f64)
}

/// Relation, transition temperature and probability of every pair of polymorphs.
pub(super) fn polymorphs(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let text = std::fs::read_to_string(path)?;
    let document: toml::Table = text.parse().context("the pairs are no TOML")?;
    let expected: Vec<&toml::Table> = document
        .get("pair")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_table)
        .collect();
    let defaults = defaults()?;
    let pairs = read_pairs(&text)?;
    let compared: Vec<(&NamedPair, Option<Comparison>)> = pairs
        .iter()
        .map(|pair| (pair, compare(&pair.data, &defaults).ok()))
        .collect();
    let mut counts = [0_usize; 4];
    let mut largest = 0.0_f64;
    for (expected, (_, compared)) in expected.iter().zip(&compared) {
        let rule = expected
            .get("heat_of_fusion_rule")
            .and_then(toml::Value::as_str);
        match (rule, compared) {
            (Some(rule), Some(compared)) => {
                counts[0] += 1;
                counts[1] += usize::from(compared.without.kind.word() == rule);
                let published = expected.get("t0_calc").and_then(toml::Value::as_float);
                if let (Some(published), Some(found)) = (published, compared.without.crossing_k) {
                    largest = largest.max((published - found).abs());
                }
            }
            (Some(_), None) => counts[0] += 1,
            (None, compared) => {
                counts[2] += 1;
                counts[3] += usize::from(compared.is_none());
            }
        }
    }
    let metacetamol = compared
        .iter()
        .find(|(pair, _)| pair.compound == "metacetamol");
    let metacetamol = metacetamol.and_then(|(_, compared)| compared.as_ref());
    let without = metacetamol.map_or(0.0, |compared| compared.without.monotropic_probability);
    let monotropic =
        metacetamol.is_some_and(|compared| compared.without.kind == RelationKind::Monotropic);
    let bar = |name, rows, measured, wanted, met| Bar {
        name,
        rows,
        measured,
        wanted,
        met,
    };
    let all = |name, of: usize, found: usize| bar(name, of, found as f64, "all", found == of);
    Ok(vec![
        bar(
            "polymorphs, metacetamol monotropic without heat-capacity term, probability",
            1,
            without,
            "at least 0.99",
            monotropic && without >= 0.99,
        ),
        bar(
            "polymorphs, the same with a prior on the heat capacity",
            1,
            metacetamol.map_or(0.0, |compared| compared.with.monotropic_probability),
            REPORTED,
            false,
        ),
        all(
            "polymorphs, relation as the heat-of-fusion rule of the file",
            counts[0],
            counts[1],
        ),
        bar(
            "polymorphs, largest deviation of T0 from that of the file, K",
            counts[0],
            largest,
            "at most 0.1",
            largest <= 0.1,
        ),
        all(
            "polymorphs, guarded or incomplete pairs refused with the reason",
            counts[2],
            counts[3],
        ),
    ])
}

fn defaults() -> anyhow::Result<RelationDefaults> {
    let value = |id: &str| -> anyhow::Result<f64> {
        let row = Reference::embedded().assumption(id);
        Ok(row.with_context(|| format!("no default `{id}`"))?.value)
    };
    Ok(RelationDefaults {
        melting_error_k: value("melting_point_error")?,
        heat_relative_error: value("fusion_enthalpy_relative_error")?,
        density_relative_error: value("crystal_density_relative_error")?,
        heat_capacity_share: (
            value("fusion_heat_capacity_share")?,
            value("fusion_heat_capacity_share_error")?,
        ),
    })
}
