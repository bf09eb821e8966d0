//! Words as sets of places, and how far two sets agree.

use crate::types::Span;

/// Whether a byte is part of a word: letters, digits, `$`, `%`, and all that is not ASCII.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'$' || byte == b'%' || byte >= 0x80
}

/// The words of a stretch, in order; a word that the stretch cuts counts as what lies inside.
pub(super) fn words(text: &str, span: Span) -> Vec<(u32, u32)> {
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .take_while(|&&byte| is_word(byte))
            .count();
        if length > 0 {
            let from = (start + at) as u32;
            words.push((from, from + length as u32));
        }
        at += length.max(1);
    }
    words
}

/// How many members two sorted sets share.
pub(super) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    a.iter().filter(|it| b.binary_search(it).is_ok()).count()
}

/// Shared members over all members; `nothing` where both are empty.
pub(super) fn jaccard<T: Ord>(a: &[T], b: &[T], nothing: f64) -> f64 {
    let both = shared(a, b);
    let all = a.len() + b.len() - both;
    if all == 0 {
        return nothing;
    }
    both as f64 / all as f64
}

/// How far two stretches hold the same words; 0 where neither holds any.
pub(super) fn overlap(text: &str, a: Span, b: Span) -> f64 {
    jaccard(&words(text, a), &words(text, b), 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_digits_and_signs_of_money() {
        let text = "The $5 ministère’s, 40%";
        let words = words(text, Span::new(0, text.len() as u32));
        let words: Vec<&str> = words
            .iter()
            .map(|&(s, e)| Span::new(s, e).of(text))
            .collect();
        assert_eq!(words, ["The", "$5", "ministère’s", "40%"]);
    }

    #[test]
    fn overlap_is_of_places() {
        let text = "a b a b";
        assert_eq!(overlap(text, Span::new(0, 3), Span::new(0, 5)), 2.0 / 3.0);
        assert_eq!(overlap(text, Span::new(0, 3), Span::new(4, 7)), 0.0);
    }
}
