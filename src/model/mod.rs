//! Learned weights: hashed features, int8 tables, linear chains over them, and the bytes they are kept in.

pub mod chain;
pub mod hash;
pub mod store;
pub mod table;
pub mod twin;
pub mod wide;

pub use chain::{Chain, Powers, Steps};
pub use hash::{feature, pair, salted, salts, text, triple};
pub use store::{Reader, Store, StoreError};
pub use table::Table;
pub use twin::Twin;
pub use wide::Wide;
