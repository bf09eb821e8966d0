//! Finds the content of a verb: what follows it, or what stands before it.

use super::Tokens;
use super::adjunct;
use super::phrase::{Cue, Phrase};
use super::subject;
use crate::rules::file::Frame;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Part, class};
use crate::scan::within;
use crate::segment::Shape;

/// How far to the right of a verb its "that" may stand, in tokens.
const REACH: usize = 32;

/// A content and what stands between it and the verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its parts.
    pub parts: Vec<Tokens>,
    /// Whether it is a quotation.
    pub quoted: bool,
    /// Addressee, time and channel between verb and content.
    pub adjuncts: Tokens,
    /// The frame, in words.
    pub because: &'static str,
}

/// The content to the right of a cue that ends at `cue.end`.
pub fn after(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Content> {
    let start = cue.end;
    let addressee = match cue.has(Frame::Addressee) {
        true => adjunct::addressee(phrase, start),
        false => start..start,
    };
    let content = |parts, quoted, until, because| Content {
        parts,
        quoted,
        adjuncts: start..until,
        because,
    };
    if let Some(quote) = quotation_after(phrase, addressee.end.max(start)) {
        let inner = quote.open as usize + 1;
        let parts = vec![inner..(quote.close as usize).max(inner)];
        let whole = phrase.is(quote.open as usize - 1, b':')
            || phrase.is(quote.open as usize - 1, b',')
            || is_clause_quote(phrase, inner, quote.close as usize);
        if whole && allows_quotation(cue) {
            return Some(content(
                parts,
                true,
                quote.open as usize,
                "a quotation after it",
            ));
        }
    }
    if let Some(that) = that_after(phrase, start, cue) {
        if phrase.has_class(that, class::QUESTION)
            && !phrase.is_word(that, "that")
            && !phrase.is_word(that, "how")
        {
            return None;
        }
        // "said that, according to T, C"
        let first = that + 1 + usize::from(phrase.is(that + 1, b','));
        let end = end(phrase, first);
        return (end > first).then(|| {
            content(
                vec![first..end],
                false,
                that,
                "a clause with \"that\" after it",
            )
        });
    }
    if phrase.is(addressee.end, b':') && allows_quotation(cue) {
        let from = addressee.end + 1;
        let end = phrase.end;
        return (end > from + 2).then(|| content(vec![from..end], false, from, "a colon after it"));
    }
    bare(phrase, cue, addressee.end.max(start))
        .map(|(range, because)| content(vec![range.clone()], false, range.start, because))
}

fn allows_quotation(cue: &Cue<'_>) -> bool {
    cue.has(Frame::Quotation) || cue.has(Frame::Clause) || cue.has(Frame::Parenthetical)
}

/// A quotation that opens after `from` with only addressee, time and channel before it.
fn quotation_after<'a>(phrase: &Phrase<'a>, from: usize) -> Option<&'a crate::segment::Quote> {
    let open = (from..phrase.high.min(from + 24))
        .find(|&at| phrase.opens_quote(at) || phrase.is_finite(at) || phrase.is_word(at, "that"))?;
    let quote = phrase.quote_opening(open)?;
    let clean = open == from || phrase.is(open - 1, b',') || phrase.is(open - 1, b':');
    clean.then_some(quote)
}

/// A quotation long enough, or with a verb, to be more than a phrase.
fn is_clause_quote(phrase: &Phrase<'_>, start: usize, end: usize) -> bool {
    phrase.is_capital(start) && end.saturating_sub(start) >= 3
        || phrase.any_finite(start..end.min(phrase.high)) && (end >= phrase.end || end - start >= 8)
}

