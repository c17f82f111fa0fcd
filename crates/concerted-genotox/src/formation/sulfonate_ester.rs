//! Formation: alkyl sulfonate from a sulfonic acid, its chloride or anhydride, and an alcohol.
//!
//! # What it checks
//! Every pair of a free sulfonic acid, sulfonyl halide or sulfonic anhydride and a primary or secondary
//! alcohol (or methanol) in the same step, whether the alcohol is reactant, solvent or wash. It reads the
//! acid–base balance: free acid that no base takes up raises concern, full neutralisation lowers it. Water
//! and a reaction kept below 10 °C lower it by one level each.
//!
//! # Why it matters
//! Alkyl sulfonates alkylate DNA directly. Salts of methanesulfonic, benzenesulfonic and toluenesulfonic acid
//! are often made in alcohols.
//!
//! # Example
//! A mesylate salt formed in isopropanol with 1.2 equivalents of methanesulfonic acid: isopropyl mesylate.
//!
//! # Limits of validity
//! No rates: the ester forms by protonated alcohol, so it needs free acid, and heat and time matter. Salts
//! redissolved in an alcohol without free acid are not flagged. Tertiary alcohols and phenols are left out.
//!
//! # References
//! Teasdale and others 2009; ICH M7(R2).

use super::conditions::acid_verdict;
use super::reagents::ALCOHOL;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::is_free_acid;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ICH_M7, TEASDALE_2009};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "sulfonate-ester",
    name: "Alkyl sulfonate from sulfonic acid or sulfonyl halide and an alcohol",
    checks: "A free sulfonic acid, sulfonyl halide or sulfonic anhydride and a primary or secondary alcohol in the same step, as reactant, solvent or wash.",
    limits: "Free acid that no base takes up raises concern; neutralised acid, water and a reaction below 10 °C lower it. No rates; a salt redissolved in an alcohol without free acid, tertiary alcohols and phenols are left out.",
    references: &[ICH_M7, TEASDALE_2009],
    foresee,
};

static ACID: Motif = Motif::new("[SX4](=[OX1])(=[OX1])([#6])[OX2H1]");
static ACTIVATED: Motif = Motif::new(
    "[SX4](=[OX1])(=[OX1])([#6])[$([Cl,Br]),$([OX2]([SX4](=[OX1])=[OX1])[SX4](=[OX1])=[OX1])]",
);
static FROM_ACID: Reaction = Reaction::new(
    "[CX4;H1,H2,H3:1][OX2H1:2].[SX4:3](=[OX1:4])(=[OX1:5])([#6:6])[OX2H1]>>[C:1][OH0:2][S:3](=[O:4])(=[O:5])[#6:6]",
);
static FROM_ACTIVATED: Reaction = Reaction::new(
    "[CX4;H1,H2,H3:1][OX2H1:2].[SX4:3](=[OX1:4])(=[OX1:5])([#6:6])[$([Cl,Br]),$([OX2]([SX4](=[OX1])=[OX1])[SX4](=[OX1])=[OX1])]>>[C:1][OH0:2][S:3](=[O:4])(=[O:5])[#6:6]",
);

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let alcohols = making.with(|molecule| ALCOHOL.is_in(molecule));
    let acids = making.with(|molecule| {
        ACTIVATED.is_in(molecule) || (ACID.is_in(molecule) && is_free_acid(molecule))
    });
    for (acid, acid_molecule) in &acids {
        let (reaction, verdict) = if ACTIVATED.is_in(acid_molecule) {
            let why = "The sulfonyl group is activated and needs no free acid.";
            (&FROM_ACTIVATED, Verdict::new(Concern::Raised, why))
        } else {
            (&FROM_ACID, acid_verdict(making.view()))
        };
        for (alcohol, molecule) in &alcohols {
            // The ester may be the very product that the step is meant to make; that is left out there.
            let products = reaction.products(&[molecule, acid_molecule]);
            making.add(products, "an alkyl sulfonate", &[alcohol, acid], &verdict);
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn salt(acid: &str, acid_equivalents: &str, extra: &str, solvent: &str) -> String {
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
id = "water"
name = "water"
kind = "water"
smiles = "O"
[[material]]
id = "salt"
name = "salt"
kind = "substance"
[[step]]
id = "salt"
name = "salt formation"
product = "salt"
[[step.input]]
material = "base"
role = "reactant"
[[step.input]]
material = "acid"
role = "acid"
{acid_equivalents}
[[step.input]]
material = "solvent"
role = "solvent"
{extra}
[[route]]
id = "r"
name = "route"
step = ["salt"]
"#
        )
    }

    const WATER: &str = "[[step.input]]\nmaterial = \"water\"\nrole = \"water\"";

    #[test]
    fn excess_acid_raises_and_neutralisation_lowers() {
        let ester = "CC(C)OS(C)(=O)=O";
        let case = |equivalents: &str, extra: &str, word: &str| {
            check(
                "sulfonate-ester",
                &salt("CS(=O)(=O)O", equivalents, extra, "CC(C)O"),
                &[(ester, word)],
            );
        };
        case("equivalents = 1.2", "", "raised");
        case("equivalents = 1.0", "", "lowered");
        case("", "", "usual");
        case("equivalents = 1.2", WATER, "usual");
        case("equivalents = 0.9", WATER, "lowered");
    }

    #[test]
    fn amount_by_mass_is_turned_into_equivalents() {
        // 96.11 / 101.19 g/mol: 1.5 kg/kg are 1.58 equivalents, 0.5 kg/kg are 0.53.
        for (mass, word) in [("1.5 kg/kg", "raised"), ("0.5 kg/kg", "lowered")] {
            check(
                "sulfonate-ester",
                &salt("CS(=O)(=O)O", &format!("mass = \"{mass}\""), "", "CC(C)O"),
                &[("CC(C)OS(C)(=O)=O", word)],
            );
        }
    }

    #[test]
    fn chloride_and_anhydride_need_no_free_acid() {
        let expected = [("CCOS(C)(=O)=O", "raised")];
        check(
            "sulfonate-ester",
            &salt("CS(=O)(=O)Cl", "", "", "CCO"),
            &expected,
        );
        let anhydride = "CS(=O)(=O)OS(C)(=O)=O";
        check(
            "sulfonate-ester",
            &salt(anhydride, "", "", "CCO"),
            &expected,
        );
    }

    #[test]
    fn without_alcohol_or_free_acid_nothing_forms() {
        check(
            "sulfonate-ester",
            &salt("CS(=O)(=O)O", "", "", "CC(C)=O"),
            &[],
        );
        check(
            "sulfonate-ester",
            &salt("CS(=O)(=O)O", "", "", "CC(C)(C)O"),
            &[],
        );
        check(
            "sulfonate-ester",
            &salt("CS(=O)(=O)[O-].[Na+]", "", "", "CC(C)O"),
            &[],
        );
        check("sulfonate-ester", &salt("CC(=O)O", "", "", "CC(C)O"), &[]);
    }
}
