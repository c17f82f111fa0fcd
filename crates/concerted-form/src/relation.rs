//! The thermodynamic relation of two forms from their melting data.

use statrs::function::erf::erf;

/// Temperature at which forms are compared, in K.
pub const ROOM_TEMPERATURE_K: f64 = 298.15;

/// Quantile of the standard normal distribution for a two-sided interval of 95 %.
const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

/// Melting data of one form with their standard errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Melting {
    /// Melting point Tm in K.
    pub temperature_k: f64,
    /// Standard error of the melting point in K.
    pub temperature_error_k: f64,
    /// Heat of fusion ΔHf in kJ/mol.
    pub enthalpy: f64,
    /// Standard error of the heat of fusion in kJ/mol.
    pub enthalpy_error: f64,
}

impl Melting {
    /// Entropy of fusion ΔHf/Tm in kJ/(mol K).
    pub(crate) fn entropy(&self) -> f64 {
        self.enthalpy / self.temperature_k
    }
}

/// How the stability of two forms depends on temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// Each form is the stable one in a range of temperatures below its melting point.
    Enantiotropic,
    /// The form with the higher melting point is the stable one at every temperature.
    Monotropic,
}

impl RelationKind {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enantiotropic => "enantiotropic",
            Self::Monotropic => "monotropic",
        }
    }
}

/// The relation of two forms; form 1 is the one with the higher melting point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// The more probable kind.
    pub kind: RelationKind,
    /// Probability that the pair is monotropic.
    pub monotropic_probability: f64,
    /// Temperature T0 in K at which the lines of free energy cross; absent where they are parallel.
    ///
    /// In a monotropic pair it lies above both melting points or below 0 K and has no physical meaning.
    pub crossing_k: Option<f64>,
    /// Fieller interval of 95 % of T0 in K; absent where the errors leave it unbounded.
    pub crossing_interval_k: Option<(f64, f64)>,
    /// G(form 1) − G(form 2) at 298.15 K in kJ/mol: negative where form 1 is the more stable.
    pub free_energy_difference: f64,
    /// Standard error of that difference in kJ/mol.
    pub free_energy_error: f64,
}

impl Relation {
    /// Probability of [`Self::kind`].
    pub fn probability(&self) -> f64 {
        match self.kind {
            RelationKind::Monotropic => self.monotropic_probability,
            RelationKind::Enantiotropic => 1.0 - self.monotropic_probability,
        }
    }

    /// Transition temperature in K of an enantiotropic pair.
    pub fn transition_k(&self) -> Option<f64> {
        match self.kind {
            RelationKind::Enantiotropic => self.crossing_k,
            RelationKind::Monotropic => None,
        }
    }

    /// Probability that form 1 is the more stable one at 298.15 K.
    pub fn first_stable_probability(&self) -> f64 {
        probability_above_zero(-self.free_energy_difference, self.free_energy_error)
    }
}

/// What is known of the heat capacity of fusion ΔCp = Cp(melt) − Cp(crystal), taken as the same for both forms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatCapacity {
    /// Expected value in kJ/(mol K).
    pub mean: f64,
    /// Its standard deviation in kJ/(mol K).
    pub error: f64,
}

impl HeatCapacity {
    /// No heat-capacity term.
    pub const NONE: Self = Self {
        mean: 0.0,
        error: 0.0,
    };

    /// A prior as a share of the mean entropy of fusion of two forms.
    ///
    /// The classical assumptions are none (ideal solubility by van 't Hoff) and all of the entropy of
    /// fusion (Hildebrand); a share of one half with a standard deviation of one quarter holds both inside
    /// its interval of 95 %.
    pub fn prior(first: &Melting, second: &Melting, share: f64, share_error: f64) -> Self {
        let entropy = f64::midpoint(first.entropy(), second.entropy());
        Self {
            mean: share * entropy,
            error: share_error * entropy,
        }
    }
}

