//! The engine that the arguments ask for.

use std::path::Path;

use secondhand::corpus::{CUT, Groups, Noter, Notes};
use secondhand::engine::Engine;
use secondhand::matching::{BUILTIN_BYTES, Cut, MatchModel};
use secondhand::models::{BUILTIN_FILES, ModelError, Models};
use secondhand::rules::render::render;
use secondhand::rules::{self, Diagnostics, Pack};

use super::Globals;
use super::error::CliError;
use super::terminal;

/// An engine that takes notes, the model that matches claims, and what they are made of.
pub struct Loaded {
    /// The engine, with what it takes notes by.
    pub noter: Noter,
    /// Tells whether two claims say the same.
    pub matching: &'static MatchModel,
    /// Program and rules.
    program: String,
}

impl Loaded {
    fn new((engine, pack): (Engine, Pack)) -> Result<Self, CliError> {
        let matching = MatchModel::builtin().map_err(|e| CliError::Unusable(e.to_string()))?;
        Ok(Self {
            noter: Noter::new(engine, &pack),
            matching,
            program: format!(
                "secondhand {}, rules {}",
                env!("CARGO_PKG_VERSION"),
                fingerprint_of_rules(&pack)
            ),
        })
    }

    /// Program, rules and the models that are asked for: what makes notes.
    pub fn made_by(&self, globals: &Globals) -> String {
        let models = fingerprint_of_models(&globals.model);
        format!("{}, models {models}", self.program)
    }

    /// Program, rules and what tells when claims are one.
    pub fn matched_by(&self) -> String {
        let Cut {
            join,
            common,
            covering,
        } = CUT;
        let matching = fingerprint(std::iter::once(BUILTIN_BYTES));
        format!(
            "{}, matching {matching}, cut {join} {common} {covering}",
            self.program
        )
    }

    /// The groups of claims of a set of notes.
    pub fn groups(&self, notes: &Notes) -> Groups {
        let vocabulary = self.noter.vocabulary();
        Groups::new(notes, self.matching, vocabulary, self.matched_by())
    }

    /// The registry's name for a source, else the name as given.
    pub fn canonical(&self, name: &str) -> String {
        let known = self.noter.publishers().named(name);
        known.unwrap_or(name).to_owned()
    }
}

/// The rules, compiled, and an engine that follows them.
pub fn engine(globals: &Globals) -> Result<Engine, CliError> {
    Ok(engine_of(globals)?.0)
}

/// The engine, and the rules that it follows as they were read.
pub fn engine_of(globals: &Globals) -> Result<(Engine, Pack), CliError> {
    let (engine, pack) = rules_of(globals)?;
    let models = models(&globals.model).map_err(|e| CliError::Unusable(e.to_string()))?;
    Ok((engine.with_models(models), pack))
}

/// An engine of the rules alone, and the rules as they were read.
fn rules_of(globals: &Globals) -> Result<(Engine, Pack), CliError> {
    let mut pack = rules::load(&globals.rules).map_err(unusable)?;
    if let Some(scale) = &globals.scale {
        pack.choose_scale(scale).map_err(CliError::Unusable)?;
    }
    let engine = Engine::compile(&pack).map_err(unusable)?;
    Ok((engine, pack))
}

/// The engine, with what a corpus needs beside it.
pub fn loaded(globals: &Globals) -> Result<Loaded, CliError> {
    Loaded::new(engine_of(globals)?)
}

/// What a corpus needs that was read before: no models but that of matching.
pub fn loaded_for_notes(globals: &Globals) -> Result<Loaded, CliError> {
    Loaded::new(rules_of(globals)?)
}

/// The models that `--model` asks for.
fn models(asked: &str) -> Result<Models, ModelError> {
    match asked {
        "none" => Ok(Models::none()),
        "builtin" => Models::builtin(),
        folder => Models::open(Path::new(folder)),
    }
}

/// What tells rules from others.
pub fn fingerprint_of_rules(pack: &Pack) -> String {
    fingerprint(pack.files.iter().map(|file| file.text.as_bytes()))
}

/// What tells the models in use from others; a model that is not there is empty.
pub fn fingerprint_of_models(asked: &str) -> String {
    match asked {
        "none" => "none".to_owned(),
        "builtin" => fingerprint(BUILTIN_FILES.iter().map(|&(_, bytes)| bytes)),
        folder => {
            let read = |name| std::fs::read(Path::new(folder).join(name)).unwrap_or_default();
            fingerprint(BUILTIN_FILES.iter().map(|&(name, _)| read(name)))
        }
    }
}

/// The MD5 of parts and their lengths.
fn fingerprint(parts: impl Iterator<Item = impl AsRef<[u8]>>) -> String {
    let mut digest = md5::Context::new();
    for part in parts {
        let part = part.as_ref();
        digest.consume(part.len().to_le_bytes());
        digest.consume(part);
    }
    format!("{:x}", digest.finalize())
}

fn unusable(found: Diagnostics) -> CliError {
    CliError::Unusable(format!(
        "the rules cannot be used\n{}",
        render(&found, terminal::is_coloured())
    ))
}
