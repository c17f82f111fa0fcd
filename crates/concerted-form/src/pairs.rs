//! Every pair of forms of one material: compared by melting data, or refused with the reason.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::form::Form;
use concerted_model::given::{Given, Traced};
use concerted_model::program::Program;
use concerted_model::quantity::{Enthalpy, Quantity};
use concerted_reference::Reference;

use crate::consequence::judge;
use crate::guard::guard;
use crate::property::assumed;
use crate::relation::{
    HeatCapacity, Melting, Relation, RelationKind, probability_above_zero, relate, relate_with,
};

/// Probability from which a relation counts as decided, the usual level of significance.
pub(crate) const DECIDED: f64 = 0.95;

/// A standard error of a melting point cannot reach this, in K: "0.5 degC" was read with its offset.
const LARGEST_ERROR_K: f64 = 100.0;

const KIND: Rule = Rule {
    id: "form.relation",
    formula: "enantiotropic where the form that melts higher has the smaller heat of fusion, else monotropic (heat-of-fusion rule)",
    unit: "",
};
const PROBABILITY: Rule = Rule {
    id: "form.relation_probability",
    formula: "P(monotropic) = p·q + (1 − p)(1 − q), p = Φ((Tm1 − Tm2)/σT), q = Φ((ΔHf1 − ΔHf2)/σH); 1 − P for enantiotropic",
    unit: "",
};
const TRANSITION: Rule = Rule {
    id: "form.transition_temperature",
    formula: "T0 = (ΔHf2 − ΔHf1)/(ΔHf2/Tm2 − ΔHf1/Tm1), without heat-capacity term; interval of 95 % after Fieller",
    unit: "K",
};
const FREE_ENERGY: Rule = Rule {
    id: "form.free_energy_difference",
    formula: "G1 − G2 = ΔHf2(1 − T/Tm2) − ΔHf1(1 − T/Tm1) at T = 298.15 K; interval of 95 % from the errors of measurement",
    unit: "kJ/mol",
};

const PROBABILITY_WITH: Rule = Rule {
    id: "form.relation_probability_with_heat_capacity",
    formula: "P(monotropic) or its complement with ΔH = ΔHf2 − ΔHf1 + ΔCp(Tm1 − Tm2), integrated over the errors; ΔCp a share of the mean entropy of fusion, the same for both forms",
    unit: "",
};
const TRANSITION_WITH: Rule = Rule {
    id: "form.transition_temperature_with_heat_capacity",
    formula: "T0 = (ΔHf2 − ΔHf1 + ΔCp(Tm1 − Tm2))/(ΔHf2/Tm2 − ΔHf1/Tm1 + ΔCp ln(Tm1/Tm2)); interval of 95 % after Fieller with the spread of ΔCp",
    unit: "K",
};
const BY_DENSITY: Rule = Rule {
    id: "form.relation_by_density",
    formula: "probability that the form that melts higher is the denser, Φ((ρ1 − ρ2)/σ): monotropic by the density rule",
    unit: "",
};

/// Two forms of one material and what is known of their relation.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRelation {
    /// The material.
    pub material: String,
    /// Form with the higher melting point; where not compared, the first as written.
    pub first: String,
    /// The other form.
    pub second: String,
    /// What came out.
    pub outcome: PairOutcome,
}

/// Outcome of comparing two forms.
#[derive(Debug, Clone, PartialEq)]
pub enum PairOutcome {
    /// Compared by melting data.
    Related {
        /// The relation.
        relation: Relation,
        /// True where the kind has a probability of 95 % or more.
        decided: bool,
    },
    /// Refused.
    NotCompared {
        /// Why, as a sentence.
        reason: String,
    },
}

