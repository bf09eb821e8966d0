//! Named word lists (`[[terms]]`), compiled into one automaton that tells which lists a text has words of.

use aho_corasick::{AhoCorasick, MatchKind};

use super::file::TermsEntry;
use super::problem::Problem;

/// Fewest letters that must stand before an ending, so that "red" is not "r" with the ending "ed".
const STEM: usize = 2;

/// The word lists of a pack, compiled. Case is ignored for ASCII letters; a word matches only as a whole.
#[derive(Debug, Clone)]
pub struct Terms {
    ids: Vec<String>,
    needles: Vec<Needle>,
    automaton: AhoCorasick,
}

/// What the automaton looks for: a word or ending of a list.
#[derive(Debug, Clone, Copy)]
struct Needle {
    list: usize,
    ending: bool,
}

/// Which lists a text has words of, by [`Terms::list`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermSet(Vec<bool>);

impl TermSet {
    /// Whether the text has a word of the list.
    pub fn has(&self, list: usize) -> bool {
        self.0.get(list).copied().unwrap_or(false)
    }
}

impl Terms {
    /// Compiles `entries`.
    ///
    /// # Errors
    ///
    /// The lists are together too large for one automaton.
    pub fn new(entries: &[TermsEntry]) -> Result<Self, Problem> {
        let mut needles = Vec::new();
        let mut words = Vec::new();
        for (list, entry) in entries.iter().enumerate() {
            let whole = entry.phrases.iter().flat_map(|phrase| spellings(phrase));
            let whole = whole.map(|word| (word, false));
            let endings = entry.endings.iter().map(|ending| (ending.clone(), true));
            for (word, ending) in whole.chain(endings).filter(|(word, _)| !word.is_empty()) {
                needles.push(Needle { list, ending });
                words.push(word);
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(words)
            .map_err(|error| Problem::at("phrases", error.to_string()))?;
        let ids = entries.iter().map(|entry| entry.id.clone()).collect();
        Ok(Self {
            ids,
            needles,
            automaton,
        })
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
        let mut found = vec![false; self.ids.len()];
        for hit in self.automaton.find_overlapping_iter(text) {
            let Some(needle) = self.needles.get(hit.pattern().as_usize()) else {
                continue;
            };
            if let Some(slot) = found.get_mut(needle.list).filter(|slot| !**slot) {
                *slot = stands(text, hit.start(), hit.end(), needle.ending);
            }
        }
        TermSet(found)
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
        Terms::new(&entries).unwrap()
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
