//! Special functions behind the distributions: normal, incomplete gamma, incomplete beta, and their inverses.
//!
//! Written on `libm` rather than taken from a statistics crate: the same bits on every platform are worth more here than
//! the last digit, and a general crate would bring platform float functions back in.

use libm::{erfc, exp, fabs, lgamma, log, log1p, sqrt};

/// Terms of a series or continued fraction before it is taken as converged. Reached only far outside the validated
/// ranges: both expansions need a small multiple of √a terms.
const TERMS: u32 = 2_000_000;
const EPSILON: f64 = 1e-16;
const TINY: f64 = 1e-300;

/// Standard normal distribution function Φ(z) = ½ erfc(−z/√2).
///
/// ```
/// // Abramowitz and Stegun, table 26.1: Φ(1) = 0.84134 47461.
/// assert!((concerted_chance::normal_cdf(1.0) - 0.841_344_746_1).abs() < 1e-10);
/// ```
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z * core::f64::consts::FRAC_1_SQRT_2)
}

/// Inverse of [`normal_cdf`] for 0 < u < 1 (Wichura 1988, algorithm AS 241, PPND16: relative error about 10⁻¹⁶);
/// −∞ at 0, +∞ at 1, NaN outside.
///
/// ```
/// // Abramowitz and Stegun, table 26.1: the 97.5 % point is 1.95996 39845.
/// assert!((concerted_chance::normal_quantile(0.975) - 1.959_963_984_5).abs() < 1e-9);
/// ```
pub fn normal_quantile(u: f64) -> f64 {
    if !(0.0..=1.0).contains(&u) {
        return f64::NAN;
    }
    let q = u - 0.5;
    if fabs(q) <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTER);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    if tail <= 0.0 {
        return if q < 0.0 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let r = sqrt(-log(tail));
    let z = if r <= 5.0 {
        ratio(r - 1.6, &SHOULDER)
    } else {
        ratio(r - 5.0, &TAIL)
    };
    if q < 0.0 { -z } else { z }
}

/// Numerator and denominator of a rational function, coefficients from the lowest power.
type Rational = ([f64; 8], [f64; 8]);

fn ratio(r: f64, (numerator, denominator): &Rational) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, k| sum * r + k);
    horner(numerator) / horner(denominator)
}

// Coefficients of AS 241 (Wichura, Applied Statistics 37 (1988) 477–484).
const CENTER: Rational = (
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
);
const SHOULDER: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);
const TAIL: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    lgamma(a) + lgamma(b) - lgamma(a + b)
}

/// Regularized lower incomplete gamma function P(a, x) = γ(a, x)/Γ(a), for a > 0; 0 where x ≤ 0.
///
/// Power series below x = a + 1, continued fraction (modified Lentz) above.
///
/// ```
/// // P(1, x) = 1 − exp(−x).
/// assert!((concerted_chance::regularized_gamma(1.0, 2.0) - 0.864_664_716_763_387).abs() < 1e-14);
/// ```
pub fn regularized_gamma(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = exp(a * log(x) - x - lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..TERMS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * EPSILON {
                break;
            }
        }
        return (sum * scale).min(1.0);
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
    let mut fraction = d;
    for i in 1..TERMS {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(an * d + b);
        c = away_from_zero(b + an / c);
        fraction *= d * c;
        if fabs(d * c - 1.0) < 2.0 * EPSILON {
            break;
        }
    }
    (1.0 - scale * fraction).max(0.0)
}

/// Regularized incomplete beta function I_x(a, b), for a, b > 0; 0 where x ≤ 0 and 1 where x ≥ 1.
///
/// Continued fraction (modified Lentz), on whichever side of the mean it converges fast.
///
/// ```
/// // I_x(2, 3) = 6x² − 8x³ + 3x⁴.
/// let x: f64 = 0.3;
/// let exact = x * x * (6.0 - 8.0 * x + 3.0 * x * x);
/// assert!((concerted_chance::regularized_beta(2.0, 3.0, x) - exact).abs() < 1e-14);
/// ```
pub fn regularized_beta(a: f64, b: f64, x: f64) -> f64 {
    beta_cdf(a, b, ln_beta(a, b), x)
}

