//! Formation: N-nitroso compound from a nitrosating agent and an amine.
//!
//! # What it checks
//! A nitrite, nitrous acid, an alkyl nitrite, a nitrosyl or nitrosonium compound, a nitrate, nitric acid or another
//! source of nitrogen oxides, or chloramine in one step, whether reagent or quench of an azide, against secondary
//! amines present in that step or in any later step that its product reaches, the products of those steps included,
//! and in any step with which it shares a recovered solvent; amides, lactams, ureas and uronium salts that release a
//! secondary amine; and tertiary amines and tetraalkylammonium salts in the same step.
//!
//! # Why it matters
//! N-nitroso compounds belong to the cohort of concern of ICH M7; limits are in nanograms per day.
//!
//! # Example
//! A tetrazole made with azide in dimethylformamide, the azide destroyed with sodium nitrite:
//! N-nitrosodimethylamine.
//!
//! # Limits of validity
//! No rates. Concern is raised for a secondary amine in the step of the agent itself, usual for what releases one;
//! it is lowered by one level each for later steps, nitrogen oxides, a nitrite in base without an aldehyde, and a
//! scavenger (sulfamic acid, urea, ascorbic acid) before a later step; it is lowest for tertiary amines,
//! tetraalkylammonium salts and chloramine. A nitrate beside a reductant counts as nitrite. A protonated amine is
//! nitrosated too, through what is free of it. Primary amines, amide N–H and anilines without an alkyl group are
//! left out.
//!
//! # References
//! Ashworth and others 2020; Lopez-Rodriguez and others 2020; Keefer and Roller 1973; EMA referral on sartans; EMA
//! questions and answers on nitrosamine impurities; ICH M7(R2).

mod meeting;

use super::conditions::{Acidity, acidity};
use super::{Concern, Foreseen, FormationRule, Verdict};
use crate::amine::{Agent, Vulnerable, agent, is_nitrate, needs_acid};
use crate::fate::is_reductant;
use crate::route_view::{Present, RouteView, StepView};
use crate::structures::Motif;
use concerted_hazard::literature::{
    ASHWORTH_2020, EMA_NITROSAMINES, EMA_SARTANS, ICH_M7, KEEFER_1973, LOPEZ_RODRIGUEZ_2020,
};
use meeting::{Meeting, Place, meetings};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "n-nitroso",
    name: "N-nitroso compound from a nitrosating agent and an amine",
    checks: "A nitrosating agent or source of nitrogen oxides in a step, as reagent or quench, against secondary amines and what releases them (amides, lactams, ureas, uronium salts) in that step, in every later step that its product reaches and in steps that share a recovered solvent; tertiary amines and tetraalkylammonium salts in the same step.",
    limits: "Lowered by a level each for later steps, nitrogen oxides, nitrite in base without an aldehyde, and a scavenger before a later step; lowest for tertiary amines, tetraalkylammonium salts and chloramine. No rates; primary amines, amide N–H and anilines without an alkyl group are left out.",
    references: &[
        ASHWORTH_2020,
        EMA_NITROSAMINES,
        EMA_SARTANS,
        ICH_M7,
        KEEFER_1973,
        LOPEZ_RODRIGUEZ_2020,
    ],
    foresee,
};

/// Sulfamic acid, urea, ascorbic acid: take nitrous acid away.
static SCAVENGER: Motif = Motif::new(
    "[$([NX3;H2][SX4](=[OX1])(=[OX1])[OX2H1,OX1-]),$([NX3;H2][CX3](=[OX1])[NX3;H2]),$([OX2H1][CX3]1=[CX3]([OX2H1])[CX4][OX2][CX3]1=[OX1])]",
);
static ALDEHYDE: Motif = Motif::new("[CX3;H1,H2]=[OX1]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut foreseen = Vec::new();
    for source in &route.steps[index].present {
        let Some(strength) = strength(&route.steps[index], source) else {
            continue;
        };
        for meeting in meetings(route, index) {
            for kind in Vulnerable::ALL {
                if kind.is_slow() && meeting.place != Place::Same {
                    continue;
                }
                for molecule in kind.nitrosated(meeting.molecule) {
                    let product = route.steps[meeting.step].product_molecule;
                    if product == Some(&molecule) {
                        continue;
                    }
                    let verdict = verdict(&route.steps[index], &strength, &meeting, kind);
                    foreseen.push(Foreseen {
                        molecule,
                        rule: RULE.id,
                        name: format!("N-nitroso compound of {}", meeting.name),
                        step: Some(route.steps[meeting.step].step.id.as_str().to_owned()),
                        inputs: vec![meeting.id.to_owned(), source.id().to_owned()],
                        sentence: format!(
                            "{} can nitrosate {}, {}, {}.{}",
                            source.material.name,
                            meeting.name,
                            kind.words(),
                            meeting.words(route, index),
                            verdict.why
                        ),
                        concern: verdict.concern,
                        balance: None,
                        late: route.is_last(meeting.step),
                    });
                }
            }
        }
    }
    foreseen
}

