//! What a finding on an impurity says, short enough to be read in a list.

use concerted_model::quantity::{limit_digits, shortest};

use crate::class::ImpurityClass;
use crate::judge::Judged;
use crate::outcome::{AgencyLimit, ImpurityResult, UseLimit};
use concerted_hazard::CohortOfConcern;

/// Characters after which nothing more is added to a message; the impurity table has the rest.
const LONGEST: usize = 500;
/// Characters from which a cause goes without the list at its end.
const LONG_CAUSE: usize = 120;
/// Ends every message: the full sentence stands once for the program.
pub(crate) const SHORT_NOTE: &str = "A screening aid, to be reviewed by an expert.";

/// The message of an impurity on a route, `None` for all routes.
///
/// Class, first cause and limits come first; then, as far as there is room, agencies, method and reason.
pub(crate) fn message(judged: &Judged<'_>, class: ImpurityClass, route: Option<&str>) -> String {
    let result = &judged.result;
    let mut text = lead(result, class);
    for sentence in [cause_sentence(result, route), limits_sentence(result)] {
        add(&mut text, &sentence, usize::MAX);
    }
    let mut further = vec![agencies_sentence(&result.agency_limits)];
    // No method is asked for before the argument is made.
    let measured = !result.is_suspected_by_model_only();
    if let (true, Some(words), Some(technique)) = (
        measured,
        judged.demand.quantitation_words(),
        result.technique,
    ) {
        further.push(format!(
            "A method must quantify at or below {words}; proposed: {}.",
            technique.name()
        ));
    }
    if let Some(level) = result.nitrite_worst_case_ppm {
        further.push(format!(
            "If all nitrite of the excipients reacted, {} ppm of the moiety would form: a bound, not a prediction.",
            limit_digits(level)
        ));
    }
    if result.cohort_of_concern.is_none() {
        further.extend(result.class_reasons.iter().cloned());
    }
    let room = LONGEST - SHORT_NOTE.len() - 1;
    for sentence in &further {
        add(&mut text, sentence, room);
    }
    add(&mut text, SHORT_NOTE, usize::MAX);
    text
}

/// Adds a sentence where the text stays within so many characters.
fn add(text: &mut String, sentence: &str, room: usize) {
    if !sentence.is_empty() && text.chars().count() + 1 + sentence.chars().count() <= room {
        text.push(' ');
        text.push_str(&capitalised(sentence));
    }
}

fn lead(result: &ImpurityResult, class: ImpurityClass) -> String {
    let name = capitalised(&result.name);
    if let (true, Some(cell)) = (result.is_suspected_by_model_only(), result.cell) {
        return format!(
            "{name} is treated as class 3 by ICH M7 until an expert argument or a test decides: {}.",
            cell.name()
        );
    }
    match result.cohort_of_concern {
        Some(CohortOfConcern::NNitroso) => format!(
            "{name} belongs to the cohort of concern of ICH M7 (N-nitroso): it is controlled to its acceptable intake, not by the threshold of toxicological concern."
        ),
        Some(cohort) => format!(
            "{name} belongs to the cohort of concern of ICH M7 ({}): the threshold of toxicological concern does not apply.",
            cohort.name()
        ),
        None => format!(
            "{name} is a class {} impurity by ICH M7{}.",
            class.number(),
            if result.provisional {
                " (to be confirmed)"
            } else {
                ""
            }
        ),
    }
}

/// The first cause on the route and how many more there are.
fn cause_sentence(result: &ImpurityResult, route: Option<&str>) -> String {
    let causes: Vec<&str> = result
        .causes
        .iter()
        .filter(|cause| {
            route.is_none_or(|route| {
                cause.routes.is_empty() || cause.routes.iter().any(|own| own == route)
            })
        })
        .map(|cause| cause.sentence.as_str())
        .collect();
    let Some((first, others)) = causes.split_first() else {
        return String::new();
    };
    let first = in_short(first);
    match others.len() {
        0 => format!("{first}."),
        1 => format!("{first}, and 1 further way (see the impurity table)."),
        count => format!("{first}, and {count} further ways (see the impurity table)."),
    }
}

/// The first sentence of a cause; where it is long, without the list at its end.
fn in_short(cause: &str) -> &str {
    let first = cause.split(". ").next().unwrap_or(cause);
    let first = first.trim_end_matches('.');
    match first.rsplit_once(": ") {
        Some((start, _)) if first.chars().count() > LONG_CAUSE => start,
        _ => first,
    }
}

/// The limit of the first use in scope, and the lowest where it is another.
fn limits_sentence(result: &ImpurityResult) -> String {
    let limited = || {
        let uses = result.uses.iter().filter(|limit| limit.in_scope);
        uses.filter_map(|limit| Some((limit.limit_ppm_substance?, limit)))
    };
    let Some((first, of_first)) = limited().next() else {
        return String::new();
    };
    let words = limit_words(first, of_first);
    match limited().min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((lowest, of_lowest)) if lowest < first => format!(
            "Limits in the substance as made: {words}, {}.",
            limit_words(lowest, of_lowest)
        ),
        _ => format!("Limit in the substance as made: {words}."),
    }
}

fn limit_words(ppm: f64, limit: &UseLimit) -> String {
    format!("{} ppm for `{}`", limit_digits(ppm), limit.use_id)
}

/// What the agencies list; one sentence where they agree.
fn agencies_sentence(limits: &[AgencyLimit]) -> String {
    let Some(first) = limits.first() else {
        return String::new();
    };
    let same = limits.iter().all(|limit| {
        limit
            .intake_ng_per_day
            .total_cmp(&first.intake_ng_per_day)
            .is_eq()
    });
    if same {
        let names: Vec<&str> = limits.iter().map(|limit| limit.agency).collect();
        let who = match names.as_slice() {
            [one] => format!("{one} lists"),
            [one, other] => format!("{one} and {other} list"),
            more => format!("All {} agencies read list", more.len()),
        };
        return format!("{who} {} ng/day.", shortest(first.intake_ng_per_day));
    }
    let each: Vec<String> = limits
        .iter()
        .map(|limit| {
            format!(
                "{} {} ng/day",
                limit.agency,
                shortest(limit.intake_ng_per_day)
            )
        })
        .collect();
    format!(
        "The agencies differ: {}; the strictest counts.",
        each.join(", ")
    )
}

/// Names with `and` before the last.
pub(crate) fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A sentence that starts with the name of a material, with a capital letter.
fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_start_with_a_capital() {
        assert_eq!(capitalised("isopropanol reacts."), "Isopropanol reacts.");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn names_are_joined() {
        assert_eq!(joined(&["a", "b", "c"]), "a, b and c");
        assert_eq!(joined(&["a"]), "a");
        assert_eq!(joined(&[]), "");
    }

    #[test]
    fn causes_are_cut_at_their_first_sentence() {
        assert_eq!(
            in_short("A and B can form C. It is slow."),
            "A and B can form C"
        );
        assert_eq!(in_short("A meets nitrite: x, y."), "A meets nitrite: x, y");
        let long = format!("A meets nitrite: {}.", "starch, ".repeat(20));
        assert_eq!(in_short(&long), "A meets nitrite");
    }

    #[test]
    fn a_sentence_without_room_is_left_out() {
        let mut text = "One.".to_owned();
        add(&mut text, "two.", 9);
        add(&mut text, "three.", 9);
        assert_eq!(text, "One. Two.");
    }
}
