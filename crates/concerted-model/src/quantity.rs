//! Quantities with dimensions: text such as `"4.2 kg"` checked against the dimension expected.

use std::fmt;
use std::marker::PhantomData;

use crate::suggest::closest;

/// A physical dimension with its base unit and the units in which it may be written.
pub trait Dimension: fmt::Debug + Clone + Copy + PartialEq + 'static {
    /// Name in the field's words, as used in messages.
    const NAME: &'static str;
    /// Unit in which [`Quantity::base`] is expressed.
    const BASE: &'static str;
    /// Accepted units: symbol, factor and offset with `base = value * factor + offset`.
    const UNITS: &'static [(&'static str, f64, f64)];
    /// A well-formed example for messages.
    const EXAMPLE: &'static str;
    /// Smallest and largest value in base units that can be meant.
    const RANGE: (f64, f64);
}

/// A value of one dimension, held in its base unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity<D> {
    base: f64,
    dimension: PhantomData<D>,
}

impl<D: Dimension> PartialOrd for Quantity<D> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.base.partial_cmp(&other.base)
    }
}

impl<D: Dimension> Quantity<D> {
    /// A quantity from a number in the base unit of its dimension.
    pub fn from_base(base: f64) -> Self {
        Self {
            base,
            dimension: PhantomData,
        }
    }

    /// The number in the base unit of its dimension.
    pub fn base(self) -> f64 {
        self.base
    }

    /// Reads text such as `"15 d"` or `"91 %"`.
    ///
    /// # Errors
    /// A [`QuantityError`] that says what is wrong and what was expected.
    ///
    /// ```
    /// use concerted_model::quantity::{Mass, Quantity};
    /// assert_eq!(Quantity::<Mass>::parse("250 g").unwrap().base(), 0.25);
    /// assert!(Quantity::<Mass>::parse("3 d").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let (number, unit) = split(text)?;
        // The Greek letter and the micro sign look the same.
        let unit = unit.replace('\u{3bc}', "\u{b5}");
        let unit = unit.as_str();
        let Some((_, factor, offset)) = D::UNITS.iter().find(|(symbol, _, _)| *symbol == unit)
        else {
            return Err(unknown_unit::<D>(unit));
        };
        let base = number.mul_add(*factor, *offset);
        if base < 0.0 && D::RANGE.0 >= 0.0 {
            return Err(QuantityError::Negative { dimension: D::NAME });
        }
        if base < D::RANGE.0 || base > D::RANGE.1 {
            // Parts of a whole are written in per cent, so the bounds are shown so.
            let (scale, unit) = if D::BASE.is_empty() && D::RANGE.1 <= 1.0 {
                (100.0, "%")
            } else {
                (1.0, D::BASE)
            };
            return Err(QuantityError::OutOfRange {
                dimension: D::NAME,
                low: D::RANGE.0 * scale,
                high: D::RANGE.1 * scale,
                unit,
            });
        }
        Ok(Self::from_base(base))
    }
}

impl<D: Dimension> fmt::Display for Quantity<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if D::BASE.is_empty() {
            write!(formatter, "{}", shortest(self.base))
        } else {
            write!(formatter, "{} {}", shortest(self.base), D::BASE)
        }
    }
}

/// A number with at most six significant digits and no trailing zeros.
pub fn shortest(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-5..=14).contains(&magnitude) {
        return format!("{value:e}");
    }
    let decimals = (5 - magnitude).clamp(0, 12) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A number with three significant digits, rounded down so that a limit is never shown too high.
///
/// Values of a thousand and more keep all digits before the point.
///
/// ```
/// use concerted_model::quantity::limit_digits;
/// assert_eq!(limit_digits(0.038_916_2), "0.0389");
/// assert_eq!(limit_digits(1_234.5), "1234");
/// ```
pub fn limit_digits(value: f64) -> String {
    if value <= 0.0 || !value.is_finite() {
        return shortest(value);
    }
    let scale = 10_f64.powi((2 - value.log10().floor() as i32).max(0));
    // The small addition keeps 1.5 from becoming 1.49 by rounding in binary.
    shortest((value * scale * (1.0 + 1e-12)).floor() / scale)
}

