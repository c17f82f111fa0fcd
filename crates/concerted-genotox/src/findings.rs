//! Findings of the engine with the work they ask for.

use concerted_model::finding::{Evidence, Finding, Severity, lacking};
use concerted_model::handover::QuantitationNeed;
use concerted_model::program::{Program, Use};
use concerted_model::quantity::{limit_digits, shortest};
use concerted_reference::{Reference, TtcScope};

use crate::alert::CohortOfConcern;
use crate::asks::asks;
use crate::class::ImpurityClass;
use crate::formation::Concern;
use crate::intake::threshold;
use crate::judge::{Judged, is_destroyed_by_water};
use crate::outcome::{AgencyLimit, ImpurityResult, SCREENING_NOTE, UseLimit};

/// The routes that a finding names: none where it holds for all.
fn scopes<'a>(program: &Program, routes: &'a [String]) -> Vec<Option<&'a str>> {
    if routes.is_empty() || routes.len() == program.route.len() {
        vec![None]
    } else {
        routes.iter().map(|route| Some(route.as_str())).collect()
    }
}

/// Findings and needs of one impurity; its asks are noted in the result.
pub(crate) fn of_impurity(
    program: &Program,
    judged: &mut Judged<'_>,
) -> (Vec<Finding>, Vec<QuantitationNeed>) {
    let subject = format!("impurity.{}", judged.result.key);
    let Some(class) = judged.result.class else {
        let message = format!("{} has neither structure nor test data", judged.result.name);
        let finding = lacking("genotox.class", &subject, "class and limits", &message);
        return (vec![finding], Vec::new());
    };
    if !class.is_controlled() {
        return (Vec::new(), Vec::new());
    }
    let asks = asks(judged, class);
    judged.result.asks = asks.iter().map(|ask| ask.key.clone()).collect();
    let method = asks.iter().any(|ask| ask.catalogue == "trace_method");
    let mut finding = with_evidence(judged, subject, class);
    for ask in asks {
        finding = finding.ask(ask);
    }
    let routes = scopes(program, &judged.result.routes);
    let findings = routes
        .iter()
        .map(|route| match route {
            Some(route) => finding.clone().on_route(route),
            None => finding.clone(),
        })
        .collect();
    let needs = routes
        .iter()
        .filter(|_| method)
        .filter_map(|route| need(judged, *route))
        .collect();
    (findings, needs)
}

/// What has to be measured on a route.
fn need(judged: &Judged<'_>, route: Option<&str>) -> Option<QuantitationNeed> {
    let result = &judged.result;
    Some(QuantitationNeed {
        impurity: result.key.clone(),
        name: result.name.clone(),
        smiles: result.smiles.clone()?,
        route: route.map(str::to_owned),
        quantitation_limit: result.quantitation_limit?,
        figure: judged.need.clone()?,
    })
}

