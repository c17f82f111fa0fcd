//! Transfers of methods to the sites that use them.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::handover::{Sourcing, ThreePoint, WorkItem};
use concerted_model::method::{Method, MethodPurpose, MethodState};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::lane::{Place, Price, assumed, described, overhead};
use crate::required::RequiredMethod;

/// Kind of transfer (USP <1224>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransferKind {
    /// Both sites test the same samples and compare.
    Comparative,
    /// The receiver takes part in the qualification, so no transfer follows.
    CoValidation,
    /// The receiver qualifies the method again, because the sender cannot compare.
    Revalidation,
    /// The receiver only verifies a general procedure.
    Waiver,
}

impl TransferKind {
    /// The words for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comparative => "comparative",
            Self::CoValidation => "co-validation",
            Self::Revalidation => "revalidation",
            Self::Waiver => "waiver with verification",
        }
    }
}

/// One method that must be run at a site where it is not set up.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodTransfer {
    /// Stable key: `methods.transfer.<from>.<to>.<method>`.
    pub key: String,
    /// Id of the method.
    pub method: String,
    /// Name for people.
    pub name: String,
    /// Site where it is or will be set up.
    pub from: String,
    /// Site that must run it.
    pub to: String,
    /// Kind of transfer.
    pub kind: TransferKind,
    /// True where both sites belong to one company.
    pub same_company: bool,
    /// Why this kind, as a sentence.
    pub reason: String,
    /// The choices that cause it: keys such as `sourcing.analysis`, `method.hplc.site`, `activity.c07`.
    pub causes: Vec<String>,
}

/// All transfers from one site to another.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferLane {
    /// Site that gives.
    pub from: String,
    /// Site that receives.
    pub to: String,
    /// Keys of the transfers.
    pub transfers: Vec<String>,
    /// Cost in thousand USD.
    pub cost_kusd: ThreePoint,
    /// Duration in weeks.
    pub weeks: ThreePoint,
    pub(crate) price: Price,
}

/// A site that runs methods, and the choices that say so.
struct Receiver<'a> {
    place: Place<'a>,
    causes: BTreeSet<String>,
}

/// A method at its home.
struct Homed<'a> {
    key: String,
    name: String,
    purpose: MethodPurpose,
    state: MethodState,
    home: Place<'a>,
    cause: String,
}

/// Every transfer that the sourcing causes, sorted by key.
pub(crate) fn transfers(
    program: &Program,
    required: &[RequiredMethod],
    sourcing: &Sourcing,
    work: &[WorkItem],
) -> Vec<MethodTransfer> {
    let Some(analysis) = sourcing.get(&ServiceArea::Analysis) else {
        return Vec::new();
    };
    let analysis = Place::new(program, analysis);
    let release = release_sites(program, sourcing, work);
    let mut transfers = BTreeMap::new();
    for method in homed(program, required, analysis) {
        let nonclinical = single(program, sourcing, ServiceArea::Toxicology);
        let receivers: Vec<&Receiver> = match method.purpose {
            MethodPurpose::Bioanalysis => nonclinical.iter().collect(),
            _ => release.iter().collect(),
        };
        for receiver in receivers {
            if receiver.place.site != method.home.site {
                let transfer = transfer(program, &method, receiver);
                transfers.entry(transfer.key.clone()).or_insert(transfer);
            }
        }
    }
    transfers.into_values().collect()
}

/// Sites that test batches: that of the analysis, and those of activities placed elsewhere.
///
/// Work of a hand-off or of a finding sets methods up or studies something; it tests no batch.
fn release_sites<'a>(
    program: &'a Program,
    sourcing: &'a Sourcing,
    work: &'a [WorkItem],
) -> Vec<Receiver<'a>> {
    let mut sites: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    if let Some(site) = sourcing.get(&ServiceArea::Analysis) {
        let cause = "sourcing.analysis".to_owned();
        sites.entry(site).or_default().insert(cause);
    }
    for item in work
        .iter()
        .filter(|item| item.area == ServiceArea::Analysis)
        .filter(|item| !item.key.starts_with("handoff.") && !item.key.starts_with("ask."))
    {
        if let Some(site) = &item.site {
            let cause = format!("activity.{}", item.key);
            sites.entry(site).or_default().insert(cause);
        }
    }
    sites
        .into_iter()
        .map(|(site, causes)| Receiver {
            place: Place::new(program, site),
            causes,
        })
        .collect()
}

fn single<'a>(
    program: &'a Program,
    sourcing: &'a Sourcing,
    area: ServiceArea,
) -> Option<Receiver<'a>> {
    Some(Receiver {
        place: Place::new(program, sourcing.get(&area)?),
        causes: BTreeSet::from([format!("sourcing.{}", area.word())]),
    })
}

