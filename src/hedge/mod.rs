//! Finds hedges and the claims in their scope. Reads the scan's hits and the drafts; touches nothing else.

pub mod decide;
pub mod features;
pub mod learned;
pub mod scope;

pub use decide::{Decided, Document};

use crate::chain::Draft;
use crate::rules::Rules;
use crate::rules::lexicon::{Hit, class};
use crate::segment::Segments;
use crate::types::{Attribution, Hedge, HedgeCategory, Relation, SourceType, Span, Why};

/// The hedges of a document, in the order of the text.
pub fn hedges(document: Document<'_>, model: Option<&learned::HedgeModel>) -> Vec<Decided> {
    let listed = listed(document);
    match model {
        Some(model) => decide::decide(document, model, listed),
        None => listed
            .into_iter()
            .map(|hedge| Decided { hedge, open: false })
            .collect(),
    }
}

/// What the rules find.
fn listed(document: Document<'_>) -> Vec<Hedge> {
    let Document {
        segments,
        hits,
        attributions,
        rules,
        ..
    } = document;
    let phrases = hits
        .hedges
        .iter()
        .filter(|hit| {
            let rule = &rules.lexicon.hedges[hit.rule as usize];
            !is_month(segments, hit) && !rule.suppresses && !rule.weighed
        })
        .map(|hit| {
            let rule = &rules.lexicon.hedges[hit.rule as usize];
            let span = segments.span(hit.start as usize, hit.end as usize);
            Hedge {
                span,
                category: rule.category,
                range: rule.range,
                scope: scope(segments, hit.start as usize),
                why: Why {
                    rule: rule.id.clone(),
                    because: "a phrase of the rule",
                },
            }
        })
        .filter(|hedge| !reports_instead(attributions, hedge));
    let mut all: Vec<Hedge> = phrases
        .chain(of_cues(segments, attributions, rules))
        .collect();
    all.sort_by_key(|hedge| (hedge.span.start, hedge.span.end));
    all.dedup_by(|next, first| next.span.overlaps(first.span) && next.category == first.category);
    all
}

/// "May" the month: capitalised inside a sentence.
fn is_month(segments: &Segments, hit: &Hit) -> bool {
    let at = hit.start as usize;
    let opens = segments
        .sentences
        .binary_search_by_key(&(at as u32), |s| s.tokens.start)
        .is_ok();
    let quoted = at > 0 && segments.tokens[at - 1].is(b'"');
    segments.tokens[at].is_capital()
        && segments.classes[at] & class::MONTH != 0
        && !opens
        && !quoted
}

/// A person who suggests something reports it; only what a document suggests is inferred.
fn reports_instead(attributions: &[Attribution], hedge: &Hedge) -> bool {
    hedge.category == HedgeCategory::Inference
        && attributions.iter().any(|a| {
            a.cue.span.is_some_and(|cue| cue.overlaps(hedge.span))
                && a.source.kind != SourceType::Document
                && a.cue.relation == Relation::Suggest
        })
}

/// Cues that are hedges as well ("claimed").
fn of_cues(segments: &Segments, attributions: &[Attribution], rules: &Rules) -> Vec<Hedge> {
    attributions
        .iter()
        .filter_map(|a| {
            let span = a.cue.span?;
            let spoken = a.parent.is_some_and(|parent| attributions[parent].quoted);
            if spoken {
                return None;
            }
            let rule = rules.lexicon.cue(&a.cue.why.rule)?;
            let token = segments
                .tokens
                .partition_point(|t| t.span.end <= span.start);
            Some(Hedge {
                span,
                category: rule.hedge?,
                range: None,
                scope: scope(segments, token),
                why: Why {
                    rule: rule.id.clone(),
                    because: "a cue that hedges",
                },
            })
        })
        .collect()
}

/// The stretch that a hedge at token `at` qualifies: its sentence.
fn scope(segments: &Segments, at: usize) -> Span {
    let i = segments.sentences.partition_point(|s| s.range().end <= at);
    segments
        .sentences
        .get(i)
        .map_or(segments.tokens[at].span, |s| s.span)
}

/// For each claim, the hedges in whose scope it stands: those in it, and those on the way in to it.
pub fn of_claims(drafts: &[Draft], hedges: &[Decided]) -> Vec<Vec<usize>> {
    let longest = hedges.iter().map(|d| d.hedge.span.len()).max();
    let longest = longest.unwrap_or(0);
    drafts
        .iter()
        .map(|draft| {
            let reach = reach(draft);
            let first = reach.start.saturating_sub(longest);
            let first = hedges.partition_point(|d| d.hedge.span.start < first);
            (first..hedges.len())
                .map(|i| (i, &hedges[i].hedge))
                .take_while(|(_, hedge)| hedge.span.start < reach.end)
                .filter(|(i, _)| !hedges[*i].open)
                .filter(|(_, hedge)| {
                    draft.span.contains(hedge.span)
                        || draft.lead.is_some_and(|lead| lead.contains(hedge.span))
                        || on_the_way(draft, hedge)
                })
                .map(|(i, _)| i)
                .collect()
        })
        .collect()
}

/// From the first byte to the last at which a hedge may qualify a claim.
fn reach(draft: &Draft) -> Span {
    let cues = (draft.chain.iter()).filter_map(|link| link.cue.as_ref()?.span);
    let sources = draft.chain.iter().filter_map(|link| link.source.span);
    let spans = draft.lead.into_iter().chain(cues).chain(sources);
    spans.fold(draft.span, Span::cover)
}

/// A hedge in the cue or source of a link that the sentence itself shows.
fn on_the_way(draft: &Draft, hedge: &Hedge) -> bool {
    draft.chain.iter().any(|link| {
        let cue = link.cue.as_ref().and_then(|cue| cue.span);
        let touches = |span: Option<Span>| span.is_some_and(|span| span.overlaps(hedge.span));
        link.basis == crate::types::Basis::Explicit && (touches(cue) || touches(link.source.span))
    })
}
