//! Which documents are copies: near-identical texts, each set named by the first document of it.

use rustc_hash::FxHashMap;

use super::{Note, prints};

/// Texts that have at least this share of their shingles in common are copies.
const ALIKE: f64 = 0.5;
/// Prints of a band: texts that agree in one whole band are compared. With 64 prints in bands of 3, texts with half
/// their shingles in common meet with a probability of 0.94, with 0.7 nearly always.
const BAND: usize = 3;

/// For each document the first one that its text is a copy of: itself, where it is no copy.
///
/// Documents are taken in their order; each joins the first earlier one that it is like and that is itself no copy.
/// So a text between two that are not alike does not make them one.
pub fn copies<'a>(documents: impl Iterator<Item = &'a Note>) -> Vec<usize> {
    let mut originals: Vec<&Note> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    let mut bands: FxHashMap<(usize, &[u32]), Vec<usize>> = FxHashMap::default();
    let mut of = Vec::new();
    for (at, note) in documents.enumerate() {
        let keys = note.prints.chunks_exact(BAND).enumerate();
        let mut near: Vec<usize> = keys
            .clone()
            .filter_map(|key| bands.get(&key))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let alike = |&original: &usize| {
            prints::likeness(&originals[original].prints, &note.prints) >= ALIKE
        };
        if let Some(original) = near.into_iter().find(alike) {
            of.push(places[original]);
            continue;
        }
        for key in keys {
            bands.entry(key).or_default().push(originals.len());
        }
        originals.push(note);
        places.push(at);
        of.push(at);
    }
    of
}
