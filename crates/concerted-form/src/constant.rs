//! Constants of classification by the id of their row.

use concerted_reference::{Biopharmaceutic, Reference};

/// A constant of classification.
///
/// # Panics
/// Never with the embedded data: a test looks up every row that this crate names.
pub(crate) fn constant<'a>(reference: &'a Reference, id: &str) -> &'a Biopharmaceutic {
    reference
        .biopharmaceutic(id)
        .expect("the constants that this crate names are rows of the table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_that_is_named_exists() {
        for id in [
            "bcs_dose_number",
            "bcs_fraction_absorbed",
            "bcs_ph_high",
            "bcs_ph_low",
            "bcs_ph_middle",
            "bcs_volume",
            "capsule_fill",
            "cocrystal_delta_pka",
            "dcs_permeability",
            "dcs_volume",
            "diffusion_coefficient",
            "intestinal_radius",
            "intestinal_transit",
            "ionised_above",
            "ionised_intercept",
            "ionised_slope",
            "neutral_below",
            "particle_density",
            "salt_delta_pka",
        ] {
            assert_eq!(constant(Reference::embedded(), id).id, id);
        }
    }
}
