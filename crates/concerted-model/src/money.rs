//! Money: decimal amounts with their currency, and prices per something.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A currency by its three-letter code (ISO 4217).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// A currency from its code.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(bytes))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// What a price is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// A plain amount.
    Once,
    /// Per kilogram.
    Kilogram,
    /// Per working week.
    Week,
}

/// An amount of money, once or per something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The amount in units of the currency.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
    /// What it is per.
    pub per: Per,
}

impl PartialOrd for Money {
    /// Amounts compare only within one currency and one "per".
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (self.currency == other.currency && self.per == other.per)
            .then(|| self.amount.cmp(&other.amount))
    }
}

impl Money {
    /// Reads `"120 kEUR"`, `"85 USD/kg"` or `"25 kUSD/wk"`.
    ///
    /// ```
    /// use concerted_model::money::{Money, Per};
    /// let price = Money::parse("85 USD/kg").unwrap();
    /// assert_eq!((price.to_f64(), price.per), (85.0, Per::Kilogram));
    /// assert_eq!(Money::parse("120 kEUR").unwrap().to_f64(), 120_000.0);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text
            .find(|character: char| !(character.is_ascii_digit() || matches!(character, '.' | '-')))
            .unwrap_or(text.len());
        let amount = Decimal::from_str(&text[..end]).ok()?;
        let rest = text[end..].trim();
        let (unit, per) = match rest.split_once('/') {
            None => (rest, Per::Once),
            Some((unit, "kg")) => (unit, Per::Kilogram),
            Some((unit, "wk")) => (unit, Per::Week),
            Some((unit, "g")) => return Self::scaled(amount, unit, 1_000, Per::Kilogram),
            Some(_) => return None,
        };
        Self::scaled(amount, unit, 1, per)
    }

    fn scaled(amount: Decimal, unit: &str, factor: i64, per: Per) -> Option<Self> {
        let (prefix, code) = match unit.strip_prefix('k') {
            Some(code) => (1_000, code),
            None if unit.len() == 4 => (1_000_000, unit.strip_prefix('M')?),
            None => (1, unit),
        };
        Some(Self {
            amount: amount
                .checked_mul(Decimal::from(prefix))?
                .checked_mul(Decimal::from(factor))?,
            currency: Currency::from_code(code)?,
            per,
        })
    }

    /// The amount as a floating-point number, for calculation.
    pub fn to_f64(&self) -> f64 {
        self.amount.to_f64().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_prefixes_and_prices() {
        assert_eq!(
            Money::parse("1.5 MUSD").unwrap().amount,
            Decimal::from(1_500_000)
        );
        assert_eq!(
            Money::parse("2 EUR/g").unwrap().amount,
            Decimal::from(2_000)
        );
        assert_eq!(Money::parse("25 kUSD/wk").unwrap().per, Per::Week);
        assert_eq!(Money::parse("7 MAD").unwrap().currency.code(), "MAD");
        for bad in ["", "5", "5 eur", "EUR 5", "5 EUR/l", "1,000 EUR", "5 kE"] {
            assert!(Money::parse(bad).is_none(), "{bad}");
        }
    }
}
