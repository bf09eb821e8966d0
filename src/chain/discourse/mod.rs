//! Carries a source over sentences: an article that retells a body's assessment keeps that body as the source.

mod sentence;

use rustc_hash::FxHashMap;

pub(super) use self::sentence::is_heading;
use self::sentence::{details, is_about, is_caption, is_past};
use super::claims::Draft;
use super::{Reading, link};
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::segment::Shape;
use crate::types::{Attribution, Basis, Identity, Link, SourceType, ViaKind};

/// How many sentences a report is carried over paragraph breaks without being named again.
const REACH: usize = 8;

/// How far a report governs what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// The article as a whole retells it: everything up to the end, whoever is cited within.
    Article,
    /// It is cited: the sentences after it that name no other source.
    Passage,
    /// A body cited without a report: only details, and where it is cited again.
    Remark,
}

/// A report that is being retold.
#[derive(Debug, Clone, Copy)]
struct Carrier {
    attribution: usize,
    hold: Hold,
    /// Sentences since it was named.
    quiet: usize,
    /// The line of the last sentence that was carried.
    going: Option<u32>,
    /// A sentence in the line under way was not carried, so that what follows it in the line is not.
    left: Option<u32>,
}

/// Puts the carried source before the explicit ones of the claims that it governs.
pub fn carry(reading: &Reading<'_>, attributions: &[Attribution], drafts: &mut [Draft]) {
    let discourse = Discourse::new(reading, attributions);
    let mut carrier: Option<Carrier> = None;
    let mut rest = drafts;
    for sentence in 0..reading.segments.sentences.len() {
        let count = rest.iter().take_while(|d| d.sentence <= sentence).count();
        let (here, later) = rest.split_at_mut(count);
        rest = later;
        if !reading.kept[sentence] {
            continue;
        }
        if let Some(held) = &mut carrier {
            discourse.govern(held, sentence, here);
        }
        carrier = discourse.next(carrier, sentence);
    }
}

/// A document's attributions as the discourse sees them.
struct Discourse<'a> {
    reading: &'a Reading<'a>,
    attributions: &'a [Attribution],
    /// The outermost source with words of its own of each sentence that has one: sentence and attribution. Of what the
    /// tagger alone found only what asserts counts: wishes and plans that it finds beside break no report off.
    voices: Vec<(usize, usize)>,
    /// Names that a headline gives as its source, and the sentence of the first such headline.
    headlines: FxHashMap<&'a str, usize>,
}

impl<'a> Discourse<'a> {
    fn new(reading: &'a Reading<'a>, attributions: &'a [Attribution]) -> Self {
        let mut voices: Vec<(usize, usize)> = (0..attributions.len())
            .filter(|&i| {
                let found = &reading.found[i];
                found.parent.is_none()
                    && (found.asserts || found.by_rule)
                    && attributions[i].source.span.is_some()
                    && !is_heading(reading, found.sentence)
            })
            .map(|i| (reading.found[i].sentence, i))
            .collect();
        voices.sort_unstable();
        let mut headlines = FxHashMap::default();
        for (i, attribution) in attributions.iter().enumerate() {
            if let (None, Some(name)) = (attribution.cue.span, attribution.source.name.as_deref()) {
                headlines.entry(name).or_insert(reading.found[i].sentence);
            }
        }
        Self {
            reading,
            attributions,
            voices,
            headlines,
        }
    }

    /// Carries the report over the drafts of a sentence.
    fn govern(&self, held: &mut Carrier, sentence: usize, drafts: &mut [Draft]) {
        let line = self.reading.segments.sentences[sentence].line;
        let goes_on = self.goes_on(held, sentence);
        let mut carried = false;
        for draft in drafts.iter_mut().filter(|d| d.sentence == sentence) {
            if self.carries(held, sentence, draft, goes_on) {
                let outer = link(
                    self.reading,
                    held.attribution,
                    &self.attributions[held.attribution],
                );
                draft.chain.insert(
                    0,
                    Link {
                        basis: Basis::Inferred,
                        ..outer
                    },
                );
                carried = true;
            }
        }
        if carried {
            held.going = Some(line);
        } else if drafts
            .iter()
            .any(|d| d.sentence == sentence && d.chain.is_empty())
        {
            held.left = Some(line);
        }
    }

    /// Whether a sentence goes on with what the report says.
    fn goes_on(&self, held: &Carrier, sentence: usize) -> bool {
        let sentences = &self.reading.segments.sentences;
        let line = sentences[sentence].line;
        if is_heading(self.reading, sentence)
            || is_about(self.reading, sentence)
            || is_caption(self.reading, sentence)
        {
            return false;
        }
        let home = sentences[self.reading.found[held.attribution].sentence].line;
        let detailed = details(self.reading, sentence);
        let returns = self.returns(held, sentence);
        let going = held.going == Some(line);
        match held.hold {
            Hold::Article => true,
            _ if going => detailed || returns || self.is_commented(sentence),
            Hold::Passage if line == home => detailed || returns && is_past(self.reading, sentence),
            Hold::Passage | Hold::Remark => detailed && returns && held.quiet < REACH,
        }
    }

