//! Trains the models from annotated text: the same bytes for the same seed and data.

pub mod attribution;
pub mod bags;
pub mod clusters;
mod crf;
pub mod decisions;
pub mod dense;
pub mod error;
pub mod gold;
pub mod hedges;
pub mod linear;
pub mod matching;
pub mod random;
pub mod rank;
pub mod ridge;
pub mod strength;
pub mod tagger;
pub mod tags;
pub mod texts;
mod vectors;
pub mod worth;

pub use error::TrainError;
pub use random::Random;
