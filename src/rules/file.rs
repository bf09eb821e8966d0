//! Rules as written: one struct for each kind of TOML table, nothing resolved.
//!
//! A pack is a folder of `.toml` files or one file. Each table kind below may stand in any file. Unknown keys are
//! errors. Every rule has an `id`, unique over the kinds, by which another pack overrides or disables it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::types::{Grade, HedgeCategory, Identity, Relation, Severity, SourceType, ViaKind};

/// `[pack]`: what the pack is and what it builds on. At most one a pack.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackEntry {
    /// The pack's name.
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub version: Option<String>,
    /// `"default"`: this pack adds to the pack that ships. Absent: it stands alone.
    #[serde(default)]
    pub extends: Option<String>,
    /// The scale of likelihood in force, the id of a `[[scale]]`.
    #[serde(default)]
    pub scale: Option<String>,
    /// Ids of rules of the extended pack that are off.
    #[serde(default)]
    pub disable: Vec<String>,
}

/// `[[class]]`: words of one grammatical class. Patterns name a class in braces, `{modal}`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassEntry {
    /// The class's name, as patterns use it.
    pub id: String,
    /// Its members, lower case unless case tells them apart.
    #[serde(default)]
    pub words: Vec<String>,
    /// Verbs, of which all forms are members: `"say:says,said,saying"`, or the bare form of a regular verb.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns, of which singular and plural are members: `"child:children"`, or the singular of a regular noun.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Whether patterns may use it, as they may where nothing is said; there is room for 128 such classes, those of the pack
    /// that ships counted.
    #[serde(default = "ClassEntry::in_patterns")]
    pub patterns: bool,
}

impl ClassEntry {
    fn in_patterns() -> bool {
        true
    }
}

/// How a cue takes its source and content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// S V (that) C: a clause, with or without "that".
    Clause,
    /// S V that C: a clause, only with "that" (or "how", with `how`).
    That,
    /// C, S V / C, V S: beside or inside what it reports.
    Parenthetical,
    /// S V A (that) C: an addressee may stand between ("told reporters that").
    Addressee,
    /// S V: "C"; "C" V S: with a quotation only.
    Quotation,
    /// S V C: a noun phrase ("announced a recall").
    Object,
    /// S V to C ("vowed to leave").
    Infinitive,
    /// S V NP to C ("expects prices to rise").
    Raising,
    /// S V NP as C ("described the vote as a sham").
    As,
    /// S V prep C, with the entry's `prepositions` ("warned of floods", "accused him of lying").
    Preposition,
    /// S V NP "C", S V NP a C ("called it a mistake").
    Naming,
    /// is V to C, it is V that C: passive without agent, nobody to ask ("is said to").
    Passive,
    /// cue S: the source follows ("according to", "citing").
    SourceAfter,
    /// S's N that C, N by S that C: a noun ("the ministry's claim that").
    Nominal,
    /// N of S A "C": what S prints has the title C ("an article titled “…”").
    Title,
    /// A word inside the claim with no source ("reportedly").
    Adverb,
}

/// What the rule of a cue says over the learned tagger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overrule {
    /// What the rule finds stands, in the rule's own spans, whatever the tagger says.
    Force,
    /// The tagger finds nothing in these words that no rule finds; such a rule may do without frames.
    Veto,
}

