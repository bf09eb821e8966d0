//! Finds who is said to hold what: source, cue and content of every attribution, nested.

mod adjunct;
mod adverb;
mod channel;
mod cite;
mod content;
mod headline;
mod introduction;
pub(crate) mod nest;
mod nominal;
mod noun_phrase;
mod participle;
mod passive;
mod phrase;
mod quotation;
mod shared;
mod subject;
mod turn;
mod verb;

use std::ops::Range;

use crate::rules::Rules;
use crate::rules::file::Frame;
use crate::rules::lexicon::Part;
use crate::scan::{Hits, within};
use crate::segment::Segments;
use crate::types::{Drop, FoundBy, Polarity, Relation};

pub use passive::NO_AGENT;
use phrase::{Cue, Phrase};

/// Tokens, as a half-open range of indices.
pub type Tokens = Range<usize>;

/// Whether two runs of tokens share one.
pub fn meet(a: &Tokens, b: &Tokens) -> bool {
    a.start < b.end && b.start < a.end
}

/// From this certainty of a cue up, the tagger is said to have found it.
pub const SURE: f32 = 0.5;

/// An attribution in tokens, its source not yet resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The sentence in which the cue (or, without one, the source or content) stands.
    pub sentence: usize,
    /// Words of the source; absent where nobody is named.
    pub source: Option<Tokens>,
    /// The noun phrase that a relative pronoun, as the source, stands for.
    pub antecedent: Option<Tokens>,
    /// The words that report.
    pub cue: Option<Tokens>,
    /// What is reported, part by part.
    pub content: Vec<Tokens>,
    /// What the cue says of the tie.
    pub relation: Relation,
    /// Whether the source holds the content true.
    pub polarity: Polarity,
    /// The channel, where one is named.
    pub via: Option<Channel>,
    /// When the source spoke.
    pub date: Option<Tokens>,
    /// The rule of the cue; empty where mechanism alone decided.
    pub rule: String,
    /// The frame, in words.
    pub because: &'static str,
    /// The content is a quotation.
    pub quoted: bool,
    /// The attribution that this one lies inside.
    pub parent: Option<usize>,
    /// The attribution that this one shares content with and lies directly inside ("X, citing Y, said").
    pub inside: Option<usize>,
    /// A rule found it.
    pub by_rule: bool,
    /// The rule's reading stands, whatever the tagger says.
    pub fixed: bool,
    /// How sure the tagger is of its cue, from 0 to 1; absent where the tagger was not asked.
    pub tagged: Option<f32>,
    /// What it holds is a claim.
    pub asserts: bool,
    /// This one goes round whatever its content holds, though its cue stands after it ("…, according to Y").
    pub outer: bool,
}

pub use channel::{Channel, Occasion};

impl Found {
    pub(crate) fn new(
        sentence: usize,
        relation: Relation,
        rule: &str,
        because: &'static str,
    ) -> Self {
        Self {
            sentence,
            source: None,
            antecedent: None,
            cue: None,
            content: Vec::new(),
            relation,
            polarity: if relation == Relation::Deny {
                Polarity::Deny
            } else {
                Polarity::Affirm
            },
            via: None,
            date: None,
            rule: rule.to_owned(),
            because,
            quoted: false,
            parent: None,
            inside: None,
            outer: false,
            by_rule: true,
            fixed: false,
            tagged: None,
            asserts: relation.asserts(),
        }
    }

    /// What a cue makes, its source and content not yet filled in.
    fn of_cue(phrase: &Phrase<'_>, cue: &Cue<'_>, because: &'static str) -> Self {
        Self {
            cue: Some(cue.tokens()),
            ..Self::new(phrase.sentence, cue.rule.relation, &cue.rule.id, because)
        }
    }

    /// Who found it.
    pub fn by(&self) -> FoundBy {
        match (self.by_rule, self.tagged) {
            (false, _) => FoundBy::Tagger,
            (true, Some(sure)) if sure > SURE => FoundBy::Both,
            (true, _) => FoundBy::Rule,
        }
    }
}

/// A text, cut, with what the rules find in it.
#[derive(Debug)]
pub struct Attributed {
    /// Tokens, sentences, quotations.
    pub segments: Segments,
    /// Which sentences are no boilerplate.
    pub kept: Vec<bool>,
    /// The others, each with the rule that dropped it.
    pub dropped: Vec<Drop>,
    /// What the lexicon knows.
    pub hits: Hits,
    /// The attributions.
    pub found: Vec<Found>,
    /// The sentences that tell that somebody speaks to an outlet, in the order of the text.
    pub occasions: Vec<Occasion>,
}

/// Finds the attributions of the kept sentences, in the order of the text; quotations that go on without a cue not yet.
pub fn attribute(
    text: &str,
    segments: &Segments,
    hits: &Hits,
    kept: &[bool],
    rules: &Rules,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (number, _) in segments
        .sentences
        .iter()
        .enumerate()
        .filter(|(i, _)| kept[*i])
    {
        let phrase = Phrase::new(text, segments, hits, &rules.lexicon, number);
        let first = found.len();
        headline::find(&phrase, &mut found);
        find_by_cues(&phrase, &mut found);
        cite::find(&phrase, first, &mut found);
    }
    nest::nest(segments, &mut found)
}

/// Adds to the attributions of a text what a colon introduces, and the quotations that go on without a cue.
pub fn continue_speech(text: &str, mut read: Attributed, rules: &Rules) -> Attributed {
    let before = read.found.len();
    let mut found = std::mem::take(&mut read.found);
    let introduced = introduction::introduce(text, &read, rules, &mut found);
    let spoken = turn::speak(text, &read, &mut found);
    let closed = quotation::close(&read.segments, &mut found);
    channel::find(text, &read, rules, &mut found);
    read.occasions = channel::occasions(text, &read, rules);
    quotation::continue_speakers(text, &read, rules, &mut found);
    read.found = if found.len() == before && !introduced && !spoken && !closed {
        found
    } else {
        nest::nest(&read.segments, &mut found)
    };
    read
}

/// Tries every cue of a sentence in each of its frames.
fn find_by_cues(phrase: &Phrase<'_>, found: &mut Vec<Found>) {
    let first = found.len();
    for hit in within(&phrase.hits.cues, phrase.low, phrase.high) {
        let cue = phrase.cue(hit);
        let made = match hit.part {
            Part::Verb => verb::find(phrase, &cue, &found[first..]),
            Part::Noun if !cue.has(Frame::Nominal) => None,
            Part::Noun => nominal::find(phrase, &cue),
            Part::Phrase if cue.has(Frame::Adverb) => adverb::find(phrase, &cue, &found[first..]),
            Part::Phrase if cue.has(Frame::SourceAfter) || cue.has(Frame::Title) => None,
            Part::Phrase => verb::find(phrase, &cue, &found[first..]),
        };
        found.extend(made);
    }
}

/// The subject of the first finite verb of a sentence, before token `limit`.
pub fn main_subject(
    text: &str,
    read: &Attributed,
    rules: &Rules,
    sentence: usize,
    limit: usize,
) -> Option<Tokens> {
    let phrase = Phrase::new(text, &read.segments, &read.hits, &rules.lexicon, sentence);
    shared::main_subject(&phrase, phrase.low, limit).map(|s| s.tokens)
}
