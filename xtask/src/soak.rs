//! Mutated program and schedule files through the readers: no panic, and none over five seconds; corrupted structures
//! through the screen: each answered; a long list of structures: memory stays flat.

mod exchange;
mod screening;

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use concerted_chance::Stream;
use concerted_document::{read_texts, render, starter};
use rayon::prelude::*;

use crate::shell;

/// Files of a full soak.
const FULL: f64 = 200_000.0;
/// Longest time that reading one program may take.
const LONGEST: Duration = Duration::from_secs(5);

/// Fragments that are likely to break a reader.
const FRAGMENTS: &[&str] = &[
    "[[",
    "]]",
    "[",
    "]",
    "{",
    "}",
    "=",
    "\"",
    "'''",
    "\"\"\"",
    "\\",
    "#",
    "\n",
    "\r\n",
    "\0",
    "é",
    "\u{202e}",
    ",",
    ".",
    "1e999",
    "-",
    "nan",
    "inf",
    "9223372036854775808",
    "2027-02-30",
    "0x",
    "[[material]]\n",
    "[[step]]\n",
    "id = \"a\"\n",
    "smiles = \"C1CC\"\n",
    "C(C)(C)(C)(C)C",
    "((((((((((",
    "[Rh+]",
    "%99",
    "1e-400 kg",
    "99999999999 d",
    "= {",
    "yield = ",
    "after = [\"c06\"]\n",
    "link = [{ from = \"x\", lag = \"-99999 d\" }]\n",
    "point = \"a.csv\"\n",
    "\u{feff}",
    "\t",
];

/// A program as file names and texts.
type Texts = Vec<(String, String)>;

/// Runs the soak.
pub(crate) fn run(percent: f64, seed: u64) -> anyhow::Result<()> {
    let count = (FULL * percent / 100.0).round().max(1.0) as u64;
    let seeds = seeds()?;
    // The hook would print every panic that is caught; the first one is reported below with its input.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let results: Vec<Result<Duration, String>> = (0..count)
        .into_par_iter()
        .map(|sample| one(&seeds, seed, sample))
        .collect();
    std::panic::set_hook(hook);
    let failures: Vec<&String> = results
        .iter()
        .filter_map(|result| result.as_ref().err())
        .collect();
    let slowest = results
        .iter()
        .filter_map(|result| result.as_ref().ok())
        .max()
        .copied()
        .unwrap_or_default();
    shell::say(&format!(
        "soak: {count} mutated programs of {} seeds read, {} failures, slowest {:.3} s",
        seeds.len(),
        failures.len(),
        slowest.as_secs_f64()
    ));
    if let Some(first) = failures.first() {
        bail!("soak: {first}");
    }
    exchange::run(percent, seed)?;
    screening::run(percent, seed)
}

/// Starter and example programs.
fn seeds() -> anyhow::Result<Vec<Texts>> {
    let mut seeds = vec![
        starter::FILES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    ];
    let examples = shell::root().join("examples");
    let mut folders: Vec<_> = std::fs::read_dir(&examples)
        .context("`examples` cannot be read")?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let mut texts = Texts::new();
        let mut files: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|kind| kind == "toml" || kind == "csv")
            })
            .collect();
        files.sort();
        for file in files {
            let name = file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            texts.push((name.unwrap_or_default(), std::fs::read_to_string(&file)?));
        }
        seeds.push(texts);
    }
    Ok(seeds)
}

fn one(seeds: &[Texts], seed: u64, sample: u64) -> Result<Duration, String> {
    let mut stream = Stream::new(seed, "soak", "program", sample);
    let mut texts = seeds[pick(&mut stream, seeds.len())].clone();
    let changes = 1 + pick(&mut stream, 8);
    for _ in 0..changes {
        let file = pick(&mut stream, texts.len());
        let other = pick(&mut stream, texts.len());
        let donor = texts[other].1.clone();
        mutate(&mut texts[file].1, &donor, &mut stream);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the bar is a time, and nothing computed depends on it"
    )]
    let start = Instant::now();
    let read = catch_unwind(|| {
        let borrowed: Vec<(&str, &str)> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let loaded = read_texts(&borrowed);
        // Rendering is part of what a user runs; a few problems show it as well as thousands.
        render::problems(
            &loaded.problems[..loaded.problems.len().min(50)],
            &loaded.files,
            false,
        )
        .len()
    });
    let took = start.elapsed();
    let input = || {
        texts
            .iter()
            .map(|(name, text)| format!("--- {name}\n{text}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    match read {
        Err(_) => Err(format!("sample {sample} panicked on:\n{}", input())),
        Ok(_) if took > LONGEST => Err(format!("sample {sample} took {took:?} on:\n{}", input())),
        Ok(_) => Ok(took),
    }
}

fn pick(stream: &mut Stream, below: usize) -> usize {
    (stream.uniform() * below as f64) as usize
}

fn mutate(text: &mut String, donor: &str, stream: &mut Stream) {
    let at = boundary(text, pick(stream, text.len() + 1));
    let end = boundary(text, at + pick(stream, 40));
    match pick(stream, 7) {
        0 => text.replace_range(at..end, ""),
        1 => text.insert_str(at, FRAGMENTS[pick(stream, FRAGMENTS.len())]),
        2 => text.replace_range(at..end, FRAGMENTS[pick(stream, FRAGMENTS.len())]),
        3 => {
            let from = boundary(donor, pick(stream, donor.len() + 1));
            let to = boundary(donor, from + pick(stream, 400));
            text.insert_str(at, &donor[from..to]);
        }
        4 => {
            let part = text[at..end].repeat(1 + pick(stream, 60));
            text.insert_str(at, &part);
        }
        5 => text.truncate(at),
        _ => {
            let byte = (32 + pick(stream, 95)) as u8 as char;
            text.insert(at, byte);
        }
    }
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
