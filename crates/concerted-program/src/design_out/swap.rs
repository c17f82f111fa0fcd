//! The change that puts one material in the place of another in one step.

use concerted_document::change::Draft;
use concerted_model::change::{Change, Edit, Written};
use concerted_model::id::well_formed;
use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Document;
use concerted_model::route::{InputRole, Step};
use concerted_molecule::Molecule;

/// A material by name and structure, as a table gives it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) name: &'a str,
    pub(crate) smiles: &'a str,
    pub(crate) cas: &'a str,
}

/// What stands in the place of a material.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Substitute<'a> {
    /// A material of the document.
    Held(&'a Material),
    /// A material of a table, which the document may have or not.
    Named(Named<'a>),
}

/// Where a material stands in a step: paths of the references to it, the last first.
///
/// The last first because the name of an input carries a number where one before it has the same name:
/// changing the first would rename the second.
fn places(step: &Step, material: &str, roles: &[InputRole]) -> Vec<String> {
    let inputs = step
        .input
        .iter()
        .filter(|input| {
            input.material.as_str() == material && (roles.is_empty() || roles.contains(&input.role))
        })
        .map(|input| format!("{}.material", input.path));
    let solvent = as_solvent(roles);
    let operations = step
        .operation
        .iter()
        .filter(|operation| {
            let own = operation.solvent.as_ref();
            solvent && own.is_some_and(|own| own.as_str() == material)
        })
        .map(|operation| format!("{}.solvent", operation.path));
    let mut places: Vec<String> = inputs.chain(operations).collect();
    places.reverse();
    places
}

/// True where the material is meant as a solvent too: only then what an operation runs in, and what the solubility
/// in it says, goes with it.
fn as_solvent(roles: &[InputRole]) -> bool {
    roles.is_empty() || roles.contains(&InputRole::Solvent)
}

/// A swap: the change, the id of what comes in, and what is no longer known afterwards.
pub(crate) struct Swap {
    pub(crate) change: Change,
    pub(crate) id: String,
    pub(crate) unknown: Option<String>,
}

/// The change; `None` where the material does not stand in the step in one of these roles.
pub(crate) fn swap(
    (draft, document): (&Draft, &Document),
    step: &Step,
    old: &Material,
    roles: &[InputRole],
    substitute: Substitute<'_>,
) -> Option<Swap> {
    let places = places(step, old.id.as_str(), roles);
    if places.is_empty() {
        return None;
    }
    let (id, name, record) = target(document, old, substitute);
    if id == old.id.as_str() {
        return None;
    }
    let mut change = Change::new(format!("{name} instead of {} in {}", old.name, step.name));
    if let Some(record) = record {
        change = change.edit(Edit::add(format!("material.{id}"), record));
    }
    for place in places {
        let written = draft.at(&place)?;
        change = change.edit(Edit::set(place, written, id.as_str()));
    }
    let mut unknown = None;
    if as_solvent(roles)
        && let Some(edit) = isolation((draft, document), step, old.id.as_str(), &id)
    {
        if edit.new.is_none() {
            unknown = Some(format!(
                "The yield of the step follows from the solubility in {}: it is unknown until a series in {name} is measured.",
                old.name
            ));
        }
        change = change.edit(edit);
    }
    Some(Swap {
        change,
        id,
        unknown,
    })
}

impl Swap {
    /// What is proposed in words, with what is no longer known.
    pub(crate) fn sentence(&self, what: &str) -> String {
        match &self.unknown {
            Some(unknown) => format!("{what} {unknown}"),
            None => what.to_owned(),
        }
    }
}

/// A yield that follows from the solubility in the old solvent does not hold in the new one: the series of the
/// new solvent takes its place, or the yield is unknown until it is measured.
fn isolation(
    (draft, document): (&Draft, &Document),
    step: &Step,
    old: &str,
    new: &str,
) -> Option<Edit> {
    let isolation = step.isolation.as_ref()?;
    let series = |id: &str| {
        document
            .solubility
            .iter()
            .find(|series| series.id.as_str() == id)
    };
    let own = series(isolation.solubility.as_str())?;
    if own.solvent.as_str() != old {
        return None;
    }
    let other = document
        .solubility
        .iter()
        .find(|series| series.solvent.as_str() == new && series.material == own.material);
    let path = &isolation.path;
    match other {
        Some(other) => {
            let key = format!("{path}.solubility");
            Some(Edit::set(&key, draft.at(&key)?, other.id.as_str()))
        }
        None => Some(Edit::remove(path, draft.at(path)?)),
    }
}

/// Id and name of the substitute, and its record where the document has no such material.
fn target(
    document: &Document,
    old: &Material,
    substitute: Substitute<'_>,
) -> (String, String, Option<Written>) {
    let named = match substitute {
        Substitute::Held(material) => {
            return (material.id.to_string(), material.name.clone(), None);
        }
        Substitute::Named(named) => named,
    };
    let wanted = Molecule::parse(named.smiles).ok();
    let same = document.material.iter().find(|material| {
        let usable = !matches!(
            material.kind,
            MaterialKind::ByProduct | MaterialKind::Excipient
        );
        let own = material
            .smiles
            .as_ref()
            .and_then(|own| Molecule::parse(&own.smiles).ok());
        usable && own.is_some() && own == wanted
    });
    if let Some(material) = same {
        return (material.id.to_string(), material.name.clone(), None);
    }
    let mut id = well_formed(named.name);
    while document.material_by_id(&id).is_some() {
        id.push_str("-2");
    }
    let kind = match old.kind {
        MaterialKind::Solvent | MaterialKind::Water => "solvent",
        _ => "reagent",
    };
    let record = Written::table([
        ("id", id.as_str().into()),
        ("name", named.name.into()),
        ("kind", kind.into()),
        ("smiles", named.smiles.into()),
        ("cas", named.cas.into()),
    ]);
    (id, named.name.to_owned(), Some(record))
}
