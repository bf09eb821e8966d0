//! On what grounds the tagger read an attribution; made on demand, for `explain --why`.

use super::FoundBy;

/// One thing that the tagger sees, and what it weighs: above 0 it speaks for what was read, below 0 against.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// What is seen, in words.
    pub name: String,
    /// Its weight.
    pub weight: f32,
}

/// Who gave an attribution one of its spans, and why the tagger would.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanGrounds {
    /// Whether the rules give that span, the tagger, or both.
    pub by: FoundBy,
    /// The strongest grounds at its first token, the strongest first.
    pub grounds: Vec<Ground>,
}

/// Why something was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The log-odds, as far as the pack trusts the tagger; above 0 it is so.
    pub odds: f32,
    /// The strongest grounds, the strongest first.
    pub grounds: Vec<Ground>,
}

/// The grounds of an attribution that the tagger was asked about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// The rule says itself that it stands, in its own spans.
    pub forced: bool,
    /// Why the tagger sees the cue, or does not.
    pub cue: Vec<Ground>,
    /// Of the source.
    pub source: Option<SpanGrounds>,
    /// Of the content.
    pub content: Option<SpanGrounds>,
    /// Whether it stands.
    pub stands: Option<Decision>,
    /// Whether it asserts something.
    pub asserts: Option<Decision>,
}
