//! What is read: files of each kind, folders, standard input.

use super::desk::Desk;

const PAGE: &str = r#"<html><head><title>Harbour tender stopped</title>
<meta property="og:site_name" content="Port Ledger"></head><body><nav>Home</nav><article>
<p>The ministry has stopped the tender for the new harbour, an official said on Monday, and the town will have to wait for another year, perhaps longer.</p>
<p>Two bidders had complained that the terms, published in January, favoured a third, which has denied it in a statement to this newspaper.</p>
</article></body></html>"#;

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let desk = Desk::with(&[
        ("d/b.txt", b"B."),
        ("d/a/z.md", b"Z."),
        ("d/c.jsonl", b"{\"id\":\"c1\",\"text\":\"C.\"}\n"),
        ("d/.hidden.txt", b"H."),
        ("d/.git/x.txt", b"X."),
        ("d/notes.docx", b"N."),
    ]);
    let done = desk.run(&["score", "d"]);
    assert_eq!(done.ids(), ["d/a/z.md", "d/b.txt", "c1"]);
}

#[test]
fn inputs_come_in_the_order_named_and_as_often() {
    let desk = Desk::with(&[("a.txt", b"A."), ("b.txt", b"B.")]);
    let done = desk.run(&["score", "b.txt", "a.txt", "b.txt"]);
    assert_eq!(done.ids(), ["b.txt", "a.txt", "b.txt"]);
}

#[test]
fn standard_input_is_records_where_it_looks_like_them() {
    let desk = Desk::empty();
    let done = desk.run_with(
        &["score", "-"],
        b"\xef\xbb\xbf{\"id\":\"a\",\"text\":\"A.\"}\n{\"text\":\"B.\"}",
    );
    assert_eq!(done.ids(), ["a", "-:2"]);
    let done = desk.run_with(&["score", "-"], b"The minister said no.\n");
    assert_eq!(done.ids(), ["-"]);
    let done = desk.run_with(&["score", "-"], b"");
    assert_eq!((done.status, done.ids()), (1, vec!["!empty".to_owned()]));
}

#[test]
fn the_format_can_be_forced() {
    let desk = Desk::with(&[("dump", b"{\"id\":\"a\",\"text\":\"A.\"}\n")]);
    assert_eq!(desk.run(&["score", "dump"]).ids(), ["dump"]);
    assert_eq!(
        desk.run(&["score", "--input-format", "jsonl", "dump"])
            .ids(),
        ["a"]
    );
    let done = desk.run_with(&["score", "--input-format", "html", "-"], PAGE.as_bytes());
    assert_eq!(done.records()[0]["publisher"], "Port Ledger");
}

#[test]
fn a_page_carries_its_text_and_what_its_head_says() {
    let done = Desk::with(&[("a.html", PAGE.as_bytes())]).run(&["score", "a.html"]);
    let record = &done.records()[0];
    assert_eq!(record["publisher"], "Port Ledger");
    assert_eq!(record["title"], "Harbour tender stopped");
    assert!(
        record["text"]
            .as_str()
            .unwrap()
            .starts_with("The ministry has stopped")
    );
}

#[test]
fn the_publisher_is_that_of_documents_that_name_none() {
    let lines = b"{\"text\":\"A.\"}\n{\"text\":\"B.\",\"publisher\":\"Coast Daily\"}\n";
    let done = Desk::with(&[("in.jsonl", lines)]).run(&[
        "score",
        "--publisher",
        "Port Ledger",
        "in.jsonl",
    ]);
    let publishers: Vec<_> = done
        .records()
        .into_iter()
        .map(|it| it["publisher"].clone())
        .collect();
    assert_eq!(publishers, ["Port Ledger", "Coast Daily"]);
}

#[test]
fn a_byte_order_mark_counts_for_no_offset() {
    let desk = Desk::with(&[("a.txt", b"\xef\xbb\xbfOne.")]);
    let done = desk.run(&["score", "--with-text", "a.txt"]);
    assert_eq!(done.records()[0]["text"], "One.");
}
