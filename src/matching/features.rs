//! In how far two items are alike: a handful of numbers that a logistic regression weighs.

use super::model::{Level, MatchModel, Weights};
use super::sketch::{Sketch, Term};
use super::thesaurus::{Entry, Related};

/// The likenesses, in the order of their weights.
pub const NAMES: [&str; COUNT] = [
    "words",
    "evidence",
    "contained",
    "title",
    "lead",
    "spelling",
    "joined",
    "names",
    "related",
    "covered",
    "numbers",
    "other-numbers",
    "other-names",
    "names-apart",
    "numbers-apart",
    "words-apart",
    "named",
    "opening",
    "unsigned",
    "unsigned-contained",
    "similar",
    "similar-covered",
    "similar-covering",
];
/// How many likenesses there are.
pub const COUNT: usize = 23;
/// The places of those that no ranking weighs: capitals in a post mark no names, and a post says much that the claim does not.
pub const UNRANKED: std::ops::Range<usize> = 12..17;
/// The places of those that tell stories and posts apart, and are left out where two claims are weighed: a claim is too short for them.
pub const OF_TEXTS: std::ops::Range<usize> = 16..20;
/// The places of those that are left out where two documents are weighed: among hundreds of words each has its like.
pub const OF_CLAIMS: std::ops::Range<usize> = 20..COUNT;
/// The place of the share of what an item says that the other says too, of the two shares the lesser.
pub(super) const COVERING: usize = 22;
/// The places of those that need more of a sketch than its terms: spelling, and words written as one.
const OF_SPELLING: std::ops::Range<usize> = 5..7;
/// How many numbers a ranking weighs: the likenesses and what the index gave.
pub const RANKED: usize = COUNT + 1;
/// Sums of weights are told in units of this, so that all likenesses have about one size.
const UNIT: f32 = 20.0;

/// A term with what it weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub term: Term,
    /// How rare it is: its inverse document frequency.
    pub rarity: f32,
    /// Rarity times the logarithm of its count.
    pub weight: f32,
    /// What goes with it in news, and what is like it in meaning.
    together: Entry,
    similar: Entry,
}

/// An item made ready to be compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Ready {
    pub terms: Vec<Weighed>,
    /// A bit for the last six bits of each term's hash: most terms that it lacks are told by it.
    marks: u64,
    joins: Vec<u32>,
    grams: Vec<(u32, f32)>,
    norms: [f32; 5],
    /// Whether it has a title.
    titled: bool,
    gram_norm: f32,
    rarity: f32,
    denied: bool,
}

/// A part of an item's terms.
#[derive(Debug, Clone, Copy)]
enum View {
    All,
    /// The title; all where there is none.
    Title,
    Lead,
    Name,
    /// All but who posted it.
    Unsigned,
}

const VIEWS: [View; 5] = [
    View::All,
    View::Title,
    View::Lead,
    View::Name,
    View::Unsigned,
];

impl Ready {
    pub(super) fn new(sketch: &Sketch, model: &MatchModel, rarity: impl Fn(u32) -> f32) -> Self {
        let weigh = |&term: &Term| {
            let rarity = rarity(term.hash);
            Weighed {
                term,
                rarity,
                weight: rarity * (1.0 + f32::from(term.count).ln()),
                together: model.together.entry(term.hash),
                similar: model.similar.entry(term.hash),
            }
        };
        let terms: Vec<Weighed> = sketch.terms.iter().map(weigh).collect();
        let grams: Vec<(u32, f32)> = sketch
            .grams
            .iter()
            .map(|&gram| (gram, rarity(gram)))
            .collect();
        let mut ready = Self {
            joins: sketch.joins.clone(),
            gram_norm: grams.iter().map(|(_, w)| w * w).sum::<f32>().sqrt(),
            rarity: terms.iter().map(|it| it.rarity).sum(),
            denied: sketch.denied,
            norms: [0.0; 5],
            titled: terms.iter().any(|it| it.term.is_title()),
            marks: terms.iter().fold(0, |all, it| all | mark(it.term.hash)),
            terms,
            grams,
        };
        ready.norms = VIEWS.map(|view| ready.norm(view));
        ready
    }

    pub(super) fn is_denied(&self) -> bool {
        self.denied
    }

