//! The names in a document: persons and bodies, with every form of each.

use rustc_hash::FxHashMap;

use super::Reading;
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::segment::{Segments, Shape};
use crate::types::SourceType;

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens, without title.
    pub tokens: Tokens,
    /// The registry's entry.
    pub entry: Option<u32>,
    /// A person, a body, or a state.
    pub kind: SourceType,
    /// Whether it opens its sentence or clause, so that it is likely a subject.
    pub subject: bool,
    /// The sentence.
    pub sentence: usize,
}

/// Every name of a document.
#[derive(Debug, Default)]
pub struct Mentions {
    /// In the order of the text.
    pub all: Vec<Mention>,
    /// Last word of a person's name, lower case → the fullest form.
    persons: FxHashMap<String, Tokens>,
    /// Registry entry → the longest form in the document.
    entries: FxHashMap<u32, Tokens>,
    /// Abbreviation in brackets → the name before it.
    abbreviations: FxHashMap<String, Tokens>,
}

impl Mentions {
    /// Collects the names of the kept sentences.
    pub fn of(reading: &Reading<'_>) -> Self {
        let mut mentions = Self::default();
        for (number, sentence) in reading.segments.sentences.iter().enumerate() {
            if reading.kept[number] {
                mentions.collect(reading, number, sentence.range());
            }
        }
        mentions.index(reading);
        mentions
    }

    fn collect(&mut self, reading: &Reading<'_>, sentence: usize, range: Tokens) {
        let mut at = range.start;
        while at < range.end {
            if let Some(hit) = reading
                .hits
                .names
                .get(
                    reading
                        .hits
                        .names
                        .partition_point(|h| (h.start as usize) < at),
                )
                .filter(|h| h.start as usize == at)
            {
                let entry = &reading.rules.lexicon.names[hit.rule as usize];
                let tokens = at..hit.end as usize;
                self.push(
                    reading,
                    sentence,
                    &range,
                    tokens,
                    Some(hit.rule),
                    entry.r#type,
                );
                at = hit.end as usize;
                continue;
            }
            let next_entry = reading.hits.names.get(
                reading
                    .hits
                    .names
                    .partition_point(|h| (h.start as usize) < at),
            );
            let limit = next_entry.map_or(range.end, |hit| range.end.min(hit.start as usize));
            let end = name_end(reading.segments, at, &(range.start..limit));
            if end == at {
                at += 1;
                continue;
            }
            let full = end;
            let end = (at..full)
                .rev()
                .find(|&i| reading.segments.classes[i] & (class::OFFICE | class::TITLE) == 0)
                .map_or(at, |i| i + 1);
            let body = (at..end).any(|i| reading.segments.classes[i] & class::BODY != 0);
            let at_name = if body {
                at
            } else {
                (at..end)
                    .find(|&i| reading.segments.classes[i] & class::DEMONYM == 0)
                    .unwrap_or(end)
            };
            let start = skip_titles(reading.segments, at_name, end);
            let start = skip_opening(reading.segments, start, end, &range);
            let lone =
                start == range.start && start + 1 == end && !self.seen_inside(reading, start);
            if start < end && !lone {
                let kind = kind_of(reading.segments, reading.input.text.as_str(), start..end);
                self.push(reading, sentence, &range, start..end, None, kind);
            }
            at = full;
        }
    }

    /// Whether the capitalised word that opens a sentence at `at` also stands capitalised inside one, or is a state.
    fn seen_inside(&self, reading: &Reading<'_>, at: usize) -> bool {
        let segments = reading.segments;
        if segments.classes[at] & class::NATION != 0 || segments.tokens[at].shape == Shape::Upper {
            return true;
        }
        let text = reading.input.text.as_str();
        let word = segments.tokens[at].span.of(text);
        (1..segments.tokens.len()).any(|i| {
            i != at
                && segments.tokens[i].is_capital()
                && segments.tokens[i].span.of(text) == word
                && segments.tokens[i - 1].is_word()
        })
    }

