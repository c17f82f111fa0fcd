//! The ledger: what each step takes away, what the limits require, and the ratio of both.

use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::Input;
use concerted_reference::{PurgeParameter, Reference};

use super::request::{PurgeLimit, PurgeRequest, PurgeStep, Score, ScoreOrigin};

/// Printed with every ledger that counts a predicted purge.
pub const PURGE_NOTE: &str =
    "Predicted; not validated against measured cases, which are not public.";

/// Printed where a predicted purge does not count.
pub const MEASURED_ONLY_NOTE: &str = "A purely predicted purge is refused here: for nitrosamines only a measured purge counts, because predictions from water solubility have failed (NDMA in valsartan). The predicted factors are shown and not counted.";

/// One step of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerStep {
    /// Id of the step.
    pub step: String,
    /// Name for people.
    pub name: String,
    /// True where its product is isolated, so that it can be tested.
    pub isolated: bool,
    /// True where another way from the entry to the substance goes around it, so that a test of it misses part.
    pub bypassed: bool,
    /// One score for each property, in the order of [`PurgeParameter::ALL`].
    pub scores: Vec<Score>,
    /// Product of the scores.
    pub predicted: f64,
    /// Purge measured.
    pub measured: Option<f64>,
    /// Factor that counts: measured where measured, else predicted, else 1.
    pub counted: f64,
    /// Where the factor that counts comes from.
    pub origin: ScoreOrigin,
    /// Mass of product for one mass of what enters; `None` where it cannot be computed and counts 1.
    pub mass_gain: Option<f64>,
    /// Level expected in the product of this step, in ppm.
    pub level_ppm: Option<f64>,
    /// What the factor that counts and the change of mass rest on.
    pub inputs: Vec<Input>,
}

/// What is expected at a ratio, with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioBand {
    /// Row of the table.
    pub row: String,
    /// Data that are expected.
    pub data_expected: String,
    /// What is reported.
    pub reporting_expected: String,
    /// How far the reporting column was checked.
    pub reporting_status: Status,
    /// Where it stands.
    pub citation: Citation,
}

/// Required purge and ratio for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct PurgeRatio {
    /// The use.
    pub use_id: String,
    /// Limit in ppm of the substance as made.
    pub limit_ppm: f64,
    /// Purge required; `None` without a level.
    pub required: Option<f64>,
    /// Purge that counts ÷ purge required.
    pub ratio: Option<f64>,
    /// The same with measured steps alone; `None` without a level or a measurement.
    pub measured_ratio: Option<f64>,
    /// Level expected in the substance, in ppm.
    pub expected_ppm: Option<f64>,
    /// What the ratio calls for.
    pub band: Option<RatioBand>,
}

/// The purge of one impurity from where it forms or enters to the substance.
#[derive(Debug, Clone, PartialEq)]
pub struct PurgeLedger {
    /// Name of the impurity.
    pub impurity: String,
    /// The route; `None` outside of a program.
    pub route: Option<String>,
    /// Step in which it forms or enters.
    pub entry: Option<String>,
    /// True where the product of that step is isolated, so that it can be tested.
    pub entry_isolated: bool,
    /// Level at which it starts, in ppm.
    pub level_ppm: Option<f64>,
    /// What this level is.
    pub level_basis: String,
    /// True where it is a bound made of all that is charged, and nothing was entered.
    pub level_is_worst_case: bool,
    /// The steps.
    pub steps: Vec<LedgerStep>,
    /// Product of all predicted factors, counted or not.
    pub predicted: f64,
    /// Product of the measured factors.
    pub measured: Option<f64>,
    /// Product of the factors that count.
    pub counted: f64,
    /// Mass of substance made from one mass of the product where it forms or enters; unknown steps count 1.
    pub mass_gain: f64,
    /// Uses with a limit.
    pub uses: Vec<PurgeRatio>,
    /// What a reader must know: that it is predicted, what was refused, what was cut or not counted.
    pub notes: Vec<String>,
    /// What data would change it, as noun phrases.
    pub would_change: Vec<String>,
}

/// Factor from which on a reaction or a measurement carries an argument: the published score for moderate.
const CARRIES: f64 = 10.0;

impl PurgeLedger {
    /// True where what was measured takes away the larger part.
    pub(crate) fn has_measured_part(&self) -> bool {
        self.measured.is_some_and(|measured| measured >= CARRIES)
    }

    /// True where a step with a counted score of reactivity takes away the larger part.
    pub fn has_reactivity(&self) -> bool {
        self.steps.iter().any(|step| {
            step.measured.is_none()
                && step.scores.iter().any(|score| {
                    score.parameter == PurgeParameter::Reactivity && score.factor >= CARRIES
                })
        })
    }

    /// True where every factor that counts and is not 1 was measured.
    pub fn is_measured_only(&self) -> bool {
        self.steps
            .iter()
            .all(|step| step.origin != ScoreOrigin::Entered && step.origin != ScoreOrigin::Proposed)
    }

