//! The names in a document: where each stands, and whom it means.

mod called;
mod collect;
mod group;
mod persons;
mod runs;

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::Reading;
use crate::attribute::Tokens;
use crate::rules::lexicon::{Classes, Hit, WordId, class};
use crate::types::SourceType;

pub use runs::name_end;

/// How many descriptions by one noun are looked through.
const CALLED: usize = 12;

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens, without title.
    pub tokens: Tokens,
    /// The registry's entry.
    pub entry: Option<u32>,
    /// A person, a state, or a body: `Unknown` where only its words tell that it is one.
    pub kind: SourceType,
    /// Whether it opens its sentence or clause, so that it is likely a subject.
    pub subject: bool,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Whether it stands in a heading or the credit of a picture, where no pronoun of the text looks for it.
    pub aside: bool,
    /// Whether "the" stands before it.
    pub article: bool,
    /// The sentence.
    pub sentence: usize,
    /// Whom it means: a number in [`Names::referents`].
    pub who: usize,
}

/// What the words round a name say of a person's sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

impl Gender {
    /// What a word of these classes tells; first names tell as well as titles and pronouns.
    pub fn of(classes: Classes) -> Option<Self> {
        if classes & (class::MALE | class::MALE_NAME) != 0 {
            Some(Self::Male)
        } else if classes & (class::FEMALE | class::FEMALE_NAME) != 0 {
            Some(Self::Female)
        } else {
            None
        }
    }
}

/// A person, body or state that the document names, under whatever names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referent {
    /// Its type, as far as its names and what stands beside them tell.
    pub kind: SourceType,
    /// The registry's entry.
    pub entry: Option<u32>,
    /// The fullest form of its name.
    pub full: Tokens,
    /// What its names and titles tell.
    pub gender: Option<Gender>,
    /// Surely a person: a first name, a title, an office beside the name.
    pub person: bool,
    /// A state or place by its bare name.
    pub state: bool,
    /// How often it is named.
    pub times: usize,
}

/// A description at a name: "carmaker" before it, "a former governor" after it, "Council" in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// The name's first token.
    pub at: usize,
    /// Who is so called.
    pub who: usize,
    /// The people or state in the description ("Israeli"), 0 where none.
    people: WordId,
}

/// A noun that describes somebody. A person's office is its first and its last word, for "president" is not "vice
/// president"; a body's noun is its last, for "the agency" is the "news agency".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Noun(WordId, WordId);

impl Noun {
    /// The noun that a source rule matched.
    pub fn of(reading: &Reading<'_>, hit: &Hit) -> Self {
        let rule = &reading.rules.lexicon.sources[hit.rule as usize];
        let last = reading.segments.words[hit.end as usize - 1];
        let first = match rule.r#type {
            Some(SourceType::Person) => reading.segments.words[hit.start as usize],
            _ => last,
        };
        Self(first, last)
    }
}

/// Every name of a document.
#[derive(Debug, Default)]
pub struct Names {
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// Whom they mean.
    pub referents: Vec<Referent>,
    /// Noun → whom the text calls so, in the order of the text.
    called: FxHashMap<Noun, Vec<Called>>,
}

impl Names {
    /// Collects the names of the kept sentences.
    pub fn of(reading: &Reading<'_>) -> Self {
        let mentions = collect::collect(reading);
        let mut names = group::group(reading, mentions);
        called::describe(reading, &mut names);
        names
    }

    /// The names that lie wholly in `tokens`.
    pub fn within(&self, tokens: &Tokens) -> impl Iterator<Item = &Mention> + use<'_> {
        let (start, end) = (tokens.start, tokens.end);
        let from = self.before(start);
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.tokens.start < end)
            .filter(move |m| m.tokens.end <= end)
    }

    /// How many names begin before token `at`.
    pub fn before(&self, at: usize) -> usize {
        self.mentions.partition_point(|m| m.tokens.start < at)
    }

    /// The name that begins at token `at`.
    pub fn at(&self, at: usize) -> Option<&Mention> {
        self.mentions
            .get(self.before(at))
            .filter(|m| m.tokens.start == at)
    }

    /// The last one before token `at` whom the text calls by `noun`, of that people where one is given. Without
    /// one, somebody so called without any comes first ("the president" is not "Turkish President …").
    pub fn called(&self, noun: Noun, at: usize, people: WordId) -> Option<Called> {
        let all = self.called.get(&noun)?;
        let before = &all[..all.partition_point(|called| called.at < at)];
        let near = before.iter().rev().take(CALLED);
        let same = near.clone().find(|called| called.people == people);
        same.or_else(|| {
            near.clone()
                .find(|called| people == 0 || called.people == 0)
        })
        .copied()
    }

    /// The first one after token `at` whom the text calls by `noun`, of that people where one is given.
    pub fn called_after(&self, noun: Noun, at: usize, people: WordId) -> Option<Called> {
        let all = self.called.get(&noun)?;
        all[all.partition_point(|called| called.at <= at)..]
            .iter()
            .find(|called| people == 0 || called.people == people)
            .copied()
    }

    /// The people or state among `tokens`, 0 where none.
    pub fn people(&self, reading: &Reading<'_>, tokens: Tokens) -> WordId {
        let segments = reading.segments;
        tokens
            .rev()
            .find(|&at| segments.classes[at] & (class::DEMONYM | class::NATION) != 0)
            .map_or(0, |at| segments.words[at])
    }
}

/// A word's key whatever its case.
fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        word.bytes()
            .for_each(|b| hasher.write_u8(b.to_ascii_lowercase()));
    } else {
        word.chars()
            .flat_map(char::to_lowercase)
            .for_each(|c| hasher.write_u32(c as u32));
    }
    hasher.finish()
}
