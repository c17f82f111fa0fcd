//! What is noteworthy about methods, transfers and repeats.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::evidence::Status;
use concerted_model::figure::FigureId;
use concerted_model::finding::{Ask, Before, Finding, Severity};
use concerted_model::handover::QuantitationNeed;
use concerted_model::method::{MethodPurpose, MethodState};
use concerted_model::program::{Program, Stage};
use concerted_model::quantity::{limit_digits, shortest};

use crate::lane::Place;
use crate::repeat::RepeatedTests;
use crate::required::{RequiredMethod, Standing, TestingStage, trace_key};
use crate::transfer::{MethodTransfer, TransferKind, TransferLane};

/// Title of the one method for all elements; the route asks for the same work in the same words.
const METAL_METHOD: &str = "elemental impurity method for the metals that the route adds";

/// Missing trace methods from which one method for several impurities is worth a thought.
const SEVERAL: usize = 3;

fn ask(catalogue: &str, subject: &str, title: String) -> Ask {
    Ask {
        key: format!("{catalogue}:{subject}"),
        catalogue: catalogue.to_owned(),
        title,
        before: None,
        figures: Vec::new(),
    }
}

fn before(stage: TestingStage) -> Before {
    match stage {
        // The ask may not be later than the batch; the batch itself can be made before it is tested.
        TestingStage::Toxicology => Before::ToxicologyBatch,
        TestingStage::Clinical(Stage::Phase1) => Before::GmpRelease,
        // Later stages may not hold up the first filing.
        TestingStage::Clinical(_) => Before::Nothing,
    }
}

/// Causes named in a message before the rest is counted.
const CAUSES: usize = 3;

fn listed(causes: &[&str]) -> String {
    if causes.len() <= CAUSES {
        return causes.join(", ");
    }
    let rest = causes.len() - CAUSES;
    format!("{} and {rest} more", causes[..CAUSES].join(", "))
}

/// Gaps of the release panel, one finding for each stage and kind of gap; a missing method is named by
/// the first stage that needs it.
pub(crate) fn panel(required: &[RequiredMethod]) -> Vec<Finding> {
    let mut by_stage: BTreeMap<TestingStage, Vec<&RequiredMethod>> = BTreeMap::new();
    for one in required.iter().filter(|one| one.impurity.is_none()) {
        by_stage.entry(one.stage).or_default().push(one);
    }
    let mut findings = Vec::new();
    let (mut named, mut partial, mut unready) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (stage, tests) in by_stage {
        let missing: Vec<MethodPurpose> = tests
            .iter()
            .filter(|one| one.standing == Standing::Missing && named.insert(one.purpose))
            .map(|one| one.purpose)
            .collect();
        let metal = MethodPurpose::ElementalImpurities;
        let others: Vec<&str> = missing
            .iter()
            .filter(|purpose| **purpose != metal)
            .map(|purpose| purpose.word())
            .collect();
        if !others.is_empty() {
            findings.push(missing_panel(stage, &others));
        }
        if missing.contains(&metal) {
            findings.push(missing_metal(stage, &tests));
        }
        for one in &tests {
            if one.standing == Standing::Incomplete && partial.insert(one.purpose) {
                findings.push(incomplete(stage, one));
            }
        }
        findings.extend(immature(stage, &tests, &mut unready));
    }
    findings
}

/// A test whose methods do not determine everything that the route brings.
fn incomplete(stage: TestingStage, one: &RequiredMethod) -> Finding {
    let methods: Vec<String> = one
        .method
        .iter()
        .chain(&one.further)
        .map(|id| format!("`{id}`"))
        .collect();
    let verb = if methods.len() == 1 { "lacks" } else { "lack" };
    let message = format!(
        "{} {verb} {}, needed for {} of {} batches: {}.",
        methods.join(", "),
        one.lacking.join(", "),
        one.purpose,
        stage.word(),
        one.reason
    );
    let mut ask = if one.purpose == MethodPurpose::ElementalImpurities {
        ask("metal_method", "substance", METAL_METHOD.to_owned())
    } else {
        let title = format!("{} extended to {}", one.purpose, one.lacking.join(", "));
        ask("release_method", stage.word(), title)
    };
    ask.before = Some(before(stage));
    let subject = format!("methods.release.{}.{}", stage.word(), one.purpose);
    Finding::new("methods.analytes", Severity::Minor, subject, message)
        .figure("methods.open")
        .hint("extend the method, or list in its `material` what it determines")
        .ask(ask)
}

