//! Mutated schedule files of every format through the readers, and what loads through model, assessment and writers.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use concerted_chance::Stream;
use concerted_exchange::{
    Read, Rejected, assess, read_csv, read_mspdi, read_psplib_mm, read_psplib_sch, read_psplib_sm,
    read_xer, survey, to_model, write_csv, write_mspdi,
};
use rayon::prelude::*;

use super::pick;
use crate::shell;

/// Files of a full soak.
const FULL: f64 = 200_000.0;
/// Longest time that one file may take.
const LONGEST: Duration = Duration::from_secs(5);

/// Bytes that are likely to break a reader.
const FRAGMENTS: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xc3",
    b"\r\n",
    b"\n",
    b"\t",
    b"\"",
    b",",
    b";",
    b"|",
    b"<",
    b">",
    b"</",
    b"&",
    b"&#0;",
    b"&#1114112;",
    b"<Task>",
    b"</Task>",
    b"<Project>",
    b"<![CDATA[",
    b"<!--",
    b"(",
    b")",
    b"(0||1()(",
    b"%T\tTASK\n",
    b"%R\t",
    b"%E",
    b"[",
    b"]",
    b"-",
    b"+",
    b"0",
    b"1",
    b"-1",
    b"1e999",
    b"NaN",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"79228162514264337593543950335",
    b"4294967296",
    b"99999999999999999999",
    b"PT99999999999H",
    b"-PT1H",
    b"P1D",
    b"0000-01-01",
    b"-009999-01-01T00:00:00",
    b"9999-12-31T23:59:59",
    b"2026-02-30",
    b"24:00",
    b"00:00",
    b"FS+1d",
    b" max",
    b"[predecessor]",
    b"@0",
    b"d|99999999",
    b"s|23:00|f|01:00",
    b"#calendar,",
    b"#exception,",
    b"***",
    b"PRECEDENCE RELATIONS:\n",
];

type Reader = fn(&[u8]) -> Result<Read, Rejected>;

/// Seeds by the reader that takes them.
const SEEDS: [(&str, Reader); 6] = [
    ("small.sm", read_psplib_sm),
    ("small.mm", read_psplib_mm),
    ("small.sch", read_psplib_sch),
    ("small.xml", read_mspdi),
    ("small.xer", read_xer),
    ("small.csv", read_csv),
];

/// Runs the soak.
pub(super) fn run(percent: f64, seed: u64) -> anyhow::Result<()> {
    let count = (FULL * percent / 100.0).round().max(1.0) as u64;
    let folder = shell::root().join("crates/concerted-exchange/tests/data");
    let mut seeds = Vec::new();
    for (name, reader) in SEEDS {
        let path = folder.join(name);
        let bytes =
            std::fs::read(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        seeds.push((name, reader, bytes));
    }
    // The hook would print every panic that is caught; the first one is reported below with its input.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let results: Vec<Result<(bool, Duration), String>> = (0..count)
        .into_par_iter()
        .map(|sample| one(&seeds, seed, sample))
        .collect();
    std::panic::set_hook(hook);
    let failures: Vec<&String> = results.iter().filter_map(|r| r.as_ref().err()).collect();
    let done = || results.iter().filter_map(|r| r.as_ref().ok());
    let loaded = done().filter(|(loaded, _)| *loaded).count();
    let slowest = done().map(|(_, took)| *took).max().unwrap_or_default();
    shell::say(&format!(
        "soak: {count} mutated schedule files of {} seeds read, {loaded} of them loaded, {} failures, slowest {:.3} s",
        seeds.len(),
        failures.len(),
        slowest.as_secs_f64()
    ));
    if let Some(first) = failures.first() {
        bail!("soak: {first}");
    }
    Ok(())
}

fn one(
    seeds: &[(&str, Reader, Vec<u8>)],
    seed: u64,
    sample: u64,
) -> Result<(bool, Duration), String> {
    let mut stream = Stream::new(seed, "soak", "schedule file", sample);
    let (name, reader, bytes) = &seeds[pick(&mut stream, seeds.len())];
    let donor = &seeds[pick(&mut stream, seeds.len())].2;
    let mut bytes = bytes.clone();
    for _ in 0..=pick(&mut stream, 6) {
        mutate(&mut bytes, donor, &mut stream);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the bar is a time, and nothing computed depends on it"
    )]
    let start = Instant::now();
    let read = catch_unwind(|| through(&bytes, name, *reader));
    let took = start.elapsed();
    let input = || String::from_utf8_lossy(&bytes).into_owned();
    match read {
        Err(_) => Err(format!(
            "sample {sample} of {name} panicked on:\n{}",
            input()
        )),
        Ok(_) if took > LONGEST => Err(format!(
            "sample {sample} of {name} took {took:?} on:\n{}",
            input()
        )),
        Ok(loaded) => Ok((loaded, took)),
    }
}

/// Everything that can be done with a file; whether it loads.
fn through(bytes: &[u8], name: &str, reader: Reader) -> bool {
    survey(bytes, name);
    let Ok(read) = reader(bytes) else {
        return false;
    };
    let (model, mapping) = to_model(&read.project);
    assess(&read.project, &model, &mapping);
    write_mspdi(&read.project);
    write_csv(&read.project);
    true
}

fn mutate(bytes: &mut Vec<u8>, donor: &[u8], stream: &mut Stream) {
    let at = pick(stream, bytes.len() + 1);
    let end = (at + pick(stream, 40)).min(bytes.len());
    let fragment = FRAGMENTS[pick(stream, FRAGMENTS.len())];
    match pick(stream, 8) {
        0 => drop(bytes.drain(at..end)),
        1 => drop(bytes.splice(at..at, fragment.iter().copied())),
        2 | 3 => drop(bytes.splice(at..end, fragment.iter().copied())),
        4 => {
            let from = pick(stream, donor.len() + 1);
            let to = (from + pick(stream, 300)).min(donor.len());
            drop(bytes.splice(at..at, donor[from..to].iter().copied()));
        }
        5 => {
            let part = bytes[at..end].repeat(1 + pick(stream, 60));
            drop(bytes.splice(at..at, part));
        }
        6 => number(bytes, fragment, stream),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = pick(stream, 256) as u8;
            }
        }
    }
}

/// Replaces a whole number somewhere by a fragment: most of what a file says is numbers.
fn number(bytes: &mut Vec<u8>, fragment: &[u8], stream: &mut Stream) {
    let from = pick(stream, bytes.len() + 1);
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = from + start;
    let length = bytes[start..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    drop(bytes.splice(start..start + length, fragment.iter().copied()));
}
