//! Puts names together that mean the same: surnames to full names, abbreviations and short forms to what they stand for.

use rustc_hash::FxHashMap;

use super::super::Reading;
use super::collect::is_short;
use super::{Gender, Mention, Names, Referent, key};
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::segment::{Segments, Shape};
use crate::types::SourceType;

/// The fewest letters of an abbreviation that the initials of a name make.
const INITIALS: usize = 2;

/// Gives every name its referent.
pub fn group(reading: &Reading<'_>, mentions: Vec<Mention>) -> Names {
    let mut grouper = Grouper {
        reading,
        names: Names {
            mentions,
            ..Names::default()
        },
        entries: FxHashMap::default(),
        bodies: FxHashMap::default(),
        shorts: FxHashMap::default(),
        firsts: Bearers::default(),
        lasts: Bearers::default(),
    };
    let count = grouper.names.mentions.len();
    (0..count).for_each(|i| grouper.body(i));
    (0..count).for_each(|i| grouper.full_name(i));
    (0..count).for_each(|i| grouper.short_name(i));
    grouper.names
}

/// Who bears a name of one word.
#[derive(Default)]
struct Bearers {
    /// Everybody.
    all: FxHashMap<u64, Vec<usize>>,
    /// Who was called so last.
    latest: FxHashMap<u64, usize>,
}

impl Bearers {
    fn add(&mut self, word: u64, who: usize) {
        self.all.entry(word).or_default().push(who);
    }

    /// Notes who is called so now; one named in passing takes it from nobody.
    fn bear(&mut self, word: u64, who: usize, subject: bool) {
        if subject {
            self.latest.insert(word, who);
        } else {
            self.latest.entry(word).or_insert(who);
        }
    }

    /// Who is called so, of those who fit.
    fn find(&self, word: u64, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        let all = self.all.get(&word)?;
        let latest = self.latest.get(&word).copied().filter(&fits);
        latest.or_else(|| all.iter().copied().find(fits))
    }
}

struct Grouper<'a> {
    reading: &'a Reading<'a>,
    names: Names,
    /// Registry entry → referent.
    entries: FxHashMap<u32, usize>,
    /// The words of a body's name → referent.
    bodies: FxHashMap<u64, usize>,
    /// Abbreviation or short form → referent.
    shorts: FxHashMap<u64, usize>,
    /// By the first words of persons' names.
    firsts: Bearers,
    /// By the last words of persons' names.
    lasts: Bearers,
}

