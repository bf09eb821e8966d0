//! Reads the annotated claims and stories as sketches.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::told::told;
use super::twins::twin;
use crate::matching::{COUNT, Frequencies, Index, Level, MatchModel, Matcher, Sketch, Vocabulary};
use crate::train::rank::Question;
use crate::train::{TrainError, gold};

/// How far from a pair of claims the one stands whose names its twin takes: the next pairs may share them.
const STEP: usize = 7;

/// A part of a set; what belongs together is never parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Even,
    Odd,
}

impl Part {
    pub(super) fn has(self, unit: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::Even => unit.is_multiple_of(2),
            Self::Odd => unit % 2 == 1,
        }
    }
}

/// All sets.
pub(super) struct Sets {
    pub pairs: Vec<Same>,
    pub checked: Vec<Sketch>,
    pub tweets: Vec<Asked>,
    pub told: Vec<Same>,
    pub rumours: Groups,
    pub basil: Groups,
    pub ecb: Groups,
}

/// Two claims, the same or not.
pub(super) struct Same {
    pub first: Sketch,
    pub second: Sketch,
    pub same: bool,
    /// What it is held out with.
    pub unit: usize,
    /// Of a pair that says the same, the second as it would be said of another event.
    pub twin: Option<Sketch>,
}

/// A claim and the places of the checked claims that it is one of.
pub(super) struct Asked {
    pub sketch: Sketch,
    pub right: Vec<usize>,
}

/// Items, each with its group and the unit that it is held out with.
#[derive(Default)]
pub(super) struct Groups {
    pub sketches: Vec<Sketch>,
    /// Each as it would be said of another event.
    pub twins: Vec<Option<Sketch>>,
    pub groups: Vec<usize>,
    pub units: Vec<usize>,
}

#[derive(Deserialize)]
struct PairLine {
    first: String,
    second: String,
    same: u8,
}

#[derive(Deserialize)]
struct CheckedLine {
    id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct TweetLine {
    text: String,
    #[serde(rename = "match")]
    right: Vec<String>,
}

#[derive(Deserialize)]
struct GroupLine {
    title: Option<String>,
    text: String,
    claim_id: Option<String>,
    story: Option<String>,
    topic: Option<u32>,
}

impl Sets {
    pub(super) fn read(data: &Path, vocabulary: &Vocabulary) -> Result<Self, TrainError> {
        let gold = data.join("gold");
        let pairs: Vec<PairLine> = gold::lines(&gold.join("claims_claimmatch_dev.jsonl.gz"))?;
        let checked: Vec<CheckedLine> =
            gold::lines(&gold.join("claims_clef2020t2_verified.jsonl.gz"))?;
        let tweets: Vec<TweetLine> = gold::lines(&gold.join("claims_clef2020t2_dev.jsonl.gz"))?;
        let places: FxHashMap<&str, usize> =
            checked.iter().map(|it| it.id.as_str()).zip(0..).collect();
        let asked = |it: &TweetLine| Asked {
            sketch: Sketch::new(&it.text, vocabulary),
            right: it
                .right
                .iter()
                .filter_map(|id| places.get(id.as_str()).copied())
                .collect(),
        };
        let same = |((it, next), unit): ((&PairLine, &PairLine), usize)| Same {
            unit,
            first: Sketch::new(&it.first, vocabulary),
            second: Sketch::new(&it.second, vocabulary),
            same: it.same == 1,
            twin: twin(&it.second, &next.first)
                .filter(|_| it.same == 1)
                .map(|text| Sketch::new(&text, vocabulary)),
        };
        Ok(Self {
            pairs: pairs
                .iter()
                .zip(pairs.iter().cycle().skip(STEP))
                .zip(0..)
                .map(same)
                .collect(),
            tweets: tweets.iter().map(asked).collect(),
            checked: checked
                .iter()
                .map(|it| Sketch::titled(&it.title, &it.text, vocabulary))
                .collect(),
            told: told(data, vocabulary)?,
            rumours: Groups::read(&gold.join("claims_emergent_dev.jsonl.gz"), vocabulary)?,
            basil: Groups::read(&data.join("corpus/basil_dev.jsonl.gz"), vocabulary)?,
            ecb: Groups::read(&gold.join("events_ecb_dev.jsonl.gz"), vocabulary)?,
        })
    }

    /// The pairs of a part, with what they have in common.
    pub(super) fn pairs(&self, model: &MatchModel, part: Part) -> Vec<([f32; COUNT], bool)> {
        alike(&self.pairs, model, part)
    }

    /// Sentences of articles: a headline and its lead, and a lead and what is said later.
    pub(super) fn told(&self, model: &MatchModel, part: Part) -> Vec<([f32; COUNT], bool)> {
        alike(&self.told, model, part)
    }

    /// The pairs of a part that say the same, were the second said of another event, with what they have in common.
    pub(super) fn twins(&self, model: &MatchModel, part: Part) -> Vec<[f32; COUNT]> {
        let frequencies = frequencies(&self.pairs);
        let matcher = Matcher::new(model, &frequencies, Level::Claim);
        let pairs = self.pairs.iter().filter(|it| part.has(it.unit));
        pairs
            .filter_map(|it| Some(matcher.features(&it.first, it.twin.as_ref()?)))
            .collect()
    }