/// The "that" (or question word) which opens the verb's clause.
fn that_after(phrase: &Phrase<'_>, from: usize, cue: &Cue<'_>) -> Option<usize> {
    if !(cue.has(Frame::Clause) || cue.has(Frame::That)) {
        return None;
    }
    let subject = phrase.skip_adverbs(from);
    if phrase.has_class(subject, class::PERSONAL) && !phrase.has_class(subject, class::OBJECT) {
        return None;
    }
    let mut aside = false;
    for at in from..phrase.end.min(from + REACH) {
        if phrase.is(at, b',') || phrase.is(at, b'-') {
            aside = !aside;
            if aside && phrase.has_class(at + 1, class::CONJUNCTION | class::SUBORDINATOR) {
                return None;
            }
        } else if phrase.is_word(at, "that") && !aside {
            let demonstrative = at == from
                && phrase.has_class(at + 1, class::BE | class::MODAL)
                && !phrase.is_word(at + 1, "being");
            return (!demonstrative).then_some(at);
        } else if phrase.has_class(at, class::QUESTION) && at <= from + 1 && !aside {
            return Some(at);
        } else if phrase.is_mark(at)
            && !matches!(
                phrase.shape(at),
                Some(Shape::Mark(b'(' | b')' | b'&' | b'$' | b'\'' | b'"'))
            )
            || !aside && phrase.is_finite(at)
        {
            return None;
        }
    }
    None
}

/// A content without "that": a clause, a noun phrase, an infinitive, as the cue's frames allow.
fn bare(phrase: &Phrase<'_>, cue: &Cue<'_>, from: usize) -> Option<(Tokens, &'static str)> {
    let start = skip_adjuncts(phrase, from);
    if start >= phrase.end
        || phrase.has_class(start, class::QUESTION) && !phrase.is_word(start, "what")
    {
        return None;
    }
    let end = end(phrase, start);
    if end <= start {
        return None;
    }
    let range = start..end;
    // A verb that mostly takes "that" takes a bare clause only where its verb is beyond doubt.
    let strict = cue.has(Frame::That);
    if cue.has(Frame::Clause)
        && clause_at(phrase, range.clone())
        && (!strict || phrase.any_finite(start + 1..end))
    {
        return Some((range, "a clause after it"));
    }
    let to = cue.has(Frame::Preposition) && cue.rule.prepositions.iter().any(|p| p == "to");
    if phrase.is_word(start, "to") && !to {
        return (cue.has(Frame::Infinitive) && end > start + 1)
            .then_some((range, "an infinitive after it"));
    }
    if cue.has(Frame::Preposition) {
        let at = (start..end.min(start + 12))
            .find(|&at| cue.rule.prepositions.iter().any(|p| phrase.is_word(at, p)));
        if let Some(at) = at {
            let from = if cue.has(Frame::Raising) || at > start {
                start
            } else {
                at + 1
            };
            return (from < end).then_some((from..end, "a preposition after it"));
        }
    }
    if cue.has(Frame::As) && (start + 1..end).any(|at| phrase.is_word(at, "as")) {
        return Some((range, "a noun phrase with \"as\" after it"));
    }
    if cue.has(Frame::Raising) && (start + 1..end).any(|at| phrase.is_word(at, "to")) {
        return Some((range, "a noun phrase with an infinitive after it"));
    }
    if cue.has(Frame::Naming) {
        let named = (start + 1..end).any(|at| {
            phrase.opens_quote(at) || phrase.is_word(at, "a") || phrase.is_word(at, "an")
        }) || phrase.opens_quote(start);
        let object = nominal_at(phrase, start) || phrase.has_class(start, class::OBJECT);
        return (named && object).then_some((range, "a name for it after it"));
    }
    let gerund = phrase.is_lower(start) && phrase.word(start).ends_with("ing");
    let nominal = nominal_at(phrase, start) || gerund;
    (cue.has(Frame::Object) && nominal).then_some((range, "a noun phrase after it"))
}

/// Whether a clause begins at `range.start`: a subject and a finite verb.
fn clause_at(phrase: &Phrase<'_>, range: Tokens) -> bool {
    let start = range.start;
    if phrase.is_word(start, "nothing")
        || phrase.is_word(start, "no") && !phrase.any_finite(start + 1..range.end.min(start + 8))
    {
        return false;
    }
    if phrase.has_class(start, class::PERSONAL) && !phrase.has_class(start, class::OBJECT) {
        return range.len() >= 2;
    }
    let conditional = phrase.has_class(start, class::SUBORDINATOR);
    if phrase.has_class(start, class::PREPOSITION)
        && !(start..range.end).any(|at| phrase.is(at, b','))
        && !phrase.opens_quote(start)
    {
        return phrase.any_finite(start + 2..range.end) && range.len() > 5;
    }
    conditional && phrase.any_finite(range.clone()) || verb_in(phrase, start + 1..range.end)
}

