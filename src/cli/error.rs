//! Why a command could not do its work at all: exit status 2.

use std::io;
use std::path::Path;

use secondhand::run::RunError;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Arguments, rules or input that cannot be used.
    #[error("{0}")]
    Unusable(String),
    /// The output file cannot be written.
    #[error("{file}: {error}")]
    Output {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// Writing to standard output failed, or the threads could not be started.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Run(RunError::Sink(error))
    }
}

impl CliError {
    /// The error of an output file.
    pub fn output(file: &Path, error: io::Error) -> Self {
        Self::Output {
            file: file.display().to_string(),
            error,
        }
    }

    /// Whether the reader of our output has gone away, which is its right.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Run(RunError::Sink(error)) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
