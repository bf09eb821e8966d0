//! What matching has learned: how common words are in news, which go together there, and how much each likeness weighs.

use std::sync::OnceLock;

use super::features::{COUNT, RANKED};
use super::thesaurus::Thesaurus;
use crate::model::{Reader, Store, StoreError, Table};

/// How the bytes of a model begin.
const MAGIC: &[u8] = b"SHMATCH3";
static BUILTIN: OnceLock<MatchModel> = OnceLock::new();
/// The bytes of the model that is built in.
pub const BUILTIN_BYTES: &[u8] = include_bytes!("../../models/matching.bin");

/// What is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Claims: a sentence or a few.
    Claim,
    /// Whole documents: whether they tell the same story.
    Document,
}

/// How likenesses add up at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// The logit where nothing is alike.
    pub bias: f32,
    /// What each likeness adds, in the order of [`NAMES`](super::features::NAMES).
    pub each: [f32; COUNT],
    /// The mean probability from which two clusters are one.
    pub join: f32,
}

impl Weights {
    /// The probability that these likenesses give.
    pub fn probability(&self, features: &[f32; COUNT]) -> f64 {
        let sum: f32 = self.each.iter().zip(features).map(|(w, x)| w * x).sum();
        1.0 / (1.0 + f64::from(-(sum + self.bias)).exp())
    }
}

/// What matching has learned.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchModel {
    /// Documents of the background.
    pub documents: u32,
    /// The logarithm of how many of them hold a term.
    pub common: Table<1>,
    /// Terms that go together in news, by their normalised pointwise mutual information (Bouma 2009), and words that
    /// stand for one another.
    pub together: Thesaurus,
    /// Words of like meaning, by the cosine of their vectors in a language model.
    pub similar: Thesaurus,
    /// For claims.
    pub claim: Weights,
    /// For documents.
    pub document: Weights,
    /// For ranking the answers to a claim.
    pub rank: [f32; RANKED],
}

impl MatchModel {
    /// The model that is built in.
    ///
    /// # Errors
    ///
    /// None, unless the build was given a damaged file.
    pub fn builtin() -> Result<&'static Self, StoreError> {
        if let Some(model) = BUILTIN.get() {
            return Ok(model);
        }
        let model = Self::load(BUILTIN_BYTES)?;
        Ok(BUILTIN.get_or_init(|| model))
    }

    /// A model that knows words and has no weights yet.
    pub fn new(documents: u32, common: Table<1>, together: Thesaurus, similar: Thesaurus) -> Self {
        let none = || Weights {
            bias: 0.0,
            each: [0.0; COUNT],
            join: 0.5,
        };
        Self {
            documents,
            common,
            together,
            similar,
            claim: none(),
            document: none(),
            rank: [0.0; RANKED],
        }
    }

    /// The weights for a level.
    pub fn weights(&self, level: Level) -> &Weights {
        match level {
            Level::Claim => &self.claim,
            Level::Document => &self.document,
        }
    }

    /// The share of documents that hold a term; never 0.
    pub(super) fn share(&self, hash: u32) -> f32 {
        let row = self.common.row(self.common.index(spread(hash)))[0];
        let holding = match row {
            0 => 0.5,
            row => (f32::from(row) * self.common.step).exp(),
        };
        holding / self.documents.max(1) as f32
    }

    /// The bytes of the model.
    pub fn store(&self) -> Vec<u8> {
        let mut out = Store::default();
        out.number(self.documents);
        self.common.store(&mut out);
        for weights in [&self.claim, &self.document] {
            let all = weights.each.iter().chain([&weights.bias, &weights.join]);
            all.for_each(|weight| out.real(*weight));
        }
        self.rank.iter().for_each(|weight| out.real(*weight));
        self.together.store(&mut out);
        self.similar.store(&mut out);
        out.pack(MAGIC)
    }

    /// Reads what [`MatchModel::store`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are no such model.
    pub fn load(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut packed = Reader::new(bytes);
        packed.expect(MAGIC)?;
        let bytes = packed.unpack()?;
        let mut from = Reader::new(&bytes);
        let documents = from.number()?;
        let common = Table::load(&mut from)?;
        let claim = weights(&mut from)?;
        let document = weights(&mut from)?;
        let rank = reals(&mut from)?;
        let together = Thesaurus::load(&mut from)?;
        let similar = Thesaurus::load(&mut from)?;
        Ok(Self {
            documents,
            common,
            together,
            similar,
            claim,
            document,
            rank,
        })
    }
}

/// A term's hash over all 64 bits, of which a table takes the upper ones.
pub(crate) fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32
}

fn reals<const N: usize>(from: &mut Reader<'_>) -> Result<[f32; N], StoreError> {
    let mut reals = [0.0; N];
    for real in &mut reals {
        *real = from.real()?;
    }
    Ok(reals)
}

fn weights(from: &mut Reader<'_>) -> Result<Weights, StoreError> {
    Ok(Weights {
        each: reals(from)?,
        bias: from.real()?,
        join: from.real()?,
    })
}
