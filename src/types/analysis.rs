//! What comes out of one document: attributions, hedges, claims with their chains, flags.

use super::{
    Basis, FoundBy, HedgeCategory, Identity, Polarity, Relation, Scores, Severity, SourceType,
    Span, ViaKind,
};

/// Everything that the engine finds in one document. Holds no text: spans point into [`super::Input::text`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// All that somebody is said to say, think, want or plan, in the order of the text; an
    /// attribution's index is its id.
    pub attributions: Vec<Attribution>,
    /// Every hedge, in a claim or not, in the order of the text.
    pub hedges: Vec<Hedge>,
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// The highest check-worthiness of the claims, 0..1; 0 where there is none.
    pub check_worthiness: f64,
    /// Passages that were left out as boilerplate.
    pub dropped: Vec<Drop>,
}

/// A passage left out as boilerplate, and the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drop {
    /// Where.
    pub span: Span,
    /// The id of the rule.
    pub rule: String,
}

/// One attribution: somebody (`source`) is said (`cue`) to hold something (`content`).
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The attribution whose content holds this one.
    pub parent: Option<usize>,
    /// Whose words; absent where nobody is named ("reportedly").
    pub source: Source,
    /// The words that report.
    pub cue: Cue,
    /// What is reported; several spans where it is discontinuous, none where it is not given.
    pub content: Vec<Span>,
    /// Whether the source holds the content true.
    pub polarity: Polarity,
    /// The channel that the source spoke through.
    pub via: Option<Via>,
    /// The content's own words stand in quotation marks.
    pub quoted: bool,
    /// Whether a rule found it, the tagger, or both.
    pub by: FoundBy,
    /// How sure the tagger is of the cue, 0..1; absent where it was not asked.
    pub certainty: Option<f64>,
}

/// A source of an attribution, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its words, with the description beside it; absent where there are none.
    pub span: Option<Span>,
    /// How far it can be identified.
    pub identity: Identity,
    /// What kind of thing it is.
    pub kind: SourceType,
    /// The fullest name in the document, or the registry's, of whom is meant.
    pub name: Option<String>,
    /// The registry's id, where it knows the name.
    pub registry: Option<String>,
    /// The text ties an unnamed source to a named body or tells its access.
    pub placed: bool,
    /// Why identity, type and name are as they are.
    pub why: Why,
}

/// The word that reports, and the rule that knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its words; absent for a headline's dash or colon and for a quotation that goes on without one.
    pub span: Option<Span>,
    /// What it says of source and content.
    pub relation: Relation,
    /// Which rule found it, and in which frame.
    pub why: Why,
}

/// Which rule made a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// The rule's id; empty where mechanism alone decided.
    pub rule: String,
    /// What in the text made it apply, in a few words.
    pub because: &'static str,
}

/// The channel that a source spoke through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// Its words.
    pub span: Span,
    /// What kind of channel.
    pub kind: ViaKind,
    /// The name of the outlet or platform.
    pub name: Option<String>,
}

/// One hedge.
#[derive(Debug, Clone, PartialEq)]
pub struct Hedge {
    /// Its words.
    pub span: Span,
    /// What kind.
    pub category: HedgeCategory,
    /// The range of probability that it stands for, `[low, high]`, where it has one.
    pub range: Option<[f64; 2]>,
    /// The stretch of text that it qualifies.
    pub scope: Span,
    /// Which rule found it.
    pub why: Why,
}

/// One claim: a proposition that somebody asserts.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its words, within one sentence.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// Net direction of the testimony.
    pub polarity: Polarity,
    /// From the publisher inwards to the root; never empty.
    pub chain: Vec<Link>,
    /// The claim's own words stand in quotation marks.
    pub quoted: bool,
    /// The hedges in whose scope it stands, as indices into [`Analysis::hedges`].
    pub hedges: Vec<usize>,
    /// Sourcing, commitment and check-worthiness.
    pub scores: Scores,
    /// The flags that rules raise, errors first.
    pub flags: Vec<Flag>,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it comes from.
    pub basis: Basis,
    /// Who, resolved.
    pub source: Source,
    /// The cue by which the link before relays this one; absent on the publisher.
    pub cue: Option<Cue>,
    /// The channel that the source spoke through.
    pub via: Option<Via>,
    /// The date that the text gives for the source's words ("on February 23").
    pub date: Option<Span>,
    /// The sentence that shows the link; absent on the publisher.
    pub evidence: Option<Span>,
    /// The attribution that it comes of, an index into [`Analysis::attributions`].
    pub attribution: Option<usize>,
    /// The link's words stand in quotation marks.
    pub quoted: bool,
}

/// A flag that a rule raises on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The rule's id.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, filled in.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
