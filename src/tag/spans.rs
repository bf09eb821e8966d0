//! Second step of the tagger: for one cue, which tokens round it are its source and which its content.

use std::ops::Range;

use super::cell::Cell;
use super::context::{CLASSES, Context};
use super::{label, pos};
use crate::attribute::Found;
use crate::model::hash::{pair, salted, salts};
use crate::model::{Chain, Reader, Steps, Store, StoreError, Table};

/// Columns of the table.
pub const WIDTH: usize = 4;
/// How many features a token has.
pub const FEATURES: usize = 44;
/// The templates' salts.
const SALTS: [u64; FEATURES] = salts(64);
/// How many tokens on each side of a cue are looked at, at most.
pub const REACH: usize = 50;
/// Classes of steps: those of the text, before, in and after the cue.
pub const STEP_CLASSES: usize = CLASSES * 3;

/// What a token is to a cue.
pub mod part {
    /// Nothing.
    pub const OUT: u8 = 0;
    /// Part of the source.
    pub const SOURCE: u8 = 1;
    /// Part of the content.
    pub const CONTENT: u8 = 2;
    /// Part of the cue.
    pub const CUE: u8 = 3;
}

/// A cue and what is known of it before its source and content are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens that are looked at.
    pub window: Range<usize>,
    /// What the rules make of the tokens of the window for this cue, one of [`part`] each; empty where they know no such cue.
    pub reading: Vec<u8>,
}

impl Cue {
    /// A cue of a line. The window is its sentence, and those beside it as far as a quotation runs through them.
    pub fn new(tokens: Range<usize>, context: &Context, line: &Range<usize>) -> Self {
        let window = context.window(&tokens, line, REACH);
        Self {
            tokens,
            window,
            reading: Vec::new(),
        }
    }

    /// Takes up what the rules, which found `f`, make of the cue.
    pub fn read(&mut self, f: &Found) {
        let window = self.window.clone();
        let mut reading = vec![part::OUT; window.len()];
        let mut paint = |tokens: &Range<usize>, part: u8| {
            for at in tokens.start.max(window.start)..tokens.end.min(window.end) {
                reading[at - window.start] = part;
            }
        };
        f.content.iter().for_each(|c| paint(c, part::CONTENT));
        f.source.iter().for_each(|s| paint(s, part::SOURCE));
        f.cue.iter().for_each(|c| paint(c, part::CUE));
        self.reading = reading;
    }
}

/// A trained finder of sources and contents.
#[derive(Debug, Clone)]
pub struct Spans {
    /// Scores of parts by feature.
    pub table: Table<WIDTH>,
    /// Scores of steps from part to part.
    pub steps: Steps<WIDTH>,
}

impl Spans {
    /// The best part for each token of the cue's window.
    pub fn parts(&self, cells: &[Cell], labels: &[u8], cue: &Cue, out: &mut Vec<u8>) {
        let mut scores = Vec::with_capacity(cue.window.len());
        let mut classes = Vec::with_capacity(cue.window.len());
        let mut features = [0; FEATURES];
        each(cells, labels, cue, |view| {
            view.fill(&mut features);
            scores.push(self.table.scores(&features));
            classes.push(view.class());
        });
        Chain::default().best(&self.steps, &scores, &classes, out);
    }

    /// Writes it.
    pub fn store(&self, out: &mut Store) {
        self.table.store(out);
        self.steps.store(out);
    }

    /// Reads what [`Spans::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            table: Table::load(from)?,
            steps: Steps::load(from)?,
        })
    }
}

/// A token seen from a cue.
pub struct View<'a> {
    /// Those of the cue's window, as are labels; places are counted from its start.
    cells: &'a [Cell],
    labels: &'a [u8],
    cue: &'a Cue,
    at: usize,
    side: u64,
    head: &'a Cell,
    frame: u64,
    between: Between,
}

/// What stands between a token and the cue.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    commas: u8,
    quotes: u8,
    finite: u8,
    cues: u8,
    sources: u8,
    stops: u8,
    subordinators: u8,
}

