//! Two forms compared by every rule that their data allow, or refused with the reason.

use crate::relation::{
    HeatCapacity, Melting, Relation, RelationKind, probability_above_zero, relate, relate_with,
};

/// What is known of one form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormData {
    /// Name.
    pub name: String,
    /// Melting point (onset) in K.
    pub melting_k: Option<f64>,
    /// Its standard error in K.
    pub melting_error_k: Option<f64>,
    /// Heat of fusion in kJ/mol.
    pub heat: Option<f64>,
    /// Its standard error in kJ/mol.
    pub heat_error: Option<f64>,
    /// Density of the crystal in kg/L.
    pub density: Option<f64>,
    /// True where it turns into another form before it melts.
    pub converts: bool,
    /// True where it decomposes as it melts.
    pub decomposes: bool,
}

/// A change of one crystal into another, seen on heating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedTransition {
    /// Temperature in K.
    pub temperature_k: f64,
    /// Heat in kJ/mol, positive where taken up.
    pub heat: f64,
}

/// Two forms of one compound.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairData {
    /// One form.
    pub one: FormData,
    /// The other.
    pub other: FormData,
    /// A change of one into the other, where seen.
    pub transition: Option<ObservedTransition>,
    /// Temperature in K of a solid–solid change that was seen without saying to which form.
    pub unassigned_transition_k: Option<f64>,
}

/// Errors and prior that stand in where nothing is stated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelationDefaults {
    /// Standard error of a melting point in K.
    pub melting_error_k: f64,
    /// Relative standard error of a heat of fusion.
    pub heat_relative_error: f64,
    /// Relative standard error of a crystal density.
    pub density_relative_error: f64,
    /// Heat capacity of fusion as a share of the entropy of fusion: mean and standard deviation.
    pub heat_capacity_share: (f64, f64),
}

/// A rule of Burger and Ramberger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationRule {
    /// The heat taken up or given off when one form turns into the other.
    HeatOfTransition,
    /// The higher melting form has the smaller heat of fusion: enantiotropic.
    HeatOfFusion,
    /// The higher melting form has the smaller entropy of fusion: enantiotropic.
    EntropyOfFusion,
    /// The higher melting form is the less dense: enantiotropic.
    Density,
}

impl RelationRule {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::HeatOfTransition => "heat of transition",
            Self::HeatOfFusion => "heat of fusion",
            Self::EntropyOfFusion => "entropy of fusion",
            Self::Density => "density",
        }
    }

    /// What the rule says and where it fails.
    pub fn statement(self) -> &'static str {
        match self {
            Self::HeatOfTransition => {
                "a change that takes up heat on heating means enantiotropic, with T0 at or below it; one that gives off heat means monotropic, or T0 above it"
            }
            Self::HeatOfFusion => {
                "enantiotropic where the form that melts higher has the smaller heat of fusion, else monotropic; blurred where the melting points lie more than 30 K apart"
            }
            Self::EntropyOfFusion => {
                "enantiotropic where the form that melts higher has the smaller entropy of fusion, else monotropic; follows from the heat-of-fusion data, so no second witness"
            }
            Self::Density => {
                "the denser form is the stable one at 0 K: enantiotropic where the form that melts higher is the less dense; fails where hydrogen bonds hold an open packing"
            }
        }
    }
}

/// What one rule says of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleVerdict {
    /// The rule.
    pub rule: RelationRule,
    /// What it says.
    pub kind: RelationKind,
    /// Probability of that by the errors of measurement; the rule itself may still fail.
    pub probability: f64,
}

/// Two forms compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Name of the form that melts higher.
    pub first: String,
    /// Name of the other.
    pub second: String,
    /// Melting data of the first with their errors.
    pub first_melting: Melting,
    /// Melting data of the second.
    pub second_melting: Melting,
    /// Relation without heat-capacity term.
    pub without: Relation,
    /// The heat capacity of fusion assumed.
    pub heat_capacity: HeatCapacity,
    /// Relation with it.
    pub with: Relation,
    /// Each rule that the data allow.
    pub rules: Vec<RuleVerdict>,
}

impl Comparison {
    /// Rules that say otherwise than the melting data.
    pub fn contradictions(&self) -> impl Iterator<Item = &RuleVerdict> {
        self.rules
            .iter()
            .filter(|verdict| verdict.kind != self.without.kind)
    }
}

/// Why two forms are not ranked by their melting data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The melting data belong to another form.
    #[error("`{form}` converts before it melts, so its melting data belong to another form")]
    Converts {
        /// The form.
        form: String,
    },
    /// A solid–solid change below a melting point.
    #[error(
        "a solid change at {change_k:.1} K lies below the melting point of `{form}` at {melting_k:.1} K: what melts there is another form"
    )]
    ChangesBelow {
        /// The form that melts lower.
        form: String,
        /// Temperature of the change in K.
        change_k: f64,
        /// Melting point in K.
        melting_k: f64,
    },
    /// Melting and decomposition cannot be told apart.
    #[error(
        "`{form}` decomposes as it melts, so neither its melting point nor its heat of fusion is that of a pure substance"
    )]
    Decomposes {
        /// The form.
        form: String,
    },
    /// Something is not known.
    #[error("{}", missing.join("; "))]
    Lacking {
        /// What is missing, form by form.
        missing: Vec<String>,
    },
    /// A number that cannot be one.
    #[error("{value} of `{form}` must be above zero, found {found}")]
    NotPositive {
        /// The form.
        form: String,
        /// Which number.
        value: &'static str,
        /// What was found.
        found: f64,
    },
}

