//! A table with one row a claim. A document without claims, or one that failed, has one row as well: nothing vanishes.
//!
//! Names are paths through the JSON record. Text that a spreadsheet would take for a formula gets an apostrophe before it.

use std::borrow::Cow;
use std::io;

use super::jsonl::claim_id;
use super::wire::failure_kind;
use super::words;
use crate::types::{Analysis, Claim, Failure, Input, Link, Span};

/// What starts a formula in a spreadsheet, or makes one start on the next line (OWASP, *CSV Injection*).
const STEERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a row tells of: a document that failed, or one that was scored, and perhaps a claim of it.
#[derive(Clone, Copy)]
enum Row<'a> {
    Failed(&'a Failure),
    Scored(&'a Input, Option<(&'a Analysis, &'a Claim)>),
}

/// What stands in a row under a heading.
enum Cell<'a> {
    Text(Cow<'a, str>),
    Number(String),
}

type Column = (&'static str, for<'a> fn(Row<'a>) -> Option<Cell<'a>>);

/// The table: each heading and what stands under it.
const COLUMNS: [Column; 37] = [
    ("id", |row| text(row.id()?)),
    ("publisher", |row| text(row.input()?.publisher.as_deref()?)),
    ("title", |row| text(row.input()?.title.as_deref()?)),
    ("url", |row| text(row.input()?.url.as_deref()?)),
    ("date", |row| text(row.input()?.date.as_deref()?)),
    ("author", |row| text(row.input()?.author.as_deref()?)),
    ("claim.id", |row| {
        Some(Cell::Text(claim_id(row.id()?, row.claim()?.span).into()))
    }),
    ("claim.span.start", |row| number(row.claim()?.span.start)),
    ("claim.span.end", |row| number(row.claim()?.span.end)),
    ("claim.sentence.start", |row| {
        number(row.claim()?.sentence.start)
    }),
    ("claim.sentence.end", |row| {
        number(row.claim()?.sentence.end)
    }),
    ("claim.text", |row| text(row.words(row.claim()?.span)?)),
    ("claim.polarity", |row| text(row.claim()?.polarity.as_str())),
    ("claim.quoted", |row| number(row.claim()?.quoted)),
    ("claim.chain", |row| {
        let chain = row.claim()?.chain.iter();
        let names = chain.filter_map(|link| row.who(link));
        joined(names, " > ")
    }),
    ("claim.root", |row| {
        Some(Cell::Text(row.who(row.root()?)?.into()))
    }),
    ("claim.root.identity", |row| {
        text(row.root()?.source.identity.as_str())
    }),
    ("claim.root.type", |row| {
        text(row.root()?.source.kind.as_str())
    }),
    ("claim.root.name", |row| {
        text(row.root()?.source.name.as_deref()?)
    }),
    ("claim.root.registry", |row| {
        text(row.root()?.source.registry.as_deref()?)
    }),
    ("claim.hedges", |row| {
        joined(row.hedges()?.into_iter().map(str::to_owned), "; ")
    }),
    ("claim.flags", |row| {
        let flags = row.claim()?.flags.iter();
        joined(flags.map(|flag| flag.rule.clone()), "; ")
    }),
    ("claim.sourcing.value", |row| {
        number(row.claim()?.scores.sourcing.value)
    }),
    ("claim.sourcing.interval.low", |row| {
        number(row.claim()?.scores.sourcing.interval[0])
    }),
    ("claim.sourcing.interval.high", |row| {
        number(row.claim()?.scores.sourcing.interval[1])
    }),
    ("claim.sourcing.letter", |row| {
        text(row.claim()?.scores.sourcing.letter.as_str())
    }),
    ("claim.sourcing.digit", |row| {
        number(row.claim()?.scores.sourcing.digit)
    }),
    ("claim.sourcing.independent_roots", |row| {
        number(row.claim()?.scores.sourcing.independent_roots)
    }),
    ("claim.sourcing.opposing_roots", |row| {
        number(row.claim()?.scores.sourcing.opposing_roots)
    }),
    ("claim.commitment.value", |row| {
        number(row.claim()?.scores.commitment.value)
    }),
    ("claim.commitment.range.low", |row| {
        number(row.claim()?.scores.commitment.range[0])
    }),
    ("claim.commitment.range.high", |row| {
        number(row.claim()?.scores.commitment.range[1])
    }),
    ("claim.check_worthiness", |row| {
        number(row.claim()?.scores.check_worthiness)
    }),
    ("error.kind", |row| {
        Some(Cell::Text(failure_kind(row.failure()?.kind).into()))
    }),
    ("error.file", |row| {
        let file = &row.failure()?.origin.file;
        Some(Cell::Text(file.display().to_string().into()))
    }),
    ("error.line", |row| number(row.failure()?.origin.line?)),
    ("error.message", |row| text(&row.failure()?.message)),
];

impl<'a> Row<'a> {
    fn failure(self) -> Option<&'a Failure> {
        match self {
            Row::Failed(failure) => Some(failure),
            Row::Scored(..) => None,
        }
    }

    fn input(self) -> Option<&'a Input> {
        match self {
            Row::Failed(_) => None,
            Row::Scored(input, _) => Some(input),
        }
    }

    fn found(self) -> Option<(&'a Analysis, &'a Claim)> {
        match self {
            Row::Failed(_) => None,
            Row::Scored(_, found) => found,
        }
    }

    fn id(self) -> Option<&'a str> {
        match self {
            Row::Failed(failure) => failure.id.as_deref(),
            Row::Scored(input, _) => Some(&input.id),
        }
    }

    fn claim(self) -> Option<&'a Claim> {
        Some(self.found()?.1)
    }

    fn root(self) -> Option<&'a Link> {
        self.claim()?.chain.last()
    }

    fn words(self, span: Span) -> Option<&'a str> {
        Some(span.of(&self.input()?.text))
    }

    /// Whom a link means.
    fn who(self, link: &Link) -> Option<String> {
        Some(words::who(link, &self.input()?.text))
    }

    fn hedges(self) -> Option<Vec<&'a str>> {
        let (analysis, claim) = self.found()?;
        let held = claim
            .hedges
            .iter()
            .filter_map(|&at| analysis.hedges.get(at));
        held.map(|hedge| self.words(hedge.span)).collect()
    }
}

