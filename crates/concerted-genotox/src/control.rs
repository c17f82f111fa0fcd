//! Which of the four control options of ICH M7 can be argued for an impurity, on a route and for a use.

mod argument;
mod findings;
mod test_point;

pub(crate) use findings::{of_control, without_level};

use concerted_model::evidence::Citation;
use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_reference::Reference;

use crate::judge::Bench;
use crate::method_need::quantitation;
use crate::outcome::{Cause, UseLimit};
use crate::purge::{self, Nature, PurgeLedger, ratio_figure};
use crate::walk::Candidate;

const CONTROL: Rule = Rule {
    id: "genotox.control-option",
    formula: "4 from the ratio of the highest band on with a reaction or a measured purge of at least 10 behind it; 3 where measured purge alone leaves less than the fraction of the limit that ICH M7 names, tested in an isolated product behind every step in which it comes in and before that purge; 2 where such a product is expected at or below the limit; else 1, always for what arises last and for nitrosamines without measured purge",
    unit: "",
};
/// Band from which a ratio needs no further data; see the table of purge actions.
const OPTION_4_BAND: &str = "ratio_1000_or_more";

/// What a proposal rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlEvidence {
    /// Steps in which it forms or enters on this route.
    pub entries: Vec<String>,
    /// Steps that follow the last of them.
    pub steps_after: usize,
    /// Isolated products among them.
    pub isolations: usize,
    /// Purge required, of the way with the lowest ratio.
    pub required: Option<f64>,
    /// Purge predicted on that way, counted or not.
    pub predicted: Option<f64>,
    /// Purge measured on that way.
    pub measured: Option<f64>,
    /// Purge that counts ÷ purge required.
    pub ratio: Option<f64>,
    /// The same with measured purge alone.
    pub measured_ratio: Option<f64>,
    /// Step whose product is tested, for options 2 and 3.
    pub test_after: Option<String>,
    /// What is known to react with it, as sentences.
    pub reactions: Vec<String>,
}

/// A control option that is proposed, with its argument.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlProposal {
    /// The route; `None` for a program without routes.
    pub route: Option<String>,
    /// The use.
    pub use_id: String,
    /// True where ICH M7 asks to control the impurity in this use.
    pub in_scope: bool,
    /// Option 1 to 4 of ICH M7, section 8.
    pub option: u8,
    /// Where it is tested.
    pub tested_in: String,
    /// What the test must meet.
    pub acceptance: String,
    /// Where the option stands and how far the row was checked.
    pub citation: Option<Citation>,
    /// Why this option, as sentences.
    pub argument: Vec<String>,
    /// What it rests on.
    pub evidence: ControlEvidence,
    /// What data would change the option, as noun phrases.
    pub would_change: Vec<String>,
    /// Figures that carry it.
    pub figures: Vec<FigureId>,
}

/// Purge and control of one impurity.
pub(crate) struct Controlled {
    pub(crate) purge: Vec<PurgeLedger>,
    pub(crate) control: Vec<ControlProposal>,
}

/// Ledgers, control options and, from these, the quantitation limit of each use.
pub(crate) fn controlled(
    bench: &Bench<'_>,
    candidate: &Candidate<'_>,
    nature: Nature,
    uses: &mut [UseLimit],
    ledger: &mut Ledger,
) -> Controlled {
    let limited = uses.iter().any(|limit| limit.limit_ppm_substance.is_some());
    let measured = candidate
        .entered
        .iter()
        .any(|entry| !entry.purge.is_empty() || !entry.score.is_empty());
    if !limited && !measured {
        return Controlled {
            purge: Vec::new(),
            control: Vec::new(),
        };
    }
    let ledgers = purge::ledgers(bench, candidate, nature, uses, ledger);
    purge::required(candidate, uses, &ledgers, ledger);
    let case = ControlCase {
        key: &candidate.key,
        name: &candidate.name,
        causes: &candidate.causes,
        reactions: candidate
            .fates
            .iter()
            .filter(|fate| fate.kind.is_chemical())
            .map(|fate| fate.sentence.clone())
            .collect(),
        ledgers: &ledgers,
        nature,
        reference: bench.reference,
    };
    let control = proposals(&case, &candidate.routes(), uses, ledger);
    let named = (candidate.key.as_str(), candidate.name.as_str());
    quantitation(named, &control, bench.reference, uses, ledger);
    Controlled {
        purge: ledgers,
        control,
    }
}

