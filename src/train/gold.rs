//! Reads annotated text: JSONL or tables, plain or gzipped.

use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::TrainError;
use crate::read;

/// A document with its attributions, as in `polnear_train.jsonl.gz`.
#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text; absent where another file holds it.
    #[serde(default)]
    pub text: String,
    /// The name of the file that holds its text, where this one does not.
    #[serde(default)]
    pub corpus: Option<String>,
    /// Who is said to hold what.
    pub attributions: Vec<Attribution>,
}

/// An attribution: bytes of the text, span by span.
#[derive(Debug, Clone, Deserialize)]
pub struct Attribution {
    /// Who.
    pub source: Vec<[u32; 2]>,
    /// The words that say so.
    pub cue: Vec<[u32; 2]>,
    /// What.
    pub content: Vec<[u32; 2]>,
}

/// Opens a file, unpacking it where its name ends in `.gz`.
///
/// # Errors
///
/// The file cannot be opened.
pub fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, TrainError> {
    read::open(path).map_err(|source| TrainError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Reads one value a line.
///
/// # Errors
///
/// The file cannot be read, or a line is no such value.
pub fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, TrainError> {
    let mut out = Vec::new();
    for (number, line) in open(path)?.lines().enumerate() {
        let line = line.map_err(|source| TrainError::Read {
            path: path.to_owned(),
            source,
        })?;
        if line.trim().is_empty() {
            continue;
        }
        out.push(serde_json::from_str(&line).map_err(|e| TrainError::Line {
            path: path.to_owned(),
            line: number + 1,
            message: e.to_string(),
        })?);
    }
    Ok(out)
}
