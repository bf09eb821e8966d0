use super::*;
use crate::engine::Engine;
use crate::rules::Pack;

#[test]
fn every_feature_of_a_decision_has_a_name() {
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    let text = "Mara Holt said that the bridge would close.";
    let read = engine.attribute(text);
    let rules = engine.rules();
    let context = lay_out(text, &read.segments, &read.hits, &read.found, rules);
    let features = decide::features(&context, &read.found, 0);
    assert_eq!(features.len(), names::DECISIONS.len());
}

#[test]
fn names_are_filled_in() {
    let value = |key: &str| format!("<{key}>");
    assert_eq!(filled("tag {t0} of {w-1}", value), "tag <t0> of <w-1>");
    assert_eq!(filled("always", value), "always");
}
