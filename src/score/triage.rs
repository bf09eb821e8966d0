//! Check-worthiness: how much a claim is worth a check, by weighted features of its scores and its words.

use std::collections::BTreeMap;

use super::counts::Counts;
use super::worth::Learned;
use crate::rules::file::TriageEntry;
use crate::rules::problem::{Problem, did_you_mean};
use crate::rules::terms::{ClaimTerms, TermSet, Terms};
use crate::types::TriagePart;

/// What the learned part is called.
const LEARNED: &str = "learned";
/// So many words are told that weigh most in it.
const STRONGEST: usize = 3;

/// A claim, as triage reads it.
#[derive(Debug, Clone, Copy)]
pub struct TriageInput<'a> {
    /// The claim's words.
    pub claim: &'a str,
    /// The words of its sentence.
    pub sentence: &'a str,
    /// What was learned of the sentences that checkers pick says of this one.
    pub learned: Option<Learned<'a>>,
    /// The lists that it and its sentence have words of.
    pub terms: &'a ClaimTerms,
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
        })
    }

    /// Check-worthiness, 0..1: the logistic of the sum of the parts' `weight · value`.
    ///
    /// It never falls as sourcing falls, nor as commitment rises.
    pub fn worth(&self, input: TriageInput<'_>) -> f64 {
        let mut logit = 0.0;
        self.each(input, &mut |_, weight, value| logit += weight * value);
        1.0 / (1.0 + (-logit).exp())
    }

    /// What makes that up. Parts of value 0 are left out.
    pub fn parts(&self, input: TriageInput<'_>) -> Vec<TriagePart> {
        let mut parts = Vec::new();
        self.each(input, &mut |feature, weight, value| {
            parts.push(TriagePart {
                feature: if feature == LEARNED {
                    learned(input)
                } else {
                    feature.to_owned()
                },
                weight,
                value,
            });
        });
        parts
    }

    /// Hands feature, weight and value of each part to `part`.
    fn each(&self, input: TriageInput<'_>, part: &mut impl FnMut(&str, f64, f64)) {
        let w = &self.weights;
        let counts = Counts::of(input.claim);
        let always = [
            ("bias", w.bias, 1.0),
            ("sourcing", w.sourcing, 1.0 - share(input.sourcing)),
            ("commitment", w.commitment, share(input.commitment)),
            ("number", w.number, truth(counts.digits)),
            ("year", w.year, truth(counts.year)),
            ("name", w.name, ratio(counts.names, w.names)),
            ("length", w.length, ratio(counts.words, w.words)),
            ("question", w.question, truth(is_question(input.claim))),
        ];
        for (feature, weight, value) in always {
            if value != 0.0 {
                part(feature, weight, value);
            }
        }
        if let Some(learned) = input.learned.filter(|_| w.learned != 0.0) {
            let logit = f64::from(learned.logit);
            part(LEARNED, w.learned, 1.0 / (1.0 + (-logit).exp()));
        }
        let of_claim = listed(&self.claim, &input.terms.claim);
        for list in of_claim.chain(listed(&self.sentence, &input.terms.sentence)) {
            part(&list.feature, list.weight, 1.0);
        }
    }
}

/// The lists that a text has words of.
/// The learned part with the words that weigh most in it, for or against.
fn learned(input: TriageInput<'_>) -> String {
    let strongest = input
        .learned
        .map(|learned| learned.model.strongest(input.sentence, STRONGEST));
    let words = strongest.into_iter().flatten().map(|(words, weight)| {
        let sign = if weight < 0.0 { '-' } else { '+' };
        format!("{sign}{words}")
    });
    format!("{LEARNED} ({})", words.collect::<Vec<_>>().join(", "))
}

fn listed<'l>(lists: &'l [List], found: &'l TermSet) -> impl Iterator<Item = &'l List> {
    lists.iter().filter(|list| found.has(list.at))
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
        let terms = Terms::new(&terms);
        let found = ClaimTerms {
            claim: terms.found(claim),
            sentence: terms.found(claim),
        };
        let input = TriageInput {
            claim,
            sentence: claim,
            learned: None,
            terms: &found,
            sourcing,
            commitment,
        };
        Triage::new(&entry, &terms).unwrap().worth(input)
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
        let terms = Terms::new(&terms);
        let claim = "it cost 4 million in 2019";
        let found = ClaimTerms {
            claim: terms.found(claim),
            sentence: terms.found("I think it cost 4 million in 2019."),
        };
        let input = TriageInput {
            claim,
            sentence: claim,
            learned: None,
            terms: &found,
            sourcing: 0.5,
            commitment: 0.9,
        };
        let triage = Triage::new(&entry, &terms).unwrap();
        let (worth, parts) = (triage.worth(input), triage.parts(input));
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
        let found = Triage::new(&entry, &Terms::new(&terms)).unwrap_err();
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
