//! What the manual says holds: its examples load, its tables are complete.
#![allow(clippy::unwrap_used)] // helpers of tests; clippy allows it in the tests themselves only

use std::fs;
use std::path::PathBuf;

use secondhand::rules::render::render;
use secondhand::rules::{Code, Kind, SourceFile, load_texts, schema};

fn manual() -> String {
    fs::read_to_string("docs/rules.md").unwrap()
}

/// The TOML examples of the manual, each as a pack that extends.
fn examples() -> Vec<String> {
    let manual = manual();
    let blocks = manual
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let head = "[pack]\nname = \"manual\"\nextends = \"default\"\n";
    let pack = |block: &str| match block.starts_with("[pack]") {
        true => block.to_owned(),
        false => format!("{head}{block}"),
    };
    blocks.map(pack).collect()
}

#[test]
fn every_example_loads() {
    for example in examples() {
        let path = PathBuf::from("docs/rules.md");
        let file = SourceFile {
            path,
            text: example,
        };
        if let Err(found) = load_texts(vec![file]) {
            panic!("{}", render(&found, false));
        }
    }
}

#[test]
fn every_kind_has_an_example() {
    let all = examples().join("\n");
    for kind in Kind::ALL {
        let (list, single) = (format!("[[{kind}]]"), format!("[{kind}"));
        assert!(all.contains(&list) || all.contains(&single), "{kind}");
    }
}

#[test]
fn every_code_and_frame_is_explained() {
    let manual = manual();
    for code in Code::ALL {
        assert!(manual.contains(&format!("| `{code}` |")), "{code}");
    }
    for frame in schema()["$defs"]["Frame"]["oneOf"].as_array().unwrap() {
        let name = frame["const"].as_str().unwrap();
        assert!(manual.contains(&format!("| `{name}` |")), "{name}");
    }
}
