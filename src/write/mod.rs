//! Writes what was found: JSONL, a page for the terminal, a table. Knows `types`; touches the writer handed in.

pub mod jsonl;
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
