//! The starter program has no problem, and its text is in house layout.

use concerted_document::{format, read_texts, render, starter};

#[test]
fn starter_is_clean() {
    let loaded = read_texts(starter::FILES);
    assert!(
        loaded.problems.is_empty(),
        "{}",
        render::problems(&loaded.problems, &loaded.files, false)
    );
    let program = loaded.program.unwrap();
    assert_eq!(program.step.len(), 2);
    assert!(program.entered.len() > 40);
}

#[test]
fn starter_is_formatted() {
    for (name, text) in starter::FILES {
        assert_eq!(&format::format_text(text).unwrap(), text, "{name}");
    }
}
