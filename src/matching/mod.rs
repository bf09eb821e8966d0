//! matching
mod cut;
pub mod sketch;
mod stem;
pub mod vocabulary;
pub use sketch::{Sketch, Term};
pub use vocabulary::Vocabulary;
