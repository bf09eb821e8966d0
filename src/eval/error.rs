//! What is wrong with a gold file: where, in which field, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// Gold that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct GoldError {
    /// The file.
    pub file: PathBuf,
    /// The line that the document begins on, from 1; absent where the file as a whole is at fault.
    pub line: Option<u64>,
    /// The field, as a path (`claims[2].chain[0].source`); empty where the line as a whole is at fault.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl GoldError {
    /// A fault of the whole file.
    pub(super) fn file(file: &Path, message: impl Into<String>) -> Self {
        Self {
            file: file.to_path_buf(),
            line: None,
            field: String::new(),
            message: message.into(),
        }
    }
}

/// A fault of one field, before it is known in which line of which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub field: String,
    pub message: String,
}

impl Fault {
    pub(super) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }

    /// The fault in its place.
    pub(super) fn at(self, file: &Path, line: u64) -> GoldError {
        GoldError {
            file: file.to_path_buf(),
            line: Some(line),
            field: self.field,
            message: self.message,
        }
    }
}
