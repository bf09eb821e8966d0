//! Links and ranges in words, for people.

use super::text::clean;
use crate::types::{Basis, Identity, Link, Source, SourceType};

/// A score with two decimals.
pub(super) fn number(value: f64) -> String {
    format!("{value:.2}")
}

/// `0.15-0.56`, with the page's dash.
pub(super) fn range([low, high]: [f64; 2], dash: &str) -> String {
    format!("{low:.2}{dash}{high:.2}")
}

/// "anonymous person", "nobody who could be asked".
pub(super) fn kind(source: &Source) -> String {
    if source.identity == Identity::Unattributed {
        return "unattributed".to_owned();
    }
    let kind = match source.kind {
        SourceType::Unknown => "source",
        SourceType::ThinkTank => "think tank",
        SourceType::Igo => "intergovernmental body",
        SourceType::Ngo => "non-governmental body",
        SourceType::Academic => "academic body",
        SourceType::Social => "social media",
        SourceType::Government => "government body",
        other => other.as_str(),
    };
    match source.identity {
        Identity::Role => format!("{kind} known by office"),
        identity => format!("{identity} {kind}"),
    }
}

/// Whom a link means: the words of the text, else the name, else that there is none.
pub(super) fn who(link: &Link, text: &str) -> String {
    let words = link.source.span.map(|span| clean(span.of(text)));
    let words = words.filter(|words| !words.is_empty());
    let named = || link.source.name.as_deref().map(clean);
    words.or_else(named).unwrap_or_else(|| match link.basis {
        Basis::Publisher => "publisher unknown".to_owned(),
        _ => "nobody named".to_owned(),
    })
}

/// The name of whom a link means, where the words say another.
pub(super) fn other_name(link: &Link, text: &str) -> Option<String> {
    link.source.span?;
    let name = clean(link.source.name.as_deref()?);
    (!who(link, text).contains(&name)).then_some(name)
}
