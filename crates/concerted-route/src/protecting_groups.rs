//! Protecting groups put on and taken off along a route.

use std::collections::BTreeMap;

use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::route::InputRole;
use concerted_molecule::{Molecule, Pattern};

use crate::amount::StepAmounts;
use crate::chemistry::Chemistry;
use crate::view::RouteView;

const PROTECTIONS: Rule = Rule {
    id: "route.protection",
    formula: "protecting groups counted in reactants and product of each step: gained in one, lost in a later one",
    unit: "",
};

/// A protecting group by its substructure.
///
/// Patterns are written by us from the usual definitions (Wuts and Greene, Greene's Protective Groups in
/// Organic Synthesis). Each holds the atom that is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtectingGroup {
    /// Short id.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// SMARTS.
    pub smarts: &'static str,
    /// True where the group serves hardly anything but protection, so that losing one that was bought in
    /// counts as a deprotection; an ester or an acetyl may just as well be the chemistry.
    pub distinctive: bool,
}

const fn group(id: &'static str, name: &'static str, smarts: &'static str) -> ProtectingGroup {
    ProtectingGroup {
        id,
        name,
        smarts,
        distinctive: true,
    }
}

const fn common(id: &'static str, name: &'static str, smarts: &'static str) -> ProtectingGroup {
    ProtectingGroup {
        id,
        name,
        smarts,
        distinctive: false,
    }
}

/// Every protecting group that is looked for.
pub const PROTECTING_GROUPS: &[ProtectingGroup] = &[
    group(
        "boc",
        "Boc carbamate",
        "[#7][CX3](=O)[OX2][CX4]([CH3])([CH3])[CH3]",
    ),
    group(
        "cbz",
        "Cbz carbamate",
        "[#7][CX3](=O)[OX2][CH2]c1[cH][cH][cH][cH][cH]1",
    ),
    group(
        "fmoc",
        "Fmoc carbamate",
        "[#7][CX3](=O)[OX2][CH2]C1c2ccccc2-c2ccccc12",
    ),
    group(
        "alloc",
        "Alloc carbamate",
        "[#7][CX3](=O)[OX2][CH2][CH]=[CH2]",
    ),
    group(
        "benzyl-ether",
        "benzyl ether",
        "[#6;!$([CX3]=[O,S])][OX2][CH2]c1[cH][cH][cH][cH][cH]1",
    ),
    group(
        "benzyl-ester",
        "benzyl ester",
        "[#6][CX3](=O)[OX2][CH2]c1[cH][cH][cH][cH][cH]1",
    ),
    group(
        "benzyl-amine",
        "benzyl amine",
        "[NX3;!$(N[C,S]=[O,S])][CH2]c1[cH][cH][cH][cH][cH]1",
    ),
    group(
        "pmb",
        "4-methoxybenzyl ether or amine",
        "[OX2,NX3;!$(OC=O)][CH2]c1[cH][cH]c([OX2][CH3])[cH][cH]1",
    ),
    group(
        "trityl",
        "trityl",
        "[#8,#7,#16][CX4](c1ccccc1)(c1ccccc1)c1ccccc1",
    ),
    group(
        "tms",
        "trimethylsilyl ether",
        "[OX2][Si]([CH3])([CH3])[CH3]",
    ),
    group(
        "tes",
        "triethylsilyl ether",
        "[OX2][Si]([CH2][CH3])([CH2][CH3])[CH2][CH3]",
    ),
    group(
        "tbs",
        "tert-butyldimethylsilyl ether",
        "[OX2][Si]([CH3])([CH3])C([CH3])([CH3])[CH3]",
    ),
    group(
        "tips",
        "triisopropylsilyl ether",
        "[OX2][Si]([CH]([CH3])[CH3])([CH]([CH3])[CH3])[CH]([CH3])[CH3]",
    ),
    group(
        "tbdps",
        "tert-butyldiphenylsilyl ether",
        "[OX2][Si](c1ccccc1)(c1ccccc1)C([CH3])([CH3])[CH3]",
    ),
    group(
        "acetonide",
        "acetonide",
        "[CH3][CX4;R]([CH3])([#8,#7;R])[OX2;R]",
    ),
    group(
        "dimethyl-acetal",
        "dimethyl acetal",
        "[CX4;!$(C([CH3])[CH3])]([OX2][CH3])[OX2][CH3]",
    ),
    group(
        "dioxolane",
        "ethylene acetal",
        "[CX4;!$(C([CH3])[CH3])]1[OX2][CH2][CH2][OX2]1",
    ),
    group(
        "dioxane",
        "propylene acetal",
        "[CX4;!$(C([CH3])[CH3])]1[OX2][CH2][CH2][CH2][OX2]1",
    ),
    group(
        "mom",
        "methoxymethyl",
        "[#6;!$([CH3])][#8,#7][CH2][OX2][CH3]",
    ),
    group(
        "thp",
        "tetrahydropyranyl",
        "[#8,#7][CH]1[CH2][CH2][CH2][CH2][OX2]1",
    ),
    group(
        "tosyl-amine",
        "tosyl amine",
        "[#7]S(=O)(=O)c1[cH][cH]c([CH3])[cH][cH]1",
    ),
    group(
        "trifluoroacetamide",
        "trifluoroacetamide",
        "[#7][CX3](=O)C(F)(F)F",
    ),
    group(
        "phthalimide",
        "phthalimide",
        "[CX4]N1C(=O)c2[cH][cH][cH][cH]c2C1=O",
    ),
    group(
        "tert-butyl-ester",
        "tert-butyl ester",
        "[#6][CX3](=O)[OX2][CX4]([CH3])([CH3])[CH3]",
    ),
    common("methyl-ester", "methyl ester", "[#6][CX3](=O)[OX2][CH3]"),
    common(
        "acetate",
        "acetate of an alcohol",
        "[#6;!$([CX3]=O)][OX2][CX3](=O)[CH3]",
    ),
    common(
        "acetamide",
        "acetyl amide",
        "[#7;!$(N(C=O)C=O)][CX3](=O)[CH3]",
    ),
    common(
        "benzoate",
        "benzoate of an alcohol",
        "[#6;!$([CX3]=O)][OX2][CX3](=O)c1[cH][cH][cH][cH][cH]1",
    ),
];

