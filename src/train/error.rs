//! What can go wrong in training.

use std::path::PathBuf;

use crate::model::StoreError;
use crate::models::ModelError;
use crate::rules::Diagnostics;

/// Why training stopped.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not what the format asks for.
    #[error("{}:{line}: {message}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// The rules do not compile.
    #[error("the rules cannot be compiled: {0}")]
    Rules(#[from] Diagnostics),
    /// A model that this one is trained on cannot be read.
    #[error(transparent)]
    Models(#[from] ModelError),
    /// A model that was just written cannot be read again.
    #[error(transparent)]
    Store(#[from] StoreError),
}
