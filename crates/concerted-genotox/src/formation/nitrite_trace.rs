//! Formation: N-nitroso compound from a vulnerable amine and traces of nitrite.
//!
//! # What it checks
//! Secondary amines that are starting materials of a route, the substance itself, or entered as impurity or
//! degradant, against nitrite carried as an impurity: in water of the same or a later step, in reagents whose
//! nitrite is given, and in the excipients of the drug product.
//!
//! # Why it matters
//! Nitrite at parts per million in an excipient is enough to exceed a limit in nanograms per day.
//!
//! # Example
//! The triazolopiperazine amine of sitagliptin and nitrite in tablet excipients: the nitrosamine NTTP.
//!
//! # Limits of validity
//! No kinetics and no water activity; where the document gives no nitrite content, the default of the reference
//! table stands in, and where it names no excipients, some are taken for granted. Tertiary amines are left out:
//! traces of nitrite do not dealkylate them to a relevant degree.
//!
//! # References
//! Ashworth and others 2020; Boetzel and others 2023; EMA questions and answers on nitrosamine impurities.

use concerted_model::impurity::Impurity;
use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Document;
use concerted_molecule::Molecule;

use super::{Concern, Foreseen, FormationRule};
use crate::amine::Vulnerable;
use crate::route_view::{Present, RouteView};
use crate::structures::Structures;
use concerted_hazard::literature::{ASHWORTH_2020, BOETZEL_2022, EMA_NITROSAMINES};

/// The rule; it looks at the program as a whole, not at single steps.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "nitrite-trace",
    name: "N-nitroso compound from a vulnerable amine and traces of nitrite",
    checks: "Secondary amines that are starting materials, the substance itself or entered impurities, against nitrite carried in water, in reagents with a nitrite content, and in the excipients of the drug product.",
    limits: "No kinetics and no water activity. Tertiary amines are left out: traces of nitrite do not dealkylate them to a relevant degree.",
    references: &[ASHWORTH_2020, BOETZEL_2022, EMA_NITROSAMINES],
    foresee: |_, _| Vec::new(),
};

/// How the sentence speaks of a starting material, whose traces weigh less than those of a degradant.
const STARTING_MATERIAL: &str = "a starting material";

/// What the rule looks at on one route.
pub(crate) struct TraceScene<'a> {
    pub(crate) document: &'a Document,
    pub(crate) structures: &'a Structures,
    pub(crate) route: &'a RouteView<'a>,
}

/// An amine that may meet nitrite.
struct Amine<'a> {
    id: String,
    name: &'a str,
    molecule: Molecule,
    /// First step of the route in which it is present; `None` for degradants and the substance.
    step: Option<usize>,
    what: &'static str,
}

/// The N-nitroso compounds foreseen on one route.
pub(crate) fn foresee(scene: &TraceScene<'_>) -> Vec<Foreseen> {
    let mut foreseen = Vec::new();
    for amine in amines(scene) {
        for molecule in Vulnerable::Secondary.nitrosated(&amine.molecule) {
            if let Some(step) = amine.step {
                for (at, source) in sources(scene.route, step) {
                    foreseen.push(in_route(scene.route, &amine, molecule.clone(), at, source));
                }
            }
            foreseen.push(in_product(scene, &amine, molecule));
        }
    }
    foreseen
}

fn amines<'a>(scene: &TraceScene<'a>) -> Vec<Amine<'a>> {
    let mut amines: Vec<Amine<'a>> = Vec::new();
    for amine in starting_materials(scene) {
        if !amines.iter().any(|other| other.id == amine.id) {
            amines.push(amine);
        }
    }
    if let Some(moiety) = scene.document.moiety()
        && let Some(molecule) = scene.structures.parent(scene.document, moiety)
    {
        amines.push(Amine {
            id: moiety.id.as_str().to_owned(),
            name: &moiety.name,
            molecule,
            step: None,
            what: "the substance itself",
        });
    }
    let entered = scene.document.impurity.iter();
    amines.extend(entered.filter_map(|impurity| entered_amine(scene, impurity)));
    amines
}

/// Starting materials in the order of the steps, with the first step in which each is present.
fn starting_materials<'s, 'a>(
    scene: &'s TraceScene<'a>,
) -> impl Iterator<Item = Amine<'a>> + use<'s, 'a> {
    scene
        .route
        .steps
        .iter()
        .enumerate()
        .flat_map(|(index, view)| {
            view.present
                .iter()
                .filter(|present| present.material.kind == MaterialKind::StartingMaterial)
                .filter_map(move |present| {
                    Some(Amine {
                        id: present.id().to_owned(),
                        name: &present.material.name,
                        molecule: present.molecule?.clone(),
                        step: Some(index),
                        what: STARTING_MATERIAL,
                    })
                })
        })
}

/// An entered impurity, unless it arises in a step of another route.
fn entered_amine<'a>(scene: &TraceScene<'a>, impurity: &'a Impurity) -> Option<Amine<'a>> {
    let material = impurity
        .material
        .as_ref()
        .and_then(|id| scene.document.material(id));
    let molecule = match (&impurity.smiles, material) {
        (Some(structure), _) => Molecule::parse(&structure.smiles).ok(),
        (None, Some(material)) => scene.structures.parent(scene.document, material),
        (None, None) => None,
    };
    let steps = &scene.route.steps;
    let step = impurity.step.as_ref().map(|step| {
        steps
            .iter()
            .position(|view| view.step.id.as_str() == step.as_str())
    });
    if step == Some(None) {
        return None;
    }
    Some(Amine {
        id: impurity.id.as_str().to_owned(),
        name: &impurity.name,
        molecule: molecule?,
        step: step.flatten(),
        what: "entered as an impurity",
    })
}

