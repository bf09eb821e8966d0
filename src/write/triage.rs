//! The claims most in need of a check, as lines, JSONL or CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::text::{clean, cut, width};
use super::{jsonl, words};
use crate::types::{Analysis, Claim, Input, Letter, Severity, Span};

/// One claim in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Its place, from 1.
    pub rank: usize,
    /// How much it is worth a check, 0..1.
    pub check_worthiness: f64,
    /// How well it is sourced, 0..1.
    pub sourcing: f64,
    /// Admiralty letter and digit.
    pub rating: String,
    /// The document's id.
    pub document: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// The claim's id.
    pub claim: String,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Why it is worth a check: the strongest flag, or the weakest link.
    pub reason: String,
    /// The rule of that flag.
    pub rule: Option<String>,
    #[serde(skip)]
    letter: Option<Letter>,
}

/// The rows of a document's claims, unranked.
pub fn rows(input: &Input, analysis: &Analysis) -> Vec<Row> {
    let claims = analysis.claims.iter();
    claims.map(|claim| row(input, claim)).collect()
}

fn row(input: &Input, claim: &Claim) -> Row {
    let sourcing = &claim.scores.sourcing;
    let (reason, rule) = reason(claim, &input.text);
    Row {
        rank: 0,
        check_worthiness: claim.scores.check_worthiness,
        sourcing: sourcing.value,
        rating: format!("{}{}", sourcing.letter, sourcing.digit),
        document: input.id.clone(),
        publisher: input.publisher.clone(),
        claim: jsonl::claim_id(&input.id, claim.span),
        span: claim.span,
        text: clean(claim.span.of(&input.text)),
        reason,
        rule,
        letter: Some(sourcing.letter),
    }
}

/// The strongest flag, else the weakest link in words.
fn reason(claim: &Claim, text: &str) -> (String, Option<String>) {
    let rank = |severity: Severity| std::cmp::Reverse(severity);
    match claim.flags.iter().min_by_key(|flag| rank(flag.severity)) {
        Some(flag) => (clean(&flag.message), Some(flag.rule.clone())),
        None => (weakest(claim, text), None),
    }
}

fn weakest(claim: &Claim, text: &str) -> String {
    let links = claim.scores.sourcing.contributions.links.iter();
    let weakest = links.min_by(|a, b| a.ln.total_cmp(&b.ln));
    let link = weakest
        .and_then(|it| claim.chain.get(it.link))
        .or(claim.chain.last());
    match link {
        Some(link) => {
            let who = words::who(link, text);
            format!("weakest link: {who} ({})", words::kind(&link.source))
        }
        None => "no source".to_owned(),
    }
}

/// The rows most in need of a check, of any number of documents. Holds a few times as many rows as it is to give.
#[derive(Debug)]
pub struct Top {
    most: usize,
    seen: usize,
    rows: Vec<(usize, Row)>,
}

impl Top {
    /// Room for the `most` rows.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            seen: 0,
            rows: Vec::new(),
        }
    }

    /// Takes a row in; of equal ones the first taken in comes first.
    pub fn add(&mut self, row: Row) {
        self.rows.push((self.seen, row));
        self.seen += 1;
        if self.rows.len() >= self.most.saturating_mul(4).max(1024) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.rows.sort_by(|(earlier, a), (later, b)| {
            let worth = b.check_worthiness.total_cmp(&a.check_worthiness);
            worth.then(earlier.cmp(later))
        });
        self.rows.truncate(self.most);
    }

    /// The rows, ranked.
    pub fn ranked(mut self) -> Vec<Row> {
        self.settle();
        let rows = self.rows.into_iter().enumerate();
        rows.map(|(at, (_, row))| Row {
            rank: at + 1,
            ..row
        })
        .collect()
    }
}

/// How the lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns to keep to.
    pub width: usize,
    /// Escape codes for colour.
    pub coloured: bool,
    /// An ellipsis in one character.
    pub unicode: bool,
}

