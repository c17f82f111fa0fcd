//! Technologies that could make a step: enzymes and others, one rule a file.

use concerted_molecule::{Molecule, Pattern};

use crate::change::StepChange;
use crate::condition::Condition;
use crate::literature::Literature;
use crate::reaction::Reaction;

mod acylase;
mod acyltransferase;
mod aerobic_oxidation;
mod alcohol_oxidase;
mod aldehyde_dehydrogenase;
mod aldolase;
mod aldoxime_dehydratase;
mod amine_dehydrogenase;
mod amine_oxidase;
mod amino_acid_deaminase;
mod amino_acid_dehydrogenase;
mod aspartase;
mod asymmetric_hydrogenation;
mod baeyer_villiger;
mod base_metal_coupling;
mod borrowing_hydrogen;
mod carbon_methyltransferase;
mod carboxylic_acid_reductase;
mod chiral_chromatography;
mod continuous_crystallization;
mod continuous_flow;
mod cytochrome_p450;
mod decarboxylase;
mod direct_amidation;
mod electrochemistry;
mod ene_reductase;
mod epoxide_hydrolase;
mod esterase;
mod glycerol_oxidase;
mod halohydrin_dehalogenase;
mod heterogeneous_hydrogenation;
mod hydantoinase;
mod hydratase;
mod hydroxynitrile_lyase;
mod imine_reductase;
mod ketoreductase;
mod kinase;
mod lipase;
mod micellar_catalysis;
mod n_methyltransferase;
mod nitrilase;
mod nitrile_hydratase;
mod nitroreductase;
mod nucleoside_phosphorylase;
mod organocatalysis;
mod phenylalanine_aminomutase;
mod phenylalanine_ammonia_lyase;
mod phosphatase;
mod photochemistry;
mod pictet_spenglerase;
mod spontaneous;
mod styrene_monooxygenase;
mod thiamine_lyase;
mod threonine_aldolase;
mod transaminase;
mod transketolase;
mod tryptophan_synthase;
mod tyrosine_ammonia_lyase;
mod tyrosine_phenol_lyase;
mod xanthine_oxidase;

/// Weeks of one round of directed evolution, with library, screen and analysis: a working assumption.
pub const WEEKS_PER_ROUND: (u32, u32) = (4, 8);

/// What kind of technology it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// An enzyme.
    Enzyme,
    /// Another catalyst, or another way to run the step.
    Other,
}

/// What stands in the way of a technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A cofactor must be recycled.
    Cofactor,
    /// A cosolvent is needed.
    Cosolvent,
    /// Phases do not part.
    Emulsion,
    /// Enzyme or protein must be removed and tested for.
    EnzymeRemoval,
    /// The reaction stops before the end.
    Equilibrium,
    /// Special equipment.
    Equipment,
    /// The enzyme must be improved first.
    Evolution,
    /// Substrate or product slows the enzyme.
    Inhibition,
    /// Much catalyst.
    Loading,
    /// A metal stays behind.
    Metal,
    /// Oxygen must be handled.
    Oxygen,
    /// A reagent is hazardous, dear or in large excess.
    Reagent,
    /// A hazard of the process.
    Safety,
    /// Few precedents.
    Scope,
    /// Something else forms too.
    Selectivity,
    /// Substrate, product or enzyme decays.
    Stability,
    /// Low concentration or slow.
    Titre,
    /// Water enters the balance and the waste.
    Water,
}

impl Obstacle {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cofactor => "cofactor",
            Self::Cosolvent => "cosolvent",
            Self::Emulsion => "emulsions",
            Self::EnzymeRemoval => "enzyme removal",
            Self::Equilibrium => "equilibrium",
            Self::Equipment => "equipment",
            Self::Evolution => "evolution",
            Self::Inhibition => "inhibition",
            Self::Loading => "catalyst loading",
            Self::Metal => "metal residue",
            Self::Oxygen => "oxygen",
            Self::Reagent => "reagent",
            Self::Safety => "safety",
            Self::Scope => "scope",
            Self::Selectivity => "selectivity",
            Self::Stability => "stability",
            Self::Titre => "titre",
            Self::Water => "water load",
        }
    }
}

/// One thing that speaks against a technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// What kind of thing.
    pub obstacle: Obstacle,
    /// What exactly.
    pub text: &'static str,
}

/// What every enzyme has against it.
const EVERY_ENZYME: &[Objection] = &[
    Objection {
        obstacle: Obstacle::EnzymeRemoval,
        text: "protein is denatured and filtered off or extracted; a test for residual protein is part of the control",
    },
    Objection {
        obstacle: Obstacle::Emulsion,
        text: "protein stabilizes emulsions in extraction; filter aid or a change of solvent may be needed",
    },
    Objection {
        obstacle: Obstacle::Water,
        text: "water counts in the PMI and goes to waste-water treatment with buffer and enzyme",
    },
];