/// `[[cue]]`: words that report.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CueEntry {
    /// The rule's id.
    pub id: String,
    /// Verbs, all forms of each: `"say:says,said,saying"`; a phrasal verb inflects its first word (`"point out"`).
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns, singular and plural of each.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Fixed phrases or token patterns.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// How the cue takes source and content; at least one.
    pub frames: Vec<Frame>,
    /// What the cue says of the tie.
    pub relation: Relation,
    /// For the frame `preposition`: which ones.
    #[serde(default)]
    pub prepositions: Vec<String>,
    /// The hedge that the cue is as well, if any, on its content.
    #[serde(default)]
    pub hedge: Option<HedgeCategory>,
    /// Only with sources of these types ("a video shows" but not "the team shows").
    #[serde(default)]
    pub sources: Vec<SourceType>,
    /// Whether it overrules the learned tagger, and how; absent: the tagger weighs what the rule finds.
    #[serde(default)]
    pub tagger: Option<Overrule>,
    /// Texts that a source is, or is not, found in by this rule.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts that this rule finds nothing in.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// `[[hedge]]`: words that weaken, strengthen or distance.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HedgeEntry {
    /// The rule's id.
    pub id: String,
    /// What kind of hedge.
    pub category: HedgeCategory,
    /// Phrases or token patterns.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Verbs, all forms of each.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns, singular and plural of each.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Longer phrases in which the words are no such hedge ("as soon as possible").
    #[serde(default)]
    pub unless: Vec<String>,
    /// Range of probability `[low, high]`; absent: the scale's, or the category's.
    #[serde(default)]
    pub range: Option<[f64; 2]>,
    /// The words hedge only where the learned model says so, and then as this rule tells; without a model, never.
    #[serde(default)]
    pub weighed: bool,
    /// Texts that this rule marks.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts that it does not mark.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// `[[scale]]`: a scale of likelihood; the pack's `scale` says which one is in force.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleEntry {
    /// The scale's id.
    pub id: String,
    /// Where it is published.
    pub reference: String,
    /// Its terms.
    pub term: Vec<ScaleTerm>,
}

/// `[[scale.term]]`: the phrases of one band.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleTerm {
    /// The band's phrases.
    pub phrases: Vec<String>,
    /// The band, `[low, high]` in 0..1.
    pub range: [f64; 2],
}

/// `[[source]]`: nouns that name a source, with identity and type.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// The rule's id.
    pub id: String,
    /// Head nouns, singular and plural of each ("official", "spokesman:spokesmen").
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Phrases or token patterns in the source ("familiar with", "asked not to be named").
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The identity of such a source, where it has no name of its own.
    #[serde(default)]
    pub identity: Option<Identity>,
    /// Its type.
    #[serde(default)]
    pub r#type: Option<SourceType>,
    /// The type where the noun is plural, if another ("officials": government; "an official": person).
    #[serde(default)]
    pub plural_type: Option<SourceType>,
    /// The noun is a proper name where a state or a name owns it ("Taiwan's government", "the Russian army").
    #[serde(default)]
    pub named_by_owner: bool,
    /// "the X" without a name may go on about the person who spoke last ("the former president").
    #[serde(default)]
    pub resumes: bool,
    /// The noun alone, without "the", may point back to a body by name ("police" to the Norvik Police).
    #[serde(default)]
    pub bare: bool,
    /// Such documents have a body behind them that a text may name once ("a survey by X") and then drop.
    #[serde(default)]
    pub makes_reports: bool,
    /// The phrase tells the source's access, so that it is placed.
    #[serde(default)]
    pub placed: bool,
    /// The hedge that the bare noun is as well ("experts": weasel).
    #[serde(default)]
    pub hedge: Option<HedgeCategory>,
    /// Texts with such a source.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts without.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// `[[channel]]`: words for the channel that a source spoke through.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelEntry {
    /// The rule's id.
    pub id: String,
    /// What kind of channel.
    pub kind: ViaKind,
    /// Head nouns, singular and plural of each ("statement", "interview").
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Names or phrases ("Telegram").
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Texts with such a channel.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts without.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// What a `[[pattern]]` does to the cue it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// No attribution of the content: negated, irrealis, a question ("has not confirmed", "declined to say").
    Veto,
    /// The source says the content is false ("does not believe that").
    Deny,
}

