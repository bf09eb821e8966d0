//! Who read each attribution so, rule or tagger, and on what grounds.

use super::super::painted::Painted;
use super::super::text::clean;
use super::page::Page;
use super::scores::{rule, signed};
use super::style;
use crate::types::{Analysis, Attribution, Claim, Decision, FoundBy, Ground, Grounds, SpanGrounds};

/// Columns of what the grounds are of ("content"), and of who gave it ("tagger").
const WHAT: usize = 9;
const BY: usize = 8;

/// The attributions of a document, each told of once.
pub(super) struct Readings<'a> {
    text: &'a str,
    attributions: &'a [Attribution],
    grounds: &'a [Grounds],
    told: Vec<bool>,
}

impl<'a> Readings<'a> {
    pub(super) fn new(text: &'a str, analysis: &'a Analysis, grounds: &'a [Grounds]) -> Self {
        Self {
            text,
            attributions: &analysis.attributions,
            grounds,
            told: vec![false; analysis.attributions.len()],
        }
    }

    /// Tells of the attributions in the chain of a claim, those aside that were told of before.
    pub(super) fn of_claim(&mut self, page: &mut Page, claim: &Claim) {
        for number in claim.chain.iter().filter_map(|link| link.attribution) {
            self.tell(page, number);
        }
    }

    /// Tells of those that no claim was told of with.
    pub(super) fn rest(&mut self, page: &mut Page) {
        if self.told.iter().all(|told| *told) {
            return;
        }
        page.blank();
        page.hang(
            0,
            Painted::default().styled(style::TITLE, "Attributions that make no claim"),
        );
        for number in 0..self.told.len() {
            self.tell(page, number);
        }
    }

    fn tell(&mut self, page: &mut Page, number: usize) {
        let told = self.told.get_mut(number);
        if told.is_none_or(|told| std::mem::replace(told, true)) {
            return;
        }
        let Some(it) = self.attributions.get(number) else {
            return;
        };
        let none = Grounds::default();
        let grounds = self.grounds.get(number).unwrap_or(&none);
        page.field("read", head(it, self.text, grounds.forced));
        lines(page, "cue", "", &grounds.cue);
        span(page, "source", grounds.source.as_ref());
        span(page, "content", grounds.content.as_ref());
        decision(page, "stands", grounds.stands.as_ref());
        decision(page, "asserts", grounds.asserts.as_ref());
    }
}

/// `said, by rule and tagger (certainty 0.98) [say: a clause]`.
fn head(it: &Attribution, text: &str, forced: bool) -> Painted {
    let cue = match it.cue.span {
        Some(span) => clean(span.of(text)),
        None => format!("({})", it.cue.relation),
    };
    let by = match it.by {
        FoundBy::Rule => "by rule",
        FoundBy::Tagger => "by the tagger",
        FoundBy::Both => "by rule and tagger",
    };
    let sure = it.certainty.map(|sure| format!(" (certainty {sure:.2})"));
    let forced = if forced { ", forced" } else { "" };
    let line = Painted::default().styled(style::CUE, &cue);
    let line = line.and(&format!(", {by}{}{forced}", sure.unwrap_or_default()));
    match rule(&it.cue.why) {
        Some(rule) => line.and(" ").styled(style::RULE, &format!("[{rule}]")),
        None => line,
    }
}

fn span(page: &mut Page, what: &str, it: Option<&SpanGrounds>) {
    if let Some(it) = it {
        lines(page, what, it.by.as_str(), &it.grounds);
    }
}

fn decision(page: &mut Page, what: &str, it: Option<&Decision>) {
    if let Some(it) = it {
        let odds = signed(f64::from(it.odds), 2, page.glyphs());
        lines(page, what, odds.trim_end(), &it.grounds);
    }
}

/// `cue       +1.32  stem of "said" before ","`, what and by whom on the first line alone.
fn lines(page: &mut Page, what: &str, by: &str, grounds: &[Ground]) {
    let (mut what, mut by) = (what, by);
    for it in grounds {
        let weight = signed(f64::from(it.weight), 2, page.glyphs());
        let head = format!("{what:<WHAT$}{by:<BY$}{weight}  {}", clean(&it.name));
        page.field("", Painted::default().styled(style::DIM, &head));
        (what, by) = ("", "");
    }
    if grounds.is_empty() && !by.is_empty() {
        let head = format!("{what:<WHAT$}{by}");
        page.field("", Painted::default().styled(style::DIM, &head));
    }
}
