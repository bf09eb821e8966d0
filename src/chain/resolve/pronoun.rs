//! Pronouns: "he", "it", "they" back to whoever is foremost in mind, "we" to the speaker.

use super::Resolver;
use super::made::{Meant, WRITER};
use super::salience::Profile;
use crate::chain::names::Gender;
use crate::rules::lexicon::class;
use crate::types::{Identity, SourceType};

/// How many sentences back a pronoun finds whom it means.
const REACH: usize = 6;
/// How many where nobody is nearer.
const FAR: usize = 30;

/// A source without a name, beside named ones.
const UNNAMED: f64 = -1.2;
/// A capitalised word of which nothing says that it is a person.
const UNSURE: f64 = -1.0;
/// A person whose names and titles agree with "he" or "she".
const AGREES: f64 = 0.5;
/// A state by its bare name, for "it".
const STATE: f64 = -0.8;
/// Several together, for "they".
const SEVERAL: f64 = 2.0;
/// A single person, for "they".
const SINGLE: f64 = -1.5;

/// What a pronoun points back to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Points {
    Person(Option<Gender>),
    Thing,
    Many,
}

impl Points {
    /// How well somebody fits; `None` where not at all.
    fn fit(self, of: &Profile) -> Option<f64> {
        let person = of.kind == SourceType::Person;
        let named = of.identity == Identity::Named;
        let plain = if named { 0.0 } else { UNNAMED };
        let sure = if of.sure { 0.0 } else { UNSURE };
        match self {
            _ if of.identity == Identity::Unattributed => None,
            Points::Person(wanted) => {
                let clash = wanted.is_some() && of.gender.is_some() && wanted != of.gender;
                let agrees = if of.gender.is_some() { AGREES } else { 0.0 };
                (person && !clash).then_some(plain + sure + agrees)
            }
            Points::Thing if person => (named && !of.sure).then_some(UNSURE),
            Points::Thing => {
                let state = if of.state { STATE } else { 0.0 };
                (of.kind != SourceType::Group).then_some(plain + state)
            }
            Points::Many if of.many => Some(SEVERAL),
            Points::Many if person => Some(SINGLE + sure),
            Points::Many => Some(0.0),
        }
    }

    /// The type of one whom no name before the pronoun gives.
    fn kind(self) -> SourceType {
        match self {
            Points::Person(_) => SourceType::Person,
            Points::Thing => SourceType::Unknown,
            Points::Many => SourceType::Group,
        }
    }
}

impl Resolver<'_> {
    /// "he", "she", "it", "they": whoever was last the source or subject and fits.
    pub(super) fn pronoun(&self, number: usize, at: usize) -> Meant {
        if self.class(at, class::SPEAKER) {
            return self.speaker(number);
        }
        let points = if self.class(at, class::NEUTER) {
            Points::Thing
        } else if self.class(at, class::MANY) {
            Points::Many
        } else {
            Points::Person(Gender::of(self.reading.segments.classes[at]))
        };
        let sentence = self.reading.found[number].sentence;
        let within = |reach| self.foremost(at, sentence, reach, |of| points.fit(of));
        let found = within(REACH).or_else(|| within(FAR));
        found.map_or_else(
            || {
                let because = "a pronoun without a name before it";
                let mut made = Meant::new(number, Identity::Anonymous, points.kind(), because);
                made.gender = Gender::of(self.reading.segments.classes[at]);
                made
            },
            |found| found.again("a pronoun"),
        )
    }

    /// "I", "we" inside somebody's words: that somebody.
    fn speaker(&self, number: usize) -> Meant {
        let parent = self.reading.found[number]
            .parent
            .and_then(|parent| self.said(parent));
        match parent {
            Some(parent) => parent.clone().again("the speaker"),
            None => Meant::new(number, Identity::Named, SourceType::Outlet, WRITER),
        }
    }
}
