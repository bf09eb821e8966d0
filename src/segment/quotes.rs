//! Pairs quotation marks within a line. A mark without partner is recovered from at the end of the line.

use std::ops::Range;

use super::Quote;
use crate::token::{Shape, Token};

/// Which way a mark faces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// Adds the quotations of the tokens `range`, which are one line.
pub(super) fn pair(text: &str, tokens: &[Token], range: Range<usize>, out: &mut Vec<Quote>) {
    let first = out.len();
    // Indices into `out` of the quotations that are open, with their kind of mark.
    let mut open: Vec<(usize, u8)> = Vec::new();
    for at in range.clone() {
        let Shape::Mark(mark @ (b'"' | b'\'')) = tokens[at].shape else {
            continue;
        };
        let within = open.iter().rposition(|&(_, m)| m == mark);
        match (side(text, tokens, at, &range, mark), within) {
            (Side::Close | Side::Either, Some(depth)) => {
                let (quote, _) = open[depth];
                open.truncate(depth);
                out[quote].close = at as u32;
                out[quote].closed = true;
            }
            (Side::Open, Some(depth)) if mark == b'"' && open.len() == depth + 1 => {
                // A second opening mark: the first was never closed.
                let (quote, _) = open[depth];
                out[quote].close = at as u32;
                open.truncate(depth);
                open.push((start(out, at, &range, depth), mark));
            }
            (Side::Open, _) => open.push((start(out, at, &range, open.len()), mark)),
            (Side::Either, None) if mark == b'"' => {
                open.push((start(out, at, &range, open.len()), mark))
            }
            _ => {}
        }
    }
    // A single mark that nothing closes was an apostrophe.
    let lost: Vec<u32> = open
        .iter()
        .filter(|(_, m)| *m == b'\'')
        .map(|&(q, _)| out[q].open)
        .collect();
    let mut at = 0;
    out.retain(|quote| {
        at += 1;
        at <= first || !lost.contains(&quote.open)
    });
}

fn start(out: &mut Vec<Quote>, at: usize, range: &Range<usize>, depth: usize) -> usize {
    out.push(Quote {
        open: at as u32,
        close: range.end as u32,
        closed: false,
        depth: depth as u8,
    });
    out.len() - 1
}

fn side(text: &str, tokens: &[Token], at: usize, range: &Range<usize>, mark: u8) -> Side {
    let span = tokens[at].span;
    match span.of(text) {
        "“" | "«" | "„" | "‘" | "‚" | "‹" => return Side::Open,
        "”" | "»" | "›" => return Side::Close,
        _ => {}
    }
    let glued_left = at > range.start && tokens[at - 1].span.end == span.start;
    let glued_right = at + 1 < range.end && tokens[at + 1].span.start == span.end;
    let opens_after = !glued_left
        || matches!(
            tokens[at - 1].shape,
            Shape::Mark(b'(' | b'[' | b'-' | b'"' | b'\'')
        );
    let closes_before = !glued_right
        || matches!(tokens[at + 1].shape, Shape::Mark(m) if !matches!(m, b'"' | b'\'' | b'(' | b'[' | b'$'));
    match (opens_after && glued_right, glued_left && closes_before) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ if mark == b'\'' => Side::Close,
        _ => Side::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn quoted(text: &str) -> Vec<String> {
        let tokens = tokens(text);
        let mut quotes = Vec::new();
        pair(text, &tokens, 0..tokens.len(), &mut quotes);
        quotes
            .iter()
            .map(|q| {
                let end = tokens
                    .get(q.close as usize)
                    .map_or(text.len(), |t| t.span.start as usize);
                text[tokens[q.open as usize].span.end as usize..end].to_owned()
            })
            .collect()
    }

    #[test]
    fn pairs() {
        let table: &[(&str, &[&str])] = &[
            ("“We did,” she said. “Twice.”", &["We did,", "Twice."]),
            ("\"We did,\" she said. \"Twice.\"", &["We did,", "Twice."]),
            ("''We did,'' she said.", &["We did,"]),
            ("'We did,' she said, and it's Lee's.", &["We did,"]),
            (
                "“He said ‘no’ twice,” she said.",
                &["He said ‘no’ twice,", "no"],
            ),
            ("“It goes on", &["It goes on"]),
            ("The workers' rights", &[]),
            ("said.\"We did\" he", &["We did"]),
        ];
        for (text, want) in table {
            assert_eq!(&quoted(text), want, "{text}");
        }
    }
}
