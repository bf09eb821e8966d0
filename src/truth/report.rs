//! Truths as a page for a terminal, as JSON with every reason, and as CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::gold::Accuracy;
use super::options::Method;
use super::reliability::Reliability;
use super::truths::{Candidate, Copy, Finding, Truths};
use crate::stats::wilson;
use crate::write::text::{clean, cut, width};

/// All that there is to show.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How the truths were found.
    pub method: Method,
    /// The truths.
    #[serde(flatten)]
    pub truths: Truths,
    /// How often methods are right, where truths are known.
    pub accuracy: Vec<Measured>,
}

/// How often a method is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// The method.
    pub method: Method,
    /// How often.
    #[serde(flatten)]
    pub accuracy: Accuracy,
}

/// What a CSV file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// One row an object.
    Values,
    /// One row a source.
    Sources,
    /// One row a pair.
    Copies,
}

const LEVEL: f64 = 0.95;

/// Writes everything as one JSON object and a line's end.
///
/// # Errors
///
/// The writer fails.
pub fn json(out: &mut impl Write, report: &Report) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    writeln!(out)
}

/// Writes one list as CSV.
///
/// # Errors
///
/// The writer fails.
pub fn csv(out: &mut impl Write, truths: &Truths, list: List) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(heads(list))?;
    match list {
        List::Values => truths
            .values
            .iter()
            .try_for_each(|it| writer.write_record(value_row(it))),
        List::Sources => truths
            .sources
            .iter()
            .try_for_each(|it| writer.write_record(source_row(it))),
        List::Copies => truths
            .copies
            .iter()
            .try_for_each(|it| writer.write_record(copy_row(it))),
    }?;
    writer.flush()
}

fn heads(list: List) -> &'static [&'static str] {
    match list {
        List::Values => &["object", "value", "probability", "votes"],
        List::Sources => &[
            "source",
            "claims",
            "reliability",
            "low",
            "high",
            "exact",
            "broader",
            "wrong",
            "r",
            "s",
        ],
        List::Copies => &["from", "to", "probability", "direction", "shared"],
    }
}

fn value_row(finding: &Finding) -> [String; 4] {
    let votes = finding.candidates.first().map(|it| votes(it, usize::MAX));
    [
        finding.object.clone(),
        finding.value().to_owned(),
        fixed(finding.probability()),
        votes.unwrap_or_default(),
    ]
}

fn source_row(source: &Reliability) -> Vec<String> {
    let (r, s) = source.counts();
    let [low, high] = source.interval;
    let numbers = [
        source.mean,
        low,
        high,
        source.exact,
        source.broader,
        source.wrong,
        r,
        s,
    ];
    let names = [source.source.clone(), source.claims.to_string()];
    names.into_iter().chain(numbers.map(fixed)).collect()
}

fn copy_row(copy: &Copy) -> [String; 5] {
    [
        copy.from.clone(),
        copy.to.clone(),
        fixed(copy.probability),
        fixed(copy.direction),
        fixed(copy.shared),
    ]
}

fn fixed(number: f64) -> String {
    format!("{number:.4}")
}

/// The claims for a value with their weights, the heaviest first.
fn votes(candidate: &Candidate, most: usize) -> String {
    let mut votes: Vec<_> = candidate.votes.iter().collect();
    votes.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let shown = votes.iter().take(most).map(|vote| {
        let broader = if vote.is_broader { " (broader)" } else { "" };
        format!("{} {:.2}{broader}", vote.source, vote.weight)
    });
    let mut shown: Vec<String> = shown.collect();
    if votes.len() > most {
        shown.push(format!("{} more", votes.len() - most));
    }
    shown.join("; ")
}

