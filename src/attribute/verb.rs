//! Attributions whose cue is an active verb.

use super::content::{self, Content};
use super::participle::{self, end_at_comma};
use super::phrase::{Cue, Phrase};
use super::shared::shared_subject;
use super::subject::{self, Group, Subject};
use super::{Found, Tokens, adjunct, noun_phrase, passive};
use crate::rules::file::{Effect, Frame};
use crate::rules::inflect::form;
use crate::rules::lexicon::class;
use crate::segment::Shape;
use crate::types::Polarity;

/// The attribution that the verb `cue` makes, given those found before it in the sentence.
pub fn find(phrase: &Phrase<'_>, cue: &Cue<'_>, earlier: &[Found]) -> Option<Found> {
    let group = subject::group(phrase, cue.start);
    if cue.start == phrase.low {
        let found = opened(phrase, cue);
        if found.is_some() {
            return found;
        }
    }
    if group.infinitive || !verb_reading(phrase, cue, &group) {
        return None;
    }
    if passive::is_passive(phrase, cue, &group) {
        return passive::find(phrase, cue, &group);
    }
    let around = phrase.around(cue);
    if around.is_some_and(|rule| rule.effect == Effect::Veto) {
        return None;
    }
    let mut found = if cue.form & form::GERUND != 0 && !group.be {
        participle::find(phrase, cue, earlier)?
    } else {
        finite(phrase, cue, &group, earlier)?
    };
    if around.is_some() {
        found.polarity = match found.polarity {
            Polarity::Affirm => Polarity::Deny,
            Polarity::Deny => Polarity::Affirm,
        };
    }
    let source = found.antecedent.as_ref().or(found.source.as_ref());
    phrase.takes(cue, source.cloned()).then_some(found)
}

