//! Attributions whose source follows the cue: "according to S", ", citing S".

use super::phrase::{Cue, Phrase};
use super::subject::{self, Subject};
use super::{Found, NO_AGENT, Tokens, content, noun_phrase, shared};
use crate::rules::file::Frame;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Hit, Part, class};
use crate::scan::within;
use crate::types::{Relation, SourceType};

/// How many tokens after "quoted" its "as saying" stands at most.
const NEAR: usize = 26;

/// Adds the sentence's attributions of this frame; those found before in it begin at `first`.
pub fn find(phrase: &Phrase<'_>, first: usize, found: &mut Vec<Found>) {
    for hit in within(&phrase.hits.cues, phrase.low, phrase.high) {
        let cue = phrase.cue(hit);
        if !cue.has(Frame::SourceAfter) || phrase.vetoed(&cue) {
            continue;
        }
        let gerund = hit.part == Part::Verb && hit.form & form::GERUND != 0;
        let made = match hit.part {
            Part::Verb if gerund => citing(phrase, &cue, first, found),
            Part::Verb => {
                cited_as_saying(phrase, &cue, first, found);
                None
            }
            _ => according(phrase, &cue, first, found),
        };
        found.extend(made);
    }
}

/// ", citing S": S stands inside the report of the sentence that it goes with.
fn citing(phrase: &Phrase<'_>, cue: &Cue<'_>, first: usize, found: &[Found]) -> Option<Found> {
    let source = noun_phrase::read_described(phrase, cue.end);
    let outer = (first..found.len())
        .filter(|&i| found[i].source.is_some() && found[i].asserts)
        .min_by_key(|&i| distance(&found[i], cue.start))?;
    if source.is_empty()
        || found[outer]
            .source
            .as_ref()
            .is_some_and(|s| s.contains(&cue.start))
    {
        return None;
    }
    let mut made = Found::of_cue(phrase, cue, "a source cited by another");
    made.content = found[outer].content.clone();
    made.quoted = found[outer].quoted;
    made.source = Some(source);
    made.inside = Some(outer);
    Some(made)
}

/// "S cited T as saying C", "T was quoted by S as saying C": T's words through S; through nobody in particular without S.
fn cited_as_saying(
    phrase: &Phrase<'_>,
    cue: &Cue<'_>,
    first: usize,
    found: &mut Vec<Found>,
) -> Option<()> {
    let saying = (first..found.len()).find(|&i| {
        found[i].cue.as_ref().is_some_and(|c| {
            c.start > cue.end.saturating_sub(1)
                && c.start <= cue.end + NEAR
                && phrase.is_word(c.start - 1, "as")
        })
    });
    let group = subject::group(phrase, cue.start);
    let subject = subject::before(phrase, group.start)?;
    let saying = saying.or_else(|| {
        let (content, quoted) = content::before(phrase, subject.tokens.start)?;
        let made = said_before(phrase, cue).filter(|_| quoted || group.be)?;
        found.push(Found {
            content: vec![content],
            quoted,
            ..made
        });
        Some(found.len() - 1)
    })?;
    let as_at = found[saying].cue.as_ref()?.start - 1;
    let mut outer = Found::of_cue(phrase, cue, "cited as saying");
    outer.content = found[saying].content.clone();
    outer.quoted = found[saying].quoted;
    let spoken = if group.be {
        let by = (cue.end..as_at).find(|&at| phrase.is_word(at, "by"));
        outer.source = by
            .map(|by| by + 1..as_at)
            .or_else(|| printed_in(phrase, cue.end, as_at))
            .or_else(|| agent(phrase, found[saying].cue.as_ref()?.end));
        outer.fixed = by.is_none() && outer.source.is_some();
        if outer.source.is_none() {
            outer.relation = Relation::Hearsay;
            outer.because = NO_AGENT;
        }
        subject
    } else {
        outer.source = Some(subject.tokens);
        outer.antecedent = subject.antecedent;
        Subject {
            tokens: cue.end..as_at,
            antecedent: None,
        }
    };
    found[saying].source = Some(spoken.tokens).filter(|t| !t.is_empty());
    found[saying].antecedent = spoken.antecedent;
    found[saying].inside = Some(found.len());
    found.push(outer);
    Some(())
}

