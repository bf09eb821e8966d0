//! One line of JSONL: a document with its fields, or what is wrong with it.

use serde_json::Value;

use super::check::{self, Trouble};
use super::fields::{Field, Fields};
use crate::types::{FailureKind, Input, Origin};

/// What is wrong with a line, and the document's id where the line tells it.
type Bad = (Option<String>, Trouble);

/// The document that a line holds. What no field is called is ignored.
pub(super) fn record(bytes: Vec<u8>, origin: &Origin, fields: &Fields) -> Result<Input, Bad> {
    let line = check::text(bytes, "line").map_err(|trouble| (None, trouble))?;
    let mut record = Record::of(&line, fields).map_err(|message| (None, bad(message)))?;
    let id = record
        .take(Field::Id)
        .map_err(|message| (None, bad(message)))?;
    let made = record.input(id.clone().unwrap_or_else(|| origin.to_string()));
    made.map_err(|trouble| (id, trouble))
}

/// Whether a line begins a stream of JSONL: an object with a text.
pub(super) fn looks_like_record(line: &[u8], fields: &Fields) -> bool {
    serde_json::from_slice(line)
        .is_ok_and(|mut value| at(&mut value, fields.name(Field::Text)).is_some())
}

/// A line under way.
struct Record<'a> {
    value: Value,
    fields: &'a Fields,
}

impl<'a> Record<'a> {
    fn of(line: &str, fields: &'a Fields) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| format!("expected JSON: {}", reason(&error)))?;
        if value.is_object() {
            return Ok(Self { value, fields });
        }
        let text = fields.name(Field::Text);
        Err(format!(
            "expected an object with \"{text}\", found {}",
            kind(&value)
        ))
    }

    fn input(&mut self, id: String) -> Result<Input, Trouble> {
        let mut take = |field| self.take(field).map_err(bad);
        let text = take(Field::Text)?;
        let (publisher, title) = (take(Field::Publisher)?, take(Field::Title)?);
        let (url, date, author) = (take(Field::Url)?, take(Field::Date)?, take(Field::Author)?);
        let name = self.fields.name(Field::Text);
        let text = text.ok_or_else(|| bad(format!("\"{name}\" is missing")))?;
        Ok(Input {
            id,
            text: check::not_empty(text, &format!("\"{name}\" holds no text"))?,
            publisher: said(publisher),
            title: said(title),
            url: said(url),
            date: said(date),
            author: said(author),
            extracted: false,
        })
    }

    /// The value of a field, out of the line.
    fn take(&mut self, field: Field) -> Result<Option<String>, String> {
        let name = self.fields.name(field);
        let value = at(&mut self.value, name).map(Value::take);
        match (field, value) {
            (_, None) => Ok(None),
            (_, Some(Value::String(text))) => Ok(Some(text)),
            (Field::Id, Some(Value::Number(id))) if id.is_i64() => Ok(Some(id.to_string())),
            (Field::Date, Some(Value::Number(stamp))) => Ok(Some(stamp.to_string())),
            (Field::Text, Some(value)) => Err(mistyped(name, &value)),
            (_, Some(Value::Null)) => Ok(None),
            (_, Some(value)) => Err(mistyped(name, &value)),
        }
    }
}

/// What `name` means in an object: a key, or a path of keys with dots between.
fn at<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    let object = value.as_object_mut()?;
    if object.contains_key(name) {
        return object.get_mut(name);
    }
    let (key, rest) = name.split_once('.')?;
    at(object.get_mut(key)?, rest)
}

/// The value, unless it is blank.
fn said(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

fn mistyped(name: &str, value: &Value) -> String {
    format!("\"{name}\": expected a string, found {}", kind(value))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The parser's reason, with the column but not the line, which counts from the record.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((reason, _)) => format!("{reason} at byte {} of the line", error.column()),
        None => text,
    }
}

fn bad(message: String) -> Trouble {
    Trouble::new(FailureKind::BadRecord, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Input, Bad> {
        let origin = Origin::file("a.jsonl").at_line(3);
        record(line.as_bytes().to_vec(), &origin, &Fields::default())
    }

    fn message(line: &str) -> String {
        parse(line).unwrap_err().1.message
    }

    #[test]
    fn all_fields_are_kept() {
        let input = parse(r#"{"id":"d1","text":"T","publisher":"P","title":"H","url":"U","date":"D","author":"A","x":[1]}"#).unwrap();
        let want = Input {
            id: "d1".into(),
            text: "T".into(),
            publisher: Some("P".into()),
            title: Some("H".into()),
            url: Some("U".into()),
            date: Some("D".into()),
            author: Some("A".into()),
            extracted: false,
        };
        assert_eq!(input, want);
    }

    #[test]
    fn a_missing_id_is_the_place_and_a_number_its_digits() {
        assert_eq!(parse(r#"{"text":"T"}"#).unwrap().id, "a.jsonl:3");
        assert_eq!(parse(r#"{"text":"T","id":null}"#).unwrap().id, "a.jsonl:3");
        assert_eq!(parse(r#"{"text":"T","id":17}"#).unwrap().id, "17");
        let date = parse(r#"{"text":"T","date":1467331200.5}"#).unwrap().date;
        assert_eq!(date.as_deref(), Some("1467331200.5"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        insta::assert_snapshot!(message(r#"{"id":"d1"}"#), @r#""text" is missing"#);
        insta::assert_snapshot!(message(r#"{"text":null}"#), @r#""text": expected a string, found null"#);
        insta::assert_snapshot!(message(r#"{"text":"T","title":[]}"#), @r#""title": expected a string, found a list"#);
        insta::assert_snapshot!(message(r#"["T"]"#), @r#"expected an object with "text", found a list"#);
        insta::assert_snapshot!(message(r#"{"text":"T" "#), @"expected JSON: EOF while parsing an object at byte 12 of the line");
        insta::assert_snapshot!(message(r#"{"text":"T"} x"#), @"expected JSON: trailing characters at byte 14 of the line");
    }

    #[test]
    fn a_bad_record_keeps_the_id_it_tells() {
        assert_eq!(
            parse(r#"{"id":"d1","text":3}"#).unwrap_err().0.as_deref(),
            Some("d1")
        );
        let (id, trouble) = parse(r#"{"id":"d1","text":" "}"#).unwrap_err();
        assert_eq!(
            (id.as_deref(), trouble.kind),
            (Some("d1"), FailureKind::Empty)
        );
    }

    #[test]
    fn fields_may_have_other_names_and_lie_deeper() {
        let fields = Fields::default()
            .with(Field::Text, "body.full")
            .with(Field::Publisher, "source.name")
            .with(Field::Title, "meta.title");
        let line = br#"{"body":{"full":"T"},"source":{"name":"P"},"meta.title":"H","text":7}"#;
        let input = record(line.to_vec(), &Origin::file("a"), &fields).unwrap();
        assert_eq!(
            (
                input.text.as_str(),
                input.publisher.as_deref(),
                input.title.as_deref()
            ),
            ("T", Some("P"), Some("H"))
        );
    }
}
