//! Check-worthiness: how much a claim is worth a check, by weighted features of its scores and its words.

use std::collections::BTreeMap;

use crate::rules::file::TriageEntry;
use crate::rules::problem::{Problem, did_you_mean};
use crate::rules::terms::{TermSet, Terms};
use crate::types::TriagePart;

use super::worth::WorthModel;

/// So many words of a sentence are named that weigh most in what is learned.
const STRONGEST: usize = 3;

/// A claim, as triage reads it.
#[derive(Debug, Clone, Copy)]
pub struct TriageInput<'a> {
    /// The claim's words.
    pub claim: &'a str,
    /// Those of the sentence it stands in.
    pub sentence: &'a str,
    /// `sourcing.value`, 0..1.
    pub sourcing: f64,
    /// `commitment.value`, 0..1.
    pub commitment: f64,
}

/// `[triage]`, compiled: its word lists found.
#[derive(Debug, Clone)]
pub struct Triage {
    weights: TriageEntry,
    claim: Vec<List>,
    sentence: Vec<List>,
    terms: Terms,
}

#[derive(Debug, Clone)]
struct List {
    at: usize,
    feature: String,
    weight: f64,
}

impl Triage {
    /// Compiles `entry` against the word lists that it names.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it; paths start below `triage`.
    pub fn new(entry: &TriageEntry, terms: &Terms) -> Result<Self, Vec<Problem>> {
        let mut found = numbers(entry);
        let claim = lists("terms", &entry.terms, terms, &mut found);
        let sentence = lists("sentence_terms", &entry.sentence_terms, terms, &mut found);
        if !found.is_empty() {
            return Err(found);
        }
        Ok(Self {
            weights: entry.clone(),
            claim,
            sentence,
            terms: terms.clone(),
        })
    }

    /// Check-worthiness, 0..1: the logistic of the sum of the parts' `weight · value`. Parts of value 0 are left out.
    ///
    /// It never falls as sourcing falls, nor as commitment rises.
    pub fn score(
        &self,
        input: TriageInput<'_>,
        model: Option<&WorthModel>,
    ) -> (f64, Vec<TriagePart>) {
        let mut parts = self.scored(input);
        parts.extend(model.map(|model| self.learned(model, input.sentence)));
        parts.extend(self.worded(input.claim));
        parts.extend(listed(&self.claim, &self.terms.found(input.claim)));
        parts.extend(listed(&self.sentence, &self.terms.found(input.sentence)));
        parts.retain(|part| part.value != 0.0);
        let logit: f64 = parts.iter().map(|part| part.weight * part.value).sum();
        (1.0 / (1.0 + (-logit).exp()), parts)
    }

    /// What the model says of the sentence, named with the words that weigh most.
    fn learned(&self, model: &WorthModel, sentence: &str) -> TriagePart {
        let words: Vec<String> = model
            .strongest(sentence, STRONGEST)
            .into_iter()
            .map(|(words, w)| format!("{}{words}", if w < 0.0 { "-" } else { "+" }))
            .collect();
        let logit = f64::from(model.logit(sentence));
        let feature = format!("learned ({})", words.join(", "));
        part(&feature, self.weights.learned, 1.0 / (1.0 + (-logit).exp()))
    }

    fn scored(&self, input: TriageInput<'_>) -> Vec<TriagePart> {
        let w = &self.weights;
        vec![
            part("bias", w.bias, 1.0),
            part("sourcing", w.sourcing, 1.0 - share(input.sourcing)),
            part("commitment", w.commitment, share(input.commitment)),
        ]
    }

    fn worded(&self, text: &str) -> [TriagePart; 5] {
        let w = &self.weights;
        let words = || {
            text.split_whitespace()
                .filter(|word| word.contains(char::is_alphanumeric))
        };
        let names = words().skip(1).filter(|word| is_name(word)).count();
        [
            part(
                "number",
                w.number,
                truth(text.contains(|c: char| c.is_ascii_digit())),
            ),
            part(
                "year",
                w.year,
                truth(text.split(|c: char| !c.is_ascii_digit()).any(is_year)),
            ),
            part("name", w.name, ratio(names, w.names)),
            part("length", w.length, ratio(words().count(), w.words)),
            part("question", w.question, truth(is_question(text))),
        ]
    }
}

fn part(feature: &str, weight: f64, value: f64) -> TriagePart {
    TriagePart {
        feature: feature.to_owned(),
        weight,
        value,
    }
}

fn listed<'l>(lists: &'l [List], found: &'l TermSet) -> impl Iterator<Item = TriagePart> + 'l {
    let hits = lists.iter().filter(|list| found.has(list.at));
    hits.map(|list| part(&list.feature, list.weight, 1.0))
}

