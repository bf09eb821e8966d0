//! Documents as sources: named by whoever made them.

use super::Resolver;
use super::described::Described;
use super::made::Meant;
use super::named::is_body;
use crate::attribute::Tokens;
use crate::chain::Reading;
use crate::chain::names::{Mention, Names};
use crate::rules::lexicon::class;
use crate::types::{Identity, SourceType};

/// How many tokens may stand between a report's noun and its maker ("a study carried out jointly by X").
const MAKER: usize = 12;
/// How many tokens may stand between "by" and the maker's name.
const NAME: usize = 4;

impl<'a> Resolver<'a> {
    /// A document, named where its maker is: in its own words, or before in the text.
    pub(super) fn document(&self, of: &Described<'a, '_>) -> Option<Meant> {
        if of.kind != SourceType::Document {
            return None;
        }
        let start = of.core.start;
        let back = self.class(start, class::DEFINITE | class::NEUTER | class::MANY);
        // "the Norvik report" says whose it is.
        let owned = self.names.within(&of.before()).next().is_some();
        let bare = of.hit.start as usize <= start + 2 && of.core.end == of.tokens.end && !owned;
        let named = if back && bare && !of.plural() {
            self.last_report()
        } else {
            None
        };
        let made = named.or_else(|| self.made_by(of))?;
        Some(made.of_kind(SourceType::Document))
    }

    /// "a report by X", "X's figures", "a survey" of the maker that the document is about.
    fn made_by(&self, of: &Described<'a, '_>) -> Option<Meant> {
        let head = of.hit.end as usize;
        let mention = self
            .maker_after(head..of.tokens.end)
            .or_else(|| self.names.within(&(of.tokens.start..head)).last());
        let whole = of.core.end == of.tokens.end;
        let (who, registry) = match mention {
            Some(mention) => (mention.who, false),
            None => (self.maker.filter(|_| of.rule.makes_reports && whole)?, true),
        };
        let mut made = self.referent(who);
        if !registry {
            made.source.registry = None;
            made.source.why.because = "a noun for a source";
            made = made.by(&of.rule.id);
        }
        Some(made)
    }

    /// "by X", "from Spain's X", "in the Times": the name after the document's noun.
    fn maker_after(&self, after: Tokens) -> Option<&'a Mention> {
        let by = |at: usize| self.class(at, class::MAKER | class::OF);
        let outlet = |m: &&Mention| {
            self.kinds[m.who] == SourceType::Outlet
                && self.class(m.tokens.start.saturating_sub(2), class::PREPOSITION)
        };
        let from = after.clone().find(|&at| by(at));
        let Some(from) = from else {
            return self.names.within(&after).find(outlet);
        };
        let mut names = self.names.within(&(from + 1..after.end));
        let first = names.next()?;
        let owned = |m: &&Mention| {
            self.reading.segments.is_clitic(first.tokens.end)
                && m.tokens.start == first.tokens.end + 1
        };
        names.next().filter(owned).or(Some(first))
    }

    /// "the report": the maker's that the document is about, the last named document that spoke, or the last body that did.
    fn last_report(&self) -> Option<Meant> {
        let maker = self
            .maker
            .map(|who| self.referent(who))
            .filter(|made| made.source.name != self.reading.input.publisher);
        let spoke = |number: Option<usize>| number.and_then(|number| self.said(number)).cloned();
        let made = maker
            .or_else(|| spoke(self.last_document))
            .or_else(|| spoke(self.last_body))?;
        Some(made.again("points back to a name"))
    }

    /// Notes that attribution `number` may be whose "the report" is.
    pub(super) fn note_report(&mut self, number: usize, meant: &Meant) {
        let source = &meant.source;
        let bare_state = source.kind == SourceType::Government
            && source.registry.is_none()
            && source.why.because == "a name";
        if source.identity != Identity::Named
            || source.name == self.reading.input.publisher
            || bare_state
        {
            return;
        }
        match source.kind {
            SourceType::Document => self.last_document = Some(number),
            SourceType::Outlet | SourceType::Social => {}
            kind if is_body(kind) || kind == SourceType::Unknown => self.last_body = Some(number),
            _ => {}
        }
    }
}

/// The body whose report a document retells: "a report by X", "an X survey", "the X authors", "the research was
/// carried out by X".
pub(super) fn maker(reading: &Reading<'_>, names: &Names) -> Option<usize> {
    let segments = reading.segments;
    let body = |who: &usize| match names.referents[*who].kind {
        SourceType::Person | SourceType::Outlet | SourceType::Social => false,
        _ => !names.referents[*who].state,
    };
    let reports = reading.hits.sources.iter().filter(|hit| {
        let rule = &reading.rules.lexicon.sources[hit.rule as usize];
        rule.makes_reports
    });
    reports
        .filter_map(|hit| {
            let (start, end) = (hit.start as usize, hit.end as usize);
            let before = names
                .before(start)
                .checked_sub(1)
                .map(|i| &names.mentions[i]);
            let before = before.filter(|m| m.tokens.end == start).map(|m| m.who);
            let sentence = segments
                .sentences
                .partition_point(|s| s.range().end <= start);
            let limit = segments
                .sentences
                .get(sentence)
                .map_or(end, |s| s.range().end);
            let by =
                (end..limit.min(end + MAKER)).find(|&at| segments.classes[at] & class::MAKER != 0);
            let after = by
                .and_then(|by| names.mentions.get(names.before(by + 1)).map(|m| (by, m)))
                .filter(|(by, m)| m.tokens.start <= by + NAME)
                .map(|(_, m)| m.who);
            before.filter(body).or(after.filter(body))
        })
        .next()
}
