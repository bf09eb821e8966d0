//! Scores hedges: sentences that are hedged or not, and where the gold marks them, their cues.

use super::figure::{Figure, Found};
use super::miss::{MissKind, Slip};
use crate::types::{Analysis, Hedge, HedgeCategory, Span};

/// The kinds of hedge that make a sentence uncertain; the others say how exact or how sure it is.
const UNCERTAIN: [HedgeCategory; 7] = [
    HedgeCategory::Hearsay,
    HedgeCategory::Probability,
    HedgeCategory::Possibility,
    HedgeCategory::Inference,
    HedgeCategory::Attitude,
    HedgeCategory::Weasel,
    HedgeCategory::Condition,
];

/// The counts of a document or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    total: usize,
    sentences: Found,
    cues: Found,
}

impl Counts {
    /// Adds those of another document.
    pub(super) fn add(&mut self, other: &Counts) {
        self.total += other.total;
        self.sentences.add(other.sentences);
        self.cues.add(other.cues);
    }

    /// The figures that the counts give.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![
            Figure::count("sentences", self.total),
            Figure::count("uncertain", self.sentences.wanted),
        ];
        figures.extend(
            self.sentences
                .figures(["sentence_p", "sentence_r", "sentence_f1"]),
        );
        figures.extend(self.cues.figures(["cue_p", "cue_r", "cue_f1"]));
        figures
    }
}

/// The counts of one sentence, and where engine and gold differ.
pub(super) fn score(
    text: &str,
    uncertain: bool,
    cues: Option<&[Span]>,
    analysis: &Analysis,
) -> (Counts, Vec<Slip>) {
    let hedges = analysis.hedges.iter();
    let hedges: Vec<&Hedge> = hedges
        .filter(|it| UNCERTAIN.contains(&it.category))
        .collect();
    let found = !hedges.is_empty();
    let sentences = Found {
        right: usize::from(found && uncertain),
        found: usize::from(found),
        wanted: usize::from(uncertain),
    };
    let cues = cues.map_or_else(Found::default, |cues| cue_counts(cues, &hedges));
    let counts = Counts {
        total: 1,
        sentences,
        cues,
    };
    let told: Vec<&str> = hedges.iter().map(|it| it.span.of(text)).collect();
    let slip = match (uncertain, found) {
        (true, false) => Some(Slip::new(MissKind::Missed, text)),
        (false, true) => Some(Slip::new(MissKind::Spurious, text).found(told.join(", "))),
        _ => None,
    };
    (counts, slip.into_iter().collect())
}

/// Pairs cues with hedges that share a byte, one to one, in order.
fn cue_counts(cues: &[Span], hedges: &[&Hedge]) -> Found {
    let mut used = vec![false; hedges.len()];
    for cue in cues {
        let meets = |at: &usize| !used[*at] && hedges[*at].span.overlaps(*cue);
        if let Some(at) = (0..hedges.len()).find(meets) {
            used[at] = true;
        }
    }
    Found {
        right: used.into_iter().filter(|&used| used).count(),
        found: hedges.len(),
        wanted: cues.len(),
    }
}
