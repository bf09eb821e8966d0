//! Parquet as it is written by others, and as it is damaged.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, Int64Array, LargeStringArray, RecordBatch, StringArray,
    StringViewArray, StructArray, TimestampMicrosecondArray,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;

use super::*;
use crate::read::Fields;
use crate::types::{Failure, Input};

fn packed(columns: Vec<(&str, ArrayRef)>, rows_per_group: usize) -> Vec<u8> {
    let columns = columns
        .into_iter()
        .map(|(name, column)| (name, column, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(rows_per_group))
        .set_compression(parquet::basic::Compression::ZSTD(Default::default()));
    let mut writer =
        ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn file_of(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn read(bytes: &[u8], fields: &Fields) -> Vec<std::result::Result<Input, Failure>> {
    let options = Arc::new(Options {
        fields: fields.clone(),
        max_bytes: 1000,
        ..Options::default()
    });
    match Columns::open("a.parquet".into(), file_of(bytes), &options) {
        Ok(columns) => columns.map(|raw| raw.under(0, &options).parse()).collect(),
        Err(trouble) => vec![Raw::failed(Origin::file("a.parquet"), 0, trouble).parse()],
    }
}

fn strings(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

#[test]
fn every_kind_of_text_column_is_read() {
    let texts = vec![Some("Eins."), None, Some("Zwei.")];
    let kinds: [ArrayRef; 4] = [
        Arc::new(StringArray::from(texts.clone())),
        Arc::new(LargeStringArray::from(texts.clone())),
        Arc::new(StringViewArray::from(texts.clone())),
        Arc::new(BinaryArray::from(vec![
            Some(&b"Eins."[..]),
            None,
            Some(b"Zwei."),
        ])),
    ];
    for column in kinds {
        let got = read(&packed(vec![("text", column)], 2), &Fields::default());
        assert_eq!(got[0].as_ref().unwrap().text, "Eins.");
        assert_eq!(got[1].as_ref().unwrap_err().kind, FailureKind::Empty);
        let third = got[2].as_ref().unwrap();
        assert_eq!(
            (third.text.as_str(), third.id.as_str()),
            ("Zwei.", "a.parquet#3")
        );
    }
}

#[test]
fn numbers_dates_and_structs_are_read() {
    let id: ArrayRef = Arc::new(Int64Array::from(vec![7, 8]));
    let day: ArrayRef = Arc::new(Date32Array::from(vec![Some(20_514), None]));
    let name = Arc::new(arrow_schema::Field::new(
        "name",
        arrow_schema::DataType::Utf8,
        true,
    ));
    let source: ArrayRef = Arc::new(StructArray::from(vec![(name, strings(&["P", "Q"]))]));
    let instant: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![
        1_772_409_600_000_000,
        i64::MAX,
    ]));
    let table = packed(
        vec![
            ("id", id),
            ("text", strings(&["A", "B"])),
            ("day", day),
            ("source", source),
            ("seen", instant),
        ],
        10,
    );
    let fields = Fields::default()
        .with(Field::Publisher, "source.name")
        .with(Field::Date, "day");
    let got = read(&table, &fields);
    let first = got[0].as_ref().unwrap();
    assert_eq!(
        (
            first.id.as_str(),
            first.publisher.as_deref(),
            first.date.as_deref()
        ),
        ("7", Some("P"), Some("2026-03-02"))
    );
    assert_eq!(got[1].as_ref().unwrap().date, None);
    let got = read(&table, &fields.with(Field::Date, "seen"));
    assert_eq!(
        got[0].as_ref().unwrap().date.as_deref(),
        Some("2026-03-02T00:00:00Z")
    );
    let failure = got[1].as_ref().unwrap_err();
    assert!(
        failure.message.contains("is no date"),
        "{}",
        failure.message
    );
}

#[test]
fn a_row_that_is_no_text_or_too_long_fails_alone() {
    let long = "x".repeat(2000);
    let column: ArrayRef = Arc::new(BinaryArray::from(vec![
        &b"caf\xe9"[..],
        long.as_bytes(),
        b"fine",
    ]));
    let got = read(&packed(vec![("text", column)], 10), &Fields::default());
    assert_eq!(got[0].as_ref().unwrap_err().kind, FailureKind::NotUtf8);
    assert_eq!(got[1].as_ref().unwrap_err().kind, FailureKind::TooLong);
    assert_eq!(got[2].as_ref().unwrap().text, "fine");
}

#[test]
fn a_missing_column_is_told() {
    let got = read(
        &packed(vec![("body", strings(&["A"]))], 10),
        &Fields::default(),
    );
    let message = &got[0].as_ref().unwrap_err().message;
    assert_eq!(
        message,
        "there is no column \"text\" for the text; --text-field names another of body"
    );
}

#[test]
fn a_damaged_row_group_costs_no_other() {
    let texts: Vec<String> = (0..30)
        .map(|n| format!("Ship {n} left the harbour."))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut bytes = packed(vec![("text", strings(&texts))], 10);
    let reader = SerializedFileReader::new(file_of(&bytes)).unwrap();
    let (start, length) = reader.metadata().row_group(1).column(0).byte_range();
    let middle = (start + length / 2) as usize;
    bytes[middle - 8..middle + 8].fill(0xff);
    let got = read(&bytes, &Fields::default());
    let failures: Vec<_> = got.iter().filter_map(|it| it.as_ref().err()).collect();
    assert_eq!(failures.len(), 1);
    assert_eq!(
        (failures[0].kind, failures[0].origin.record),
        (FailureKind::Corrupt, Some(11))
    );
    assert!(
        failures[0].message.starts_with("rows 11 to 20 are lost"),
        "{}",
        failures[0].message
    );
    assert_eq!(got.last().unwrap().as_ref().unwrap().id, "a.parquet#30");
}

#[test]
fn a_file_cut_short_fails_once() {
    let bytes = packed(vec![("text", strings(&["A", "B"]))], 10);
    for length in [0, 3, 4, 12, bytes.len() / 2, bytes.len() - 1] {
        let got = read(&bytes[..length], &Fields::default());
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].as_ref().unwrap_err().kind, FailureKind::Corrupt);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_damage_makes_it_panic(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = packed(vec![("text", strings(&["One ship.", "Two ships.", "Three."])), ("id", strings(&["a", "b", "c"]))], 2);
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(read(&bytes, &Fields::default()).len() <= 1000);
    }
}
