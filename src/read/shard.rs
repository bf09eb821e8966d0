//! One of several parts of a run, so that several machines may share the work.

use std::num::NonZeroU64;
use std::str::FromStr;

/// The part `index` of `of`, written `index/of`. The document with the ordinal `n` belongs to the part `n mod of + 1`, so
/// that every document belongs to just one part and all parts are about as large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shard {
    index: u64,
    of: NonZeroU64,
}

/// Why something names no part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShardError {
    /// Not of the form `i/n`.
    #[error("expected i/n, as in 1/4 for the first of four parts")]
    Form,
    /// A part that is not there.
    #[error("there is no part {index} of {of}; parts are counted from 1 to {of}")]
    Range {
        /// Which was asked for.
        index: u64,
        /// How many there are.
        of: u64,
    },
}

impl Shard {
    /// All of a run.
    pub const WHOLE: Self = Self {
        index: 1,
        of: NonZeroU64::MIN,
    };

    /// The part `index` of `of`, counted from 1.
    ///
    /// # Errors
    ///
    /// Where there is no such part.
    pub fn new(index: u64, of: u64) -> Result<Self, ShardError> {
        match NonZeroU64::new(of) {
            Some(of) if (1..=of.get()).contains(&index) => Ok(Self { index, of }),
            _ => Err(ShardError::Range { index, of }),
        }
    }

    /// Which part it is, from 1.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many parts there are.
    pub fn of(self) -> u64 {
        self.of.get()
    }

    /// Whether the document with this ordinal belongs to it.
    pub fn has(self, ordinal: u64) -> bool {
        ordinal % self.of == self.index - 1
    }
}

impl Default for Shard {
    fn default() -> Self {
        Self::WHOLE
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let number = |text: &str| text.parse().map_err(|_| ShardError::Form);
        let (index, of) = text.split_once('/').ok_or(ShardError::Form)?;
        Self::new(number(index)?, number(of)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_as_i_of_n() {
        assert_eq!("2/7".parse(), Shard::new(2, 7));
        for text in ["", "3", "a/b", "-1/2", "1/2/3"] {
            assert_eq!(text.parse::<Shard>(), Err(ShardError::Form), "{text}");
        }
        for text in ["0/3", "4/3", "0/0", "1/0"] {
            let error = text.parse::<Shard>().unwrap_err();
            assert!(matches!(error, ShardError::Range { .. }), "{text}");
        }
    }

    #[test]
    fn every_document_belongs_to_one_part() {
        for of in 1..9 {
            let parts = || (1..=of).map(|index| Shard::new(index, of).unwrap());
            assert!((0..50).all(|n| parts().filter(|part| part.has(n)).count() == 1));
        }
    }
}
