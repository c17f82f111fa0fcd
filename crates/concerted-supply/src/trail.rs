//! What a number rests on, gathered while it is computed, and the defaults of the reference.

use concerted_model::figure::{Assumption, Input};
use concerted_model::given::{Given, Traced};
use concerted_model::quantity::{Dimension, Quantity, shortest};
use concerted_reference::Reference;

/// Every default that this crate names, for the test that looks them up.
#[cfg(test)]
pub(crate) const NAMED: &[&str] = &[
    "batch_failure_probability",
    "batch_release_time",
    "batch_yield_spread",
    "body_weight_human_clinical",
    "body_weight_spread",
    "campaign_clean_down",
    "campaign_set_up",
    "clinical_overage_fraction",
    "development_mass",
    "dose_analysis_sample",
    "dosing_loss",
    "drop_out_fraction",
    "drug_product_loss",
    "excipient_mass_per_dose",
    "minimum_machine_batch",
    "recruitment_shape",
    "reference_standard_mass",
    "release_test_mass",
    "retained_sample_mass",
    "retest_period",
    "stability_sample_mass",
    "step_cycle_time",
    "supply_service_level",
    "toxicology_batch_release_time",
];

/// A default of the reference with its origin, in the unit of its row.
///
/// A name that no row has is a fault of this crate, which its tests exclude.
pub(crate) fn assumed(reference: &Reference, id: &str) -> Traced {
    let row = reference
        .assumption(id)
        .expect("a test looks up every default that this crate names");
    let unit = if row.unit == "1" {
        String::new()
    } else {
        format!(" {}", row.unit)
    };
    let assumption = Assumption {
        id: row.id.clone(),
        value: format!("{}{unit}", shortest(row.value)),
        reason: row.reason.clone(),
    };
    Traced::new(row.value, [Input::Assumed(assumption)])
}

/// The entered quantity in its base unit, or the default where there is none.
pub(crate) fn given_or<D: Dimension>(
    given: Option<&Given<Quantity<D>>>,
    reference: &Reference,
    default: &str,
) -> Traced {
    given.map_or_else(|| assumed(reference, default), Traced::from)
}

/// The inputs of a number in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trail(pub(crate) Vec<Input>);

impl Trail {
    /// Notes what a number rests on and hands out the number.
    pub(crate) fn take(&mut self, traced: impl Into<Traced>) -> f64 {
        let traced = traced.into();
        self.0.extend(traced.inputs);
        traced.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_named_here_exists() {
        for id in NAMED {
            assert_eq!(assumed(Reference::embedded(), id).inputs.len(), 1, "{id}");
        }
    }
}