impl Grouper<'_> {
    fn key(&self, at: usize) -> u64 {
        key(self.text(at))
    }

    fn text(&self, at: usize) -> &str {
        self.reading.segments.tokens[at]
            .span
            .of(&self.reading.input.text)
    }

    /// One key for several words.
    fn keys(&self, tokens: Tokens) -> u64 {
        tokens.fold(0, |sum: u64, at| sum.rotate_left(7) ^ self.key(at))
    }

    fn has(&self, at: usize, bits: u64) -> bool {
        self.reading.segments.classes[at] & bits != 0
    }

    fn referent(&mut self, mention: usize) -> usize {
        let Mention {
            tokens,
            entry,
            kind,
            ..
        } = self.names.mentions[mention].clone();
        self.names.referents.push(Referent {
            kind,
            entry,
            full: tokens,
            gender: None,
            person: false,
            state: entry.is_none() && kind == SourceType::Government,
            times: 0,
        });
        self.names.referents.len() - 1
    }

    /// Ties a mention to a referent, which takes its name where that is the fuller one.
    fn tie(&mut self, mention: usize, who: usize) {
        let mention = &mut self.names.mentions[mention];
        mention.who = who;
        let referent = &mut self.names.referents[who];
        referent.times += 1;
        let length = |t: &Tokens| self.reading.segments.span(t.start, t.end).len();
        let fuller = (mention.tokens.len(), length(&mention.tokens))
            > (referent.full.len(), length(&referent.full));
        let same = (mention.kind == SourceType::Person) == (referent.kind == SourceType::Person);
        if fuller && same {
            referent.full = mention.tokens.clone();
        }
    }

    /// Entries of the registry, bodies and states, by their words.
    fn body(&mut self, i: usize) {
        let Mention {
            tokens,
            entry,
            kind,
            ..
        } = self.names.mentions[i].clone();
        if entry.is_none() && (kind == SourceType::Person || self.is_short(&tokens)) {
            return;
        }
        let words = self.keys(tokens.clone());
        let known = match entry {
            Some(entry) => self.entries.get(&entry),
            None => self.bodies.get(&words),
        };
        let who = match known {
            Some(&who) => who,
            None => {
                let who = self.referent(i);
                if kind == SourceType::Unknown {
                    self.names.referents[who].kind = self.kind(&tokens);
                }
                match entry {
                    Some(entry) => self.entries.insert(entry, who),
                    None => self.bodies.insert(words, who),
                };
                who
            }
        };
        self.shorten(&tokens, who);
        self.tie(i, who);
    }

    /// Notes what else a body may be called: its initials, an abbreviation in brackets, its name without "Corp".
    fn shorten(&mut self, tokens: &Tokens, who: usize) {
        let firm = tokens
            .clone()
            .rev()
            .take_while(|&at| self.has(at, class::FIRM) || self.text(at) == ".")
            .last();
        if let Some(firm) = firm.filter(|&at| at > tokens.start) {
            let short = self.keys(tokens.start..firm);
            self.shorts.entry(short).or_insert(who);
            self.names.referents[who].kind = SourceType::Company;
            self.initials(tokens.start..firm, who);
        }
        self.initials(tokens.clone(), who);
        self.bracketed(tokens, who);
    }

    /// Notes the abbreviation in brackets after a name; whether there is one.
    fn bracketed(&mut self, tokens: &Tokens, who: usize) -> bool {
        let text = &self.reading.input.text;
        let Some(short) = abbreviation(self.reading.segments, text, tokens) else {
            return false;
        };
        let short = self.key(short);
        self.shorts.entry(short).or_insert(who);
        true
    }

    fn initials(&mut self, tokens: Tokens, who: usize) {
        let letters: String = tokens
            .filter(|&at| self.reading.segments.tokens[at].is_capital())
            .filter_map(|at| self.text(at).chars().next())
            .collect();
        if letters.chars().count() >= INITIALS {
            self.shorts.entry(key(&letters)).or_insert(who);
        }
    }

    /// The type of a body that the registry does not know: by the nouns in its name.
    fn kind(&self, tokens: &Tokens) -> SourceType {
        let words = class::OUTLET_BODY | class::COMPANY_BODY | class::PUBLIC_BODY;
        let word = tokens
            .clone()
            .rev()
            .map(|at| self.reading.segments.classes[at] & words)
            .find(|bits| *bits != 0);
        let kind = match word {
            Some(class::OUTLET_BODY) => SourceType::Outlet,
            Some(class::COMPANY_BODY) => SourceType::Company,
            Some(_) => SourceType::Government,
            None => SourceType::Ngo,
        };
        let world = tokens.clone().any(|at| self.has(at, class::WORLD_BODY));
        match self.kind_by_noun(tokens) {
            Some(SourceType::Government) if world => SourceType::Ngo,
            Some(by_noun) => by_noun,
            None => kind,
        }
    }

    /// The type that the head of the name gives, which stands at its end or before "of", "for".
    fn kind_by_noun(&self, tokens: &Tokens) -> Option<SourceType> {
        let head = tokens
            .clone()
            .find(|&at| self.has(at, class::PREPOSITION))
            .unwrap_or(tokens.end);
        within(&self.reading.hits.sources, tokens.start, head)
            .iter()
            .filter(|hit| hit.end as usize == head)
            .filter_map(|hit| self.reading.rules.lexicon.sources[hit.rule as usize].r#type)
            .filter(|kind| *kind != SourceType::Person)
            .last()
    }

    fn is_short(&self, tokens: &Tokens) -> bool {
        let token = self.reading.segments.tokens[tokens.start];
        tokens.len() == 1
            && (token.shape == Shape::Upper || is_short(token, &self.reading.input.text))
    }

    fn is_person(&self, i: usize) -> bool {
        self.names.mentions[i].kind == SourceType::Person && self.names.mentions[i].entry.is_none()
    }

    /// The last word of a person's name, "Jr" aside.
    fn surname(&self, tokens: &Tokens) -> usize {
        let suffix = |at: &usize| !self.has(*at, class::SUFFIX) && self.text(*at) != ".";
        tokens.clone().rev().find(suffix).unwrap_or(tokens.start)
    }

    /// Persons with a first name and a surname.
    fn full_name(&mut self, i: usize) {
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
    fn short_name(&mut self, i: usize) {
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

/// The abbreviation in brackets right after a name, where its letters come in the name in that order.
fn abbreviation(segments: &Segments, text: &str, name: &Tokens) -> Option<usize> {
    let at = name.end + 1;
    let short = segments.tokens.get(at).filter(|t| t.is_capital())?;
    let closed = segments.tokens[name.end].is(b'(') && segments.tokens.get(at + 1)?.is(b')');
    let mut letters = segments.span(name.start, name.end).of(text).chars();
    let spelt = short
        .span
        .of(text)
        .chars()
        .all(|c| letters.any(|l| l.eq_ignore_ascii_case(&c)));
    (closed && spelt).then_some(at)
}
