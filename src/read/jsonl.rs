//! One line of JSONL: a document with its fields, or what is wrong with it.

use serde::Deserialize;
use serde_json::Value;

use super::check::{self, Trouble};
use crate::types::{FailureKind, Input, Origin};

/// A line as written. Fields of other names are ignored.
#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    text: String,
    publisher: Option<String>,
    title: Option<String>,
    url: Option<String>,
    date: Option<Date>,
    author: Option<String>,
}

/// A date: text, or a number (a time stamp), which is kept as written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Date {
    Text(String),
    Number(serde_json::Number),
}

impl Date {
    fn written(self) -> String {
        match self {
            Date::Text(text) => text,
            Date::Number(number) => number.to_string(),
        }
    }
}

/// An id: text, or a whole number, which stands for its digits.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

/// What is wrong with a line, and the document's id where the line tells it.
type Bad = (Option<String>, Trouble);

/// The document that a line holds.
pub(super) fn record(bytes: Vec<u8>, origin: &Origin) -> Result<Input, Bad> {
    let line = check::text(bytes, "line").map_err(|trouble| (None, trouble))?;
    let record: Record = serde_json::from_str(&line).map_err(|error| explain(&line, &error))?;
    let id = match record.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => origin.to_string(),
    };
    match check::not_empty(record.text, "\"text\" holds no text") {
        Err(trouble) => Err((Some(id), trouble)),
        Ok(text) => Ok(Input {
            id,
            text,
            publisher: said(record.publisher),
            title: said(record.title),
            url: said(record.url),
            date: said(record.date.map(Date::written)),
            author: said(record.author),
            extracted: false,
        }),
    }
}

/// Whether a line begins a stream of JSONL: an object with "text".
pub(super) fn looks_like_record(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        #[allow(dead_code)]
        text: serde::de::IgnoredAny,
    }
    serde_json::from_slice::<Probe>(line).is_ok()
}

/// The value, unless it is blank.
fn said(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

/// Says in words what [`Record`] did not like.
fn explain(line: &str, error: &serde_json::Error) -> Bad {
    let value = match serde_json::from_str::<Value>(line) {
        Ok(value) => value,
        Err(syntax) => return (None, bad(format!("expected JSON: {}", reason(&syntax)))),
    };
    let Some(object) = value.as_object() else {
        let message = format!("expected an object with \"text\", found {}", kind(&value));
        return (None, bad(message));
    };
    let id = match object.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) if id.is_i64() => Some(id.to_string()),
        _ => None,
    };
    let fault = ["text", "id", "publisher", "title", "url", "date", "author"]
        .iter()
        .find_map(|name| fault(name, object.get(*name)));
    (id, bad(fault.unwrap_or_else(|| reason(error))))
}

/// What is wrong with the value of a field, if anything.
fn fault(name: &str, value: Option<&Value>) -> Option<String> {
    match (name, value) {
        ("text", None) => Some("\"text\" is missing".to_owned()),
        (_, None | Some(Value::String(_))) => None,
        ("id", Some(Value::Number(id))) if id.is_i64() => None,
        ("date", Some(Value::Number(_))) => None,
        ("text", Some(value)) => Some(format!(
            "\"text\": expected a string, found {}",
            kind(value)
        )),
        (_, Some(Value::Null)) => None,
        (_, Some(value)) => Some(format!(
            "\"{name}\": expected a string, found {}",
            kind(value)
        )),
    }
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
        let origin = Origin {
            file: "a.jsonl".into(),
            line: Some(3),
        };
        record(line.as_bytes().to_vec(), &origin)
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
}
