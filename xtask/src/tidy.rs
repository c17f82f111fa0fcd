//! What a formatter does not see: file heads, banned words, file length.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::shell;

/// Words that may not stand in a Rust file, with the reason. Each is built from two parts, so that this
/// list does not find itself.
const BANNED: &[(&str, &str, &str)] = &[
    ("#[ign", "ore]", "a test that does not run proves nothing"),
    ("should_", "panic", "test the error, not a panic"),
    ("todo", "!(", "finish it or name an issue in a comment"),
    ("unimpl", "emented!(", "finish it"),
    ("dbg", "!(", "left over from a hunt"),
];

/// The name that the ingredient and the web side must not have; built from two parts like the words above.
const MISNOMER: &str = concat!("a", "pi");

/// Lines above which a file is reported; above twice as many it fails.
const SOFT_LINES: usize = 400;

/// Checks every Rust file of the workspace.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = shell::root();
    let mut files = Vec::new();
    for folder in ["crates", "xtask"] {
        list(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut problems = Vec::new();
    let mut long = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("`{}` cannot be read", file.display()))?;
        let name = file
            .strip_prefix(&root)
            .unwrap_or(file)
            .display()
            .to_string();
        if !text.starts_with("//!") {
            problems.push(format!("{name}: opens without a `//!` line"));
        }
        for (head, tail, reason) in BANNED {
            if text.contains(&format!("{head}{tail}")) {
                problems.push(format!("{name}: `{head}{tail}`: {reason}"));
            }
        }
        problems.extend(substance_misnamed(&text).map(|line| {
            format!(
                "{name}:{line}: `{MISNOMER}` as a name: the ingredient is `substance`, the web side `http`"
            )
        }));
        // Cases stand beside each other in one place; a long list of them is no god file.
        let of_tests = name.contains("/tests/");
        let lines = if of_tests { 0 } else { production_lines(&text) };
        if lines > SOFT_LINES * 2 && !text.contains("Long because") {
            problems.push(format!(
                "{name}: {lines} lines, more than {}",
                SOFT_LINES * 2
            ));
        } else if lines > SOFT_LINES {
            long.push(format!("{name} ({lines})"));
        }
    }
    if !long.is_empty() {
        shell::say(&format!(
            "tidy: over {SOFT_LINES} lines: {}",
            long.join(", ")
        ));
    }
    if problems.is_empty() {
        shell::say(&format!("tidy: {} files in order", files.len()));
        return Ok(());
    }
    bail!("tidy:\n  {}", problems.join("\n  "));
}

/// Lines before the tests.
fn production_lines(text: &str) -> usize {
    text.split("#[cfg(test)]\nmod")
        .next()
        .unwrap_or(text)
        .lines()
        .count()
}

/// Lines that use the misnomer as a part of an identifier outside comments.
fn substance_misnamed(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.lines().enumerate().filter_map(|(index, line)| {
        let code = line.split("//").next().unwrap_or(line);
        let found = code
            .split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .filter(|word| !word.contains(char::is_uppercase))
            .any(|word| word.split('_').any(|part| part == MISNOMER));
        (found && !code.contains('"')).then_some(index + 1)
    })
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                list(&path, files)?;
            }
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misnomer_is_found_in_names_only() {
        let text = "let NAME_key = 1;\n// the NAME\nlet rapid = 2;\nlet x = \"NAME\";\n";
        let text = text.replace("NAME", MISNOMER);
        assert_eq!(substance_misnamed(&text).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn tests_do_not_count_as_production() {
        assert_eq!(production_lines("a\nb\n#[cfg(test)]\nmod tests {\n}\n"), 2);
    }
}
