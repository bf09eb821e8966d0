//! The learned models: those that come with the engine, a folder of one's own, or none.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::hedge::learned::HedgeModel;
use crate::model::StoreError;
use crate::score::worth::WorthModel;

static BUILTIN: OnceLock<Models> = OnceLock::new();

const HEDGES: &[u8] = include_bytes!("../models/hedges.bin");
const WORTH: &[u8] = include_bytes!("../models/worth.bin");

/// Models, each of which may be absent; what an absent one would decide, rules decide alone.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Of hedges.
    pub hedges: Option<Arc<HedgeModel>>,
    /// Of check-worthiness.
    pub worth: Option<Arc<WorthModel>>,
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
        if let Some(models) = BUILTIN.get() {
            return Ok(models.clone());
        }
        let models = Self {
            hedges: Some(built(HEDGES, "hedges.bin", HedgeModel::load)?),
            worth: Some(built(WORTH, "worth.bin", WorthModel::load)?),
        };
        Ok(BUILTIN.get_or_init(|| models).clone())
    }

    /// The models in a folder, as `secondhand-train` writes them.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is no model.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        Ok(Self {
            hedges: opened(folder, "hedges.bin", HedgeModel::load)?,
            worth: opened(folder, "worth.bin", WorthModel::load)?,
        })
    }
}

type Load<M> = fn(&[u8]) -> Result<M, StoreError>;

fn built<M>(bytes: &[u8], name: &str, load: Load<M>) -> Result<Arc<M>, ModelError> {
    loaded(bytes, &Path::new("models").join(name), load)
}

fn opened<M>(folder: &Path, name: &str, load: Load<M>) -> Result<Option<Arc<M>>, ModelError> {
    let path = folder.join(name);
    let bytes = read(&path)?;
    bytes.map(|bytes| loaded(&bytes, &path, load)).transpose()
}

fn loaded<M>(bytes: &[u8], path: &Path, load: Load<M>) -> Result<Arc<M>, ModelError> {
    load(bytes)
        .map(Arc::new)
        .map_err(|source| ModelError::Damaged {
            path: path.to_owned(),
            source,
        })
}

/// The bytes of a file; `None` where there is no such file.
fn read(path: &Path) -> Result<Option<Vec<u8>>, ModelError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ModelError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_models_load() {
        let models = Models::builtin().unwrap();
        assert!(models.hedges.is_some() && models.worth.is_some());
    }

    #[test]
    fn a_folder_without_models_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let models = Models::open(folder.path()).unwrap();
        assert!(models.hedges.is_none() && models.worth.is_none());
    }

    #[test]
    fn a_damaged_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("worth.bin"), b"nothing").unwrap();
        let error = Models::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("worth.bin"), "{error}");
    }
}
