//! Formation: unsaturated ketone or nitroalkene from an aldehyde and an active methyl group.
//!
//! # What it checks
//! An aldehyde and a methyl ketone or nitromethane during the same reaction, with a base.
//!
//! # Why it matters
//! Unsaturated aldehydes and ketones and nitroalkenes alkylate by Michael addition.
//!
//! # Example
//! An aldehyde and acetone with sodium hydroxide: the butenone.
//!
//! # Limits of validity
//! It does not apply without a base, or where acid is left over. A strong base raises concern, an amine base is
//! usual for nitromethane and lowered for ketones; cold lowers it. Condensations of a ketone with itself and of
//! formaldehyde are left out.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use super::conditions::{Acidity, acidity, base_verdict, has_strong_base};
use super::{Foreseen, FormationRule, Making, Reaction};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "aldol-condensation",
    name: "Unsaturated ketone or nitroalkene from an aldehyde and an active methyl group",
    checks: "An aldehyde and a methyl ketone or nitromethane during the same reaction, with a base.",
    limits: "It does not apply without a base, or where acid is left over. A strong base raises concern, an amine base is usual for nitromethane and lowered for ketones; cold lowers it. Condensations of a ketone with itself and of formaldehyde are left out.",
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    foresee,
};

static ALDEHYDE: Motif = Motif::new("[CX3;H1](=[OX1])[#6]");
/// Partner, reaction, what it makes, and whether an amine is base enough.
struct Partner {
    motif: Motif,
    reaction: Reaction,
    what: &'static str,
    activated: bool,
}

static PARTNERS: [Partner; 2] = [
    Partner {
        motif: Motif::new("[CH3][CX3](=[OX1])[#6]"),
        reaction: Reaction::new(
            "[CX3;H1:1](=[OX1])[#6:2].[CH3:3][CX3:4](=[OX1:5])[#6:6]>>[C:1]([#6:2])=[CH1:3][C:4](=[O:5])[#6:6]",
        ),
        what: "an unsaturated ketone",
        activated: false,
    },
    Partner {
        motif: Motif::new("[CH3][NX3+](=[OX1])[OX1-]"),
        reaction: Reaction::new(
            "[CX3;H1:1](=[OX1])[#6:2].[CH3:3][NX3+:4](=[OX1:5])[OX1-:6]>>[C:1]([#6:2])=[CH1:3][N+:4](=[O:5])[O-:6]",
        ),
        what: "a nitroalkene",
        activated: true,
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let Some(verdict) = base_verdict(view) else {
        return Vec::new();
    };
    if acidity(view) == Some(Acidity::Acidic) {
        return Vec::new();
    }
    for partner in &PARTNERS {
        let verdict = verdict.clone().less_if(
            !partner.activated && !has_strong_base(view),
            "A ketone is hardly condensed by an amine base.",
        );
        for (aldehyde, molecule) in making.charged(|molecule| ALDEHYDE.is_in(molecule)) {
            for (other, other_molecule) in making.charged(|other| partner.motif.is_in(other)) {
                let products = partner.reaction.products(&[molecule, other_molecule]);
                making.add(products, partner.what, &[aldehyde, other], &verdict);
            }
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
        verify("aldol-condensation", body, expected);
    }

    const ALDEHYDE: (&str, &str) = ("CCC=O", "reactant");
    const ACETONE: (&str, &str) = ("CC(C)=O", "solvent");
    const HYDROXIDE: (&str, &str) = ("[Na+].[OH-]", "base, equivalents = 1.0");

    #[test]
    fn a_strong_base_raises_an_amine_lowers() {
        check(
            &step(&[ALDEHYDE, ACETONE, HYDROXIDE], "", ""),
            &[("CCC=CC(C)=O", "raised")],
        );
        check(
            &step(&[ALDEHYDE, ACETONE, ("CCN(CC)CC", "base")], "", ""),
            &[("CCC=CC(C)=O", "lowered")],
        );
        check(
            &step(
                &[ALDEHYDE, ACETONE, HYDROXIDE],
                "",
                "temperature = \"0 degC\"",
            ),
            &[("CCC=CC(C)=O", "usual")],
        );
    }

    #[test]
    fn nitromethane_is_activated() {
        check(
            &step(
                &[
                    ALDEHYDE,
                    ("C[N+](=O)[O-]", "reactant"),
                    ("CCN(CC)CC", "base"),
                ],
                "",
                "",
            ),
            &[("CCC=C[N+](=O)[O-]", "usual")],
        );
    }

    #[test]
    fn not_without_base_and_not_for_formaldehyde() {
        check(&step(&[ALDEHYDE, ACETONE], "", ""), &[]);
        check(&step(&[ALDEHYDE, ACETONE, ("Cl", "acid")], "", ""), &[]);
        check(
            &step(&[("C=O", "reactant"), ACETONE, HYDROXIDE], "", ""),
            &[],
        );
        check(
            &step(&[ALDEHYDE, ACETONE, HYDROXIDE], "CCC=CC(C)=O", ""),
            &[],
        );
    }
}
