//! The tables that are compiled in, read once and checked against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use concerted_model::evidence::Citation;
use serde::de::DeserializeOwned;

use crate::activity::{HandoffOverhead, TemplateActivity};
use crate::ask::Ask;
use crate::assumption::Assumption;
use crate::compound_intake::CompoundIntake;
use crate::diffraction::{ScatteringFactor, XrayLine};
use crate::duration::DurationRule;
use crate::elemental::{ElementWeight, Q3dElement};
use crate::error::ReferenceError;
use crate::form::{Biopharmaceutic, CounterIon, FirstFormulation};
use crate::mutagen::KnownMutagen;
use crate::mutagenic::{ClassSpecific, ControlOption, M7Class, TtcBand};
use crate::nitrosamine::{NitrosamineIntake, PotencyCategory};
use crate::potency::Td50;
use crate::purge::{PurgeAction, PurgeScore};
use crate::replacement::Replacement;
use crate::residual_solvent::Q3cSolvent;
use crate::solvent::Solvent;
use crate::source::{Source, read_sources};
use crate::table::{Row, Table, read};
use crate::technology::Technology;
use crate::threshold::{ProductThreshold, SubstanceThreshold};

/// Edition of the data as a whole; raise it when a row is added.
pub const DATA_EDITION: &str = "2026.11";

const SOURCES: &str = include_str!("../data/sources.toml");

/// Embeds one table under its path below `data/`, which also gives topic and name.
macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../data/", $path, ".csv")))),+]
    };
}

/// Every table: path below `data/` without extension, and its text.
const FILES: &[(&str, &str)] = files![
    "activity/asks",
    "activity/handoff_overheads",
    "activity/template",
    "assumptions/defaults",
    "elements/elements",
    "form/biopharmaceutics",
    "form/counter_ions",
    "form/first_formulations",
    "form/xray_lines",
    "form/xray_scattering",
    "genotox/known_mutagens",
    "genotox/purge_actions",
    "genotox/purge_scoring",
    "genotox/replacements",
    "genotox/td50",
    "limits/cpca_categories",
    "limits/m7_class_specific",
    "limits/m7_classes",
    "limits/m7_compound_intakes",
    "limits/m7_control_options",
    "limits/m7_duration_rules",
    "limits/m7_ttc",
    "limits/nitrosamine_intakes",
    "limits/q3a_thresholds",
    "limits/q3b_thresholds",
    "limits/q3c_solvents",
    "limits/q3d_elements",
    "solvents/solvents",
    "technologies/technologies",
];

/// One table in a few words, for the generated page of all tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSummary {
    /// Folder below `data/`.
    pub topic: String,
    /// File name without extension; the name that citations use.
    pub name: String,
    /// Number of rows.
    pub rows: usize,
    /// Rows that somebody checked against a source.
    pub verified_rows: usize,
    /// Sources that its rows cite.
    pub sources: BTreeSet<String>,
}

/// All tables and their sources.
#[derive(Debug)]
pub struct Reference {
    pub(crate) sources: Vec<Source>,
    pub(crate) asks: Table<Ask>,
    pub(crate) handoffs: Table<HandoffOverhead>,
    pub(crate) template: Table<TemplateActivity>,
    pub(crate) assumptions: Table<Assumption>,
    pub(crate) elements: Table<ElementWeight>,
    pub(crate) biopharmaceutics: Table<Biopharmaceutic>,
    pub(crate) counter_ions: Table<CounterIon>,
    pub(crate) first_formulations: Table<FirstFormulation>,
    pub(crate) xray_lines: Table<XrayLine>,
    pub(crate) xray_scattering: Table<ScatteringFactor>,
    pub(crate) known_mutagens: Table<KnownMutagen>,
    pub(crate) purge_actions: Table<PurgeAction>,
    pub(crate) purge_scores: Table<PurgeScore>,
    pub(crate) replacements: Table<Replacement>,
    pub(crate) td50: Table<Td50>,
    pub(crate) potency_categories: Table<PotencyCategory>,
    pub(crate) class_specific: Table<ClassSpecific>,
    pub(crate) m7_classes: Table<M7Class>,
    pub(crate) compound_intakes: Table<CompoundIntake>,
    pub(crate) control_options: Table<ControlOption>,
    pub(crate) duration_rules: Table<DurationRule>,
    pub(crate) ttc: Table<TtcBand>,
    pub(crate) nitrosamines: Table<NitrosamineIntake>,
    pub(crate) q3a: Table<SubstanceThreshold>,
    pub(crate) q3b: Table<ProductThreshold>,
    pub(crate) q3c: Table<Q3cSolvent>,
    pub(crate) q3d: Table<Q3dElement>,
    pub(crate) solvents: Table<Solvent>,
    pub(crate) technologies: Table<Technology>,
    citations: BTreeMap<String, Vec<Citation>>,
    data_version: String,
}

