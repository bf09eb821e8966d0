//! A document and its results, made by hand, for the tests of the writers.

use crate::types::*;

pub(super) const TEXT: &str = "Reuters reported on Monday that a senior official at the ministry said the tender \
would likely be cancelled by about 40 bidders. The mayor denied it on Telegram. Reportedly, the port is for sale.";

/// Where `words` stand in [`TEXT`].
pub(super) fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start as u32, (start + words.len()) as u32)
}

fn why(rule: &str, because: &'static str) -> Why {
    Why {
        rule: rule.to_owned(),
        because,
    }
}

fn source(words: Option<&str>, identity: Identity, kind: SourceType, name: Option<&str>) -> Source {
    Source {
        span: words.map(span),
        identity,
        kind,
        name: name.map(str::to_owned),
        registry: None,
        placed: false,
        why: why("source-rule", "head noun"),
    }
}

fn cue(words: &str, relation: Relation) -> Cue {
    Cue {
        span: Some(span(words)),
        relation,
        why: why("cue-rule", "clause"),
    }
}

fn link(basis: Basis, source: Source, cue: Option<Cue>) -> Link {
    Link {
        basis,
        source,
        cue,
        via: None,
        date: None,
        evidence: None,
        attribution: None,
        quoted: false,
    }
}

fn publisher() -> Link {
    let source = source(
        None,
        Identity::Named,
        SourceType::Outlet,
        Some("Harbor Post"),
    );
    link(Basis::Publisher, source, None)
}

fn scores(value: f64, links: &[(f64, f64)], roots: u32) -> Scores {
    let contributions =
        links
            .iter()
            .enumerate()
            .map(|(link, &(trust, fidelity))| LinkContribution {
                link,
                trust,
                fidelity,
                ln: (trust * fidelity).ln(),
                via: false,
            });
    let trust = links
        .iter()
        .map(|(trust, fidelity)| trust * fidelity)
        .product();
    Scores {
        sourcing: Sourcing {
            value,
            interval: [value - 0.2, value + 0.2],
            opinion: Opinion {
                b: 0.25,
                d: 0.0,
                u: 0.75,
                a: 0.2,
            },
            letter: Grade::C,
            digit: 3,
            independent_roots: roots,
            opposing_roots: 0,
            trust: Some(trust),
            contributions: SourcingContributions {
                links: contributions.collect(),
                roots: vec![RootContribution {
                    root: "Reuters/unnamed".to_owned(),
                    side: Polarity::Affirm,
                    trust,
                    evidence: 0.5,
                }],
                ceiling: Ceiling {
                    pro: -0.25,
                    con: 0.0,
                },
            },
        },
        commitment: Commitment {
            value: 0.675,
            range: [0.55, 0.8],
            firmness: [0.55, 0.8],
            contributions: vec![
                CommitmentPart::Unhedged { range: [0.95, 1.0] },
                CommitmentPart::Verb {
                    link: 1,
                    relation: Relation::Report,
                    range: [0.9, 1.0],
                },
                CommitmentPart::Hedge {
                    scope: 0,
                    category: HedgeCategory::Probability,
                    range: [0.55, 0.8],
                },
            ],
        },
        check_worthiness: value / 2.0 + 0.25,
    }
}

fn claim(words: &str, polarity: Polarity, chain: Vec<Link>, scores: Scores) -> Claim {
    Claim {
        span: span(words),
        sentence: span(words),
        polarity,
        chain,
        quoted: false,
        hedges: vec![],
        scores,
        flags: vec![],
    }
}

fn hedge(words: &str, category: HedgeCategory, range: Option<[f64; 2]>) -> Hedge {
    Hedge {
        span: span(words),
        category,
        range,
        scope: span(words),
        why: why("hedge-rule", ""),
    }
}

pub(super) fn input() -> Input {
    Input {
        id: "d01".into(),
        text: TEXT.into(),
        publisher: Some("Harbor Post".into()),
        title: Some("Tender \u{1b}[31m may fall".into()),
        date: Some("2026-03-02".into()),
        ..Input::default()
    }
}

