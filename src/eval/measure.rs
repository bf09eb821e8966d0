//! Runs the engine over gold of one kind and counts.

use rayon::prelude::*;

use super::attribution;
use super::decode::Kind;
use super::figure::Figure;
use super::miss::{Miss, MissKind, Slip};
use super::ranking;
use super::read::{Document, Gold};
use super::tally::Tally;
use crate::engine::Engine;
use crate::run;
use crate::types::{Analysis, Failure, Input, Origin};

pub use attribution::Options;

/// The figures of a part of the gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the part is called.
    pub name: String,
    /// How many documents it holds.
    pub documents: usize,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// What was measured on gold of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The kind.
    pub kind: Kind,
    /// The parts: what the gold's documents call `kind`, or the files.
    pub parts: Vec<Row>,
    /// All of it.
    pub all: Row,
    /// Where engine and gold differ, in the order of the gold.
    pub misses: Vec<Miss>,
    /// Documents on which the engine itself failed; they count as ones in which it found nothing.
    pub failures: Vec<Failure>,
}

/// Measures `engine` on files of gold, all of one kind, on `threads` threads (0: one a core).
///
/// # Errors
///
/// Where the threads cannot be started.
pub fn measure(
    golds: &[Gold],
    engine: &Engine,
    options: Options,
    threads: usize,
) -> Result<Measured, run::RunError> {
    let kind = golds.first().map_or(Kind::Chains, |gold| gold.kind);
    let documents = || {
        let each = |gold| gold_documents(gold).enumerate();
        golds.iter().flat_map(each).collect::<Vec<_>>()
    };
    let documents = documents();
    let pool = run::pool(threads)?;
    let scored: Vec<Scored> = pool.install(|| {
        let each = documents.par_iter();
        each.map(|(at, (gold, document))| score(gold, document, *at, engine, options))
            .collect()
    });
    let mut sums = Sums::new(kind);
    for ((_, (gold, document)), scored) in documents.iter().zip(scored) {
        sums.add(gold, document, scored);
    }
    Ok(sums.measured(&documents.iter().map(|(_, it)| *it).collect::<Vec<_>>()))
}

fn gold_documents(gold: &Gold) -> impl Iterator<Item = (&Gold, &Document)> {
    gold.documents.iter().map(move |document| (gold, document))
}

/// What came of one document.
struct Scored {
    tally: Tally,
    slips: Vec<Slip>,
    failure: Option<Failure>,
}

fn score(gold: &Gold, document: &Document, at: usize, engine: &Engine, options: Options) -> Scored {
    let failure = std::sync::Mutex::new(None);
    let analyse = |input: &Input| {
        let origin = Origin::file(&gold.file).at_line(document.line);
        run::analysed(input, &origin, engine).unwrap_or_else(|failed| {
            if let Ok(mut failure) = failure.lock() {
                *failure = Some(failed);
            }
            Analysis::default()
        })
    };
    let (tally, slips) = Tally::of(document, at, options, analyse);
    let failure = failure.into_inner().unwrap_or_default();
    Scored {
        tally,
        slips,
        failure,
    }
}

/// The sums of parts and of all.
struct Sums {
    kind: Kind,
    parts: Vec<(String, usize, Tally)>,
    all: (usize, Tally),
    misses: Vec<Miss>,
    failures: Vec<Failure>,
}

impl Sums {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            parts: Vec::new(),
            all: (0, Tally::empty(kind)),
            misses: Vec::new(),
            failures: Vec::new(),
        }
    }

    fn add(&mut self, gold: &Gold, document: &Document, scored: Scored) {
        let name = part_name(gold, document);
        let at = self
            .parts
            .iter()
            .position(|(it, ..)| *it == name)
            .unwrap_or_else(|| {
                self.parts.push((name, 0, Tally::empty(self.kind)));
                self.parts.len() - 1
            });
        let (_, documents, tally) = &mut self.parts[at];
        *documents += 1;
        tally.add(&scored.tally);
        self.all.0 += 1;
        self.all.1.add(&scored.tally);
        self.failures.extend(scored.failure);
        self.misses.extend(
            scored
                .slips
                .into_iter()
                .map(|slip| miss(gold, document, slip)),
        );
    }

    fn measured(mut self, documents: &[(&Gold, &Document)]) -> Measured {
        if let Tally::Ranking(sentences) = &self.all.1 {
            self.misses = misplaced(sentences, documents);
        }
        let row = |name, documents, tally: &Tally| Row {
            name,
            documents,
            figures: tally.figures(),
        };
        let parts = self.parts.into_iter();
        Measured {
            kind: self.kind,
            parts: parts
                .map(|(name, documents, tally)| row(name, documents, &tally))
                .collect(),
            all: row("all".to_owned(), self.all.0, &self.all.1),
            misses: self.misses,
            failures: self.failures,
        }
    }
}

/// The part that a document belongs to: what it calls its `kind`, or its file.
fn part_name(gold: &Gold, document: &Document) -> String {
    let stem = || {
        let name = gold.file.file_name().unwrap_or_default().to_string_lossy();
        name.split('.').next().unwrap_or_default().to_owned()
    };
    document.group.clone().unwrap_or_else(stem)
}

fn miss(gold: &Gold, document: &Document, slip: Slip) -> Miss {
    Miss {
        kind: slip.kind,
        file: gold.file.clone(),
        line: document.line,
        document: document.input.id.clone(),
        text: slip.text,
        wanted: slip.wanted,
        found: slip.found,
    }
}

/// The sentences on the wrong side of the line that a perfect ranking would draw.
fn misplaced(sentences: &[ranking::Ranked], documents: &[(&Gold, &Document)]) -> Vec<Miss> {
    let slips = ranking::misplaced(sentences).into_iter();
    let slips = slips.filter_map(|(at, worth, rank)| {
        let &(gold, document) = documents.get(at)?;
        let kind = if worth {
            MissKind::Missed
        } else {
            MissKind::Spurious
        };
        let slip = Slip::new(kind, &document.input.text).found(format!("rank {rank}"));
        Some(miss(gold, document, slip))
    });
    slips.collect()
}