impl Reference {
    /// The embedded tables, read on first use and then shared.
    ///
    /// # Panics
    /// Never with the data of a release: a test reads every table the same way.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Reference> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            load(FILES, SOURCES).expect("the data tests accept every embedded table")
        })
    }

    /// Edition and fingerprint of the data, such as `2026.11-0123456789abcdef`.
    ///
    /// It changes with any character of any table, so a result that carries it can be made again.
    pub fn data_version(&self) -> &str {
        &self.data_version
    }

    /// Every table with its size and sources, sorted by topic and name.
    pub fn tables(&self) -> Vec<TableSummary> {
        FILES
            .iter()
            .map(|(path, _)| {
                let (topic, name) = topic_and_name(path);
                let citations = self.citations.get(name).map_or(&[][..], Vec::as_slice);
                TableSummary {
                    topic: topic.to_owned(),
                    name: name.to_owned(),
                    rows: citations.len(),
                    verified_rows: citations
                        .iter()
                        .filter(|citation| citation.status.is_regulatory_fact())
                        .count(),
                    sources: citations
                        .iter()
                        .map(|citation| citation.source.clone())
                        .collect(),
                }
            })
            .collect()
    }

    /// The citation of any row of any table.
    pub fn citation(&self, table: &str, row: &str) -> Option<&Citation> {
        let citations = self.citations.get(table)?;
        let place = citations.binary_search_by(|citation| citation.row.as_str().cmp(row));
        place.ok().map(|index| &citations[index])
    }

    /// Citations of all rows of a table, sorted by row; empty for an unknown table.
    pub fn citations(&self, table: &str) -> &[Citation] {
        self.citations.get(table).map_or(&[], Vec::as_slice)
    }
}

fn topic_and_name(path: &str) -> (&str, &str) {
    path.split_once('/').unwrap_or(("", path))
}

/// Reads tables one after another and keeps what they cite.
struct Loader<'a> {
    files: &'a [(&'a str, &'a str)],
    citations: BTreeMap<String, Vec<Citation>>,
}

impl Loader<'_> {
    fn table<R: Row + DeserializeOwned>(&mut self) -> Result<Table<R>, ReferenceError> {
        let text = self
            .files
            .iter()
            .find(|(path, _)| topic_and_name(path).1 == R::TABLE)
            .map(|(_, text)| *text)
            .ok_or_else(|| ReferenceError::MissingTable {
                table: R::TABLE.to_owned(),
            })?;
        let table = read::<R>(text)?;
        let citations = table.iter().map(Row::citation).collect();
        self.citations.insert(R::TABLE.to_owned(), citations);
        Ok(table)
    }
}

fn load(files: &[(&str, &str)], sources: &str) -> Result<Reference, ReferenceError> {
    let data_version = version(files, sources);
    let sources = read_sources(sources)?;
    let mut loader = Loader {
        files,
        citations: BTreeMap::new(),
    };
    let mut reference = Reference {
        sources,
        asks: loader.table()?,
        handoffs: loader.table()?,
        template: loader.table()?,
        assumptions: loader.table()?,
        elements: loader.table()?,
        biopharmaceutics: loader.table()?,
        counter_ions: loader.table()?,
        first_formulations: loader.table()?,
        xray_lines: loader.table()?,
        xray_scattering: loader.table()?,
        known_mutagens: loader.table()?,
        purge_actions: loader.table()?,
        purge_scores: loader.table()?,
        replacements: loader.table()?,
        td50: loader.table()?,
        potency_categories: loader.table()?,
        class_specific: loader.table()?,
        m7_classes: loader.table()?,
        compound_intakes: loader.table()?,
        control_options: loader.table()?,
        duration_rules: loader.table()?,
        ttc: loader.table()?,
        nitrosamines: loader.table()?,
        q3a: loader.table()?,
        q3b: loader.table()?,
        q3c: loader.table()?,
        q3d: loader.table()?,
        solvents: loader.table()?,
        technologies: loader.table()?,
        citations: BTreeMap::new(),
        data_version,
    };
    reference.citations = loader.citations;
    check_sources(&reference)?;
    Ok(reference)
}

fn check_sources(reference: &Reference) -> Result<(), ReferenceError> {
    for (table, citations) in &reference.citations {
        for citation in citations {
            if reference.source(&citation.source).is_none() {
                return Err(ReferenceError::UnknownSource {
                    table: table.clone(),
                    row: citation.row.clone(),
                    source_id: citation.source.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Edition plus the 64-bit FNV-1a hash of all names and texts.
///
/// Carriage returns are skipped: a checkout that changes line ends has the same data.
fn version(files: &[(&str, &str)], sources: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let texts = files
        .iter()
        .flat_map(|(path, text)| [*path, *text])
        .chain([sources]);
    for byte in texts.flat_map(|text| text.bytes().chain([0])) {
        if byte != b'\r' {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{DATA_EDITION}-{hash:016x}")
}

#[cfg(test)]
mod tests;
