//! Pairs of solid forms from a TOML file: melting data of both, one table a pair.

use concerted_form::{FormData, ObservedTransition, PairData};
use toml::{Table, Value};

/// Kelvin of 0 °C.
const ZERO_CELSIUS_K: f64 = 273.15;

/// Melting points of one form that differ by more are two melting points.
const SAME_MELTING_K: f64 = 1.0;

/// One pair of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NamedPair {
    /// The compound.
    pub compound: String,
    /// The data.
    pub data: PairData,
    /// Text keys that are shown and not computed with, such as a caution or a published relation.
    pub remarks: Vec<(String, String)>,
    /// Keys that are not known here.
    pub unread: Vec<String>,
    /// What keeps the pair from being compared as written.
    pub problems: Vec<String>,
}

/// Why the file holds no pairs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairFileError {
    /// Not TOML.
    #[error("not a TOML file: {reason}")]
    Syntax {
        /// What the reader says.
        reason: String,
    },
    /// No pair in it.
    #[error("the file has no `[[pair]]`")]
    Empty,
}

/// Text keys that say something of a pair and enter no calculation.
const REMARKS: [&str; 4] = ["caution", "note", "relation_published", "tm_basis"];

/// Reads pairs of forms.
///
/// Each `[[pair]]` has `compound`, `form1`, `form2`, and for both forms (with 1 or 2 at the end)
/// `tm1` in K, `tm1_sd`, `dhf1` in kJ/mol, `dhf1_sd`, `density1` in g/mL, `converts1` and `decomposes1`
/// (true or false); `transition_k` with `transition_kj` (positive where heat is taken up) for a change of one
/// form into the other, `solid_transition_C` (a number or a list) for a change whose forms are not known. Form
/// 1 need not be the one that melts higher. A key of another name is listed in `unread`.
///
/// # Errors
/// [`PairFileError`] where the text is no TOML or has no pair.
///
/// ```
/// let text = "[[pair]]\ncompound = \"A\"\nform1 = \"I\"\nform2 = \"II\"\ntm1 = 420.0\ndhf1 = 26.0\ntm2 = 399.0\ndhf2 = 21.3\n";
/// let pairs = concerted::pair_file::read_pairs(text)?;
/// assert_eq!(pairs[0].data.one.melting_k, Some(420.0));
/// # Ok::<(), concerted::pair_file::PairFileError>(())
/// ```
pub fn read_pairs(text: &str) -> Result<Vec<NamedPair>, PairFileError> {
    let document: Table = text
        .parse()
        .map_err(|error: toml::de::Error| PairFileError::Syntax {
            reason: error.to_string().trim().to_owned(),
        })?;
    let tables = document.get("pair").and_then(Value::as_array);
    let mut pairs: Vec<NamedPair> = tables
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .map(pair)
        .collect();
    if pairs.is_empty() {
        return Err(PairFileError::Empty);
    }
    two_melting_points(&mut pairs);
    Ok(pairs)
}

fn pair(table: &Table) -> NamedPair {
    let mut reader = Reader {
        table,
        read: Vec::new(),
        problems: Vec::new(),
    };
    let compound = reader.text("compound").unwrap_or_default();
    let one = reader.form("1");
    let other = reader.form("2");
    let transition = reader
        .number("transition_k")
        .zip(reader.number("transition_kj"));
    let unassigned = reader.celsius("solid_transition_C");
    let remarks = REMARKS
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), reader.text(key)?)))
        .collect();
    if one.name == other.name {
        reader
            .problems
            .push(format!("`form1` and `form2` are both `{}`", one.name));
    }
    let unread = table
        .keys()
        .filter(|key| !reader.read.contains(&key.as_str()));
    NamedPair {
        compound,
        data: PairData {
            one,
            other,
            transition: transition.map(|(temperature_k, heat)| ObservedTransition {
                temperature_k,
                heat,
            }),
            unassigned_transition_k: unassigned,
        },
        remarks,
        unread: unread.cloned().collect(),
        problems: reader.problems,
    }
}

