//! Published pairs of routes: what the sources state beside what our formulas give from the same inputs, or why the
//! inputs do not allow it.

use std::path::Path;

use anyhow::Context;
use concerted_reference::Reference;
use toml::{Table, Value};

use super::{Bar, REPORTED};
use crate::shell;

/// One line of the table: what is compared, as published with its source, as computed, and the remark.
struct Line {
    substance: String,
    what: &'static str,
    published: String,
    computed: Option<String>,
    remark: &'static str,
}

/// Prints every published figure of the pairs with the computed one or the reason; counts those computed.
pub(crate) fn routes(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    let table: Table = text
        .parse()
        .with_context(|| format!("`{}` is no TOML", path.display()))?;
    let mut lines = Vec::new();
    for substance in table
        .get("api")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        lines.extend(pair(substance));
    }
    shell::say("| substance | figure | published (source) | computed | remark |");
    shell::say("|---|---|---|---|---|");
    for line in &lines {
        shell::say(&format!(
            "| {} | {} | {} | {} | {} |",
            line.substance,
            line.what,
            line.published,
            line.computed.as_deref().unwrap_or("not possible"),
            line.remark
        ));
    }
    let computed = lines.iter().filter(|line| line.computed.is_some()).count();
    Ok(vec![Bar {
        name: "published route pairs, figures computed from the same inputs (the others with the reason)",
        rows: lines.len(),
        measured: computed as f64,
        wanted: REPORTED,
        met: true,
    }])
}

/// A figure of a route with its source: `{ value = 86, src = "mem" }`.
fn figure(route: &Value, key: &str, part: &str) -> Option<(f64, String)> {
    let entry = route.get(key)?;
    let value = entry.get(part)?;
    let value = value
        .as_float()
        .or_else(|| value.as_integer().map(|whole| whole as f64))?;
    let source = entry
        .get("src")
        .and_then(Value::as_str)
        .unwrap_or("no source");
    Some((value, source.to_owned()))
}

fn pair(substance: &Value) -> Vec<Line> {
    let name = substance
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or("unnamed");
    let routes: Vec<&Value> = substance
        .get("route")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .collect();
    let both = |key: &str, part: &str| -> Vec<(usize, f64, String)> {
        let found = routes.iter().enumerate();
        found
            .filter_map(|(place, route)| {
                figure(route, key, part).map(|(value, source)| (place, value, source))
            })
            .collect()
    };
    let mut lines = Vec::new();
    let mut say =
        |what: &'static str, published: String, computed: Option<String>, remark: &'static str| {
            lines.push(Line {
                substance: name.to_owned(),
                what,
                published,
                computed,
                remark,
            });
        };
    if let [(_, first, source), (_, second, other)] = both("e_factor", "value").as_slice() {
        let change = (second - first) / first * 100.0;
        say(
            "E factor",
            format!("{first} ({source}) to {second} ({other})"),
            Some(format!(
                "change {change:.1} %; PMI {} to {}",
                first + 1.0,
                second + 1.0
            )),
            "PMI = E + 1 for complete accounting",
        );
    }
    for route in &routes {
        if let (Some((with, source)), Some((without, _))) = (
            figure(route, "e_factor_with_water", "value"),
            figure(route, "e_factor_without_water", "value"),
        ) {
            let water = (with - without) / (with + 1.0) * 100.0;
            say(
                "E factor with and without water",
                format!("{with} and {without} ({source})"),
                Some(format!("PMI {}; water is {water:.0} % of it", with + 1.0)),
                "the other route of the pair states no amounts",
            );
        }
        if let Some((stated, source)) = figure(route, "reaction_only_pmi", "value") {
            say(
                "PMI of the reaction alone",
                format!("{stated} ({source})"),
                transaminase(route, substance),
                "work-up has no public amounts",
            );
        }
    }
    if let [(_, first, source), (_, second, other)] = both("steps", "value").as_slice() {
        say(
            "steps",
            format!("{first} ({source}) to {second} ({other})"),
            Some(format!(
                "{:.0} % fewer, factor {:.2}",
                (first - second) / first * 100.0,
                second / first
            )),
            "counts as the sources count them",
        );
    }
    yields(&routes, &mut say);
    deltas(substance, &mut say);
    if lines.is_empty() {
        lines.push(Line {
            substance: name.to_owned(),
            what: "mass or yield",
            published: "none".to_owned(),
            computed: None,
            remark: "the sources state selectivity and loading only",
        });
    }
    lines
}

