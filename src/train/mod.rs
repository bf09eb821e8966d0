//! Trains the models from annotated text: the same bytes for the same seed and data.

pub mod attribution;
pub mod crf;
pub mod decisions;
pub mod error;
pub mod gold;
pub mod linear;
pub mod random;
pub mod tagger;
pub mod tags;
pub mod texts;

pub use error::TrainError;
pub use random::Random;
