//! What holds of every text that the engine is given, however odd.
#![allow(clippy::unwrap_used)] // helpers of tests; clippy allows it in the tests themselves only

mod news;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use secondhand::engine::Engine;
use secondhand::rules::Pack;
use secondhand::segment;
use secondhand::types::{Analysis, Attribution, Basis, Claim, Input, Link, Source, Span};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::compile(&Pack::builtin().unwrap()).unwrap());

/// Rounding that a sum of a few logarithms may show.
const ROUNDING: f64 = 1e-9;

/// Pieces of news, whole and broken, that texts are put together of.
const FRAGMENTS: &[&str] = &[
    "The ministry",
    "the ministry's",
    "Coast Daily",
    "Reuters",
    "ISW",
    "a senior official at the ministry who asked not to be named",
    "two people familiar with the matter",
    "Ilse Brandt",
    "Dr. J. Elvik",
    "spokeswoman",
    "he",
    "They",
    "it",
    "said",
    "said that",
    "says",
    "told reporters",
    "told Coast Daily that",
    "reported",
    "reported on Monday",
    "denied",
    "denied that",
    "did not confirm",
    "claims",
    "believed to be",
    "is expected to",
    "wrote on Telegram",
    "according to",
    "According to",
    "citing",
    "as reported by",
    "in an interview with",
    "it is widely believed that",
    "reportedly",
    "allegedly",
    "probably",
    "may have",
    "might",
    "about 40",
    "if",
    "that",
    "who",
    "which",
    "and",
    "but",
    "would cancel the tender",
    "the bridge fell",
    "the vote was delayed until 4 May",
    "had found serious gaps in the contract",
    "no decision had been taken",
    "Sign up for our newsletter",
    "Copyright © 2026 Port Ledger.",
    "By Signe Aldous, Port Ledger",
    "Read also:",
    "U.S.",
    "No. 10",
    "1,000.5",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "''",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "–",
    "—",
    "-",
    "--",
    "…",
    "...",
    ".",
    ".",
    "!",
    "?",
    ":",
    ";",
    ",",
    ",",
    "\u{a0}",
    "\u{200b}",
    "\u{301}",
    "é",
    "İstanbul",
    "ẞ",
    "北京",
    "🚢",
    "\u{202e}",
    "\0",
    "\r\n",
    "\t",
];

/// What stands between two pieces.
const JOINTS: &[&str] = &[" ", " ", " ", " ", "", "\n", "\n\n", "    "];

/// Pieces of news in any order.
fn fragments() -> impl Strategy<Value = String> {
    joined(select(FRAGMENTS).prop_map(str::to_owned).boxed())
}

/// Pieces of news among characters of any kind.
fn mixed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    joined(piece.boxed())
}

fn joined(piece: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    vec((piece, select(JOINTS)), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(a, b)| a + b).collect())
}

/// Every word that the rules that ship hold, as written and with a capital.
static RULE_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pack = Pack::builtin().unwrap();
    let text: String = pack.files.iter().map(|file| file.text.as_str()).collect();
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.')
        .filter(|word| !word.is_empty())
        .flat_map(|word| [word.to_owned(), news::capital(word)])
        .collect();
    words.sort();
    words.dedup();
    words
});

/// Words of the rules among pieces of news; short texts and texts of one word among them.
fn rule_words() -> impl Strategy<Value = String> {
    let word = || select(RULE_WORDS.as_slice());
    let piece = prop_oneof![
        2 => word(),
        1 => select(FRAGMENTS).prop_map(str::to_owned),
    ];
    prop_oneof![
        1 => vec(word(), 1..4).prop_map(|words| words.join(" ")),
        2 => joined(piece.boxed()),
    ]
}

/// Any text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => any::<String>(),
        1 => "[ -~\n]{0,200}",
        3 => fragments(),
        2 => mixed(),
        3 => rule_words(),
    ]
}

