//! Streams documents out of sources, one after the other, in order.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use super::bounded::{self, Bounded};
use super::check::Trouble;
use super::find::is_gzipped;
use super::raw::{Body, Raw};
use super::{Format, Options, Source, jsonl};
use crate::types::{Failure, Input, Origin};

/// An iterator over the documents of sources. Holds one document at a time, none longer than the limit.
pub struct Reader<'a> {
    sources: VecDeque<Source>,
    stdin: Option<Box<dyn BufRead + 'a>>,
    lines: Option<Lines<'a>>,
    format: Option<Format>,
    publisher: Option<Arc<str>>,
    limit: u64,
}

/// A stream of JSONL under way.
struct Lines<'a> {
    file: PathBuf,
    number: u64,
    reader: Box<dyn BufRead + 'a>,
}

impl<'a> Reader<'a> {
    /// A reader of `sources`; `stdin` is what standard input gives.
    pub fn new(sources: Vec<Source>, options: &Options, stdin: impl BufRead + 'a) -> Self {
        Self {
            sources: sources.into(),
            stdin: Some(Box::new(stdin)),
            lines: None,
            format: options.format,
            publisher: options.publisher.as_deref().map(Arc::from),
            limit: options.max_bytes.min(u64::from(u32::MAX)),
        }
    }

    /// The documents, each checked and decoded.
    pub fn documents(self) -> impl Iterator<Item = Result<Input, Failure>> + 'a {
        self.map(Raw::parse)
    }

    fn open(&mut self, source: Source) -> Option<Raw> {
        match source {
            Source::Failed(failure) => {
                let origin = failure.origin.clone();
                Some(Raw::new(origin, 0, Body::Ready(Err(failure))))
            }
            Source::File { path, format } => match open(&path) {
                Ok(reader) => self.start(path, format, reader),
                Err(error) => Some(Raw::failed(whole(path), 0, Trouble::unreadable(&error))),
            },
            Source::Stdin => {
                let reader = self.stdin.take()?;
                match self.sniff(reader) {
                    Ok((format, reader)) => self.start("-".into(), format, reader),
                    Err(error) => Some(Raw::failed(
                        whole("-".into()),
                        0,
                        Trouble::unreadable(&error),
                    )),
                }
            }
        }
    }

    /// Tells the format of standard input by its first line, and gives that line back.
    fn sniff(
        &self,
        mut reader: Box<dyn BufRead + 'a>,
    ) -> io::Result<(Format, Box<dyn BufRead + 'a>)> {
        if let Some(format) = self.format {
            return Ok((format, reader));
        }
        let head = bounded::head(&mut *reader, self.limit)?;
        let line = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&head)
            .trim_ascii();
        let cut = head.len() as u64 > self.limit;
        let format = if line.starts_with(b"{") && (cut || jsonl::looks_like_record(line)) {
            Format::Jsonl
        } else {
            Format::Text
        };
        Ok((format, Box::new(Cursor::new(head).chain(reader))))
    }

    /// Begins a stream; a document that is a whole file comes at once.
    fn start(
        &mut self,
        file: PathBuf,
        format: Format,
        mut reader: Box<dyn BufRead + 'a>,
    ) -> Option<Raw> {
        if format == Format::Jsonl {
            let number = 0;
            self.lines = Some(Lines {
                file,
                number,
                reader,
            });
            return None;
        }
        let origin = whole(file);
        Some(match bounded::all(&mut *reader, self.limit) {
            Err(error) => Raw::failed(origin, 0, Trouble::unreadable(&error)),
            Ok(Bounded::TooLong(read)) => {
                Raw::failed(origin, read, Trouble::too_long("the file", self.limit))
            }
            Ok(Bounded::Whole(bytes)) => {
                let length = bytes.len() as u64;
                let body = if format == Format::Html {
                    Body::Html(bytes)
                } else {
                    Body::Text(bytes)
                };
                Raw::new(origin, length, body)
            }
        })
    }
}

