//! Formation: aryl diazonium ion from a primary arylamine and a nitrosating agent.
//!
//! # What it checks
//! A nitrite, nitrous acid, alkyl nitrite or nitrosonium source and a primary amine on an aromatic ring, charged
//! in the same step.
//!
//! # Why it matters
//! Diazonium ions are mutagens and explosive when dry; they couple with amines to triazenes and with arenes to
//! azo compounds.
//!
//! # Example
//! A Sandmeyer reaction of an aniline with sodium nitrite.
//!
//! # Limits of validity
//! Most diazonium ions do not survive warming or a work-up in water; concern is therefore lowered. Coupling
//! products are not foreseen.
//!
//! # References
//! Kazius 2005; Benigni and Bossa 2008.

use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::amine::{Agent, agent};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "aryl-diazonium",
    name: "Aryl diazonium ion from a primary arylamine and a nitrosating agent",
    checks: "A nitrite, nitrous acid, alkyl nitrite or nitrosonium source and a primary amine on an aromatic ring in the same step.",
    limits: "Concern is always lowered: most diazonium ions do not survive warming or a work-up in water. Coupling products are not foreseen.",
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    foresee,
};

static ARYLAMINE: Motif = Motif::new("a[NX3;H2]");
static DIAZOTISATION: Reaction = Reaction::new("[a:1][NX3;H2]>>[a:1][N+]#N");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let amines = making.with(|molecule| ARYLAMINE.is_in(molecule));
    let agents = making.with(|molecule| agent(molecule) == Some(Agent::Nitrosating));
    let verdict = Verdict::new(Concern::Lowered, "It seldom survives the work-up.");
    for (source, _) in &agents {
        for (amine, molecule) in &amines {
            let products = DIAZOTISATION.products(&[molecule]);
            making.add(products, "a diazonium ion", &[amine, source], &verdict);
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn step(agent: &str, amine: &str) -> String {
        format!(
            r#"
[[material]]
id = "amine"
name = "amine"
kind = "intermediate"
smiles = "{amine}"
[[material]]
id = "agent"
name = "agent"
kind = "reagent"
smiles = "{agent}"
[[material]]
id = "product"
name = "product"
kind = "substance"
[[step]]
id = "s"
name = "s"
product = "product"
input = [
  {{ material = "amine", role = "reactant" }},
  {{ material = "agent", role = "reagent" }},
]
[[route]]
id = "r"
name = "r"
step = ["s"]
"#
        )
    }

    #[test]
    fn arylamine_and_nitrite() {
        let nitrite = "[Na+].O=N[O-]";
        check(
            "aryl-diazonium",
            &step(nitrite, "Nc1ccc(C)cc1"),
            &[("Cc1ccc([N+]#N)cc1", "lowered")],
        );
        check("aryl-diazonium", &step(nitrite, "CCN"), &[]);
        check(
            "aryl-diazonium",
            &step("O[N+](=O)[O-]", "Nc1ccc(C)cc1"),
            &[],
        );
    }
}