/// A page for a terminal of so many columns: the `top` least sure values, sources with most claims and likeliest
/// copiers, then how often methods are right.
pub fn page(report: &Report, top: usize, columns: usize) -> String {
    let truths = &report.truths;
    let mut parts = vec![
        section(
            "values",
            "the least sure first",
            truths.values.len(),
            top,
            value_lines(truths, top),
        ),
        section(
            "sources",
            "those with most claims first",
            truths.sources.len(),
            top,
            source_lines(truths, top),
        ),
    ];
    if !truths.copies.is_empty() {
        let lines = copy_lines(truths, top);
        parts.push(section(
            "pairs that may copy",
            "the likeliest first",
            truths.copies.len(),
            top,
            lines,
        ));
    }
    if !report.accuracy.is_empty() {
        parts.push(accuracy(&report.accuracy));
    }
    let parts = parts.join("\n");
    let lines = parts.lines().map(|line| cut(line, columns, "…") + "\n");
    lines.collect()
}

fn section(what: &str, order: &str, count: usize, top: usize, lines: Vec<String>) -> String {
    let shown = if count > top {
        format!("; {top} shown, {order}")
    } else {
        format!(", {order}")
    };
    format!("{what}: {count}{shown}\n{}\n", lines.join("\n"))
}

fn value_lines(truths: &Truths, top: usize) -> Vec<String> {
    let mut findings: Vec<&Finding> = truths.values.iter().collect();
    findings.sort_by(|a, b| a.probability().total_cmp(&b.probability()));
    let rows = findings.iter().take(top).filter_map(|finding| {
        let best = finding.candidates.first()?;
        let probability = format!("{:.3}", best.probability);
        Some(vec![
            probability,
            short(&finding.object),
            short(&best.value),
            votes(best, 3),
        ])
    });
    columns(&["p", "object", "value", "votes"], rows.collect())
}

fn source_lines(truths: &Truths, top: usize) -> Vec<String> {
    let mut sources: Vec<&Reliability> = truths.sources.iter().collect();
    sources.sort_by_key(|it| std::cmp::Reverse(it.claims));
    let rows = sources.iter().take(top).map(|it| {
        let [low, high] = it.interval;
        let counts = [it.exact, it.broader, it.wrong].map(|count| format!("{count:.1}"));
        let mut row = vec![
            format!("{:.3}", it.mean),
            format!("{low:.3}–{high:.3}"),
            it.claims.to_string(),
        ];
        row.extend(counts);
        row.push(short(&it.source));
        row
    });
    let heads = [
        "reliability",
        "interval",
        "claims",
        "exact",
        "broader",
        "wrong",
        "source",
    ];
    columns(&heads, rows.collect())
}

fn copy_lines(truths: &Truths, top: usize) -> Vec<String> {
    let rows = truths.copies.iter().take(top).map(|copy| {
        let number = |number: f64| format!("{number:.3}");
        let shared = format!("{:.0}", copy.shared);
        vec![
            number(copy.probability),
            number(copy.direction),
            shared,
            short(&copy.from),
            short(&copy.to),
        ]
    });
    columns(&["p", "direction", "shared", "from", "to"], rows.collect())
}

fn accuracy(measured: &[Measured]) -> String {
    let rows = measured.iter().map(|it| {
        let share = |count: u64| {
            let [low, high] = wilson(count, it.accuracy.objects, LEVEL);
            let share = count as f64 / it.accuracy.objects.max(1) as f64;
            format!("{share:.4} [{low:.3}, {high:.3}]")
        };
        let Accuracy { exact, broader, .. } = it.accuracy;
        vec![
            it.method.name().to_owned(),
            share(exact),
            share(exact + broader),
        ]
    });
    let known = measured.first().map_or(0, |it| it.accuracy.objects);
    let lines = columns(&["method", "exact", "exact or broader"], rows.collect());
    format!("known truths: {known}\n{}\n", lines.join("\n"))
}

fn short(text: &str) -> String {
    cut(&clean(text), 32, "…")
}

/// Cells in columns, all but the last padded.
fn columns(heads: &[&str], mut rows: Vec<Vec<String>>) -> Vec<String> {
    rows.insert(0, heads.iter().map(|&head| head.to_owned()).collect());
    let widest = |at: usize| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells = cells.map(|(cell, most)| format!("{cell}{}", " ".repeat(most - width(cell))));
        let cells: Vec<String> = cells.collect();
        format!("  {}", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}
