//! `secondhand recall`: what rests on a source, and groups of claims that are kept for it.

use std::fs;

use super::desk::Desk;

const DOCUMENTS: &str = r#"{"id": "a", "publisher": "Port Ledger", "date": "2024-10-27", "text": "Mayor Elena Brandt said the Norvik harbour was sold to a Danish bank in March."}
{"id": "b", "publisher": "Hill Gazette", "date": "2024-10-28", "text": "The Norvik harbour was sold to a Danish bank in March, the Port Ledger reported, citing Mayor Elena Brandt."}
{"id": "c", "publisher": "Tarn Post", "date": "2024-10-29", "text": "The Norvik harbour was sold to a Danish bank in March, the union's chairman Olav Lie said."}
{"id": "d", "publisher": "Tarn Post", "date": "2024-10-29", "text": "The old mill of Halden burnt down on Friday, the fire brigade said."}
"#;

#[test]
fn every_claim_that_rests_on_a_source_is_told_and_whether_it_stands_without() {
    let desk = Desk::with_corpus(DOCUMENTS);
    let done = desk.run(&[
        "recall",
        "all",
        "--source",
        "Elena Brandt",
        "--format",
        "jsonl",
    ]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let told: Vec<(String, u64)> = done
        .records()
        .iter()
        .map(|it| {
            let document = it["document"].as_str().unwrap().to_owned();
            (document, it["other_roots"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(told, [("b".to_owned(), 1), ("a".to_owned(), 1)]);
}

#[test]
fn groups_that_are_kept_change_nothing_and_are_found_anew_where_they_do_not_fit() {
    let desk = Desk::with_corpus(DOCUMENTS);
    let recall = || {
        let done = desk.run(&["recall", "all", "--source", "Elena Brandt"]);
        assert_eq!(done.status, 0, "{}", done.stderr);
        done.stdout
    };
    let kept = recall();
    let file = desk.path().join("all/groups.json.zst");
    fs::write(&file, b"no groups").unwrap();
    assert_eq!(recall(), kept, "damaged");
    fs::remove_file(&file).unwrap();
    assert_eq!(recall(), kept, "absent");

    let other = DOCUMENTS.lines().last().unwrap();
    let more = Desk::with_corpus(other);
    fs::copy(more.path().join("all/groups.json.zst"), &file).unwrap();
    assert_eq!(recall(), kept, "of other notes");
}
