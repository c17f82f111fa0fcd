//! Formation: N-halo amine from an amine and a halogenating oxidant.
//!
//! # What it checks
//! A primary or secondary alkylamine and a hypohalite, halogen or N-halo imide or amide in the same step.
//!
//! # Why it matters
//! N-halo amines are mutagens in bacteria and halogenate and oxidise what they meet.
//!
//! # Example
//! A hypochlorite oxidation or a bleach wash beside a secondary amine.
//!
//! # Limits of validity
//! Strong acid lowers concern, because it protonates the amine. A reductant such as sulfite in the same step
//! lowers it too. Anilines, which are halogenated on the ring, and amides are left out; the N-halo amine may
//! lose hydrogen halide to an imine, which is not foreseen.
//!
//! # References
//! Benigni and Bossa 2008; Szekely and others 2015.

use super::conditions::{Acidity, acidity};
use super::reagents::HALOGENATOR;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{BENIGNI_BOSSA_2008, SZEKELY_2015};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "n-halo-amine",
    name: "N-halo amine from an amine and a halogenating oxidant",
    checks: "A primary or secondary alkylamine and a hypohalite, halogen or N-halo imide or amide in the same step.",
    limits: "Strong acid lowers concern, because it protonates the amine. A reductant such as sulfite in the same step lowers it too. Anilines, which are halogenated on the ring, and amides are left out; the N-halo amine may lose hydrogen halide to an imine, which is not foreseen.",
    references: &[BENIGNI_BOSSA_2008, SZEKELY_2015],
    foresee,
};

static AMINE: Motif =
    Motif::new("[NX3;H1,H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N)][CX4]");
static REDUCTANT: Motif =
    Motif::new("[$([SX3](=O)([OX1-])[OX1-,OX2H1]),$([SX1]=[SX4]([OX1-])=O),$([SX1-][SX4](=O)=O)]");
static BROMINE: Motif = Motif::new("[Br]");
static CHLORINATIONS: [Reaction; 2] = [
    Reaction::new(
        "[NX3;H1;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N):1][CX4:2]>>[NH0:1]([C:2])Cl",
    ),
    Reaction::new(
        "[NX3;H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N):1][CX4:2]>>[NH1:1]([C:2])Cl",
    ),
];
static BROMINATIONS: [Reaction; 2] = [
    Reaction::new(
        "[NX3;H1;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N):1][CX4:2]>>[NH0:1]([C:2])Br",
    ),
    Reaction::new(
        "[NX3;H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N):1][CX4:2]>>[NH1:1]([C:2])Br",
    ),
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let acidic = acidity(making.view()) == Some(Acidity::Acidic);
    let reduced = !making.with(|molecule| REDUCTANT.is_in(molecule)).is_empty();
    let verdict = Verdict::new(Concern::Usual, "Amines are halogenated at once.")
        .less_if(acidic, "Strong acid protonates the amine.")
        .less_if(
            reduced,
            "A sulfur reductant in the step takes the halogen off.",
        );
    for (agent, agent_molecule) in making.with(|molecule| HALOGENATOR.is_in(molecule)) {
        let reactions = if BROMINE.is_in(agent_molecule) {
            &BROMINATIONS
        } else {
            &CHLORINATIONS
        };
        for (amine, molecule) in making.charged(|molecule| AMINE.is_in(molecule)) {
            let products = reactions
                .iter()
                .flat_map(|reaction| reaction.products(&[molecule]))
                .collect();
            making.add(products, "an N-halo amine", &[amine, agent], &verdict);
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("n-halo-amine", body, expected);
    }

    const AMINE: (&str, &str) = ("C1CCNCC1", "reactant, equivalents = 1.0");
    const BLEACH: (&str, &str) = ("[Na+].[O-]Cl", "reagent, equivalents = 1.0");

    #[test]
    fn amines_and_oxidants() {
        check(&step(&[AMINE, BLEACH], "", ""), &[("ClN1CCCCC1", "usual")]);
        check(
            &step(
                &[("CCCN", "reactant"), ("O=C1CCC(=O)N1Br", "reagent")],
                "",
                "",
            ),
            &[("CCCNBr", "usual")],
        );
    }

    #[test]
    fn acid_and_sulfite_lower_it() {
        check(
            &step(&[AMINE, BLEACH, ("Cl", "acid, equivalents = 3.0")], "", ""),
            &[("ClN1CCCCC1", "lowered")],
        );
        check(
            &step(
                &[
                    AMINE,
                    BLEACH,
                    ("[Na+].[Na+].[O-]S(=O)[O-]", "quench, work_up = true"),
                ],
                "",
                "",
            ),
            &[("ClN1CCCCC1", "lowered")],
        );
    }

    #[test]
    fn not_for_anilines_amides_or_without_oxidant() {
        check(&step(&[("CNc1ccccc1", "reactant"), BLEACH], "", ""), &[]);
        check(&step(&[("CC(=O)NC", "reactant"), BLEACH], "", ""), &[]);
        check(&step(&[AMINE, ("[Na+].[Cl-]", "reagent")], "", ""), &[]);
        check(&step(&[AMINE, BLEACH], "ClN1CCCCC1", ""), &[]);
    }
}
