//! Decides on each attribution: whether it stands, and whether it asserts something. A logistic model over what is known of it.

use super::cell::{Cell, quote};
use super::context::Context;
use super::pos::{self, tag};
use super::spans::head;
use crate::attribute::Found;
use crate::model::hash::{feature, pair, text, triple};
use crate::model::{Reader, Store, StoreError, Table};

/// Columns of the table.
pub const WIDTH: usize = 4;
/// How many features an attribution has.
pub const FEATURES: usize = 38;
/// The first of the templates.
const TEMPLATE: u32 = 128;

/// What is decided, as columns.
pub mod question {
    /// Whether somebody is said to hold something, outermost.
    pub const STANDS: usize = 0;
    /// Whether what is held is a claim.
    pub const ASSERTS: usize = 1;
}

/// A trained decider.
#[derive(Debug, Clone)]
pub struct Decider {
    /// Weights by feature.
    pub table: Table<WIDTH>,
}

impl Decider {
    /// The log-odds of each question.
    pub fn odds(&self, context: &Context, found: &[Found], number: usize) -> [f32; WIDTH] {
        self.table.scores(&features(context, found, number))
    }

    /// Writes it.
    pub fn store(&self, out: &mut Store) {
        self.table.store(out);
    }

    /// Reads what [`Decider::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            table: Table::load(from)?,
        })
    }
}

/// The feature that every attribution has.
pub const ALWAYS: u64 = feature(TEMPLATE, 0);

fn bucket(n: usize) -> u64 {
    match n {
        0..=4 => n as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=40 => 8,
        _ => 9,
    }
}

/// The features of attribution `number`; `why::names` has a name for each.
pub fn features(context: &Context, found: &[Found], number: usize) -> [u64; FEATURES] {
    let f = &found[number];
    let cells = &context.cells;
    let b = u64::from;
    let cell = |at: Option<usize>| at.and_then(|i| cells.get(i)).unwrap_or(&Cell::NONE);
    let cue = f.cue.clone().unwrap_or(0..0);
    let head = head(&cells[cue.clone()]);
    let whole = cells[cue.clone()].iter().fold(7, |h, c| pair(h, c.word));
    let before = cell(cue.start.checked_sub(1));
    let before2 = cell(cue.start.checked_sub(2));
    let after = cell((!cue.is_empty()).then_some(cue.end));
    let after2 = cell((!cue.is_empty()).then_some(cue.end + 1));
    let source = f.source.clone().unwrap_or(0..0);
    let (source_first, source_last) = (
        cell((!source.is_empty()).then_some(source.start)),
        cell(source.end.checked_sub(1).filter(|_| !source.is_empty())),
    );
    let content = f.content.first().cloned().unwrap_or(0..0);
    let length: usize = f.content.iter().map(|c| c.len()).sum();
    let first = cell((!content.is_empty()).then_some(content.start));
    let second = cell((content.len() > 1).then_some(content.start + 1));
    let finite = f
        .content
        .iter()
        .flat_map(|c| &cells[c.clone()])
        .filter(|c| pos::is_finite(c.tag))
        .count();
    let quoted = f
        .content
        .iter()
        .flat_map(|c| &cells[c.clone()])
        .filter(|c| c.quote != quote::OUT)
        .count();
    let quoted = match (quoted, length) {
        (0, _) => 0,
        (q, n) if q == n => 2,
        _ => 1,
    };
    let side = if content.is_empty() {
        2
    } else {
        u64::from(content.start >= cue.end)
    };
    let gap = if side == 1 {
        content.start - cue.end
    } else {
        cue.start
            .saturating_sub(f.content.last().map_or(0, |c| c.end))
    };
    let sure = f.tagged.map_or(99, |p| (p * 10.0) as u64);
    let nested = u64::from(f.parent.is_some());
    let rule = text(&f.rule);
    let because = text(f.because);
    let origin = u64::from(f.by_rule) << 1 | u64::from(f.tagged.is_some_and(|p| p > 0.5));
    let modal = cells[cue.start.saturating_sub(4)..cue.end]
        .iter()
        .any(|c| c.tag == tag::MD);
    let negated = cells[cue.start.saturating_sub(3)..cue.end]
        .iter()
        .find(|c| {
            c.tag == tag::RB && c.suffix & 0xffff == u32::from(b'\'') << 8 | u32::from(b't')
                || c.word == NOT
                || c.word == NEVER
        })
        .is_some();
    let infinitive = cells[cue.start.saturating_sub(2)..cue.start]
        .iter()
        .any(|c| c.tag == tag::TO);
    let cq = b(head.quote);
    let values = [
        0,
        origin,
        pair(origin, sure),
        pair(nested, sure),
        pair(rule, nested),
        pair(because, origin),
        pair(rule, because),
        pair(relation(f), origin),
        whole,
        head.stem,
        pair(head.stem, b(head.tag)),
        pair(head.stem, origin),
        pair(head.stem, b(first.tag)),
        pair(head.stem, u64::from(finite > 0)),
        pair(relation(f), pair(b(first.tag), u64::from(finite > 0))),
        triple(b(head.tag), b(before.tag), b(after.tag)),
        pair(before.word, b(head.tag)),
        pair(after.word, b(head.tag)),
        pair(before2.word, before.word),
        pair(after.tag.into(), after2.tag.into()),
        pair(bucket(source.len()), b(source_first.tag)),
        source_last.word,
        source_first.word,
        b(source_last.tag) << 8 | origin,
        pair(bucket(length), finite.min(3) as u64),
        pair(quoted, side),
        pair(quoted, u64::from(finite > 0)),
        pair(first.word, second.tag.into()),
        pair(first.tag.into(), second.tag.into()),
        pair(side, bucket(gap)),
        f.content.len().min(3) as u64,
        u64::from(modal) << 3 | u64::from(negated) << 2 | u64::from(infinitive) << 1,
        pair(
            head.stem,
            u64::from(modal) << 3 | u64::from(negated) << 2 | u64::from(infinitive),
        ),
        pair(cq, nested),
        pair(u64::from(source.is_empty()), relation(f)),
        pair(u64::from(f.inside.is_some()), because),
        pair(head.stem, quoted << 2 | side),
        pair(b(source_first.tag) << 8 | b(source_last.tag), head.stem),
    ];
    std::array::from_fn(|at| feature(TEMPLATE + at as u32, values[at]))
}

const NOT: u64 = super::cell::hash_of("not");
const NEVER: u64 = super::cell::hash_of("never");

fn relation(f: &Found) -> u64 {
    text(f.relation.as_str())
}