/// Compares two forms by melting data, with and without heat-capacity term, and by the four rules.
///
/// Form 1 is the one that melts higher, by name where they tie. Rules after Burger and Ramberger,
/// Mikrochim. Acta 1979, 72, 259; relation as [`relate`] and [`relate_with`]. Valid for forms of one
/// composition: hydrates and solvates are not decided by temperature alone.
///
/// # Errors
/// A [`Refusal`] where melting data are missing or belong to another form.
///
/// ```
/// use concerted_form::{FormData, PairData, RelationDefaults, compare};
/// let form = |name: &str, melting_k, heat| FormData {
///     name: name.to_owned(), melting_k: Some(melting_k), heat: Some(heat), ..FormData::default()
/// };
/// let defaults = RelationDefaults {
///     melting_error_k: 0.5, heat_relative_error: 0.03,
///     density_relative_error: 0.01, heat_capacity_share: (0.5, 0.25),
/// };
/// let pair = PairData { one: form("III", 448.2, 29.3), other: form("I", 462.2, 26.4), ..PairData::default() };
/// let compared = compare(&pair, &defaults).unwrap();
/// assert_eq!(compared.first, "I");
/// assert_eq!(compared.without.transition_k().unwrap().round(), 351.0);
///
/// let mut guarded = pair.clone();
/// guarded.one.converts = true;
/// assert!(compare(&guarded, &defaults).is_err());
/// ```
pub fn compare(pair: &PairData, defaults: &RelationDefaults) -> Result<Comparison, Refusal> {
    let forms = [&pair.one, &pair.other];
    if let Some(form) = forms.into_iter().find(|form| form.converts) {
        return Err(Refusal::Converts {
            form: form.name.clone(),
        });
    }
    if let Some(form) = forms.into_iter().find(|form| form.decomposes) {
        return Err(Refusal::Decomposes {
            form: form.name.clone(),
        });
    }
    let missing: Vec<String> = forms.into_iter().filter_map(lacking).collect();
    if !missing.is_empty() {
        return Err(Refusal::Lacking { missing });
    }
    let one = melting(&pair.one, defaults)?;
    let other = melting(&pair.other, defaults)?;
    let in_order = (one.temperature_k, &pair.other.name) >= (other.temperature_k, &pair.one.name);
    let ((first, first_melting), (second, second_melting)) = if in_order {
        ((&pair.one, one), (&pair.other, other))
    } else {
        ((&pair.other, other), (&pair.one, one))
    };
    if let Some(change_k) = pair.unassigned_transition_k
        && change_k < second_melting.temperature_k
    {
        return Err(Refusal::ChangesBelow {
            form: second.name.clone(),
            change_k,
            melting_k: second_melting.temperature_k,
        });
    }
    let (share, share_error) = defaults.heat_capacity_share;
    let heat_capacity = HeatCapacity::prior(&first_melting, &second_melting, share, share_error);
    let without = relate(&first_melting, &second_melting);
    let mut rules = vec![
        verdict(RelationRule::HeatOfFusion, without.monotropic_probability),
        entropy_rule(&first_melting, &second_melting),
    ];
    rules.extend(density_rule(first.density, second.density, defaults));
    rules.extend(pair.transition.map(transition_rule));
    rules.sort_by_key(|verdict| verdict.rule);
    Ok(Comparison {
        first: first.name.clone(),
        second: second.name.clone(),
        first_melting,
        second_melting,
        without,
        heat_capacity,
        with: relate_with(&first_melting, &second_melting, &heat_capacity),
        rules,
    })
}

fn lacking(form: &FormData) -> Option<String> {
    let what = match (form.melting_k, form.heat) {
        (None, None) => "melting point and no heat of fusion",
        (None, _) => "melting point",
        (_, None) => "heat of fusion",
        _ => return None,
    };
    Some(format!("`{}` has no {what}", form.name))
}

fn melting(form: &FormData, defaults: &RelationDefaults) -> Result<Melting, Refusal> {
    let positive = |value: &'static str, found: f64| {
        (found > 0.0 && found.is_finite())
            .then_some(found)
            .ok_or_else(|| Refusal::NotPositive {
                form: form.name.clone(),
                value,
                found,
            })
    };
    let temperature_k = positive("the melting point", form.melting_k.unwrap_or_default())?;
    let enthalpy = positive("the heat of fusion", form.heat.unwrap_or_default())?;
    let error =
        |stated: Option<f64>, default: f64| stated.filter(|error| *error >= 0.0).unwrap_or(default);
    Ok(Melting {
        temperature_k,
        temperature_error_k: error(form.melting_error_k, defaults.melting_error_k),
        enthalpy,
        enthalpy_error: error(form.heat_error, defaults.heat_relative_error * enthalpy),
    })
}

