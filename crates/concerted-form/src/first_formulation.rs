//! Formulations for the first studies in people: what limits absorption, what takes it away, what it costs.

use concerted_reference::{FirstFormulation, Obstacle, Reference};

use crate::classification::{Classification, Developability, DevelopabilityClass};
use crate::constant::constant;
use crate::salts::{SaltOption, SaltOutcome};

/// Dose in mg below which a powder is not weighed into single capsules.
const WEIGHED_MG: f64 = 1.0;

/// What stands between the highest dose and its absorption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitingStep {
    /// Nothing that a formulation could mend.
    None,
    /// The rate at which particles dissolve.
    Dissolution,
    /// How much dissolves.
    Solubility,
    /// Passing the wall of the intestine.
    Permeability,
    /// Both of the latter.
    SolubilityAndPermeability,
    /// Not known: permeability is missing.
    Unknown,
}

impl LimitingStep {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Dissolution => "rate of dissolution",
            Self::Solubility => "solubility",
            Self::Permeability => "permeability",
            Self::SolubilityAndPermeability => "solubility and permeability",
            Self::Unknown => "unknown",
        }
    }
}

/// How well a formulation fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It takes the limit away with no more than is needed.
    Suited,
    /// It works with a caveat, or does more than is needed.
    Possible,
    /// It does not reach the highest dose.
    NotSuited,
}

impl Fit {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Suited => "suited",
            Self::Possible => "possible",
            Self::NotSuited => "not suited",
        }
    }
}

/// One formulation judged.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulationOption {
    /// Its row.
    pub formulation: FirstFormulation,
    /// How well it fits.
    pub fit: Fit,
    /// Why.
    pub reasons: Vec<String>,
    /// Mass of substance to make for one mass dosed: overage, loss and, for a salt, its mass.
    pub supply_factor: f64,
}

/// Formulations for the first studies.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstInHuman {
    /// What limits absorption at the highest dose.
    pub limiting_step: LimitingStep,
    /// The cheapest experiment that could change the choice.
    pub next_experiment: String,
    /// Every formulation of the table, best first.
    pub options: Vec<FormulationOption>,
}

/// Judges each formulation of the table for the highest dose, with the cheapest next experiment.
///
/// The limiting step is that of the developability class at the highest dose. A formulation is suited where
/// it takes that step away; what does more is possible; what does less reaches only the dose given with it.
/// Supply factor: (1 + overage)/(1 − loss), for a salt times its mass factor; loss, overage and weeks are
/// working assumptions of the table `first_formulations`. Order: fit, then weeks.
///
/// ```
/// use concerted_form::{ClassificationData, classify, first_in_human};
/// let reference = concerted_reference::Reference::embedded();
/// let data = ClassificationData {
///     dose_mg: (1.0, 50.0), solubility: vec![(1.2, 5.0), (4.5, 5.0), (6.8, 5.0)],
///     intestinal_solubility: Some(5.0), permeability_cm_s: Some(4e-4),
///     ..ClassificationData::default()
/// };
/// let plan = first_in_human(&classify(&data, reference)?, data.dose_mg, &[], reference);
/// assert_eq!(plan.options[0].formulation.id, "powder_in_bottle");
/// # Ok::<(), concerted_form::ClassificationError>(())
/// ```
pub fn first_in_human(
    classification: &Classification,
    dose_mg: (f64, f64),
    salts: &[SaltOption],
    reference: &Reference,
) -> FirstInHuman {
    let developability = classification.developability.as_ref();
    let limiting_step = limiting_step(developability);
    let salt = salts
        .iter()
        .find(|option| option.outcome == SaltOutcome::Salt);
    let mut options: Vec<FormulationOption> = reference
        .first_formulations()
        .iter()
        .map(|row| {
            let (mut fit, mut reasons) = by_limit(row, limiting_step, developability);
            by_dose(row, dose_mg, reference, &mut reasons);
            let mut supply_factor = (1.0 + row.overage) / (1.0 - row.loss);
            if row.id == "salt" {
                if let Some(salt) = salt {
                    supply_factor *= salt.mass_factor;
                    reasons.push(format!(
                        "lightest of class {}: {}, {:.3} kg for 1 kg",
                        salt.former.safety_class, salt.former.salt_name, salt.mass_factor
                    ));
                } else {
                    fit = Fit::NotSuited;
                    reasons.push("no salt former of the table has a sufficient difference of pKa, or no pKa is given".to_owned());
                }
            }
            FormulationOption {
                formulation: row.clone(),
                fit,
                reasons,
                supply_factor,
            }
        })
        .collect();
    options.sort_by(|one, other| {
        let weeks = |option: &FormulationOption| {
            let row = &option.formulation;
            f64::midpoint(row.weeks_low, row.weeks_high)
        };
        one.fit
            .cmp(&other.fit)
            .then(weeks(one).total_cmp(&weeks(other)))
    });
    FirstInHuman {
        limiting_step,
        next_experiment: next_experiment(developability, &options),
        options,
    }
}

