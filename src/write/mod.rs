//! Writes what was found: JSONL, a page for the terminal, a table. Knows `types` and `run`; touches the writer handed in.

pub mod jsonl;
pub mod tree;
pub mod triage;

mod text;
mod wire;
