//! Validation of step classes and technology options on public data.

use std::collections::BTreeSet;
use std::path::Path;

use concerted_transformation::{
    Family, Reaction, StepClass, classify, options, options_for_product,
};
use rayon::prelude::*;

use super::{Bar, REPORTED, rows};
use crate::shell;

/// Names of classes in the rule tests that the catalogue and the activities call otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("KRED", "ADH"),
    ("NIT", "Nitrilase"),
    ("AL", "PAL"),
    ("TAM", "TAL"),
    ("AAO", "AAD"),
    ("EBDH", "P450"),
    ("ANL-AS", "PGA"),
];

/// Ten classes: precision and recall of deprotection, the whole matrix as text.
pub(crate) fn steps(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let rows = rows(path)?;
    // Last column: no class, which counts as wrong.
    let mut matrix = [[0_usize; 11]; 10];
    let found: Vec<(usize, usize)> = rows
        .par_iter()
        .map(|row| {
            let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
            let class = Reaction::parse(text("rxn"))
                .ok()
                .and_then(|read| classify(&read).class);
            let recorded: usize = text("class").parse().unwrap_or_default();
            (
                recorded,
                class.map_or(11, |class| usize::from(class.number())),
            )
        })
        .collect();
    for (recorded, given) in found
        .iter()
        .filter(|(recorded, _)| (1..=10).contains(recorded))
    {
        matrix[recorded - 1][given - 1] += 1;
    }
    say_matrix(&matrix);
    let right: usize = (0..10).map(|class| matrix[class][class]).sum();
    let total: usize = matrix.iter().flatten().sum();
    let deprotection = usize::from(StepClass::Deprotection.number()) - 1;
    let given: usize = matrix.iter().map(|row| row[deprotection]).sum();
    let recorded: usize = matrix[deprotection].iter().sum();
    let hits = matrix[deprotection][deprotection];
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(hits, given), share(hits, recorded));
    Ok(vec![
        Bar {
            name: "step classes, deprotection, precision (rules were drawn with these rows in view)",
            rows: given,
            measured: precision,
            wanted: "at least 0.93",
            met: precision >= 0.93,
        },
        Bar {
            name: "step classes, deprotection, recall (rules were drawn with these rows in view)",
            rows: recorded,
            measured: recall,
            wanted: "at least 0.97",
            met: recall >= 0.97,
        },
        Bar {
            name: "step classes, ten classes, share right",
            rows: total,
            measured: share(right, total),
            wanted: REPORTED,
            met: true,
        },
    ])
}

fn say_matrix(matrix: &[[usize; 11]; 10]) {
    shell::say("step classes: rows recorded, columns given 1 to 10 and none");
    for (class, row) in StepClass::ALL.iter().zip(matrix) {
        let counts: Vec<String> = row.iter().map(|count| format!("{count:5}")).collect();
        shell::say(&format!(
            "{:2} {} {}",
            class.number(),
            counts.join(""),
            class.name()
        ));
    }
}

/// Enzyme options against recorded activities: each row counts once.
pub(crate) fn activities(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let rows = rows(path)?;
    let found: Vec<(bool, usize)> = rows
        .par_iter()
        .map(|row| {
            let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
            let suggested: BTreeSet<&str> =
                Reaction::of(text("substrate_1_smiles"), text("product_1_smiles"))
                    .map(|read| options(&read))
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|rule| rule.family == Family::Enzyme)
                    .map(|rule| rule.class)
                    .collect();
            (suggested.contains(text("enzyme_type")), suggested.len())
        })
        .collect();
    let rows = found.len();
    let of = |count: usize| count as f64 / rows.max(1) as f64;
    let hits = of(found.iter().filter(|(hit, _)| *hit).count());
    let any = of(found.iter().filter(|(_, count)| *count > 0).count());
    let mean = of(found.iter().map(|(_, count)| count).sum());
    Ok(vec![
        Bar {
            name: "technology, recorded enzyme class among the suggestions (rules were drawn with these rows in view)",
            rows,
            measured: hits,
            wanted: "at least 0.75",
            met: hits >= 0.75,
        },
        Bar {
            name: "technology, suggestions for a row",
            rows,
            measured: mean,
            wanted: "at most 1.8",
            met: mean <= 1.8,
        },
        Bar {
            name: "technology, rows with any suggestion",
            rows,
            measured: any,
            wanted: "at least 0.85",
            met: any >= 0.85,
        },
    ])
}

/// Rule tests: a product that some class of the row should, or should not, be suggested for.
pub(crate) fn rule_tests(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let rows = rows(path)?;
    let mut right = [0_usize; 2];
    let mut total = [0_usize; 2];
    for row in &rows {
        let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
        let wanted = text("expected") == "positive";
        let classes = text("enzyme_classes").split(';').map(|class| {
            let other = OTHER_NAMES.iter().find(|(name, _)| *name == class);
            other.map_or(class, |(_, ours)| *ours)
        });
        let classes: BTreeSet<&str> = classes.collect();
        // A product that cannot be read is answered wrongly.
        let given = concerted_molecule::Molecule::parse(text("product_smiles"))
            .map(|product| options_for_product(&product));
        let good = given
            .is_ok_and(|found| found.iter().any(|rule| classes.contains(rule.class)) == wanted);
        right[usize::from(wanted)] += usize::from(good);
        total[usize::from(wanted)] += 1;
    }
    let share = |place: usize| right[place] as f64 / total[place].max(1) as f64;
    Ok(vec![
        Bar {
            name: "technology, rule tests by product alone, positive rows suggested",
            rows: total[1],
            measured: share(1),
            wanted: REPORTED,
            met: true,
        },
        Bar {
            name: "technology, rule tests by product alone, negative rows not suggested",
            rows: total[0],
            measured: share(0),
            wanted: REPORTED,
            met: true,
        },
    ])
}
