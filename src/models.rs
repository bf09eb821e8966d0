//! The learned models: those that come with the engine, a folder of one's own, or none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::StoreError;
use crate::tag::Tagger;

/// Models, each of which may be absent; what an absent one would decide, rules decide alone.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Finds cues, sources and contents.
    pub tagger: Option<Arc<Tagger>>,
}

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
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        Ok(Self {
            tagger: read(&folder.join("tagger.bin"), Tagger::load)?.map(Arc::new),
        })
    }
}

/// A model from its file; `None` where there is no such file.
fn read<T>(
    path: &Path,
    load: impl Fn(&[u8]) -> Result<T, StoreError>,
) -> Result<Option<T>, ModelError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(ModelError::Read {
                path: path.to_owned(),
                source,
            });
        }
    };
    load(&bytes)
        .map(Some)
        .map_err(|source| ModelError::Damaged {
            path: path.to_owned(),
            source,
        })
}
