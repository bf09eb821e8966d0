//! A text made comparable: small letters, plain marks, single blanks.

use std::ops::Range;

use crate::segment::Segments;

/// The sentences of a text, folded, a blank between two.
pub(super) struct Folded {
    text: String,
    /// Where each sentence begins, and where the last ends.
    starts: Vec<usize>,
}

impl Folded {
    pub(super) fn new(text: &str, segments: &Segments) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut starts = Vec::with_capacity(segments.sentences.len() + 1);
        for sentence in &segments.sentences {
            starts.push(folded.len());
            fold_into(sentence.span.of(text), &mut folded);
            folded.push(' ');
        }
        starts.push(folded.len());
        Self {
            text: folded,
            starts,
        }
    }

    /// Where a sentence begins.
    pub(super) fn start(&self, sentence: usize) -> usize {
        self.starts[sentence]
    }

    /// A run of sentences, without the blank behind it.
    pub(super) fn part(&self, sentences: &Range<usize>) -> &str {
        let end = self.starts[sentences.end];
        self.text[self.starts[sentences.start]..end].trim_end()
    }

    /// Everything, to look into by position.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Adds `text`, folded, to what is there.
pub(super) fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    let mut rest = text;
    while let Some(&first) = rest.as_bytes().first() {
        let plain = plain_run(rest.as_bytes());
        if plain > 0 {
            let from = out.len();
            out.push_str(&rest[..plain]);
            out[from..].make_ascii_lowercase();
            rest = &rest[plain..];
        } else if first.is_ascii() {
            blank(out, start);
            rest = &rest[1..];
        } else {
            let c = rest.chars().next().unwrap_or_default();
            fold_char(c, start, out);
            rest = &rest[c.len_utf8().max(1)..];
        }
    }
    out.truncate(start + out[start..].trim_end().len());
}

/// How many bytes of visible ASCII come first, with the single blanks between them.
fn plain_run(bytes: &[u8]) -> usize {
    let mut run = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_graphic())
        .count();
    while run > 0 && bytes.get(run) == Some(&b' ') {
        let word = bytes[run + 1..].iter();
        match word.take_while(|byte| byte.is_ascii_graphic()).count() {
            0 => break,
            word => run += 1 + word,
        }
    }
    run
}

/// A blank, unless one stands there already or nothing does.
fn blank(out: &mut String, start: usize) {
    if out.len() > start && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn fold_char(c: char, start: usize, out: &mut String) {
    match c {
        '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' => {}
        '‘' | '’' | 'ʼ' | '′' => out.push('\''),
        '“' | '”' | '„' | '«' | '»' => out.push('"'),
        '–' | '—' | '‐' | '‑' | '−' => out.push('-'),
        c if c.is_whitespace() => blank(out, start),
        c => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_case_and_blanks_are_folded() {
        let mut folded = String::from("x ");
        super::fold_into(" You’VE\u{a0} “won” — ÉTÉ\u{200b} ", &mut folded);
        assert_eq!(folded, "x you've \"won\" - été");
    }
}
