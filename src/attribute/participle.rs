//! Attributions whose cue is a participle: "…, adding that C", "S, while saying C, also V", "a statement saying C".

use super::content::{self, Content};
use super::phrase::{Cue, Phrase};
use super::shared::inherited;
use super::subject::{self, Subject};
use super::{Found, channel, noun_phrase};
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::types::{Relation, SourceType, ViaKind};

/// "…, adding that C"; "a statement saying C": a cue in -ing.
pub fn find(phrase: &Phrase<'_>, cue: &Cue<'_>, earlier: &[Found]) -> Option<Found> {
    let before = cue.start.checked_sub(1).filter(|&at| at >= phrase.low);
    let mut content = content::after(phrase, cue)?;
    let aside = aside_subject(phrase, cue);
    if aside.is_some() || cue.start <= phrase.low + 1 {
        end_at_main_clause(phrase, &mut content);
    }
    let mut found = Found::of_cue(phrase, cue, content.because);
    let adverb = before.is_some_and(|at| phrase.is_adverb(at));
    let before = if adverb {
        before
            .and_then(|at| at.checked_sub(1))
            .filter(|&at| at >= phrase.low)
    } else {
        before
    };
    let loose = before.is_none_or(|at| {
        phrase.is_mark(at)
            || phrase.has_class(
                at,
                class::CONJUNCTION | class::PREPOSITION | class::SUBORDINATOR,
            )
    });
    let subject = if let Some(aside) = aside {
        found.fixed = true;
        aside
    } else if loose {
        opening_subject(phrase, cue, &content).or_else(|| inherited(phrase, cue.start, earlier))?
    } else {
        let issued = channel::issued(phrase, cue.start);
        let issuer = issued.and_then(|it| issuer(phrase, it.start));
        found.fixed = issuer.is_some();
        issuer.or_else(|| attached(phrase, cue.start, earlier))?
    };
    let inferred = loose
        && cue.rule.relation == Relation::Suggest
        && phrase
            .type_of(subject.tokens.clone())
            .is_some_and(|kind| kind != SourceType::Person);
    if inferred {
        // "Der Tag reported that P, suggesting that Q": Q is the writer's inference.
        return None;
    }
    found.quoted = content.quoted;
    found.content = content.parts;
    found.source = Some(subject.tokens);
    found.antecedent = subject.antecedent;
    Some(found)
}

/// "S, while saying C, V": the noun phrase before the comma.
fn aside_subject(phrase: &Phrase<'_>, cue: &Cue<'_>) -> Option<Subject> {
    let comma = cue.start.checked_sub(2).filter(|&at| at > phrase.low)?;
    let joins = class::SUBORDINATOR | class::PREPOSITION;
    let opens = phrase.is(comma, b',') && phrase.has_class(comma + 1, joins);
    let subject = subject::before(phrase, comma).filter(|_| opens)?;
    (subject.tokens.start == phrase.low).then_some(subject)
}

/// Ends what an aside or an opening reports before the comma at which the sentence goes on: "After announcing C|, S V",
/// "S, while saying C|, also V".
fn end_at_main_clause(phrase: &Phrase<'_>, content: &mut Content) {
    end_at_comma(phrase, content, |next| phrase.any_finite(next..phrase.end));
}

/// Ends a content of one part at its first comma after which, adverbs aside, the sentence goes on.
pub fn end_at_comma(phrase: &Phrase<'_>, content: &mut Content, goes_on: impl Fn(usize) -> bool) {
    let [part] = content.parts.as_mut_slice() else {
        return;
    };
    let ends = |&at: &usize| {
        let outside = phrase.is(at, b',') && phrase.same_quote(at, part.start);
        outside && goes_on(phrase.skip_adverbs(at + 1))
    };
    if let Some(comma) = part.clone().skip(1).find(ends) {
        part.end = comma;
    }
}

/// "Citing X, the mayor resigned", "Warning that C, S V": the subject follows.
fn opening_subject(phrase: &Phrase<'_>, cue: &Cue<'_>, content: &Content) -> Option<Subject> {
    if cue.start > phrase.low + 1 {
        return None;
    }
    let after = content.parts.last()?.end;
    let comma = (after..phrase.end).find(|&at| phrase.is(at, b','))?;
    let tokens = noun_phrase::read(phrase, comma + 1);
    let nominal = !tokens.is_empty() && !phrase.has_class(tokens.start, class::PREPOSITION);
    nominal.then_some(Subject {
        tokens,
        antecedent: None,
    })
}

/// "S issued a report | saying C": the subject of the verb whose object the report at `start` is.
fn issuer(phrase: &Phrase<'_>, start: usize) -> Option<Subject> {
    let verb = (phrase.low..start).rfind(|&at| phrase.has_class(at, class::ISSUING))?;
    subject::before(phrase, subject::group(phrase, verb).start)
}

/// "a video showing C", "officials saying C": the noun phrase right before it.
fn attached(phrase: &Phrase<'_>, at: usize, earlier: &[Found]) -> Option<Subject> {
    let start = subject::clause_start(phrase, at);
    let start = (start..at)
        .rev()
        .find(|&i| {
            phrase.has_class(i, class::PREPOSITION)
                && !phrase.is_word(i, "of")
                && !phrase.is_word(i, "for")
                || phrase.is(i, b',')
        })
        .map_or(start, |i| i + 1);
    let tokens = start..at;
    // "posted on Twitter | accusing"
    let mut hits = within(&phrase.hits.channels, start, at).iter();
    let platform = start > phrase.low
        && phrase.has_class(start - 1, class::MEDIUM)
        && hits.any(|hit| phrase.lexicon.channels[hit.rule as usize].kind == ViaKind::Platform);
    let speaks = !tokens.is_empty()
        && !platform
        && (phrase.source_hits(tokens.clone()).next().is_some() || phrase.is_capital(at - 1))
        && !phrase.is_word(at - 1, "as");
    if speaks {
        return Some(Subject {
            tokens,
            antecedent: None,
        });
    }
    inherited(phrase, at, earlier)
}
