//! The argument for a control option in plain sentences, and what data would change it.

use concerted_model::quantity::{limit_digits, shortest};

use super::Question;
use crate::purge::{PURGE_NOTE, PurgeLedger};

/// Phrases that one proposal names at most; the ledger has all.
const MOST_PHRASES: usize = 6;

/// Why this option, as sentences.
pub(super) fn argument(
    question: &Question<'_>,
    option: u8,
    test_after: Option<&str>,
) -> Vec<String> {
    let mut sentences = vec![way(question)];
    sentences.extend(level(question));
    match option {
        4 => option_4(question, &mut sentences),
        3 => option_3(question, test_after, &mut sentences),
        2 => option_2(question, test_after, &mut sentences),
        _ => option_1(question, &mut sentences),
    }
    if option > 1
        && question
            .worst
            .is_some_and(|ledger| ledger.notes.iter().any(|note| note == PURGE_NOTE))
    {
        sentences.push(PURGE_NOTE.to_owned());
    }
    sentences
}

/// Where it comes in and how far that is from the substance.
fn way(question: &Question<'_>) -> String {
    let name = question.case.name;
    let evidence = &question.evidence;
    let steps = count(evidence.steps_after, "step", "steps");
    let isolations = count(evidence.isolations, "isolation", "isolations");
    match evidence.entries.as_slice() {
        [] => format!("No step of a route says where {name} forms or enters."),
        [one] => format!(
            "{name} forms or enters in step `{one}`; {steps} with {isolations} count until the substance."
        ),
        more => format!(
            "{name} forms or enters in steps {}; from the last of them {steps} with {isolations} count until the substance.",
            more.iter()
                .map(|step| format!("`{step}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Level, requirement and what counts against it.
fn level(question: &Question<'_>) -> Option<String> {
    let worst = question.worst?;
    let Some(ratio) = worst
        .ratio(&question.limit.use_id)
        .filter(|own| own.ratio.is_some())
    else {
        return Some(worst.level_basis.clone());
    };
    Some(format!(
        "{} It starts at {} ppm against a limit of {} ppm in the substance: a purge of {} is required, {} counts ({}), ratio {}.",
        worst.level_basis,
        shortest_level(worst.level_ppm?),
        limit_digits(ratio.limit_ppm),
        rounded(ratio.required?),
        rounded(worst.counted),
        counted_words(worst),
        rounded(ratio.ratio?),
    ))
}

fn counted_words(ledger: &PurgeLedger) -> &'static str {
    match (ledger.measured.is_some(), ledger.is_measured_only()) {
        (true, true) => "measured",
        (true, false) => "measured in part, else scored",
        (false, true) => "nothing is scored or measured",
        (false, false) => "scored, not measured",
    }
}

fn option_1(question: &Question<'_>, sentences: &mut Vec<String>) {
    let ratio = question.evidence.ratio;
    let sentence = if question.is_late() {
        "Nothing after the last step takes it away, so it is tested in the substance."
    } else if question.case.nature.nitrosamine && question.evidence.measured.is_none() {
        "For a nitrosamine a purely predicted purge is not accepted and none was measured, so it is tested in the substance."
    } else if ratio.is_none() {
        "Without a level no ratio can be given, and no other option can be argued: it is tested in the substance."
    } else if ratio.is_some_and(|ratio| ratio < 1.0) {
        "The purge that counts does not reach what the limit requires: it is tested in the substance, or the process is changed."
    } else {
        "No isolated product behind every step in which it comes in is expected at or below the limit, and no measured purge follows one: it is tested in the substance."
    };
    sentences.push(sentence.to_owned());
    if let Some(percent) = less_often_percent(question) {
        sentences.push(format!(
            "Results that stay under {percent} % of the limit allow fewer tests."
        ));
    }
}

/// Percentage of the limit under which option 1 allows to test less often, by the table of options.
fn less_often_percent(question: &Question<'_>) -> Option<String> {
    let row = question.case.reference.control_option(1)?;
    Some(shortest(row.fraction_of_limit? * 100.0))
}

fn option_2(question: &Question<'_>, test_after: Option<&str>, sentences: &mut Vec<String>) {
    sentences.push(format!(
        "The product of step `{}` is expected at or below the limit of the substance, so a test there with that limit controls it.",
        test_after.unwrap_or("?")
    ));
    if question
        .worst
        .is_some_and(|ledger| !ledger.is_measured_only())
    {
        sentences
            .push("That level rests on a prediction; the test itself has to show it.".to_owned());
    }
}

fn option_3(question: &Question<'_>, test_after: Option<&str>, sentences: &mut Vec<String>) {
    let percent = question
        .evidence
        .measured_ratio
        .map(|ratio| rounded(100.0 / ratio))
        .unwrap_or_default();
    let fraction = question
        .option_3_fraction()
        .map(|fraction| shortest(fraction * 100.0));
    sentences.push(format!(
        "Measured purge alone leaves {percent} % of the limit in the substance, below the {} % that option 3 asks for: a test after step `{}` may allow more than the limit.",
        fraction.unwrap_or_default(),
        test_after.unwrap_or("?")
    ));
}

fn option_4(question: &Question<'_>, sentences: &mut Vec<String>) {
    sentences.push("The ratio lies in the band in which no further experiments are expected, so no test is proposed; a level far below the limit is no argument by itself, the process knowledge behind it is.".to_owned());
    if question.evidence.measured.is_some() {
        sentences.push("Part of the purge was measured.".to_owned());
    }
    sentences.extend(question.evidence.reactions.iter().take(2).cloned());
}

/// What data would change the option.
pub(super) fn would_change(question: &Question<'_>, option: u8) -> Vec<String> {
    let mut phrases = Vec::new();
    if question.is_late() {
        phrases.push(
            "another order of steps, so that something follows the step in which it arises"
                .to_owned(),
        );
    }
    if let Some(worst) = question.worst {
        let mut own = worst.would_change.clone();
        let spiking = own
            .iter()
            .position(|phrase| phrase.starts_with("a spiking study"));
        if let Some(at) = spiking {
            // A measurement decides more than any single score, so it stands first.
            let spiking = own.remove(at);
            own.insert(0, spiking);
        }
        phrases.extend(own);
        let band = worst
            .ratio(&question.limit.use_id)
            .and_then(|ratio| ratio.band.as_ref());
        if let Some(band) = band.filter(|_| option != 4 && !question.case.nature.nitrosamine) {
            phrases.push(format!(
                "what is expected at this ratio: {} (status {})",
                lower(&band.data_expected),
                band.citation.status.word()
            ));
        }
    }
    phrases.truncate(MOST_PHRASES);
    if let Some(percent) = less_often_percent(question).filter(|_| option == 1 || option == 3) {
        phrases.push(format!(
            "a method that quantifies at or below {percent} % of the limit, to test less often"
        ));
    }
    if option == 4 {
        phrases.push(
            "a measured purge below the predicted one, or a residue found in a batch".to_owned(),
        );
    }
    phrases
}

fn lower(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// A factor in two figures, as it is no better known.
pub(crate) fn rounded(value: f64) -> String {
    figures(value, 2)
}

/// A level in three figures.
fn shortest_level(ppm: f64) -> String {
    figures(ppm, 3)
}

/// A number in so many figures, without an exponent.
fn figures(value: f64, count: i32) -> String {
    if !value.is_finite() || value == 0.0 {
        return value.to_string();
    }
    let digits = count - 1 - value.abs().log10().floor() as i32;
    let scale = 10_f64.powi(digits.abs());
    let rounded = if digits >= 0 {
        (value * scale).round() / scale
    } else {
        (value / scale).round() * scale
    };
    if rounded.abs() < 1e-3 {
        let text = format!("{rounded:.*}", digits.max(0) as usize);
        text.trim_end_matches('0').to_owned()
    } else {
        shortest(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_shown_in_two_figures() {
        for (value, text) in [
            (1234.0, "1200"),
            (0.0456, "0.046"),
            (10.0, "10"),
            (1.0, "1"),
            (99.6, "100"),
            (0.000_008_984, "0.000009"),
        ] {
            assert_eq!(rounded(value), text);
        }
    }
}
