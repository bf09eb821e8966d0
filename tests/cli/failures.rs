//! What cannot be scored: an error record, a line on standard error, and the rest goes on.

use super::desk::{Desk, Done};

/// The one error record of a run, and the line on standard error.
fn failure(done: &Done) -> (serde_json::Value, &str) {
    assert_eq!(done.status, 1);
    let errors: Vec<_> = done
        .records()
        .into_iter()
        .filter(|it| !it["error"].is_null())
        .collect();
    assert_eq!(errors.len(), 1);
    (errors[0].clone(), done.stderr.trim_end())
}

#[test]
fn invalid_utf8_names_the_byte() {
    let desk = Desk::with(&[("a.txt", b"caf\xe9"), ("b.txt", b"fine")]);
    let done = desk.run(&["score", "a.txt", "b.txt"]);
    let (record, line) = failure(&done);
    assert_eq!(record["error"]["kind"], "not_utf8");
    assert_eq!(
        line,
        "error: a.txt: expected UTF-8, found an invalid byte at byte 3 of the file"
    );
}

#[test]
fn utf16_is_told_for_what_it_is() {
    let desk = Desk::with(&[("a.txt", b"\xff\xfeH\0i\0"), ("b.txt", b"fine")]);
    let done = desk.run(&["score", "a.txt", "b.txt"]);
    assert!(failure(&done).1.contains("found UTF-16"));
}

#[test]
fn binary_is_no_text() {
    let desk = Desk::with(&[("a.bin", b"\x7fELF\0\0"), ("b.txt", b"fine")]);
    let done = desk.run(&["score", "a.bin", "b.txt"]);
    assert_eq!(failure(&done).0["error"]["kind"], "binary");
}

#[test]
fn empty_and_blank_files_fail() {
    let desk = Desk::with(&[
        ("a.txt", b""),
        ("b.md", b" \n\n"),
        ("c.txt", b"\xef\xbb\xbf"),
    ]);
    let done = desk.run(&["score", "."]);
    assert_eq!(done.status, 1);
    assert_eq!(done.ids(), ["!empty", "!empty", "!empty"]);
}

#[test]
fn a_page_without_text_fails() {
    let desk = Desk::with(&[
        ("a.html", b"<html><body></body></html>"),
        ("b.txt", b"fine"),
    ]);
    let done = desk.run(&["score", "a.html", "b.txt"]);
    assert_eq!(failure(&done).0["error"]["kind"], "no_main_text");
}

#[test]
fn a_broken_line_is_named_and_the_next_one_read() {
    let lines = b"{\"id\":\"a\",\"text\":\"A.\"}\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"C.\"}\n";
    let done = Desk::with(&[("in.jsonl", lines)]).run(&["score", "in.jsonl"]);
    assert_eq!(done.ids(), ["a", "!bad_record", "c"]);
    let (record, line) = failure(&done);
    assert_eq!(record["error"]["file"], "in.jsonl");
    assert_eq!(record["error"]["line"], 2);
    assert!(
        line.starts_with("error: in.jsonl:2: expected JSON: "),
        "{line}"
    );
}

#[test]
fn a_record_of_another_shape_keeps_its_id() {
    let lines = b"{\"id\":\"a\",\"text\":7}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"C.\",\"title\":2026}\n";
    let done = Desk::with(&[("in.jsonl", lines)]).run(&["score", "in.jsonl"]);
    let records = done.records();
    let ids: Vec<_> = records
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        records[2]["error"]["message"],
        "\"title\": expected a string, found a number"
    );
}

#[test]
fn a_line_with_an_invalid_byte_fails_alone() {
    let lines = b"{\"text\":\"caf\xe9\"}\n{\"text\":\"B.\"}\n";
    let done = Desk::with(&[("in.jsonl", lines)]).run(&["score", "in.jsonl"]);
    assert_eq!(done.ids(), ["!not_utf8", "in.jsonl:2"]);
}

#[test]
fn a_line_beyond_the_limit_fails_alone() {
    let long = format!(
        "{{\"text\":\"{}\"}}\n{{\"text\":\"B.\"}}\n",
        "a ".repeat(5000)
    );
    let desk = Desk::with(&[("in.jsonl", long.as_bytes()), ("a.txt", &[b'a'; 2000])]);
    let done = desk.run(&["score", "--max-bytes", "1K", "in.jsonl", "a.txt"]);
    assert_eq!(done.ids(), ["!too_long", "in.jsonl:2", "!too_long"]);
    assert!(
        done.stderr
            .contains("in.jsonl:1: the line is longer than 1024 bytes")
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_fails() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let path = desk.path().join("a.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    let readable = std::fs::read(&path).is_ok(); // the superuser reads everything
    let done = desk.run(&["score", "a.txt", "b.txt"]);
    assert_eq!(done.status, i32::from(!readable));
    assert_eq!(done.records().len(), 2);
}
