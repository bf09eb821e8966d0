//! The written form of a document's results. Names and meanings are a promise; offsets are bytes, half open.
//!
//! Every field that a reader may rely on is always there, `null` where there is nothing; the few that a document may lack
//! altogether (title, address and the like) are left out.

use std::io;

use super::json::{Json, Word, field, key, list, open};
use crate::types::{self, Commitment, CommitmentPart, Failure, FailureKind, Sourcing, Span, Why};

/// A document's text, which spans point into.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub text: &'a str,
}

type Out<'o> = &'o mut Vec<u8>;

impl<'a> View<'a> {
    pub fn of(self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// An attribution; `id` is its place among them.
    pub fn attribution(self, out: Out<'_>, id: usize, it: &types::Attribution) -> io::Result<()> {
        open(out, "id");
        id.json(out)?;
        field(out, "parent", &it.parent)?;
        key(out, "source");
        list(out, it.source.span.iter(), |out, it| it.json(out))?;
        key(out, "cue");
        list(out, it.cue.span.iter(), |out, it| it.json(out))?;
        key(out, "content");
        list(out, it.content.iter(), |out, it| it.json(out))?;
        field(out, "polarity", &Word(it.polarity.as_str()))?;
        field(out, "relation", &Word(it.cue.relation.as_str()))?;
        field(out, "identity", &Word(it.source.identity.as_str()))?;
        field(out, "type", &Word(it.source.kind.as_str()))?;
        field(out, "name", &it.source.name)?;
        self.via(out, it.via.as_ref())?;
        field(out, "quoted", &it.quoted)?;
        why(out, &it.cue.why)?;
        field(out, "by", &Word(it.by.as_str()))?;
        field(out, "certainty", &it.certainty)?;
        close(out)
    }

    /// A hedge.
    pub fn hedge(self, out: Out<'_>, it: &types::Hedge) -> io::Result<()> {
        open(out, "text");
        self.of(it.span).json(out)?;
        field(out, "span", &it.span)?;
        field(out, "category", &Word(it.category.as_str()))?;
        field(out, "range", &it.range)?;
        field(out, "scope", &it.scope)?;
        field(out, "rule", &said(&it.why.rule))?;
        close(out)
    }

    /// A link of a chain.
    pub fn link(self, out: Out<'_>, it: &types::Link) -> io::Result<()> {
        open(out, "basis");
        Word(it.basis.as_str()).json(out)?;
        field(out, "identity", &Word(it.source.identity.as_str()))?;
        field(out, "type", &Word(it.source.kind.as_str()))?;
        field(out, "name", &it.source.name)?;
        field(out, "registry", &it.source.registry)?;
        field(out, "placed", &it.source.placed)?;
        field(out, "span", &it.source.span)?;
        field(out, "text", &it.source.span.map(|span| self.of(span)))?;
        key(out, "cue");
        self.cue(out, it.cue.as_ref())?;
        self.via(out, it.via.as_ref())?;
        key(out, "date");
        self.words(out, it.date)?;
        field(out, "evidence", &it.evidence)?;
        field(out, "attribution", &it.attribution)?;
        field(out, "quoted", &it.quoted)?;
        why(out, &it.source.why)?;
        close(out)
    }

    fn cue(self, out: Out<'_>, it: Option<&types::Cue>) -> io::Result<()> {
        let Some(it) = it else {
            return None::<bool>.json(out);
        };
        open(out, "text");
        it.span.map(|span| self.of(span)).json(out)?;
        field(out, "span", &it.span)?;
        field(out, "relation", &Word(it.relation.as_str()))?;
        why(out, &it.why)?;
        close(out)
    }

    fn via(self, out: Out<'_>, it: Option<&types::Via>) -> io::Result<()> {
        key(out, "via");
        let Some(it) = it else {
            return None::<bool>.json(out);
        };
        open(out, "text");
        self.of(it.span).json(out)?;
        field(out, "span", &it.span)?;
        field(out, "kind", &Word(it.kind.as_str()))?;
        field(out, "name", &it.name)?;
        close(out)
    }

    fn words(self, out: Out<'_>, span: Option<Span>) -> io::Result<()> {
        let Some(span) = span else {
            return None::<bool>.json(out);
        };
        open(out, "text");
        self.of(span).json(out)?;
        field(out, "span", &span)?;
        close(out)
    }

    /// A passage left out as boilerplate.
    pub fn dropped(self, out: Out<'_>, it: &types::Drop) -> io::Result<()> {
        open(out, "span");
        it.span.json(out)?;
        field(out, "text", self.of(it.span))?;
        field(out, "rule", &it.rule)?;
        close(out)
    }
}

/// How well a claim is sourced.
pub(super) fn sourcing(out: Out<'_>, it: &Sourcing) -> io::Result<()> {
    open(out, "value");
    it.value.json(out)?;
    field(out, "interval", &it.interval)?;
    field(out, "letter", &Word(it.letter.as_str()))?;
    field(out, "digit", &it.digit)?;
    field(out, "independent_roots", &it.independent_roots)?;
    field(out, "opposing_roots", &it.opposing_roots)?;
    field(out, "trust", &it.trust)?;
    key(out, "opinion");
    open(out, "b");
    it.opinion.b.json(out)?;
    field(out, "d", &it.opinion.d)?;
    field(out, "u", &it.opinion.u)?;
    field(out, "a", &it.opinion.a)?;
    close(out)?;
    key(out, "contributions");
    open(out, "links");
    list(out, it.contributions.links.iter(), of_link)?;
    key(out, "roots");
    list(out, it.contributions.roots.iter(), of_root)?;
    key(out, "ceiling");
    open(out, "for");
    it.contributions.ceiling.pro.json(out)?;
    field(out, "against", &it.contributions.ceiling.con)?;
    out.extend_from_slice(b"}}");
    close(out)
}

fn of_link(out: Out<'_>, it: &types::LinkContribution) -> io::Result<()> {
    open(out, "link");
    it.link.json(out)?;
    if it.via {
        field(out, "via", &true)?;
    }
    field(out, "trust", &it.trust)?;
    field(out, "fidelity", &it.fidelity)?;
    field(out, "ln", &it.ln)?;
    close(out)
}

fn of_root(out: Out<'_>, it: &types::RootContribution) -> io::Result<()> {
    open(out, "root");
    it.root.json(out)?;
    field(out, "side", &Word(it.side.as_str()))?;
    field(out, "trust", &it.trust)?;
    field(out, "evidence", &it.evidence)?;
    close(out)
}

/// How firmly a claim is asserted.
pub(super) fn commitment(out: Out<'_>, it: &Commitment) -> io::Result<()> {
    open(out, "value");
    it.value.json(out)?;
    field(out, "range", &it.range)?;
    field(out, "firmness", &it.firmness)?;
    key(out, "contributions");
    list(out, it.contributions.iter(), part)?;
    close(out)
}

fn part(out: Out<'_>, it: &CommitmentPart) -> io::Result<()> {
    open(out, "part");
    let range = match it {
        CommitmentPart::Unhedged { range } => {
            Word("unhedged").json(out)?;
            range
        }
        CommitmentPart::Verb {
            link,
            relation,
            range,
        } => {
            Word("verb").json(out)?;
            field(out, "link", link)?;
            field(out, "relation", &Word(relation.as_str()))?;
            range
        }
        CommitmentPart::Hedge {
            scope,
            category,
            range,
        } => {
            Word("hedge").json(out)?;
            field(out, "scope", scope)?;
            field(out, "category", &Word(category.as_str()))?;
            range
        }
    };
    field(out, "range", range)?;
    close(out)
}

/// A flag.
pub(super) fn flag(out: Out<'_>, it: &types::Flag) -> io::Result<()> {
    open(out, "rule");
    it.rule.json(out)?;
    field(out, "severity", &Word(it.severity.as_str()))?;
    field(out, "message", &it.message)?;
    field(out, "help", &it.help)?;
    close(out)
}

/// The line of a document that could not be scored.
pub(super) fn failure(out: Out<'_>, it: &Failure) -> io::Result<()> {
    open(out, "id");
    it.id.json(out)?;
    key(out, "error");
    open(out, "kind");
    failure_kind(it.kind).json(out)?;
    field(out, "file", &it.origin.file.display().to_string())?;
    field(out, "line", &it.origin.line)?;
    if it.origin.record.is_some() {
        field(out, "record", &it.origin.record)?;
    }
    field(out, "message", &it.message)?;
    out.extend_from_slice(b"}}");
    Ok(())
}

/// A kind of failure, as it is written.
pub(super) fn failure_kind(it: FailureKind) -> String {
    let name = serde_json::to_value(it).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

fn close(out: Out<'_>) -> io::Result<()> {
    out.push(b'}');
    Ok(())
}

/// Rule and reason, where there are any.
fn why(out: Out<'_>, it: &Why) -> io::Result<()> {
    field(out, "rule", &said(&it.rule))?;
    field(out, "because", &said(it.because))
}

/// What a rule says, where it says anything.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
