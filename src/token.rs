//! Cuts text into words, numbers and marks. The segmenter cuts documents with it, the rule compiler cuts phrases, so that both see the same words.

use crate::types::Span;

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// A word all in capitals, two letters or more.
    Upper,
    /// Begins with a digit.
    Number,
    /// A mark, folded to ASCII: every double quotation mark is `"`, a single one `'`, every dash `-`, an ellipsis `~`.
    Mark(u8),
}

impl Token {
    /// Whether it is a word of any shape.
    pub fn is_word(self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it is this mark.
    pub fn is(self, mark: u8) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// What a byte can begin or continue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Space,
    Letter,
    Digit,
    Mark,
    Wide,
}

const fn classify(byte: u8) -> Byte {
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Byte::Space,
        b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
        b'0'..=b'9' => Byte::Digit,
        0x80..=0xff => Byte::Wide,
        _ => Byte::Mark,
    }
}

const CLASSES: [Byte; 256] = {
    let mut table = [Byte::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = classify(byte as u8);
        byte += 1;
    }
    table
};

/// Cuts `text` into tokens and hands each to `push`, in order. Offsets count from `text`'s first byte plus `base`.
pub fn tokenize(text: &str, base: u32, push: &mut impl FnMut(Token)) {
    Cutter {
        text,
        bytes: text.as_bytes(),
        at: 0,
        base,
    }
    .run(push);
}

/// Tokens of a short text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize(text, 0, &mut |token| out.push(token));
    out
}

struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    base: u32,
}

