//! Formation: alkyl halide from hydrogen halide and an alcohol.
//!
//! # What it checks
//! Hydrogen chloride, bromide or iodide, or a reagent that makes it with an alcohol (thionyl, oxalyl, acetyl
//! or phosphoryl chloride, phosphorus halides, chlorotrimethylsilane), and a primary or secondary alcohol in
//! the same step. Acid–base balance, water and temperature are read as for sulfonate esters.
//!
//! # Why it matters
//! Alkyl halides alkylate DNA; hydrochlorides are the most common salts and alcohols the most common solvents
//! to make them in.
//!
//! # Example
//! A hydrochloride formed in isopropanol with hydrogen chloride: isopropyl chloride.
//!
//! # Limits of validity
//! No rates: methanol and hot, dry, concentrated acid are the worst. Tertiary alcohols are left out, because
//! tertiary halides carry no alert. Ethers that acid cleaves have a rule of their own.
//!
//! # References
//! Elder, Lipczynski and Teasdale 2008; ICH M7(R2).

use super::conditions::acid_verdict;
use super::reagents::ALCOHOL;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::basic_groups;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_2008, ICH_M7};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "alkyl-halide",
    name: "Alkyl halide from hydrogen halide and an alcohol",
    checks: "Hydrogen chloride, bromide or iodide, or a reagent that makes it with an alcohol, and a primary or secondary alcohol in the same step, as reactant, solvent or wash.",
    limits: "Free acid left over raises concern; neutralised acid, water and a reaction below 10 °C lower it. No rates; tertiary alcohols carry no alert as halides and are left out.",
    references: &[ELDER_2008, ICH_M7],
    foresee,
};

/// One halogen: the acid, reagents that make it, and the reaction.
struct Halogen {
    acid: Motif,
    maker: Motif,
    reaction: Reaction,
}

static HALOGENS: [Halogen; 3] = [
    Halogen {
        acid: Motif::new("[ClH1]"),
        maker: Motif::new(
            "[Cl][$([SX3]=[OX1]),$([CX3](=[OX1])[CH3]),$([CX3](=[OX1])[CX3](=[OX1])Cl),$([PX4](=[OX1])(Cl)Cl),$([PX3](Cl)Cl),$([PX5](Cl)(Cl)(Cl)Cl),$([SiX4]([CH3])([CH3])[CH3])]",
        ),
        reaction: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]Cl"),
    },
    Halogen {
        acid: Motif::new("[BrH1]"),
        maker: Motif::new(
            "[Br][$([SX3]=[OX1]),$([CX3](=[OX1])[CH3]),$([PX3](Br)Br),$([SiX4]([CH3])([CH3])[CH3])]",
        ),
        reaction: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]Br"),
    },
    Halogen {
        acid: Motif::new("[IH1]"),
        maker: Motif::new("[I][SiX4]([CH3])([CH3])[CH3]"),
        reaction: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]I"),
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let alcohols = making.with(|molecule| ALCOHOL.is_in(molecule));
    for halogen in &HALOGENS {
        let sources = making.with(|molecule| {
            halogen.maker.is_in(molecule) || halogen.acid.count(molecule) > basic_groups(molecule)
        });
        for (source, source_molecule) in &sources {
            let verdict = if halogen.maker.is_in(source_molecule) {
                Verdict::new(
                    Concern::Raised,
                    "The reagent sets hydrogen halide free with alcohols.",
                )
            } else {
                acid_verdict(making.view())
            };
            for (alcohol, molecule) in &alcohols {
                let products = halogen.reaction.products(&[molecule]);
                making.add(products, "an alkyl halide", &[alcohol, source], &verdict);
            }
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn salt(acid: &str, solvent: &str) -> String {
        format!(
            r#"
[[material]]
id = "base"
name = "free base"
kind = "intermediate"
smiles = "CCCCN(C)C"
[[material]]
id = "acid"
name = "acid"
kind = "reagent"
smiles = "{acid}"
[[material]]
id = "solvent"
name = "solvent"
kind = "solvent"
smiles = "{solvent}"
[[material]]
id = "salt"
name = "salt"
kind = "substance"
[[step]]
id = "salt"
name = "salt formation"
product = "salt"
input = [
  {{ material = "base", role = "reactant" }},
  {{ material = "acid", role = "acid", equivalents = 1.1 }},
  {{ material = "solvent", role = "solvent" }},
]
[[route]]
id = "r"
name = "route"
step = ["salt"]
"#
        )
    }

    #[test]
    fn halide_follows_the_acid() {
        check(
            "alkyl-halide",
            &salt("Cl", "CC(C)O"),
            &[("CC(C)Cl", "raised")],
        );
        check("alkyl-halide", &salt("Br", "CCO"), &[("CCBr", "raised")]);
        check("alkyl-halide", &salt("I", "CO"), &[("CI", "raised")]);
        check(
            "alkyl-halide",
            &salt("CC(=O)Cl", "CCO"),
            &[("CCCl", "raised")],
        );
        check(
            "alkyl-halide",
            &salt("O=S(Cl)Cl", "CO"),
            &[("CCl", "raised")],
        );
        check(
            "alkyl-halide",
            &salt("C[Si](C)(C)I", "CO"),
            &[("CI", "raised")],
        );
        check(
            "alkyl-halide",
            &salt("BrP(Br)Br", "CO"),
            &[("CBr", "raised")],
        );
    }

    #[test]
    fn no_halide_without_acid_or_alcohol() {
        check("alkyl-halide", &salt("Cl", "CC(=O)OCC"), &[]);
        check("alkyl-halide", &salt("CCN.Cl", "CCO"), &[]);
        check("alkyl-halide", &salt("[Na+].[Cl-]", "CCO"), &[]);
        check("alkyl-halide", &salt("ClCCl", "CCO"), &[]);
    }
}
