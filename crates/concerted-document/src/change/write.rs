//! One edit in the text of a TOML file, with everything else left as it is.

use concerted_model::change::Written;
use toml_edit::{
    Array, ArrayOfTables, Datetime, Decor, DocumentMut, InlineTable, Item, Table, TableLike, Value,
};

use super::Deed;
use super::find::Part;

/// The text after the edit; `None` where the text is not TOML or the place is not in it.
pub(super) fn rewrite(text: &str, parts: &[Part], deed: &Deed) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let done = match deed {
        Deed::Begin(new) => begin(&mut document, parts, new),
        Deed::Replace(new) => {
            let (last, way) = parts.split_last()?;
            replace(container(&mut document, way)?, last, new)
        }
        Deed::Remove => {
            let (last, way) = parts.split_last()?;
            remove(container(&mut document, way)?, last)
        }
        Deed::Insert(new) => {
            let (last, way) = parts.split_last()?;
            insert(&mut document, way, last, new)
        }
    };
    done.map(|()| document.to_string())
}

/// Something that holds values.
enum Container<'a> {
    Table(&'a mut dyn TableLike),
    Tables(&'a mut ArrayOfTables),
    Array(&'a mut Array),
}

fn container<'a>(document: &'a mut DocumentMut, parts: &[Part]) -> Option<Container<'a>> {
    let mut at = Container::Table(document.as_table_mut());
    for part in parts {
        at = match (at, part) {
            (Container::Table(table), Part::Key(key)) => of_item(table.get_mut(key)?)?,
            (Container::Tables(tables), Part::Index(index)) => {
                Container::Table(tables.get_mut(*index)?)
            }
            (Container::Array(array), Part::Index(index)) => of_value(array.get_mut(*index)?)?,
            _ => return None,
        };
    }
    Some(at)
}

fn of_item(item: &mut Item) -> Option<Container<'_>> {
    match item {
        Item::Table(table) => Some(Container::Table(table)),
        Item::ArrayOfTables(tables) => Some(Container::Tables(tables)),
        Item::Value(value) => of_value(value),
        Item::None => None,
    }
}

fn of_value(value: &mut Value) -> Option<Container<'_>> {
    match value {
        Value::InlineTable(table) => Some(Container::Table(table)),
        Value::Array(array) => Some(Container::Array(array)),
        _ => None,
    }
}

fn replace(at: Container<'_>, last: &Part, new: &Written) -> Option<()> {
    match (at, last) {
        (Container::Table(table), Part::Key(key)) => {
            let item = table.get_mut(key)?;
            match (&mut *item, new) {
                (Item::Table(old), Written::Table(entries)) => {
                    let mut table = block(entries);
                    *table.decor_mut() = old.decor().clone();
                    *old = table;
                }
                (Item::Value(old), _) => {
                    let decor = old.decor().clone();
                    *old = value(new);
                    *old.decor_mut() = decor;
                }
                _ => *item = Item::Value(value(new)),
            }
        }
        (Container::Tables(tables), Part::Index(index)) => {
            let Written::Table(entries) = new else {
                return None;
            };
            let old = tables.get_mut(*index)?;
            let mut table = block(entries);
            *table.decor_mut() = old.decor().clone();
            table.set_position(old.position());
            *old = table;
        }
        (Container::Array(array), Part::Index(index)) => {
            let old = array.get_mut(*index)?;
            let decor = old.decor().clone();
            *old = value(new);
            *old.decor_mut() = decor;
        }
        _ => return None,
    }
    Some(())
}

fn remove(at: Container<'_>, last: &Part) -> Option<()> {
    match (at, last) {
        (Container::Table(table), Part::Key(key)) => table.remove(key).map(|_| ()),
        (Container::Tables(tables), Part::Index(index)) if *index < tables.len() => {
            tables.remove(*index);
            Some(())
        }
        (Container::Array(array), Part::Index(index)) if *index < array.len() => {
            array.remove(*index);
            Some(())
        }
        _ => None,
    }
}

fn insert(document: &mut DocumentMut, way: &[Part], last: &Part, new: &Written) -> Option<()> {
    // A list that is spread over files may have no item in the file that the new one goes to.
    let absent = matches!(last, Part::Index(_)) && container(document, way).is_none();
    if absent {
        let mut parts = way.to_vec();
        parts.push(last.clone());
        return begin(document, &parts, new);
    }
    match (container(document, way)?, last) {
        (Container::Table(table), Part::Key(key)) => {
            table.insert(key, Item::Value(value(new)));
        }
        (Container::Tables(tables), Part::Index(index)) => {
            let Written::Table(entries) = new else {
                return None;
            };
            let index = (*index).min(tables.len());
            tables.insert(index, spaced(block(entries)));
        }
        (Container::Array(array), Part::Index(index)) => {
            let index = (*index).min(array.len());
            let like = array
                .get(index)
                .or_else(|| array.get(index.checked_sub(1)?))
                .map(|sibling| blanks(sibling.decor()));
            let mut new = value(new);
            if let Some((prefix, suffix)) = like {
                *new.decor_mut() = Decor::new(prefix, suffix);
                array.insert_formatted(index, new);
            } else {
                array.insert(index, new);
            }
        }
        _ => return None,
    }
    Some(())
}

/// Begins a list of records: tables of their own at the top of the document, a list in one line below.
fn begin(document: &mut DocumentMut, parts: &[Part], new: &Written) -> Option<()> {
    let [way @ .., Part::Key(key), Part::Index(_)] = parts else {
        return None;
    };
    let Written::Table(entries) = new else {
        return None;
    };
    let item = if way.is_empty() {
        let mut tables = ArrayOfTables::new();
        tables.push(spaced(block(entries)));
        Item::ArrayOfTables(tables)
    } else {
        Item::Value(value(&Written::List(vec![new.clone()])))
    };
    match container(document, way)? {
        Container::Table(table) => {
            table.insert(key, item);
            Some(())
        }
        _ => None,
    }
}

/// White space around a sibling, without its comments.
fn blanks(decor: &Decor) -> (String, String) {
    let prefix = decor.prefix().and_then(|raw| raw.as_str()).unwrap_or(" ");
    let prefix = match prefix.rsplit_once('\n') {
        Some((_, indent)) => format!("\n{indent}"),
        None => " ".to_owned(),
    };
    (prefix, String::new())
}

fn spaced(mut table: Table) -> Table {
    table.decor_mut().set_prefix("\n");
    table
}

fn block(entries: &[(String, Written)]) -> Table {
    let mut table = Table::new();
    for (key, written) in entries {
        table.insert(key, Item::Value(value(written)));
    }
    table
}

fn value(written: &Written) -> Value {
    match written {
        Written::Boolean(value) => (*value).into(),
        Written::Integer(number) => (*number).into(),
        Written::Number(number) => (*number).into(),
        Written::Text(text) => text.as_str().into(),
        Written::Date(text) => text
            .parse::<Datetime>()
            .map_or_else(|_| text.as_str().into(), Value::from),
        Written::List(items) => {
            let mut array = Array::new();
            for item in items {
                array.push(value(item));
            }
            Value::Array(array)
        }
        Written::Table(entries) => {
            let mut table = InlineTable::new();
            for (key, written) in entries {
                table.insert(key, value(written));
            }
            Value::InlineTable(table)
        }
    }
}
