//! Findings of the engine with the work they ask for.

use concerted_model::finding::{Evidence, Finding, Severity, lacking};
use concerted_model::handover::QuantitationNeed;
use concerted_model::program::{Program, Use};
use concerted_model::quantity::shortest;
use concerted_reference::{Reference, TtcScope};

use crate::asks::asks;
use crate::class::{ClassGround, ImpurityClass, unclassified};
use crate::formation::Concern;
use crate::intake::{Setting, threshold};
use crate::judge::{Judged, is_destroyed_by_water};
use crate::message::message;
use crate::outcome::{ImpurityResult, SCREENING_NOTE};
use concerted_hazard::CohortOfConcern;

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
    reference: &Reference,
    judged: &mut Judged<'_>,
) -> (Vec<Finding>, Vec<QuantitationNeed>) {
    let subject = format!("impurity.{}", judged.result.key);
    let Some(class) = judged.result.class else {
        let why = unclassified(&judged.candidate, reference);
        let message = format!("{} {why}", judged.result.name);
        let finding = lacking("genotox.class", &subject, "class and limits", &message);
        return (vec![finding], Vec::new());
    };
    let question = substance_question(&judged.result, &subject);
    if !class.is_controlled() {
        return (question.into_iter().collect(), Vec::new());
    }
    let asks = asks(judged, class);
    judged.result.asks = asks.iter().map(|ask| ask.key.clone()).collect();
    let method = asks.iter().any(|ask| ask.catalogue == "trace_method");
    let routes = scopes(program, &judged.result.routes);
    let mut findings: Vec<Finding> = routes
        .iter()
        .map(|route| {
            let text = message(judged, class, *route);
            let finding = with_evidence(judged, &subject, class, text);
            let finding = asks.iter().cloned().fold(finding, Finding::ask);
            match route {
                Some(route) => finding.on_route(route),
                None => finding,
            }
        })
        .collect();
    let needs = routes
        .iter()
        .filter(|_| method)
        .filter_map(|route| need(judged, *route))
        .collect();
    findings.extend(looser_intake(judged, &subject));
    (findings, needs)
}

/// An entered intake that is far above what the rules give.
fn looser_intake(judged: &Judged<'_>, subject: &str) -> Option<Finding> {
    let looser = judged.looser.as_ref()?;
    let source = if looser.unsourced {
        " No source is given for it, and one is required."
    } else {
        ""
    };
    Some(
        Finding::new(
            "genotox.entered-intake",
            Severity::Major,
            subject,
            format!("{}{source}", looser.sentence),
        )
        .hint("check the unit, and name the report that derives it as `source`"),
    )
}

/// A stereoisomer of the substance waits for the substance's own tests.
fn substance_question(result: &ImpurityResult, subject: &str) -> Option<Finding> {
    let open = result.ground == ClassGround::SubstanceTests && result.provisional;
    open.then(|| {
        Finding::new(
            "genotox.substance-tests",
            Severity::Note,
            subject,
            format!(
                "{} differs from the substance in stereochemistry only and is covered by the substance's own genotoxicity tests, which are not in this document.",
                result.name
            ),
        )
        .hint("enter the bacterial test of the substance: an `[[impurity]]` with the substance as `material`, `ames` and its source")
    })
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
fn with_evidence(
    judged: &Judged<'_>,
    subject: &str,
    class: ImpurityClass,
    message: String,
) -> Finding {
    let result = &judged.result;
    let (rule, severity) = rule_and_severity(judged);
    let mut finding = Finding::new(rule, severity, subject, message);
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
    // Which work is asked for follows from the control option.
    for figure in result.control.iter().flat_map(|own| &own.figures) {
        finding = finding.figure(figure.clone());
    }
    match hint(judged, class) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

fn rule_and_severity(judged: &Judged<'_>) -> (&'static str, Severity) {
    let result = &judged.result;
    let rule = if result.is_suspected_by_model_only() {
        "genotox.expert-argument"
    } else if result.cohort_of_concern != Some(CohortOfConcern::NNitroso) {
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
    // By-products that the conditions work against stay notes, except where traces matter most.
    let severity = if !result.in_scope() || (lowered && result.cohort_of_concern.is_none()) {
        Severity::Note
    } else if lowered
        || result.is_suspected_by_model_only()
        || is_destroyed_by_water(&result.alerts)
    {
        Severity::Minor
    } else {
        Severity::Major
    };
    (rule, severity)
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
    if result.is_suspected_by_model_only() {
        return Some("record the argument under `[[impurity.argument]]` with conclusion, reasoning, by and date; a negative bacterial test would make it class 5".to_owned());
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
        findings.push(screening_aid(results));
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

/// What the predictions are worth, and how many impurities rest on them.
fn screening_aid(results: &[ImpurityResult]) -> Finding {
    let predicted = results
        .iter()
        .filter(|result| result.ground == ClassGround::Predictions);
    let negative = predicted
        .filter(|result| result.class == Some(ImpurityClass::Five))
        .count();
    let open = results
        .iter()
        .filter(|result| result.awaits_argument())
        .count();
    Finding::new(
        "genotox.screening-aid",
        Severity::Note,
        "impurities",
        format!(
            "{SCREENING_NOTE} Of {} impurities, {negative} are class 5 because both methods are negative in their domain; {open} wait for an expert argument because the methods conflict or the model has no say.",
            results.len()
        ),
    )
}

/// Several impurities of class 2 and 3 in scope of one use: their sum has a limit of its own.
///
/// Texts differ on whether it applies from two or from three; from three it is in all of them. Two are named only
/// where the sum of two single limits exceeds the total, which is so up to one month.
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
    let setting = Setting::of(stage);
    let total = reference.ttc(setting.days, TtcScope::Total)?;
    let single = threshold(reference, &setting)?;
    let binding = total.intake_ug_per_day < count as f64 * single.intake_ug_per_day;
    if count < 2 || (count == 2 && !binding) {
        return None;
    }
    let reading = if count == 2 {
        " Texts differ on whether that starts with two or with three impurities; here are two."
    } else {
        ""
    };
    Some(Finding::new(
        "genotox.total-intake",
        Severity::Note,
        format!("use.{}", stage.id),
        format!(
            "{count} impurities of class 2 and 3 are in scope for {}: those named in the specification of the substance together must stay at or below {} µg/day (status {}), each alone at or below {} µg/day.{reading}",
            stage.name,
            shortest(total.intake().value),
            total.status.word(),
            shortest(single.intake().value)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use concerted_model::quantity::limit_digits;

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
}
