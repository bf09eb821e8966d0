//! The forms of results: what each holds, and how it is chosen.

use std::fs;
use std::io::Read;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;

use super::desk::Desk;

const LINES: &[u8] = b"{\"id\":\"a\",\"publisher\":\"=Ledger\",\"text\":\"The ministry said the bridge is safe. It may close, Reuters reported.\"}\n\
{\"text\":\n\
{\"id\":\"none\",\"text\":\"Why?\"}\n";

fn scored(output: &[&str]) -> Desk {
    let desk = Desk::with(&[("in.jsonl", LINES)]);
    let done = desk.run(&[&["score", "--show-dropped", "in.jsonl"], output].concat());
    assert_eq!(done.status, 1, "{}", done.stderr);
    desk
}

fn records(desk: &Desk) -> Vec<Value> {
    desk.run(&["score", "--show-dropped", "in.jsonl"]).records()
}

/// The table's rows, by heading.
fn rows(table: &[u8]) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table);
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_table_has_a_row_a_claim_and_loses_no_document() {
    let desk = scored(&["-o", "out.csv"]);
    let rows = rows(&fs::read(desk.path().join("out.csv")).unwrap());
    let claims: Vec<_> = records(&desk)
        .into_iter()
        .flat_map(|record| record["claims"].as_array().cloned().unwrap_or_default())
        .collect();
    let of_claims: Vec<_> = rows
        .iter()
        .filter(|row| !row["claim.id"].is_empty())
        .collect();
    assert!(claims.len() > 1 && of_claims.len() == claims.len());
    for (row, claim) in of_claims.iter().zip(&claims) {
        assert_eq!(row["claim.id"], claim["id"].as_str().unwrap());
        assert_eq!(row["claim.text"], claim["text"].as_str().unwrap());
        let value = row["claim.sourcing.value"].parse::<f64>().unwrap();
        assert_eq!(value, claim["sourcing"]["value"].as_f64().unwrap());
    }
    assert!(
        rows.iter()
            .any(|row| row["error.kind"] == "bad_record" && row["error.line"] == "2")
    );
    assert!(rows.iter().any(|row| row["id"] == "none"));
}

#[test]
fn a_cell_cannot_start_a_formula() {
    let desk = scored(&["-o", "out.csv"]);
    let rows = rows(&fs::read(desk.path().join("out.csv")).unwrap());
    assert_eq!(rows[0]["publisher"], "'=Ledger");
    assert!(
        rows.iter()
            .flat_map(|row| row.values())
            .all(|cell| !cell.starts_with('='))
    );
}

/// A row of Parquet as the record of JSON: structs of two ends as lists.
fn plain(row: &Row) -> Value {
    let fields: Vec<_> = row.get_column_iter().collect();
    let ends = |names: [&str; 2]| fields.iter().map(|(name, _)| name.as_str()).eq(names);
    if ends(["start", "end"]) || ends(["low", "high"]) {
        return fields.iter().map(|(_, field)| value(field)).collect();
    }
    let fields = fields.into_iter();
    fields
        .map(|(name, field)| (name.clone(), value(field)))
        .collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(it) => (*it).into(),
        Field::UByte(it) => (*it).into(),
        Field::UInt(it) => (*it).into(),
        Field::ULong(it) => (*it).into(),
        Field::Double(it) => (*it).into(),
        Field::Str(it) => it.as_str().into(),
        Field::Group(it) => plain(it),
        Field::ListInternal(it) => it.elements().iter().map(value).collect(),
        other => unreachable!("{other:?}"),
    }
}

/// Leaves out what the other form writes as null or leaves out.
fn pruned(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let there = fields.iter().map(|(key, it)| (key.clone(), pruned(it)));
            there
                .filter(|(key, it)| !it.is_null() && (key != "via" || *it != Value::Bool(false)))
                .collect()
        }
        Value::Array(items) => items.iter().map(pruned).collect(),
        other => other.clone(),
    }
}

#[test]
fn parquet_holds_what_json_holds() {
    let desk = scored(&["-o", "out.parquet", "--block", "1"]);
    let file = fs::File::open(desk.path().join("out.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 3);
    let rows = reader.get_row_iter(None).unwrap();
    let rows: Vec<_> = rows.map(|row| pruned(&plain(&row.unwrap()))).collect();
    let mut records: Vec<_> = records(&desk).iter().map(pruned).collect();
    // A document that failed has no list at all in JSON, and empty ones in Parquet.
    for list in ["attributions", "hedges", "claims"] {
        records[1][list] = Value::Array(Vec::new());
    }
    assert_eq!(rows, records);
}

#[test]
fn the_schema_in_the_manual_is_that_of_the_code() {
    let shown = Desk::empty().run(&["score", "--print-schema"]).stdout;
    let manual = include_str!("../../docs/outputs.md");
    assert!(
        manual.contains(&format!("```text\n{shown}```")),
        "docs/outputs.md lacks:\n{shown}"
    );
}

#[test]
fn packed_files_hold_the_same_in_several_members() {
    let plain = scored(&["-o", "out.jsonl"]);
    let plain = fs::read(plain.path().join("out.jsonl")).unwrap();
    let desk = scored(&["-o", "out.jsonl.gz", "--block", "1"]);
    let mut gzip = Vec::new();
    let file = fs::File::open(desk.path().join("out.jsonl.gz")).unwrap();
    flate2::read::MultiGzDecoder::new(file)
        .read_to_end(&mut gzip)
        .unwrap();
    let desk = scored(&["-o", "out.jsonl.zst", "--block", "1"]);
    let file = fs::File::open(desk.path().join("out.jsonl.zst")).unwrap();
    let zstd = zstd::decode_all(file).unwrap();
    assert!(gzip == plain && zstd == plain);
}

#[test]
fn the_format_asked_for_comes_before_the_name() {
    let desk = scored(&["-o", "out.jsonl", "--format", "csv"]);
    let table = fs::read_to_string(desk.path().join("out.jsonl")).unwrap();
    assert!(table.starts_with("id,publisher,"));
}

#[test]
fn what_cannot_be_written_is_said() {
    let desk = Desk::with(&[("a.txt", b"One.")]);
    for (args, told) in [
        (&["--format", "parquet"][..], "Parquet needs a file"),
        (&["-o", "x.parquet.gz"], "Parquet is packed inside"),
        (&["--resume"], "--resume needs --output"),
        (&["--resume", "-o", "x.csv", "-"], "cannot be read again"),
    ] {
        let done = desk.run(&[&["score", "a.txt"], args].concat());
        assert_eq!(done.status, 2);
        assert!(done.stderr.contains(told), "{}", done.stderr);
    }
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1);
}
