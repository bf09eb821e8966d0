//! Sentences of articles as pairs of claims.

use std::path::Path;

use serde::Deserialize;

use super::sets::Same;
use crate::matching::{Sketch, Vocabulary};
use crate::train::{TrainError, gold};

/// The fewest words of a sentence that is compared, and so many of an article are.
const SENTENCE: usize = 8;
const SENTENCES: usize = 12;

#[derive(Deserialize)]
struct Article {
    title: Option<String>,
    text: String,
}

/// Pairs of sentences of articles. A headline says what its lead says; what stands later says something else of the same
/// people and places, as an article seldom says a thing twice.
pub(super) fn told(data: &Path, vocabulary: &Vocabulary) -> Result<Vec<Same>, TrainError> {
    let articles: Vec<Article> = gold::lines(&data.join("corpus/bbc2004.jsonl.gz"))?;
    let mut pairs = Vec::new();
    for (article, unit) in articles.iter().zip(0..) {
        let title = article.title.as_deref().unwrap_or_default();
        let lines = article.text.lines().filter(|line| *line != title);
        let sentences = lines.flat_map(|line| line.split(". "));
        let sentences = sentences.filter(|sentence| sentence.split(' ').count() >= SENTENCE);
        let sketches = sentences.map(|sentence| Sketch::new(sentence, vocabulary));
        let mut sketches = sketches.take(SENTENCES);
        let Some(lead) = sketches.next() else {
            continue;
        };
        let pair = |second: Sketch, same| Same {
            first: lead.clone(),
            second,
            same,
            unit,
            twin: None,
        };
        let headline = Some(title).filter(|title| !title.is_empty());
        pairs.extend(headline.map(|title| pair(Sketch::new(title, vocabulary), true)));
        let later = sketches.skip(1).filter(|later| share_name(&lead, later));
        pairs.extend(later.map(|later| pair(later, false)));
    }
    Ok(pairs)
}

fn share_name(a: &Sketch, b: &Sketch) -> bool {
    let names = a.terms.iter().filter(|it| it.is_name());
    let mut hashes = names.map(|it| it.hash);
    hashes.any(|hash| b.terms.iter().any(|it| it.hash == hash && it.is_name()))
}
