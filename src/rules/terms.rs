//! Named word lists (`[[terms]]`), compiled into one table that tells which lists a text has words of.
//!
//! A text is cut into runs of letters and digits. A word of a list is found by the run that it begins with, an ending by
//! the run that it stands on the end of, and a mark ("%") by its first byte.

mod spots;

use std::ops::Range;

use super::file::TermsEntry;
use super::problem::Problem;
use super::short::{self, LONGEST, Short};
use crate::types::Span;

pub use spots::{ClaimTerms, Spots, TermSet};

/// The word lists of a pack, compiled. Case is ignored for ASCII letters; a word matches only as a whole.
#[derive(Debug, Clone)]
pub struct Terms {
    ids: Vec<String>,
    /// Runs that words begin with; each is the number of a place in `words`, from 1.
    runs: Short,
    /// Words by their run.
    words: Vec<Vec<Needle>>,
    /// For each first byte of such a run the lengths that it comes in, one bit each: a quick look that most runs fail.
    lengths: Box<[u32; 256]>,
    endings: Vec<Needle>,
    /// Whether the run before or in an ending may end with a byte.
    ends: Box<[bool; 256]>,
    /// What begins with no letter or digit, or with a run that cannot be packed.
    others: Vec<Needle>,
    /// Whether something in `others` begins with a byte.
    begins: Box<[bool; 256]>,
}

/// A word or ending of a list.
#[derive(Debug, Clone)]
struct Needle {
    list: usize,
    ending: bool,
    text: Box<[u8]>,
    /// How many of its bytes are the run that it begins with.
    run: usize,
}

impl Terms {
    /// Compiles `entries`.
    pub fn new(entries: &[TermsEntry]) -> Self {
        let mut terms = Self {
            ids: entries.iter().map(|entry| entry.id.clone()).collect(),
            runs: Short::default(),
            words: Vec::new(),
            lengths: Box::new([0; 256]),
            endings: Vec::new(),
            ends: Box::new([false; 256]),
            others: Vec::new(),
            begins: Box::new([false; 256]),
        };
        for (list, entry) in entries.iter().enumerate() {
            let whole = entry.phrases.iter().flat_map(|phrase| spellings(phrase));
            let whole = whole.map(|word| (word, false));
            let endings = entry.endings.iter().map(|ending| (ending.clone(), true));
            for (word, ending) in whole.chain(endings).filter(|(word, _)| !word.is_empty()) {
                terms.add(Needle::new(list, &word, ending));
            }
        }
        let runs = terms.words.iter().filter_map(|needles| needles.first());
        let runs = runs.map(|needle| &needle.text[..needle.run]);
        terms.runs = Short::new(runs.zip(1..));
        terms
    }

    fn add(&mut self, needle: Needle) {
        let first = needle.text[0];
        if needle.ending {
            match needle.run.checked_sub(1) {
                Some(last) => {
                    let last = needle.text[last];
                    for byte in [last, last.to_ascii_uppercase()] {
                        self.ends[usize::from(byte)] = true;
                    }
                }
                None => *self.ends = [true; 256],
            }
            self.endings.push(needle);
        } else if short::pack(&needle.text, 0, needle.run).is_some() {
            for byte in [first, first.to_ascii_uppercase()] {
                self.lengths[usize::from(byte)] |= 1 << needle.run;
            }
            let run = |it: &Needle| it.text[..it.run] == needle.text[..needle.run];
            let mut known = self.words.iter_mut();
            match known.find(|words| words.first().is_some_and(run)) {
                Some(words) => words.push(needle),
                None => self.words.push(vec![needle]),
            }
        } else {
            for byte in [first, first.to_ascii_uppercase()] {
                self.begins[usize::from(byte)] = true;
            }
            self.others.push(needle);
        }
    }

