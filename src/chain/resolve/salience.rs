//! Who is in the reader's mind at a place in the text: sources and names before it, the nearest and most prominent first.

use super::Resolver;
use super::made::{Meant, Who};
use crate::chain::names::Gender;
use crate::types::{Identity, SourceType};

/// How many sentences back a name that speaks nowhere is still in mind.
const NAMED: usize = 3;
/// How many names back.
const NAMES: usize = 16;

/// A source that speaks.
const SPEAKS: f64 = 3.0;
/// A source inside another's words.
const NESTED: f64 = -0.7;
/// A sentence between.
const SENTENCE: f64 = -1.0;
/// A name.
const MENTIONED: f64 = 0.6;
/// A name that opens its sentence or clause.
const SUBJECT: f64 = 1.9;
/// A name in quotation marks.
const QUOTED: f64 = -1.0;

/// What is known of one who may be meant.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// Type.
    pub kind: SourceType,
    /// Identity.
    pub identity: Identity,
    /// Sex, where anything tells.
    pub gender: Option<Gender>,
    /// Surely what its type says: a person, not a capitalised word that might be one.
    pub sure: bool,
    /// Several together.
    pub many: bool,
    /// A state or place by its bare name.
    pub state: bool,
    /// Named more than once, or a source.
    pub often: bool,
    /// A source, or a name that opens its sentence or clause.
    pub subject: bool,
}

/// The best so far; of two in one sentence the first.
struct Best {
    score: f64,
    who: Who,
}

impl Best {
    fn offer(best: &mut Option<Self>, score: f64, who: Who) {
        let better = best.as_ref().is_none_or(|b| score >= b.score);
        if better {
            *best = Some(Self { score, who });
        }
    }
}

impl Resolver<'_> {
    /// Who is foremost in mind at token `at` of `sentence`, of the sources up to `reach` sentences back and the names close by.
    /// `fits` adds to the score of each, or rules it out.
    pub(super) fn foremost(
        &self,
        at: usize,
        sentence: usize,
        reach: usize,
        fits: impl Fn(&Profile) -> Option<f64>,
    ) -> Option<Meant> {
        let mut best = None;
        self.sources_before(at, sentence, reach, &fits, &mut best);
        self.names_before(at, sentence, &fits, &mut best);
        best.map(|best| self.meant(best.who))
    }

    fn sources_before(
        &self,
        at: usize,
        sentence: usize,
        reach: usize,
        fits: &impl Fn(&Profile) -> Option<f64>,
        best: &mut Option<Best>,
    ) {
        let near = self
            .told
            .iter()
            .rev()
            .take_while(|t| t.sentence + reach >= sentence);
        for told in near.filter(|told| told.at < at) {
            let Some(meant) = self.said(told.number).filter(|m| !m.is_writer()) else {
                continue;
            };
            let nested = self.reading.found[told.number].parent.is_some();
            let Some(fit) = fits(&self.profile_of_source(meant)) else {
                continue;
            };
            let distance = sentence.saturating_sub(told.sentence) as f64;
            let score = SPEAKS + if nested { NESTED } else { 0.0 } + SENTENCE * distance + fit;
            Best::offer(best, score, Who::Said(told.number));
        }
    }

    fn names_before(
        &self,
        at: usize,
        sentence: usize,
        fits: &impl Fn(&Profile) -> Option<f64>,
        best: &mut Option<Best>,
    ) {
        let before = &self.names.mentions[..self.names.before(at)];
        let near = before.iter().rev().take(NAMES);
        for mention in near.take_while(|m| m.sentence + NAMED >= sentence) {
            let profile = Profile {
                subject: mention.subject,
                ..self.profile_of_name(mention.who)
            };
            // "the Norvik Giants" are nobody that "he" could be.
            let things = mention.article && profile.kind == SourceType::Person && !profile.sure;
            if mention.aside || things {
                continue;
            }
            let Some(fit) = fits(&profile) else {
                continue;
            };
            let distance = sentence.saturating_sub(mention.sentence) as f64;
            let score = MENTIONED
                + if mention.subject { SUBJECT } else { 0.0 }
                + if mention.quoted { QUOTED } else { 0.0 }
                + SENTENCE * distance
                + fit;
            Best::offer(best, score, Who::Name(mention.who));
        }
    }

    /// The source that `who` is.
    pub(super) fn meant(&self, who: Who) -> Meant {
        match who {
            Who::Name(who) => self.referent(who),
            Who::Said(number) => self.done[number]
                .clone()
                .unwrap_or_else(|| Meant::nobody(number)),
        }
    }

    fn profile_of_source(&self, meant: &Meant) -> Profile {
        let source = &meant.source;
        if let Who::Name(who) = meant.who {
            return Profile {
                kind: source.kind,
                sure: true,
                ..self.profile_of_name(who)
            };
        }
        Profile {
            kind: source.kind,
            identity: source.identity,
            gender: meant.gender,
            sure: true,
            many: source.kind == SourceType::Group
                || source.kind == SourceType::Government && source.identity == Identity::Role
                || source.why.because == super::named::TOGETHER,
            state: false,
            often: true,
            subject: true,
        }
    }

    fn profile_of_name(&self, who: usize) -> Profile {
        let referent = &self.names.referents[who];
        Profile {
            kind: self.kinds[who],
            identity: Identity::Named,
            gender: referent.gender,
            sure: referent.person || self.kinds[who] != SourceType::Person,
            many: self.kinds[who] == SourceType::Group,
            often: referent.times > 1,
            subject: true,
            state: referent.state,
        }
    }
}
