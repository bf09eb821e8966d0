//! Gold in TOML, as people write it: finds the one place that each phrase means and puts its offsets there.
//!
//! A phrase stands in whole words. Where it stands more than once, a source, hedge or content means the place nearest to the
//! claim, a cue or channel that nearest to its source; bars mark another place in words around it: `"|she| told the court"`.

use serde_json::{Value, json};

use super::error::Fault;
use super::node::Node;
use super::phrase::everywhere;
use crate::types::Span;

/// The document with offsets in the place of words, and every key that the form has.
pub(super) fn resolved(document: &Value) -> Result<Value, Fault> {
    let mut out = document.clone();
    let root = Node::root(document);
    let Some(text) = root.text_of("text")? else {
        return Ok(out);
    };
    if root.get("claims").is_none() {
        return Ok(out);
    }
    fill(
        &mut out,
        &[("carried_sources", json!([])), ("non_sources", json!([]))],
    );
    for (at, claim) in root.list("claims")?.iter().enumerate() {
        resolve_claim(claim, text, &mut out["claims"][at])?;
    }
    Ok(out)
}

fn resolve_claim(claim: &Node, text: &str, out: &mut Value) -> Result<(), Fault> {
    let place = only(&claim.need("content")?, text)?;
    fill(
        out,
        &[
            ("polarity", json!("affirm")),
            ("carried", Value::Null),
            ("chain", json!([])),
            ("hedges", json!([])),
        ],
    );
    out["content"] = offsets(place);
    for (at, link) in claim.list("chain")?.iter().enumerate() {
        resolve_link(link, text, place, &mut out["chain"][at])?;
    }
    for (at, hedge) in claim.list("hedges")?.iter().enumerate() {
        let found = nearest(&hedge.need("cue")?, text, place)?;
        out["hedges"][at]["cue"] = offsets(found);
    }
    Ok(())
}

fn resolve_link(link: &Node, text: &str, claim: Span, out: &mut Value) -> Result<(), Fault> {
    let absent = ["source", "name", "cue", "via"].map(|key| (key, Value::Null));
    fill(out, &absent);
    let source = link.get("source");
    let source = source.map(|it| nearest(&it, text, claim)).transpose()?;
    if let Some(found) = source {
        out["source"] = offsets(found);
    }
    for key in ["cue", "via"] {
        if let Some(node) = link.get(key) {
            out[key] = offsets(nearest(&node, text, source.unwrap_or(claim))?);
        }
    }
    Ok(())
}

/// Gives an object the keys that it lacks.
fn fill(out: &mut Value, keys: &[(&str, Value)]) {
    let Value::Object(out) = out else { return };
    for (key, value) in keys {
        out.entry(*key).or_insert_with(|| value.clone());
    }
}

fn offsets(span: Span) -> Value {
    json!([span.start, span.end])
}

/// The only place of a phrase.
fn only(node: &Node, text: &str) -> Result<Span, Fault> {
    match places(node, text)?[..] {
        [place] => Ok(place),
        _ => Err(twice(node)),
    }
}

/// The place of a phrase that is nearest to `anchor`.
fn nearest(node: &Node, text: &str, anchor: Span) -> Result<Span, Fault> {
    let mut places = places(node, text)?;
    places.sort_by_key(|&place| distance(place, anchor));
    match places[..] {
        [first, second, ..] if distance(first, anchor) == distance(second, anchor) => {
            Err(twice(node))
        }
        [first, ..] => Ok(first),
        [] => Err(twice(node)),
    }
}

fn twice(node: &Node) -> Fault {
    let help = "mark the one meant with bars, in words around it that stand once: \"|she| told the court\"";
    node.fault(format!(
        "{} stands in the text more than once; {help}",
        node.value
    ))
}

fn distance(a: Span, b: Span) -> u32 {
    a.start
        .saturating_sub(b.end)
        .max(b.start.saturating_sub(a.end))
}

/// The places where a phrase stands in whole words, or the one that its bars mark.
fn places(node: &Node, text: &str) -> Result<Vec<Span>, Fault> {
    if node.value.is_array() {
        return Ok(vec![super::phrase::span(node, text)?]);
    }
    let written = node.text()?;
    let places = match written.split('|').collect::<Vec<_>>()[..] {
        [before, marked, after] => marked_place(node, text, [before, marked, after])?,
        _ => whole(text, written),
    };
    if places.is_empty() {
        let help = "write it as it stands, in whole words";
        return Err(node.fault(format!("{written:?} does not stand in the text; {help}")));
    }
    Ok(places)
}

fn marked_place(node: &Node, text: &str, parts: [&str; 3]) -> Result<Vec<Span>, Fault> {
    let around = everywhere(text, &parts.concat());
    if around.len() > 1 {
        return Err(
            node.fault("stands in the text more than once; take in more of the words around it")
        );
    }
    let marked = |place: &Span| {
        let start = place.start + parts[0].len() as u32;
        Span::new(start, start + parts[1].len() as u32)
    };
    Ok(around.iter().map(marked).collect())
}

/// The places where the words stand as whole words.
fn whole(text: &str, words: &str) -> Vec<Span> {
    let in_word = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let cut = |place: &Span| {
        let (before, after) = (&text[..place.start as usize], &text[place.end as usize..]);
        in_word(before.chars().next_back(), words.chars().next())
            || in_word(words.chars().next_back(), after.chars().next())
    };
    let mut places = everywhere(text, words);
    places.retain(|place| !cut(place));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(phrase: &str) -> Result<Value, Fault> {
        let text = "They said he left. He said she stayed, she said.";
        let claim = json!({"content": "she stayed", "chain": [{"source": phrase}]});
        let out = resolved(&json!({"text": text, "claims": [claim]}))?;
        Ok(out["claims"][0]["chain"][0]["source"].clone())
    }

    #[test]
    fn a_phrase_means_the_nearest_whole_words() {
        assert_eq!(content("he"), Ok(json!([10, 12])));
        assert_eq!(content("He"), Ok(json!([19, 21])));
    }

    #[test]
    fn bars_mark_another_place() {
        assert_eq!(content(", |she| said"), Ok(json!([39, 42])));
        assert!(content("|it| said").is_err());
    }

    #[test]
    fn what_could_mean_two_places_is_refused() {
        let document = json!({"text": "a b a", "claims": [{"content": "a"}]});
        let fault = resolved(&document).unwrap_err();
        assert_eq!(fault.field, "claims[0].content");
    }
}