fn nested() -> Claim {
    let reuters = source(
        Some("Reuters"),
        Identity::Named,
        SourceType::Outlet,
        Some("Reuters"),
    );
    let mut official = source(
        Some("a senior official at the ministry"),
        Identity::Anonymous,
        SourceType::Person,
        None,
    );
    official.placed = true;
    let mut relay = link(
        Basis::Explicit,
        reuters,
        Some(cue("reported", Relation::Report)),
    );
    relay.date = Some(span("on Monday"));
    let root = link(Basis::Explicit, official, Some(cue("said", Relation::Say)));
    let chain = vec![publisher(), relay, root];
    let scores = scores(0.37, &[(0.825, 1.0), (0.9, 0.95), (0.378, 0.95)], 1);
    let words = "the tender would likely be cancelled by about 40 bidders";
    Claim {
        hedges: vec![0, 1],
        flags: vec![Flag {
            rule: "single-anonymous-source".into(),
            severity: Severity::Warning,
            message: "rests on one anonymous source".into(),
            help: Some(
                "name the source, or say why it is not named and what a second one says".into(),
            ),
        }],
        ..claim(words, Polarity::Affirm, chain, scores)
    }
}

fn denied() -> Claim {
    let mayor = source(
        Some("The mayor"),
        Identity::Named,
        SourceType::Person,
        Some("Ida Holm"),
    );
    let mut root = link(Basis::Inferred, mayor, Some(cue("denied", Relation::Deny)));
    root.via = Some(Via {
        span: span("on Telegram"),
        kind: ViaKind::Platform,
        name: Some("Telegram".into()),
    });
    root.quoted = true;
    let scores = scores(0.6, &[(0.825, 1.0), (0.6875, 0.95)], 2);
    Claim {
        quoted: true,
        ..claim("it", Polarity::Deny, vec![publisher(), root], scores)
    }
}

fn hearsay() -> Claim {
    let nobody = source(None, Identity::Unattributed, SourceType::Unknown, None);
    let root = link(
        Basis::Explicit,
        nobody,
        Some(cue("Reportedly", Relation::Hearsay)),
    );
    let scores = scores(0.21, &[(0.825, 1.0), (0.03, 0.85)], 0);
    Claim {
        hedges: vec![2],
        flags: vec![
            Flag {
                rule: "nobody-to-ask".into(),
                severity: Severity::Error,
                message: "nobody can be asked".into(),
                help: None,
            },
            Flag {
                rule: "hearsay".into(),
                severity: Severity::Info,
                message: "hearsay".into(),
                help: None,
            },
        ],
        ..claim(
            "the port is for sale",
            Polarity::Affirm,
            vec![publisher(), root],
            scores,
        )
    }
}

/// Three claims: one through two hands, one denied, one of hearsay.
pub(super) fn analysis() -> Analysis {
    let official = source(
        Some("a senior official at the ministry"),
        Identity::Anonymous,
        SourceType::Person,
        None,
    );
    Analysis {
        attributions: vec![Attribution {
            parent: None,
            source: official,
            cue: cue("said", Relation::Say),
            content: vec![span(
                "the tender would likely be cancelled by about 40 bidders",
            )],
            polarity: Polarity::Affirm,
            via: None,
            quoted: false,
            by: FoundBy::Both,
            certainty: Some(0.97),
        }],
        hedges: vec![
            hedge("likely", HedgeCategory::Probability, Some([0.55, 0.8])),
            hedge("about 40", HedgeCategory::Approximation, None),
            hedge("Reportedly", HedgeCategory::Hearsay, Some([0.6, 0.95])),
        ],
        claims: vec![nested(), denied(), hearsay()],
        check_worthiness: 0.55,
        dropped: vec![Drop {
            span: span("Reportedly, the port is for sale."),
            rule: "read-also".into(),
        }],
    }
}

/// Grounds for the attribution of [`analysis`].
pub(super) fn grounds() -> Vec<Grounds> {
    let ground = |name: &str, weight: f32| Ground {
        name: name.to_owned(),
        weight,
    };
    let part = |by: FoundBy, name: &str| SpanGrounds {
        by,
        grounds: vec![ground(name, 1.25)],
    };
    vec![Grounds {
        forced: false,
        cue: vec![
            ground("word \"said\" unquoted", 1.5),
            ground("tags NN VBD DT", -0.25),
        ],
        source: Some(part(FoundBy::Both, "rules read source, distance before")),
        content: Some(part(FoundBy::Tagger, "cue \"said\", DT after the cue")),
        stands: Some(Decision {
            odds: 4.5,
            grounds: vec![ground("found by both", 2.0)],
        }),
        asserts: Some(Decision {
            odds: -0.5,
            grounds: vec![ground("stem of \"said\"", -1.0)],
        }),
    }]
}
