//! Puts what the TOML parser and serde say of a wrong value into our words: "expected X, found Y", near names.

use super::diagnostic::{Code, Diagnostic, did_you_mean};

/// What serde found wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// What kind of problem.
    pub code: Code,
    /// What is wrong, in one line.
    pub title: String,
    /// What to do.
    pub help: Option<String>,
    /// The key that is missing, where one is.
    pub missing: Option<String>,
}

impl Complaint {
    fn new(code: Code, title: String) -> Self {
        Self {
            code,
            title,
            help: None,
            missing: None,
        }
    }

    /// As a diagnostic that points at nothing yet.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(self.code, &self.title).help(self.help.clone())
    }
}

/// Reads one message of serde's about a value of the TOML type `found`. Only the text tells what happened, so it is taken apart by its fixed words.
pub(super) fn complaint(message: &str, found: Option<&str>) -> Complaint {
    missing(message)
        .or_else(|| unknown(message, "unknown field ", Code::UnknownKey))
        .or_else(|| unknown(message, "unknown variant ", Code::UnknownValue))
        .or_else(|| mismatch(message, found.unwrap_or("something else")))
        .unwrap_or_else(|| Complaint::new(Code::WrongType, plain(message)))
}

fn missing(message: &str) -> Option<Complaint> {
    let key = ticked(message.strip_prefix("missing field ")?).next()?;
    let mut out = Complaint::new(Code::MissingKey, format!("missing key `{key}`"));
    out.missing = Some(key.to_owned());
    Some(out)
}

fn unknown(message: &str, prefix: &str, code: Code) -> Option<Complaint> {
    let rest = message.strip_prefix(prefix)?;
    let (word, known) = rest.split_once("`, expected ").unwrap_or((rest, ""));
    let word = word.trim_matches('`');
    let known: Vec<&str> = ticked(known).collect();
    let what = match code {
        Code::UnknownKey => "key",
        _ => "value",
    };
    let mut out = Complaint::new(code, format!("unknown {what} `{word}`"));
    out.help = did_you_mean(word, known.iter().copied()).or_else(|| Some(one_of(&known)));
    Some(out)
}

fn one_of(known: &[&str]) -> String {
    let known: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
    format!("expected {}", known.join(", "))
}

fn mismatch(message: &str, found: &str) -> Option<Complaint> {
    if message == "wanted string or table" {
        let title = format!("expected a string, found {}", a_type(found));
        return Some(Complaint::new(Code::WrongType, title));
    }
    let rest = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .find_map(|prefix| message.strip_prefix(prefix))?;
    let (theirs, expected) = rest.rsplit_once(", expected ")?;
    let found = match theirs.parse::<usize>() {
        Ok(count) => format!("{count} of them"),
        Err(_) => a_type(found),
    };
    let title = format!("expected {}, found {found}", wanted(expected));
    Some(Complaint::new(Code::WrongType, title))
}

/// A TOML type with its article.
pub(super) fn a_type(name: &str) -> String {
    match name {
        "array" | "integer" => format!("an {name}"),
        "something else" => name.to_owned(),
        _ => format!("a {name}"),
    }
}

/// What serde calls a value that it wanted.
fn wanted(expected: &str) -> String {
    match expected {
        "a sequence" => "an array".to_owned(),
        "a map" => "a table".to_owned(),
        "f64" => "a number".to_owned(),
        "u32" => "a whole number, 0 or more".to_owned(),
        "an array of length 2" => "an array of two numbers".to_owned(),
        _ if expected.starts_with("struct ") => "a table".to_owned(),
        _ if expected.starts_with("variant ") || expected.starts_with("enum ") => {
            "a string".to_owned()
        }
        _ => expected.to_owned(),
    }
}

/// The parts of a text between back ticks.
fn ticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// One line of a message that may have several.
pub(super) fn plain(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
