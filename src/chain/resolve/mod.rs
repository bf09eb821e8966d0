//! Says who each source is: identity, type, and the fullest name in the document.

mod ahead;
mod back;
mod described;
mod document;
mod head;
mod made;
mod named;
mod pronoun;
mod salience;

use rustc_hash::FxHashMap;

use super::Reading;
use super::names::{Names, Noun};
use crate::attribute::{Found, Tokens};
use crate::rules::file::SourceEntry;
use crate::rules::lexicon::{Classes, Hit, class};
use crate::scan::within;
use crate::types::{Source, SourceType};

pub use made::WRITER;
use made::{Meant, Who};

/// Resolves sources in the order of the text, so that each can point back to those before it.
pub struct Resolver<'a> {
    reading: &'a Reading<'a>,
    names: &'a Names,
    /// What each attribution's source means, as far as resolved.
    done: Vec<Option<Meant>>,
    /// The attributions resolved so far that have words for their source, in the order of these.
    told: Vec<Told>,
    /// Noun → the sources that it describes, in the order of the text.
    spoken: FxHashMap<Noun, Vec<Told>>,
    /// The last named document that spoke.
    last_document: Option<usize>,
    /// The last named body that spoke.
    last_body: Option<usize>,
    /// The type of each referent, which a source's own words may correct.
    kinds: Vec<SourceType>,
    /// The body whose report the document is about, where its words say so.
    maker: Option<usize>,
}

/// A source where it stands.
#[derive(Debug, Clone, Copy)]
struct Told {
    number: usize,
    at: usize,
    sentence: usize,
}

impl<'a> Resolver<'a> {
    /// A resolver for one document.
    pub fn new(reading: &'a Reading<'a>, names: &'a Names) -> Self {
        Self {
            reading,
            names,
            done: vec![None; reading.found.len()],
            told: Vec::with_capacity(reading.found.len()),
            spoken: FxHashMap::default(),
            last_document: None,
            last_body: None,
            kinds: names.referents.iter().map(|r| r.kind).collect(),
            maker: document::maker(reading, names),
        }
    }

    /// The source of every attribution, in their order.
    pub fn resolve_all(mut self) -> Vec<Source> {
        let found = self.reading.found;
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (found[i].source.as_ref().map_or(usize::MAX, |s| s.start), i));
        for i in order {
            let meant = self.resolve(i, &found[i]);
            if let Some(tokens) = &found[i].source {
                let told = Told {
                    number: i,
                    at: tokens.start,
                    sentence: found[i].sentence,
                };
                self.told.push(told);
                if let Some(noun) = meant.noun {
                    self.spoken.entry(noun).or_default().push(told);
                }
                self.note_report(i, &meant);
            }
            self.done[i] = Some(meant);
        }
        self.done.into_iter().flatten().map(|m| m.source).collect()
    }

    fn resolve(&mut self, number: usize, found: &Found) -> Meant {
        let Some(tokens) = found.source.clone() else {
            return Meant::nobody(number);
        };
        let span = Some(self.reading.segments.span(tokens.start, tokens.end));
        let meant = found.antecedent.clone().unwrap_or(tokens);
        let mut meant = self.whom(number, meant);
        if let Who::Name(who) = meant.who
            && meant.source.kind != SourceType::Document
        {
            match (self.kinds[who], meant.source.kind) {
                (SourceType::Person, kind) => self.kinds[who] = kind,
                (kind, SourceType::Person) => meant.source.kind = kind,
                _ => {}
            }
        }
        meant.source.span = span;
        meant
    }

    /// Who the words `tokens` mean.
    fn whom(&self, number: usize, tokens: Tokens) -> Meant {
        if tokens.len() == 1
            && self.class(
                tokens.start,
                class::PERSONAL | class::POSSESSIVE | class::OBJECT,
            )
        {
            return self.pronoun(number, tokens.start);
        }
        // "Lind's" claim: the tagger may count the clitic in.
        let clitic = tokens.len() > 1 && self.reading.segments.is_clitic(tokens.end - 1);
        let tokens = tokens.start..tokens.end - usize::from(clitic);
        let core = self.core(&tokens);
        if let Some(made) = self.withheld(number, &tokens) {
            return made;
        }
        if let Some(made) = self.named(number, &tokens, &core) {
            return made;
        }
        match self.head_noun(&core) {
            Some(head) => self.described(number, &tokens, &core, head),
            None => self.unknown(number, &tokens, &core),
        }
    }

    fn class(&self, at: usize, bits: Classes) -> bool {
        let classes = self.reading.segments.classes.get(at);
        classes.is_some_and(|c| c & bits != 0)
    }

    fn is_capital(&self, at: usize) -> bool {
        let token = self.reading.segments.tokens.get(at);
        token.is_some_and(|t| t.is_capital())
    }

    /// A name as written, on one line.
    fn text(&self, tokens: &Tokens) -> String {
        let span = self.reading.segments.span(tokens.start, tokens.end);
        let words = span.of(&self.reading.input.text).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    fn source_hits(
        &self,
        tokens: &Tokens,
    ) -> impl Iterator<Item = (&'a Hit, &'a SourceEntry)> + use<'a> {
        let end = tokens.end as u32;
        let reading = self.reading;
        within(&reading.hits.sources, tokens.start, tokens.end)
            .iter()
            .filter(move |hit| hit.end <= end)
            .map(move |hit| (hit, &reading.rules.lexicon.sources[hit.rule as usize]))
    }

    /// The source of an attribution that is resolved already.
    fn said(&self, number: usize) -> Option<&Meant> {
        self.done[number].as_ref()
    }
}
