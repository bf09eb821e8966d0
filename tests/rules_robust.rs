//! Whatever the text, loading ends in a pack or in diagnostics that can be shown; places are where they are said to be.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests; clippy allows it in the tests themselves only

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use secondhand::rules::render::render;
use secondhand::rules::{Code, Diagnostics, Finding, KeyPath, Pack, SourceFile, load_texts};

fn file(text: &str) -> SourceFile {
    SourceFile {
        path: PathBuf::from("test.toml"),
        text: text.to_owned(),
    }
}

fn load(text: &str) -> Result<Pack, Diagnostics> {
    load_texts(vec![file(text)])
}

fn example() -> String {
    fs::read_to_string("docs/rules-example.toml").unwrap()
}

/// Every label lies in its file, on the bounds of characters.
fn well_placed(found: &Diagnostics) -> bool {
    let mut labels = found.list.iter().flat_map(|d| &d.labels);
    labels.all(|label| {
        found.files[label.file]
            .text
            .get(label.span.clone())
            .is_some()
    })
}

fn shown(text: &str) -> bool {
    let found = match load(text) {
        Err(found) => found,
        Ok(pack) => Diagnostics::new(pack.files, pack.warnings),
    };
    let text = render(&found, false);
    well_placed(&found) && found.is_empty() == text.is_empty()
}

proptest! {
    // Each case that extends reads all the rules that ship.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(text in "(?s).{0,200}") {
        prop_assert!(shown(&text));
    }

    #[test]
    fn any_shape(text in r#"(\[\[?(hedge|cue|scale|scale\.term|pack|scoring|flag|x)\]\]?\n|(id|phrases|range|term|when|frames|name|extends) = ("é?"|\[[0-9.,"a]{0,6}\]|3|\{\}|\{ id = 1 \})\n){0,12}"#) {
        prop_assert!(shown(&text));
    }

    /// A slip of the pen: a stretch of a good pack goes, or something comes in.
    #[test]
    fn any_slip(at in 0usize..4000, gone in 0usize..40, new in r#"[\["=é,a-z\n]{0,3}"#) {
        let mut text = example();
        let bound = |i: usize, text: &str| (i.min(text.len())..).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let (start, end) = (bound(at, &text), bound(at + gone, &text));
        text.replace_range(start..end, &new);
        prop_assert!(shown(&text));
    }
}

/// The text that a compiler's finding points at.
fn pointed(pack: &Pack, id: &str, path: KeyPath) -> String {
    let place = pack.find(id).unwrap().place;
    let finding = Finding::new(Code::BadPattern, place, path, "bad");
    let found = Diagnostics::of_findings(&pack.files, vec![finding]);
    let label = &found.list[0].labels[0];
    found.files[label.file].text[label.span.clone()].to_owned()
}

#[test]
fn a_compiler_names_a_value_by_its_keys() {
    let pack = load(&example()).unwrap();
    let cases = [
        (
            "example-brief",
            KeyPath::from("verbs").at(1),
            "\"sound off\"",
        ),
        (
            "example-brief",
            KeyPath::from_iter(["verbs", "1"]),
            "\"sound off\"",
        ),
        (
            "example-brief",
            KeyPath::default().text("about"),
            "\"about\"",
        ),
        (
            "example-scale",
            KeyPath::from("term").at(1).key("range"),
            "[0.05, 0.2]",
        ),
        ("example-maybe", KeyPath::default().name("range"), "range"),
        ("example-maybe", KeyPath::default(), "\"example-maybe\""),
        // What is not there is shown by what would hold it.
        (
            "example-maybe",
            KeyPath::from("phrases").at(9),
            "[\"{example-perhaps} not|never\", \"may perchance\"]",
        ),
        ("example-maybe", KeyPath::from("verbs"), "[[hedge]]"),
    ];
    for (id, path, wanted) in cases {
        assert_eq!(pointed(&pack, id, path.clone()), wanted, "{path:?}");
    }
}

#[test]
fn scoring_is_placed_in_the_file_that_gives_it() {
    let pack = load(&example()).unwrap();
    let entry = pack.scoring.as_ref().unwrap();
    let path = KeyPath::from_iter(["relation", "suggest", "commitment"]);
    let finding = Finding::new(Code::BadScoring, &entry.place, path, "bad");
    let found = Diagnostics::of_findings(&pack.files, vec![finding]);
    let label = &found.list[0].labels[0];
    assert_eq!(
        &found.files[label.file].text[label.span.clone()],
        "[0.45, 0.80]"
    );
}