/// A finite verb, or a word in -ed that may be one.
fn verb_in(phrase: &Phrase<'_>, mut range: Tokens) -> bool {
    range.any(|at| {
        phrase.is_finite(at)
            || phrase.is_lower(at)
                && (phrase.word(at).ends_with("ed") || phrase.word(at).ends_with('s'))
                && phrase.reads_as_verb(at)
    })
}

fn nominal_at(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.has_class(at, class::DETERMINER | class::POSSESSIVE)
        || phrase.is_capital(at)
        || phrase.opens_quote(at)
        || matches!(phrase.shape(at), Some(Shape::Number | Shape::Lower))
            && !phrase.has_class(
                at,
                class::PREPOSITION
                    | class::CONJUNCTION
                    | class::SUBORDINATOR
                    | class::ADVERB
                    | class::BE
                    | class::HAVE,
            )
}

/// Skips times, channels and addressees after a verb: "on Tuesday", "in a statement", "to reporters".
pub fn skip_adjuncts(phrase: &Phrase<'_>, from: usize) -> usize {
    let mut at = from;
    loop {
        let next = skip_one(phrase, at);
        if next == at {
            return at;
        }
        at = next;
    }
}

fn skip_one(phrase: &Phrase<'_>, at: usize) -> usize {
    if at >= phrase.end {
        return at;
    }
    if phrase.is_capital(at) && phrase.has_class(at, class::WEEKDAY) {
        return at + 1;
    }
    if phrase.is_lower(at)
        && phrase.has_class(at, class::TIME)
        && !phrase.has_class(at, class::DETERMINER)
    {
        return at + 1;
    }
    if phrase.has_class(at, class::DETERMINER) && phrase.has_class(at + 1, class::TIME) {
        return at + 2;
    }
    if phrase.has_class(at, class::ADVERB)
        && !phrase.has_class(at, class::DETERMINER | class::PRONOUN | class::SUBORDINATOR)
        && at == phrase.low.max(at)
        && !phrase.is_word(at, "there")
        && !phrase.is_word(at, "only")
        && !phrase.is_word(at, "very")
        && !phrase.is_word(at, "so")
    {
        return at + 1;
    }
    if phrase.has_class(at, class::PREPOSITION) {
        return skip_adjunct_phrase(phrase, at);
    }
    at
}

/// "on Tuesday", "in a statement", "to reporters", "during a visit to Kyiv on Monday": to the end of the phrase.
fn skip_adjunct_phrase(phrase: &Phrase<'_>, preposition: usize) -> usize {
    let object = preposition + 1;
    let near = object..phrase.end.min(object + 6);
    let mut end = object;
    let timed = near.clone().take(4).find(|&at| {
        let day = phrase.has_class(at, class::WEEKDAY | class::MONTH) && phrase.is_capital(at);
        let time = phrase.has_class(at, class::TIME) && !phrase.has_class(at, class::DETERMINER);
        (day || time) && !phrase.in_name(at)
    });
    let channel = near.clone().find(|&at| phrase.channel_at(at));
    let known =
        phrase.source_hits(near.clone()).next().is_some() || phrase.name_in(near.clone()).is_some();
    let heard = phrase.is_word(preposition, "to") && known;
    if let Some(at) = timed {
        end = at + 1;
        while matches!(phrase.shape(end), Some(Shape::Number))
            || phrase.has_class(end, class::MONTH | class::TIME) && phrase.is_capital(end)
        {
            end += 1;
        }
    } else if channel.is_some() && !phrase.is_word(preposition, "to") || heard {
        end = super::noun_phrase::read(phrase, object).end;
    }
    if end > object { end } else { preposition }
}

