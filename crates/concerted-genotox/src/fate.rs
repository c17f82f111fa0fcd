//! What is known of an impurity's fate: what acts on it in the step in which it arises and in later ones.

mod agents;
mod groups;

use concerted_molecule::Molecule;

use crate::cause::route_ids;
use crate::outcome::Cause;
use crate::route_view::{RouteView, StepView};
use agents::Agents;
pub(crate) use agents::is_reductant;
use concerted_model::route::OperationKind;
use groups::GROUPS;

/// What acts on an impurity in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FateKind {
    /// Water, as a solvent or in the work-up, destroys the group.
    Hydrolysis,
    /// Hydroxide, alkoxide or carbonate destroys the group.
    Base,
    /// An amine with a free hydrogen, or a tertiary one where the group alkylates, consumes it.
    Amine,
    /// A thiol, sulfite, thiosulfate or another soft nucleophile consumes it.
    Nucleophile,
    /// An aldehyde or ketone consumes it.
    Carbonyl,
    /// Hydrogen, a hydride, a metal or a sulfur reductant changes the group.
    Reduction,
    /// A peroxide, hypochlorite or metal oxide changes the group.
    Oxidation,
    /// A phase of water is separated off: what is soluble or ionised in it leaves.
    AqueousWash,
    /// Solvent is distilled: what is volatile leaves.
    Distillation,
    /// The product crystallises: what is soluble stays in the liquor.
    Crystallization,
    /// The product is chromatographed.
    Chromatography,
    /// The solution is treated with an adsorbent or scavenger.
    Adsorption,
}

impl FateKind {
    /// True where a reaction consumes the impurity, false where it is only carried off.
    pub fn is_chemical(self) -> bool {
        self <= Self::Oxidation
    }

    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hydrolysis => "hydrolysis",
            Self::Base => "base",
            Self::Amine => "amine",
            Self::Nucleophile => "nucleophile",
            Self::Carbonyl => "carbonyl compound",
            Self::Reduction => "reduction",
            Self::Oxidation => "oxidation",
            Self::AqueousWash => "aqueous wash",
            Self::Distillation => "distillation",
            Self::Crystallization => "crystallization",
            Self::Chromatography => "chromatography",
            Self::Adsorption => "adsorption",
        }
    }
}

/// One thing that acts on an impurity in one step.
///
/// It says that the step contains what acts on the group, from structures alone: how far it goes is not known,
/// because rates, amounts left over and the order of addition are not in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The step, by id.
    pub step: String,
    /// Routes on which the impurity meets it.
    pub routes: Vec<String>,
    /// What acts.
    pub kind: FateKind,
    /// The same in words.
    pub sentence: String,
}

/// What acts on an impurity from the step on in which it first arises, over all routes.
///
/// Steps in the order of the routes; in the step in which it arises, what comes in only with the work-up and
/// what shares the vessel with it both count, as the order of addition is not known. Nothing for an impurity of the drug
/// product.
pub(crate) fn fates(routes: &[RouteView<'_>], molecule: &Molecule, causes: &[Cause]) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    for route in routes {
        let Some(first) = first_step(route, causes) else {
            continue;
        };
        for step in route.from(first) {
            for (kind, sentence) in in_step(&route.steps[step], molecule) {
                add(&mut fates, route, &route.steps[step], (kind, sentence));
            }
        }
    }
    fates
}

/// The earliest step of the route in which the impurity arises.
fn first_step(route: &RouteView<'_>, causes: &[Cause]) -> Option<usize> {
    let own = route_ids(route);
    causes
        .iter()
        .filter(|cause| cause.routes.iter().any(|id| own.contains(id)))
        .filter_map(|cause| {
            let step = cause.step.as_deref()?;
            route
                .steps
                .iter()
                .position(|view| view.step.id.as_str() == step)
        })
        .min()
}

fn add(
    fates: &mut Vec<Fate>,
    route: &RouteView<'_>,
    view: &StepView<'_>,
    (kind, sentence): (FateKind, String),
) {
    let step = view.step.id.as_str();
    let same = fates
        .iter_mut()
        .find(|fate| fate.step == step && fate.kind == kind && fate.sentence == sentence);
    match same {
        Some(fate) => fate.routes.extend(route_ids(route)),
        None => fates.push(Fate {
            step: step.to_owned(),
            routes: route_ids(route),
            kind,
            sentence,
        }),
    }
}

/// What acts on a structure in one step, each kind once for each group.
fn in_step(view: &StepView<'_>, molecule: &Molecule) -> Vec<(FateKind, String)> {
    let agents = Agents::of(view);
    let mut found = Vec::new();
    for group in GROUPS.iter().filter(|group| group.motif.is_in(molecule)) {
        for &(kind, how) in group.acted_on_by {
            if let Some(agent) = agents.named(kind, group.alkylates) {
                let step = &view.step.name;
                found.push((
                    kind,
                    format!("{agent} in step {step} {how} {}.", group.name),
                ));
            }
        }
    }
    found.extend(physical(view, molecule));
    found
}

