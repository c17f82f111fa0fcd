//! Validation of the expert rules: "any alert" against calls of bacterial mutagenicity.
//!
//! Two figures for one set: the screen as it is, whose patterns were drawn with these rows in view; and the choice
//! of alerts made anew inside each training part, scored on the fold left out. The second is free of the choice but
//! not of the drawing. Published families of alerts are matched with our engine beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use concerted_hazard::{Measured, catalogue, screen};
use concerted_molecule::{Molecule, Pattern, PatternSet};
use rayon::prelude::*;

use super::{Bar, rows};
use crate::shell;

/// Weight of the base rate in the precision of an alert: as many made-up compounds.
const PRIOR: f64 = 2.0;

/// Name of the specific and additional patterns of Kazius together.
const KAZIUS_APPROVED: &str = "KAZ-SPEC and KAZ-ADD";

/// A compound with its call and the alerts that it carries.
struct Screened {
    molecule: Option<Molecule>,
    positive: bool,
    fold: String,
    alerts: BTreeSet<&'static str>,
}

/// Right and wrong calls on positive and negative compounds.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    true_positive: usize,
    false_negative: usize,
    true_negative: usize,
    false_positive: usize,
}

impl Counts {
    fn of(calls: impl Iterator<Item = (bool, bool)>) -> Self {
        let mut counts = Self::default();
        for (positive, called) in calls {
            match (positive, called) {
                (true, true) => counts.true_positive += 1,
                (true, false) => counts.false_negative += 1,
                (false, false) => counts.true_negative += 1,
                (false, true) => counts.false_positive += 1,
            }
        }
        counts
    }

    fn sensitivity(self) -> f64 {
        self.true_positive as f64 / (self.true_positive + self.false_negative).max(1) as f64
    }

    fn specificity(self) -> f64 {
        self.true_negative as f64 / (self.true_negative + self.false_positive).max(1) as f64
    }

    fn balanced(self) -> f64 {
        f64::midpoint(self.sensitivity(), self.specificity())
    }

    /// Says the counts, and gives the balanced accuracy as a bar.
    fn bar(self, name: &'static str, wanted: &'static str, least: f64) -> Bar {
        shell::say(&format!(
            "{name}: sensitivity {:.3}, specificity {:.3}; {self:?}",
            self.sensitivity(),
            self.specificity()
        ));
        let measured = self.balanced();
        Bar {
            name,
            rows: self.true_positive
                + self.false_negative
                + self.true_negative
                + self.false_positive,
            measured,
            wanted,
            met: measured >= least,
        }
    }
}

/// The compiled Ames set: the screen, the choice inside the folds, the published families, the constants.
pub(crate) fn compiled(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let screened = screened(path, "ames")?;
    let mut bars = vec![
        as_it_is(&screened).bar(
            "expert rules as they are, balanced accuracy, compiled Ames set (patterns were drawn on it)",
            "at least 0.765",
            0.765,
        ),
        Counts::of(
            screened
                .iter()
                .map(|row| row.positive)
                .zip(chosen_inside_folds(&screened)),
        )
        .bar(
            "expert rules, alerts chosen inside the folds, balanced accuracy on the fold left out",
            "at least 0.765",
            0.765,
        ),
        constants(&screened),
    ];
    let families = path.with_file_name("alerts.csv");
    if families.is_file() {
        bars.push(beside_families(&families, &screened)?);
    }
    Ok(bars)
}

/// The MHLW set, on which nothing was drawn or chosen.
pub(crate) fn mhlw(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let screened = screened(path, "ames_any")?;
    Ok(vec![as_it_is(&screened).bar(
        "expert rules, balanced accuracy, MHLW set",
        "at least 0.752",
        0.752,
    )])
}

/// The rules' calls on the rows of the compiled set, in the order of the file: with the alerts chosen without
/// the row's fold. The rules' side of the two-method grid.
pub(crate) fn out_of_fold_calls(path: &Path) -> anyhow::Result<Vec<bool>> {
    Ok(chosen_inside_folds(&screened(path, "ames")?))
}

/// A row without a readable structure counts as wrong: it is called the opposite of what it is.
fn as_it_is(screened: &[Screened]) -> Counts {
    Counts::of(screened.iter().map(|row| {
        let called = !row.alerts.is_empty();
        (
            row.positive,
            if row.molecule.is_some() {
                called
            } else {
                !row.positive
            },
        )
    }))
}

fn screened(path: &Path, column: &str) -> anyhow::Result<Vec<Screened>> {
    Ok(rows(path)?
        .par_iter()
        .map(|row| {
            let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
            let molecule = Molecule::parse(text("smiles")).ok();
            let alerts = molecule
                .iter()
                .flat_map(screen)
                .map(|hit| hit.rule)
                .collect();
            Screened {
                molecule,
                positive: text(column) == "1",
                fold: text("cv_fold").to_owned(),
                alerts,
            }
        })
        .collect())
}

/// Hits and positives of each alert.
fn measured<'a>(
    screened: &(impl Iterator<Item = &'a Screened> + Clone),
) -> BTreeMap<&'static str, Measured> {
    catalogue()
        .iter()
        .map(|alert| {
            let hit = screened.clone().filter(|row| row.alerts.contains(alert.id));
            let positives = hit.clone().filter(|row| row.positive).count() as u32;
            let hits = hit.count() as u32;
            (alert.id, Measured { hits, positives })
        })
        .collect()
}