/// A number rounded to three significant digits, without trailing zeros behind the point.
///
/// For what a calculation gives: more digits would say more than its inputs do. Limits are written by
/// [`limit_digits`], which never rounds up.
///
/// ```
/// use concerted_model::quantity::significant_digits;
/// assert_eq!(significant_digits(1_133_457.0), "1130000");
/// assert_eq!(significant_digits(44.918_8), "44.9");
/// assert_eq!(significant_digits(0.000_093_424_8), "0.0000934");
/// ```
pub fn significant_digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return shortest(value);
    }
    // Through decimal text, as a division by a power of ten would not be exact.
    shortest(format!("{value:.2e}").parse().unwrap_or(value))
}

/// Why a text is not a quantity of the dimension expected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QuantityError {
    /// There is no number at the start.
    #[error("`{text}` does not start with a number")]
    NoNumber {
        /// The text found.
        text: String,
    },
    /// A decimal comma or thousands separator.
    #[error("`{text}` has a comma in its number")]
    Comma {
        /// The text found.
        text: String,
    },
    /// The number is followed by no unit and the dimension needs one.
    #[error("no unit after the number")]
    NoUnit {
        /// Dimension expected.
        dimension: &'static str,
        /// A well-formed example.
        example: &'static str,
    },
    /// The unit is known, but of another dimension.
    #[error("`{unit}` is a unit of {found}, not of {expected}")]
    WrongDimension {
        /// The unit found.
        unit: String,
        /// Dimension of that unit.
        found: &'static str,
        /// Dimension expected.
        expected: &'static str,
        /// A well-formed example.
        example: &'static str,
    },
    /// No dimension has this unit.
    #[error("unknown unit `{unit}`")]
    UnknownUnit {
        /// The unit found.
        unit: String,
        /// The nearest unit of the expected dimension.
        nearest: Option<&'static str>,
        /// Dimension expected.
        expected: &'static str,
        /// A well-formed example.
        example: &'static str,
    },
    /// The dimension has no negative values.
    #[error("{dimension} cannot be negative")]
    Negative {
        /// Dimension expected.
        dimension: &'static str,
    },
    /// The value cannot be meant.
    #[error("outside the possible range of {dimension}: {low} to {high}{}{unit}", if unit.is_empty() { "" } else { " " })]
    OutOfRange {
        /// Dimension expected.
        dimension: &'static str,
        /// Smallest possible value.
        low: f64,
        /// Largest possible value.
        high: f64,
        /// Base unit of the bounds.
        unit: &'static str,
    },
}

impl QuantityError {
    /// What the user may do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoNumber { .. } => Some("write a number, a space and a unit".to_owned()),
            Self::Comma { .. } => Some("use a decimal point and no thousands separator".to_owned()),
            Self::NoUnit { example, .. } | Self::WrongDimension { example, .. } => {
                Some(format!("for example \"{example}\""))
            }
            Self::UnknownUnit {
                nearest, example, ..
            } => Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? for example \"{example}\""),
                None => format!("for example \"{example}\""),
            }),
            Self::OutOfRange { .. } | Self::Negative { .. } => None,
        }
    }

    /// True where the unit belongs to another dimension.
    pub fn is_wrong_dimension(&self) -> bool {
        matches!(self, Self::WrongDimension { .. })
    }
}

/// Number and unit of a text; the unit may touch the number.
fn split(text: &str) -> Result<(f64, &str), QuantityError> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let byte = bytes[end];
        let sign_ok = end == 0 || matches!(bytes[end - 1], b'e' | b'E');
        // `e` belongs to the number only where a digit or sign and digit follow, so that "3 eq" is safe.
        let exponent = matches!(byte, b'e' | b'E')
            && bytes.get(end + 1).is_some_and(|next| {
                next.is_ascii_digit()
                    || (matches!(next, b'+' | b'-')
                        && bytes.get(end + 2).is_some_and(u8::is_ascii_digit))
            });
        let accepted = byte.is_ascii_digit()
            || matches!(byte, b'.' | b'_')
            || (sign_ok && matches!(byte, b'+' | b'-'))
            || (end > 0 && exponent);
        if !accepted {
            break;
        }
        end += 1;
    }
    let rest = text[end..].trim();
    if rest.starts_with(',') && end > 0 {
        return Err(QuantityError::Comma {
            text: text.to_owned(),
        });
    }
    let number = text[..end].replace('_', "");
    match number.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((number, rest)),
        _ => Err(QuantityError::NoNumber {
            text: text.chars().take(40).collect(),
        }),
    }
}

