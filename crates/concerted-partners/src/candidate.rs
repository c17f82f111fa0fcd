//! Which sites can do which area of work.

use std::collections::BTreeMap;

use concerted_model::figure::Input;
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;

use crate::choose::ChooseOptions;
use crate::setting::{AREAS, Setting, area_index, service};

/// Sites that offer each area of work, sorted by id; an area that nobody offers has an empty list.
///
/// The client's own sites are candidates where they offer the area.
///
/// ```
/// use concerted_model::partner::ServiceArea;
/// let text = r#"
/// format_version = 1
/// name = "one site"
/// start = 2027-01-04
/// company = [{ id = "a", name = "A", kind = "cdmo" }]
/// site = [{ id = "a-1", name = "A", company = "a", service = [{ area = "chemistry" }] }]
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let candidates = concerted_partners::candidates(&program);
/// assert_eq!(candidates[&ServiceArea::Chemistry], ["a-1"]);
/// assert!(candidates[&ServiceArea::Clinic].is_empty());
/// ```
pub fn candidates(program: &Program) -> BTreeMap<ServiceArea, Vec<String>> {
    ServiceArea::ALL
        .iter()
        .map(|area| {
            let mut sites: Vec<String> = program
                .site
                .iter()
                .filter(|site| service(site, *area).is_some())
                .map(|site| site.id.as_str().to_owned())
                .collect();
            sites.sort();
            (*area, sites)
        })
        .collect()
}

/// Candidates of each area by index, and why sites were left out.
pub(crate) struct Pool {
    /// Sites of each area; empty where nobody may do it.
    pub(crate) areas: [Vec<usize>; AREAS],
    /// What is noteworthy about them.
    pub(crate) findings: Vec<Finding>,
    /// Entered values that decided.
    pub(crate) inputs: Vec<Input>,
}

/// Candidates after exclusions, fixed areas and the size of the largest batch.
pub(crate) fn pool(setting: &Setting<'_>, options: &ChooseOptions) -> Pool {
    let mut pool = Pool {
        areas: Default::default(),
        findings: Vec::new(),
        inputs: Vec::new(),
    };
    for (area, ids) in candidates(setting.program) {
        let offered = !ids.is_empty();
        let mut sites: Vec<usize> = ids
            .iter()
            .filter_map(|id| setting.site_index(id))
            .filter(|site| !excluded(setting, options, *site))
            .filter(|site| able(setting, options, area, *site, &mut pool))
            .collect();
        if let Some(fixed) = options.fixed.get(&area) {
            sites = setting.site_index(fixed).into_iter().collect();
        } else if area == ServiceArea::Chemistry {
            sites.retain(|site| large_enough(setting, options, *site, &mut pool));
        }
        if sites.is_empty() && !setting.sites.is_empty() {
            pool.findings.push(unsourced(area, offered));
        }
        pool.areas[area_index(area)] = sites;
    }
    if setting.sites.is_empty() {
        pool.findings.push(lacking(
            "partners.no_site",
            "site",
            "The choice of partners",
            "the program describes no site; the work is planned without sites and hand-offs",
        ));
    }
    pool
}

/// False where the caller says that a site cannot do an area; that is a finding.
fn able(
    setting: &Setting<'_>,
    options: &ChooseOptions,
    area: ServiceArea,
    site: usize,
    pool: &mut Pool,
) -> bool {
    let id = setting.sites[site].id.to_string();
    let Some(reason) = options.unable.get(&(area, id.clone())) else {
        return true;
    };
    pool.findings.push(
        Finding::new(
            "partners.unable",
            Severity::Minor,
            format!("site.{id}.{area}"),
            format!(
                "{} offers {area} but is left out: {reason}.",
                setting.sites[site].name
            ),
        )
        .hint("add the technology to the site if it has it"),
    );
    false
}

fn excluded(setting: &Setting<'_>, options: &ChooseOptions, site: usize) -> bool {
    let site = setting.sites[site];
    options.excluded_sites.contains(site.id.as_str())
        || options.excluded_companies.contains(site.company.as_str())
}

fn unsourced(area: ServiceArea, offered: bool) -> Finding {
    let why = if offered {
        "every site that offers it is excluded or too small"
    } else {
        "no site of the program offers it"
    };
    Finding::new(
        "partners.area_without_site",
        Severity::Critical,
        format!("service.{area}"),
        format!(
            "Nobody does the area `{area}`: {why}. Its work is planned without a site, so its hand-offs, prices and working days are not counted."
        ),
    )
    .hint(format!("add `[[site.service]]` with area = \"{area}\" to a site"))
}

fn large_enough(
    setting: &Setting<'_>,
    options: &ChooseOptions,
    index: usize,
    pool: &mut Pool,
) -> bool {
    let site = setting.sites[index];
    let (Some(need), Some(largest)) = (&options.needed_batch_kg, &site.largest_batch) else {
        return true;
    };
    pool.inputs.extend(need.inputs.iter().cloned());
    pool.inputs.push(largest.input());
    let fits = largest.value.base() >= need.value;
    if !fits {
        pool.findings.push(Finding::new(
            "partners.batch_too_large",
            Severity::Minor,
            format!("site.{}", site.id),
            format!(
                "{} makes at most {} in one batch and {:.3} kg are needed, so it is no candidate for the chemistry.",
                site.name, largest.value, need.value
            ),
        ));
    }
    fits
}
