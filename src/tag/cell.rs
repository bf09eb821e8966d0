//! What the taggers see of a token: hashes of the word and its parts, and what earlier steps say of it.

use super::clusters::Group;
use crate::token::{Shape, Token};

/// A token as the taggers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Hash of the word in lower case.
    pub word: u64,
    /// Hash of the word without its ending ("ing", "ed", "s"…).
    pub stem: u64,
    /// Hash of its first three letters.
    pub prefix: u64,
    /// Its last three letters, as they are.
    pub suffix: u32,
    /// Its shape; of a mark, the mark.
    pub shape: u8,
    /// Its part of speech, a place in [`super::pos::TAGS`]; 0 until it is tagged.
    pub tag: u8,
    /// Where it stands to a quotation, one of [`quote`].
    pub quote: u8,
    /// What the rules make of it in an outermost attribution, one of [`label`](mod@super::label).
    pub role: u8,
    /// What the rules make of it in an attribution inside another.
    pub inner: u8,
    /// The relation of the cue that the lexicon sees in it, counted from 1.
    pub hit: u8,
    /// The class of the step to it, see [`super::context`].
    pub class: u8,
    /// How many tokens of its sentence stand before it, in coarse steps.
    pub place: u8,
    /// Hash of the stem of the nearest cue of the lexicon before it in its sentence.
    pub left: u64,
    /// The same after it.
    pub right: u64,
    /// The group of its word; none until it is told.
    pub group: Group,
}

/// Where a token stands to a quotation.
pub mod quote {
    /// Outside.
    pub const OUT: u8 = 0;
    /// Inside.
    pub const IN: u8 = 1;
    /// The mark that opens one.
    pub const OPENS: u8 = 2;
    /// The mark that closes one.
    pub const CLOSES: u8 = 3;
    /// Inside one that nothing closes.
    pub const UNCLOSED: u8 = 4;
}

/// From this shape on a cell is a mark, and its shape the mark's byte.
const FIRST_MARK: u8 = 16;

impl Cell {
    /// Whether it is a mark, no word or number.
    pub fn is_mark(&self) -> bool {
        self.shape >= FIRST_MARK
    }

    /// No token: what stands before the first and after the last.
    pub const NONE: Self = Self {
        word: 0,
        stem: 0,
        prefix: 0,
        suffix: 0,
        shape: 0,
        tag: 0,
        quote: 0,
        role: 0,
        inner: 0,
        hit: 0,
        class: 0,
        place: 0,
        left: 0,
        right: 0,
        group: Group { fine: 0, coarse: 0 },
    };
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// One more byte to a hash.
const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The last step of a hash: FNV leaves its upper bits to the first letters, so they are mixed in.
const fn finish(hash: u64) -> u64 {
    hash ^ (hash >> 31)
}

/// The hash of a word in lower case, as [`Cell::word`] has it.
pub const fn hash_of(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (START, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    finish(hash)
}

impl Cell {
    /// The cell of a token of `text`.
    pub fn of(text: &str, token: Token) -> Self {
        Self::of_word(token.span.of(text), token.shape)
    }

    /// The cell of a word.
    pub fn of_word(word: &str, shape: Shape) -> Self {
        let (class, bytes) = match shape {
            Shape::Lower => (1, word.as_bytes()),
            Shape::Capital => (2, word.as_bytes()),
            Shape::Upper => (3, word.as_bytes()),
            Shape::Number => (4 + word.len().min(5) as u8, word.as_bytes()),
            // Every kind of quotation mark or dash is the same to a tagger.
            Shape::Mark(mark) => return Self::of_mark(mark),
        };
        let keep = stem_length(bytes);
        let mut cell = Self {
            shape: class,
            ..Self::default()
        };
        let mut hash = START;
        for (at, &byte) in bytes.iter().enumerate() {
            if at == keep {
                cell.stem = finish(hash);
            }
            if at == 3 {
                cell.prefix = finish(hash);
            }
            // The curly apostrophe is the straight one, its two last bytes nothing.
            let byte = match byte {
                0xe2 if bytes[at..].starts_with("’".as_bytes()) => b'\'',
                0x80 | 0x99 => continue,
                byte => byte.to_ascii_lowercase(),
            };
            hash = step(hash, byte);
            cell.suffix = (cell.suffix << 8 | u32::from(byte)) & 0x00ff_ffff;
        }
        cell.word = finish(hash);
        if keep >= bytes.len() {
            cell.stem = cell.word;
        }
        if bytes.len() <= 3 {
            cell.prefix = cell.word;
        }
        cell
    }

    fn of_mark(mark: u8) -> Self {
        let word = finish(step(START, mark));
        Self {
            word,
            stem: word,
            prefix: word,
            suffix: u32::from(mark),
            shape: mark.max(FIRST_MARK),
            ..Self::default()
        }
    }
}

/// How many bytes of a word are its stem: a crude cut that only has to be the same for the forms of a verb.
fn stem_length(word: &[u8]) -> usize {
    let n = word.len();
    let ends =
        |tail: &[u8]| n > tail.len() + 2 && word[n - tail.len()..].eq_ignore_ascii_case(tail);
    let cut = if ends(b"ing") || ends(b"ied") || ends(b"ies") {
        3
    } else if ends(b"ed") || ends(b"es") {
        2
    } else if (ends(b"s") && !ends(b"ss")) || ends(b"e") || ends(b"y") {
        1
    } else {
        0
    };
    n - cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> u64 {
        Cell::of_word(word, Shape::Lower).stem
    }

    #[test]
    fn forms_of_a_verb_share_a_stem() {
        for forms in [
            ["deny", "denies", "denied"],
            ["argue", "argues", "argued"],
            ["claim", "claims", "claiming"],
        ] {
            assert!(
                forms.windows(2).all(|w| stem(w[0]) == stem(w[1])),
                "{forms:?}"
            );
        }
    }

    #[test]
    fn apostrophes_are_alike() {
        let of = |word| Cell::of_word(word, Shape::Lower);
        assert_eq!(of("n’t").word, of("n't").word);
        assert_eq!(of("Said").word, of("said").word);
    }
}
