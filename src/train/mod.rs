//! Trains the models from annotated text: the same bytes for the same seed and data.

pub mod attribution;
pub mod crf;
pub mod error;
pub mod gold;
pub mod random;
pub mod tags;

pub use error::TrainError;
pub use random::Random;
