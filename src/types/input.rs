//! What goes in: one document as given, or the failure to read it.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where a document or an error record comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// The line of a `.jsonl` file, from 1; absent where a file is one document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file.display()),
            None => write!(f, "{}", self.file.display()),
        }
    }
}

/// One document: its text and what is known about it. Every offset in the results counts bytes of `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The document's id; unique in a run, or the reader's file name.
    pub id: String,
    /// The text, UTF-8. For HTML the extracted main text.
    pub text: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its headline, where that is not part of the text.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The day it was published, as given.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Whether `text` was extracted (from HTML) rather than given, so that a reader of the results does not have it.
    #[serde(default)]
    pub extracted: bool,
}

/// Why a document could not be scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The document's id where one could be read.
    pub id: Option<String>,
    /// Where it stands.
    pub origin: Origin,
    /// What kind of trouble.
    pub kind: FailureKind,
    /// What happened and what to do, in one sentence.
    pub message: String,
}

/// Kinds of [`Failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FailureKind {
    /// The file or folder could not be read.
    Unreadable,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The bytes are no text at all.
    Binary,
    /// There is no text.
    Empty,
    /// A line or file is longer than the limit.
    TooLong,
    /// A line of JSONL is not a document.
    BadRecord,
    /// No main text was found in HTML.
    NoMainText,
    /// The engine itself failed on the document: a bug, to be reported with the document.
    Internal,
}
