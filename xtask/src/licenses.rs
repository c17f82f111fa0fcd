//! Licences of everything that is linked, and the notices that ship with it.

use std::collections::BTreeSet;

use anyhow::bail;
use serde_json::Value;

use crate::shell;

/// Licences that may be linked into a program under MIT or Apache-2.0.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A crate of others with its licence.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Linked {
    name: String,
    version: String,
    license: String,
    link: String,
}

fn linked(metadata: &Value) -> BTreeSet<Linked> {
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| !package["source"].is_null())
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            Linked {
                name: text("name"),
                version: text("version"),
                license: text("license"),
                link: text("repository"),
            }
        })
        .collect()
}

/// True where at least one way through the expression uses allowed licences only.
fn allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    expression.split(" OR ").any(|choice| {
        choice
            .trim_matches(['(', ')', ' '])
            .split(" AND ")
            .all(|license| ALLOWED.contains(&license.trim_matches(['(', ')', ' '])))
    })
}

/// Checks every licence.
pub(crate) fn run(metadata: &Value) -> anyhow::Result<()> {
    let linked = linked(metadata);
    let bad: Vec<String> = linked
        .iter()
        .filter(|package| !allowed(&package.license))
        .map(|package| format!("{} {}: {}", package.name, package.version, package.license))
        .collect();
    if bad.is_empty() {
        shell::say(&format!("licences: {} crates allowed", linked.len()));
        return Ok(());
    }
    bail!("licences that are not allowed:\n  {}", bad.join("\n  "));
}

/// The notices as a page.
pub(crate) fn notices(metadata: &Value) -> String {
    let mut text = String::from(
        "# Third-party notices\n\n<!-- Written by `cargo xtask generate`. -->\n\n\
         Concerted is linked with these crates, or built and tested with them. Each is used under one of the\n\
         licences it names; their texts are in the crates' own packages.\n\n\
         | crate | version | licence | source |\n|---|---|---|---|\n",
    );
    for package in linked(metadata) {
        text.push_str(&format_row(&package));
    }
    text
}

fn format_row(package: &Linked) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        package.name, package.version, package.license, package.link
    )
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn one_way_through_must_be_allowed() {
        assert!(allowed("MIT OR Apache-2.0"));
        assert!(allowed("MIT/Apache-2.0"));
        assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(allowed("GPL-3.0 OR MIT"));
        assert!(!allowed("GPL-3.0"));
        assert!(!allowed(""));
    }
}
