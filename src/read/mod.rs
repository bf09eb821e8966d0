//! Turns files, folders and standard input into documents or failures. Knows `types`; touches files and the reader handed in.

mod bounded;
mod check;
mod find;
mod html;
mod jsonl;
mod raw;
mod reader;

pub use find::{Found, Source, find};
pub use raw::Raw;
pub use reader::Reader;
pub(crate) use reader::open;

/// The longest document or line that is read where nothing else is said: 64 MiB.
pub const DEFAULT_MAX_BYTES: u64 = 64 << 20;

/// How a file's bytes are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One document, plain text or Markdown, taken as it stands.
    Text,
    /// One document, a web page, of which the main text is extracted.
    Html,
    /// One document a line.
    Jsonl,
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The format of standard input and of files that are named; absent: told by extension and content.
    pub format: Option<Format>,
    /// The publisher of documents that name none.
    pub publisher: Option<String>,
    /// The longest document or line in bytes; a longer one is a failure. Capped at 4 GiB, the reach of a span.
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            publisher: None,
            max_bytes: DEFAULT_MAX_BYTES,
        }
    }
}
