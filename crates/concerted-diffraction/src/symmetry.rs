//! Symmetry operations: reading, writing, composing, and the operations of a named space group.

use std::fmt;

use moyo::data::{HallSymbol, HallSymbolEntry, hall_symbol_entry};

use crate::cell::Cell;
use crate::problem::{Fault, shown};

/// Number of settings in the table of space groups.
const SETTINGS: i32 = 530;
/// Translations are kept in this fraction of an edge: every crystallographic one is whole there.
const PARTS: i32 = 24;
/// Largest number of operations of a space group in a conventional cell (F-centred cubic).
pub(crate) const MOST_OPERATIONS: usize = 192;

/// A symmetry operation x' = R x + t in fractions of the edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// Rows of the rotation.
    pub rotation: [[i32; 3]; 3],
    /// Translation in 24ths of the edges, each from 0 to 23.
    pub translation: [i32; 3],
}

impl Operation {
    /// The identity.
    pub const IDENTITY: Self = Self {
        rotation: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        translation: [0, 0, 0],
    };

    /// Reads an operation such as `-x+1/2,y+1/2,-z`; fractions may be decimals, letters upper case.
    ///
    /// ```
    /// use concerted_diffraction::Operation;
    /// let screw = Operation::parse("-X, 0.5+y, -z+1/2").unwrap();
    /// assert_eq!(screw.to_string(), "-x,y+1/2,-z+1/2");
    /// assert_eq!(screw.after(&screw), Operation::IDENTITY);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let mut operation = Self {
            rotation: [[0; 3]; 3],
            translation: [0; 3],
        };
        for (row, shift) in operation
            .rotation
            .iter_mut()
            .zip(&mut operation.translation)
        {
            (*row, *shift) = component(parts.next()?)?;
        }
        let whole = parts.next().is_none() && determinant(&operation.rotation).abs() == 1;
        whole.then_some(operation)
    }

    /// This operation after another: (R₁R₂, R₁t₂ + t₁), translations modulo whole edges.
    #[must_use]
    pub fn after(&self, other: &Self) -> Self {
        let mut product = Self::IDENTITY;
        for row in 0..3 {
            for column in 0..3 {
                product.rotation[row][column] = (0..3)
                    .map(|k| self.rotation[row][k] * other.rotation[k][column])
                    .sum();
            }
            let moved: i32 = (0..3)
                .map(|k| self.rotation[row][k] * other.translation[k])
                .sum();
            product.translation[row] = (moved + self.translation[row]).rem_euclid(PARTS);
        }
        product
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, x: [f64; 3]) -> [f64; 3] {
        let mut moved = [0.0; 3];
        for (row, entry) in moved.iter_mut().enumerate() {
            let turned: f64 = (0..3)
                .map(|k| f64::from(self.rotation[row][k]) * x[k])
                .sum();
            *entry = turned + f64::from(self.translation[row]) / f64::from(PARTS);
        }
        moved
    }

    /// The plane hkl as seen after the operation: h R.
    pub(crate) fn turned(&self, hkl: [i32; 3]) -> [i32; 3] {
        let mut turned = [0; 3];
        for (column, entry) in turned.iter_mut().enumerate() {
            *entry = (0..3).map(|k| hkl[k] * self.rotation[k][column]).sum();
        }
        turned
    }

    /// True where the rotation leaves lengths and angles of the cell as they are: RᵀGR = G.
    fn keeps(&self, cell: &Cell) -> bool {
        let metric = cell.metric();
        // Lengths are given to three or four digits; a thousandth catches what is another crystal system.
        (0..3).all(|i| {
            (0..3).all(|j| {
                let turned: f64 = (0..3)
                    .flat_map(|k| (0..3).map(move |l| (k, l)))
                    .map(|(k, l)| {
                        f64::from(self.rotation[k][i] * self.rotation[l][j]) * metric[k][l]
                    })
                    .sum();
                let scale = (metric[i][i] * metric[j][j]).sqrt();
                (turned - metric[i][j]).abs() <= 2e-3 * scale
            })
        })
    }
}

fn determinant(m: &[[i32; 3]; 3]) -> i32 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

