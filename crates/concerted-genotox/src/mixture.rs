//! Mixtures and salts written as one structure: which components are judged, and which of them is the worst.

use std::sync::OnceLock;

use concerted_hazard::{parent, screen};
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use crate::class::ImpurityClass;
use crate::evidence::Evidence;
use crate::intake::Setting;
use crate::prediction::ModelView;
use crate::structure_judgement::{Lone, lone_candidate};
use crate::structures::{has_carbon, is_organometallic};

/// Acids that are the counter-ions of salts; one without an alert beside another component is not judged.
const SALT_FORMERS: &[&str] = &[
    "CC(=O)O",
    "O=CO",
    "O=C(O)C(F)(F)F",
    "CS(=O)(=O)O",
    "CCS(=O)(=O)O",
    "O=S(=O)(O)c1ccccc1",
    "Cc1ccc(S(=O)(=O)O)cc1",
    "O=C(O)C(=O)O",
    "O=C(O)CC(=O)O",
    "O=C(O)CCC(=O)O",
    "O=C(O)C=CC(=O)O",
    "O=C(O)/C=C/C(=O)O",
    "O=C(O)/C=C\\C(=O)O",
    "O=C(O)CC(O)C(=O)O",
    "O=C(O)C(O)C(O)C(=O)O",
    "O=C(O)CC(O)(CC(=O)O)C(=O)O",
    "CC(O)C(=O)O",
    "O=C(O)c1ccccc1",
    "O=C(O)C(O)c1ccccc1",
];

/// The component of a structure that is judged.
#[derive(Debug)]
pub(crate) struct Judgeable {
    /// The component; all of it where it has a bond of a metal to carbon.
    pub(crate) molecule: Molecule,
    /// Which components were judged and which were left out, as a sentence; `None` for a single component.
    pub(crate) sentence: Option<String>,
}

/// The worst of the components that are organic or carry an alert: the strictest intake, then the worst class.
///
/// A common acid without an alert, water and mineral acids are left out. A component that is controlled and has no intake
/// by rule is the worst of all.
pub(crate) fn worst_component(
    whole: &Molecule,
    setting: &Setting<'_>,
    (evidence, reference): (&Evidence, &Reference),
) -> Judgeable {
    let components = distinct(whole);
    if components.len() == 1 || is_organometallic(whole) {
        return Judgeable {
            molecule: whole.clone(),
            sentence: None,
        };
    }
    let (mut judged, mut left_out): (Vec<Molecule>, Vec<Molecule>) =
        components.into_iter().partition(is_judged);
    if judged.is_empty() {
        let chosen = parent(whole);
        left_out.retain(|part| *part != chosen);
        judged.push(chosen);
    }
    let mut ranked: Vec<(Rank, Molecule)> = judged
        .into_iter()
        .map(|part| (Rank::of(&part, setting, (evidence, reference)), part))
        .collect();
    ranked.sort_by(|a, b| a.0.compare(&b.0));
    let sentence = sentence(&ranked, &left_out);
    let (_, molecule) = ranked.swap_remove(0);
    Judgeable {
        molecule,
        sentence: Some(sentence),
    }
}

/// The structures of several components, under which a table may list a salt as such.
pub(crate) fn salts<'m>(written: impl IntoIterator<Item = &'m Molecule>) -> Vec<Molecule> {
    let mut salts: Vec<Molecule> = Vec::new();
    for molecule in written {
        if molecule.components().len() > 1 && !salts.contains(molecule) {
            salts.push(molecule.clone());
        }
    }
    salts
}

/// Each component once, in canonical order.
fn distinct(whole: &Molecule) -> Vec<Molecule> {
    let mut components: Vec<Molecule> = Vec::new();
    for part in whole.components() {
        if !components.contains(&part) {
            components.push(part);
        }
    }
    components
}

fn is_judged(part: &Molecule) -> bool {
    !screen(part).is_empty() || (has_carbon(part) && !is_salt_former(part))
}

