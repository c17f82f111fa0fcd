//! What is asked of each structure.

use concerted_genotox::{Evidence, judge_structure};
use concerted_hazard::Call;
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use super::answer::{Details, Screened, ScreenedModel};

/// What is needed to screen structures.
#[derive(Debug, Clone, Copy)]
pub struct Screen<'a> {
    reference: &'a Reference,
    evidence: &'a Evidence,
}

impl<'a> Screen<'a> {
    /// Screening with the reference tables and the user's own tested compounds.
    pub fn new(reference: &'a Reference, evidence: &'a Evidence) -> Self {
        Self {
            reference,
            evidence,
        }
    }

    /// What screening says of one structure: an aid that needs expert review.
    pub fn of(&self, molecule: &Molecule) -> Screened {
        let judgement = judge_structure(molecule, self.evidence, self.reference);
        Screened {
            rule_positive: judgement.rule_call == Call::Positive,
            alerts: judgement.alerts.iter().map(|hit| hit.rule).collect(),
            model: judgement.prediction.map(|prediction| ScreenedModel {
                probability: prediction.probability,
                positive: prediction.call == Call::Positive,
                screening_positive: prediction.screening_call == Call::Positive,
                in_domain: prediction.domain.inside,
                nearest_similarity: prediction.domain.nearest_similarity,
            }),
            class: judgement.class,
            cohort_of_concern: judgement.cohort_of_concern,
            cpca_category: judgement.cpca_category,
            intake_ng_per_day: judgement.ai_ng_per_day,
            details: Details {
                provisional: judgement.provisional,
                decided_by: judgement.ground.name(),
                ai_basis: judgement.ai_basis,
                ai_status: judgement.ai_citation.map(|citation| citation.status.word()),
                reasons: judgement.class_reasons,
            },
        }
    }
}
