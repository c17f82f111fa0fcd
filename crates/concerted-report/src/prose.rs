//! Sentences written by others: back-ticks are shown as code, control characters are taken out.

use askama::Template;

/// A sentence cut at its back-ticks.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = "{% for (text, code) in parts %}{% if *code %}<code>{{ text }}</code>{% else %}{{ text }}{% endif %}{% endfor %}",
    ext = "html"
)]
pub(crate) struct Prose {
    parts: Vec<(String, bool)>,
}

impl askama::filters::HtmlSafe for Prose {}

impl Prose {
    /// Cuts a sentence; a back-tick without a second one stays as it is.
    pub(crate) fn new(text: &str) -> Self {
        let pieces: Vec<&str> = text.split('`').collect();
        if pieces.len().is_multiple_of(2) {
            return Self {
                parts: vec![(text.to_owned(), false)],
            };
        }
        let parts = pieces
            .into_iter()
            .enumerate()
            .map(|(index, piece)| (piece.to_owned(), index % 2 == 1))
            .filter(|(piece, _)| !piece.is_empty())
            .collect();
        Self { parts }
    }
}

/// A text without control characters, which a terminal would obey; each becomes U+FFFD.
///
/// Characters in `kept` stay.
pub(crate) fn printable(text: &str, kept: &[char]) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() && !kept.contains(&character) {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_replaced() {
        for (text, plain) in [
            ("a\u{1b}[31mb", "a\u{fffd}[31mb"),
            ("\u{9b}2J\u{7}\r", "\u{fffd}2J\u{fffd}\u{fffd}"),
            ("µg · é\t", "µg · é\t"),
        ] {
            assert_eq!(printable(text, &['\t']), plain);
        }
    }

    #[test]
    fn back_ticks_become_code_and_markup_does_not() {
        for (text, html) in [
            ("add a `[[post]]` here", "add a <code>[[post]]</code> here"),
            ("`a`", "<code>a</code>"),
            ("one ` alone", "one ` alone"),
            ("a `<b>` & c", "a <code>&#60;b&#62;</code> &#38; c"),
            ("", ""),
        ] {
            assert_eq!(Prose::new(text).to_string(), html);
        }
    }
}
