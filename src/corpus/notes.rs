//! The mergeable aggregate of a corpus: a set of notes and failures, and its form in a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use super::Note;
use crate::types::Failure;

/// What a file of notes says it is.
const FORMAT: &str = "secondhand-notes";
/// The form of notes that is written and read.
const VERSION: u32 = 2;

/// The first line of a file of notes: only notes made alike can be merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Always `secondhand-notes`.
    pub format: String,
    /// The version of the form, 2.
    pub version: u32,
    /// What made the notes: program, rules and models, by their digests.
    pub made_by: String,
}

impl Head {
    /// The head of notes that `made_by` made.
    pub fn new(made_by: impl Into<String>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            made_by: made_by.into(),
        }
    }
}

/// A document that failed. A set of them has an order of its own, so that shards can be merged in any.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line in it, from 1; absent where there are none or the file is one document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The record of a file of records, from 1; absent elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// The document's id where one could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What happened and what to do.
    pub message: String,
}

impl From<&Failure> for Fault {
    fn from(failure: &Failure) -> Self {
        Self {
            file: failure.origin.file.display().to_string(),
            line: failure.origin.line,
            record: failure.origin.record,
            id: failure.id.clone(),
            message: failure.message.clone(),
        }
    }
}

/// A set of notes and failures. [`Notes::merge`] is associative, commutative and idempotent: it is the union.
#[derive(Debug, Clone, PartialEq)]
pub struct Notes {
    /// What they were made by.
    pub head: Head,
    documents: BTreeMap<(String, u64), Note>,
    faults: BTreeSet<Fault>,
}

/// A line of a file of notes after its head.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Document(Box<Note>),
    Failure(Fault),
}

/// A line, borrowed to be written.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum LineRef<'a> {
    Document(&'a Note),
    Failure(&'a Fault),
}

/// Why notes cannot be read or merged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotesError {
    /// The file cannot be read or unpacked.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line is not what it should be.
    #[error("line {line}: {error}; the file is damaged or not one of notes")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// The file is none of notes, or of another version.
    #[error(
        "is no file of notes of version {VERSION} (it begins with {found}); make it anew with `secondhand corpus`"
    )]
    NotNotes {
        /// How it begins.
        found: String,
    },
    /// The file ends before its last line says so.
    #[error(
        "ends after {documents} documents without its last line; make it anew with `secondhand corpus`"
    )]
    Truncated {
        /// How many were read.
        documents: usize,
    },
    /// Notes that were made differently cannot be compared.
    #[error(
        "was made by {theirs}, the others by {ours}; make all with the same program, rules and models"
    )]
    Unlike {
        /// What made these.
        ours: String,
        /// What made those to be merged.
        theirs: String,
    },
}

/// The last line of a file: how many notes and failures it has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tail {
    documents: usize,
    failures: usize,
}

impl Notes {
    /// What made them.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// An empty set.
    pub fn new(head: Head) -> Self {
        Self {
            head,
            documents: BTreeMap::new(),
            faults: BTreeSet::new(),
        }
    }

    /// Adds a document.
    pub fn add(&mut self, note: Note) {
        self.documents.insert((note.id.clone(), note.digest), note);
    }

    /// Adds a document that failed.
    pub fn fail(&mut self, fault: Fault) {
        self.faults.insert(fault);
    }

    /// The union of both.
    ///
    /// # Errors
    ///
    /// [`NotesError::Unlike`] where the two were made differently.
    pub fn merge(&mut self, other: Self) -> Result<(), NotesError> {
        if self.head != other.head {
            return Err(NotesError::Unlike {
                ours: self.head.made_by.clone(),
                theirs: other.head.made_by,
            });
        }
        self.documents.extend(other.documents);
        self.faults.extend(other.faults);
        Ok(())
    }

    /// The notes, in the order of their ids.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &Note> {
        self.documents.values()
    }

    /// The documents that failed, in the order of files and lines.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.faults.iter()
    }

    /// Writes the set as JSONL: a head, a line a document, a line a failure, a tail. Equal sets give equal bytes.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        line(out, &self.head)?;
        for note in self.documents.values() {
            line(out, &LineRef::Document(note))?;
        }
        for fault in &self.faults {
            line(out, &LineRef::Failure(fault))?;
        }
        line(
            out,
            &Tail {
                documents: self.documents.len(),
                failures: self.faults.len(),
            },
        )
    }

    /// Reads what [`Notes::write`] wrote.
    ///
    /// # Errors
    ///
    /// Where the input cannot be read, is no set of notes, or is cut off.
    pub fn read(input: impl BufRead) -> Result<Self, NotesError> {
        let mut lines = input.lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        let mut notes = Self::new(head(&first)?);
        for (at, line) in (2..).zip(lines) {
            let line = line?;
            match serde_json::from_str(&line) {
                Ok(Line::Document(note)) => notes.add(*note),
                Ok(Line::Failure(fault)) => notes.fail(fault),
                Err(error) => {
                    let tail = serde_json::from_str(&line);
                    return notes.end(tail.map_err(|_| NotesError::Line { line: at, error })?);
                }
            }
        }
        Err(notes.truncated())
    }

    /// Checks what the last line says.
    fn end(self, tail: Tail) -> Result<Self, NotesError> {
        let whole = (self.documents.len(), self.faults.len()) == (tail.documents, tail.failures);
        if whole {
            Ok(self)
        } else {
            Err(self.truncated())
        }
    }

    fn truncated(&self) -> NotesError {
        NotesError::Truncated {
            documents: self.documents.len(),
        }
    }
}

fn head(first: &str) -> Result<Head, NotesError> {
    let head: Option<Head> = serde_json::from_str(first).ok();
    let known = |head: &Head| head.format == FORMAT && head.version == VERSION;
    head.filter(known).ok_or_else(|| NotesError::NotNotes {
        found: format!("{:?}", first.chars().take(40).collect::<String>()),
    })
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{FailureKind, Origin};

    #[test]
    fn two_records_of_a_file_that_fail_alike_are_two() {
        let mut notes = Notes::new(Head::new("test"));
        for record in [3, 4, 4] {
            notes.fail(Fault::from(&Failure {
                id: None,
                origin: Origin::file("a.parquet").at_record(record),
                kind: FailureKind::Empty,
                message: "there is no text".to_owned(),
            }));
        }
        assert_eq!(notes.faults().len(), 2);
    }
}
