//! What is said of a single structure without a program: the row of a screen.

use concerted_hazard::{AlertHit, Call, CohortOfConcern, NitrosoGroup, Prediction, parent, screen};
use concerted_model::evidence::Citation;
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use crate::agency::listed;
use crate::class::{
    ClassCase, ClassGround, Classified, GridCell, ImpurityClass, OwnTest, SubstanceKnowledge,
    classify, own_tests,
};
use crate::evidence::Evidence;
use crate::intake::{Intake, IntakeCase, LimitKind, Setting, intake_or_reason};
use crate::mixture::{salts, worst_component};
use crate::potency::PotencyView;
use crate::prediction::{ModelView, TestedNeighbor};
use crate::protonation::uncharged;
use crate::structures::is_organometallic;
use crate::walk::Candidate;

/// What rules, model, published data and the user's evidence say of one structure.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureJudgement {
    /// Alerts, with atoms numbered as in the structure judged; a salt written with charges is judged as base and acid,
    /// numbered in canonical order.
    pub alerts: Vec<AlertHit>,
    /// Call of the expert rules.
    pub rule_call: Call,
    /// What the statistical model says; `None` where it refused.
    pub prediction: Option<Prediction>,
    /// Why the model refused to predict.
    pub prediction_refused: Option<String>,
    /// The same structure among the training data, and neighbors in the user's evidence.
    pub neighbors: Vec<TestedNeighbor>,
    /// Cell of the two-method grid.
    pub cell: Option<GridCell>,
    /// The user's own tests of this very compound.
    pub tests: Vec<OwnTest>,
    /// N-nitroso groups with their potency category and every scoring step.
    pub potency: Vec<NitrosoGroup>,
    /// Potency category of a nitrosamine, of its most potent group.
    pub cpca_category: Option<u8>,
    /// Why potency categories do not apply to a nitroso compound.
    pub cpca_not_applicable: Option<String>,
    /// Class of ICH M7; `None` where neither method judges the structure and nothing is published.
    pub class: Option<ImpurityClass>,
    /// What decided the class.
    pub ground: ClassGround,
    /// True where the class may change with data that are still to come.
    pub provisional: bool,
    /// Reasons of the class as sentences.
    pub class_reasons: Vec<String>,
    /// Cohort of concern.
    pub cohort_of_concern: Option<CohortOfConcern>,
    /// Acceptable intake over a lifetime in ng/day; `None` where none is needed or none can be derived by rule.
    pub ai_ng_per_day: Option<f64>,
    /// What kind of intake it is.
    pub ai_kind: Option<LimitKind>,
    /// Where the intake comes from; empty without one.
    pub ai_basis: String,
    /// The row that gives the intake.
    pub ai_citation: Option<Citation>,
}

/// Judges one structure as an impurity of a substance that nobody knows: ICH M7 class and lifetime intake.
///
/// Of salts and mixtures every organic component is judged and every one with an alert, common acids aside, and the worst
/// is reported; the last reasons name the components. Alerts are read on all of them. Class 4 needs a substance and is never
/// given here. Own tests of `evidence` come first, then published data, then the two predictions. Valid for discrete
/// organic structures up to the size that the model was trained on; the prediction says where it was not.
///
/// ```
/// use concerted_genotox::{Evidence, ImpurityClass, judge_structure};
/// use concerted_molecule::Molecule;
/// use concerted_reference::Reference;
///
/// let ester = Molecule::parse("CC(C)OS(C)(=O)=O")?;
/// let judgement = judge_structure(&ester, &Evidence::default(), Reference::embedded());
/// // A published bacterial mutagen: 1.5 µg/day over a lifetime.
/// assert_eq!(judgement.class, Some(ImpurityClass::Two));
/// assert_eq!(judgement.ai_ng_per_day, Some(1500.0));
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn judge_structure(
    molecule: &Molecule,
    evidence: &Evidence,
    reference: &Reference,
) -> StructureJudgement {
    let written = molecule;
    let molecule = &uncharged(written.clone());
    let alerts = screen(molecule);
    let setting = Setting::lifetime();
    let chosen = worst_component(molecule, &setting, (evidence, reference));
    let model = ModelView::quick(&chosen.molecule, evidence);
    let candidate = Candidate {
        written: salts([written, molecule]),
        ..lone_candidate(Some(&chosen.molecule), &[])
    };
    let own_alerts = screen(&chosen.molecule);
    let mut lone = Lone::judge(&candidate, &own_alerts, &model, (evidence, reference));
    let found = lone.intake_or_reason(&setting);
    let barred = found.as_ref().err().cloned().flatten();
    lone.classified.reasons.extend(chosen.sentence);
    lone.classified.reasons.extend(barred);
    let found = found.ok();
    StructureJudgement {
        rule_call: if alerts.is_empty() {
            Call::Negative
        } else {
            Call::Positive
        },
        cell: lone.classified.cell,
        potency: lone.potency.groups,
        cpca_category: lone.potency.category,
        cpca_not_applicable: lone.potency.not_applicable,
        class: lone.classified.class,
        ground: lone.classified.ground,
        provisional: lone.classified.provisional,
        class_reasons: lone.classified.reasons,
        cohort_of_concern: lone.classified.cohort,
        ai_ng_per_day: found
            .as_ref()
            .map(|intake| intake.micrograms_per_day * 1000.0),
        ai_kind: found.as_ref().map(|intake| intake.kind),
        ai_citation: found.as_ref().and_then(|intake| intake.citation.clone()),
        ai_basis: found.map(|intake| intake.basis).unwrap_or_default(),
        tests: lone.tests,
        alerts,
        prediction: model.prediction,
        prediction_refused: model.refused,
        neighbors: model.neighbors,
    }
}

