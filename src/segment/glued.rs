//! Parts words that a lost space has run together: "aBeacon", "the state outletNorvik", "Foreign MinisterLind".

use crate::rules::lexicon::{Lexicon, class};
use crate::token::{Shape, Token};
use crate::types::Span;

/// The fewest letters of a lower-case word before a capital that is parted from it, function words aside.
const WORD: usize = 3;
/// The fewest letters of the name after it.
const NAME: usize = 3;

/// The two words of a token in whose midst a capital begins a name, where what stands before the capital is a word that no
/// name begins with: a lower-case one that the lexicon knows, a title or office with a capital, or another known word where a
/// first name follows ("Secretary of StateAna Lind"); not "McLind", "YouTube".
pub fn part(text: &str, token: Token, lexicon: &Lexicon) -> Option<[Token; 2]> {
    let word = token.span.of(text);
    let bytes = word.as_bytes();
    let seam = bytes.windows(3).position(|w| {
        w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase() && w[2].is_ascii_lowercase()
    })? + 1;
    if bytes.len() < seam + NAME {
        return None;
    }
    let middle = token.span.start + seam as u32;
    let cut = |start, end, shape| Token {
        span: Span::new(start, end),
        shape,
    };
    let lower = bytes[..seam].iter().all(u8::is_ascii_lowercase);
    let shape = if lower { Shape::Lower } else { Shape::Capital };
    let before = cut(token.span.start, middle, shape);
    let (known, classes) = lexicon.look_up(text, before);
    let function =
        class::DETERMINER | class::PREPOSITION | class::CONJUNCTION | class::COMPLEMENTIZER;
    let first_names = class::FIRST_NAME | class::MALE_NAME | class::FEMALE_NAME;
    let after = cut(middle, token.span.end, Shape::Capital);
    let first_name = lexicon.look_up(text, after).1 & first_names != 0;
    let parts = match lower {
        true => known != 0 && (seam >= WORD || classes & function != 0),
        false => {
            classes & (class::OFFICE | class::TITLE) != 0 || known != 0 && seam > WORD && first_name
        }
    };
    parts.then_some([before, after])
}
