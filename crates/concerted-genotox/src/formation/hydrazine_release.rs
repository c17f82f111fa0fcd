//! Formation: hydrazine from a hydrazone, hydrazide, carbazate or N-nitroso compound.
//!
//! # What it checks
//! A hydrazone, open-chain hydrazide or carbazate and strong acid or strong base with water during the same
//! reaction; a tert-butyl carbazate and strong acid also without water; an N-nitroso compound and a reductant.
//!
//! # Why it matters
//! Hydrazines are mutagens and carcinogens.
//!
//! # Example
//! A Boc-hydrazine deprotected with hydrogen chloride; a nitrosamine reduced with zinc.
//!
//! # Limits of validity
//! It does not apply to neutral or dry conditions or to rings that contain both nitrogens. Concern is usual,
//! raised where the product has lost the group or the acid takes off a tert-butyl carbazate, lowered where the
//! reaction stays below 10 °C. A reduction may also split the N–N bond: it is lowered then. Hydrazine charged
//! as such is listed as a reagent.
//!
//! # References
//! Elder, Snodin and Teasdale 2011; Ashby and Tennant 1991.

use super::conditions::{COLD_C, has_strong_acid, has_strong_base, stays_below};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::fate::is_reductant;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ELDER_HYDRAZINES_2011};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "hydrazine-release",
    name: "Hydrazine from a hydrazone, hydrazide, carbazate or N-nitroso compound",
    checks: "A hydrazone, open-chain hydrazide or carbazate and strong acid or strong base with water during the same reaction; a tert-butyl carbazate and strong acid also without water; an N-nitroso compound and a reductant.",
    limits: "It does not apply to neutral or dry conditions or to rings that contain both nitrogens. Concern is usual, raised where the product has lost the group or the acid takes off a tert-butyl carbazate, lowered where the reaction stays below 10 °C. A reduction may also split the N–N bond: it is lowered then. Hydrazine charged as such is listed as a reagent.",
    references: &[ASHBY_TENNANT_1991, ELDER_HYDRAZINES_2011],
    foresee,
};

/// A group that hides a hydrazine, and how it is set free.
struct Source {
    motif: Motif,
    reaction: Reaction,
}

static BOC: Source = Source {
    motif: Motif::new("[NX3][NX3;H1][CX3](=[OX1])[OX2][CX4]([CH3])([CH3])[CH3]"),
    reaction: Reaction::new(
        "[NX3:1][NX3;H1:2][CX3](=[OX1])[OX2][CX4]([CH3])([CH3])[CH3]>>[N:1][NH2:2]",
    ),
};
static HYDROLYSED: [Source; 2] = [
    Source {
        motif: Motif::new("[NX3;!$(N[#6]=[O,S,N])][NX2]=;!@[CX3]"),
        reaction: Reaction::new("[NX3;!$(N[#6]=[O,S,N]):1][NX2:2]=;!@[CX3]>>[N:1][NH2:2]"),
    },
    Source {
        motif: Motif::new("[NX3;!$(N[#6]=[O,S,N])][NX3;H1]-;!@[CX3](=[OX1])[#6,OX2]"),
        reaction: Reaction::new(
            "[NX3;!$(N[#6]=[O,S,N]):1][NX3;H1:2]-;!@[CX3](=[OX1])[#6,OX2]>>[N:1][NH2:2]",
        ),
    },
];
static NITROSO: Source = Source {
    motif: Motif::new("[NX3;!$(N[#6]=[O,S,N])][NX2]=[OX1]"),
    reaction: Reaction::new("[NX3;!$(N[#6]=[O,S,N]):1][NX2:2]=[OX1]>>[N:1][NH2:2]"),
};

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let cold = stays_below(view, COLD_C);
    let acid = has_strong_acid(view);
    if acid {
        let why = "Acid takes the tert-butyl carbazate off.";
        note(&mut making, &BOC, &Verdict::new(Concern::Raised, why));
    }
    if view.has_water() && (acid || has_strong_base(view)) {
        let verdict = Verdict::new(Concern::Usual, "Strong acid or base and water set it free.")
            .less_if(cold, "The reaction is kept cold, which slows it.");
        for source in &HYDROLYSED {
            note(&mut making, source, &verdict);
        }
    }
    if making.any_charged(is_reductant) {
        let why =
            "A reductant takes the oxygen of the nitroso group; it may also split the N–N bond.";
        note(&mut making, &NITROSO, &Verdict::new(Concern::Lowered, why));
    }
    making.done()
}

fn note(making: &mut Making<'_, '_>, source: &Source, verdict: &Verdict) {
    for (present, molecule) in making.charged(|molecule| source.motif.is_in(molecule)) {
        let lost = making
            .view()
            .product_molecule
            .is_some_and(|product| source.motif.count(product) < source.motif.count(molecule));
        let verdict = verdict
            .clone()
            .more_if(lost, "The product has lost the group.");
        let products = source.reaction.products(&[molecule]);
        making.add(products, "a hydrazine", &[present], &verdict);
    }
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("hydrazine-release", body, expected);
    }

    const ACID: (&str, &str) = ("Cl", "acid");
    const WATER: (&str, &str) = ("O", "water");

    #[test]
    fn carbazates_hydrazones_and_hydrazides() {
        check(
            &step(&[("CC(C)(C)OC(=O)NN", "reagent"), ACID], "", ""),
            &[("NN", "raised")],
        );
        check(
            &step(&[("CC(C)=NNc1ccccc1", "reactant"), ACID, WATER], "", ""),
            &[("NNc1ccccc1", "usual")],
        );
        check(
            &step(
                &[("CCC(=O)NNC", "reactant"), ("[Na+].[OH-]", "base"), WATER],
                "",
                "",
            ),
            &[("CNN", "usual")],
        );
    }

    #[test]
    fn loss_raises_and_cold_lowers() {
        check(
            &step(
                &[("CC(C)=NNc1ccccc1", "reactant"), ACID, WATER],
                "c1ccc2[nH]ccc2c1",
                "",
            ),
            &[("NNc1ccccc1", "raised")],
        );
        check(
            &step(
                &[("CC(C)=NNc1ccccc1", "reactant"), ACID, WATER],
                "",
                "temperature = \"0 degC\"",
            ),
            &[("NNc1ccccc1", "lowered")],
        );
    }

    #[test]
    fn nitrosamines_reduced() {
        check(
            &step(
                &[("CN(N=O)c1ccccc1", "reactant"), ("[Zn]", "reagent")],
                "",
                "",
            ),
            &[("CN(N)c1ccccc1", "lowered")],
        );
    }

    #[test]
    fn not_when_neutral_dry_or_in_a_ring() {
        check(
            &step(&[("CC(C)=NNc1ccccc1", "reactant"), WATER], "", ""),
            &[],
        );
        check(&step(&[("CCC(=O)NNC", "reactant"), ACID], "", ""), &[]);
        check(
            &step(&[("O=C1NNC(=O)c2ccccc12", "reactant"), ACID, WATER], "", ""),
            &[],
        );
        check(
            &step(&[("Cc1cc(C)[nH]n1", "reactant"), ACID, WATER], "", ""),
            &[],
        );
    }
}
