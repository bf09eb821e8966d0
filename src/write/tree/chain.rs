//! A claim's chain as a tree, from the publisher to the root.

use super::super::painted::Painted;
use super::super::text::clean;
use super::super::words;
use super::page::{Glyphs, Page};
use super::{INDENT, style};
use crate::types::{Basis, Claim, Cue, Link, Polarity, Relation, Via};

/// Writes the tree.
pub(super) fn write(page: &mut Page, claim: &Claim, text: &str) {
    for (depth, link) in claim.chain.iter().enumerate() {
        let step = page.glyphs().branch.chars().count();
        let indent = INDENT + step * depth.saturating_sub(1).min(8);
        let mut line = Painted::plain(&" ".repeat(indent));
        if depth > 0 {
            line = line.styled(style::DIM, page.glyphs().branch);
        }
        let hang = line.width() + 2;
        page.hang(hang, line.join(describe(link, text, page.glyphs())));
    }
}

/// `reported: Reuters - named outlet, on Monday`.
fn describe(link: &Link, text: &str, glyphs: &Glyphs) -> Painted {
    let mut line = Painted::default();
    if let Some(cue) = &link.cue {
        line = line.styled(cue_style(cue), &cue_words(cue, text)).and(": ");
    }
    line = line.styled(style::TITLE, &words::who(link, text));
    if let Some(name) = words::other_name(link, text) {
        line = line.and(" = ").styled(style::TITLE, &name);
    }
    line = line.styled(style::DIM, glyphs.gap);
    line = line.styled(style::DIM, &attributes(link, text).join(", "));
    if link.basis == Basis::Inferred {
        line = line.styled(style::INFERRED, " (inferred)");
    }
    line
}

fn cue_style(cue: &Cue) -> anstyle::Style {
    match cue.relation {
        Relation::Deny => style::DENIED,
        _ => style::CUE,
    }
}

/// The words that report; the relation in brackets where there are none.
fn cue_words(cue: &Cue, text: &str) -> String {
    match cue.span {
        Some(span) => clean(span.of(text)),
        None => format!("({})", cue.relation),
    }
}

/// What is known of a link besides who it is.
fn attributes(link: &Link, text: &str) -> Vec<String> {
    let mut all = vec![words::kind(&link.source)];
    if link.basis == Basis::Publisher {
        all.push("publisher".to_owned());
    }
    if link.source.placed {
        all.push("placed".to_owned());
    }
    all.extend(link.via.as_ref().map(|via| via_words(via, text)));
    all.extend(link.date.map(|span| clean(span.of(text))));
    if link.quoted {
        all.push("in its own words".to_owned());
    }
    all
}

fn via_words(via: &Via, text: &str) -> String {
    let words = clean(via.span.of(text));
    match &via.name {
        Some(name) if !words.contains(name.as_str()) => format!("{words} = {}", clean(name)),
        _ => words,
    }
}

/// The words for a side: of a root's evidence.
pub(super) fn side(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirm => "affirms",
        Polarity::Deny => "denies",
    }
}