    fn push(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        range: &Tokens,
        tokens: Tokens,
        entry: Option<u32>,
        kind: SourceType,
    ) {
        let article = tokens
            .start
            .checked_sub(1)
            .filter(|&b| b > range.start && reading.segments.classes[b] & class::DETERMINER != 0);
        let first = article.unwrap_or(tokens.start);
        let before = first.checked_sub(1).filter(|&b| b >= range.start);
        let subject = before.is_none_or(|b| {
            let classes = reading.segments.classes[b];
            matches!(reading.segments.tokens[b].shape, Shape::Mark(b',' | b'"'))
                || classes & (class::TITLE | class::SUBORDINATOR | class::CONJUNCTION) != 0
                || classes & class::DETERMINER != 0 && b == range.start
                || reading.segments.tokens[b].is_word()
                    && classes & class::PREPOSITION == 0
                    && b < range.start + 4
        });
        self.all.push(Mention {
            tokens,
            entry,
            kind,
            subject,
            sentence,
        });
    }

    fn index(&mut self, reading: &Reading<'_>) {
        let text = reading.input.text.as_str();
        for mention in &self.all {
            let tokens = mention.tokens.clone();
            if let Some(entry) = mention.entry {
                keep_longest(&mut self.entries, entry, tokens.clone());
            } else if mention.kind == SourceType::Person {
                let last = last_word(reading.segments, text, &tokens);
                keep_longest(&mut self.persons, last, tokens.clone());
            }
            if mention.kind != SourceType::Person
                && let Some(short) = initials(reading.segments, text, &tokens)
            {
                self.abbreviations.entry(short).or_insert(tokens.clone());
            }
            if let Some(short) = abbreviation(reading.segments, text, tokens.end) {
                self.abbreviations.entry(short).or_insert(tokens);
            }
        }
    }

    /// The fullest form of a person's name in the document.
    pub fn fullest_person(&self, segments: &Segments, text: &str, tokens: &Tokens) -> Tokens {
        let word = last_word(segments, text, tokens);
        if let Some(full) = self
            .persons
            .get(&word)
            .filter(|full| full.len() >= tokens.len())
        {
            return full.clone();
        }
        if tokens.len() == 1 {
            // A first name alone: "Kellyanne".
            let first = self.persons.values().find(|full| {
                full.len() > 1 && segments.tokens[full.start].span.of(text).to_lowercase() == word
            });
            if let Some(full) = first {
                return full.clone();
            }
        }
        tokens.clone()
    }

    /// Whether a name is surely a person's: two words or more somewhere in the document, or after a title.
    pub fn is_person(&self, reading: &Reading<'_>, mention: &Mention) -> bool {
        let full = self.fullest_person(reading.segments, &reading.input.text, &mention.tokens);
        let titled = mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| reading.segments.classes[at] & class::TITLE != 0);
        full.len() > 1 || titled
    }

    /// The longest form of a registry entry in the document.
    pub fn fullest_entry(&self, entry: u32) -> Option<Tokens> {
        self.entries.get(&entry).cloned()
    }

    /// The name that an abbreviation stands for in the document.
    pub fn spelt_out(&self, abbreviation: &str) -> Option<Tokens> {
        self.abbreviations.get(abbreviation).cloned()
    }
}

fn keep_longest<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, Tokens>, key: K, tokens: Tokens) {
    let best = map.entry(key).or_insert_with(|| tokens.clone());
    if tokens.len() > best.len() {
        *best = tokens;
    }
}

fn last_word(segments: &Segments, text: &str, tokens: &Tokens) -> String {
    let mut last = tokens.end - 1;
    while last > tokens.start && segments.classes[last] & class::SUFFIX != 0 {
        last -= 1;
    }
    segments.tokens[last].span.of(text).to_lowercase()
}

