//! Speed of the analysis, and CPU time of the whole path from JSONL read to JSONL written, on one thread.
//!
//! `cargo bench --bench analyse`; `docs/performance.md` has the figures.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr
)] // a bench may stop where its input is wrong

#[path = "../tests/news/mod.rs"]
mod news;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group};
use flate2::read::GzDecoder;
use secondhand::engine::Engine;
use secondhand::models::Models;
use secondhand::read::{Format, Options, Reader, Source};
use secondhand::rules::Pack;
use secondhand::types::Input;
use secondhand::write::jsonl;

/// Bytes of text that one round analyses.
const BYTES: usize = 400_000;
/// Rounds of the whole path, of which the middle one is told.
const ROUNDS: usize = 9;
/// One in so many articles goes the whole path.
const WHOLE_STEP: usize = 4;
/// News that is no part of the project; the bench goes without where it is absent.
const CORPUS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/corpus/intl2024.jsonl.gz"
);

fn generated() -> Vec<Input> {
    let input = |text| Input {
        text,
        publisher: Some("Port Ledger".to_owned()),
        ..Input::default()
    };
    news::articles(2, BYTES).into_iter().map(input).collect()
}

/// Every `step`th line of the corpus; none where there is no corpus.
fn lines(step: usize) -> Vec<String> {
    let Ok(file) = File::open(Path::new(CORPUS)) else {
        return Vec::new();
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.step_by(step).map(Result::unwrap).collect()
}

/// Every twentieth article of the corpus, `BYTES` of text in all.
fn corpus() -> Vec<Input> {
    let mut left = BYTES;
    lines(20)
        .iter()
        .map(|line| document(line))
        .take_while(|input| {
            let wanted = left > 0;
            left = left.saturating_sub(input.text.len());
            wanted
        })
        .collect()
}

fn document(line: &str) -> Input {
    let record: serde_json::Value = serde_json::from_str(line).unwrap();
    let field = |key: &str| record[key].as_str().map(str::to_owned);
    Input {
        text: field("text").unwrap_or_default(),
        publisher: field("publisher"),
        title: field("title"),
        ..Input::default()
    }
}

fn analyse_all(inputs: &[Input], engine: &Engine) -> usize {
    inputs
        .iter()
        .map(|input| engine.analyse(input).claims.len())
        .sum()
}

fn speeds(criterion: &mut Criterion) {
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    let mut group = criterion.benchmark_group("analyse");
    group.sample_size(20);
    for (name, inputs) in [("generated", generated()), ("intl2024", corpus())] {
        if inputs.is_empty() {
            eprintln!("analyse/{name}: skipped, {CORPUS} is not here");
            continue;
        }
        let bytes = inputs.iter().map(|input| input.text.len() as u64).sum();
        group.throughput(Throughput::BytesDecimal(bytes));
        group.bench_function(name, |b| {
            b.iter(|| analyse_all(black_box(&inputs), &engine))
        });
    }
    group.finish();
}

/// Nanoseconds that this thread has been on a processor; `None` where the system does not tell.
fn cpu_nanoseconds() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

/// Reads, analyses and writes documents; bytes of text and bytes written.
fn whole_path(jsonl: &[u8], engine: &Engine) -> (usize, usize) {
    let options = Options {
        format: Some(Format::Jsonl),
        ..Options::default()
    };
    let documents = Reader::new(vec![Source::Stdin], &options, jsonl).documents();
    documents.fold((0, 0), |(text, written), input| {
        let input = input.unwrap();
        let analysis = engine.analyse(&input);
        let line = jsonl::line(&input, &analysis, jsonl::Options::default()).unwrap();
        (text + input.text.len(), written + black_box(line).len())
    })
}

/// Text per second of CPU time of one thread, from the corpus's JSONL read to JSONL written.
fn whole(what: &str, engine: &Engine) {
    let jsonl = lines(WHOLE_STEP).join("\n");
    if jsonl.is_empty() {
        eprintln!("whole path, {what}: skipped, {CORPUS} is not here");
        return;
    }
    let mut rounds: Vec<(f64, usize, usize)> = Vec::new();
    for _ in 0..ROUNDS {
        let Some(start) = cpu_nanoseconds() else {
            eprintln!("whole path, {what}: skipped, the system does not tell CPU time of a thread");
            return;
        };
        let (text, written) = whole_path(jsonl.as_bytes(), engine);
        let spent = cpu_nanoseconds().unwrap() - start;
        rounds.push((text as f64 * 1e3 / spent as f64, text, written));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (middle, text, written) = rounds[ROUNDS / 2];
    println!(
        "whole path, {what}: {middle:.1} MB of text per second of CPU time ({:.1} to {:.1}; {:.1} MB of text, {:.1} MB written)",
        rounds[0].0,
        rounds[ROUNDS - 1].0,
        text as f64 / 1e6,
        written as f64 / 1e6,
    );
}

criterion_group!(benches, speeds);

fn main() {
    let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
    whole("rules alone", &engine);
    let models = Models::builtin().unwrap();
    whole("rules and models", &engine.clone().with_models(models));
    benches();
    Criterion::default().configure_from_args().final_summary();
}
