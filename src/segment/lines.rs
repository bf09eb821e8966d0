//! Finds the lines of running text: a break inside a hard-wrapped paragraph ends none.

use std::ops::Range;

use memchr::memmem;

/// A line of running text.
pub(super) struct Line {
    /// Its bytes, line breaks inside a wrapped paragraph included.
    pub span: Range<usize>,
    /// Its number.
    pub number: u32,
    /// The number of its block: lines up to a blank line.
    pub block: u32,
}

/// Widths between which most lines of hard-wrapped text lie.
const WRAPPED: Range<usize> = 45..105;

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let wrapped = is_wrapped(text);
    let mut out: Vec<Line> = Vec::new();
    let (mut at, mut block, mut blank) = (0, 0, true);
    for piece in text.split_inclusive('\n').flat_map(split_at_gaps) {
        let (start, end) = (at, at + piece.trim_end().len());
        at += piece.len();
        if piece.trim().is_empty() {
            block += u32::from(!blank);
            blank = true;
            continue;
        }
        match out.last_mut() {
            Some(last) if !blank && continues(&text[last.span.clone()], piece, wrapped) => {
                last.span.end = end
            }
            _ => out.push(Line {
                span: start..end,
                number: out.len() as u32,
                block,
            }),
        }
        blank = false;
    }
    out
}

/// A gap of so many blanks inside a line stands for a line break that was lost.
const GAP: &[u8] = b"    ";

/// Cuts a line after each gap in it, so that every byte stays in a piece.
fn split_at_gaps(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let lead = rest.len() - rest.trim_start().len();
        let gap = memmem::find(&rest.as_bytes()[lead..], GAP).map_or(rest.len(), |at| lead + at);
        let tail = rest[gap..].trim_start_matches(' ').len();
        let cut = if tail == 0 || rest[gap..].trim().is_empty() {
            rest.len()
        } else {
            rest.len() - tail
        };
        let (piece, next) = rest.split_at(cut);
        rest = next;
        Some(piece)
    })
}

/// Whether `next` goes on with the sentence that `line` breaks off.
fn continues(line: &str, next: &str, wrapped: bool) -> bool {
    let ended = line
        .trim_end()
        .ends_with(['.', '!', '?', ':', '"', '”', '’', '…', ')']);
    let lower = next.trim_start().starts_with(char::is_lowercase);
    !ended && lower
        || wrapped
            && (!ended || !next.starts_with(char::is_whitespace))
            && line.len() >= WRAPPED.start
}

/// Whether the text is hard-wrapped: five lines or more, most of one width.
fn is_wrapped(text: &str) -> bool {
    let (mut lines, mut inside) = (0, 0);
    for line in text.lines() {
        let width = line.chars().count();
        if width >= WRAPPED.end {
            return false;
        }
        lines += usize::from(width > 0);
        inside += usize::from(WRAPPED.contains(&width));
    }
    lines >= 5 && inside * 10 >= lines * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, u32)> {
        lines(text)
            .into_iter()
            .map(|l| (&text[l.span], l.block))
            .collect()
    }

    #[test]
    fn a_blank_line_ends_a_block() {
        assert_eq!(
            cut("One.\nTwo.\n\n\nThree.\n"),
            [("One.", 0), ("Two.", 0), ("Three.", 1)]
        );
    }

    #[test]
    fn a_broken_sentence_goes_on() {
        assert_eq!(
            cut("The mayor\nsaid so.\nNext."),
            [("The mayor\nsaid so.", 0), ("Next.", 0)]
        );
    }
}
