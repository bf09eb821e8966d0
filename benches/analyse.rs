//! Speed of the whole path from text to analysis, on one thread.
//!
//! `cargo bench --bench analyse`; `docs/performance.md` has the figures.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr)] // a bench may stop where its input is wrong

#[path = "../tests/news/mod.rs"]
mod news;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::read::GzDecoder;
use secondhand::engine::Engine;
use secondhand::rules::Pack;
use secondhand::types::Input;

/// Bytes of text that one round analyses.
const BYTES: usize = 400_000;
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

/// Every twentieth article of the corpus, `BYTES` of text in all; none where there is no corpus.
fn corpus() -> Vec<Input> {
    let Ok(file) = File::open(Path::new(CORPUS)) else {
        return Vec::new();
    };
    let mut left = BYTES;
    BufReader::new(GzDecoder::new(file))
        .lines()
        .step_by(20)
        .map(|line| document(&line.unwrap()))
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

criterion_group!(benches, speeds);
criterion_main!(benches);
