//! Draws of names, places and numbers, each place once: no two stories are about one place.

use secondhand::train::Random;
use serde::Deserialize;

/// The words that a corpus is made of.
#[derive(Deserialize)]
struct Words {
    outlets: Vec<String>,
    heads: Vec<String>,
    tails: Vec<String>,
    everyday: Vec<String>,
}

/// A story in several wordings, with slots.
#[derive(Debug, Clone, Deserialize)]
pub struct Story {
    /// Where it happens; empty until it is told.
    #[serde(default)]
    pub place: String,
    pub will: Vec<String>,
    pub may: Vec<String>,
    pub body: String,
    pub second: String,
}

#[derive(Deserialize)]
struct Stories {
    story: Vec<Story>,
}

/// Draws that fall the same way for the same seed.
pub struct Dice {
    random: Random,
    words: Words,
    stories: Vec<Story>,
    places: Vec<String>,
    told: usize,
}

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let words: Words = toml::from_str(include_str!("words.toml")).unwrap();
        let mut stories: Stories = toml::from_str(include_str!("stories.toml")).unwrap();
        let heads = words.heads.iter();
        let pairs =
            heads.flat_map(|head| words.tails.iter().map(move |tail| format!("{head}{tail}")));
        let mut places: Vec<String> = pairs.collect();
        random.shuffle(&mut places);
        random.shuffle(&mut stories.story);
        Self {
            random,
            words,
            stories: stories.story,
            places,
            told: 0,
        }
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.random.below(sides)
    }

    /// Outlets in an order of their own.
    pub fn outlets(&mut self) -> Vec<String> {
        let mut outlets = self.words.outlets.clone();
        self.random.shuffle(&mut outlets);
        outlets
    }

    /// The next story, which has not been told of this place.
    pub fn story(&mut self) -> Story {
        let story = self.template();
        self.tell(&story)
    }

    /// The next story with its slots open.
    pub fn template(&mut self) -> Story {
        self.told += 1;
        self.stories[self.told % self.stories.len()].clone()
    }

    /// A story at another place, with another number.
    pub fn tell(&mut self, story: &Story) -> Story {
        let (place, n) = self.slots();
        let fill = |words: &String| fill(words, &place, n);
        Story {
            will: story.will.iter().map(fill).collect(),
            may: story.may.iter().map(fill).collect(),
            place: place.clone(),
            body: fill(&story.body),
            second: fill(&story.second),
        }
    }

    /// A sentence about something else.
    pub fn everyday(&mut self) -> String {
        let (place, n) = self.slots();
        let at = self.below(self.words.everyday.len());
        fill(&self.words.everyday[at], &place, n)
    }

    fn slots(&mut self) -> (String, usize) {
        let place = self.places.pop().unwrap();
        (place, 3 + self.below(95))
    }
}

fn fill(words: &str, place: &str, n: usize) -> String {
    words
        .replace("{place}", place)
        .replace("{n}", &n.to_string())
}
