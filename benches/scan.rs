//! Speed of cutting and scanning text, with the rules that ship and with a thousand phrases more.
//!
//! `cargo bench --bench scan`; `docs/performance.md` has the figures.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)] // a bench may stop where its input is wrong

#[path = "../tests/news/mod.rs"]
mod news;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use news::Dice;
use secondhand::engine::Engine;
use secondhand::rules::{self, Pack, SourceFile};
use secondhand::scan;
use secondhand::segment;

/// Bytes of text that one round scans.
const BYTES: usize = 1_000_000;
/// Rounds of the comparison.
const ROUNDS: usize = 60;
/// Phrases added, half of them cues, half hedges.
const MORE: usize = 1_000;

/// A word that no text has.
fn invented(dice: &mut Dice) -> String {
    let sounds = [
        "ka", "lo", "mi", "ru", "ves", "tan", "or", "qui", "bel", "zu",
    ];
    (0..3).map(|_| dice.pick(&sounds)).collect()
}

/// A phrase of two or three words that no text has; `known` times in a hundred its first word is one that texts do have.
fn phrase(dice: &mut Dice, known: usize) -> String {
    let first = match (dice.chance(known), dice.chance(50)) {
        (true, true) => dice.pick(news::THINGS).to_owned(),
        (true, false) => dice.pick(news::KINDS).to_owned(),
        _ => invented(dice),
    };
    let rest: Vec<String> = (0..1 + dice.below(2)).map(|_| invented(dice)).collect();
    format!("{first} {}", rest.join(" "))
}

/// The pack that adds the phrases, ten a rule.
fn more_phrases(known: usize) -> SourceFile {
    let dice = &mut Dice::new(7);
    let mut text = "[pack]\nname = \"more\"\nextends = \"default\"\n".to_owned();
    for rule in 0..MORE / 10 {
        let phrases: Vec<String> = (0..10).map(|_| phrase(dice, known)).collect();
        let head = match rule % 2 {
            0 => format!("[[hedge]]\nid = \"more-hedge-{rule}\"\ncategory = \"weasel\""),
            _ => format!(
                "[[cue]]\nid = \"more-cue-{rule}\"\nframes = [\"clause\"]\nrelation = \"say\""
            ),
        };
        let _ = writeln!(text, "{head}\nphrases = {phrases:?}\n");
    }
    SourceFile {
        path: PathBuf::from("more.toml"),
        text,
    }
}

fn plain() -> Engine {
    Engine::compile(&Pack::builtin().unwrap()).unwrap()
}

fn more(known: usize) -> Engine {
    Engine::compile(&rules::load_texts(vec![more_phrases(known)]).unwrap()).unwrap()
}

/// Segments and scans every article; how many hits there are.
fn scan_all(texts: &[String], engine: &Engine) -> usize {
    let lexicon = &engine.rules().lexicon;
    texts
        .iter()
        .map(|text| {
            let segments = segment::segment(text, lexicon);
            let kept = vec![true; segments.sentences.len()];
            let hits = scan::scan(text, &segments, &kept, lexicon);
            hits.cues.len()
                + hits.hedges.len()
                + hits.sources.len()
                + hits.channels.len()
                + hits.names.len()
        })
        .sum()
}

fn size(texts: &[String]) -> u64 {
    texts.iter().map(|text| text.len() as u64).sum()
}

fn speeds(criterion: &mut Criterion) {
    let texts = news::articles(1, BYTES);
    let (plain, more) = (plain(), more(50));
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::BytesDecimal(size(&texts)));
    group.bench_function("plain", |b| b.iter(|| scan_all(black_box(&texts), &plain)));
    group.bench_function("thousand-more", |b| {
        b.iter(|| scan_all(black_box(&texts), &more))
    });
    let lexicon = &plain.rules().lexicon;
    group.bench_function("segment-only", |b| {
        b.iter(|| {
            texts
                .iter()
                .map(|t| segment::segment(black_box(t), lexicon).tokens.len())
                .sum::<usize>()
        });
    });
    group.finish();
}

/// Seconds of one round.
fn seconds(texts: &[String], engine: &Engine) -> f64 {
    let start = Instant::now();
    black_box(scan_all(black_box(texts), engine));
    start.elapsed().as_secs_f64()
}

/// Scans with both engines by turns, first the one, then the other, so that a busy machine slows both alike; prints the
/// ratio of their times.
fn compare(what: &str, texts: &[String], other: &Engine, plain: &Engine) {
    let ratio = |round: usize| {
        let (first, second) = if round.is_multiple_of(2) {
            (other, plain)
        } else {
            (plain, other)
        };
        let (a, b) = (seconds(texts, first), seconds(texts, second));
        if round.is_multiple_of(2) {
            a / b
        } else {
            b / a
        }
    };
    let mut ratios: Vec<f64> = (0..ROUNDS).map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: usize| ratios[(ROUNDS - 1) * share / 100];
    println!(
        "time / plain, {what}: median {:.3}, quartiles {:.3} to {:.3}",
        at(50),
        at(25),
        at(75)
    );
}

/// Ratios with more phrases; the control, the plain pack compiled again, tells how much of them is noise.
fn compare_all() {
    let texts = news::articles(1, BYTES);
    let engine = plain();
    compare("control", &texts, &plain(), &engine);
    compare(
        "1,000 phrases more of words not in the text",
        &texts,
        &more(0),
        &engine,
    );
    compare(
        "1,000 phrases more, half of them with a word of the text",
        &texts,
        &more(50),
        &engine,
    );
}

criterion_group!(benches, speeds);

fn main() {
    benches();
    compare_all();
    Criterion::default().configure_from_args().final_summary();
}