/// The relation of form 1 (higher melting point) and form 2 without heat-capacity term.
///
/// With constant ΔHf the free energy of form i is Gᵢ = G(melt) − ΔHfᵢ·(1 − T/Tmᵢ), and the lines cross at
/// T0 = (ΔHf2 − ΔHf1)/(ΔHf2/Tm2 − ΔHf1/Tm1). Form 1 is the more stable at Tm2 and Tm1; the lines cross
/// between 0 K and Tm2 exactly where ΔHf2 > ΔHf1: the heat-of-fusion rule (Burger and Ramberger,
/// Mikrochim. Acta 1979, 72, 259). The pair is therefore monotropic where the form that really melts
/// higher also has the larger ΔHf. For independent normal errors, with Φ the normal distribution,
/// p = Φ((Tm1 − Tm2)/σT) and q = Φ((ΔHf1 − ΔHf2)/σH),
/// P(monotropic) = p·q + (1 − p)·(1 − q): no sampling is needed.
///
/// Valid where both forms melt without converting or decomposing and the heat capacities of melt and
/// solid differ little between melting point and T; temperatures in K, enthalpies in kJ/mol, all positive.
///
/// ```
/// use concerted_form::{Melting, RelationKind, relate};
/// let form = |temperature_k, enthalpy, enthalpy_error| Melting {
///     temperature_k, temperature_error_k: 0.5, enthalpy, enthalpy_error,
/// };
/// // Metacetamol I and II, J. Therm. Anal. Calorim. 2017, 127, 1807, abstract.
/// let relation = relate(&form(420.0, 26.0, 1.3), &form(399.0, 21.3, 1.1));
/// assert_eq!(relation.kind, RelationKind::Monotropic);
/// assert!(relation.monotropic_probability > 0.99);
/// ```
pub fn relate(first: &Melting, second: &Melting) -> Relation {
    relate_with(first, second, &HeatCapacity::NONE)
}

/// The relation of form 1 (higher melting point) and form 2 with a heat capacity of fusion.
///
/// With ΔCp common to both forms the difference of the crystals has none, and stays linear in T:
/// G1 − G2 = ΔH − T·ΔS, ΔH = ΔHf2 − ΔHf1 + ΔCp(Tm1 − Tm2), ΔS = ΔHf2/Tm2 − ΔHf1/Tm1 + ΔCp·ln(Tm1/Tm2)
/// (after Yu, J. Pharm. Sci. 1995, 84, 966), T0 = ΔH/ΔS. The pair is monotropic where ΔH is negative for
/// the form that really melts higher. The probability integrates over the errors of the melting points
/// and of ΔCp; without ΔCp it is the closed form of [`relate`].
///
/// Valid as [`relate`]; heat capacities in kJ/(mol K).
///
/// ```
/// use concerted_form::{HeatCapacity, Melting, relate, relate_with};
/// let form = |temperature_k, enthalpy, enthalpy_error| Melting {
///     temperature_k, temperature_error_k: 0.5, enthalpy, enthalpy_error,
/// };
/// let (first, second) = (form(420.0, 26.0, 1.3), form(399.0, 21.3, 1.1));
/// let prior = HeatCapacity::prior(&first, &second, 0.5, 0.25);
/// let with = relate_with(&first, &second, &prior).monotropic_probability;
/// assert!(with > 0.98 && with < relate(&first, &second).monotropic_probability);
/// ```
pub fn relate_with(first: &Melting, second: &Melting, heat_capacity: &HeatCapacity) -> Relation {
    let transition = Transition::new(first, second, heat_capacity);
    Relation {
        kind: if transition.enthalpy > 0.0 {
            RelationKind::Enantiotropic
        } else {
            RelationKind::Monotropic
        },
        monotropic_probability: monotropic_probability(first, second, heat_capacity),
        crossing_k: transition.temperature(),
        crossing_interval_k: transition.interval(),
        free_energy_difference: transition.enthalpy - ROOM_TEMPERATURE_K * transition.entropy,
        free_energy_error: transition.free_energy_variance(ROOM_TEMPERATURE_K).sqrt(),
    }
}

