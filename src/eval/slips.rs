//! Chains in words, for the list of misses.

use super::chains::explicit;
use super::decode::{Claim, Link};
use crate::types;

const NOBODY: &str = "nobody";

/// A chain of the gold, outermost source first.
pub(super) fn gold_chain(text: &str, claim: &Claim) -> String {
    let link = |it: &Link| {
        let words = it.source.as_ref().map_or(NOBODY, |source| source.of(text));
        format!("{words} ({})", it.identity)
    };
    joined(claim.chain.iter().map(link).collect())
}

/// The explicit links of the engine's chain.
pub(super) fn chain(text: &str, claim: &types::Claim) -> String {
    let link = |it: &types::Link| {
        let words = it.source.span.map_or(NOBODY, |span| span.of(text));
        format!("{words} ({})", it.source.identity)
    };
    joined(explicit(claim).map(link).collect())
}

fn joined(links: Vec<String>) -> String {
    if links.is_empty() {
        return "the writer".to_owned();
    }
    links.join(" → ")
}
