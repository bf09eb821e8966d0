//! The subject of a verb that has none of its own: that of the report before it, or of the sentence.

use super::phrase::Phrase;
use super::subject::{self, Subject};
use super::{Found, Tokens};
use crate::rules::lexicon::class;
use crate::types::Relation;

/// The subject of a verb without one: that of the report before it in the sentence, or of the sentence's first verb.
pub fn shared_subject(phrase: &Phrase<'_>, group: usize, earlier: &[Found]) -> Option<Subject> {
    let before = group.checked_sub(1).filter(|&at| at >= phrase.low)?;
    let joined = phrase.has_class(before, class::CONJUNCTION)
        || phrase.is(before, b',')
        || phrase.is_word(before, "then");
    joined.then(|| inherited(phrase, group, earlier)).flatten()
}

/// The source of the last report in the sentence that `at` does not lie in, or the subject of its first verb.
pub fn inherited(phrase: &Phrase<'_>, at: usize, earlier: &[Found]) -> Option<Subject> {
    let last = earlier.iter().rev().find(|f| {
        f.source.is_some()
            && f.cue
                .as_ref()
                .is_some_and(|cue| phrase.same_quote(cue.start, at))
            && f.content.iter().all(|c| !c.contains(&at))
            && f.relation != Relation::Cite
    });
    if let Some(found) = last {
        let relative = |it: &Tokens| it.len() == 1 && phrase.has_class(it.start, class::RELATIVE);
        let aside = found.source.as_ref().filter(|it| relative(it));
        // "Ana Lind, who said C, | added": she added, not "who".
        if aside.is_some_and(|it| it.start > phrase.low && phrase.is(it.start - 1, b','))
            && phrase.is(at - 1, b',')
            && let Some(antecedent) = &found.antecedent
        {
            return Some(Subject {
                tokens: antecedent.clone(),
                antecedent: None,
            });
        }
        return Some(Subject {
            tokens: found.source.clone()?,
            antecedent: found.antecedent.clone(),
        });
    }
    let floor = earlier
        .iter()
        .flat_map(|f| &f.content)
        .filter(|c| c.contains(&at))
        .map(|c| c.start)
        .max();
    main_subject(phrase, floor.unwrap_or(phrase.low), at)
}

/// The subject of the first finite verb of the sentence, before `limit`.
pub fn main_subject(phrase: &Phrase<'_>, floor: usize, limit: usize) -> Option<Subject> {
    let verb = (floor + 1..limit).find(|&at| {
        (phrase.is_finite(at) || past_like(phrase, at)) && phrase.same_quote(at, limit)
    })?;
    let group = subject::group(phrase, verb);
    subject::before(phrase, group.start)
}

/// A lower-case word in -ed after a noun: likely the sentence's verb.
pub fn past_like(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.is_lower(at)
        && phrase.word(at).ends_with("ed")
        && phrase.reads_as_verb(at)
        && !phrase.has_class(at - 1, class::SUBORDINATOR | class::CONJUNCTION)
}
