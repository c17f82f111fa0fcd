//! Limits of an element by use, and what its content means against them.

use std::collections::BTreeSet;

use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::{FigureId, Ledger, Rule};
use concerted_model::finding::{Ask, Before, Evidence, Finding, Severity};
use concerted_model::material::Material;
use concerted_model::method::{MethodPurpose, MethodState};
use concerted_model::program::{Administration, DoseBasis, Use};
use concerted_model::quantity::{limit_digits, shortest};
use concerted_model::route::Route;
use concerted_molecule::{Element, Molecule};
use concerted_reference::AdministrationRoute;

use crate::chemistry::Chemistry;
use crate::estimate::Estimate;

const LIMIT: Rule = Rule {
    id: "route.metal.limit",
    formula: "permitted daily exposure (ug/day) / highest daily dose (g/day)",
    unit: "ppm",
};

const LIMIT_SUBSTANCE: Rule = Rule {
    id: "route.metal.limit_substance",
    formula: "limit by mass of moiety · n · M_moiety / M_substance, n moieties per formula of the substance",
    unit: "ppm",
};
const LIMIT_MOIETY: Rule = Rule {
    id: "route.metal.limit_moiety",
    formula: "limit by mass of substance · M_substance / (n · M_moiety), n moieties per formula of the substance",
    unit: "ppm",
};

/// ICH Q3D, section on control: above 30 % of the limit an element needs control beyond its assessment.
const CONTROL_THRESHOLD: f64 = 0.3;

/// Limit of one element for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct MetalLimit {
    /// Symbol of the element.
    pub element: String,
    /// The use.
    pub use_id: String,
    /// ppm in the daily dose, by mass of what the use gives the dose for.
    pub ppm: Estimate,
    /// ppm by mass of substance as made; the same as `ppm` where the dose is given for it or it is the moiety
    /// itself, `None` where a molar mass is lacking.
    pub substance_ppm: Option<Estimate>,
    /// ppm by mass of moiety, likewise.
    pub moiety_ppm: Option<Estimate>,
    /// Row of the permitted daily exposure.
    pub citation: Citation,
}

pub(crate) fn limits(
    chemistry: &Chemistry<'_>,
    route: &Route,
    symbol: &str,
    ledger: &mut Ledger,
) -> Vec<MetalLimit> {
    let Some(row) = chemistry.reference.q3d(symbol) else {
        return Vec::new();
    };
    chemistry
        .program
        .uses
        .iter()
        .filter_map(|one| {
            let pde = row.pde(administration(one));
            let status = pde.citation.status;
            let text = format!("{} ug/day", shortest(pde.value));
            let dose = Estimate::given(&one.maximum_daily_dose, chemistry.program);
            // ug/day over mg/day is a thousandth, and ppm of it a thousand.
            let ppm = Estimate::cited(&pde, text).over(&dose)?.scaled(1e3);
            let label = format!(
                "limit of {symbol} for {}, by mass of {}; ICH Q3D formally applies from the market on, clinical stages by analogy{}",
                one.name,
                basis(one),
                caveat(status)
            );
            let key = format!("{}.metal.{}", route.path, symbol.to_lowercase());
            let ppm = ppm.record(ledger, &format!("{key}.limit.{}", one.id), label, LIMIT);
            let limit = MetalLimit {
                element: symbol.to_owned(),
                use_id: one.id.as_str().to_owned(),
                substance_ppm: None,
                moiety_ppm: None,
                ppm,
                citation: pde.citation,
            };
            Some(on_both_bases(chemistry, one, (limit, &key), ledger))
        })
        .collect()
}

fn basis(one: &Use) -> &'static str {
    match one.dose_basis {
        Some(DoseBasis::Substance) => "substance as made",
        _ => "moiety",
    }
}

