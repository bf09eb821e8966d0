//! Archives as crawlers write them, and as they break.

use super::*;
use crate::read::Options;
use crate::types::{Failure, Input};
use proptest::prelude::*;

const HTML: &str = "<html><head><title>Tender</title></head><body><article><p>The ministry has stopped the tender for the new harbour, an official said on Monday, and the town will have to wait for another year, perhaps longer.</p></article></body></html>";

fn record(kind: &str, content: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.Ledger.example:443/a\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn served(head: &str, body: &[u8]) -> Vec<u8> {
    let answer = [head.as_bytes(), b"\r\n\r\n", body].concat();
    record("response", "application/http; msgtype=response", &answer)
}

fn wet(text: &str) -> Vec<u8> {
    record("conversion", "text/plain", text.as_bytes())
}

fn read(archive: &[u8]) -> (Vec<Result<Input, Failure>>, u64) {
    let options = Arc::new(Options {
        max_bytes: 4000,
        ..Options::default()
    });
    let passed = Arc::default();
    let records = Records::new(
        "a.warc".into(),
        Box::new(archive),
        4000,
        Arc::clone(&passed),
    );
    let got = records.map(|raw| raw.under(0, &options).parse()).collect();
    (got, passed.load(Ordering::Relaxed))
}

#[test]
fn pages_and_texts_are_documents_and_the_rest_is_counted() {
    let archive = [
        record("warcinfo", "application/warc-fields", b"software: x"),
        record("request", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        served(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
            HTML.as_bytes(),
        ),
        served(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
            HTML.as_bytes(),
        ),
        served("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        wet("Three ships left."),
    ];
    let (got, passed) = read(&archive.concat());
    let page = got[0].as_ref().unwrap();
    assert!(page.text.starts_with("The ministry has stopped"));
    assert_eq!(page.id, "a.warc#3");
    assert_eq!(
        page.url.as_deref(),
        Some("https://www.Ledger.example:443/a")
    );
    assert_eq!(page.publisher.as_deref(), Some("ledger.example"));
    let text = got[1].as_ref().unwrap();
    assert_eq!(
        (text.text.as_str(), text.id.as_str()),
        ("Three ships left.", "a.warc#6")
    );
    assert_eq!((got.len(), passed), (2, 4));
}

#[test]
fn what_transport_did_to_a_page_is_undone() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(HTML.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let size = format!("{:x}\r\n", packed.len());
    let chunked = [size.as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    for body in [&chunked[..], &packed, HTML.as_bytes()] {
        let (got, _) = read(&served(head, body));
        assert!(got[0].as_ref().unwrap().text.contains("an official said"));
    }
    let (got, _) = read(&served(head, &packed[..packed.len() / 2]));
    assert_eq!(got[0].as_ref().unwrap_err().kind, FailureKind::Corrupt);
}

#[test]
fn what_is_wrong_with_a_record_is_told_and_the_next_one_read() {
    let head = b"WARC/1.0\r\nWARC-Type: conversion\r\n";
    for (bad, want) in [
        (
            b"no record\r\nat all\r\n".to_vec(),
            "no record begins where one should",
        ),
        (
            [head, &b"\r\n"[..]].concat(),
            "the record tells no \"Content-Length\"",
        ),
        (
            [head, &b"X: "[..], &[b'x'; 70_000], b"\r\n\r\n"].concat(),
            "no record begins where one should",
        ),
        (
            wet(&"x".repeat(5000)),
            "the record is longer than 4000 bytes; --max-bytes raises the limit",
        ),
        (wet(" "), "the record holds no text"),
    ] {
        let (got, _) = read(&[wet("One."), bad, wet("Two.")].concat());
        let failure = got[1].as_ref().unwrap_err();
        assert_eq!(
            (failure.message.as_str(), failure.origin.record),
            (want, Some(2))
        );
        assert_eq!(
            (got.len(), got[2].as_ref().unwrap().text.as_str()),
            (3, "Two.")
        );
    }
}

#[test]
fn a_record_cut_short_fails() {
    let archive = wet("Three ships left the harbour.");
    let (got, _) = read(&archive[..archive.len() - 14]);
    let failure = got[0].as_ref().unwrap_err();
    assert_eq!(
        (failure.kind, failure.message.as_str()),
        (FailureKind::Corrupt, "the record ends 10 bytes too soon")
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_or_go_on_forever(
        parts in proptest::collection::vec(prop_oneof![
            Just(b"WARC/1.0\r\n".to_vec()), Just(b"WARC-Type: response\r\n".to_vec()),
            Just(b"Content-Length: 9\r\n".to_vec()), Just(b"Content-Length: 99999999999999999999\r\n".to_vec()),
            Just(b"\r\n".to_vec()), Just(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n".to_vec()),
            proptest::collection::vec(any::<u8>(), 0..20),
        ], 0..30)
    ) {
        let archive = parts.concat();
        prop_assert!(read(&archive).0.len() <= archive.len() + 1);
    }
}