/// An agent with what its step says of it.
struct Strength {
    agent: Agent,
    /// A nitrate that a reductant of the step turns into nitrite.
    reduced: bool,
    /// A nitrite in base without an aldehyde to carry it.
    idle: bool,
}

/// What a material of a step does as an agent, if it is one.
fn strength(view: &StepView<'_>, source: &Present<'_>) -> Option<Strength> {
    let molecule = source.molecule?;
    let agent = agent(molecule)?;
    let any = |motif: &'static Motif| view.during_reaction().any(|other| motif.is_in(other));
    let reduced = is_nitrate(molecule) && view.during_reaction().any(is_reductant);
    // A quench is met in the work-up, whose acidity is not that of the reaction.
    let idle = needs_acid(molecule)
        && !source.work_up
        && acidity(view) == Some(Acidity::Basic)
        && view.step.ph.is_some()
        && !any(&ALDEHYDE);
    Some(Strength {
        agent,
        reduced,
        idle,
    })
}

fn verdict(
    view: &StepView<'_>,
    strength: &Strength,
    meeting: &Meeting<'_>,
    kind: Vulnerable,
) -> Verdict {
    let concern = match (strength.agent, kind) {
        (Agent::Chloramine, _) | (_, Vulnerable::Tertiary | Vulnerable::Quaternary) => {
            Concern::Lowered
        }
        (_, Vulnerable::Secondary) => Concern::Raised,
        (_, Vulnerable::Amide | Vulnerable::Lactam | Vulnerable::Uronium) => Concern::Usual,
    };
    let mut verdict = Verdict::new(concern, "");
    if meeting.place != Place::Same {
        verdict.concern = verdict.concern.less();
    }
    if strength.agent == Agent::NitrogenOxide && !strength.reduced {
        verdict.concern = verdict.concern.less();
    }
    let scavenged = meeting.place == Place::Later
        && view
            .present
            .iter()
            .filter_map(|present| present.molecule)
            .any(|molecule| SCAVENGER.is_in(molecule));
    if strength.reduced {
        verdict
            .why
            .push_str(" A reductant of the step turns nitrate into nitrite.");
    }
    if strength.agent == Agent::Chloramine {
        verdict
            .why
            .push_str(" It goes through a hydrazine that is then oxidised.");
    }
    verdict
        .less_if(
            strength.idle,
            "The step is basic, where nitrite hardly nitrosates.",
        )
        .less_if(
            scavenged,
            "A scavenger of nitrous acid is used before that.",
        )
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::{check, route, step};

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

    /// Sodium nitrite beside piperidine, with further keys of the step.
    fn beside(inputs: &[(&str, &str)], conditions: &str) -> String {
        let mut all = vec![("C1CCNCC1", "base")];
        all.extend(inputs);
        step(&all, "", conditions)
    }

    #[test]
    fn base_lowers_unless_an_aldehyde_carries_the_nitrite() {
        let nitroso = "O=NN1CCCCC1";
        let nitrite = (NITRITE, "reagent");
        check(
            "n-nitroso",
            &beside(&[nitrite], "ph = 3"),
            &[(nitroso, "raised")],
        );
        check(
            "n-nitroso",
            &beside(&[nitrite], "ph = 10"),
            &[(nitroso, "usual")],
        );
        check(
            "n-nitroso",
            &beside(&[nitrite, ("C=O", "reactant")], "ph = 10"),
            &[(nitroso, "raised")],
        );
        // Alkyl nitrites need no acid.
        check(
            "n-nitroso",
            &beside(&[("CC(C)(C)ON=O", "reagent")], "ph = 10"),
            &[(nitroso, "raised")],
        );
    }

    #[test]
    fn nitrate_with_a_reductant_counts_as_nitrite() {
        let nitroso = "O=NN1CCCCC1";
        let nitrate = ("[K+].[O-][N+](=O)[O-]", "reagent");
        check("n-nitroso", &beside(&[nitrate], ""), &[(nitroso, "usual")]);
        check(
            "n-nitroso",
            &beside(&[nitrate, ("[Zn]", "reagent")], ""),
            &[(nitroso, "raised")],
        );
        check(
            "n-nitroso",
            &beside(&[("NCl", "reagent")], ""),
            &[(nitroso, "lowered")],
        );
    }

    #[test]
    fn an_azide_quench_reaches_the_solvent() {
        let quench = (NITRITE, "quench, work_up = true");
        let azide = ("[Na+].[N-]=[N+]=[N-]", "reagent");
        check(
            "n-nitroso",
            &step(
                &[
                    ("N#Cc1ccccc1", "reactant"),
                    azide,
                    ("CN(C)C=O", "solvent"),
                    quench,
                ],
                "",
                "",
            ),
            &[("CN(C)N=O", "usual")],
        );
        check(
            "n-nitroso",
            &step(
                &[
                    ("N#Cc1ccccc1", "reactant"),
                    azide,
                    ("CN1CCCC1=O", "solvent"),
                    quench,
                ],
                "",
                "",
            ),
            &[("CN(CCCC(=O)O)N=O", "usual")],
        );
    }

    #[test]
    fn a_scavenger_lowers_later_steps() {
        let scavenger = ("NS(=O)(=O)O", "quench, work_up = true");
        let first = [("CCCCO", "reactant"), (NITRITE, "reagent")];
        let second = [("^", "reactant"), ("C1CCNCC1", "base")];
        check(
            "n-nitroso",
            &route(&[(&first, "CCCC=O", ""), (&second, "", "")]),
            &[("O=NN1CCCCC1", "usual")],
        );
        check(
            "n-nitroso",
            &route(&[
                (&[first[0], first[1], scavenger], "CCCC=O", ""),
                (&second, "", ""),
            ]),
            &[("O=NN1CCCCC1", "lowered")],
        );
    }

    #[test]
    fn salts_written_with_charges_are_amines() {
        check(
            "n-nitroso",
            &step(
                &[("C[NH2+]C.[Cl-]", "reactant"), (NITRITE, "reagent")],
                "",
                "",
            ),
            &[("CN(C)N=O", "raised")],
        );
    }

    #[test]
    fn a_recovered_solvent_carries_nitrite_back() {
        let shared = |recovered: &str| {
            let solvent = format!("{{ material = \"thf\", role = \"solvent\"{recovered} }}");
            format!(
                r#"
[[material]]
id = "thf"
name = "solvent"
kind = "solvent"
smiles = "C1CCOC1"
[[material]]
id = "amine"
name = "amine"
kind = "reagent"
smiles = "C1CCNCC1"
[[material]]
id = "nitrite"
name = "nitrite"
kind = "reagent"
smiles = "{NITRITE}"
[[material]]
id = "b"
name = "b"
kind = "intermediate"
[[material]]
id = "c"
name = "c"
kind = "substance"
[[step]]
id = "first"
name = "first"
product = "b"
input = [{{ material = "amine", role = "base" }}, {{ material = "thf", role = "solvent" }}]
[[step]]
id = "second"
name = "second"
product = "c"
input = [{{ material = "b", role = "reactant" }}, {{ material = "nitrite", role = "reagent" }}, {solvent}]
[[route]]
id = "r"
name = "r"
step = ["first", "second"]
"#
            )
        };
        check(
            "n-nitroso",
            &shared(", recovered = \"80 %\""),
            &[("O=NN1CCCCC1", "usual")],
        );
        check("n-nitroso", &shared(""), &[]);
    }

    #[test]
    fn without_nitrite_nothing_forms() {
        check("n-nitroso", &diazotisation("OO", "C1CCNCC1", "first"), &[]);
    }
}
