//! Conditions, table by table: what compiles, what holds, what is wrong and where.

use std::collections::BTreeMap;

use super::*;
use crate::rules::file::TermsEntry;

fn terms() -> Terms {
    let list = |id: &str, words: &[&str]| TermsEntry {
        id: id.to_owned(),
        phrases: words.iter().map(|&word| word.to_owned()).collect(),
        endings: vec![],
    };
    Terms::new(&[list("casualty", &["killed"]), list("crime", &["fraud"])])
}

fn compile(conditions: &str) -> Result<CompiledFlag, Vec<Problem>> {
    let text = format!("id = \"f\"\nseverity = \"info\"\nmessage = \"m\"\n{conditions}");
    CompiledFlag::new(&toml::from_str(&text).unwrap(), &terms())
}

/// A claim that answers from a table.
#[derive(Default)]
struct Answers {
    values: BTreeMap<&'static str, Vec<Atom<'static>>>,
    terms: TermSet,
}

impl Facts<'static> for Answers {
    fn values(&self, key: Key) -> Values<'static> {
        let feature = FEATURES.iter().find(|feature| feature.key == key).unwrap();
        Values::Many(self.values.get(feature.path).cloned().unwrap_or_default())
    }

    fn terms(&self, _key: Key) -> &TermSet {
        &self.terms
    }
}

fn claim() -> Answers {
    Answers {
        values: BTreeMap::from([
            ("chain.root.identity", vec![Atom::Text("anonymous")]),
            ("chain.root.placed", vec![Atom::Truth(false)]),
            (
                "chain.any.type",
                vec![Atom::Text("outlet"), Atom::Text("person")],
            ),
            ("chain.length", vec![Atom::Number(2.0)]),
            ("commitment.low", vec![Atom::Number(0.9)]),
        ]),
        terms: terms().found("Two were killed"),
    }
}

#[test]
fn conditions_hold_as_they_read() {
    let cases = [
        ("when.chain.root.identity = 'anonymous'", true),
        ("when.chain.root.identity = 'named'", false),
        ("when.chain.root.identity = ['named', 'anonymous']", true),
        ("when.chain.root.placed = false", true),
        ("when.chain.any.type = 'outlet'", true),
        ("when.chain.any.type = 'igo'", false),
        ("when.chain.length = 2", true),
        ("when.chain.length = [3, 4]", false),
        ("when.chain.length.at_least = 2", true),
        ("when.chain.length = { at_least = 2, at_most = 2 }", true),
        ("when.chain.length = { at_least = 1, at_most = 1 }", false),
        ("when.commitment.low.at_least = 0.9", true),
        ("when.commitment.low.at_least = 0.91", false),
        // What is absent is nothing in particular.
        ("when.chain.root.name = 'Ana'", false),
        ("when.chain.root.name.present = false", true),
        ("when.chain.root.identity.present = true", true),
        ("when.claim.has_term = 'casualty'", true),
        ("when.claim.has_term = ['crime', 'casualty']", true),
        ("when.claim.has_term = 'crime'", false),
        // All of `when`, none of `unless`, one of `any`.
        (
            "when.chain.length = 2\nwhen.chain.root.placed = true",
            false,
        ),
        (
            "when.chain.length = 2\nunless.chain.root.placed = false",
            false,
        ),
        (
            "when.chain.length = 2\nunless.chain.root.placed = true\nunless.commitment.low = 0.9",
            false,
        ),
        (
            "when.chain.length = 2\nunless.chain.root.placed = true",
            true,
        ),
        (
            "any = [{ chain.length = 3 }, { chain.root.placed = false }]",
            true,
        ),
        (
            "any = [{ chain.length = 3 }, { chain.root.placed = true }]",
            false,
        ),
        (
            "any = [{ chain.length = 2, chain.root.placed = true }]",
            false,
        ),
        (
            "when.chain.length = 3\nany = [{ chain.root.placed = false }]",
            false,
        ),
    ];
    for (conditions, expected) in cases {
        let flag = compile(conditions).unwrap();
        assert_eq!(flag.condition.holds(&claim()), expected, "{conditions}");
    }
}

