//! Scores source, cue and content of attributions, paired one to one by what they share.

use super::decode::Marked;
use super::figure::{Figure, Found};
use super::miss::{MissKind, Slip};
use super::parts::{View, without_marks};
use super::words::{jaccard, shared};
use crate::types::Analysis;

/// At this overlap two parts are the same.
const SAME: f64 = 0.5;
/// What is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out attributions of the engine inside another's content.
    pub outermost: bool,
    /// Compare only attributions whose content holds a quotation mark.
    pub quotes_only: bool,
}

/// The counts of a document or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    cue: Found,
    source_overlap: Found,
    source_exact: Found,
    content_overlap: Found,
    content_exact: Found,
    full: Found,
}

impl Counts {
    /// Adds those of another document.
    pub(super) fn add(&mut self, other: &Counts) {
        self.cue.add(other.cue);
        self.source_overlap.add(other.source_overlap);
        self.source_exact.add(other.source_exact);
        self.content_overlap.add(other.content_overlap);
        self.content_exact.add(other.content_exact);
        self.full.add(other.full);
    }

    /// The figures that the counts give; a bare key is an F1.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![Figure::count("attributions", self.cue.wanted)];
        figures.extend(self.cue.figures(["cue_p", "cue_r", "cue"]));
        figures.extend(
            self.source_overlap
                .figures(["source_p", "source_r", "source_overlap"]),
        );
        figures.extend(self.source_exact.figures([
            "source_exact_p",
            "source_exact_r",
            "source_exact",
        ]));
        figures.extend(
            self.content_overlap
                .figures(["content_p", "content_r", "content_overlap"]),
        );
        figures.extend(self.content_exact.figures([
            "content_exact_p",
            "content_exact_r",
            "content_exact",
        ]));
        figures.extend(self.full.figures(["full_p", "full_r", "full"]));
        figures
    }

    /// Counts attributions on both sides, and among them those that name a source.
    fn begin(gold: &[View], found: &[View]) -> Self {
        let sourced = |views: &[View]| views.iter().filter(|it| !it.source.is_empty()).count();
        let all = Found {
            right: 0,
            found: found.len(),
            wanted: gold.len(),
        };
        let named = Found {
            right: 0,
            found: sourced(found),
            wanted: sourced(gold),
        };
        Self {
            cue: all,
            source_overlap: named,
            source_exact: named,
            content_overlap: all,
            content_exact: all,
            full: all,
        }
    }
}

/// The counts of a document, and where engine and gold differ.
pub(super) fn score(
    text: &str,
    gold: &[Marked],
    analysis: &Analysis,
    options: Options,
) -> (Counts, Vec<Slip>) {
    let (gold, found) = sides(text, gold, analysis, options);
    let mut counts = Counts::begin(&gold, &found);
    let pairs = paired(&gold, &found);
    let mut slips = Vec::new();
    for &(g, f) in &pairs {
        slips.extend(compare(&gold[g], &found[f], &mut counts, text));
    }
    let alone =
        |at: usize, used: fn(&(usize, usize)) -> usize| pairs.iter().all(|it| used(it) != at);
    for (_, it) in gold
        .iter()
        .enumerate()
        .filter(|(at, _)| alone(*at, |it| it.0))
    {
        slips.push(Slip::new(MissKind::Missed, &it.content_text(text)).wanted(it.told(text)));
    }
    for (_, it) in found
        .iter()
        .enumerate()
        .filter(|(at, _)| alone(*at, |it| it.1))
    {
        slips.push(Slip::new(MissKind::Spurious, &it.content_text(text)).found(it.told(text)));
    }
    (counts, slips)
}

/// The attributions of the gold and those of the engine, as far as they are compared.
fn sides(
    text: &str,
    gold: &[Marked],
    analysis: &Analysis,
    options: Options,
) -> (Vec<View>, Vec<View>) {
    let bare = without_marks(text);
    let view = |it: &Marked| View::of(text, &bare, it);
    let found = analysis.attributions.iter();
    let found = found.filter(|it| !options.outermost || it.parent.is_none());
    let found = found.map(|it| Marked {
        source: it.source.span.into_iter().collect(),
        cue: it.cue.span.into_iter().collect(),
        content: it.content.clone(),
    });
    let mut gold: Vec<View> = gold.iter().map(view).collect();
    let mut found: Vec<View> = found.map(|it| view(&it)).collect();
    if options.quotes_only {
        gold.retain(|it| it.quoted);
        found.retain(|it| it.quoted);
    }
    (gold, found)
}

/// Compares a pair; a slip where not all three parts agree.
fn compare(gold: &View, found: &View, counts: &mut Counts, text: &str) -> Option<Slip> {
    let cue = shared(&gold.cue, &found.cue) > 0 || (gold.cue.is_empty() && found.cue.is_empty());
    let source = jaccard(&gold.source, &found.source, 1.0);
    let content = jaccard(&gold.content, &found.content, 1.0);
    counts.cue.right += usize::from(cue);
    if !gold.source.is_empty() && !found.source.is_empty() {
        counts.source_overlap.right += usize::from(source >= SAME);
        counts.source_exact.right += usize::from(source == 1.0);
    }
    counts.content_overlap.right += usize::from(content >= SAME);
    counts.content_exact.right += usize::from(content == 1.0);
    let full = cue && source >= SAME && content >= SAME;
    counts.full.right += usize::from(full);
    let kind = if cue && source >= SAME {
        MissKind::ContentSpan
    } else {
        MissKind::WrongSource
    };
    let slip = Slip::new(kind, &gold.content_text(text));
    (!full).then(|| slip.wanted(gold.told(text)).found(found.told(text)))
}

/// Pairs one to one, those first that share most; of equal ones the last.
fn paired(gold: &[View], found: &[View]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in found.iter().enumerate() {
            let by_cue = shared(&a.cue, &b.cue) > 0;
            if by_cue || shared(&a.content, &b.content) > 0 {
                let cue = if by_cue { 2.0 } else { 0.0 };
                let content = jaccard(&a.content, &b.content, 1.0);
                let source = jaccard(&a.source, &b.source, 1.0);
                pairs.push((cue + content + source * 0.5, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut gold, mut found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut kept = Vec::new();
    for (_, i, j) in pairs {
        if !gold[i] && !found[j] {
            (gold[i], found[j]) = (true, true);
            kept.push((i, j));
        }
    }
    kept
}
