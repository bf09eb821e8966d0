//! Rules: TOML as written, checked, merged, and compiled into what the stages read.

mod builtin;
mod check;
pub mod condition;
mod conflict;
mod decode;
pub mod describe;
pub mod diagnostic;
pub mod file;
pub mod inflect;
pub mod kind;
mod layer;
pub mod lexicon;
mod load;
mod locate;
mod merge;
mod pack;
pub mod problem;
pub mod render;
mod schema;
mod short;
pub mod terms;
mod wording;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Finding, KeyPath, Level};
pub use kind::{Kind, Rule};
pub use load::{load, load_texts};
pub use pack::{Change, Entry, Pack, Place, SourceFile};
pub use schema::schema;

use crate::boilerplate::Boilerplate;
use condition::CompiledFlags;
use file::{ScoringEntry, TaggerEntry};
use lexicon::Lexicon;
use terms::Terms;

/// A rule pack compiled: immutable, shared by all threads.
#[derive(Debug)]
pub struct Rules {
    /// Words and patterns, for the scan.
    pub lexicon: Lexicon,
    /// Parameters of the scoring model.
    pub scoring: ScoringEntry,
    /// How much the learned tagger is trusted.
    pub tagger: TaggerEntry,
    /// Boilerplate rules.
    pub boilerplate: Boilerplate,
    /// Flags.
    pub flags: CompiledFlags,
    /// Word lists, which triage and flags ask for.
    pub terms: Terms,
}