/// Deltas that a source states for the pair as a whole, with the reason why the inputs do not allow them.
fn deltas(
    substance: &Value,
    say: &mut impl FnMut(&'static str, String, Option<String>, &'static str),
) {
    if let Some(delta) = substance.get("published_delta") {
        for (key, what, remark) in [
            (
                "yield_gain_pct_low",
                "gain in yield, %",
                "98 % is an assay of the hydrogenation alone; enamine formation, recrystallization and metal removal have no public yields",
            ),
            (
                "productivity_gain_pct",
                "gain in productivity, %",
                "no public vessel loading and times of the rhodium route",
            ),
            (
                "waste_reduction_pct",
                "reduction of waste, %",
                "no public work-up amounts of either route",
            ),
        ] {
            let value = delta.get(key).and_then(Value::as_integer);
            let high = delta
                .get("yield_gain_pct_high")
                .and_then(Value::as_integer)
                .filter(|_| key == "yield_gain_pct_low");
            let range = high.map_or_else(String::new, |high| format!(" to {high}"));
            let source = delta
                .get("src")
                .and_then(Value::as_str)
                .unwrap_or("no source");
            if let Some(value) = value {
                say(what, format!("{value}{range} ({source})"), None, remark);
            }
        }
    }
}

fn yields(
    routes: &[&Value],
    say: &mut impl FnMut(&'static str, String, Option<String>, &'static str),
) {
    let most = routes
        .iter()
        .find_map(|route| figure(route, "overall_yield_pct", "max"));
    let value = routes
        .iter()
        .find_map(|route| figure(route, "overall_yield_pct", "value"));
    match (most, value) {
        (Some((first, source)), Some((second, other))) => say(
            "overall yield, %",
            format!("at most {first} ({source}) to {second} ({other})"),
            Some(format!(
                "at least {:.1} times; input per kg falls by {:.0} % or more",
                second / first,
                (1.0 - first / second) * 100.0
            )),
            "mass of starting material per kg goes with 1 / yield",
        ),
        (None, Some((only, source))) => say(
            "overall yield, %",
            format!("{only} ({source})"),
            None,
            "the other route states none",
        ),
        _ => {}
    }
}

/// Transaminase reaction in one liter, all inputs over product: the amounts stated, water as assumed there.
fn transaminase(route: &Value, substance: &Value) -> Option<String> {
    const KETONE: f64 = 406.29;
    const DMSO_G_PER_ML: f64 = 1.10;
    const WATER_G: f64 = 440.0;
    const COFACTOR_G: f64 = 1.0;
    let (substrate, _) = figure(route, "substrate_g_L", "value")?;
    let (enzyme, _) = figure(route, "enzyme_g_L", "value")?;
    let (share, _) = figure(route, "cosolvent", "vol_pct")?;
    let (donor, _) = figure(route, "amine_donor", "M")?;
    let (step_yield, _) = figure(route, "yield_pct", "value")?;
    let (product, _) = figure(substance, "mw", "value")?;
    let isopropylamine = concerted_molecule::Molecule::parse("CC(C)N")
        .ok()?
        .molar_mass();
    let inputs = substrate
        + enzyme
        + share * 10.0 * DMSO_G_PER_ML
        + donor * isopropylamine
        + WATER_G
        + COFACTOR_G;
    let made = substrate / KETONE * product * step_yield / 100.0;
    Some(format!("{:.1}", inputs / made))
}

/// The remembered constant of the iGAL beside ours; ranges of PMI for orientation.
pub(crate) fn benchmarks(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    let table: Table = text
        .parse()
        .with_context(|| format!("`{}` is no TOML", path.display()))?;
    let slope = table
        .get("igal")
        .and_then(|igal| figure(igal, "slope_kg_waste_per_FMW", "value"));
    let ours = Reference::embedded()
        .assumption("igal_slope")
        .map(|row| (row.value, row.status));
    let (Some((stated, source)), Some((ours, status))) = (slope, ours) else {
        anyhow::bail!("the slope of the iGAL is lacking");
    };
    shell::say(&format!(
        "iGAL slope: {stated} ({source}); ours {ours}, status {}",
        status.word()
    ));
    Ok(vec![Bar {
        name: "iGAL slope, ours less the benchmark file's (both from memory)",
        rows: 1,
        measured: ours - stated,
        wanted: "0",
        met: (ours - stated).abs() < 1e-12,
    }])
}
