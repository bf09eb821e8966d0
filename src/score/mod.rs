//! Scores a claim: sourcing, commitment, check-worthiness. Reads types and parameters; touches nothing else.
//!
//! `docs/scoring.md` is the model as a page. [`sourcing()`] takes no hedges and [`commitment()`] returns nothing that a
//! reliability moves (it reads the chain only to know where it ends), so the two numbers cannot mix.

mod chain;
mod check;
mod claim;
mod commitment;
mod counts;
mod fusion;
mod opinion;
mod rating;
mod reliability;
mod scorer;
mod sourcing;
pub mod strength;
mod testimony;
mod triage;
pub mod worth;

pub use chain::{NOBODY, names};
pub use check::problems;
pub use claim::{Registry, claim, testimony};
pub use commitment::commitment;
pub use reliability::prior;
pub use scorer::Scorer;
pub use sourcing::{credited, sourcing};
pub use testimony::{Hand, Hedging, Testimony};
pub use triage::{Triage, TriageInput};
