//! A phrase as it is compared with a unit of folded text: pieces with gaps between.

use super::GAP_WORDS;
use crate::rules::file::{At, Extent};

/// A phrase of a rule, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub rule: usize,
    pub drops: Extent,
    at: At,
    gap_before: bool,
    gap_after: bool,
    pieces: Vec<String>,
}

impl Pattern {
    /// The pattern of a phrase; none where it has no words.
    pub(super) fn new(phrase: &str, rule: usize, at: At, drops: Extent) -> Option<Self> {
        let mut folded = String::new();
        super::fold::fold_into(phrase, &mut folded);
        let pieces = folded
            .split("...")
            .map(str::trim)
            .filter(|piece| !piece.is_empty());
        let pieces: Vec<String> = pieces.map(str::to_owned).collect();
        (!pieces.is_empty()).then_some(Self {
            rule,
            drops,
            at,
            gap_before: folded.starts_with("..."),
            gap_after: folded.ends_with("..."),
            pieces,
        })
    }

    /// Whether its first piece must stand at the start of the unit.
    pub(super) fn is_at_start(&self) -> bool {
        self.at != At::Anywhere && !self.gap_before
    }

    /// The piece by which a place for the pattern is found.
    pub(super) fn first(&self) -> &str {
        self.pieces.first().map_or("", String::as_str)
    }

    /// Whether the pattern matches `unit` with its first piece at byte `at`.
    pub(super) fn matches(&self, unit: &str, at: usize) -> bool {
        let Some(mut end) = self.piece_ends(unit, at, 0) else {
            return false;
        };
        if !self.begins(&unit[..at]) {
            return false;
        }
        for piece in 1..self.pieces.len() {
            match self.next_piece(unit, end, piece) {
                Some(next) => end = next,
                None => return false,
            }
        }
        self.ends(&unit[end..])
    }

    /// Whether what stands before the first piece is allowed.
    fn begins(&self, before: &str) -> bool {
        match self.at {
            At::Anywhere => true,
            _ if self.gap_before => is_gap(before),
            _ => before.chars().all(is_bullet),
        }
    }

    /// Where a piece ends, if it stands at `at` and ends with a word's end or leads into a gap.
    fn piece_ends(&self, unit: &str, at: usize, piece: usize) -> Option<usize> {
        let words = &self.pieces[piece];
        let rest = unit[at..].strip_prefix(words.as_str())?;
        let last = piece + 1 == self.pieces.len();
        let open = last && self.gap_after && words.ends_with(|c: char| c.is_ascii_digit());
        let ends = open || !words.ends_with(char::is_alphanumeric) || !goes_on(rest);
        ends.then_some(at + words.len())
    }

    /// Where the next piece ends, if it stands within a gap's reach of `from`.
    fn next_piece(&self, unit: &str, from: usize, piece: usize) -> Option<usize> {
        let words = &self.pieces[piece];
        let mut at = from;
        loop {
            at += unit[at..].find(words.as_str())?;
            if !is_gap(&unit[from..at]) {
                return None;
            }
            let inside = words.starts_with(char::is_alphanumeric)
                && unit[..at].ends_with(char::is_alphanumeric);
            if let Some(end) = self.piece_ends(unit, at, piece).filter(|_| !inside) {
                return Some(end);
            }
            at += words.chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Whether what stands behind the last piece is allowed.
    fn ends(&self, after: &str) -> bool {
        match self.at {
            At::Whole if self.gap_after => is_gap(after),
            At::Whole => !after.contains(char::is_alphanumeric),
            _ => true,
        }
    }
}

/// Whether text may stand where a phrase has a gap: it is short, and nobody is quoted in it.
fn is_gap(text: &str) -> bool {
    few_words(text) && !text.contains('"')
}

fn few_words(text: &str) -> bool {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .take(GAP_WORDS + 1)
        .count()
        <= GAP_WORDS
}

/// Whether a word that comes so far goes on: "app|lies", "follow|-up", "facebook|'s".
fn goes_on(rest: &str) -> bool {
    let rest = rest.strip_prefix(['-', '\'']).unwrap_or(rest);
    rest.starts_with(char::is_alphanumeric)
}

/// What may stand before the start of a phrase: marks, but none that opens a quotation.
fn is_bullet(c: char) -> bool {
    !c.is_alphanumeric() && c != '"' && c != '\''
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(phrase: &str, at: At, unit: &str) -> bool {
        let pattern = Pattern::new(phrase, 0, at, Extent::Sentence).unwrap();
        let places = unit.match_indices(pattern.first());
        places
            .into_iter()
            .any(|(place, _)| pattern.matches(unit, place))
    }

    #[test]
    fn a_start_may_have_a_bullet_but_no_quotation_mark_before_it() {
        assert!(matches("read more:", At::Start, "• read more: a bridge"));
        assert!(!matches("click here", At::Start, "\"click here,\" it says"));
        assert!(!matches("read more:", At::Start, "to read more: a book"));
    }

    #[test]
    fn words_are_whole() {
        assert!(!matches("comment", At::Start, "commentators agree"));
        assert!(!matches(
            "follow ... on facebook",
            At::Start,
            "follow-up talks on facebook"
        ));
        assert!(!matches(
            "follow ... on facebook",
            At::Start,
            "follow talks on facebook's plan"
        ));
        assert!(matches("© 20...", At::Start, "© 2031 lantern"));
    }

    #[test]
    fn the_whole_is_the_whole() {
        assert!(matches("getty images", At::Whole, "(getty images)"));
        assert!(!matches("getty images", At::Whole, "getty images sued"));
        assert!(matches(
            "... /getty images",
            At::Whole,
            "ida holm/afp/getty images"
        ));
        assert!(matches("more from ...", At::Whole, "more from the lantern"));
    }

    #[test]
    fn a_gap_has_a_reach() {
        assert!(matches(
            "get ... app",
            At::Start,
            "get the lantern news app now"
        ));
        assert!(!matches(
            "get ... app",
            At::Start,
            "get a b c d e f g h i app"
        ));
        assert!(!matches("get ... app", At::Start, "get what applies"));
    }
}
