//! How far the words of a sentence are like those of sentences that checkers picked: a learned part of check-worthiness.

use crate::model::{Reader, Store, StoreError, Table, hash};
use crate::token::{Shape, Token, tokens};

const MAGIC: &[u8; 4] = b"shw1";
/// Stands before the first word and after the last.
const EDGE: u64 = 1;
/// A word of no more letters is told by itself; of a longer one its ending tells what kind it is.
const SHORT: usize = 4;
/// Letters of a stem.
const STEM: usize = 5;

/// The model of check-worthiness.
#[derive(Debug, Clone, PartialEq)]
pub struct WorthModel {
    /// A weight a feature.
    pub table: Table<1>,
    /// Added.
    pub bias: f32,
}

/// What the model says of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Learned<'m> {
    /// The model.
    pub model: &'m WorthModel,
    /// The logit that checkers would pick the sentence.
    pub logit: f32,
}

/// A feature, and the words that it was read from, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Its hash.
    pub hash: u64,
    /// The first word's bytes begin here.
    pub start: u32,
    /// The last word's bytes end here.
    pub end: u32,
}

/// Hands the features of a sentence to `push`.
pub fn each(sentence: &str, push: &mut impl FnMut(Feature)) {
    let cut = tokens(sentence);
    let mut words = cut
        .iter()
        .enumerate()
        .map(|(at, token)| with_kind(sentence, *token, at == 0));
    let mut ahead = || words.next().unwrap_or((EDGE, EDGE, EDGE));
    let (mut now, mut next) = (ahead(), ahead());
    for (at, token) in cut.iter().enumerate() {
        let third = ahead();
        let end = |by: usize| cut.get(at + by).unwrap_or(token).span.end;
        let (word, stem, kind) = now;
        let values = [
            (31, word, 0),
            (32, stem, 0),
            (33, hash::pair(word, next.0), 1),
            (34, hash::pair(kind, next.2), 1),
            (35, hash::triple(kind, next.2, third.2), 2),
            (36, kind, 0),
            (37, word, 0),
        ];
        // The last one tells what a sentence begins with.
        let used = if at == 0 {
            values.len()
        } else {
            values.len() - 1
        };
        for (template, value, by) in values.into_iter().take(used) {
            push(Feature {
                hash: hash::feature(template, value),
                start: token.span.start,
                end: end(by),
            });
        }
        (now, next) = (next, third);
    }
    let length = u64::from((cut.len() as u32 + 1).ilog2());
    push(Feature {
        hash: hash::feature(38, length),
        start: 0,
        end: 0,
    });
}

/// What each feature counts: less in a long sentence, which has more of them.
pub fn size(features: usize) -> f32 {
    (60.0 / (features as f32).max(12.0)).sqrt()
}

/// Hashes of a token and of its stem.
pub(super) fn read(sentence: &str, token: Token) -> (u64, u64) {
    let word = token.span.of(sentence);
    let bytes = word.as_bytes();
    match token.shape {
        Shape::Number => {
            let like = 10 + bytes.len().min(4) as u64;
            (like, like)
        }
        Shape::Mark(mark) => {
            let mark = 100 + u64::from(mark);
            (mark, mark)
        }
        Shape::Lower | Shape::Capital | Shape::Upper => {
            let stem = hash::bytes(&bytes[..bytes.len().min(STEM)]);
            (hash::text(word), stem)
        }
    }
}

/// [`read`], and what kind of token it is.
fn with_kind(sentence: &str, token: Token, opens: bool) -> (u64, u64, u64) {
    let (whole, stem) = read(sentence, token);
    let bytes = token.span.of(sentence).as_bytes();
    let kind = match token.shape {
        Shape::Number => 10,
        Shape::Mark(_) => whole,
        Shape::Capital | Shape::Upper if !opens => 12,
        _ if bytes.len() <= SHORT => whole,
        _ => hash::bytes(&bytes[bytes.len() - 2..]),
    };
    (whole, stem, kind)
}

/// The words of a sentence that weigh most, at most `most` of them, the strongest first, with what `weigh` gives for
/// their features.
pub(super) fn strongest(
    sentence: &str,
    features: &[Feature],
    most: usize,
    weigh: impl Fn(&Feature) -> f32,
) -> Vec<(String, f32)> {
    let mut weighed: Vec<(&str, f32)> = features
        .iter()
        .filter_map(|f| {
            let words = sentence.get(f.start as usize..f.end as usize)?;
            Some((words, weigh(f)))
        })
        .filter(|(words, _)| !words.is_empty())
        .collect();
    weighed.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    weighed.dedup_by(|next, first| next.0 == first.0);
    weighed.truncate(most);
    let owned = weighed.into_iter();
    owned.map(|(words, w)| (words.to_owned(), w)).collect()
}

impl WorthModel {
    /// What the model says of a sentence.
    pub fn learned(&self, sentence: &str) -> Learned<'_> {
        Learned {
            model: self,
            logit: self.logit(sentence),
        }
    }

    /// The logit that checkers would pick the sentence.
    pub fn logit(&self, sentence: &str) -> f32 {
        let (mut sum, mut count) = (0, 0);
        each(sentence, &mut |feature| {
            sum += self.weight(&feature);
            count += 1;
        });
        sum as f32 * self.table.step * size(count) + self.bias
    }

    fn weight(&self, feature: &Feature) -> i32 {
        i32::from(self.table.row(self.table.index(feature.hash))[0])
    }

    /// The words that speak most for or against, at most `most` of them, the strongest first, with what they add.
    pub fn strongest(&self, sentence: &str, most: usize) -> Vec<(String, f32)> {
        let mut features = Vec::new();
        each(sentence, &mut |feature| features.push(feature));
        let unit = self.table.step * size(features.len());
        strongest(sentence, &features, most, |f| self.weight(f) as f32 * unit)
    }

    /// Writes the model.
    pub fn store(&self) -> Vec<u8> {
        let mut out = Store::default();
        out.raw(MAGIC);
        out.real(self.bias);
        self.table.store(&mut out);
        out.into_bytes()
    }

    /// Reads what [`WorthModel::store`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are no such model, or end too early.
    pub fn load(bytes: &[u8]) -> Result<Self, StoreError> {
        let from = &mut Reader::new(bytes);
        from.expect(MAGIC)?;
        let bias = from.real()?;
        let table = Table::load(from)?;
        Ok(Self { table, bias })
    }
}
