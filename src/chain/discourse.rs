//! Carries a source over sentences: an article that retells a body's assessment keeps that body as the source.

use super::claims::Draft;
use super::mentions::Mentions;
use super::{Reading, link};
use crate::types::{Attribution, Basis, Identity, Link, SourceType};

/// Puts the carried source before the explicit ones of the claims that it governs.
pub fn carry(reading: &Reading<'_>, _mentions: &Mentions, attributions: &[Attribution], drafts: &mut [Draft]) {
    let Some(carrier) = carrier(reading, attributions) else {
        return;
    };
    let first = reading.found[carrier].sentence;
    let name = attributions[carrier].source.name.clone();
    let inferred = Link {
        basis: Basis::Inferred,
        ..link(reading, carrier, &attributions[carrier])
    };
    for draft in drafts.iter_mut().filter(|d| d.sentence > first) {
        let own = draft.chain.iter().any(|l| l.source.name == name);
        if !own {
            draft.chain.insert(0, inferred.clone());
        }
    }
}

/// The attribution whose source the article retells, if it retells one.
fn carrier(reading: &Reading<'_>, attributions: &[Attribution]) -> Option<usize> {
    (0..attributions.len()).find(|&i| {
        let source = &attributions[i].source;
        source.identity == Identity::Named && source.kind == SourceType::ThinkTank && reading.found[i].cue.is_some()
    })
}