/// An impurity without a program: a structure, uncharged, registry numbers, or both.
pub(crate) fn lone_candidate(molecule: Option<&Molecule>, cas: &[&str]) -> Candidate<'static> {
    let not_assessable = molecule.is_some_and(is_organometallic);
    Candidate {
        molecule: molecule.filter(|_| !not_assessable).map(parent),
        cas: cas.iter().map(|&number| number.to_owned()).collect(),
        not_assessable,
        ..Candidate::default()
    }
}

/// A lone candidate with its class and what its intake depends on.
pub(crate) struct Lone<'a> {
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) alerts: &'a [AlertHit],
    pub(crate) classified: Classified,
    pub(crate) tests: Vec<OwnTest>,
    pub(crate) listed: Vec<&'a concerted_reference::NitrosamineIntake>,
    pub(crate) potency: PotencyView,
    pub(crate) reference: &'a Reference,
}

impl<'a> Lone<'a> {
    /// Classifies a lone candidate.
    pub(crate) fn judge(
        candidate: &'a Candidate<'a>,
        alerts: &'a [AlertHit],
        model: &ModelView,
        (evidence, reference): (&Evidence, &'a Reference),
    ) -> Self {
        let tests = own_tests(None, candidate, evidence);
        let classified = classify(&ClassCase {
            candidate,
            alerts,
            model,
            tests: &tests,
            arguments: Vec::new(),
            substance: &SubstanceKnowledge::default(),
            reference,
        });
        let nitrosamine = candidate
            .molecule
            .as_ref()
            .filter(|_| classified.cohort == Some(CohortOfConcern::NNitroso));
        Self {
            candidate,
            alerts,
            tests,
            listed: nitrosamine.map_or_else(Vec::new, |molecule| listed(reference, molecule)),
            potency: nitrosamine.map_or_else(PotencyView::default, PotencyView::of),
            classified,
            reference,
        }
    }

    /// Its case for the intake.
    pub(crate) fn case(&self) -> IntakeCase<'_> {
        IntakeCase {
            candidate: self.candidate,
            classified: &self.classified,
            alerts: self.alerts,
            listed: &self.listed,
            potency: &self.potency,
            reference: self.reference,
        }
    }

    /// The intake for a setting; `None` where the class needs none or no rule gives one.
    pub(crate) fn intake(&self, setting: &Setting<'_>) -> Option<Intake> {
        self.intake_or_reason(setting).ok()
    }

    /// The intake for a setting, or why there is none; without a reason where the class needs none.
    pub(crate) fn intake_or_reason(&self, setting: &Setting<'_>) -> Result<Intake, Option<String>> {
        let controlled = self
            .classified
            .class
            .is_some_and(ImpurityClass::is_controlled);
        if controlled {
            intake_or_reason(&self.case(), setting).map_err(Some)
        } else {
            Err(None)
        }
    }
}