/// All pairs of forms of the same material, in the order written.
pub(crate) fn pairs(
    program: &Program,
    reference: &Reference,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<PairRelation> {
    let mut pairs = Vec::new();
    for (index, one) in program.form.iter().enumerate() {
        findings.extend(error_unit(one));
        for other in &program.form[index + 1..] {
            if one.material == other.material {
                pairs.push(pair(program, reference, (one, other), (ledger, findings)));
            }
        }
    }
    pairs
}

fn pair(
    program: &Program,
    reference: &Reference,
    (one, other): (&Form, &Form),
    (ledger, findings): (&mut Ledger, &mut Vec<Finding>),
) -> PairRelation {
    let refused = |reason: String| PairRelation {
        material: one.material.as_str().to_owned(),
        first: one.id.as_str().to_owned(),
        second: other.id.as_str().to_owned(),
        outcome: PairOutcome::NotCompared { reason },
    };
    if let Some(finding) = guard(one, other) {
        let reason = finding.message.clone();
        findings.push(finding);
        return refused(reason);
    }
    let (a, b) = match (Measured::of(one, reference), Measured::of(other, reference)) {
        (Ok(a), Ok(b)) => (a, b),
        (a, b) => {
            let missing: Vec<String> = [a.err(), b.err()].into_iter().flatten().collect();
            let what = format!("The relation of {} and {}", one.name, other.name);
            let finding = lacking(
                "form.relation",
                &subject(one, other),
                &what,
                &missing.join("; "),
            );
            let reason = finding.message.clone();
            findings.push(finding);
            return refused(reason);
        }
    };
    // Exact ties are put in the order of ids, so that the result does not depend on the order written.
    let a_first =
        (a.melting.temperature_k, other.id.as_str()) >= (b.melting.temperature_k, one.id.as_str());
    let (first, second) = if a_first { (a, b) } else { (b, a) };
    let relation = relate(&first.melting, &second.melting);
    let key = record(ledger, &first, &second, &relation);
    with_heat_capacity(reference, (&first, &second, &relation, &key), ledger);
    findings.extend(by_density(
        reference,
        (&first, &second, &relation, &key),
        ledger,
    ));
    judge(
        program,
        reference,
        (&first, &second, &relation, &key),
        (ledger, findings),
    );
    PairRelation {
        material: one.material.as_str().to_owned(),
        first: first.form.id.as_str().to_owned(),
        second: second.form.id.as_str().to_owned(),
        outcome: PairOutcome::Related {
            relation,
            decided: relation.probability() >= DECIDED,
        },
    }
}

/// The relation once more with a prior on the heat capacity of fusion.
fn with_heat_capacity(
    reference: &Reference,
    (first, second, relation, key): (&Measured, &Measured, &Relation, &str),
    ledger: &mut Ledger,
) {
    let names = format!("{} and {}", first.form.name, second.form.name);
    let mut inputs: Vec<Input> = first.inputs.iter().chain(&second.inputs).cloned().collect();
    let share = take(
        assumed(reference, "fusion_heat_capacity_share"),
        &mut inputs,
    );
    let spread = take(
        assumed(reference, "fusion_heat_capacity_share_error"),
        &mut inputs,
    );
    let prior = HeatCapacity::prior(&first.melting, &second.melting, share, spread);
    let with = relate_with(&first.melting, &second.melting, &prior);
    // The probability of the same word as without, so that both figures can be compared.
    let probability = match relation.kind {
        RelationKind::Monotropic => with.monotropic_probability,
        RelationKind::Enantiotropic => 1.0 - with.monotropic_probability,
    };
    ledger.derive(
        format!("{key}.probability_with_heat_capacity"),
        format!(
            "probability that {names} are {}, with heat-capacity term",
            relation.kind.word()
        ),
        PROBABILITY_WITH,
        probability,
        inputs.clone(),
    );
    if let Some(crossing) = with.crossing_k {
        let figure = ledger.derive(
            format!("{key}.transition_with_heat_capacity"),
            format!("crossing of the free energies of {names}, with heat-capacity term"),
            TRANSITION_WITH,
            crossing,
            inputs,
        );
        if let Some((low, high)) = with.crossing_interval_k {
            ledger.bound(&figure, low, high);
        }
    }
}

/// The density rule, and a finding where it contradicts the melting data.
fn by_density(
    reference: &Reference,
    (first, second, relation, key): (&Measured, &Measured, &Relation, &str),
    ledger: &mut Ledger,
) -> Option<Finding> {
    let (one, other) = first
        .form
        .density
        .as_ref()
        .zip(second.form.density.as_ref())?;
    let relative = assumed(reference, "crystal_density_relative_error");
    let (dense, light) = (one.value.base(), other.value.base());
    let probability = probability_above_zero(dense - light, relative.value * dense.hypot(light));
    let names = format!("{} and {}", first.form.name, second.form.name);
    let inputs = first.inputs.iter().chain(&second.inputs).cloned();
    let densities = [one.input(), other.input()];
    ledger.derive(
        format!("{key}.monotropic_by_density"),
        format!("probability that {names} are monotropic by the density rule"),
        BY_DENSITY,
        probability,
        inputs.chain(densities).chain(relative.inputs),
    );
    let says = if probability >= 0.5 {
        RelationKind::Monotropic
    } else {
        RelationKind::Enantiotropic
    };
    let sure = probability.max(1.0 - probability) >= DECIDED;
    (sure && says != relation.kind).then(|| {
        let message = format!(
            "The density rule calls {names} {}, the melting data {}: one of the data or the rule fails.",
            says.word(),
            relation.kind.word()
        );
        Finding::new(
            "form.density_contradicts",
            Severity::Minor,
            subject(first.form, second.form),
            message,
        )
        .figure(format!("{key}.monotropic_by_density"))
        .hint("check the densities; hydrogen bonds that hold an open packing are the known exception")
    })
}

/// Path of a pair in findings.
pub(crate) fn subject(one: &Form, other: &Form) -> String {
    format!("{}+{}", one.path, other.id)
}

/// A standard error so large that it must be a slip, such as a temperature in its place.
fn error_unit(form: &Form) -> Option<Finding> {
    let error = form.melting_point_sd.as_ref()?;
    (error.value.base() >= LARGEST_ERROR_K).then(|| {
        Finding::new(
            "form.melting_point_error",
            Severity::Minor,
            form.path.clone(),
            format!(
                "The standard deviation of the melting point of {} reads {:.2} K, which cannot be meant; the default is used instead.",
                form.name,
                error.value.base()
            ),
        )
        .hint("write a difference of temperatures in K, such as \"0.5 K\"")
    })
}

/// Melting data of a form with what they rest on.
pub(crate) struct Measured<'a> {
    pub(crate) form: &'a Form,
    melting: Melting,
    inputs: Vec<Input>,
}

