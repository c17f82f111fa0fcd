//! Hand-offs between sites as activities.

use concerted_model::handover::HandOff;
use concerted_model::partner::ServiceArea;

use crate::network::carries::release_of;
use crate::network::{Network, Reason, Work, template::DAYS_PER_WEEK};

/// The activity after which a company can be contracted: the choice of partners.
const CHOSEN: &str = "p03";

/// Adds every hand-off: after the activity that gives, before the one that waits.
pub(super) fn insert(hand_offs: &[HandOff], network: &mut Network) {
    for hand_off in hand_offs {
        let area = hand_off
            .before
            .as_ref()
            .and_then(|key| network.work.get(key))
            .map_or(ServiceArea::Programme, |work| work.area);
        let owner = hand_off
            .before
            .as_ref()
            .and_then(|key| network.work.get(key))
            .map_or_else(
                || "programme manager (client)".to_owned(),
                |work| work.owner.clone(),
            );
        let scale = |weeks: f64| weeks * DAYS_PER_WEEK;
        let work = Work {
            key: hand_off.key.clone(),
            name: hand_off.name.clone(),
            area,
            site: Some(hand_off.to_site.clone()),
            owner,
            deliverable: "Hand-off record".to_owned(),
            days: concerted_model::handover::ThreePoint {
                low: scale(hand_off.weeks.low),
                mode: scale(hand_off.weeks.mode),
                high: scale(hand_off.weeks.high),
            },
            cost: hand_off.cost_thousands,
            reasons: vec![Reason::HandOff {
                overhead: hand_off.overhead.clone(),
                from_site: hand_off.from_site.clone(),
                to_site: hand_off.to_site.clone(),
            }],
            not_before: None,
            started: None,
            finished: None,
            // Shipments and contracts are no laboratory work and take no place in a laboratory.
            occupies: false,
            makes: Vec::new(),
            takes: Vec::new(),
            figures: Vec::new(),
            inputs: hand_off.inputs.clone(),
        };
        network.work.insert(work.key.clone(), work);
        let rule = format!("handoff.{}", hand_off.overhead);
        let after = hand_off.after.as_deref().unwrap_or(CHOSEN);
        // What is shipped must be released first.
        let released = release_of(after).filter(|release| network.work.contains_key(*release));
        network.link(released.unwrap_or(after), &hand_off.key, rule.clone());
        if let Some(before) = hand_off.before.as_ref().filter(|_| hand_off.on_path) {
            network.link(&hand_off.key, before, rule);
        }
    }
}
