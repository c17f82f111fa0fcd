//! CSV files that stand for a list of records: `point = "solubility.csv"`.
//!
//! The columns are the keys of the record. A column may carry the unit of its cells after an
//! underscore, so `temperature_degC` holds `temperature` in `degC`.

use concerted_model::place::{FileIndex, Place};
use concerted_model::problem::{BAD_CELL, BAD_COLUMN, Problem, UNKNOWN_REFERENCE, UNUSED_FILE};
use concerted_model::raw::{Entry, Node, Raw};
use concerted_model::record::{FieldSchema, RecordSchema, Schema, quoted};
use concerted_model::suggest::closest;

/// A CSV file of the folder.
#[derive(Debug)]
pub(crate) struct Table {
    /// Name relative to the program folder.
    pub(crate) name: String,
    /// Its index among the files.
    pub(crate) file: FileIndex,
    text: String,
    used: bool,
    cells: Vec<Cell>,
}

/// A cell with its place, as a spreadsheet user counts it.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    start: usize,
    end: usize,
    /// Row from 1, the header included.
    pub(crate) row: usize,
    /// Header of its column.
    pub(crate) column: String,
}

impl Table {
    pub(crate) fn new(name: &str, file: FileIndex, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            file,
            text: text.to_owned(),
            used: false,
            cells: Vec::new(),
        }
    }

    /// The cell that holds this byte.
    pub(crate) fn cell_at(&self, at: usize) -> Option<&Cell> {
        let after = self.cells.partition_point(|cell| cell.start <= at);
        self.cells[..after].last().filter(|cell| at <= cell.end)
    }
}

/// Replaces every file name that stands for a list of records by the rows of that file.
pub(crate) fn expand(root: &mut Node, schema: &RecordSchema, tables: &mut [Table]) -> Vec<Problem> {
    let mut problems = Vec::new();
    expand_record(root, schema, tables, &mut problems);
    for table in tables.iter().filter(|table| !table.used) {
        problems.push(
            Problem::error(
                UNUSED_FILE,
                &Place::new(table.file, 0..0),
                format!("nothing refers to `{}`", table.name),
            )
            .hint(Some(
                "name it where a list is expected, such as `point = \"…csv\"`".to_owned(),
            ))
            .as_warning(),
        );
    }
    problems
}

fn expand_record(
    node: &mut Node,
    schema: &RecordSchema,
    tables: &mut [Table],
    problems: &mut Vec<Problem>,
) {
    let Raw::Table(entries) = &mut node.value else {
        return;
    };
    let fields = (schema.fields)();
    for entry in entries {
        let Some(field) = fields.iter().find(|field| field.key == entry.key) else {
            continue;
        };
        match &field.schema {
            Schema::Record(record) => expand_record(&mut entry.node, record, tables, problems),
            Schema::List(item) => {
                if let Schema::Record(record) = item.as_ref() {
                    expand_list(&mut entry.node, record, tables, problems);
                }
            }
            _ => {}
        }
    }
}

fn expand_list(
    node: &mut Node,
    record: &RecordSchema,
    tables: &mut [Table],
    problems: &mut Vec<Problem>,
) {
    match &mut node.value {
        Raw::List(items) => {
            for item in items {
                expand_record(item, record, tables, problems);
            }
        }
        Raw::Text(name) if name.to_ascii_lowercase().ends_with(".csv") => {
            let found = tables.iter_mut().find(|table| table.name == *name);
            if let Some(table) = found {
                table.used = true;
                node.value = rows(table, record, problems);
            } else {
                let names = tables.iter().map(|table| table.name.as_str());
                let hint = closest(name, names).map(|near| format!("did you mean `{near}`?"));
                problems.push(
                    Problem::error(
                        UNKNOWN_REFERENCE,
                        &node.place,
                        format!("there is no file `{name}` in the program folder"),
                    )
                    .expected("a CSV file beside the TOML files")
                    .found(format!("`{name}`"))
                    .hint(hint),
                );
                node.value = Raw::Broken;
            }
        }
        _ => {}
    }
}

/// A column: the key of the record it fills and the unit its cells are in.
struct Column {
    key: &'static str,
    unit: String,
    header: String,
}

