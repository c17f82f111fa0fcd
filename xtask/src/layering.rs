//! Crates use lower levels only, as ARCHITECTURE.md says.

use std::collections::BTreeMap;

use anyhow::bail;
use serde_json::Value;

use crate::shell;

/// Level of each crate. A crate may use crates of lower levels, never one of its own or above.
const LEVELS: &[(&str, u8)] = &[
    ("concerted-chance", 0),
    ("concerted-model", 0),
    ("concerted-molecule", 0),
    ("concerted-hazard", 1),
    ("concerted-reference", 1),
    ("concerted-transformation", 1),
    ("concerted-diffraction", 2),
    ("concerted-document", 2),
    ("concerted-form", 2),
    ("concerted-genotox", 2),
    ("concerted-methods", 2),
    ("concerted-partners", 2),
    ("concerted-route", 2),
    ("concerted-schedule", 2),
    ("concerted-supply", 2),
    ("concerted-team", 2),
    ("concerted-exchange", 3),
    ("concerted-program", 3),
    ("concerted-report", 4),
    ("concerted", 6),
];

/// Crates below the store that must never bring in time, threads of their own or a network.
const BANNED: &[&str] = &["tokio", "sqlx", "rusqlite", "hyper", "reqwest", "chrono"];

/// Level from which on the banned crates may be used.
const FREE_LEVEL: u8 = 3;

/// Checks the normal dependencies of every crate of the workspace.
pub(crate) fn run(metadata: &Value) -> anyhow::Result<()> {
    let levels: BTreeMap<&str, u8> = LEVELS.iter().copied().collect();
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if !package["source"].is_null() || name == "xtask" {
            continue;
        }
        let Some(level) = levels.get(name) else {
            problems.push(format!(
                "`{name}` has no level: add it to xtask and ARCHITECTURE.md"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // Tests may read documents to have something to test.
            if !dependency["kind"].is_null() {
                continue;
            }
            let other = dependency["name"].as_str().unwrap_or_default();
            if let Some(below) = levels.get(other)
                && below >= level
            {
                problems.push(format!(
                    "`{name}` (level {level}) uses `{other}` (level {below})"
                ));
            }
            if *level < FREE_LEVEL && BANNED.contains(&other) {
                problems.push(format!("`{name}` uses `{other}`, which no engine may"));
            }
        }
    }
    if problems.is_empty() {
        shell::say(&format!("layering: {} crates in order", LEVELS.len()));
        return Ok(());
    }
    bail!("layering:\n  {}", problems.join("\n  "));
}