/// Reads keys of one table and remembers which.
struct Reader<'a> {
    table: &'a Table,
    read: Vec<&'a str>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    fn value(&mut self, key: &str) -> Option<&'a Value> {
        let (key, value) = self.table.get_key_value(key)?;
        self.read.push(key);
        Some(value)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        if value.as_str().is_none() {
            self.problems
                .push(format!("`{key}` must be a text, found `{}`", shown(value)));
        }
        value.as_str().map(str::to_owned)
    }

    fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        let number = as_number(value).filter(|number| number.is_finite());
        if number.is_none() {
            self.problems.push(format!(
                "`{key}` must be a number, found `{}`",
                shown(value)
            ));
        }
        number
    }

    fn positive(&mut self, key: &str) -> Option<f64> {
        let number = self.number(key)?;
        if number < 0.0 {
            self.problems
                .push(format!("`{key}` must not be negative, found `{number}`"));
        }
        Some(number)
    }

    fn truth(&mut self, key: &str) -> bool {
        let Some(value) = self.value(key) else {
            return false;
        };
        if value.as_bool().is_none() {
            self.problems.push(format!(
                "`{key}` must be true or false, found `{}`",
                shown(value)
            ));
        }
        value.as_bool().unwrap_or(false)
    }

    /// The lowest temperature of a number or list in °C, in K.
    fn celsius(&mut self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        let single = [value.clone()];
        let list = value.as_array().map_or(&single[..], Vec::as_slice);
        let numbers: Vec<f64> = list.iter().filter_map(as_number).collect();
        if numbers.len() < list.len() || numbers.is_empty() {
            self.problems.push(format!(
                "`{key}` must be a temperature in °C or a list of them, found `{}`",
                shown(value)
            ));
        }
        let lowest = numbers.into_iter().reduce(f64::min)?;
        Some(lowest + ZERO_CELSIUS_K)
    }

    fn form(&mut self, number: &str) -> FormData {
        let key = |name: &str| format!("{name}{number}");
        let name = self
            .text(&key("form"))
            .unwrap_or_else(|| format!("form {number}"));
        let melting_k = self.positive(&key("tm"));
        if let Some(melting_k) = melting_k.filter(|melting| (0.0..=200.0).contains(melting)) {
            self.problems.push(format!(
                "`tm{number}` is {melting_k} K: mixed units, perhaps °C"
            ));
        }
        FormData {
            name,
            melting_k,
            melting_error_k: self.positive(&format!("tm{number}_sd")),
            heat: self.positive(&key("dhf")),
            heat_error: self.positive(&format!("dhf{number}_sd")),
            density: self.positive(&key("density")),
            converts: self.truth(&key("converts")),
            decomposes: self.truth(&key("decomposes")),
        }
    }
}

/// A value as it may be shown in a message.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(date) => date.to_string(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(shown).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{key} = {}", shown(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn as_number(value: &Value) -> Option<f64> {
    let whole = || value.as_integer().map(|whole| whole as f64);
    value.as_float().or_else(whole)
}

/// One form of one compound has one melting point in all pairs.
fn two_melting_points(pairs: &mut [NamedPair]) {
    let seen: Vec<(String, String, f64)> = pairs
        .iter()
        .flat_map(|pair| {
            [&pair.data.one, &pair.data.other]
                .map(|form| (pair.compound.clone(), form.name.clone(), form.melting_k))
        })
        .filter_map(|(compound, form, melting)| Some((compound, form, melting?)))
        .collect();
    for pair in pairs {
        for form in [&pair.data.one, &pair.data.other] {
            let Some(own) = form.melting_k else { continue };
            let other = seen.iter().find(|(compound, name, melting)| {
                *compound == pair.compound
                    && *name == form.name
                    && (melting - own).abs() > SAME_MELTING_K
            });
            if let Some((_, _, melting)) = other {
                pair.problems.push(format!(
                    "form `{}` has two melting points, {own} and {melting} K",
                    form.name
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_said() {
        let text = "[[pair]]\ncompound = \"A\"\nform1 = \"I\"\nform2 = \"II\"\ntm1 = 420\ncaution = \"look\"\nt0_calc = 3.0\nsolid_transition_C = [152, 150]\n";
        let pairs = read_pairs(text).unwrap();
        assert_eq!(pairs[0].unread, ["t0_calc"]);
        assert_eq!(
            pairs[0].remarks,
            [("caution".to_owned(), "look".to_owned())]
        );
        assert_eq!(pairs[0].data.unassigned_transition_k, Some(423.15));
        assert!(pairs[0].problems.is_empty());
    }

    #[test]
    fn bad_values_are_named() {
        let text = "[[pair]]\ncompound = \"A\"\nform1 = \"I\"\nform2 = \"I\"\ntm1 = 142.0\ntm2 = \"hot\"\ndhf1 = -3\nconverts1 = 1\n";
        assert_eq!(
            read_pairs(text).unwrap()[0].problems,
            [
                "`tm1` is 142 K: mixed units, perhaps °C",
                "`dhf1` must not be negative, found `-3`",
                "`converts1` must be true or false, found `1`",
                "`tm2` must be a number, found `\"hot\"`",
                "`form1` and `form2` are both `I`",
                "form `I` has two melting points, 142 and 142 K",
            ][..5]
        );
    }

    #[test]
    fn two_melting_points_of_one_form_are_a_problem() {
        let pair = |form2: &str, tm1: f64| {
            format!(
                "[[pair]]\ncompound = \"A\"\nform1 = \"I\"\nform2 = \"{form2}\"\ntm1 = {tm1:?}\n"
            )
        };
        let pairs = read_pairs(&format!("{}{}", pair("II", 420.0), pair("III", 431.0))).unwrap();
        assert_eq!(
            pairs[0].problems,
            ["form `I` has two melting points, 420 and 431 K"]
        );
        assert_eq!(pairs[1].problems.len(), 1);
    }

    #[test]
    fn no_pair_is_an_error() {
        assert_eq!(read_pairs(""), Err(PairFileError::Empty));
        assert!(matches!(
            read_pairs("= 3"),
            Err(PairFileError::Syntax { .. })
        ));
    }
}
