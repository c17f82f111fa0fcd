//! Sites, companies and activities by index, so that many sourcings can be compared quickly.

use std::collections::BTreeMap;

use concerted_model::given::Given;
use concerted_model::handover::{Carries, Exchange, Sourcing};
use concerted_model::partner::{CompanyKind, Service, ServiceArea, Site};
use concerted_model::program::Program;
use concerted_model::quantity::{Factor, Quantity};
use concerted_reference::{HandoffOverhead, Reference, Strategy};

use crate::work::Work;

/// Number of areas of work.
pub(crate) const AREAS: usize = ServiceArea::ALL.len();

/// Site of each area by index into [`Setting::sites`], in the order of [`ServiceArea::ALL`].
pub(crate) type Assignment = [Option<usize>; AREAS];

/// Place of an area in [`ServiceArea::ALL`].
pub(crate) fn area_index(area: ServiceArea) -> usize {
    ServiceArea::ALL
        .iter()
        .position(|other| *other == area)
        .expect("every area is among all areas")
}

/// What a site charges and how fast it is in one area.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    /// Price relative to the template.
    pub(crate) price: f64,
    /// Duration relative to the template.
    pub(crate) duration: f64,
    /// Weeks from the start of the program until it can work.
    pub(crate) release_weeks: f64,
}

impl Terms {
    /// The template as it is, at once.
    const PLAIN: Self = Self {
        price: 1.0,
        duration: 1.0,
        release_weeks: 0.0,
    };
}

/// One exchange between activities by index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interface {
    /// Node that gives.
    pub(crate) from: usize,
    /// Node that receives.
    pub(crate) to: usize,
    /// What passes.
    pub(crate) carries: Carries,
}

/// Everything that does not change between sourcings.
pub(crate) struct Setting<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    /// Sites sorted by id.
    pub(crate) sites: Vec<&'a Site>,
    /// Company of each site as an index into `companies`.
    pub(crate) company_of: Vec<usize>,
    /// Company ids, sorted.
    pub(crate) companies: Vec<String>,
    /// Kind of each company; absent where the document does not describe it.
    pub(crate) kinds: Vec<Option<CompanyKind>>,
    /// Hand-off overheads, sorted by id.
    pub(crate) overheads: &'a [HandoffOverhead],
    /// Activities in an order in which each follows what it waits for.
    pub(crate) work: Work,
    /// Exchanges from the earliest to the latest.
    pub(crate) interfaces: Vec<Interface>,
    terms: Vec<[Terms; AREAS]>,
}

impl<'a> Setting<'a> {
    /// Reads the program once.
    pub(crate) fn new(
        program: &'a Program,
        reference: &'a Reference,
        exchanges: &[Exchange],
        strategy: Strategy,
    ) -> Self {
        let mut sites: Vec<&Site> = program.site.iter().collect();
        sites.sort_by(|a, b| a.id.cmp(&b.id));
        let mut companies: Vec<String> = sites
            .iter()
            .map(|site| site.company.as_str().to_owned())
            .collect();
        companies.sort();
        companies.dedup();
        let company_of = sites
            .iter()
            .map(|site| {
                companies
                    .binary_search_by(|id| id.as_str().cmp(site.company.as_str()))
                    .expect("collected from the same sites")
            })
            .collect();
        let kinds = companies
            .iter()
            .map(|id| program.company_by_id(id).map(|company| company.kind))
            .collect();
        let terms = sites.iter().map(|site| terms(program, site)).collect();
        let site_index = |id: &str| sites.binary_search_by(|site| site.id.as_str().cmp(id)).ok();
        let work = Work::new(program, reference, exchanges, strategy, &site_index);
        let interfaces = interfaces(&work, exchanges);
        Self {
            program,
            reference,
            sites,
            company_of,
            companies,
            kinds,
            overheads: reference.handoff_overheads(),
            work,
            interfaces,
            terms,
        }
    }

    /// Index of a site.
    pub(crate) fn site_index(&self, id: &str) -> Option<usize> {
        self.sites
            .binary_search_by(|site| site.id.as_str().cmp(id))
            .ok()
    }

    /// Site that does a node: its own where the document fixes one, else that of its area.
    pub(crate) fn site_of(&self, node: usize, assignment: &Assignment) -> Option<usize> {
        let node = &self.work.nodes[node];
        node.fixed_site.or(assignment[node.area])
    }

    /// Terms of a site in an area; those of the template where there is no site or no service.
    pub(crate) fn terms(&self, site: Option<usize>, area: usize) -> Terms {
        site.map_or(Terms::PLAIN, |site| self.terms[site][area])
    }

    /// True where the company is neither the client nor a clinic.
    pub(crate) fn is_manufacturer(&self, company: usize) -> bool {
        !matches!(
            self.kinds[company],
            Some(CompanyKind::Client | CompanyKind::Clinic)
        )
    }

    /// The assignment that a sourcing describes; unknown sites count as none.
    pub(crate) fn assignment(&self, sourcing: &Sourcing) -> Assignment {
        let mut assignment = [None; AREAS];
        for (area, site) in sourcing {
            assignment[area_index(*area)] = self.site_index(site);
        }
        assignment
    }

    /// The sourcing that an assignment describes.
    pub(crate) fn sourcing(&self, assignment: &Assignment) -> Sourcing {
        ServiceArea::ALL
            .iter()
            .zip(assignment)
            .filter_map(|(area, site)| Some((*area, self.sites[(*site)?].id.as_str().to_owned())))
            .collect()
    }

    /// Companies other than the client that do work, by index, sorted.
    pub(crate) fn partners(&self, assignment: &Assignment) -> Vec<usize> {
        let mut partners: Vec<usize> = assignment
            .iter()
            .flatten()
            .map(|site| self.company_of[*site])
            .filter(|company| self.kinds[*company] != Some(CompanyKind::Client))
            .collect();
        partners.sort_unstable();
        partners.dedup();
        partners
    }
}

/// What a site offers in an area.
pub(crate) fn service(site: &Site, area: ServiceArea) -> Option<&Service> {
    site.service.iter().find(|service| service.area == area)
}

fn terms(program: &Program, site: &Site) -> [Terms; AREAS] {
    let mut all = [Terms::PLAIN; AREAS];
    for (terms, area) in all.iter_mut().zip(ServiceArea::ALL) {
        let Some(service) = service(site, *area) else {
            continue;
        };
        let factor = |given: &Option<Given<Quantity<Factor>>>| {
            given.as_ref().map_or(1.0, |given| given.value.base())
        };
        terms.price = factor(&service.price_factor);
        terms.duration = factor(&service.duration_factor);
        if let Some(available) = &service.available {
            let days = program
                .start
                .value
                .until(available.value)
                .map_or(0, |span| span.get_days());
            terms.release_weeks = (f64::from(days) / 7.0).max(0.0);
        }
    }
    all
}

/// Exchanges sorted by how early their giver, then their receiver can be.
fn interfaces(work: &Work, exchanges: &[Exchange]) -> Vec<Interface> {
    let index: BTreeMap<&str, usize> = work
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.key.as_str(), index))
        .collect();
    let node = |key: &str| index[key.to_lowercase().as_str()];
    let mut interfaces: Vec<Interface> = exchanges
        .iter()
        .map(|exchange| Interface {
            from: node(&exchange.from),
            to: node(&exchange.to),
            carries: exchange.carries,
        })
        .collect();
    interfaces.sort_by_key(|interface| {
        (
            work.depth[interface.from],
            work.depth[interface.to],
            &work.nodes[interface.from].key,
            &work.nodes[interface.to].key,
            interface.carries,
        )
    });
    interfaces
}
