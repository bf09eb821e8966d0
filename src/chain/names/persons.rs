//! Puts the names of persons together: surnames and first names to the full names whose they are.

use rustc_hash::FxHashMap;

use super::Gender;
use super::group::Grouper;
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::types::SourceType;

/// Who bears a name of one word.
#[derive(Default)]
pub struct Bearers {
    /// Everybody.
    all: FxHashMap<u64, Vec<usize>>,
    /// Who was called so last.
    latest: FxHashMap<u64, usize>,
}

impl Bearers {
    /// Adds one who bears it.
    pub fn add(&mut self, word: u64, who: usize) {
        self.all.entry(word).or_default().push(who);
    }

    /// Notes who is called so now; one named in passing takes it from nobody.
    pub fn bear(&mut self, word: u64, who: usize, subject: bool) {
        if subject {
            self.latest.insert(word, who);
        } else {
            self.latest.entry(word).or_insert(who);
        }
    }

    /// Who is called so, of those who fit.
    pub fn find(&self, word: u64, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        let all = self.all.get(&word)?;
        let latest = self.latest.get(&word).copied().filter(&fits);
        latest.or_else(|| all.iter().copied().find(fits))
    }
}

impl Grouper<'_> {
    /// The last word of a person's name, "Jr" aside.
    fn surname(&self, tokens: &Tokens) -> usize {
        let suffix = |at: &usize| !self.has(*at, class::SUFFIX) && self.text(*at) != ".";
        tokens.clone().rev().find(suffix).unwrap_or(tokens.start)
    }

    /// Persons with a first name and a surname.
    pub(super) fn full_name(&mut self, i: usize) {
        let tokens = self.names.mentions[i].tokens.clone();
        if !self.is_person(i) || self.surname(&tokens) == tokens.start {
            return;
        }
        let whole = self.keys(tokens.clone());
        if let Some(&who) = self.shorts.get(&whole) {
            return self.tie(i, who);
        }
        let (first, last) = (self.key(tokens.start), self.key(self.surname(&tokens)));
        let same = |who: &usize| self.key(self.names.referents[*who].full.start) == first;
        let known = self.lasts.find(last, same);
        let who = match known {
            Some(who) => who,
            None => {
                let who = self.referent(i);
                self.names.referents[who].gender =
                    Gender::of(self.reading.segments.classes[tokens.start]);
                let named = class::MALE_NAME | class::FEMALE_NAME | class::FIRST_NAME;
                self.names.referents[who].person = self.has(tokens.start, named);
                self.lasts.add(last, who);
                self.firsts.add(first, who);
                who
            }
        };
        if self.bracketed(&tokens, who) && !self.names.referents[who].person {
            self.names.referents[who].kind = SourceType::Ngo;
        }
        self.tie(i, who);
    }

    /// What is left, in the order of the text: surnames, first names, abbreviations, names of one word.
    pub(super) fn short_name(&mut self, i: usize) {
        let tokens = self.names.mentions[i].tokens.clone();
        let surname = self.key(self.surname(&tokens));
        if self.names.mentions[i].who != usize::MAX {
            if self.is_person(i) {
                self.bear(i, surname);
            }
            return;
        }
        let whole = self.keys(tokens.clone());
        let person = self.is_person(i);
        let known = self
            .shorts
            .get(&whole)
            .copied()
            .or_else(|| person.then(|| self.bearer(&tokens, surname)).flatten())
            .or_else(|| self.bodies.get(&whole).copied());
        let who = match known {
            Some(who) => who,
            None => {
                let who = self.referent(i);
                if person {
                    self.lasts.add(surname, who);
                    let classes = self.reading.segments.classes[tokens.start];
                    self.names.referents[who].gender = Gender::of(classes);
                    let named = class::MALE_NAME | class::FEMALE_NAME | class::FIRST_NAME;
                    self.names.referents[who].person = classes & named != 0;
                } else {
                    self.bodies.insert(whole, who);
                }
                who
            }
        };
        self.tie(i, who);
        if person {
            self.bear(i, surname);
        }
    }

    /// Notes that a person of this name is who bears it now.
    fn bear(&mut self, i: usize, surname: u64) {
        let mention = &self.names.mentions[i];
        let (who, subject) = (mention.who, mention.subject);
        let first = self.key(mention.tokens.start);
        self.lasts.bear(surname, who, subject);
        self.firsts.bear(first, who, subject);
    }

    /// Whose surname it is: who bore it last, unless the title before it ("Mrs") says another.
    fn bearer(&self, tokens: &Tokens, surname: u64) -> Option<usize> {
        let title = tokens
            .start
            .checked_sub(1)
            .map(|at| {
                if self.text(at) == "." {
                    at.saturating_sub(1)
                } else {
                    at
                }
            })
            .and_then(|at| {
                Gender::of(self.reading.segments.classes[at] & (class::MALE | class::FEMALE))
            });
        let agrees = |who: &usize| {
            let gender = self.names.referents[*who].gender;
            title.is_none() || gender.is_none() || gender == title
        };
        self.lasts
            .find(surname, agrees)
            .or_else(|| self.firsts.find(surname, agrees))
    }
}
