//! Text made fit for a terminal: no control characters, measured in columns, wrapped or cut.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text on one line: white space and control characters (which could steer a terminal) become single blanks.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() && !steers(c) {
            clean.push(c);
        } else if !clean.ends_with(' ') && !clean.is_empty() {
            clean.push(' ');
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Whether a character steers the terminal or the direction of writing instead of being seen.
pub(super) fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text in at most `columns`, with an ellipsis where it was cut; at a word's end where one is near.
pub(crate) fn cut(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut taken = 0;
    let fits = text.char_indices().find_map(|(at, c)| {
        taken += c.width().unwrap_or(0);
        (taken > room).then_some(at)
    });
    let head = &text[..fits.unwrap_or(text.len())];
    let word = head.rfind(' ').filter(|at| at * 10 >= head.len() * 7);
    format!(
        "{}{ellipsis}",
        head[..word.unwrap_or(head.len())].trim_end()
    )
}

/// The text cut into lines of at most `columns`, at blanks, as ranges of it; a longer word stands alone.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut taken) = (0, 0, 0);
    let trimmed = |start: usize, end: usize| start..start + text[start..end].trim_end().len();
    for word in text.split_inclusive(' ') {
        if end > start && taken + width(word.trim_end()) > columns {
            lines.push(trimmed(start, end));
            (start, taken) = (end, 0);
        }
        end += word.len();
        taken += width(word);
    }
    lines.push(trimmed(start, end));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(clean("a\n\t b\u{1b}[31mc\u{202e}d "), "a b [31mc d");
    }

    #[test]
    fn a_cut_falls_between_words() {
        assert_eq!(cut("the ministry would cancel", 15, "…"), "the ministry…");
        assert_eq!(cut("short", 15, "…"), "short");
        assert_eq!(cut("unbreakable", 6, "..."), "unb...");
        assert_eq!(cut("日本語の文", 5, "…"), "日本…");
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        let lines = |text, columns| -> Vec<&str> {
            let ranges = wrap(text, columns).into_iter();
            ranges.map(|range| &text[range]).collect()
        };
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(
            lines("incomprehensible it is", 5),
            ["incomprehensible", "it is"]
        );
        assert_eq!(lines("", 5), [""]);
    }
}
