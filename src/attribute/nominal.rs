//! Attributions whose cue is a noun: "the ministry's claim that C", "reports that C", "claims by X that C".

use super::phrase::{Cue, Phrase};
use super::subject::{self, Subject};
use super::{Found, Tokens, content, noun_phrase};
use crate::rules::inflect::form;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::types::Relation;

/// The longest aside between a noun and its "that", in tokens.
const ASIDE: usize = 10;
/// How many tokens before a noun the verb that puts it forward stands at most ("made the entirely false claim").
const VOICED: usize = 5;
/// How many tokens before the preposition of a channel its verb stands at most ("said on Monday in a report that").
const BEFORE_CHANNEL: usize = 4;

/// The attribution that the noun `cue` makes.
pub fn find(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Found> {
    if reads_as_verb(phrase, cue) || phrase.vetoed(cue) {
        return None;
    }
    let (owner, next) = owner(phrase, cue);
    let next = after_aside(phrase, next);
    let that = (next..phrase.end.min(next + 12))
        .find(|&at| phrase.is_word(at, "that") || phrase.is_mark(at) || phrase.is_finite(at))?;
    if !phrase.is_word(that, "that")
        || that > next && owner.is_none() && !phrase.has_class(next, class::PREPOSITION)
        || is_relative(phrase, that + 1)
    {
        return None;
    }
    let content = that + 1..clause_end(phrase, that + 1, cue.start);
    if content.is_empty() {
        return None;
    }
    let mut found = Found::of_cue(phrase, cue, "a noun with \"that\"");
    found.content.push(content);
    match owner {
        Some(owner) if is_channel(phrase, owner.start) => return None,
        Some(owner) => found.source = Some(owner),
        None if cue.rule.relation == Relation::Hearsay => {
            let source = described(phrase, cue);
            if is_channel(phrase, source.start) {
                return None;
            }
            found.source = Some(source);
        }
        None if cue.rule.relation == Relation::Claim => match voiced(phrase, cue) {
            Some(subject) => {
                found.source = Some(subject.tokens);
                found.antecedent = subject.antecedent;
                found.fixed = true;
            }
            None => found.relation = Relation::Hearsay,
        },
        None => return None,
    }
    Some(found)
}

/// "S has advanced | baseless claims | that C": the subject of a verb for putting forward, right before the noun.
fn voiced(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Subject> {
    let near = (phrase.low..cue.start).rev().take(VOICED);
    let words =
        near.take_while(|&at| phrase.is_lower(at) && !phrase.has_class(at, class::PREPOSITION));
    let verb = words
        .into_iter()
        .find(|&at| phrase.has_class(at, class::VOICING))?;
    subject::before(phrase, subject::group(phrase, verb).start)
}

/// Whether "that" before `at` is the subject of a verb there ("reports that showed"), not of a clause ("that alleged victims").
fn is_relative(phrase: &Phrase<'_>, at: usize) -> bool {
    let at = phrase.skip_adverbs(at);
    let cues = within(&phrase.hits.cues, at, at + 1);
    let participle = cues.iter().any(|hit| hit.form & form::PARTICIPLE != 0);
    let opens = class::DETERMINER
        | class::POSSESSIVE
        | class::PRONOUN
        | class::SUBORDINATOR
        | class::PREPOSITION;
    let noun = phrase.is_lower(at + 1) && !phrase.has_class(at + 1, opens);
    phrase.is_finite(at) && !(participle && noun)
}

/// `at` moved over a short aside between commas ("reports, first in the Port Ledger, that").
fn after_aside(phrase: &Phrase<'_>, at: usize) -> usize {
    if !phrase.is(at, b',') {
        return at;
    }
    let close = (at + 1..phrase.end.min(at + ASIDE)).find(|&i| phrase.is(i, b','));
    match close {
        Some(close) if phrase.is_word(close + 1, "that") && !phrase.any_finite(at..close) => {
            close + 1
        }
        _ => at,
    }
}

/// Whether the noun phrase at `start` is where somebody says what follows ("said in a report that").
fn is_channel(phrase: &Phrase<'_>, start: usize) -> bool {
    let Some(preposition) = start.checked_sub(1).filter(|&at| at >= phrase.low) else {
        return false;
    };
    phrase.has_class(preposition, class::MEDIUM)
        && (phrase.low..preposition)
            .rev()
            .take(BEFORE_CHANNEL)
            .any(|at| phrase.finite_cue(at))
}

/// Whether a word that is verb and noun is a verb here.
fn reads_as_verb(phrase: &Phrase<'_>, cue: &Cue<'_>) -> bool {
    let before = cue.start.checked_sub(1).filter(|&at| at >= phrase.low);
    let Some(before) = before else { return false };
    // "the Port Ledger now | reports that"
    let after_name = before > phrase.low
        && phrase.has_class(before, class::TIME)
        && phrase.is_lower(before)
        && phrase.is_capital(before - 1);
    after_name
        || phrase.has_class(before, class::PERSONAL | class::MODAL | class::NEGATION)
            && !phrase.has_class(before, class::DETERMINER)
        || phrase.is_word(before, "to")
            && phrase.is_lower(cue.start)
            && cue.form & form::PLURAL == 0
}

/// Whose noun it is: "X's claim", "his claim", "the claim by X"; and the token after it.
fn owner(phrase: &Phrase<'_>, cue: &Cue<'_>) -> (Option<Tokens>, usize) {
    if phrase.is_word(cue.end, "by") || phrase.is_word(cue.end, "from") {
        let range = noun_phrase::read_described(phrase, cue.end + 1);
        let end = range.end;
        return ((!range.is_empty()).then_some(range), end.max(cue.end));
    }
    let clitic = (phrase.low..cue.start)
        .rev()
        .take(5)
        .take_while(|&at| !phrase.is_mark(at) || phrase.possessive_clitic(at))
        .find(|&at| phrase.possessive_clitic(at) || phrase.has_class(at, class::POSSESSIVE));
    let owner = clitic.map(|at| {
        if phrase.has_class(at, class::POSSESSIVE) {
            at..at + 1
        } else {
            possessor(phrase, at)
        }
    });
    (owner.filter(|range| !range.is_empty()), cue.end)
}

/// The noun phrase that "'s" at `clitic` ends.
fn possessor(phrase: &Phrase<'_>, clitic: usize) -> Tokens {
    let mut start = clitic;
    while start > phrase.low {
        let at = start - 1;
        let inner = phrase.is_capital(at)
            || phrase.has_class(at, class::TITLE)
            || (phrase.is_lower(at)
                && !phrase.has_class(
                    at,
                    class::PREPOSITION | class::CONJUNCTION | class::SUBORDINATOR | class::ADVERB,
                )
                && !phrase.is_finite(at));
        if !inner || phrase.is_mark(at) {
            break;
        }
        start = at;
        if phrase.has_class(at, class::DETERMINER | class::POSSESSIVE) {
            break;
        }
    }
    start..clitic
}

/// The noun with the words before it that describe it ("unconfirmed reports").
fn described(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Tokens {
    let mut start = cue.start;
    while start > phrase.low
        && (phrase.is_lower(start - 1) || phrase.is_capital(start - 1))
        && !phrase.has_class(
            start - 1,
            class::PREPOSITION
                | class::CONJUNCTION
                | class::SUBORDINATOR
                | class::ADVERB
                | class::BE,
        )
        && !phrase.is_finite(start - 1)
    {
        start -= 1;
    }
    // ", fuelling | speculation that"
    let fuels = phrase.word(start).ends_with("ing")
        && start < cue.start
        && start > phrase.low
        && phrase.is(start - 1, b',');
    start + usize::from(fuels)..cue.end
}

/// The end of the noun's clause: where the sentence's own verb begins, if the noun is its subject.
fn clause_end(phrase: &Phrase<'_>, start: usize, cue: usize) -> usize {
    let end = content::end(phrase, start);
    if phrase.any_finite(phrase.low..cue) {
        return end;
    }
    let Some(first) =
        (start..end).find(|&at| phrase.is_finite(at) || phrase.word(at).ends_with("ed"))
    else {
        return end;
    };
    (first + 2..end)
        .find(|&at| {
            phrase.has_class(at, class::BE | class::HAVE | class::MODAL | class::DO)
                && phrase.is_finite(at)
                && !phrase.has_class(
                    at - 1,
                    class::PRONOUN | class::CONJUNCTION | class::RELATIVE | class::SUBORDINATOR,
                )
        })
        .map_or(end, |at| phrase.trimmed(start..at).end)
}
