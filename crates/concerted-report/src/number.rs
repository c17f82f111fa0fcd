//! Numbers as text for people: three significant digits, thousands apart, dates by the ISO.

use concerted_model::figure::FigureValue;
use concerted_model::quantity::{limit_digits, significant_digits};

/// What is shown for a number that is not finite; no engine should derive one.
const NOT_FINITE: &str = "not known";

/// A number with three significant digits, whole where it is large, its thousands set apart.
///
/// Very small and very large numbers are written with a power of ten.
pub(crate) fn three_digits(value: f64) -> String {
    if !value.is_finite() {
        return NOT_FINITE.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-4..=8).contains(&magnitude) {
        return power_of_ten(value, magnitude);
    }
    let decimals = (2 - magnitude).clamp(0, 6) as usize;
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    grouped(text)
}

/// A number with three significant digits, also where it is large: what a calculation from few data can carry.
pub(crate) fn calculated(value: f64) -> String {
    if !value.is_finite() {
        return NOT_FINITE.to_owned();
    }
    let rounded: f64 = significant_digits(value).parse().unwrap_or(value);
    three_digits(rounded)
}

/// A limit: three significant digits rounded down, as in findings and on the terminal, its thousands set apart.
pub(crate) fn limit(value: f64) -> String {
    if !value.is_finite() {
        return NOT_FINITE.to_owned();
    }
    let text = limit_digits(value);
    // A power of ten has no thousands.
    if text.contains('e') {
        three_digits(value)
    } else {
        grouped(&text)
    }
}

fn power_of_ten(value: f64, magnitude: i32) -> String {
    let mantissa = value / 10_f64.powi(magnitude);
    let text = format!("{mantissa:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} × 10^{magnitude}")
}

/// A number with a fixed count of decimals, its thousands set apart.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NOT_FINITE.to_owned();
    }
    let text = format!("{value:.decimals$}");
    // A rounded -0.0 would read as a negative number.
    let text = if text.trim_start_matches(['-', '0', '.']).is_empty() {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    };
    grouped(&text)
}

/// A share from 0 to 1 as a percentage; never rounded to certainty.
pub(crate) fn percent(share: f64) -> String {
    if !share.is_finite() {
        return NOT_FINITE.to_owned();
    }
    let value = share * 100.0;
    if value > 0.0 && value < 0.5 {
        "< 1 %".to_owned()
    } else if value > 99.5 && value < 100.0 {
        "> 99 %".to_owned()
    } else {
        format!("{} %", fixed(value, 0))
    }
}

/// Sets the thousands of the whole part apart by narrow spaces from five digits on.
fn grouped(text: &str) -> String {
    let (sign, rest) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left % 3 == 0 && whole.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A figure's value without its unit.
pub(crate) fn value(value: &FigureValue) -> String {
    match value {
        FigureValue::Number(number) => three_digits(*number),
        FigureValue::Date(date) => date.to_string(),
        FigureValue::Text(text) => text.clone(),
    }
}

/// A date such as "14 March 2027", for running text.
pub(crate) fn long_date(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS[usize::try_from(date.month() - 1).unwrap_or(0)];
    format!("{} {month} {}", date.day(), date.year())
}

/// Calendar days from one date to another, negative where the second is earlier.
pub(crate) fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
    (to - from).get_days().into()
}

/// A text cut to a number of characters, with an ellipsis where something is cut.
pub(crate) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches([' ', ',', ';', '(']))
}

/// "1 batch", "2 batches": a count with its noun.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_kept_and_thousands_set_apart() {
        for (value, text) in [
            (0.0, "0"),
            (0.123_456, "0.123"),
            (0.000_25, "0.00025"),
            (1.0, "1"),
            (12.345, "12.3"),
            (99.96, "100"),
            (-3.5, "−3.5"),
            (1_234.0, "1234"),
            (12_345.6, "12\u{202f}346"),
            (1_234_567.0, "1\u{202f}234\u{202f}567"),
            (1.5e-7, "1.5 × 10^-7"),
            (f64::NAN, "not known"),
            (f64::INFINITY, "not known"),
        ] {
            assert_eq!(three_digits(value), text);
        }
    }

    #[test]
    fn limits_are_rounded_down_as_everywhere_else() {
        for (value, text) in [
            (77.89, "77.8"),
            (5.839, "5.83"),
            (0.259_7, "0.259"),
            (1.5, "1.5"),
            (33_333.9, "33\u{202f}333"),
            (f64::INFINITY, "not known"),
        ] {
            assert_eq!(limit(value), text);
        }
    }

    #[test]
    fn what_is_calculated_has_three_digits() {
        assert_eq!(calculated(1_133_457.0), "1\u{202f}130\u{202f}000");
        assert_eq!(calculated(44.918_8), "44.9");
        assert_eq!(calculated(0.0), "0");
    }

    #[test]
    fn a_share_is_never_rounded_to_certainty() {
        for (share, text) in [
            (0.0, "0 %"),
            (0.001, "< 1 %"),
            (0.5, "50 %"),
            (0.996, "> 99 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(percent(share), text);
        }
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(-1.25, 1), "−1.2");
    }

    #[test]
    fn dates_and_texts() {
        let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
        assert_eq!(long_date(day("2027-03-14")), "14 March 2027");
        assert_eq!(days_between(day("2027-03-14"), day("2028-03-14")), 366);
        assert_eq!(days_between(day("2027-03-14"), day("2027-03-01")), -13);
        assert_eq!(short("Toxicology batch", 11), "Toxicology…");
        assert_eq!(short("Batch", 5), "Batch");
        assert_eq!(count(1, "batch", "batches"), "1 batch");
    }
}