/// Numbers in the table that would break a promise.
fn numbers(entry: &TriageEntry) -> Vec<Problem> {
    let mut found = Vec::new();
    for (path, weight) in [
        ("sourcing", entry.sourcing),
        ("commitment", entry.commitment),
    ] {
        if weight < 0.0 {
            found.push(Problem::at(
                path,
                format!("expected a weight of at least 0, found {weight}"),
            ));
        }
    }
    let weights = [
        ("bias", entry.bias),
        ("sourcing", entry.sourcing),
        ("commitment", entry.commitment),
        ("number", entry.number),
        ("year", entry.year),
        ("name", entry.name),
        ("length", entry.length),
        ("question", entry.question),
        ("learned", entry.learned),
    ];
    for (path, weight) in weights
        .into_iter()
        .filter(|(_, weight)| !weight.is_finite())
    {
        found.push(Problem::at(
            path,
            format!("expected a number, found {weight}"),
        ));
    }
    for (path, _) in [("names", entry.names), ("words", entry.words)]
        .iter()
        .filter(|&&(_, n)| n == 0)
    {
        found.push(Problem::at(path, "expected at least 1, found 0"));
    }
    found
}

fn lists(
    table: &str,
    weights: &BTreeMap<String, f64>,
    terms: &Terms,
    found: &mut Vec<Problem>,
) -> Vec<List> {
    let mut lists = Vec::new();
    for (id, &weight) in weights {
        let problem = |message: String| Problem {
            path: vec![table.to_owned(), id.clone()],
            message,
            suggestion: None,
        };
        if !weight.is_finite() {
            found.push(problem(format!("expected a number, found {weight}")));
        }
        match terms.list(id) {
            Some(at) => lists.push(List {
                at,
                feature: format!("{table}.{id}"),
                weight,
            }),
            None => found.push(Problem {
                suggestion: did_you_mean(id, terms.ids()),
                ..problem(format!("no [[terms]] has the id `{id}`"))
            }),
        }
    }
    lists
}

/// A capitalised word, "I" and its contractions aside.
fn is_name(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let alone = letters.next().is_none_or(|c| !c.is_alphanumeric());
    first && !(alone && word.starts_with('I'))
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn is_question(text: &str) -> bool {
    text.trim_end_matches(|c: char| c != '?' && !c.is_alphanumeric())
        .ends_with('?')
}

fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

fn ratio(n: usize, full: u32) -> f64 {
    share(n as f64 / f64::from(full))
}

/// `x` within 0..1; 0 for NaN.
fn share(x: f64) -> f64 {
    super::reliability::probability(x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::file::TermsEntry;

    fn shipped() -> (TriageEntry, Vec<TermsEntry>) {
        let table: toml::Table = include_str!("../../rules/en/scoring.toml").parse().unwrap();
        let entry = table["triage"].clone().try_into().unwrap();
        (entry, table["terms"].clone().try_into().unwrap())
    }

    fn score(claim: &str, sourcing: f64, commitment: f64) -> f64 {
        let (entry, terms) = shipped();
        let terms = Terms::new(&terms).unwrap();
        let input = TriageInput {
            claim,
            sentence: claim,
            sourcing,
            commitment,
        };
        Triage::new(&entry, &terms).unwrap().score(input, None).0
    }

    #[test]
    fn facts_come_before_views() {
        let order = [
            "Exports to Norway fell by 3 percent last year.",
            "The minister signed the contract.",
            "I think we should talk about the future.",
        ];
        let scores = order.map(|text| score(text, 0.4, 0.95));
        assert!(scores[0] > scores[1] && scores[1] > scores[2], "{scores:?}");
    }

    #[test]
    fn badly_sourced_and_firmly_asserted_comes_first() {
        let text = "The bridge was blown up.";
        assert!(score(text, 0.2, 0.95) > score(text, 0.7, 0.95));
        assert!(score(text, 0.2, 0.95) > score(text, 0.2, 0.4));
    }

    #[test]
    fn parts_say_why() {
        let (entry, terms) = shipped();
        let terms = Terms::new(&terms).unwrap();
        let input = TriageInput {
            claim: "it cost 4 million in 2019",
            sentence: "I think it cost 4 million in 2019.",
            sourcing: 0.5,
            commitment: 0.9,
        };
        let (worth, parts) = Triage::new(&entry, &terms).unwrap().score(input, None);
        let logit: f64 = parts.iter().map(|part| part.weight * part.value).sum();
        assert!((worth - 1.0 / (1.0 + (-logit).exp())).abs() < 1e-12);
        let features: Vec<&str> = parts.iter().map(|part| part.feature.as_str()).collect();
        for feature in [
            "bias",
            "sourcing",
            "number",
            "year",
            "terms.money",
            "sentence_terms.opinion",
        ] {
            assert!(features.contains(&feature), "{feature} in {features:?}");
        }
    }

    #[test]
    fn faults_are_told_where_they_stand() {
        let (mut entry, terms) = shipped();
        entry.sourcing = -1.0;
        entry.words = 0;
        entry.terms.insert("mony".into(), 1.0);
        let found = Triage::new(&entry, &Terms::new(&terms).unwrap()).unwrap_err();
        let found: Vec<String> = found.iter().map(Problem::to_string).collect();
        assert_eq!(
            found,
            [
                "sourcing: expected a weight of at least 0, found -1",
                "words: expected at least 1, found 0",
                "terms.mony: no [[terms]] has the id `mony`; did you mean `money`?",
            ]
        );
    }
}
