//! Candidates: the changes that are worth judging, and advice that no edit can express.

use std::collections::BTreeMap;

use concerted_document::change::Draft;
use concerted_model::change::{Change, Edit, Written};
use concerted_model::program::Program;
use concerted_model::route::{InputRole, Route, Step};
use concerted_molecule::{Molecule, Pattern};
use concerted_reference::{GreenRank, Q3cSolvent, Reference, Row, Solvent, SolventFamily};

use super::ProposalKind;
use super::curated::{self, Advice, Curated};
use super::standing::Standing;
use super::swap::{Named, Substitute, swap};

/// What candidates are looked for in.
pub(crate) struct Scene<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) route: Option<&'a Route>,
    pub(crate) present: &'a Standing,
    /// Solvents of the table tried for each solvent that makes an impurity.
    pub(crate) solvents: usize,
}

/// A change to be judged.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) key: String,
    pub(crate) change: Change,
    pub(crate) kind: ProposalKind,
    /// Route to look at afterwards, where the change chooses another one.
    pub(crate) route: Option<String>,
    pub(crate) sentence: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    pub(crate) computed: Vec<Candidate>,
    pub(crate) advice: Vec<Advice>,
    /// Advice against any impurity.
    pub(crate) general: Vec<Advice>,
}

/// A place where an impurity arises: the step and one material that makes it there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub(crate) step: String,
    pub(crate) material: String,
}

impl<'a> Scene<'a> {
    /// The step of the route with this id.
    pub(crate) fn step(&self, id: &str) -> Option<&'a Step> {
        self.program
            .steps(self.route?)
            .find(|step| step.id.as_str() == id)
    }

    /// True where a step of the route makes something that this one uses.
    pub(crate) fn follows_a_step(&self, step: &Step) -> bool {
        let Some(route) = self.route else {
            return false;
        };
        self.program.steps(route).any(|other| {
            let mut inputs = step.input.iter();
            inputs.any(|input| other.product.as_str() == input.material.as_str())
        })
    }

    /// Structures of all materials that have one.
    pub(crate) fn molecules(&self) -> BTreeMap<&'a str, Molecule> {
        self.program
            .material
            .iter()
            .filter_map(|material| {
                let smiles = &material.smiles.as_ref()?.smiles;
                Some((material.id.as_str(), Molecule::parse(smiles).ok()?))
            })
            .collect()
    }

    /// Where an impurity arises on the route, sorted.
    pub(crate) fn origins(&self, key: &str) -> Vec<Origin> {
        let Some(result) = self.present.results.iter().find(|own| own.key == key) else {
            return Vec::new();
        };
        let mut origins: Vec<Origin> = result
            .causes
            .iter()
            .filter_map(|cause| Some((cause.step.as_ref()?, &cause.inputs)))
            .filter(|(step, _)| self.step(step).is_some())
            .flat_map(|(step, inputs)| {
                inputs.iter().map(|input| Origin {
                    step: step.clone(),
                    material: self.material(input),
                })
            })
            .collect();
        origins.sort();
        origins.dedup();
        origins
    }

    /// The material behind an input of a cause, which may be an entered impurity.
    fn material(&self, input: &str) -> String {
        self.program
            .impurity
            .iter()
            .find(|impurity| impurity.id.as_str() == input)
            .and_then(|impurity| impurity.material.as_ref())
            .map_or_else(|| input.to_owned(), ToString::to_string)
    }
}

/// All candidates, each once: what is declared, then the curated list, then solvents by rank.
pub(crate) fn candidates(scene: &Scene<'_>) -> Candidates {
    let mut found = Candidates::default();
    if scene.present.in_scope() == 0 {
        return found;
    }
    let mut computed = routes(scene);
    computed.extend(steps(scene));
    computed.extend(inputs(scene));
    let Curated {
        swaps,
        advice,
        general,
    } = curated::candidates(scene);
    computed.extend(swaps);
    computed.extend(solvents(scene));
    for candidate in computed {
        let known = found
            .computed
            .iter()
            .any(|other| other.key == candidate.key || other.change.edits_like(&candidate.change));
        if !known {
            found.computed.push(candidate);
        }
    }
    found.advice = advice;
    found.general = general;
    found
}

/// Every other route of the program.
fn routes(scene: &Scene<'_>) -> Vec<Candidate> {
    let Some(own) = scene.route else {
        return Vec::new();
    };
    scene
        .program
        .route
        .iter()
        .filter(|route| route.id != own.id)
        .map(|route| {
            let new: Written = route.id.as_str().into();
            let edit = match scene.draft.at("chosen_route") {
                Some(old) => Edit::set("chosen_route", old, new),
                None => Edit::add("chosen_route", new),
            };
            Candidate {
                key: format!("route-{}", route.id),
                change: Change::new(format!("route {} instead of {}", route.name, own.name))
                    .edit(edit),
                kind: ProposalKind::Declared,
                route: Some(route.id.to_string()),
                sentence: format!(
                    "Choose the route \"{}\" instead of \"{}\".",
                    route.name, own.name
                ),
            }
        })
        .collect()
}

/// Steps that the document declares as alternatives of steps of the route.
fn steps(scene: &Scene<'_>) -> Vec<Candidate> {
    let Some(route) = scene.route else {
        return Vec::new();
    };
    let path = format!("{}.step", route.path);
    let Some(Written::List(own)) = scene.draft.at(&path) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for step in scene.program.steps(route) {
        for other in step
            .alternative
            .iter()
            .filter_map(|id| scene.program.step(id))
        {
            let new = own
                .iter()
                .map(|id| match id.text() {
                    Some(text) if text == step.id.as_str() => other.id.as_str().into(),
                    _ => id.clone(),
                })
                .collect();
            found.push(Candidate {
                key: format!("step-{}-{}", step.id, other.id),
                change: Change::new(format!("step {} instead of {}", other.name, step.name)).edit(
                    Edit::set(&path, Written::List(own.clone()), Written::List(new)),
                ),
                kind: ProposalKind::Declared,
                route: None,
                sentence: format!(
                    "Run step \"{}\" instead of \"{}\", as the document declares.",
                    other.name, step.name
                ),
            });
        }
    }
    found
}