/// What a proposal is made from.
pub(crate) struct ControlCase<'a> {
    pub(crate) key: &'a str,
    pub(crate) name: &'a str,
    pub(crate) causes: &'a [Cause],
    pub(crate) reactions: Vec<String>,
    pub(crate) ledgers: &'a [PurgeLedger],
    pub(crate) nature: Nature,
    pub(crate) reference: &'a Reference,
}

/// One route and use of a case.
pub(crate) struct Question<'a> {
    pub(crate) case: &'a ControlCase<'a>,
    pub(crate) route: Option<&'a str>,
    pub(crate) limit: &'a UseLimit,
    pub(crate) ledgers: Vec<&'a PurgeLedger>,
    /// The ledger with the lowest ratio; one without a ratio comes before all others.
    pub(crate) worst: Option<&'a PurgeLedger>,
    pub(crate) evidence: ControlEvidence,
}

/// The proposals for each route and use with a limit, with their figures.
pub(crate) fn proposals(
    case: &ControlCase<'_>,
    routes: &[String],
    uses: &[UseLimit],
    ledger: &mut Ledger,
) -> Vec<ControlProposal> {
    let routes: Vec<Option<&str>> = if routes.is_empty() {
        vec![None]
    } else {
        routes.iter().map(|route| Some(route.as_str())).collect()
    };
    let mut made = Vec::new();
    for route in routes {
        for limit in uses
            .iter()
            .filter(|limit| limit.limit_ppm_substance.is_some())
        {
            let mut proposal = propose(&Question::new(case, route, limit));
            record(case, limit, &mut proposal, ledger);
            made.push(proposal);
        }
    }
    made
}

/// The ledger with the lowest ratio for a use; one without a ratio comes before all others.
fn lowest_ratio<'a>(
    ledgers: impl Iterator<Item = &'a PurgeLedger>,
    use_id: &str,
) -> Option<&'a PurgeLedger> {
    let ratio = |ledger: &PurgeLedger| {
        let ratio = ledger.ratio(use_id).and_then(|own| own.ratio);
        ratio.unwrap_or(f64::NEG_INFINITY)
    };
    ledgers.min_by(|a, b| ratio(a).total_cmp(&ratio(b)))
}

impl<'a> Question<'a> {
    fn new(case: &'a ControlCase<'a>, route: Option<&'a str>, limit: &'a UseLimit) -> Self {
        let ledgers: Vec<&PurgeLedger> = case
            .ledgers
            .iter()
            .filter(|ledger| ledger.route.as_deref() == route)
            .collect();
        let worst = lowest_ratio(ledgers.iter().copied(), &limit.use_id);
        let shortest = ledgers.iter().map(|ledger| ledger.steps.len()).min();
        let of_worst = worst.and_then(|ledger| ledger.ratio(&limit.use_id));
        let evidence = ControlEvidence {
            entries: ledgers
                .iter()
                .filter_map(|ledger| ledger.entry.clone())
                .collect(),
            steps_after: shortest.unwrap_or(0),
            isolations: ledgers
                .iter()
                .map(|ledger| ledger.steps.iter().filter(|step| step.isolated).count())
                .min()
                .unwrap_or(0),
            required: of_worst.and_then(|own| own.required),
            predicted: worst.map(|ledger| ledger.predicted),
            measured: worst.and_then(|ledger| ledger.measured),
            ratio: of_worst.and_then(|own| own.ratio),
            measured_ratio: of_worst.and_then(|own| own.measured_ratio),
            test_after: None,
            reactions: case.reactions.clone(),
        };
        Self {
            case,
            route,
            limit,
            ledgers,
            worst,
            evidence,
        }
    }

    /// True where it arises in the last step of the route or later.
    pub(crate) fn is_late(&self) -> bool {
        self.case.causes.iter().any(|cause| {
            let here = self
                .route
                .is_none_or(|route| cause.routes.iter().any(|own| own == route));
            cause.late && (here || cause.routes.is_empty())
        })
    }

    /// Part of the limit that option 3 must leave, by the table of options.
    pub(crate) fn option_3_fraction(&self) -> Option<f64> {
        self.case.reference.control_option(3)?.fraction_of_limit
    }

    /// The first test point with an expected level at or below the limit, for option 2.
    ///
    /// What comes in at several steps is in the product together, so that the levels add up.
    pub(crate) fn tested_at_limit(&self) -> Option<String> {
        let limit = self.limit.limit_ppm_substance?;
        test_point::first(&self.ledgers, |points| {
            let mut levels = points.iter().map(|point| point.level_ppm);
            let together = levels.try_fold(0.0, |sum, level| Some(sum + level?));
            together.is_some_and(|level| level <= limit)
        })
    }

