//! The learned models: those that come with the engine, a folder of one's own, or none.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::hedge::learned::HedgeModel;
use crate::model::StoreError;
use crate::score::strength::StrengthModel;
use crate::score::worth::WorthModel;
use crate::tag::Tagger;

static BUILTIN: OnceLock<Models> = OnceLock::new();
const TAGGER: &[u8] = include_bytes!("../models/tagger.bin");
const HEDGES: &[u8] = include_bytes!("../models/hedges.bin");
const WORTH: &[u8] = include_bytes!("../models/worth.bin");
const STRENGTH: &[u8] = include_bytes!("../models/strength.bin");

/// The names that the models' files have in a folder, and the bytes of those that are built in.
pub const BUILTIN_FILES: [(&str, &[u8]); 3] = [
    ("tagger.bin", TAGGER),
    ("hedges.bin", HEDGES),
    ("worth.bin", WORTH),
];

/// Models, each of which may be absent; what an absent one would decide, rules decide alone.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Finds cues, sources and contents.
    pub tagger: Option<Arc<Tagger>>,
    /// Tells hedges, register by register.
    pub hedges: Option<Arc<HedgeModel>>,
    /// Tells what checkers pick.
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
            tagger: built("tagger.bin", TAGGER, Tagger::load)?,
            hedges: built("hedges.bin", HEDGES, HedgeModel::load)?,
            worth: built("worth.bin", WORTH, WorthModel::load)?,
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
            tagger: read(&folder.join("tagger.bin"), Tagger::load)?.map(Arc::new),
            hedges: read(&folder.join("hedges.bin"), HedgeModel::load)?.map(Arc::new),
            worth: read(&folder.join("worth.bin"), WorthModel::load)?.map(Arc::new),
        })
    }
}

/// The built-in model of how sure a sentence sounds and how strong a tie it asserts. No stage of the engine asks it, so it
/// is unpacked when it is first asked for.
///
/// # Errors
///
/// None, unless the build was given a damaged file.
pub fn strength() -> Result<&'static StrengthModel, ModelError> {
    static MODEL: OnceLock<StrengthModel> = OnceLock::new();
    if let Some(model) = MODEL.get() {
        return Ok(model);
    }
    let path = Path::new("models/strength.bin");
    let model = loaded(path, STRENGTH, StrengthModel::load)?;
    Ok(MODEL.get_or_init(|| model))
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
    loaded(path, &bytes, load).map(Some)
}

/// A model that is built in, by the name of its file.
fn built<T>(
    name: &str,
    bytes: &[u8],
    load: impl Fn(&[u8]) -> Result<T, StoreError>,
) -> Result<Option<Arc<T>>, ModelError> {
    loaded(&Path::new("models").join(name), bytes, load).map(|model| Some(Arc::new(model)))
}

fn loaded<T>(
    path: &Path,
    bytes: &[u8],
    load: impl Fn(&[u8]) -> Result<T, StoreError>,
) -> Result<T, ModelError> {
    load(bytes).map_err(|source| ModelError::Damaged {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_models_load() {
        let models = Models::builtin().unwrap();
        assert!(models.hedges.is_some() && models.worth.is_some());
        assert!(strength().is_ok());
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
