//! Generated files: JSON Schema, problem codes, reference tables, third-party notices.

use std::path::PathBuf;

use anyhow::{Context, bail};
use concerted_model::problem::CODES;
use concerted_reference::Reference;

use crate::{alert_catalogue, licenses, shell, technology_catalogue};

/// Whether to write the files or to compare them with what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Compare,
}

/// Writes or compares every generated file.
pub(crate) fn run(mode: Mode) -> anyhow::Result<()> {
    let metadata = shell::metadata()?;
    let files = [
        ("docs/program.schema.json", schema()?),
        ("docs/problems.md", problems()),
        ("docs/tables.md", tables()),
        ("docs/alerts.md", alert_catalogue::page()),
        ("docs/formation-rules.md", formation_rules()),
        ("docs/technology-options.md", technology_catalogue::page()),
        ("THIRD_PARTY_NOTICES.md", licenses::notices(&metadata)),
    ];
    let mut stale = Vec::new();
    for (name, text) in &files {
        let path: PathBuf = shell::root().join(name);
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        if stands == *text {
            continue;
        }
        match mode {
            Mode::Write => {
                std::fs::write(&path, text)
                    .with_context(|| format!("`{}` cannot be written", path.display()))?;
                shell::say(&format!("wrote {name}"));
            }
            Mode::Compare => stale.push(*name),
        }
    }
    if stale.is_empty() {
        shell::say(&format!("generated files: {} up to date", files.len()));
        return Ok(());
    }
    bail!(
        "generated files are stale: {}; run `cargo xtask generate`",
        stale.join(", ")
    );
}

fn schema() -> anyhow::Result<String> {
    let mut text = serde_json::to_string_pretty(&concerted_model::schema::json_schema())
        .context("the schema cannot be written")?;
    text.push('\n');
    Ok(text)
}

fn problems() -> String {
    let mut text = String::from(
        "# Problems of a program document\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         `concerted check` reports these; `concerted explain CODE` prints the text below.\n",
    );
    for code in CODES {
        text.extend([
            "\n## ",
            code.id,
            ": ",
            code.title,
            "\n\n",
            code.explanation,
            "\n",
        ]);
    }
    text
}

fn formation_rules() -> String {
    let rules = concerted_genotox::formation_catalogue();
    let mut text = format!(
        "# Formation rules\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         The {} rules by which the impurity walk foresees mutagenic by-products from what a step contains. They read \
         structures, acid and base, water and temperature; they know no rates, no order of addition and not how much \
         of a reagent is left. A lowered concern means that the conditions work against the by-product; it stays \
         listed as a note. What a step or a later one does to a by-product is said beside it, without a claim of how far it goes.\n",
        rules.len()
    );
    for rule in rules {
        let references: Vec<String> = rule
            .references
            .iter()
            .map(|work| {
                let memory = if work.confirmed { "" } else { " (from memory)" };
                format!("{}{memory}", work.citation)
            })
            .collect();
        text.extend([
            "\n## ",
            rule.id,
            ": ",
            rule.name,
            "\n\n*What it checks.* ",
            rule.checks,
            "\n\n*Limits of validity.* ",
            rule.limits,
            "\n\n*References.* ",
            &references.join("; "),
            ".\n",
        ]);
    }
    text
}

fn tables() -> String {
    let mut text = String::from(
        "# Reference tables\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         Embedded in the program; each row names its source, its place there and how far it was checked.\n\n\
         | table | rows | verified | sources |\n|---|---|---|---|\n",
    );
    for table in Reference::embedded().tables() {
        text.push_str(&row(&table));
    }
    text
}

fn row(table: &concerted_reference::TableSummary) -> String {
    let sources: Vec<&str> = table.sources.iter().map(String::as_str).collect();
    format!(
        "| {}/{} | {} | {} | {} |\n",
        table.topic,
        table.name,
        table.rows,
        table.verified_rows,
        sources.join(", ")
    )
}
