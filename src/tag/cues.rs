//! First step of the tagger: cue, source, content or nothing, for every token of a line.

use std::ops::Range;

use super::cell::Cell;
use super::{Labels, label};
use crate::model::hash::{pair, salted, salts, triple};
use crate::model::{Chain, Powers, Reader, Steps, Store, StoreError, Table};

/// Columns of the table.
pub const WIDTH: usize = 8;
/// How many features a token has.
pub const FEATURES: usize = 38;
/// The templates' salts.
const SALTS: [u64; FEATURES] = salts(0);

/// Memory to be used again from line to line.
#[derive(Debug, Default)]
pub struct Scratch {
    scores: Vec<[f32; WIDTH]>,
    classes: Vec<u8>,
    best: Vec<u8>,
    likely: Vec<[f32; WIDTH]>,
    chain: Chain<WIDTH>,
}

/// A trained labeller.
#[derive(Debug, Clone)]
pub struct Labeller {
    /// Scores of labels by feature.
    pub table: Table<WIDTH>,
    /// Scores of steps from label to label.
    pub steps: Steps<WIDTH>,
    /// The same as powers of e.
    powers: Powers<WIDTH>,
}

impl Labeller {
    /// A labeller of these scores.
    pub fn new(table: Table<WIDTH>, steps: Steps<WIDTH>) -> Self {
        let powers = steps.powers();
        Self {
            table,
            steps,
            powers,
        }
    }

    /// Labels the tokens of a line, and adds what it finds to `out`.
    pub fn label(&self, cells: &[Cell], line: Range<usize>, s: &mut Scratch, out: &mut Labels) {
        let cells = &cells[line];
        s.scores.clear();
        s.classes.clear();
        let mut features = [0; FEATURES];
        for (at, cell) in cells.iter().enumerate() {
            fill(cells, at, &mut features);
            s.scores.push(self.table.scores(&features));
            s.classes.push(cell.class);
        }
        s.chain
            .best(&self.steps, &s.scores, &s.classes, &mut s.best);
        s.chain.forward_backward(
            &self.powers,
            &self.steps.first,
            &s.scores,
            &s.classes,
            &mut s.likely,
            &mut |_, _| {},
        );
        out.best.extend(&s.best);
        let cue = |p: &[f32; WIDTH]| [p[label::CUE as usize], p[label::CUE_ON as usize]];
        out.cue.extend(s.likely.iter().map(cue));
    }

    /// Writes it.
    pub fn store(&self, out: &mut Store) {
        self.table.store(out);
        self.steps.store(out);
    }

    /// Reads what [`Labeller::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let table = Table::load(from)?;
        Ok(Self::new(table, Steps::load(from)?))
    }
}

/// Whether one label can follow another.
pub fn may_follow(from: u8, to: u8) -> bool {
    match to {
        label::CUE_ON => matches!(from, label::CUE | label::CUE_ON),
        label::SOURCE_ON => matches!(from, label::SOURCE | label::SOURCE_ON),
        label::CONTENT_ON => matches!(from, label::CONTENT | label::CONTENT_ON),
        to => (to as usize) < label::COUNT,
    }
}

/// The features of the token at `at` of a line; `why::names` has a name for each.
pub fn fill(cells: &[Cell], at: usize, out: &mut [u64; FEATURES]) {
    let near = |by: isize| cells.get(at.wrapping_add_signed(by)).unwrap_or(&Cell::NONE);
    let (c, l, r) = (near(0), near(-1), near(1));
    let (ll, rr) = (near(-2), near(2));
    let b = u64::from;
    let fine = |c: &Cell| u64::from(c.group.fine);
    let coarse = |c: &Cell| b(c.group.coarse);
    let (t, q) = (b(c.tag), b(c.quote));
    let around = b(l.tag) << 16 | t << 8 | b(r.tag);
    let quotes = b(l.quote) << 16 | q << 8 | b(r.quote);
    let roles = b(l.role) << 16 | b(c.role) << 8 | b(r.role);
    let values = [
        c.word,
        c.stem,
        pair(c.word, t),
        pair(l.word, t),
        pair(r.word, t),
        ll.word,
        rr.word,
        pair(c.word, r.word),
        pair(l.word, c.word),
        pair(c.stem, b(r.tag)),
        pair(c.stem, b(l.tag)),
        around,
        around << 8 | b(rr.tag),
        b(ll.tag) << 24 | around,
        b(l.shape) << 24 | b(c.shape) << 16 | b(r.shape) << 8 | t,
        quotes << 8 | t,
        b(c.place) << 16 | q << 8 | t,
        pair(c.stem, quotes),
        roles << 8 | b(ll.role) << 32 | b(rr.role),
        roles << 8 | t,
        pair(c.stem, b(c.role) << 8 | b(c.hit)),
        b(c.hit) << 16 | b(c.role) << 8 | q,
        b(l.hit) << 24 | b(c.hit) << 16 | b(r.hit) << 8 | t,
        pair(c.left, t << 8 | q),
        pair(c.right, t << 8 | q),
        pair(c.left, b(c.role)),
        pair(c.right, b(c.role)),
        triple(l.stem, c.stem, r.stem),
        b(c.inner) << 16 | b(l.inner) << 8 | b(c.role),
        b(c.class) << 8 | t,
        fine(c) << 8 | t,
        fine(l) << 24 | fine(c) << 8,
        fine(r) << 24 | fine(c) << 8,
        fine(c) << 16 | b(c.role) << 8 | b(c.hit),
        fine(c) << 16 | b(l.tag) << 8 | b(r.tag),
        coarse(l) << 24 | coarse(c) << 16 | coarse(r) << 8 | t,
        coarse(ll) << 24 | coarse(l) << 16 | coarse(c) << 8 | t,
        coarse(rr) << 24 | coarse(r) << 16 | coarse(c) << 8 | t,
    ];
    for ((out, value), salt) in out.iter_mut().zip(values).zip(SALTS) {
        *out = salted(salt, value);
    }
}
