//! Reads gold files: JSONL, one JSON document or TOML, packed with gzip or not.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};

use super::decode::{Kind, Marks, marks};
use super::error::{Fault, GoldError};
use super::node::Node;
use super::places;
use super::texts::{self, Wanted};
use crate::types::Input;

/// What a file of gold says, with the texts that it is about.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The file.
    pub file: PathBuf,
    /// What kind of gold it is.
    pub kind: Kind,
    pub(super) documents: Vec<Document>,
}

/// A document and what is marked in it.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub line: u64,
    pub input: Input,
    /// The part of the gold that it belongs to: the value of `kind`.
    pub group: Option<String>,
    pub marks: Marks,
}

/// A document as written, and the line it begins on.
type Line = (u64, Value);

/// Whether the file's first document has keys of gold, so that it is no mere text.
///
/// # Errors
///
/// Where the file cannot be read or its first document is none.
pub fn is_gold(file: &Path) -> Result<bool, GoldError> {
    if ends_in(file, "toml") || ends_in(file, "json") {
        return Ok(true);
    }
    if !ends_in(file, "jsonl") && !ends_in(file, "ndjson") {
        return Ok(false);
    }
    let content = content(file)?;
    let first = content.lines().find(|line| !line.trim().is_empty());
    let first: Option<Value> = first.and_then(|line| serde_json::from_str(line).ok());
    Ok(first
        .is_none_or(|value| Kind::of(&Node::root(&value)).is_some() || value.get("text").is_none()))
}

/// Reads a file of gold. Texts that it does not hold come from `inputs`, by their ids, or from where the gold says.
///
/// # Errors
///
/// The first fault, with its place and what to do about it.
pub fn read(file: &Path, inputs: &[PathBuf]) -> Result<Gold, GoldError> {
    let lines = lines(file)?;
    let kind = kind_of(file, &lines)?;
    let wanted = lines.iter().map(|(number, value)| {
        let node = Node::root(value);
        texts::wanted(&node, kind).map_err(|fault| fault.at(file, *number))
    });
    let wanted: Vec<Wanted> = wanted.collect::<Result<_, _>>()?;
    let found = texts::find(file, &wanted, inputs)?;
    let mut documents = Vec::with_capacity(lines.len());
    for (((number, value), wanted), input) in lines.iter().zip(&wanted).zip(found) {
        let node = Node::root(value);
        let at = |fault: Fault| fault.at(file, *number);
        let input = input.ok_or_else(|| at(wanted.missing()))?;
        documents.push(Document {
            line: *number,
            group: node.text_of("kind").map_err(at)?.map(str::to_owned),
            marks: marks(kind, &node, &input.text).map_err(at)?,
            input,
        });
    }
    Ok(Gold {
        file: file.to_path_buf(),
        kind,
        documents,
    })
}

/// The documents of a file of gold as lines of JSONL; phrases of TOML as offsets.
///
/// # Errors
///
/// As for [`read`].
pub fn lines_of(file: &Path) -> Result<Vec<String>, GoldError> {
    let lines = lines(file)?;
    Ok(lines.iter().map(|(_, value)| value.to_string()).collect())
}

fn kind_of(file: &Path, lines: &[Line]) -> Result<Kind, GoldError> {
    let mut kind = None;
    for (number, value) in lines {
        let Some(this) = Kind::of(&Node::root(value)) else {
            let help = "a document of gold has claims, attributions, uncertain, label, or first and second";
            return Err(Fault::new("", format!("is no gold; {help}")).at(file, *number));
        };
        if kind.is_some_and(|kind| kind != this) {
            let message =
                "is of another kind than the documents before it; give each kind its own file";
            return Err(Fault::new("", message).at(file, *number));
        }
        kind = Some(this);
    }
    kind.ok_or_else(|| GoldError::file(file, "holds no document; a line is one JSON object"))
}

/// The documents of a file, as written.
fn lines(file: &Path) -> Result<Vec<Line>, GoldError> {
    let content = content(file)?;
    if ends_in(file, "toml") {
        return toml_documents(file, &content);
    }
    if ends_in(file, "json") {
        return Ok(vec![(1, json(file, 1, &content)?)]);
    }
    let lines = content.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let number = at as u64 + 1;
            Ok((number, json(file, number, line)?))
        })
        .collect()
}

fn json(file: &Path, number: u64, text: &str) -> Result<Value, GoldError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = serde_json::from_str(text);
    let value: Value = value.map_err(|error| {
        let error = error.to_string().replace(" at line 1 column", " at column");
        let message = format!("is not JSON: {error}; write one JSON object a line");
        Fault::new("", message).at(file, number)
    })?;
    if value.is_object() {
        return Ok(value);
    }
    Err(Fault::new("", "is no JSON object; write one a line").at(file, number))
}

/// The tables `[[document]]`, each with what the file says for all of them, phrases as offsets.
fn toml_documents(file: &Path, content: &str) -> Result<Vec<Line>, GoldError> {
    let whole: Map<String, Value> = toml::from_str(content).map_err(|error| {
        GoldError::file(
            file,
            format!("is not TOML: {}", error.to_string().trim_end()),
        )
    })?;
    let heads = content.lines().zip(1..);
    let mut heads = heads.filter(|(line, _)| line.trim_start().starts_with("[[document]]"));
    let mut documents = Vec::new();
    let tables = whole.get("document").and_then(Value::as_array);
    let tables = tables.ok_or_else(|| GoldError::file(file, "holds no [[document]]; add one"))?;
    for table in tables {
        let number = heads.next().map_or(1, |(_, number)| number);
        let mut document = table.clone();
        for (key, value) in whole.iter().filter(|(key, _)| *key != "document") {
            if document.get(key).is_none() {
                document[key] = value.clone();
            }
        }
        let document = places::resolved(&document).map_err(|fault| fault.at(file, number))?;
        documents.push((number, document));
    }
    Ok(documents)
}

/// Whether the name ends in this extension, `.gz` behind it or not.
fn ends_in(file: &Path, extension: &str) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.strip_suffix(extension)
        .is_some_and(|stem| stem.ends_with('.'))
}

/// The file's text, unpacked where it is packed.
fn content(file: &Path) -> Result<String, GoldError> {
    let bytes = fs::read(file).map_err(|error| GoldError::file(file, error.to_string()))?;
    let bytes = if bytes.starts_with(b"\x1f\x8b") {
        let mut unpacked = Vec::new();
        let read = MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked);
        read.map_err(|error| GoldError::file(file, format!("cannot be unpacked: {error}")))?;
        unpacked
    } else {
        bytes
    };
    String::from_utf8(bytes)
        .map_err(|error| GoldError::file(file, format!("is not UTF-8 ({error}); convert it")))
}
