//! A rule is said to apply by what an analysis shows of it.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests; clippy allows it in the tests themselves only

use std::path::PathBuf;

use secondhand::rules::{self, Pack};
use secondhand::selftest::{Outcome, judge};
use secondhand::types::{
    Analysis, Attribution, Cue, Drop, FoundBy, Hedge, HedgeCategory, Identity, Polarity, Relation,
    Source, SourceType, Span, Via, ViaKind, Why,
};

fn pack() -> Pack {
    let found = rules::load(&[PathBuf::from("docs/rules-example.toml")]);
    found.unwrap_or_else(|found| panic!("{}", rules::render::render(&found, false)))
}

fn why(rule: &str) -> Why {
    Why {
        rule: rule.to_owned(),
        because: "",
    }
}

/// An analysis in which every rule of the example pack left what it can leave.
fn full() -> Analysis {
    let mut analysis = Analysis::default();
    analysis.attributions.push(Attribution {
        parent: None,
        source: Source {
            span: Some(Span::new(0, 3)),
            identity: Identity::Role,
            kind: SourceType::Group,
            name: None,
            registry: None,
            placed: false,
            why: why("example-officers"),
        },
        cue: Cue {
            span: Some(Span::new(4, 8)),
            relation: Relation::Say,
            why: why("example-brief"),
        },
        content: Vec::new(),
        polarity: Polarity::Deny,
        via: Some(Via {
            span: Span::new(0, 3),
            kind: ViaKind::Platform,
            name: None,
        }),
        quoted: false,
        by: FoundBy::Rule,
        certainty: None,
    });
    analysis.hedges.push(Hedge {
        span: Span::new(0, 3),
        category: HedgeCategory::Possibility,
        range: None,
        scope: Span::new(0, 8),
        why: why("example-maybe"),
    });
    analysis.dropped.push(Drop {
        span: Span::new(0, 3),
        rule: "example-sign-up".to_owned(),
    });
    analysis
}

/// What the example pack's rules are judged to do: id, passes a wanted text, passes an unwanted one.
fn judged(analysis: &Analysis, id: &str) -> Outcome {
    let pack = pack();
    judge(pack.find(id).unwrap().rule, true, analysis, "the text")
}

#[test]
fn rules_apply_where_the_analysis_names_them() {
    let shown = [
        "example-brief",
        "example-maybe",
        "example-officers",
        "example-sign-up",
        "example-friendica",
        "example-doubts",
    ];
    for id in shown {
        assert_eq!(judged(&full(), id), Outcome::Passed, "{id}");
        assert_eq!(
            judged(&Analysis::default(), id),
            Outcome::Failed(Vec::new()),
            "{id}"
        );
    }
}

#[test]
fn a_veto_shows_in_that_nobody_is_cited() {
    assert_eq!(
        judged(&Analysis::default(), "example-not-yet"),
        Outcome::Passed
    );
    assert!(matches!(
        judged(&full(), "example-not-yet"),
        Outcome::Failed(_)
    ));
}

#[test]
fn a_failure_says_what_was_found_instead() {
    let pack = pack();
    let rule = pack.find("example-maybe").unwrap().rule;
    let Outcome::Failed(found) = judge(rule, false, &full(), "abc defg hijk") else {
        panic!("an unwanted hedge passed");
    };
    assert!(
        found.contains(&"hedge `example-maybe`: abc".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"cue `example-brief`: defg".to_owned()),
        "{found:?}"
    );
}
