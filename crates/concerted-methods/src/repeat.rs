//! Tests done again because material or testing crosses a border.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::handover::{Sourcing, ThreePoint};
use concerted_model::method::MethodPurpose;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::lane::{Place, Price, overhead};
use crate::required::RequiredMethod;
use crate::transfer::{MethodTransfer, TransferKind};

/// Tests that a receiver does again.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatedTests {
    /// Stable key: `methods.repeat.<from>.<to>` or `methods.repeat_stability.<from>.<to>`.
    pub key: String,
    /// What is repeated, for people.
    pub name: String,
    /// Site whose result exists already.
    pub from: String,
    /// Site that tests again.
    pub to: String,
    /// True where both sites belong to one company.
    pub same_company: bool,
    /// Tests repeated per batch; 1 for a stability study set up a second time.
    pub tests: usize,
    /// Cost per batch in thousand USD; for stability, per study.
    pub cost_kusd: ThreePoint,
    /// The choices that cause it, such as `sourcing.chemistry`.
    pub causes: Vec<String>,
    pub(crate) price: Price,
}

/// Areas whose site receives substance from the site that makes it.
const RECEIVERS: [ServiceArea; 4] = [
    ServiceArea::Analysis,
    ServiceArea::PhysicalForm,
    ServiceArea::Toxicology,
    ServiceArea::Clinic,
];

/// Every repetition that the sourcing causes, sorted by key.
pub(crate) fn repeats(
    program: &Program,
    reference: &Reference,
    sourcing: &Sourcing,
    required: &[RequiredMethod],
    transfers: &[MethodTransfer],
) -> Vec<RepeatedTests> {
    let mut repeats = on_receipt(program, reference, sourcing, required);
    repeats.extend(stability(program, reference, sourcing, transfers));
    repeats.sort_by(|a, b| a.key.cmp(&b.key));
    repeats
}

/// Tests on receipt: one crossing for each receiving site, whatever it receives for.
fn on_receipt(
    program: &Program,
    reference: &Reference,
    sourcing: &Sourcing,
    required: &[RequiredMethod],
) -> Vec<RepeatedTests> {
    let Some(maker) = sourcing.get(&ServiceArea::Chemistry) else {
        return Vec::new();
    };
    let maker = Place::new(program, maker);
    let panel: BTreeSet<MethodPurpose> = required
        .iter()
        .filter(|one| one.impurity.is_none())
        .map(|one| one.purpose)
        .collect();
    let mut areas: BTreeMap<&str, Vec<ServiceArea>> = BTreeMap::new();
    for area in RECEIVERS {
        if let Some(site) = sourcing.get(&area)
            && site != maker.site
        {
            areas.entry(site).or_default().push(area);
        }
    }
    areas
        .into_iter()
        .filter_map(|(site, areas)| {
            let receiver = Place::new(program, site);
            let same_company = maker.shares_company(&receiver);
            let tests = tests(&areas, same_company, panel.len())?;
            let price = Price::of(overhead(reference, "H05"), 1, same_company);
            let mut causes = vec!["sourcing.chemistry".to_owned()];
            causes.extend(areas.iter().map(|area| format!("sourcing.{}", area.word())));
            Some(RepeatedTests {
                key: format!("methods.repeat.{}.{site}", maker.site),
                name: format!(
                    "tests on receipt at {} of what {} made",
                    receiver.name, maker.name
                ),
                from: maker.site.to_owned(),
                to: site.to_owned(),
                same_company,
                tests,
                cost_kusd: price.cost_kusd,
                causes,
                price,
            })
        })
        .collect()
}

/// How many tests a receiver repeats; `None` where it repeats none.
///
/// A company that tests what another made repeats the release panel, because the maker tests its own
/// product before it ships. Whoever uses the substance confirms its identity. Within one company a
/// result of the quality system is accepted, and only identity is confirmed by whoever uses it.
fn tests(areas: &[ServiceArea], same_company: bool, panel: usize) -> Option<usize> {
    let uses = areas.iter().any(|area| *area != ServiceArea::Analysis);
    let releases = areas.contains(&ServiceArea::Analysis) && !same_company;
    match (releases, uses) {
        (true, _) => Some(panel.max(1)),
        (false, true) => Some(1),
        (false, false) => None,
    }
}

/// A stability study set up a second time where established testing moves; without it none has begun.
fn stability(
    program: &Program,
    reference: &Reference,
    sourcing: &Sourcing,
    transfers: &[MethodTransfer],
) -> Vec<RepeatedTests> {
    let Some(analysis) = sourcing.get(&ServiceArea::Analysis) else {
        return Vec::new();
    };
    let lanes: BTreeMap<&str, BTreeSet<&String>> = transfers
        .iter()
        .filter(|one| one.to == *analysis && one.kind != TransferKind::CoValidation)
        .filter(|one| one.kind != TransferKind::Waiver)
        .fold(BTreeMap::new(), |mut lanes, one| {
            let causes: &mut BTreeSet<&String> = lanes.entry(one.from.as_str()).or_default();
            causes.extend(&one.causes);
            lanes
        });
    lanes
        .into_iter()
        .map(|(from, causes)| {
            let (sender, receiver) = (Place::new(program, from), Place::new(program, analysis));
            let same_company = sender.shares_company(&receiver);
            let price = Price::of(overhead(reference, "H06"), 1, same_company);
            RepeatedTests {
                key: format!("methods.repeat_stability.{from}.{analysis}"),
                name: format!(
                    "stability set up again at {} after {}",
                    receiver.name, sender.name
                ),
                from: from.to_owned(),
                to: analysis.clone(),
                same_company,
                tests: 1,
                cost_kusd: price.cost_kusd,
                causes: causes.into_iter().cloned().collect(),
                price,
            }
        })
        .collect()
}
