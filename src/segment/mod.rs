//! Cuts text into lines, sentences and tokens, and pairs its quotation marks. Reads text and word classes only.

use std::ops::Range;

use crate::types::Span;

/// A text, cut. Tokens lie in sentences, sentences in lines, lines in blocks; all in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    /// Words, numbers and punctuation marks.
    pub tokens: Vec<Token>,
    /// Sentences; none crosses a line break that ends a line of running text.
    pub sentences: Vec<Sentence>,
    /// Paired quotation marks.
    pub quotes: Vec<Quote>,
}

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
    /// A mark; the byte tells which for ASCII, others are folded to their ASCII like (`"` for curly quotation marks, `-` for dashes).
    Mark(u8),
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where, without the white space round it.
    pub span: Span,
    /// Its tokens, as indices into [`Segments::tokens`].
    pub tokens: Range<u32>,
    /// Which line it stands in: a run of text up to a line break that ends a paragraph or heading.
    pub line: u32,
    /// Which block it stands in: lines up to a blank line.
    pub block: u32,
}

/// A quotation: an opening mark and its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// Index of the token that opens it.
    pub open: u32,
    /// Index of the token that closes it, or one past the last token of the line where none does.
    pub close: u32,
    /// Whether a mark closes it.
    pub closed: bool,
    /// How many quotations it stands in.
    pub depth: u8,
}
