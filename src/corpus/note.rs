//! What the corpus keeps of one document: its claims with chains, hedges and commitment, and a few counts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Publishers, day, prints};
use crate::engine::Engine;
use crate::matching::{Sketch, Vocabulary};
use crate::rules::Pack;
use crate::score::{Hand, testimony};
use crate::types::{Analysis, Claim, Hedge, HedgeCategory, Identity, Input, Polarity, Span};
use crate::write::jsonl::claim_id;

/// All that the corpus keeps of a document. Holds no more of its text than its claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The document's id.
    pub id: String,
    /// A digest of text, publisher and day: two documents of one id that differ are two notes.
    pub digest: u64,
    /// The canonical publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Bytes of its text.
    pub bytes: u32,
    /// How many attributions it has.
    pub attributions: u32,
    /// How many hedges it has, in claims or not, by category.
    pub hedges: BTreeMap<HedgeCategory, u32>,
    /// What its text looks like (least hashes of its word shingles), to tell near-identical texts by.
    pub prints: Vec<u32>,
    /// Its claims, in the order of the text.
    pub claims: Vec<NotedClaim>,
}

/// A claim of a [`Note`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotedClaim {
    /// Its id, the one in the results of scoring.
    pub id: String,
    /// Where it stands in the document, in bytes.
    pub span: (u32, u32),
    /// Its words.
    pub text: String,
    /// Net direction of the testimony.
    pub polarity: Polarity,
    /// Its chain as it is scored: from the publisher inwards, outlets spoken through as hands of their own.
    pub chain: Vec<Hand>,
    /// The hedges that it stands under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hedges: Vec<NotedHedge>,
    /// How firmly it is asserted: the middle of the range, 0..1.
    pub commitment: f64,
    /// How much it is worth a check, 0..1.
    pub check_worthiness: f64,
    /// The ids of the flags on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Its own words stand in quotation marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quoted: bool,
    /// Its sentence gives a reason why a source is not named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reason: bool,
}

/// A hedge of a [`NotedClaim`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotedHedge {
    /// Its words.
    pub text: String,
    /// What kind.
    pub category: HedgeCategory,
    /// The hash of the term that it qualifies, where it stands among the claim's own words: the first after it that is
    /// no hedge, else the last before it. Absent where whoever passes the claim on puts it outside ("claimed that C").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<u32>,
}

/// Takes notes of documents. Shared by threads.
#[derive(Debug, Clone)]
pub struct Noter {
    /// The engine that analyses the documents.
    pub engine: Engine,
    publishers: Publishers,
    vocabulary: Vocabulary,
}

impl Noter {
    /// A noter for documents that `engine`, which follows `pack`, analyses.
    pub fn new(engine: Engine, pack: &Pack) -> Self {
        Self {
            engine,
            publishers: Publishers::new(pack.registry.iter().map(|entry| &entry.rule)),
            vocabulary: Vocabulary::new(pack),
        }
    }

    /// The publishers that the pack knows.
    pub fn publishers(&self) -> &Publishers {
        &self.publishers
    }

    /// The words by which claims are matched.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The note of a document that the engine has analysed.
    pub fn note(&self, input: &Input, analysis: &Analysis) -> Note {
        let publisher = self.publishers.of(input);
        let day = input.date.as_deref().and_then(day);
        let mut hedges = BTreeMap::new();
        for hedge in &analysis.hedges {
            *hedges.entry(hedge.category).or_default() += 1;
        }
        let from = From {
            input,
            analysis,
            noter: self,
            publisher: publisher.as_deref(),
        };
        Note {
            id: input.id.clone(),
            digest: digest([
                input.text.as_str(),
                publisher.as_deref().unwrap_or_default(),
                day.map(|day| day.to_string()).unwrap_or_default().as_str(),
            ]),
            day,
            title: input.title.clone(),
            url: input.url.clone(),
            bytes: u32::try_from(input.text.len()).unwrap_or(u32::MAX),
            attributions: u32::try_from(analysis.attributions.len()).unwrap_or(u32::MAX),
            hedges,
            prints: prints::of(&input.text),
            claims: analysis
                .claims
                .iter()
                .map(|claim| from.claim(claim))
                .collect(),
            publisher,
        }
    }
}

