//! A stream of CSV or TSV: one document a row. Rows are cut here and their values taken out elsewhere, on any thread.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Options;
use super::check::Trouble;
use super::fields::{Field, Fields, Head, Values};
use super::quoting::{Cut, Cutter};
use super::raw::{Body, Raw};
use super::unpack::Bytes;
use crate::types::{FailureKind, Origin};

/// More columns than any table has; a first row beyond them is refused.
const MAX_COLUMNS: usize = 10_000;

/// A stream of rows under way.
pub(super) struct Rows<'a> {
    cutter: Cutter<'a>,
    file: PathBuf,
    delimiter: Option<u8>,
    head: Option<Arc<Head>>,
    fields: Fields,
    record: u64,
    limit: u64,
}

impl<'a> Rows<'a> {
    /// The rows of `bytes`; without a `delimiter`, commas or semicolons, as the first row has them.
    pub(super) fn new(
        file: PathBuf,
        bytes: Bytes<'a>,
        delimiter: Option<u8>,
        options: &Options,
    ) -> Self {
        Self {
            cutter: Cutter::new(bytes),
            file,
            delimiter,
            head: None,
            fields: options.fields.clone(),
            record: 0,
            limit: options.max_bytes,
        }
    }

    /// Reads the first row, or says why nothing can be read.
    fn begin(&mut self) -> Result<Arc<Head>, Trouble> {
        let empty = || Trouble::new(FailureKind::Empty, "the file holds no rows");
        let delimiter = match self.delimiter {
            Some(delimiter) => delimiter,
            None => {
                let line = self.cutter.first_line(self.limit);
                comma_or_semicolon(line.map_err(|error| Trouble::unreadable(&error))?)
            }
        };
        self.cutter.delimiter = delimiter;
        let row = loop {
            match self.cutter.next(self.limit) {
                Err(error) => return Err(Trouble::unreadable(&error)),
                Ok(None) => return Err(empty()),
                Ok(Some((_, Cut::Bad(trouble)))) => return Err(trouble),
                Ok(Some((_, Cut::Row(row)))) if row.trim_ascii().is_empty() => {}
                Ok(Some((_, Cut::Row(row)))) => break row,
            }
        };
        head(&row, delimiter, &self.fields).map(Arc::new)
    }

    /// The failure of a stream that cannot be read further; nothing follows it.
    fn end(&mut self, origin: Origin, trouble: Trouble) -> Raw {
        self.cutter = Cutter::new(Box::new(io::empty()));
        Raw::failed(origin, 0, trouble)
    }

