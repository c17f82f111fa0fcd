//! Formation: nitrosoarene and arylhydroxylamine from the reduction of a nitroarene.
//!
//! # What it checks
//! A step whose input has more aromatic nitro groups than its product, while the product has more aromatic
//! nitrogen of the amine kind.
//!
//! # Why it matters
//! The reduction runs over the nitroso compound and the hydroxylamine; the latter is the proximate mutagen of
//! nitroarenes and arylamines, and accumulates when hydrogen runs short.
//!
//! # Example
//! Nitrobenzene to aniline: nitrosobenzene and N-phenylhydroxylamine.
//!
//! # Limits of validity
//! No rates; the unreacted nitroarene is listed by itself as an intermediate or starting material. Azoxy and azo
//! compounds that form under alkaline conditions are not foreseen.
//!
//! # References
//! Elder, Lipczynski and Teasdale 2008 on reactive impurities in general; Ashby and Tennant 1991; ICH M7(R2).

use super::{Concern, Foreseen, FormationRule, Reaction, with_group};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ICH_M7};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "nitro-reduction",
    name: "Nitrosoarene and arylhydroxylamine from a nitro reduction",
    references: &[ASHBY_TENNANT_1991, ICH_M7],
    foresee,
};

static NITROARENE: Motif = Motif::new("a[NX3+](=[OX1])[OX1-]");
static ARYLAMINE: Motif = Motif::new("a[NX3;!$(N~[OX1,OX2])]");
static HYDROXYLAMINE: Reaction = Reaction::new("[a:1][NX3+](=[OX1])[OX1-]>>[a:1][NH]O");
static NITROSO: Reaction = Reaction::new("[a:1][NX3+](=[OX1])[OX1-]>>[a:1]N=O");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let view = &route.steps[index];
    let Some(product) = view.product_molecule else {
        return Vec::new();
    };
    let mut foreseen = Vec::new();
    for (nitroarene, molecule) in with_group(&view.present, |molecule| {
        NITROARENE.count(molecule) > NITROARENE.count(product)
            && ARYLAMINE.count(molecule) < ARYLAMINE.count(product)
    }) {
        for (reaction, what) in [
            (&HYDROXYLAMINE, "arylhydroxylamine"),
            (&NITROSO, "nitrosoarene"),
        ] {
            for molecule in reaction.products(&[molecule]) {
                if &molecule == product {
                    continue;
                }
                foreseen.push(Foreseen {
                    molecule,
                    rule: RULE.id,
 name: format!("{what} of {}", nitroarene.material.name),
                    step: Some(view.step.id.as_str().to_owned()),
                    inputs: vec![nitroarene.id().to_owned(), what.to_owned()],
                    sentence: format!(
                        "The reduction of {} in step {} runs over the {what}, which remains where the reduction is incomplete.",
                        nitroarene.material.name, view.step.name
                    ),
                    concern: Concern::Usual,
                    balance: None,
                    late: route.is_last(index),
                });
            }
        }
    }
    foreseen
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check;

    fn step(from: &str, to: &str) -> String {
        format!(
            r#"
[[material]]
id = "nitro"
name = "nitroarene"
kind = "starting-material"
smiles = "{from}"
[[material]]
id = "product"
name = "product"
kind = "substance"
smiles = "{to}"
[[step]]
id = "s"
name = "s"
product = "product"
input = [{{ material = "nitro", role = "reactant" }}]
[[route]]
id = "r"
name = "r"
step = ["s"]
"#
        )
    }

    #[test]
    fn reductions_and_others() {
        check(
            "nitro-reduction",
            &step("Cc1ccc([N+](=O)[O-])cc1", "Cc1ccc(N)cc1"),
            &[("Cc1ccc(N=O)cc1", "usual"), ("Cc1ccc(NO)cc1", "usual")],
        );
        check("nitro-reduction", &step("CC[N+](=O)[O-]", "CCN"), &[]);
        check(
            "nitro-reduction",
            &step("Cc1ccc([N+](=O)[O-])cc1", "OC(=O)c1ccc([N+](=O)[O-])cc1"),
            &[],
        );
        check(
            "nitro-reduction",
            &step("O=[N+]([O-])c1ccc(F)cc1", "Oc1ccc(F)cc1"),
            &[],
        );
    }
}