    fn norm(&self, view: View) -> f32 {
        let seen = self.terms.iter().filter(|it| self.sees(view, it.term));
        seen.map(|it| it.weight * it.weight).sum::<f32>().sqrt()
    }

    fn sees(&self, view: View, term: Term) -> bool {
        match view {
            View::All => true,
            View::Title => term.is_title() || !self.titled,
            View::Lead => term.is_lead(),
            View::Name => term.is_name(),
            View::Unsigned => !term.is_signature(),
        }
    }

    fn find(&self, hash: u32) -> Option<&Weighed> {
        if self.marks & mark(hash) == 0 {
            return None;
        }
        let at = self.terms.binary_search_by_key(&hash, |it| it.term.hash);
        at.ok().map(|at| &self.terms[at])
    }

    /// The rarity of all but who posted it.
    fn unsigned(&self) -> f32 {
        let kept = self.terms.iter().filter(|it| !it.term.is_signature());
        kept.map(|it| it.rarity).sum()
    }
}

fn mark(hash: u32) -> u64 {
    1 << (hash % u64::BITS)
}

/// The terms of both, the rarer of them first to tell.
pub(super) fn shared<'a>(a: &'a Ready, b: &'a Ready) -> Vec<(&'a Weighed, &'a Weighed)> {
    let mut out = Vec::new();
    let mut rest = b.terms.iter().peekable();
    for one in &a.terms {
        while rest.next_if(|it| it.term.hash < one.term.hash).is_some() {}
        if let Some(two) = rest.next_if(|it| it.term.hash == one.term.hash) {
            out.push((one, two));
        }
    }
    out
}

/// The likenesses of two items; in either order the same. Those [`OF_CLAIMS`] mean nothing for documents.
pub(super) fn features(a: &Ready, b: &Ready, model: &MatchModel, level: Level) -> [f32; COUNT] {
    let shared = shared(a, b);
    let rarity = |keep: &dyn Fn(&Weighed, &Weighed) -> bool| -> f32 {
        let kept = shared.iter().filter(|(one, two)| keep(one, two));
        kept.map(|(one, _)| one.rarity).sum()
    };
    let all = rarity(&|_, _| true);
    let joined = joined(a, b) + joined(b, a);
    let together = |it: &Weighed| model.together.others(it.together);
    let related = [related(a, b, together), related(b, a, together)];
    let similar = match level {
        Level::Claim => alike(a, b, model),
        Level::Document => [0.0; 2],
    };
    let unsigned = rarity(&|one, two| !one.term.is_signature() && !two.term.is_signature());
    let sizes = [a, b].map(|it| it.unsigned().max(f32::MIN_POSITIVE));
    let held = [0, 1].map(|at| ((unsigned + similar[at]) / sizes[at]).min(1.0));
    let least = a.rarity.min(b.rarity).max(f32::MIN_POSITIVE);
    let soft = all
        + if a.rarity < b.rarity {
            related[0]
        } else {
            related[1]
        };
    let numbers = shared
        .iter()
        .filter(|(one, _)| one.term.is_number())
        .count();
    let has = |it: &Ready, kind: fn(Term) -> bool| it.terms.iter().any(|it| kind(it.term));
    let both = |kind: fn(Term) -> bool| has(a, kind) && has(b, kind);
    let names = rarity(&|one, two| one.term.is_name() || two.term.is_name());
    [
        cosine(a, b, &shared, View::All),
        all / UNIT,
        all / least,
        cosine(a, b, &shared, View::Title),
        cosine(a, b, &shared, View::Lead),
        spelling(a, b),
        joined / UNIT,
        names / UNIT,
        (related[0] + related[1]) / UNIT,
        (soft / least).min(1.0),
        numbers.min(3) as f32 / 3.0,
        truth(numbers == 0 && both(Term::is_number)),
        truth(names == 0.0 && both(Term::is_name)),
        apart(a, b, |it| it.term.is_name(), |it| it.rarity) / UNIT,
        apart(a, b, |it| it.term.is_number(), |_| 1.0).min(3.0) / 3.0,
        apart(a, b, |_| true, |it| it.rarity) / UNIT,
        cosine(a, b, &shared, View::Name),
        (opening(a, b) + opening(b, a)) / 2.0,
        cosine(a, b, &shared, View::Unsigned),
        unsigned / sizes[0].min(sizes[1]),
        (similar[0] + similar[1]) / UNIT,
        held[0].max(held[1]),
        held[0].min(held[1]),
    ]
}

