//! The scan against an oracle: plain phrases that the lexicon finds are those that aho-corasick finds.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests; clippy allows it in the tests themselves only

mod news;

use aho_corasick::AhoCorasick;
use news::Dice;
use secondhand::rules::Pack;
use secondhand::rules::lexicon::{Kind, Lexicon};
use secondhand::segment;

/// Texts compared.
const TEXTS: u64 = 40;

/// A phrase without context, classes, alternatives, repetition or capitals.
fn is_plain(phrase: &str) -> bool {
    !phrase.contains(['[', '{', '|', '?', '*']) && !phrase.contains(char::is_uppercase)
}

/// The pack that ships, of whose words only the plain phrases of hedges are left.
fn plain_hedges() -> Pack {
    let mut pack = Pack::builtin().unwrap();
    for entry in &mut pack.hedges {
        entry.rule.phrases.retain(|phrase| is_plain(phrase));
        entry.rule.verbs.clear();
        entry.rule.nouns.clear();
        entry.rule.unless.clear();
    }
    for term in pack
        .scales
        .iter_mut()
        .flat_map(|entry| &mut entry.rule.term)
    {
        term.phrases.retain(|phrase| is_plain(phrase));
    }
    pack.cues.clear();
    pack.sources.clear();
    pack.channels.clear();
    pack.registry.clear();
    pack
}

/// The phrases of the hedges and of the scale in force, each once.
fn phrases(pack: &Pack) -> Vec<String> {
    let chosen = pack
        .pack
        .as_ref()
        .and_then(|entry| entry.rule.scale.as_deref());
    let scale = pack
        .scales
        .iter()
        .filter(|entry| chosen == Some(entry.rule.id.as_str()))
        .flat_map(|entry| &entry.rule.term)
        .flat_map(|term| &term.phrases);
    let hedges = pack.hedges.iter().flat_map(|entry| &entry.rule.phrases);
    let mut all: Vec<String> = scale.chain(hedges).cloned().collect();
    all.sort();
    all.dedup();
    all
}

type Spans = Vec<(usize, usize)>;

/// Where the lexicon finds a phrase, a span once for all rules that have it.
fn by_lexicon(text: &str, lexicon: &Lexicon) -> Spans {
    let segments = segment::segment(text, lexicon);
    let view = segments.view(text);
    let mut found = Spans::new();
    for sentence in &segments.sentences {
        let range = sentence.range();
        for at in range.clone() {
            lexicon.hits_at(&view, at, (range.start, range.end), &mut |hit| {
                assert_eq!(hit.kind, Kind::Hedge);
                let span = segments.span(hit.start as usize, hit.end as usize);
                found.push((span.start as usize, span.end as usize));
            });
        }
    }
    sorted(found)
}

/// Where aho-corasick finds a phrase between two word boundaries.
fn by_oracle(text: &str, oracle: &AhoCorasick) -> Spans {
    let found = oracle
        .find_overlapping_iter(text)
        .map(|found| (found.start(), found.end()))
        .filter(|&(start, end)| is_bounded(text, start, end));
    sorted(found.collect())
}

fn sorted(mut spans: Spans) -> Spans {
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// A hyphen between letters joins a word, as the tokens have it.
fn is_bounded(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    !goes_on(before.next(), before.next()) && !goes_on(after.next(), after.next())
}

fn goes_on(next: Option<char>, second: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_letter(next) || next == Some('-') && is_letter(second)
}

/// A phrase as texts may write it, and near misses that hold its letters.
fn written(dice: &mut Dice, phrase: &str) -> String {
    match dice.below(9) {
        0 => news::capital(phrase),
        1 => phrase.to_uppercase(),
        2 => format!("un{phrase}"),
        3 => format!("{phrase}s"),
        4 => format!("half-{phrase}"),
        5 => format!("{phrase}-like"),
        6 => phrase.replacen(' ', ", ", 1),
        7 => format!("“{phrase}”"),
        _ => phrase.to_owned(),
    }
}

/// News-like text with the phrases strewn over it.
fn text(seed: u64, phrases: &[String]) -> String {
    let dice = &mut Dice::new(seed);
    let mut words: Vec<String> = Vec::new();
    for word in news::article(dice, 6_000).split(' ') {
        if dice.chance(25) {
            let phrase = &phrases[dice.below(phrases.len())];
            words.push(written(dice, phrase));
        }
        words.push(word.to_owned());
    }
    words.join(" ")
}

#[test]
fn plain_phrases_are_found_where_aho_corasick_finds_them() {
    let pack = plain_hedges();
    let phrases = phrases(&pack);
    assert!(phrases.len() > 100, "{} plain phrases", phrases.len());
    assert!(phrases.iter().any(|phrase| phrase.contains(' ')));
    let lexicon = Lexicon::compile(&pack).unwrap();
    let oracle = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(&phrases)
        .unwrap();
    let mut found = 0;
    for seed in 0..TEXTS {
        let text = text(seed, &phrases);
        let (ours, theirs) = (by_lexicon(&text, &lexicon), by_oracle(&text, &oracle));
        let only = |these: &Spans, those: &Spans| -> Vec<String> {
            let missing = these.iter().filter(|span| !those.contains(span));
            missing
                .map(|&(start, end)| context(&text, start, end))
                .collect()
        };
        assert_eq!(
            ours,
            theirs,
            "seed {seed}: only the lexicon has {:?}, only aho-corasick {:?}",
            only(&ours, &theirs),
            only(&theirs, &ours)
        );
        found += ours.len();
    }
    assert!(found > 5_000, "{found} found: too few to compare");
}

/// A span with the words round it.
fn context(text: &str, start: usize, end: usize) -> String {
    let from = text.floor_char_boundary(start.saturating_sub(20));
    let to = text.ceil_char_boundary((end + 20).min(text.len()));
    format!(
        "{}>{}<{}",
        &text[from..start],
        &text[start..end],
        &text[end..to]
    )
}
