//! What is wrong with a rule, as data: the checker turns it into a diagnostic with a place.

use std::fmt;

/// One thing that is wrong with a rule's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The keys that lead to it, from the rule's own table inwards: `["source", "type", "outlet"]`. The elements of
    /// an array are keys by number, from 0.
    pub path: Vec<String>,
    /// What was expected and what was found, in one clause.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem at a dotted path, `"source.type.outlet"`.
    pub fn at(path: &str, message: impl Into<String>) -> Self {
        Self {
            path: path.split('.').map(str::to_owned).collect(),
            message: message.into(),
            suggestion: None,
        }
    }

    /// The path with dots.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.dotted(), self.message)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

/// Of `known`, the word that `found` is most likely a misspelling of.
pub fn did_you_mean<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    /// Least similarity (Jaro-Winkler) of a word that is worth suggesting.
    const ALIKE: f64 = 0.8;
    (known.into_iter())
        .map(|word| (strsim::jaro_winkler(found, word), word))
        .filter(|&(alike, _)| alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word.to_owned())
}
