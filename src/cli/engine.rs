//! The engine that the arguments ask for.

use secondhand::engine::Engine;
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
    Engine::compile(&pack).map_err(unusable)
}

fn unusable(found: Diagnostics) -> CliError {
    CliError::Unusable(format!(
        "the rules cannot be used\n{}",
        render(&found, terminal::is_coloured())
    ))
}
