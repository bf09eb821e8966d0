//! The flags that ship, on claims made by hand.

use super::*;
use crate::rules::file::{FlagEntry, TermsEntry};
use crate::rules::terms::Terms;
use crate::types::*;

fn tables() -> (Vec<FlagEntry>, Vec<TermsEntry>) {
    let flags: toml::Table = include_str!("../../rules/en/flags.toml").parse().unwrap();
    let scoring: toml::Table = include_str!("../../rules/en/scoring.toml").parse().unwrap();
    let terms =
        |table: &toml::Table| -> Vec<TermsEntry> { table["terms"].clone().try_into().unwrap() };
    let all = [terms(&flags), terms(&scoring)].concat();
    (flags["flag"].clone().try_into().unwrap(), all)
}

fn compiled() -> CompiledFlags {
    let (flags, terms) = tables();
    CompiledFlags::new(&flags, &Terms::new(&terms)).unwrap()
}

fn link(basis: Basis, identity: Identity, kind: SourceType, name: Option<&str>) -> Link {
    Link {
        basis,
        source: Source {
            span: None,
            identity,
            kind,
            name: name.map(str::to_owned),
            registry: None,
            placed: false,
            why: Why::default(),
        },
        cue: (basis == Basis::Explicit).then(|| Cue {
            span: None,
            relation: Relation::Say,
            why: Why::default(),
        }),
        via: None,
        date: None,
        evidence: None,
        attribution: None,
        quoted: false,
    }
}

fn publisher() -> Link {
    link(
        Basis::Publisher,
        Identity::Named,
        SourceType::Outlet,
        Some("Gazette"),
    )
}

fn said_by(identity: Identity, kind: SourceType) -> Link {
    link(Basis::Explicit, identity, kind, None)
}

/// A claim that is all of `text`, with scores that say it is plain and has one root.
fn claim(text: &str, chain: Vec<Link>) -> Claim {
    let span = Span::new(0, u32::try_from(text.len()).unwrap());
    Claim {
        span,
        sentence: span,
        polarity: Polarity::Affirm,
        chain,
        quoted: false,
        hedges: vec![],
        scores: Scores {
            sourcing: Sourcing {
                value: 0.4,
                interval: [0.2, 0.6],
                opinion: Opinion {
                    b: 0.25,
                    d: 0.0,
                    u: 0.75,
                    a: 0.2,
                },
                letter: Grade::C,
                digit: 3,
                independent_roots: 1,
                opposing_roots: 0,
                trust: Some(0.25),
                contributions: SourcingContributions::default(),
            },
            commitment: Commitment {
                value: 0.95,
                range: [0.9, 1.0],
                firmness: [0.9, 1.0],
                contributions: vec![],
            },
            check_worthiness: 0.5,
        },
        flags: vec![],
    }
}

fn terms_of(text: &str, claim: &Claim) -> ClaimTerms {
    let terms = Terms::new(&tables().1);
    ClaimTerms {
        claim: terms.found(claim.span.of(text)),
        sentence: terms.found(claim.sentence.of(text)),
    }
}

fn raised(text: &str, claim: &Claim, claims: &[Claim], hedges: &[Hedge]) -> Vec<String> {
    let view = ClaimView {
        text,
        claim,
        claims,
        hedges,
        terms: &terms_of(text, claim),
        registry: &[],
    };
    flags(&view, &compiled())
        .into_iter()
        .map(|flag| flag.rule)
        .collect()
}

fn own_voice(text: &str) -> Vec<String> {
    raised(text, &claim(text, vec![publisher()]), &[], &[])
}

fn sourced(text: &str, roots: Vec<Link>) -> Vec<String> {
    let chain = std::iter::once(publisher()).chain(roots).collect();
    raised(text, &claim(text, chain), &[], &[])
}

#[test]
fn every_flag_has_texts_and_help() {
    for flag in tables().0 {
        assert!(
            !flag.r#match.is_empty() && !flag.no_match.is_empty(),
            "{}",
            flag.id
        );
        assert!(flag.help.is_some(), "{}", flag.id);
    }
}