    /// The candidates for each tweet of a part.
    pub(super) fn questions(&self, model: &MatchModel, part: Part) -> Vec<Question> {
        let frequencies = Frequencies::of(&self.checked);
        let index = Index::new(
            &Matcher::new(model, &frequencies, Level::Claim),
            &self.checked,
        );
        let question = |it: &Asked| {
            let answers = index.likenesses(&it.sketch).into_iter();
            let answers = answers.map(|(at, features)| (features, it.right.contains(&at)));
            Question {
                answers: answers.collect(),
            }
        };
        let tweets: Vec<&Asked> = self.tweets_of(part).collect();
        tweets.into_par_iter().map(question).collect()
    }

    pub(super) fn tweets_of(&self, part: Part) -> impl Iterator<Item = &Asked> {
        self.tweets
            .iter()
            .filter(move |it| part.has(it.right.iter().copied().min().unwrap_or_default()))
    }
}

fn frequencies(pairs: &[Same]) -> Frequencies {
    Frequencies::of(pairs.iter().flat_map(|it| [&it.first, &it.second]))
}

/// What the pairs of a part have in common, and whether they say the same.
fn alike(pairs: &[Same], model: &MatchModel, part: Part) -> Vec<([f32; COUNT], bool)> {
    let frequencies = frequencies(pairs);
    let matcher = Matcher::new(model, &frequencies, Level::Claim);
    let pairs = pairs.iter().filter(|it| part.has(it.unit));
    pairs
        .map(|it| (matcher.features(&it.first, &it.second), it.same))
        .collect()
}

impl Groups {
    fn read(path: &Path, vocabulary: &Vocabulary) -> Result<Self, TrainError> {
        let lines: Vec<GroupLine> = gold::lines(path)?;
        let mut groups = Self::default();
        let others = lines.iter().cycle().skip(lines.len() / 2);
        let twins = lines
            .iter()
            .zip(others)
            .map(|(line, other)| twin(&line.text, &other.text));
        groups.twins = twins
            .map(|text| text.map(|text| Sketch::new(&text, vocabulary)))
            .collect();
        let (mut numbers, mut units) = (FxHashMap::default(), FxHashMap::default());
        for line in lines {
            let name = line.claim_id.or(line.story).unwrap_or_default();
            let unit = line
                .topic
                .map_or_else(|| name.clone(), |topic| topic.to_string());
            let group = (unit.clone(), name);
            let (next, next_unit) = (numbers.len(), units.len());
            groups.groups.push(*numbers.entry(group).or_insert(next));
            groups.units.push(*units.entry(unit).or_insert(next_unit));
            let title = line.title.unwrap_or_default();
            groups
                .sketches
                .push(Sketch::titled(&title, &line.text, vocabulary));
        }
        Ok(groups)
    }

    /// Claims beside what another of their group would be if it were said of another event, with what they have in
    /// common: never the same.
    pub(super) fn twins(&self, model: &MatchModel, part: Part) -> Vec<[f32; COUNT]> {
        let places = (0..self.sketches.len()).filter(|&at| part.has(self.units[at]));
        let places: Vec<usize> = places.collect();
        let frequencies = Frequencies::of(places.iter().map(|&at| &self.sketches[at]));
        let matcher = Matcher::new(model, &frequencies, Level::Claim);
        let beside = places.iter().zip(places.iter().skip(1));
        let beside = beside.filter(|(one, other)| self.groups[**one] == self.groups[**other]);
        let twin = |(&one, &other): (&usize, &usize)| {
            let twin = self.twins[other].as_ref()?;
            Some(matcher.features(&self.sketches[one], twin))
        };
        beside.filter_map(twin).collect()
    }

    /// The items of a part.
    pub(super) fn part(&self, part: Part) -> (Vec<Sketch>, Vec<usize>) {
        let places = (0..self.sketches.len()).filter(|&at| part.has(self.units[at]));
        places
            .map(|at| (self.sketches[at].clone(), self.groups[at]))
            .unzip()
    }

    /// The candidate pairs of a part, with what they have in common.
    pub(super) fn pairs(
        &self,
        model: &MatchModel,
        level: Level,
        part: Part,
    ) -> Vec<([f32; COUNT], bool)> {
        let (sketches, groups) = self.part(part);
        let frequencies = Frequencies::of(&sketches);
        let matcher = Matcher::new(model, &frequencies, level);
        let pairs = candidates(&Index::new(&matcher, &sketches), &sketches);
        let alike = |(a, b): (usize, usize)| {
            (
                matcher.features(&sketches[a], &sketches[b]),
                groups[a] == groups[b],
            )
        };
        pairs.into_par_iter().map(alike).collect()
    }
}

/// The pairs that an index finds among its own items, in order.
pub(super) fn candidates(index: &Index<'_>, sketches: &[Sketch]) -> Vec<(usize, usize)> {
    let of = |(sketch, at): (&Sketch, usize)| {
        let near = index
            .candidates(sketch)
            .into_iter()
            .filter(move |&other| other != at);
        near.map(move |other| (at.min(other), at.max(other)))
    };
    let pairs: FxHashSet<(usize, usize)> = sketches.iter().zip(0..).flat_map(of).collect();
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs.sort_unstable();
    pairs
}