    /// The ratio of a use.
    pub fn ratio(&self, use_id: &str) -> Option<&PurgeRatio> {
        self.uses.iter().find(|ratio| ratio.use_id == use_id)
    }
}

/// The ledger of a request: Π of the factors of the steps against what the limits require.
///
/// F = Π fᵢ with fᵢ the measured purge of step i, else Π of its scores (reactivity, solubility, volatility,
/// ionisability, chromatography, other; each at least 1 and at most the highest published score; what is unknown
/// counts 1); required R = c / (L Π gᵢ) with c the level in ppm where it forms or enters, L the limit in ppm of the
/// substance, gᵢ the mass of product for one mass of what enters step i; ratio = F / R. With `measured_only` the scores
/// are shown and not counted. Scores: Teasdale and co-authors, Org. Process Res. Dev. 2010, 14, 943, Table 1, and the
/// book on mutagenic impurities (Wiley), Table 3.3; bands of the ratio: Barber and co-authors 2017. Valid as a rough
/// scale of powers of ten; not validated against measured cases, which are not public.
///
/// ```
/// use concerted_genotox::{PurgeRequest, PurgeStep, Score, purge};
/// use concerted_reference::{PurgeParameter, Reference};
/// let request = PurgeRequest::new("benzyl chloride")
///     .level(10_000.0, "in-process test")
///     .limit("market", 10.0)
///     .step(PurgeStep::new("amination").score(Score::entered(
///         PurgeParameter::Reactivity,
///         100.0,
///         "excess of a primary amine",
///     )))
///     .step(PurgeStep::new("crystallisation").measured(50.0));
/// let ledger = purge(&request, Reference::embedded());
/// assert_eq!((ledger.predicted, ledger.measured, ledger.counted), (100.0, Some(50.0), 5_000.0));
/// let market = &ledger.uses[0];
/// assert_eq!((market.required, market.ratio), (Some(1_000.0), Some(5.0)));
/// ```
pub fn purge(request: &PurgeRequest, reference: &Reference) -> PurgeLedger {
    let mut notes = Vec::new();
    let mut level = request.level.as_ref().map(|level| level.ppm.value);
    let steps: Vec<LedgerStep> = request
        .steps
        .iter()
        .map(|step| row(request, step, reference, &mut level, &mut notes))
        .collect();
    let product = |factor: fn(&LedgerStep) -> Option<f64>| {
        let factors: Vec<f64> = steps.iter().filter_map(factor).collect();
        (!factors.is_empty()).then(|| factors.iter().product::<f64>())
    };
    let predicted = product(|step| Some(step.predicted)).unwrap_or(1.0);
    let measured = product(|step| step.measured);
    let counted = product(|step| Some(step.counted)).unwrap_or(1.0);
    let mass_gain = product(|step| step.mass_gain).unwrap_or(1.0);
    let all = Factors {
        counted,
        measured,
        mass_gain,
    };
    let predicts = steps.iter().any(|step| {
        matches!(step.origin, ScoreOrigin::Entered | ScoreOrigin::Proposed) && step.counted > 1.0
    });
    if predicts {
        notes.push(PURGE_NOTE.to_owned());
    }
    if request.measured_only {
        notes.push(MEASURED_ONLY_NOTE.to_owned());
    }
    PurgeLedger {
        impurity: request.impurity.clone(),
        route: request.route.clone(),
        entry: request.entry.clone(),
        entry_isolated: request.entry_isolated,
        level_ppm: request.level.as_ref().map(|level| level.ppm.value),
        level_basis: request.level.as_ref().map_or_else(
            || {
                "No level is entered for where it forms or enters, so nothing can be required."
                    .to_owned()
            },
            |level| level.basis.clone(),
        ),
        level_is_worst_case: request.level.as_ref().is_some_and(|level| level.worst_case),
        uses: request
            .limits
            .iter()
            .map(|limit| ratio(request, limit, &all, reference))
            .collect(),
        would_change: would_change(request, &steps),
        steps,
        predicted,
        measured,
        counted,
        mass_gain,
        notes,
    }
}

/// Products over the steps.
struct Factors {
    counted: f64,
    measured: Option<f64>,
    mass_gain: f64,
}

