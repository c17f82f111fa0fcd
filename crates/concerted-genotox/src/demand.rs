//! Which use needs an impurity measured first, and how low.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::program::{Program, Stage};
use concerted_model::quantity::limit_digits;

use crate::outcome::UseLimit;

const FIRST: Rule = Rule {
    id: "genotox.first-quantitation-limit",
    formula: "lowest quantitation limit over the uses in scope in Phase 1, else over all uses in scope",
    unit: "ppm",
};
const TIGHTEST: Rule = Rule {
    id: "genotox.tightest-quantitation-limit",
    formula: "lowest quantitation limit over the uses in scope",
    unit: "ppm",
};

/// A quantitation limit in ppm of the substance, of one use.
#[derive(Debug, Clone, PartialEq)]
struct OfUse {
    ppm: f64,
    use_id: String,
}

/// What has to be measured, and when.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Demand {
    /// True where a use in Phase 1 has the impurity in scope: only then the first GMP batch waits for work on it.
    pub(crate) phase_1: bool,
    /// First use in scope by stage, as the document orders them within a stage.
    first_use: Option<String>,
    /// Sizes the work: of Phase 1 where in scope there, else the lowest.
    sizing: Option<OfUse>,
    /// The lowest, where it is below the one that sizes the work.
    later: Option<OfUse>,
}

impl Demand {
    /// What the limits of an impurity demand.
    pub(crate) fn new(program: &Program, uses: &[UseLimit]) -> Self {
        let staged = || {
            let both = program.uses.iter().zip(uses);
            both.filter(|(_, limit)| limit.in_scope)
        };
        let lowest = |first: bool| {
            staged()
                .filter(|(stage, _)| !first || stage.stage == Stage::Phase1)
                .filter_map(|(_, limit)| {
                    Some(OfUse {
                        ppm: limit.quantitation_limit_ppm?,
                        use_id: limit.use_id.clone(),
                    })
                })
                .min_by(|a, b| a.ppm.total_cmp(&b.ppm))
        };
        let tightest = lowest(false);
        let sizing = lowest(true).or_else(|| tightest.clone());
        let later = tightest.filter(|tightest| {
            sizing
                .as_ref()
                .is_some_and(|sizing| tightest.ppm < sizing.ppm)
        });
        Self {
            phase_1: staged().any(|(stage, _)| stage.stage == Stage::Phase1),
            first_use: staged()
                .min_by_key(|(stage, _)| stage.stage)
                .map(|(_, limit)| limit.use_id.clone()),
            sizing,
            later,
        }
    }

    /// The limit that sizes the work, in ppm of the substance.
    pub(crate) fn ppm(&self) -> Option<f64> {
        self.sizing.as_ref().map(|sizing| sizing.ppm)
    }

    /// How low a method must go and for which use, as the end of a title; `None` without a limit.
    pub(crate) fn quantitation_words(&self) -> Option<String> {
        let OfUse { ppm, use_id } = self.sizing.as_ref()?;
        let ppm = limit_digits(*ppm);
        Some(match (&self.later, &self.first_use) {
            (Some(later), _) => format!(
                "{ppm} ppm for `{use_id}` ({} ppm for `{}`)",
                limit_digits(later.ppm),
                later.use_id
            ),
            (None, Some(first)) if !self.phase_1 && first != use_id => {
                format!("{ppm} ppm for `{use_id}` (needed from use `{first}` on)")
            }
            (None, _) if self.phase_1 => format!("{ppm} ppm for `{use_id}`"),
            (None, _) => format!("{ppm} ppm (needed for use `{use_id}`)"),
        })
    }

    /// Which later use needs the work, as the end of a title; empty where Phase 1 does.
    pub(crate) fn later_use_words(&self) -> String {
        match &self.first_use {
            Some(first) if !self.phase_1 => format!(" (needed for use `{first}`)"),
            _ => String::new(),
        }
    }

    /// Records the limit that sizes the work and the lowest one; gives the figure of the first.
    ///
    /// Which uses are in scope depends on every duration, so all of them are inputs.
    pub(crate) fn record(
        &self,
        program: &Program,
        key: &str,
        uses: &[UseLimit],
        ledger: &mut Ledger,
    ) -> Option<FigureId> {
        let sizing = self.sizing.as_ref()?;
        let figures = uses
            .iter()
            .filter(|limit| limit.quantitation_limit_ppm.is_some())
            .map(|limit| {
                let id = format!("genotox.{key}.{}.quantitation_limit", limit.use_id);
                Input::Figure(FigureId(id))
            });
        let durations = program.uses.iter().map(|stage| stage.duration.input());
        let inputs: Vec<Input> = figures.chain(durations).collect();
        let id = FigureId(format!("genotox.{key}.quantitation_limit"));
        ledger.derive(
            id.clone(),
            format!("quantitation limit of {key} for use {}", sizing.use_id),
            FIRST,
            sizing.ppm,
            inputs.clone(),
        );
        let tightest = self.later.as_ref().unwrap_or(sizing);
        ledger.derive(
            format!("genotox.{key}.tightest_quantitation_limit"),
            format!(
                "tightest quantitation limit of {key}, for use {}",
                tightest.use_id
            ),
            TIGHTEST,
            tightest.ppm,
            inputs,
        );
        Some(id)
    }
}