#[test]
fn each_fault_is_told_where_it_stands() {
    let cases = [
        (
            "when.chain.root.identty = 'named'",
            "when.chain.root.identty: `chain.root` has no feature `identty`; did you mean `identity`?",
        ),
        (
            "when.chian.length = 1",
            "when.chian: no feature begins with `chian`; did you mean `chain`?",
        ),
        (
            "when.chain.root = 'named'",
            "when.chain.root: expected a feature below `chain.root`, found `named`",
        ),
        (
            "when.chain.root.identity = 'anonymus'",
            "when.chain.root.identity: expected an identity, found `anonymus`; did you mean `anonymous`?",
        ),
        (
            "when.chain.root.identity = ['named', 3]",
            "when.chain.root.identity: expected an identity, found `3`",
        ),
        (
            "when.chain.root.identity = []",
            "when.chain.root.identity: expected a value or a list of values, found an empty list",
        ),
        (
            "when.chain.root.placed = 'yes'",
            "when.chain.root.placed: expected true or false, found `yes`",
        ),
        (
            "when.chain.length = 'two'",
            "when.chain.length: expected a number, found `two`",
        ),
        (
            "when.chain.length.at_leest = 2",
            "when.chain.length.at_leest: expected one of at_least, at_most, present, found `at_leest`; did you mean `at_least`?",
        ),
        (
            "when.chain.length.at_least = 'two'",
            "when.chain.length.at_least: expected a number, found `two`",
        ),
        (
            "when.claim.quoted.at_least = 1",
            "when.claim.quoted.at_least: `at_least` asks for a number, but `claim.quoted` is true or false",
        ),
        (
            "when.chain.length.present = 1",
            "when.chain.length.present: expected true or false, found `1`",
        ),
        (
            "when.claim.has_term = 'casualties'",
            "when.claim.has_term: expected the id of a [[terms]], found `casualties`; did you mean `casualty`?",
        ),
        (
            "unless.claim.text = { }\nwhen.x = 1",
            "when.x: no feature begins with `x`",
        ),
        (
            "any = [{ chain.length = 1 }, { chain.lenght = 1 }]",
            "any.1.chain.lenght: `chain` has no feature `lenght`; did you mean `length`?",
        ),
        ("any = [{ }]", "any.0: expected a condition, found none"),
        (
            "unless.chain.length = 1",
            "when: expected a condition, found none",
        ),
    ];
    for (conditions, expected) in cases {
        let found: Vec<String> = compile(conditions)
            .unwrap_err()
            .iter()
            .map(Problem::to_string)
            .collect();
        assert!(
            found.iter().any(|problem| problem == expected),
            "{conditions}: {found:?}"
        );
    }
}

#[test]
fn all_problems_come_at_once() {
    let found = compile("when.chain.lenght = 1\nunless.claim.quotd = true").unwrap_err();
    assert_eq!(found.len(), 2);
}

#[test]
fn placeholders_are_features() {
    let mut found = Vec::new();
    let message = Message::new(
        "message",
        "on {chain.root.text}, {chain.length} links",
        &mut found,
    );
    assert_eq!(found, []);
    let shown = message.fill(|key| format!("<{key:?}>"));
    assert_eq!(shown, "on <Link(Root, Text)>, <ChainLength> links");
    let wrong = ["{chain.root.txt}", "{claim.has_term}", "{chain.length"];
    for text in wrong {
        Message::new("message", text, &mut found);
    }
    let found: Vec<String> = found.iter().map(Problem::to_string).collect();
    assert_eq!(
        found,
        [
            "message: expected a feature in braces, found `chain.root.txt`; did you mean `chain.root.text`?",
            "message: `claim.has_term` has no value to fill in",
            "message: expected `}` after `{`, found the end",
        ]
    );
}
