//! Metals and other elements of ICH Q3D that a route adds on purpose.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::decode::Structure;
use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::material::{Material, MaterialKind};
use concerted_model::quantity::shortest;
use concerted_model::route::{InputRole, OperationKind, Route, Step};
use concerted_reference::Q3dElement;

use crate::amount::{InputAmount, StepAmounts};
use crate::chemistry::Chemistry;
use crate::estimate::{Estimate, sum};
use crate::metal_limit::{MetalLimit, Retention, ask_for, has_method, limits, verdict};
use crate::view::RouteView;

const RETAINED: Rule = Rule {
    id: "route.metal.retained",
    formula: "equivalents · atoms · atomic weight / M_product, as if all of the element stayed in the product of the step at 100 % yield; summed over the steps that add it",
    unit: "ppm",
};
const CARRIED: Rule = Rule {
    id: "route.metal.carried",
    formula: "mass of the element added at the stated yields in all steps / mass of what the route makes, as if all of it stayed",
    unit: "ppm",
};
const PRESENCE: Rule = Rule {
    id: "route.metal.presence",
    formula: "elements of ICH Q3D in the structures and declared elements of all inputs",
    unit: "",
};

/// One element brought by one input.
#[derive(Debug, Clone, PartialEq)]
pub struct MetalUse {
    /// Step that adds it.
    pub step: String,
    /// Material that brings it.
    pub material: String,
    /// Symbol of the element.
    pub element: String,
    /// ppm in the product of that step at 100 % yield, were all of it retained.
    pub retained_ppm: Option<Estimate>,
    /// ppm in what the route makes at the stated yields, were all of it retained.
    pub carried_ppm: Option<Estimate>,
    /// Operations that may remove it, from that step on: adsorption and crystallization; filtration of a
    /// supported metal from a solution; extraction and washing of anything else.
    pub removal: Vec<String>,
    /// What is lacking for the numbers.
    pub missing: Option<String>,
}

/// Elements of a route against their limits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RouteMetals {
    /// Every input that brings an element of Q3D.
    pub uses: Vec<MetalUse>,
    /// ppm of each element were all of it retained, on the basis of [`MetalUse::retained_ppm`].
    pub retained_ppm: BTreeMap<String, Estimate>,
    /// ppm of each element in what the route makes, at the stated yields, were all of it retained.
    pub carried_ppm: BTreeMap<String, Estimate>,
    /// Limits of those elements by use.
    pub limits: Vec<MetalLimit>,
    /// Inputs of which neither structure nor elements are known.
    pub unknown: Vec<String>,
}

/// Finds every element of Q3D that the inputs bring and compares it with the limit of each use.
///
/// # Findings
/// `route.metal`: major where the element would exceed the limit of a use if wholly retained, minor above
/// 30 % of it, else a note, both by mass of what the route makes at the stated yields; lacking where an amount is unknown. Q3D formally applies from the market on;
/// clinical stages follow by analogy.
pub(crate) fn metals(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> RouteMetals {
    let mut found = RouteMetals::default();
    for step in view.steps() {
        for input in &step.inputs {
            let Some(material) = chemistry.program.material_by_id(&input.material) else {
                continue;
            };
            let elements = elements(chemistry, material);
            if elements.is_empty()
                && material.smiles.is_none()
                && may_hide_metal(input.role, material.kind)
            {
                found.unknown.push(material.name.clone());
            }
            for (row, content) in elements {
                found
                    .uses
                    .push(metal_use(chemistry, view, (step, input), (row, content)));
            }
        }
    }
    found.unknown.sort();
    found.unknown.dedup();
    let symbols: BTreeSet<String> = found.uses.iter().map(|one| one.element.clone()).collect();
    record_presence(view.route, &symbols, &found.unknown, ledger);
    for symbol in symbols {
        record_element(chemistry, view, &symbol, &mut found, (ledger, findings));
    }
    found
}

/// Roles in which an input without structure may be a metal compound.
fn may_hide_metal(role: InputRole, kind: MaterialKind) -> bool {
    let harmless = matches!(
        kind,
        MaterialKind::Enzyme
            | MaterialKind::Water
            | MaterialKind::Solvent
            | MaterialKind::Intermediate
            | MaterialKind::Substance
    );
    !harmless
        && matches!(
            role,
            InputRole::Reactant
                | InputRole::Reagent
                | InputRole::Acid
                | InputRole::Base
                | InputRole::Catalyst
                | InputRole::Ligand
                | InputRole::Quench
        )
}

/// Content of an element in a material.
enum Content {
    Atoms(Estimate),
    MassFraction(Estimate),
    Unknown,
}

/// Elements of Q3D in a material: as declared, else as the structure shows.
fn elements<'a>(chemistry: &Chemistry<'a>, material: &Material) -> Vec<(&'a Q3dElement, Content)> {
    let program = chemistry.program;
    let mut found: BTreeMap<String, Content> = BTreeMap::new();
    if let Some(molecule) = chemistry.molecule(material.id.as_str()) {
        let written: Vec<Input> = material.smiles.iter().map(Structure::input).collect();
        for (element, count) in molecule.formula().iter() {
            found.insert(
                element.symbol().to_owned(),
                Content::Atoms(Estimate::exact(count as f64).resting_on(&written)),
            );
        }
    }
    for declared in &material.element {
        let content = match (&declared.atoms, &declared.mass_fraction) {
            (Some(atoms), _) => Content::Atoms(Estimate::given_number(atoms, program)),
            (None, Some(fraction)) => Content::MassFraction(Estimate::given(fraction, program)),
            (None, None) => Content::Unknown,
        };
        let shown = found.contains_key(&declared.symbol);
        if !(shown && matches!(content, Content::Unknown)) {
            found.insert(declared.symbol.clone(), content);
        }
    }
    found
        .into_iter()
        .filter_map(|(symbol, content)| Some((chemistry.reference.q3d(&symbol)?, content)))
        .collect()
}

