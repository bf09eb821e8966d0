//! Scores a ranking of sentences by check-worthiness: average precision, its mean over sources, precision at the top.

use std::cmp::Ordering;

use super::figure::{Figure, Value};

/// One sentence of the ranking.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked {
    score: f64,
    /// Orders equal scores by a hash of the text, so that the order of the file earns nothing.
    tie: String,
    worth: bool,
    source: String,
}

impl Ranked {
    /// A sentence, the `at`th of the gold.
    pub(super) fn new(
        text: &str,
        at: usize,
        score: f64,
        worth: bool,
        source: Option<&str>,
    ) -> Self {
        Self {
            score,
            tie: format!("{:x}", md5::compute(format!("{text}{at}"))),
            worth,
            source: source.unwrap_or("all").to_owned(),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        let ties = || self.tie.cmp(&other.tie).then(self.worth.cmp(&other.worth));
        other.score.total_cmp(&self.score).then_with(ties)
    }
}

/// The sentences, best first, each with its place in the gold.
fn sorted(sentences: &[Ranked]) -> Vec<(usize, &Ranked)> {
    let mut sorted: Vec<_> = sentences.iter().enumerate().collect();
    sorted.sort_by(|(_, a), (_, b)| a.order(b));
    sorted
}

/// The figures of a ranking.
pub(super) fn figures(sentences: &[Ranked]) -> Vec<Figure> {
    let everything: Vec<&Ranked> = sorted(sentences).into_iter().map(|(_, it)| it).collect();
    let mut sources: Vec<&str> = Vec::new();
    for sentence in sentences {
        if !sources.contains(&sentence.source.as_str()) {
            sources.push(&sentence.source);
        }
    }
    let of = |source: &str| average_precision(everything.iter().filter(|it| it.source == source));
    let precisions: Vec<f64> = sources.iter().filter_map(|source| of(source)).collect();
    let mean = precisions.iter().sum::<f64>() / precisions.len() as f64;
    let positives = sentences.iter().filter(|it| it.worth).count();
    let top = |key, k: usize| {
        let right = everything.iter().take(k).filter(|it| it.worth).count();
        Figure::share(key, right, k)
    };
    vec![
        Figure::count("sentences", sentences.len()),
        Figure::count("positives", positives),
        Figure::count("groups", precisions.len()),
        Figure {
            key: "map",
            value: Value::Share((!precisions.is_empty()).then_some(mean)),
        },
        top("p@10", 10),
        top("p@50", 50),
        top("p@100", 100),
    ]
}

fn average_precision<'a>(sentences: impl Iterator<Item = &'a &'a Ranked>) -> Option<f64> {
    let (mut hits, mut total) = (0, 0.0);
    for (rank, sentence) in sentences.enumerate() {
        if sentence.worth {
            hits += 1;
            total += hits as f64 / (rank + 1) as f64;
        }
    }
    (hits > 0).then(|| total / hits as f64)
}

/// Sentences on the wrong side of the line that a perfect ranking would draw: place in the gold, worth, rank.
pub(super) fn misplaced(sentences: &[Ranked]) -> Vec<(usize, bool, usize)> {
    let positives = sentences.iter().filter(|it| it.worth).count();
    let ranks = sorted(sentences).into_iter().zip(1..);
    let wrong = ranks.filter(|((_, it), rank)| it.worth != (*rank <= positives));
    wrong.map(|((at, it), rank)| (at, it.worth, rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_precision_is_of_the_ranks_of_the_right_ones() {
        let ranked = |at, score, worth| Ranked::new("t", at, score, worth, None);
        let all = [
            ranked(0, 0.9, true),
            ranked(1, 0.5, false),
            ranked(2, 0.1, true),
        ];
        let map = figures(&all)[3].value;
        assert_eq!(map, Value::Share(Some((1.0 + 2.0 / 3.0) / 2.0)));
        assert_eq!(misplaced(&all), [(1, false, 2), (2, true, 3)]);
    }
}
