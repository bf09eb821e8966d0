//! Lays articles that are annotated with claims out for the second step: every cue, and the right parts of the tokens round it.

use std::collections::BTreeMap;

use super::attribution::{Sample, sample};
use super::gold::{Attribution, Document};
use super::texts::{Article, Claim};
use crate::engine::Engine;
use crate::tag::pos::PartsOfSpeech;

/// Lays an article out; its labels are those of claims alone, so that the first step has nothing to learn from it.
pub fn lay_out(engine: &Engine, tags: &PartsOfSpeech, article: &Article) -> Sample {
    let document = Document {
        id: article.id.clone(),
        text: article.text.clone(),
        corpus: None,
        attributions: attributions(article),
    };
    sample(engine, tags, &document, 1.0)
}

/// The attributions that the claims of an article went through, one a cue.
fn attributions(article: &Article) -> Vec<Attribution> {
    let mut out: BTreeMap<[u32; 2], Attribution> = BTreeMap::new();
    for claim in &article.claims {
        for (number, link) in claim.chain.iter().enumerate() {
            let Some(cue) = link.cue else { continue };
            let attribution = out.entry(cue).or_insert_with(|| Attribution {
                source: link.source.into_iter().collect(),
                cue: vec![cue],
                content: Vec::new(),
            });
            attribution.content.push(content(claim, number));
        }
    }
    for attribution in out.values_mut() {
        attribution.content = joined(&attribution.content, &article.text);
    }
    out.into_values().collect()
}

/// What a link of a claim holds: the claim, with the hands further in as far as they stand outside the link's own words.
fn content(claim: &Claim, number: usize) -> [u32; 2] {
    let own = &claim.chain[number];
    let mut out = claim.content;
    for inner in &claim.chain[number + 1..] {
        for [start, end] in [inner.source, inner.cue].into_iter().flatten() {
            let wider = [out[0].min(start), out[1].max(end)];
            let swallows =
                |own: Option<[u32; 2]>| own.is_some_and(|[s, e]| s < wider[1] && wider[0] < e);
            if !swallows(own.cue) && !swallows(own.source) {
                out = wider;
            }
        }
    }
    out
}

/// Spans in order, those put together that only marks stand between.
fn joined(spans: &[[u32; 2]], text: &str) -> Vec<[u32; 2]> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut out: Vec<[u32; 2]> = Vec::new();
    for [start, end] in spans {
        let near = |last: &[u32; 2]| {
            let between = text.get(last[1] as usize..start.max(last[1]) as usize);
            between.is_some_and(|t| !t.contains(char::is_alphanumeric))
        };
        match out.last_mut() {
            Some(last) if near(last) => last[1] = last[1].max(end),
            _ => out.push([start, end]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::texts::Link;

    const TEXT: &str = "The club said that its coach believes “the pitch is unsafe”. “It floods.”";

    fn at(words: &str) -> [u32; 2] {
        let start = TEXT.find(words).unwrap();
        [start as u32, (start + words.len()) as u32]
    }

    fn claim(content: &str, chain: &[(&str, &str)]) -> Claim {
        let link = |(source, cue): &(&str, &str)| Link {
            source: Some(at(source)),
            cue: Some(at(cue)),
        };
        Claim {
            content: at(content),
            chain: chain.iter().map(link).collect(),
        }
    }

    fn article(claims: Vec<Claim>) -> Article {
        Article {
            id: "a".to_owned(),
            corpus: None,
            document: None,
            window: None,
            text: TEXT.to_owned(),
            claims,
        }
    }

    #[test]
    fn an_outer_hand_holds_the_inner_ones_with_their_words() {
        let club = ("The club", "said");
        let coach = ("its coach", "believes");
        let found = attributions(&article(vec![claim("the pitch is unsafe", &[club, coach])]));
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].content,
            [[at("its coach")[0], at("the pitch is unsafe")[1]]]
        );
        assert_eq!(found[1].content, [at("the pitch is unsafe")]);
    }

    #[test]
    fn sentences_of_one_quotation_are_one_content() {
        let coach = ("its coach", "believes");
        let claims = ["It floods", "the pitch is unsafe"].map(|c| claim(c, &[coach]));
        let found = attributions(&article(claims.to_vec()));
        let whole = [at("the pitch is unsafe")[0], at("It floods")[1]];
        assert_eq!(found[0].content, [whole]);
    }
}
