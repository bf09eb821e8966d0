//! The engine that the arguments ask for.

use secondhand::engine::Engine;
use secondhand::rules::Rules;
use secondhand::rules::file::{BoilerplateEntry, ScoringEntry};
use secondhand::rules::lexicon::Lexicon;

use super::Globals;
use super::error::CliError;

/// The rules, compiled, and an engine that follows them.
pub fn engine(globals: &Globals) -> Result<Engine, CliError> {
    if let Some(path) = globals.rules.first() {
        let message = format!("{}: rule files cannot be loaded yet", path.display());
        return Err(CliError::Unusable(message));
    }
    built_in()
        .map(Engine::new)
        .map_err(|error| CliError::Unusable(format!("the built-in rules: {error}")))
}

#[derive(serde::Deserialize)]
struct Scoring {
    scoring: ScoringEntry,
}

#[derive(serde::Deserialize)]
struct Boilerplate {
    #[serde(default)]
    boilerplate: Vec<BoilerplateEntry>,
}

fn built_in() -> Result<Rules, toml::de::Error> {
    let scoring: Scoring = toml::from_str(include_str!("../../rules/en/scoring.toml"))?;
    let boilerplate: Boilerplate = toml::from_str(include_str!("../../rules/en/boilerplate.toml"))?;
    Ok(Rules {
        lexicon: Lexicon::default(),
        registry: Vec::new(),
        scoring: scoring.scoring,
        boilerplate: boilerplate.boilerplate,
        flags: Vec::new(),
    })
}