    /// Whether the report governs a draft of a sentence that goes on with it.
    fn carries(&self, held: &Carrier, sentence: usize, draft: &Draft, goes_on: bool) -> bool {
        let source = &self.attributions[held.attribution].source;
        let own = source.name.is_some() && draft.chain.iter().any(|l| l.source.name == source.name);
        let nobody = draft.chain.iter().all(|l| {
            l.source.identity == Identity::Unattributed
                || source.kind == SourceType::Document && self.is_figure(l)
        });
        let line = self.reading.segments.sentences[sentence].line;
        let left = held.left == Some(line) && draft.chain.is_empty();
        goes_on
            && !left
            && !own
            && (held.hold == Hold::Article || nobody)
            && draft.sentence == sentence
    }

    /// "Half of those asked": a figure that speaks is the survey's.
    fn is_figure(&self, link: &Link) -> bool {
        let source = &link.source;
        let first = link
            .attribution
            .and_then(|i| self.reading.found[i].source.as_ref());
        let counted = first.is_some_and(|t: &Tokens| {
            let near = t.start..t.end.min(t.start + 2);
            near.into_iter().any(|at| {
                self.reading.segments.tokens[at].shape == Shape::Number
                    || self.reading.segments.classes[at] & class::SHARE != 0
            })
        });
        counted && source.name.is_none() && source.kind == SourceType::Group
    }

    /// The first voice of a sentence whose words assert something.
    fn voice(&self, sentence: usize) -> Option<usize> {
        let from = self.voices.partition_point(|(at, _)| *at < sentence);
        self.voices[from..]
            .iter()
            .take_while(|(at, _)| *at == sentence)
            .map(|(_, i)| *i)
            .find(|&i| self.reading.found[i].asserts)
    }

    /// What a sentence does to the report that is being retold.
    fn next(&self, held: Option<Carrier>, sentence: usize) -> Option<Carrier> {
        let stays = held.map(|held| Carrier {
            quiet: held.quiet + 1,
            ..held
        });
        let Some(voice) = self.voice(sentence) else {
            return stays;
        };
        let begins = |hold| Carrier {
            attribution: voice,
            hold,
            quiet: 0,
            going: None,
            left: None,
        };
        let article = held.is_some_and(|held| held.hold == Hold::Article);
        match self.hold(voice) {
            Some(Hold::Article) => Some(begins(Hold::Article)),
            _ if article => stays,
            Some(Hold::Remark)
                if held.is_some_and(|held| {
                    held.hold == Hold::Passage && self.is_again(&held, voice)
                }) =>
            {
                stays
            }
            Some(hold) => Some(begins(hold)),
            None if held.is_some_and(|held| self.is_again(&held, voice)) => stays,
            // Somebody who comments on the report does not end it.
            None if self.attributions[voice].source.kind == SourceType::Person => stays,
            None => None,
        }
    }

    /// Whether an attribution begins the retelling of a report.
    fn hold(&self, number: usize) -> Option<Hold> {
        let attribution = &self.attributions[number];
        let source = &attribution.source;
        let name = source.name.as_deref()?;
        let publisher = self.reading.input.publisher.as_deref();
        if source.identity != Identity::Named || Some(name) == publisher {
            return None;
        }
        let report = attribution
            .via
            .as_ref()
            .is_some_and(|via| via.kind == ViaKind::Document);
        let body = !matches!(source.kind, SourceType::Person | SourceType::Group);
        let headline = self
            .headlines
            .get(name)
            .is_some_and(|&first| first < self.reading.found[number].sentence);
        if body && report && headline && self.opens_with_report(number) {
            return Some(Hold::Article);
        }
        match source.kind {
            SourceType::Document | SourceType::Outlet => Some(Hold::Passage),
            _ if body && report => Some(Hold::Passage),
            SourceType::ThinkTank => Some(Hold::Remark),
            _ => None,
        }
    }

    /// "In its February assessment, X says": the report opens the sentence, as X's own.
    fn opens_with_report(&self, number: usize) -> bool {
        let sentence = self.reading.found[number].sentence;
        let range = self.reading.segments.sentences[sentence].range();
        let mut early = range.start..range.end.min(range.start + 3);
        early.any(|at| self.reading.segments.classes[at] & class::POSSESSIVE != 0)
    }

    /// Whether a voice is the report again: by its name, or an unnamed source of its kind or document ("the paper").
    fn is_again(&self, held: &Carrier, voice: usize) -> bool {
        let (held, voice) = (
            &self.attributions[held.attribution].source,
            &self.attributions[voice].source,
        );
        held.name == voice.name
            || voice.name.is_none()
                && (voice.kind == held.kind || voice.kind == SourceType::Document)
    }

    /// Whether the next source cited after a sentence is the report again, soon, or nobody: then it is still being told.
    fn returns(&self, held: &Carrier, sentence: usize) -> bool {
        let next = self.voices.partition_point(|(at, _)| *at <= sentence);
        self.voices
            .get(next)
            .is_none_or(|&(at, voice)| self.is_again(held, voice) && at <= sentence + REACH)
    }

    /// Whether the next source cited is somebody who comments.
    fn is_commented(&self, sentence: usize) -> bool {
        let next = self.voices.partition_point(|(at, _)| *at <= sentence);
        self.voices
            .get(next)
            .is_some_and(|&(_, voice)| self.attributions[voice].source.kind == SourceType::Person)
    }
}
