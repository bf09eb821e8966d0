//! The headers of a WARC record or an answer over HTTP: lines of name and value up to a blank one.

use std::io::{self, BufRead};

use super::bounded::{self, Bounded};

/// More than this before a blank line is no head.
const MAX_BYTES: u64 = 64 << 10;

/// Names in lower case, with their values.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The first value of a name, which is given in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(it, _)| it == name)?;
        Some(&found.1)
    }
}

/// Reads headers and the blank line behind them; none where there are more than any record has.
pub(super) fn read(bytes: &mut (impl BufRead + ?Sized)) -> io::Result<Option<Headers>> {
    let mut headers = Headers::default();
    let mut left = MAX_BYTES;
    loop {
        let (line, length) = match bounded::line(bytes, left)? {
            None => return Ok(Some(headers)),
            Some((Bounded::TooLong(_), _)) => return Ok(None),
            Some((Bounded::Whole(line), length)) => (line, length),
        };
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            return Ok(Some(headers));
        }
        if let Some((name, value)) = line.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            headers.0.push((name, value.trim().to_owned()));
        }
        left = left.saturating_sub(length);
    }
}
