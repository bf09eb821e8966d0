//! Tells which claims say the same and which documents tell the same story, in whatever words, across a corpus.
//!
//! ```text
//! text ──Sketch──▶ terms ──Frequencies──▶ rarity ──Index──▶ candidates ──Matcher──▶ scores ──cluster──▶ clusters
//! ```
//!
//! A sketch holds no text. Sketches and frequencies are made document by document and added up in any order; clusters
//! are made once, of all. `docs/matching.md` says how and how well.

mod cluster;
mod cut;
mod features;
mod frequencies;
mod index;
mod matcher;
mod model;
mod postings;
mod sketch;
mod stem;
mod thesaurus;
mod vocabulary;

pub use cluster::{Cluster, Cut, Member, cluster, groups, pairs};
pub use features::{COUNT, NAMES, OF_CLAIMS, OF_TEXTS, RANKED, UNRANKED};
pub use frequencies::Frequencies;
pub use index::Index;
pub use matcher::{Agreement, Match, Matcher};
pub use model::{BUILTIN_BYTES, Level, MatchModel, Weights};
pub use sketch::{Sketch, Term};
pub use thesaurus::{Related, Thesaurus};
pub use vocabulary::Vocabulary;