/// One row; carries the level on to the next.
fn row(
    request: &PurgeRequest,
    step: &PurgeStep,
    reference: &Reference,
    level: &mut Option<f64>,
    notes: &mut Vec<String>,
) -> LedgerStep {
    let scores: Vec<Score> = PurgeParameter::ALL
        .into_iter()
        .map(|parameter| checked(step, parameter, reference, notes))
        .collect();
    let predicted: f64 = scores.iter().map(|score| score.factor).product();
    let measured = step.measured.as_ref().filter(|measured| {
        let usable = measured.value.is_finite() && measured.value > 0.0;
        if !usable {
            notes.push(format!(
                "The purge measured in step {} must be above 0, found {}; it is not counted.",
                step.name, measured.value
            ));
        }
        usable
    });
    let best = scores
        .iter()
        .filter(|score| score.origin != ScoreOrigin::NotScored)
        .map(|score| score.origin)
        .min();
    let (counted, origin) = match (measured, best) {
        (Some(measured), _) => (measured.value, ScoreOrigin::Measured),
        (None, Some(origin)) if !request.measured_only => (predicted, origin),
        _ => (1.0, ScoreOrigin::NotScored),
    };
    let mass_gain = step
        .mass_gain
        .as_ref()
        .filter(|gain| gain.value.is_finite() && gain.value > 0.0);
    if mass_gain.is_none() {
        notes.push(format!(
            "The change of mass in step {} is not counted: it needs its yield, the equivalents and both molar masses.",
            step.name
        ));
    }
    *level = level.map(|level| level / counted / mass_gain.map_or(1.0, |gain| gain.value));
    let mut inputs: Vec<Input> = step
        .measured
        .iter()
        .chain(&step.mass_gain)
        .flat_map(|traced| traced.inputs.iter().cloned())
        .chain(scores.iter().flat_map(|score| score.inputs.iter().cloned()))
        .collect();
    inputs.sort();
    inputs.dedup();
    LedgerStep {
        step: step.step.clone(),
        name: step.name.clone(),
        isolated: step.isolated,
        bypassed: step.bypassed,
        scores,
        predicted,
        measured: measured.map(|measured| measured.value),
        counted,
        origin,
        mass_gain: mass_gain.map(|gain| gain.value),
        level_ppm: *level,
        inputs,
    }
}

/// The score of a property, between 1 and the highest that is published.
fn checked(
    step: &PurgeStep,
    parameter: PurgeParameter,
    reference: &Reference,
    notes: &mut Vec<String>,
) -> Score {
    let told = step
        .scores
        .iter()
        .filter(|score| score.parameter == parameter);
    let Some(mut score) = Score::that_counts(told) else {
        return Score::none(parameter, "Not scored: no credit.", None);
    };
    let highest = reference
        .highest_purge_score(parameter)
        .unwrap_or(f64::INFINITY);
    let told = score.factor;
    score.factor = if told.is_nan() {
        1.0
    } else {
        told.clamp(1.0, highest)
    };
    if score.origin == ScoreOrigin::Entered && told.total_cmp(&score.factor).is_ne() {
        notes.push(format!(
            "The score {told} for {} in step {} lies outside of the published scale of 1 to {highest}; {} counts. A larger or a smaller factor must be measured.",
            parameter.word(),
            step.name,
            score.factor
        ));
    }
    score
}

fn ratio(
    request: &PurgeRequest,
    limit: &PurgeLimit,
    all: &Factors,
    reference: &Reference,
) -> PurgeRatio {
    let limit_ppm = limit.ppm.value;
    let start = request
        .level
        .as_ref()
        .map(|level| level.ppm.value / all.mass_gain);
    let required = start
        .map(|start| start / limit_ppm)
        .filter(|required| required.is_finite() && *required > 0.0);
    let ratio = required.map(|required| all.counted / required);
    PurgeRatio {
        use_id: limit.use_id.clone(),
        limit_ppm,
        required,
        ratio,
        measured_ratio: required
            .zip(all.measured)
            .map(|(required, measured)| measured / required),
        expected_ppm: start.map(|start| start / all.counted),
        band: ratio
            .and_then(|ratio| reference.purge_action(ratio))
            .map(|row| RatioBand {
                row: row.id.clone(),
                data_expected: row.data_expected.clone(),
                reporting_expected: row.reporting_expected.clone(),
                reporting_status: row.reporting_status,
                citation: row.data().citation,
            }),
    }
}

/// What data would change the ledger: missing ones first, then measurements that replace predictions.
fn would_change(request: &PurgeRequest, steps: &[LedgerStep]) -> Vec<String> {
    let mut phrases = Vec::new();
    if request.level.is_none() {
        phrases.push("the level where it forms or enters".to_owned());
    }
    for step in steps.iter().filter(|step| step.measured.is_none()) {
        phrases.extend(
            step.scores
                .iter()
                .filter_map(|score| score.would_change.clone()),
        );
    }
    // Of equal ones the first, because max_by keeps the last.
    let largest = steps
        .iter()
        .rev()
        .filter(|step| step.measured.is_none())
        .max_by(|a, b| a.predicted.total_cmp(&b.predicted));
    if let Some(step) = largest {
        phrases.push(format!("a spiking study in step {}", step.name));
    }
    let mut seen = std::collections::BTreeSet::new();
    phrases.retain(|phrase| seen.insert(phrase.clone()));
    phrases
}