impl<'a> Measured<'a> {
    /// The data, or which of them are missing.
    fn of(form: &'a Form, reference: &Reference) -> Result<Self, String> {
        let (Some(point), Some(heat)) = (&form.melting_point, &form.heat_of_fusion) else {
            return Err(format!(
                "{} has no {}",
                form.name,
                match (&form.melting_point, &form.heat_of_fusion) {
                    (None, None) => "melting point and no heat of fusion",
                    (None, _) => "melting point",
                    _ => "heat of fusion",
                }
            ));
        };
        if point.value.base() <= 0.0 || heat.value.base() <= 0.0 {
            return Err(format!(
                "the melting point and heat of fusion of {} must be above zero",
                form.name
            ));
        }
        let mut inputs = vec![point.input(), heat.input()];
        let temperature_error_k = temperature_error(form, reference, &mut inputs);
        let enthalpy_error = enthalpy_error(form, heat, reference, &mut inputs);
        Ok(Self {
            form,
            melting: Melting {
                temperature_k: point.value.base(),
                temperature_error_k,
                enthalpy: heat.value.base(),
                enthalpy_error,
            },
            inputs,
        })
    }
}

fn temperature_error(form: &Form, reference: &Reference, inputs: &mut Vec<Input>) -> f64 {
    let entered = form.melting_point_sd.as_ref();
    inputs.extend(entered.map(Given::input));
    if let Some(error) = entered
        && error.value.base() < LARGEST_ERROR_K
    {
        return error.value.base();
    }
    take(assumed(reference, "melting_point_error"), inputs)
}

fn enthalpy_error(
    form: &Form,
    heat: &Given<Quantity<Enthalpy>>,
    reference: &Reference,
    inputs: &mut Vec<Input>,
) -> f64 {
    let entered = form.heat_of_fusion_sd.as_ref();
    inputs.extend(entered.map(Given::input));
    if let Some(error) = entered
        && error.value.base() >= 0.0
    {
        return error.value.base();
    }
    take(assumed(reference, "fusion_enthalpy_relative_error"), inputs) * heat.value.base()
}

fn take(traced: Traced, inputs: &mut Vec<Input>) -> f64 {
    inputs.extend(traced.inputs);
    traced.value
}

/// Writes the figures of a pair and returns their common key.
fn record(ledger: &mut Ledger, first: &Measured, second: &Measured, relation: &Relation) -> String {
    let key = format!("form.pair.{}.{}", first.form.id, second.form.id);
    let names = format!("{} and {}", first.form.name, second.form.name);
    let inputs: Vec<Input> = first.inputs.iter().chain(&second.inputs).cloned().collect();
    let mut derive =
        |name: &str, label: &str, rule: Rule, value: concerted_model::figure::FigureValue| {
            ledger.derive(
                format!("{key}.{name}"),
                format!("{label} {names}"),
                rule,
                value,
                inputs.clone(),
            )
        };
    derive("relation", "relation of", KIND, relation.kind.word().into());
    derive(
        "probability",
        "probability of the relation of",
        PROBABILITY,
        relation.probability().into(),
    );
    let free_energy = derive(
        "free_energy_298",
        "free energy at 298.15 K, difference of",
        FREE_ENERGY,
        relation.free_energy_difference.into(),
    );
    let crossing = relation.crossing_k.map(|crossing| {
        derive(
            "transition",
            "crossing of the free energies of",
            TRANSITION,
            crossing.into(),
        )
    });
    let half = 1.96 * relation.free_energy_error;
    ledger.bound(
        &free_energy,
        relation.free_energy_difference - half,
        relation.free_energy_difference + half,
    );
    if let (Some(crossing), Some((low, high))) = (crossing, relation.crossing_interval_k) {
        ledger.bound(&crossing, low, high);
    }
    key
}
