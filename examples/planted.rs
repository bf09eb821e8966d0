//! Prints the planted corpus of a seed as JSON lines, each with the story it tells and whom its chain passes: `cargo run --example planted -- 7 > planted.jsonl`.
#![allow(clippy::unwrap_used)] // the generator is that of a test

use std::io::{self, Write as _};

use serde_json::json;

#[path = "../tests/planted/corpus.rs"]
mod corpus;
#[path = "../tests/planted/dice.rs"]
mod dice;
#[path = "../tests/planted/frames.rs"]
mod frames;

fn main() -> io::Result<()> {
    let seed = std::env::args().nth(1).and_then(|seed| seed.parse().ok());
    let mut out = io::stdout().lock();
    let corpus = corpus::Corpus::new(seed.unwrap_or(1));
    for input in corpus.documents {
        let truth = corpus.truths.get(&input.id);
        let (story, chain) = (truth.map(|it| &it.story), truth.map(|it| &it.chain));
        let (id, publisher, date, text) = (input.id, input.publisher, input.date, input.text);
        let line = json!({
            "id": id, "publisher": publisher, "date": date, "text": text, "story": story, "chain": chain,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
