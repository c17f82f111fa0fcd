//! JSON Schema of the program document, made from the same statement as its readers.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::program::{Document, FORMAT_VERSION};
use crate::record::{RecordSchema, Schema};

/// The JSON Schema (draft 2020-12) of the program document.
pub fn json_schema() -> Value {
    let mut definitions = BTreeMap::new();
    define(&Document::SCHEMA, &mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Concerted program document",
        "description": format!("The development program of one drug substance, format version {FORMAT_VERSION}."),
        "$ref": "#/$defs/program",
        "$defs": definitions.into_iter().collect::<Map<_, _>>(),
    })
}

fn define(record: &'static RecordSchema, definitions: &mut BTreeMap<String, Value>) {
    if definitions.contains_key(record.name) {
        return;
    }
    // Placed first, so that a record that contains itself would end the recursion.
    definitions.insert(record.name.to_owned(), Value::Null);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in (record.fields)() {
        let mut value = shape(&field.schema, definitions);
        if let Value::Object(object) = &mut value {
            object.insert("description".to_owned(), json!(field.doc.trim()));
        }
        properties.insert(field.key.to_owned(), value);
        if field.required {
            required.push(json!(field.key));
        }
    }
    definitions.insert(
        record.name.to_owned(),
        json!({
            "type": "object",
            "description": record.doc.trim(),
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }),
    );
}

fn shape(schema: &Schema, definitions: &mut BTreeMap<String, Value>) -> Value {
    match schema {
        Schema::Record(record) => {
            define(record, definitions);
            json!({ "$ref": format!("#/$defs/{}", record.name) })
        }
        Schema::List(item) => {
            let items = shape(item, definitions);
            json!({ "type": "array", "items": items })
        }
        Schema::Text => json!({ "type": "string" }),
        Schema::Structure => json!({ "type": "string", "format": "smiles" }),
        Schema::Number => json!({ "type": "number" }),
        Schema::Count => json!({ "type": "integer", "minimum": 0 }),
        Schema::Boolean => json!({ "type": "boolean" }),
        Schema::Date => json!({ "type": "string", "format": "date" }),
        Schema::Money => json!({ "type": "string", "examples": ["120 kEUR", "85 USD/kg"] }),
        Schema::Quantity(dimension, example) => {
            json!({ "type": ["string", "number"], "title": dimension, "examples": [example] })
        }
        Schema::Choice(words) => json!({ "enum": words }),
        Schema::Id(_) => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,59}$" }),
        Schema::Reference(kind) => json!({ "type": "string", "title": format!("id of a {kind}") }),
        Schema::Annotated(inner) => {
            let plain = shape(inner, definitions);
            json!({ "anyOf": [plain.clone(), {
                "type": "object",
                "properties": {
                    "value": plain.clone(),
                    "low": plain.clone(),
                    "high": plain,
                    "source": { "type": "string" },
                    "status": { "enum": crate::evidence::Status::ALL.map(|(_, word)| word) },
                    "note": { "type": "string" },
                },
                "required": ["value"],
                "additionalProperties": false,
            }] })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_a_definition() {
        let schema = json_schema();
        let text = schema.to_string();
        let definitions = schema["$defs"].as_object().unwrap();
        for part in text.split("\"#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(definitions.contains_key(name), "{name}");
        }
        assert!(definitions.len() > 30);
        assert!(definitions.values().all(Value::is_object));
    }
}
