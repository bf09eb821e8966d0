//! Where words of the lists stand in a text, and which lists a part of it has words of.

use std::ops::Range;

use super::Needle;

/// Fewest letters that must stand before an ending, so that "red" is not "r" with the ending "ed".
const STEM: usize = 2;

/// Which lists a text has words of, by [`super::Terms::list`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermSet {
    /// The first 64 lists, one bit each.
    first: u64,
    more: Vec<u64>,
}

impl TermSet {
    /// Whether the text has a word of the list.
    pub fn has(&self, list: usize) -> bool {
        let bits = match list / 64 {
            0 => self.first,
            word => self.more.get(word - 1).copied().unwrap_or(0),
        };
        bits >> (list % 64) & 1 == 1
    }

    fn add(&mut self, list: usize) {
        let bit = 1 << (list % 64);
        match list / 64 {
            0 => self.first |= bit,
            word => {
                self.more.resize(self.more.len().max(word), 0);
                self.more[word - 1] |= bit;
            }
        }
    }
}

/// The lists that a claim has words of, and those that its sentence has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimTerms {
    /// Of the claim.
    pub claim: TermSet,
    /// Of the sentence that it stands in.
    pub sentence: TermSet,
}

/// Where words of the lists stand in a text, to be asked of parts of it.
#[derive(Debug, Clone)]
pub struct Spots<'t> {
    pub(super) text: &'t str,
    pub(super) spots: Vec<(usize, Range<usize>)>,
}

impl Spots<'_> {
    /// Which lists the text has words of.
    pub fn all(&self) -> TermSet {
        self.within(0..self.text.len())
    }

    /// Which lists have words that lie in these bytes of the text; `None` where these cut a run of letters, so that its
    /// halves would read as words.
    pub fn part(&self, range: Range<usize>) -> Option<TermSet> {
        let cut = |at: usize| {
            let (Some(before), Some(after)) = (self.text.get(..at), self.text.get(at..)) else {
                return true;
            };
            before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        };
        (!cut(range.start) && !cut(range.end)).then(|| self.within(range))
    }

    fn within(&self, range: Range<usize>) -> TermSet {
        let mut found = TermSet::default();
        for (list, spot) in &self.spots {
            if range.start <= spot.start && spot.end <= range.end {
                found.add(*list);
            }
        }
        found
    }
}

impl Spots<'_> {
    /// Adds a needle, if it stands at `start`.
    pub(super) fn add(&mut self, needle: &Needle, start: usize) {
        let end = start + needle.text.len();
        if end > self.text.len()
            || self.text.as_bytes()[end - 1] | 0x20 != needle.text[needle.text.len() - 1] | 0x20
        {
            return;
        }
        let hit = self.text.as_bytes().get(start..end);
        if hit.is_some_and(|hit| hit.eq_ignore_ascii_case(&needle.text))
            && stands(self.text, start, end, needle.ending)
        {
            self.spots.push((needle.list, start..end));
        }
    }
}

/// Whether the hit is a whole word, or ends one where it is an ending. A mark ("%") stands anywhere.
fn stands(text: &str, start: usize, end: usize, ending: bool) -> bool {
    let (Some(before), Some(hit), Some(after)) =
        (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    let closed =
        !(hit.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric));
    let open = hit.starts_with(char::is_alphanumeric) && before.ends_with(char::is_alphanumeric);
    if ending {
        return closed
            && before
                .chars()
                .rev()
                .take_while(|c| c.is_alphabetic())
                .take(STEM)
                .count()
                == STEM;
    }
    closed && !open
}
