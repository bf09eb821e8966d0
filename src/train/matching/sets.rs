//! Reads the annotated claims and stories as sketches.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::matching::{COUNT, Frequencies, Index, Level, MatchModel, Matcher, Sketch, Vocabulary};
use crate::train::rank::Question;
use crate::train::{TrainError, gold};

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
    pub rumours: Groups,
    pub basil: Groups,
    pub ecb: Groups,
}

/// Two claims, the same or not.
pub(super) struct Same {
    pub first: Sketch,
    pub second: Sketch,
    pub same: bool,
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
        let same = |it: &PairLine| Same {
            first: Sketch::new(&it.first, vocabulary),
            second: Sketch::new(&it.second, vocabulary),
            same: it.same == 1,
        };
        Ok(Self {
            pairs: pairs.iter().map(same).collect(),
            tweets: tweets.iter().map(asked).collect(),
            checked: checked
                .iter()
                .map(|it| Sketch::titled(&it.title, &it.text, vocabulary))
                .collect(),
            rumours: Groups::read(&gold.join("claims_emergent_dev.jsonl.gz"), vocabulary)?,
            basil: Groups::read(&data.join("corpus/basil_dev.jsonl.gz"), vocabulary)?,
            ecb: Groups::read(&gold.join("events_ecb_dev.jsonl.gz"), vocabulary)?,
        })
    }

    /// The pairs of a part, with what they have in common.
    pub(super) fn pairs(&self, model: &MatchModel, part: Part) -> Vec<([f32; COUNT], bool)> {
        let frequencies = Frequencies::of(self.pairs.iter().flat_map(|it| [&it.first, &it.second]));
        let matcher = Matcher::new(model, &frequencies, Level::Claim);
        let pairs = self.pairs.iter().zip(0..).filter(|(_, at)| part.has(*at));
        pairs
            .map(|(it, _)| (matcher.features(&it.first, &it.second), it.same))
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

impl Groups {
    fn read(path: &Path, vocabulary: &Vocabulary) -> Result<Self, TrainError> {
        let lines: Vec<GroupLine> = gold::lines(path)?;
        let mut groups = Self::default();
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