fn beta_cdf(a: f64, b: f64, ln_b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(a * log(x) + b * log1p(-x) - ln_b);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        fraction *= d * c;
        if fabs(d * c - 1.0) < 2.0 * EPSILON {
            break;
        }
    }
    fraction
}

fn away_from_zero(x: f64) -> f64 {
    if fabs(x) < TINY { TINY } else { x }
}

/// Inverse of [`regularized_beta`] in x, for a, b > 0 and 0 ≤ u ≤ 1 (Newton's method kept inside a bracket).
///
/// ```
/// let x = concerted_chance::regularized_beta_inverse(2.0, 3.0, 0.5);
/// assert!((concerted_chance::regularized_beta(2.0, 3.0, x) - 0.5).abs() < 1e-14);
/// ```
pub fn regularized_beta_inverse(a: f64, b: f64, u: f64) -> f64 {
    beta_inverse_from(a, b, u, a / (a + b))
}

/// The same from a guess, which changes the speed only.
pub(crate) fn beta_inverse_from(a: f64, b: f64, u: f64, guess: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    if u >= 1.0 {
        return 1.0;
    }
    let start = if guess > 0.0 && guess < 1.0 {
        guess
    } else {
        a / (a + b)
    };
    let ln_b = ln_beta(a, b);
    invert(
        u,
        (0.0, start, 1.0),
        |x| beta_cdf(a, b, ln_b, x),
        |x| exp((a - 1.0) * log(x) + (b - 1.0) * log1p(-x) - ln_b),
    )
}

/// Inverse of [`regularized_gamma`] in x, for a > 0 and 0 ≤ u < 1; +∞ at u = 1.
pub fn regularized_gamma_inverse(a: f64, u: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    if u >= 1.0 {
        return f64::INFINITY;
    }
    // Wilson–Hilferty: the cube root of a gamma variate is nearly normal.
    let t = 1.0 - 1.0 / (9.0 * a) + normal_quantile(u) / (3.0 * sqrt(a));
    let start = (a * t * t * t).max(a * 1e-6);
    let mut high = start.max(a) * 2.0 + 1.0;
    while regularized_gamma(a, high) < u {
        high *= 2.0;
    }
    let ln_gamma = lgamma(a);
    invert(
        u,
        (0.0, start, high),
        |x| regularized_gamma(a, x),
        |x| exp((a - 1.0) * log(x) - x - ln_gamma),
    )
}

