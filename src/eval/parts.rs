//! The parts of an attribution as sets of words, so that a quotation mark or a leading "that" makes no difference.

use super::decode::Marked;
use super::words::is_word;
use crate::types::Span;

/// Marks of quotation whose presence makes a content quoted.
const QUOTES: [&str; 5] = ["\"", "“", "”", "«", "»"];
/// Marks that end a word, beside the ASCII ones.
const BREAKS: [&str; 8] = ["“", "”", "‘", "«", "»", "—", "–", "…"];

/// An attribution as sets of words, each word the byte where it begins.
pub(super) struct View {
    pub source: Vec<u32>,
    pub cue: Vec<u32>,
    pub content: Vec<u32>,
    pub quoted: bool,
    marked: Marked,
}

impl View {
    /// The attribution in `text`, whose bytes without marks are `bare`.
    pub(super) fn of(text: &str, bare: &[u8], marked: &Marked) -> Self {
        Self {
            source: begins(bare, &marked.source, false),
            cue: begins(bare, &marked.cue, false),
            content: begins(bare, &marked.content, true),
            quoted: marked.content.iter().any(|&span| is_quoted(text, span)),
            marked: marked.clone(),
        }
    }

    /// The words of the content.
    pub(super) fn content_text(&self, text: &str) -> String {
        joined(text, &self.marked.content)
    }

    /// Who says it, and by which words.
    pub(super) fn told(&self, text: &str) -> String {
        let part = |spans: &[Span], none: &str| match joined(text, spans) {
            words if words.is_empty() => none.to_owned(),
            words => words,
        };
        let source = part(&self.marked.source, "nobody");
        format!(
            "{source} [{}] {}",
            part(&self.marked.cue, "no cue"),
            self.content_text(text)
        )
    }
}

fn joined(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    parts.join(" … ")
}

/// Whether a mark of quotation stands in a stretch or within three bytes of it.
fn is_quoted(text: &str, span: Span) -> bool {
    let start = (span.start as usize).saturating_sub(3);
    let end = (span.end as usize + 3).min(text.len());
    let around = text.as_bytes().get(start..end).unwrap_or_default();
    let holds = |mark: &[u8]| around.windows(mark.len()).any(|bytes| bytes == mark);
    QUOTES.iter().any(|mark| holds(mark.as_bytes()))
}

/// The text's bytes with curly marks of quotation and dashes blanked and apostrophes made ASCII, every byte in its place.
pub(super) fn without_marks(text: &str) -> Vec<u8> {
    let mut bare = text.to_owned();
    for mark in BREAKS {
        bare = bare.replace(mark, &" ".repeat(mark.len()));
    }
    bare.replace('’', "'  ").into_bytes()
}

/// Where the words of some stretches begin, in order; a leading "that" may be left out.
fn begins(bare: &[u8], spans: &[Span], without_that: bool) -> Vec<u32> {
    let mut words: Vec<(u32, &[u8])> = Vec::new();
    for span in spans {
        let (start, end) = (span.start as usize, (span.end as usize).min(bare.len()));
        let bytes = bare.get(start..end).unwrap_or_default();
        let mut at = 0;
        while at < bytes.len() {
            let length = word_length(&bytes[at..]);
            if length > 0 && !is_mark(&bytes[at..at + length]) {
                words.push(((start + at) as u32, &bytes[at..at + length]));
            }
            at += length.max(1);
        }
    }
    words.sort_unstable();
    if without_that
        && words
            .first()
            .is_some_and(|(_, word)| word.eq_ignore_ascii_case(b"that"))
    {
        words.remove(0);
    }
    words.dedup_by_key(|(at, _)| *at);
    words.into_iter().map(|(at, _)| at).collect()
}

/// How long the word is that begins here: letters and digits, and one apostrophe with letters behind it.
fn word_length(bytes: &[u8]) -> usize {
    let stem = bytes.iter().take_while(|&&byte| is_word(byte)).count();
    if stem == 0 || bytes.get(stem) != Some(&b'\'') {
        return stem;
    }
    let tail = bytes[stem + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    if tail == 0 { stem } else { stem + 1 + tail }
}

/// Whether a word is made of the bytes of curly marks alone.
fn is_mark(word: &[u8]) -> bool {
    word.iter()
        .all(|byte| matches!(byte, 0xe2 | 0x80 | 0x9c | 0x9d | 0x98 | 0x99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_marks_and_hold_one_apostrophe() {
        let text = "“That” it's 5%—so";
        let bare = without_marks(text);
        assert_eq!(bare.len(), text.len());
        let whole = [Span::new(0, text.len() as u32)];
        let at = |word: &str| text.find(word).unwrap() as u32;
        assert_eq!(begins(&bare, &whole, true), [at("it"), at("5"), at("so")]);
    }

    #[test]
    fn a_mark_of_quotation_beside_a_content_makes_it_quoted() {
        let text = "He said “no” twice, then left.";
        let at = text.find("no").unwrap() as u32;
        assert!(is_quoted(text, Span::new(at, at + 2)));
        let at = text.find("left").unwrap() as u32;
        assert!(!is_quoted(text, Span::new(at, at + 4)));
    }
}
