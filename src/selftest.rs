//! Runs the examples that stand in the rules through the engine. Reads rules and analyses; touches nothing else.

use crate::engine::Engine;
use crate::rules::file::{ChannelEntry, Effect, PatternEntry};
use crate::rules::{Pack, Rule};
use crate::types::{Analysis, Input, Link, Polarity, Source, Via};

/// What became of one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The rule's id.
    pub rule: String,
    /// The example.
    pub text: String,
    /// Whether the rule should apply to it.
    pub wanted: bool,
    /// What happened.
    pub outcome: Outcome,
}

/// How an example came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As the rule says.
    Passed,
    /// Otherwise; what was found instead, a line each.
    Failed(Vec<String>),
    /// The analysis does not show whether the rule applied, and why not.
    Skipped(&'static str),
}

/// Runs every example of every rule, in the order of the pack.
pub fn run(engine: &Engine, pack: &Pack) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for found in pack.rules() {
        let (yes, no) = found.rule.examples();
        verdicts.extend(
            yes.iter()
                .map(|text| try_one(engine, found.rule, text, true)),
        );
        verdicts.extend(
            no.iter()
                .map(|text| try_one(engine, found.rule, text, false)),
        );
    }
    verdicts
}

fn try_one(engine: &Engine, rule: Rule<'_>, text: &str, wanted: bool) -> Verdict {
    let input = Input {
        id: rule.id().to_owned(),
        text: text.to_owned(),
        ..Input::default()
    };
    Verdict {
        rule: rule.id().to_owned(),
        text: text.to_owned(),
        wanted,
        outcome: judge(rule, wanted, &engine.analyse(&input), text),
    }
}

/// Compares what a rule should do with what an analysis of `text` shows.
pub fn judge(rule: Rule<'_>, wanted: bool, analysis: &Analysis, text: &str) -> Outcome {
    match applies(rule, analysis) {
        Ok(applied) if applied == wanted => Outcome::Passed,
        Ok(_) => Outcome::Failed(found(analysis, text)),
        Err(reason) => Outcome::Skipped(reason),
    }
}

/// Whether the analysis shows that the rule applied; an error where it cannot show it.
fn applies(rule: Rule<'_>, analysis: &Analysis) -> Result<bool, &'static str> {
    let id = rule.id();
    match rule {
        Rule::Cue(_) => Ok(analysis.attributions.iter().any(|a| a.cue.why.rule == id)),
        Rule::Hedge(_) => Ok(analysis.hedges.iter().any(|h| h.why.rule == id)),
        Rule::Source(_) => Ok(sources(analysis).any(|source| source.why.rule == id)),
        Rule::Boilerplate(_) => Ok(analysis.dropped.iter().any(|drop| drop.rule == id)),
        Rule::Flag(_) => {
            let mut flags = analysis.claims.iter().flat_map(|claim| &claim.flags);
            Ok(flags.any(|flag| flag.rule == id))
        }
        Rule::Channel(channel) => Ok(channel_applies(channel, analysis)),
        Rule::Pattern(pattern) => pattern_applies(pattern, analysis),
        // These have no examples.
        Rule::Class(_) | Rule::Scale(_) | Rule::Registry(_) | Rule::Terms(_) => {
            Err("has no effect of its own")
        }
    }
}

/// A channel keeps no rule's id, so that any of its kind counts.
fn channel_applies(channel: &ChannelEntry, analysis: &Analysis) -> bool {
    let of_attributions = analysis.attributions.iter().filter_map(|a| a.via.as_ref());
    let of_links = links(analysis).filter_map(|link| link.via.as_ref());
    let mut vias = of_attributions.chain(of_links);
    vias.any(|via: &Via| via.kind == channel.kind)
}

/// A pattern leaves the polarity that it sets, or nothing at all.
fn pattern_applies(pattern: &PatternEntry, analysis: &Analysis) -> Result<bool, &'static str> {
    match pattern.effect {
        // A veto shows in that nobody is cited.
        Effect::Veto => Ok(analysis.attributions.is_empty()),
        Effect::Deny => {
            let mut attributions = analysis.attributions.iter();
            Ok(attributions.any(|a| a.polarity == Polarity::Deny))
        }
    }
}

fn links(analysis: &Analysis) -> impl Iterator<Item = &Link> {
    analysis.claims.iter().flat_map(|claim| &claim.chain)
}

fn sources(analysis: &Analysis) -> impl Iterator<Item = &Source> {
    let of_attributions = analysis.attributions.iter().map(|a| &a.source);
    of_attributions.chain(links(analysis).map(|link| &link.source))
}

/// What an analysis found, a line each: kind, rule, words.
fn found(analysis: &Analysis, text: &str) -> Vec<String> {
    let words = |span: Option<crate::types::Span>| span.map_or("", |span| span.of(text));
    let mut lines = Vec::new();
    let mut say = |kind: &str, rule: &str, words: &str| {
        let line = format!("{kind} `{rule}`: {words}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    for attribution in &analysis.attributions {
        let (cue, source) = (&attribution.cue, &attribution.source);
        say("cue", &cue.why.rule, words(cue.span));
        say("source", &source.why.rule, words(source.span));
        if let Some(via) = &attribution.via {
            say("channel", via.kind.as_str(), via.span.of(text));
        }
    }
    for hedge in &analysis.hedges {
        say("hedge", &hedge.why.rule, hedge.span.of(text));
    }
    for claim in &analysis.claims {
        for flag in &claim.flags {
            say("flag", &flag.rule, claim.span.of(text));
        }
    }
    for drop in &analysis.dropped {
        say("boilerplate", &drop.rule, drop.span.of(text));
    }
    lines
}
