//! The engine that the arguments ask for.

use std::path::Path;

use secondhand::corpus::Publishers;
use secondhand::engine::Engine;
use secondhand::models::{ModelError, Models};
use secondhand::rules::render::render;
use secondhand::rules::{self, Diagnostics};

use super::Globals;
use super::error::CliError;
use super::terminal;

/// An engine, the publishers that its rules know, and what it is made of.
pub struct Loaded {
    /// The engine.
    pub engine: Engine,
    /// The publishers.
    pub publishers: Publishers,
    /// Program, rules and models.
    pub made_by: String,
}

/// The rules, compiled, and an engine that follows them.
pub fn engine(globals: &Globals) -> Result<Engine, CliError> {
    Ok(loaded(globals)?.engine)
}

/// The same, with what a corpus needs beside it.
pub fn loaded(globals: &Globals) -> Result<Loaded, CliError> {
    let mut pack = rules::load(&globals.rules).map_err(unusable)?;
    if let Some(scale) = &globals.scale {
        pack.choose_scale(scale).map_err(CliError::Unusable)?;
    }
    let engine = Engine::compile(&pack).map_err(unusable)?;
    let models = models(&globals.model).map_err(|e| CliError::Unusable(e.to_string()))?;
    let registry = pack.registry.iter().map(|entry| &entry.rule);
    Ok(Loaded {
        engine: engine.with_models(models),
        publishers: Publishers::new(registry),
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
