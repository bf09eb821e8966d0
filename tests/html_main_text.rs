//! How much of the main text of web pages is found, and how little else: word F1, the mean over pages of that of bags of
//! words. `cargo test --release --test html_main_text -- --nocapture` prints it.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::HashMap;
use std::io;
use std::path::Path;

use secondhand::read::{self, Options, Reader};
use serde::Deserialize;

/// What is held at the least: the aim.
const FLOOR: f64 = 0.955;

#[derive(Deserialize)]
struct Gold {
    file: String,
    gold_text: String,
}

/// How often each word stands in a text: runs of letters and digits, case kept.
fn words(text: &str) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
    {
        *words.entry(word).or_default() += 1;
    }
    words
}

fn f1(found: &str, gold: &str) -> f64 {
    let (found, gold) = (words(found), words(gold));
    let total = |words: &HashMap<&str, usize>| words.values().sum::<usize>();
    let both: usize = found
        .iter()
        .map(|(word, n)| (*n).min(gold.get(word).copied().unwrap_or(0)))
        .sum();
    match total(&found) + total(&gold) {
        0 => 1.0,
        all => 2.0 * both as f64 / all as f64,
    }
}

fn mean(scores: impl Iterator<Item = f64>) -> f64 {
    let scores: Vec<_> = scores.collect();
    scores.iter().sum::<f64>() / scores.len() as f64
}

#[test]
fn the_main_text_of_pages_is_found() {
    let folder = Path::new("../shared/html");
    let Ok(gold) = std::fs::read_to_string(folder.join("gold.jsonl")) else {
        println!("skipped: ../shared/html is absent");
        return;
    };
    let gold: Vec<Gold> = gold
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let paths: Vec<_> = gold.iter().map(|page| folder.join(&page.file)).collect();
    let reader = Reader::new(
        read::find(&paths, None).sources,
        &Options::default(),
        io::empty(),
    );
    let scores: Vec<_> = reader
        .documents()
        .zip(&gold)
        .map(|(page, gold)| page.map_or(0.0, |page| f1(&page.text, &gold.gold_text)))
        .collect();
    assert_eq!(scores.len(), gold.len());
    let half = |odd| mean(scores.iter().copied().skip(odd).step_by(2));
    let whole = mean(scores.iter().copied());
    if std::env::var_os("PAGES").is_some() {
        for (score, page) in scores.iter().zip(&gold) {
            println!("{score:.3} {}", page.file);
        }
    }
    println!(
        "word F1 {whole:.4}; halves {:.4} and {:.4}; {} pages",
        half(0),
        half(1),
        gold.len()
    );
    assert!(whole >= FLOOR, "word F1 {whole:.4}");
}

#[test]
fn word_f1_is_that_of_bags() {
    assert_eq!(f1("a b b", "b b c"), 2.0 / 3.0);
    assert_eq!(f1("", "a"), 0.0);
}
