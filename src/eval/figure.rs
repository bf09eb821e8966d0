//! Figures: a key, a value, and how to read it.

use std::fmt;

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Its key, as in JSON and in a suite's targets.
    pub key: &'static str,
    /// What was measured.
    pub value: Value,
}

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A share, 0 to 1; none where there was nothing to measure.
    Share(Option<f64>),
    /// A count.
    Count(usize),
}

impl Value {
    /// The value as a number, a share rounded to four digits.
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Share(share) => share.and_then(|share| format!("{share:.4}").parse().ok()),
            Value::Count(count) => Some(count as f64),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Share(Some(share)) => f.pad(&format!("{share:.3}")),
            Value::Share(None) => f.pad("–"),
            Value::Count(count) => f.pad(&count.to_string()),
        }
    }
}

impl Figure {
    /// A part of a whole.
    pub(super) fn share(key: &'static str, part: usize, whole: usize) -> Self {
        let share = (whole > 0).then(|| part as f64 / whole as f64);
        Self {
            key,
            value: Value::Share(share),
        }
    }

    /// A count.
    pub(super) fn count(key: &'static str, count: usize) -> Self {
        Self {
            key,
            value: Value::Count(count),
        }
    }

    /// Whether a target for this figure is the most that it may be, not the least.
    pub fn at_most(&self) -> bool {
        matches!(self.key, "non_sources" | "spurious")
    }

    /// What it is called in a table.
    pub fn label(&self) -> String {
        let label = self.key.replace('_', " ");
        match label.strip_suffix(" f1") {
            Some(stem) => format!("{stem} F1"),
            None => label,
        }
    }
}

/// What was found rightly, what was found, and what there was to find.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Found {
    /// Adds another count.
    pub(super) fn add(&mut self, other: Found) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }

    /// Precision, recall and their harmonic mean under three keys; no figure where there was nothing to find.
    pub(super) fn figures(self, keys: [&'static str; 3]) -> [Figure; 3] {
        let share = |part: usize, whole: usize| {
            if whole > 0 {
                part as f64 / whole as f64
            } else {
                0.0
            }
        };
        let (p, r) = (
            share(self.right, self.found),
            share(self.right, self.wanted),
        );
        let f = if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        };
        let figure = |key, value| Figure {
            key,
            value: Value::Share((self.wanted > 0).then_some(value)),
        };
        [figure(keys[0], p), figure(keys[1], r), figure(keys[2], f)]
    }
}