/// One of the three parts, such as `x-y+1/3`.
fn component(text: &str) -> Option<([i32; 3], i32)> {
    let mut row = [0; 3];
    let mut shift = 0.0;
    let mut sign = 1;
    let mut number = String::new();
    let mut close = |number: &mut String, sign: i32| -> Option<()> {
        if !number.is_empty() {
            shift += f64::from(sign) * fraction(number)?;
            number.clear();
        }
        Some(())
    };
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        match character.to_ascii_lowercase() {
            '+' | '-' => {
                close(&mut number, sign)?;
                sign = if character == '-' { -1 } else { 1 };
            }
            axis @ 'x'..='z' if number.is_empty() => {
                let at = axis as usize - 'x' as usize;
                if row[at] != 0 {
                    return None;
                }
                row[at] = sign;
                sign = 1;
            }
            digit if digit.is_ascii_digit() || digit == '.' || digit == '/' => {
                if number.len() > 12 {
                    return None;
                }
                number.push(digit);
            }
            _ => return None,
        }
    }
    close(&mut number, sign)?;
    let parts = shift * f64::from(PARTS);
    let whole = parts.round();
    // 0.333 stands for a third.
    let near = (parts - whole).abs() < 0.02 && whole.abs() < 1000.0;
    (near && row != [0; 3]).then(|| (row, (whole as i32).rem_euclid(PARTS)))
}

fn fraction(text: &str) -> Option<f64> {
    let value = match text.split_once('/') {
        Some((above, below)) => {
            above.parse::<f64>().ok()? / below.parse::<f64>().ok().filter(|below| *below > 0.0)?
        }
        None => text.parse().ok()?,
    };
    Some(value)
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (row, shift)) in self.rotation.iter().zip(self.translation).enumerate() {
            if at > 0 {
                write!(formatter, ",")?;
            }
            let mut first = true;
            for (entry, axis) in row.iter().zip(['x', 'y', 'z']) {
                match (entry, first) {
                    (0, _) => continue,
                    (1, true) => write!(formatter, "{axis}")?,
                    (1, false) => write!(formatter, "+{axis}")?,
                    _ => write!(formatter, "-{axis}")?,
                }
                first = false;
            }
            if shift != 0 {
                let common = greatest_common_divisor(shift, PARTS);
                write!(formatter, "+{}/{}", shift / common, PARTS / common)?;
            }
        }
        Ok(())
    }
}

fn greatest_common_divisor(a: i32, b: i32) -> i32 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// Checks that operations form a group that keeps the cell; sorts them and drops repeated ones.
pub(crate) fn checked(
    mut operations: Vec<Operation>,
    cell: &Cell,
) -> Result<Vec<Operation>, Fault> {
    operations.push(Operation::IDENTITY);
    operations.sort_unstable();
    operations.dedup();
    if operations.len() > MOST_OPERATIONS {
        let what = "symmetry operations";
        return Err(Fault::TooMany {
            what,
            limit: MOST_OPERATIONS,
        });
    }
    if let Some(operation) = operations.iter().find(|operation| !operation.keeps(cell)) {
        let operation = operation.to_string();
        return Err(Fault::SymmetryAgainstCell { operation });
    }
    for first in &operations {
        for second in &operations {
            if operations.binary_search(&first.after(second)).is_err() {
                return Err(Fault::NoGroup {
                    first: first.to_string(),
                    second: second.to_string(),
                });
            }
        }
    }
    // The identity first, for readers.
    operations.sort_by_key(|operation| (*operation != Operation::IDENTITY, *operation));
    Ok(operations)
}

/// The operations of a space group by its Hall symbol.
pub(crate) fn by_hall(name: &str) -> Result<Vec<Operation>, Fault> {
    let wanted = hall_key(name);
    let entry = settings().find(|entry| hall_key(entry.hall_symbol) == wanted);
    entry
        .and_then(|entry| operations(&entry))
        .ok_or_else(|| unknown(name))
}

