//! Reads lines and whole streams without ever holding more than a limit allows.

use std::io::{self, BufRead, Read};

/// What a bounded read gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bounded {
    /// The bytes, the line's end left out.
    Whole(Vec<u8>),
    /// More than the limit; how many bytes there were as far as read.
    TooLong(u64),
}

/// The next line, without its line feed; `None` at the end. A line beyond `limit` is read through and thrown away.
pub(super) fn line<R: BufRead + ?Sized>(
    reader: &mut R,
    limit: u64,
) -> io::Result<Option<(Bounded, u64)>> {
    let mut held = Vec::new();
    let mut seen = 0u64;
    loop {
        let chunk = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok((seen > 0).then(|| (bounded(held, seen, limit), seen)));
        }
        let end = memchr::memchr(b'\n', chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let length = seen + part.len() as u64;
        if length <= limit {
            held.extend_from_slice(part);
        } else {
            held = Vec::new();
        }
        let taken = part.len() + usize::from(end.is_some());
        reader.consume(taken);
        if end.is_some() {
            return Ok(Some((bounded(held, length, limit), length + 1)));
        }
        seen = length;
    }
}

fn bounded(held: Vec<u8>, length: u64, limit: u64) -> Bounded {
    if length > limit {
        Bounded::TooLong(length)
    } else {
        Bounded::Whole(held)
    }
}

/// Everything that is left, or the news that it is more than `limit`.
pub(super) fn all<R: Read + ?Sized>(reader: &mut R, limit: u64) -> io::Result<Bounded> {
    let mut held = Vec::new();
    let length = reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut held)? as u64;
    Ok(bounded(held, length, limit))
}

/// The bytes up to and with the end of the first line that is not blank, at most a little more than `limit`.
pub(super) fn head<R: BufRead + ?Sized>(reader: &mut R, limit: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while (head.len() as u64) <= limit {
        let start = head.len();
        let left = limit.saturating_add(1) - start as u64;
        if reader.take(left).read_until(b'\n', &mut head)? == 0 {
            break;
        }
        if !head[start..].iter().all(u8::is_ascii_whitespace) {
            break;
        }
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &[u8], limit: u64) -> Vec<Bounded> {
        let mut reader = BufReader::with_capacity(3, text);
        std::iter::from_fn(|| line(&mut reader, limit).unwrap())
            .map(|(bounded, _)| bounded)
            .collect()
    }

    #[test]
    fn a_long_line_leaves_its_neighbours_whole() {
        let got = lines(b"ab\nabcdefghij\ncd", 4);
        let want = [
            Bounded::Whole(b"ab".to_vec()),
            Bounded::TooLong(10),
            Bounded::Whole(b"cd".to_vec()),
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn a_line_just_as_long_as_the_limit_is_whole() {
        assert_eq!(lines(b"abcd\n", 4), [Bounded::Whole(b"abcd".to_vec())]);
    }

    #[test]
    fn blank_lines_count_as_lines() {
        assert_eq!(lines(b"\n\na", 4).len(), 3);
    }

    #[test]
    fn the_head_ends_with_the_first_line_that_says_something() {
        let mut reader = BufReader::with_capacity(2, &b"\n  \n{\"a\":1}\nrest"[..]);
        assert_eq!(head(&mut reader, 100).unwrap(), b"\n  \n{\"a\":1}\n");
    }

    #[test]
    fn the_head_stops_at_the_limit() {
        let mut reader = BufReader::new(&b"abcdefghij"[..]);
        assert_eq!(head(&mut reader, 4).unwrap(), b"abcde");
    }
}
