//! Any text as a program of one TOML file and one CSV file, split at the first NUL.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (toml, csv) = text.split_once('\0').unwrap_or((text, ""));
    let loaded = concerted_document::read_texts(&[("program.toml", toml), ("table.csv", csv)]);
    let shown = loaded.problems.len().min(20);
    let _text = concerted_document::render::problems(&loaded.problems[..shown], &loaded.files, false);
});