/// Whether the word is a verb here: a form that may also be noun or adjective is one only with a subject before it.
fn verb_reading(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> bool {
    let alone = group.start == cue.start;
    if !alone || cue.start == phrase.low {
        return cue.start > phrase.low || cue.form & form::GERUND != 0 || cue.form == 0;
    }
    if cue.form & form::GERUND != 0 {
        let before = cue.start - 1;
        return !phrase.has_class(before, class::DETERMINER | class::POSSESSIVE)
            && !phrase.possessive_clitic(before);
    }
    let present = cue.form & (form::BASE | form::THIRD) != 0 && cue.form & form::PAST == 0;
    if present && phrase.finite_cue(cue.end) && cue.start + 1 == cue.end {
        return false;
    }
    if present
        && phrase.has_class(cue.end, class::BE | class::HAVE | class::MODAL)
        && phrase.is_finite(cue.end)
    {
        return false;
    }
    let that_noun = cue.form == form::BASE && phrase.is_word(cue.start - 1, "that");
    if that_noun {
        return false;
    }
    let written_only = cue.form == form::PARTICIPLE;
    !written_only
        && (phrase.is_mark(cue.start - 1) && !phrase.possessive_clitic(cue.start - 1)
            || phrase.reads_as_verb(cue.start))
}

/// A finite verb: subject before it, or after it ("…," said X), or shared with the verb before ("X did A and said B").
fn finite(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group, earlier: &[Found]) -> Option<Found> {
    let quoted_before = group.start > phrase.low && phrase.quote_closing(group.start - 1).is_some();
    let subject = subject::before(phrase, group.start).filter(|_| !quoted_before);
    if subject.is_none()
        && let Some(found) = inverted(phrase, cue, group)
    {
        return Some(found);
    }
    let shared = subject.is_none();
    let subject = subject.or_else(|| shared_subject(phrase, group.start, earlier))?;
    let bare = (group.start..cue.start).all(|at| phrase.is_adverb(at));
    if cue.form == form::BASE && bare && !shared && !takes_base(phrase, &subject) {
        return None;
    }
    let clause = if shared {
        group.start
    } else {
        subject.tokens.start
    };
    if let Some(range) = aside(phrase, cue, clause) {
        let mut found = Found::of_cue(phrase, cue, "an aside in what it reports");
        found.content.push(range);
        found.source = Some(subject.tokens);
        found.antecedent = subject.antecedent;
        return Some(found);
    }
    let mut right = content::after(phrase, cue);
    // "the harbour, which is expanding": a relative pronoun reports no clause that holds what it stands for.
    let relative =
        subject.tokens.len() == 1 && phrase.has_class(subject.tokens.start, class::RELATIVE);
    let aside = relative && clause > phrase.low && phrase.is(clause - 1, b',');
    if let Some(content) = right.as_mut().filter(|_| aside) {
        // "Ana Lind, who said C|, has resigned"
        end_at_comma(phrase, content, |next| phrase.is_finite(next));
    }
    let left = if shared || relative || !cue.has(Frame::Parenthetical) {
        None
    } else {
        content::before(phrase, lead(phrase, clause))
    };
    let mut found = Found::of_cue(phrase, cue, "");
    match choose(phrase, cue, left, right) {
        Some(Side::Left(range, quoted)) => {
            found.content.push(range);
            found.quoted = quoted;
            found.because = "a clause before it";
            adjuncts(phrase, &mut found, cue.end);
            resume(phrase, &mut found, cue.end);
        }
        Some(Side::Right(content)) => {
            found.because = content.because;
            found.quoted = content.quoted;
            found.date = adjunct::date(phrase, content.adjuncts);
            found.content = content.parts;
        }
        None => return None,
    }
    found.source = Some(subject.tokens);
    found.antecedent = subject.antecedent;
    Some(found)
}

/// Whether a subject takes a verb without -s: a plural, "I", "you", or several joined.
fn takes_base(phrase: &Phrase<'_>, subject: &Subject) -> bool {
    let range = subject
        .antecedent
        .clone()
        .unwrap_or_else(|| subject.tokens.clone());
    let plural = range.clone().any(|at| {
        let word = phrase.word(at);
        phrase.has_class(at, class::PLURAL)
            || word.ends_with('s') && word.len() > 3 && !word.ends_with("ss")
    });
    plural
        || phrase
            .source_hits(range)
            .any(|hit| hit.form & form::PLURAL != 0)
}

/// "As S points out, C"; "who, S says, C": a short report between commas inside the clause that it is about.
fn aside(phrase: &Phrase<'_>, cue: &Cue<'_>, clause: usize) -> Option<Tokens> {
    let before = clause.checked_sub(1).filter(|&at| at >= phrase.low)?;
    if !cue.has(Frame::Parenthetical) || !phrase.is(cue.end, b',') {
        return None;
    }
    let start = cue.end + 1;
    let range = start..content::end(phrase, start);
    if phrase.is_word(before, "as") {
        return (range.len() >= 2).then_some(range);
    }
    let relative = phrase.is(before, b',')
        && before > phrase.low
        && phrase.has_class(before - 1, class::RELATIVE);
    let dash = range
        .clone()
        .find(|&at| phrase.is(at, b'-'))
        .unwrap_or(range.end);
    relative.then_some(start..dash).filter(|r| !r.is_empty())
}

/// The first token of what opens with the subject at `clause`, "but" or "and" counted in.
fn lead(phrase: &Phrase<'_>, clause: usize) -> usize {
    clause.max(phrase.low)
}

enum Side {
    Left(Tokens, bool),
    Right(Content),
}

/// Which side the content stands on: right, unless all that is left of the sentence there are times and channels.
fn choose(
    phrase: &Phrase<'_>,
    cue: &Cue<'_>,
    left: Option<(Tokens, bool)>,
    right: Option<Content>,
) -> Option<Side> {
    match (left, right) {
        (Some((range, true)), Some(right)) if !right.because.contains("that") && !right.quoted => {
            // "C," he told the BBC: a quotation before it wins over a bare phrase after it.
            Some(Side::Left(range, true))
        }
        (Some((range, quoted)), right) => {
            let rest = content::skip_adjuncts(phrase, adjunct::addressee_end(phrase, cue));
            let nothing_right = rest >= phrase.end
                || phrase.is(rest, b',')
                || phrase.is(rest, b'-')
                || phrase.opens_quote(rest);
            match right {
                Some(right)
                    if !nothing_right
                        && (!quoted || right.because.contains("that"))
                        && !phrase.is(cue.end, b',') =>
                {
                    Some(Side::Right(right))
                }
                Some(right) if right.because.contains("that") && !quoted => {
                    Some(Side::Right(right))
                }
                _ => Some(Side::Left(range, quoted)),
            }
        }
        (None, right) => right.map(Side::Right),
    }
}

/// `"C1," S said, "C2"`, "C1, S said, C2": the content goes on after the cue.
fn resume(phrase: &Phrase<'_>, found: &mut Found, from: usize) {
    let mut at = from;
    while at < phrase.end && !phrase.is(at, b',') && !phrase.opens_quote(at) && !phrase.is(at, b':')
    {
        if phrase.is_finite(at) {
            return;
        }
        at += 1;
    }
    let at = if phrase.is(at, b',') || phrase.is(at, b':') {
        at + 1
    } else {
        at
    };
    if let Some(quote) = phrase.quote_opening(at) {
        let inner = quote.open as usize + 1;
        found.content.push(inner..(quote.close as usize).max(inner));
    } else if at < phrase.end
        && at > from
        && !found.quoted
        && phrase.any_finite(at..phrase.end)
        && !phrase.has_class(at, class::CONJUNCTION | class::SUBORDINATOR)
        && !trails(phrase, found, at)
    {
        let end = content::end(phrase, at);
        if phrase.is_lower(at) && end > at + 2 && !phrase.word(at).ends_with("ing") {
            found.content.push(at..end);
        }
    }
}

/// Whether what follows the report is the writer's own, not the rest of a clause that was whole before it ("the port will
/// close, she said, | in the latest sign of …").
fn trails(phrase: &Phrase<'_>, found: &Found, at: usize) -> bool {
    phrase.has_class(at, class::PREPOSITION | class::RELATIVE)
        && found.content.iter().any(|c| phrase.any_finite(c.clone()))
}

/// The date among the words right after a cue whose content stands before it.
fn adjuncts(phrase: &Phrase<'_>, found: &mut Found, from: usize) {
    let end = (from..phrase.end)
        .find(|&at| {
            phrase.is_mark(at)
                && !matches!(
                    phrase.shape(at),
                    Some(Shape::Mark(b'(' | b')' | b'&' | b'\''))
                )
        })
        .unwrap_or(phrase.end);
    found.date = adjunct::date(phrase, from..end);
}

/// `"C," said X.`: the source follows the verb.
fn inverted(phrase: &Phrase<'_>, cue: &Cue<'_>, group: &Group) -> Option<Found> {
    if !cue.has(Frame::Parenthetical)
        || group.start != cue.start
        || cue.form & (form::PAST | form::THIRD | form::BASE) == 0
    {
        return None;
    }
    let before = cue.start.checked_sub(1).filter(|&at| at >= phrase.low)?;
    let quoted = phrase.quote_closing(before).is_some();
    if !quoted && !phrase.is(before, b',') && !phrase.is(before, b'-') {
        return None;
    }
    let source = noun_phrase::read_described(phrase, cue.end);
    if source.is_empty()
        || phrase.is_word(source.start, "that")
        || phrase.has_class(
            source.start,
            class::PREPOSITION | class::SUBORDINATOR | class::OBJECT,
        ) && !phrase.has_class(source.start, class::PERSONAL | class::DETERMINER)
    {
        return None;
    }
    let after = source.end;
    let relative = (source.start..=after).find(|&at| phrase.has_class(at, class::RELATIVE));
    let described = relative.is_some();
    let closed = after >= phrase.end
        || phrase.is_mark(after)
        || described
        || !phrase.any_finite(after..clause_end(phrase, after));
    let object_pronoun = phrase.has_class(source.start, class::OBJECT)
        && !phrase.has_class(source.start, class::PERSONAL);
    if !closed
        || object_pronoun
        || !quoted && phrase.any_finite(source.start..relative.unwrap_or(after))
    {
        return None;
    }
    let (content, is_quote) = content::before(phrase, cue.start)?;
    let mut found = Found::of_cue(phrase, cue, "a clause before it, its source after it");
    found.content.push(content);
    found.quoted = is_quote;
    adjuncts(phrase, &mut found, source.end);
    resume(phrase, &mut found, source.end);
    found.source = Some(source);
    Some(found)
}

/// `Said X: "C"`, `Wrote X in the Port Ledger, "C"`: the verb opens the sentence, the source follows, then a quotation.
fn opened(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Found> {
    let source = noun_phrase::read_described(phrase, cue.end);
    let named = phrase.is_capital(source.start) && !source.is_empty();
    if !cue.has(Frame::Quotation) || cue.form & form::PAST == 0 || !named {
        return None;
    }
    let quote = (source.end + 1..phrase.high)
        .filter(|&at| phrase.is(at - 1, b',') || phrase.is(at - 1, b':'))
        .find_map(|at| phrase.quote_opening(at))?;
    let between = source.end..quote.open as usize;
    let verb = |at: usize| phrase.is_finite(at) && phrase.same_quote(at, source.start);
    if between.into_iter().any(verb) {
        return None;
    }
    let mut found = Found::of_cue(phrase, cue, "a quotation after it, its source between");
    let inner = quote.open as usize + 1;
    found.content.push(inner..(quote.close as usize).max(inner));
    found.quoted = true;
    found.fixed = true;
    found.source = Some(source);
    Some(found)
}

fn clause_end(phrase: &Phrase<'_>, from: usize) -> usize {
    (from..phrase.end)
        .find(|&at| phrase.is(at, b',') || phrase.opens_quote(at))
        .unwrap_or(phrase.end)
}