/// The end of a run of capitalised words that begins at `at`, with particles inside it; `at` where none begins.
pub fn name_end(segments: &Segments, at: usize, range: &Tokens) -> usize {
    if !names(segments, at) {
        return at;
    }
    let mut end = at + 1;
    while end < range.end {
        if names(segments, end) {
            end += 1;
        } else if joins_body(segments, at, end, range)
            || joins_name(segments, end) && end + 1 < range.end && names(segments, end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// A capitalised word that may be part of a name: no weekday, month, pronoun or function word.
fn names(segments: &Segments, at: usize) -> bool {
    let plain = class::WEEKDAY
        | class::PRONOUN
        | class::DETERMINER
        | class::SUBORDINATOR
        | class::PREPOSITION
        | class::CONJUNCTION
        | class::POSSESSIVE
        | class::MODAL
        | class::BE
        | class::HAVE
        | class::DO;
    segments.tokens[at].is_capital()
        && segments.classes[at] & plain == 0
        && segments.classes[at] & class::MONTH == 0
}

/// "Pew Internet and American Life Project": "and" inside the name of a body, which its last word tells.
fn joins_body(segments: &Segments, start: usize, at: usize, range: &Tokens) -> bool {
    if segments.classes[at] & class::CONJUNCTION == 0
        || (start..at).any(|i| segments.classes[i] & class::BODY != 0)
        || at < start + 2
    {
        return false;
    }
    let run = (at + 1..range.end)
        .take_while(|&i| segments.tokens[i].is_capital())
        .last();
    run.is_some_and(|last| last > at + 1 && segments.classes[last] & class::BODY != 0)
}

/// Lower-case particles of personal names; "of" and "for" join names of bodies.
fn joins_name(segments: &Segments, at: usize) -> bool {
    let token = segments.tokens[at];
    let initial = token.is(b'.') && at > 0 && segments.tokens[at - 1].span.len() <= 2;
    let particle = token.shape == Shape::Lower
        && segments.classes[at] & class::PARTICLE != 0
        && segments.classes[at] & (class::CONJUNCTION | class::DETERMINER) == 0;
    let preposition = segments.classes[at] & class::PREPOSITION != 0;
    let body = at > 0 && segments.classes[at - 1] & class::BODY != 0;
    initial || particle && (!preposition || body)
}

/// What follows the last title or office in a run of capitalised words ("Israeli Prime Minister" Benjamin Netanyahu).
fn skip_titles(segments: &Segments, at: usize, end: usize) -> usize {
    let title = |i: &usize| segments.classes[*i] & (class::TITLE | class::OFFICE) != 0;
    let Some(last) = (at..end.saturating_sub(1)).rev().find(title) else {
        return at;
    };
    let next = last + 1 + usize::from(segments.tokens[last + 1].is(b'.'));
    if next < end { next } else { at }
}

/// An ordinary word that opens the sentence with a capital is no name ("Officials Smith and …").
fn skip_opening(segments: &Segments, at: usize, end: usize, range: &Tokens) -> usize {
    let known =
        at < end && segments.classes[at] & (class::ADVERB | class::FINITE | class::OFFICE) != 0;
    if at == range.start && known {
        (at + 1).min(end)
    } else {
        at
    }
}

/// A body where one of its words says so, a state, else a person.
fn kind_of(segments: &Segments, text: &str, tokens: Tokens) -> SourceType {
    let one = tokens.len() == 1;
    let classes = |at: usize| segments.classes[at];
    if tokens.clone().any(|at| classes(at) & class::BODY != 0)
        && (!one || classes(tokens.start) & class::BODY != 0)
    {
        return SourceType::Unknown;
    }
    if tokens.clone().any(|at| classes(at) & class::NATION != 0) {
        return SourceType::Government;
    }
    let upper = one
        && segments.tokens[tokens.start].shape == Shape::Upper
        && tokens
            .clone()
            .all(|at| segments.tokens[at].span.of(text).len() <= 5);
    if upper {
        SourceType::Ngo
    } else {
        SourceType::Person
    }
}

/// An abbreviation in brackets right after a name.
fn abbreviation(segments: &Segments, text: &str, at: usize) -> Option<String> {
    let short = segments.tokens.get(at + 1)?;
    let closed = segments.tokens.get(at)?.is(b'(') && segments.tokens.get(at + 2)?.is(b')');
    (closed && short.is_capital()).then(|| short.span.of(text).to_owned())
}

/// The initials of a name of three capitalised words or more ("OIC" of "Organization of Islamic Cooperation").
fn initials(segments: &Segments, text: &str, tokens: &Tokens) -> Option<String> {
    let words = tokens
        .clone()
        .filter(|&at| segments.tokens[at].is_capital());
    let letters: String = words
        .filter_map(|at| segments.tokens[at].span.of(text).chars().next())
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}
