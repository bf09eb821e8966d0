//! Streams documents out of sources, one after the other, in order.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::bounded::{self, Bounded};
use super::check::Trouble;
use super::columns::{self, Columns};
use super::lines::Lines;
use super::raw::{Body, Raw};
use super::rows::Rows;
use super::unpack::{self, Bytes};
use super::{Format, Options, Source, format, jsonl, warc};
use crate::types::{Failure, Input, Origin};

/// An iterator over the documents of sources that belong to a shard. Holds one document at a time, none longer than the
/// limit.
///
/// The same sources give the same sequence. [`Iterator::skip`] passes documents over without understanding them, and where
/// a document is a whole file without opening it.
pub struct Reader<'a> {
    next: u64,
    sources: VecDeque<Source>,
    stdin: Option<Bytes<'a>>,
    records: Option<Records<'a>>,
    options: Arc<Options>,
    passed: Arc<AtomicU64>,
}

/// The documents of one file under way.
type Records<'a> = Box<dyn Iterator<Item = Raw> + Send + 'a>;

impl<'a> Reader<'a> {
    /// A reader of `sources`; `stdin` is what standard input gives.
    pub fn new(sources: Vec<Source>, options: &Options, stdin: impl BufRead + Send + 'a) -> Self {
        let mut options = options.clone();
        options.max_bytes = options.max_bytes.min(u64::from(u32::MAX));
        Self {
            next: 0,
            sources: sources.into(),
            stdin: Some(Box::new(stdin)),
            records: None,
            options: Arc::new(options),
            passed: Arc::default(),
        }
    }

    /// Counts the records of archives that were passed over, as they are no pages: it goes on counting while documents are
    /// read.
    pub fn passed_over(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.passed)
    }

    /// The documents, each checked and decoded.
    pub fn documents(self) -> impl Iterator<Item = Result<Input, Failure>> + 'a {
        self.map(Raw::parse)
    }

    /// The documents of a source.
    fn open(&mut self, source: Source) -> Records<'a> {
        let (file, opened) = match source {
            Source::Failed(failure) => return one(Raw::failure(failure)),
            Source::File { path, format } => {
                let opened = self.open_file(path.clone(), format);
                (path, opened)
            }
            Source::Stdin => ("-".into(), self.open_stdin()),
        };
        opened.unwrap_or_else(|error| {
            let trouble = Trouble::unreadable(&error);
            one(Raw::failed(Origin::file(file), 0, trouble))
        })
    }

    fn open_file(&self, path: PathBuf, format: Option<Format>) -> io::Result<Records<'a>> {
        if let Some(file) = columns::in_place(&path, format)? {
            return Ok(self.columns(path, file));
        }
        let bytes = unpack::open_within(&path, self.options.max_ratio)?;
        let (head, bytes) = unpack::peek(bytes)?;
        let format = format.or_else(|| format::of_bytes(&head));
        self.start(path, format.unwrap_or(Format::Text), bytes)
    }

    fn open_stdin(&mut self) -> io::Result<Records<'a>> {
        let Some(packed) = self.stdin.take() else {
            return Ok(Box::new(std::iter::empty()));
        };
        let bytes = unpack::unpack(packed, None, self.options.max_ratio)?;
        let (format, bytes) = self.sniff(bytes)?;
        self.start("-".into(), format, bytes)
    }

    /// Tells the format of standard input by its first line, and gives that line back.
    fn sniff(&self, bytes: Bytes<'a>) -> io::Result<(Format, Bytes<'a>)> {
        let (head, mut bytes) = unpack::peek(bytes)?;
        if let Some(format) = self.options.format.or_else(|| format::of_bytes(&head)) {
            return Ok((format, bytes));
        }
        let limit = self.options.max_bytes;
        let head = bounded::head(&mut *bytes, limit)?;
        let line = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&head)
            .trim_ascii();
        let cut = head.len() as u64 > limit;
        let record = || jsonl::looks_like_record(line, &self.options.fields);
        let format = if line.starts_with(b"{") && (cut || record()) {
            Format::Jsonl
        } else {
            Format::Text
        };
        Ok((format, Box::new(Cursor::new(head).chain(bytes))))
    }

    /// The documents that bytes of a format hold.
    fn start(&self, file: PathBuf, format: Format, bytes: Bytes<'a>) -> io::Result<Records<'a>> {
        let limit = self.options.max_bytes;
        let rows = |bytes, delimiter| Rows::new(file.clone(), bytes, delimiter, &self.options);
        Ok(match format {
            Format::Text => one(whole(file, bytes, limit, Body::Text)),
            Format::Html => one(whole(file, bytes, limit, Body::Html)),
            Format::Jsonl => Box::new(Lines::new(file, bytes, limit)),
            Format::Csv => Box::new(rows(bytes, None)),
            Format::Tsv => Box::new(rows(bytes, Some(b'\t'))),
            Format::Warc => {
                let passed = Arc::clone(&self.passed);
                Box::new(warc::Records::new(file, bytes, limit, passed))
            }
            Format::Parquet => self.columns(file, columns::spool(bytes)?),
        })
    }

    fn columns(&self, name: PathBuf, file: File) -> Records<'a> {
        match Columns::open(name.clone(), file, &self.options) {
            Ok(columns) => Box::new(columns),
            Err(trouble) => one(Raw::failed(Origin::file(name), 0, trouble)),
        }
    }
}

