//! Demand of one study: groups, doses and days to kilograms of substance.

use concerted_model::batch::Grade;
use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::given::Traced;
use concerted_model::program::{DoseBasis, Program, Stage};
use concerted_model::study::{Group, Study, StudyKind};
use concerted_reference::Reference;

use crate::demand::{GroupDemand, StudyDemand, ask_for_demand};
use crate::recruitment::Recruitment;
use crate::trail::{Trail, assumed, given_or};

const STUDY: Rule = Rule {
    id: "supply.study.demand",
    formula: "amount × (1 + overage) + Σ groups: subjects × dose per day × days × (1 + replaced) × (1 + overage) / (1 − product loss) × substance per moiety",
    unit: "kg",
};

/// Species whose body weight the reference holds.
const SPECIES: [&str; 6] = ["dog", "minipig", "monkey", "mouse", "rabbit", "rat"];
const KILOGRAMS_PER_MILLIGRAM: f64 = 1e-6;

/// What the demand of a study needs besides the study.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StudyCase<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    /// Kilograms of substance per kilogram of moiety, where known.
    pub(crate) factor: Option<&'a Traced>,
}

/// Factors that hold for the study as a whole.
struct Factors {
    /// Basis, overage and loss together.
    handling: f64,
    overage: f64,
    replacement: f64,
}

