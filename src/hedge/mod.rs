//! Finds hedges and the claims in their scope. Reads the scan's hits and the drafts; touches nothing else.

use crate::chain::Draft;
use crate::rules::Rules;
use crate::scan::Hits;
use crate::segment::Segments;
use crate::types::{Hedge, Span, Why};

/// The hedges of a document, in the order of the text.
pub fn hedges(segments: &Segments, hits: &Hits, rules: &Rules) -> Vec<Hedge> {
    hits.hedges
        .iter()
        .map(|hit| {
            let rule = &rules.lexicon.hedges[hit.rule as usize];
            let span = segments.span(hit.start as usize, hit.end as usize);
            Hedge {
                span,
                category: rule.category,
                range: rule.range,
                scope: scope(segments, hit.start as usize),
                why: Why { rule: rule.id.clone(), because: "a phrase of the rule" },
            }
        })
        .collect()
}

/// The stretch that a hedge at token `at` qualifies: its sentence.
fn scope(segments: &Segments, at: usize) -> Span {
    let i = segments.sentences.partition_point(|s| s.range().end <= at);
    segments.sentences.get(i).map_or(segments.tokens[at].span, |s| s.span)
}

/// For each claim, the hedges in whose scope it stands: those in it, and those on the way in to it.
pub fn of_claims(drafts: &[Draft], hedges: &[Hedge]) -> Vec<Vec<usize>> {
    drafts
        .iter()
        .map(|draft| {
            hedges
                .iter()
                .enumerate()
                .filter(|(_, hedge)| draft.span.contains(hedge.span) || on_the_way(draft, hedge))
                .map(|(i, _)| i)
                .collect()
        })
        .collect()
}

/// A hedge in the cue or source of a link that the sentence itself shows.
fn on_the_way(draft: &Draft, hedge: &Hedge) -> bool {
    draft.chain.iter().any(|link| {
        let cue = link.cue.as_ref().and_then(|cue| cue.span);
        let touches = |span: Option<Span>| span.is_some_and(|span| span.overlaps(hedge.span));
        link.basis == crate::types::Basis::Explicit && (touches(cue) || touches(link.source.span))
    })
}