/// Solves `cdf(x) = u` inside (low, high) from a start by Newton steps; a step that leaves the bracket, or that follows
/// one which did not halve the residual, becomes a bisection, so it always ends.
fn invert(
    u: f64,
    (mut low, start, mut high): (f64, f64, f64),
    cdf: impl Fn(f64) -> f64,
    density: impl Fn(f64) -> f64,
) -> f64 {
    let mut x = start;
    let mut previous = f64::INFINITY;
    // Bisection alone needs at most about 1,100 halvings to go from 1 to the smallest positive number.
    for _ in 0..1_200 {
        let residual = cdf(x) - u;
        if residual == 0.0 {
            return x;
        }
        if residual > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - residual / density(x);
        let trusted = fabs(residual) <= 0.5 * previous && newton > low && newton < high;
        previous = fabs(residual);
        let next = if trusted { newton } else { 0.5 * (low + high) };
        if fabs(next - x) <= 1e-15 * x || next <= low || next >= high {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Abramowitz and Stegun 1964, table 26.1 (Φ) and table 26.5 (points).
    #[test]
    fn normal_against_tables() {
        for (z, phi) in [
            (0.5, 0.691_462_461_3),
            (1.0, 0.841_344_746_1),
            (2.0, 0.977_249_868_1),
            (3.0, 0.998_650_102_0),
        ] {
            assert!((normal_cdf(z) - phi).abs() < 1e-10, "{z}");
        }
        for (u, z) in [
            (0.9, 1.281_551_565_5),
            (0.95, 1.644_853_627_0),
            (0.99, 2.326_347_874_0),
            (0.999, 3.090_232_306_2),
        ] {
            assert!((normal_quantile(u) - z).abs() < 1e-9, "{u}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(1.1).is_nan());
        assert!(normal_quantile(f64::NAN).is_nan());
    }

    #[test]
    fn normal_inverse_reaches_the_far_tail() {
        for exponent in 1..300 {
            let u = libm::pow(10.0, -f64::from(exponent));
            let back = normal_cdf(normal_quantile(u));
            assert!((back / u - 1.0).abs() < 1e-11, "1e-{exponent}: {back}");
        }
    }

    /// P(a, x) for integer a is the Erlang sum 1 − e⁻ˣ Σ xᵏ/k!.
    #[test]
    fn gamma_against_erlang_sums() {
        for a in 1..30_u32 {
            for step in 1..60 {
                let x = f64::from(step) * 0.7;
                let (mut term, mut sum) = (1.0, 0.0);
                for k in 0..a {
                    sum += term;
                    term *= x / f64::from(k + 1);
                }
                let exact = 1.0 - exp(-x) * sum;
                assert!(
                    (regularized_gamma(f64::from(a), x) - exact).abs() < 1e-12,
                    "{a} {x}"
                );
            }
        }
    }

    /// I_x(a, b) for integers is the binomial tail Σ_{j≥a} C(n, j) xʲ (1 − x)ⁿ⁻ʲ with n = a + b − 1.
    #[test]
    fn beta_against_binomial_tails() {
        for a in 1..8_i32 {
            for b in 1..8_i32 {
                let n = a + b - 1;
                for step in 1..20 {
                    let x = f64::from(step) / 20.0;
                    let mut tail = 0.0;
                    let mut choose = 1.0;
                    for j in 0..=n {
                        if j >= a {
                            tail += choose
                                * libm::pow(x, f64::from(j))
                                * libm::pow(1.0 - x, f64::from(n - j));
                        }
                        choose *= f64::from(n - j) / f64::from(j + 1);
                    }
                    let ours = regularized_beta(f64::from(a), f64::from(b), x);
                    assert!((ours - tail).abs() < 1e-13, "{a} {b} {x}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn normal_round_trip(u in 1e-12_f64..1.0) {
            prop_assert!((normal_cdf(normal_quantile(u)) - u).abs() < 1e-14);
        }

        #[test]
        fn gamma_round_trip(a in 0.05_f64..5_000.0, u in 1e-9_f64..0.999_999) {
            let x = regularized_gamma_inverse(a, u);
            prop_assert!((regularized_gamma(a, x) - u).abs() < 1e-10, "{a} {u} {x}");
        }

        #[test]
        fn beta_round_trip(a in 0.3_f64..200.0, b in 0.3_f64..200.0, u in 1e-9_f64..0.999_999) {
            let x = regularized_beta_inverse(a, b, u);
            prop_assert!((0.0..=1.0).contains(&x));
            // Where the density is steep, the spacing of x bounds what can be reached.
            let spacing = 1e-15 * exp((a - 1.0) * log(x) + (b - 1.0) * log1p(-x) - ln_beta(a, b));
            prop_assert!((regularized_beta(a, b, x) - u).abs() < 1e-10 + spacing, "{a} {b} {u} {x}");
        }

        #[test]
        fn beta_mirrors(a in 0.5_f64..50.0, b in 0.5_f64..50.0, x in 0.0_f64..1.0) {
            let sum = regularized_beta(a, b, x) + regularized_beta(b, a, 1.0 - x);
            prop_assert!((sum - 1.0).abs() < 1e-11);
        }
    }
}
