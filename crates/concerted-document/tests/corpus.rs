//! Every file of the fuzz corpus is read without a panic, and reading it twice gives the same problems.

use std::path::Path;

use concerted_document::{read_texts, render};

#[test]
fn corpus_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/document");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let (toml, csv) = text.split_once('\0').unwrap_or((&text, ""));
        let read = || {
            let loaded = read_texts(&[("program.toml", toml), ("table.csv", csv)]);
            let shown = loaded.problems.len().min(100);
            render::problems(&loaded.problems[..shown], &loaded.files, false)
        };
        assert_eq!(read(), read(), "{}", path.display());
        count += 1;
    }
    assert!(count >= 20, "the corpus has only {count} files");
}
