//! What goes in: one document as given, or the failure to read it.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where a document or an error record comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// The line of a file of lines (JSONL, CSV, TSV) on which the record begins, from 1; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The record of a file of records (a row of CSV, TSV and Parquet, a record of WARC), from 1; absent elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
}

impl Origin {
    /// A file as a whole.
    pub fn file(file: impl Into<PathBuf>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    /// The same file, at a line.
    pub fn at_line(self, line: u64) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }

    /// The same file, at a record.
    pub fn at_record(self, record: u64) -> Self {
        Self {
            record: Some(record),
            ..self
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match (self.line, self.record) {
            (Some(line), _) => write!(f, "{file}:{line}"),
            (None, Some(record)) => write!(f, "{file}#{record}"),
            (None, None) => write!(f, "{file}"),
        }
    }
}

/// One document: its text and what is known about it. Every offset in the results counts bytes of `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The document's id; unique in a run, or where it stands: `FILE`, `FILE:LINE` or `FILE#RECORD`.
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
    /// A line, row or record is not a document.
    BadRecord,
    /// Packed or binary data are damaged or end too soon.
    Corrupt,
    /// A limit against hostile input was met; the message says which.
    Limit,
    /// No main text was found in HTML.
    NoMainText,
    /// The engine itself failed on the document: a bug, to be reported with the document.
    Internal,
}