/// G(form 1) − G(form 2) in kJ/mol at a temperature in K, with its standard error.
pub fn free_energy_difference(
    first: &Melting,
    second: &Melting,
    heat_capacity: &HeatCapacity,
    temperature_k: f64,
) -> (f64, f64) {
    let transition = Transition::new(first, second, heat_capacity);
    (
        transition.enthalpy - temperature_k * transition.entropy,
        transition.free_energy_variance(temperature_k).sqrt(),
    )
}

/// Half width and step of the grid of integration, in standard errors.
const GRID: (i32, f64) = (120, 0.05);

fn monotropic_probability(first: &Melting, second: &Melting, heat_capacity: &HeatCapacity) -> f64 {
    let (gap, larger) = (
        first.temperature_k - second.temperature_k,
        first.enthalpy - second.enthalpy,
    );
    let gap_error = first.temperature_error_k.hypot(second.temperature_error_k);
    let spread = first.enthalpy_error.hypot(second.enthalpy_error);
    if heat_capacity.mean == 0.0 && heat_capacity.error <= 0.0 {
        let higher = probability_above_zero(gap, gap_error);
        let larger = probability_above_zero(larger, spread);
        return higher * larger + (1.0 - higher) * (1.0 - larger);
    }
    let nodes = |error: f64| {
        let half = if error > 0.0 { GRID.0 } else { 0 };
        (-half..=half).map(|i| f64::from(i) * GRID.1)
    };
    let (mut total, mut monotropic) = (0.0, 0.0);
    for u in nodes(gap_error) {
        let gap = gap + u * gap_error;
        for v in nodes(heat_capacity.error) {
            let weight = (-0.5 * (u * u + v * v)).exp();
            let heat_capacity = heat_capacity.mean + v * heat_capacity.error;
            let larger = probability_above_zero(larger - heat_capacity * gap, spread);
            total += weight;
            // Where form 2 really melts higher the rule is turned around.
            monotropic += weight * if gap > 0.0 { larger } else { 1.0 - larger };
        }
    }
    monotropic / total
}

/// Φ(mean/error); without error 1, 0 or, at exactly zero, one half.
pub(crate) fn probability_above_zero(mean: f64, error: f64) -> f64 {
    if error > 0.0 {
        0.5 * (1.0 + erf(mean / error / std::f64::consts::SQRT_2))
    } else if mean > 0.0 {
        1.0
    } else if mean < 0.0 {
        0.0
    } else {
        0.5
    }
}

/// ΔH and ΔS of the transition from form 2 to form 1: two correlated normal quantities.
struct Transition {
    enthalpy: f64,
    entropy: f64,
    enthalpy_variance: f64,
    entropy_variance: f64,
    covariance: f64,
}

impl Transition {
    /// To first order in the errors of both heats of fusion, both melting points and ΔCp.
    fn new(first: &Melting, second: &Melting, heat_capacity: &HeatCapacity) -> Self {
        let (t1, t2, c) = (
            first.temperature_k,
            second.temperature_k,
            heat_capacity.mean,
        );
        // Derivatives of ΔH and ΔS by each uncertain quantity, times its standard error.
        let moved = [
            (first.enthalpy_error, -1.0, -1.0 / t1),
            (second.enthalpy_error, 1.0, 1.0 / t2),
            (first.temperature_error_k, c, (first.entropy() + c) / t1),
            (second.temperature_error_k, -c, -(second.entropy() + c) / t2),
            (heat_capacity.error, t1 - t2, (t1 / t2).ln()),
        ];
        let sum = |of: fn((f64, f64, f64)) -> f64| moved.into_iter().map(of).sum::<f64>();
        Self {
            enthalpy: second.enthalpy - first.enthalpy + c * (t1 - t2),
            entropy: second.entropy() - first.entropy() + c * (t1 / t2).ln(),
            enthalpy_variance: sum(|(error, by_h, _)| (error * by_h).powi(2)),
            entropy_variance: sum(|(error, _, by_s)| (error * by_s).powi(2)),
            covariance: sum(|(error, by_h, by_s)| error * error * by_h * by_s),
        }
    }

    fn free_energy_variance(&self, temperature_k: f64) -> f64 {
        (self.enthalpy_variance - 2.0 * temperature_k * self.covariance
            + temperature_k.powi(2) * self.entropy_variance)
            .max(0.0)
    }