/// `[[pattern]]`: words round a cue that change what it does. `{cue}` stands for the cue.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatternEntry {
    /// The rule's id.
    pub id: String,
    /// Token patterns, each with one `{cue}`.
    pub tokens: Vec<String>,
    /// What it does.
    pub effect: Effect,
    /// Only for the cues of these `[[cue]]` rules, by id; absent: all.
    #[serde(default)]
    pub cues: Vec<String>,
    /// Only for cues of these relations; absent: all.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// Texts that it applies to.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts that it does not apply to.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// How much a boilerplate rule drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// The sentence in which it matches.
    Sentence,
    /// The line.
    Line,
    /// The paragraph (up to a blank line).
    Paragraph,
    /// Everything from there to the end of the text.
    Rest,
}

/// Where in a unit of text a boilerplate phrase must stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// At its beginning.
    #[default]
    Start,
    /// Anywhere in it.
    Anywhere,
    /// It is the whole of it, end punctuation aside.
    Whole,
}

/// `[[boilerplate]]`: text round an article that is no part of it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoilerplateEntry {
    /// The rule's id.
    pub id: String,
    /// Phrases, case ignored.
    pub phrases: Vec<String>,
    /// Where in the dropped unit a phrase must stand.
    #[serde(default)]
    pub at: At,
    /// How much is dropped.
    pub drops: Extent,
    /// Whether what is dropped credits an outlet for the article ("Source: X"): one named there is a hand that all its
    /// claims passed through.
    #[serde(default)]
    pub credits: bool,
    /// Texts that it drops something of.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts that it leaves alone.
    #[serde(default)]
    pub no_match: Vec<String>,
}

/// `[[registry]]`: a body known by name.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistryEntry {
    /// The entry's id.
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// Other written forms, case-sensitive.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its type.
    pub r#type: SourceType,
    /// Its web domain.
    #[serde(default)]
    pub domain: Option<String>,
    /// Country, ISO 3166 alpha-2.
    #[serde(default)]
    pub country: Option<String>,
    /// Publisher family or parent body: feeds of one family count as one.
    #[serde(default)]
    pub family: Option<String>,
    /// Admiralty grade of reliability. The pack that ships gives none.
    #[serde(default)]
    pub grade: Option<Grade>,
}

/// `[scoring]`: parameters of the scoring model; see docs/model of the project. Ranges are `[low, high]` in 0..1.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoringEntry {
    /// `[scoring.opinion]`.
    pub opinion: OpinionParams,
    /// `[scoring.source]`.
    pub source: SourceParams,
    /// `[scoring.fidelity]`.
    pub fidelity: FidelityParams,
    /// `[scoring.relation.NAME]` for each relation that asserts.
    pub relation: BTreeMap<Relation, RelationParams>,
    /// `[scoring.commitment]`.
    pub commitment: CommitmentParams,
    /// `[scoring.rating]`.
    pub rating: RatingParams,
}

/// `[scoring.opinion]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpinionParams {
    /// `a`: how far a claim is believed that nobody vouches for.
    pub base_rate: f64,
    /// `W`: counts of evidence that the base rate is worth.
    pub prior_weight: f64,
    /// Mass of the central interval.
    pub credible_mass: f64,
    /// Least trust of a root.
    pub min_trust: f64,
    /// Most trust of a hand or chain.
    pub max_trust: f64,
}

/// `[scoring.source]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceParams {
    /// Share of its own error rate at which a hand fails in passing words on.
    pub relay_share: f64,
    /// Verdicts that an identity-and-type prior is worth.
    pub weight_prior: f64,
    /// Verdicts that a grade is worth.
    pub weight_grade: f64,
    /// Reliability of each grade; F has none.
    pub grade: BTreeMap<Grade, f64>,
    /// Reliability of a named source of each type.
    pub r#type: BTreeMap<SourceType, f64>,
    /// Share of the type's lead over the base rate that is left for each identity.
    pub identity: BTreeMap<Identity, f64>,
    /// The same where the source is placed.
    pub placed: BTreeMap<Identity, f64>,
}

/// `[scoring.fidelity]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FidelityParams {
    /// Inside quotation marks.
    pub quoted: f64,
    /// Otherwise, where the relation gives none.
    pub default: f64,
}

