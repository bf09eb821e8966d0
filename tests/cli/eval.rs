//! `eval`: figures, misses, and what it says of gold that cannot be used.

use std::io::Write;

use super::desk::Desk;

/// Three claims: the first right, the second with a source that the gold calls anonymous, the third not found.
const GOLD: &str = r#"{"id": "a", "kind": "news", "publisher": "Port Ledger", "text": "Reuters reported that the ministry would probably close the port. The owner said the port was safe. The weather was fine.", "claims": [{"content": "the ministry would probably close the port", "chain": [{"source": "Reuters", "name": "Reuters", "identity": "named", "type": "outlet", "cue": "reported"}], "hedges": [{"cue": "probably", "category": "probability"}]}, {"content": "the port was safe", "chain": [{"source": "The owner", "identity": "anonymous", "type": "person", "cue": "said"}], "hedges": []}, {"content": "weather", "chain": [{"source": "The owner", "identity": "role", "type": "person"}], "hedges": []}], "non_sources": ["the ministry"]}
"#;

fn desk(gold: &str) -> Desk {
    Desk::with(&[("gold.jsonl", gold.as_bytes())])
}

/// What is said of gold that cannot be used.
fn refused(gold: &str) -> String {
    let done = desk(gold).run(&["eval", "gold.jsonl"]);
    assert_eq!((done.status, done.stdout.as_str()), (2, ""));
    done.stderr
}

#[test]
fn figures_and_misses_in_a_table() {
    let done = desk(GOLD).run(&["eval", "gold.jsonl", "--errors", "5"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    insta::assert_snapshot!(done.stdout);
}

#[test]
fn figures_and_misses_in_markdown() {
    let done = desk(GOLD).run(&[
        "eval",
        "gold.jsonl",
        "--format",
        "markdown",
        "--errors",
        "1",
    ]);
    insta::assert_snapshot!(done.stdout);
}

#[test]
fn json_has_every_figure() {
    let done = desk(GOLD).run(&["eval", "gold.jsonl", "--format", "json"]);
    insta::assert_snapshot!(done.stdout);
}

#[test]
fn misses_can_be_asked_for_by_kind() {
    let args = [
        "eval",
        "gold.jsonl",
        "--errors",
        "9",
        "--error-kind",
        "missed",
        "--format",
        "json",
    ];
    let page: serde_json::Value = serde_json::from_str(&desk(GOLD).run(&args).stdout).unwrap();
    let misses = page["misses"].as_array().unwrap();
    assert_eq!(misses.len(), 1);
    assert_eq!(
        (misses[0]["line"].as_u64(), misses[0]["text"].as_str()),
        (Some(1), Some("weather"))
    );
}

#[test]
fn texts_come_from_a_second_file_packed_or_not() {
    let gold = r#"{"id": "s1", "uncertain": true, "cues": [[7, 10]]}
{"id": "s2", "uncertain": true, "cues": null}
"#;
    let texts = "{\"id\": \"s2\", \"text\": \"It is so.\"}\n{\"id\": \"s1\", \"text\": \"They may come.\"}\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(texts.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let files: [(&str, &[u8]); 3] = [
        ("gold.jsonl", gold.as_bytes()),
        ("texts.jsonl", texts.as_bytes()),
        ("texts.jsonl.gz", &packed),
    ];
    let desk = Desk::with(&files);
    let args = [
        vec!["eval", "gold.jsonl", "texts.jsonl"],
        vec!["eval", "gold.jsonl", "--input", "texts.jsonl.gz"],
    ];
    for args in args {
        let done = desk.run(&args);
        assert_eq!(done.status, 0, "{}", done.stderr);
        let last = done.stdout.lines().last().unwrap();
        let cells: Vec<&str> = last.split_whitespace().collect();
        assert_eq!(cells, ["gold", "2", "1.000", "0.500", "0.667", "1.000"]);
    }
}

#[test]
fn what_is_wrong_with_gold_is_told_with_its_place() {
    let bad_identity = GOLD.replace("anonymous", "anonimous");
    let absent = GOLD.replace(
        "\"content\": \"the port was safe\"",
        "\"content\": \"the port is safe\"",
    );
    let told = [
        refused(&bad_identity),
        refused(&absent),
        refused("{\"id\": \"s\", \"uncertain\": \"yes\", \"text\": \"a\"}\n"),
        refused("\n{\"id\": \"s\", \"uncertain\": true}\n"),
        refused(
            "{\"id\": \"s\", \"text\": \"a\", \"label\": 1}\n{\"id\": \"t\", \"text\": \"a\"}\n",
        ),
        refused("{\"id\": \"s\", \"claims\": \n"),
        refused(
            "{\"id\": \"s\", \"text\": \"é\", \"attributions\": [{\"source\": [[0, 1]], \"cue\": [], \"content\": []}]}\n",
        ),
    ];
    insta::assert_snapshot!(told.concat());
}

#[test]
fn a_suite_prints_targets_and_names_what_is_absent() {
    let suite = "[[set]]\nname = \"ours\"\ngold = \"gold.jsonl\"\ntargets = { found = 2, chains_right = 0.9 }\n\
                 [[set]]\nname = \"theirs\"\ngold = \"nowhere.jsonl\"\n";
    let files: [(&str, &[u8]); 2] = [
        ("gold.jsonl", GOLD.as_bytes()),
        ("suite.toml", suite.as_bytes()),
    ];
    let done = Desk::with(&files).run(&["eval", "--suite", "suite.toml"]);
    assert_eq!(done.status, 1, "{}", done.stderr);
    insta::assert_snapshot!(done.stdout);
}
