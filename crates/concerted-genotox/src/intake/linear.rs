//! Linear extrapolation from a carcinogenic potency.

/// Acceptable intake in µg/day from a TD50 in mg/kg/day: AI = TD50 / 50,000 × 50 kg × 1000 µg/mg.
///
/// A TD50 gives half the animals tumours; divided by 50,000 the risk is one in 100,000. Valid for mutagenic carcinogens
/// (ICH M7, class 1) and oral or comparable exposure; never for carcinogens that are negative in bacteria, which get a
/// permitted daily exposure. The result holds for a lifetime. Source: ICH M7(R2), section 7.2.1 and note 4, whose
/// worked example is ethylene oxide: 21.3 mg/kg/day in rats gives 21.3 µg/day. `None` for anything but a positive,
/// finite potency.
///
/// ```
/// let intake = concerted_genotox::linear_intake_ug_per_day(21.3).expect("a potency");
/// assert!((intake - 21.3).abs() < 1e-12);
/// ```
pub fn linear_intake_ug_per_day(td50_mg_per_kg_day: f64) -> Option<f64> {
    const RISK_DIVISOR: f64 = 50_000.0;
    const BODY_MASS_KG: f64 = 50.0;
    const MICROGRAMS_PER_MILLIGRAM: f64 = 1000.0;
    (td50_mg_per_kg_day.is_finite() && td50_mg_per_kg_day > 0.0)
        .then(|| td50_mg_per_kg_day / RISK_DIVISOR * BODY_MASS_KG * MICROGRAMS_PER_MILLIGRAM)
}

#[cfg(test)]
mod tests {
    use concerted_reference::Reference;

    use super::*;

    #[test]
    fn ethylene_oxide_of_the_guideline() {
        // ICH M7(R2), note 4: rat TD50 21.3 mg/kg/day, 21.3 µg/day for a person of 50 kg.
        let row = Reference::embedded()
            .class_specific("ethylene_oxide")
            .unwrap();
        let intake = linear_intake_ug_per_day(21.3).unwrap();
        assert!((intake - row.intake_ug_per_day.unwrap()).abs() < 1e-9);
    }

    #[test]
    fn calculations_of_the_table_follow_the_formula() {
        // Carcinogenic Potency Database: NDMA 0.0959 mg/kg/day gives 96 ng/day, the intake that agencies list.
        let ndma = linear_intake_ug_per_day(0.0959).unwrap();
        assert!((ndma * 1000.0 - 95.9).abs() < 1e-9);
        for row in Reference::embedded().td50_rows() {
            let own = linear_intake_ug_per_day(row.lowest_td50_mg_per_kg_day).unwrap();
            assert!(
                (own / row.linear_intake_ug_per_day - 1.0).abs() < 1e-3,
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn no_potency_gives_no_intake() {
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(linear_intake_ug_per_day(wrong), None);
        }
    }
}
