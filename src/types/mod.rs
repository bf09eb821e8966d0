//! The plain data that flows between the stages. Reads nothing of ours.

mod analysis;
mod grounds;
mod input;
mod score;
mod span;
mod vocabulary;

pub use analysis::{Analysis, Attribution, Claim, Cue, Drop, Flag, Hedge, Link, Source, Via, Why};
pub use grounds::{Decision, Ground, Grounds, SpanGrounds};
pub use input::{Failure, FailureKind, Input, Origin};
pub use score::{
    Ceiling, Commitment, CommitmentPart, LinkContribution, Opinion, RootContribution, Scores,
    Sourcing, SourcingContributions, TriagePart,
};
pub use span::Span;
pub use vocabulary::{
    Basis, FoundBy, Grade, HedgeCategory, Identity, Letter, Polarity, Relation, Severity,
    SourceType, ViaKind,
};