impl Cutter<'_> {
    fn run(&mut self, push: &mut impl FnMut(Token)) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[byte as usize] {
                Byte::Space => self.at += 1,
                Byte::Letter => self.word(push),
                Byte::Digit => self.number(push),
                Byte::Mark => self.mark(byte, push),
                Byte::Wide => self.wide(push),
            }
        }
    }

    fn token(&self, start: usize, end: usize, shape: Shape) -> Token {
        Token {
            span: Span::new(self.base + start as u32, self.base + end as u32),
            shape,
        }
    }

    /// The character at a byte offset, which lies on a boundary.
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The length of an apostrophe at `at`, 0 where there is none.
    fn apostrophe(&self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(b'\'') => 1,
            Some(0xe2) if self.bytes[at..].starts_with("’".as_bytes()) => 3,
            _ => 0,
        }
    }

    fn letter_at(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            Some(_) => self.char_at(at).is_some_and(char::is_alphabetic),
            None => false,
        }
    }

    fn digit_at(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    /// A word with inner hyphens, full stops between single letters, and clitics cut off ("has|n't", "ministry|'s").
    fn word(&mut self, push: &mut impl FnMut(Token)) {
        let start = self.at;
        let mut end = self.run_of_letters(start);
        loop {
            let quote = self.apostrophe(end);
            if quote > 0 && self.letter_at(end + quote) {
                let tail = self.run_of_letters(end + quote);
                match self.clitic(start, end, quote, tail) {
                    Some(cut) => {
                        self.emit(start, cut, push);
                        self.emit(cut, tail, push);
                        self.at = tail;
                        return;
                    }
                    None => end = tail,
                }
            } else if self.bytes.get(end) == Some(&b'-')
                && (self.letter_at(end + 1) || self.digit_at(end + 1))
            {
                end = self.run_of_letters(end + 1);
            } else if self.bytes.get(end) == Some(&b'.') && self.joins(start, end) {
                end = self.run_of_letters(end + 1).max(end + 1);
            } else {
                break;
            }
        }
        self.emit(start, end, push);
        self.at = end;
    }

    /// Where to cut a clitic off a word `start..end` + apostrophe + `..tail`; `None` for names like O'Neil, Xi'an.
    fn clitic(&self, start: usize, end: usize, quote: usize, tail: usize) -> Option<usize> {
        let after = &self.text[end + quote..tail];
        if after.eq_ignore_ascii_case("t")
            && self.bytes[start..end].ends_with(b"n")
            && end - start > 1
        {
            return Some(end - 1);
        }
        let known = ["s", "re", "ve", "ll", "d", "m"];
        known
            .iter()
            .any(|clitic| after.eq_ignore_ascii_case(clitic))
            .then_some(end)
    }

    /// Whether a full stop at `end` belongs to the word: initials ("U.S.", "J.") and domains ("example.com").
    fn joins(&self, start: usize, end: usize) -> bool {
        let last = self.bytes[start..end]
            .iter()
            .rposition(|&b| b == b'.')
            .map_or(start, |dot| start + dot + 1);
        let single = end - last == 1;
        if single && self.bytes[last].is_ascii_uppercase() {
            return !self.letter_at(end + 1)
                || self.letter_at(end + 1) && !self.letter_at(end + 2)
                || self.bytes[start..end].contains(&b'.');
        }
        let next_lower = self.bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase);
        let tail = &self.bytes[end + 1..self.run_of_letters(end + 1)];
        let domain = [
            "com", "org", "net", "co", "uk", "gov", "edu", "tv", "info", "io", "ru", "ua",
        ];
        next_lower
            && (self.bytes[last..end].iter().all(u8::is_ascii_lowercase)
                || domain.iter().any(|d| d.as_bytes() == tail))
    }

    /// The end of a run of letters and digits.
    fn run_of_letters(&self, mut at: usize) -> usize {
        while let Some(&byte) = self.bytes.get(at) {
            match CLASSES[byte as usize] {
                Byte::Letter | Byte::Digit => at += 1,
                Byte::Wide => match self.char_at(at) {
                    Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        at
    }

    fn emit(&self, start: usize, end: usize, push: &mut impl FnMut(Token)) {
        if start < end {
            push(self.token(start, end, word_shape(&self.text[start..end])));
        }
    }

    /// A number with inner commas and points, and what is glued to it ("35-50kg", "3rd").
    fn number(&mut self, push: &mut impl FnMut(Token)) {
        let start = self.at;
        let mut end = self.run_of_letters(start);
        while let Some(&byte) = self.bytes.get(end) {
            let inner = matches!(byte, b',' | b'.' | b':' | b'/') && self.digit_at(end + 1)
                || byte == b'-' && (self.digit_at(end + 1) || self.letter_at(end + 1));
            if !inner {
                break;
            }
            end = self.run_of_letters(end + 1);
        }
        push(self.token(start, end, Shape::Number));
        self.at = end;
    }

    fn mark(&mut self, byte: u8, push: &mut impl FnMut(Token)) {
        let start = self.at;
        let run = self.bytes[start..]
            .iter()
            .take_while(|&&b| b == byte)
            .count();
        let (len, shape) = match byte {
            b'.' if run >= 2 => (run, b'~'),
            b'\'' if run == 2 => (2, b'"'),
            b'`' => (run.min(2), if run >= 2 { b'"' } else { b'\'' }),
            b'-' => (run, b'-'),
            b'\'' if self.lone_clitic(start + 1) > 0 => {
                let end = self.lone_clitic(start + 1);
                push(self.token(start, end, Shape::Lower));
                self.at = end;
                return;
            }
            _ => (1, byte),
        };
        push(self.token(start, start + len, Shape::Mark(shape)));
        self.at = start + len;
    }

    /// The end of a clitic that stands right after a bracket, quotation mark or digit; 0 where there is none.
    fn lone_clitic(&self, at: usize) -> usize {
        let before = at.checked_sub(2).map(|i| self.bytes[i]);
        let attached = before.is_some_and(|b| matches!(b, b')' | b']' | b'"' | b'0'..=b'9'));
        let end = self.run_of_letters(at);
        if attached && &self.bytes[at..end] == b"s" {
            end
        } else {
            0
        }
    }

    /// A character beyond ASCII: a letter begins a word, quotation marks and dashes are folded, spaces skipped.
    fn wide(&mut self, push: &mut impl FnMut(Token)) {
        let Some(c) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        let end = self.at + c.len_utf8();
        let mark = match c {
            '“' | '”' | '„' | '«' | '»' | '‟' | '″' => b'"',
            '‘' | '’' | '‚' | '‹' | '›' => b'\'',
            '–' | '—' | '―' | '‒' | '−' => b'-',
            '…' => b'~',
            c if c.is_alphanumeric() => return self.word(push),
            c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => {
                self.at = end;
                return;
            }
            _ => b'*',
        };
        push(self.token(self.at, end, Shape::Mark(mark)));
        self.at = end;
    }
}

fn word_shape(word: &str) -> Shape {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Shape::Number,
        Some(first) if !first.is_uppercase() => Shape::Lower,
        Some(_) => {
            let (mut more, mut upper) = (0, true);
            for c in letters {
                more += 1;
                upper &= !c.is_lowercase();
            }
            if upper && more > 0 {
                Shape::Upper
            } else {
                Shape::Capital
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_as_the_rules_see_them() {
        let table: &[(&str, &[&str])] = &[
            (
                "It hasn’t, he said.",
                &["It", "has", "n’t", ",", "he", "said", "."],
            ),
            ("the ministry's plan", &["the", "ministry", "'s", "plan"]),
            ("U.S. officials", &["U.S.", "officials"]),
            ("Xi’an and O'Neil", &["Xi’an", "and", "O'Neil"]),
            ("under Biden.Mumbai", &["under", "Biden", ".", "Mumbai"]),
            ("see example.com now", &["see", "example.com", "now"]),
            (
                "a 35-50kg, 1,000.5 load",
                &["a", "35-50kg", ",", "1,000.5", "load"],
            ),
            (
                "''We did,'' – she",
                &["''", "We", "did", ",", "''", "–", "she"],
            ),
            ("wait... no…", &["wait", "...", "no", "…"]),
            ("(ISW)’s view", &["(", "ISW", ")", "’", "s", "view"]),
            ("the 44-year-old", &["the", "44-year-old"]),
            ("John F. Kennedy", &["John", "F.", "Kennedy"]),
        ];
        for (text, want) in table {
            assert_eq!(&cut(text), want, "{text}");
        }
    }

    #[test]
    fn shapes() {
        let shapes: Vec<Shape> = tokens("the Kyiv BBC 3rd “A")
            .iter()
            .map(|t| t.shape)
            .collect();
        assert_eq!(
            shapes,
            [
                Shape::Lower,
                Shape::Capital,
                Shape::Upper,
                Shape::Number,
                Shape::Mark(b'"'),
                Shape::Capital
            ]
        );
    }
}
