//! A sentence as the finders see it: questions about its tokens that every frame asks.

use std::cell::{Cell, OnceCell};

use super::Tokens;
use crate::rules::file::{CueEntry, Effect, Frame};
use crate::rules::inflect::form;
use crate::rules::lexicon::{AroundRule, Classes, Hit, Lexicon, Part, class};
use crate::scan::{Hits, touching, within};
use crate::segment::{Quote, Segments, Shape};
use crate::types::SourceType;

/// How many words of a noun phrase stand before the title in it at most ("its latest annual “Year in Ice” report").
const TITLED: usize = 4;

/// A sentence with the hits in it.
pub struct Phrase<'a> {
    pub text: &'a str,
    pub segments: &'a Segments,
    pub hits: &'a Hits,
    pub lexicon: &'a Lexicon,
    /// Its number.
    pub sentence: usize,
    /// Its first token.
    pub low: usize,
    /// One past its last token.
    pub high: usize,
    /// One past its last token that is no closing mark.
    pub end: usize,
    /// For each token whether a finite verb stands there, where that was asked before.
    finite: OnceCell<Box<[Cell<Option<bool>>]>>,
}

/// A cue and its rule.
pub struct Cue<'a> {
    number: usize,
    pub rule: &'a CueEntry,
    pub start: usize,
    pub end: usize,
    pub form: u8,
}

impl Cue<'_> {
    pub fn has(&self, frame: Frame) -> bool {
        self.rule.frames.contains(&frame)
    }

    pub fn tokens(&self) -> Tokens {
        self.start..self.end
    }
}

impl<'a> Phrase<'a> {
    pub fn new(
        text: &'a str,
        segments: &'a Segments,
        hits: &'a Hits,
        lexicon: &'a Lexicon,
        sentence: usize,
    ) -> Self {
        let range = segments.sentences[sentence].range();
        let mut phrase = Self {
            text,
            segments,
            hits,
            lexicon,
            sentence,
            low: range.start,
            high: range.end,
            end: range.end,
            finite: OnceCell::new(),
        };
        while phrase.end > phrase.low && phrase.is_closing(phrase.end - 1) {
            phrase.end -= 1;
        }
        phrase
    }