/// A protecting group that is lost on a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Id of the group.
    pub group: String,
    /// Its name.
    pub name: String,
    /// Step that put it on; absent where an input brought it.
    pub gained: Option<String>,
    /// Step that took it off.
    pub lost: String,
    /// As [`ProtectingGroup::distinctive`].
    pub distinctive: bool,
}

impl Protection {
    /// True where it counts as protection: put on and taken off, or a distinctive group that was bought in.
    pub fn counts(&self) -> bool {
        self.gained.is_some() || self.distinctive
    }
}

/// Pairs every loss of a group with the last gain upstream of it.
///
/// Second, steps that could not be judged for lack of a structure.
///
/// # Findings
/// `route.protection`: a note for each group lost.
pub(crate) fn protections(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> (Vec<Protection>, Vec<String>) {
    let mut found = Vec::new();
    let unjudged: Vec<String> = view
        .steps()
        .filter(|step| structures(chemistry, step).is_none())
        .map(|step| step.name.clone())
        .collect();
    for group in PROTECTING_GROUPS {
        let pattern =
            Pattern::parse(group.smarts).expect("a test reads every pattern of the table");
        found.extend(pairs(chemistry, view, group, &pattern));
    }
    report(view, (&found, &unjudged), ledger, findings);
    (found, unjudged)
}

fn report(
    view: &RouteView<'_>,
    (found, unjudged): (&[Protection], &[String]),
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    if !unjudged.is_empty() {
        let what = format!("Protecting groups in step {}", unjudged.join(", "));
        let route = view.route;
        findings.push(
            lacking(
                "route.protection",
                &route.path,
                &what,
                "a reactant or the product has no structure",
            )
            .on_route(route.id.as_str()),
        );
    }
    for (index, one) in found.iter().enumerate() {
        let message = format!("{}.", capitalized(&words(view, one)));
        let subject = format!(
            "{}.protection.{}.{}.{}",
            view.route.path,
            one.group,
            one.lost,
            index + 1
        );
        findings.push(
            Finding::new("route.protection", Severity::Note, subject, message)
                .on_route(view.route.id.as_str()),
        );
    }
    let text = if !found.is_empty() {
        found
            .iter()
            .map(|one| words(view, one))
            .collect::<Vec<_>>()
            .join("; ")
    } else if unjudged.is_empty() {
        "none".to_owned()
    } else {
        "unknown".to_owned()
    };
    let label = format!("protecting groups taken off on route {}", view.route.name);
    ledger.derive(
        format!("{}.protections", view.route.path),
        label,
        PROTECTIONS,
        text,
        [],
    );
}

/// A protection in words.
pub(crate) fn words(view: &RouteView<'_>, one: &Protection) -> String {
    let lost = view.step_name(&one.lost);
    match &one.gained {
        Some(gained) => format!(
            "{} gained in step {}, lost in step {lost}",
            one.name,
            view.step_name(gained)
        ),
        None => format!("{} brought in, lost in step {lost}", one.name),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Structures of a step: reactants, other inputs that may bring a group, product.
type Structures<'a> = (Vec<&'a Molecule>, Vec<&'a Molecule>, &'a Molecule);

fn structures<'a>(chemistry: &'a Chemistry<'_>, step: &StepAmounts) -> Option<Structures<'a>> {
    let reactant =
        |input: &&crate::amount::InputAmount| input.limiting || input.role == InputRole::Reactant;
    let reactants: Option<Vec<&Molecule>> = step
        .inputs
        .iter()
        .filter(reactant)
        .map(|input| chemistry.molecule(&input.material))
        .collect();
    let others = step
        .inputs
        .iter()
        .filter(|input| !reactant(input))
        .filter_map(|input| chemistry.molecule(&input.material))
        .collect();
    Some((
        reactants.filter(|found| !found.is_empty())?,
        others,
        chemistry.molecule(&step.product)?,
    ))
}

fn pairs(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    group: &ProtectingGroup,
    pattern: &Pattern,
) -> Vec<Protection> {
    let mut found = Vec::new();
    // Gains not yet lost, by step, in the order of steps.
    let mut open: Vec<String> = Vec::new();
    let mut downstream: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for step in view.steps() {
        let Some((reactants, others, product)) = structures(chemistry, step) else {
            continue;
        };
        let before: usize = reactants
            .iter()
            .map(|molecule| pattern.count(molecule))
            .sum();
        let after = pattern.count(product);
        if after > before {
            let brought: usize = others.iter().map(|molecule| pattern.count(molecule)).sum();
            for _ in 0..(after - before).saturating_sub(brought) {
                open.push(step.step.clone());
            }
            downstream.insert(step.step.clone(), view.onward(&step.step));
        }
        for _ in after..before {
            let gain = open.iter().rposition(|gain| {
                downstream
                    .get(gain)
                    .is_some_and(|later| later.contains(&step.step.as_str()))
            });
            found.push(Protection {
                group: group.id.to_owned(),
                name: group.name.to_owned(),
                gained: gain.map(|gain| open.remove(gain)),
                lost: step.step.clone(),
                distinctive: group.distinctive,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(smiles: &str, expected: &[&str]) {
        let molecule = Molecule::parse(smiles).unwrap();
        let found: Vec<&str> = PROTECTING_GROUPS
            .iter()
            .filter(|group| Pattern::parse(group.smarts).unwrap().matches(&molecule))
            .map(|group| group.id)
            .collect();
        assert_eq!(found, expected, "{smiles}");
    }

    #[test]
    fn each_group_is_found_and_nothing_else() {
        check("CC(C)(C)OC(=O)NCCc1ccncc1", &["boc"]);
        check("O=C(OCc1ccccc1)NCC(N)=O", &["cbz"]);
        check("O=C(O)CNC(=O)OCC1c2ccccc2-c2ccccc12", &["fmoc"]);
        check("C=CCOC(=O)NCC", &["alloc"]);
        check("CCOCc1ccccc1", &["benzyl-ether"]);
        check("CCC(=O)OCc1ccccc1", &["benzyl-ester"]);
        check("CCNCc1ccccc1", &["benzyl-amine"]);
        check("CCC(=O)NCc1ccccc1", &[]);
        check("CCOCc1ccc(OC)cc1", &["pmb"]);
        check("CCOC(c1ccccc1)(c1ccccc1)c1ccccc1", &["trityl"]);
        check("CCO[Si](C)(C)C", &["tms"]);
        check("CCO[Si](CC)(CC)CC", &["tes"]);
        check("CCO[Si](C)(C)C(C)(C)C", &["tbs"]);
        check("CCO[Si](C(C)C)(C(C)C)C(C)C", &["tips"]);
        check("CCO[Si](c1ccccc1)(c1ccccc1)C(C)(C)C", &["tbdps"]);
        check("CC1(C)OCC(CO)O1", &["acetonide"]);
        check("CCC(OC)OC", &["dimethyl-acetal"]);
        check("CCC1OCCO1", &["dioxolane"]);
        check("CCC1OCCCO1", &["dioxane"]);
        check("CCOCOC", &["mom"]);
        check("CCOC1CCCCO1", &["thp"]);
        check("CCNS(=O)(=O)c1ccc(C)cc1", &["tosyl-amine"]);
        check("CCNC(=O)C(F)(F)F", &["trifluoroacetamide"]);
        check("CCN1C(=O)c2ccccc2C1=O", &["phthalimide"]);
        check("CCC(=O)OC(C)(C)C", &["tert-butyl-ester"]);
        check("CCC(=O)OC", &["methyl-ester"]);
        check("CCOC(C)=O", &["acetate"]);
        check("CCNC(C)=O", &["acetamide"]);
        check("CCOC(=O)c1ccccc1", &["benzoate"]);
    }

    #[test]
    fn reagents_that_put_a_group_on_do_not_hold_it() {
        for reagent in [
            "CC(C)(C)OC(=O)OC(=O)OC(C)(C)C",
            "O=C(Cl)OCc1ccccc1",
            "BrCc1ccccc1",
            "CC(=O)OC(C)=O",
            "C[Si](C)(C)Cl",
            "COC(C)(C)OC",
            "Cc1ccc(S(=O)(=O)Cl)cc1",
            "COCCl",
        ] {
            check(reagent, &[]);
        }
    }
}
