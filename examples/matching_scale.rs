//! Measures matching on many claims: `matching_scale CLAIMS` reads one claim a line, puts all into clusters, and compares
//! what the index finds for a sample of them with what comparing them with every other finds.
#![allow(clippy::print_stdout)] // its figures are its output

use std::borrow::Cow;
use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;
use secondhand::corpus::CUT;
use secondhand::matching::{
    Frequencies, Index, Level, MatchModel, Matcher, Sketch, Vocabulary, groups, pairs,
};
use secondhand::rules::Pack;

/// Claims that are compared with every other.
const SAMPLE: usize = 500;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("matching_scale: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("name a file of claims")?;
    let text = std::fs::read_to_string(path)?;
    let vocabulary = Vocabulary::new(&Pack::builtin()?);
    let model = MatchModel::builtin()?;

    let start = Instant::now();
    let lines: Vec<&str> = text.lines().collect();
    let sketches: Vec<Sketch> = lines
        .par_iter()
        .map(|line| Sketch::new(line, &vocabulary))
        .collect();
    let frequencies = Frequencies::of(&sketches);
    let matcher = Matcher::new(model, &frequencies, Level::Claim);
    println!(
        "sketches   {:>8} claims, {:.1?}",
        sketches.len(),
        start.elapsed()
    );

    let sketch = |at: usize| Cow::Borrowed(&sketches[at]);
    let start = Instant::now();
    let found = pairs(sketches.len(), sketch, model, Level::Claim, CUT);
    println!(
        "pairs      {:>8} found, {:.1?}",
        found.len(),
        start.elapsed()
    );
    let start = Instant::now();
    recall(&found, &Index::new(&matcher, &sketches));
    println!("           {:.1?} to compare", start.elapsed());

    let start = Instant::now();
    let firsts = groups(sketches.len(), sketch, model, Level::Claim, CUT);
    let joined = (0..).zip(&firsts).filter(|(at, first)| at != *first);
    println!(
        "clusters   {:>8} claims joined to an earlier one, {:.1?}",
        joined.count(),
        start.elapsed()
    );
    println!("peak       {}", peak().unwrap_or_default());
    Ok(())
}

/// Of the claims that score high enough to be joined with one of a sample, the share that is found.
fn recall(found: &[((usize, usize), f64)], index: &Index<'_>) {
    let every = (index.len() / SAMPLE).max(1);
    let sample: Vec<usize> = (0..index.len()).step_by(every).collect();
    let wanted = |&at: &usize| -> Vec<(usize, usize)> {
        let others = (0..index.len()).filter(|&other| other != at);
        let alike = others.filter(|&other| index.joins(at, other, &CUT));
        alike.map(|other| (at.min(other), at.max(other))).collect()
    };
    let wanted: Vec<Vec<(usize, usize)>> = sample.par_iter().map(wanted).collect();
    let found: HashSet<(usize, usize)> = found.iter().map(|(pair, _)| *pair).collect();
    let held = wanted.iter().flatten().filter(|it| found.contains(it));
    let (held, all) = (held.count(), wanted.iter().map(Vec::len).sum::<usize>());
    println!(
        "recall     {held} of {all} pairs of {} claims",
        sample.len()
    );
    let some = wanted.iter().filter(|it| !it.is_empty());
    let met = some
        .clone()
        .filter(|it| it.iter().any(|pair| found.contains(pair)));
    println!(
        "           of {} claims with a like {} have one",
        some.count(),
        met.count()
    );
}

/// The most memory that the process had, as Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
