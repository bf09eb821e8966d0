//! Reads what stands beside a name: titles, offices and descriptions, which tell type and sex and may point back later.

use super::super::Reading;
use super::{Called, Gender, Names, Noun};
use crate::attribute::Tokens;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::segment::{Segments, Shape};
use crate::types::SourceType;

/// The longest description after a name that is read, in tokens.
const DESCRIPTION: usize = 14;

/// Reads what stands beside every name.
pub fn describe(reading: &Reading<'_>, names: &mut Names) {
    for i in 0..names.mentions.len() {
        let (tokens, who) = (names.mentions[i].tokens.clone(), names.mentions[i].who);
        let range = reading.segments.sentences[names.mentions[i].sentence].range();
        title(reading.segments, names, &range, &tokens, who);
        let beside = Beside {
            reading,
            range,
            tokens,
        };
        for hit in beside.before().chain(beside.after()).chain(beside.inside()) {
            call(reading, names, hit, &beside.tokens, who);
        }
        beside.pronoun(names, who);
    }
}

/// Notes that the noun of `hit` describes `who`.
fn call(reading: &Reading<'_>, names: &mut Names, hit: &Hit, name: &Tokens, who: usize) {
    let rule = &reading.rules.lexicon.sources[hit.rule as usize];
    let noun = hit.end as usize - 1;
    let referent = &mut names.referents[who];
    let outside = !name.contains(&noun);
    match rule.r#type {
        Some(SourceType::Person) if referent.kind == SourceType::Person && outside => {
            referent.person = true;
            let told = Gender::of(reading.segments.classes[noun]);
            referent.gender = referent.gender.or(told);
        }
        Some(SourceType::Group | SourceType::Document | SourceType::Person) | None => {}
        Some(kind) if referent.kind == SourceType::Person && !referent.person && outside => {
            referent.kind = kind;
        }
        Some(_) => {}
    }
    let at = name.start;
    let before = hit.start.saturating_sub(2) as usize..hit.start as usize;
    let people = names.people(reading, before);
    let called = Noun::of(reading, hit);
    names
        .called
        .entry(called)
        .or_default()
        .push(Called { at, who, people });
}

/// A title before the name makes a person of it, and may tell the sex.
fn title(segments: &Segments, names: &mut Names, range: &Tokens, name: &Tokens, who: usize) {
    let before = (range.start..name.start)
        .rev()
        .find(|&at| !segments.tokens[at].is(b'.'))
        .map_or(0, |at| segments.classes[at]);
    let referent = &mut names.referents[who];
    if before & class::TITLE != 0 && referent.kind == SourceType::Person {
        referent.person = true;
    }
    let told = Gender::of(before & (class::MALE | class::FEMALE));
    if referent.kind == SourceType::Person {
        referent.gender = told.or(referent.gender);
    }
}

/// A name and its sentence.
struct Beside<'a> {
    reading: &'a Reading<'a>,
    range: Tokens,
    tokens: Tokens,
}

impl<'a> Beside<'a> {
    fn hits(&self, tokens: Tokens) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let end = tokens.end;
        let singular = |hit: &&Hit| hit.form & form::PLURAL == 0;
        within(&self.reading.hits.sources, tokens.start, end)
            .iter()
            .filter(move |hit| hit.end as usize <= end)
            .filter(singular)
    }

    /// "carmaker Norvik", "Gov. Lind", "his lawyer, Bo Lund,".
    fn before(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let tokens = &self.reading.segments.tokens;
        let start = self.tokens.start;
        let mark = |at: usize, mark: u8| tokens.get(at).is_some_and(|t| t.is(mark));
        let comma =
            start > self.range.start && mark(start - 1, b',') && mark(self.tokens.end, b',');
        let dot = start > self.range.start && mark(start - 1, b'.');
        let end = start - usize::from(comma || dot);
        let low = self.range.start.max(end.saturating_sub(4));
        self.hits(low..end)
            .filter(move |hit| hit.end as usize == end)
    }

    /// ", a former governor of the state,", "is a lawyer".
    fn after(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let segments = self.reading.segments;
        let end = self.tokens.end;
        let opens = end < self.range.end
            && (segments.tokens[end].is(b',')
                || segments.classes[end] & class::BE != 0 && !segments.is_clitic(end));
        let first = if opens { end + 1 } else { end };
        let limit = if opens {
            self.range.end.min(first + DESCRIPTION)
        } else {
            first
        };
        let verb = class::FINITE | class::BE | class::HAVE | class::MODAL | class::DO;
        let stop = |&at: &usize| {
            matches!(segments.tokens[at].shape, Shape::Mark(_))
                || segments.classes[at] & (class::PREPOSITION | class::RELATIVE | verb) != 0
        };
        let last = (first..limit).find(stop).unwrap_or(limit);
        let told = !within(&self.reading.hits.cues, first, last).is_empty();
        self.hits(first..if told { first } else { last })
    }

    /// "Borough Council": the noun in a body's own name.
    fn inside(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let whole = self.tokens.len();
        self.hits(self.tokens.clone())
            .filter(move |hit| ((hit.end - hit.start) as usize) < whole)
    }

    /// "Norvik said it", "Lind said she": the pronoun after the cue tells what the name is of.
    fn pronoun(&self, names: &mut Names, who: usize) {
        let segments = self.reading.segments;
        let end = self.tokens.end;
        let cue = within(&self.reading.hits.cues, end, end + 1).first();
        let Some(cue) = cue.filter(|cue| (cue.end as usize) < self.range.end) else {
            return;
        };
        let that = segments.classes[cue.end as usize] & class::COMPLEMENTIZER != 0;
        let next = cue.end as usize + usize::from(that);
        if next >= self.range.end {
            return;
        }
        let classes = segments.classes[next];
        let referent = &mut names.referents[who];
        if referent.kind != SourceType::Person {
            return;
        }
        if classes & class::NEUTER != 0 && !referent.person {
            referent.kind = SourceType::Company;
        } else if classes & (class::PERSONAL | class::POSSESSIVE) != 0
            && let Some(gender) = Gender::of(classes)
        {
            referent.person = true;
            referent.gender = referent.gender.or(Some(gender));
        }
    }
}