/// For each row the call by the alerts whose smoothed precision outside its fold is at least the base rate
/// there. An alert without hits there is kept: nothing speaks against it.
fn chosen_inside_folds(screened: &[Screened]) -> Vec<bool> {
    let folds: BTreeSet<&str> = screened.iter().map(|row| row.fold.as_str()).collect();
    let mut chosen = BTreeMap::new();
    for fold in folds {
        let training = screened.iter().filter(|row| row.fold != fold);
        let base = training.clone().filter(|row| row.positive).count() as f64
            / training.clone().count().max(1) as f64;
        let kept: BTreeSet<&str> = measured(&training)
            .into_iter()
            .filter(|(_, alert)| {
                let precision =
                    (f64::from(alert.positives) + PRIOR * base) / (f64::from(alert.hits) + PRIOR);
                alert.hits == 0 || precision >= base
            })
            .map(|(id, _)| id)
            .collect();
        let left: Vec<&str> = catalogue()
            .iter()
            .map(|alert| alert.id)
            .filter(|id| !kept.contains(id))
            .collect();
        shell::say(&format!("fold {fold}: not counted {}", left.join(", ")));
        chosen.insert(fold.to_owned(), kept);
    }
    screened
        .iter()
        .map(|row| row.alerts.iter().any(|id| chosen[&row.fold].contains(id)))
        .collect()
}

/// Alerts whose constants in the code are not what this set gives.
fn constants(screened: &[Screened]) -> Bar {
    let measured = measured(&screened.iter());
    let stale: Vec<_> = catalogue()
        .iter()
        .filter(|alert| measured[alert.id] != alert.measured)
        .collect();
    for alert in &stale {
        shell::say(&format!(
            "`{}` states {:?}, measured {:?}",
            alert.id, alert.measured, measured[alert.id]
        ));
    }
    Bar {
        name: "alerts whose stated hits and positives differ from the count",
        rows: catalogue().len(),
        measured: stale.len() as f64,
        wanted: "0",
        met: stale.is_empty(),
    }
}

/// One published alert: matches if any of the first, and none of the second.
struct Published {
    family: String,
    any: Vec<usize>,
    none: Vec<usize>,
}

/// Balanced accuracy of each published family; the bar is to beat the best of them.
fn beside_families(path: &Path, screened: &[Screened]) -> anyhow::Result<Bar> {
    let mut patterns = Vec::new();
    let mut unread = 0;
    let mut read = |text: &str| -> Vec<usize> {
        let mut places = Vec::new();
        for smarts in text.split(" || ").filter(|smarts| !smarts.is_empty()) {
            match Pattern::parse(smarts) {
                Ok(pattern) => {
                    places.push(patterns.len());
                    patterns.push(pattern);
                }
                Err(_) => unread += 1,
            }
        }
        places
    };
    let published: Vec<Published> = rows(path)?
        .iter()
        .map(|row| {
            let text = |key: &str| row.get(key).map(String::as_str).unwrap_or_default();
            Published {
                family: text("family").to_owned(),
                any: read(text("smarts_any")),
                none: read(text("smarts_none")),
            }
        })
        .collect();
    let set = PatternSet::new(patterns);
    let calls: Vec<BTreeSet<&str>> = screened
        .par_iter()
        .map(|row| families_of(row, &published, &set))
        .collect();
    let mut families: BTreeSet<&str> = published
        .iter()
        .map(|alert| alert.family.as_str())
        .collect();
    families.insert(KAZIUS_APPROVED);
    let mut best = ("", 0.0);
    for family in families {
        let counts = Counts::of(
            screened
                .iter()
                .zip(&calls)
                .map(|(row, hit)| (row.positive, hit.contains(family))),
        );
        shell::say(&format!(
            "published family {family}: balanced accuracy {:.4}, sensitivity {:.3}, specificity {:.3}",
            counts.balanced(),
            counts.sensitivity(),
            counts.specificity()
        ));
        if counts.balanced() > best.1 {
            best = (family, counts.balanced());
        }
    }
    shell::say(&format!(
        "best published family: {}; {unread} patterns not read",
        best.0
    ));
    let ours = as_it_is(screened).balanced();
    Ok(Bar {
        name: "expert rules less the best published family, balanced accuracy",
        rows: screened.len(),
        measured: ours - best.1,
        wanted: "above 0",
        met: ours > best.1,
    })
}

/// The families of which some alert matches. Published patterns read hydrogens, so these are written out.
fn families_of<'a>(
    row: &Screened,
    published: &'a [Published],
    set: &PatternSet,
) -> BTreeSet<&'a str> {
    let hydrogens = row
        .molecule
        .as_ref()
        .context("no structure")
        .and_then(|molecule| Ok(molecule.with_explicit_hydrogens()?));
    let Ok(molecule) = hydrogens else {
        return BTreeSet::new();
    };
    let prepared = set.prepare(&molecule);
    let matches = |places: &[usize]| {
        places.iter().any(|&place| {
            prepared
                .try_find(place)
                .is_ok_and(|found| !found.is_empty())
        })
    };
    let mut families: BTreeSet<&str> = published
        .iter()
        .filter(|alert| matches(&alert.any) && !matches(&alert.none))
        .map(|alert| alert.family.as_str())
        .collect();
    // The approved set of Kazius is the specific and the additional patterns together.
    if families.contains("KAZ-SPEC") || families.contains("KAZ-ADD") {
        families.insert(KAZIUS_APPROVED);
    }
    families
}