/// Where a content that begins at `start` ends, outside a quotation that holds all of it.
pub fn end(phrase: &Phrase<'_>, start: usize) -> usize {
    let limit = match phrase.quote_round(start) {
        Some(quote) => phrase.end.min(quote.close as usize),
        None => phrase.end,
    };
    let mut at = start;
    while at < limit {
        if let Some(quote) = phrase.quote_opening(at).filter(|_| at > start) {
            let close = quote.close as usize;
            if quote.closed
                && close + 1 < limit
                && phrase.is(close - 1, b',')
                && gerund_cue(phrase, close + 1)
            {
                at = close;
                break;
            }
            at = (close + 1).min(limit);
            continue;
        }
        if ends_at(phrase, start, at, limit) {
            break;
        }
        at += 1;
    }
    phrase.trimmed(start..at).end.max(start)
}

fn ends_at(phrase: &Phrase<'_>, start: usize, at: usize, limit: usize) -> bool {
    match phrase.shape(at) {
        Some(Shape::Mark(b';')) => true,
        Some(Shape::Mark(b',' | b'-')) => ends_at_comma(phrase, start, at, limit),
        Some(Shape::Mark(_)) | None => false,
        Some(_) if phrase.has_class(at, class::CONJUNCTION) => {
            at > start && new_report(phrase, at + 1, limit, false)
        }
        Some(_) if phrase.is_word(at, "according") => phrase.is_word(at + 1, "to") && at > start,
        Some(_) => false,
    }
}

/// Whether the content ends at a comma: what follows cites, goes on reporting, or begins another's report.
fn ends_at_comma(phrase: &Phrase<'_>, start: usize, comma: usize, limit: usize) -> bool {
    let next = comma + 1;
    if phrase.is_word(next, "according") || source_after(phrase, next) || gerund_cue(phrase, next) {
        return comma > start;
    }
    let gerund_after_dash =
        phrase.is(comma, b'-') && phrase.is_lower(next) && phrase.word(next).ends_with("ing");
    if gerund_after_dash && comma > start {
        return true;
    }
    let joined = phrase.has_class(next, class::CONJUNCTION | class::SUBORDINATOR)
        && !phrase.has_class(next, class::RELATIVE)
        && !phrase.is_word(next, "if");
    joined && new_report(phrase, next + 1, limit, true) || closing_report(phrase, next, limit)
}

fn source_after(phrase: &Phrase<'_>, at: usize) -> bool {
    within(&phrase.hits.cues, at, at + 1).iter().any(|hit| {
        phrase.lexicon.cues[hit.rule as usize]
            .frames
            .contains(&Frame::SourceAfter)
    })
}

/// ", saying", ", who added", ", and warning": a cue in -ing goes on.
fn gerund_cue(phrase: &Phrase<'_>, at: usize) -> bool {
    let at = phrase.skip_adverbs(at);
    let at = if phrase.has_class(at, class::CONJUNCTION) {
        at + 1
    } else {
        at
    };
    within(&phrase.hits.cues, at, at + 1)
        .iter()
        .any(|hit| hit.part == Part::Verb && hit.form & form::GERUND != 0)
}

/// After a conjunction at `at - 1`: a cue verb with the same subject, or (`clause`) with a short subject of its own.
fn new_report(phrase: &Phrase<'_>, at: usize, limit: usize, clause: bool) -> bool {
    let reach = if clause { at + 14 } else { at + 3 };
    let Some(hit) = within(&phrase.hits.cues, at, limit.min(reach))
        .iter()
        .find(|hit| {
            hit.part == Part::Verb
                && phrase.finite_cue(hit.start as usize)
                && (reports(phrase, hit.rule)
                    || judges(phrase, hit.rule) && hit.start as usize <= at + 1)
        })
    else {
        return false;
    };
    let verb = hit.start as usize;
    let group = subject::group(phrase, verb);
    if group.be || group.infinitive {
        return false;
    }
    let own = group.start <= phrase.skip_adverbs(at);
    let same_quote = phrase.same_quote(at, verb);
    same_quote
        && (own
            || clause
                && !phrase.any_finite(at..group.start)
                && !(at..group.start).any(|i| phrase.is(i, b',')))
}