impl Between {
    fn pass(&mut self, cell: &Cell, label: u8) {
        let more = |n: &mut u8, yes: bool| *n = (*n + u8::from(yes)).min(3);
        more(&mut self.commas, cell.shape == b',');
        more(
            &mut self.quotes,
            matches!(
                cell.quote,
                super::cell::quote::OPENS | super::cell::quote::CLOSES
            ),
        );
        more(&mut self.finite, pos::is_finite(cell.tag));
        more(&mut self.cues, label == label::CUE);
        more(&mut self.sources, label == label::SOURCE);
        more(&mut self.stops, matches!(cell.class, 1 | 2));
        more(
            &mut self.subordinators,
            matches!(cell.tag, pos::tag::SC | pos::tag::W),
        );
    }
}

/// Shows `see` every token of the cue's window, in order.
pub fn each<'a>(cells: &'a [Cell], labels: &'a [u8], cue: &'a Cue, mut see: impl FnMut(&View<'a>)) {
    let Range { start, end } = cue.tokens.clone();
    let mut before = [Between::default(); REACH + 1];
    let mut between = Between::default();
    for at in (cue.window.start..start).rev() {
        before[start - at] = between;
        between.pass(&cells[at], labels[at]);
        // A sentence's first token stands with what follows it: the stop is passed only by what is before.
    }
    let first = cue.window.start;
    let mut view = View {
        cells: &cells[cue.window.clone()],
        labels: &labels[cue.window.clone()],
        cue,
        at: 0,
        side: 0,
        head: head(&cells[cue.tokens.clone()]),
        frame: frame(cells, cue),
        between: Between::default(),
    };
    for at in first..start {
        view.at = at - first;
        view.between = before[start - at];
        see(&view);
    }
    (view.side, view.between) = (1, Between::default());
    for at in start..end {
        view.at = at - first;
        see(&view);
    }
    view.side = 2;
    for at in end..cue.window.end {
        view.at = at - first;
        if matches!(cells[at].class, 1 | 2) {
            view.between.stops = (view.between.stops + 1).min(3);
        }
        see(&view);
        let stops = view.between.stops;
        view.between.pass(&cells[at], labels[at]);
        view.between.stops = stops;
    }
}

/// The token of a cue that says most: the first that is a cue of the lexicon, or else its last verb or last token.
pub fn head(cue: &[Cell]) -> &Cell {
    let verb = |c: &&Cell| pos::is_verb(c.tag);
    cue.iter()
        .find(|c| c.hit > 0)
        .or(cue.iter().rfind(verb))
        .or(cue.last())
        .unwrap_or(&Cell::NONE)
}

/// What stands right before and after a cue.
fn frame(cells: &[Cell], cue: &Cue) -> u64 {
    let at = |i: Option<usize>| {
        i.filter(|i| cue.window.contains(i))
            .map(|i| &cells[i])
            .unwrap_or(&Cell::NONE)
    };
    let (l, ll) = (
        at(cue.tokens.start.checked_sub(1)),
        at(cue.tokens.start.checked_sub(2)),
    );
    let (r, rr) = (at(Some(cue.tokens.end)), at(Some(cue.tokens.end + 1)));
    let kind = |c: &Cell| {
        u64::from(if c.tag == pos::tag::PUNCT {
            c.shape
        } else {
            c.tag
        })
    };
    kind(ll) << 24 | kind(l) << 16 | kind(r) << 8 | kind(rr)
}

fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=35 => 9,
        _ => 10,
    }
}

