//! matching
mod cluster;
mod cut;
pub mod features;
mod frequencies;
mod index;
mod matcher;
mod model;
mod sketch;
mod stem;
mod vocabulary;
pub use cluster::{Cluster, Member, cluster};
pub use features::NAMES;
pub use index::Index;
pub use frequencies::Frequencies;
pub use matcher::*;
pub use model::*;
pub use sketch::{Sketch, Term};
pub use vocabulary::Vocabulary;