fn limiting_step(developability: Option<&Developability>) -> LimitingStep {
    let highest = developability.and_then(|found| found.doses.last());
    match highest.map(|dose| dose.class) {
        None => LimitingStep::Unknown,
        Some(DevelopabilityClass::I) => LimitingStep::None,
        Some(DevelopabilityClass::IIa) => LimitingStep::Dissolution,
        Some(DevelopabilityClass::IIb) => LimitingStep::Solubility,
        Some(DevelopabilityClass::III) => LimitingStep::Permeability,
        Some(DevelopabilityClass::IV) => LimitingStep::SolubilityAndPermeability,
    }
}

fn by_limit(
    row: &FirstFormulation,
    limit: LimitingStep,
    developability: Option<&Developability>,
) -> (Fit, Vec<String>) {
    use LimitingStep as Step;
    let reaches = |found: &Developability| match row.overcomes {
        Obstacle::Dissolution => found.absorbable_dose_mg.unwrap_or(found.dissolved_dose_mg),
        _ => found.dissolved_dose_mg,
    };
    let only_to = developability.map_or_else(String::new, |found| {
        let dose = reaches(found);
        format!(
            "absorption levels off from about {:.0} mg ({:.0} to {:.0}) on",
            dose.value, dose.low, dose.high
        )
    });
    match (row.overcomes, limit) {
        (_, Step::Unknown) => (
            Fit::Possible,
            vec!["what limits absorption is not known".to_owned()],
        ),
        (Obstacle::None, Step::None) => (Fit::Suited, Vec::new()),
        (_, Step::Permeability) if row.overcomes == Obstacle::None => (
            Fit::Suited,
            vec!["no formulation of the table mends permeability".to_owned()],
        ),
        (Obstacle::Dissolution, Step::Dissolution)
        | (Obstacle::Solubility, Step::Solubility | Step::SolubilityAndPermeability) => {
            let mut reasons = vec![format!("takes the limit by {} away", limit.words())];
            if limit == Step::SolubilityAndPermeability {
                reasons.push("permeability stays a limit".to_owned());
            }
            (Fit::Suited, reasons)
        }
        (Obstacle::None, Step::Dissolution) => (
            Fit::Possible,
            vec![format!(
                "dissolves in time only below a particle radius of {:.0} µm",
                developability.map_or(0.0, |found| found.particle_radius_um.value)
            )],
        ),
        (
            Obstacle::None | Obstacle::Dissolution,
            Step::Solubility | Step::SolubilityAndPermeability,
        ) => (Fit::NotSuited, vec![only_to]),
        _ => (Fit::Possible, vec!["does more than is needed".to_owned()]),
    }
}

fn by_dose(
    row: &FirstFormulation,
    (lowest, highest): (f64, f64),
    reference: &Reference,
    reasons: &mut Vec<String>,
) {
    if !matches!(row.id.as_str(), "powder_in_capsule" | "micronised" | "salt") {
        return;
    }
    let fill = constant(reference, "capsule_fill").value;
    if highest > fill {
        reasons.push(format!(
            "the highest dose needs {:.0} capsules of {fill:.0} mg",
            (highest / fill).ceil()
        ));
    }
    if lowest < WEIGHED_MG {
        reasons.push(format!(
            "a dose of {lowest} mg cannot be weighed alone: blend or bottle"
        ));
    }
}

