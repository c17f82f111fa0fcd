//! Batches: how long their campaigns last, what they release to stock and which studies take it.

use concerted_model::batch::Grade;
use concerted_model::figure::Input;
use concerted_model::finding::{Finding, Severity};
use concerted_model::handover::ThreePoint;
use concerted_model::program::Program;
use concerted_supply::{PlannedCampaign, StudyDemand, SupplyOutcome};

use crate::assess::Assessment;
use crate::network::{Movement, Network, Reason};

/// Activity of the template that releases what an activity makes: material counts from its release on.
const RELEASED_BY: &[(&str, &str)] = &[("c00", "c00"), ("c06", "c07"), ("c11", "c12")];

/// Activity of the template that makes the drug product.
const PRODUCT: &str = "s08";

/// Applies the batch plan to the network.
pub(super) fn apply(program: &Program, assessment: &Assessment, network: &mut Network) {
    let supply = &assessment.supply;
    for campaign in &supply.batches.planned {
        lengthen(campaign, network);
        release(campaign, network);
    }
    held(program, supply, network);
    for study in &supply.demands.studies {
        take(study, network);
    }
}

/// The campaign's own length replaces the template's, which keeps its spread.
fn lengthen(campaign: &PlannedCampaign, network: &mut Network) {
    let Some(work) = network.work.get_mut(&campaign.activity) else {
        return;
    };
    work.reasons.push(Reason::Batch {
        batch: campaign.key.clone(),
    });
    work.inputs.push(Input::Figure(campaign.figure.clone()));
    // Where the user entered a duration, it stands.
    let entered = work
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Entered { .. }));
    if let Some(days) = &campaign.campaign_days
        && !entered
    {
        let mode = work.days.mode.max(f64::MIN_POSITIVE);
        work.days = ThreePoint {
            low: days.value * (work.days.low / mode),
            mode: days.value,
            high: days.value * (work.days.high / mode),
        };
        work.inputs.extend(days.inputs.iter().cloned());
    }
}

fn release(campaign: &PlannedCampaign, network: &mut Network) {
    let key = RELEASED_BY
        .iter()
        .find(|(made, _)| *made == campaign.activity)
        .map_or(campaign.activity.as_str(), |(_, released)| released);
    let key = if network.work.contains_key(key) {
        key.to_owned()
    } else {
        campaign.activity.clone()
    };
    if let Some(work) = network.work.get_mut(&key) {
        work.makes.push(Movement {
            grade: campaign.grade.word().to_owned(),
            // Rounded up: a batch that covers the demand must cover it in whole grams too.
            grams: (campaign.total_kg() * 1_000.0).ceil() as u64,
            shelf_days: Some(campaign.retest_days.value.floor() as i64),
            label: campaign.key.clone(),
        });
        work.inputs
            .extend(campaign.retest_days.inputs.iter().cloned());
    }
}

/// Existing and fixed batches are a stock that is released on their day.
fn held(program: &Program, supply: &SupplyOutcome, network: &mut Network) {
    for batch in supply.batches.held.iter().filter(|batch| batch.counted) {
        let key = format!("batch.{}", batch.id);
        let shelf = batch
            .retest_on
            .zip(batch.available)
            .and_then(|(retest, available)| available.until(retest).ok())
            .map(|span| i64::from(span.get_days()));
        let mut inputs = batch.inputs.clone();
        inputs.push(program.start.input());
        network.work.insert(
            key.clone(),
            crate::network::Work {
                key: key.clone(),
                name: format!("Batch {} available", batch.id),
                area: concerted_model::partner::ServiceArea::Chemistry,
                site: program
                    .batch
                    .iter()
                    .find(|own| own.id.as_str() == batch.id)
                    .and_then(|own| own.site.as_ref())
                    .map(ToString::to_string),
                owner: "CDMO project leader".to_owned(),
                deliverable: "Released batch".to_owned(),
                days: ThreePoint {
                    low: 0.0,
                    mode: 0.0,
                    high: 0.0,
                },
                cost: ThreePoint {
                    low: 0.0,
                    mode: 0.0,
                    high: 0.0,
                },
                reasons: vec![Reason::Batch { batch: key.clone() }],
                not_before: batch.available,
                started: None,
                finished: None,
                occupies: false,
                makes: vec![Movement {
                    grade: batch.grade.word().to_owned(),
                    grams: (batch.mass_kg * 1_000.0).ceil() as u64,
                    shelf_days: shelf,
                    label: batch.id.clone(),
                }],
                takes: Vec::new(),
                figures: Vec::new(),
                inputs,
            },
        );
    }
}

fn take(study: &StudyDemand, network: &mut Network) {
    let Some(activity) = &study.activity else {
        network.findings.push(
            Finding::new(
                "plan.study_without_activity",
                Severity::Minor,
                format!("study.{}", study.study),
                format!(
                    "study `{}` consumes substance, but no activity of the plan starts it, so the plan does not wait for its material",
                    study.study
                ),
            )
            .hint("name the activity: `activity = \"t04\"`"),
        );
        return;
    };
    // People get product, and the substance goes into it earlier than the first dose.
    let made_into_product = study.grade == Grade::Gmp && network.work.contains_key(PRODUCT);
    let key = if made_into_product {
        PRODUCT.to_owned()
    } else {
        activity.to_ascii_lowercase()
    };
    if let Some(work) = network.work.get_mut(&key) {
        work.takes.push(Movement {
            grade: study.grade.word().to_owned(),
            grams: (study.mass_kg * 1_000.0).floor().max(0.0) as u64,
            shelf_days: None,
            label: study.study.clone(),
        });
        work.inputs.push(Input::Figure(study.figure.clone()));
    }
}
