//! What the writer asserts: sentences that cite nobody, and what is left over and hedged beside a citation.

use super::super::{Reading, cover};
use super::Draft;
use super::cut::{extents, has_verb, is_question, remainders, trim, words};
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::types::Polarity;

/// How many quotations before a piece are looked at for one round it.
const QUOTES: usize = 16;

/// The claims of the writer.
pub fn own_voice(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let taken = taken(reading, drafts);
    taken
        .into_iter()
        .enumerate()
        .filter(|(sentence, _)| reading.kept[*sentence])
        .flat_map(|(sentence, taken)| of_sentence(reading, sentence, &taken))
        .collect()
}

/// What attributions take of every sentence.
fn taken(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Vec<Tokens>> {
    let sentences = &reading.segments.sentences;
    let mut taken = vec![Vec::new(); sentences.len()];
    for draft in drafts {
        taken[draft.sentence].push(draft.tokens.clone());
    }
    for found in reading.found.iter().filter(|f| f.asserts) {
        let extents = extents(found);
        let mut touched = vec![found.sentence];
        for part in &found.content {
            let first = sentences.partition_point(|s| s.range().end <= part.start);
            let last = sentences.partition_point(|s| s.range().start < part.end);
            touched.extend(first..last);
        }
        touched.sort_unstable();
        touched.dedup();
        for sentence in touched {
            taken[sentence].extend(extents.iter().cloned());
        }
    }
    taken
}

/// What the writer asserts in a sentence: all of it where nobody is cited, else what is left over and hedged.
fn of_sentence(reading: &Reading<'_>, sentence: usize, taken: &[Tokens]) -> Vec<Draft> {
    let range = reading.segments.sentences[sentence].range();
    let whole = taken.is_empty();
    remainders(reading, range, taken)
        .into_iter()
        .filter(|piece| {
            if whole {
                asserts(reading, sentence, piece)
            } else {
                hedged(reading, piece)
            }
        })
        .map(|piece| (piece.start, trim_opening(reading, piece)))
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(start, tokens)| Draft {
            lead: (start < tokens.start).then(|| cover(reading, &(start..tokens.start))),
            span: cover(reading, &tokens),
            sentence,
            polarity: Polarity::Affirm,
            chain: Vec::new(),
            quoted: in_quotation(reading, &tokens),
            tokens,
        })
        .collect()
}

/// Whether the tokens stand in one quotation from end to end.
fn in_quotation(reading: &Reading<'_>, tokens: &Tokens) -> bool {
    let quotes = &reading.segments.quotes;
    let before = quotes.partition_point(|q| (q.open as usize) < tokens.start);
    let mut near = quotes[..before].iter().rev().take(QUOTES);
    near.any(|q| tokens.end <= q.close as usize)
}

/// A sentence that states something: a verb, three words or more, no question.
fn asserts(reading: &Reading<'_>, sentence: usize, range: &Tokens) -> bool {
    let sentence_range = reading.segments.sentences[sentence].range();
    let closed = reading.segments.tokens[sentence_range.end - 1].is(b'.');
    let states = has_verb(reading, range) || closed && words(reading, range) > 3;
    words(reading, range) >= 3 && states && !is_question(reading, sentence, range)
}

fn hedged(reading: &Reading<'_>, range: &Tokens) -> bool {
    within(&reading.hits.hedges, range.start, range.end)
        .iter()
        .any(|hit| hit.end as usize <= range.end)
}

/// ", suggesting that C" left over at the end of another's report: the claim is C.
fn trim_opening(reading: &Reading<'_>, range: Tokens) -> Tokens {
    let gerund = reading.segments.tokens[range.start]
        .span
        .of(&reading.input.text)
        .ends_with("ing");
    if !gerund || within(&reading.hits.cues, range.start, range.start + 1).is_empty() {
        return range;
    }
    let next = range.start + 1;
    let that = class::DEFINITE | class::COMPLEMENTIZER;
    let classes = reading.segments.classes.get(next).copied().unwrap_or(0);
    let start = next + usize::from(classes & that == that);
    trim(reading, start..range.end)
}
