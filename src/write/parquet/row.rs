//! A document as one row. The names are those of the JSON record; `[low, high]` and `[start, end]` are structs here.

use super::columns::{Built, Columns};
use crate::types::{
    Analysis, Attribution, Ceiling, Claim, Commitment, CommitmentPart, Cue, Drop, Failure, Flag,
    Hedge, Input, Link, LinkContribution, Opinion, RootContribution, Sourcing, Span, Via,
};
use crate::write::jsonl::{Options, claim_id};
use crate::write::wire::{View, failure_kind, said};

/// A document and what came of it.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    Scored(&'a Input, &'a Analysis, Options),
    Failed(&'a Failure),
}

/// Something found in a text, and that text.
type In<'a, T> = (View<'a>, &'a T);

impl<'a> Row<'a> {
    fn input(self) -> Option<&'a Input> {
        match self {
            Row::Scored(input, ..) => Some(input),
            Row::Failed(_) => None,
        }
    }

    fn id(self) -> Option<&'a str> {
        match self {
            Row::Scored(input, ..) => Some(&input.id),
            Row::Failed(failure) => failure.id.as_deref(),
        }
    }

    fn text(self) -> Option<&'a str> {
        match self {
            Row::Scored(input, _, options) if options.with_text || input.extracted => {
                Some(&input.text)
            }
            _ => None,
        }
    }

    fn failure(self) -> Option<&'a Failure> {
        match self {
            Row::Scored(..) => None,
            Row::Failed(failure) => Some(failure),
        }
    }

    fn analysis(self) -> Option<In<'a, Analysis>> {
        match self {
            Row::Scored(input, analysis, _) => Some((View { text: &input.text }, analysis)),
            Row::Failed(_) => None,
        }
    }

    /// A list of what was found; a document that failed has none of anything.
    fn found<T>(self, of: impl Fn(&'a Analysis) -> &'a [T]) -> Vec<In<'a, T>> {
        let found = self.analysis().map(|(view, it)| seen(view, of(it)));
        found.unwrap_or_default()
    }

    fn attributions(self) -> Vec<(usize, In<'a, Attribution>)> {
        let found = self.found(|it| &it.attributions);
        found.into_iter().enumerate().collect()
    }

    fn claims(self) -> Vec<Claimed<'a>> {
        let Row::Scored(input, analysis, _) = self else {
            return Vec::new();
        };
        let claimed = |claim| Claimed {
            view: View { text: &input.text },
            id: &input.id,
            hedges: &analysis.hedges,
            claim,
        };
        analysis.claims.iter().map(claimed).collect()
    }

    fn dropped(self) -> Option<Vec<In<'a, Drop>>> {
        match self {
            Row::Scored(_, _, options) if options.show_dropped => {
                Some(self.found(|it| &it.dropped))
            }
            _ => None,
        }
    }
}

fn seen<'a, T>(view: View<'a>, items: &'a [T]) -> Vec<In<'a, T>> {
    items.iter().map(|it| (view, it)).collect()
}

/// Documents.
pub(super) fn documents(rows: &[Option<Row<'_>>]) -> Built {
    Columns::over(rows)
        .text_or_null("id", Row::id)
        .text_or_null("publisher", |row| row.input()?.publisher.as_deref())
        .text_or_null("title", |row| row.input()?.title.as_deref())
        .text_or_null("url", |row| row.input()?.url.as_deref())
        .text_or_null("date", |row| row.input()?.date.as_deref())
        .text_or_null("author", |row| row.input()?.author.as_deref())
        .text_or_null("text", Row::text)
        .list("attributions", Row::attributions, attributions)
        .list("hedges", |row| row.found(|it| &it.hedges), hedges)
        .real_or_null("check_worthiness", |row| {
            row.analysis().map(|(_, it)| it.check_worthiness)
        })
        .list("claims", Row::claims, claims)
        .list_or_null("dropped", Row::dropped, dropped)
        .group_or_null("error", Row::failure, errors)
        .done()
}

fn errors(rows: &[Option<&Failure>]) -> Built {
    let kinds: Vec<_> = rows.iter().map(|row| row.map(spelled)).collect();
    let kinds: Vec<_> = kinds.iter().map(Option::as_ref).collect();
    Columns::over(&kinds)
        .text("kind", |it| &it.kind)
        .text("file", |it| &it.file)
        .long_or_null("line", |it| it.line)
        .text("message", |it| it.message)
        .done()
}

/// A failure, spelled out.
struct Spelled<'a> {
    kind: String,
    file: String,
    line: Option<u64>,
    message: &'a str,
}

