//! Which earlier text a claim was taken from: one that its chain passes, one of the same root, or one it is a copy of.

use std::collections::BTreeMap;

use super::step::{self, Step};
use super::{Member, Options};
use crate::matching::Vocabulary;
use crate::score::Hand;

/// How a claim is known to come from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Its chain passes the other's publisher.
    Cites,
    /// Both rest on one named root, and the other is of an earlier day.
    SameRoot,
    /// It prints the other's words, and the other is of an earlier day.
    Copies,
}

impl Tie {
    /// The written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cites => "cites",
            Self::SameRoot => "same_root",
            Self::Copies => "copies",
        }
    }
}

type Index<'c, 'n, K> = BTreeMap<K, Vec<&'c Member<'n>>>;

/// The claims of a cluster, to be found as what others were taken from. Each list is in the order of days.
pub struct Known<'c, 'n> {
    vocabulary: &'c Vocabulary,
    publishers: Index<'c, 'n, &'n str>,
    roots: Index<'c, 'n, &'n str>,
    copies: Index<'c, 'n, usize>,
}

impl<'c, 'n> Known<'c, 'n> {
    pub fn new(members: &'c [Member<'n>], vocabulary: &'c Vocabulary) -> Self {
        let mut sorted: Vec<&Member<'n>> = members.iter().collect();
        sorted.sort_by_key(|member| (member.note.day, member.at, member.claim.span));
        let publisher = |member: &Member<'n>| member.note.publisher.as_deref();
        Self {
            vocabulary,
            publishers: index(&sorted, publisher),
            roots: index(&sorted, |member| root(member)),
            copies: index(&sorted, |member| Some(member.copy_of)),
        }
    }

    /// How a claim differs from what it was taken from; none where nothing is known that it was taken from.
    ///
    /// Of several that it may come from, the one that it changes least counts, then the latest: whoever repeats a
    /// change that another made before is not the hand at which it was made.
    pub fn steps(
        &self,
        member: &Member<'n>,
        cluster: &'n str,
        options: &Options,
    ) -> Option<Vec<Step<'n>>> {
        let (tie, from) = self.upstream(member, options)?;
        let compared = from.into_iter().rev();
        compared
            .map(|from| step::between(from, member, tie, cluster, self.vocabulary, options))
            .min_by_key(Vec::len)
    }

    /// The claims that one may come from, by the best tie that there is; latest last.
    fn upstream(
        &self,
        member: &Member<'n>,
        options: &Options,
    ) -> Option<(Tie, Vec<&'c Member<'n>>)> {
        let cited = member.claim.chain.iter().skip(1).filter_map(Hand::name);
        let mut cited = cited.map(|name| self.publishers.get(name));
        let cites = cited.find_map(|of| earlier(of, member, Tie::Cites, options));
        let cites = cites.map(|from| (Tie::Cites, from));
        let same = || {
            let of = self.roots.get(root(member)?);
            Some((Tie::SameRoot, earlier(of, member, Tie::SameRoot, options)?))
        };
        let copies = || {
            let of = self.copies.get(&member.copy_of);
            Some((Tie::Copies, earlier(of, member, Tie::Copies, options)?))
        };
        cites.or_else(same).or_else(copies)
    }
}

fn index<'c, 'n, K: Ord>(
    members: &[&'c Member<'n>],
    key: impl Fn(&Member<'n>) -> Option<K>,
) -> Index<'c, 'n, K> {
    let mut index = Index::new();
    for member in members {
        if let Some(key) = key(member) {
            index.entry(key).or_default().push(*member);
        }
    }
    index
}

/// The last of those that `member` may come from, at most as many as are looked back at; none where there is none.
fn earlier<'c, 'n>(
    of: Option<&Vec<&'c Member<'n>>>,
    member: &Member<'n>,
    tie: Tie,
    options: &Options,
) -> Option<Vec<&'c Member<'n>>> {
    let fits = of?.iter().rev().filter(|from| precedes(from, member, tie));
    let mut found: Vec<_> = fits.take(options.back).copied().collect();
    found.reverse();
    Some(found).filter(|found| !found.is_empty())
}

/// Whether `from` is another publisher's, on the same side, and not later; without a citation, earlier by a day.
fn precedes(from: &Member<'_>, member: &Member<'_>, tie: Tie) -> bool {
    let other = from.publisher() != member.publisher();
    let days = from.note.day.zip(member.note.day);
    let before = match tie {
        Tie::Cites => days.is_none_or(|(from, to)| from <= to),
        Tie::SameRoot | Tie::Copies => days.is_some_and(|(from, to)| from < to),
    };
    other && before && from.claim.polarity == member.claim.polarity
}

/// The name of a root beside the publisher.
fn root<'n>(member: &Member<'n>) -> Option<&'n str> {
    let (last, before) = member.claim.chain.split_last()?;
    last.name().filter(|_| !before.is_empty())
}
