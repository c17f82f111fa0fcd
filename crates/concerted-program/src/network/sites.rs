//! Activities to sites: each area of work to the site that was decided, with its speed and price.

use concerted_model::handover::ThreePoint;
use concerted_model::id::Ref;
use concerted_model::partner::Service;
use concerted_model::program::Program;

use crate::network::{Decision, Network, Work};

/// Activities whose length is set by animals, storage or law and not by the pace of a site: in-life phases,
/// stability, the review of an agency.
const CLOCKS: &[&str] = &["a08", "q06", "t04", "t05"];

/// Gives every activity its site; a site that the user named for an activity stays.
pub(super) fn assign(program: &Program, decision: &Decision, network: &mut Network) {
    for work in network.work.values_mut() {
        let named = work
            .site
            .take()
            .or_else(|| decision.sourcing.get(&work.area).cloned());
        let Some(site) = named.and_then(|id| program.site(&Ref::new(id, None))) else {
            continue;
        };
        work.site = Some(site.id.to_string());
        let service = site
            .service
            .iter()
            .find(|service| service.area == work.area);
        if let Some(service) = service {
            offer(work, service, own_price(program, &work.key));
        }
    }
}

/// True where the user entered the cost: it is the price of that site already.
fn own_price(program: &Program, key: &str) -> bool {
    program
        .activity
        .iter()
        .any(|activity| activity.id.as_str() == key && activity.cost.is_some())
}

fn offer(work: &mut Work, service: &Service, own_price: bool) {
    let scale = |points: ThreePoint, factor: f64| ThreePoint {
        low: points.low * factor,
        mode: points.mode * factor,
        high: points.high * factor,
    };
    if let Some(factor) = &service.duration_factor
        && !CLOCKS.contains(&work.key.as_str())
    {
        work.days = scale(work.days, factor.value.base());
        work.inputs.push(factor.input());
    }
    if let Some(factor) = &service.price_factor
        && !own_price
    {
        work.cost = scale(work.cost, factor.value.base());
        work.inputs.push(factor.input());
    }
    if let Some(date) = &service.available {
        work.not_before = Some(
            work.not_before
                .map_or(date.value, |own| own.max(date.value)),
        );
        work.inputs.push(date.input());
    }
    // Capacity and calendar decide when the work is done, so a date rests on them.
    work.inputs.extend(
        service
            .capacity
            .as_ref()
            .map(concerted_model::given::Given::input),
    );
}
