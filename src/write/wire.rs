//! The written form of a document's results. Names and meanings are a promise; offsets are bytes, half open.
//!
//! Every field that a reader may rely on is always there, `null` where there is nothing; the few that a document may lack
//! altogether (title, address and the like) are left out.

use serde::Serialize;

use crate::types::{
    self, Basis, HedgeCategory, Identity, Letter, Opinion, Polarity, Relation, Severity,
    SourceType, Span, ViaKind,
};

#[derive(Serialize)]
pub(super) struct Attribution<'a> {
    pub id: usize,
    pub parent: Option<usize>,
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: &'a [Span],
    pub polarity: Polarity,
    pub relation: Relation,
    pub identity: Identity,
    #[serde(rename = "type")]
    pub kind: SourceType,
    pub name: Option<&'a str>,
    pub via: Option<Via<'a>>,
    pub quoted: bool,
    pub rule: Option<&'a str>,
    pub because: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Hedge<'a> {
    pub text: &'a str,
    pub span: Span,
    pub category: HedgeCategory,
    pub range: Option<[f64; 2]>,
    pub scope: Span,
    pub rule: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Link<'a> {
    pub basis: Basis,
    pub identity: Identity,
    #[serde(rename = "type")]
    pub kind: SourceType,
    pub name: Option<&'a str>,
    pub registry: Option<&'a str>,
    pub placed: bool,
    pub span: Option<Span>,
    pub text: Option<&'a str>,
    pub cue: Option<Cue<'a>>,
    pub via: Option<Via<'a>>,
    pub date: Option<Words<'a>>,
    pub evidence: Option<Span>,
    pub attribution: Option<usize>,
    pub quoted: bool,
    pub rule: Option<&'a str>,
    pub because: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Cue<'a> {
    pub text: Option<&'a str>,
    pub span: Option<Span>,
    pub relation: Relation,
    pub rule: Option<&'a str>,
    pub because: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Via<'a> {
    pub text: &'a str,
    pub span: Span,
    pub kind: ViaKind,
    pub name: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub span: Span,
}

#[derive(Serialize)]
pub(super) struct Sourcing<'a> {
    pub value: f64,
    pub interval: [f64; 2],
    pub letter: Letter,
    pub digit: u8,
    pub independent_roots: u32,
    pub opposing_roots: u32,
    pub trust: Option<f64>,
    pub opinion: Opinion,
    pub contributions: &'a types::SourcingContributions,
}

#[derive(Serialize)]
pub(super) struct Commitment<'a> {
    pub value: f64,
    pub range: [f64; 2],
    pub firmness: [f64; 2],
    pub contributions: &'a [types::CommitmentPart],
}

#[derive(Serialize)]
pub(super) struct Flag<'a> {
    pub rule: &'a str,
    pub severity: Severity,
    pub message: &'a str,
    pub help: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Dropped<'a> {
    pub span: Span,
    pub text: &'a str,
    pub rule: &'a str,
}

/// The line of a document that could not be scored.
#[derive(Serialize)]
pub(super) struct ErrorRecord<'a> {
    pub id: Option<&'a str>,
    pub error: ErrorBody<'a>,
}

#[derive(Serialize)]
pub(super) struct ErrorBody<'a> {
    pub kind: types::FailureKind,
    pub file: String,
    pub line: Option<u64>,
    pub message: &'a str,
}
