//! JSON written straight into bytes, as `serde_json` writes it: what a record has by the thousand has to be cheap.

use std::io;

use serde::Serialize;

use crate::types::Span;

/// The bytes looked at in one go for what must be escaped.
const STRETCH: usize = 32;

/// Values into the bytes of a line.
pub(super) trait Json {
    /// Writes itself.
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()>;
}

/// Opens an object with the name of its first field.
#[inline]
pub(super) fn open(out: &mut Vec<u8>, key: &str) {
    out.extend_from_slice(b"{\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

/// The name of a field after another.
#[inline]
pub(super) fn key(out: &mut Vec<u8>, key: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

/// A field after another.
#[inline]
pub(super) fn field(out: &mut Vec<u8>, name: &str, value: &(impl Json + ?Sized)) -> io::Result<()> {
    key(out, name);
    value.json(out)
}

/// A value that writes itself by serde.
pub(super) fn serde(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

/// A list, each item as `write` writes it.
pub(super) fn list<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T) -> io::Result<()>,
) -> io::Result<()> {
    out.push(b'[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Ok(())
}

/// A word of a vocabulary, in which nothing must be escaped.
pub(super) struct Word(pub &'static str);

impl Json for Word {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.push(b'"');
        out.extend_from_slice(self.0.as_bytes());
        out.push(b'"');
        Ok(())
    }
}

impl Json for str {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        let bytes = self.as_bytes();
        // No early exit within a stretch, so that it is looked at as a whole.
        let escaped = bytes.chunks(STRETCH).any(|stretch| {
            let marks = stretch.iter();
            marks.fold(false, |any, &byte| {
                any | (byte < 0x20) | (byte == b'"') | (byte == b'\\')
            })
        });
        if escaped {
            return serde(out, &self);
        }
        out.reserve(bytes.len() + 2);
        out.push(b'"');
        out.extend_from_slice(bytes);
        out.push(b'"');
        Ok(())
    }
}

impl Json for &str {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        (**self).json(out)
    }
}

impl Json for String {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        self.as_str().json(out)
    }
}

impl Json for bool {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
        Ok(())
    }
}

/// Numbers, as serde writes them.
macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Json for $number {
            fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
                serde(out, self)
            }
        }
    )+};
}
numbers!(u8 u32 u64 usize f64);

impl Json for [f64; 2] {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        list(out, self.iter(), |out, it| it.json(out))
    }
}

impl Json for Span {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.push(b'[');
        self.start.json(out)?;
        out.push(b',');
        self.end.json(out)?;
        out.push(b']');
        Ok(())
    }
}

impl<T: Json> Json for Option<T> {
    fn json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Some(value) => value.json(out),
            None => {
                out.extend_from_slice(b"null");
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_serde_escapes_it() {
        let long = "x".repeat(40);
        let texts = [
            "",
            "plain, – “é”",
            "a \"b\"",
            "back\\slash",
            "tab\tnew\nline\u{1}",
            "\u{7f}",
        ];
        for text in texts
            .iter()
            .flat_map(|&text| [text.to_owned(), format!("{long}{text}{long}")])
        {
            let mut out = Vec::new();
            text.json(&mut out).unwrap();
            assert_eq!(
                String::from_utf8(out).unwrap(),
                serde_json::to_string(&text).unwrap()
            );
        }
    }
}