/// The operations of a space group by its Hermann–Mauguin symbol, short or full, with the setting behind a colon.
///
/// A short monoclinic symbol means the setting that fits the cell. Where several settings fit, as with two choices of
/// origin, the symbol is ambiguous.
pub(crate) fn by_hermann_mauguin(name: &str, cell: &Cell) -> Result<Vec<Operation>, Fault> {
    let (symbol, setting) = name.split_once(':').unwrap_or((name, ""));
    let wanted = symbol_key(symbol);
    let setting = setting.trim().to_ascii_lowercase();
    let named: Vec<HallSymbolEntry> = settings()
        .filter(|entry| {
            let full = symbol_key(entry.hm_full);
            let bare = symbol_key(&entry.hm_full.replace(" 1", ""));
            // The short symbol of a table entry stands for the first setting only; others have their own.
            let standard = matches!(
                entry.setting,
                "" | "b" | "b1" | "1" | "2" | "H" | "R" | "abc"
            );
            wanted == full || wanted == bare || (standard && wanted == symbol_key(entry.hm_short))
        })
        .filter(|entry| setting.is_empty() || entry.setting.to_ascii_lowercase() == setting)
        .collect();
    let mut fitting: Vec<(HallSymbolEntry, Vec<Operation>)> = named
        .iter()
        .filter_map(|entry| Some((entry.clone(), operations(entry)?)))
        .filter(|(_, operations)| operations.iter().all(|operation| operation.keeps(cell)))
        .collect();
    if fitting.is_empty() && !named.is_empty() {
        return Err(Fault::SymmetryAgainstCell {
            operation: shown(name),
        });
    }
    // A full symbol that is met exactly goes before one that is met by leaving out what it says.
    if fitting
        .iter()
        .any(|(entry, _)| symbol_key(entry.hm_full) == wanted)
    {
        fitting.retain(|(entry, _)| symbol_key(entry.hm_full) == wanted);
    }
    match fitting.len() {
        0 => Err(unknown(name)),
        1 => Ok(fitting.swap_remove(0).1),
        _ => {
            let settings: Vec<String> = fitting
                .iter()
                .map(|(entry, _)| match entry.setting {
                    "" => entry.hm_full.replace('_', ""),
                    setting => format!("{}:{setting}", entry.hm_full.replace('_', "")),
                })
                .collect();
            Err(Fault::AmbiguousSpaceGroup {
                name: shown(name),
                settings: settings.join(", "),
            })
        }
    }
}

/// The operations of a space group of which only the number is known, where it has one setting.
pub(crate) fn by_number(number: i32) -> Result<Vec<Operation>, Fault> {
    let name = || number.to_string();
    let found: Vec<HallSymbolEntry> = settings().filter(|entry| entry.number == number).collect();
    match &found[..] {
        [] => Err(unknown(&name())),
        [only] => operations(only).ok_or_else(|| unknown(&name())),
        several => Err(Fault::AmbiguousSpaceGroup {
            name: name(),
            settings: format!("{} of them", several.len()),
        }),
    }
}

fn unknown(name: &str) -> Fault {
    Fault::UnknownSpaceGroup { name: shown(name) }
}

fn settings() -> impl Iterator<Item = HallSymbolEntry> {
    (1..=SETTINGS).filter_map(hall_symbol_entry)
}

