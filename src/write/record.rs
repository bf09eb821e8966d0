//! The record of a document, written piece by piece.
//!
//! Claims of a document share much: the publisher's link stands in every chain, a speaker's in every claim of theirs, and
//! chains of one shape score alike. What was written once is copied.

use std::io;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::jsonl::{Options, claim_id};
use super::wire;
use crate::types::{self, Analysis, Basis, Commitment, Input, Link, Sourcing, Span, Why};

/// How many scores are looked through for an equal one.
const RECENT: usize = 24;

/// The record of a document, without a line break.
pub(super) fn written(input: &Input, analysis: &Analysis, options: Options) -> io::Result<Vec<u8>> {
    let mut writer = Writer {
        view: View { text: &input.text },
        out: Vec::with_capacity(input.text.len() * 16),
        links: FxHashMap::default(),
        sourcings: Vec::new(),
        commitments: Vec::new(),
    };
    writer.record(input, analysis, options)?;
    Ok(writer.out)
}

/// A record under way, and where in it the pieces stand that may come again.
struct Writer<'a> {
    view: View<'a>,
    out: Vec<u8>,
    links: FxHashMap<(Option<usize>, Basis), (&'a Link, Range<usize>)>,
    sourcings: Vec<(&'a Sourcing, Range<usize>)>,
    commitments: Vec<(&'a Commitment, Range<usize>)>,
}

impl<'a> Writer<'a> {
    fn record(
        &mut self,
        input: &'a Input,
        analysis: &'a Analysis,
        options: Options,
    ) -> io::Result<()> {
        let view = self.view;
        let with_text = options.with_text || input.extracted;
        self.first("id", &input.id)?;
        self.next("publisher", &input.publisher)?;
        let optional = [
            ("title", input.title.as_deref()),
            ("url", input.url.as_deref()),
            ("date", input.date.as_deref()),
            ("author", input.author.as_deref()),
            ("text", with_text.then_some(input.text.as_str())),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                self.next(key, value)?;
            }
        }
        self.key("attributions");
        self.list(
            analysis.attributions.iter().enumerate(),
            |writer, (id, it)| writer.value(&view.attribution(id, it)),
        )?;
        self.key("hedges");
        let mut hedges = Vec::with_capacity(analysis.hedges.len());
        self.list(analysis.hedges.iter(), |writer, it| {
            let start = writer.out.len();
            writer.value(&view.hedge(it))?;
            hedges.push(start..writer.out.len());
            Ok(())
        })?;
        self.next("check_worthiness", &analysis.check_worthiness)?;
        self.key("claims");
        self.list(analysis.claims.iter(), |writer, claim| {
            writer.claim(&input.id, claim, &hedges)
        })?;
        if options.show_dropped {
            self.key("dropped");
            self.list(analysis.dropped.iter(), |writer, it| {
                writer.value(&view.dropped(it))
            })?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn claim(
        &mut self,
        document: &str,
        it: &'a types::Claim,
        hedges: &[Range<usize>],
    ) -> io::Result<()> {
        self.first("id", &claim_id(document, it.span))?;
        self.next("span", &it.span)?;
        self.next("sentence", &it.sentence)?;
        self.next("text", self.view.of(it.span))?;
        self.next("polarity", &it.polarity)?;
        self.key("chain");
        self.list(it.chain.iter(), Self::link)?;
        self.next("quoted", &it.quoted)?;
        self.key("hedges");
        let held = it.hedges.iter().filter_map(|&at| hedges.get(at));
        self.list(held, |writer, hedge| {
            writer.out.extend_from_within(hedge.clone());
            Ok(())
        })?;
        self.key("sourcing");
        self.sourcing(&it.scores.sourcing)?;
        self.key("commitment");
        self.commitment(&it.scores.commitment)?;
        self.next("check_worthiness", &it.scores.check_worthiness)?;
        self.key("flags");
        self.list(it.flags.iter(), |writer, it| writer.value(&flag(it)))?;
        self.out.push(b'}');
        Ok(())
    }

    fn link(&mut self, it: &'a Link) -> io::Result<()> {
        let key = (it.attribution, it.basis);
        match self.links.get(&key) {
            Some((same, range)) if *same == it => self.out.extend_from_within(range.clone()),
            _ => {
                let start = self.out.len();
                self.value(&self.view.link(it))?;
                self.links.insert(key, (it, start..self.out.len()));
            }
        }
        Ok(())
    }

    fn sourcing(&mut self, it: &'a Sourcing) -> io::Result<()> {
        match self.sourcings.iter().rev().find(|(same, _)| *same == it) {
            Some((_, range)) => self.out.extend_from_within(range.clone()),
            None => {
                let start = self.out.len();
                self.value(&sourcing(it))?;
                remember(&mut self.sourcings, (it, start..self.out.len()));
            }
        }
        Ok(())
    }

    fn commitment(&mut self, it: &'a Commitment) -> io::Result<()> {
        match self.commitments.iter().rev().find(|(same, _)| *same == it) {
            Some((_, range)) => self.out.extend_from_within(range.clone()),
            None => {
                let start = self.out.len();
                self.value(&commitment(it))?;
                remember(&mut self.commitments, (it, start..self.out.len()));
            }
        }
        Ok(())
    }

    /// Opens an object with its first field.
    fn first(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.out.push(b'{');
        self.name(key);
        self.value(value)
    }

    /// A field after another.
    fn next(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.key(key);
        self.value(value)
    }

    /// The name of a field after another.
    fn key(&mut self, key: &str) {
        self.out.push(b',');
        self.name(key);
    }

    fn name(&mut self, key: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    fn list<T>(
        &mut self,
        items: impl Iterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.out.push(b'[');
        for (i, item) in items.enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            write(self, item)?;
        }
        self.out.push(b']');
        Ok(())
    }
}

/// Adds a piece to those that may come again; of very many the oldest half is forgotten.
fn remember<T>(known: &mut Vec<T>, piece: T) {
    if known.len() >= RECENT {
        known.drain(..RECENT / 2);
    }
    known.push(piece);
}

/// A document's text, which spans point into.
#[derive(Clone, Copy)]
struct View<'a> {
    text: &'a str,
}

impl<'a> View<'a> {
    fn of(self, span: Span) -> &'a str {
        span.of(self.text)
    }

    fn attribution(self, id: usize, it: &'a types::Attribution) -> wire::Attribution<'a> {
        let (rule, because) = why(&it.cue.why);
        wire::Attribution {
            id,
            parent: it.parent,
            source: it.source.span.into_iter().collect(),
            cue: it.cue.span.into_iter().collect(),
            content: &it.content,
            polarity: it.polarity,
            relation: it.cue.relation,
            identity: it.source.identity,
            kind: it.source.kind,
            name: it.source.name.as_deref(),
            via: it.via.as_ref().map(|via| self.via(via)),
            quoted: it.quoted,
            rule,
            because,
        }
    }

    fn hedge(self, it: &'a types::Hedge) -> wire::Hedge<'a> {
        wire::Hedge {
            text: self.of(it.span),
            span: it.span,
            category: it.category,
            range: it.range,
            scope: it.scope,
            rule: why(&it.why).0,
        }
    }

    fn link(self, it: &'a types::Link) -> wire::Link<'a> {
        let (rule, because) = why(&it.source.why);
        wire::Link {
            basis: it.basis,
            identity: it.source.identity,
            kind: it.source.kind,
            name: it.source.name.as_deref(),
            registry: it.source.registry.as_deref(),
            placed: it.source.placed,
            span: it.source.span,
            text: it.source.span.map(|span| self.of(span)),
            cue: it.cue.as_ref().map(|cue| self.cue(cue)),
            via: it.via.as_ref().map(|via| self.via(via)),
            date: it.date.map(|span| wire::Words {
                text: self.of(span),
                span,
            }),
            evidence: it.evidence,
            attribution: it.attribution,
            quoted: it.quoted,
            rule,
            because,
        }
    }

    fn cue(self, it: &'a types::Cue) -> wire::Cue<'a> {
        let (rule, because) = why(&it.why);
        wire::Cue {
            text: it.span.map(|span| self.of(span)),
            span: it.span,
            relation: it.relation,
            rule,
            because,
        }
    }

    fn via(self, it: &'a types::Via) -> wire::Via<'a> {
        wire::Via {
            text: self.of(it.span),
            span: it.span,
            kind: it.kind,
            name: it.name.as_deref(),
        }
    }

    fn dropped(self, it: &'a types::Drop) -> wire::Dropped<'a> {
        wire::Dropped {
            span: it.span,
            text: self.of(it.span),
            rule: &it.rule,
        }
    }
}

/// Rule and reason, where there are any.
fn why(why: &Why) -> (Option<&str>, Option<&str>) {
    let said = |text| Some(text).filter(|text: &&str| !text.is_empty());
    (said(why.rule.as_str()), said(why.because))
}

fn sourcing(it: &types::Sourcing) -> wire::Sourcing<'_> {
    wire::Sourcing {
        value: it.value,
        interval: it.interval,
        letter: it.letter,
        digit: it.digit,
        independent_roots: it.independent_roots,
        opposing_roots: it.opposing_roots,
        trust: it.trust,
        opinion: it.opinion,
        contributions: &it.contributions,
    }
}

fn commitment(it: &types::Commitment) -> wire::Commitment<'_> {
    wire::Commitment {
        value: it.value,
        range: it.range,
        firmness: it.firmness,
        contributions: &it.contributions,
    }
}

fn flag(it: &types::Flag) -> wire::Flag<'_> {
    wire::Flag {
        rule: &it.rule,
        severity: it.severity,
        message: &it.message,
        help: it.help.as_deref(),
    }
}
