//! The limit of one impurity for one use: whether it is in scope, its intake and what that is in ppm.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::program::{M7Scope, Stage, Use};
use concerted_reference::Reference;

use crate::class::{ClassGround, Classified, ImpurityClass};
use crate::dose::{Dose, Doses};
use crate::intake::{Intake, IntakeCase, Setting, intake_or_reason};
use crate::ordinary::capped;
use crate::outcome::UseLimit;

const INTAKE: Rule = Rule {
    id: "genotox.intake",
    formula: "acceptable intake: as entered, else of an agency, else compound-specific, else class-specific, else the threshold of toxicological concern for the treatment time",
    unit: "µg/d",
};
const LIMIT_MOIETY: Rule = Rule {
    id: "genotox.limit-moiety",
    formula: "acceptable intake in µg/d ÷ daily dose of the moiety in g/d",
    unit: "ppm",
};
const LIMIT_SUBSTANCE: Rule = Rule {
    id: "genotox.limit-substance",
    formula: "acceptable intake in µg/d ÷ daily dose of the substance in g/d",
    unit: "ppm",
};
/// Longest Phase 1 in days in which only class 1, 2 and the cohort of concern are addressed (ICH M7, section 6).
const SHORT_PHASE_1_DAYS: f64 = 14.0;

/// Impurity classes that a use must address: as entered, else by stage and duration.
pub(crate) fn scope(stage: &Use) -> M7Scope {
    stage.m7_scope.unwrap_or_else(|| {
        let short = stage.duration.value.base() <= SHORT_PHASE_1_DAYS;
        if stage.stage == Stage::Phase1 && short {
            M7Scope::Known
        } else {
            M7Scope::All
        }
    })
}

fn in_scope(classified: &Classified, stage: &Use) -> (bool, String) {
    let scope = scope(stage);
    let Some(class) = classified.class else {
        return (false, "no class, so no control can be derived".to_owned());
    };
    let known = class <= ImpurityClass::Two;
    if !class.is_controlled() {
        return (
            false,
            format!("class {}: treated like any other impurity", class.number()),
        );
    }
    if classified.cohort.is_some() {
        let reason = "cohort of concern: addressed at every stage";
        return (true, reason.to_owned());
    }
    match scope {
        M7Scope::Known if !known => (
            false,
            "not required at this stage: it addresses class 1, 2 and the cohort of concern only"
                .to_owned(),
        ),
        M7Scope::Known => (
            true,
            format!(
                "class {}: addressed from the first study on",
                class.number()
            ),
        ),
        M7Scope::All => (
            true,
            format!("class {}: addressed at this stage", class.number()),
        ),
    }
}

/// The limit of an impurity for a use, with its figures.
pub(crate) fn use_limit(
    case: &IntakeCase<'_>,
    stage: &Use,
    doses: &Doses,
    ledger: &mut Ledger,
) -> UseLimit {
    let (in_scope, scope_reason) = in_scope(case.classified, stage);
    let mut limit = UseLimit {
        use_id: stage.id.as_str().to_owned(),
        in_scope,
        scope_reason,
        intake_ug_per_day: None,
        basis: String::new(),
        kind: None,
        citation: None,
        guideline: None,
        limit_ppm_moiety: None,
        limit_ppm_substance: None,
        quantitation_limit_ppm: None,
        quantitation_fraction: None,
        quantitation_reason: String::new(),
        figures: Vec::new(),
    };
    if !case
        .classified
        .class
        .is_some_and(ImpurityClass::is_controlled)
    {
        uncontrolled_basis(case).clone_into(&mut limit.basis);
        return limit;
    }
    let intake = match intake_or_reason(case, &Setting::of(stage)) {
        Ok(intake) => capped(intake, case.reference, doses.substance.as_ref()),
        Err(reason) => {
            limit.basis = reason;
            return limit;
        }
    };
    limit.basis.clone_from(&intake.basis);
    limit.intake_ug_per_day = Some(intake.micrograms_per_day);
    limit.kind = Some(intake.kind);
    limit.guideline = intake
        .citation
        .as_ref()
        .and_then(|citation| guideline(case.reference, &citation.source));
    limit.citation.clone_from(&intake.citation);
    ppm(case, stage, (&intake, doses), ledger, &mut limit);
    limit
}

/// What applies where an impurity is not controlled as mutagenic.
fn uncontrolled_basis(case: &IntakeCase<'_>) -> &'static str {
    match (case.classified.class, case.classified.ground) {
        (None, _) => "no limit without a class",
        (_, ClassGround::ResidualSolvent) => "limit of ICH Q3C for this solvent",
        _ => "thresholds of ICH Q3A for ordinary impurities",
    }
}

/// Publisher and edition of a source, as they stand beside a value.
pub(crate) fn guideline(reference: &Reference, source: &str) -> Option<String> {
    let source = reference.source(source)?;
    Some(format!("{}, {}", source.publisher, source.edition))
}

/// Fills in the limits on both bases; the control option decides the quantitation limit.
fn ppm(
    case: &IntakeCase<'_>,
    stage: &Use,
    (intake, doses): (&Intake, &Doses),
    ledger: &mut Ledger,
    limit: &mut UseLimit,
) {
    let prefix = format!("genotox.{}.{}", case.candidate.key, stage.id);
    let mut record = |name: &str, what: &str, rule: Rule, value: f64, inputs: Vec<Input>| {
        let label = format!("{what} of {}, {}", case.candidate.name, stage.name);
        let input = ledger.derive(format!("{prefix}.{name}"), label, rule, value, inputs);
        limit.figures.push(FigureId(format!("{prefix}.{name}")));
        input
    };
    let micrograms = intake.micrograms_per_day;
    let source = record(
        "intake",
        "acceptable intake",
        INTAKE,
        micrograms,
        intake
            .inputs
            .iter()
            .chain(&case.classified.inputs)
            .cloned()
            .collect(),
    );
    let mut share = |name: &str, what: &str, rule: Rule, dose: Option<&Dose>| {
        let dose = dose?;
        let value = micrograms / dose.grams;
        let inputs = vec![source.clone(), dose.figure.clone()];
        Some((value, record(name, what, rule, value, inputs)))
    };
    let moiety = share(
        "limit_ppm_moiety",
        "limit in the moiety",
        LIMIT_MOIETY,
        doses.moiety.as_ref(),
    );
    let substance = share(
        "limit_ppm_substance",
        "limit in the substance",
        LIMIT_SUBSTANCE,
        doses.substance.as_ref(),
    );
    limit.limit_ppm_moiety = moiety.map(|(value, _)| value);
    limit.limit_ppm_substance = substance.map(|(value, _)| value);
}