/// The limit by mass of substance and of moiety; the basis on which it is not set becomes a figure.
fn on_both_bases(
    chemistry: &Chemistry<'_>,
    one: &Use,
    (mut limit, key): (MetalLimit, &str),
    ledger: &mut Ledger,
) -> MetalLimit {
    let pair = chemistry
        .program
        .drug_substance()
        .zip(chemistry.program.moiety());
    let Some((substance, moiety)) = pair.filter(|(substance, moiety)| substance.id != moiety.id)
    else {
        limit.substance_ppm = Some(limit.ppm.clone());
        limit.moiety_ppm = Some(limit.ppm.clone());
        return limit;
    };
    let (whole, part) = (substance.id.as_str(), moiety.id.as_str());
    // Mass of moiety in one mass of substance.
    let share = chemistry
        .molar_mass(whole)
        .zip(chemistry.molar_mass(part))
        .and_then(|(own, of_moiety)| {
            of_moiety
                .scaled(moieties_per_unit(chemistry, whole, part))
                .over(own)
        });
    let mut converted = |ppm: Option<Estimate>, name: &str, rule: Rule, words: &str| {
        let label = format!(
            "limit of {} for {}, by mass of {words}{}",
            limit.element,
            one.name,
            caveat(limit.citation.status)
        );
        let key = format!("{key}.{name}.{}", limit.use_id);
        Some(ppm?.record(ledger, &key, label, rule))
    };
    if one.dose_basis == Some(DoseBasis::Substance) {
        let ppm = share.and_then(|share| limit.ppm.over(&share));
        limit.moiety_ppm = converted(ppm, "limit_moiety", LIMIT_MOIETY, &moiety.name);
        limit.substance_ppm = Some(limit.ppm.clone());
    } else {
        let ppm = share.map(|share| limit.ppm.times(&share));
        let words = format!("{} as made", substance.name);
        limit.substance_ppm = converted(ppm, "limit_substance", LIMIT_SUBSTANCE, &words);
        limit.moiety_ppm = Some(limit.ppm.clone());
    }
    limit
}

/// Components of the substance with the heavy atoms of the moiety; one where none is found.
fn moieties_per_unit(chemistry: &Chemistry<'_>, substance: &str, moiety: &str) -> f64 {
    let molecules = chemistry
        .molecule(substance)
        .zip(chemistry.molecule(moiety));
    let count = molecules.map_or(0, |(substance, moiety)| {
        let heavy = |molecule: &Molecule| {
            let atoms = molecule.formula().clone();
            atoms
                .iter()
                .filter(|(element, _)| *element != Element::HYDROGEN)
                .collect::<Vec<_>>()
        };
        let wanted = heavy(moiety);
        let components = substance.components();
        components.iter().filter(|one| heavy(one) == wanted).count()
    });
    count.max(1) as f64
}

fn administration(one: &Use) -> AdministrationRoute {
    match one.administration {
        Some(Administration::Parenteral) => AdministrationRoute::Parenteral,
        Some(Administration::Inhalation) => AdministrationRoute::Inhalation,
        Some(Administration::Cutaneous) => AdministrationRoute::Cutaneous,
        Some(Administration::Oral) | None => AdministrationRoute::Oral,
    }
}

/// Content of an element, were all of it retained, and what it is in.
#[derive(Clone, Copy)]
pub(crate) struct Retention<'a> {
    /// ppm in the product of the step at 100 % yield.
    pub(crate) retained: &'a Estimate,
    /// ppm in what the route makes at the stated yields.
    pub(crate) carried: Option<&'a Estimate>,
    /// Material that the route makes.
    pub(crate) made: &'a str,
}

/// What the content means against the lowest limit on the basis of what the route makes.
///
/// The content carried at the stated yields decides; without yields that at 100 % yield does.
pub(crate) fn verdict(
    chemistry: &Chemistry<'_>,
    (key, route, symbol): (&str, &Route, &str),
    content: Retention<'_>,
    limits: &[MetalLimit],
    removal: &BTreeSet<String>,
) -> Finding {
    let made = Made::of(chemistry, content.made);
    let worst = content.carried.unwrap_or(content.retained).value();
    let lowest = limits
        .iter()
        .min_by(|a, b| made.limit(a).0.total_cmp(&made.limit(b).0));
    let severity = match lowest.map(|lowest| made.limit(lowest).0) {
        Some(limit) if worst > limit => Severity::Major,
        Some(limit) if worst <= CONTROL_THRESHOLD * limit => Severity::Note,
        _ => Severity::Minor,
    };
    let message = format!(
        "Route {} adds {symbol}: {}; {}; {}. ICH Q3D applies to clinical stages by analogy.",
        route.name,
        added(&made, content),
        against(&made, lowest),
        after(removal)
    );
    let leading = if content.carried.is_some() {
        "carried_ppm"
    } else {
        "retained_ppm"
    };
    let mut finding = Finding::new("route.metal", severity, key, message)
        .on_route(route.id.as_str())
        .figure(format!("{key}.{leading}"));
    for limit in limits {
        finding = finding
            .figure(format!("{key}.{}.{}", made.limit(limit).1, limit.use_id))
            .evidence(Evidence::Reference {
                citation: limit.citation.clone(),
            });
    }
    let figures = [FigureId(format!("{key}.{leading}"))];
    if severity <= Severity::Minor && !has_method(chemistry, symbol) {
        finding = ask_for(finding, "metal_method", symbol, &figures);
    }
    if severity <= Severity::Major {
        finding = ask_for(finding, "metal_scavenging_study", symbol, &figures);
    }
    finding
}

/// What a route makes, as far as limits are concerned.
enum Made {
    /// The drug substance, or anything else that is not its moiety.
    Substance(String),
    /// The moiety of a drug substance that is something else.
    Moiety(String),
}