/// Every operation of a setting, centring included.
fn operations(entry: &HallSymbolEntry) -> Option<Vec<Operation>> {
    // Only symbols of the table get here, never a text of the user.
    let hall = HallSymbol::new(entry.hall_symbol)?;
    let mut all = Vec::new();
    let parts = |value: f64| ((value * f64::from(PARTS)).round() as i32).rem_euclid(PARTS);
    for operation in hall.traverse() {
        // The list leaves out the lattice point at the origin.
        let points = std::iter::once([0.0; 3]).chain(
            hall.centering_translations
                .iter()
                .map(|point| [point[0], point[1], point[2]]),
        );
        for centring in points {
            let mut own = Operation::IDENTITY;
            for (row, shift) in centring.into_iter().enumerate() {
                for column in 0..3 {
                    own.rotation[row][column] = operation.rotation[(row, column)];
                }
                own.translation[row] = parts(operation.translation[row] + shift);
            }
            all.push(own);
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// A symbol without blanks and underscores, in lower case.
fn symbol_key(symbol: &str) -> String {
    symbol
        .chars()
        .filter(|character| !character.is_whitespace() && !"_()".contains(*character))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A Hall symbol with the marks of its axes in one spelling.
fn hall_key(symbol: &str) -> String {
    symbol
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '_')
        .map(|character| match character {
            '^' => '\'',
            '=' => '"',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(lengths: [f64; 3], angles: [f64; 3]) -> Cell {
        Cell::new(lengths, angles).unwrap()
    }

    #[test]
    fn operations_are_read_and_written() {
        for (text, expected) in [
            ("x,y,z", Some("x,y,z")),
            ("1/2-x, y+.5, -z", Some("-x+1/2,y+1/2,-z")),
            ("-y,x-y,z+0.3333", Some("-y,x-y,z+1/3")),
            ("+x,+y,+z-1/4", Some("x,y,z+3/4")),
            ("x,y", None),
            ("x,y,z,x", None),
            ("x,x,z", None),
            ("2x,y,z", None),
            ("x,y,1/2", None),
            ("x+0.123,y,z", None),
            ("x,y,z+1/0", None),
            ("", None),
        ] {
            let read = Operation::parse(text).map(|operation| operation.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_setting_of_the_table_is_a_group_of_the_right_order() {
        // Order of the point group times lattice points; checked on the well-known ones.
        for (name, count) in [
            ("P 1", 1),
            ("-P 1", 2),
            ("-P 2ybc", 4),
            ("-C 2yc", 8),
            ("P 2ac 2ab", 4),
            ("-P 2ac 2ab", 8),
            ("-F 4 2 3", 192),
            ("-I 4bd 2c 3", 96),
            ("-R 3 2\"", 36),
        ] {
            let found = by_hall(name).unwrap();
            assert_eq!(found.len(), count, "{name}");
        }
        for entry in settings() {
            let all = operations(&entry).unwrap();
            for first in &all {
                let closed = all
                    .iter()
                    .step_by(1 + all.len() / 24)
                    .all(|second| all.binary_search(&first.after(second)).is_ok());
                assert!(closed, "{}", entry.hall_symbol);
            }
        }
    }

    #[test]
    fn symbols_find_their_setting() {
        let monoclinic = cell([10.0, 18.0, 7.0], [90.0, 106.0, 90.0]);
        let orthorhombic = cell([10.0, 18.0, 7.0], [90.0, 90.0, 90.0]);
        let written = |operations: Vec<Operation>| -> Vec<String> {
            operations.iter().map(ToString::to_string).collect()
        };
        for (name, cell, contains, count) in [
            ("P 1 21/a 1", monoclinic, "x+1/2,-y+1/2,z", 4),
            ("P21/c", monoclinic, "x,-y+1/2,z+1/2", 4),
            ("P 21/n", monoclinic, "x+1/2,-y+1/2,z+1/2", 4),
            ("P2_1/a", monoclinic, "x+1/2,-y+1/2,z", 4),
            ("C 2/c", monoclinic, "x,-y,z+1/2", 8),
            ("P 21 21 21", orthorhombic, "x+1/2,-y+1/2,-z", 4),
            ("Pbca", orthorhombic, "-x,-y,-z", 8),
            ("P n a 21", orthorhombic, "-x,-y,z+1/2", 4),
            ("p -1", monoclinic, "-x,-y,-z", 2),
        ] {
            let found = written(by_hermann_mauguin(name, &cell).unwrap());
            assert_eq!(found.len(), count, "{name}: {found:?}");
            assert!(found.iter().any(|own| own == contains), "{name}: {found:?}");
        }
        let cubic = cell([5.0; 3], [90.0; 3]);
        assert!(matches!(
            by_hermann_mauguin("F d -3 m", &cubic),
            Err(Fault::AmbiguousSpaceGroup { .. })
        ));
        assert_eq!(
            by_hermann_mauguin("F d -3 m :2", &cubic).unwrap().len(),
            192
        );
        assert!(matches!(
            by_hermann_mauguin("P 4", &orthorhombic),
            Err(Fault::SymmetryAgainstCell { .. })
        ));
        assert!(matches!(
            by_hermann_mauguin("Q 9", &cubic),
            Err(Fault::UnknownSpaceGroup { .. })
        ));
        assert_eq!(by_number(19).unwrap().len(), 4);
        assert!(matches!(
            by_number(14),
            Err(Fault::AmbiguousSpaceGroup { .. })
        ));
        assert!(by_number(999).is_err());
    }

    #[test]
    fn an_incomplete_list_is_no_group() {
        let cell = cell([10.0, 18.0, 7.0], [90.0, 106.0, 90.0]);
        let read = |texts: &[&str]| {
            let operations = texts.iter().map(|text| Operation::parse(text).unwrap());
            checked(operations.collect(), &cell)
        };
        assert_eq!(
            read(&["x,y,z", "-x,y+1/2,-z", "-x,-y,-z", "x,-y+1/2,z"])
                .unwrap()
                .len(),
            4
        );
        assert!(matches!(
            read(&["x,y,z", "-x,y+1/2,-z", "-x,-y,-z"]),
            Err(Fault::NoGroup { .. })
        ));
        assert!(matches!(
            read(&["x,y,z", "-x,-y,z"]),
            Err(Fault::SymmetryAgainstCell { .. })
        ));
    }
}
