//! Descriptions that point back: "the agency", "the former governor", "the 44-year-old".

use super::Resolver;
use super::described::Described;
use super::made::{Meant, Who};
use super::named::is_body;
use super::salience::Profile;
use crate::attribute::Tokens;
use crate::chain::names::{Gender, Noun};
use crate::rules::lexicon::class;
use crate::segment::Shape;
use crate::types::{Identity, SourceType};

/// How many sentences back a person who spoke is described in other words.
const PERSON: usize = 2;
/// How many sentences back an age finds whose it is.
const AGED: usize = 6;
/// How many sentences back a body that spoke is still "the company".
const BODY: usize = 12;
/// A capitalised word that may be a person or a body.
const UNSURE: f64 = -1.0;

/// Why a source is one named before.
const BACK: &str = "points back to a name";

impl<'a> Resolver<'a> {
    /// "the agency", "the former governor": whom the text has called so, else the foremost of that type.
    pub(super) fn pointed_back(&self, of: &Described<'a, '_>) -> Option<Meant> {
        if of.plural() || of.kind == SourceType::Document {
            return None;
        }
        let start = of.core.start;
        let definite = self.class(start, class::DEFINITE);
        let owned = self.class(start, class::POSSESSIVE)
            || of.before().any(|at| self.reading.segments.is_clitic(at));
        // "the Lind supporter"
        let noun = of.hit.start as usize;
        let person =
            |who: usize| self.kinds[who] == SourceType::Person && self.names.referents[who].person;
        let anothers = !of.rule.resumes
            && self
                .names
                .within(&of.before())
                .any(|m| m.tokens.end == noun && person(m.who));
        let bare = of.rule.bare && noun == start;
        if !definite && !owned && !bare {
            return None;
        }
        if of.kind == SourceType::Person {
            self.person_back(of, owned || anothers)
        } else {
            self.body_back(of)
        }
    }

    fn person_back(&self, of: &Described<'a, '_>, owned: bool) -> Option<Meant> {
        let at = of.tokens.start;
        let aside = |at: usize| self.reading.segments.tokens[at].is(b'(');
        let bare = of.core.end == of.tokens.end || aside(of.core.end);
        if bare && let Some(who) = self.called_so(of) {
            let meant = self.meant(who);
            return meant.is_named().then(|| meant.again(BACK));
        }
        let anonymous = of.rule.identity == Some(Identity::Anonymous);
        let goes_on = of.rule.resumes || of.hit.start as usize > of.core.start + 1;
        if anonymous || owned || !goes_on {
            return None;
        }
        let sentence = self.reading.found[of.number].sentence;
        let gender = Gender::of(self.reading.segments.classes[of.hit.end as usize - 1]);
        let fits = |p: &Profile| {
            let clash = gender.is_some() && p.gender.is_some() && gender != p.gender;
            let named = p.identity == Identity::Named && p.kind == SourceType::Person;
            let sure = if p.sure { 0.0 } else { UNSURE };
            let fits = p.sure || p.subject && !p.state;
            (named && fits && !clash).then_some(sure)
        };
        // "Lind said that the mayor told him": not Lind.
        let outer = self.reading.found[of.number]
            .parent
            .and_then(|it| self.said(it));
        self.foremost(at, sentence, PERSON, fits)
            .filter(|meant| outer.is_none_or(|outer| outer.who != meant.who))
            .map(|meant| meant.again("goes on about the last speaker"))
    }

    fn body_back(&self, of: &Described<'a, '_>) -> Option<Meant> {
        if of.core.end != of.tokens.end || !is_body(of.kind) {
            return None;
        }
        let at = of.tokens.start;
        let sentence = self.reading.found[of.number].sentence;
        if of.kind == SourceType::Outlet
            && let Some(meant) = self.foremost(at, sentence, BODY, is_outlet)
        {
            return Some(meant.again(BACK));
        }
        if let Some(who) = self.called_so(of) {
            let meant = self.meant(who);
            return (meant.is_named() && meant.source.kind != SourceType::Person)
                .then(|| meant.again(BACK));
        }
        if of.rule.bare {
            return None;
        }
        let private = matches!(of.kind, SourceType::Company | SourceType::Ngo);
        let fits = |p: &Profile| match p.kind {
            SourceType::Person => (!p.sure && private && p.often).then_some(UNSURE),
            kind => (p.identity == Identity::Named && !p.state && kinds_agree(of.kind, kind))
                .then_some(0.0),
        };
        let meant = self.foremost(at, sentence, BODY, fits)?.again(BACK);
        Some(match meant.source.kind {
            SourceType::Person => meant.of_kind(of.kind),
            _ => meant,
        })
    }

    /// "the 44-year-old".
    pub(super) fn aged(&self, number: usize, core: &Tokens) -> Option<Meant> {
        let age = self.reading.segments.tokens[core.end - 1].shape == Shape::Number;
        if core.len() != 2 || !age || !self.class(core.start, class::DEFINITE) {
            return None;
        }
        let sentence = self.reading.found[number].sentence;
        let fits = |p: &Profile| {
            (p.identity == Identity::Named && p.kind == SourceType::Person).then_some(0.0)
        };
        self.foremost(core.start, sentence, AGED, fits)
            .map(|meant| meant.again(BACK))
    }

    /// The last one before whom the text, in a source or beside a name, calls by this noun, of the same people where it names one.
    fn called_so(&self, of: &Described<'a, '_>) -> Option<Who> {
        let noun = Noun::of(self.reading, of.hit);
        let people = self.names.people(self.reading, of.before());
        let named = self.names.called(noun, of.tokens.start, people);
        let told = self.spoken.get(&noun).and_then(|all| all.last());
        match (named, told) {
            (Some(named), Some(told)) if told.at <= named.at => Some(Who::Name(named.who)),
            (_, Some(told)) => self.said(told.number).map(|m| m.who),
            (named, None) => named.map(|named| Who::Name(named.who)),
        }
    }
}

/// A named outlet: "the paper" is the one cited last, whichever was called so before.
fn is_outlet(of: &Profile) -> Option<f64> {
    (of.identity == Identity::Named && of.kind == SourceType::Outlet).then_some(0.0)
}

/// Whether a noun of one type may point back to a name of another.
fn kinds_agree(noun: SourceType, name: SourceType) -> bool {
    use SourceType::{Academic, Company, Government, Igo, Military, Ngo, ThinkTank};
    noun == name
        || matches!(
            (noun, name),
            (Ngo, Igo | Company | ThinkTank | Military)
                | (Government, Igo | Military)
                | (Academic, ThinkTank)
                | (ThinkTank, Academic)
        )
}
