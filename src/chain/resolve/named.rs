//! Sources whose head is a name, or that stand beside one.

use super::Resolver;
use super::made::{Meant, Who};
use crate::attribute::Tokens;
use crate::chain::names::{Mention, Noun, name_end};
use crate::rules::inflect::form;
use crate::rules::lexicon::{Hit, class};
use crate::types::SourceType;

/// Why a source is several names.
pub(super) const TOGETHER: &str = "names together";

impl Resolver<'_> {
    /// A source whose head is a name.
    pub(super) fn named(&self, number: usize, tokens: &Tokens, core: &Tokens) -> Option<Meant> {
        let last = self.names.within(core).last();
        let Some(mention) = last.filter(|m| m.tokens.end == core.end) else {
            return self
                .body(number, tokens, core)
                .or_else(|| self.name_beside(tokens, core));
        };
        let referent = &self.names.referents[mention.who];
        if referent.entry.is_none() && referent.full.len() == 1 && self.is_noun(mention) {
            return None;
        }
        let mut made = match self.coordinated(core) {
            Some(joined) => {
                let kind = self.kinds[mention.who];
                Meant::named(number, kind, self.text(&joined), TOGETHER)
            }
            None => self.name(mention),
        };
        // "the carmaker Norvik", "state outlet The Norvik": the noun before the name tells what it is.
        let start = mention.tokens.start;
        let article = start > core.start && self.class(start - 1, class::DEFINITE);
        let end = start - usize::from(article);
        let before = self
            .source_hits(&(core.start..end))
            .last()
            .filter(|(hit, _)| hit.end as usize == end && mention.entry.is_none())
            .and_then(|(_, rule)| rule.r#type)
            .filter(|kind| *kind != SourceType::Person);
        if let Some(kind) = before {
            made.source.kind = kind;
        }
        Some(made)
    }

    /// Whether a name of one word is rather a noun for a source ("Police"); a noun of persons is none where it names a body
    /// ("the Observer").
    fn is_noun(&self, mention: &Mention) -> bool {
        let at = mention.tokens.start;
        let body = self.class(at, class::BODY);
        let sentence = self.reading.segments.sentences[mention.sentence].range();
        // "the state outlet The Norvik"
        if at > sentence.start + 1 && self.is_capital(at - 1) && self.class(at - 1, class::DEFINITE)
        {
            return false;
        }
        self.source_hits(&mention.tokens)
            .any(|(_, rule)| !(body && rule.r#type == Some(SourceType::Person)))
    }

    /// The source that a name means.
    pub(super) fn name(&self, mention: &Mention) -> Meant {
        self.referent(mention.who)
    }

    /// One whom the document names.
    pub(super) fn referent(&self, who: usize) -> Meant {
        let referent = &self.names.referents[who];
        let name = self.text(&referent.full);
        let mut made = match referent.entry {
            None => Meant::named(0, self.kinds[who], name, "a name"),
            Some(entry) => {
                let id = &self.reading.rules.lexicon.names[entry as usize].id;
                let mut made =
                    Meant::named(0, self.kinds[who], name, "a name of the registry").by(id);
                made.source.registry = Some(id.clone());
                made
            }
        };
        made.who = Who::Name(who);
        made.gender = referent.gender;
        made
    }

    /// "the Ministry of Finance", "the Foreign Ministry": a capitalised noun of a body is its name.
    fn body(&self, number: usize, tokens: &Tokens, core: &Tokens) -> Option<Meant> {
        let (hit, rule) = self
            .source_hits(core)
            .filter(|(hit, _)| {
                self.is_capital(hit.start as usize) && hit.start as usize > core.start
            })
            .last()?;
        let kind = rule.r#type.filter(|kind| is_body(*kind))?;
        if hit.end as usize != core.end {
            return None;
        }
        let of = core.end + 1 < tokens.end
            && self.class(core.end, class::OF)
            && self.is_capital(core.end + 1);
        let end = if of {
            name_end(self.reading.segments, core.end + 1, tokens)
        } else {
            core.end
        };
        let start = (core.start..hit.start as usize)
            .find(|&at| self.is_capital(at) && !self.class(at, class::DETERMINER))
            .unwrap_or(hit.start as usize);
        let name = self.text(&(start..end));
        let mut made = Meant::named(number, kind, name, "a body by name").by(&rule.id);
        made.noun = Some(Noun::of(self.reading, hit));
        Some(made)
    }

    /// "a spokesman for the party, Bo Lund", "the group, Norvik Workers": the name after the comma, where the head is what it may be.
    fn name_beside(&self, tokens: &Tokens, core: &Tokens) -> Option<Meant> {
        let segments = self.reading.segments;
        let mut commas = (core.end..tokens.end).filter(|&at| segments.tokens[at].is(b','));
        let nouns: Vec<_> = self.source_hits(core).collect();
        let singular = |hit: &Hit| hit.form & form::PLURAL == 0;
        let head = nouns.iter().rfind(|(hit, _)| singular(hit));
        if head.is_none() && !nouns.is_empty() {
            return None;
        }
        let head = head.and_then(|(_, rule)| rule.r#type);
        let mention = commas.find_map(|comma| {
            self.name_after_titles(comma + 1, tokens.end)
                .filter(|m| self.closes(m.tokens.end, tokens.end))
        })?;
        let kind = self.kinds[mention.who];
        let unsure = kind == SourceType::Person && !self.names.referents[mention.who].person;
        let fits = match head {
            // "The owner, Reis Marine," "Its head, Captain Ole Brask,": a noun that no rule knows, or of no one type.
            None => true,
            Some(SourceType::Person) => kind == SourceType::Person,
            Some(head) => is_body(head) && (unsure || is_body(kind)),
        };
        let head = head.unwrap_or(kind);
        let mut made = self.name(mention);
        if unsure && is_body(head) {
            made.source.kind = head;
        }
        fits.then_some(made)
    }

    /// The name that begins at `at`, an article and titles before it passed over ("the Admiral Pavle Dorin").
    fn name_after_titles(&self, at: usize, limit: usize) -> Option<&Mention> {
        let start = at + usize::from(self.class(at, class::DETERMINER));
        let title = |at: &usize| self.class(*at, class::TITLE | class::OFFICE);
        let titles = (start..limit).take_while(title).count();
        (start..=start + titles).find_map(|at| self.names.at(at))
    }

    /// Whether a name that ends at `end` fills what is left of the source up to the next mark.
    fn closes(&self, end: usize, limit: usize) -> bool {
        end >= limit || !self.reading.segments.tokens[end].is_word()
    }

    /// "the UK government and the US Department of Treasury": more than one name, joined.
    fn coordinated(&self, core: &Tokens) -> Option<Tokens> {
        let mut names = self.names.within(core);
        let first = names.next()?;
        let last = names.last()?;
        let joined =
            (first.tokens.end..last.tokens.start).any(|at| self.class(at, class::CONJUNCTION));
        joined.then_some(first.tokens.start..core.end)
    }
}

/// Whether a type is one of bodies.
pub(super) fn is_body(kind: SourceType) -> bool {
    matches!(
        kind,
        SourceType::Government
            | SourceType::Ngo
            | SourceType::Company
            | SourceType::Academic
            | SourceType::Military
            | SourceType::Igo
            | SourceType::Outlet
            | SourceType::ThinkTank
            | SourceType::Social
    )
}