    /// The number of the list with that id.
    pub fn list(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| known == id)
    }

    /// The ids of the lists, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Which lists `text` has words of.
    pub fn found(&self, text: &str) -> TermSet {
        self.spots(text).all()
    }

    /// Where words of the lists stand in `text`.
    pub fn spots<'t>(&self, text: &'t str) -> Spots<'t> {
        let mut spots = Spots {
            text,
            spots: Vec::new(),
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.begins[usize::from(byte)] {
                self.check(&self.others, &mut spots, at);
            }
            let end = match byte {
                0..0x80 if !byte.is_ascii_alphanumeric() => at,
                _ => run_end(text, at),
            };
            if end == at {
                at += char_len(byte);
                continue;
            }
            if self.lengths[usize::from(byte)] != 0 {
                self.look_up(&mut spots, at..end);
            }
            if self.ends[usize::from(bytes[end - 1])] {
                self.check_endings(&mut spots, end);
            }
            at = end;
        }
        spots
    }

    /// What each claim and its sentence have words of; claims of one sentence come one after the other.
    pub fn of_claims(
        &self,
        text: &str,
        claims: impl Iterator<Item = (Span, Span)>,
    ) -> Vec<ClaimTerms> {
        let mut last: Option<(Span, Spots<'_>, TermSet)> = None;
        let of_claim = |(claim, sentence): (Span, Span)| {
            let (_, spots, all) = match last.take() {
                Some(known) if known.0 == sentence => last.insert(known),
                _ => {
                    let spots = self.spots(sentence.of(text));
                    let all = spots.all();
                    last.insert((sentence, spots, all))
                }
            };
            let part = sentence.contains(claim).then(|| {
                let at = |byte: u32| (byte - sentence.start) as usize;
                spots.part(at(claim.start)..at(claim.end))
            });
            ClaimTerms {
                claim: (part.flatten()).unwrap_or_else(|| self.found(claim.of(text))),
                sentence: all.clone(),
            }
        };
        claims.map(of_claim).collect()
    }

    /// Looks up the words that begin with a run.
    fn look_up(&self, spots: &mut Spots<'_>, run: Range<usize>) {
        let bytes = spots.text.as_bytes();
        let lengths = self.lengths[usize::from(bytes[run.start])];
        if run.len() > LONGEST || lengths >> run.len() & 1 == 0 {
            return;
        }
        let number = short::pack(bytes, run.start, run.end).map_or(0, |key| self.runs.get(key));
        if let Some(needles) = (number as usize)
            .checked_sub(1)
            .and_then(|at| self.words.get(at))
        {
            self.check(needles, spots, run.start);
        }
    }

    /// Adds the needles that stand at `start`.
    fn check(&self, needles: &[Needle], spots: &mut Spots<'_>, start: usize) {
        for needle in needles {
            spots.add(needle, start);
        }
    }

    /// Adds the endings that the run up to `end` has.
    fn check_endings(&self, spots: &mut Spots<'_>, end: usize) {
        for needle in &self.endings {
            if let Some(start) = end.checked_sub(needle.run) {
                spots.add(needle, start);
            }
        }
    }
}

impl Needle {
    fn new(list: usize, text: &str, ending: bool) -> Self {
        Self {
            list,
            ending,
            text: text.to_ascii_lowercase().into_bytes().into(),
            run: run_end(text, 0),
        }
    }
}

/// The end of the run of letters and digits that begins at `at`; `at` where none does.
fn run_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// The length of the character that begins with `byte`.
fn char_len(byte: u8) -> usize {
    match byte {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// What is wrong with one list; paths start at its table.
pub fn problems(entry: &TermsEntry) -> Vec<Problem> {
    let mut found = Vec::new();
    if entry.phrases.is_empty() && entry.endings.is_empty() {
        found.push(Problem::at(
            "phrases",
            "expected a word or an ending, found none",
        ));
    }
    for (key, words) in [("phrases", &entry.phrases), ("endings", &entry.endings)] {
        for (i, _) in words
            .iter()
            .enumerate()
            .filter(|(_, word)| word.trim().is_empty())
        {
            found.push(Problem::at(
                &format!("{key}.{i}"),
                "expected a word, found nothing",
            ));
        }
    }
    found
}

/// A phrase with each kind of apostrophe that a text may write.
fn spellings(phrase: &str) -> Vec<String> {
    match phrase.contains('\'') {
        true => vec![phrase.to_owned(), phrase.replace('\'', "\u{2019}")],
        false => vec![phrase.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let entries = r#"
            [[terms]]
            id = "casualty"
            phrases = ["killed", "death toll", "didn't survive"]
            [[terms]]
            id = "past"
            endings = ["ed"]
            [[terms]]
            id = "percent"
            phrases = ["%", "percent"]
        "#;
        let table: toml::Table = entries.parse().unwrap();
        let entries: Vec<TermsEntry> = table["terms"].clone().try_into().unwrap();
        Terms::new(&entries)
    }

    #[test]
    fn words_match_as_a_whole_and_in_any_case() {
        let terms = terms();
        let cases: &[(&str, &[&str])] = &[
            ("Two were Killed.", &["casualty", "past"]),
            ("The DEATH TOLL rose.", &["casualty"]),
            ("They didn’t survive.", &["casualty"]),
            ("An overkilledness.", &[]),
            ("A red shed.", &["past"]),
            ("A red bed.", &[]),
            ("Up 3%, or 4percent.", &["percent"]),
            ("4percent", &[]),
            ("ékilled", &["past"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found = terms.found(text);
            let found: Vec<&str> = (terms.ids().enumerate())
                .filter(|&(list, _)| found.has(list))
                .map(|(_, id)| id)
                .collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn an_empty_list_is_a_problem() {
        let entry: TermsEntry = toml::from_str("id = \"none\"\nphrases = [\" \"]").unwrap();
        assert_eq!(
            problems(&entry)[0].to_string(),
            "phrases.0: expected a word, found nothing"
        );
        let entry: TermsEntry = toml::from_str("id = \"none\"").unwrap();
        assert_eq!(problems(&entry).len(), 1);
    }
}
