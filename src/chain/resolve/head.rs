//! The head of a source: its words up to the first description, and the noun or withheld identity that they give.

use super::Resolver;
use super::made::Meant;
use crate::attribute::Tokens;
use crate::rules::file::SourceEntry;
use crate::rules::lexicon::{Hit, class};
use crate::segment::Shape;
use crate::types::{Identity, SourceType};

/// How many capitals after "Secretary of" make an office and a name of it ("of State Antony Blinken").
const OFFICE_AND_NAME: usize = 3;

impl<'a> Resolver<'a> {
    /// The head of a source: up to its first comma, bracket, relative pronoun or preposition that is no part of a name.
    pub(super) fn core(&self, tokens: &Tokens) -> Tokens {
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(name) = self.names.at(at).filter(|m| m.tokens.end <= tokens.end) {
                at = name.tokens.end;
            } else if at > tokens.start && self.class(at, class::OF) && self.goes_on(tokens, at) {
                at += 1;
            } else if at > tokens.start && self.ends_head(at) {
                break;
            } else {
                at += 1;
            }
        }
        tokens.start..at
    }

    fn ends_head(&self, at: usize) -> bool {
        let shape = self.reading.segments.tokens[at].shape;
        let leaves = self.class(at, class::PREPOSITION | class::RELATIVE) && !self.is_capital(at);
        leaves || matches!(shape, Shape::Mark(b',' | b'(' | b'-' | b':'))
    }

    /// Whether "of" at `at` leads on to the head: "three of the generals", "Secretary of State Antony Blinken".
    fn goes_on(&self, tokens: &Tokens, at: usize) -> bool {
        let quantity = |i: usize| {
            self.class(
                i,
                class::DETERMINER | class::PRONOUN | class::PLURAL | class::SHARE,
            ) || self.reading.segments.tokens[i].shape == Shape::Number
        };
        let run = (at + 1..tokens.end)
            .take_while(|&i| self.is_capital(i))
            .count();
        (tokens.start..at).all(quantity)
            || self.class(at - 1, class::OFFICE | class::TITLE) && run >= OFFICE_AND_NAME
    }

    /// The source noun that heads the source.
    pub(super) fn head_noun(&self, core: &Tokens) -> Option<(&'a Hit, &'a SourceEntry)> {
        self.source_hits(core)
            .filter(|(_, rule)| rule.identity.is_some())
            .max_by_key(|(hit, rule)| {
                (
                    hit.end,
                    std::cmp::Reverse(hit.start),
                    rule.identity == Some(Identity::Unattributed),
                )
            })
    }

    /// Identity withheld or described by access: a rule for it matches anywhere in the source.
    pub(super) fn withheld(&self, number: usize, tokens: &Tokens) -> Option<Meant> {
        let (_, rule) = self.source_hits(tokens).find(|(_, rule)| rule.placed)?;
        let kind = match self.source_hits(tokens).next() {
            Some((_, first)) if first.r#type == Some(SourceType::Group) => SourceType::Group,
            _ => rule.r#type.unwrap_or(SourceType::Person),
        };
        let mut made =
            Meant::new(number, Identity::Anonymous, kind, "described by access").by(&rule.id);
        made.source.placed = true;
        Some(made)
    }
}
