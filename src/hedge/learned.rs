//! Learned hedges: how likely each word is one in each register of text, and which register a document is of.
//!
//! Two views of a sentence are weighed together: the words, each of which may be a hedge (the sentence is uncertain
//! where any is: a noisy or), and the sentence as a whole.

use crate::model::{Reader, Store, StoreError, Table, Twin};

use super::features::Words;

/// How many registers there are.
pub const REGISTERS: usize = 4;
/// A weight for each register.
pub type Heads = [f32; REGISTERS];

const MAGIC: &[u8; 4] = b"shh2";
/// A word of a lower logit changes nothing.
const FAINT: f32 = -9.0;
/// A word of a higher one is as sure as can be.
const CERTAIN: f32 = 20.0;
/// A text is as sure of its register as so many sentences make it.
const SENTENCES: f32 = 8.0;

/// A register of text: what it hedges with differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Encyclopaedia: weasel words.
    Encyclopaedia,
    /// Reports of research: what is suggested, and what may be.
    Science,
    /// Reviews by customers: what one thinks, what would be, what can be.
    Review,
    /// News: events that are planned or left open.
    News,
}

impl Register {
    /// Every register, in the order of the model's heads.
    pub const ALL: [Self; REGISTERS] =
        [Self::Encyclopaedia, Self::Science, Self::Review, Self::News];
}

/// How the views of a sentence are weighed in one register.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Balance {
    /// On the logit of the noisy or of the words.
    pub words: f32,
    /// On the sum over the whole sentence.
    pub whole: f32,
    /// Added; where the sum is above zero the sentence is uncertain.
    pub bias: f32,
    /// The least logit of a word that counts as a hedge in an uncertain sentence.
    pub word: f32,
}

/// The model of hedges.
#[derive(Debug, Clone, PartialEq)]
pub struct HedgeModel {
    /// Of words.
    pub words: Table<REGISTERS>,
    /// Of words, where no feature speaks.
    pub bias: Heads,
    /// Of sentences, and beside it of registers.
    pub whole: Twin<REGISTERS>,
    /// Of registers, where no feature speaks.
    pub priors: Heads,
    /// For each register.
    pub balance: [Balance; REGISTERS],
}

/// What the model says of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// For each word, the logit that it is a hedge, in each register.
    pub words: Vec<Heads>,
    /// The logit that the sentence is uncertain, in each register.
    pub sentence: Heads,
    /// For each register, how far the sentence speaks for it.
    pub registers: Heads,
}

impl HedgeModel {
    /// Judges a sentence.
    pub fn judge(&self, words: &Words) -> Judged {
        let mut features = Vec::with_capacity(4 * words.len());
        words.whole(&mut features);
        let rows = features.iter().map(|&feature| self.whole.index(feature));
        let [whole, registers] = self.whole.sums(rows);
        let judged: Vec<Heads> = (0..words.len())
            .map(|at| {
                features.clear();
                words.word(at, &mut features);
                plus(sums(&self.words, &features), self.bias)
            })
            .collect();
        let length = scale(features_of(words));
        let mut sentence = any(&judged);
        for (i, logit) in sentence.iter_mut().enumerate() {
            let balance = self.balance[i];
            *logit = balance.words * *logit + balance.whole * whole[i] * length + balance.bias;
        }
        Judged {
            words: judged,
            sentence,
            registers: registers.map(|x| x * length),
        }
    }

    /// How likely a document is of each register, by its sentences.
    pub fn registers<'j>(&self, sentences: impl Iterator<Item = &'j Judged>) -> Heads {
        let mut sum = [0.0; REGISTERS];
        let mut count = 0.0f32;
        for judged in sentences {
            sum = plus(sum, judged.registers);
            count += 1.0;
        }
        let share = if count > 0.0 {
            count.min(SENTENCES) / count
        } else {
            0.0
        };
        likely(plus(sum.map(|x| x * share), self.priors))
    }

    /// Writes the model.
    pub fn store(&self) -> Vec<u8> {
        let mut out = Store::default();
        out.raw(MAGIC);
        self.words.store(&mut out);
        self.whole.store(&mut out);
        self.bias
            .iter()
            .chain(&self.priors)
            .for_each(|x| out.real(*x));
        for balance in self.balance {
            for x in [balance.words, balance.whole, balance.bias, balance.word] {
                out.real(x);
            }
        }
        out.into_bytes()
    }

    /// Reads what [`HedgeModel::store`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are no such model, or end too early.
    pub fn load(bytes: &[u8]) -> Result<Self, StoreError> {
        let from = &mut Reader::new(bytes);
        from.expect(MAGIC)?;
        let (words, whole) = (Table::load(from)?, Twin::load(from)?);
        let (bias, priors) = (heads(from)?, heads(from)?);
        let mut balance = [Balance::default(); REGISTERS];
        for balance in &mut balance {
            let [words, whole, bias, word] = heads(from)?;
            *balance = Balance {
                words,
                whole,
                bias,
                word,
            };
        }
        Ok(Self {
            words,
            bias,
            whole,
            priors,
            balance,
        })
    }
}