/// A technology with the change of groups that it is known for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TechnologyRule {
    /// Id, stable.
    pub id: &'static str,
    /// Short name of the class, as enzyme collections use it.
    pub class: &'static str,
    /// Name.
    pub name: &'static str,
    /// Enzyme or other.
    pub family: Family,
    /// Id in the vocabulary of technologies that sites offer.
    pub capability: &'static str,
    /// What is turned into what.
    pub transformation: &'static str,
    /// What changes in steps and reagents.
    pub gain: &'static str,
    /// What changes in solvent.
    pub solvent: &'static str,
    /// What changes in metal.
    pub metal: &'static str,
    /// Usual range of the substrate's concentration in g/L, a working assumption.
    pub loading_g_per_l: Option<(f64, f64)>,
    /// Usual range of the yield, a working assumption.
    pub step_yield: Option<(f64, f64)>,
    /// Usual range of rounds of evolution until a process, a working assumption.
    pub rounds: Option<(u32, u32)>,
    /// What speaks against it, besides [`Self::objections`] of every enzyme.
    pub objections: &'static [Objection],
    /// Works with what they show.
    pub evidence: &'static [(Literature, &'static str)],
    /// When it is suggested.
    pub when: Condition,
    /// SMARTS of what a product of it holds; empty where a product alone says too little.
    pub makes: &'static [&'static str],
    /// SMARTS that rule a product out.
    pub but: &'static [&'static str],
    /// Reactions that it is suggested for.
    pub examples: &'static [&'static str],
    /// Reactions that it is not suggested for.
    pub counterexamples: &'static [&'static str],
}

impl TechnologyRule {
    /// Range of the PMI of the reaction mixture, work-up left out, in kg/kg:
    ///
    /// PMI = (1000 + c) / (c · y), with c the substrate's concentration in g/L and y the yield; one liter of
    /// medium weighs 1000 g and the product about as much as the substrate.
    ///
    /// ```
    /// let rules = concerted_transformation::catalogue();
    /// let transaminase = rules.iter().find(|rule| rule.class == "TA").unwrap();
    /// let (low, high) = transaminase.pmi().unwrap();
    /// // 200 g/L at 95 %, and 20 g/L at 80 %.
    /// assert!((low - 6.316).abs() < 0.001 && (high - 63.75).abs() < 0.001);
    /// ```
    pub fn pmi(&self) -> Option<(f64, f64)> {
        let (poor, rich) = self.loading_g_per_l?;
        let (worst, best) = self.step_yield?;
        let pmi = |loading: f64, share: f64| (1000.0 + loading) / (loading * share);
        Some((pmi(rich, best), pmi(poor, worst)))
    }

    /// What the range of the PMI rests on.
    pub fn pmi_basis(&self) -> String {
        match (self.loading_g_per_l, self.step_yield) {
            (Some((poor, rich)), Some((worst, best))) => format!(
                "reaction mixture with water, no work-up: {poor} to {rich} g/L at {:.0} to {:.0} % yield (assumed)",
                worst * 100.0,
                best * 100.0
            ),
            _ => "no basis: depends on the step".to_owned(),
        }
    }

    /// Weeks until an enzyme for the process stands: rounds times [`WEEKS_PER_ROUND`].
    pub fn weeks(&self) -> Option<(u32, u32)> {
        let (few, many) = self.rounds?;
        Some((few * WEEKS_PER_ROUND.0, many * WEEKS_PER_ROUND.1))
    }

    /// Everything that speaks against it: its own objections, then those of every enzyme.
    pub fn all_objections(&self) -> impl Iterator<Item = &'static Objection> {
        let common = match self.family {
            // What needs no catalyst needs no enzyme.
            Family::Enzyme if self.id != "spontaneous" => EVERY_ENZYME,
            _ => &[],
        };
        self.objections.iter().chain(common)
    }
}

