//! Finds the names of a document: entries of the registry, and runs of capitalised words.

use rustc_hash::FxHashSet;

use super::super::Reading;
use super::super::discourse::is_heading;
use super::runs::{name_end, skip_opening, skip_titles};
use super::{Mention, key};
use crate::attribute::Tokens;
use crate::rules::lexicon::{Classes, Hit, class};
use crate::segment::{Segments, Shape, Token};
use crate::types::{SourceType, Span};

/// The longest abbreviation in capitals that is taken for the name of a body.
const SHORT: u32 = 5;

/// So many words in capitals are a heading rather than a name.
const HEADING: usize = 3;

/// How many tokens from the start of its sentence a name without a preposition before it is taken for a subject.
const EARLY: usize = 4;

/// The names of the kept sentences, in the order of the text; whom they mean is not yet known.
pub fn collect(reading: &Reading<'_>) -> Vec<Mention> {
    let mut collector = Collector {
        reading,
        inside: capitals_inside(reading),
        names: reading.hits.names.iter().peekable(),
        quoted: Quoted::default(),
        out: Vec::new(),
    };
    for (number, sentence) in reading.segments.sentences.iter().enumerate() {
        if reading.kept[number] {
            collector.sentence(number, sentence.range());
        }
    }
    collector.out
}

/// The capitalised words that stand after another word, so that no sentence's start is why.
fn capitals_inside(reading: &Reading<'_>) -> FxHashSet<u64> {
    let tokens = &reading.segments.tokens;
    tokens
        .windows(2)
        .filter(|pair| pair[1].is_capital() && pair[0].is_word())
        .map(|pair| key(pair[1].span.of(&reading.input.text)))
        .collect()
}

/// Where the quotation ends that was opened last.
#[derive(Default)]
struct Quoted {
    next: usize,
    until: u32,
}

impl Quoted {
    /// Whether token `at`, later than any asked for before, stands in a quotation.
    fn holds(&mut self, segments: &Segments, at: usize) -> bool {
        while let Some(quote) = segments
            .quotes
            .get(self.next)
            .filter(|q| (q.open as usize) < at)
        {
            self.until = self.until.max(quote.close);
            self.next += 1;
        }
        at < self.until as usize
    }
}

struct Collector<'a> {
    reading: &'a Reading<'a>,
    inside: FxHashSet<u64>,
    names: std::iter::Peekable<std::slice::Iter<'a, Hit>>,
    quoted: Quoted,
    out: Vec<Mention>,
}

impl Collector<'_> {
    fn sentence(&mut self, number: usize, range: Tokens) {
        let segments = self.reading.segments;
        let mut at = range.start;
        while at < range.end {
            while self
                .names
                .next_if(|hit| (hit.start as usize) < at)
                .is_some()
            {}
            let next = self.names.peek().copied();
            if let Some(hit) = next.filter(|hit| hit.start as usize == at) {
                let kind = self.reading.rules.lexicon.names[hit.rule as usize].r#type;
                let end = hit.end as usize;
                self.push(number, &range, at..end, Some(hit.rule), kind);
                at = end;
                continue;
            }
            if !segments.tokens[at].is_capital() {
                at += 1;
                continue;
            }
            let limit = next.map_or(range.end, |hit| range.end.min(hit.start as usize));
            let end = name_end(segments, at, &(range.start..limit));
            if end > at {
                self.run(number, &range, at..end);
            }
            at = end.max(at + 1);
        }
    }

    /// A run of capitalised words, of which titles, offices and peoples are no part of the name.
    fn run(&mut self, number: usize, range: &Tokens, run: Tokens) {
        let segments = self.reading.segments;
        let has = |at: usize, bits: Classes| segments.classes[at] & bits != 0;
        let end = run
            .clone()
            .rev()
            .find(|&at| !has(at, class::OFFICE | class::TITLE))
            .map_or(run.start, |at| at + 1);
        let mut name = run.start..end;
        if !name.clone().any(|at| has(at, class::BODY)) {
            name.start = name
                .clone()
                .find(|&at| !has(at, class::DEMONYM))
                .unwrap_or(end);
            while name.len() > 1 && has(name.end - 1, class::DEMONYM) {
                name.end -= 1;
            }
        }
        name.start = name
            .clone()
            .find(|&at| !self.is_adjective(at))
            .unwrap_or(end);
        name.start = skip_titles(segments, name.start, name.end);
        let first = |at: usize| at == range.start || segments.tokens[at - 1].is(b'"');
        if first(name.start) {
            name.start = skip_opening(segments, name.start, name.end);
        }
        let shouted = name
            .clone()
            .all(|at| segments.tokens[at].shape == Shape::Upper);
        if name.is_empty()
            || self.is_initial(&name)
            || shouted && name.len() >= HEADING
            || name.len() == 1 && first(name.start) && !self.is_name(name.start)
        {
            return;
        }
        let text = self.reading.input.text.as_str();
        let kind = kind_of(segments, text, name.clone());
        self.push(number, range, name, None, kind);
    }

    /// A single letter ("D-N.Y."), which names nobody.
    fn is_initial(&self, name: &Tokens) -> bool {
        let span = self.reading.segments.span(name.start, name.end);
        let letters = span.of(&self.reading.input.text).chars();
        letters.filter(|c| c.is_alphabetic()).count() == 1
    }

    /// Whether the capitalised word that opens a sentence is a name all the same: it stands capitalised elsewhere, is a
    /// state, or is a word that the lexicon does not know and owns what follows ("Lind's remark").
    fn is_name(&self, at: usize) -> bool {
        let segments = self.reading.segments;
        let owner = at + 1 < segments.tokens.len() && segments.is_clitic(at + 1);
        segments.words[at] == 0 && owner
            || segments.classes[at] & class::NATION != 0
            || segments.tokens[at].shape == Shape::Upper
            || self
                .inside
                .contains(&key(segments.tokens[at].span.of(&self.reading.input.text)))
    }

    /// "Norvik-based", "Gotland-born": a name that an adjective is made of.
    fn is_adjective(&self, at: usize) -> bool {
        let span = self.reading.segments.tokens[at].span;
        let word = span.of(&self.reading.input.text);
        let Some((_, tail)) = word.rsplit_once('-') else {
            return false;
        };
        let tail = Token {
            span: Span::new(span.end - tail.len() as u32, span.end),
            shape: Shape::Lower,
        };
        let lexicon = &self.reading.rules.lexicon;
        let (_, classes) = lexicon.look_up(&self.reading.input.text, tail);
        classes & class::TAIL != 0
    }

    fn push(
        &mut self,
        sentence: usize,
        range: &Tokens,
        tokens: Tokens,
        entry: Option<u32>,
        kind: SourceType,
    ) {
        let segments = self.reading.segments;
        self.out.push(Mention {
            subject: opens(segments, range, tokens.start),
            quoted: self.quoted.holds(segments, tokens.start),
            aside: is_heading(self.reading, sentence) || is_credit(segments, range, &tokens),
            article: tokens.start > range.start && is_article(segments, tokens.start - 1),
            tokens,
            entry,
            kind,
            sentence,
            who: usize::MAX,
        });
    }
}

