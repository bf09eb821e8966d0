//! `secondhand rules` as a user meets it: what it prints, where, and the exit status.
#![allow(clippy::unwrap_used)] // helpers of tests; clippy allows it in the tests themselves only

use assert_cmd::Command;

const PACK: &str = "docs/rules-example.toml";

/// Standard output, standard error, exit status.
fn rules(args: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("secondhand").unwrap();
    let output = command.arg("rules").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().unwrap(),
    )
}

#[test]
fn exit_statuses() {
    let cases: &[(&[&str], i32)] = &[
        (&["check"], 0),
        (&["check", PACK], 0),
        (&["check", "tests/rules/shadowed.toml"], 0),
        (
            &["check", "tests/rules/shadowed.toml", "--deny-warnings"],
            1,
        ),
        (&["check", "tests/rules/empty.toml"], 2),
        (&["check", "no/such/folder"], 2),
        (&["list", "--kind", "hegde"], 2),
        (&["explain", "no-such-rule"], 2),
        (&["schema"], 0),
    ];
    for (args, wanted) in cases {
        assert_eq!(rules(args).2, *wanted, "rules {}", args.join(" "));
    }
}

#[test]
fn problems_go_to_standard_error_and_have_no_colour_in_a_pipe() {
    let (out, err, _) = rules(&["check", "tests/rules/empty.toml"]);
    assert_eq!(out, "");
    assert!(err.starts_with("error[empty-rule]:"), "{err}");
    assert!(!err.contains('\u{1b}'));
    assert!(err.ends_with("\n10 errors\n"), "{err}");
}

#[test]
fn a_list_is_aligned() {
    let (out, _, _) = rules(&["list", "--rules", PACK, "--kind", "hedge"]);
    let line = out
        .lines()
        .find(|line| line.contains("example-maybe"))
        .unwrap();
    let says = line.find("possibility").unwrap();
    assert_eq!(out.lines().next().unwrap().find("SAYS"), Some(says));
}

#[test]
fn a_list_for_programs() {
    let (out, _, _) = rules(&["list", "--rules", PACK, "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    let rule = list
        .as_array()
        .unwrap()
        .iter()
        .find(|rule| rule["id"] == "example-maybe")
        .unwrap();
    assert_eq!(rule["kind"], "hedge");
    assert_eq!(rule["file"], PACK);
    assert!(rule["line"].as_u64().unwrap() > 1);
}

#[test]
fn an_explanation_says_what_the_rule_does_and_where_it_stands() {
    let (out, _, _) = rules(&["explain", "example-brief", "--rules", PACK]);
    for part in [
        "cue example-brief",
        PACK,
        "\"said\", \"told\"",
        "S V (that) C",
        "applies to",
    ] {
        assert!(out.contains(part), "{part} in\n{out}");
    }
}

#[test]
fn near_ids_are_suggested() {
    let (_, err, _) = rules(&["explain", "example-brif", "--rules", PACK]);
    assert!(err.contains("did you mean `example-brief`?"), "{err}");
}

#[test]
fn a_test_run_ends_with_its_numbers() {
    let (out, _, _) = rules(&["test", PACK]);
    let last = out.lines().last().unwrap();
    assert!(
        last.contains(" rules, ") && last.contains(" examples, "),
        "{last}"
    );
    assert!(
        last.contains(" passed, ") && last.contains(" failed"),
        "{last}"
    );
}