/// The finding of an impurity with message, evidence and hint.
fn with_evidence(judged: &Judged<'_>, subject: String, class: ImpurityClass) -> Finding {
    let result = &judged.result;
    let (rule, severity) = rule_and_severity(judged);
    let mut finding = Finding::new(rule, severity, subject, message(result, class));
    if let Some(smiles) = &result.smiles {
        for hit in &result.alerts {
            finding = finding.evidence(Evidence::Atoms {
                smiles: smiles.clone(),
                atoms: hit.atoms.clone(),
                label: hit.name.to_owned(),
            });
        }
    }
    for limit in &result.agency_limits {
        finding = finding.evidence(Evidence::Reference {
            citation: limit.citation.clone(),
        });
    }
    for figure in result.uses.iter().flat_map(|limit| &limit.figures) {
        finding = finding.figure(figure.clone());
    }
    match hint(judged, class) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

fn rule_and_severity(judged: &Judged<'_>) -> (&'static str, Severity) {
    let result = &judged.result;
    let rule = if result.cohort_of_concern != Some(CohortOfConcern::NNitroso) {
        "genotox.mutagenic-impurity"
    } else if result
        .causes
        .iter()
        .all(|cause| cause.rule == "nitrite-trace")
    {
        "genotox.nitrite-trace"
    } else {
        "genotox.nitrosamine"
    };
    let lowered = result
        .causes
        .iter()
        .all(|cause| cause.concern == Some(Concern::Lowered));
    let severity = if !result.in_scope() {
        Severity::Note
    } else if lowered || is_destroyed_by_water(&result.alerts) {
        Severity::Minor
    } else {
        Severity::Major
    };
    (rule, severity)
}

fn message(result: &ImpurityResult, class: ImpurityClass) -> String {
    let mut parts = vec![format!(
        "{} is a class {} impurity by ICH M7{}.",
        result.name,
        class.number(),
        if result.provisional {
            " (to be confirmed)"
        } else {
            ""
        }
    )];
    parts.extend(result.causes.iter().map(|cause| cause.sentence.clone()));
    parts.extend(result.class_reasons.iter().cloned());
    parts.extend(result.agency_limits.iter().map(agency_sentence));
    parts.extend(result.uses.iter().map(use_sentence));
    if let Some(level) = result.nitrite_worst_case_ppm {
        parts.push(format!(
            "If all nitrite of the excipients reacted, {} ppm of the moiety would form: a bound, not a prediction.",
            limit_digits(level)
        ));
    }
    if let (Some(fraction), Some(technique)) = (result.quantitation_limit, result.technique) {
        parts.push(format!(
            "A method must quantify at or below {} ppm of the substance; proposed technique: {}.",
            limit_digits(fraction * 1e6),
            technique.name()
        ));
    }
    parts.push(SCREENING_NOTE.to_owned());
    let sentences: Vec<String> = parts.iter().map(|part| capitalised(part)).collect();
    sentences.join(" ")
}

/// A sentence that starts with the name of a material, with a capital letter.
fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn agency_sentence(limit: &AgencyLimit) -> String {
    let category = limit
        .cpca_category
        .map_or("compound-specific".to_owned(), |category| {
            format!("potency category {category}")
        });
    let date = limit
        .date
        .map_or("no date given".to_owned(), |date| date.to_string());
    format!(
        "{} lists {} ng/day ({category}, {date}, status {}).",
        limit.agency,
        shortest(limit.intake_ng_per_day),
        limit.citation.status.word()
    )
}

fn use_sentence(limit: &UseLimit) -> String {
    let amount = match (limit.limit_ppm_moiety, limit.limit_ppm_substance) {
        (Some(moiety), Some(substance)) => format!(
            "{} ppm of the moiety, {} ppm of the substance as made",
            limit_digits(moiety),
            limit_digits(substance)
        ),
        (Some(moiety), None) => format!("{} ppm of the moiety", limit_digits(moiety)),
        (None, Some(substance)) => {
            format!("{} ppm of the substance as made", limit_digits(substance))
        }
        (None, None) => "no limit in ppm".to_owned(),
    };
    let scope = if limit.in_scope {
        ""
    } else {
        "; not required at this stage"
    };
    format!("For {}: {amount} ({}{scope}).", limit.use_id, limit.basis)
}

fn hint(judged: &Judged<'_>, class: ImpurityClass) -> Option<String> {
    let result = &judged.result;
    if result.cohort_of_concern == Some(CohortOfConcern::NNitroso) {
        return Some(if result.measured_purge.is_some() {
            "keep nitrite and amine apart in time and place; the measured purge supports options 3 and 4".to_owned()
        } else {
            "replace the nitrite or the amine, or keep them apart; for nitrosamines a predicted purge is not accepted, so measure it".to_owned()
        });
    }
    let made_by = |rules: &[&str]| {
        result
            .causes
            .iter()
            .any(|cause| rules.contains(&cause.rule.as_str()))
    };
    if made_by(&["alkyl-halide", "sulfate-ester", "sulfonate-ester"]) {
        return Some("use a solvent without hydroxyl group, or no excess of acid, or work with water and at low temperature".to_owned());
    }
    if made_by(&["nitro-reduction"]) {
        return Some(
            "drive the reduction to its end and show that by an in-process test".to_owned(),
        );
    }
    if judged.pending_class_4 {
        return Some("a negative bacterial test of the substance, which shares the alert, would make it class 4".to_owned());
    }
    (class == ImpurityClass::Three)
        .then(|| "a negative bacterial test of the impurity would make it class 5".to_owned())
}

/// Findings on the program as a whole: what the predictions are worth, and several impurities together.
pub(crate) fn of_program(
    program: &Program,
    reference: &Reference,
    results: &[ImpurityResult],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !results.is_empty() {
        let provisional = results
            .iter()
            .filter(|result| result.class == Some(ImpurityClass::Five) && result.provisional)
            .count();
        findings.push(Finding::new(
            "genotox.screening-aid",
            Severity::Note,
            "impurities",
            format!(
                "{SCREENING_NOTE} {provisional} of {} structures carry no alert and are provisionally class 5.",
                results.len()
            ),
        ));
    }
    if program.uses.is_empty() && !results.is_empty() {
        findings.push(lacking(
            "genotox.use",
            "use",
            "limits",
            "the document names no use with dose and duration",
        ));
    }
    findings.extend(
        program
            .uses
            .iter()
            .filter_map(|stage| together(reference, stage, results)),
    );
    findings
}

/// Several impurities of class 2 and 3 in scope of one use: their sum has a limit of its own.
fn together(reference: &Reference, stage: &Use, results: &[ImpurityResult]) -> Option<Finding> {
    let in_scope = |result: &&ImpurityResult| {
        result
            .uses
            .iter()
            .any(|limit| limit.use_id == stage.id.as_str() && limit.in_scope)
    };
    let count = results
        .iter()
        .filter(|result| result.cohort_of_concern.is_none())
        .filter(|result| {
            matches!(
                result.class,
                Some(ImpurityClass::Two | ImpurityClass::Three)
            )
        })
        .filter(in_scope)
        .count();
    // Texts differ on whether the total applies from two or from three impurities; three is in all of them.
    if count < 3 {
        return None;
    }
    let days = stage.duration.value.base().ceil() as u32;
    let total = reference.ttc(days, TtcScope::Total)?;
    let single = threshold(reference, stage)?;
    Some(Finding::new(
        "genotox.total-intake",
        Severity::Note,
        format!("use.{}", stage.id),
        format!(
            "{count} impurities of class 2 and 3 are in scope for {}: those named in the specification of the substance together must stay at or below {} µg/day (status {}), each alone at or below {} µg/day.",
            stage.name,
            shortest(total.intake().value),
            total.status.word(),
            shortest(single.intake().value)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_rounded_down_to_limit_digits() {
        for (value, text) in [
            (1.422_578, "1.42"),
            (1.5, "1.5"),
            (0.017_099, "0.017"),
            (379.9, "379"),
            (12_345.6, "12345"),
            (600.0, "600"),
            (0.3 * 7.5, "2.25"),
        ] {
            assert_eq!(limit_digits(value), text);
        }
    }

    #[test]
    fn sentences_start_with_a_capital() {
        assert_eq!(capitalised("isopropanol reacts."), "Isopropanol reacts.");
        assert_eq!(capitalised(""), "");
    }
}
