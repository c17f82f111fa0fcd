//! Which models of solubility over temperature there are.
//!
//! All but one are parts of ln x = A + B/T + C·ln T + D·T. That equation is what a heat capacity of
//! dissolution gives: none for van 't Hoff, a constant one for Apelblat, one linear in T for the extended
//! form (Clarke and Glew, Trans. Faraday Soc. 1966, 62, 539). The two-term members with ln T (Hildebrand:
//! a constant entropy of dissolution) and with T (the semi-logarithmic plot of crystallization practice,
//! Mullin, Crystallization) have the curvature of most series without a third parameter, which matters
//! where there are five or seven points and AICc cannot afford one.

/// Model of the temperature dependence of a solubility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SolubilityModel {
    /// ln x = A + B/T.
    VantHoff,
    /// ln x = A + C·ln T.
    Hildebrand,
    /// ln x = A + D·T.
    SemiLogarithmic,
    /// ln x = A + B/T + C·ln T.
    Apelblat,
    /// ln x = A + B/T + C·ln T + D·T.
    ExtendedApelblat,
    /// ln(1 + λ(1 − x)/x) = λh(1/T − 1/Tm).
    LambdaH,
}

impl SolubilityModel {
    /// Every model.
    pub const ALL: [Self; 6] = [
        Self::VantHoff,
        Self::Hildebrand,
        Self::SemiLogarithmic,
        Self::Apelblat,
        Self::ExtendedApelblat,
        Self::LambdaH,
    ];

    /// Those that are linear in their parameters and need no melting data.
    pub(crate) const LINEAR: [Self; 5] = [
        Self::VantHoff,
        Self::Hildebrand,
        Self::SemiLogarithmic,
        Self::Apelblat,
        Self::ExtendedApelblat,
    ];

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::VantHoff => "van 't Hoff",
            Self::Hildebrand => "Hildebrand",
            Self::SemiLogarithmic => "semi-logarithmic",
            Self::Apelblat => "Apelblat",
            Self::ExtendedApelblat => "extended Apelblat",
            Self::LambdaH => "lambda-h",
        }
    }

    /// The name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Self::VantHoff => "vant_hoff",
            Self::Hildebrand => "hildebrand",
            Self::SemiLogarithmic => "semi_logarithmic",
            Self::Apelblat => "apelblat",
            Self::ExtendedApelblat => "extended_apelblat",
            Self::LambdaH => "lambda_h",
        }
    }

    /// The equation.
    pub fn formula(self) -> &'static str {
        match self {
            Self::VantHoff => "ln x = A + B/T",
            Self::Hildebrand => "ln x = A + C ln T",
            Self::SemiLogarithmic => "ln x = A + D T",
            Self::Apelblat => "ln x = A + B/T + C ln T",
            Self::ExtendedApelblat => "ln x = A + B/T + C ln T + D T",
            Self::LambdaH => "ln(1 + lambda (1 - x)/x) = lambda h (1/T - 1/Tm)",
        }
    }

    /// Number of fitted terms.
    pub fn terms(self) -> usize {
        match self {
            Self::VantHoff | Self::Hildebrand | Self::SemiLogarithmic | Self::LambdaH => 2,
            Self::Apelblat => 3,
            Self::ExtendedApelblat => 4,
        }
    }

    /// The terms at a temperature, shifted so that the columns stay apart.
    ///
    /// To first order ln(T/Tc) is −(Tc/T − 1) and T/Tc − 1 is ln(T/Tc); only their sums and differences
    /// carry the curvature, so those are the third and fourth term.
    pub(crate) fn row(self, temperature_k: f64, center_k: f64) -> [f64; 4] {
        let inverse = center_k / temperature_k - 1.0;
        let logarithm = (temperature_k / center_k).ln();
        let linear = temperature_k / center_k - 1.0;
        match self {
            Self::VantHoff | Self::LambdaH => [1.0, inverse, 0.0, 0.0],
            Self::Hildebrand => [1.0, logarithm, 0.0, 0.0],
            Self::SemiLogarithmic => [1.0, linear, 0.0, 0.0],
            Self::Apelblat => [1.0, inverse, logarithm + inverse, 0.0],
            Self::ExtendedApelblat => [1.0, inverse, logarithm + inverse, linear - logarithm],
        }
    }

    /// A, B, C and D from the coefficients of [`Self::row`].
    pub(crate) fn unshifted(self, [k0, k1, k2, k3]: [f64; 4], center_k: f64) -> [f64; 4] {
        let ln = center_k.ln();
        match self {
            Self::Hildebrand => [k0 - k1 * ln, 0.0, k1, 0.0],
            Self::SemiLogarithmic => [k0 - k1, 0.0, 0.0, k1 / center_k],
            _ => [
                k0 - k1 - k2 * (1.0 + ln) + k3 * (ln - 1.0),
                (k1 + k2) * center_k,
                k2 - k3,
                k3 / center_k,
            ],
        }
    }
}