    pub fn cue(&self, hit: &Hit) -> Cue<'a> {
        Cue {
            number: hit.rule as usize,
            rule: &self.lexicon.cues[hit.rule as usize],
            start: hit.start as usize,
            end: hit.end as usize,
            form: hit.form,
        }
    }

    /// Closing punctuation: what a content at the end of a sentence leaves off.
    fn is_closing(&self, at: usize) -> bool {
        matches!(
            self.segments.tokens[at].shape,
            Shape::Mark(b'.' | b'!' | b'?' | b'"' | b'\'' | b';' | b':' | b',')
        ) && !self.opens_quote(at)
    }

    pub fn has_class(&self, at: usize, bits: Classes) -> bool {
        self.segments.classes.get(at).is_some_and(|c| c & bits != 0)
    }

    pub fn is(&self, at: usize, mark: u8) -> bool {
        self.in_sentence(at) && self.segments.tokens[at].is(mark)
    }

    pub fn in_sentence(&self, at: usize) -> bool {
        (self.low..self.high).contains(&at)
    }

    pub fn word(&self, at: usize) -> &'a str {
        self.segments
            .tokens
            .get(at)
            .map_or("", |t| t.span.of(self.text))
    }

    pub fn is_word(&self, at: usize, word: &str) -> bool {
        self.in_sentence(at)
            && self.segments.tokens[at].span.len() as usize == word.len()
            && self.word(at).eq_ignore_ascii_case(word)
    }

    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.in_sentence(at).then(|| self.segments.tokens[at].shape)
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.in_sentence(at) && self.segments.tokens[at].is_capital()
    }

    pub fn is_lower(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower)
    }

    pub fn is_mark(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Mark(_)))
    }

    /// An adverb: a known one, or a word in -ly that is not known to be none.
    pub fn is_adverb(&self, at: usize) -> bool {
        self.has_class(at, class::ADVERB)
            || self.is_lower(at)
                && self.word(at).ends_with("ly")
                && !self.has_class(at, class::NOT_ADVERB)
    }

    /// The quotation that opens at token `at`.
    pub fn quote_opening(&self, at: usize) -> Option<&'a Quote> {
        if !self.is_quotation_mark(at) {
            return None;
        }
        let quotes = &self.segments.quotes;
        let i = quotes.partition_point(|q| (q.open as usize) < at);
        quotes.get(i).filter(|q| q.open as usize == at)
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        let token = self.segments.tokens.get(at);
        token.is_some_and(|token| matches!(token.shape, Shape::Mark(b'"' | b'\'')))
    }

    pub fn opens_quote(&self, at: usize) -> bool {
        self.quote_opening(at).is_some()
    }

    /// The quotation that token `at` closes.
    pub fn quote_closing(&self, at: usize) -> Option<&'a Quote> {
        if !self.is_quotation_mark(at) {
            return None;
        }
        self.quotes_before(at)
            .find(|q| q.closed && q.close as usize == at)
    }

    /// The quotations that open before token `at`, the last first.
    fn quotes_before(&self, at: usize) -> impl Iterator<Item = &'a Quote> + use<'a> {
        let quotes = &self.segments.quotes;
        let before = quotes.partition_point(|q| (q.open as usize) < at);
        quotes[..before].iter().rev()
    }

    /// The innermost quotation that token `at` stands in, its marks not counted.
    pub fn quote_round(&self, at: usize) -> Option<&'a Quote> {
        self.quotes_before(at)
            .take(40)
            .find(|q| at < q.close as usize)
    }

    /// Whether two tokens stand in the same quotation, or both in none.
    pub fn same_quote(&self, a: usize, b: usize) -> bool {
        self.quote_round(a).map(|q| q.open) == self.quote_round(b).map(|q| q.open)
    }

    /// A finite verb stands at `at`: an auxiliary, a verb of the list, or a cue read as a verb.
    pub fn is_finite(&self, at: usize) -> bool {
        if !self.in_sentence(at) {
            return false;
        }
        let known = self
            .finite
            .get_or_init(|| vec![Cell::new(None); self.high - self.low].into());
        let known = &known[at - self.low];
        known.get().unwrap_or_else(|| {
            let finite = self.reads_finite(at);
            known.set(Some(finite));
            finite
        })
    }

    fn reads_finite(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.has_class(at, class::BE | class::HAVE) && word.starts_with(['\'', '’']) {
            return at > self.low && self.has_class(at - 1, class::PRONOUN | class::QUESTION);
        }
        if self.has_class(at, class::BE) {
            return !["be", "been", "being"]
                .iter()
                .any(|w| word.eq_ignore_ascii_case(w))
                && !word.starts_with("'");
        }
        if self.has_class(at, class::MODAL | class::DO) {
            return !(self.has_class(at, class::MONTH) && self.is_capital(at) && at > self.low);
        }
        if self.has_class(at, class::HAVE) {
            return !word.eq_ignore_ascii_case("having");
        }
        let verb = self.has_class(at, class::FINITE) && self.reads_as_verb(at);
        verb && !self.describes_source(at) || self.finite_cue(at)
    }

    /// Whether words that describe a source begin at `at` ("sources | close to the mayor").
    fn describes_source(&self, at: usize) -> bool {
        let mut hits = within(&self.hits.sources, at, at + 1).iter();
        hits.any(|hit| hit.part == Part::Phrase)
    }

    /// A cue verb in a finite form stands at `at`.
    pub fn finite_cue(&self, at: usize) -> bool {
        within(&self.hits.cues, at, at + 1).iter().any(|hit| {
            let finite =
                hit.part == Part::Verb && hit.form & (form::PAST | form::THIRD | form::BASE) != 0;
            let reduced = hit.form & form::PARTICIPLE != 0 && self.is_word(hit.end as usize, "by");
            let noun = hit.form & form::PAST == 0 && self.verb_follows(hit.end as usize);
            finite
                && !reduced
                && !noun
                && self.reads_as_verb(at)
                && (hit.form != form::BASE || self.after_plural(at))
        })
    }

    /// A finite verb stands at `at`, so that a word before it that may be a noun is its subject ("reports say").
    fn verb_follows(&self, at: usize) -> bool {
        let cue = within(&self.hits.cues, at, at + 1)
            .iter()
            .any(|hit| hit.part == Part::Verb && hit.form & (form::PAST | form::BASE) != 0);
        cue || self.has_class(at, class::BE | class::HAVE | class::MODAL)
    }

    /// Whether a bare verb at `at` can have the word before it as its subject, or an auxiliary before it.
    fn after_plural(&self, at: usize) -> bool {
        let before = (self.low..at).rev().find(|&i| !self.is_adverb(i));
        before.is_some_and(|i| {
            let word = self.word(i);
            let one = i > self.low && (self.is_word(i - 1, "a") || self.is_word(i - 1, "an"));
            self.has_class(
                i,
                class::PLURAL | class::DO | class::MODAL | class::NEGATION,
            ) || word.ends_with('s') && !word.ends_with("ss") && !one
                || self.is(i, b'"')
        })
    }

    /// A finite cue verb, or one that opens the clause at `clause` ("…, said Ana Lind").
    pub fn finite_cue_or_inverted(&self, at: usize, clause: usize) -> bool {
        at == clause && !self.word(at).ends_with("ing") || self.finite_cue(at)
    }

    /// A word that may be verb or noun is read as a verb: not after an article, possessive, preposition or "to".
    pub fn reads_as_verb(&self, at: usize) -> bool {
        if self.word(at).ends_with("ing")
            || self.is_capital(at) && at > self.low && self.word(at) != self.word(at).to_uppercase()
        {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|&b| b >= self.low) else {
            return false;
        };
        if ["be", "been", "being", "to", "having"]
            .iter()
            .any(|word| self.is_word(before, word))
        {
            return false;
        }
        let subject = self.has_class(before, class::PRONOUN | class::RELATIVE);
        let nominal = self.has_class(
            before,
            class::DETERMINER | class::POSSESSIVE | class::PREPOSITION,
        ) && !subject
            || self.possessive_clitic(before)
            || self.names_programme(before)
            || self.has_class(before, class::DEMONYM)
                && !self.word(before).ends_with('s')
                && self.word(at).ends_with('s');
        !nominal
    }

    /// Whether a title in a noun phrase ends at `close`: `NBC's "Morning Hour" | show`, `its latest "Year in Ice" | report`.
    fn names_programme(&self, close: usize) -> bool {
        self.quote_closing(close).is_some_and(|quote| {
            let open = quote.open as usize;
            let mut before = (self.low..open).rev().take(TITLED);
            let opens = |at: usize| self.has_class(at, class::POSSESSIVE | class::DETERMINER);
            let first = before.find(|&at| !self.is_lower(at) || opens(at));
            self.is_capital(open + 1)
                && first.is_some_and(|at| opens(at) || at + 1 == open && self.possessive_clitic(at))
        })
    }

    /// "'s" after a noun: a possessive, not "is".
    pub fn possessive_clitic(&self, at: usize) -> bool {
        let word = self.word(at);
        let clitic = matches!(word, "'s" | "’s")
            || word == "'"
            || word == "’" && self.quote_closing(at).is_none();
        let pronoun = class::PERSONAL | class::QUESTION | class::RELATIVE;
        clitic
            && at > self.low
            && !self.has_class(at - 1, pronoun)
            && !self.is_word(at - 1, "there")
    }

    /// Whether a finite verb stands in `range`, relative clauses aside.
    pub fn has_finite(&self, range: Tokens) -> bool {
        let mut relative = false;
        range.into_iter().any(|at| {
            if self.has_class(at, class::RELATIVE) && at > self.low {
                relative = true;
            } else if self.is(at, b',') {
                relative = false;
            }
            !relative && self.is_finite(at)
        })
    }

    /// Whether any finite verb stands in `range`.
    pub fn any_finite(&self, mut range: Tokens) -> bool {
        range.any(|at| self.is_finite(at))
    }

    /// The registry's name that covers the most of `range`.
    pub fn name_in(&self, range: Tokens) -> Option<&'a Hit> {
        within(&self.hits.names, range.start, range.end)
            .iter()
            .filter(|hit| hit.end as usize <= range.end)
            .max_by_key(|hit| (hit.end - hit.start, std::cmp::Reverse(hit.start)))
    }

    /// Whether token `at` is part of a name of the registry.
    pub fn in_name(&self, at: usize) -> bool {
        touching(&self.hits.names, self.low, at..at + 1)
            .next()
            .is_some()
    }

    /// Whether a name of the registry goes on at `at`, its first word before.
    pub fn goes_on_name(&self, at: usize) -> bool {
        let mut names = touching(&self.hits.names, self.low, at..at + 1);
        names.any(|hit| (hit.start as usize) < at)
    }

    /// Whether the bracket from `open` to `close` is the end of a dateline: "WASHINGTON (Reuters)", "Washington (CNN)".
    pub fn is_dateline(&self, open: usize, close: usize) -> bool {
        let name = self.name_in(open + 1..close);
        let whole = name.is_some_and(|hit| (hit.end - hit.start) as usize == close - open - 1);
        let place = |at: usize| self.is_capital(at) || self.is(at, b',') || self.is(at, b'.');
        whole && name.is_some_and(|hit| self.lexicon.is_outlet(hit)) && (self.low..open).all(place)
    }

    /// A word for a channel stands at `at`: a common noun, or a platform's name.
    pub fn channel_at(&self, at: usize) -> bool {
        within(&self.hits.channels, at, at + 1)
            .iter()
            .any(|hit| hit.part == Part::Phrase || !self.is_capital(at))
    }

    /// Source nouns in `range`.
    pub fn source_hits(&self, range: Tokens) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let end = range.end;
        within(&self.hits.sources, range.start, range.end)
            .iter()
            .filter(move |hit| hit.end as usize <= end)
    }

    /// Whether the cue's rule takes a source of this type.
    pub fn takes(&self, cue: &Cue<'_>, source: Option<Tokens>) -> bool {
        let types = &cue.rule.sources;
        let fits = |range| {
            self.type_of(range)
                .is_some_and(|kind| types.contains(&kind))
        };
        types.is_empty() || source.is_some_and(fits)
    }

    /// The type of the name in `range`, or of its last source noun where it has none or that noun ends it ("a Reuters
    /// report"), by which cues choose their sources.
    pub fn type_of(&self, range: Tokens) -> Option<SourceType> {
        let name = self.name_in(range.clone());
        let nouns = self.source_hits(range.clone());
        let mut typed = nouns.filter_map(|hit| Some((hit, self.type_of_noun(hit)?)));
        let first = typed.next();
        let last = typed.last().or(first);
        // "documents seen by the BBC"
        let leads = |noun: &Hit, name: &Hit| {
            let mut between = noun.end as usize..name.start as usize;
            between.any(|at| self.has_class(at, class::PREPOSITION))
        };
        match (name, last) {
            _ if let (Some(name), Some((noun, kind))) = (name, first)
                && noun.end <= name.start
                && leads(noun, name) =>
            {
                Some(kind)
            }
            (Some(name), Some((hit, kind)))
                if hit.end as usize == range.end && name.end <= hit.start =>
            {
                Some(kind)
            }
            (Some(name), _) => Some(self.lexicon.names[name.rule as usize].r#type),
            (None, last) => last.map(|(_, kind)| kind),
        }
    }

    fn type_of_noun(&self, hit: &Hit) -> Option<SourceType> {
        let rule = &self.lexicon.sources[hit.rule as usize];
        let plural = rule.plural_type.filter(|_| hit.form & form::PLURAL != 0);
        plural.or(rule.r#type)
    }

    /// The rule that changes what a cue does, if one holds round it.
    pub fn around(&self, cue: &Cue<'_>) -> Option<&'a AroundRule> {
        let view = self.segments.view(self.text);
        self.lexicon.around(
            &view,
            (cue.start, cue.end),
            Some(cue.number),
            (self.low, self.high),
        )
    }

    pub fn vetoed(&self, cue: &Cue<'_>) -> bool {
        self.around(cue)
            .is_some_and(|rule| rule.effect == Effect::Veto)
    }

    /// The full stop of an abbreviation or initial inside a sentence ("Adm.", "J.").
    pub fn abbreviates(&self, at: usize) -> bool {
        self.is(at, b'.')
            && at > self.low
            && at + 1 < self.high
            && self.has_class(at - 1, class::ABBREVIATION | class::TITLE)
            || self.is(at, b'.')
                && at > self.low
                && at + 1 < self.high
                && self.segments.tokens[at - 1].span.len() == 1
    }

    /// `at` moved right over adverbs.
    pub fn skip_adverbs(&self, mut at: usize) -> usize {
        while self.is_adverb(at) && at < self.end {
            at += 1;
        }
        at
    }

    /// `range` without marks at either end, conjunctions at its head and adverbs that open it.
    pub fn trimmed(&self, range: Tokens) -> Tokens {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && (self.is_bare_mark(start) || self.has_class(start, class::CONJUNCTION))
        {
            start += 1;
        }
        while end > start && self.is_bare_mark(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Punctuation that a span does not begin or end with (brackets and currency may).
    fn is_bare_mark(&self, at: usize) -> bool {
        matches!(
            self.segments.tokens[at].shape,
            Shape::Mark(b',' | b';' | b':' | b'.' | b'-' | b'"' | b'\'' | b'!' | b'?')
        )
    }

    /// A sentence-like line that is a heading: short, without closing punctuation.
    pub fn is_heading(&self) -> bool {
        let last = self.segments.tokens[self.high - 1];
        !matches!(
            last.shape,
            Shape::Mark(b'.' | b'!' | b'?' | b'"' | b':' | b'~' | b',' | b';')
        ) && self.high - self.low <= 28
    }
}
