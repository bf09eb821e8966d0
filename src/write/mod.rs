//! Writes what was found: JSONL, CSV, Parquet, a page for the terminal, a table. Knows `types`; touches the writer handed
//! in, and `partial` the files beside the one asked for.

pub mod csv;
pub mod encode;
pub mod form;
pub mod jsonl;
pub mod parquet;
pub mod partial;
pub mod table;
pub mod tree;
pub mod triage;

mod json;
mod painted;
mod record;
#[cfg(test)]
mod sample;
pub(crate) mod text;
mod wire;
mod words;
