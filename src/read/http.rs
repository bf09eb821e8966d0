//! A page out of an archive: what was served, taken out of its transport, then as a page or a text of any file.

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::bounded::{self, Bounded};
use super::check::{self, Trouble};
use super::headers::{self, Headers};
use super::html;
use crate::types::{FailureKind, Input, Origin};

/// A page as it was served.
#[derive(Debug)]
pub(super) struct Page {
    bytes: Vec<u8>,
    url: Option<String>,
    html: bool,
    chunked: bool,
    coding: String,
}

impl Page {
    /// The page that a record with these headers holds, unless it is something else: neither a web page nor plain text.
    pub(super) fn of(bytes: Vec<u8>, headers: &Headers, url: Option<String>) -> Option<Self> {
        let kind = headers.get("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let is = |name: &str| kind.eq_ignore_ascii_case(name);
        let html = is("text/html") || is("application/xhtml+xml");
        (html || is("text/plain")).then(|| Self {
            bytes,
            url,
            html,
            chunked: lower(headers, "transfer-encoding").contains("chunked"),
            coding: lower(headers, "content-encoding"),
        })
    }

    /// The document that the page holds.
    pub(super) fn document(self, origin: &Origin, limit: u64) -> Result<Input, Trouble> {
        let bytes = if self.chunked {
            joined(self.bytes)
        } else {
            self.bytes
        };
        let bytes = decoded(bytes, &self.coding, limit)?;
        let mut input = if self.html {
            html::page(bytes, origin)?
        } else {
            let text = check::text(bytes, "record")?;
            Input {
                id: origin.to_string(),
                text: check::not_empty(text, "the record holds no text")?,
                // A reader of the results has the archive, not the text.
                extracted: true,
                ..Input::default()
            }
        };
        input.url = self.url.or(input.url);
        Ok(input)
    }
}

/// The page of an answer that went well.
pub(super) fn response(bytes: Vec<u8>, url: Option<String>) -> Option<Page> {
    let mut rest = &bytes[..];
    let Ok(Some((Bounded::Whole(status), _))) = bounded::line(&mut rest, 1 << 10) else {
        return None;
    };
    let status = String::from_utf8_lossy(&status);
    let went_well = status.starts_with("HTTP/")
        && status
            .split_ascii_whitespace()
            .nth(1)
            .is_some_and(|code| code.starts_with('2'));
    let headers = headers::read(&mut rest)
        .ok()
        .flatten()
        .filter(|_| went_well)?;
    Page::of(rest.to_vec(), &headers, url)
}

fn lower(headers: &Headers, name: &str) -> String {
    headers
        .get(name)
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The bytes of chunks put together; the same bytes where they are no chunks, since many archives undo them and keep the
/// header.
fn joined(bytes: Vec<u8>) -> Vec<u8> {
    chunks(&bytes).unwrap_or(bytes)
}

fn chunks(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let end = memchr::memchr(b'\n', bytes)?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let chunk = bytes.get(end + 1..)?.get(..size)?;
        whole.extend_from_slice(chunk);
        let rest = &bytes[end + 1 + size..];
        bytes = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"))?;
    }
}

/// The bytes unpacked, where they are packed as the header says; many archives unpack them and keep the header.
fn decoded(bytes: Vec<u8>, coding: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
    let unpacked = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            bounded::all(&mut MultiGzDecoder::new(&bytes[..]), limit)
        }
        "deflate" if bytes.first() == Some(&0x78) => {
            bounded::all(&mut ZlibDecoder::new(&bytes[..]), limit)
        }
        _ => return Ok(bytes),
    };
    match unpacked {
        Ok(Bounded::Whole(bytes)) => Ok(bytes),
        Ok(Bounded::TooLong(_)) => Err(Trouble::too_long("the page", limit)),
        Err(error) => {
            let message = format!("the {coding} data of the page are damaged: {error}");
            Err(Trouble::new(FailureKind::Corrupt, message))
        }
    }
}

/// The host of an address, `www.` left out.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}