/// Materials with nitrite in this step or later: water, and whatever has a nitrite content above zero.
fn sources<'v, 'a>(
    route: &'v RouteView<'a>,
    step: usize,
) -> impl Iterator<Item = (usize, &'v Present<'a>)> {
    route.from(step).flat_map(move |at| {
        route.steps[at]
            .present
            .iter()
            .filter(|present| present.is_water() || declares_nitrite(present.material))
            .map(move |present| (at, present))
    })
}

fn declares_nitrite(material: &Material) -> bool {
    let by_mass = material.nitrite.as_ref().map(|given| given.value.base());
    let by_volume = material
        .nitrite_concentration
        .as_ref()
        .map(|given| given.value.base());
    by_mass.or(by_volume).is_some_and(|nitrite| nitrite > 0.0)
}

fn in_route(
    route: &RouteView<'_>,
    amine: &Amine<'_>,
    molecule: Molecule,
    at: usize,
    source: &Present<'_>,
) -> Foreseen {
    let content = if declares_nitrite(source.material) {
        "as entered"
    } else {
        "not entered, so the default of the reference table stands in"
    };
    Foreseen {
        molecule,
        rule: RULE.id,
        name: format!("N-nitroso compound of {}", amine.name),
        step: Some(route.steps[at].step.id.as_str().to_owned()),
        inputs: vec![amine.id.clone(), source.id().to_owned()],
        sentence: format!(
            "{}, a secondary amine and {}, meets traces of nitrite in {} ({content}) in step {}.",
            amine.name, amine.what, source.material.name, route.steps[at].step.name
        ),
        concern: Concern::Lowered,
        balance: None,
        late: route.is_last(at),
    }
}

fn in_product(scene: &TraceScene<'_>, amine: &Amine<'_>, molecule: Molecule) -> Foreseen {
    let excipients: Vec<&Material> = scene
        .document
        .product
        .iter()
        .flat_map(|product| &product.excipient)
        .filter_map(|excipient| scene.document.material(&excipient.material))
        .collect();
    let (mut inputs, named) = if excipients.is_empty() {
        (
            Vec::new(),
            "the excipients, of which none is entered yet".to_owned(),
        )
    } else {
        let names: Vec<&str> = excipients
            .iter()
            .map(|material| material.name.as_str())
            .collect();
        (
            excipients
                .iter()
                .map(|material| material.id.as_str().to_owned())
                .collect(),
            names.join(", "),
        )
    };
    inputs.insert(0, amine.id.clone());
    Foreseen {
        molecule,
        rule: RULE.id,
        name: format!("N-nitroso compound of {}", amine.name),
        step: None,
        inputs,
        sentence: format!(
            "{}, a secondary amine and {}, can meet traces of nitrite in the drug product: {named}.",
            amine.name, amine.what
        ),
        concern: if amine.what == STARTING_MATERIAL {
            Concern::Lowered
        } else {
            Concern::Usual
        },
        balance: None,
        late: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formation::testing::program;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, Option<&str>)]) {
        let program = program(body);
        let structures = Structures::read(&program);
        let route = RouteView::new(&program, &structures, &program.route[0]);
        let scene = TraceScene {
            document: &program,
            structures: &structures,
            route: &route,
        };
        let found = foresee(&scene);
        let found: Vec<_> = found
            .iter()
            .map(|foreseen| {
                (
                    foreseen.molecule.canonical_smiles(),
                    foreseen.step.as_deref(),
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    const NTTP: &str = "O=NN1CCn2c(nnc2C(F)(F)F)C1";
    const AMINE: &str = "FC(F)(F)c1nnc2n1CCNC2";

    fn route(kind: &str, amine: &str, water: &str) -> String {
        format!(
            r#"
[[material]]
id = "amine"
name = "amine"
kind = "{kind}"
smiles = "{amine}"
[[material]]
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[material]]
id = "product"
name = "product"
kind = "substance"
[[step]]
id = "s"
name = "s"
product = "product"
input = [{{ material = "amine", role = "reactant" }}{water}]
[[route]]
id = "r"
name = "r"
step = ["s"]
"#
        )
    }

    #[test]
    fn a_starting_material_meets_water_and_excipients() {
        let water = ", { material = \"water\", role = \"water\" }";
        check(&route("starting-material", AMINE, ""), &[(NTTP, None)]);
        check(
            &route("starting-material", AMINE, water),
            &[(NTTP, Some("s")), (NTTP, None)],
        );
        check(&route("intermediate", AMINE, water), &[]);
        check(&route("starting-material", "CCN(CC)CC", water), &[]);
    }

    #[test]
    fn an_entered_degradant_meets_excipients() {
        let body = route("starting-material", "CC(=O)O", "")
            + &format!(
                "[[impurity]]\nid = \"tp\"\nname = \"amine\"\nkind = \"degradant\"\nsmiles = \"{AMINE}\"\n"
            );
        check(&body, &[(NTTP, None)]);
    }
}
