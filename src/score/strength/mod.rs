//! How sure a sentence sounds and how strong a tie it asserts: a learned reading beside the model of commitment, to compare two wordings of one claim.
//!
//! Certainty is learned from findings of research that readers graded (Pei, Jurgens: Measuring Sentence-Level and
//! Aspect-Level (Un)certainty in Science Communications, EMNLP 2021), strength from their classes of claims (Yu, Li,
//! Wang: Detecting Causal Language Use in Science Findings, EMNLP 2019; Yu, Wang, Guo, Li: Measuring Correlation-to-Causation
//! Exaggeration in Press Releases, COLING 2020).

pub mod drift;
pub mod features;

pub use drift::{Drift, Noise};
pub use features::Reading;

use crate::model::{Reader, Store, StoreError, Wide};
use crate::score::worth::{size, strongest};

const MAGIC: &[u8; 4] = b"shs1";
/// How many decisions lead to a class.
pub const DECISIONS: usize = 3;

/// How strong a tie between two things a sentence asserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrengthClass {
    /// No tie.
    None,
    /// They go together.
    Correlational,
    /// One may bring about the other.
    Conditional,
    /// One brings about the other.
    Direct,
}

impl StrengthClass {
    /// Every class, the weakest first.
    pub const ALL: [Self; DECISIONS + 1] = [
        Self::None,
        Self::Correlational,
        Self::Conditional,
        Self::Direct,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Correlational => "correlational",
            Self::Conditional => "conditional",
            Self::Direct => "direct",
        }
    }
}

/// How strongly a sentence says what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// How sure it sounds, 0..1: grades 1 to 6 of the annotators.
    pub certainty: f64,
    /// The likeliest class.
    pub class: StrengthClass,
    /// How much likelier it is than the next, 0..1.
    pub margin: f64,
    /// How likely each class of [`StrengthClass::ALL`] is; these sum to 1.
    pub likely: [f64; DECISIONS + 1],
}

impl Strength {
    /// A reading of this certainty and these likelihoods of the classes.
    pub fn new(certainty: f64, likely: [f64; DECISIONS + 1]) -> Self {
        let mut order = StrengthClass::ALL;
        order.sort_by(|&a, &b| likely[b as usize].total_cmp(&likely[a as usize]));
        let [class, next, ..] = order;
        Self {
            certainty: certainty.clamp(0.0, 1.0),
            class,
            margin: likely[class as usize] - likely[next as usize],
            likely,
        }
    }

    /// The expected class, 0 (none) to 3 (direct).
    pub fn level(&self) -> f64 {
        let ranks = (0u8..).zip(self.likely);
        ranks.map(|(rank, likely)| f64::from(rank) * likely).sum()
    }
}

/// The model of strength.
#[derive(Debug, Clone, PartialEq)]
pub struct StrengthModel {
    /// A weight of certainty a feature.
    pub certainty: Wide<1>,
    /// The certainty of a sentence that no feature speaks of.
    pub middle: f32,
    /// Three decisions, each among the sentences that the one before lets through: is there a tie, is one thing the
    /// cause, is it said without reserve.
    pub decisions: Wide<DECISIONS>,
    /// How far certainties of sentences that are alike lie apart.
    pub certainty_noise: Noise,
    /// How far levels of sentences that are alike lie apart.
    pub level_noise: Noise,
}

/// The words that speak most for or against, with what each adds, the strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// To the certainty.
    pub certainty: Vec<(String, f32)>,
    /// To the logits that there is a tie, a cause, no reserve.
    pub decisions: [Vec<(String, f32)>; DECISIONS],
}

impl StrengthModel {
    /// Reads a sentence.
    pub fn read(&self, reading: &Reading<'_>) -> Strength {
        let (mut certainty, mut decisions) = (0, [0i32; DECISIONS]);
        let features = reading.features();
        for feature in &features {
            certainty += weights(&self.certainty, feature.hash)[0];
            let row = weights(&self.decisions, feature.hash);
            decisions.iter_mut().zip(row).for_each(|(sum, w)| *sum += w);
        }
        let size = size(features.len());
        let certainty = self.middle + certainty as f32 * self.certainty.step * size;
        let logits = decisions.map(|sum| sum as f32 * self.decisions.step * size);
        Strength::new(f64::from(certainty), likely(logits))
    }

