//! What a formation rule is: it foresees by-products that nobody entered, from what is present in a step.

use std::sync::OnceLock;

use concerted_molecule::{Molecule, Transform};

use crate::balance::Balance;
use crate::route_view::{Present, RouteView};
use concerted_hazard::literature::Literature;

mod alkyl_halide;
mod aryl_diazonium;
mod n_nitroso;
mod nitrite_trace;
mod nitro_reduction;
mod sulfate_ester;
mod sulfonate_ester;

pub(crate) use nitrite_trace::{TraceScene, foresee as foresee_traces};

/// How much the conditions speak for the impurity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// The conditions work against it.
    Lowered,
    /// Nothing speaks against it.
    Usual,
    /// The conditions favor it.
    Raised,
}

impl Concern {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lowered => "lowered",
            Self::Usual => "usual",
            Self::Raised => "raised",
        }
    }

    /// One level less.
    pub(crate) fn less(self) -> Self {
        match self {
            Self::Raised => Self::Usual,
            Self::Usual | Self::Lowered => Self::Lowered,
        }
    }
}

/// A rule that foresees impurities, for the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct FormationRule {
    /// Stable id, such as `sulfonate-ester`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Where it is published.
    pub references: &'static [Literature],
    /// Foresees what forms in one step of a route.
    pub(crate) foresee: fn(&RouteView<'_>, usize) -> Vec<Foreseen>,
}

/// Rules over the steps of a route, sorted by id.
pub(crate) const RULES: &[FormationRule] = &[
    alkyl_halide::RULE,
    aryl_diazonium::RULE,
    n_nitroso::RULE,
    nitro_reduction::RULE,
    sulfate_ester::RULE,
    sulfonate_ester::RULE,
];

/// Every formation rule, sorted by id.
pub fn formation_catalogue() -> Vec<FormationRule> {
    let mut rules = RULES.to_vec();
    rules.push(nitrite_trace::RULE);
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// An impurity that a rule foresees.
#[derive(Debug, Clone)]
pub(crate) struct Foreseen {
    pub(crate) molecule: Molecule,
    pub(crate) rule: &'static str,
    /// Name made from its cause, where chemists have none.
    pub(crate) name: String,
    /// Step in which it forms; `None` where it forms in the drug product.
    pub(crate) step: Option<String>,
    /// Materials that make it, by id.
    pub(crate) inputs: Vec<String>,
    pub(crate) sentence: String,
    pub(crate) concern: Concern,
    /// Acid–base balance that was read.
    pub(crate) balance: Option<Balance>,
    /// True where it forms in the last step or later, so that nothing removes it.
    pub(crate) late: bool,
}

/// A reaction of this crate that is read on first use.
pub(crate) struct Reaction {
    smarts: &'static str,
    transform: OnceLock<Transform>,
}

impl Reaction {
    /// A reaction from reaction SMARTS of ours.
    pub(crate) const fn new(smarts: &'static str) -> Self {
        Self {
            smarts,
            transform: OnceLock::new(),
        }
    }

    /// Products of one application; none where the engine gives up.
    pub(crate) fn products(&self, reactants: &[&Molecule]) -> Vec<Molecule> {
        self.transform
            .get_or_init(|| Transform::parse(self.smarts).expect("a test uses every reaction"))
            .apply(reactants)
            .unwrap_or_default()
    }
}

/// How acid and water of the step bear on an ester or halide made from acid and alcohol.
///
/// Free acid left over raises concern, full neutralisation lowers it; water lowers it by one level, because
/// it hydrolyses the ester and weakens the acid.
pub(crate) fn acid_concern(balance: Option<&Balance>, water: bool) -> (Concern, String) {
    // A hundredth of an equivalent is beyond what is weighed on plant scale.
    const WEIGHING: f64 = 0.01;
    let (mut concern, mut sentence) = match balance {
        None => (
            Concern::Usual,
            "The amounts do not say whether acid is left over.".to_owned(),
        ),
        Some(balance) if balance.free_acid() > WEIGHING => (
            Concern::Raised,
            format!(
                "The step has {:.2} equivalents of strong acid for {:.2} of basic groups: {:.2} equivalents of free acid remain, which raises concern.",
                balance.acid,
                balance.base,
                balance.free_acid()
            ),
        ),
        Some(balance) => (
            Concern::Lowered,
            format!(
                "The {:.2} equivalents of strong acid are neutralised by {:.2} of basic groups, which lowers concern.",
                balance.acid, balance.base
            ),
        ),
    };
    if water {
        concern = concern.less();
        sentence.push_str(" Water is present and works against it.");
    }
    (concern, sentence)
}

/// The materials of a step that contain a group, with their structures.
pub(crate) fn with_group<'s, 'a>(
    present: &'s [Present<'a>],
    has: impl Fn(&Molecule) -> bool,
) -> Vec<(&'s Present<'a>, &'a Molecule)> {
    present
        .iter()
        .filter_map(|present| Some((present, present.molecule?)))
        .filter(|(_, molecule)| has(molecule))
        .collect()
}

/// Names of two materials joined for a sentence.
pub(crate) fn names(first: &Present<'_>, second: &Present<'_>) -> String {
    format!("{} and {}", first.material.name, second.material.name)
}

#[cfg(test)]
pub(crate) mod testing {
    //! A small program as text, for the tests of single rules.

    use concerted_model::program::Program;

    use super::RULES;
    use crate::route_view::RouteView;
    use crate::structures::Structures;

    /// Reads a program and asserts that it has no problems.
    #[track_caller]
    pub(crate) fn program(body: &str) -> Program {
        let text = format!("format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n{body}");
        let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
        assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
        loaded.program.unwrap()
    }

    /// What one rule foresees on the first route, as SMILES with the word for concern.
    #[track_caller]
    pub(crate) fn check(rule: &str, body: &str, expected: &[(&str, &str)]) {
        let program = program(body);
        let structures = Structures::read(&program);
        let view = RouteView::new(&program, &structures, &program.route[0]);
        let rule = RULES.iter().find(|other| other.id == rule).unwrap();
        let mut found: Vec<_> = (0..view.steps.len())
            .flat_map(|step| (rule.foresee)(&view, step))
            .map(|foreseen| {
                (
                    foreseen.molecule.canonical_smiles().to_owned(),
                    foreseen.concern.word(),
                )
            })
            .collect();
        found.sort();
        found.dedup();
        let found: Vec<_> = found
            .iter()
            .map(|(smiles, word)| (smiles.as_str(), *word))
            .collect();
        assert_eq!(found, expected);
    }
}
