//! Rules: TOML as written, checked, merged, and compiled into what the stages read.

pub mod condition;
pub mod file;
pub mod lexicon;
pub mod inflect;
mod pack;
pub mod problem;
pub mod terms;

pub use pack::{Entry, Pack, Place, SourceFile};

use file::{BoilerplateEntry, FlagEntry, RegistryEntry, ScoringEntry};
use lexicon::Lexicon;

/// A rule pack compiled: immutable, shared by all threads.
#[derive(Debug)]
pub struct Rules {
    /// Words and patterns, for the scan.
    pub lexicon: Lexicon,
    /// Bodies known by name.
    pub registry: Vec<RegistryEntry>,
    /// Parameters of the scoring model.
    pub scoring: ScoringEntry,
    /// Boilerplate rules.
    pub boilerplate: Vec<BoilerplateEntry>,
    /// Flags.
    pub flags: Vec<FlagEntry>,
}
