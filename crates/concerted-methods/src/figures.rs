//! The figures of the methods engine.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::handover::{QuantitationNeed, ThreePoint};
use concerted_model::program::Program;

use crate::matching::find_for_need;
use crate::repeat::RepeatedTests;
use crate::required::{RequiredMethod, Standing, trace_key};
use crate::transfer::{MethodTransfer, TransferLane};

const REQUIRED: Rule = Rule {
    id: "methods.required",
    formula: "tests of the release panel of each stage, and one trace method per impurity to be measured",
    unit: "",
};
const OPEN: Rule = Rule {
    id: "methods.open",
    formula: "required methods that no method of the program meets",
    unit: "",
};
const MARGIN: Rule = Rule {
    id: "methods.limit_ratio",
    formula: "limit of quantitation of the method / limit needed; at most 1 is low enough",
    unit: "",
};
const TRANSFERS: Rule = Rule {
    id: "methods.transfers",
    formula: "methods that must be run at a site where they are not set up",
    unit: "",
};
const LANE: Rule = Rule {
    id: "methods.transfer_cost",
    formula: "sets of methods · H03, and H04 where verified or revalidated; the share of the table between sites of one company",
    unit: "kUSD",
};
const LANE_WEEKS: Rule = Rule {
    id: "methods.transfer_weeks",
    formula: "H03, and after it H04 where revalidated; sets move, and general procedures are verified, side by side",
    unit: "wk",
};
const REPEATS: Rule = Rule {
    id: "methods.repeats",
    formula: "tests done again per batch on receipt, and stability studies set up a second time",
    unit: "",
};
const REPEAT: Rule = Rule {
    id: "methods.repeat_cost",
    formula: "H05 per batch on receipt, H06 per stability study; the share of the table between sites of one company",
    unit: "kUSD",
};
const TOTAL: Rule = Rule {
    id: "methods.border_cost",
    formula: "sum of the likely costs of transfers and of repeats for one batch",
    unit: "kUSD",
};

/// Everything that may change which methods are needed and which method serves.
pub(crate) fn selecting(program: &Program, needs: &[QuantitationNeed]) -> Vec<Input> {
    let limits = program
        .method
        .iter()
        .filter_map(|method| Some(method.quantitation_limit.as_ref()?.input()));
    let figures = needs.iter().map(|need| Input::Figure(need.figure.clone()));
    limits.chain(figures).collect()
}

/// Figures of the methods required.
pub(crate) fn required(
    program: &Program,
    needs: &[QuantitationNeed],
    required: &[RequiredMethod],
    ledger: &mut Ledger,
) {
    let selecting = selecting(program, needs);
    let open = required.iter().filter(|one| one.standing != Standing::Met);
    let count = open.count() as f64;
    let mut derive = |id: &str, label: &str, rule: Rule, value: f64| {
        ledger.derive(id, label, rule, value, selecting.clone());
    };
    derive(
        "methods.required",
        "methods required",
        REQUIRED,
        required.len() as f64,
    );
    derive("methods.open", "required methods not yet met", OPEN, count);
    for need in needs {
        let limit =
            find_for_need(program, need).and_then(|method| method.quantitation_limit.as_ref());
        if let Some(limit) = limit
            && need.quantitation_limit > 0.0
        {
            derive(
                &format!("{}.limit_ratio", trace_key(need)),
                &format!("limit of quantitation against need, {}", need.name),
                MARGIN,
                limit.value.base() / need.quantitation_limit,
            );
        }
    }
}

/// Figures of transfers and repeats.
pub(crate) fn borders(
    selecting: &[Input],
    transfers: &[MethodTransfer],
    lanes: &[TransferLane],
    repeats: &[RepeatedTests],
    ledger: &mut Ledger,
) {
    // With no border at all the total still depends on what selects the methods.
    let mut costs: Vec<Input> = selecting.to_vec();
    let mut total = 0.0;
    for lane in lanes {
        let key = format!("methods.transfer.{}.{}", lane.from, lane.to);
        let name = format!("transfers from {} to {}", lane.from, lane.to);
        let inputs = || lane.price.inputs.iter().chain(selecting).cloned();
        costs.push(three_points(
            ledger,
            (format!("{key}.cost"), format!("cost of the {name}")),
            (LANE, lane.cost_kusd),
            inputs(),
        ));
        three_points(
            ledger,
            (format!("{key}.weeks"), format!("duration of the {name}")),
            (LANE_WEEKS, lane.weeks),
            inputs(),
        );
        total += lane.cost_kusd.mode;
    }
    for repeat in repeats {
        costs.push(three_points(
            ledger,
            (
                format!("{}.cost", repeat.key),
                format!("cost of {}", repeat.name),
            ),
            (REPEAT, repeat.cost_kusd),
            repeat.price.inputs.iter().chain(selecting).cloned(),
        ));
        total += repeat.cost_kusd.mode;
    }
    let tests: usize = repeats.iter().map(|one| one.tests).sum();
    let mut derive = |id: &str, label: &str, rule: Rule, value: f64, inputs: Vec<Input>| {
        ledger.derive(id, label, rule, value, inputs);
    };
    let counted = || selecting.to_vec();
    derive(
        "methods.transfers",
        "methods transferred",
        TRANSFERS,
        transfers.len() as f64,
        counted(),
    );
    derive(
        "methods.repeats",
        "tests repeated",
        REPEATS,
        tests as f64,
        counted(),
    );
    derive(
        "methods.cost",
        "cost of transfers and repeats",
        TOTAL,
        total,
        costs,
    );
}

fn three_points(
    ledger: &mut Ledger,
    (id, label): (String, String),
    (rule, point): (Rule, ThreePoint),
    inputs: impl IntoIterator<Item = Input>,
) -> Input {
    let figure = ledger.derive(id, label, rule, point.mode, inputs);
    ledger.bound(&figure, point.low, point.high);
    figure
}
