//! The claims made for a technology, tested on a route: true, false, unknown or not applicable, with evidence.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::route::Step;
use concerted_reference::GreenRank;

use crate::chemistry::Chemistry;
use crate::estimate::Estimate;
use crate::metal::RouteMetals;
use crate::protecting_groups::{Protection, words};
use crate::solvent::{SolventUse, rank_word};
use crate::view::RouteView;
use crate::yields::RouteYields;

mod scalability;
mod selectivity;

use scalability::scalability;
use selectivity::{highest_yield, stereocontrol};

const CLAIM: Rule = Rule {
    id: "route.claim",
    formula: "true, false, unknown or not applicable, from what the program states of the route",
    unit: "",
};

/// Answer to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The route keeps what is claimed.
    True,
    /// It does not.
    False,
    /// The program does not say enough.
    Unknown,
    /// The claim says nothing of what this route makes.
    NotApplicable,
}

impl Answer {
    /// The answer to two claims together: one that fails refutes both, one that is open leaves both open.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::NotApplicable, one) | (one, Self::NotApplicable) => one,
            (Self::True, Self::True) => Self::True,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimName {
    /// No element of ICH Q3D is intentionally added.
    NoHeavyMetal,
    /// No solvent is hazardous by CHEM21 or class 1 by ICH Q3C.
    BenignSolvents,
    /// No protecting group is put on and taken off.
    NoProtection,
    /// The overall yield is higher than that of every other route.
    Yield,
    /// The enantiomeric excess is at least 99 % as it leaves the reaction.
    Stereocontrol,
    /// Pressure, temperature, concentration and technology are those of an ordinary plant.
    Scalability,
}

impl ClaimName {
    /// Last part of the figure's key.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoHeavyMetal => "no-heavy-metal",
            Self::BenignSolvents => "benign-solvents",
            Self::NoProtection => "no-protection",
            Self::Yield => "yield",
            Self::Stereocontrol => "stereocontrol",
            Self::Scalability => "scalability",
        }
    }

    /// The claim as a sentence.
    pub fn statement(self) -> &'static str {
        match self {
            Self::NoHeavyMetal => "no Q3D element intentionally added",
            Self::BenignSolvents => "no solvent hazardous by CHEM21 or class 1 by ICH Q3C",
            Self::NoProtection => "no protecting group put on and taken off",
            Self::Yield => "overall yield higher than that of every other route",
            Self::Stereocontrol => "enantiomeric excess of at least 99 % as it leaves the reaction",
            Self::Scalability => {
                "at most 10 bar, -20 to 150 degC, at least 50 g/L, no special technology"
            }
        }
    }
}

/// One claim with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What is claimed.
    pub name: ClaimName,
    /// The answer.
    pub answer: Answer,
    /// Why, in words.
    pub evidence: String,
}

/// Answer, evidence and what they rest on.
struct Verdict {
    answer: Answer,
    evidence: String,
    inputs: Vec<Input>,
}

impl Verdict {
    fn new(answer: Answer, evidence: impl Into<String>) -> Self {
        Self {
            answer,
            evidence: evidence.into(),
            inputs: Vec::new(),
        }
    }
}

/// What is known of a route when its claims are tested.
pub(crate) struct ClaimBasis<'a> {
    pub(crate) view: RouteView<'a>,
    pub(crate) metals: &'a RouteMetals,
    pub(crate) solvents: Vec<&'a SolventUse>,
    pub(crate) protections: &'a [Protection],
    pub(crate) unjudged: &'a [String],
    pub(crate) yields: &'a RouteYields,
    /// Name and overall yield of every other route.
    pub(crate) others: Vec<(String, Option<Estimate>)>,
}

