//! Work that findings ask for.

use std::collections::BTreeMap;

use concerted_model::figure::Input;
use concerted_model::finding::{Ask, Before, Evidence, Finding};
use concerted_model::handover::ThreePoint;
use concerted_reference::{AskGate, Reference};

use crate::network::template::{DAYS_PER_WEEK, area, key};
use crate::network::{Network, Reason, Work};

/// Rows of the ask catalogue of which each impurity needs its own: they replace the template's general
/// activity. All other work that the template plans already is done once, and the template's activity
/// then names the finding.
const ONE_EACH: &[&str] = &["trace_method", "quantitation_method"];

/// Adds the work of all findings; asks with the same key are one activity with several reasons.
pub(super) fn add(reference: &Reference, findings: &[&Finding], network: &mut Network) {
    let mut asked: BTreeMap<&str, Vec<(&Ask, &Finding)>> = BTreeMap::new();
    for finding in findings {
        for ask in &finding.asks {
            asked.entry(&ask.key).or_default().push((ask, finding));
        }
    }
    let mut replaced: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut added = Vec::new();
    for (ask_key, askers) in &asked {
        let (ask, _) = askers[0];
        let Some(row) = reference.ask(&ask.catalogue) else {
            network.findings.push(unknown(ask));
            continue;
        };
        let general = key(&row.template_activity);
        let planned = network.work.contains_key(&general);
        if planned && !ONE_EACH.contains(&row.id.as_str()) {
            merge(network, &general, askers);
            continue;
        }
        let work = activity(ask_key, askers, row);
        let own = work.key.clone();
        network.work.insert(own.clone(), work);
        let gates = gates(askers, row.must_finish_before);
        // Work that nothing of this plan waits for does not take the place of what the plan waits for.
        if planned && !gates.is_empty() {
            replaced.entry(general).or_default().push(own.clone());
        }
        added.push((row, own, gates));
    }
    // Asks of one subject follow each other, so all of them must stand before they are linked.
    for (row, own, gates) in added {
        enter(row, &own, network);
        for gate in gates {
            network.link(&own, gate, format!("ask.{}", row.id));
        }
    }
    for (general, specific) in replaced {
        replace(network, &general, &specific);
    }
}

fn unknown(ask: &Ask) -> Finding {
    concerted_model::finding::lacking(
        "plan.unknown_ask",
        &ask.key,
        &format!("the work \"{}\"", ask.title),
        &format!("the ask catalogue has no row `{}`", ask.catalogue),
    )
}

/// The template's own activity answers the finding.
fn merge(network: &mut Network, general: &str, askers: &[(&Ask, &Finding)]) {
    if let Some(work) = network.work.get_mut(general) {
        for (ask, finding) in askers {
            work.reasons.push(reason(finding));
            work.inputs.extend(rests_on(ask, finding));
            work.figures.extend(ask.figures.iter().cloned());
        }
    }
}

fn reason(finding: &Finding) -> Reason {
    Reason::Finding {
        finding: finding.id.clone(),
        message: finding.message.clone(),
    }
}

/// The figures that made the finding and size its work.
fn rests_on(ask: &Ask, finding: &Finding) -> Vec<Input> {
    let evidence = finding
        .evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Figure { id } => Some(id.clone()),
            _ => None,
        });
    ask.figures
        .iter()
        .cloned()
        .chain(evidence)
        .map(Input::Figure)
        .collect()
}

fn activity(ask_key: &str, askers: &[(&Ask, &Finding)], row: &concerted_reference::Ask) -> Work {
    let (ask, _) = askers[0];
    let weeks = row.weeks();
    let cost = row.cost_kusd().value;
    let mut inputs: Vec<Input> = askers
        .iter()
        .flat_map(|(ask, finding)| rests_on(ask, finding))
        .collect();
    inputs.push(Input::Reference(
        weeks.citation,
        format!(
            "{} to {} to {} weeks",
            weeks.value.low, weeks.value.likely, weeks.value.high
        ),
    ));
    Work {
        key: format!("ask.{ask_key}"),
        name: ask.title.clone(),
        area: area(row.service_area),
        site: None,
        owner: row.owner_role.clone(),
        deliverable: row.deliverable.clone(),
        days: ThreePoint {
            low: weeks.value.low * DAYS_PER_WEEK,
            mode: weeks.value.likely * DAYS_PER_WEEK,
            high: weeks.value.high * DAYS_PER_WEEK,
        },
        cost: ThreePoint {
            low: cost.low,
            mode: cost.likely,
            high: cost.high,
        },
        reasons: askers.iter().map(|(_, finding)| reason(finding)).collect(),
        not_before: None,
        started: None,
        finished: None,
        occupies: true,
        makes: Vec::new(),
        takes: Vec::new(),
        figures: ask.figures.clone(),
        inputs,
    }
}

/// Laboratory work starts once the start-up agreement stands; desk work at once.
const START_UP: &str = "p05";

/// Links what the work starts after.
fn enter(row: &concerted_reference::Ask, own: &str, network: &mut Network) {
    let rule = format!("ask.{}", row.id);
    if row.starts_at_once() {
        network.link(START_UP, own, rule);
        return;
    }
    for from in &row.starts_after {
        // Another ask of the same subject, where there is one, else any activity of the template.
        let subject = own.split_once(':').map_or("", |(_, subject)| subject);
        let sibling = format!("ask.{from}:{subject}");
        let from = if network.work.contains_key(&sibling) {
            sibling
        } else {
            key(from)
        };
        let from = if network.work.contains_key(&from) {
            from
        } else {
            START_UP.to_owned()
        };
        network.link(&from, own, rule.clone());
    }
}

/// Activities that wait for the work, the earliest gate of all who ask.
fn gates(askers: &[(&Ask, &Finding)], default: AskGate) -> &'static [&'static str] {
    let asked = askers.iter().filter_map(|(ask, _)| ask.before).min();
    let gate = asked.unwrap_or(match default {
        AskGate::RouteDecision => Before::RouteDecision,
        AskGate::ToxicologyBatch => Before::ToxicologyBatch,
        AskGate::Batch => Before::GmpBatch,
        AskGate::BatchRelease => Before::GmpRelease,
        AskGate::FirstDose => Before::FirstDose,
        AskGate::Filing => Before::Filing,
    });
    match gate {
        Before::RouteDecision => &["c08", "c09"],
        Before::ToxicologyBatch => &["c06"],
        Before::GmpBatch => &["c11"],
        Before::GmpRelease => &["c12"],
        Before::FirstDose => &["k05"],
        Before::Filing => &["q05"],
        Before::Nothing => &[],
    }
}

/// Puts specific work in the place of a general activity.
fn replace(network: &mut Network, general: &str, specific: &[String]) {
    let edges = network.edges.clone();
    for edge in edges {
        for own in specific {
            if edge.from == general {
                let mut edge = edge.clone();
                edge.from.clone_from(own);
                network.edges.push(edge);
            } else if edge.to == general && !specific.contains(&edge.from) {
                let mut edge = edge.clone();
                edge.to.clone_from(own);
                network.edges.push(edge);
            }
        }
    }
    network.work.remove(general);
}