fn one<'a>(raw: Raw) -> Records<'a> {
    Box::new(std::iter::once(raw))
}

/// A document that is a whole file.
fn whole(file: PathBuf, mut bytes: Bytes<'_>, limit: u64, body: fn(Vec<u8>) -> Body) -> Raw {
    let origin = Origin::file(file);
    match bounded::all(&mut *bytes, limit) {
        Err(error) => Raw::failed(origin, 0, Trouble::unreadable(&error)),
        Ok(Bounded::TooLong(read)) => {
            Raw::failed(origin, read, Trouble::too_long("the file", limit))
        }
        Ok(Bounded::Whole(bytes)) => {
            let length = bytes.len() as u64;
            Raw::new(origin, length, body(bytes))
        }
    }
}

impl Reader<'_> {
    /// The document with the ordinal `next`, `None` at the end. `wanted` is asked for it where it need not be opened to
    /// know that it is one.
    fn step(&mut self, wanted: impl Fn(u64) -> bool) -> Option<Step> {
        loop {
            if let Some(raw) = self.records.as_mut().and_then(Iterator::next) {
                return Some(Step::Read(Box::new(raw)));
            }
            let source = self.sources.pop_front()?;
            if source.is_whole() && !wanted(self.next) {
                return Some(Step::Passed);
            }
            self.records = Some(self.open(source));
        }
    }
}

/// A document that was read, or passed over unread.
enum Step {
    Read(Box<Raw>),
    Passed,
}

impl Iterator for Reader<'_> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        self.nth(0)
    }

    fn nth(&mut self, mut skipped: usize) -> Option<Raw> {
        let shard = self.options.shard;
        loop {
            let step = self.step(|ordinal| skipped == 0 && shard.has(ordinal))?;
            let ordinal = self.next;
            self.next += 1;
            match step {
                _ if !shard.has(ordinal) => {}
                Step::Read(raw) if skipped == 0 => return Some(raw.under(ordinal, &self.options)),
                _ => skipped -= 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Shard;
    use super::*;
    use crate::types::FailureKind;
    use std::io::BufReader;

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

    /// Some lines of standard input between files, some of them not there.
    fn sources(folder: &std::path::Path) -> Vec<Source> {
        for name in ["a.txt", "b.jsonl", "c.csv", "d.html"] {
            let text = "{\"text\":\"A\"}\n\n{\"text\":\nB\n{\"text\":\"C\"}\n";
            std::fs::write(folder.join(name), text).unwrap();
        }
        let names = [
            "a.txt", "b.jsonl", "none", "c.csv", "a.txt", "d.html", "b.jsonl",
        ];
        let paths: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
        super::super::find(&paths, None).sources
    }

    #[test]
    fn shards_together_and_skipped_parts_are_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let sources = sources(folder.path());
        let read = |shard: Shard, skipped: usize| -> Vec<_> {
            let options = Options {
                shard,
                ..Options::default()
            };
            let reader = Reader::new(sources.clone(), &options, io::empty());
            let told = |raw: Raw| (raw.ordinal(), raw.origin().clone(), raw.parse());
            reader.skip(skipped).map(told).collect()
        };
        let whole = read(Shard::WHOLE, 0);
        assert!(whole.iter().enumerate().all(|(i, it)| it.0 == i as u64));
        assert!(whole.len() > 12);
        for of in [1, 2, 7, 100] {
            let parts = (1..=of).map(|index| read(Shard::new(index, of).unwrap(), 0));
            let mut merged: Vec<_> = parts.flatten().collect();
            merged.sort_by_key(|it| it.0);
            assert_eq!(merged, whole);
        }
        let third = Shard::new(2, 3).unwrap();
        for skipped in 0..whole.len() + 2 {
            assert_eq!(
                read(Shard::WHOLE, skipped),
                whole[skipped.min(whole.len())..]
            );
            let part = read(third, 0);
            assert_eq!(read(third, skipped), part[skipped.min(part.len())..]);
        }
    }
}
