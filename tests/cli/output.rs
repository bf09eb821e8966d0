//! Where results go, and what a record holds.

use std::fs;

use super::desk::Desk;

#[test]
fn a_file_appears_whole_and_nothing_beside_it() {
    let desk = Desk::with(&[("a.txt", b"One."), ("out.jsonl", b"old")]);
    let done = desk.run(&["score", "-o", "out.jsonl", "a.txt"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, ""));
    let written = fs::read_to_string(desk.path().join("out.jsonl")).unwrap();
    assert!(written.starts_with("{\"id\":\"a.txt\""));
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 2);
}

#[test]
fn an_old_file_stays_where_the_run_is_unusable() {
    let desk = Desk::with(&[("out.jsonl", b"old")]);
    let done = desk.run(&["score", "-o", "out.jsonl", "missing.txt"]);
    assert_eq!(done.status, 2);
    assert_eq!(
        fs::read_to_string(desk.path().join("out.jsonl")).unwrap(),
        "old"
    );
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1);
}

#[test]
fn an_output_that_cannot_be_made_is_unusable() {
    let desk = Desk::with(&[("a.txt", b"One.")]);
    let done = desk.run(&["score", "-o", "no/such/folder/out.jsonl", "a.txt"]);
    assert_eq!(done.status, 2);
    assert!(done.stderr.starts_with("error: no/such/folder/out.jsonl: "));
    assert_eq!(desk.run(&["score", "-o", ".", "a.txt"]).status, 2);
}

#[test]
fn a_record_has_every_field_of_the_contract() {
    let done = Desk::with(&[("a.txt", b"One.")]).run(&["score", "--show-dropped", "a.txt"]);
    let record = &done.records()[0];
    for list in ["attributions", "hedges", "claims", "dropped"] {
        assert!(record[list].is_array(), "{list}");
    }
    assert!(record["check_worthiness"].is_f64());
    assert!(record["publisher"].is_null() && record.get("publisher").is_some());
    assert!(record.get("text").is_none());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let lines = "{\"text\":\"The ministry said no.\"}\n".repeat(20_000);
    let desk = Desk::with(&[("in.jsonl", lines.as_bytes())]);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("secondhand"))
        .args(["score", "in.jsonl"])
        .current_dir(desk.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
