//! Measures the engine on texts that somebody has annotated: reads the gold, scores what was found against it, lists the misses.
//!
//! ```text
//! gold files ──read──▶ Gold ──score──▶ Measured ──▶ table, Markdown, JSON
//! ```
//!
//! Five kinds of gold are told apart by the keys of their lines: chains of claims (`claims`), attributions
//! (`attributions`), hedged sentences (`uncertain`), check-worthiness (`label`) and pairs whose order is known
//! (`first`, `second`). `docs/accuracy.md` says what each figure means.

mod attribution;
mod chain_counts;
mod chains;
mod decode;
mod error;
mod figure;
mod grid;
mod hedges;
mod measure;
mod miss;
mod names;
mod node;
mod pairs;
mod parts;
mod phrase;
mod places;
mod ranking;
mod read;
mod render;
mod slips;
mod suite;
mod tally;
mod texts;
mod words;

pub use decode::Kind;
pub use error::GoldError;
pub use figure::{Figure, Value};
pub use measure::{Measured, Options, Row, measure};
pub use miss::{Miss, MissKind};
pub use read::{Gold, is_gold, lines_of, read};
pub use render::{Look, Page, json, markdown, table};
pub use suite::{Suite, SuiteRow, SuiteSet};