fn rows(table: &mut Table, record: &RecordSchema, problems: &mut Vec<Problem>) -> Raw {
    let text = table.text.clone();
    let fields = (record.fields)();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut items = Vec::new();
    for (row, result) in reader.records().enumerate() {
        let values = match result {
            Ok(values) => values,
            Err(error) => {
                let at = error
                    .position()
                    .map_or(0, |position| position.byte() as usize);
                problems.push(Problem::error(
                    BAD_CELL,
                    &Place::new(table.file, at..at),
                    format!("row {} cannot be read: {error}", row + 1),
                ));
                continue;
            }
        };
        let start = values
            .position()
            .map_or(0, |position| position.byte() as usize);
        let spans = spans(&text, start, values.len());
        match &columns {
            None => {
                columns = Some(header(table.file, &values, &spans, &fields, problems));
            }
            Some(columns) => {
                if values.len() != columns.len() {
                    problems.push(
                        Problem::error(
                            BAD_CELL,
                            &Place::new(table.file, start..start),
                            format!("row {} has {} cells", row + 1, values.len()),
                        )
                        .expected(format!("{} cells, as in the header", columns.len()))
                        .found(format!("{} cells", values.len())),
                    );
                    continue;
                }
                let entries = cells(table.file, columns, &values, &spans);
                for (column, span) in columns.iter().zip(&spans) {
                    table.cells.push(Cell {
                        start: span.0,
                        end: span.1,
                        row: row + 1,
                        column: column
                            .as_ref()
                            .map_or_else(String::new, |column| column.header.clone()),
                    });
                }
                let end = spans.last().map_or(start, |span| span.1);
                items.push(Node {
                    place: Place::new(table.file, start..end),
                    value: Raw::Table(entries),
                });
            }
        }
    }
    Raw::List(items)
}

fn cells(
    file: FileIndex,
    columns: &[Option<Column>],
    values: &csv::StringRecord,
    spans: &[(usize, usize)],
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for ((column, value), span) in columns.iter().zip(values).zip(spans) {
        let (Some(column), value) = (column, value.trim()) else {
            continue;
        };
        // An empty cell is an absent value, never zero.
        if value.is_empty() {
            continue;
        }
        let text = if column.unit.is_empty() {
            value.to_owned()
        } else {
            format!("{value} {}", column.unit)
        };
        let place = Place::new(file, span.0..span.1);
        entries.push(Entry {
            key: column.key.to_owned(),
            place: place.clone(),
            node: Node {
                place,
                value: Raw::Text(text),
            },
        });
    }
    entries
}

fn header(
    file: FileIndex,
    values: &csv::StringRecord,
    spans: &[(usize, usize)],
    fields: &[FieldSchema],
    problems: &mut Vec<Problem>,
) -> Vec<Option<Column>> {
    let keys: Vec<&'static str> = fields.iter().map(|field| field.key).collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut columns = Vec::new();
    for (name, span) in values.iter().zip(spans) {
        let name = name.trim().trim_start_matches('\u{feff}');
        let key = keys
            .iter()
            .filter(|key| {
                name == **key
                    || name
                        .strip_prefix(**key)
                        .is_some_and(|rest| rest.starts_with('_'))
            })
            .max_by_key(|key| key.len());
        let place = Place::new(file, span.0..span.1);
        let Some(key) = key else {
            let hint = if name.contains(';') {
                Some("separate the cells by commas, not semicolons".to_owned())
            } else {
                closest(name, keys.iter().copied()).map(|near| format!("did you mean `{near}`?"))
            };
            problems.push(
                Problem::error(BAD_COLUMN, &place, format!("unknown column `{name}`"))
                    .expected(format!("columns {}", quoted(&keys)))
                    .found(format!("`{name}`"))
                    .hint(hint),
            );
            columns.push(None);
            continue;
        };
        if seen.contains(key) {
            problems.push(Problem::error(
                BAD_COLUMN,
                &place,
                format!("column `{key}` stands twice"),
            ));
        }
        seen.push(key);
        columns.push(Some(Column {
            key,
            unit: name
                .strip_prefix(*key)
                .map_or_else(String::new, |rest| rest.trim_start_matches('_').to_owned()),
            header: name.to_owned(),
        }));
    }
    columns
}

/// Byte spans of the cells of one record that starts at `start`: the csv crate gives only the start.
fn spans(text: &str, start: usize, count: usize) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() && matches!(bytes[at], b'\n' | b'\r') {
        at += 1;
    }
    let mut spans = Vec::with_capacity(count);
    for _ in 0..count {
        let begin = at;
        let mut quoted = false;
        while at < bytes.len() {
            match bytes[at] {
                b'"' => quoted = !quoted,
                b',' | b'\n' | b'\r' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        spans.push((begin.min(bytes.len()), at.min(bytes.len())));
        if at < bytes.len() && bytes[at] == b',' {
            at += 1;
        }
    }
    spans
}
