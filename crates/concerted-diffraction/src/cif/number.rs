//! Numbers of a CIF, with their uncertainty in brackets.

use super::tokens::Value;
use crate::problem::{Fault, Problem, shown};

/// The number of a text such as `1.234(5)`, without its uncertainty.
pub(super) fn number(text: &str) -> Option<f64> {
    let (number, rest) = text.split_once('(').unwrap_or((text, ")"));
    let closed = rest.strip_suffix(')').is_some_and(|digits| {
        digits
            .chars()
            .all(|digit| digit.is_ascii_digit() || digit == '.')
    });
    let plain = number
        .chars()
        .all(|character| character.is_ascii_digit() || "+-.eE".contains(character));
    if !closed || !plain {
        return None;
    }
    number
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// The number of a value; a text there is a problem.
pub(super) fn read(name: &str, value: &Value, problems: &mut Vec<Problem>) -> Option<f64> {
    let read = number(&value.text);
    if read.is_none() {
        problems.push(Problem::at(
            value.line,
            Fault::NotNumber {
                name: name.to_owned(),
                text: shown(&value.text),
            },
        ));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertainties_are_left_off_and_texts_are_none() {
        for (text, expected) in [
            ("1.234(5)", Some(1.234)),
            ("-.5", Some(-0.5)),
            ("2.", Some(2.0)),
            ("1e-3(2)", Some(1e-3)),
            ("90", Some(90.0)),
            ("1.2(", None),
            ("1.2(x)", None),
            ("ten", None),
            ("inf", None),
            ("nan", None),
            ("", None),
            ("1 2", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
