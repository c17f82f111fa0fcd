//! What a purge ledger is made from: steps with their scores, a level, limits. Usable without a program.

use std::collections::BTreeSet;

use concerted_model::figure::Input;
use concerted_model::given::Traced;
use concerted_reference::PurgeParameter;

/// Where a score comes from; the first that is known counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreOrigin {
    /// Given by the user for this step.
    Entered,
    /// Measured in this step.
    Measured,
    /// Proposed by a rule from structure, properties and conditions.
    Proposed,
    /// Not known: counts 1, which is no credit.
    NotScored,
}

impl ScoreOrigin {
    /// The words for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Measured => "measured",
            Self::Proposed => "proposed by a rule",
            Self::NotScored => "not scored",
        }
    }
}

/// The score of one property in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The property.
    pub parameter: PurgeParameter,
    /// Factor by which the amount falls; 1 is no credit.
    pub factor: f64,
    /// Where it comes from.
    pub origin: ScoreOrigin,
    /// Why, as a sentence.
    pub reason: String,
    /// What data would change it, as a noun phrase; `None` where none would.
    pub would_change: Option<String>,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

impl Score {
    /// A score that the user gives.
    pub fn entered(parameter: PurgeParameter, factor: f64, reason: impl Into<String>) -> Self {
        Self {
            parameter,
            factor,
            origin: ScoreOrigin::Entered,
            reason: reason.into(),
            would_change: None,
            inputs: Vec::new(),
        }
    }

    /// A score that a rule proposes.
    pub(crate) fn proposed(
        parameter: PurgeParameter,
        factor: f64,
        reason: String,
        inputs: Vec<Input>,
    ) -> Self {
        Self {
            origin: ScoreOrigin::Proposed,
            inputs,
            ..Self::entered(parameter, factor, reason)
        }
    }

    /// No credit, with the reason and what would change that.
    pub(crate) fn none(
        parameter: PurgeParameter,
        reason: impl Into<String>,
        would_change: Option<String>,
    ) -> Self {
        Self {
            origin: ScoreOrigin::NotScored,
            would_change,
            ..Self::entered(parameter, 1.0, reason)
        }
    }

    /// The score that counts of several for one property: of the origin that comes first the lowest, resting on all of
    /// that origin.
    pub(crate) fn that_counts<'a>(scores: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let scores: Vec<&Self> = scores.collect();
        let origin = scores.iter().map(|score| score.origin).min()?;
        let told = || scores.iter().filter(|score| score.origin == origin);
        let lowest = told().min_by(|a, b| a.factor.total_cmp(&b.factor))?;
        let mut score = (*lowest).clone();
        score.inputs = told().flat_map(|own| own.inputs.clone()).collect();
        Some(score)
    }

    /// The same score with further inputs.
    pub(crate) fn rests_on(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.inputs.extend(inputs);
        self
    }
}

/// The purge that counts of several measured in one step: the lowest, resting on all of them.
///
/// Two studies of one step say the same thing twice, so they never multiply. What is not above 0 counts only where
/// nothing else was measured, so that it is reported.
pub(crate) fn lowest_measured(factors: impl IntoIterator<Item = Traced>) -> Option<Traced> {
    let factors: Vec<Traced> = factors.into_iter().collect();
    let unusable = |factor: &Traced| !(factor.value.is_finite() && factor.value > 0.0);
    let lowest = factors.iter().min_by(|a, b| {
        let by_use = unusable(a).cmp(&unusable(b));
        by_use.then(a.value.total_cmp(&b.value))
    })?;
    let inputs = factors.iter().flat_map(|factor| factor.inputs.clone());
    Some(Traced::new(lowest.value, inputs))
}