/// The file's bytes, unpacked where its name ends in `.gz`. The limits count unpacked bytes.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    const BUFFER: usize = 1 << 16;
    let file = File::open(path)?;
    if is_gzipped(path) {
        let unpacked = MultiGzDecoder::new(file);
        return Ok(Box::new(BufReader::with_capacity(BUFFER, unpacked)));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
}

fn whole(file: PathBuf) -> Origin {
    Origin { file, line: None }
}

impl Lines<'_> {
    /// The next record of the stream, blank lines passed over; none at its end.
    fn next(&mut self, limit: u64) -> Option<Raw> {
        let mut passed = 0;
        loop {
            self.number += 1;
            let origin = Origin {
                file: self.file.clone(),
                line: Some(self.number),
            };
            let (line, read) = match bounded::line(&mut *self.reader, limit) {
                Ok(line) => line?,
                Err(error) => return Some(self.broken(origin, &error)),
            };
            passed += read;
            match line {
                Bounded::TooLong(_) => {
                    return Some(Raw::failed(
                        origin,
                        passed,
                        Trouble::too_long("the line", limit),
                    ));
                }
                Bounded::Whole(bytes) if is_blank(&bytes) => {}
                Bounded::Whole(bytes) => {
                    return Some(Raw::new(origin, passed, Body::Record(bytes)));
                }
            }
        }
    }

    /// The failure of a stream that cannot be read further; nothing follows it.
    fn broken(&mut self, origin: Origin, error: &io::Error) -> Raw {
        self.reader = Box::new(io::empty());
        Raw::failed(origin, 0, Trouble::unreadable(error))
    }
}

fn is_blank(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.iter().all(u8::is_ascii_whitespace)
}

impl Iterator for Reader<'_> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next(self.limit) {
                    Some(raw) => return Some(raw.published_by(self.publisher.clone())),
                    None => self.lines = None,
                }
            }
            let source = self.sources.pop_front()?;
            if let Some(raw) = self.open(source) {
                return Some(raw.published_by(self.publisher.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FailureKind;

    fn read(stdin: &[u8], options: &Options) -> Vec<Result<Input, Failure>> {
        Reader::new(vec![Source::Stdin], options, stdin)
            .documents()
            .collect()
    }

    #[test]
    fn standard_input_is_records_or_one_text() {
        let options = Options::default();
        let records = read(
            b"\n{\"id\":\"a\",\"text\":\"A\"}\n\n{\"text\":\"B\"}\n",
            &options,
        );
        let ids: Vec<_> = records.into_iter().map(|input| input.unwrap().id).collect();
        assert_eq!(ids, ["a", "-:4"]);
        let text = read(b"{ this is no record }\nat all", &options);
        assert_eq!(
            text[0].as_ref().unwrap().text,
            "{ this is no record }\nat all"
        );
    }

    #[test]
    fn the_format_can_be_forced() {
        let options = Options {
            format: Some(Format::Jsonl),
            ..Options::default()
        };
        let got = read(b"no record\n", &options);
        assert_eq!(got[0].as_ref().unwrap_err().kind, FailureKind::BadRecord);
    }

    #[test]
    fn a_long_line_fails_by_name_and_the_rest_is_read() {
        let options = Options {
            max_bytes: 30,
            publisher: Some("P".into()),
            ..Options::default()
        };
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"B\"}}\n", "a".repeat(100));
        let got = read(long.as_bytes(), &options);
        let failure = got[0].as_ref().unwrap_err();
        assert_eq!(
            (failure.kind, failure.origin.line),
            (FailureKind::TooLong, Some(1))
        );
        assert_eq!(got[1].as_ref().unwrap().publisher.as_deref(), Some("P"));
    }

    #[test]
    fn a_reader_that_breaks_fails_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let options = Options {
            format: Some(Format::Jsonl),
            ..Options::default()
        };
        let reader = Reader::new(vec![Source::Stdin], &options, BufReader::new(Broken));
        let got: Vec<_> = reader.documents().collect();
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].as_ref().unwrap_err().kind, FailureKind::Unreadable);
    }
}
