//! What a pack says over the tagger's head: its trust, vetoes, cues that stand whatever the tagger says.
#![allow(clippy::unwrap_used)]

mod tiny;

use std::path::PathBuf;
use std::sync::Arc;

use secondhand::engine::Engine;
use secondhand::models::Models;
use secondhand::rules::{SourceFile, load_texts};
use secondhand::types::{Analysis, Attribution, Basis, Claim, FoundBy, Input};

const TEXT: &str = "On Monday Mara Holt burbled that the bridge would close.";

/// A rule for the word in [`TEXT`] that takes a clause.
const BURBLE: &str =
    "[[cue]]\nid = \"x-burble\"\nverbs = [\"burble\"]\nframes = [\"clause\"]\nrelation = \"say\"\n";

/// A rule by which no cue after "hardly" makes a claim.
const HARDLY: &str =
    "[[pattern]]\nid = \"x-hardly\"\ntokens = [\"hardly {cue}\"]\neffect = \"veto\"\n";

/// What an engine with these rules more, and a tagger that knows the word, finds.
fn found(rules: &str, odds: f32, text: &str) -> Vec<Attribution> {
    analysed(rules, odds, text).attributions
}

fn analysed(rules: &str, odds: f32, text: &str) -> Analysis {
    let text_of_pack = format!("[pack]\nname = \"test\"\nextends = \"default\"\n{rules}");
    let file = SourceFile {
        path: PathBuf::from("test.toml"),
        text: text_of_pack,
    };
    let models = Models {
        tagger: Some(Arc::new(tiny::tagger(&["burbled"], odds))),
        ..Models::none()
    };
    let engine = Engine::compile(&load_texts(vec![file]).unwrap()).unwrap();
    let input = Input {
        text: text.to_owned(),
        ..Input::default()
    };
    engine.with_models(models).analyse(&input)
}

/// How many claims it finds that somebody but the writer makes.
fn claims(rules: &str, odds: f32, text: &str) -> usize {
    analysed(rules, odds, text)
        .claims
        .iter()
        .filter(|claim| claim.chain.len() > 1)
        .count()
}

fn source<'t>(attribution: &Attribution, text: &'t str) -> &'t str {
    attribution.source.span.unwrap().of(text)
}

#[test]
fn the_tagger_finds_what_no_rule_knows() {
    let found = found("", 2.0, TEXT);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].by, FoundBy::Tagger);
    assert!(found[0].certainty.unwrap() > 0.9);
}

#[test]
fn a_veto_of_every_cue_leaves_no_claim_of_words_that_no_rule_knows() {
    let text = "Mara Holt hardly burbled that the bridge would close.";
    assert_eq!(claims("", 2.0, text), 1);
    assert_eq!(claims(HARDLY, 2.0, text), 0);
    assert_eq!(claims(HARDLY, 2.0, TEXT), 1);
}

/// How many claims carry the report that goes before them.
fn carried(rules: &str, text: &str) -> usize {
    let links = |claim: &Claim| claim.chain.iter().any(|link| link.basis == Basis::Inferred);
    let analysis = analysed(rules, 2.0, text);
    analysis.claims.iter().filter(|claim| links(claim)).count()
}

#[test]
fn what_asserts_nothing_and_the_tagger_alone_finds_breaks_no_report_off() {
    let text = "The Port Ledger reported that the yard would close. The sheds collapsed. \
                Mara Holt hardly burbled that the bridge would close.";
    assert_eq!(carried("", text), 0);
    assert_eq!(carried(HARDLY, text), 2);
}

#[test]
fn a_veto_of_a_relation_holds_for_cues_of_that_relation_alone() {
    // The rule's frame does not fit, so that the reading is the tagger's.
    let cue = BURBLE.replace("clause", "infinitive");
    let veto = |relation: &str| {
        format!(
            "{cue}[[pattern]]\nid = \"x-hardly\"\ntokens = [\"hardly {{cue}}\"]\neffect = \"veto\"\n\
             relations = [\"{relation}\"]\n"
        )
    };
    let text = "Mara Holt hardly burbled that the bridge would close.";
    assert_eq!(found(&cue, 2.0, text)[0].by, FoundBy::Tagger);
    assert_eq!(claims(&veto("say"), 2.0, text), 0);
    assert_eq!(claims(&veto("deny"), 2.0, text), 1);
}

#[test]
fn words_may_be_kept_from_the_tagger() {
    let veto = "[[cue]]\nid = \"x-no\"\nphrases = [\"burbled that the bridge\"]\nframes = []\n\
                relation = \"say\"\ntagger = \"veto\"\n";
    assert_eq!(found(veto, 2.0, TEXT), []);
    let other = "Mara Holt burbled that the road would close.";
    assert_eq!(found(veto, 2.0, other).len(), 1);
}

#[test]
fn a_rule_may_stand_in_its_own_spans_whatever_the_tagger_says() {
    assert_eq!(found(BURBLE, -3.0, TEXT), []);
    let both = found(BURBLE, 3.0, TEXT);
    assert_eq!(source(&both[0], TEXT), "On Monday Mara Holt");
    assert_eq!(both[0].by, FoundBy::Both);
    let force = format!("{BURBLE}tagger = \"force\"\n");
    let forced = found(&force, -3.0, TEXT);
    assert_eq!(source(&forced[0], TEXT), "Mara Holt");
}

#[test]
fn trust_goes_from_rules_alone_to_the_tagger_alone() {
    let trusting = |trust: f64, odds| {
        let rules = format!("{BURBLE}[tagger]\ntrust = {trust:?}\n");
        found(&rules, odds, TEXT)
    };
    // Between, the odds are mixed: 0.7 · 2 − 0.3 · 4 is above 0, 0.3 · 2 − 0.7 · 4 well below.
    assert_eq!(source(&trusting(0.3, -4.0)[0], TEXT), "Mara Holt");
    assert_eq!(trusting(0.7, -4.0), []);
    assert_eq!(source(&trusting(0.7, 3.0)[0], TEXT), "On Monday Mara Holt");
    let alone = trusting(0.0, -4.0);
    assert_eq!((alone[0].by, alone[0].certainty), (FoundBy::Rule, None));
    // What the rules do not find has their odds against it.
    assert_eq!(found("[tagger]\ntrust = 0.3\n", 3.0, TEXT), []);
    assert_eq!(found("[tagger]\ntrust = 0.7\n", 3.0, TEXT).len(), 1);
}
