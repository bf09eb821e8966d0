//! Measures matching on many claims: `matching_scale CLAIMS` reads one claim a line, puts all into clusters, and compares
//! what the index finds for a sample of them with what comparing them with every other finds.
#![allow(clippy::print_stdout)] // its figures are its output

use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;
use secondhand::corpus::JOIN;
use secondhand::matching::{
    Frequencies, Index, Level, MatchModel, Matcher, Sketch, Vocabulary, groups,
};
use secondhand::rules::Pack;

/// Claims that are compared with every other.
const SAMPLE: usize = 100;

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

    let start = Instant::now();
    let index = Index::new(&matcher, &sketches);
    println!("index      {:.1?}", start.elapsed());
    recall(&index, &sketches, JOIN);
    drop(index);

    let start = Instant::now();
    let clusters = groups(&sketches, &matcher, JOIN);
    let repeated = clusters.iter().filter(|it| it.len() > 1).count();
    println!(
        "clusters   {repeated:>8} of more than one, {:.1?}",
        start.elapsed()
    );
    println!("peak       {}", peak().unwrap_or_default());
    Ok(())
}

/// Of the claims that score high enough to be joined with one of the sample, the share that the index finds.
fn recall(index: &Index<'_>, sketches: &[Sketch], join: f64) {
    let every = (sketches.len() / SAMPLE).max(1);
    let sample: Vec<usize> = (0..sketches.len()).step_by(every).collect();
    let start = Instant::now();
    let found: Vec<Vec<usize>> = sample
        .iter()
        .map(|&at| index.candidates(&sketches[at]))
        .collect();
    let each = start.elapsed() / sample.len().max(1) as u32;
    let wanted = |at: usize| -> Vec<usize> {
        let others = (0..sketches.len()).filter(|&other| other != at);
        others
            .filter(|&other| index.score(at, other) >= join)
            .collect()
    };
    let wanted: Vec<Vec<usize>> = sample.par_iter().map(|&at| wanted(at)).collect();
    let all: usize = wanted.iter().map(Vec::len).sum();
    let held = wanted
        .iter()
        .zip(&found)
        .map(|(wanted, found)| wanted.iter().filter(|it| found.contains(it)).count());
    let held: usize = held.sum();
    println!("candidates {each:.1?} a claim");
    println!(
        "recall     {held} of {all} pairs of {} claims",
        sample.len()
    );
}

/// The most memory that the process had, as Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
