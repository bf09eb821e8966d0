//! Turns files, folders and standard input into documents or failures. Knows `types`; touches files and the reader handed in.

mod bounded;
mod cells;
mod check;
mod columns;
mod fields;
mod find;
mod format;
mod headers;
mod html;
mod http;
mod jsonl;
mod lines;
mod quoting;
mod raw;
mod reader;
mod rows;
mod shard;
mod unpack;
mod warc;

pub use fields::{Field, Fields};
pub use find::{Found, Source, find};
pub use format::Format;
pub use raw::Raw;
pub use reader::Reader;
pub use shard::{Shard, ShardError};
pub(crate) use unpack::open;

/// The longest document or line that is read where nothing else is said: 64 MiB.
pub const DEFAULT_MAX_BYTES: u64 = 64 << 20;

/// How many times its size a packed file may unpack to where nothing else is said.
pub const DEFAULT_MAX_RATIO: u64 = 1000;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The format of standard input and of files that are named; absent: told by extension and content.
    pub format: Option<Format>,
    /// What the fields of a document are called in records.
    pub fields: Fields,
    /// The publisher of documents that name none.
    pub publisher: Option<String>,
    /// The longest document or line in bytes; a longer one is a failure. Capped at 4 GiB, the reach of a span.
    pub max_bytes: u64,
    /// How many times its size a packed file may unpack to, once it is more than 16 MiB.
    pub max_ratio: u64,
    /// The part of the documents that is read.
    pub shard: Shard,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            fields: Fields::default(),
            publisher: None,
            max_bytes: DEFAULT_MAX_BYTES,
            max_ratio: DEFAULT_MAX_RATIO,
            shard: Shard::WHOLE,
        }
    }
}