fn missing_panel(stage: TestingStage, tests: &[&str]) -> Finding {
    let message = format!(
        "No method is on record for {} tests of {} batches: {}.",
        tests.len(),
        stage.word(),
        tests.join(", ")
    );
    let mut ask = ask(
        "release_method",
        stage.word(),
        format!(
            "release methods for {} batches: {}",
            stage.word(),
            tests.join(", ")
        ),
    );
    ask.before = Some(before(stage));
    Finding::new(
        "methods.release_panel",
        Severity::Minor,
        format!("methods.release.{}", stage.word()),
        message,
    )
    .figure("methods.open")
    .ask(ask)
}

fn missing_metal(stage: TestingStage, tests: &[&RequiredMethod]) -> Finding {
    let reason = tests
        .iter()
        .find(|one| one.purpose == MethodPurpose::ElementalImpurities)
        .map_or("", |one| &one.reason);
    let mut ask = ask("metal_method", "substance", METAL_METHOD.to_owned());
    ask.before = Some(before(stage));
    Finding::new(
        "methods.elemental",
        Severity::Minor,
        format!("methods.release.{}.elemental-impurities", stage.word()),
        format!(
            "No method for elemental impurities of {} batches is on record: {reason}.",
            stage.word()
        ),
    )
    .figure("methods.open")
    .ask(ask)
}