impl View<'_> {
    fn near(&self, by: isize) -> &Cell {
        let cell = self.cells.get(self.at.wrapping_add_signed(by));
        cell.unwrap_or(&Cell::NONE)
    }

    /// What the first step makes of a token; 7 beyond the window.
    fn label(&self, by: isize) -> u64 {
        let label = self.labels.get(self.at.wrapping_add_signed(by));
        label.map_or(7, |label| u64::from(*label))
    }

    /// What the rules make of a token for this cue; 4 where they know no such cue, 5 beyond the window.
    fn reading(&self, by: isize) -> u64 {
        if self.cue.reading.is_empty() {
            return 4;
        }
        let reading = self.cue.reading.get(self.at.wrapping_add_signed(by));
        reading.map_or(5, |reading| u64::from(*reading))
    }

    fn distance(&self) -> usize {
        match self.side {
            0 => self.cue.tokens.start - self.at(),
            1 => 0,
            _ => self.at() + 1 - self.cue.tokens.end,
        }
    }

    /// The place of the token in the text.
    pub fn at(&self) -> usize {
        self.cue.window.start + self.at
    }

    /// The class of the step to the token.
    pub fn class(&self) -> u8 {
        self.near(0).class + self.side as u8 * CLASSES as u8
    }

    /// The features of the token; `why::names` has a name for each.
    pub fn fill(&self, out: &mut [u64; FEATURES]) {
        let b = u64::from;
        let (c, l, r) = (self.near(0), self.near(-1), self.near(1));
        let (ll, rr) = (self.near(-2), self.near(2));
        let (s, d) = (self.side, bucket(self.distance()));
        let n = &self.between;
        let (t, q) = (b(c.tag), b(c.quote));
        let h = self.head.stem;
        let verb = u64::from(self.head.group.fine);
        let side = s << 60;
        let sd = side | d << 56;
        let around = b(l.tag) << 16 | t << 8 | b(r.tag);
        let labels = self.label(-1) << 8 | self.label(0) << 4 | self.label(1);
        let (mine, mine_l, mine_r) = (self.reading(0), self.reading(-1), self.reading(1));
        let readings = mine_l << 8 | mine << 4 | mine_r;
        let counts =
            b(n.commas) << 16 | b(n.quotes) << 12 | b(n.finite) << 8 | b(n.cues) << 4 | b(n.stops);
        let cq = b(self.head.quote);
        let values = [
            sd | t,
            side | c.word >> 8,
            side | c.stem >> 8,
            pair(h, side | t),
            pair(h, sd),
            pair(h, side | readings),
            pair(h, side | counts),
            side | around,
            side | b(ll.tag) << 24 | around,
            side | around << 8 | b(rr.tag),
            side | self.label(-2) << 16 | labels << 4 | self.label(2),
            sd | self.label(0),
            side | readings,
            sd | mine,
            side | mine << 16 | labels,
            pair(l.word, side | t),
            pair(r.word, side | t),
            pair(l.word, c.word) ^ side,
            pair(c.word, r.word) ^ side,
            pair(self.frame, side | t),
            pair(self.frame, sd),
            pair(self.frame & 0x00ff_ff00, side | q << 8 | mine),
            side | counts,
            side | b(n.quotes) << 16 | q << 8 | cq,
            side | b(n.stops) << 16 | q << 8 | cq,
            sd | b(n.finite) << 16 | b(n.commas) << 12 | t,
            side | b(n.sources) << 16 | self.label(0) << 8 | t,
            side | b(n.subordinators) << 16 | b(n.finite) << 8 | t,
            side | b(self.head.tag) << 24 | b(n.finite) << 16 | b(n.commas) << 8 | t,
            side | b(self.head.hit) << 16 | d << 8 | t,
            side | b(c.hit) << 16 | b(n.cues) << 8 | t,
            side | b(c.role) << 16 | b(l.role) << 8 | b(r.role),
            side | b(c.inner) << 16 | mine << 8 | b(c.role),
            side | b(c.class) << 16 | b(n.commas) << 8 | b(n.quotes),
            side | b(l.quote) << 24 | q << 16 | b(r.quote) << 8 | b(n.quotes),
            side | b(c.place) << 16 | b(n.stops) << 8 | t,
            pair(c.left, side | t),
            pair(c.right, side | t),
            side | b(self.head.group.coarse) << 32 | b(c.group.coarse) << 16 | t,
            side | verb << 8 | t,
            side | verb << 16 | readings,
            side | verb << 32 | counts,
            side | u64::from(c.group.fine) << 8 | t,
            side | b(l.group.coarse) << 24 | b(c.group.coarse) << 16 | b(r.group.coarse) << 8 | t,
        ];
        for ((out, value), salt) in out.iter_mut().zip(values).zip(SALTS) {
            *out = salted(salt, value);
        }
    }
}