fn is_salt_former(part: &Molecule) -> bool {
    static CANONICAL: OnceLock<Vec<String>> = OnceLock::new();
    let canonical = CANONICAL.get_or_init(|| {
        SALT_FORMERS
            .iter()
            .map(|smiles| {
                let acid = Molecule::parse(smiles).expect("a test reads every salt former");
                acid.canonical_smiles().to_owned()
            })
            .collect()
    });
    canonical
        .iter()
        .any(|known| known == part.canonical_smiles())
}

/// How bad a component is: the least goes first.
#[derive(Debug)]
struct Rank {
    micrograms: f64,
    class: Option<ImpurityClass>,
}

impl Rank {
    fn of(
        part: &Molecule,
        setting: &Setting<'_>,
        (evidence, reference): (&Evidence, &Reference),
    ) -> Self {
        let alerts = screen(part);
        let candidate = lone_candidate(Some(part), &[]);
        let model = ModelView::quick(part, evidence);
        let lone = Lone::judge(&candidate, &alerts, &model, (evidence, reference));
        let class = lone.classified.class;
        let controlled = class.is_some_and(ImpurityClass::is_controlled);
        let micrograms = match lone.intake(setting) {
            Some(intake) => intake.micrograms_per_day,
            None if controlled => 0.0,
            None => f64::INFINITY,
        };
        Self { micrograms, class }
    }

    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let number = |rank: &Self| rank.class.map_or(u8::MAX, ImpurityClass::number);
        self.micrograms
            .total_cmp(&other.micrograms)
            .then(number(self).cmp(&number(other)))
    }
}

fn sentence(ranked: &[(Rank, Molecule)], left_out: &[Molecule]) -> String {
    let judged: Vec<String> = ranked
        .iter()
        .map(|(rank, part)| {
            let class = rank.class.map_or_else(
                || "no class".to_owned(),
                |class| format!("class {}", class.number()),
            );
            format!("`{}` ({class})", part.canonical_smiles())
        })
        .collect();
    let left_out: Vec<String> = left_out
        .iter()
        .map(|part| format!("`{}`", part.canonical_smiles()))
        .collect();
    let tail = if left_out.is_empty() {
        String::new()
    } else {
        format!(
            " Left out as counter-ion or solvate: {}.",
            left_out.join(", ")
        )
    };
    if judged.len() == 1 {
        format!("Of several components {} was judged.{tail}", judged[0])
    } else {
        format!(
            "Several components were judged and the worst, named first, is reported: {}.{tail}",
            judged.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(smiles: &str, expected: &str, words: &str) {
        let whole = Molecule::parse(smiles).unwrap();
        let known = (&Evidence::default(), Reference::embedded());
        let found = worst_component(&whole, &Setting::lifetime(), known);
        assert_eq!(
            found.molecule,
            Molecule::parse(expected).unwrap(),
            "{smiles}: {found:?}"
        );
        let sentence = found.sentence.unwrap_or_default();
        assert!(sentence.contains(words), "{smiles}: {sentence}");
    }

    #[test]
    fn the_worst_component_is_judged() {
        check("OS(=O)(=O)O.NN", "NN", "Left out as counter-ion or solvate");
        check("OC(=O)C=CC(=O)O.C1CO1", "C1CO1", "`C1CO1` (class 1)");
        check("c1ccccc1.CBr", "CBr", "Several components were judged");
        check(
            "Cc1ccc(cc1)S(=O)(=O)O.CN(C)N=O",
            "CN(C)N=O",
            "Cc1ccc(S(=O)(=O)O)cc1",
        );
        check(
            "CC(=O)O.CN",
            "CN",
            "Left out as counter-ion or solvate: `CC(=O)O`",
        );
        check("CC(=O)O", "CC(=O)O", "");
        check("Cl.O", "Cl", "");
    }
}
