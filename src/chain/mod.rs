//! Makes attributions into claims: who is meant, and the chain from publisher to root.

mod claims;
mod credit;
mod discourse;
mod names;
mod occasion;
mod resolve;

use crate::attribute::{Channel, Found, Occasion, Tokens};
use crate::rules::Rules;
use crate::rules::lexicon::class;
use crate::scan::Hits;
use crate::segment::Segments;
use crate::types::{
    Attribution, Basis, Cue, Drop, Identity, Input, Link, Polarity, Source, SourceType, Span, Via,
    Why,
};

pub use claims::Draft;
use names::Names;
use resolve::Resolver;

/// What a document says, as the chain stage reads it.
pub struct Reading<'a> {
    /// The document.
    pub input: &'a Input,
    /// Its text, cut.
    pub segments: &'a Segments,
    /// What the lexicon knows of it.
    pub hits: &'a Hits,
    /// Which sentences are kept.
    pub kept: &'a [bool],
    /// What is not kept, each with the rule that dropped it.
    pub dropped: &'a [Drop],
    /// Its attributions in tokens.
    pub found: &'a [Found],
    /// Its sentences that tell that somebody speaks to an outlet.
    pub occasions: &'a [Occasion],
    /// The rules.
    pub rules: &'a Rules,
}

/// Attributions with their sources resolved, and the claims that come of them, not yet scored.
pub struct Chained {
    /// One for each of the attributions found, in their order.
    pub attributions: Vec<Attribution>,
    /// The claims, in the order of the text.
    pub drafts: Vec<Draft>,
}

/// Resolves the sources and builds the chains of a document.
pub fn chain(reading: &Reading<'_>) -> Chained {
    let names = Names::of(reading);
    let sources = Resolver::new(reading, &names).resolve_all();
    let mut attributions: Vec<Attribution> = reading
        .found
        .iter()
        .zip(&sources)
        .map(|(found, source)| attribution(reading, &names, found, source))
        .collect();
    occasion::carry(reading, &names, &mut attributions);
    let spoken = claims::self_reports(reading, &attributions);
    let mut drafts = claims::draft(reading, &attributions, &spoken);
    discourse::carry(reading, &attributions, &mut drafts);
    let publisher = publisher(reading, &names);
    for draft in &mut drafts {
        let mut chain = Vec::with_capacity(draft.chain.len() + 1);
        chain.push(publisher.clone());
        chain.append(&mut draft.chain);
        draft.chain = chain;
    }
    Chained {
        attributions,
        drafts,
    }
}

fn attribution(
    reading: &Reading<'_>,
    names: &Names,
    found: &Found,
    source: &Source,
) -> Attribution {
    let span = |tokens: &Tokens| reading.segments.span(tokens.start, tokens.end);
    Attribution {
        parent: found.parent,
        source: source.clone(),
        cue: Cue {
            span: found.cue.as_ref().map(span),
            relation: found.relation,
            why: Why {
                rule: found.rule.clone(),
                because: found.because,
            },
        },
        content: found.content.iter().map(span).collect(),
        polarity: found.polarity,
        via: found.via.as_ref().map(|via| channel(reading, names, via)),
        quoted: found.quoted,
        by: found.by(),
        certainty: found.tagged.map(thousandths),
    }
}

/// To three digits: more say nothing.
fn thousandths(sure: f32) -> f64 {
    (f64::from(sure) * 1000.0).round() / 1000.0
}

/// A channel with its name: the registry's, or the fullest that the document has for an outlet.
fn channel(reading: &Reading<'_>, names: &Names, via: &Channel) -> Via {
    let tokens = &via.tokens;
    let known = via
        .name
        .map(|rule| reading.rules.lexicon.names[rule as usize].name.as_str());
    let full = || {
        let mention = names.within(tokens).next()?;
        outlet_name(reading, &names.referents[mention.who].full)
    };
    let name = known.or_else(full).or_else(|| outlet_name(reading, tokens));
    Via {
        span: reading.segments.span(tokens.start, tokens.end),
        kind: via.kind,
        name: name.map(str::to_owned),
    }
}

/// The name of an outlet that the registry does not know: capitals, the last of which is a word for outlets.
fn outlet_name<'a>(reading: &Reading<'a>, tokens: &Tokens) -> Option<&'a str> {
    let segments = reading.segments;
    let last = tokens.end.checked_sub(1)?;
    let capitals = tokens.clone().rev();
    let first = capitals
        .take_while(|&at| segments.tokens[at].is_capital())
        .last()?;
    let outlet = segments.classes[last] & class::OUTLET_BODY != 0 && first < last;
    outlet.then(|| segments.span(first, tokens.end).of(&reading.input.text))
}

/// The link of an attribution.
fn link(reading: &Reading<'_>, number: usize, attribution: &Attribution) -> Link {
    let found = &reading.found[number];
    let sentence = &reading.segments.sentences[found.sentence];
    Link {
        basis: Basis::Explicit,
        source: attribution.source.clone(),
        cue: Some(attribution.cue.clone()),
        via: attribution.via.clone(),
        date: found
            .date
            .as_ref()
            .map(|d| reading.segments.span(d.start, d.end)),
        evidence: Some(sentence.span),
        attribution: Some(number),
        quoted: attribution.quoted,
    }
}

/// The publisher's link: the outlet by name, or somebody unknown; through the outlet that the document credits.
fn publisher(reading: &Reading<'_>, names: &Names) -> Link {
    let name = reading
        .input
        .publisher
        .clone()
        .filter(|name| !name.trim().is_empty());
    let entry = name
        .as_deref()
        .and_then(|name| reading.rules.lexicon.name_called(name));
    Link {
        basis: Basis::Publisher,
        source: Source {
            span: None,
            identity: if name.is_some() {
                Identity::Named
            } else {
                Identity::Anonymous
            },
            kind: match (&name, entry) {
                (_, Some(entry)) => entry.r#type,
                (Some(_), None) => SourceType::Outlet,
                (None, None) => SourceType::Unknown,
            },
            registry: entry.map(|entry| entry.id.clone()),
            name,
            placed: false,
            why: Why {
                rule: String::new(),
                because: "the document's publisher",
            },
        },
        cue: None,
        via: credit::credited(reading, names),
        date: None,
        evidence: None,
        attribution: None,
        quoted: false,
    }
}

/// Net direction of the testimony: an odd number of denials denies.
fn net(polarities: impl Iterator<Item = Polarity>) -> Polarity {
    let denials = polarities.filter(|p| *p == Polarity::Deny).count();
    if denials % 2 == 1 {
        Polarity::Deny
    } else {
        Polarity::Affirm
    }
}

/// The smallest span over tokens, for drafts.
fn cover(reading: &Reading<'_>, tokens: &Tokens) -> Span {
    reading.segments.span(tokens.start, tokens.end)
}