    /// What changed from one sentence to another.
    pub fn compare(&self, from: &Reading<'_>, to: &Reading<'_>) -> Drift {
        let (from, to) = (self.read(from), self.read(to));
        Drift::of(from, to, &self.certainty_noise, &self.level_noise)
    }

    /// The words that [`StrengthModel::read`] goes by, at most `most` of each kind.
    pub fn why(&self, reading: &Reading<'_>, most: usize) -> Why {
        let features = reading.features();
        let size = size(features.len());
        let of = |weight: &dyn Fn(u64) -> i32, step: f32| {
            strongest(reading.text, &features, most, |f| {
                weight(f.hash) as f32 * step * size
            })
        };
        let decision = |at: usize| {
            let weight = |hash| weights(&self.decisions, hash)[at];
            of(&weight, self.decisions.step)
        };
        Why {
            certainty: of(
                &|hash| weights(&self.certainty, hash)[0],
                self.certainty.step,
            ),
            decisions: std::array::from_fn(decision),
        }
    }

    /// Writes the model.
    pub fn store(&self) -> Vec<u8> {
        let mut out = Store::default();
        out.real(self.middle);
        self.certainty.store(&mut out);
        self.decisions.store(&mut out);
        self.certainty_noise.store(&mut out);
        self.level_noise.store(&mut out);
        out.pack(MAGIC)
    }

    /// Reads what [`StrengthModel::store`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are no such model, or end too early.
    pub fn load(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut packed = Reader::new(bytes);
        packed.expect(MAGIC)?;
        let unpacked = packed.unpack()?;
        let from = &mut Reader::new(&unpacked);
        Ok(Self {
            middle: from.real()?,
            certainty: Wide::load(from)?,
            decisions: Wide::load(from)?,
            certainty_noise: Noise::load(from)?,
            level_noise: Noise::load(from)?,
        })
    }
}

fn weights<const L: usize>(table: &Wide<L>, hash: u64) -> [i32; L] {
    table.row(table.index(hash)).map(i32::from)
}

/// The likelihoods of the classes: at each decision the rest is parted in two.
pub fn likely(logits: [f32; DECISIONS]) -> [f64; DECISIONS + 1] {
    let mut likely = [0.0; DECISIONS + 1];
    let mut rest = 1.0;
    for (class, logit) in logits.into_iter().enumerate() {
        let on = 1.0 / (1.0 + (-f64::from(logit)).exp());
        likely[class] = rest * (1.0 - on);
        rest *= on;
    }
    likely[DECISIONS] = rest;
    likely
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> StrengthModel {
        let mut weights = vec![[0.0; DECISIONS]; 64];
        weights[5] = [1.0, -1.0, 0.5];
        let noise = Noise::of(vec![0.1, 0.2, 0.4]);
        StrengthModel {
            certainty: Wide::quantise(6, &[[0.25]; 64]),
            middle: 0.5,
            decisions: Wide::quantise(6, &weights),
            certainty_noise: noise,
            level_noise: noise,
        }
    }

    #[test]
    fn stored_and_loaded_it_is_the_same() {
        let model = model();
        assert_eq!(StrengthModel::load(&model.store()), Ok(model));
    }

    #[test]
    fn a_cut_off_file_is_an_error() {
        let bytes = model().store();
        assert!(StrengthModel::load(&bytes[..bytes.len() - 1]).is_err());
        assert_eq!(StrengthModel::load(b"text"), Err(StoreError::Magic));
    }

    #[test]
    fn each_decision_parts_the_rest() {
        let even = likely([0.0; DECISIONS]);
        assert_eq!(even, [0.5, 0.25, 0.125, 0.125]);
        let direct = Strength::new(2.0, likely([9.0; DECISIONS]));
        assert_eq!(direct.class, StrengthClass::Direct);
        assert!(direct.margin > 0.99 && direct.level() > 2.99 && direct.certainty <= 1.0);
    }
}