fn metal_use(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    (step, input): (&StepAmounts, &InputAmount),
    (row, content): (&Q3dElement, Content),
) -> MetalUse {
    let retained = retained(chemistry, step, input, (row, &content));
    let carried = retained.as_ref().ok().and_then(|retained| {
        let need = view.masses.need.get(&step.step)?;
        need.times(retained).over(step.step_yield.as_ref()?)
    });
    // A catalyst whose metal is a part of its mass sits on a carrier.
    let material = chemistry.program.material_by_id(&input.material);
    let supported = matches!(content, Content::MassFraction(_))
        && material.is_some_and(|material| material.kind == MaterialKind::Catalyst);
    MetalUse {
        step: step.step.clone(),
        material: input.material.clone(),
        element: row.symbol.clone(),
        missing: retained.as_ref().err().cloned(),
        retained_ppm: retained.ok(),
        carried_ppm: carried,
        removal: removal(chemistry, view, &step.step, supported),
    }
}

/// ppm in the step's product at 100 % yield.
fn retained(
    chemistry: &Chemistry<'_>,
    step: &StepAmounts,
    input: &InputAmount,
    (row, content): (&Q3dElement, &Content),
) -> Result<Estimate, String> {
    let share = match content {
        Content::Atoms(atoms) => {
            let lacks = || {
                input
                    .missing
                    .clone()
                    .unwrap_or_else(|| format!("moles of {}", input.name))
            };
            let equivalents = input.equivalents.as_ref().ok_or_else(lacks)?;
            let weight = chemistry
                .reference
                .element(&row.symbol)
                .ok_or_else(|| format!("atomic weight of {}", row.symbol))?
                .weight();
            let text = format!("{} g/mol", shortest(weight.value));
            let product = chemistry
                .molar_mass(&step.product)
                .ok_or_else(|| format!("molar mass of {}", chemistry.name(&step.product)))?;
            equivalents
                .times(atoms)
                .times(&Estimate::cited(&weight, text))
                .over(product)
        }
        Content::MassFraction(fraction) => {
            let lacks = || {
                input
                    .missing
                    .clone()
                    .unwrap_or_else(|| format!("amount of {}", input.name))
            };
            let charged = input.charged.as_ref().ok_or_else(lacks)?;
            let step_yield = step.step_yield.as_ref().ok_or_else(lacks)?;
            Some(charged.times(fraction).times(step_yield))
        }
        Content::Unknown => {
            return Err(format!(
                "atoms or mass fraction of {} in {}",
                row.symbol, input.name
            ));
        }
    };
    share
        .map(|share| share.scaled(1e6))
        .ok_or_else(|| format!("molar mass of {}", chemistry.name(&step.product)))
}

