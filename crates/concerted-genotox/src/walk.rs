//! The impurity walk: everything that can be in the substance, merged by structure.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::finding::{Finding, lacking};
use concerted_model::impurity::Impurity;
use concerted_model::material::Material;
use concerted_model::program::Program;
use concerted_model::route::InputRole;
use concerted_molecule::Molecule;

use crate::balance::Balance;
use crate::cause::{add_cause, entered_cause, present_cause, route_ids};
use crate::common_name::{common_name, component_name};
use crate::fate::{Fate, fates};
use crate::formation::{Foreseen, RULES, TraceScene, foresee_traces};
use crate::outcome::Cause;
use crate::route_view::RouteView;
use crate::structures::{Structures, has_carbon, is_impurity_kind, is_organometallic, read_parent};
use concerted_hazard::{parent, screen};

/// An impurity before it is judged.
#[derive(Debug, Default)]
pub(crate) struct Candidate<'a> {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) molecule: Option<Molecule>,
    /// The salt as it was written, with charges and without, where tables may list the salt itself.
    pub(crate) written: Vec<Molecule>,
    pub(crate) causes: Vec<Cause>,
    /// What acts on it from the step on in which it arises.
    pub(crate) fates: Vec<Fate>,
    /// What the user entered about it.
    pub(crate) entered: Vec<&'a Impurity>,
    /// Registry numbers of materials with this structure.
    pub(crate) cas: BTreeSet<String>,
    /// Acid–base balances that were read, by step.
    pub(crate) balances: BTreeMap<String, Balance>,
    /// A compound of metal and carbon: no rule of ours speaks of it, so its structure is not read.
    pub(crate) not_assessable: bool,
}

impl Candidate<'_> {
    /// Routes on which it arises, sorted.
    pub(crate) fn routes(&self) -> Vec<String> {
        let routes: BTreeSet<&String> =
            self.causes.iter().flat_map(|cause| &cause.routes).collect();
        routes.into_iter().cloned().collect()
    }

    /// True where rules alone foresee it and the conditions work against every way.
    pub(crate) fn is_unlikely(&self) -> bool {
        self.causes
            .iter()
            .all(|cause| cause.concern == Some(crate::Concern::Lowered))
    }

    /// True where it rests on nitrosation alone and the conditions work against every way.
    pub(crate) fn is_unlikely_nitrosation(&self) -> bool {
        self.causes.iter().all(|cause| {
            matches!(cause.rule.as_str(), "n-nitroso" | "nitrite-trace")
                && cause.concern == Some(crate::Concern::Lowered)
        })
    }
}

/// The result of the walk.
#[derive(Debug, Default)]
pub(crate) struct Walk<'a> {
    /// Sorted by key.
    pub(crate) candidates: Vec<Candidate<'a>>,
    /// What the user entered about the substance itself.
    pub(crate) substance_entries: Vec<&'a Impurity>,
    pub(crate) findings: Vec<Finding>,
}

/// Where a candidate's key comes from; the lowest wins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum KeySource {
    Entered,
    Material,
    Rule,
}

struct Collector<'a> {
    drafts: BTreeMap<String, (KeySource, Candidate<'a>)>,
    substance: Option<Molecule>,
    substance_entries: Vec<&'a Impurity>,
    findings: Vec<Finding>,
}

/// Walks all routes and the entered impurities of a program.
pub(crate) fn walk<'a>(
    program: &'a Program,
    structures: &Structures,
    routes: &[RouteView<'_>],
) -> Walk<'a> {
    let mut collector = Collector {
        drafts: BTreeMap::new(),
        substance: program
            .moiety()
            .and_then(|moiety| structures.parent(program, moiety)),
        substance_entries: Vec::new(),
        findings: Vec::new(),
    };
    for impurity in &program.impurity {
        collector.entered(program, structures, routes, impurity);
    }
    for route in routes {
        collector.materials(program, structures, route);
        let scene = TraceScene {
            document: program,
            structures,
            route,
        };
        let foreseen = (0..route.steps.len()).flat_map(|step| {
            RULES
                .iter()
                .flat_map(move |rule| (rule.foresee)(route, step))
        });
        for foreseen in foreseen.chain(foresee_traces(&scene)) {
            collector.foreseen(route, foreseen);
        }
    }
    let mut walk = collector.finish();
    for candidate in &mut walk.candidates {
        if let Some(molecule) = &candidate.molecule {
            candidate.fates = fates(routes, molecule, &candidate.causes);
            say_fate(&mut candidate.causes, &candidate.fates);
        }
    }
    walk
}