/// Missing knowledge first, because it is cheaper than any formulation.
fn next_experiment(
    developability: Option<&Developability>,
    options: &[FormulationOption],
) -> String {
    let Some(found) = developability else {
        return "permeability by a cell monolayer with high and low references".to_owned();
    };
    if !found.in_intestinal_fluid {
        return "solubility in simulated intestinal fluid of the fasted state, 37 °C, 24 h, with the solid identified".to_owned();
    }
    if let Some(open) = found.doses.iter().find(|dose| dose.possible.len() > 1) {
        let classes: Vec<&str> = open.possible.iter().map(|class| class.name()).collect();
        return format!(
            "repeat solubility in intestinal fluid and permeability: at {} mg class {} are possible",
            open.dose_mg,
            classes.join(" and ")
        );
    }
    let suited = options.iter().find(|option| option.fit == Fit::Suited);
    suited
        .or(options.first())
        .map_or_else(String::new, |option| {
            format!(
                "{}: {}",
                option.formulation.name, option.formulation.next_experiment
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classification::{ClassificationData, classify};
    use crate::salts::{SaltQuestion, salt_options};

    fn plan(intestinal: f64, permeability: f64, pka: &[f64]) -> FirstInHuman {
        let reference = Reference::embedded();
        let data = ClassificationData {
            dose_mg: (0.5, 500.0),
            solubility: vec![(1.2, 2.0), (4.5, 0.5), (6.8, 0.1)],
            intestinal_solubility: Some(intestinal),
            solubility_error: Some(0.01),
            permeability_cm_s: Some(permeability),
            permeability_factor: Some(1.1),
            ..ClassificationData::default()
        };
        let question = SaltQuestion {
            molar_mass: 400.0,
            basic_pka: pka.to_vec(),
            acidic_pka: Vec::new(),
        };
        let salts = salt_options(&question, reference).unwrap();
        let found = classify(&data, reference).unwrap();
        first_in_human(&found, data.dose_mg, &salts, reference)
    }

    fn fit(plan: &FirstInHuman, id: &str) -> Fit {
        let option = plan
            .options
            .iter()
            .find(|option| option.formulation.id == id);
        option.unwrap().fit
    }

    #[test]
    fn the_limit_decides_what_is_suited() {
        let solubility = plan(0.05, 6e-4, &[8.0]);
        assert_eq!(solubility.limiting_step, LimitingStep::Solubility);
        assert_eq!(fit(&solubility, "salt"), Fit::Suited);
        assert_eq!(fit(&solubility, "amorphous_dispersion"), Fit::Suited);
        assert_eq!(fit(&solubility, "powder_in_capsule"), Fit::NotSuited);
        assert_eq!(fit(&plan(0.05, 6e-4, &[]), "salt"), Fit::NotSuited);
        let rate = plan(0.4, 6e-4, &[]);
        assert_eq!(rate.limiting_step, LimitingStep::Dissolution);
        assert_eq!(rate.options[0].fit, Fit::Suited);
        assert_eq!(fit(&rate, "micronised"), Fit::Suited);
        assert_eq!(fit(&rate, "powder_in_bottle"), Fit::Possible);
        let permeability = plan(2.0, 1e-5, &[]);
        assert_eq!(permeability.limiting_step, LimitingStep::Permeability);
        assert_eq!(fit(&permeability, "powder_in_bottle"), Fit::Suited);
    }

    #[test]
    fn supply_counts_loss_overage_and_salt() {
        let plan = plan(0.05, 6e-4, &[8.0]);
        let salt = plan
            .options
            .iter()
            .find(|option| option.formulation.id == "salt")
            .unwrap();
        // Hydrochloride of 400 g/mol: 1.0912; overage 20 %, loss 8 %.
        assert!(
            (salt.supply_factor - 1.2 / 0.92 * 1.0912).abs() < 1e-3,
            "{salt:?}"
        );
        assert!(
            salt.reasons
                .iter()
                .any(|reason| reason.contains("2 capsules"))
        );
        assert!(salt.reasons.iter().any(|reason| reason.contains("0.5 mg")));
        assert!(!plan.next_experiment.is_empty());
    }
}
