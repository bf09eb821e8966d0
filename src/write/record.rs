//! The record of a document, written piece by piece.
//!
//! Claims of a document share much: the publisher's link stands in every chain, a speaker's in every claim of theirs, and
//! chains of one shape score alike. What was written once is copied.

use std::io;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::json::{Json, Word, field, key, list, open};
use super::jsonl::{Options, claim_id};
use super::wire::{self, View};
use crate::types::{Analysis, Basis, Claim, Commitment, Input, Link, Sourcing};

/// How many scores are looked through for an equal one.
const RECENT: usize = 24;
/// Bytes of a record for each byte of text, about.
const GROWTH: usize = 14;

/// The line of a document.
pub(super) fn line(input: &Input, analysis: &Analysis, options: Options) -> io::Result<Vec<u8>> {
    let view = View { text: &input.text };
    let mut line = Vec::with_capacity(input.text.len() * GROWTH);
    let out = &mut line;
    open(out, "id");
    input.id.json(out)?;
    field(out, "publisher", &input.publisher)?;
    let with_text = options.with_text || input.extracted;
    let optional = [
        ("title", input.title.as_deref()),
        ("url", input.url.as_deref()),
        ("date", input.date.as_deref()),
        ("author", input.author.as_deref()),
        ("text", with_text.then_some(input.text.as_str())),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            field(out, key, value)?;
        }
    }
    key(out, "attributions");
    list(
        out,
        analysis.attributions.iter().enumerate(),
        |out, (id, it)| view.attribution(out, id, it),
    )?;
    key(out, "hedges");
    let mut hedges = Vec::with_capacity(analysis.hedges.len());
    list(out, analysis.hedges.iter(), |out, it| {
        let start = out.len();
        view.hedge(out, it)?;
        hedges.push(start..out.len());
        Ok(())
    })?;
    field(out, "check_worthiness", &analysis.check_worthiness)?;
    key(out, "claims");
    let mut claims = Claims {
        view,
        document: &input.id,
        hedges,
        links: FxHashMap::default(),
        sourcings: Vec::new(),
        commitments: Vec::new(),
    };
    list(out, analysis.claims.iter(), |out, it| claims.claim(out, it))?;
    if options.show_dropped {
        key(out, "dropped");
        list(out, analysis.dropped.iter(), |out, it| {
            view.dropped(out, it)
        })?;
    }
    out.extend_from_slice(b"}\n");
    Ok(line)
}

/// A value and where in the line it stands.
type Written<'a, T> = (&'a T, Range<usize>);

/// Claims under way, and where in the line the pieces stand that may come again.
struct Claims<'a> {
    view: View<'a>,
    document: &'a str,
    hedges: Vec<Range<usize>>,
    links: FxHashMap<(Option<usize>, Basis), Written<'a, Link>>,
    sourcings: Vec<Written<'a, Sourcing>>,
    commitments: Vec<Written<'a, Commitment>>,
}

impl<'a> Claims<'a> {
    fn claim(&mut self, out: &mut Vec<u8>, it: &'a Claim) -> io::Result<()> {
        open(out, "id");
        claim_id(self.document, it.span).json(out)?;
        field(out, "span", &it.span)?;
        field(out, "sentence", &it.sentence)?;
        field(out, "text", self.view.of(it.span))?;
        field(out, "polarity", &Word(it.polarity.as_str()))?;
        key(out, "chain");
        list(out, it.chain.iter(), |out, it| self.link(out, it))?;
        field(out, "quoted", &it.quoted)?;
        key(out, "hedges");
        let held = it.hedges.iter().filter_map(|&at| self.hedges.get(at));
        list(out, held, |out, hedge| {
            out.extend_from_within(hedge.clone());
            Ok(())
        })?;
        key(out, "sourcing");
        again(
            out,
            &mut self.sourcings,
            &it.scores.sourcing,
            wire::sourcing,
        )?;
        key(out, "commitment");
        again(
            out,
            &mut self.commitments,
            &it.scores.commitment,
            wire::commitment,
        )?;
        field(out, "check_worthiness", &it.scores.check_worthiness)?;
        key(out, "flags");
        list(out, it.flags.iter(), wire::flag)?;
        out.push(b'}');
        Ok(())
    }

    fn link(&mut self, out: &mut Vec<u8>, it: &'a Link) -> io::Result<()> {
        let key = (it.attribution, it.basis);
        match self.links.get(&key) {
            Some((same, range)) if *same == it => out.extend_from_within(range.clone()),
            _ => {
                let start = out.len();
                self.view.link(out, it)?;
                self.links.insert(key, (it, start..out.len()));
            }
        }
        Ok(())
    }
}

/// Copies what was written of an equal value before, or writes it.
fn again<'a, T: PartialEq>(
    out: &mut Vec<u8>,
    known: &mut Vec<Written<'a, T>>,
    it: &'a T,
    write: impl Fn(&mut Vec<u8>, &T) -> io::Result<()>,
) -> io::Result<()> {
    if let Some((_, range)) = known.iter().rev().find(|(same, _)| *same == it) {
        out.extend_from_within(range.clone());
        return Ok(());
    }
    let start = out.len();
    write(out, it)?;
    if known.len() >= RECENT {
        known.drain(..RECENT / 2);
    }
    known.push((it, start..out.len()));
    Ok(())
}
