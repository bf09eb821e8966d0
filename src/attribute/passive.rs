//! Attributions whose cue is a passive verb: raised hearsay ("is said to"), and reports with "by".

use super::adverb;
use super::content;
use super::phrase::{Cue, Phrase};
use super::subject::{self, Group};
use super::{Found, noun_phrase};
use crate::rules::file::Frame;
use crate::rules::inflect::form;
use crate::types::{Relation, SourceType};

/// Why an attribution has nobody who holds it: its verb is passive and names no agent.
pub const NO_AGENT: &str = "a passive without agent";

/// Whether the cue is a passive participle: after a form of "be", or bare before "by" or "to".
pub fn is_passive(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> bool {
    let participle = cue.form & form::PARTICIPLE != 0;
    if !participle || cue.form & form::GERUND != 0 {
        return false;
    }
    let reduced = group.start == cue.start
        && (phrase.is_word(cue.end, "by")
            || phrase.is_word(cue.end, "to")
                && cue.has(Frame::Passive)
                && !cue.has(Frame::Infinitive)
                && phrase.is_word(cue.end + 1, "have"));
    group.be || reduced
}

/// The attribution that a passive makes; `None` where it tells who was spoken to, not what was said.
pub fn find(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> Option<Found> {
    if phrase.vetoed(cue) {
        return None;
    }
    if let Some(found) = by_agent(phrase, cue, group) {
        return Some(found);
    }
    if !cue.has(Frame::Passive) {
        return None;
    }
    if let Some(found) = seen_in(phrase, cue, group) {
        return Some(found);
    }
    let next = phrase.skip_adverbs(cue.end);
    let accused = cue.has(Frame::Preposition)
        && cue
            .rule
            .prepositions
            .iter()
            .any(|p| phrase.is_word(next, p));
    let raised = accused
        || (phrase.is_word(next, "to") || phrase.is_word(next, "as")) && !cue.has(Frame::Addressee);
    let expletive = group.start > phrase.low && phrase.is_word(group.start - 1, "it");
    let mut found = Found::new(phrase.sentence, Relation::Hearsay, &cue.rule.id, NO_AGENT);
    found.cue = Some(cue.tokens());
    if phrase.is_word(next, "that") || expletive && !raised {
        let start = next + usize::from(phrase.is_word(next, "that"));
        let end = content::end(phrase, start);
        if end <= start || !expletive && !cue.has(Frame::Addressee) {
            return None;
        }
        found.content.push(start..end);
    } else if raised {
        found.content.push(adverb::clause_round(phrase, cue.start));
    } else if let Some((content, quoted)) = told_before(phrase, cue, group) {
        found.content.push(content);
        found.quoted = quoted;
    } else {
        return None;
    }
    Some(found)
}

/// "In the video, S is seen leaving": what a document shows.
fn seen_in(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> Option<Found> {
    let gerund = phrase.word(cue.end).ends_with("ing") && phrase.is_lower(cue.end);
    let subject = subject::before(phrase, group.start)?.tokens;
    if !gerund || !phrase.is_word(phrase.low, "in") || subject.start <= phrase.low + 1 {
        return None;
    }
    let source = phrase.trimmed(phrase.low + 1..subject.start);
    let head = noun_phrase::read(phrase, source.start);
    let document = phrase.type_of(head) == Some(SourceType::Document);
    if !document || phrase.any_finite(source.clone()) {
        return None;
    }
    let mut found = Found::new(
        phrase.sentence,
        Relation::Conclude,
        &cue.rule.id,
        "what a document shows",
    );
    found
        .content
        .push(subject.start..content::end(phrase, subject.start));
    found.cue = Some(cue.tokens());
    found.source = Some(source);
    found.fixed = true;
    Some(found)
}

/// "C, the court was told.": who was told stands between content and cue.
fn told_before(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> Option<(super::Tokens, bool)> {
    let ends = cue.end >= phrase.end || phrase.is(cue.end, b',');
    if !cue.has(Frame::Addressee) || !ends {
        return None;
    }
    content::before(phrase, subject::before(phrase, group.start)?.tokens.start)
}

/// "was reported by CNN", "it was reported by CNN that C".
fn by_agent(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> Option<Found> {
    let by = (cue.end..phrase.end.min(cue.end + 8))
        .find(|&at| phrase.is_word(at, "by") || phrase.is_mark(at) || phrase.is_finite(at))?;
    if !phrase.is_word(by, "by") || !cue.has(Frame::Passive) && !cue.has(Frame::As) {
        return None;
    }
    let source = noun_phrase::read_described(phrase, by + 1);
    if source.is_empty() || phrase.word(by + 1).ends_with("ing") {
        return None;
    }
    let mut found = Found::of_cue(phrase, cue, "a passive with its agent");
    let next = source.end;
    let content = if phrase.is_word(next, "that") {
        next + 1..content::end(phrase, next + 1)
    } else if group.be || phrase.is_word(next, "as") {
        adverb::clause_round(phrase, cue.start)
    } else {
        return None;
    };
    found.source = Some(source);
    found.content.push(content);
    Some(found)
}
