//! Formation: N-nitroso compound from a nitrosating agent and an amine.
//!
//! # What it checks
//! A nitrite, nitrous acid, an alkyl nitrite, a nitrosyl or nitrosonium compound or a source of nitrogen oxides
//! in one step, against secondary amines present in that step or in any later step that its product reaches,
//! the products of those steps included; formamides and acetamides that release a secondary amine; and tertiary
//! amines in the same step.
//!
//! # Why it matters
//! N-nitroso compounds belong to the cohort of concern of ICH M7; limits are in nanograms per day.
//!
//! # Example
//! A diazotisation with sodium nitrite beside piperidine: N-nitrosopiperidine.
//!
//! # Limits of validity
//! No rates. Concern is raised for a secondary amine in the step of the nitrite itself, usual for amides, lowered
//! for later steps, for tertiary amines and for nitrogen oxides. Primary amines, amide N–H and anilines without an
//! alkyl group are left out. A quench of the nitrite (sulfamic acid, urea) is not read.
//!
//! # References
//! Ashworth and others 2020; EMA questions and answers on nitrosamine impurities; ICH M7(R2).

use std::collections::BTreeSet;

use concerted_molecule::Molecule;

use super::{Concern, Foreseen, FormationRule};
use crate::amine::{Agent, Vulnerable, agent};
use crate::route_view::{Present, RouteView};
use concerted_hazard::literature::{ASHWORTH_2020, EMA_NITROSAMINES, ICH_M7};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "n-nitroso",
    name: "N-nitroso compound from a nitrosating agent and an amine",
    references: &[ASHWORTH_2020, EMA_NITROSAMINES, ICH_M7],
    foresee,
};

/// An amine with the step in which it meets the agent.
struct Meeting<'a> {
    id: &'a str,
    name: &'a str,
    molecule: &'a Molecule,
    step: usize,
}

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let view = &route.steps[index];
    let mut foreseen = Vec::new();
    for source in &view.present {
        let Some(agent) = source.molecule.and_then(agent) else {
            continue;
        };
        for meeting in meetings(route, index) {
            for kind in Vulnerable::ALL {
                let same_step = meeting.step == index;
                if kind == Vulnerable::Tertiary && !same_step {
                    continue;
                }
                for molecule in kind.nitrosated(meeting.molecule) {
                    let product = route.steps[meeting.step].product_molecule;
                    if product == Some(&molecule) {
                        continue;
                    }
                    foreseen.push(Foreseen {
                        molecule,
                        rule: RULE.id,
                        name: format!("N-nitroso compound of {}", meeting.name),
                        step: Some(route.steps[meeting.step].step.id.as_str().to_owned()),
                        inputs: vec![meeting.id.to_owned(), source.id().to_owned()],
                        sentence: sentence(route, index, source, &meeting, kind),
                        concern: concern(agent, kind, same_step),
                        balance: None,
                        late: route.is_last(meeting.step),
                    });
                }
            }
        }
    }
    foreseen
}

/// Amines present in the step of the agent or later, each once, in the first step in which it is met.
fn meetings<'v>(route: &'v RouteView<'_>, index: usize) -> Vec<Meeting<'v>> {
    let mut seen = BTreeSet::new();
    let mut meetings = Vec::new();
    for step in route.from(index) {
        let view = &route.steps[step];
        let charged = view
            .present
            .iter()
            .map(|present| (present.material, present.molecule));
        let made = view.product.map(|product| (product, view.product_molecule));
        for (material, molecule) in charged.chain(made) {
            if let Some(molecule) = molecule
                && seen.insert(material.id.as_str())
            {
                meetings.push(Meeting {
                    id: material.id.as_str(),
                    name: &material.name,
                    molecule,
                    step,
                });
            }
        }
    }
    meetings
}

