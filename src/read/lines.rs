//! A stream of JSONL: one document a line.

use std::io;
use std::path::PathBuf;

use super::bounded::{self, Bounded};
use super::check::Trouble;
use super::raw::{Body, Raw};
use super::unpack::Bytes;
use crate::types::Origin;

/// A stream of JSONL under way.
pub(super) struct Lines<'a> {
    file: PathBuf,
    number: u64,
    bytes: Bytes<'a>,
    limit: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: PathBuf, bytes: Bytes<'a>, limit: u64) -> Self {
        Self {
            file,
            number: 0,
            bytes,
            limit,
        }
    }

    /// The failure of a stream that cannot be read further; nothing follows it.
    fn broken(&mut self, origin: Origin, error: &io::Error) -> Raw {
        self.bytes = Box::new(io::empty());
        Raw::failed(origin, 0, Trouble::unreadable(error))
    }
}

impl Iterator for Lines<'_> {
    type Item = Raw;

    /// The next record of the stream, blank lines passed over; none at its end.
    fn next(&mut self) -> Option<Raw> {
        let mut passed = 0;
        loop {
            self.number += 1;
            let origin = Origin::file(&self.file).at_line(self.number);
            let (line, read) = match bounded::line(&mut *self.bytes, self.limit) {
                Ok(line) => line?,
                Err(error) => return Some(self.broken(origin, &error)),
            };
            passed += read;
            match line {
                Bounded::TooLong(_) => {
                    let trouble = Trouble::too_long("the line", self.limit);
                    return Some(Raw::failed(origin, passed, trouble));
                }
                Bounded::Whole(bytes) if is_blank(&bytes) => {}
                Bounded::Whole(bytes) => {
                    return Some(Raw::new(origin, passed, Body::Record(bytes)));
                }
            }
        }
    }
}

fn is_blank(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.iter().all(u8::is_ascii_whitespace)
}
