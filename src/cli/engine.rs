//! The engine that the arguments ask for.

use std::path::Path;

use secondhand::corpus::Noter;
use secondhand::engine::Engine;
use secondhand::matching::MatchModel;
use secondhand::models::{ModelError, Models};
use secondhand::rules::render::render;
use secondhand::rules::{self, Diagnostics};

use super::Globals;
use super::error::CliError;
use super::terminal;

/// An engine that takes notes, the model that matches claims, and what they are made of.
pub struct Loaded {
    /// The engine, with what it takes notes by.
    pub noter: Noter,
    /// Tells whether two claims say the same.
    pub matching: &'static MatchModel,
    /// Program, rules and models.
    pub made_by: String,
}

/// The rules, compiled, and an engine that follows them.
pub fn engine(globals: &Globals) -> Result<Engine, CliError> {
    Ok(loaded(globals)?.noter.engine)
}

/// The same, with what a corpus needs beside it.
pub fn loaded(globals: &Globals) -> Result<Loaded, CliError> {
    let mut pack = rules::load(&globals.rules).map_err(unusable)?;
    if let Some(scale) = &globals.scale {
        pack.choose_scale(scale).map_err(CliError::Unusable)?;
    }
    let engine = Engine::compile(&pack).map_err(unusable)?;
    let models = models(&globals.model).map_err(|e| CliError::Unusable(e.to_string()))?;
    let matching = MatchModel::builtin().map_err(|e| CliError::Unusable(e.to_string()))?;
    Ok(Loaded {
        noter: Noter::new(engine.with_models(models), &pack),
        matching,
        made_by: format!(
            "secondhand {}, rules {:016x}, models {}",
            env!("CARGO_PKG_VERSION"),
            pack.digest(),
            globals.model
        ),
    })
}

/// The models that `--model` asks for.
fn models(asked: &str) -> Result<Models, ModelError> {
    match asked {
        "none" => Ok(Models::none()),
        "builtin" => Models::builtin(),
        folder => Models::open(Path::new(folder)),
    }
}

fn unusable(found: Diagnostics) -> CliError {
    CliError::Unusable(format!(
        "the rules cannot be used\n{}",
        render(&found, terminal::is_coloured())
    ))
}
