//! Formation: dialkyl and monoalkyl sulfate from sulfuric acid and an alcohol.
//!
//! # What it checks
//! Sulfuric acid that is not neutralised, and a primary or secondary alcohol, in the same step. It reads the
//! acid–base balance and water as the rule on sulfonate esters does.
//!
//! # Why it matters
//! Dimethyl and diethyl sulfate alkylate DNA. Sulfuric acid catalyses many esterifications in methanol and
//! ethanol.
//!
//! # Example
//! A methyl ester made in methanol with sulfuric acid: dimethyl sulfate.
//!
//! # Limits of validity
//! Only the dialkyl sulfate is given, as the more potent one. It forms in traces and hydrolyses in water within
//! minutes to hours.
//!
//! # References
//! ICH M7(R2); Elder, Lipczynski and Teasdale 2008.

use super::conditions::acid_verdict;
use super::reagents::ALCOHOL;
use super::{Foreseen, FormationRule, Making, Reaction};
use crate::balance::is_free_acid;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_2008, ICH_M7};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "sulfate-ester",
    name: "Dialkyl sulfate from sulfuric acid and an alcohol",
    checks: "Sulfuric acid that is not neutralised and a primary or secondary alcohol in the same step.",
    limits: "Read as for sulfonate esters: free acid raises, neutralised acid, water and cold lower concern. Only the dialkyl sulfate is given, the more potent one; it forms in traces.",
    references: &[ELDER_2008, ICH_M7],
    foresee,
};

static ACID: Motif = Motif::new("[OX2H1][SX4](=[OX1])(=[OX1])[OX2H1]");
static ESTER: Reaction = Reaction::new(
    "[CX4;H1,H2,H3:1][OX2H1:2].[CX4;H1,H2,H3:3][OX2H1:4].[OX2H1][SX4:5](=[OX1:6])(=[OX1:7])[OX2H1]>>[C:1][OH0:2][S:5](=[O:6])(=[O:7])[OH0:4][C:3]",
);

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let alcohols = making.with(|molecule| ALCOHOL.is_in(molecule));
    let acids = making.with(|molecule| ACID.is_in(molecule) && is_free_acid(molecule));
    for (acid, acid_molecule) in &acids {
        for (alcohol, molecule) in &alcohols {
            let verdict = acid_verdict(making.view());
            let products = ESTER.products(&[molecule, molecule, acid_molecule]);
            making.add(products, "a dialkyl sulfate", &[alcohol, acid], &verdict);
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn esterification(acid: &str, solvent: &str) -> String {
        format!(
            r#"
[[material]]
id = "acid"
name = "carboxylic acid"
kind = "starting-material"
smiles = "CCCCC(=O)O"
[[material]]
id = "catalyst"
name = "catalyst"
kind = "reagent"
smiles = "{acid}"
[[material]]
id = "solvent"
name = "solvent"
kind = "solvent"
smiles = "{solvent}"
[[material]]
id = "ester"
name = "ester"
kind = "intermediate"
[[step]]
id = "ester"
name = "esterification"
product = "ester"
input = [
  {{ material = "acid", role = "reactant" }},
  {{ material = "catalyst", role = "acid", equivalents = 0.1 }},
  {{ material = "solvent", role = "solvent" }},
]
[[route]]
id = "r"
name = "route"
step = ["ester"]
"#
        )
    }

    #[test]
    fn sulfuric_acid_in_methanol() {
        check(
            "sulfate-ester",
            &esterification("OS(=O)(=O)O", "CO"),
            &[("COS(=O)(=O)OC", "raised")],
        );
        check(
            "sulfate-ester",
            &esterification("OS(=O)(=O)O", "CC(C)=O"),
            &[],
        );
        check("sulfate-ester", &esterification("OP(=O)(O)O", "CO"), &[]);
    }
}
