//! Exit status: 0 all scored, 1 some failed, 2 unusable.

use super::desk::Desk;

#[test]
fn all_scored_is_zero_and_silent() {
    let done = Desk::with(&[("a.txt", b"One. Two.")]).run(&["score", "a.txt"]);
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
}

#[test]
fn some_failed_is_one_and_the_others_are_scored() {
    let desk = Desk::with(&[("a.txt", b"One."), ("b.txt", b""), ("c.txt", b"Two.")]);
    let done = desk.run(&["score", "a.txt", "b.txt", "missing.txt", "c.txt"]);
    assert_eq!(done.status, 1);
    assert_eq!(done.ids(), ["a.txt", "!empty", "!unreadable", "c.txt"]);
}

#[test]
fn no_input_that_exists_is_two() {
    let done = Desk::empty().run(&["score", "missing.txt", "gone.jsonl"]);
    assert_eq!((done.status, done.stdout.as_str()), (2, ""));
    assert!(done.stderr.contains("error: missing.txt: "));
    assert!(done.stderr.ends_with("error: no document to read\n"));
}

#[test]
fn a_folder_without_documents_is_two() {
    let done = Desk::with(&[("d/photo.jpg", b"x")]).run(&["score", "d"]);
    assert_eq!(done.status, 2);
    assert!(done.stderr.contains("no document to read: of .txt"));
}

#[test]
fn unusable_arguments_are_two() {
    let desk = Desk::with(&[("a.txt", b"One.")]);
    for args in [
        &["score"][..],
        &["score", "--frob", "a.txt"],
        &["score", "--format", "xml", "a.txt"],
        &["score", "--max-bytes", "0", "a.txt"],
        &["score", "--threads", "many", "a.txt"],
        &["score", "--rules", "missing.toml", "a.txt"],
        &["triage", "--top", "-1", "a.txt"],
        &[],
    ] {
        let done = desk.run(args);
        assert_eq!((done.status, done.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!done.stderr.is_empty(), "{args:?}");
    }
}