fn heads(from: &mut Reader<'_>) -> Result<Heads, StoreError> {
    let mut heads = [0.0; REGISTERS];
    for x in &mut heads {
        *x = from.real()?;
    }
    Ok(heads)
}

/// How many features of the whole sentence the words give, about.
fn features_of(words: &Words) -> usize {
    3 * words.len()
}

/// What a sentence of so many features is scaled by, so that long ones are not surer for their length alone.
pub fn scale(features: usize) -> f32 {
    (75.0 / (features as f32).max(3.0)).sqrt()
}

fn sums(table: &Table<REGISTERS>, features: &[u64]) -> Heads {
    let mut sums = [0i32; REGISTERS];
    for &feature in features {
        let row = table.row(table.index(feature));
        for head in 0..REGISTERS {
            sums[head] += i32::from(row[head]);
        }
    }
    sums.map(|sum| sum as f32 * table.step)
}

fn plus(a: Heads, b: Heads) -> Heads {
    std::array::from_fn(|i| a[i] + b[i])
}

/// The logit that any of the words is a hedge.
pub fn any(words: &[Heads]) -> Heads {
    // One over how likely it is that none is, less one, is what odds there are of any.
    let mut odds = [1.0f64; REGISTERS];
    for logits in words {
        for (odds, logit) in odds.iter_mut().zip(logits) {
            if *logit > FAINT {
                *odds *= 1.0 + f64::from(logit.min(CERTAIN).exp());
            }
        }
    }
    odds.map(|odds| (odds - 1.0).clamp(1e-6, 1e30).ln() as f32)
}

/// Logits as shares of one.
pub fn likely(logits: Heads) -> Heads {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|x| (x - top).exp());
    let all: f32 = powers.iter().sum();
    powers.map(|x| x / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> HedgeModel {
        let mut weights = vec![[0.0; REGISTERS]; 64];
        weights[5] = [1.0, -1.0, 0.5, 0.25];
        let table = || Table::quantise(6, &weights, 0.0);
        HedgeModel {
            words: table(),
            bias: [-4.0; REGISTERS],
            whole: Twin::of(&table(), &table()),
            priors: [0.0, 0.5, 0.0, 0.0],
            balance: [Balance {
                words: 1.0,
                whole: 0.5,
                bias: -0.25,
                word: -1.0,
            }; REGISTERS],
        }
    }

    #[test]
    fn stored_and_loaded_it_is_the_same() {
        let model = model();
        assert_eq!(HedgeModel::load(&model.store()), Ok(model));
    }

    #[test]
    fn a_cut_off_file_is_an_error() {
        let bytes = model().store();
        let cut = HedgeModel::load(&bytes[..bytes.len() - 1]);
        assert_eq!(cut, Err(StoreError::Short));
        assert_eq!(HedgeModel::load(b"text"), Err(StoreError::Magic));
    }

    #[test]
    fn one_sure_word_makes_a_sentence_uncertain() {
        let unsure = [[-4.0; REGISTERS]; 3];
        let with = [[-4.0; REGISTERS], [3.0; REGISTERS]];
        assert!(any(&unsure)[0] < -2.0 && any(&with)[0] > 2.9);
        assert!(any(&[]).iter().all(|logit| *logit < -10.0));
    }

    #[test]
    fn a_text_without_sentences_is_of_no_register() {
        let shares = HedgeModel {
            priors: [0.0; REGISTERS],
            ..model()
        }
        .registers(std::iter::empty());
        assert_eq!(shares, [0.25; REGISTERS]);
    }
}