fn input() -> impl Strategy<Value = Input> {
    let publisher = prop::option::of(select(vec!["Port Ledger", "Reuters", "", "é"]));
    (text(), publisher, prop::option::of(fragments())).prop_map(|(text, publisher, title)| Input {
        text,
        publisher: publisher.map(str::to_owned),
        title,
        ..Input::default()
    })
}

/// Every span of a source.
fn of_source(source: &Source) -> impl Iterator<Item = Span> {
    source.span.into_iter()
}

fn of_attribution(attribution: &Attribution) -> impl Iterator<Item = Span> {
    let via = attribution.via.iter().map(|via| via.span);
    of_source(&attribution.source)
        .chain(attribution.cue.span)
        .chain(attribution.content.iter().copied())
        .chain(via)
}

fn of_link(link: &Link) -> impl Iterator<Item = Span> {
    let cue = link.cue.iter().filter_map(|cue| cue.span);
    let via = link.via.iter().map(|via| via.span);
    of_source(&link.source)
        .chain(cue)
        .chain(via)
        .chain(link.date)
        .chain(link.evidence)
}

fn of_claim(claim: &Claim) -> impl Iterator<Item = Span> {
    [claim.span, claim.sentence]
        .into_iter()
        .chain(claim.chain.iter().flat_map(of_link))
}

/// Every span of an analysis.
fn spans(analysis: &Analysis) -> Vec<Span> {
    let hedges = analysis.hedges.iter().flat_map(|h| [h.span, h.scope]);
    let dropped = analysis.dropped.iter().map(|drop| drop.span);
    analysis
        .attributions
        .iter()
        .flat_map(of_attribution)
        .chain(hedges)
        .chain(analysis.claims.iter().flat_map(of_claim))
        .chain(dropped)
        .collect()
}

fn analyse(input: &Input) -> Analysis {
    ENGINE.analyse(input)
}

fn document(text: &str) -> Input {
    Input {
        text: text.to_owned(),
        publisher: Some("Port Ledger".to_owned()),
        ..Input::default()
    }
}

/// Where the starts run backwards, if they do.
fn disorder(starts: impl Iterator<Item = u32>) -> Option<(u32, u32)> {
    let starts: Vec<u32> = starts.collect();
    let backwards = starts.windows(2).find(|pair| pair[0] > pair[1]);
    backwards.map(|pair| (pair[0], pair[1]))
}