/// The demand of a study, or findings that say what it lacks.
pub(crate) fn study_demand(
    case: StudyCase<'_>,
    study: &Study,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Option<StudyDemand> {
    let mut trail = Trail::default();
    let found = compute(case, study, &mut trail, findings);
    let (amount_kg, groups) = match found {
        Ok(found) => found,
        Err(needs) => {
            let what = format!("The demand of the study `{}`", study.name);
            let mut finding = lacking("supply.study_demand", &study.path, &what, &needs);
            // The batches would be sized without this study.
            finding.severity = Severity::Major;
            findings.push(finding.ask(ask_for_demand()));
            return None;
        }
    };
    let expected = |group: &GroupDemand| {
        group.subject_kg * f64::from(group.subjects) * (1.0 + group.replacement)
    };
    let mass_kg = amount_kg + groups.iter().map(expected).sum::<f64>();
    let start_days = study.start.as_ref().map(|start| {
        let whole = case.program.start.value.until(start.value);
        f64::from(whole.expect("civil dates differ by days").get_days())
    });
    if study.activity.is_none() && start_days.is_none() {
        findings.push(without_start(study));
    }
    let id = format!("supply.study.{}.demand", study.id);
    let label = format!("substance for {}", study.name);
    let recruitment = study.recruitment.as_ref().map(|rate| Recruitment {
        rate_per_week: rate.value.base(),
        shape: assumed(case.reference, "recruitment_shape").value,
    });
    ledger.derive(id.as_str(), label, STUDY, mass_kg, trail.0);
    Some(StudyDemand {
        study: study.id.as_str().to_owned(),
        name: study.name.clone(),
        grade: grade(case.reference, study),
        activity: study.activity.clone(),
        start_days,
        first_phase: study.kind == StudyKind::Clinical && is_first_phase(case.program, study),
        mass_kg,
        amount_kg,
        groups,
        recruitment,
        figure: id.into(),
    })
}

fn without_start(study: &Study) -> Finding {
    Finding::new(
        "supply.study_without_start",
        Severity::Minor,
        &study.path,
        format!(
            "The study `{}` names no activity and no start, so its demand has no date.",
            study.name
        ),
    )
    .hint("name the activity whose start begins it, such as `activity = \"t04\"`")
}

/// Amount used as a whole and groups, or what is missing.
fn compute(
    case: StudyCase<'_>,
    study: &Study,
    trail: &mut Trail,
    findings: &mut Vec<Finding>,
) -> Result<(f64, Vec<GroupDemand>), String> {
    if study.amount.is_none() && study.group.is_empty() {
        return Err("it has neither an amount nor groups with dose and days".to_owned());
    }
    let factors = factors(case, study, trail)?;
    let amount = study.amount.as_ref().map_or(0.0, |mass| trail.take(mass));
    let mut groups = Vec::new();
    for group in &study.group {
        if group.dose.is_some() && group.daily_dose.is_some() {
            findings.push(Finding::new(
                "supply.two_doses",
                Severity::Minor,
                &group.path,
                format!(
                    "The group `{}` has a dose by body weight and a daily dose; the dose by body weight is used.",
                    group.name
                ),
            ));
        }
        groups.push(group_demand(case, (study, group), &factors, trail)?);
    }
    Ok((amount * (1.0 + factors.overage), groups))
}

fn factors(case: StudyCase<'_>, study: &Study, trail: &mut Trail) -> Result<Factors, String> {
    let reference = case.reference;
    let clinical = study.kind == StudyKind::Clinical;
    let overage = match study.kind {
        StudyKind::Toxicology => given_or(study.overage.as_ref(), reference, "dosing_loss"),
        StudyKind::Clinical => given_or(
            study.overage.as_ref(),
            reference,
            "clinical_overage_fraction",
        ),
        StudyKind::Laboratory => study
            .overage
            .as_ref()
            .map_or_else(|| Traced::new(0.0, []), Traced::from),
    };
    let overage = trail.take(overage);
    let replacement = match &study.replacement {
        Some(given) => trail.take(given),
        None if clinical => trail.take(assumed(reference, "drop_out_fraction")),
        None => 0.0,
    };
    let loss = if clinical {
        trail.take(product_loss(case))
    } else {
        0.0
    };
    if loss >= 1.0 {
        return Err("the loss of the drug product is 100 % or more".to_owned());
    }
    let basis = if study.group.is_empty() || doses_as_substance(case.program, study) {
        1.0
    } else {
        let factor = case.factor.ok_or(
            "a molar mass is missing that turns doses of the moiety into substance as it is made",
        )?;
        trail.take(factor.clone())
    };
    Ok(Factors {
        handling: basis * (1.0 + overage) / (1.0 - loss),
        overage,
        replacement: replacement.clamp(0.0, 1.0),
    })
}

/// Share of the substance lost in making the drug product.
pub(crate) fn product_loss(case: StudyCase<'_>) -> Traced {
    let product = case.program.product.as_ref();
    given_or(
        product.and_then(|product| product.loss.as_ref()),
        case.reference,
        "drug_product_loss",
    )
}

fn group_demand(
    case: StudyCase<'_>,
    (study, group): (&Study, &Group),
    factors: &Factors,
    trail: &mut Trail,
) -> Result<GroupDemand, String> {
    let daily_mg = match (&group.dose, &group.daily_dose) {
        (Some(dose), _) => {
            let weight = body_weight(case.reference, study, group).ok_or_else(|| {
                format!(
                    "the group `{}` needs a body weight, or the study a species out of {}",
                    group.name,
                    SPECIES.join(", ")
                )
            })?;
            trail.take(dose) * trail.take(weight)
        }
        (None, Some(dose)) => trail.take(dose),
        (None, None) => return Err(format!("the group `{}` has no dose", group.name)),
    };
    let counts = [Some(&group.subjects), group.satellites.as_ref()];
    let mut subjects = 0_u32;
    for count in counts.into_iter().flatten() {
        trail.0.push(count.input());
        subjects = subjects.saturating_add(count.value);
    }
    let days = trail.take(&group.days);
    Ok(GroupDemand {
        path: group.path.clone(),
        subjects,
        subject_kg: daily_mg * KILOGRAMS_PER_MILLIGRAM * days * factors.handling,
        by_weight: group.dose.is_some(),
        replacement: factors.replacement,
        offset_days: group
            .offset
            .as_ref()
            .map_or(0.0, |offset| offset.value.base()),
        days,
    })
}

/// In kg: of the group, else the species' default, else that of an adult in a study in people.
fn body_weight(reference: &Reference, study: &Study, group: &Group) -> Option<Traced> {
    if let Some(weight) = &group.body_weight {
        return Some(weight.into());
    }
    if study.kind == StudyKind::Clinical {
        return Some(assumed(reference, "body_weight_human_clinical"));
    }
    let species = study.species.as_deref()?;
    SPECIES
        .contains(&species)
        .then(|| assumed(reference, &format!("body_weight_{species}")))
}

fn doses_as_substance(program: &Program, study: &Study) -> bool {
    let stage = study.stage.as_ref().and_then(|stage| {
        program
            .uses
            .iter()
            .find(|other| other.id.as_str() == stage.as_str())
    });
    stage.and_then(|stage| stage.dose_basis) == Some(DoseBasis::Substance)
}

/// True where the study belongs to Phase 1 or to no use.
fn is_first_phase(program: &Program, study: &Study) -> bool {
    study.stage.as_ref().is_none_or(|stage| {
        program
            .uses
            .iter()
            .any(|other| other.id.as_str() == stage.as_str() && other.stage == Stage::Phase1)
    })
}

/// Grade by kind; an animal study whose template activity follows the laboratory batch is served by that batch.
fn grade(reference: &Reference, study: &Study) -> Grade {
    match study.kind {
        StudyKind::Laboratory => Grade::Laboratory,
        StudyKind::Clinical => Grade::Gmp,
        StudyKind::Toxicology => {
            let template = study
                .activity
                .as_deref()
                .and_then(|key| reference.template_activity(&key.to_ascii_uppercase()));
            let early = template.is_some_and(|row| {
                row.starts_after
                    .iter()
                    .any(|id| id == crate::campaign::LABORATORY_BATCH)
            });
            if early {
                Grade::Laboratory
            } else {
                Grade::Toxicology
            }
        }
    }
}
