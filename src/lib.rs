//! Provenance chains for claims in text, and scores for their sourcing and hedging that say why.
//!
//! The path of the data, one module a room, each knowing only the types of the room before it:
//!
//! ```text
//! read -> segment -> boilerplate -> scan -> attribute -> chain -> hedge -> score -> flag -> write
//! ```
//!
//! [`engine::Engine`] alone knows the order. `docs/architecture.md` draws it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod attribute;
pub mod boilerplate;
pub mod chain;
pub mod engine;
pub mod flag;
pub mod hedge;
pub mod read;
pub mod rules;
pub mod run;
pub mod scan;
pub mod score;
pub mod segment;
pub mod selftest;
pub mod token;
pub mod types;
pub mod write;