proptest! {
    #[test]
    fn spans_name_whole_characters_of_the_text(input in input()) {
        for span in spans(&analyse(&input)) {
            let (start, end) = (span.start as usize, span.end as usize);
            prop_assert!(start <= end, "{span:?}");
            prop_assert!(input.text.get(start..end).is_some(), "{span:?} of {} bytes", input.text.len());
        }
    }

    #[test]
    fn a_claim_lies_in_one_sentence(input in input()) {
        let segments = segment::segment(&input.text, &ENGINE.rules().lexicon);
        for claim in analyse(&input).claims {
            prop_assert!(claim.sentence.contains(claim.span), "{claim:?}");
            prop_assert!(!claim.span.is_empty(), "{claim:?}");
            prop_assert!(segments.sentences.iter().any(|s| s.span == claim.sentence), "{claim:?}");
        }
    }

    #[test]
    fn a_chain_starts_with_the_publisher(input in input()) {
        for claim in analyse(&input).claims {
            let is_publisher = |link: &Link| link.basis == Basis::Publisher;
            prop_assert!(claim.chain.first().is_some_and(is_publisher), "{:?}", claim.chain);
            prop_assert!(!claim.chain.iter().skip(1).any(is_publisher), "{:?}", claim.chain);
        }
    }

    #[test]
    fn ids_point_at_what_is_there(input in input()) {
        let analysis = analyse(&input);
        let (attributions, hedges) = (analysis.attributions.len(), analysis.hedges.len());
        for (id, attribution) in analysis.attributions.iter().enumerate() {
            prop_assert!(attribution.parent.is_none_or(|parent| parent < attributions && parent != id));
        }
        for claim in &analysis.claims {
            prop_assert!(claim.hedges.iter().all(|&hedge| hedge < hedges), "{claim:?}");
            let ids = claim.chain.iter().filter_map(|link| link.attribution);
            prop_assert!(ids.into_iter().all(|id| id < attributions), "{claim:?}");
        }
    }

    #[test]
    fn results_stand_in_the_order_of_the_text(input in input()) {
        let analysis = analyse(&input);
        prop_assert_eq!(disorder(analysis.hedges.iter().map(|hedge| hedge.span.start)), None, "hedges");
        prop_assert_eq!(disorder(analysis.claims.iter().map(|claim| claim.span.start)), None, "claims");
    }

    #[test]
    fn scores_are_in_range_and_sum_to_what_they_make_up(input in input()) {
        let analysis = analyse(&input);
        for claim in &analysis.claims {
            let sourcing = &claim.scores.sourcing;
            let [low, high] = sourcing.interval;
            prop_assert!(0.0 <= low && low <= sourcing.value && sourcing.value <= high && high <= 1.0, "{sourcing:?}");
            let commitment = &claim.scores.commitment;
            let [low, high] = commitment.range;
            prop_assert!(0.0 <= low && low <= commitment.value && commitment.value <= high && high <= 1.0, "{commitment:?}");
            let trust = sourcing.trust.unwrap_or(1.0);
            let sum: f64 = sourcing.contributions.links.iter().map(|link| link.ln).sum();
            prop_assert!((sum - trust.ln()).abs() < ROUNDING, "{sum} is not ln {trust}");
        }
        let most = analysis.claims.iter().map(|claim| claim.scores.check_worthiness).fold(0.0, f64::max);
        prop_assert!((0.0..=1.0).contains(&most));
        prop_assert_eq!(analysis.check_worthiness, most);
    }

    #[test]
    fn a_second_run_finds_the_same(input in input()) {
        prop_assert_eq!(analyse(&input), analyse(&input));
    }

    #[test]
    fn a_hedge_weakens_the_claim_and_leaves_its_sourcing(
        source in select(vec!["The ministry", "Reuters", "Two people familiar with the matter", "Ilse Brandt", "Officials in Solmark", "A spokesman"]),
        verb in select(vec!["said", "said that", "reported that", "told reporters that", "claimed that"]),
        subject in select(vec!["the bridge", "the State Audit Agency", "Kestrel Marine", "the new tender", "two ships"]),
        act in select(vec!["failed last week", "left the harbour", "broke the contract", "cost the town 40 million crowns"]),
        hedge in select(vec!["probably", "possibly", "perhaps", "apparently"]),
    ) {
        let plain = innermost(&document(&format!("{source} {verb} {subject} {act}.")));
        let hedged = innermost(&document(&format!("{source} {verb} {subject} {hedge} {act}.")));
        prop_assert!(!hedged.hedges.is_empty(), "no hedge in {hedged:?}");
        let (before, after) = (&plain.scores.commitment, &hedged.scores.commitment);
        prop_assert!(after.value < before.value, "{} after {}", after.value, before.value);
        prop_assert!(after.range[0] <= before.range[0] && after.range[1] <= before.range[1]);
        prop_assert_eq!(&plain.scores.sourcing, &hedged.scores.sourcing);
    }
}

/// Texts that the properties above have found to break the engine.
#[test]
fn texts_that_broke_it_once_do_not_again() {
    let broke = [
        "and a senior official at the ministry who asked not to be named ",
        "and Sign up for our newsletter said ",
        "and » said ",
        "Middle",
    ];
    for text in broke {
        let input = document(text);
        assert_eq!(analyse(&input), analyse(&input), "{text}");
    }
}

/// The claim with the longest chain.
fn innermost(input: &Input) -> Claim {
    let claims = analyse(input).claims;
    claims
        .into_iter()
        .max_by_key(|claim| claim.chain.len())
        .unwrap()
}