/// Adds to the cause of what a rule foresees the first reaction that a later step holds for it.
fn say_fate(causes: &mut [Cause], fates: &[Fate]) {
    for cause in causes {
        let later = |fate: &&Fate| {
            fate.kind.is_chemical()
                && cause.step.as_ref() != Some(&fate.step)
                && cause.routes.iter().all(|route| fate.routes.contains(route))
        };
        if cause.concern.is_some()
            && cause.step.is_some()
            && let Some(fate) = fates.iter().find(later)
        {
            cause.sentence.push(' ');
            cause.sentence.push_str(&fate.sentence);
        }
    }
}

impl<'a> Collector<'a> {
    /// The draft of an identity, under the best key seen so far.
    fn draft(
        &mut self,
        identity: &str,
        source: KeySource,
        key: &str,
        name: &str,
    ) -> &mut Candidate<'a> {
        let (held, draft) = self
            .drafts
            .entry(identity.to_owned())
            .or_insert_with(|| (KeySource::Rule, Candidate::default()));
        if draft.key.is_empty() || source < *held {
            *held = source;
            key.clone_into(&mut draft.key);
            name.clone_into(&mut draft.name);
        }
        draft
    }

    fn entered(
        &mut self,
        program: &'a Program,
        structures: &Structures,
        routes: &[RouteView<'_>],
        impurity: &'a Impurity,
    ) {
        let material = impurity
            .material
            .as_ref()
            .and_then(|id| program.material(id));
        let molecule = match (&impurity.smiles, material) {
            (Some(structure), _) => self.written(impurity, &structure.smiles),
            (None, Some(material)) => structures.parent(program, material),
            (None, None) => None,
        };
        let not_assessable = material
            .and_then(|material| structures.of(material))
            .or(molecule.as_ref())
            .is_some_and(is_organometallic);
        let molecule = molecule.filter(|_| !not_assessable);
        if molecule.is_some() && molecule == self.substance {
            self.substance_entries.push(impurity);
            return;
        }
        let identity = molecule.as_ref().map_or_else(
            || format!("!{}", impurity.id),
            |molecule| molecule.canonical_smiles().to_owned(),
        );
        let cause = entered_cause(routes, impurity);
        let draft = self.draft(
            &identity,
            KeySource::Entered,
            impurity.id.as_str(),
            &impurity.name,
        );
        draft.molecule = molecule;
        draft.not_assessable = not_assessable;
        draft.entered.push(impurity);
        draft
            .cas
            .extend(material.and_then(|material| material.cas.clone()));
        add_cause(draft, cause);
    }

    /// The structure written for an impurity, or a finding that it cannot be read.
    fn written(&mut self, impurity: &Impurity, smiles: &str) -> Option<Molecule> {
        match read_parent(smiles) {
            Ok(molecule) => Some(molecule),
            Err(error) => {
                self.findings.push(lacking(
                    "genotox.structure",
                    &format!("impurity.{}", impurity.id),
                    "alerts and class",
                    &format!(
                        "the structure of {} is not readable: {error}",
                        impurity.name
                    ),
                ));
                None
            }
        }
    }

    fn materials(&mut self, program: &Program, structures: &Structures, route: &RouteView<'_>) {
        for (index, view) in route.steps.iter().enumerate() {
            let charged = view
                .present
                .iter()
                .filter(|present| {
                    !matches!(
                        present.role,
                        None | Some(InputRole::Solvent | InputRole::Water)
                    )
                })
                .map(|present| present.material);
            let declared = view
                .step
                .byproduct
                .iter()
                .filter_map(|id| program.material(id));
            for material in charged.chain(declared) {
                if !is_impurity_kind(material.kind) {
                    continue;
                }
                let whole = structures.of(material);
                if whole.is_some_and(is_organometallic) {
                    self.organometallic(route, index, material);
                } else {
                    let molecule = structures.parent(program, material);
                    self.material(route, index, material, (whole, molecule));
                }
            }
        }
    }

    fn material(
        &mut self,
        route: &RouteView<'_>,
        index: usize,
        material: &Material,
        (whole, molecule): (Option<&Molecule>, Option<Molecule>),
    ) {
        let Some(molecule) = molecule else {
            self.findings.push(lacking(
                "genotox.structure",
                &format!("material.{}", material.id),
                "alerts and class",
                &format!("{} has no structure that can be read", material.name),
            ));
            return;
        };
        let inorganic = !has_carbon(&molecule) && screen(&molecule).is_empty();
        if inorganic || Some(&molecule) == self.substance.as_ref() {
            return;
        }
        let cause = present_cause(route, index, material);
        let name = component_name(material, whole, &molecule);
        let identity = molecule.canonical_smiles().to_owned();
        let draft = self.draft(&identity, KeySource::Material, material.id.as_str(), &name);
        draft.molecule = Some(molecule);
        draft.cas.extend(material.cas.clone());
        add_cause(draft, cause);
    }

    /// A ligand or catalyst that no rule of ours can judge: listed without a class.
    fn organometallic(&mut self, route: &RouteView<'_>, index: usize, material: &Material) {
        let draft = self.draft(
            &format!("!{}", material.id),
            KeySource::Material,
            material.id.as_str(),
            &material.name,
        );
        draft.not_assessable = true;
        draft.cas.extend(material.cas.clone());
        add_cause(draft, present_cause(route, index, material));
    }

    fn foreseen(&mut self, route: &RouteView<'_>, foreseen: Foreseen) {
        let molecule = parent(&foreseen.molecule);
        if Some(&molecule) == self.substance.as_ref() {
            return;
        }
        // Excipients do not belong into the key: entering one more must not rename the impurity.
        let named = if foreseen.step.is_none() {
            1
        } else {
            foreseen.inputs.len()
        };
        let key = format!("{}-{}", foreseen.rule, foreseen.inputs[..named].join("-"));
        let name = common_name(&molecule).map_or(foreseen.name, str::to_owned);
        let identity = molecule.canonical_smiles().to_owned();
        let draft = self.draft(&identity, KeySource::Rule, &key, &name);
        draft.molecule = Some(molecule);
        if let (Some(balance), Some(step)) = (foreseen.balance, &foreseen.step) {
            draft.balances.insert(step.clone(), balance);
        }
        add_cause(
            draft,
            Cause {
                rule: foreseen.rule.to_owned(),
                step: foreseen.step,
                inputs: foreseen.inputs,
                routes: route_ids(route),
                concern: Some(foreseen.concern),
                late: foreseen.late,
                sentence: foreseen.sentence,
            },
        );
    }

    fn finish(self) -> Walk<'a> {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut candidates = Vec::with_capacity(self.drafts.len());
        let mut drafts: Vec<_> = self.drafts.into_iter().collect();
        // Entered and material keys keep their names when a rule makes the same one.
        drafts.sort_by(|a, b| (&a.1.0, &a.0).cmp(&(&b.1.0, &b.0)));
        for (_, (_, mut draft)) in drafts {
            let count = taken.entry(draft.key.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                draft.key = format!("{}-{count}", draft.key);
            }
            draft
                .causes
                .sort_by(|a, b| (&a.rule, &a.step, &a.inputs).cmp(&(&b.rule, &b.step, &b.inputs)));
            candidates.push(draft);
        }
        candidates.sort_by(|a, b| a.key.cmp(&b.key));
        let mut findings = self.findings;
        findings.sort_by(|a, b| a.id.cmp(&b.id));
        findings.dedup_by(|a, b| a.id == b.id);
        Walk {
            candidates,
            substance_entries: self.substance_entries,
            findings,
        }
    }
}
