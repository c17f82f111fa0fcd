//! Reading a table: one CSV text to typed rows, sorted by id.

use std::ops::Deref;

use concerted_model::evidence::{Citation, Status};
use jiff::civil::Date;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::cited::Cited;
use crate::error::ReferenceError;

/// What every row of every table can say of itself.
pub trait Row {
    /// Name of the table: the file name without its extension.
    const TABLE: &'static str;

    /// Id, unique in its table and never given to another row.
    fn id(&self) -> &str;

    /// Table, row, source, place and status of the row.
    fn citation(&self) -> Citation;

    /// A value of this row with the row's citation.
    fn cite<T>(&self, value: T) -> Cited<T> {
        Cited {
            value,
            citation: self.citation(),
        }
    }

    /// A value of this row whose status differs from that of the row.
    fn cite_as<T>(&self, value: T, status: Status) -> Cited<T> {
        let mut cited = self.cite(value);
        cited.citation.status = status;
        cited
    }
}

/// Implements [`Row`] for a struct with the fields `id`, `source`, `locator` and `status`.
///
/// A function cannot do this: the fields belong to some twenty structs, and flattening a shared
/// struct makes the CSV reader guess types, which turns a name such as `1` into a number.
macro_rules! row {
    ($row:ty, $table:literal) => {
        impl crate::table::Row for $row {
            const TABLE: &'static str = $table;

            fn id(&self) -> &str {
                &self.id
            }

            fn citation(&self) -> concerted_model::evidence::Citation {
                concerted_model::evidence::Citation {
                    table: $table.to_owned(),
                    row: self.id.clone(),
                    source: self.source.clone(),
                    locator: self.locator.clone(),
                    status: self.status,
                }
            }
        }
    };
}
pub(crate) use row;

/// Rows of one table, sorted by id.
#[derive(Debug, Clone)]
pub(crate) struct Table<R>(Vec<R>);

impl<R: Row> Table<R> {
    /// The row with this id.
    pub(crate) fn row(&self, id: &str) -> Option<&R> {
        let place = self.0.binary_search_by(|row| row.id().cmp(id));
        place.ok().map(|index| &self.0[index])
    }
}

impl<R> Deref for Table<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.0
    }
}

/// Reads one table and refuses unknown columns, wrong cells and rows out of order.
pub(crate) fn read<R: Row + DeserializeOwned>(text: &str) -> Result<Table<R>, ReferenceError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader
        .deserialize()
        .collect::<Result<Vec<R>, _>>()
        .map_err(|cause| ReferenceError::Row {
            table: R::TABLE.to_owned(),
            cause,
        })?;
    for pair in rows.windows(2) {
        if pair[0].id() >= pair[1].id() {
            return Err(ReferenceError::Order {
                table: R::TABLE.to_owned(),
                row: pair[1].id().to_owned(),
                previous: pair[0].id().to_owned(),
            });
        }
    }
    Ok(Table(rows))
}

/// The newest of several editions of one entry, by the date from which each is valid.
///
/// With `on`, editions that were not yet valid on that day are left out, so that an old report can be
/// made again. An undated row counts as oldest.
pub(crate) fn in_force<'a, R: 'a>(
    rows: impl Iterator<Item = &'a R>,
    valid_from: impl Fn(&R) -> Option<Date>,
    on: Option<Date>,
) -> Option<&'a R> {
    rows.filter(|row| match (valid_from(row), on) {
        (Some(start), Some(day)) => start <= day,
        _ => true,
    })
    .max_by_key(|row| valid_from(row))
}

/// Reads a cell that lists several words with semicolons between them.
pub(crate) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(deserializer)?;
    Ok(cell
        .split(';')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Reads a cell that says `yes` or `no`.
pub(crate) fn yes_no<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    optional_yes_no(deserializer)?
        .ok_or_else(|| D::Error::custom("expected `yes` or `no`, found an empty cell"))
}

/// Reads a cell that says `yes`, `no` or nothing.
pub(crate) fn optional_yes_no<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<bool>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "" => Ok(None),
        other => Err(D::Error::custom(format!(
            "expected `yes` or `no`, found `{other}`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        id: String,
        #[serde(deserialize_with = "list")]
        words: Vec<String>,
        value: Option<f64>,
        valid_from: Option<Date>,
        source: String,
        locator: String,
        status: Status,
    }
    row!(Sample, "sample");

    const HEADER: &str = "id,words,value,valid_from,source,locator,status\n";

    fn sample(rows: &str) -> Result<Table<Sample>, ReferenceError> {
        read(&format!("{HEADER}{rows}"))
    }

    #[test]
    fn missing_cells_are_absent_not_zero() {
        let table = sample("a,,,,s,l,verified\n").unwrap();
        assert_eq!(table[0].value, None);
        assert_eq!(table[0].valid_from, None);
        assert!(table[0].words.is_empty());
    }

    #[test]
    fn lists_are_split_at_semicolons() {
        let table = sample("a,one; two;,1.5,2024-01-24,s,l,memory\n").unwrap();
        assert_eq!(table[0].words, ["one", "two"]);
        let cited = table[0].cite(table[0].value.unwrap());
        assert!((cited.value - 1.5).abs() < 1e-12);
        assert_eq!(cited.citation.row, "a");
        assert_eq!(cited.citation.table, "sample");
        assert_eq!(cited.citation.status, Status::Memory);
        let changed = table[0].cite_as(2.0, Status::Assumed);
        assert_eq!(changed.citation.status, Status::Assumed);
    }

    #[test]
    fn disorder_and_repetition_are_refused() {
        for rows in [
            "b,,,,s,l,memory\na,,,,s,l,memory\n",
            "a,,,,s,l,memory\na,,,,s,l,memory\n",
        ] {
            let error = sample(rows).unwrap_err();
            assert!(matches!(error, ReferenceError::Order { .. }), "{error}");
        }
    }

    #[test]
    fn wrong_cells_and_columns_are_refused() {
        for text in [
            format!("{HEADER}a,,x,,s,l,memory\n"),
            format!("{HEADER}a,,,,s,l,sure\n"),
            format!("{HEADER}a,,,2024-13-01,s,l,memory\n"),
            format!("{HEADER}a,,,,s,l\n"),
            "id,words,value,valid_from,source,locator,status,extra\na,,,,s,l,memory,x\n".to_owned(),
        ] {
            let error = read::<Sample>(&text).unwrap_err();
            assert!(
                matches!(error, ReferenceError::Row { .. }),
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn the_newest_edition_in_force_is_taken() {
        let table =
            sample("a,,1,,s,l,memory\nb,,2,2020-01-01,s,l,memory\nc,,3,2024-01-01,s,l,memory\n")
                .unwrap();
        let on = |day: Option<&str>| {
            in_force(
                table.iter(),
                |row| row.valid_from,
                day.map(|day| day.parse().unwrap()),
            )
            .map(|row| row.id.as_str())
        };
        assert_eq!(on(None), Some("c"));
        assert_eq!(on(Some("2023-12-31")), Some("b"));
        assert_eq!(on(Some("2019-12-31")), Some("a"));
    }
}
