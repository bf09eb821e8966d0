//! Cuts text into lines, sentences and tokens, and pairs its quotation marks. Reads text and word classes only.

mod glued;
mod lines;
mod quotes;
mod sentences;

use std::ops::Range;

use crate::rules::lexicon::{Classes, Lexicon, View, WordId, class};
use crate::token::tokenize;
use crate::types::Span;

pub use crate::token::{Shape, Token};

/// A text, cut. Tokens lie in sentences, sentences in lines, lines in blocks; all in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    /// Words, numbers and punctuation marks.
    pub tokens: Vec<Token>,
    /// What the lexicon calls each token; 0 where it does not know it.
    pub words: Vec<WordId>,
    /// The classes of each token.
    pub classes: Vec<Classes>,
    /// Sentences; none crosses a line break that ends a line of running text.
    pub sentences: Vec<Sentence>,
    /// Paired quotation marks, in the order in which they open.
    pub quotes: Vec<Quote>,
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

impl Sentence {
    /// Its tokens as indices.
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
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

/// Cuts `text`.
pub fn segment(text: &str, lexicon: &Lexicon) -> Segments {
    let about = text.len() / 4;
    let mut out = Segments {
        tokens: Vec::with_capacity(about),
        words: Vec::with_capacity(about),
        classes: Vec::with_capacity(about),
        ..Segments::default()
    };
    for line in lines::lines(text) {
        let first = out.tokens.len();
        let Range { start, end } = line.span.clone();
        tokenize(&text[start..end], start as u32, &mut |token| {
            let (word, classes) = lexicon.look_up(text, token);
            if word == 0
                && token.is_word()
                && let Some(parts) = glued::part(text, token, lexicon)
            {
                parts
                    .into_iter()
                    .for_each(|part| out.push(part, lexicon.look_up(text, part)));
                return;
            }
            out.push(token, (word, classes));
        });
        let range = first..out.tokens.len();
        quotes::pair(text, &out.tokens, range.clone(), &mut out.quotes);
        sentences::split(text, &mut out, range, &line);
    }
    out
}

impl Segments {
    fn push(&mut self, token: Token, (word, classes): (WordId, Classes)) {
        self.tokens.push(token);
        self.words.push(word);
        self.classes.push(classes);
    }

    /// The tokens as patterns see them.
    pub fn view<'a>(&'a self, text: &'a str) -> View<'a> {
        View {
            text,
            tokens: &self.tokens,
            words: &self.words,
            classes: &self.classes,
        }
    }

    /// Whether token `at` is what an apostrophe ties to the word before it ("'s").
    pub fn is_clitic(&self, at: usize) -> bool {
        self.classes[at] & class::CLITIC != 0
    }

    /// The sentences of each line, with the number of the first.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &[Sentence])> {
        let lines = self.sentences.chunk_by(|a, b| a.line == b.line);
        lines.scan(0, |next, line| {
            let first = *next;
            *next += line.len();
            Some((first, line))
        })
    }

    /// The bytes from token `start` up to token `end`, not included.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (
            self.tokens.get(start),
            end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if start < end => Span::new(first.span.start, last.span.end),
            (Some(first), _) => Span::new(first.span.start, first.span.start),
            _ => Span::new(0, 0),
        }
    }
}