/// One step of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct PurgeStep {
    /// Id of the step.
    pub step: String,
    /// Name for people.
    pub name: String,
    /// True where its product is isolated, so that it can be tested.
    pub isolated: bool,
    /// True where another way from the entry to the substance goes around it, so that a test of it misses part.
    pub bypassed: bool,
    /// Scores; of several for one property those entered come first, and of these the lowest counts.
    pub scores: Vec<Score>,
    /// Purge measured in it: overrides the scores.
    pub measured: Option<Traced>,
    /// Mass of the product of this step made from one mass of the product that enters it; 1 where the level is
    /// already stated by mass of this step's product.
    pub mass_gain: Option<Traced>,
}

impl PurgeStep {
    /// An isolated step without scores and without change of mass.
    pub fn new(step: impl Into<String>) -> Self {
        let step = step.into();
        Self {
            name: step.clone(),
            step,
            isolated: true,
            bypassed: false,
            scores: Vec::new(),
            measured: None,
            mass_gain: Some(Traced::new(1.0, [])),
        }
    }

    /// The same step with a score.
    #[must_use]
    pub fn score(mut self, score: Score) -> Self {
        self.scores.push(score);
        self
    }

    /// The same step, resting on what decided between several ways through the route as well.
    pub(crate) fn decided_by(mut self, inputs: &BTreeSet<Input>) -> Self {
        for score in &mut self.scores {
            score.inputs.extend(inputs.iter().cloned());
        }
        for traced in self.measured.iter_mut().chain(&mut self.mass_gain) {
            traced.inputs.extend(inputs.iter().cloned());
        }
        self
    }

    /// The same step with a measured purge; of several the lowest counts.
    #[must_use]
    pub fn measured(mut self, factor: f64) -> Self {
        let own = self.measured.take().into_iter();
        self.measured = lowest_measured(own.chain([Traced::new(factor, [])]));
        self
    }
}

/// The level at which an impurity starts.
#[derive(Debug, Clone, PartialEq)]
pub struct StartLevel {
    /// In ppm by mass of the product of the step where it forms or enters.
    pub ppm: Traced,
    /// What this level is, as a sentence.
    pub basis: String,
    /// True where it is a bound made of all that is charged, and nothing was entered.
    pub worst_case: bool,
}

/// The limit for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct PurgeLimit {
    /// The use.
    pub use_id: String,
    /// In ppm of the substance as made.
    pub ppm: Traced,
}

/// Everything a ledger is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct PurgeRequest {
    /// Name of the impurity.
    pub impurity: String,
    /// The route; `None` outside of a program.
    pub route: Option<String>,
    /// Step in which it forms or enters.
    pub entry: Option<String>,
    /// True where the product of that step is isolated, so that it can be tested.
    pub entry_isolated: bool,
    /// True where only measured purge counts, as for nitrosamines.
    pub measured_only: bool,
    /// Level at which it starts; `None` where unknown.
    pub level: Option<StartLevel>,
    /// Steps from there to the substance, in the order in which they are run.
    pub steps: Vec<PurgeStep>,
    /// Limits.
    pub limits: Vec<PurgeLimit>,
}

impl PurgeRequest {
    /// A request without level, steps and limits.
    pub fn new(impurity: impl Into<String>) -> Self {
        Self {
            impurity: impurity.into(),
            route: None,
            entry: None,
            entry_isolated: true,
            measured_only: false,
            level: None,
            steps: Vec::new(),
            limits: Vec::new(),
        }
    }

    /// The same request with a starting level in ppm.
    #[must_use]
    pub fn level(mut self, ppm: f64, basis: impl Into<String>) -> Self {
        self.level = Some(StartLevel {
            ppm: Traced::new(ppm, []),
            basis: basis.into(),
            worst_case: false,
        });
        self
    }

    /// The same request with a limit in ppm of the substance.
    #[must_use]
    pub fn limit(mut self, use_id: impl Into<String>, ppm: f64) -> Self {
        self.limits.push(PurgeLimit {
            use_id: use_id.into(),
            ppm: Traced::new(ppm, []),
        });
        self
    }

    /// The same request with a further step.
    #[must_use]
    pub fn step(mut self, step: PurgeStep) -> Self {
        self.steps.push(step);
        self
    }
}
