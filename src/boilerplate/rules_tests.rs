//! The examples in `rules/en/boilerplate.toml`, and the mechanism on small texts.

use serde::Deserialize;

use super::*;
use crate::rules::file::BoilerplateEntry;
use crate::segment::Sentence;

#[derive(Deserialize)]
struct File {
    boilerplate: Vec<BoilerplateEntry>,
}

fn shipped() -> Vec<BoilerplateEntry> {
    let file: File = toml::from_str(include_str!("../../rules/en/boilerplate.toml")).unwrap();
    file.boilerplate
}

/// Cuts at line breaks, and at ". ", "? ", "! "; enough for what is tested here.
fn cut(text: &str) -> Segments {
    let mut segments = Segments::default();
    let (mut line, mut block, mut at) = (0, 0, 0);
    for row in text.split_inclusive('\n') {
        block += u32::from(row.trim().is_empty());
        line += 1;
        let mut start = at;
        for piece in row.split_inclusive(['.', '?', '!', '\n']) {
            at += piece.len();
            let ends =
                text[at..].starts_with([' ', '\n']) || at == text.len() || piece.ends_with('\n');
            let words = &text[start..at];
            if !ends || words.trim().is_empty() {
                continue;
            }
            let begin = start + words.len() - words.trim_start().len();
            segments.sentences.push(Sentence {
                span: Span::new(begin as u32, (begin + words.trim().len()) as u32),
                tokens: 0..0,
                line,
                block,
            });
            start = at;
        }
    }
    segments
}

fn marked(text: &str, rules: &[BoilerplateEntry]) -> Kept {
    mark(text, &cut(text), &Boilerplate::new(rules))
}

fn left(text: &str, rules: &[BoilerplateEntry]) -> Vec<String> {
    let kept = marked(text, rules).kept;
    let sentences = cut(text).sentences.into_iter().zip(kept);
    let left = sentences.filter(|(_, kept)| *kept);
    left.map(|(it, _)| it.span.of(text).to_owned()).collect()
}

fn rule(phrase: &str, at: &str, drops: &str) -> Vec<BoilerplateEntry> {
    let toml = format!(
        "[[boilerplate]]\nid = 'r'\nphrases = ['{phrase}']\nat = '{at}'\ndrops = '{drops}'"
    );
    toml::from_str::<File>(&toml).unwrap().boilerplate
}

#[test]
fn every_rule_drops_its_matches_and_none_of_the_others() {
    let rules = shipped();
    for entry in &rules {
        let own = [entry.clone()];
        for text in &entry.r#match {
            assert!(
                !marked(text, &own).dropped.is_empty(),
                "{}: {text}",
                entry.id
            );
        }
        for text in &entry.no_match {
            assert_eq!(marked(text, &own).dropped, [], "{}: {text}", entry.id);
        }
        assert!(
            !entry.r#match.is_empty() && !entry.no_match.is_empty(),
            "{}",
            entry.id
        );
    }
}

#[test]
fn no_rule_touches_the_counterexamples_of_another() {
    let rules = shipped();
    for text in rules.iter().flat_map(|entry| &entry.no_match) {
        assert_eq!(marked(text, &rules).dropped, [], "{text}");
    }
}

const TEXT: &str = "Head line here\nOne. Click here. Two.\nThree.\n\nFour.";

#[test]
fn how_much_is_dropped() {
    let left = |drops| left(TEXT, &rule("click here", "anywhere", drops)).join(" ");
    assert_eq!(left("sentence"), "Head line here One. Two. Three. Four.");
    assert_eq!(left("line"), "Head line here Three. Four.");
    assert_eq!(left("paragraph"), "Four.");
    assert_eq!(left("rest"), "Head line here");
}

#[test]
fn where_in_the_unit_a_phrase_stands() {
    let rules = rule("click here", "start", "line");
    assert_eq!(left(TEXT, &rules).len(), 6);
    let rules = rule("click here", "whole", "sentence");
    assert_eq!(left(TEXT, &rules).len(), 5);
}

#[test]
fn a_drop_names_its_rule_and_covers_its_unit() {
    let kept = marked(TEXT, &rule("click here", "anywhere", "line"));
    assert_eq!(kept.dropped.len(), 1);
    assert_eq!(kept.dropped[0].span.of(TEXT), "One. Click here. Two.");
    assert_eq!(kept.dropped[0].rule, "r");
}

#[test]
fn a_heading_that_comes_twice_is_kept_once() {
    let text = "Town stops “tender”\n\nTown stops \"Tender\"\nThe town has stopped it.\nTown stops “tender”.";
    let kept = marked(text, &[]);
    assert_eq!(kept.kept, [true, false, true, true]);
    assert_eq!(kept.dropped[0].rule, REPEATED_LINE);
}

#[test]
fn what_somebody_says_is_kept() {
    let rules = shipped();
    for text in [
        "\"Click here to win,\" the message read, police said.",
        "The minister said: read more books.",
        "Subscribers said the paper should support our troops.",
        "Follow-up talks on Facebook's plans failed, officials said.",
        "Getty Images said on Monday that it would appeal.",
        "Copyright holders said the law was late.",
        "“Please donate,” she told the crowd.",
    ] {
        assert_eq!(marked(text, &rules).dropped, [], "{text}");
    }
}

#[test]
fn a_text_without_blank_lines_has_no_paragraphs_but_its_lines() {
    let rules = rule("click here", "anywhere", "paragraph");
    assert_eq!(left("One. Click here.\nTwo.", &rules), ["Two."]);
}

#[test]
fn an_empty_text_has_nothing() {
    assert_eq!(marked("", &shipped()), Kept::default());
}