    fn temperature(&self) -> Option<f64> {
        let crossing = self.enthalpy / self.entropy;
        crossing.is_finite().then_some(crossing)
    }

    /// Fieller's interval: every T at which ΔH − T·ΔS differs from 0 by less than 1.96 standard errors.
    ///
    /// The usual propagation of error is not used: T0 is a ratio whose divisor may be near 0, and a
    /// symmetric interval would then promise far too much.
    fn interval(&self) -> Option<(f64, f64)> {
        let z2 = TWO_SIDED_95.powi(2);
        let a = self.entropy.powi(2) - z2 * self.entropy_variance;
        let half_b = self.enthalpy * self.entropy - z2 * self.covariance;
        let c = self.enthalpy.powi(2) - z2 * self.enthalpy_variance;
        let discriminant = half_b.powi(2) - a * c;
        if a <= 0.0 || discriminant < 0.0 {
            return None;
        }
        let root = discriminant.sqrt();
        Some(((half_b - root) / a, (half_b + root) / a))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(temperature_k: f64, enthalpy: f64, enthalpy_error: f64) -> Melting {
        Melting {
            temperature_k,
            temperature_error_k: 0.5,
            enthalpy,
            enthalpy_error,
        }
    }

    #[track_caller]
    fn check(first: Melting, second: Melting, kind: RelationKind, crossing: f64, room: f64) {
        let relation = relate(&first, &second);
        assert_eq!(relation.kind, kind);
        let found = relation.crossing_k.unwrap();
        assert!((found - crossing).abs() < 0.06, "T0 {found}");
        let found = relation.free_energy_difference;
        assert!((found - room).abs() < 0.006, "ΔG {found}");
    }

    #[test]
    fn metacetamol_is_monotropic() {
        // Melting data: J. Therm. Anal. Calorim. 2017, 127, 1807, abstract (26.0 ± 1.3 and 21.3 ± 1.1
        // kJ/mol at 420 and 399 K); T0, ΔG and probability are our arithmetic.
        let (first, second) = (form(420.0, 26.0, 1.3), form(399.0, 21.3, 1.1));
        check(first, second, RelationKind::Monotropic, 551.6, -2.16);
        let relation = relate(&first, &second);
        assert!((relation.monotropic_probability - 0.997).abs() < 5e-4);
        assert_eq!(relation.transition_k(), None);
        assert!(relation.first_stable_probability() > 0.99);
    }

    #[test]
    fn carbamazepine_is_enantiotropic() {
        // Remembered melting data of forms I and III (462.2 K, 26.4 kJ/mol; 448.2 K, 29.3 kJ/mol), not
        // seen in a primary source; T0 and ΔG are our arithmetic on them. A Netzsch application note
        // shows form III melting at 176 °C and form I at 190 °C.
        let (first, second) = (form(462.2, 26.4, 0.3), form(448.2, 29.3, 0.3));
        check(first, second, RelationKind::Enantiotropic, 351.3, 0.44);
        let relation = relate(&first, &second);
        assert!(relation.probability() > 0.999);
        let (low, high) = relation.crossing_interval_k.unwrap();
        assert!(low < 351.3 && 351.3 < high && high < 448.2, "{low} {high}");
    }

    #[test]
    fn three_forms_of_one_compound_are_monotropic() {
        // PMC6150658, Table 2, peak maxima of compound 1; T0 and ΔG are our arithmetic.
        let first = form(471.15, 72.02, 0.7);
        check(
            first,
            form(469.45, 70.86, 0.7),
            RelationKind::Monotropic,
            605.0,
            -0.59,
        );
        check(
            first,
            form(468.65, 62.68, 0.7),
            RelationKind::Monotropic,
            488.6,
            -3.64,
        );
    }

    #[test]
    fn equal_heats_of_fusion_decide_nothing() {
        let relation = relate(&form(420.0, 25.0, 1.0), &form(400.0, 25.0, 1.0));
        assert!((relation.monotropic_probability - 0.5).abs() < 1e-12);
        assert_eq!(relation.crossing_interval_k, None);
    }

    #[test]
    fn without_error_the_rule_is_certain() {
        let exact = |temperature_k, enthalpy| Melting {
            temperature_error_k: 0.0,
            ..form(temperature_k, enthalpy, 0.0)
        };
        let relation = relate(&exact(420.0, 26.0), &exact(400.0, 21.0));
        assert!((relation.monotropic_probability - 1.0).abs() < 1e-12);
    }

    proptest! {
        /// The lines really cross at T0, and below Tm2 exactly for the enantiotropic pairs.
        #[test]
        fn the_heat_of_fusion_rule_is_the_crossing(
            tm2 in 300.0..500.0_f64, gap in 0.5..60.0_f64, h1 in 5.0..80.0_f64, h2 in 5.0..80.0_f64,
        ) {
            let (first, second) = (form(tm2 + gap, h1, 1.0), form(tm2, h2, 1.0));
            let relation = relate(&first, &second);
            if let Some(crossing) = relation.crossing_k {
                let below = |form: &Melting| form.enthalpy * (1.0 - crossing / form.temperature_k);
                let difference = below(&first) - below(&second);
                prop_assert!(difference.abs() < 1e-6 * crossing.abs().max(1.0));
                let between = crossing > 0.0 && crossing < tm2;
                prop_assert_eq!(between, relation.kind == RelationKind::Enantiotropic);
            }
            prop_assert!((0.0..=1.0).contains(&relation.monotropic_probability));
        }

        /// ΔH and ΔS with ΔCp are those of the three free energies written out.
        #[test]
        fn the_heat_capacity_term_is_that_of_the_melt(
            tm2 in 300.0..500.0_f64, gap in 0.5..60.0_f64, h1 in 5.0..80.0_f64, h2 in 5.0..80.0_f64,
            c in 0.0..0.2_f64, t in 200.0..300.0_f64,
        ) {
            let (first, second) = (form(tm2 + gap, h1, 1.0), form(tm2, h2, 1.0));
            let below = |form: &Melting| {
                let tm = form.temperature_k;
                form.enthalpy * (1.0 - t / tm) - c * ((tm - t) - t * (tm / t).ln())
            };
            let term = HeatCapacity { mean: c, error: 0.0 };
            let (found, _) = free_energy_difference(&first, &second, &term, t);
            prop_assert!((found - (below(&second) - below(&first))).abs() < 1e-9);
        }

        /// A heat-capacity term of nothing changes nothing, however it is written.
        #[test]
        fn a_vanishing_term_is_no_term(h1 in 20.0..30.0_f64, h2 in 20.0..30.0_f64) {
            let (first, second) = (form(410.0, h1, 1.3), form(401.5, h2, 1.1));
            let tiny = HeatCapacity { mean: 1e-12, error: 1e-12 };
            let (with, without) = (relate_with(&first, &second, &tiny), relate(&first, &second));
            prop_assert!((with.monotropic_probability - without.monotropic_probability).abs() < 1e-6);
            prop_assert!((with.free_energy_error - without.free_energy_error).abs() < 1e-6);
        }

        /// The analytical probability agrees with integration over the errors on a fine grid.
        #[test]
        fn the_probability_is_the_integral(h1 in 20.0..30.0_f64, h2 in 20.0..30.0_f64) {
            let (first, second) = (form(402.0, h1, 1.3), form(401.5, h2, 1.1));
            let error = 0.5_f64.hypot(0.5);
            let spread = 1.3_f64.hypot(1.1);
            let (mut total, mut monotropic) = (0.0, 0.0);
            for i in -400..=400 {
                for j in -400..=400 {
                    let (u, v) = (f64::from(i) / 80.0, f64::from(j) / 80.0);
                    let weight = (-0.5 * (u * u + v * v)).exp();
                    total += weight;
                    if (0.5 + u * error > 0.0) == (h1 - h2 + v * spread > 0.0) {
                        monotropic += weight;
                    }
                }
            }
            let found = relate(&first, &second).monotropic_probability;
            prop_assert!((found - monotropic / total).abs() < 0.01);
        }
    }
}