fn text(text: &str) -> Option<Cell<'_>> {
    Some(Cell::Text(text.into()))
}

fn number(number: impl ToString) -> Option<Cell<'static>> {
    Some(Cell::Number(number.to_string()))
}

fn joined(items: impl Iterator<Item = String>, by: &str) -> Option<Cell<'static>> {
    Some(Cell::Text(items.collect::<Vec<_>>().join(by).into()))
}

/// Text as it may stand in a cell.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.starts_with(STEERS) {
        true => format!("'{text}").into(),
        false => text,
    }
}

/// The headings.
///
/// # Errors
///
/// None that is known: bytes in memory take everything.
pub fn head() -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS.map(|(name, _)| name))?;
    finished(table)
}

/// The rows of a document that was scored: one a claim, or one for a document without claims.
///
/// # Errors
///
/// None that is known: bytes in memory take everything.
pub fn scored(input: &Input, analysis: &Analysis) -> io::Result<Vec<u8>> {
    if analysis.claims.is_empty() {
        return rows([Row::Scored(input, None)].into_iter());
    }
    let claims = analysis.claims.iter();
    rows(claims.map(|claim| Row::Scored(input, Some((analysis, claim)))))
}

/// The row of a document that could not be scored.
///
/// # Errors
///
/// None that is known: bytes in memory take everything.
pub fn failed(failure: &Failure) -> io::Result<Vec<u8>> {
    rows([Row::Failed(failure)].into_iter())
}

fn rows<'a>(rows: impl Iterator<Item = Row<'a>>) -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let cells = COLUMNS.map(|(_, of)| match of(row) {
            None => Cow::default(),
            Some(Cell::Text(text)) => guarded(text),
            Some(Cell::Number(number)) => number.into(),
        });
        table.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
    }
    finished(table)
}

fn finished(table: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    table.into_inner().map_err(|error| error.into_error())
}