fn truth(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// How much of a kind each of two items has that the other lacks: of the two sums the lesser, so that an item which only
/// says less is not apart from the other.
fn apart(
    a: &Ready,
    b: &Ready,
    kind: impl Fn(&Weighed) -> bool,
    size: impl Fn(&Weighed) -> f32,
) -> f32 {
    let alone = |one: &Ready, other: &Ready| -> f32 {
        let own = one.terms.iter().filter(|it| kind(it));
        own.filter(|it| other.find(it.term.hash).is_none())
            .map(&size)
            .sum()
    };
    alone(a, b).min(alone(b, a))
}

/// The likenesses were two items spelt alike throughout, from those of their terms alone: none can be greater but by a word
/// of more than [`UNIT`] that one of them writes as two.
pub(super) fn spelt_alike(mut features: [f32; COUNT], weights: &Weights) -> [f32; COUNT] {
    for at in OF_SPELLING.filter(|&at| weights.each[at] > 0.0) {
        features[at] = 1.0;
    }
    features
}

/// The likenesses with the sum that the index gave.
pub(super) fn ranked(features: [f32; COUNT], sum: f32) -> [f32; RANKED] {
    std::array::from_fn(|at| features.get(at).copied().unwrap_or(sum / UNIT))
}

fn cosine(a: &Ready, b: &Ready, shared: &[(&Weighed, &Weighed)], view: View) -> f32 {
    let seen = shared
        .iter()
        .filter(|(one, two)| a.sees(view, one.term) && b.sees(view, two.term));
    let dot: f32 = seen.map(|(one, two)| one.weight * two.weight).sum();
    dot / (a.norms[view as usize] * b.norms[view as usize]).max(f32::MIN_POSITIVE)
}

/// The share of the beginning of `a`, by rarity, that `b` holds anywhere.
fn opening(a: &Ready, b: &Ready) -> f32 {
    let rarity = |keep: &dyn Fn(&Weighed) -> bool| -> f32 {
        let lead = a.terms.iter().filter(|it| it.term.is_lead() && keep(it));
        lead.map(|it| it.rarity).sum()
    };
    rarity(&|it| b.find(it.term.hash).is_some()) / rarity(&|_| true).max(f32::MIN_POSITIVE)
}

fn spelling(a: &Ready, b: &Ready) -> f32 {
    let mut rest = b.grams.iter().peekable();
    let mut dot = 0.0;
    for (gram, weight) in &a.grams {
        while rest.next_if(|it| it.0 < *gram).is_some() {}
        if rest.next_if(|it| it.0 == *gram).is_some() {
            dot += weight * weight;
        }
    }
    dot / (a.gram_norm * b.gram_norm).max(f32::MIN_POSITIVE)
}

/// The rarity of the terms of `a` that `b` writes as two words.
fn joined(a: &Ready, b: &Ready) -> f32 {
    let alone = a.terms.iter().filter(|it| b.find(it.term.hash).is_none());
    let joined = alone.filter(|it| b.joins.binary_search(&it.term.hash).is_ok());
    joined.map(|it| it.rarity).sum()
}

/// Of each of two items the rarity of the terms that the other lacks, each as far as a word of the other is like it.
fn alike(a: &Ready, b: &Ready, model: &MatchModel) -> [f32; 2] {
    let similar = |it: &Weighed| model.similar.others(it.similar);
    [related(a, b, similar), related(b, a, similar)]
}

/// The rarity of the terms of `a` that `b` lacks, each as far as a term of `b` goes with it; who posted a text is like
/// nobody else.
fn related<'m>(a: &Ready, b: &Ready, others: impl Fn(&Weighed) -> &'m [Related]) -> f32 {
    let says = |it: &Weighed| !it.term.is_signature();
    let alone = a.terms.iter().filter(|it| b.find(it.term.hash).is_none());
    let nearest = alone.filter(|it| says(it)).map(|it| {
        let held = (others(it).iter()).filter(|other| b.find(other.hash).is_some_and(says));
        it.rarity * held.map(|other| other.strength).fold(0.0, f32::max)
    });
    nearest.sum()
}