/// Methods not yet far enough for a stage; what an earlier stage needed the same way is not told again.
fn immature<'a>(
    stage: TestingStage,
    tests: &[&'a RequiredMethod],
    told: &mut BTreeSet<(MethodState, &'a str)>,
) -> Option<Finding> {
    let needed = stage.state_needed();
    let immature: BTreeSet<&str> = tests
        .iter()
        .filter(|one| one.standing == Standing::Immature)
        .filter_map(|one| one.method.as_deref())
        .filter(|method| told.insert((needed, method)))
        .collect();
    if immature.is_empty() {
        return None;
    }
    let names: Vec<&str> = immature.into_iter().collect();
    let message = format!(
        "{} of the release methods for {} batches are not yet {needed}: {}.",
        names.len(),
        stage.word(),
        names.join(", ")
    );
    // Validation is work for the filing; nobody has it at nomination.
    let (catalogue, verb, severity) = match needed {
        MethodState::Validated => ("method_validation", "validation", Severity::Note),
        _ => ("release_method", "qualification", Severity::Minor),
    };
    let title = format!("{verb} of {}", names.join(", "));
    let mut ask = ask(catalogue, stage.word(), title);
    ask.before = Some(before(stage));
    Some(
        Finding::new(
            "methods.state",
            severity,
            format!("methods.release.{}", stage.word()),
            message,
        )
        .figure("methods.open")
        .ask(ask),
    )
}

/// Gaps of the trace methods.
pub(crate) fn traces(
    program: &Program,
    needs: &[QuantitationNeed],
    required: &[RequiredMethod],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for need in needs {
        let key = trace_key(need);
        let Some(one) = required.iter().find(|one| one.key == key) else {
            continue;
        };
        findings.extend(trace(program, need, one));
    }
    let missing = required
        .iter()
        .filter(|one| one.impurity.is_some() && one.standing == Standing::Missing);
    let missing: BTreeSet<&str> = missing.map(|one| one.subject.as_str()).collect();
    if missing.len() >= SEVERAL {
        let names: Vec<&str> = missing.iter().copied().collect();
        let message = format!(
            "{} impurities lack a trace method: {}.",
            names.len(),
            names.join(", ")
        );
        findings.push(
            Finding::new(
                "methods.several_traces",
                Severity::Note,
                "methods.trace",
                message,
            )
            .figure("methods.open")
            .hint(
                "one quantitation method for several impurities may replace several trace methods",
            ),
        );
    }
    findings
}

fn trace(program: &Program, need: &QuantitationNeed, one: &RequiredMethod) -> Option<Finding> {
    let limit = format!("{} ppm", limit_digits(1e6 * need.quantitation_limit));
    let method = one.method.as_deref().unwrap_or_default();
    let found = program
        .method
        .iter()
        .find(|known| known.id.as_str() == method);
    let name = found.map_or(method, |known| known.name.as_str());
    let (severity, message) = match one.standing {
        // Only tests of the panel have several analytes.
        Standing::Met | Standing::Incomplete => return None,
        Standing::Missing => (
            // What the impurity means is said where its limit is set; this only names the gap.
            Severity::Minor,
            format!("No method for {} at {limit} or below.", need.name),
        ),
        Standing::LimitTooHigh => {
            let own = found.and_then(|known| known.quantitation_limit.as_ref())?;
            let own = shortest(1e6 * own.value.base());
            (
                Severity::Major,
                format!(
                    "{name} quantifies {} from {own} ppm; {limit} or below is needed.",
                    need.name
                ),
            )
        }
        Standing::LimitUnknown => (
            Severity::Minor,
            format!(
                "The limit of quantitation of {name} for {} is not stated; {limit} or below is needed.",
                need.name
            ),
        ),
        Standing::Immature => (
            Severity::Minor,
            format!("{name} for {} is not yet {}.", need.name, one.state_needed),
        ),
    };
    let rule = match one.standing {
        Standing::LimitUnknown => "methods.trace_limit_unknown",
        Standing::Immature => "methods.trace_state",
        Standing::LimitTooHigh => "methods.trace_limit",
        _ => "methods.trace_missing",
    };
    let subject = format!("methods.trace.{}", need.impurity);
    let mut finding = Finding::new(rule, severity, subject, message).figure(need.figure.clone());
    if let Some(route) = &need.route {
        finding = finding.on_route(route);
    }
    let planned = found.is_some_and(|known| known.state == MethodState::Planned);
    if one.standing == Standing::LimitUnknown {
        return Some(finding.hint("state the limit of quantitation of the method"));
    }
    if one.standing == Standing::Immature && !planned {
        return Some(finding);
    }
    let title = format!(
        "trace method for {}, quantitation at or below {limit}",
        need.name
    );
    let mut ask = ask("trace_method", &need.impurity, title);
    ask.figures = vec![need.figure.clone()];
    Some(finding.ask(ask))
}

/// One finding for each pair of sites between which methods move.
///
/// There is no ask: the planner inserts the transfer as hand-off work from the same table.
pub(crate) fn transfers(
    program: &Program,
    lanes: &[TransferLane],
    transfers: &[MethodTransfer],
) -> Vec<Finding> {
    lanes
        .iter()
        .map(|lane| {
            let own: Vec<&MethodTransfer> = transfers
                .iter()
                .filter(|one| lane.transfers.contains(&one.key))
                .collect();
            let causes: BTreeSet<&str> = own
                .iter()
                .flat_map(|one| one.causes.iter().map(String::as_str))
                .collect();
            let causes: Vec<&str> = causes.into_iter().collect();
            let message = format!(
                "{} methods move from {} to {}: likely {} kUSD and {} weeks{}. Caused by {}.",
                own.len(),
                Place::new(program, &lane.from).name,
                Place::new(program, &lane.to).name,
                shortest(lane.cost_kusd.mode),
                shortest(lane.weeks.mode),
                caveat(&lane.price.inputs),
                listed(&causes)
            );
            let key = format!("methods.transfer.{}.{}", lane.from, lane.to);
            let finding = Finding::new("methods.transfer", Severity::Minor, key.clone(), message)
                .figure(FigureId(format!("{key}.cost")));
            if own.iter().any(|one| one.kind == TransferKind::CoValidation) {
                finding.hint(
                    "let the receiver take part in the qualification, so that no transfer follows",
                )
            } else {
                finding
            }
        })
        .collect()
}

/// One finding for each border at which tests are repeated between companies.
pub(crate) fn repeats(repeats: &[RepeatedTests]) -> Vec<Finding> {
    repeats
        .iter()
        .filter(|one| !one.same_company)
        .map(|one| {
            let causes: Vec<&str> = one.causes.iter().map(String::as_str).collect();
            let what = if one.tests == 1 { "1 test".to_owned() } else { format!("{} tests", one.tests) };
            let message = format!(
                "Repeated between companies: {} ({what}), likely {} kUSD each time{}. Caused by {}.",
                one.name,
                shortest(one.cost_kusd.mode),
                caveat(&one.price.inputs),
                listed(&causes)
            );
            Finding::new("methods.repeat", Severity::Minor, one.key.clone(), message)
                .figure(FigureId(format!("{}.cost", one.key)))
                .hint("agree that the receiver accepts the certificate and tests identity only, or let one site make and test")
        })
        .collect()
}

/// What must be said of a price whose rows nobody verified.
fn caveat(inputs: &[concerted_model::figure::Input]) -> &'static str {
    use concerted_model::figure::Input;
    let verified = inputs.iter().all(|input| match input {
        Input::Reference(citation, _) => citation.status == Status::Verified,
        _ => true,
    });
    if verified { "" } else { " (costs assumed)" }
}
