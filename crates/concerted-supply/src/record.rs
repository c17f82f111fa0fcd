//! The figures of a planned campaign.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::given::Traced;

use crate::batches::GradeCase;
use crate::campaign::{campaign_days, release_default};
use crate::choice::{Choice, Judgement};
use crate::held::retest_days;
use crate::trail::assumed;

const BATCHES: Rule = Rule {
    id: "supply.batch.batches",
    formula: "fewest batches within the largest batch of the site that cover the simulated demand at the service level",
    unit: "",
};
const MASS: Rule = Rule {
    id: "supply.batch.mass",
    formula: "smallest mass of each batch that covers the simulated demand at the service level, given failures and yield: the newsvendor quantity of the samples, rounded up to three digits",
    unit: "kg",
};
const SHORTAGE: Rule = Rule {
    id: "supply.batch.shortage_probability",
    formula: "share of fresh samples in which held and planned batches give less than the demand",
    unit: "",
};
const ONE_MORE: Rule = Rule {
    id: "supply.batch.shortage_with_one_more",
    formula: "share of fresh samples that fall short with one batch more of the same mass",
    unit: "",
};
const LEFT_OVER: Rule = Rule {
    id: "supply.batch.left_over",
    formula: "mean over fresh samples of supply − demand where positive",
    unit: "kg",
};
const RELEASE: Rule = Rule {
    id: "supply.batch.release_days",
    formula: "time from the end of the campaign to release",
    unit: "d",
};
const RETEST: Rule = Rule {
    id: "supply.batch.retest_days",
    formula: "time from release to retest",
    unit: "d",
};

/// What the plan needs of the figures that were recorded.
pub(crate) struct Recorded {
    /// Mass of each batch; `None` where no batch is planned.
    pub(crate) mass: Option<FigureId>,
    pub(crate) campaign_days: Option<Traced>,
    pub(crate) release_days: Traced,
    pub(crate) retest_days: Traced,
    pub(crate) shortage: FigureId,
    /// Probability of shortage with one batch more.
    pub(crate) one_more: f64,
}

/// Records the figures of one grade; only the probability of shortage where the held batches suffice.
pub(crate) fn record(
    supply: &GradeCase<'_>,
    choice: &Choice,
    (judgement, one_more): (Judgement, Judgement),
    ledger: &mut Ledger,
) -> Recorded {
    let grade = supply.grade.grade;
    let key = |what: &str| FigureId(format!("supply.batch.{grade}.{what}"));
    let count = ledger.derive(
        key("batches"),
        format!("{grade} batches to make"),
        BATCHES,
        f64::from(choice.batches),
        supply.inputs(),
    );
    let mut inputs = vec![count.clone()];
    let made = choice.batches > 0;
    if made {
        let label = format!("mass of each {grade} batch");
        let also = supply.inputs().into_iter().chain([count.clone()]);
        inputs.push(ledger.derive(key("mass"), label, MASS, choice.batch_kg, also));
    }
    inputs.extend(supply.inputs());
    let mut judged = |what: &str, label: String, rule, value: f64| {
        ledger.derive(key(what), label, rule, value, inputs.clone());
    };
    judged(
        "shortage_probability",
        format!("probability that {grade} substance falls short"),
        SHORTAGE,
        judgement.shortage,
    );
    judged(
        "left_over",
        format!("expected {grade} substance left over"),
        LEFT_OVER,
        judgement.left_over_kg,
    );
    if made {
        let label = format!("probability that {grade} substance falls short with one batch more");
        judged("shortage_with_one_more", label, ONE_MORE, one_more.shortage);
    }
    let (release_days, retest_days) = times(supply, made, ledger);
    let cycle = supply.case.cycle.as_ref().filter(|_| made);
    Recorded {
        mass: made.then(|| key("mass")),
        campaign_days: cycle.map(|cycle| {
            let what = (grade, choice.batches, &count);
            campaign_days(supply.case.reference, what, cycle, ledger)
        }),
        release_days,
        retest_days,
        shortage: key("shortage_probability"),
        one_more: one_more.shortage,
    }
}

/// Release and retest time, recorded where batches are made.
fn times(supply: &GradeCase<'_>, made: bool, ledger: &mut Ledger) -> (Traced, Traced) {
    let grade = supply.grade.grade;
    let mut time = |what: &str, label: &str, rule: Rule, traced: Traced| {
        if !made {
            return traced;
        }
        let id = format!("supply.batch.{grade}.{what}");
        let label = format!("{label} {grade} batches");
        let figure: Input = ledger.derive(id, label, rule, traced.value, traced.inputs);
        Traced::new(traced.value, [figure])
    };
    let case = supply.case;
    let release = assumed(case.reference, release_default(grade));
    let retest = retest_days(case.program, case.reference, None);
    (
        time("release_days", "release time of", RELEASE, release),
        time("retest_days", "time to retest of", RETEST, retest),
    )
}
