//! The pages for people: `explain` and `triage`.

use super::desk::Desk;

const ARTICLE: &[u8] =
    b"Reuters reported that sources familiar with the talks said the port would be sold.\n";

#[test]
fn a_page_that_is_piped_is_plain() {
    let desk = Desk::with(&[("a.txt", ARTICLE)]);
    let done = desk.run(&["explain", "--publisher", "Port Ledger", "a.txt"]);
    assert_eq!(done.status, 0);
    assert!(
        done.stdout.starts_with("a.txt\nPort Ledger\na.txt: "),
        "{}",
        done.stdout
    );
    assert!(!done.stdout.contains('\u{1b}') && done.stdout.is_ascii());
}

#[test]
fn colour_comes_where_it_is_asked_for() {
    let desk = Desk::with(&[("a.txt", ARTICLE)]);
    let run = |when| desk.run(&["explain", "--color", when, "a.txt"]).stdout;
    assert!(run("always").contains('\u{1b}'));
    assert!(!run("never").contains('\u{1b}'));
}

#[test]
fn a_document_that_fails_is_told_and_the_next_one_shown() {
    let desk = Desk::with(&[("a.txt", b""), ("b.txt", ARTICLE)]);
    let done = desk.run(&["explain", "a.txt", "b.txt"]);
    assert_eq!(done.status, 1);
    assert_eq!(done.stderr, "error: a.txt: the file holds no text\n");
    assert!(done.stdout.starts_with("b.txt\n"));
}

#[test]
fn triage_writes_each_form() {
    let desk = Desk::with(&[("a.txt", ARTICLE)]);
    for (form, head) in [
        ("text", ""),
        ("jsonl", ""),
        ("csv", "rank,check_worthiness,"),
    ] {
        let done = desk.run(&["triage", "--format", form, "--top", "5", "a.txt"]);
        assert_eq!(done.status, 0);
        assert!(done.stdout.starts_with(head), "{}", done.stdout);
    }
}
