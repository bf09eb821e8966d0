//! First step of the tagger: cue, source, content or nothing, for every token of a line.

use std::ops::Range;

use super::cell::Cell;
use super::{Labels, label};
use crate::model::hash::{feature, pair, triple};
use crate::model::{Chain, Powers, Reader, Steps, Store, StoreError, Table};

/// Columns of the table.
pub const WIDTH: usize = 8;
/// How many features a token has.
pub const FEATURES: usize = 50;

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
    const NONE: Cell = Cell::NONE;
    let near = |by: isize| {
        at.checked_add_signed(by)
            .and_then(|i| cells.get(i))
            .unwrap_or(&NONE)
    };
    let (c, l, r) = (near(0), near(-1), near(1));
    let (ll, rr, lll, rrr) = (near(-2), near(2), near(-3), near(3));
    let b = u64::from;
    let tags = |a: &Cell, b: &Cell| u64::from(a.tag) << 8 | u64::from(b.tag);
    let (t, q) = (b(c.tag), b(c.quote));
    let around = b(l.tag) << 16 | t << 8 | b(r.tag);
    let quotes = b(l.quote) << 16 | q << 8 | b(r.quote);
    let roles = b(l.role) << 16 | b(c.role) << 8 | b(r.role);
    let values = [
        c.word,
        l.word,
        r.word,
        ll.word,
        rr.word,
        lll.word,
        rrr.word,
        c.stem,
        l.stem,
        r.stem,
        u64::from(c.suffix),
        c.prefix,
        b(l.shape) << 16 | b(c.shape) << 8 | b(r.shape),
        t,
        tags(l, c),
        tags(c, r),
        around,
        tags(ll, l) << 8 | t,
        t << 16 | tags(r, rr),
        pair(c.word, t),
        pair(c.word, r.word),
        pair(l.word, c.word),
        pair(c.stem, b(r.tag)),
        pair(c.stem, b(l.tag)),
        pair(r.word, t),
        pair(l.word, t),
        quotes << 8 | t,
        q << 8 | b(c.place),
        pair(c.word, q),
        b(c.place) << 8 | t,
        roles,
        b(c.role) << 8 | t,
        b(c.hit) << 8 | t,
        b(c.hit) << 16 | b(c.role) << 8 | q,
        b(l.hit) << 16 | b(r.hit) << 8 | t,
        pair(c.stem, b(c.role) << 8 | b(c.hit)),
        pair(c.left, t << 8 | q),
        pair(c.right, t << 8 | q),
        pair(c.left, b(c.role)),
        pair(c.right, b(c.role)),
        around << 8 | b(rr.tag),
        pair(l.word, r.word),
        triple(l.stem, c.stem, r.stem),
        b(c.inner) << 16 | b(l.inner) << 8 | b(c.role),
        pair(c.stem, quotes),
        tags(ll, l) << 24 | around,
        roles << 8 | b(ll.role) << 32 | b(rr.role),
        pair(c.left, c.right),
        pair(b(rr.tag) << 8 | b(rrr.tag), c.stem),
        b(c.class) << 8 | t,
    ];
    for (template, (out, value)) in out.iter_mut().zip(values).enumerate() {
        *out = feature(template as u32, value);
    }
}
