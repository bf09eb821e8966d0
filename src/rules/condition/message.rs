//! Messages with features filled in: "… on one anonymous source ({chain.root.text})".

use super::features::{FEATURES, Key, Kind};
use crate::rules::problem::{Problem, did_you_mean};

/// A message, its placeholders found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Feature(Key),
}

impl Message {
    /// Finds the placeholders of `text`, which stands under `key`; what is wrong goes to `found`.
    pub fn new(key: &str, text: &str, found: &mut Vec<Problem>) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((plain, after)) = rest.split_once('{') {
            pieces.push(Piece::Plain(plain.to_owned()));
            let Some((path, after)) = after.split_once('}') else {
                found.push(Problem::at(key, "expected `}` after `{`, found the end"));
                return Self(pieces);
            };
            pieces.extend(placeholder(key, path, found));
            rest = after;
        }
        pieces.push(Piece::Plain(rest.to_owned()));
        Self(pieces)
    }

    /// The message with each feature as `show` writes it.
    pub fn fill(&self, mut show: impl FnMut(Key) -> String) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Feature(key) => show(*key),
        };
        self.0.iter().map(piece).collect()
    }
}

fn placeholder(key: &str, path: &str, found: &mut Vec<Problem>) -> Option<Piece> {
    let problem = |message, suggestion| Problem {
        path: vec![key.to_owned()],
        message,
        suggestion,
    };
    match super::feature(path) {
        Some(feature) if feature.kind == Kind::Term => {
            found.push(problem(format!("`{path}` has no value to fill in"), None));
            None
        }
        Some(feature) => Some(Piece::Feature(feature.key)),
        None => {
            let meant = did_you_mean(path, FEATURES.iter().map(|feature| feature.path));
            found.push(problem(
                format!("expected a feature in braces, found `{path}`"),
                meant,
            ));
            None
        }
    }
}
