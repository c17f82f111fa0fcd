//! `cargo xtask validate --data DIR`: figures on public data sets that are not part of the repository.
//!
//! Where the folder or a file is absent, its row is skipped and counted as skipped, never as passed. Rows
//! that an engine gives no answer for count as wrong.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use concerted_reference::Reference;

use crate::shell;

mod cpca;
mod form;
mod grid;
mod model;
mod pairs;
mod pattern;
mod rcpsp;
mod route;
mod rules;

/// What stands in place of a bar where a figure is reported only.
const REPORTED: &str = "reported";

/// One line of the table: what was measured on what, and the bar.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) name: &'static str,
    pub(crate) rows: usize,
    pub(crate) measured: f64,
    pub(crate) wanted: &'static str,
    pub(crate) met: bool,
}

/// A validation: the subject it belongs to, the file it needs, and what it measures there.
struct Validation {
    subject: Subject,
    file: &'static str,
    measure: fn(&Path) -> anyhow::Result<Vec<Bar>>,
}

/// What can be validated on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Subject {
    /// Green metrics and solvents
    Route,
    /// Solubility and solid forms
    Form,
    /// Expert rules, statistical model, potency categories, purge
    Genotox,
    /// The schedule engine on public instances; takes an hour
    Rcpsp,
}

pub(crate) use rcpsp::Effort;

const VALIDATIONS: &[Validation] = &[
    Validation {
        subject: Subject::Route,
        file: "routes/uspto50k_classes_sample.csv",
        measure: route::steps,
    },
    Validation {
        subject: Subject::Route,
        file: "routes/enzyme_activity.csv",
        measure: route::activities,
    },
    Validation {
        subject: Subject::Route,
        file: "routes/enzyme_rule_tests.csv",
        measure: route::rule_tests,
    },
    Validation {
        subject: Subject::Route,
        file: "routes/routes.toml",
        measure: pairs::routes,
    },
    Validation {
        subject: Subject::Route,
        file: "routes/green_benchmarks.toml",
        measure: pairs::benchmarks,
    },
    Validation {
        subject: Subject::Form,
        file: "form/solubility_series.csv",
        measure: form::solubility,
    },
    Validation {
        subject: Subject::Form,
        file: "form/polymorphs.toml",
        measure: form::polymorphs,
    },
    Validation {
        subject: Subject::Form,
        file: "form/pxrd/reference_peaks.json",
        measure: pattern::measure,
    },
    Validation {
        subject: Subject::Genotox,
        file: "genotox/ames_tdc_dev.csv",
        measure: rules::compiled,
    },
    Validation {
        subject: Subject::Genotox,
        file: "genotox/ames_mhlw_strains_dev.csv",
        measure: rules::mhlw,
    },
    Validation {
        subject: Subject::Genotox,
        file: "genotox/ames_tdc_dev.csv",
        measure: model::cross_validation,
    },
    Validation {
        subject: Subject::Genotox,
        file: "genotox/ames_mhlw_strains_dev.csv",
        measure: model::external,
    },
    Validation {
        subject: Subject::Genotox,
        file: "genotox/nitrosamine_ai_dev.csv",
        measure: cpca::measure,
    },
];

/// Runs every validation of the subject (of all without one) that has its data, and prints the table.
pub(crate) fn run(data: &Path, subject: Option<Subject>, effort: &Effort) -> anyhow::Result<()> {
    let wanted = |of: Subject| subject.is_none_or(|subject| subject == of);
    let mut bars = Vec::new();
    if wanted(Subject::Route) {
        bars.push(chem21());
    }
    let mut skipped = 0;
    for validation in VALIDATIONS {
        if !wanted(validation.subject) {
            continue;
        }
        let path = data.join(validation.file);
        if path.is_file() {
            bars.extend((validation.measure)(&path)?);
        } else {
            skipped += 1;
            shell::say(&format!("skipped: `{}` is not there", validation.file));
        }
    }
    if wanted(Subject::Rcpsp) {
        let (measured, absent) = rcpsp::measure(data, effort)?;
        bars.extend(measured);
        skipped += absent;
    }
    shell::say("| validation | rows | measured | bar | met |");
    shell::say("|---|---|---|---|---|");
    for bar in &bars {
        shell::say(&format!(
            "| {} | {} | {:.4} | {} | {} |",
            bar.name,
            bar.rows,
            bar.measured,
            bar.wanted,
            match (bar.wanted, bar.met) {
                (REPORTED, _) => "no bar",
                (_, true) => "yes",
                (_, false) => "no",
            }
        ));
    }
    let bars: Vec<&Bar> = bars.iter().filter(|bar| bar.wanted != REPORTED).collect();
    let met = bars.iter().filter(|bar| bar.met).count();
    shell::say(&format!(
        "validate: {met} met, {} missed, {skipped} skipped",
        bars.len() - met
    ));
    Ok(())
}

/// Share of the solvents whose default rank follows from their scores.
fn chem21() -> Bar {
    let scored: Vec<bool> = Reference::embedded()
        .solvents()
        .iter()
        .filter_map(|row| {
            let rank = concerted_route::chem21_rank(
                row.chem21_safety?,
                row.chem21_health?,
                row.chem21_environment?,
            );
            let published = row.chem21_default?;
            Some(format!("{rank:?}").eq_ignore_ascii_case(&format!("{published:?}")))
        })
        .collect();
    let matched = scored.iter().filter(|same| **same).count();
    Bar {
        name: "CHEM21 default rank from scores, share matched",
        rows: scored.len(),
        measured: matched as f64 / scored.len().max(1) as f64,
        wanted: "53 of 53",
        met: matched == 53 && scored.len() == 53,
    }
}

/// The rows of a CSV file by column.
pub(crate) fn rows(path: &Path) -> anyhow::Result<Vec<BTreeMap<String, String>>> {
    let mut reader = csv::Reader::from_path(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    let rows: Result<Vec<BTreeMap<String, String>>, csv::Error> = reader.deserialize().collect();
    rows.with_context(|| format!("`{}` has a bad row", path.display()))
}