/// "Bo Lund/AP": a slash beside a name is that of a credit.
fn is_credit(segments: &Segments, range: &Tokens, name: &Tokens) -> bool {
    let slash = |at: usize| range.contains(&at) && segments.tokens[at].is(b'/');
    slash(name.end) || name.start > range.start && slash(name.start - 1)
}

/// "the", not "that", which may join clauses.
fn is_article(segments: &Segments, at: usize) -> bool {
    let classes = segments.classes[at];
    classes & class::DEFINITE != 0 && classes & class::COMPLEMENTIZER == 0
}

/// Whether a name at `at`, with the description before it, opens its sentence or clause.
fn opens(segments: &Segments, range: &Tokens, at: usize) -> bool {
    let at = described_from(segments, range, at);
    let article = at
        .checked_sub(1)
        .filter(|&b| b > range.start && segments.classes[b] & class::DETERMINER != 0);
    let first = article.unwrap_or(at);
    let Some(before) = first.checked_sub(1).filter(|&b| b >= range.start) else {
        return true;
    };
    let classes = segments.classes[before];
    matches!(segments.tokens[before].shape, Shape::Mark(b',' | b'"'))
        || classes & (class::TITLE | class::SUBORDINATOR | class::CONJUNCTION) != 0
        || classes & class::DETERMINER != 0 && before == range.start
        || segments.tokens[before].is_word()
            && classes & class::PREPOSITION == 0
            && before < range.start + EARLY
}

/// Where the description before a name begins ("North Korean leader" Kim): capitals and offices.
fn described_from(segments: &Segments, range: &Tokens, at: usize) -> usize {
    let joins = class::PREPOSITION | class::SUBORDINATOR | class::CONJUNCTION | class::WEEKDAY;
    let describes = |i: usize| {
        let classes = segments.classes[i];
        segments.tokens[i].is_capital() && classes & joins == 0
            || classes & (class::OFFICE | class::TITLE) != 0
    };
    let before = (range.start..at).rev();
    before.take_while(|&i| describes(i)).last().unwrap_or(at)
}

/// A body where one of its words says so, a state, else a person.
fn kind_of(segments: &Segments, text: &str, tokens: Tokens) -> SourceType {
    let any = |bits: Classes| tokens.clone().any(|at| segments.classes[at] & bits != 0);
    let state = tokens.len() <= 2 && segments.classes[tokens.end - 1] & class::NATION != 0;
    if state || tokens.len() == 1 && any(class::PLACE) {
        return SourceType::Government;
    }
    if any(class::BODY) || tokens.len() > 1 && any(class::FIRM) {
        return SourceType::Unknown;
    }
    if any(class::NATION) {
        return SourceType::Government;
    }
    if tokens.len() == 1 && is_short(segments.tokens[tokens.start], text) {
        SourceType::Ngo
    } else {
        SourceType::Person
    }
}

/// An abbreviation: capitals, or a short word with a capital at its end ("BfV").
pub fn is_short(token: Token, text: &str) -> bool {
    let word = token.span.of(text);
    token.span.len() <= SHORT
        && (token.shape == Shape::Upper || token.is_capital() && word.ends_with(char::is_uppercase))
}
