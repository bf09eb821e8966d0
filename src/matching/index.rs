//! Finds the items that may say the same as one, without looking at all of them.

use super::cluster::Cut;
use super::features::{RANKED, Ready, ranked};
use super::matcher::Matcher;
use super::postings::{Postings, Sums, length};
use super::sketch::Sketch;

/// Items of a collection, to be found by what they share.
#[derive(Debug)]
pub struct Index<'m> {
    matcher: Matcher<'m>,
    items: Vec<Ready>,
    postings: Postings,
}

impl<'m> Index<'m> {
    /// The index of `sketches`; an item is known by its place there.
    pub fn new<'s>(matcher: &Matcher<'m>, sketches: impl IntoIterator<Item = &'s Sketch>) -> Self {
        let items: Vec<Ready> = sketches.into_iter().map(|it| matcher.ready(it)).collect();
        let lengths = items
            .iter()
            .map(|it| length(it.terms.iter().map(|it| it.term.count)));
        let mut postings = Postings::new(items.len(), lengths.sum());
        items.iter().for_each(|it| postings.add(it, matcher));
        Self {
            matcher: *matcher,
            items,
            postings,
        }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether two of its items, compared with each other alone, are one by this cut.
    pub fn joins(&self, a: usize, b: usize, cut: &Cut) -> bool {
        let [a, b] = [a, b].map(|at| &self.items[at]);
        self.matcher.covered(a, b, cut.covering) >= cut.join
    }

    /// The items that may say the same as `sketch`, the likeliest first.
    pub fn candidates(&self, sketch: &Sketch) -> Vec<usize> {
        let near = self.near(&self.matcher.ready(sketch));
        near.into_iter().map(|(item, _)| item).collect()
    }

    /// The candidates, each with its sum of weights.
    fn near(&self, ready: &Ready) -> Vec<(usize, f32)> {
        self.postings
            .near(ready, self.items.len(), &mut Sums::default())
    }

    /// The likenesses of each candidate for `sketch`, with the sum that it was found by.
    pub fn likenesses(&self, sketch: &Sketch) -> Vec<(usize, [f32; RANKED])> {
        let ready = self.matcher.ready(sketch);
        let near = self.near(&ready).into_iter();
        let of = |item: usize, sum| ranked(self.matcher.likenesses(&ready, &self.items[item]), sum);
        near.map(|(item, sum)| (item, of(item, sum))).collect()
    }

    /// The `most` items likeliest to be what `sketch` says, best first, each with its standing: a number that orders
    /// the answers to one question and means nothing beside another's.
    pub fn rank(&self, sketch: &Sketch, most: usize) -> Vec<(usize, f64)> {
        let ready = self.matcher.ready(sketch);
        let near = self.near(&ready).into_iter();
        let mut ranked: Vec<(usize, f64)> = near
            .map(|(item, sum)| (item, self.matcher.standing(&ready, &self.items[item], sum)))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        ranked
    }
}
