//! Splits a line into sentences.

use std::ops::Range;

use super::lines::Line;
use super::{Segments, Sentence};
use crate::rules::lexicon::{Classes, class};
use crate::token::Shape;
use crate::types::Span;

/// Adds the sentences of the tokens `range`, which are `line`.
pub(super) fn split(text: &str, out: &mut Segments, range: Range<usize>, line: &Line) {
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        match end_at(text, out, at, &range) {
            Some(end) => {
                push(out, start..end, line);
                start = end;
                at = end;
            }
            None => at += 1,
        }
    }
    push(out, start..range.end, line);
}

fn push(out: &mut Segments, tokens: Range<usize>, line: &Line) {
    if tokens.is_empty() {
        return;
    }
    let span = Span::new(
        out.tokens[tokens.start].span.start,
        out.tokens[tokens.end - 1].span.end,
    );
    out.sentences.push(Sentence {
        span,
        tokens: tokens.start as u32..tokens.end as u32,
        line: line.number,
        block: line.block,
    });
}

/// Where a sentence ends whose last mark may be token `at`: the token after it and what closes with it.
fn end_at(text: &str, s: &Segments, at: usize, range: &Range<usize>) -> Option<usize> {
    let mark = match s.tokens[at].shape {
        Shape::Mark(mark @ (b'.' | b'!' | b'?' | b'~')) => mark,
        Shape::Mark(b';') => return None,
        Shape::Lower | Shape::Capital | Shape::Upper | Shape::Number
            if text.as_bytes()[s.tokens[at].span.end as usize - 1] == b'.' =>
        {
            return abbreviation_ends(s, at, range);
        }
        _ => return None,
    };
    let mut end = at + 1;
    while end < range.end
        && (closes(s, end) || matches!(s.tokens[end].shape, Shape::Mark(b'!' | b'?' | b'.' | b'~')))
    {
        end += 1;
    }
    let next = *s.tokens.get(end).filter(|_| end < range.end)?;
    let begins = match next.shape {
        Shape::Lower => false,
        Shape::Mark(m) => matches!(m, b'"' | b'\'' | b'(' | b'[' | b'-' | b'*' | b'$'),
        _ => true,
    };
    let quoted = end > at + 1;
    let spoken = quoted && matches!(mark, b'!' | b'?' | b'~') && speaks_soon(s, end, range);
    let abbreviated = mark == b'.' && !quoted && after_abbreviation(s, at, end);
    let dash = next.is(b'-') && !quoted;
    (begins && !spoken && !abbreviated && !dash).then_some(end)
}

/// Whether token `at` closes a quotation or bracket.
fn closes(s: &Segments, at: usize) -> bool {
    match s.tokens[at].shape {
        Shape::Mark(b')' | b']') => true,
        Shape::Mark(b'"' | b'\'') => s
            .quotes
            .iter()
            .rev()
            .take(24)
            .any(|q| q.closed && q.close as usize == at),
        _ => false,
    }
}

/// Whether the full stop at `at` belongs to an abbreviation before it.
fn after_abbreviation(s: &Segments, at: usize, next: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let glued = s.tokens[before].span.end == s.tokens[at].span.start;
    let classes = s.classes[before];
    if !glued || classes & class::ABBREVIATION == 0 {
        return false;
    }
    // "No. 5", "Jan. 3" but "he said no. Then", "they may. Then".
    let small = matches!(s.tokens[before].shape, Shape::Lower) && s.tokens[before].span.len() > 1;
    let number = s.tokens[next].shape == Shape::Number;
    if small
        && classes & class::STREET_END == 0
        && !number
        && s.classes[before] & class::NEGATION != 0
    {
        return false;
    }
    classes & class::STREET_END == 0 || s.classes[next] & STARTERS == 0
}

/// Classes of words that rarely stand with a capital inside a sentence.
const STARTERS: Classes = class::DETERMINER
    | class::PRONOUN
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION;

/// "U.S." ends a sentence only before a word that begins one.
fn abbreviation_ends(s: &Segments, at: usize, range: &Range<usize>) -> Option<usize> {
    let next = at + 1;
    let begins = next < range.end
        && s.tokens[next].shape == Shape::Capital
        && s.classes[next] & STARTERS != 0
        && s.tokens[at].span.len() > 2;
    begins.then_some(next)
}

/// Whether a word of speech follows within four tokens, so that `"Why?" Ana Lind asked` is one sentence; `"Why?" She
/// asked` is two, since a pronoun has a capital only where it opens one.
fn speaks_soon(s: &Segments, at: usize, range: &Range<usize>) -> bool {
    let opens = s.classes[at] & class::PERSONAL != 0 && s.tokens[at].span.len() > 1;
    let speech = |i: usize| s.classes[i] & class::SPEECH != 0;
    let mut near = (at..range.end.min(at + 4)).take_while(|&i| s.tokens[i].is_word());
    !opens && near.any(speech)
}
