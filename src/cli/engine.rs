//! The engine that the arguments ask for.

use std::path::Path;

use secondhand::engine::Engine;
use secondhand::models::{ModelError, Models};
use secondhand::rules::render::render;
use secondhand::rules::{self, Diagnostics};

use super::Globals;
use super::error::CliError;
use super::terminal;

/// The rules, compiled, and an engine that follows them.
pub fn engine(globals: &Globals) -> Result<Engine, CliError> {
    let mut pack = rules::load(&globals.rules).map_err(unusable)?;
    if let Some(scale) = &globals.scale {
        pack.choose_scale(scale).map_err(CliError::Unusable)?;
    }
    let engine = Engine::compile(&pack).map_err(unusable)?;
    let models = models(&globals.model).map_err(|e| CliError::Unusable(e.to_string()))?;
    Ok(engine.with_models(models))
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
