//! What is noteworthy of a batch plan: a plant too small, a probable shortage, a retest date too early.

use concerted_model::batch::Grade;
use concerted_model::figure::FigureId;
use concerted_model::finding::{Ask, Before, Finding, Severity};
use concerted_model::quantity::shortest;

use crate::batches::GradeCase;
use crate::choice::{Choice, Judgement, round_up};

/// Sampling error of a probability that does not make a finding.
const TOLERANCE: f64 = 0.02;

impl GradeCase<'_> {
    /// Adds what the user should know of a choice.
    pub(crate) fn find(
        &self,
        choice: &Choice,
        (judgement, shortage): (Judgement, &FigureId),
        findings: &mut Vec<Finding>,
    ) {
        let grade = self.grade.grade;
        let subject = format!("batch.{grade}");
        if let Some(capacity) = &self.case.capacity
            && choice.missing_kg > capacity.largest_kg
        {
            let message = format!(
                "The {grade} demand not yet covered is {} kg; the largest batch of `{}` is {} kg, so {} batches are planned.",
                shortest(round_up(choice.missing_kg)),
                capacity.site,
                shortest(capacity.largest_kg),
                choice.batches
            );
            let finding = Finding::new(
                "supply.batch_exceeds_site",
                Severity::Major,
                &subject,
                message,
            )
            .figure(self.grade.figure.clone())
            .hint("a site with a larger batch would shorten the campaign")
            .ask(self.ask_for_slot());
            findings.push(finding);
        }
        if judgement.shortage > 1.0 - self.case.level + TOLERANCE {
            let severity = if choice.enough {
                Severity::Major
            } else {
                Severity::Critical
            };
            let message = format!(
                "The {grade} substance falls short with a probability of {} %, more than the {} % allowed.",
                shortest((judgement.shortage * 1_000.0).round() / 10.0),
                shortest(((1.0 - self.case.level) * 1_000.0).round() / 10.0)
            );
            let finding = Finding::new("supply.shortage", severity, &subject, message);
            findings.push(finding.figure(shortage.clone()));
        }
    }

    fn ask_for_slot(&self) -> Ask {
        let grade = self.grade.grade;
        Ask {
            key: format!("slot_reservation.{grade}"),
            catalogue: "slot_reservation".to_owned(),
            title: format!("Slot for a {grade} campaign of several batches, or a larger plant"),
            before: Some(match grade {
                Grade::Gmp => Before::GmpBatch,
                Grade::Laboratory | Grade::Toxicology => Before::ToxicologyBatch,
            }),
            figures: vec![self.grade.figure.clone()],
        }
    }

    /// A finding where a study alone lasts longer than the substance may be used.
    pub(crate) fn check_retest(&self, retest_days: f64, findings: &mut Vec<Finding>) {
        let grade = self.grade.grade;
        let studies = self.demand.of(grade);
        let long = studies.filter(|study| study.duration_days() > retest_days);
        for study in long {
            findings.push(
                Finding::new(
                    "supply.retest_shorter_than_use",
                    Severity::Major,
                    format!("study.{}", study.study),
                    format!(
                        "The study `{}` doses over {} d, longer than the {} d from release to retest of the {grade} substance.",
                        study.name,
                        shortest(study.duration_days()),
                        shortest(retest_days)
                    ),
                )
                .ask(Ask {
                    key: format!("stability_study.{grade}"),
                    catalogue: "stability_study".to_owned(),
                    title: format!("Stability data that extend the retest period of the {grade} substance"),
                    before: Some(Before::Nothing),
                    figures: Vec::new(),
                }),
            );
        }
    }
}