/// `"C," S quoted T as saying`, "C, T was quoted as saying": what T says stands before, and is not yet filled in.
fn said_before(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Found> {
    let near = within(&phrase.hits.cues, cue.end, phrase.end.min(cue.end + NEAR));
    let gerund = |hit: &&Hit| hit.part == Part::Verb && hit.form & form::GERUND != 0;
    let said = near
        .iter()
        .filter(gerund)
        .find(|hit| phrase.is_word(hit.start as usize - 1, "as"))?;
    Some(Found {
        fixed: true,
        ..Found::of_cue(phrase, &phrase.cue(said), "cited as saying")
    })
}

/// "was quoted as saying | by Reuters": who quoted.
fn agent(phrase: &Phrase<'_>, at: usize) -> Option<Tokens> {
    let source = noun_phrase::read(phrase, at + 1);
    (phrase.is_word(at, "by") && !source.is_empty()).then_some(source)
}

/// "was quoted | in the Port Ledger | as saying": an outlet or a document that prints what is quoted.
fn printed_in(phrase: &Phrase<'_>, at: usize, end: usize) -> Option<Tokens> {
    let prints = |kind| matches!(kind, SourceType::Outlet | SourceType::Document);
    let source = Some(at + 1..end).filter(|it| phrase.is_word(at, "in") && !it.is_empty())?;
    phrase
        .type_of(source.clone())
        .is_some_and(prints)
        .then_some(source)
}

fn distance(found: &Found, at: usize) -> usize {
    found
        .cue
        .as_ref()
        .map_or(usize::MAX, |cue| cue.start.abs_diff(at))
}

/// "According to S, C", "C, according to S", "S1 believe, according to S2, that C".
fn according(phrase: &Phrase<'_>, cue: &Cue<'_>, first: usize, found: &[Found]) -> Option<Found> {
    let source = source(phrase, cue);
    if source.is_empty() || !phrase.takes(cue, Some(source.clone())) {
        return None;
    }
    let content = content(phrase, cue, &source)?;
    let mut made = Found::of_cue(phrase, cue, "its source follows");
    // Whoever is said to speak inside the clause speaks through this source, unless an outlet reports all of it.
    let medium = matches!(
        phrase.type_of(source.clone()),
        Some(SourceType::Outlet | SourceType::Document)
    );
    let reporter =
        (first..found.len()).find(|&i| !medium && reports_all(phrase, &found[i], cue.start));
    match reporter {
        Some(outer) => {
            made.inside = Some(outer);
            made.content = found[outer].content.clone();
        }
        None => {
            made.outer = !opens_reported(phrase, cue);
            made.content.push(content);
        }
    }
    made.source = Some(source);
    Some(made)
}

/// The noun phrase after the cue with its descriptions; where the cue opens the sentence, with those that leave a clause.
fn source(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Tokens {
    if !opens(phrase, cue) {
        return noun_phrase::read_described(phrase, cue.end);
    }
    let head = noun_phrase::read(phrase, cue.end);
    let ends = noun_phrase::ends(phrase, head.end);
    let end = ends.filter(|&end| leaves_clause(phrase, end)).last();
    let range = head.start..end.unwrap_or(head.end);
    name_before_subject(phrase, cue, &range).unwrap_or(range)
}

/// Whether the cue opens its clause: only marks, adverbs and conjunctions stand before it, or what reports.
fn opens(phrase: &Phrase<'_>, cue: &Cue<'_>) -> bool {
    let nothing = |at: usize| {
        phrase.is_mark(at) || phrase.is_adverb(at) || phrase.has_class(at, class::CONJUNCTION)
    };
    opens_reported(phrase, cue) || (phrase.low..cue.start).all(nothing)
}

/// "S said that | according to T, C", "S said that, | according to T, C": what another reports opens with the cue.
fn opens_reported(phrase: &Phrase<'_>, cue: &Cue<'_>) -> bool {
    let comma = usize::from(cue.start > phrase.low && phrase.is(cue.start - 1, b','));
    let that = cue.start.saturating_sub(1 + comma);
    that > phrase.low && phrase.is_word(that, "that") && phrase.finite_cue(that - 1)
}

/// Whether a clause of its own follows the comma at `comma`: "Reuters|, the mayor resigned", not "the mayor resigned|, and".
fn leaves_clause(phrase: &Phrase<'_>, comma: usize) -> bool {
    let first = comma + 1;
    let other = class::CONJUNCTION | class::RELATIVE;
    let article = phrase.has_class(first, class::DETERMINER);
    // "a research group|, if the yard closed, half of them would leave"
    let comma_after = || (first..phrase.end).any(|at| phrase.is(at, b','));
    let opens = article
        || !phrase.has_class(first, other)
            && (!phrase.has_class(first, class::SUBORDINATOR) || comma_after());
    let mut rest = first + 1..phrase.end;
    let verb = |at| phrase.is_finite(at) || shared::past_like(phrase, at);
    phrase.is(comma, b',') && opens && rest.any(verb)
}

/// "According to Reuters Bonds called": where the comma is missing, the clause's subject follows a name of the registry.
fn name_before_subject(phrase: &Phrase<'_>, cue: &Cue<'_>, range: &Tokens) -> Option<Tokens> {
    let opens = cue.start == phrase.low && phrase.is_finite(range.end);
    let name = phrase.name_in(range.clone()).filter(|_| opens)?;
    let (start, end) = (name.start as usize, name.end as usize);
    let article = |at: usize| phrase.has_class(at, class::DETERMINER);
    let first = (range.start..start).all(article);
    (first && end < range.end && phrase.is_capital(end)).then_some(range.start..end)
}

/// An outlet that reports what ", according to" goes on to source: "CNN reported that P, according to two officials".
fn reports_all(phrase: &Phrase<'_>, found: &Found, at: usize) -> bool {
    let outlet = found.source.clone().and_then(|s| phrase.type_of(s)) == Some(SourceType::Outlet);
    let before = found.cue.as_ref().is_some_and(|cue| cue.end <= at);
    let ends_here = found
        .content
        .last()
        .is_some_and(|c| c.end + 2 >= at && c.end <= at);
    outlet && before && ends_here && matches!(found.relation, Relation::Report | Relation::Say)
}

/// The clause that the source is for: after it where the cue opens the sentence, else before it.
fn content(phrase: &Phrase<'_>, cue: &Cue<'_>, source: &Tokens) -> Option<Tokens> {
    let after = |mark| phrase.is(source.end, mark).then_some(source.end + 1);
    let after_comma = after(b',');
    let range = if opens(phrase, cue) {
        let subject = phrase.shape(source.end) == Some(crate::segment::Shape::Number)
            || name_before_subject(phrase, cue, &noun_phrase::read_described(phrase, cue.end))
                .is_some();
        let no_comma = (source.end < phrase.end
            && phrase.any_finite(source.end..phrase.end)
            && !phrase.is(source.end, b',')
            && subject)
            .then_some(source.end);
        let after_mark = after_comma
            .map(|at| after_aside(phrase, at))
            .or_else(|| after(b':'));
        let start = after_mark.or(no_comma).or_else(|| {
            (source.end..phrase.end)
                .find(|&at| phrase.is(at, b','))
                .map(|at| at + 1)
        })?;
        match phrase.quote_opening(start) {
            Some(quote) if phrase.is(start - 1, b':') => start + 1..quote.close as usize,
            _ => start..content::end(phrase, start),
        }
    } else {
        let end = cue.start;
        let start = start_of_clause(phrase, end);
        let closes = |at| content::closing_report(phrase, at, phrase.end);
        let rest = after_comma.filter(|&at| continues(phrase, at) && !closes(at));
        match rest {
            Some(rest) => start..content::end(phrase, rest),
            None => start..end,
        }
    };
    let range = phrase.trimmed(range);
    (range.len() >= 2).then_some(range)
}

/// `at` moved over a relative clause on the source ("According to Reuters, | which cited two officials, | C").
fn after_aside(phrase: &Phrase<'_>, at: usize) -> usize {
    if !phrase.has_class(at, class::RELATIVE) || phrase.has_class(at, class::DETERMINER) {
        return at;
    }
    let mut commas = (at..phrase.end).filter(|&i| phrase.is(i, b','));
    commas
        .find(|&comma| leaves_clause(phrase, comma))
        .map_or(at, |comma| comma + 1)
}

/// Whether the clause goes on after ", according to S,": it had no verb yet, or a "that" follows.
fn continues(phrase: &Phrase<'_>, at: usize) -> bool {
    at < phrase.end
        && phrase.any_finite(at..phrase.end)
        && !phrase.has_class(
            at,
            class::CONJUNCTION | class::SUBORDINATOR | class::RELATIVE,
        )
        && !phrase.word(at).ends_with("ing")
        || phrase.is_word(at, "that")
}

/// The start of the clause that ends before ", according to": after a semicolon, or ", but", or the sentence's start.
fn start_of_clause(phrase: &Phrase<'_>, end: usize) -> usize {
    (phrase.low..end)
        .rev()
        .find(|&at| phrase.is(at, b';'))
        .map_or(phrase.low, |at| at + 1)
}
