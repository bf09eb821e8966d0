//! The learned models: those that come with the engine, a folder of one's own, or none.

use std::path::{Path, PathBuf};

use crate::model::StoreError;

/// Models, each of which may be absent; what an absent one would decide, rules decide alone.
#[derive(Debug, Clone, Default)]
pub struct Models {}

/// Why models cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read.
    #[error("cannot read the model {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no model.
    #[error("{}: {source}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: StoreError,
    },
}

impl Models {
    /// No model: rules decide alone.
    pub fn none() -> Self {
        Self::default()
    }

    /// The models that are built in.
    ///
    /// # Errors
    ///
    /// None, unless the build was given damaged files.
    pub fn builtin() -> Result<Self, ModelError> {
        Ok(Self::default())
    }

    /// The models in a folder, as `secondhand-train` writes them.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is no model.
    pub fn open(_folder: &Path) -> Result<Self, ModelError> {
        Ok(Self::default())
    }
}
