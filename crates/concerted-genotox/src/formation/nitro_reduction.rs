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
//! No rates; the unreacted nitroarene is listed by itself as an intermediate or starting material. The azoxy
//! compound is foreseen only in base, where nitroso compound and hydroxylamine condense.
//!
//! # References
//! Ashby and Tennant 1991; ICH M7(R2).

use super::conditions::{Acidity, acidity, has_strong_base};
use super::{Concern, Foreseen, FormationRule, Making, Reaction};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ICH_M7};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "nitro-reduction",
    name: "Nitrosoarene and arylhydroxylamine from a nitro reduction",
    checks: "A step whose input has more aromatic nitro groups than its product, while the product has more aromatic nitrogen of the amine kind.",
    limits: "No rates; the unreacted nitroarene is listed by itself. The azoxy compound is foreseen only in base, where nitroso compound and hydroxylamine condense.",
    references: &[ASHBY_TENNANT_1991, ICH_M7],
    foresee,
};

static NITROARENE: Motif = Motif::new("a[NX3+](=[OX1])[OX1-]");
static ARYLAMINE: Motif = Motif::new("a[NX3;!$(N~[OX1,OX2])]");
static HYDROXYLAMINE: Reaction = Reaction::new("[a:1][NX3+](=[OX1])[OX1-]>>[a:1][NH]O");
static NITROSO: Reaction = Reaction::new("[a:1][NX3+](=[OX1])[OX1-]>>[a:1]N=O");
static AZOXY: Reaction =
    Reaction::new("[a:1][NX3+](=[OX1])[OX1-].[a:2][NX3+](=[OX1])[OX1-]>>[a:1][N+]([O-])=N[a:2]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let view = &route.steps[index];
    let Some(product) = view.product_molecule else {
        return Vec::new();
    };
    let basic =
        has_strong_base(view) || acidity(view) == Some(Acidity::Basic) && view.step.ph.is_some();
    let mut foreseen = Vec::new();
    for (nitroarene, molecule) in Making::new(RULE.id, route, index).with(|molecule| {
        NITROARENE.count(molecule) > NITROARENE.count(product)
            && ARYLAMINE.count(molecule) < ARYLAMINE.count(product)
    }) {
        for (what, molecules) in intermediates(molecule, basic) {
            for molecule in molecules.into_iter().filter(|other| other != product) {
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

/// What a reduction runs over, with its name.
fn intermediates(nitroarene: &Molecule, basic: bool) -> Vec<(&'static str, Vec<Molecule>)> {
    let mut found = vec![
        ("arylhydroxylamine", HYDROXYLAMINE.products(&[nitroarene])),
        ("nitrosoarene", NITROSO.products(&[nitroarene])),
    ];
    if basic {
        found.push(("azoxyarene", AZOXY.products(&[nitroarene, nitroarene])));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::{check, step as one_step};

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
    fn base_condenses_to_the_azoxy_compound() {
        let from = ("O=[N+]([O-])c1ccccc1", "reactant");
        let base = ("[Na+].[OH-]", "base");
        check(
            "nitro-reduction",
            &one_step(&[from, base], "Nc1ccccc1", ""),
            &[
                ("O=Nc1ccccc1", "usual"),
                ("ONc1ccccc1", "usual"),
                ("[O-][N+](=Nc1ccccc1)c1ccccc1", "usual"),
            ],
        );
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
