//! Makes text of bytes, or says why they are none.

use super::unpack::PackError;
use crate::types::FailureKind;

/// Why bytes are no text: what kind of trouble, and in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub kind: FailureKind,
    pub message: String,
}

impl Trouble {
    pub(super) fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { kind, message }
    }

    /// The trouble with a document longer than `limit`.
    pub(super) fn too_long(what: &str, limit: u64) -> Self {
        Self::new(
            FailureKind::TooLong,
            format!("{what} is longer than {limit} bytes; --max-bytes raises the limit"),
        )
    }

    /// The trouble with a file that the system does not give, or that cannot be unpacked.
    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        let pack = error.get_ref().and_then(|it| it.downcast_ref());
        let kind = match pack {
            Some(PackError::Ratio(_) | PackError::Layers) => FailureKind::Limit,
            Some(PackError::Name(_) | PackError::Damaged(..)) => FailureKind::Corrupt,
            None => FailureKind::Unreadable,
        };
        Self::new(kind, error.to_string())
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes as text, a byte order mark skipped. `what` names them in messages ("file", "line").
pub(super) fn text(bytes: Vec<u8>, what: &str) -> Result<String, Trouble> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let message = format!("expected UTF-8, found UTF-16: convert the {what} first");
        return Err(Trouble::new(FailureKind::NotUtf8, message));
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        let message = format!("binary data: byte {at} of the {what} is zero");
        return Err(Trouble::new(FailureKind::Binary, message));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("expected UTF-8, found an invalid byte at byte {at} of the {what}");
        Trouble::new(FailureKind::NotUtf8, message)
    })?;
    if text.as_bytes().starts_with(BOM) {
        text.drain(..BOM.len());
    }
    Ok(text)
}

/// The text, unless it holds nothing but white space.
pub(super) fn not_empty(text: String, message: &str) -> Result<String, Trouble> {
    if text.trim().is_empty() {
        return Err(Trouble::new(FailureKind::Empty, message));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> FailureKind {
        text(bytes.to_vec(), "file").unwrap_err().kind
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(
            text(b"\xef\xbb\xbfHello".to_vec(), "file").unwrap(),
            "Hello"
        );
    }

    #[test]
    fn an_invalid_byte_is_named() {
        let trouble = text(b"caf\xe9 noir".to_vec(), "file").unwrap_err();
        assert_eq!(
            trouble.message,
            "expected UTF-8, found an invalid byte at byte 3 of the file"
        );
    }

    #[test]
    fn kinds_of_trouble() {
        assert_eq!(kind(b"a\0b"), FailureKind::Binary);
        assert_eq!(kind(b"\xff\xfea\0"), FailureKind::NotUtf8);
        assert_eq!(kind(b"\xc3"), FailureKind::NotUtf8);
    }
}