fn verdict(rule: RelationRule, monotropic: f64) -> RuleVerdict {
    let kind = if monotropic >= 0.5 {
        RelationKind::Monotropic
    } else {
        RelationKind::Enantiotropic
    };
    RuleVerdict {
        rule,
        kind,
        probability: monotropic.max(1.0 - monotropic),
    }
}

fn entropy_rule(first: &Melting, second: &Melting) -> RuleVerdict {
    let error = |form: &Melting| {
        let relative = (form.enthalpy_error / form.enthalpy)
            .hypot(form.temperature_error_k / form.temperature_k);
        form.entropy() * relative
    };
    let larger = probability_above_zero(
        first.entropy() - second.entropy(),
        error(first).hypot(error(second)),
    );
    verdict(RelationRule::EntropyOfFusion, larger)
}

fn density_rule(
    first: Option<f64>,
    second: Option<f64>,
    defaults: &RelationDefaults,
) -> Option<RuleVerdict> {
    let (first, second) = first.zip(second)?;
    let error = defaults.density_relative_error * first.hypot(second);
    let denser = probability_above_zero(first - second, error);
    Some(verdict(RelationRule::Density, denser))
}

fn transition_rule(seen: ObservedTransition) -> RuleVerdict {
    // The sign of a heat is seen or not; an error of measurement does not turn it around.
    let monotropic = if seen.heat > 0.0 { 0.0 } else { 1.0 };
    verdict(RelationRule::HeatOfTransition, monotropic)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: RelationDefaults = RelationDefaults {
        melting_error_k: 0.5,
        heat_relative_error: 0.03,
        density_relative_error: 0.01,
        heat_capacity_share: (0.5, 0.25),
    };

    fn form(name: &str, melting_k: f64, heat: f64) -> FormData {
        FormData {
            name: name.to_owned(),
            melting_k: Some(melting_k),
            heat: Some(heat),
            ..FormData::default()
        }
    }

    fn metacetamol() -> PairData {
        PairData {
            one: FormData {
                heat_error: Some(1.1),
                ..form("II", 399.0, 21.3)
            },
            other: FormData {
                heat_error: Some(1.3),
                ..form("I", 420.0, 26.0)
            },
            ..PairData::default()
        }
    }

    #[test]
    fn metacetamol_is_monotropic_with_and_without_heat_capacity() {
        let compared = compare(&metacetamol(), &DEFAULTS).unwrap();
        assert_eq!(
            (compared.first.as_str(), compared.second.as_str()),
            ("I", "II")
        );
        assert!(compared.without.monotropic_probability >= 0.99);
        // Half of the mean entropy of fusion, 57.6 J/(mol K).
        assert!((compared.heat_capacity.mean - 0.0288).abs() < 1e-4);
        assert_eq!(compared.with.kind, RelationKind::Monotropic);
        assert!((compared.with.monotropic_probability - 0.9905).abs() < 2e-3);
        assert_eq!(compared.rules.len(), 2);
        assert_eq!(compared.contradictions().count(), 0);
    }

    #[test]
    fn rules_that_contradict_are_shown() {
        let mut pair = metacetamol();
        pair.one.density = Some(1.40);
        pair.other.density = Some(1.30);
        pair.transition = Some(ObservedTransition {
            temperature_k: 350.0,
            heat: 2.0,
        });
        let compared = compare(&pair, &DEFAULTS).unwrap();
        let against: Vec<RelationRule> = compared
            .contradictions()
            .map(|verdict| verdict.rule)
            .collect();
        assert_eq!(
            against,
            [RelationRule::HeatOfTransition, RelationRule::Density]
        );
    }

    #[test]
    fn guarded_pairs_are_refused_with_the_reason() {
        #[track_caller]
        fn check(change: impl FnOnce(&mut PairData), message: &str) {
            let mut pair = metacetamol();
            change(&mut pair);
            assert_eq!(compare(&pair, &DEFAULTS).unwrap_err().to_string(), message);
        }
        check(
            |pair| pair.one.converts = true,
            "`II` converts before it melts, so its melting data belong to another form",
        );
        check(
            |pair| pair.other.decomposes = true,
            "`I` decomposes as it melts, so neither its melting point nor its heat of fusion is that of a pure substance",
        );
        check(
            |pair| pair.unassigned_transition_k = Some(390.0),
            "a solid change at 390.0 K lies below the melting point of `II` at 399.0 K: what melts there is another form",
        );
        check(
            |pair| (pair.one.heat, pair.other.melting_k) = (None, None),
            "`II` has no heat of fusion; `I` has no melting point",
        );
        check(
            |pair| pair.one.heat = Some(-3.0),
            "the heat of fusion of `II` must be above zero, found -3",
        );
    }

    #[test]
    fn the_order_written_does_not_matter() {
        let pair = metacetamol();
        let turned = PairData {
            one: pair.other.clone(),
            other: pair.one.clone(),
            ..PairData::default()
        };
        assert_eq!(compare(&pair, &DEFAULTS), compare(&turned, &DEFAULTS));
    }
}