/// `[scoring.relation.NAME]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationParams {
    /// What the verb leaves of the firmness.
    pub commitment: [f64; 2],
    /// Fidelity, where it differs from the default.
    #[serde(default)]
    pub fidelity: Option<f64>,
    /// The source answers for the claim itself, so that links further in need not hold.
    #[serde(default)]
    pub vouch: bool,
}

/// `[scoring.commitment]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentParams {
    /// The range of a plain assertion.
    pub unhedged: [f64; 2],
    /// The range of each category of hedge.
    pub category: BTreeMap<HedgeCategory, [f64; 2]>,
}

/// `[scoring.rating]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingParams {
    /// Least reliability for each letter; below the last is E.
    pub letters: BTreeMap<Grade, f64>,
    /// Independent roots for digit 1.
    pub confirmed: u32,
    /// Independent roots for digit 2.
    pub probable: u32,
}

/// `[triage]`: weights of what makes a claim worth a check. Each feature's value, 0..1, times its weight adds to a logit.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageEntry {
    /// The logit of a claim with no feature.
    pub bias: f64,
    /// On 1 − `sourcing.value`; not negative: a badly sourced claim is worth a check.
    pub sourcing: f64,
    /// On `commitment.value`; not negative: what is asserted firmly is worth a check.
    pub commitment: f64,
    /// On a number in digits.
    pub number: f64,
    /// On a year, 1900 to 2099.
    pub year: f64,
    /// On capitalised words past the first; `names` of them are 1.
    pub name: f64,
    /// So many capitalised words count in full.
    pub names: u32,
    /// On length in words; `words` of them are 1.
    pub length: f64,
    /// So many words count in full.
    pub words: u32,
    /// On a question.
    pub question: f64,
    /// On how likely checkers would pick the sentence, by the learned model; 0 leaves the model out.
    #[serde(default)]
    pub learned: f64,
    /// On words of a list in the claim: the id of a `[[terms]]` to its weight.
    #[serde(default)]
    pub terms: BTreeMap<String, f64>,
    /// On words of a list in the claim's sentence ("I think" stands outside the claim).
    #[serde(default)]
    pub sentence_terms: BTreeMap<String, f64>,
}

/// `[tagger]`: how the learned tagger and the rules are weighed against each other.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaggerEntry {
    /// How much the tagger's word counts, 0..1: 0 leaves attributions to the rules alone, from 0.5 up its spans are
    /// taken for what both find, at 1 it decides alone what stands.
    pub trust: f64,
}

impl Default for TaggerEntry {
    fn default() -> Self {
        Self { trust: 1.0 }
    }
}

/// `[[terms]]`: a named list of words that flags (`has_term`) and `[triage]` ask for.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsEntry {
    /// The list's id.
    pub id: String,
    /// Words, phrases or marks, matched whole, case ignored.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Endings of words of two letters more ("ed").
    #[serde(default)]
    pub endings: Vec<String>,
}

/// `[[flag]]`: a condition over a claim, in TOML, and what to say where it holds.
///
/// `when` and `unless` are tables over the features of docs/scoring.md: a leaf is a
/// value, a list ("one of"), or a table with `at_least`, `at_most`. `any` is a list of such tables, one of which must hold.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagEntry {
    /// The rule's id.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong; `{feature}` is filled in.
    pub message: String,
    /// What to do about it.
    #[serde(default)]
    pub help: Option<String>,
    /// All of these hold.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub when: toml::Table,
    /// None of these holds.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub unless: toml::Table,
    /// At least one of these tables holds.
    #[serde(default)]
    #[schemars(with = "Vec<BTreeMap<String, serde_json::Value>>")]
    pub any: Vec<toml::Table>,
    /// Texts that raise it.
    #[serde(default)]
    pub r#match: Vec<String>,
    /// Texts that do not.
    #[serde(default)]
    pub no_match: Vec<String>,
}
