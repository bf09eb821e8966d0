//! The schema knows the files that the loader knows.
#![allow(clippy::unwrap_used)] // helpers of tests; clippy allows it in the tests themselves only

use std::fs;
use std::path::Path;

use secondhand::rules::{Kind, Pack, schema};
use serde_json::{Value, json};

/// What the schema says is wrong with a file of rules.
fn errors(text: &str) -> Vec<String> {
    let file: toml::Table = toml::from_str(text).unwrap();
    let instance = serde_json::to_value(file).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let errors = validator.iter_errors(&instance);
    errors
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn every_file_that_ships_is_valid() {
    for file in Pack::builtin().unwrap().files {
        assert_eq!(
            errors(&file.text),
            Vec::<String>::new(),
            "{}",
            file.path.display()
        );
    }
}

#[test]
fn the_examples_of_the_manual_are_valid() {
    let pack = fs::read_to_string("docs/rules-example.toml").unwrap();
    assert_eq!(errors(&pack), Vec::<String>::new());
}

#[test]
fn what_the_loader_refuses_by_shape_the_schema_refuses() {
    for case in ["unknown_names", "wrong_types", "brackets", "scoring"] {
        let text =
            fs::read_to_string(Path::new("tests/rules").join(case).with_extension("toml")).unwrap();
        assert!(!errors(&text).is_empty(), "{case}");
    }
}

#[test]
fn every_kind_is_in_the_schema() {
    let schema = schema();
    for kind in Kind::ALL {
        assert!(schema["properties"][kind.name()].is_object(), "{kind}");
    }
    assert_eq!(schema["additionalProperties"], Value::Bool(false));
}

#[test]
fn a_part_of_scoring_is_valid_but_a_part_of_a_rule_is_not() {
    assert!(errors("[scoring.opinion]\nbase_rate = 0.3").is_empty());
    assert_eq!(errors("[[hedge]]\nid = \"x\"").len(), 1);
    assert_ne!(schema()["properties"]["scoring"], json!({}));
}
