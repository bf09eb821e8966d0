//! Our own passages are annotated as `tests/passages/README.md` says, and the engine keeps its floors on them.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use secondhand::engine::Engine;
use secondhand::eval::{self, Options};
use secondhand::rules::Pack;
use serde_json::Value;

/// What the figures on all passages may not fall below. Raise a floor when the rules have passed it.
const FLOORS: [(&str, f64); 4] = [
    ("chains_right", 0.57),
    ("links_f1", 0.80),
    ("names", 0.64),
    ("hedges_f1", 0.79),
];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passages");
    let entries = folder.read_dir().unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "toml"));
    files.sort();
    files
}

/// The documents of a file, phrases as offsets.
fn documents(file: &Path) -> Vec<Value> {
    let lines = eval::lines_of(file).unwrap();
    let value = |line: &String| serde_json::from_str(line).unwrap();
    lines.iter().map(value).collect()
}

/// The words that a value of the gold stands for.
fn words<'a>(document: &'a Value, value: &Value) -> &'a str {
    let text = document["text"].as_str().unwrap();
    let end = |at: usize| usize::try_from(value[at].as_u64().unwrap()).unwrap();
    &text[end(0)..end(1)]
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What is wrong with a claim.
fn faults(document: &Value, claim: &Value) -> Vec<String> {
    let content = words(document, &claim["content"]);
    let mut faults = Vec::new();
    let mut wrong = |bad: bool, what: String| faults.extend(bad.then_some(what));
    let edges = ['"', '“', '”', '‘', ' ', '.', ','];
    let trimmed = content.trim_matches(edges) != content;
    wrong(trimmed, format!("content has marks at its ends: {content}"));
    wrong(
        content.starts_with("that "),
        format!("content begins with \"that\": {content}"),
    );
    let crosses = content.contains(". ") || content.contains(".” ");
    wrong(
        crosses,
        format!("content crosses the end of a sentence: {content}"),
    );
    let bare = list(&claim["chain"]).is_empty() && list(&claim["hedges"]).is_empty();
    wrong(
        bare && claim["carried"].is_null(),
        format!("a plain statement of the writer is no claim: {content}"),
    );
    for link in list(&claim["chain"]) {
        let named = link["identity"] == "named";
        wrong(
            named == link["name"].is_null(),
            format!("named and only named sources have a name: {link}"),
        );
        let nobody = link["identity"] == "unattributed";
        wrong(
            !nobody && link["source"].is_null(),
            format!("only nobody has no words: {link}"),
        );
        wrong(
            nobody != (link["type"] == "unknown"),
            format!("nobody is of type unknown: {link}"),
        );
        let text = document["text"].as_str().unwrap().to_lowercase();
        let name = link["name"].as_str().unwrap_or_default().to_lowercase();
        let strange = name.split([' ', '’']).find(|word| !text.contains(word));
        wrong(
            strange.is_some(),
            format!("a name is not in the text: {link}"),
        );
    }
    faults
}

#[test]
fn there_are_ten_of_each_of_six_kinds_with_ids_of_their_own() {
    let files = files();
    assert_eq!(files.len(), 6);
    let mut ids = HashSet::new();
    for file in files {
        let documents = documents(&file);
        assert_eq!(documents.len(), 10, "{}", file.display());
        for document in documents {
            let id = document["id"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{id} twice");
            assert!(document["publisher"].is_string(), "{id} has no publisher");
        }
    }
}

/// Reading resolves every phrase to one place, and fails with its path where it cannot.
#[test]
fn the_annotation_keeps_its_rules() {
    for file in files() {
        eval::read(&file, &[]).unwrap();
        for document in documents(&file) {
            let claims = list(&document["claims"]);
            let found: Vec<String> = claims.iter().flat_map(|it| faults(&document, it)).collect();
            assert!(found.is_empty(), "{}: {}", document["id"], found.join("\n"));
            let links = claims.iter().flat_map(|claim| list(&claim["chain"]));
            let sources = links.filter(|link| link["source"].is_array());
            let sources: HashSet<&str> =
                sources.map(|it| words(&document, &it["source"])).collect();
            for phrase in list(&document["non_sources"]) {
                let phrase = phrase.as_str().unwrap();
                assert!(
                    !sources.contains(phrase),
                    "{}: {phrase} is a source",
                    document["id"]
                );
            }
        }
    }
}

#[test]
fn the_engine_keeps_its_floors() {
    let golds: Vec<_> = files()
        .iter()
        .map(|file| eval::read(file, &[]).unwrap())
        .collect();
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    let measured = eval::measure(&golds, &engine, Options::default(), 0).unwrap();
    for (key, floor) in FLOORS {
        let figure = measured.all.figures.iter().find(|figure| figure.key == key);
        let value = figure.unwrap().value.number().unwrap();
        println!("{key} {value} (floor {floor})");
        assert!(value >= floor, "{key} is {value}, its floor {floor}");
    }
}