fn concern(agent: Agent, kind: Vulnerable, same_step: bool) -> Concern {
    let concern = match kind {
        Vulnerable::Secondary => Concern::Raised,
        Vulnerable::Amide => Concern::Usual,
        Vulnerable::Tertiary => Concern::Lowered,
    };
    let concern = if same_step { concern } else { concern.less() };
    match agent {
        Agent::Nitrosating => concern,
        Agent::NitrogenOxide => concern.less(),
    }
}

fn sentence(
    route: &RouteView<'_>,
    index: usize,
    source: &Present<'_>,
    meeting: &Meeting<'_>,
    kind: Vulnerable,
) -> String {
    let first = &route.steps[index].step.name;
    let place = if meeting.step == index {
        format!("in step {first}")
    } else {
        format!(
            "when residues of step {first} reach step {}",
            route.steps[meeting.step].step.name
        )
    };
    format!(
        "{} can nitrosate {}, {}, {place}.",
        source.material.name,
        meeting.name,
        kind.words()
    )
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn diazotisation(agent: &str, amine: &str, place: &str) -> String {
        format!(
            r#"
[[material]]
id = "aniline"
name = "arylamine"
kind = "intermediate"
smiles = "Nc1ccc(C)cc1"
[[material]]
id = "agent"
name = "agent"
kind = "reagent"
smiles = "{agent}"
[[material]]
id = "amine"
name = "amine"
kind = "reagent"
smiles = "{amine}"
[[material]]
id = "phenol"
name = "phenol"
kind = "intermediate"
smiles = "Oc1ccc(C)cc1"
[[material]]
id = "ether"
name = "ether"
kind = "substance"
smiles = "COc1ccc(C)cc1"
[[step]]
id = "first"
name = "first"
product = "phenol"
input = [
  {{ material = "aniline", role = "reactant" }},
  {{ material = "agent", role = "reagent", equivalents = 1.1 }},
  {first}
]
[[step]]
id = "second"
name = "second"
product = "ether"
input = [
  {{ material = "phenol", role = "reactant" }},
  {second}
]
[[route]]
id = "r"
name = "route"
step = ["second", "first"]
"#,
            first = if place == "first" { BASE } else { "" },
            second = if place == "second" { BASE } else { "" },
        )
    }

    const BASE: &str = "{ material = \"amine\", role = \"base\" },";
    const NITRITE: &str = "[Na+].O=N[O-]";

    #[test]
    fn same_step_weighs_more_than_a_later_one() {
        let piperidine = "C1CCNCC1";
        let nitroso = "O=NN1CCCCC1";
        check(
            "n-nitroso",
            &diazotisation(NITRITE, piperidine, "first"),
            &[(nitroso, "raised")],
        );
        check(
            "n-nitroso",
            &diazotisation(NITRITE, piperidine, "second"),
            &[(nitroso, "usual")],
        );
        check("n-nitroso", &diazotisation(NITRITE, piperidine, ""), &[]);
    }

    #[test]
    fn kinds_of_amine_and_agent() {
        let diethyl = "CCN(CC)N=O";
        check(
            "n-nitroso",
            &diazotisation(NITRITE, "CCN(CC)CC", "first"),
            &[(diethyl, "lowered")],
        );
        check(
            "n-nitroso",
            &diazotisation(NITRITE, "CCN(CC)CC", "second"),
            &[],
        );
        check(
            "n-nitroso",
            &diazotisation(NITRITE, "CN(C)C=O", "first"),
            &[("CN(C)N=O", "usual")],
        );
        check(
            "n-nitroso",
            &diazotisation("CC(C)(C)ON=O", "CCNCC", "first"),
            &[(diethyl, "raised")],
        );
        check(
            "n-nitroso",
            &diazotisation("O[N+](=O)[O-]", "CCNCC", "first"),
            &[(diethyl, "usual")],
        );
    }

    #[test]
    fn without_nitrite_nothing_forms() {
        check("n-nitroso", &diazotisation("OO", "C1CCNCC1", "first"), &[]);
    }
}
