//! `cargo xtask bench-screen --data DIR`: molecules per second on one core, beside RDKit on the same alerts.
//!
//! Seconds are seconds of processor time, ours and RDKit's taken in one run, each the
//! least of three rounds. RDKit perceives aromaticity and rings
//! while it parses; we do so at the first pattern. The rate of our alerts is therefore given on structures that
//! are perceived already, as RDKit's are, and with the perception counted in.

use std::path::Path;

use anyhow::Context;
use concerted_hazard::{potency_categories, predict, screen};
use concerted_molecule::Molecule;

use crate::oracle::{all_smarts, question};
use crate::python::{self, RDKIT};
use crate::{shell, validate};

/// How many times RDKit's rate the alerts must reach.
const WANTED: f64 = 10.0;

/// The file, as `validate` takes it.
const ROWS: &str = "genotox/ames_tdc_dev.csv";

/// Rounds of which the least time counts, ours and RDKit's.
const ROUNDS: usize = 3;

/// One round over all structures: processor seconds of each part.
struct Round {
    molecules: usize,
    /// Alerts that hit, predictions, potency categories.
    answers: [usize; 3],
    parsing: f64,
    perception: f64,
    alerts: f64,
    model: f64,
    cpca: f64,
}

/// Prints the table of rates.
pub(crate) fn run(data: &Path) -> anyhow::Result<()> {
    let smiles: Vec<String> = validate::rows(&data.join(ROWS))?
        .into_iter()
        .filter_map(|mut row| row.remove("smiles"))
        .collect();
    if cfg!(debug_assertions) {
        shell::say("bench-screen: not an optimised build, run with `cargo run --release -p xtask`");
    }
    // What is compiled or remembered once is no part of the rate.
    for text in smiles.iter().take(500) {
        if let Ok(molecule) = Molecule::parse(text) {
            screen(&molecule);
            let _warm = predict(&molecule).is_ok();
        }
    }
    let mut best = Round::of(&smiles)?;
    for _ in 1..ROUNDS {
        best = best.faster(&Round::of(&smiles)?);
    }
    best.say();
    beside_rdkit(&smiles, &best)
}

impl Round {
    fn of(smiles: &[String]) -> anyhow::Result<Self> {
        let (molecules, parsing) = timed(|| {
            let read = |text: &String| Molecule::parse(text).ok();
            smiles.iter().filter_map(read).collect::<Vec<Molecule>>()
        })?;
        let ((), perception) = timed(|| molecules.iter().for_each(Molecule::perceive))?;
        let (hits, alerts) =
            timed(|| molecules.iter().map(|one| screen(one).len()).sum::<usize>())?;
        let (predicted, model) =
            timed(|| molecules.iter().filter(|one| predict(one).is_ok()).count())?;
        let (categories, cpca) = timed(|| {
            let count = |one: &Molecule| potency_categories(one).len();
            molecules.iter().map(count).sum::<usize>()
        })?;
        Ok(Self {
            molecules: molecules.len(),
            answers: [hits, predicted, categories],
            parsing,
            perception,
            alerts,
            model,
            cpca,
        })
    }

    /// The least of each time: other work on the machine only ever adds.
    fn faster(&self, other: &Self) -> Self {
        Self {
            molecules: self.molecules,
            answers: self.answers,
            parsing: self.parsing.min(other.parsing),
            perception: self.perception.min(other.perception),
            alerts: self.alerts.min(other.alerts),
            model: self.model.min(other.model),
            cpca: self.cpca.min(other.cpca),
        }
    }

    fn say(&self) {
        shell::say("| part | molecules | answers | molecules per second, one core |");
        shell::say("|---|---|---|---|");
        let line = |part: &str, answers: usize, seconds: f64| {
            let rate = if answers == 0 {
                "no answers".to_owned()
            } else {
                format!("{:.0}", self.molecules as f64 / seconds)
            };
            shell::say(&format!(
                "| {part} | {} | {answers} | {rate} |",
                self.molecules
            ));
        };
        let [hits, predicted, categories] = self.answers;
        line("parsing", self.molecules, self.parsing);
        line(
            "perception of aromaticity and rings",
            self.molecules,
            self.perception,
        );
        line("alerts", hits, self.alerts);
        line(
            "alerts with perception",
            hits,
            self.alerts + self.perception,
        );
        line("model", predicted, self.model);
        line("potency categories", categories, self.cpca);
        let whole = self.parsing + self.perception + self.alerts + self.model + self.cpca;
        line("all of it", self.molecules, whole);
    }
}

fn beside_rdkit(smiles: &[String], ours: &Round) -> anyhow::Result<()> {
    let smarts = all_smarts();
    let Some(theirs) = python::ask(
        RDKIT,
        "oracle/alerts.py",
        "time",
        &question(&smarts, smiles),
    )?
    else {
        return Ok(());
    };
    let seconds = |key: &str| theirs[key].as_f64().context("RDKit gave no time");
    let count = seconds("molecules")?;
    let version = theirs["version"].as_str().unwrap_or("?");
    shell::say(&format!(
        "| RDKit {version}, parsing | {count} | {count} | {:.0} |",
        count / seconds("parsing")?
    ));
    shell::say(&format!(
        "| RDKit {version}, the same alerts | {count} | {} | {:.0} |",
        theirs["hits"],
        count / seconds("alerts")?
    ));
    let Round {
        parsing,
        perception,
        alerts,
        ..
    } = ours;
    let times = seconds("alerts")? / alerts;
    shell::say(&format!(
        "bench-screen: alerts {times:.1} times RDKit's rate (wanted {WANTED}: {}), with our perception counted in {:.1} \
         times, with all parsing {:.1} times",
        if times >= WANTED { "met" } else { "missed" },
        seconds("alerts")? / (alerts + perception),
        (seconds("parsing")? + seconds("alerts")?) / (parsing + perception + alerts)
    ));
    Ok(())
}

/// What the work gives, and the processor seconds that this thread spent on it.
fn timed<T>(work: impl FnOnce() -> T) -> anyhow::Result<(T, f64)> {
    let start = processor_seconds()?;
    let done = work();
    Ok((done, processor_seconds()? - start))
}

/// Processor time of this thread as the kernel counts it, in s.
fn processor_seconds() -> anyhow::Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")
        .context("processor time is read from Linux's `/proc`, which is not here")?;
    let nanoseconds: f64 = text
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok())
        .context("`schedstat` does not begin with a number")?;
    Ok(nanoseconds * 1e-9)
}