/// Tests every claim and records it as a figure whose label holds the evidence.
pub(crate) fn claims(
    chemistry: &Chemistry<'_>,
    basis: &ClaimBasis<'_>,
    ledger: &mut Ledger,
) -> Vec<Claim> {
    let steps: Vec<&Step> = basis
        .view
        .order
        .steps
        .iter()
        .filter_map(|id| {
            chemistry
                .program
                .step
                .iter()
                .find(|step| step.id.as_str() == id)
        })
        .collect();
    let verdicts = [
        (ClaimName::NoHeavyMetal, heavy_metal(basis)),
        (ClaimName::BenignSolvents, benign(basis)),
        (ClaimName::NoProtection, protection(basis)),
        (ClaimName::Yield, highest_yield(basis)),
        (
            ClaimName::Stereocontrol,
            stereocontrol(chemistry, basis, &steps),
        ),
        (ClaimName::Scalability, scalability(chemistry, &steps)),
    ];
    let route = basis.view.route;
    verdicts
        .into_iter()
        .map(|(name, mut verdict)| {
            if steps.is_empty() {
                verdict = Verdict::new(Answer::Unknown, "the route has no steps");
            }
            let label = format!(
                "claim for route {}: {} ({})",
                route.name,
                name.statement(),
                verdict.evidence
            );
            let key = format!("{}.claim.{}", route.path, name.key());
            ledger.derive(key, label, CLAIM, verdict.answer.word(), verdict.inputs);
            Claim {
                name,
                answer: verdict.answer,
                evidence: verdict.evidence,
            }
        })
        .collect()
}

fn heavy_metal(basis: &ClaimBasis<'_>) -> Verdict {
    let metals = basis.metals;
    if !metals.uses.is_empty() {
        let list: Vec<String> = metals
            .uses
            .iter()
            .map(|one| {
                format!(
                    "{} in step {}",
                    one.element,
                    basis.view.step_name(&one.step)
                )
            })
            .collect();
        return Verdict::new(Answer::False, list.join(", "));
    }
    if metals.unknown.is_empty() {
        return Verdict::new(Answer::True, "no input holds one");
    }
    let list = metals.unknown.join(", ");
    Verdict::new(
        Answer::Unknown,
        format!("neither structure nor elements of {list} are stated"),
    )
}

fn benign(basis: &ClaimBasis<'_>) -> Verdict {
    let bad = |one: &&&SolventUse| {
        one.rank
            .as_ref()
            .is_some_and(|rank| rank.value >= GreenRank::Hazardous)
            || one.q3c_class.as_ref().is_some_and(|class| class.value == 1)
    };
    let listed = |one: &&SolventUse| {
        let rank = one
            .rank
            .as_ref()
            .map_or("not ranked", |rank| rank_word(rank.value));
        let class = one
            .q3c_class
            .as_ref()
            .map_or_else(String::new, |class| format!(", Q3C class {}", class.value));
        format!("{} {rank}{class}", one.name)
    };
    let mut all: Vec<String> = basis.solvents.iter().map(listed).collect();
    all.sort();
    all.dedup();
    let answer = if basis.solvents.iter().any(|one| bad(&one)) {
        Answer::False
    } else if basis.solvents.iter().any(|one| one.rank.is_none()) {
        Answer::Unknown
    } else {
        Answer::True
    };
    let evidence = if all.is_empty() {
        "no organic solvent".to_owned()
    } else {
        all.join("; ")
    };
    let mut verdict = Verdict::new(answer, evidence);
    for one in &basis.solvents {
        let rank = one
            .rank
            .as_ref()
            .map(|rank| Input::Reference(rank.citation.clone(), rank_word(rank.value).to_owned()));
        let class = one.q3c_class.as_ref().map(|class| {
            Input::Reference(class.citation.clone(), format!("class {}", class.value))
        });
        verdict.inputs.extend(rank.into_iter().chain(class));
    }
    verdict
}

fn protection(basis: &ClaimBasis<'_>) -> Verdict {
    let all: Vec<String> = basis
        .protections
        .iter()
        .map(|one| words(&basis.view, one))
        .collect();
    if basis.protections.iter().any(Protection::counts) {
        return Verdict::new(Answer::False, all.join("; "));
    }
    if !basis.unjudged.is_empty() {
        return Verdict::new(
            Answer::Unknown,
            format!(
                "structures are lacking in step {}",
                basis.unjudged.join(", ")
            ),
        );
    }
    if all.is_empty() {
        return Verdict::new(Answer::True, "no group is gained and lost");
    }
    Verdict::new(
        Answer::True,
        format!("{}, which may be the chemistry itself", all.join("; ")),
    )
}
