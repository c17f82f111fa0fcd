//! Records the figures of a ledger with everything they rest on.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::given::Traced;

use super::ledger::{LedgerStep, PurgeLedger, PurgeRatio};
use super::request::PurgeRequest;

const LEVEL: Rule = Rule {
    id: "genotox.purge-level",
    formula: "highest level entered; else, for what is charged, 1 ÷ mass of product for one mass of it, as if all of it stayed",
    unit: "ppm",
};
const STEP: Rule = Rule {
    id: "genotox.step-purge",
    formula: "measured purge of the step, else product of its scores, else 1; for nitrosamines measured only",
    unit: "",
};
const PREDICTED: Rule = Rule {
    id: "genotox.predicted-purge",
    formula: "product over the steps of all scores, counted or not; predicted and not validated against measured cases",
    unit: "",
};
const COUNTED: Rule = Rule {
    id: "genotox.counted-purge",
    formula: "product over the steps of the purge that counts",
    unit: "",
};
const GAIN: Rule = Rule {
    id: "genotox.purge-mass-gain",
    formula: "product over the steps of y M(product) ÷ (n M(input)): mass of substance for one mass of the product where it forms or enters",
    unit: "",
};
const REQUIRED: Rule = Rule {
    id: "genotox.required-purge",
    formula: "level where it forms or enters ÷ mass gain ÷ limit in the substance",
    unit: "",
};
const RATIO: Rule = Rule {
    id: "genotox.purge-ratio",
    formula: "purge that counts ÷ purge required",
    unit: "",
};

/// Prefix of the figures of a ledger.
pub(crate) fn prefix(key: &str, ledger: &PurgeLedger) -> String {
    let part = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
    format!(
        "genotox.{key}.purge.{}.{}",
        part(&ledger.route),
        part(&ledger.entry)
    )
}

/// Figure of the ratio of a use.
pub(crate) fn ratio_figure(key: &str, ledger: &PurgeLedger, use_id: &str) -> FigureId {
    FigureId(format!("{}.{use_id}.purge_ratio", prefix(key, ledger)))
}

/// Records a ledger.
pub(crate) fn record(key: &str, request: &PurgeRequest, made: &PurgeLedger, ledger: &mut Ledger) {
    let prefix = prefix(key, made);
    let name = &made.impurity;
    let level = request.level.as_ref().map(|level| {
        ledger.derive(
            format!("{prefix}.level"),
            format!("level at which {name} starts"),
            LEVEL,
            level.ppm.value,
            level.ppm.inputs.iter().cloned(),
        )
    });
    let mut counted = Vec::new();
    let mut scored = Vec::new();
    for step in &made.steps {
        counted.extend(record_step(&prefix, name, step, ledger));
        scored.extend(step.scores.iter().flat_map(|score| score.inputs.clone()));
    }
    if counted.is_empty() {
        // Nothing is known of any step: there is no purge to show, and the level stands against the limit.
        counted.extend(level.clone());
    } else {
        let id = |what: &str| format!("{prefix}.{what}");
        let words = format!("purge of {name} that counts");
        let all = ledger.derive(id("counted_purge"), words, COUNTED, made.counted, counted);
        counted = vec![all];
    }
    if !scored.is_empty() {
        ledger.derive(
            format!("{prefix}.predicted_purge"),
            format!("predicted purge of {name} (not validated)"),
            PREDICTED,
            made.predicted,
            scored,
        );
    }
    let gains = request.steps.iter().flat_map(|step| &step.mass_gain);
    let gains: Vec<Input> = gains.flat_map(|gain| gain.inputs.clone()).collect();
    let gain = (!gains.is_empty()).then(|| {
        ledger.derive(
            format!("{prefix}.mass_gain"),
            format!("mass of substance for one mass of the product in which {name} starts"),
            GAIN,
            made.mass_gain,
            gains,
        )
    });
    let level: Vec<Input> = level.into_iter().chain(gain).collect();
    for (ratio, limit) in made.uses.iter().zip(&request.limits) {
        record_ratio(&prefix, name, ratio, (&level, &limit.ppm, &counted), ledger);
    }
}

fn record_step(prefix: &str, name: &str, step: &LedgerStep, ledger: &mut Ledger) -> Option<Input> {
    if step.inputs.is_empty() {
        return None;
    }
    Some(ledger.derive(
        format!("{prefix}.{}.step_purge", step.step),
        format!(
            "purge of {name} in step {}, {}",
            step.name,
            step.origin.word()
        ),
        STEP,
        step.counted,
        step.inputs.iter().cloned(),
    ))
}

fn record_ratio(
    prefix: &str,
    name: &str,
    ratio: &PurgeRatio,
    (level, limit, counted): (&[Input], &Traced, &[Input]),
    ledger: &mut Ledger,
) {
    let (Some(required), Some(value)) = (ratio.required, ratio.ratio) else {
        return;
    };
    let needed = ledger.derive(
        format!("{prefix}.{}.required_purge", ratio.use_id),
        format!("purge required of {name}, {}", ratio.use_id),
        REQUIRED,
        required,
        level.iter().chain(&limit.inputs).cloned(),
    );
    ledger.derive(
        format!("{prefix}.{}.purge_ratio", ratio.use_id),
        format!("purge ratio of {name}, {}", ratio.use_id),
        RATIO,
        value,
        counted.iter().cloned().chain([needed]),
    );
}
