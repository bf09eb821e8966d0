//! Provenance chains for claims in text, and scores for their sourcing and hedging that say why.
//!
//! The path of the data, one module a room, each knowing only the types of the room before it:
//!
//! ```text
//! read -> segment -> boilerplate -> scan -> attribute -> tag -> chain -> hedge -> score -> flag -> write
//! ```
//!
//! [`engine::Engine`] alone knows the order. `docs/architecture.md` draws it.
//!
//! # Example
//!
//! ```
//! use secondhand::engine::Engine;
//! use secondhand::rules::Pack;
//! use secondhand::types::Input;
//!
//! let engine = Engine::compile(&Pack::builtin()?)?;
//! let input = Input {
//!     text: "The ministry will probably cancel the tender, Reuters reported on Monday.".to_owned(),
//!     publisher: Some("Port Ledger".to_owned()),
//!     ..Input::default()
//! };
//! let analysis = engine.analyse(&input);
//!
//! let claim = &analysis.claims[0];
//! assert_eq!(claim.span.of(&input.text), "The ministry will probably cancel the tender");
//! let names: Vec<_> = claim.chain.iter().filter_map(|link| link.source.name.as_deref()).collect();
//! assert_eq!(names, ["Port Ledger", "Reuters"]);
//! let hedge = &analysis.hedges[claim.hedges[0]];
//! assert_eq!(hedge.span.of(&input.text), "probably");
//! assert!(claim.scores.commitment.value < 0.7);
//! println!("sourcing {:.2}", claim.scores.sourcing.value);
//! # Ok::<(), secondhand::rules::Diagnostics>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod attribute;
pub mod boilerplate;
pub mod chain;
pub mod engine;
pub mod eval;
pub mod flag;
pub mod hedge;
pub mod matching;
pub mod model;
pub mod models;
pub mod read;
pub mod rules;
pub mod run;
pub mod scan;
pub mod score;
pub mod segment;
pub mod selftest;
pub mod tag;
pub mod token;
pub mod train;
pub mod types;
pub mod write;