impl Made {
    fn of(chemistry: &Chemistry<'_>, material: &str) -> Self {
        let is = |one: Option<&Material>| one.is_some_and(|one| one.id.as_str() == material);
        let program = chemistry.program;
        if is(program.drug_substance()) {
            Self::Substance("the substance".to_owned())
        } else if is(program.moiety()) {
            Self::Moiety(chemistry.name(material))
        } else {
            Self::Substance(chemistry.name(material))
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Substance(name) | Self::Moiety(name) => name,
        }
    }

    /// The limit on this basis and the word of its figure; on that of the dose where it cannot be converted.
    fn limit(&self, limit: &MetalLimit) -> (f64, &'static str) {
        let (own, word) = match self {
            Self::Substance(_) => (&limit.substance_ppm, "limit_substance"),
            Self::Moiety(_) => (&limit.moiety_ppm, "limit_moiety"),
        };
        match own {
            Some(own) if *own != limit.ppm => (own.value(), word),
            _ => (limit.ppm.value(), "limit"),
        }
    }

    /// Words for the basis of a limit.
    fn basis(&self, limit: &MetalLimit) -> &'static str {
        let known = match self {
            Self::Substance(_) => &limit.substance_ppm,
            Self::Moiety(_) => &limit.moiety_ppm,
        };
        if known.is_some() {
            "on that basis"
        } else {
            "on the basis of the dose, as a molar mass is lacking,"
        }
    }
}

fn added(made: &Made, content: Retention<'_>) -> String {
    match content.carried {
        Some(carried) => format!(
            "{} of {} as made if wholly retained at the stated yields",
            ppm(carried.value()),
            made.name()
        ),
        None => format!(
            "{} of the product of its step if wholly retained at 100 % yield; what {} holds needs the yields",
            ppm(content.retained.value()),
            made.name()
        ),
    }
}

fn against(made: &Made, lowest: Option<&MetalLimit>) -> String {
    lowest.map_or_else(
        || "no use gives a dose to set a limit by".to_owned(),
        |lowest| {
            format!(
                "limit {} ppm {} for use `{}`{}",
                limit_digits(made.limit(lowest).0),
                made.basis(lowest),
                lowest.use_id,
                caveat(lowest.citation.status)
            )
        },
    )
}

fn after(removal: &BTreeSet<String>) -> String {
    if removal.is_empty() {
        return "no later operation that may remove it is stated".to_owned();
    }
    let list: Vec<&str> = removal.iter().map(String::as_str).collect();
    format!("it may be removed by {}", list.join(", "))
}

fn ppm(value: f64) -> String {
    format!("{} ppm", shortest((value * 10.0).round() / 10.0))
}

/// Words for a limit that may not be shown as a fact.
fn caveat(status: Status) -> String {
    if status.is_regulatory_fact() {
        return String::new();
    }
    format!(" (its status is `{}`: no regulatory fact)", status.word())
}

/// True where a qualified method lists a material with the element, or lists nothing and so takes all.
pub(crate) fn has_method(chemistry: &Chemistry<'_>, symbol: &str) -> bool {
    let program = chemistry.program;
    let holds = |material: &Material| {
        let declared = material.element.iter().any(|one| one.symbol == symbol);
        let formula = chemistry
            .molecule(material.id.as_str())
            .map(Molecule::formula);
        let element = Element::from_symbol(symbol);
        let shown = formula
            .zip(element)
            .map(|(formula, element)| formula.count(element));
        declared || shown.is_some_and(|count| count > 0)
    };
    program
        .method
        .iter()
        .filter(|method| method.purpose == MethodPurpose::ElementalImpurities)
        .filter(|method| method.state >= MethodState::Qualified)
        .any(|method| {
            let mut listed = method
                .material
                .iter()
                .filter_map(|one| program.material(one));
            method.material.is_empty() || listed.any(holds)
        })
}

/// Adds the method or the removal study of an element.
pub(crate) fn ask_for(
    finding: Finding,
    catalogue: &str,
    symbol: &str,
    figures: &[FigureId],
) -> Finding {
    // One method determines all elements; removal is shown for each.
    let (subject, title, before) = match catalogue {
        "metal_method" => (
            "substance".to_owned(),
            "elemental impurity method for the metals that the route adds".to_owned(),
            Before::GmpRelease,
        ),
        _ => (
            symbol.to_lowercase(),
            format!("removal of {symbol} shown by step"),
            Before::GmpBatch,
        ),
    };
    finding.ask(Ask {
        key: format!("{catalogue}:{subject}"),
        catalogue: catalogue.to_owned(),
        title,
        before: Some(before),
        figures: figures.to_vec(),
    })
}
