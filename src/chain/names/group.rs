//! Puts names together that mean the same: surnames to full names, abbreviations and short forms to what they stand for.

use rustc_hash::FxHashMap;

use super::super::Reading;
use super::collect::is_short;
use super::persons::Bearers;
use super::{Mention, Names, Referent, key};
use crate::attribute::Tokens;
use crate::rules::lexicon::{Classes, class};
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

/// Groups the names of a document.
pub(super) struct Grouper<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) names: Names,
    /// Registry entry → referent.
    pub(super) entries: FxHashMap<u32, usize>,
    /// The words of a body's name → referent.
    pub(super) bodies: FxHashMap<u64, usize>,
    /// Abbreviation or short form → referent.
    pub(super) shorts: FxHashMap<u64, usize>,
    /// By the first words of persons' names.
    pub(super) firsts: Bearers,
    /// By the last words of persons' names.
    pub(super) lasts: Bearers,
}

impl Grouper<'_> {
    pub(super) fn key(&self, at: usize) -> u64 {
        key(self.text(at))
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.reading.segments.tokens[at]
            .span
            .of(&self.reading.input.text)
    }

    /// One key for several words.
    pub(super) fn keys(&self, tokens: Tokens) -> u64 {
        tokens.fold(0, |sum: u64, at| sum.rotate_left(7) ^ self.key(at))
    }

    pub(super) fn has(&self, at: usize, bits: Classes) -> bool {
        self.reading.segments.classes[at] & bits != 0
    }

    pub(super) fn referent(&mut self, mention: usize) -> usize {
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
    pub(super) fn tie(&mut self, mention: usize, who: usize) {
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
            None if self.has(tokens.end - 1, class::OUTLET_BODY) => {
                let short = || self.shorts.get(&words);
                self.bodies.get(&words).or_else(short)
            }
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

    /// Notes what else a body may be called: its initials, an abbreviation in brackets, its name without "Corp", an
    /// outlet's without its first word.
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
        let outlet = tokens.len() > 1 && self.has(tokens.end - 1, class::OUTLET_BODY);
        if outlet {
            // "the Free Press" after "the Norvik Free Press".
            let short = self.keys(tokens.start + 1..tokens.end);
            self.shorts.entry(short).or_insert(who);
        }
        self.initials(tokens.clone(), who);
        self.bracketed(tokens, who);
    }

    /// Notes the abbreviation in brackets after a name; whether there is one.
    pub(super) fn bracketed(&mut self, tokens: &Tokens, who: usize) -> bool {
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
            .rfind(|kind| *kind != SourceType::Person)
    }

    fn is_short(&self, tokens: &Tokens) -> bool {
        let token = self.reading.segments.tokens[tokens.start];
        tokens.len() == 1
            && (token.shape == Shape::Upper || is_short(token, &self.reading.input.text))
    }

    pub(super) fn is_person(&self, i: usize) -> bool {
        self.names.mentions[i].kind == SourceType::Person && self.names.mentions[i].entry.is_none()
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
    // "Li Na (L) and Ana Lind (R)": a letter tells who stands where in a picture.
    let long = short.span.len() as usize >= INITIALS;
    (closed && spelt && long).then_some(at)
}
