//! `explain --why`: who read each attribution so, and on what grounds.

use super::desk::Desk;
use super::tiny;

const TEXT: &[u8] = b"Mara Holt said that the bridge would close.\n\n\
    The clerk burbled that the road was open.\n\n\
    The council wants to sell the ferry.\n";

fn desk() -> Desk {
    let tagger = tiny::tagger(&["said", "burbled"], 2.0).store();
    Desk::with(&[("text.txt", TEXT), ("model/tagger.bin", &tagger)])
}

#[test]
fn rules_alone_are_told_of_without_the_tagger() {
    let done = desk().run(&["explain", "--why", "--model", "none", "text.txt"]);
    insta::assert_snapshot!(done.stdout);
}

#[test]
fn the_strongest_grounds_of_the_tagger_are_told() {
    let done = desk().run(&["explain", "--why", "--model", "model", "text.txt"]);
    insta::assert_snapshot!(done.stdout);
}

#[test]
fn records_say_who_found_an_attribution() {
    let done = desk().run(&["score", "--model", "model", "text.txt"]);
    let records = done.records();
    let attributions = records[0]["attributions"].as_array().unwrap();
    assert_eq!(attributions[0]["by"], "both");
    assert!(attributions[0]["certainty"].as_f64().unwrap() > 0.9);
    assert_eq!(attributions[1]["by"], "tagger");
    let done = desk().run(&["score", "--model", "none", "text.txt"]);
    let records = done.records();
    let attributions = records[0]["attributions"].as_array().unwrap();
    assert_eq!(attributions[0]["by"], "rule");
    assert!(attributions[0]["certainty"].is_null());
}
