//! Sources that a noun describes ("officials", "the company"), and those that no rule knows.

use super::Resolver;
use super::made::Meant;
use super::named::is_body;
use crate::attribute::Tokens;
use crate::chain::names::{Gender, Mention, Noun};
use crate::rules::file::SourceEntry;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Hit, Part, class};
use crate::segment::Shape;
use crate::types::{Identity, SourceType};

/// A source's words, the head of them, and the noun in the head that a rule knows.
pub(super) struct Described<'a, 't> {
    /// The attribution.
    pub number: usize,
    /// All its words.
    pub tokens: &'t Tokens,
    /// Its head.
    pub core: &'t Tokens,
    /// The noun.
    pub hit: &'a Hit,
    /// Its rule.
    pub rule: &'a SourceEntry,
    /// The type that it gives.
    pub kind: SourceType,
}

impl Described<'_, '_> {
    /// Whether the noun stands in the plural.
    pub fn plural(&self) -> bool {
        self.hit.form & form::PLURAL != 0
    }

    /// The head before the noun.
    pub fn before(&self) -> Tokens {
        self.core.start..self.hit.start as usize
    }
}

impl<'a> Resolver<'a> {
    /// A source described by a noun: back to a name where it points to one.
    pub(super) fn described(
        &self,
        number: usize,
        tokens: &Tokens,
        core: &Tokens,
        (hit, rule): (&'a Hit, &'a SourceEntry),
    ) -> Meant {
        let plural = hit.form & form::PLURAL != 0;
        let by_form = if plural { rule.plural_type } else { None };
        let kind = by_form.or(rule.r#type).unwrap_or(SourceType::Unknown);
        let of = Described {
            number,
            tokens,
            core,
            hit,
            rule,
            kind,
        };
        let mut made = self.by_noun(&of);
        let noun = hit.end as usize - 1;
        made.noun = made.noun.or(Some(Noun::of(self.reading, hit)));
        made.gender = made
            .gender
            .or(Gender::of(self.reading.segments.classes[noun]));
        if made.source.identity != Identity::Named {
            made.source.placed = self.is_placed(&of);
        }
        made
    }

    fn by_noun(&self, of: &Described<'a, '_>) -> Meant {
        let Described {
            number,
            core,
            hit,
            rule,
            kind,
            ..
        } = *of;
        let identity = rule.identity.unwrap_or(Identity::Role);
        let plain = Meant::new(number, identity, kind, "a noun for a source").by(&rule.id);
        let named = |name: Tokens| {
            Meant::named(number, kind, self.text(&name), "a noun for a source").by(&rule.id)
        };
        let withheld = self
            .source_hits(core)
            .find(|(hit, r)| hit.part == Part::Phrase && r.identity == Some(Identity::Anonymous));
        if let Some((_, other)) = withheld {
            return Meant::new(number, Identity::Anonymous, kind, "a noun for a source")
                .by(&other.id);
        }
        if rule.named_by_owner
            && !of.plural()
            && let Some(owner) = self.owner(of)
        {
            return named(owner..hit.end as usize);
        }
        if rule.named_by_owner
            && !of.plural()
            && let Some(end) = self.place(of)
        {
            let article = self.class(core.start, class::DETERMINER);
            return named(core.start + usize::from(article)..end);
        }
        if identity == Identity::Named {
            return named(hit.start as usize..hit.end as usize);
        }
        self.name_before_noun(of)
            .or_else(|| self.pointed_back(of))
            .or_else(|| self.document(of))
            .or_else(|| self.named_ahead(of))
            .unwrap_or_else(|| self.tied(of, plain))
    }

    /// "Analysts at Meridian Bank" can be asked; bare "analysts" cannot.
    fn tied(&self, of: &Described<'a, '_>, mut made: Meant) -> Meant {
        let weasel = made.source.identity == Identity::Anonymous && of.rule.hedge.is_some();
        if weasel
            && self
                .names
                .within(&(of.core.end..of.tokens.end))
                .next()
                .is_some()
        {
            made.source.identity = Identity::Role;
        }
        made
    }

    /// Whether the words after the head tie the source to a name or a body ("at the health ministry").
    fn is_placed(&self, of: &Described<'a, '_>) -> bool {
        let after = of.core.end..of.tokens.end;
        self.names.within(&after).next().is_some()
            || self.source_hits(&after).any(|(_, rule)| {
                matches!(
                    rule.r#type,
                    Some(
                        SourceType::Government
                            | SourceType::Company
                            | SourceType::Military
                            | SourceType::Ngo
                    )
                )
            })
    }

    /// Where the state, people or name that owns the noun begins ("Taiwan's government", "the Visby prosecutor's office").
    fn owner(&self, of: &Described<'a, '_>) -> Option<usize> {
        let segments = self.reading.segments;
        let word = |at: &usize| segments.tokens[*at].is_word() && !segments.is_clitic(*at);
        let last = of.before().rev().find(word)?;
        let proper = self.is_capital(last) && !self.class(last, class::DETERMINER)
            || self.class(last, class::OFFICE) && last + 1 < of.hit.start as usize;
        let first = of.before().find(|&at| !self.class(at, class::DETERMINER))?;
        proper.then_some(first)
    }

    /// Where the name or place ends whose body the noun is ("the government of Norvik", "the embassy in Visby").
    fn place(&self, of: &Described<'a, '_>) -> Option<usize> {
        let at = of.hit.end as usize;
        let definite = self.class(of.core.start, class::DEFINITE) || of.before().is_empty();
        let from = at + 1 + usize::from(self.class(at + 1, class::DETERMINER));
        let proper = from < of.tokens.end && self.is_capital(from);
        let tied = at < of.tokens.end && self.class(at, class::PREPOSITION | class::OF);
        (definite && tied && proper).then_some(of.tokens.end)
    }

    /// "the Axios news website", "the Norvik agency": the name right before the noun.
    fn name_before_noun(&self, of: &Described<'a, '_>) -> Option<Meant> {
        let mention = self.names.within(&of.before()).last()?;
        let adjacent = mention.tokens.end == of.hit.start as usize;
        let between = mention.tokens.end..of.hit.start as usize;
        let beside = between.len() <= 1
            && !between
                .clone()
                .any(|at| self.reading.segments.is_clitic(at));
        let outlet = of.kind == SourceType::Outlet && beside && !self.is_state(mention);
        let kind = self.kinds[mention.who];
        let referent = &self.names.referents[mention.who];
        let unsure = kind == SourceType::Person && !referent.person && referent.times > 1;
        let definite =
            self.class(of.core.start, class::DEFINITE) || of.core.start == mention.tokens.start;
        let body = is_body(of.kind)
            && adjacent
            && definite
            && !of.plural()
            && (unsure || is_body(kind) && !self.is_state(mention));
        (outlet || body).then(|| self.name(mention).of_kind(of.kind))
    }

    /// A state's name, or one of a place.
    pub(super) fn is_state(&self, mention: &Mention) -> bool {
        mention.entry.is_none() && mention.kind == SourceType::Government
    }

    /// A source that no rule describes.
    pub(super) fn unknown(&self, number: usize, tokens: &Tokens, core: &Tokens) -> Meant {
        let plain = class::DEMONYM
            | class::DETERMINER
            | class::PRONOUN
            | class::OFFICE
            | class::BODY
            | class::NO_NAME;
        if core
            .clone()
            .all(|at| self.is_capital(at) && !self.class(at, plain))
        {
            return Meant::named(number, SourceType::Person, self.text(core), "a name");
        }
        if let Some(named) = self.aged(number, core) {
            return named;
        }
        if let Some((_, rule)) = self.source_hits(tokens).find(|(_, r)| r.identity.is_some()) {
            let identity = rule.identity.unwrap_or(Identity::Role);
            let kind = rule.r#type.unwrap_or(SourceType::Unknown);
            return Meant::new(number, identity, kind, "a noun beside it").by(&rule.id);
        }
        let vague = self.class(core.start, class::DETERMINER | class::PRONOUN) && core.len() == 1
            || self.class(core.start, class::ONE_OF_THEM);
        let identity = if vague {
            Identity::Anonymous
        } else {
            Identity::Role
        };
        Meant::new(
            number,
            identity,
            self.number_of(core),
            "no rule describes it",
        )
    }

    /// One or several: by a figure at the head, or by the last word.
    fn number_of(&self, core: &Tokens) -> SourceType {
        let tokens = &self.reading.segments.tokens;
        let last = core.end.max(core.start + 1) - 1;
        let figure = |at: usize| {
            tokens[at].shape == Shape::Number || self.class(at, class::SHARE) && at < last
        };
        let several = core.clone().take(3).any(figure)
            || self.class(last, class::PLURAL)
            || tokens[last]
                .span
                .of(&self.reading.input.text)
                .ends_with('s');
        if several {
            SourceType::Group
        } else {
            SourceType::Person
        }
    }
}