#[test]
fn own_voice_is_held_to_what_it_can_carry() {
    let cases: &[(&str, &[&str])] = &[
        (
            "At least 14 people were killed in the blast.",
            &["unsourced-casualties"],
        ),
        (
            "Dozens were wounded near the market.",
            &["unsourced-casualties"],
        ),
        ("The blast broke windows in 14 houses.", &[]),
        (
            "The mayor took bribes from builders for years.",
            &["unsourced-accusation"],
        ),
        ("The mayor was convicted of taking bribes.", &[]),
        (
            "The president is privately considering a ceasefire.",
            &["unsourced-mind"],
        ),
        (
            "Covert teams crossed the border in May.",
            &["unsourced-secret"],
        ),
        ("Tourists crossed the border in May.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(&own_voice(text), expected, "{text}");
        let police = said_by(Identity::Role, SourceType::Government);
        assert!(sourced(text, vec![police]).is_empty(), "{text}");
    }
}

#[test]
fn who_says_so() {
    let text = "The bridge is mined.";
    let anonymous = || said_by(Identity::Anonymous, SourceType::Person);
    let mut placed = anonymous();
    placed.source.placed = true;
    let ministry = || said_by(Identity::Named, SourceType::Government);
    let outlet = || said_by(Identity::Named, SourceType::Outlet);
    let nobody = said_by(Identity::Unattributed, SourceType::Unknown);
    assert_eq!(
        sourced(text, vec![anonymous()]),
        ["single-anonymous-source", "source-without-access"]
    );
    assert_eq!(sourced(text, vec![placed]), ["single-anonymous-source"]);
    assert_eq!(sourced(text, vec![nobody]), ["unattributed-hearsay"]);
    assert_eq!(sourced(text, vec![ministry()]), [""; 0]);
    assert_eq!(sourced(text, vec![outlet(), ministry()]), [""; 0]);
    assert_eq!(
        sourced(text, vec![outlet(), outlet(), ministry()]),
        ["long-relay"]
    );
}

#[test]
fn an_unknown_publisher_is_no_anonymous_source() {
    let unknown = link(
        Basis::Publisher,
        Identity::Anonymous,
        SourceType::Unknown,
        None,
    );
    let text = "The bridge is mined.";
    assert_eq!(raised(text, &claim(text, vec![unknown]), &[], &[]), [""; 0]);
}

#[test]
fn a_quotation_wants_a_speaker() {
    let text = "The dam had been leaking for weeks.";
    let mut quoted = claim(text, vec![publisher()]);
    quoted.quoted = true;
    assert_eq!(
        raised(text, &quoted, &[], &[]),
        ["quotation-without-speaker"]
    );
    quoted
        .chain
        .push(said_by(Identity::Named, SourceType::Person));
    assert_eq!(raised(text, &quoted, &[], &[]), [""; 0]);
}

#[test]
fn a_denial_wants_an_accuser() {
    let text = "Two officers said it bought spyware. The ministry denied that it did.";
    let mut ministry = said_by(Identity::Named, SourceType::Government);
    ministry.cue.as_mut().unwrap().relation = Relation::Deny;
    let mut denial = claim(text, vec![publisher(), ministry]);
    (denial.span, denial.sentence) = (Span::new(37, 69), Span::new(37, 69));
    denial.polarity = Polarity::Deny;
    assert_eq!(
        raised(text, &denial, &[denial.clone()], &[]),
        ["denial-without-accusation"]
    );
    let mut accusation = claim(
        text,
        vec![publisher(), said_by(Identity::Role, SourceType::Group)],
    );
    (accusation.span, accusation.sentence) = (Span::new(0, 36), Span::new(0, 36));
    assert_eq!(
        raised(text, &denial, &[accusation, denial.clone()], &[]),
        [""; 0]
    );
}

#[test]
fn confidence_and_likelihood_stay_apart() {
    let text = "We judge with high confidence that the convoy will likely turn back.";
    let likely = Hedge {
        span: Span::new(51, 57),
        category: HedgeCategory::Probability,
        range: Some([0.55, 0.8]),
        scope: Span::new(0, 68),
        why: Why::default(),
    };
    let mut convoy = claim(text, vec![publisher()]);
    assert_eq!(raised(text, &convoy, &[], &[]), [""; 0]);
    convoy.hedges = vec![0];
    assert_eq!(
        raised(text, &convoy, &[], &[likely]),
        ["confidence-and-likelihood"]
    );
}

#[test]
fn messages_are_filled_in() {
    let text = "Sources said the bridge is mined.";
    let mut root = said_by(Identity::Anonymous, SourceType::Person);
    root.source.span = Some(Span::new(0, 7));
    let claim = claim(text, vec![publisher(), root]);
    let view = ClaimView {
        text,
        claim: &claim,
        claims: &[],
        hedges: &[],
        terms: &terms_of(text, &claim),
        registry: &[],
    };
    let message = &flags(&view, &compiled())[0].message;
    assert_eq!(message, "Stated as fact on one anonymous source (Sources)");
}
