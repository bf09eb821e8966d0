//! Nests attributions: each lies inside the smallest content that holds its cue.

use super::{Found, Tokens};
use crate::segment::Segments;

/// Sorts attributions by their place and finds the parent of each.
pub fn nest(segments: &Segments, found: &mut Vec<Found>) -> Vec<Found> {
    drop_doubles(found);
    let order = sorted(segments, found);
    let place: Vec<usize> = {
        let mut place = vec![0; found.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(new, &old)| place[old] = new);
        place
    };
    let extents: Vec<Tokens> = found.iter().map(extent).collect();
    let parents: Vec<Option<usize>> = (0..found.len())
        .map(|i| parent(found, &extents, i))
        .collect();
    let mut nested: Vec<Option<Found>> = std::mem::take(found).into_iter().map(Some).collect();
    order
        .iter()
        .filter_map(|&old| {
            let found = nested[old].take()?;
            Some(Found {
                parent: parents[old].map(|p| place[p]),
                inside: found.inside.map(|p| place[p]),
                ..found
            })
        })
        .collect()
}

/// Order of the text: by sentence, then by the first token of source, cue or content.
fn sorted(segments: &Segments, found: &[Found]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| {
        let f = &found[i];
        let first = f
            .content
            .iter()
            .map(|c| c.start)
            .chain(f.cue.iter().map(|c| c.start))
            .min();
        (f.sentence, first.unwrap_or(segments.tokens.len()), i)
    });
    order
}

/// Two readings of one cue: the first stands.
fn drop_doubles(found: &mut Vec<Found>) {
    let cues: Vec<Option<Tokens>> = found.iter().map(|f| f.cue.clone()).collect();
    let single: Vec<bool> = found
        .iter()
        .enumerate()
        .map(|(i, f)| {
            f.because == "a quotation that goes on"
                || f.cue.is_none()
                || !found
                    .iter()
                    .zip(&cues)
                    .take(i)
                    .any(|(g, cue)| g.because != "a quotation that goes on" && *cue == f.cue)
        })
        .collect();
    keep(found, &single);
}

/// Keeps some of the attributions; indices of `inside` move with what is dropped.
pub fn keep(found: &mut Vec<Found>, kept: &[bool]) {
    if kept.iter().all(|k| *k) {
        return;
    }
    let mut moved = vec![None; found.len()];
    let staying = (0..kept.len()).filter(|i| kept[*i]);
    for (to, from) in staying.enumerate() {
        moved[from] = Some(to);
    }
    for f in found.iter_mut() {
        f.inside = f.inside.and_then(|i| moved[i]);
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        kept[at - 1]
    });
}

/// The attribution that number `i` lies inside.
fn parent(found: &[Found], extents: &[Tokens], i: usize) -> Option<usize> {
    if let Some(outer) = found[i].inside {
        return Some(outer);
    }
    let anchor = anchor(&found[i])?;
    (0..found.len())
        .filter(|&j| {
            extents[j].contains(&anchor)
                && j != i
                && holds(&found[j], anchor)
                && !(holds(&found[i], anchor_of(&found[j])) && rank(found, j, i))
        })
        .min_by_key(|&j| {
            (
                size(&found[j]),
                std::cmp::Reverse((depth(found, j), anchor_of(&found[j]))),
            )
        })
}

/// Where two hold each other's cues, whether `j` must be the inner one.
fn rank(found: &[Found], j: usize, i: usize) -> bool {
    (size(&found[j]), j) < (size(&found[i]), i)
}

fn depth(found: &[Found], j: usize) -> usize {
    let mut depth = 0;
    let mut at = found[j].inside;
    while let (Some(outer), true) = (at, depth < found.len()) {
        depth += 1;
        at = found[outer].inside;
    }
    depth
}

fn anchor(f: &Found) -> Option<usize> {
    f.cue
        .as_ref()
        .or(f.content.first())
        .map(|range| range.start)
}

fn anchor_of(f: &Found) -> usize {
    anchor(f).unwrap_or(usize::MAX)
}

/// From the first token of the content to its last.
fn extent(f: &Found) -> Tokens {
    let start = f.content.iter().map(|c| c.start).min().unwrap_or(0);
    start..f.content.iter().map(|c| c.end).max().unwrap_or(0)
}

fn holds(f: &Found, token: usize) -> bool {
    f.content.iter().any(|c| c.contains(&token))
}

fn size(f: &Found) -> usize {
    f.content.iter().map(|c| c.len()).sum()
}