/// Materials that the document declares as alternatives of inputs of the route.
fn inputs(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(route) = scene.route else {
        return found;
    };
    for step in scene.program.steps(route) {
        for input in &step.input {
            for other in &input.alternative {
                let old = scene.program.material(&input.material);
                let (Some(old), Some(other)) = (old, scene.program.material(other)) else {
                    continue;
                };
                let roles: &[InputRole] = match input.role {
                    // A solvent is swapped wherever the step uses it.
                    InputRole::Solvent => &[],
                    _ => std::slice::from_ref(&input.role),
                };
                let new = Substitute::Held(other);
                let swap = swap((scene.draft, scene.program), step, old, roles, new);
                found.extend(swap.map(|swap| Candidate {
                    key: format!("{}-{}-{}", step.id, old.id, swap.id),
                    kind: ProposalKind::Declared,
                    route: None,
                    sentence: swap.sentence(&format!(
                        "Use {} instead of {} in step \"{}\", as the document declares.",
                        other.name, old.name, step.name
                    )),
                    change: swap.change,
                }));
            }
        }
    }
    found
}

/// Benign solvents in the place of each solvent that makes an impurity in scope.
fn solvents(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut origins: Vec<Origin> = scene
        .present
        .targets()
        .iter()
        .flat_map(|target| scene.origins(&target.key))
        .collect();
    origins.sort();
    origins.dedup();
    let mut found = Vec::new();
    for origin in origins {
        let (Some(step), Some(old)) = (
            scene.step(&origin.step),
            scene.program.material_by_id(&origin.material),
        ) else {
            continue;
        };
        if !is_solvent(step, &origin.material) {
            continue;
        }
        let sulfonic = has_sulfonic_acid(scene, step);
        for row in benign(
            scene,
            old.smiles.as_ref().map(|own| own.smiles.as_str()),
            sulfonic,
        ) {
            let named = Named {
                name: &row.name,
                smiles: &row.smiles,
                cas: &row.cas,
            };
            let place = (scene.draft, &scene.program.document);
            let swap = swap(place, step, old, &[], Substitute::Named(named));
            found.extend(swap.map(|swap| Candidate {
                key: format!("{}-{}-{}", step.id, old.id, swap.id),
                kind: ProposalKind::Solvent {
                    citation: row.citation(),
                },
                route: None,
                sentence: swap.sentence(&format!(
                    "Use {} instead of {} in step \"{}\": CHEM21 recommends it, and it is in class 3 of ICH Q3C or not listed there.",
                    row.name, old.name, step.name
                )),
                change: swap.change,
            }));
        }
    }
    found
}

fn is_solvent(step: &Step, material: &str) -> bool {
    step.input
        .iter()
        .any(|input| input.role == InputRole::Solvent && input.material.as_str() == material)
}

/// True where a sulfonic acid is charged in the step.
fn has_sulfonic_acid(scene: &Scene<'_>, step: &Step) -> bool {
    let acid = Pattern::parse("[SX4](=[OX1])(=[OX1])([#6])[OX2H1]")
        .expect("the pattern is ours and a test matches it");
    let structure = |input: &concerted_model::route::StepInput| {
        let material = scene.program.material(&input.material)?;
        Molecule::parse(&material.smiles.as_ref()?.smiles).ok()
    };
    step.input
        .iter()
        .filter_map(structure)
        .any(|own| acid.matches(&own))
}

/// Solvents that CHEM21 recommends and ICH Q3C puts into class 3 or does not list, of another family than the old
/// one and without acid or base, the nearest boiling points first. Beside a sulfonic acid no ester: the acid sets
/// its alcohol free.
fn benign<'a>(scene: &Scene<'a>, old: Option<&str>, sulfonic: bool) -> Vec<&'a Solvent> {
    let table = scene.reference.solvents();
    let canonical = old.and_then(|smiles| Molecule::parse(smiles).ok());
    let own = canonical.as_ref().and_then(|molecule| {
        table
            .iter()
            .find(|row| row.smiles == molecule.canonical_smiles())
    });
    let boiling = |row: &Solvent| row.boiling_point().map(|point| point.value);
    let near = own.and_then(boiling);
    let mut rows: Vec<&Solvent> = table
        .iter()
        .filter(|row| {
            let recommended = row
                .rank()
                .is_some_and(|rank| rank.value == GreenRank::Recommended);
            let harmless = scene.reference.q3c_of(row).is_none_or(is_class_3);
            let other = own.is_none_or(|own| own.family != row.family);
            let inert = !matches!(
                row.family,
                SolventFamily::Acids | SolventFamily::Amines | SolventFamily::Water
            );
            let stable = !(sulfonic && row.family == SolventFamily::Esters);
            recommended && harmless && other && inert && stable
        })
        .collect();
    let distance = |row: &Solvent| match (near, boiling(row)) {
        (Some(near), Some(own)) => (near - own).abs(),
        _ => f64::INFINITY,
    };
    rows.sort_by(|a, b| {
        distance(a)
            .total_cmp(&distance(b))
            .then_with(|| a.id.cmp(&b.id))
    });
    rows.truncate(scene.solvents);
    rows
}

fn is_class_3(row: &Q3cSolvent) -> bool {
    row.q3c_class == 3
}