/// Methods of the program that are needed; one that is planned and has no site is set up where it is used.
fn homed<'a>(
    program: &'a Program,
    required: &[RequiredMethod],
    analysis: Place<'a>,
) -> Vec<Homed<'a>> {
    let used: BTreeSet<&str> = required
        .iter()
        .flat_map(|one| one.method.iter().chain(&one.further))
        .map(String::as_str)
        .collect();
    program
        .method
        .iter()
        .filter(|method| {
            used.contains(method.id.as_str()) || method.purpose == MethodPurpose::Bioanalysis
        })
        .filter(|method| method.state != MethodState::Planned || method.site.is_some())
        .map(|method| at_home(program, method, analysis))
        .collect()
}

fn at_home<'a>(program: &'a Program, method: &'a Method, analysis: Place<'a>) -> Homed<'a> {
    let (home, cause) = match &method.site {
        Some(site) => (
            Place::new(program, site.as_str()),
            format!("method.{}.site", method.id),
        ),
        None => (analysis, "sourcing.analysis".to_owned()),
    };
    Homed {
        key: method.id.as_str().to_owned(),
        name: method.name.clone(),
        purpose: method.purpose,
        state: method.state,
        home,
        cause,
    }
}

fn transfer(program: &Program, method: &Homed, receiver: &Receiver) -> MethodTransfer {
    let same_company = method.home.shares_company(&receiver.place);
    let (kind, why) = kind(program, method);
    let within = if same_company {
        "; both sites belong to one company, so part of the work falls away"
    } else {
        ""
    };
    let mut causes = receiver.causes.clone();
    causes.insert(method.cause.clone());
    MethodTransfer {
        key: format!(
            "methods.transfer.{}.{}.{}",
            method.home.site, receiver.place.site, method.key
        ),
        method: method.key.clone(),
        name: method.name.clone(),
        from: method.home.site.to_owned(),
        to: receiver.place.site.to_owned(),
        kind,
        same_company,
        reason: format!("{why}{within}"),
        causes: causes.into_iter().collect(),
    }
}

/// The kind of transfer and why, after USP <1224>.
fn kind(program: &Program, method: &Homed) -> (TransferKind, String) {
    if method.purpose == MethodPurpose::Water {
        return (
            TransferKind::Waiver,
            "water is determined by a general procedure, which the receiver verifies".to_owned(),
        );
    }
    if method.state < MethodState::Qualified {
        return (
            TransferKind::CoValidation,
            format!(
                "{} is not qualified yet, so the receiver can take part",
                method.name
            ),
        );
    }
    let site = described(program, method.home.site);
    let sender_tests = site.is_none_or(|site| {
        site.service.is_empty()
            || site
                .service
                .iter()
                .any(|service| service.area == ServiceArea::Analysis)
    });
    if sender_tests {
        let text = format!(
            "{} is established, so both sites test the same batches",
            method.name
        );
        (TransferKind::Comparative, text)
    } else {
        let text = format!(
            "{} offers no analysis, so nothing can be compared",
            method.home.name
        );
        (TransferKind::Revalidation, text)
    }
}

/// Transfers by sender and receiver, priced by sets of methods.
pub(crate) fn lanes(
    program: &Program,
    reference: &Reference,
    transfers: &[MethodTransfer],
) -> Vec<TransferLane> {
    let mut grouped: BTreeMap<(&str, &str), Vec<&MethodTransfer>> = BTreeMap::new();
    for transfer in transfers {
        let lane = (transfer.from.as_str(), transfer.to.as_str());
        grouped.entry(lane).or_default().push(transfer);
    }
    let (per_set, assumption) = assumed(reference, "transfer_per_method_set");
    let sets = |count: usize| (count as f64 / per_set.max(1.0)).ceil() as usize;
    grouped
        .into_iter()
        .map(|((from, to), members)| {
            let same = Place::new(program, from).shares_company(&Place::new(program, to));
            let count = |wanted: &[TransferKind]| {
                members
                    .iter()
                    .filter(|one| wanted.contains(&one.kind))
                    .count()
            };
            let verified = sets(count(&[TransferKind::Waiver]));
            let requalified = sets(count(&[TransferKind::Revalidation]));
            let moved = sets(members.len() - count(&[TransferKind::Waiver]));
            let (transfer, verify) = (overhead(reference, "H03"), overhead(reference, "H04"));
            let mut price = Price::nothing();
            if moved > 0 {
                price = price.then(Price::of(transfer, moved, same));
            }
            if requalified > 0 {
                price = price.then(Price::of(verify, requalified, same));
            }
            if verified > 0 {
                price = price.beside(Price::of(verify, verified, same));
            }
            price.inputs.push(assumption.clone());
            TransferLane {
                from: from.to_owned(),
                to: to.to_owned(),
                transfers: members.iter().map(|one| one.key.clone()).collect(),
                cost_kusd: price.cost_kusd,
                weeks: price.weeks,
                price,
            }
        })
        .collect()
}