    /// The first test point behind which the measured purge of every way allows more than the limit, for option 3.
    pub(crate) fn tested_before_purge(&self) -> Option<String> {
        let fraction = self.option_3_fraction()?;
        test_point::first(&self.ledgers, |points| {
            let mut behind = points.iter().map(|point| point.measured_behind);
            behind.all(|purge| purge.is_some_and(|purge| purge * fraction > 1.0))
        })
    }

    /// True where a ratio in the band that needs no further data is backed by a reaction or a measurement.
    pub(crate) fn supports_option_4(&self) -> bool {
        let band = self
            .worst
            .and_then(|ledger| ledger.ratio(&self.limit.use_id))
            .and_then(|ratio| ratio.band.as_ref());
        band.is_some_and(|band| band.row == OPTION_4_BAND)
            && self.ledgers.iter().all(|ledger| {
                ledger.has_measured_part()
                    || (!self.case.nature.nitrosamine && ledger.has_reactivity())
            })
    }

    /// True where measured purge alone leaves less than the fraction of option 3.
    pub(crate) fn supports_option_3(&self) -> bool {
        let least = self
            .ledgers
            .iter()
            .map(|ledger| {
                ledger
                    .ratio(&self.limit.use_id)
                    .and_then(|own| own.measured_ratio)
            })
            .try_fold(f64::INFINITY, |least, ratio| Some(least.min(ratio?)));
        match (least, self.option_3_fraction()) {
            (Some(least), Some(fraction)) => !self.ledgers.is_empty() && least * fraction > 1.0,
            _ => false,
        }
    }
}

/// The option that can be argued.
fn propose(question: &Question<'_>) -> ControlProposal {
    let unmeasured = question.case.nature.nitrosamine
        && question
            .ledgers
            .iter()
            .any(|ledger| ledger.measured.is_none());
    let ratio = question.evidence.ratio;
    let mut test_after = None;
    let option = if question.is_late() || unmeasured || ratio.is_none_or(|ratio| ratio < 1.0) {
        1
    } else if question.supports_option_4() {
        4
    } else {
        let before_purge = question.tested_before_purge();
        if question.supports_option_3() && before_purge.is_some() {
            test_after = before_purge;
            3
        } else {
            test_after = question.tested_at_limit();
            if test_after.is_some() { 2 } else { 1 }
        }
    };
    let row = question.case.reference.control_option(option);
    let mut evidence = question.evidence.clone();
    evidence.test_after = test_after;
    ControlProposal {
        route: question.route.map(str::to_owned),
        use_id: question.limit.use_id.clone(),
        in_scope: question.limit.in_scope,
        option,
        tested_in: row.map(|row| row.tested_in.clone()).unwrap_or_default(),
        acceptance: row.map(|row| row.acceptance.clone()).unwrap_or_default(),
        citation: row.map(concerted_reference::Row::citation),
        argument: argument::argument(question, option, evidence.test_after.as_deref()),
        would_change: argument::would_change(question, option),
        evidence,
        figures: Vec::new(),
    }
}

/// Records the option, resting on the limit and on every ratio.
fn record(
    case: &ControlCase<'_>,
    limit: &UseLimit,
    proposal: &mut ControlProposal,
    ledger: &mut Ledger,
) {
    let on_route = case
        .ledgers
        .iter()
        .filter(|own| own.route == proposal.route);
    let ratios: Vec<FigureId> = on_route
        .filter(|own| {
            own.ratio(&limit.use_id)
                .is_some_and(|own| own.ratio.is_some())
        })
        .map(|own| ratio_figure(case.key, own, &limit.use_id))
        .collect();
    let limit_figure = format!("genotox.{}.{}.limit_ppm_substance", case.key, limit.use_id);
    let inputs = ratios
        .iter()
        .cloned()
        .chain([FigureId(limit_figure)])
        .map(Input::Figure)
        .chain(proposal.citation.clone().map(|citation| {
            Input::Reference(
                citation,
                format!("{}: {}", proposal.tested_in, proposal.acceptance),
            )
        }));
    let id = FigureId(format!(
        "genotox.{}.control.{}.{}",
        case.key,
        proposal.route.as_deref().unwrap_or("none"),
        limit.use_id
    ));
    ledger.derive(
        id.clone(),
        format!("control option of {}, {}", case.name, limit.use_id),
        CONTROL,
        format!("option {}", proposal.option),
        inputs.collect::<Vec<_>>(),
    );
    proposal.figures = std::iter::once(id).chain(ratios).collect();
}