/// What a claim is noted from.
struct From<'a> {
    input: &'a Input,
    analysis: &'a Analysis,
    noter: &'a Noter,
    publisher: Option<&'a str>,
}

impl From<'_> {
    fn claim(&self, claim: &Claim) -> NotedClaim {
        let text = self.input.text.as_str();
        let hedges = claim.hedges.iter().map(|&at| &self.analysis.hedges[at]);
        let words = claim.span.of(text);
        NotedClaim {
            id: claim_id(&self.input.id, claim.span),
            span: (claim.span.start, claim.span.end),
            text: words.to_owned(),
            polarity: claim.polarity,
            chain: self.chain(claim),
            hedges: hedges
                .map(|hedge| NotedHedge {
                    text: hedge.span.of(text).to_owned(),
                    category: hedge.category,
                    over: self.over(hedge, claim),
                })
                .collect(),
            commitment: claim.scores.commitment.value,
            check_worthiness: claim.scores.check_worthiness,
            flags: claim.flags.iter().map(|flag| flag.rule.clone()).collect(),
            quoted: claim.quoted,
            reason: withholds(claim) && self.reason(claim.sentence),
        }
    }

    /// The term that a hedge among the words of a claim qualifies.
    fn over(&self, hedge: &Hedge, claim: &Claim) -> Option<u32> {
        let (own, hedge) = (claim.span, hedge.span);
        if hedge.start < own.start || own.end < hedge.end {
            return None;
        }
        let [before, after] = [
            Span::new(own.start, hedge.start),
            Span::new(hedge.end, own.end),
        ]
        .map(|part| part.of(&self.input.text));
        let term = |word: &str| {
            let sketch = Sketch::new(word, &self.noter.vocabulary);
            sketch.terms.first().map(|term| term.hash)
        };
        let firm = |word: &&str| !self.is_hedge(word);
        let mut follows = after.split_whitespace().filter(firm);
        let mut precedes = before.split_whitespace().rev().filter(firm);
        follows.find_map(term).or_else(|| precedes.find_map(term))
    }

    /// Whether a word of the text is a hedge or begins one.
    fn is_hedge(&self, word: &str) -> bool {
        let at = word.as_ptr() as usize - self.input.text.as_ptr() as usize;
        let hedges = self.analysis.hedges.iter();
        hedges
            .map(|hedge| hedge.span.start as usize)
            .any(|start| start == at)
    }

    /// The chain as it is scored, its publisher under the canonical name.
    fn chain(&self, claim: &Claim) -> Vec<Hand> {
        let mut links = testimony(&claim.chain, claim.polarity, self.noter.engine.registry()).links;
        if let (Some(first), Some(name)) = (links.first_mut(), self.publisher)
            && first.relation.is_none()
        {
            let named = Hand::named(name, first.kind);
            *first = Hand {
                grade: first.grade,
                ..named
            };
        }
        links
    }

    /// Whether a sentence gives a reason why a source is not named.
    fn reason(&self, sentence: Span) -> bool {
        let terms = &self.noter.engine.rules().terms;
        let list = terms.list("anonymity-reason");
        list.is_some_and(|list| terms.found(sentence.of(&self.input.text)).has(list))
    }
}

/// Whether some source of a claim is not named.
fn withholds(claim: &Claim) -> bool {
    claim
        .chain
        .iter()
        .any(|link| link.source.identity == Identity::Anonymous)
}

/// A digest of texts, each apart from the next.
pub(super) fn digest(texts: impl IntoIterator<Item = impl AsRef<str>>) -> u64 {
    let mut all = md5::Context::new();
    for text in texts {
        all.consume(text.as_ref());
        all.consume([0]);
    }
    let all = all.finalize();
    all.iter()
        .take(8)
        .fold(0, |digest, &byte| digest << 8 | u64::from(byte))
}
