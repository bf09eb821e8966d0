//! Raises the flags of a claim. Reads types and compiled conditions; touches nothing else.

mod facts;

use std::cmp::Reverse;

use crate::rules::condition::{Atom, CompiledFlag, CompiledFlags, Facts, Key, Message};
use crate::rules::file::RegistryEntry;
use crate::rules::terms::ClaimTerms;
use crate::types::{Claim, Flag, Hedge};
use facts::Asked;

/// What stands in a message for what is absent.
const ABSENT: &str = "unnamed";
/// Longest value that a message shows, in characters.
const SHOWN: usize = 80;

/// A claim as flags see it: with its text and its document's other claims.
#[derive(Debug, Clone, Copy)]
pub struct ClaimView<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The claim, scored.
    pub claim: &'a Claim,
    /// The document's claims; the claim itself may be among them.
    pub claims: &'a [Claim],
    /// The document's hedges, which the claim's indices point into.
    pub hedges: &'a [Hedge],
    /// The word lists that the claim and its sentence have words of.
    pub terms: &'a ClaimTerms,
    /// The registry, for the grade of a source it knows.
    pub registry: &'a [RegistryEntry],
}

/// The flags that hold for a claim: errors first, then warnings, each by id.
pub fn flags(view: &ClaimView<'_>, compiled: &CompiledFlags) -> Vec<Flag> {
    let asked = Asked::new(*view);
    let raised = compiled
        .flags
        .iter()
        .filter(|flag| flag.condition.holds(&asked));
    let mut raised: Vec<Flag> = raised.map(|flag| raise(flag, &asked)).collect();
    raised.sort_by(|a, b| (Reverse(a.severity), &a.rule).cmp(&(Reverse(b.severity), &b.rule)));
    raised
}

fn raise(flag: &CompiledFlag, asked: &Asked<'_>) -> Flag {
    let fill = |message: &Message| message.fill(|key| shown(asked, key));
    Flag {
        rule: flag.id.clone(),
        severity: flag.severity,
        message: fill(&flag.message),
        help: flag.help.as_ref().map(fill),
    }
}

/// The value of a feature as a message shows it.
fn shown(asked: &Asked<'_>, key: Key) -> String {
    let values = asked.values(key);
    let values: Vec<String> = values.as_slice().iter().map(|&it| written(it)).collect();
    if values.is_empty() {
        ABSENT.to_owned()
    } else {
        values.join(", ")
    }
}

fn written(atom: Atom<'_>) -> String {
    match atom {
        Atom::Truth(truth) => truth.to_string(),
        Atom::Number(x) if x.fract() == 0.0 => format!("{x:.0}"),
        Atom::Number(x) => format!("{x:.2}"),
        Atom::Text(text) => shortened(text),
    }
}

/// On one line, and cut where it is long.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests;
