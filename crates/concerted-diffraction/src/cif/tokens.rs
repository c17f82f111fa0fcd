//! The tokens of a CIF: names, values, loops and block headers, each with its line.

use crate::problem::{Fault, Problem, shown};

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// `data_NAME`, with the name.
    Block(String),
    /// `loop_`.
    Loop,
    /// A data name in lower case, with `.` as `_`.
    Name(String),
    /// A value.
    Value(Value),
}

/// A value as it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) line: usize,
    /// True for `?` and `.` without quotation marks.
    pub(super) absent: bool,
}

/// Cuts a text into tokens. A quotation without end is a problem and taken to the end of its line.
pub(super) fn tokens(text: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].starts_with(';') {
            at = text_field(&lines, at, &mut tokens, problems);
            continue;
        }
        line_tokens(lines[at], at + 1, &mut tokens, problems);
        at += 1;
    }
    tokens
}

/// Reads a text field that starts at a line; returns the line where reading goes on.
fn text_field(
    lines: &[&str],
    start: usize,
    tokens: &mut Vec<Token>,
    problems: &mut Vec<Problem>,
) -> usize {
    let mut text = lines[start][1..].to_owned();
    let end = (start + 1..lines.len()).find(|at| lines[*at].starts_with(';'));
    let Some(end) = end else {
        let what = "text field";
        problems.push(Problem::at(start + 1, Fault::Unterminated { what }));
        return lines.len();
    };
    for line in &lines[start + 1..end] {
        text.push('\n');
        text.push_str(line);
    }
    tokens.push(Token {
        line: start + 1,
        kind: TokenKind::Value(Value {
            text: text.trim().to_owned(),
            line: start + 1,
            absent: false,
        }),
    });
    line_tokens(&lines[end][1..], end + 1, tokens, problems);
    end + 1
}

/// Tokens of one line outside text fields.
fn line_tokens(line: &str, number: usize, tokens: &mut Vec<Token>, problems: &mut Vec<Problem>) {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else {
            return;
        };
        let kind = match first {
            '#' => return,
            '\'' | '"' => {
                let (text, after) = quoted(rest, first, number, problems);
                rest = after;
                TokenKind::Value(Value {
                    text: text.to_owned(),
                    line: number,
                    absent: false,
                })
            }
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let word = &rest[..end];
                rest = &rest[end..];
                match bare(word, number) {
                    Some(kind) => kind,
                    None => continue,
                }
            }
        };
        tokens.push(Token { line: number, kind });
    }
}

/// The text between quotation marks, and what follows. The end is a mark with a blank or nothing behind it.
fn quoted<'a>(
    rest: &'a str,
    mark: char,
    number: usize,
    problems: &mut Vec<Problem>,
) -> (&'a str, &'a str) {
    let body = &rest[1..];
    let end = body.char_indices().find(|(at, character)| {
        *character == mark
            && body[at + 1..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
    });
    if let Some((at, _)) = end {
        (&body[..at], &body[at + 1..])
    } else {
        let what = "quotation";
        problems.push(Problem::at(number, Fault::Unterminated { what }));
        (body, "")
    }
}

/// A word without quotation marks; none for words that carry nothing here.
fn bare(word: &str, line: usize) -> Option<TokenKind> {
    let lower = word.to_ascii_lowercase();
    if lower.starts_with("data_") {
        return Some(TokenKind::Block(shown(&word[5..])));
    }
    if lower == "loop_" {
        return Some(TokenKind::Loop);
    }
    if lower == "global_" || lower == "stop_" || lower.starts_with("save_") {
        return None;
    }
    if lower.starts_with('_') {
        return Some(TokenKind::Name(lower.replace('.', "_")));
    }
    Some(TokenKind::Value(Value {
        absent: word == "?" || word == ".",
        text: word.to_owned(),
        line,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let found = tokens(text, &mut problems);
        assert_eq!(problems, []);
        found
            .into_iter()
            .map(|token| match token.kind {
                TokenKind::Block(name) => format!("data {name}"),
                TokenKind::Loop => "loop".to_owned(),
                TokenKind::Name(name) => name,
                TokenKind::Value(value) if value.absent => "absent".to_owned(),
                TokenKind::Value(value) => format!("[{}]", value.text),
            })
            .collect()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        assert_eq!(
            values("#c\nDATA_x _A.b 'it's' # r\r\n_c \"q\"\n;line 1\n line 2\n;\n_d ? _e . '?'"),
            [
                "data x",
                "_a_b",
                "[it's]",
                "_c",
                "[q]",
                "[line 1\n line 2]",
                "_d",
                "absent",
                "_e",
                "absent",
                "[?]"
            ]
        );
        assert_eq!(values("loop_ _a#b 1#2"), ["loop", "_a#b", "[1#2]"]);
    }

    #[test]
    fn what_has_no_end_is_named_with_its_line() {
        for (text, line) in [("_a 'b\n_c d", 1), ("\n_a\n;text\nmore", 3)] {
            let mut problems = Vec::new();
            tokens(text, &mut problems);
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].line, Some(line));
        }
    }
}