    fn head(&mut self) -> Result<Arc<Head>, Box<Raw>> {
        if let Some(head) = &self.head {
            return Ok(Arc::clone(head));
        }
        let begun = self.begin();
        // Whatever follows the first row is read only with it.
        self.head = Some(begun.as_ref().map(Arc::clone).unwrap_or_default());
        begun.map_err(|trouble| {
            let origin = Origin::file(&self.file).at_line(1);
            Box::new(self.end(origin, trouble))
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Raw;

    /// The next row, blank lines passed over.
    fn next(&mut self) -> Option<Raw> {
        let head = match self.head() {
            Ok(head) => head,
            Err(raw) => return Some(*raw),
        };
        loop {
            let origin = Origin::file(&self.file).at_record(self.record + 1);
            let (line, cut) = match self.cutter.next(self.limit) {
                Ok(cut) => cut?,
                Err(error) => {
                    let origin = origin.at_line(self.cutter.line());
                    return Some(self.end(origin, Trouble::unreadable(&error)));
                }
            };
            let origin = origin.at_line(line);
            match cut {
                Cut::Row(row) if row.trim_ascii().is_empty() => {}
                Cut::Row(row) => {
                    self.record += 1;
                    return Some(Raw::new(origin, row.len() as u64, Body::Row(row, head)));
                }
                Cut::Bad(trouble) => {
                    self.record += 1;
                    return Some(Raw::failed(origin, 0, trouble));
                }
            }
        }
    }
}

/// What parts the columns that a line names.
fn comma_or_semicolon(line: &[u8]) -> u8 {
    let has = |byte| memchr::memchr(byte, line).is_some();
    if has(b';') && !has(b',') { b';' } else { b',' }
}

fn head(row: &[u8], delimiter: u8, fields: &Fields) -> Result<Head, Trouble> {
    let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row);
    let names: Vec<_> = cells(row, delimiter).take(MAX_COLUMNS + 1).collect();
    if names.len() > MAX_COLUMNS {
        let message = format!("there are more than {MAX_COLUMNS} columns; take some out first");
        return Err(Trouble::new(FailureKind::Limit, message));
    }
    let names: Vec<_> = names.iter().map(|it| String::from_utf8_lossy(it)).collect();
    let names: Vec<_> = names.iter().map(|it| it.trim()).collect();
    Ok(Head {
        delimiter,
        width: names.len(),
        places: fields.among(&names)?,
    })
}

/// The values that a row has for the fields of a document.
pub(super) fn values(row: &[u8], head: &Head) -> Result<Values, Trouble> {
    let mut values = Values::default();
    let mut found = 0;
    for (place, cell) in cells(row, head.delimiter).enumerate() {
        found += 1;
        for field in Field::ALL {
            if head.places.of(field) == Some(place) {
                values.set(field, cell.clone().into_owned());
            }
        }
    }
    if found != head.width {
        let message = format!("expected {} values, found {found}", head.width);
        return Err(Trouble::new(FailureKind::BadRecord, message));
    }
    Ok(values)
}

/// The values of a row whose quoting is right.
fn cells(row: &[u8], delimiter: u8) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let mut rest = Some(row.strip_suffix(b"\r").unwrap_or(row));
    std::iter::from_fn(move || {
        let cell = rest?;
        let quoted = cell.first() == Some(&b'"');
        let from = if quoted { closing(cell) } else { 0 };
        let end = memchr::memchr(delimiter, &cell[from..]).map(|at| from + at);
        rest = end.map(|end| &cell[end + 1..]);
        let cell = &cell[..end.unwrap_or(cell.len())];
        Some(if quoted { unquoted(cell) } else { cell.into() })
    })
}

/// Where the quotation mark stands that closes the one at the start, or the end.
fn closing(cell: &[u8]) -> usize {
    let mut at = 1;
    while let Some(mark) = memchr::memchr(b'"', &cell[at..]) {
        at += mark;
        if cell.get(at + 1) != Some(&b'"') {
            return at;
        }
        at += 2;
    }
    cell.len()
}

fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    let inner = &cell[1..closing(cell).max(1)];
    if memchr::memchr(b'"', inner).is_none() {
        return inner.into();
    }
    let mut kept = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(mark) = memchr::memchr(b'"', rest) {
        kept.extend_from_slice(&rest[..=mark]);
        rest = rest.get(mark + 2..).unwrap_or_default();
    }
    kept.extend_from_slice(rest);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Failure, Input};
    use proptest::prelude::*;

    fn read(table: &[u8], delimiter: Option<u8>, fields: &Fields) -> Vec<Result<Input, Failure>> {
        let options = Arc::new(Options {
            fields: fields.clone(),
            max_bytes: 1000,
            ..Options::default()
        });
        Rows::new("a.csv".into(), Box::new(table), delimiter, &options)
            .map(|raw| raw.under(0, &options).parse())
            .collect()
    }

    /// The texts, or what is wrong with place in front.
    fn told(table: &[u8]) -> Vec<String> {
        let say = |got: Result<Input, Failure>| match got {
            Ok(input) => input.text,
            Err(failure) => {
                let record = failure.origin.record.unwrap_or_default();
                format!("{} ({record}) {}", failure.origin, failure.message)
            }
        };
        let got = read(table, None, &Fields::default());
        got.into_iter().map(say).collect()
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let fields = Fields::default()
            .with(Field::Text, "body")
            .with(Field::Publisher, "Outlet");
        let table = b"\xef\xbb\xbfid,Outlet,body,date,more\r\n7,Port Ledger,\"He said \"\"no\"\",\nthen left.\",2026-03-02,x\r\n\r\n,,B,,\r\n";
        let got = read(table, None, &fields);
        let first = got[0].as_ref().unwrap();
        assert_eq!(first.id, "7");
        assert_eq!(first.text, "He said \"no\",\nthen left.");
        assert_eq!(first.publisher.as_deref(), Some("Port Ledger"));
        assert_eq!(first.date.as_deref(), Some("2026-03-02"));
        let second = got[1].as_ref().unwrap();
        assert_eq!(
            (second.id.as_str(), second.publisher.as_ref()),
            ("a.csv:5", None)
        );
    }

    #[test]
    fn tabs_and_semicolons_part_columns() {
        let fields = Fields::default();
        let tabs = read(b"id\ttext\na\tone, two; three\n", Some(b'\t'), &fields);
        assert_eq!(tabs[0].as_ref().unwrap().text, "one, two; three");
        assert_eq!(told(b"id;text\na;one, two"), ["one, two"]);
    }

    #[test]
    fn what_is_wrong_with_a_row_is_told_and_the_next_one_read() {
        for (table, want) in [
            (
                &b"id,text\na\nb,B,x\nc,C\n"[..],
                &[
                    "a.csv:2 (1) expected 2 values, found 1",
                    "a.csv:3 (2) expected 2 values, found 3",
                    "C",
                ][..],
            ),
            (
                b"id,text\na,caf\xe9\nb,B",
                &[
                    "a.csv:2 (1) expected UTF-8, found an invalid byte at byte 3 of the value of \"text\"",
                    "B",
                ],
            ),
            (
                b"id,text\na,\"A\"x\nb,B",
                &[
                    "a.csv:2 (1) a quotation mark that closes a value is followed by something else",
                    "B",
                ],
            ),
            (
                b"id,text\na,\"A\nb,B\nc,C",
                &["a.csv:2 (1) a quotation mark is never closed", "B", "C"],
            ),
            (
                b"id,text\na,\nb,B",
                &["a.csv:2 (1) \"text\" holds no text", "B"],
            ),
            (
                b"id,body\na,A\n",
                &[
                    "a.csv:1 (0) there is no column \"text\" for the text; --text-field names another of id, body",
                ],
            ),
            (b"", &["a.csv:1 (0) the file holds no rows"]),
        ] {
            assert_eq!(told(table), want);
        }
    }

    #[test]
    fn a_long_row_fails_alone() {
        let table = format!("id,text\na,{}\nb,B\n", "x".repeat(5000));
        let got = told(table.as_bytes());
        assert!(got[0].starts_with("a.csv:2 (1) the row is longer than 1000 bytes"));
        assert_eq!(got[1..], ["B"]);
    }

    proptest! {
        #[test]
        fn well_formed_tables_are_read_as_the_csv_crate_reads_them(
            rows in proptest::collection::vec(["[a-c,\"\n ;]{0,9}", "[a-c\",\n\r]{0,9}x"], 1..9)
        ) {
            let mut table = csv::Writer::from_writer(Vec::new());
            table.write_record(["id", "text"]).unwrap();
            for row in &rows {
                table.write_record(row).unwrap();
            }
            let table = table.into_inner().unwrap();
            let got: Vec<_> = read(&table, None, &Fields::default()).into_iter().map(|it| it.unwrap().text).collect();
            let want: Vec<_> = rows.iter().map(|[_, text]| text.clone()).collect();
            prop_assert_eq!(got, want);
        }

        #[test]
        fn no_bytes_make_it_panic_or_go_on_forever(table in proptest::collection::vec(any::<u8>(), 0..200)) {
            let table = [b"text,a\n".to_vec(), table].concat();
            prop_assert!(read(&table, None, &Fields::default()).len() <= table.len());
        }
    }
}
