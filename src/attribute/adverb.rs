//! Attributions without a source: "reportedly", "allegedly" inside what they report.

use super::phrase::{Cue, Phrase};
use super::{Found, Tokens, content};
use crate::rules::lexicon::class;

/// The attribution that the adverb `cue` makes of the clause round it.
pub fn find(phrase: &Phrase<'_>, cue: &Cue<'_>, earlier: &[Found]) -> Option<Found> {
    if phrase.vetoed(cue) {
        return None;
    }
    let mut found = Found::of_cue(phrase, cue, "inside what it reports");
    found.fixed = true;
    let clause = clause_round(phrase, cue.start);
    // Inside another's words without "that", the clause is those words.
    let inner = earlier
        .iter()
        .flat_map(|f| &f.content)
        .filter(|c| c.contains(&cue.start))
        .min_by_key(|c| c.len());
    found.content.push(match inner {
        Some(outer) => clause.start.max(outer.start)..clause.end.min(outer.end),
        None => clause,
    });
    Some(found)
}

/// The clause in which token `at` stands.
pub fn clause_round(phrase: &Phrase<'_>, at: usize) -> Tokens {
    let start = (phrase.low..at)
        .rev()
        .find(|&i| opens_clause(phrase, i, at))
        .map_or(phrase.low, |i| i + 1);
    let range = phrase.trimmed(start..content::end(phrase, at).max(at + 1));
    if range.is_empty() { at..at + 1 } else { range }
}

/// Whether the clause of token `at` begins after token `i`.
fn opens_clause(phrase: &Phrase<'_>, i: usize, at: usize) -> bool {
    if phrase.is(i, b';')
        || phrase.is(i, b':')
        || phrase.opens_quote(i) && phrase.quote_round(at).is_some_and(|q| q.open as usize == i)
    {
        return true;
    }
    if phrase.quote_closing(i).is_some() || !phrase.same_quote(i, at) {
        return false;
    }
    if phrase.is(i, b',') {
        // ", 30 of which are reportedly …", ", and reportedly …", ", but …"
        let between = i + 1..at;
        let relative = between.clone().any(|k| {
            phrase.has_class(k, class::RELATIVE)
                && (phrase.is_word(k, "which") || phrase.is_word(k, "whom"))
        }) && between.len() <= 6;
        let joined =
            phrase.has_class(i + 1, class::CONJUNCTION) && phrase.any_finite(phrase.low..i);
        return relative || joined;
    }
    if phrase.has_class(i, class::CONJUNCTION) {
        // "represented the accused and reportedly laughed": the verb group begins right after "and".
        return (i + 1..at).all(|k| {
            phrase.is_adverb(k) || phrase.has_class(k, class::BE | class::HAVE | class::MODAL)
        }) && phrase.any_finite(phrase.low..i);
    }
    let complement =
        phrase.is_word(i, "that") && i > phrase.low && !phrase.has_class(i + 1, class::BE);
    let relative = phrase.has_class(i, class::RELATIVE)
        && (phrase.is_word(i, "who") || phrase.is_word(i, "which"))
        && i > phrase.low;
    complement || relative
}
