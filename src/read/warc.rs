//! A stream of WARC or WET: pages as they were served, or their text. Records are cut here; pages are understood elsewhere.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bounded::{self, Bounded};
use super::check::Trouble;
use super::headers::{self, Headers};
use super::http::{self, Page};
use super::raw::{Body, Raw};
use super::unpack::Bytes;
use crate::types::{FailureKind, Origin};

/// A line longer than this is no header, and begins no record.
const MAX_LINE: u64 = 64 << 10;

/// The records of a file under way.
pub(super) struct Records<'a> {
    file: PathBuf,
    bytes: Bytes<'a>,
    record: u64,
    /// Bytes of no use have just been told of; more of them are the same trouble.
    lost: bool,
    limit: u64,
    passed: Arc<AtomicU64>,
}

/// What the next lines are.
enum Next {
    Record(Headers),
    Junk,
    End,
}

impl<'a> Records<'a> {
    /// The records of `bytes`; what is no page is counted in `passed`.
    pub(super) fn new(file: PathBuf, bytes: Bytes<'a>, limit: u64, passed: Arc<AtomicU64>) -> Self {
        Self {
            file,
            bytes,
            record: 0,
            lost: false,
            limit,
            passed,
        }
    }

    /// The document of the next record, or none where it is no page.
    fn step(&mut self) -> io::Result<Option<Option<Raw>>> {
        let headers = match self.head()? {
            Next::End => return Ok(None),
            Next::Junk if self.lost => return Ok(Some(None)),
            Next::Junk => {
                self.lost = true;
                return Ok(Some(Some(self.bad("no record begins where one should"))));
            }
            Next::Record(headers) => headers,
        };
        self.lost = false;
        let length = headers.get("content-length").and_then(|it| it.parse().ok());
        let Some(length) = length else {
            return Ok(Some(Some(
                self.bad("the record tells no \"Content-Length\""),
            )));
        };
        self.body(&headers, length).map(Some)
    }

    /// Reads the headers of the next record, blank lines before it passed over.
    fn head(&mut self) -> io::Result<Next> {
        loop {
            match bounded::line(&mut *self.bytes, MAX_LINE)? {
                None => return Ok(Next::End),
                Some((Bounded::Whole(line), _)) if line.trim_ascii().is_empty() => {}
                Some((Bounded::Whole(line), _)) if line.starts_with(b"WARC/") => break,
                Some(_) if self.lost => {}
                Some(_) => {
                    self.record += 1;
                    return Ok(Next::Junk);
                }
            }
        }
        self.record += 1;
        let headers = headers::read(&mut *self.bytes)?;
        Ok(headers.map_or(Next::Junk, Next::Record))
    }

    fn body(&mut self, headers: &Headers, length: u64) -> io::Result<Option<Raw>> {
        let kind = headers.get("warc-type").unwrap_or_default();
        if !matches!(kind, "response" | "conversion" | "resource") {
            return self.pass(length);
        }
        if length > self.limit {
            self.skip(length)?;
            let trouble = Trouble::too_long("the record", self.limit);
            return Ok(Some(Raw::failed(self.origin(), length, trouble)));
        }
        let mut body = Vec::new();
        (&mut self.bytes).take(length).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            let message = format!(
                "the record ends {} bytes too soon",
                length - body.len() as u64
            );
            let trouble = Trouble::new(FailureKind::Corrupt, message);
            return Ok(Some(Raw::failed(self.origin(), body.len() as u64, trouble)));
        }
        let url = headers
            .get("warc-target-uri")
            .map(|url| url.trim_matches(['<', '>']).to_owned());
        let page = match kind {
            "response" => http::response(body, url),
            _ => Page::of(body, headers, url),
        };
        match page {
            Some(page) => Ok(Some(Raw::new(
                self.origin(),
                length,
                Body::Page(Box::new(page)),
            ))),
            None => Ok(self.pass_one()),
        }
    }

    /// Passes over a record that is no page.
    fn pass(&mut self, length: u64) -> io::Result<Option<Raw>> {
        self.skip(length)?;
        Ok(self.pass_one())
    }

    fn pass_one(&self) -> Option<Raw> {
        self.passed.fetch_add(1, Ordering::Relaxed);
        None
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        io::copy(&mut (&mut self.bytes).take(length), &mut io::sink())?;
        Ok(())
    }

    fn origin(&self) -> Origin {
        Origin::file(&self.file).at_record(self.record)
    }

    fn bad(&self, message: &str) -> Raw {
        Raw::failed(
            self.origin(),
            0,
            Trouble::new(FailureKind::BadRecord, message),
        )
    }
}

impl Iterator for Records<'_> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            match self.step() {
                Ok(Some(None)) => {}
                Ok(step) => return step.flatten(),
                Err(error) => {
                    self.record += 1;
                    self.bytes = Box::new(io::empty());
                    return Some(Raw::failed(self.origin(), 0, Trouble::unreadable(&error)));
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "warc_tests.rs"]
mod tests;