fn removal(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    step: &str,
    supported: bool,
) -> Vec<String> {
    let later = view.onward(step);
    let steps = later.iter().filter_map(|id| {
        chemistry
            .program
            .step
            .iter()
            .find(|step| step.id.as_str() == *id)
    });
    let may = |step: &Step, place: usize| match step.operation[place].kind {
        OperationKind::Adsorption | OperationKind::Crystallization => true,
        OperationKind::Extraction | OperationKind::Wash => !supported,
        OperationKind::Filtration => supported && product_passes(step, place),
        _ => false,
    };
    steps
        .flat_map(|step| {
            (0..step.operation.len())
                .filter(|place| may(step, *place))
                .map(|place| format!("{} in step {}", step.operation[place].kind, step.name))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// True where the product passes a filter: as stated, else where nothing crystallized before.
fn product_passes(step: &Step, place: usize) -> bool {
    let before = &step.operation[..place];
    step.operation[place].product_in_liquor.unwrap_or_else(|| {
        !before
            .iter()
            .any(|operation| operation.kind == OperationKind::Crystallization)
    })
}

fn record_presence(
    route: &Route,
    symbols: &BTreeSet<String>,
    unknown: &[String],
    ledger: &mut Ledger,
) {
    let text = if !symbols.is_empty() {
        symbols.iter().cloned().collect::<Vec<_>>().join(", ")
    } else if unknown.is_empty() {
        "no Q3D element intentionally added".to_owned()
    } else {
        format!(
            "unknown: no structure or elements of {}",
            unknown.join(", ")
        )
    };
    let label = format!("elements of ICH Q3D added on route {}", route.name);
    ledger.derive(format!("{}.metals", route.path), label, PRESENCE, text, []);
}

fn record_element(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    symbol: &str,
    found: &mut RouteMetals,
    (ledger, findings): (&mut Ledger, &mut Vec<Finding>),
) {
    let route = view.route;
    let key = format!("{}.metal.{}", route.path, symbol.to_lowercase());
    let uses: Vec<&MetalUse> = found
        .uses
        .iter()
        .filter(|one| one.element == symbol)
        .collect();
    let missing: Vec<String> = uses.iter().filter_map(|one| one.missing.clone()).collect();
    if !missing.is_empty() {
        let what = format!("The content of {symbol} from route {}", route.name);
        let needs = format!("lacking are {}", missing.join("; "));
        let unknown = lacking("route.metal", &key, &what, &needs).on_route(route.id.as_str());
        findings.push(if has_method(chemistry, symbol) {
            unknown
        } else {
            ask_for(unknown, "metal_method", symbol, &[])
        });
    }
    let steps: Vec<&str> = uses
        .iter()
        .filter_map(|one| view.amounts.get(&one.step))
        .map(|step| step.name.as_str())
        .collect();
    let retained: Option<Vec<&Estimate>> =
        uses.iter().map(|one| one.retained_ppm.as_ref()).collect();
    let carried: Option<Vec<&Estimate>> = uses.iter().map(|one| one.carried_ppm.as_ref()).collect();
    let carried = carried.map(|terms| {
        let label = format!(
            "{symbol} if wholly retained, carried at the stated yields into what route {} makes",
            route.name
        );
        sum(terms).record(ledger, &format!("{key}.carried_ppm"), label, CARRIED)
    });
    let retained = retained.map(|terms| {
        let products: Vec<String> = uses
            .iter()
            .filter_map(|one| view.amounts.get(&one.step))
            .map(|step| chemistry.name(&step.product))
            .collect();
        let label = format!(
            "{symbol} from step {} if wholly retained, relative to {} at 100 % yield",
            steps.join(", "),
            products.join(", ")
        );
        sum(terms).record(ledger, &format!("{key}.retained_ppm"), label, RETAINED)
    });
    let removal: BTreeSet<String> = uses.iter().flat_map(|one| one.removal.clone()).collect();
    let limits = limits(chemistry, route, symbol, ledger);
    if let Some(retained) = retained {
        let content = Retention {
            retained: &retained,
            carried: carried.as_ref(),
            made: made(view),
        };
        let about = (key.as_str(), route, symbol);
        findings.push(verdict(chemistry, about, content, &limits, &removal));
        found.retained_ppm.insert(symbol.to_owned(), retained);
    }
    found
        .carried_ppm
        .extend(carried.map(|carried| (symbol.to_owned(), carried)));
    found.limits.extend(limits);
}

/// Material that the last step of a route makes; empty where there is none.
fn made<'a>(view: &RouteView<'a>) -> &'a str {
    let last = view.order.last.as_deref();
    let amounts = last.and_then(|last| view.amounts.get(last));
    amounts.map_or("", |step| step.product.as_str())
}
