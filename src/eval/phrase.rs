//! Phrases of the gold: words that stand in the text, wherever they stand, or one place given as `[start, end]`.

use serde_json::Value;

use super::error::Fault;
use super::node::Node;
use crate::types::Span;

/// A phrase: all the places where it may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub places: Vec<Span>,
}

impl Phrase {
    /// Its words.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.places.first().map_or("", |place| place.of(text))
    }
}

/// The phrase that a node holds.
pub(super) fn phrase(node: &Node, text: &str) -> Result<Phrase, Fault> {
    let places = match node.value {
        Value::String(words) => everywhere(text, words),
        _ => vec![span(node, text)?],
    };
    if places.is_empty() {
        let words = node.value.as_str().unwrap_or_default();
        let help = "write it as it stands, or give its bytes as [start, end]";
        return Err(node.fault(format!("{words:?} does not stand in the text; {help}")));
    }
    Ok(Phrase { places })
}

/// Every place where words stand, one that overlaps another included.
pub(super) fn everywhere(text: &str, words: &str) -> Vec<Span> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(words)) {
        if words.is_empty() {
            break;
        }
        let start = from + at;
        places.push(Span::new(start as u32, (start + words.len()) as u32));
        from = start + words.chars().next().map_or(1, char::len_utf8);
    }
    places
}

/// The stretch that a node gives as `[start, end]`.
pub(super) fn span(node: &Node, text: &str) -> Result<Span, Fault> {
    let ends: Option<[u32; 2]> = serde_json::from_value(node.value.clone()).ok();
    let Some([start, end]) = ends else {
        return Err(node.fault("expected words or [start, end]; correct it"));
    };
    if start > end || text.get(start as usize..end as usize).is_none() {
        let help = "offsets count bytes of the UTF-8 text, half open, between characters";
        let message = format!("[{start}, {end}] is no stretch of the text; {help}");
        return Err(node.fault(message));
    }
    Ok(Span::new(start, end))
}