fn spelled(it: &Failure) -> Spelled<'_> {
    Spelled {
        kind: failure_kind(it.kind),
        file: it.origin.file.display().to_string(),
        line: it.origin.line,
        message: &it.message,
    }
}

fn attributions(rows: &[Option<(usize, In<'_, Attribution>)>]) -> Built {
    Columns::over(rows)
        .index("id", |(id, _)| id)
        .index_or_null("parent", |(_, (_, it))| it.parent)
        .list(
            "source",
            |(_, (_, it))| it.source.span.into_iter().collect(),
            spans,
        )
        .list(
            "cue",
            |(_, (_, it))| it.cue.span.into_iter().collect(),
            spans,
        )
        .list("content", |(_, (_, it))| it.content.clone(), spans)
        .text("polarity", |(_, (_, it))| it.polarity.as_str())
        .text("relation", |(_, (_, it))| it.cue.relation.as_str())
        .text("identity", |(_, (_, it))| it.source.identity.as_str())
        .text("type", |(_, (_, it))| it.source.kind.as_str())
        .text_or_null("name", |(_, (_, it))| it.source.name.as_deref())
        .group_or_null(
            "via",
            |(_, (view, it))| Some((view, it.via.as_ref()?)),
            vias,
        )
        .truth("quoted", |(_, (_, it))| it.quoted)
        .text_or_null("rule", |(_, (_, it))| said(&it.cue.why.rule))
        .text_or_null("because", |(_, (_, it))| said(it.cue.why.because))
        .text("by", |(_, (_, it))| it.by.as_str())
        .real_or_null("certainty", |(_, (_, it))| it.certainty)
        .done()
}

fn hedges(rows: &[Option<In<'_, Hedge>>]) -> Built {
    Columns::over(rows)
        .text("text", |(view, it)| view.of(it.span))
        .group("span", |(_, it)| it.span, spans)
        .text("category", |(_, it)| it.category.as_str())
        .group_or_null("range", |(_, it)| it.range, ranges)
        .group("scope", |(_, it)| it.scope, spans)
        .text_or_null("rule", |(_, it)| said(&it.why.rule))
        .done()
}

/// A claim, and what of its document it points to.
#[derive(Clone, Copy)]
struct Claimed<'a> {
    view: View<'a>,
    id: &'a str,
    hedges: &'a [Hedge],
    claim: &'a Claim,
}

impl<'a> Claimed<'a> {
    fn held(self) -> Vec<In<'a, Hedge>> {
        let held = self.claim.hedges.iter();
        held.filter_map(|&at| Some((self.view, self.hedges.get(at)?)))
            .collect()
    }
}

fn claims(rows: &[Option<Claimed<'_>>]) -> Built {
    let ids = rows
        .iter()
        .flatten()
        .map(|it| claim_id(it.id, it.claim.span));
    let ids: Vec<String> = ids.collect();
    let named = rows.iter().flatten().zip(&ids);
    let named: Vec<_> = named.map(|(&it, id)| Some((id.as_str(), it))).collect();
    Columns::over(&named)
        .text("id", |(id, _)| id)
        .group("span", |(_, it)| it.claim.span, spans)
        .group("sentence", |(_, it)| it.claim.sentence, spans)
        .text("text", |(_, it)| it.view.of(it.claim.span))
        .text("polarity", |(_, it)| it.claim.polarity.as_str())
        .list("chain", |(_, it)| seen(it.view, &it.claim.chain), links)
        .truth("quoted", |(_, it)| it.claim.quoted)
        .list("hedges", |(_, it)| it.held(), hedges)
        .group("sourcing", |(_, it)| &it.claim.scores.sourcing, sourcings)
        .group(
            "commitment",
            |(_, it)| &it.claim.scores.commitment,
            commitments,
        )
        .real("check_worthiness", |(_, it)| {
            it.claim.scores.check_worthiness
        })
        .list("flags", |(_, it)| it.claim.flags.iter().collect(), flags)
        .done()
}

fn links(rows: &[Option<In<'_, Link>>]) -> Built {
    Columns::over(rows)
        .text("basis", |(_, it)| it.basis.as_str())
        .text("identity", |(_, it)| it.source.identity.as_str())
        .text("type", |(_, it)| it.source.kind.as_str())
        .text_or_null("name", |(_, it)| it.source.name.as_deref())
        .text_or_null("registry", |(_, it)| it.source.registry.as_deref())
        .truth("placed", |(_, it)| it.source.placed)
        .group_or_null("span", |(_, it)| it.source.span, spans)
        .text_or_null("text", |(view, it)| {
            it.source.span.map(|span| view.of(span))
        })
        .group_or_null("cue", |(view, it)| Some((view, it.cue.as_ref()?)), cues)
        .group_or_null("via", |(view, it)| Some((view, it.via.as_ref()?)), vias)
        .group_or_null("date", |(view, it)| Some((view, it.date?)), words)
        .group_or_null("evidence", |(_, it)| it.evidence, spans)
        .index_or_null("attribution", |(_, it)| it.attribution)
        .truth("quoted", |(_, it)| it.quoted)
        .text_or_null("rule", |(_, it)| said(&it.source.why.rule))
        .text_or_null("because", |(_, it)| said(it.source.why.because))
        .done()
}

fn cues(rows: &[Option<In<'_, Cue>>]) -> Built {
    Columns::over(rows)
        .text_or_null("text", |(view, it)| it.span.map(|span| view.of(span)))
        .group_or_null("span", |(_, it)| it.span, spans)
        .text("relation", |(_, it)| it.relation.as_str())
        .text_or_null("rule", |(_, it)| said(&it.why.rule))
        .text_or_null("because", |(_, it)| said(it.why.because))
        .done()
}

fn vias(rows: &[Option<In<'_, Via>>]) -> Built {
    Columns::over(rows)
        .text("text", |(view, it)| view.of(it.span))
        .group("span", |(_, it)| it.span, spans)
        .text("kind", |(_, it)| it.kind.as_str())
        .text_or_null("name", |(_, it)| it.name.as_deref())
        .done()
}

fn words(rows: &[Option<(View<'_>, Span)>]) -> Built {
    Columns::over(rows)
        .text("text", |(view, span)| view.of(span))
        .group("span", |(_, span)| span, spans)
        .done()
}

fn dropped(rows: &[Option<In<'_, Drop>>]) -> Built {
    Columns::over(rows)
        .group("span", |(_, it)| it.span, spans)
        .text("text", |(view, it)| view.of(it.span))
        .text("rule", |(_, it)| &it.rule)
        .done()
}

fn flags(rows: &[Option<&Flag>]) -> Built {
    Columns::over(rows)
        .text("rule", |it| &it.rule)
        .text("severity", |it| it.severity.as_str())
        .text("message", |it| &it.message)
        .text_or_null("help", |it| it.help.as_deref())
        .done()
}

fn sourcings(rows: &[Option<&Sourcing>]) -> Built {
    Columns::over(rows)
        .real("value", |it| it.value)
        .group("interval", |it| it.interval, ranges)
        .text("letter", |it| it.letter.as_str())
        .digit("digit", |it| it.digit)
        .whole("independent_roots", |it| it.independent_roots)
        .whole("opposing_roots", |it| it.opposing_roots)
        .real_or_null("trust", |it| it.trust)
        .group("opinion", |it| it.opinion, opinions)
        .group(
            "contributions",
            |it| &it.contributions,
            |rows| {
                Columns::over(rows)
                    .list("links", |it| it.links.iter().collect(), link_parts)
                    .list("roots", |it| it.roots.iter().collect(), root_parts)
                    .group("ceiling", |it| it.ceiling, ceilings)
                    .done()
            },
        )
        .done()
}

fn opinions(rows: &[Option<Opinion>]) -> Built {
    Columns::over(rows)
        .real("b", |it| it.b)
        .real("d", |it| it.d)
        .real("u", |it| it.u)
        .real("a", |it| it.a)
        .done()
}

fn link_parts(rows: &[Option<&LinkContribution>]) -> Built {
    Columns::over(rows)
        .index("link", |it| it.link)
        .truth("via", |it| it.via)
        .real("trust", |it| it.trust)
        .real("fidelity", |it| it.fidelity)
        .real("ln", |it| it.ln)
        .done()
}

fn root_parts(rows: &[Option<&RootContribution>]) -> Built {
    Columns::over(rows)
        .text("root", |it| &it.root)
        .text("side", |it| it.side.as_str())
        .real("trust", |it| it.trust)
        .real("evidence", |it| it.evidence)
        .done()
}

fn ceilings(rows: &[Option<Ceiling>]) -> Built {
    Columns::over(rows)
        .real("for", |it| it.pro)
        .real("against", |it| it.con)
        .done()
}

fn commitments(rows: &[Option<&Commitment>]) -> Built {
    Columns::over(rows)
        .real("value", |it| it.value)
        .group("range", |it| it.range, ranges)
        .group("firmness", |it| it.firmness, ranges)
        .list(
            "contributions",
            |it| it.contributions.iter().map(Part::of).collect(),
            parts,
        )
        .done()
}

/// A part of a commitment, with what one kind of part has and others lack.
#[derive(Clone, Copy)]
struct Part {
    part: &'static str,
    link: Option<usize>,
    relation: Option<&'static str>,
    scope: Option<usize>,
    category: Option<&'static str>,
    range: [f64; 2],
}

impl Part {
    fn of(it: &CommitmentPart) -> Self {
        let bare = |part, range| Part {
            part,
            link: None,
            relation: None,
            scope: None,
            category: None,
            range,
        };
        match *it {
            CommitmentPart::Unhedged { range } => bare("unhedged", range),
            CommitmentPart::Verb {
                link,
                relation,
                range,
            } => Part {
                link: Some(link),
                relation: Some(relation.as_str()),
                ..bare("verb", range)
            },
            CommitmentPart::Hedge {
                scope,
                category,
                range,
            } => Part {
                scope: Some(scope),
                category: Some(category.as_str()),
                ..bare("hedge", range)
            },
        }
    }
}

fn parts(rows: &[Option<Part>]) -> Built {
    Columns::over(rows)
        .text("part", |it| it.part)
        .index_or_null("link", |it| it.link)
        .text_or_null("relation", |it| it.relation)
        .index_or_null("scope", |it| it.scope)
        .text_or_null("category", |it| it.category)
        .group("range", |it| it.range, ranges)
        .done()
}

fn spans(rows: &[Option<Span>]) -> Built {
    Columns::over(rows)
        .whole("start", |it| it.start)
        .whole("end", |it| it.end)
        .done()
}

fn ranges(rows: &[Option<[f64; 2]>]) -> Built {
    Columns::over(rows)
        .real("low", |[low, _]| low)
        .real("high", |[_, high]| high)
        .done()
}
