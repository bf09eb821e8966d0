//! One JSON object a line for each document, scored or failed.

use std::io::{self, Write};

use super::wire;
use crate::types::{self, Analysis, Failure, Input, Span, Why};

/// What a record holds beyond what it must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The text of every document, not only of extracted ones.
    pub with_text: bool,
    /// The passages left out as boilerplate.
    pub show_dropped: bool,
}

/// Writes the line of a scored document.
///
/// # Errors
///
/// Where the writer fails.
pub fn record(
    out: &mut impl Write,
    input: &Input,
    analysis: &Analysis,
    options: Options,
) -> io::Result<()> {
    let view = View { input, analysis };
    line(out, &view.record(options))
}

/// Writes the line of a document that could not be scored.
///
/// # Errors
///
/// Where the writer fails.
pub fn failure(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    let error = wire::ErrorBody {
        kind: failure.kind,
        file: failure.origin.file.display().to_string(),
        line: failure.origin.line,
        message: &failure.message,
    };
    let id = failure.id.as_deref();
    line(out, &wire::ErrorRecord { id, error })
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// The id of a claim: twelve hexadecimal digits of a hash (FNV-1a) of the document's id and the claim's span.
pub fn claim_id(document: &str, span: Span) -> String {
    let ends = [span.start, span.end];
    let ends = ends.iter().flat_map(|end| end.to_le_bytes());
    let bytes = document.bytes().chain([0]).chain(ends);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:012x}", hash >> 16)
}

/// A document and its results, out of which the written form is made.
struct View<'a> {
    input: &'a Input,
    analysis: &'a Analysis,
}

impl<'a> View<'a> {
    fn of(&self, span: Span) -> &'a str {
        span.of(&self.input.text)
    }

    fn record(&self, options: Options) -> wire::Record<'a> {
        let View { input, analysis } = self;
        let with_text = options.with_text || input.extracted;
        let attributions = analysis.attributions.iter().enumerate();
        let dropped = options.show_dropped.then_some(&analysis.dropped);
        wire::Record {
            id: &input.id,
            publisher: input.publisher.as_deref(),
            title: input.title.as_deref(),
            url: input.url.as_deref(),
            date: input.date.as_deref(),
            author: input.author.as_deref(),
            text: with_text.then_some(input.text.as_str()),
            attributions: attributions
                .map(|(id, it)| self.attribution(id, it))
                .collect(),
            hedges: analysis.hedges.iter().map(|it| self.hedge(it)).collect(),
            check_worthiness: analysis.check_worthiness,
            claims: analysis.claims.iter().map(|it| self.claim(it)).collect(),
            dropped: dropped.map(|all| all.iter().map(|it| self.dropped(it)).collect()),
        }
    }

    fn attribution(&self, id: usize, it: &'a types::Attribution) -> wire::Attribution<'a> {
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

    fn hedge(&self, it: &'a types::Hedge) -> wire::Hedge<'a> {
        wire::Hedge {
            text: self.of(it.span),
            span: it.span,
            category: it.category,
            range: it.range,
            scope: it.scope,
            rule: why(&it.why).0,
        }
    }

    fn claim(&self, it: &'a types::Claim) -> wire::Claim<'a> {
        let hedges = it
            .hedges
            .iter()
            .filter_map(|&at| self.analysis.hedges.get(at));
        wire::Claim {
            id: claim_id(&self.input.id, it.span),
            span: it.span,
            sentence: it.sentence,
            text: self.of(it.span),
            polarity: it.polarity,
            chain: it.chain.iter().map(|it| self.link(it)).collect(),
            quoted: it.quoted,
            hedges: hedges.map(|it| self.hedge(it)).collect(),
            sourcing: sourcing(&it.scores.sourcing),
            commitment: commitment(&it.scores.commitment),
            check_worthiness: it.scores.check_worthiness,
            flags: it.flags.iter().map(flag).collect(),
        }
    }

    fn link(&self, it: &'a types::Link) -> wire::Link<'a> {
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

    fn cue(&self, it: &'a types::Cue) -> wire::Cue<'a> {
        let (rule, because) = why(&it.why);
        wire::Cue {
            text: it.span.map(|span| self.of(span)),
            span: it.span,
            relation: it.relation,
            rule,
            because,
        }
    }

    fn via(&self, it: &'a types::Via) -> wire::Via<'a> {
        wire::Via {
            text: self.of(it.span),
            span: it.span,
            kind: it.kind,
            name: it.name.as_deref(),
        }
    }

    fn dropped(&self, it: &'a types::Drop) -> wire::Dropped<'a> {
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

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::types::{FailureKind, Origin};
    use serde_json::Value;

    const ALL: Options = Options {
        with_text: true,
        show_dropped: true,
    };

    fn written(options: Options) -> Value {
        let mut out = Vec::new();
        record(&mut out, &sample::input(), &sample::analysis(), options).unwrap();
        assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), 1);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_record() {
        let record = serde_json::to_string_pretty(&written(ALL)).unwrap();
        insta::assert_snapshot!(record);
    }

    #[test]
    fn text_and_dropped_passages_come_where_asked_for() {
        let record = written(Options::default());
        assert!(record.get("text").is_none() && record.get("dropped").is_none());
    }

    #[test]
    fn words_are_those_that_their_spans_name() {
        let record = written(ALL);
        for claim in record["claims"].as_array().unwrap() {
            let end = |at: usize| claim["span"][at].as_u64().unwrap() as usize;
            assert_eq!(claim["text"], sample::TEXT[end(0)..end(1)]);
        }
    }

    #[test]
    fn a_claim_keeps_its_id_and_others_have_others() {
        let id = claim_id("d01", Span::new(3, 9));
        assert_eq!(id, claim_id("d01", Span::new(3, 9)));
        assert!(id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(id, claim_id("d02", Span::new(3, 9)));
        assert_ne!(id, claim_id("d01", Span::new(3, 8)));
    }

    #[test]
    fn an_error_record() {
        let failed = Failure {
            id: None,
            origin: Origin {
                file: "in.jsonl".into(),
                line: Some(7),
            },
            kind: FailureKind::BadRecord,
            message: "\"text\" is missing".into(),
        };
        let mut out = Vec::new();
        failure(&mut out, &failed).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"id":null,"error":{"kind":"bad_record","file":"in.jsonl","line":7,"message":"\"text\" is missing"}}"#);
    }
}