fn unknown_unit<D: Dimension>(unit: &str) -> QuantityError {
    if unit.is_empty() {
        return QuantityError::NoUnit {
            dimension: D::NAME,
            example: D::EXAMPLE,
        };
    }
    if let Some((name, _)) = UNIT_OWNERS
        .iter()
        .find(|(_, units)| units.iter().any(|(symbol, _, _)| *symbol == unit))
    {
        return QuantityError::WrongDimension {
            unit: unit.to_owned(),
            found: name,
            expected: D::NAME,
            example: D::EXAMPLE,
        };
    }
    let symbols = D::UNITS.iter().map(|(symbol, _, _)| *symbol);
    let nearest = closest(unit, symbols.clone()).or_else(|| {
        symbols
            .into_iter()
            .find(|symbol| symbol.eq_ignore_ascii_case(unit))
    });
    QuantityError::UnknownUnit {
        unit: unit.chars().take(30).collect(),
        nearest,
        expected: D::NAME,
        example: D::EXAMPLE,
    }
}

/// A dimension's name and its units.
type UnitOwner = (&'static str, &'static [(&'static str, f64, f64)]);

macro_rules! dimensions {
    ($($(#[$doc:meta])* $name:ident, $text:literal, $base:literal, $example:literal, $range:expr, [$(($symbol:literal, $factor:expr, $offset:expr)),+ $(,)?];)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq)]
            pub struct $name;

            impl Dimension for $name {
                const NAME: &'static str = $text;
                const BASE: &'static str = $base;
                const UNITS: &'static [(&'static str, f64, f64)] = &[$(($symbol, $factor, $offset)),+];
                const EXAMPLE: &'static str = $example;
                const RANGE: (f64, f64) = $range;
            }
        )+
        /// Every dimension with its units, to name the dimension of a misplaced unit.
        const UNIT_OWNERS: &[UnitOwner] = &[$(($text, $name::UNITS)),+];
    };
}

/// From nothing upward.
const POSITIVE: (f64, f64) = (0.0, 1e15);

dimensions! {
    /// Mass in kilograms.
    Mass, "mass", "kg", "4.2 kg", POSITIVE, [("kg", 1.0, 0.0), ("g", 1e-3, 0.0), ("mg", 1e-6, 0.0), ("ug", 1e-9, 0.0), ("µg", 1e-9, 0.0), ("ng", 1e-12, 0.0), ("t", 1e3, 0.0)];
    /// Volume in liters.
    Volume, "volume", "L", "250 L", POSITIVE, [("L", 1.0, 0.0), ("mL", 1e-3, 0.0), ("m3", 1e3, 0.0)];
    /// Elapsed time in calendar days: a month is 30.4375 d, a year 365.25 d.
    Elapsed, "elapsed time", "d", "24 mo", (0.0, 100_000.0), [("d", 1.0, 0.0), ("wk", 7.0, 0.0), ("mo", 30.4375, 0.0), ("y", 365.25, 0.0), ("h", 1.0 / 24.0, 0.0), ("min", 1.0 / 1440.0, 0.0), ("day", 1.0, 0.0), ("days", 1.0, 0.0), ("week", 7.0, 0.0), ("weeks", 7.0, 0.0), ("month", 30.4375, 0.0), ("months", 30.4375, 0.0), ("year", 365.25, 0.0), ("years", 365.25, 0.0)];
    /// Working time in working days of a site: a week is five of them, a day eight hours.
    WorkTime, "working time", "d", "15 d", (0.0, 20_000.0), [("d", 1.0, 0.0), ("wk", 5.0, 0.0), ("h", 0.125, 0.0), ("day", 1.0, 0.0), ("days", 1.0, 0.0), ("week", 5.0, 0.0), ("weeks", 5.0, 0.0)];
    /// Lag between two activities in calendar days; may be negative (a lead).
    Lag, "lag", "d", "-1 wk", (-20_000.0, 20_000.0), [("d", 1.0, 0.0), ("wk", 7.0, 0.0), ("h", 1.0 / 24.0, 0.0), ("day", 1.0, 0.0), ("days", 1.0, 0.0), ("week", 7.0, 0.0), ("weeks", 7.0, 0.0)];
    /// Temperature in kelvin.
    Temperature, "temperature", "K", "45 degC", (0.0, 5_000.0), [("K", 1.0, 0.0), ("degC", 1.0, 273.15), ("°C", 1.0, 273.15), ("C", 1.0, 273.15)];
    /// Difference or error of a temperature in kelvin; a degree Celsius is as long as a kelvin.
    TemperatureDifference, "temperature difference", "K", "0.5 K", (0.0, 5_000.0), [("K", 1.0, 0.0), ("degC", 1.0, 0.0), ("°C", 1.0, 0.0)];
    /// Fraction of one.
    Fraction, "fraction", "", "91 %", (0.0, 1_000.0), [("%", 1e-2, 0.0), ("ppm", 1e-6, 0.0), ("ppb", 1e-9, 0.0), ("mol%", 1e-2, 0.0), ("", 1.0, 0.0)];
    /// Part of a whole, from 0 to 1.
    Share, "share", "", "91 %", (0.0, 1.0), [("%", 1e-2, 0.0), ("ppm", 1e-6, 0.0), ("ppb", 1e-9, 0.0), ("", 1.0, 0.0)];
    /// Yield, from 0.1 % to 100 %: a step that yields nothing is no step.
    Yield, "yield", "", "91 %", (1e-3, 1.0), [("%", 1e-2, 0.0), ("", 1.0, 0.0)];
    /// Factor on a price or duration, from a hundredth to a hundred.
    Factor, "factor", "", "1.1", (0.01, 100.0), [("", 1.0, 0.0), ("%", 1e-2, 0.0)];
    /// Density in grams per milliliter, which equals kilograms per liter.
    Density, "density", "g/mL", "0.786 g/mL", (1e-5, 30.0), [("g/mL", 1.0, 0.0), ("kg/L", 1.0, 0.0), ("kg/m3", 1e-3, 0.0), ("g/L", 1e-3, 0.0)];
    /// Volume relative to a mass, in liters per kilogram (the chemist's "volumes").
    VolumePerMass, "volume per mass", "L/kg", "10 L/kg", POSITIVE, [("L/kg", 1.0, 0.0), ("mL/g", 1.0, 0.0), ("mL/kg", 1e-3, 0.0), ("vol", 1.0, 0.0)];
    /// Mass relative to a mass, in kilograms per kilogram.
    MassPerMass, "mass per mass", "kg/kg", "0.05 kg/kg", POSITIVE, [("kg/kg", 1.0, 0.0), ("g/g", 1.0, 0.0), ("g/kg", 1e-3, 0.0), ("mg/g", 1e-3, 0.0), ("mg/kg", 1e-6, 0.0), ("wt%", 1e-2, 0.0)];
    /// Daily dose of a person or animal in milligrams per day.
    DailyDose, "daily dose", "mg/d", "100 mg/d", POSITIVE, [("mg/d", 1.0, 0.0), ("g/d", 1e3, 0.0), ("ug/d", 1e-3, 0.0), ("µg/d", 1e-3, 0.0), ("ng/d", 1e-6, 0.0), ("mg/day", 1.0, 0.0), ("g/day", 1e3, 0.0), ("ug/day", 1e-3, 0.0), ("µg/day", 1e-3, 0.0), ("ng/day", 1e-6, 0.0)];
    /// Daily dose relative to body weight in milligrams per kilogram and day.
    BodyWeightDose, "dose by body weight", "mg/kg/d", "30 mg/kg/d", POSITIVE, [("mg/kg/d", 1.0, 0.0), ("mg/kg/day", 1.0, 0.0), ("g/kg/d", 1e3, 0.0)];
    /// Molar mass in grams per mole.
    MolarMass, "molar mass", "g/mol", "407.31 g/mol", (0.5, 1e7), [("g/mol", 1.0, 0.0), ("kg/mol", 1e3, 0.0)];
    /// Enthalpy in kilojoules per mole.
    Enthalpy, "enthalpy", "kJ/mol", "26.0 kJ/mol", (-1e4, 1e4), [("kJ/mol", 1.0, 0.0), ("J/mol", 1e-3, 0.0), ("kcal/mol", 4.184, 0.0)];
    /// Pressure in bar.
    Pressure, "pressure", "bar", "17 bar", (0.0, 1e5), [("bar", 1.0, 0.0), ("mbar", 1e-3, 0.0), ("psi", 0.068_947_572_9, 0.0), ("MPa", 10.0, 0.0), ("kPa", 1e-2, 0.0), ("atm", 1.013_25, 0.0)];
    /// Mass concentration in grams per liter.
    Concentration, "concentration", "g/L", "200 g/L", POSITIVE, [("g/L", 1.0, 0.0), ("mg/mL", 1.0, 0.0), ("mg/L", 1e-3, 0.0), ("ug/L", 1e-6, 0.0), ("ug/mL", 1e-3, 0.0), ("kg/m3", 1.0, 0.0)];
    /// Events per week.
    Frequency, "frequency", "/wk", "1.5 /wk", POSITIVE, [("/wk", 1.0, 0.0), ("/mo", 7.0 / 30.4375, 0.0), ("/d", 7.0, 0.0)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<D: Dimension>(text: &str, base: f64) {
        let quantity = Quantity::<D>::parse(text).unwrap();
        assert!(
            (quantity.base() - base).abs() <= 1e-12 * base.abs().max(1.0),
            "{text}: {} is not {base}",
            quantity.base()
        );
    }

    #[test]
    fn reads_units_of_the_dimension() {
        check::<Mass>("4.2 kg", 4.2);
        check::<Mass>("4.2kg", 4.2);
        check::<Mass>("1e3 g", 1.0);
        check::<Temperature>("-5 degC", 268.15);
        check::<Fraction>("91 %", 0.91);
        check::<Fraction>("0.91", 0.91);
        check::<Fraction>("379 ppm", 379e-6);
        check::<WorkTime>("3 wk", 15.0);
        check::<Elapsed>("3 wk", 21.0);
        check::<Lag>("-2 d", -2.0);
        check::<Pressure>("250 psi", 17.236_893_225);
    }

    #[track_caller]
    fn fails<D: Dimension>(text: &str, message: &str, hint: &str) {
        let error = Quantity::<D>::parse(text).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.hint().unwrap_or_default(), hint);
    }

    #[test]
    fn says_what_is_wrong() {
        fails::<Mass>(
            "3 d",
            "`d` is a unit of elapsed time, not of mass",
            "for example \"4.2 kg\"",
        );
        fails::<Mass>(
            "3 kgs",
            "unknown unit `kgs`",
            "did you mean `kg`? for example \"4.2 kg\"",
        );
        fails::<Mass>("3", "no unit after the number", "for example \"4.2 kg\"");
        fails::<Mass>(
            "three kg",
            "`three kg` does not start with a number",
            "write a number, a space and a unit",
        );
        fails::<Mass>(
            "1,5 kg",
            "`1,5 kg` has a comma in its number",
            "use a decimal point and no thousands separator",
        );
        fails::<Mass>("-1 kg", "mass cannot be negative", "");
        fails::<Share>(
            "920 %",
            "outside the possible range of share: 0 to 100 %",
            "",
        );
        fails::<Mass>(
            "1e999 kg",
            "`1e999 kg` does not start with a number",
            "write a number, a space and a unit",
        );
    }

    #[test]
    fn every_example_is_read_by_its_own_dimension() {
        for (name, units) in UNIT_OWNERS {
            assert!(!units.is_empty(), "{name}");
        }
        assert!(Quantity::<Lag>::parse(Lag::EXAMPLE).is_ok());
        assert!(Quantity::<Frequency>::parse(Frequency::EXAMPLE).is_ok());
        assert!(Quantity::<DailyDose>::parse(DailyDose::EXAMPLE).is_ok());
    }

    #[test]
    fn shortest_keeps_six_digits() {
        assert_eq!(shortest(18.0), "18");
        assert_eq!(shortest(0.000_379), "0.000379");
        assert_eq!(shortest(1_234_567.0), "1234567");
        assert_eq!(shortest(2.0 / 3.0), "0.666667");
    }
}
