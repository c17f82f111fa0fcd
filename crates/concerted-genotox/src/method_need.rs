//! What a method has to reach and what work that adds: it follows from the control option.

use concerted_model::figure::{Assumption, FigureId, Input, Ledger, Rule};
use concerted_model::quantity::shortest;
use concerted_reference::{Cited, Reference, ThreePoint};

use crate::control::ControlProposal;
use crate::outcome::UseLimit;
use crate::technique::TechniqueProposal;

const QUANTITATION: Rule = Rule {
    id: "genotox.quantitation-limit",
    formula: "fraction × limit in ppm of the substance; the fraction is the quantitation fraction where option 1 or 3 is proposed on some route, else 1",
    unit: "ppm",
};
/// Work that a method for one impurity adds, by row of the ask catalogue.
const WORK: &[&str] = &["trace_method", "impurity_standard"];

/// Work that a method adds to the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedWork {
    /// Row of the ask catalogue.
    pub catalogue: String,
    /// Name of the row.
    pub name: String,
    /// Duration in weeks, with where it stands.
    pub weeks: Cited<ThreePoint>,
    /// Cost in thousand USD, with where it stands.
    pub cost_kusd: Cited<ThreePoint>,
}

/// What a method for an impurity needs.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodNeed {
    /// Technique that is likely to do it, with reasons.
    pub technique: TechniqueProposal,
    /// Work that it adds; without what the technique itself adds, which stands in its reasons.
    pub work: Vec<AddedWork>,
}

impl MethodNeed {
    /// What a method by this technique adds.
    pub(crate) fn new(technique: TechniqueProposal, reference: &Reference) -> Self {
        let work = WORK
            .iter()
            .filter_map(|id| reference.ask(id))
            .map(|row| AddedWork {
                catalogue: row.id.clone(),
                name: row.name.clone(),
                weeks: row.weeks(),
                cost_kusd: row.cost_kusd(),
            })
            .collect();
        Self { technique, work }
    }
}

/// Fills in the quantitation limit of each use with a limit, and why it is that.
///
/// LOQ = f L with L the limit in ppm; f = 0.3 (default `quantitation_fraction`) where option 1, for which testing less
/// often is kept open, or option 3 is proposed on at least one route or nothing is proposed; f = 1 where only options 2
/// and 4 are. Source: ICH M7(R2), section 8.
pub(crate) fn quantitation(
    (key, name): (&str, &str),
    proposals: &[ControlProposal],
    reference: &Reference,
    uses: &mut [UseLimit],
    ledger: &mut Ledger,
) {
    let Some(row) = reference.assumption("quantitation_fraction") else {
        return;
    };
    for limit in uses {
        let Some(ppm) = limit.limit_ppm_substance else {
            continue;
        };
        let of_use = || proposals.iter().filter(|own| own.use_id == limit.use_id);
        let low = of_use().find(|own| own.option % 2 == 1);
        let (fraction, reason) = match (low, of_use().next()) {
            (Some(own), _) if own.option == 3 => (
                row.value,
                format!(
                    "option 3 is proposed, which has to show less than {} % of the limit",
                    shortest(row.value * 100.0)
                ),
            ),
            (Some(_), _) | (None, None) => (
                row.value,
                format!(
                    "option 1 is proposed, and results under {} % of the limit allow to test less often",
                    shortest(row.value * 100.0)
                ),
            ),
            (None, Some(own)) => (
                1.0,
                format!(
                    "option {} is proposed, for which a method at or below the limit is enough",
                    own.option
                ),
            ),
        };
        let assumed = Input::Assumed(Assumption {
            id: row.id.clone(),
            value: shortest(row.value),
            reason: row.reason.clone(),
        });
        let prefix = format!("genotox.{key}.{}", limit.use_id);
        let figure = FigureId(format!("{prefix}.quantitation_limit"));
        let mut inputs = vec![
            Input::Figure(FigureId(format!("{prefix}.limit_ppm_substance"))),
            assumed,
        ];
        inputs.extend(
            of_use()
                .filter_map(|own| own.figures.first().cloned())
                .map(Input::Figure),
        );
        ledger.derive(
            figure.clone(),
            format!("quantitation limit of {name}, {}", limit.use_id),
            QUANTITATION,
            fraction * ppm,
            inputs,
        );
        limit.figures.push(figure);
        limit.quantitation_limit_ppm = Some(fraction * ppm);
        limit.quantitation_fraction = Some(fraction);
        limit.quantitation_reason =
            format!("{} % of the limit: {reason}.", shortest(fraction * 100.0));
    }
}
