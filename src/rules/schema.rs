//! The JSON Schema of a file of rules, made from the structs that the files are read into.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::kind::{Kind, subschemas};

/// The JSON Schema (draft 2020-12) of one file of rules, for editors that complete and check TOML.
///
/// It is wider than the loader in one point: a single table such as `[scoring]` may be given in part, as an extending
/// pack does.
pub fn schema() -> Value {
    let mut lists = SchemaSettings::draft2020_12().into_generator();
    let mut singles = inline_generator();
    let subschemas = subschemas(&mut lists, &mut singles);
    let properties: Map<String, Value> = subschemas.into_iter().map(property).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "File of rules",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": lists.take_definitions(true),
    })
}

/// A generator that refers to nothing, so that what it makes can be relaxed without touching other kinds.
fn inline_generator() -> SchemaGenerator {
    let inline = |settings: &mut SchemaSettings| settings.inline_subschemas = true;
    SchemaSettings::draft2020_12().with(inline).into_generator()
}

fn property((kind, schema): (Kind, Schema)) -> (String, Value) {
    let mut schema = schema.to_value();
    match kind {
        Kind::Pack => {}
        _ if kind.is_single() => relax(&mut schema),
        _ => schema = json!({ "type": "array", "items": schema }),
    }
    (kind.name().to_owned(), schema)
}

/// Lets every key be absent.
fn relax(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            // A property may be called "required" too, but then it is no list.
            if object.get("required").is_some_and(Value::is_array) {
                object.remove("required");
            }
            object.values_mut().for_each(relax);
        }
        Value::Array(items) => items.iter_mut().for_each(relax),
        _ => {}
    }
}

/// What the documentation says of one member of a vocabulary, `doc("Frame", "clause")`.
pub(super) fn doc(schema: &Value, vocabulary: &str, member: &str) -> String {
    let members = schema["$defs"][vocabulary]["oneOf"].as_array();
    let is_it = |m: &&Value| m["const"].as_str() == Some(member);
    let found = members.and_then(|members| members.iter().find(is_it));
    let text = found.and_then(|m| m["description"].as_str());
    super::wording::plain(text.unwrap_or_default())
}
