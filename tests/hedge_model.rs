//! What the model of hedges may change, and what it may not.
#![allow(clippy::unwrap_used)]

use secondhand::engine::Engine;
use secondhand::models::Models;
use secondhand::rules::Pack;
use secondhand::types::{Analysis, Input};

fn analyse(models: Models, text: &str) -> Analysis {
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    let input = Input {
        text: text.to_owned(),
        ..Input::default()
    };
    engine.with_models(models).analyse(&input)
}

fn hedges(models: Models, text: &str) -> Vec<String> {
    let found = analyse(models, text).hedges;
    found.iter().map(|h| h.span.of(text).to_owned()).collect()
}

const REVIEW: &str = "I would not buy this blender again, the lid leaks and the motor smells.";
const NEWS: &str = "The ministry said on Monday that it would close the harbour, according to Reuters. \
    Officials said that the vote may be held in June. The mayor told reporters that he would resign.";

#[test]
fn without_a_model_words_that_it_weighs_are_no_hedges() {
    assert!(hedges(Models::none(), REVIEW).is_empty());
    assert_eq!(hedges(Models::none(), NEWS), ["may"]);
}

#[test]
fn a_word_that_the_model_finds_is_told_with_the_rule_that_lists_it() {
    let found = analyse(Models::builtin().unwrap(), REVIEW).hedges;
    let hedge = found.iter().find(|h| h.span.of(REVIEW) == "would").unwrap();
    assert_eq!(hedge.why.rule, "open-modal");
    assert!(hedge.why.because.starts_with("learned"));
}

#[test]
fn in_news_rules_keep_their_hedges_and_the_model_adds_none_to_a_claim() {
    let with = analyse(Models::builtin().unwrap(), NEWS);
    let without = analyse(Models::none(), NEWS);
    let of_claims = |analysis: &Analysis| -> Vec<Vec<String>> {
        let words = |&i: &usize| analysis.hedges[i].span.of(NEWS).to_owned();
        let claims = analysis.claims.iter();
        claims
            .map(|c| c.hedges.iter().map(words).collect())
            .collect()
    };
    assert_eq!(of_claims(&with), of_claims(&without));
    assert!(with.hedges.len() > without.hedges.len());
}