const CATALOGUE: &[TechnologyRule] = &[
    ketoreductase::RULE,
    glycerol_oxidase::RULE,
    alcohol_oxidase::RULE,
    aldehyde_dehydrogenase::RULE,
    carboxylic_acid_reductase::RULE,
    transaminase::RULE,
    amine_dehydrogenase::RULE,
    amino_acid_dehydrogenase::RULE,
    imine_reductase::RULE,
    ene_reductase::RULE,
    amine_oxidase::RULE,
    amino_acid_deaminase::RULE,
    baeyer_villiger::RULE,
    styrene_monooxygenase::RULE,
    cytochrome_p450::RULE,
    phenylalanine_ammonia_lyase::RULE,
    phenylalanine_aminomutase::RULE,
    tyrosine_ammonia_lyase::RULE,
    decarboxylase::RULE,
    nitrile_hydratase::RULE,
    nitrilase::RULE,
    pictet_spenglerase::RULE,
    epoxide_hydrolase::RULE,
    esterase::RULE,
    lipase::RULE,
    threonine_aldolase::RULE,
    tyrosine_phenol_lyase::RULE,
    tryptophan_synthase::RULE,
    carbon_methyltransferase::RULE,
    hydratase::RULE,
    xanthine_oxidase::RULE,
    thiamine_lyase::RULE,
    halohydrin_dehalogenase::RULE,
    hydroxynitrile_lyase::RULE,
    nitroreductase::RULE,
    aldolase::RULE,
    hydantoinase::RULE,
    aspartase::RULE,
    n_methyltransferase::RULE,
    kinase::RULE,
    phosphatase::RULE,
    acylase::RULE,
    nucleoside_phosphorylase::RULE,
    transketolase::RULE,
    acyltransferase::RULE,
    aldoxime_dehydratase::RULE,
    spontaneous::RULE,
    continuous_flow::RULE,
    heterogeneous_hydrogenation::RULE,
    asymmetric_hydrogenation::RULE,
    electrochemistry::RULE,
    photochemistry::RULE,
    continuous_crystallization::RULE,
    organocatalysis::RULE,
    borrowing_hydrogen::RULE,
    micellar_catalysis::RULE,
    base_metal_coupling::RULE,
    direct_amidation::RULE,
    aerobic_oxidation::RULE,
    chiral_chromatography::RULE,
];

/// Every rule: enzymes, then other technologies.
pub fn catalogue() -> &'static [TechnologyRule] {
    CATALOGUE
}

/// The technologies that are known for the change of a step, in the order of the catalogue.
///
/// ```
/// use concerted_transformation::{Family, Reaction, options};
/// let read = Reaction::parse("CC(=O)Cc1ccccc1>>C[C@@H](N)Cc1ccccc1")?;
/// let found = options(&read);
/// let enzymes: Vec<&str> = found.iter().filter(|rule| rule.family == Family::Enzyme).map(|rule| rule.class).collect();
/// assert_eq!(enzymes, ["TA", "AmDH"]);
/// # Ok::<(), concerted_transformation::ReactionError>(())
/// ```
pub fn options(reaction: &Reaction) -> Vec<&'static TechnologyRule> {
    let step = StepChange::of(reaction);
    CATALOGUE
        .iter()
        .filter(|rule| rule.when.holds(&step))
        .collect()
}

/// The technologies whose product could look like this one: a first look backwards, much wider than [`options`].
///
/// # Panics
/// Never: every pattern of the catalogue is read by a test.
pub fn options_for_product(product: &Molecule) -> Vec<&'static TechnologyRule> {
    let matches = |smarts: &&str| {
        Pattern::parse(smarts)
            .expect("a test reads every pattern of the catalogue")
            .matches(product)
    };
    CATALOGUE
        .iter()
        .filter(|rule| rule.makes.iter().any(matches) && !rule.but.iter().any(matches))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::group::place;

    #[test]
    fn every_rule_answers_its_examples() {
        for rule in catalogue() {
            for (texts, wanted) in [(rule.examples, true), (rule.counterexamples, false)] {
                assert!(!texts.is_empty(), "{}", rule.id);
                for text in texts {
                    let found = options(&Reaction::parse(text).unwrap());
                    let suggested = found.iter().any(|one| one.id == rule.id);
                    assert_eq!(suggested, wanted, "{} for {text}", rule.id);
                }
            }
        }
    }

    #[test]
    fn the_catalogue_is_complete() {
        let enzymes: BTreeSet<&str> = catalogue()
            .iter()
            .filter(|rule| rule.family == Family::Enzyme)
            .map(|rule| rule.class)
            .collect();
        assert!(enzymes.len() >= 25);
        assert!(
            catalogue()
                .iter()
                .filter(|rule| rule.family == Family::Other)
                .count()
                >= 8
        );
        let ids: BTreeSet<&str> = catalogue().iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), catalogue().len());
        for rule in catalogue() {
            assert!(
                !rule.evidence.is_empty() && rule.all_objections().count() > 0,
                "{}",
                rule.id
            );
            for group in rule.when.groups() {
                assert!(place(group).is_some(), "`{group}` in `{}`", rule.id);
            }
            for smarts in rule.makes.iter().chain(rule.but) {
                assert!(Pattern::parse(smarts).is_ok(), "{smarts}");
            }
        }
    }

    #[test]
    fn ranges_are_in_order() {
        for rule in catalogue() {
            if let Some((low, high)) = rule.pmi() {
                assert!(1.0 < low && low < high, "{}", rule.id);
            }
            assert!(rule.weeks().is_none_or(|(few, many)| few <= many));
        }
    }

    #[test]
    fn a_product_alone_suggests_what_could_make_it() {
        let product = Molecule::parse("C[C@H](N)Cc1ccccc1").unwrap();
        let found = options_for_product(&product);
        assert!(found.iter().any(|rule| rule.class == "TA"));
        assert!(!found.iter().any(|rule| rule.class == "EH"));
    }
}
