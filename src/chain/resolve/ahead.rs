//! Descriptions that point ahead: "Lind's lawyer" where the text names the lawyer later, "a collector" in a lead.

use super::Resolver;
use super::described::Described;
use super::made::Meant;
use super::named::is_body;
use crate::chain::discourse::is_heading;
use crate::chain::names::{Gender, Noun};
use crate::rules::lexicon::class;
use crate::types::{Identity, SourceType};

impl<'a> Resolver<'a> {
    /// Whom a description means that the text names further on: whom it calls so later, or who opens the sentence after
    /// the lead.
    pub(super) fn named_ahead(&self, of: &Described<'a, '_>) -> Option<Meant> {
        if of.plural() || of.core.end != of.tokens.end {
            return None;
        }
        let who = self
            .called_later(of)
            .or_else(|| self.opens_after_lead(of))?;
        Some(self.referent(who).again("named further on"))
    }

    /// "Lind's lawyer said", and later "the lawyer, Bo Dahl,"; "the school", and later "Visby Elementary School".
    fn called_later(&self, of: &Described<'a, '_>) -> Option<usize> {
        let segments = self.reading.segments;
        let definite = self.class(of.core.start, class::DEFINITE | class::POSSESSIVE)
            || of.before().any(|at| segments.is_clitic(at));
        if !definite || of.kind != SourceType::Person && !is_body(of.kind) {
            return None;
        }
        let noun = Noun::of(self.reading, of.hit);
        let people = self.names.people(self.reading, of.before());
        let later = self.names.called_after(noun, of.tokens.end, people)?;
        let body = is_body(self.kinds[later.who]);
        (of.kind == SourceType::Person || body).then_some(later.who)
    }

    /// "A collector said she was glad. Mary Dahl, 77, …": the person who is described in a document's first sentence and
    /// whose name, not heard before, opens the next.
    fn opens_after_lead(&self, of: &Described<'a, '_>) -> Option<usize> {
        if of.kind != SourceType::Person || of.rule.identity != Some(Identity::Role) {
            return None;
        }
        let segments = self.reading.segments;
        let mut told = (0..segments.sentences.len())
            .filter(|&s| self.reading.kept[s] && !is_heading(self.reading, s));
        if told.next()? != self.reading.found[of.number].sentence {
            return None;
        }
        let first = segments.sentences[told.next()?].range().start;
        let mention = self.names.at(first)?;
        let mut heard = self.names.mentions[..self.names.before(first)].iter();
        if heard.any(|m| m.who == mention.who && !m.aside) {
            return None;
        }
        let referent = &self.names.referents[mention.who];
        let gender = Gender::of(segments.classes[of.hit.end as usize - 1]);
        let clash = gender.is_some() && referent.gender.is_some() && gender != referent.gender;
        let person = self.kinds[mention.who] == SourceType::Person
            && (referent.person || mention.tokens.len() > 1);
        (person && !clash).then_some(mention.who)
    }
}