/// Writes one line a row, in columns.
///
/// # Errors
///
/// Where the writer fails.
pub fn lines(out: &mut impl Write, rows: &[Row], options: Options) -> io::Result<()> {
    let columns = Columns::of(rows, options);
    for row in rows {
        let Columns {
            rank,
            document,
            text,
            reason,
            ellipsis,
        } = columns;
        let name = pad(
            &cut_left(&clean(&row.document), document, ellipsis),
            document,
        );
        let words = pad(&cut(&row.text, text, ellipsis), text);
        let why = cut(&row.reason, reason, ellipsis);
        let style = row
            .letter
            .filter(|_| options.coloured)
            .map(super::tree::rating_style);
        let style = style.unwrap_or_default();
        writeln!(
            out,
            "{:>rank$}  {:.2}  {style}{:2}{style:#}  {name}  {words}  {why}",
            row.rank, row.check_worthiness, row.rating
        )?;
    }
    Ok(())
}

/// How wide each column is.
#[derive(Debug, Clone, Copy)]
struct Columns {
    rank: usize,
    document: usize,
    text: usize,
    reason: usize,
    ellipsis: &'static str,
}

impl Columns {
    /// The widths that fit the page: documents get what they need, claims what reasons leave.
    fn of(rows: &[Row], options: Options) -> Self {
        let widest =
            |of: fn(&Row) -> &str| rows.iter().map(|row| width(of(row))).max().unwrap_or(0);
        let rank = rows.len().to_string().len();
        let document = widest(|row| &row.document).min(24);
        let room = options.width.saturating_sub(rank + document + 14).max(30);
        let reason = widest(|row| &row.reason).min(room * 2 / 5);
        Self {
            rank,
            document,
            text: widest(|row| &row.text).min(room - reason),
            reason,
            ellipsis: if options.unicode { "…" } else { "..." },
        }
    }
}

/// The text with blanks to fill `columns`.
fn pad(text: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(gap))
}

/// The end of the text in at most `columns`: of a path the file's name tells most.
fn cut_left(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let start = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| width(&text[at..]) <= room);
    format!("{ellipsis}{}", &text[start.unwrap_or(text.len())..])
}

/// Writes one JSON object a row.
///
/// # Errors
///
/// Where the writer fails.
pub fn json(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes a table with a head.
///
/// # Errors
///
/// Where the writer fails.
pub fn csv(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "rank",
        "check_worthiness",
        "sourcing",
        "rating",
        "document",
        "publisher",
        "claim",
        "start",
        "end",
        "text",
        "reason",
        "rule",
    ])?;
    for row in rows {
        table.write_record([
            &row.rank.to_string(),
            &row.check_worthiness.to_string(),
            &row.sourcing.to_string(),
            &row.rating,
            &row.document,
            row.publisher.as_deref().unwrap_or_default(),
            &row.claim,
            &row.span.start.to_string(),
            &row.span.end.to_string(),
            &row.text,
            &row.reason,
            row.rule.as_deref().unwrap_or_default(),
        ])?;
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn ranked(most: usize) -> Vec<Row> {
        let mut top = Top::new(most);
        for row in rows(&sample::input(), &sample::analysis()) {
            top.add(row);
        }
        top.ranked()
    }

    fn written(write: impl Fn(&mut Vec<u8>, &[Row]) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out, &ranked(9)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn in_columns() {
        let options = Options {
            width: 90,
            coloured: false,
            unicode: false,
        };
        insta::assert_snapshot!(written(|out, rows| lines(out, rows, options)));
    }

    #[test]
    fn as_json() {
        insta::assert_snapshot!(written(json));
    }

    #[test]
    fn as_csv() {
        insta::assert_snapshot!(written(csv));
    }

    #[test]
    fn equal_rows_keep_their_order_however_many_there_are() {
        let mut top = Top::new(3);
        let row = ranked(1).remove(0);
        for at in 0..5000 {
            let document = at.to_string();
            top.add(Row {
                document,
                ..row.clone()
            });
        }
        let documents: Vec<_> = top.ranked().into_iter().map(|row| row.document).collect();
        assert_eq!(documents, ["0", "1", "2"]);
    }

    #[test]
    fn a_long_path_keeps_its_end() {
        assert_eq!(cut_left("articles/2026/march.txt", 12, "…"), "…6/march.txt");
    }
}
