//! Cuts a text into what two claims can share: stems of words, names among them, and numbers.

use super::stem::stem;
use super::vocabulary::Vocabulary;
use crate::token::{self, Shape, Token};

/// What a signature begins with.
const DASH: char = '—';
/// The most words of its date.
const DATE: usize = 4;

/// Something that two texts can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'p> {
    /// The word in lower case, or the number.
    pub word: &'p str,
    /// The word without its ending.
    pub stem: &'p str,
    pub kind: PartKind,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// A word that begins small, or stands where any word has a capital.
    Word,
    /// A word with a capital inside a sentence.
    Name,
    /// A number.
    Number,
    /// A word that turns the statement round.
    Denial,
}

/// Hands the parts of `text` to `push`, in order.
pub(super) fn cut(text: &str, vocabulary: &Vocabulary, push: &mut impl FnMut(Part<'_>)) {
    let mut cutter = Cutter {
        vocabulary,
        opens: true,
        number: None,
        push,
    };
    for chunk in text.split_whitespace().filter(|chunk| !is_address(chunk)) {
        let tokens = token::tokens(chunk);
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            cutter.token(*token, next.map(|next| next.span.of(chunk)), chunk);
        }
    }
    cutter.end_number(1.0);
}

/// Where the line begins that says who posted `text`, and when: "— Name (@handle) 3 May 2019"; its end where there is none.
pub(super) fn signature(text: &str) -> usize {
    let line = text.rfind(DASH).unwrap_or(text.len());
    let handle = text[line..].split_once('(').map(|(_, after)| after);
    let handle = handle.and_then(|after| after.split_once(')'));
    let signed = handle.is_some_and(|(handle, date)| {
        let one = !handle.is_empty() && !handle.contains(char::is_whitespace);
        one && date.split_whitespace().count() <= DATE
    });
    if signed { line } else { text.len() }
}

/// Whether a run without spaces is the address of a page or picture.
fn is_address(chunk: &str) -> bool {
    let slash = chunk.find('/');
    let dot = chunk.find('.').filter(|&dot| dot > 0);
    chunk.contains("://")
        || matches!((dot, slash), (Some(dot), Some(slash)) if dot < slash && slash + 1 < chunk.len())
}

struct Cutter<'c, P> {
    vocabulary: &'c Vocabulary,
    /// Whether the next word has a capital wherever it stands.
    opens: bool,
    /// A number that a magnitude may follow.
    number: Option<f64>,
    push: &'c mut P,
}

impl<P: FnMut(Part<'_>)> Cutter<'_, P> {
    fn token(&mut self, token: Token, next: Option<&str>, chunk: &str) {
        let text = token.span.of(chunk);
        match token.shape {
            Shape::Mark(mark) => {
                if matches!(mark, b'.' | b'!' | b'?' | b':' | b'"' | b'~' | b'-') {
                    self.opens = true;
                }
                return;
            }
            Shape::Number => self.number(text),
            _ => self.word(text, token, next == Some("n't") || next == Some("n’t")),
        }
        self.opens = false;
    }

    fn number(&mut self, text: &str) {
        self.end_number(1.0);
        let end = text.find(|c: char| !matches!(c, '0'..='9' | ',' | '.'));
        let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
        let plain: String = digits.chars().filter(|&c| c != ',').collect();
        self.number = plain.trim_end_matches('.').parse().ok();
        let rest = rest.trim_start_matches(['-', ':', '/']).to_lowercase();
        if let Some(times) = self.vocabulary.magnitude(&rest) {
            self.end_number(times);
        } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.number(&rest);
        } else if !matches!(rest.as_str(), "" | "st" | "nd" | "rd" | "th" | "s") {
            self.end_number(1.0);
            rest.split('-')
                .for_each(|part| self.plain(part, PartKind::Word));
        }
    }

    /// Ends the number that stands open, multiplied by what follows it.
    fn end_number(&mut self, times: f64) {
        if let Some(value) = self.number.take() {
            self.part(&format!("{}", value * times), PartKind::Number);
        }
    }

    fn word(&mut self, text: &str, token: Token, denied: bool) {
        let lower = text.to_lowercase();
        if let Some(times) = self
            .vocabulary
            .magnitude(&lower)
            .filter(|_| self.number.is_some())
        {
            return self.end_number(times);
        }
        self.end_number(1.0);
        if let Some(value) = self.vocabulary.numeral(&lower) {
            self.number = Some(value);
            return;
        }
        if self.vocabulary.is_denial(&lower) || lower == "n’t" {
            self.part("not", PartKind::Denial);
        }
        let initials = token.shape == Shape::Upper && text.len() <= 3;
        if denied || self.vocabulary.is_small(&lower) && !initials {
            return;
        }
        let kind = if token.is_capital() && !self.opens {
            PartKind::Name
        } else {
            PartKind::Word
        };
        match text.contains('-') || humped(text) {
            true => self.pieces(text, kind),
            false if initials => self.part(&format!("^{}", lower.replace('.', "")), kind),
            false => self.plain(&lower, kind),
        }
    }

    /// The words that hyphens or inner capitals join ("short-term", "ClimateChange").
    fn pieces(&mut self, text: &str, kind: PartKind) {
        let mut from = 0;
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if c == '-' || is_seam(before, c) {
                self.plain(&text[from..at].to_lowercase(), kind);
                from = at + usize::from(c == '-');
            }
            before = c;
        }
        self.plain(&text[from..].to_lowercase(), kind);
    }

    fn plain(&mut self, lower: &str, kind: PartKind) {
        if lower.is_empty() || self.vocabulary.is_small(lower) || lower.starts_with(['\'', '’']) {
            return;
        }
        let mut stemmed = lower.to_owned();
        stem(&mut stemmed);
        (self.push)(Part {
            word: lower,
            stem: &stemmed,
            kind,
        });
    }

    fn part(&mut self, text: &str, kind: PartKind) {
        (self.push)(Part {
            word: text,
            stem: text,
            kind,
        });
    }
}

/// Whether words are joined between two characters: a capital follows a small letter, or a digit three letters.
fn is_seam(before: char, c: char) -> bool {
    before.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit())
}

/// Whether words are joined in it without a hyphen.
fn humped(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let seam = is_seam(before, c);
        before = c;
        seam
    })
}