/// Largest molar mass in g/mol at which a distillation or exchange of solvent is worth naming.
const VOLATILE_BELOW: f64 = 130.0;

/// Operations that carry an impurity off, each kind once.
fn physical(view: &StepView<'_>, molecule: &Molecule) -> Vec<(FateKind, String)> {
    let step = &view.step.name;
    let has = |kind: OperationKind| view.step.operation.iter().any(|other| other.kind == kind);
    let mut found = Vec::new();
    if view.has_aqueous_work_up() {
        found.push((
            FateKind::AqueousWash,
            format!("An aqueous phase is separated off in step {step}."),
        ));
    }
    if has(OperationKind::Distillation) && molecule.molar_mass() < VOLATILE_BELOW {
        found.push((
            FateKind::Distillation,
            format!(
                "Solvent is distilled in step {step}; the impurity is small enough to go with it."
            ),
        ));
    }
    for (operation, kind, what) in [
        (
            OperationKind::Crystallization,
            FateKind::Crystallization,
            "crystallised",
        ),
        (
            OperationKind::Chromatography,
            FateKind::Chromatography,
            "chromatographed",
        ),
        (
            OperationKind::Adsorption,
            FateKind::Adsorption,
            "treated with an adsorbent",
        ),
    ] {
        if has(operation) {
            found.push((kind, format!("The product of step {step} is {what}.")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formation::testing::program;
    use crate::structures::Structures;

    /// Fates of a structure that arises in step `first` of two, as step, kind.
    #[track_caller]
    fn check(smiles: &str, second: &str, operations: &str, expected: &[(&str, FateKind)]) {
        let body = format!(
            r#"
[[material]]
id = "a"
name = "a"
kind = "starting-material"
smiles = "CCCCO"
[[material]]
id = "b"
name = "b"
kind = "intermediate"
[[material]]
id = "agent"
name = "agent"
kind = "reagent"
smiles = "{second}"
[[material]]
id = "c"
name = "c"
kind = "substance"
[[step]]
id = "first"
name = "first"
product = "b"
input = [{{ material = "a", role = "reactant" }}]
[[step]]
id = "second"
name = "second"
product = "c"
input = [
  {{ material = "b", role = "reactant" }},
  {{ material = "agent", role = "reagent" }},
]
operation = [{operations}]
[[route]]
id = "r"
name = "r"
step = ["first", "second"]
"#
        );
        let program = program(&body);
        let structures = Structures::read(&program);
        let view = [RouteView::new(&program, &structures, &program.route[0])];
        let cause = Cause {
            rule: "test".to_owned(),
            step: Some("first".to_owned()),
            inputs: Vec::new(),
            routes: vec!["r".to_owned()],
            concern: None,
            late: false,
            sentence: String::new(),
        };
        let found = fates(&view, &Molecule::parse(smiles).unwrap(), &[cause]);
        let found: Vec<_> = found
            .iter()
            .map(|fate| (fate.step.as_str(), fate.kind))
            .collect();
        assert_eq!(found, expected, "{smiles}");
    }

    #[test]
    fn groups_meet_what_destroys_them() {
        let second = |kind| [("second", kind)];
        check("CC(=O)Cl", "O", "", &second(FateKind::Hydrolysis));
        check("CC(=O)Cl", "CCNCC", "", &second(FateKind::Amine));
        check("CCN=C=O", "O", "", &second(FateKind::Hydrolysis));
        check("CCOS(C)(=O)=O", "CCN(CC)CC", "", &second(FateKind::Amine));
        check(
            "CCOS(C)(=O)=O",
            "[Na+].[SH-]",
            "",
            &second(FateKind::Nucleophile),
        );
        check("C1CO1", "CCN", "", &second(FateKind::Amine));
        check(
            "O=[N+]([O-])c1ccccc1",
            "[H][H]",
            "",
            &second(FateKind::Reduction),
        );
        check("CN(C)N=O", "[H][H]", "", &second(FateKind::Reduction));
        check("OB(O)c1ccccc1", "OO", "", &second(FateKind::Oxidation));
        check("CC=O", "[Na+].[BH4-]", "", &second(FateKind::Reduction));
    }

    #[test]
    fn nothing_acts_where_the_agent_or_the_group_is_missing() {
        check("CC(=O)Cl", "CCCC", "", &[]);
        check("CCCCCCC", "[Na+].[OH-]", "", &[]);
        check("Nc1ccccc1", "[H][H]", "", &[]);
        // A tertiary amine does not add to an acceptor or an aldehyde.
        check("C=CC(=O)OC", "CCN(CC)CC", "", &[]);
    }

    #[test]
    fn operations_carry_off() {
        check(
            "CCBr",
            "CCCC",
            "{ kind = \"distillation\" }, { kind = \"wash\", ph = 3 }, { kind = \"crystallization\" }",
            &[
                ("second", FateKind::AqueousWash),
                ("second", FateKind::Distillation),
                ("second", FateKind::Crystallization),
            ],
        );
        check("CCCCCCCCCCCCBr", "CCCC", "{ kind = \"distillation\" }", &[]);
    }
}
