//! What rules say over the tagger's head: the trust in it, cues that stand whatever it says, words that it may not take for cues.

use super::decide::{WIDTH, question};
use crate::attribute::{Attributed, Found, Tokens};
use crate::rules::Rules;
use crate::rules::file::{Effect, Overrule};
use crate::rules::lexicon::{AroundRule, Hit, Part};
use crate::scan::touching;

/// From this trust up the tagger's spans are taken for what both find, and words that it finds unlikely are no cues.
const SPANS: f64 = 0.5;
/// The log-odds of what the rules find, by themselves; those of what they do not find are as far below 0.
const BY_RULE: f32 = 2.0;

/// Whether the tagger is to be asked at all.
pub fn asks(rules: &Rules) -> bool {
    rules.tagger.trust > 0.0
}

/// Whether an attribution keeps the spans that the rules give it.
pub fn keeps_spans(found: &Found, rules: &Rules) -> bool {
    found.by_rule && (rules.tagger.trust < SPANS || is_forced(found, rules))
}

/// Whether the rule of an attribution that it found stands whatever the tagger says.
pub fn is_forced(found: &Found, rules: &Rules) -> bool {
    found.by_rule && of_cue(found, rules) == Some(Overrule::Force)
}

fn of_cue(found: &Found, rules: &Rules) -> Option<Overrule> {
    rules.lexicon.cue(&found.rule).and_then(|cue| cue.tagger)
}

/// The tagger's log-odds and those of the rules, mixed as the pack trusts the tagger.
pub fn mixed(odds: [f32; WIDTH], found: &Found, rules: &Rules) -> [f32; WIDTH] {
    let trust = rules.tagger.trust as f32;
    let mix = |odds: f32, by_rule: bool| {
        let rule = if by_rule { BY_RULE } else { -BY_RULE };
        trust * odds + (1.0 - trust) * rule
    };
    let mut out = odds;
    out[question::STANDS] = mix(odds[question::STANDS], found.by_rule);
    let asserts = found.by_rule && found.relation.asserts();
    out[question::ASSERTS] = mix(odds[question::ASSERTS], asserts);
    out
}

/// A text and what the rules make of it; they may forbid readings of the tagger's own.
pub struct Ruled<'a> {
    /// The text.
    pub text: &'a str,
    /// What the rules make of it.
    pub read: &'a Attributed,
    /// The rules.
    pub rules: &'a Rules,
}

impl<'a> Ruled<'a> {
    /// The rule that forbids an attribution which the tagger alone found: its words are never a cue.
    pub fn forbids(&self, found: &Found) -> Option<&'a str> {
        let cue = found.cue.as_ref().filter(|_| !found.by_rule)?;
        let lexicon = &self.rules.lexicon;
        self.hits(found, cue)
            .map(|hit| &lexicon.cues[hit.rule as usize])
            .find(|rule| rule.tagger == Some(Overrule::Veto))
            .map(|rule| rule.id.as_str())
    }

    /// Whether the rules find an attribution by a single word, a verb or a noun, and the tagger is trusted to know better.
    pub fn doubts_word(&self, found: &Found) -> bool {
        let trusted = self.rules.tagger.trust >= SPANS;
        let cue = found.cue.as_ref().filter(|_| found.by_rule && trusted);
        cue.is_some_and(|cue| self.hits(found, cue).all(|hit| hit.part != Part::Phrase))
    }

    /// The pattern by which an attribution that the tagger alone found makes no claim.
    pub fn silences(&self, found: &Found) -> Option<&'a str> {
        let cue = found.cue.as_ref().filter(|_| !found.by_rule)?;
        let mut known = self.hits(found, cue).peekable();
        let rule = match known.peek() {
            None => self.around(cue, None, found.sentence),
            Some(_) => known.find_map(|hit| {
                let tokens = hit.start as usize..hit.end as usize;
                self.around(&tokens, Some(hit.rule as usize), found.sentence)
            }),
        };
        rule.map(|rule| rule.id.as_str())
    }

    /// The cues of the lexicon that share a token with the cue of `found`.
    fn hits(&self, found: &Found, cue: &Tokens) -> impl Iterator<Item = &'a Hit> {
        let sentence = self.read.segments.sentences[found.sentence].range();
        touching(&self.read.hits.cues, sentence.start, cue.clone())
    }

    /// The pattern that vetoes a cue, where one holds round it.
    fn around(&self, cue: &Tokens, rule: Option<usize>, sentence: usize) -> Option<&'a AroundRule> {
        let segments = &self.read.segments;
        let within = segments.sentences[sentence].range();
        let view = segments.view(self.text);
        let around = self.rules.lexicon.around(
            &view,
            (cue.start, cue.end),
            rule,
            (within.start, within.end),
        );
        around.filter(|rule| rule.effect == Effect::Veto)
    }
}
