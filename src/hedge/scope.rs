//! The stretch of a sentence that a hedge qualifies: from the hedge to the end of its clause.

use crate::rules::lexicon::class;
use crate::segment::{Segments, Sentence};
use crate::types::Span;

/// The scope of a hedge at token `at`: from it to the end of the clause, which a full stop, a semicolon, a comma
/// before a conjunction, or a closing bracket around it ends.
pub fn scope(_text: &str, segments: &Segments, at: usize, sentence: &Sentence) -> Span {
    let range = sentence.range();
    let mut depth = 0i32;
    let mut end = range.end;
    for next in at + 1..range.end {
        let token = segments.tokens[next];
        if token.is(b'(') || token.is(b'[') {
            depth += 1;
        } else if token.is(b')') || token.is(b']') {
            depth -= 1;
        }
        let clause = token.is(b';')
            || token.is(b',')
                && segments
                    .classes
                    .get(next + 1)
                    .is_some_and(|c| c & class::CONJUNCTION != 0);
        if depth < 0 || depth == 0 && clause {
            end = next;
            break;
        }
    }
    while end > at + 1 && closes(segments, end - 1) {
        end -= 1;
    }
    segments.span(at, end)
}

/// A mark that ends a sentence.
fn closes(segments: &Segments, at: usize) -> bool {
    let token = segments.tokens[at];
    token.is(b'.') || token.is(b'?') || token.is(b'!')
}
