//! Work that the user adds, changes or leaves out.

use concerted_model::given::Given;
use concerted_model::handover::{Carries, ThreePoint};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_model::quantity::{Quantity, WorkTime};
use concerted_model::work::{Activity, LinkKind};

use crate::network::{Edge, Network, Reason, Work};

/// Applies every `[[activity]]` of the document.
pub(super) fn apply(program: &Program, network: &mut Network) {
    for activity in &program.activity {
        let key = activity.id.as_str();
        if activity.omit == Some(true) {
            omit(network, key);
            continue;
        }
        let mut work = network
            .work
            .remove(key)
            .unwrap_or_else(|| blank(program, activity));
        change(&mut work, activity);
        network.work.insert(key.to_owned(), work);
        let rule = format!("activity.{key}");
        for from in &activity.after {
            network.link(&from.to_ascii_lowercase(), key, rule.clone());
        }
        for link in &activity.link {
            let from = link.from.to_ascii_lowercase();
            network.edges.push(Edge {
                carries: Carries::Document,
                from,
                to: key.to_owned(),
                kind: link.kind.unwrap_or(LinkKind::FinishStart),
                lag_days: link.lag.as_ref().map_or(0.0, |lag| lag.value.base()),
                rule: rule.clone(),
            });
        }
    }
}

/// Takes an activity out; what came before it now comes before what followed it.
fn omit(network: &mut Network, key: &str) {
    let before: Vec<String> = sources(network, key);
    let after: Vec<Edge> = network
        .edges
        .iter()
        .filter(|edge| edge.from == key)
        .cloned()
        .collect();
    for edge in after {
        for from in &before {
            network.edges.push(Edge {
                from: from.clone(),
                carries: Carries::Document,
                ..edge.clone()
            });
        }
    }
    network.work.remove(key);
    network
        .edges
        .retain(|edge| edge.from != key && edge.to != key);
}

fn sources(network: &Network, key: &str) -> Vec<String> {
    network
        .edges
        .iter()
        .filter(|edge| edge.to == key)
        .map(|edge| edge.from.clone())
        .collect()
}

fn blank(program: &Program, activity: &Activity) -> Work {
    let none = ThreePoint {
        low: 0.0,
        mode: 0.0,
        high: 0.0,
    };
    Work {
        key: activity.id.to_string(),
        name: activity.id.to_string(),
        area: ServiceArea::Programme,
        site: None,
        owner: "programme manager (client)".to_owned(),
        deliverable: String::new(),
        days: none,
        cost: none,
        reasons: Vec::new(),
        not_before: None,
        started: None,
        finished: None,
        occupies: true,
        makes: Vec::new(),
        takes: Vec::new(),
        figures: Vec::new(),
        inputs: vec![program.start.input()],
    }
}

fn change(work: &mut Work, activity: &Activity) {
    if let Some(name) = &activity.name {
        work.name.clone_from(name);
    }
    if let Some(area) = activity.area {
        work.area = area;
    }
    if let Some(owner) = &activity.owner {
        work.owner.clone_from(owner);
    }
    if let Some(deliverable) = &activity.deliverable {
        work.deliverable.clone_from(deliverable);
    }
    work.site = activity.site.as_ref().map(ToString::to_string);
    duration(work, activity);
    if let Some(cost) = &activity.cost {
        let thousands = cost.value.to_f64() / 1_000.0;
        work.cost = ThreePoint {
            low: thousands,
            mode: thousands,
            high: thousands,
        };
        work.inputs.push(cost.input());
    }
    for (date, slot) in [
        (&activity.not_before, &mut work.not_before),
        (&activity.started, &mut work.started),
        (&activity.finished, &mut work.finished),
    ] {
        if let Some(date) = date {
            *slot = Some(date.value);
            work.inputs.push(date.input());
        }
    }
    for lag in activity.link.iter().filter_map(|link| link.lag.as_ref()) {
        work.inputs.push(lag.input());
    }
    work.reasons.push(Reason::Entered {
        path: activity.path.clone(),
    });
}

/// The user's points replace those of the template. A likely duration alone moves the whole estimate with its
/// spread; a shortest or longest alone moves that end only.
fn duration(work: &mut Work, activity: &Activity) {
    let points = [&activity.shortest, &activity.likely, &activity.longest];
    let mut value = |given: &Option<Given<Quantity<WorkTime>>>| {
        given.as_ref().map(|given| {
            work.inputs.push(given.input());
            given.value.base()
        })
    };
    let [low, mode, high] = points.map(&mut value);
    let old = work.days;
    if let Some(mode) = mode {
        let scale = if old.mode > 0.0 { mode / old.mode } else { 1.0 };
        let spread = |end: f64| if old.mode > 0.0 { end * scale } else { mode };
        work.days = ThreePoint {
            low: spread(old.low),
            mode,
            high: spread(old.high),
        };
    } else if old.high <= 0.0 {
        // An activity of the user's own: one end alone is all that is known of it.
        let any = low.or(high).unwrap_or(0.0);
        work.days = ThreePoint {
            low: any,
            mode: any,
            high: any,
        };
    }
    work.days.low = low.unwrap_or(work.days.low);
    work.days.high = high.unwrap_or(work.days.high);
    // The ends that were entered stand; what lies between them follows.
    work.days.mode = work.days.mode.clamp(
        work.days.low.min(work.days.high),
        work.days.high.max(work.days.low),
    );
    work.days.low = work.days.low.min(work.days.mode);
    work.days.high = work.days.high.max(work.days.mode);
    if let Some(delay) = &activity.delay {
        work.inputs.push(delay.input());
        let days = delay.value.base();
        work.days.low += days;
        work.days.mode += days;
        work.days.high += days;
    }
    work.occupies = work.days.high > 0.0;
}