/// Whether a cue's own frames take a clause.
fn reports(phrase: &Phrase<'_>, rule: u32) -> bool {
    let frames = &phrase.lexicon.cues[rule as usize].frames;
    frames.contains(&Frame::Clause) || frames.contains(&Frame::That)
}

/// Whether a cue passes judgement on somebody ("and accused him of").
fn judges(phrase: &Phrase<'_>, rule: u32) -> bool {
    let rule = &phrase.lexicon.cues[rule as usize];
    rule.relation.asserts()
        && [Frame::Preposition, Frame::As, Frame::Naming]
            .iter()
            .any(|f| rule.frames.contains(f))
}

/// ", Ana Lind said." at the end of the sentence: the content before belongs to her.
pub(super) fn closing_report(phrase: &Phrase<'_>, at: usize, limit: usize) -> bool {
    let Some(hit) = within(&phrase.hits.cues, at, limit.min(at + 16))
        .iter()
        .find(|hit| {
            hit.part == Part::Verb
                && phrase.lexicon.cues[hit.rule as usize]
                    .frames
                    .contains(&Frame::Parenthetical)
                && phrase.finite_cue_or_inverted(hit.start as usize, at)
        })
    else {
        return false;
    };
    let verb = hit.end as usize;
    let follows = verb >= phrase.end || phrase.is(verb, b',') || adjunct_to_end(phrase, verb);
    let inverted = hit.start as usize == at;
    let clear = !phrase.any_finite(at..subject::group(phrase, hit.start as usize).start);
    let next = (verb..limit).find(|&i| phrase.is(i, b',')).unwrap_or(limit);
    clear && (follows || inverted && !phrase.any_finite(verb..next))
}

/// Only times and channels stand between `at` and the end of the sentence or a comma.
fn adjunct_to_end(phrase: &Phrase<'_>, at: usize) -> bool {
    let end = skip_adjuncts(phrase, at);
    end > at && (end >= phrase.end || phrase.is(end, b','))
}

/// The content before a cue whose clause (subject or verb, whichever comes first) begins at `clause`: "C, S V", "C," V S.
pub fn before(phrase: &Phrase<'_>, clause: usize) -> Option<(Tokens, bool)> {
    let mut at = clause;
    if at > phrase.low && (phrase.is(at - 1, b',') || phrase.is(at - 1, b'-')) {
        at -= 1;
    }
    let mark = at.checked_sub(1).filter(|&i| i + 1 > phrase.low)?;
    if let Some(quote) = phrase.quote_closing(mark) {
        let open = quote.open as usize;
        // A phrase in quotation marks at the end of a clause is part of the clause.
        let whole = open <= phrase.low || starts_quote_clause(phrase, open);
        if whole {
            return Some((open + 1..mark, true));
        }
    } else if at == clause && !phrase.is_mark(mark) {
        return None;
    }
    let start = start_before(phrase, at);
    let range = phrase.trimmed(start..at);
    // "Then, last week | S posted", "(CNN) | S said": a time is no content, nor is a dateline.
    let tells = |at: usize| {
        !phrase.is_mark(at)
            && !phrase.has_class(at, class::TIME | class::ADVERB)
            && !phrase.in_name(at)
    };
    (range.len() >= 2 && range.clone().any(tells)).then_some((range, false))
}

/// Whether the quotation that opens at `open` is all of what is reported: it begins with a capital after a mark, or nothing but a short opening stands before it.
fn starts_quote_clause(phrase: &Phrase<'_>, open: usize) -> bool {
    phrase.is_capital(open + 1) && open > phrase.low && phrase.is_mark(open - 1)
}

/// The first token of the clause that a closing "S said" is about.
fn start_before(phrase: &Phrase<'_>, end: usize) -> usize {
    (phrase.low..end)
        .rev()
        .find(|&at| phrase.is(at, b';') && phrase.same_quote(at, end))
        .map_or(phrase.low, |at| at + 1)
}
