//! The learned models: those that come with the engine, a folder of one's own, or none.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::hedge::learned::HedgeModel;
use crate::model::StoreError;

static BUILTIN: OnceLock<Models> = OnceLock::new();

const HEDGES: &[u8] = include_bytes!("../models/hedges.bin");

/// Models, each of which may be absent; what an absent one would decide, rules decide alone.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Of hedges.
    pub hedges: Option<Arc<HedgeModel>>,
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
            hedges: Some(hedges(HEDGES, Path::new("models/hedges.bin"))?),
        };
        Ok(BUILTIN.get_or_init(|| models).clone())
    }

    /// The models in a folder, as `secondhand-train` writes them.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is no model.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join("hedges.bin");
        let bytes = read(&path)?;
        Ok(Self {
            hedges: bytes.map(|bytes| hedges(&bytes, &path)).transpose()?,
        })
    }
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

fn hedges(bytes: &[u8], path: &Path) -> Result<Arc<HedgeModel>, ModelError> {
    let model = HedgeModel::load(bytes).map_err(|source| ModelError::Damaged {
        path: path.to_owned(),
        source,
    });
    Ok(Arc::new(model?))
}
