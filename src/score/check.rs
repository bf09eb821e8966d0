//! What is wrong with the parameters of the model, all of it at once.

use std::collections::BTreeMap;
use std::fmt::Display;

use statrs::function::gamma::gamma_lr;

use crate::rules::file::{OpinionParams, RatingParams, ScoringEntry, SourceParams};
use crate::rules::problem::Problem;
use crate::types::{Grade, HedgeCategory, Identity, Relation, SourceType};

/// Slack for a bound that is met by a decimal written in a file.
const SLACK: f64 = 1e-9;

/// Everything that is wrong with `p`; paths start below `scoring`. Empty: the model's promises hold for it.
pub fn problems(p: &ScoringEntry) -> Vec<Problem> {
    let mut check = Check::default();
    check.opinion(&p.opinion);
    check.source(&p.source);
    check.relations(p);
    check.commitment(p);
    check.rating(p);
    check.found
}

#[derive(Default)]
struct Check {
    found: Vec<Problem>,
}

impl Check {
    fn say(&mut self, path: &str, message: String) {
        self.found.push(Problem::at(path, message));
    }

    fn probability(&mut self, path: &str, x: f64) {
        if !(0.0..=1.0).contains(&x) {
            self.say(path, format!("expected a probability in 0..1, found {x}"));
        }
    }

    fn inside(&mut self, path: &str, x: f64) {
        if !(x > 0.0 && x < 1.0) {
            self.say(
                path,
                format!("expected a number between 0 and 1, both excluded, found {x}"),
            );
        }
    }

    fn positive(&mut self, path: &str, x: f64) {
        if !(x > 0.0 && x.is_finite()) {
            self.say(path, format!("expected a number above 0, found {x}"));
        }
    }

    fn range(&mut self, path: &str, [low, high]: [f64; 2]) {
        if !(0.0 <= low && low <= high && high <= 1.0) {
            let message =
                format!("expected [low, high] with 0 <= low <= high <= 1, found [{low}, {high}]");
            self.say(path, message);
        }
    }

    /// Every one of `needed` has an entry in the table at `path`.
    fn complete<K: Ord + Copy + Display, V>(
        &mut self,
        path: &str,
        table: &BTreeMap<K, V>,
        needed: &[K],
    ) {
        for key in needed.iter().filter(|&key| !table.contains_key(key)) {
            self.say(&format!("{path}.{key}"), format!("`{key}` is missing"));
        }
    }

    fn probabilities<K: Display>(&mut self, path: &str, table: &BTreeMap<K, f64>) {
        for (key, &x) in table {
            self.probability(&format!("{path}.{key}"), x);
        }
    }

    fn opinion(&mut self, o: &OpinionParams) {
        self.inside("opinion.base_rate", o.base_rate);
        self.positive("opinion.prior_weight", o.prior_weight);
        self.inside("opinion.min_trust", o.min_trust);
        self.inside("opinion.max_trust", o.max_trust);
        self.inside("opinion.credible_mass", o.credible_mass);
        if o.min_trust >= o.max_trust {
            let message = format!(
                "expected more than min_trust, {}, found {}",
                o.min_trust, o.max_trust
            );
            self.say("opinion.max_trust", message);
        }
        if let Some(least) = least_mass(o).filter(|&least| o.credible_mass < least) {
            let message = format!(
                "expected at least {least:.3}, so that the interval always holds the value, found {}",
                o.credible_mass
            );
            self.say("opinion.credible_mass", message);
        }
    }

    fn source(&mut self, s: &SourceParams) {
        self.probability("source.relay_share", s.relay_share);
        self.positive("source.weight_prior", s.weight_prior);
        self.positive("source.weight_grade", s.weight_grade);
        let graded = &Grade::ALL[..Grade::ALL.len() - 1];
        self.complete("source.grade", &s.grade, graded);
        self.complete("source.type", &s.r#type, SourceType::ALL);
        self.complete("source.identity", &s.identity, Identity::ALL);
        self.probabilities("source.grade", &s.grade);
        self.probabilities("source.type", &s.r#type);
        self.probabilities("source.identity", &s.identity);
        self.probabilities("source.placed", &s.placed);
        if s.grade.contains_key(&Grade::F) {
            self.say(
                "source.grade.F",
                "F says that a source cannot be judged and has no reliability".into(),
            );
        }
        self.placed(s);
    }

    /// Telling more of a source must not lower its score.
    fn placed(&mut self, s: &SourceParams) {
        for (identity, &share) in &s.placed {
            let bare = s.identity.get(identity).copied().unwrap_or(0.0);
            if share < bare {
                let message =
                    format!("expected at least source.identity.{identity}, {bare}, found {share}");
                self.say(&format!("source.placed.{identity}"), message);
            }
        }
    }

    fn relations(&mut self, p: &ScoringEntry) {
        self.probability("fidelity.quoted", p.fidelity.quoted);
        self.probability("fidelity.default", p.fidelity.default);
        let asserting: Vec<Relation> = Relation::ALL
            .iter()
            .copied()
            .filter(|r| r.asserts())
            .collect();
        self.complete("relation", &p.relation, &asserting);
        for (relation, params) in &p.relation {
            if !relation.asserts() {
                self.say(
                    &format!("relation.{relation}"),
                    format!("`{relation}` asserts nothing, so no claim has it"),
                );
            }
            self.range(
                &format!("relation.{relation}.commitment"),
                params.commitment,
            );
            if let Some(fidelity) = params.fidelity {
                self.probability(&format!("relation.{relation}.fidelity"), fidelity);
            }
        }
        self.above_zero(p);
    }

    /// A fidelity of 0 has no logarithm to contribute.
    fn above_zero(&mut self, p: &ScoringEntry) {
        let own = [
            ("fidelity.quoted".to_owned(), p.fidelity.quoted),
            ("fidelity.default".to_owned(), p.fidelity.default),
        ];
        let relations = p.relation.iter().filter_map(|(relation, params)| {
            Some((format!("relation.{relation}.fidelity"), params.fidelity?))
        });
        for (path, _) in own.into_iter().chain(relations).filter(|&(_, f)| f == 0.0) {
            self.say(&path, "expected a number above 0, found 0".into());
        }
    }

    fn commitment(&mut self, p: &ScoringEntry) {
        self.range("commitment.unhedged", p.commitment.unhedged);
        self.complete(
            "commitment.category",
            &p.commitment.category,
            HedgeCategory::ALL,
        );
        for (category, &range) in &p.commitment.category {
            self.range(&format!("commitment.category.{category}"), range);
        }
    }

    fn rating(&mut self, p: &ScoringEntry) {
        let rating = &p.rating;
        let lettered = &Grade::ALL[..Grade::ALL.len() - 2];
        self.complete("rating.letters", &rating.letters, lettered);
        self.probabilities("rating.letters", &rating.letters);
        for letter in [Grade::E, Grade::F]
            .iter()
            .filter(|l| rating.letters.contains_key(l))
        {
            self.say(
                &format!("rating.letters.{letter}"),
                format!("{letter} is what the other letters leave and has no least reliability"),
            );
        }
        self.descending(rating);
        if !(1 <= rating.probable && rating.probable <= rating.confirmed) {
            let message = format!(
                "expected at least 1 and at most confirmed, {}, found {}",
                rating.confirmed, rating.probable
            );
            self.say("rating.probable", message);
        }
        self.same_letter_back(p);
    }

    fn descending(&mut self, rating: &RatingParams) {
        for ((better, above), (letter, below)) in
            rating.letters.iter().zip(rating.letters.iter().skip(1))
        {
            if below >= above {
                let message = format!("expected less than {better}, {above}, found {below}");
                self.say(&format!("rating.letters.{letter}"), message);
            }
        }
    }

    /// A graded source without verdicts gets its letter back.
    fn same_letter_back(&mut self, p: &ScoringEntry) {
        for (&grade, &e) in p
            .source
            .grade
            .iter()
            .filter(|&(&grade, _)| grade != Grade::F)
        {
            let earned = p
                .rating
                .letters
                .iter()
                .find(|&(_, &least)| e >= least - SLACK);
            let earned = earned.map_or(Grade::E, |(&letter, _)| letter);
            if earned != grade {
                let message = format!(
                    "expected a reliability that rating.letters gives {grade}, found {e}, which earns {earned}"
                );
                self.say(&format!("source.grade.{grade}"), message);
            }
        }
    }
}

/// The least mass at which the interval holds the value whatever the evidence: 2·P(k,k) − 1, k = W·min(a, 1−a).
fn least_mass(o: &OpinionParams) -> Option<f64> {
    let k = o.prior_weight * o.base_rate.min(1.0 - o.base_rate);
    (k > 0.0 && k.is_finite()).then(|| 2.0 * gamma_lr(k, k) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> toml::Value {
        let text = include_str!("../../rules/en/scoring.toml");
        text.parse::<toml::Table>()
            .unwrap()
            .remove("scoring")
            .unwrap()
    }

    /// The problems of the shipped parameters with the value at a path replaced, or taken out.
    fn with(path: &str, value: Option<&str>) -> Vec<String> {
        let mut table = shipped();
        let (parent, key) = path.rsplit_once('.').unwrap();
        let parent = parent.split('.').fold(&mut table, |t, k| &mut t[k]);
        let parent = parent.as_table_mut().unwrap();
        parent.remove(key);
        if let Some(value) = value {
            let parsed: toml::Table = format!("v = {value}").parse().unwrap();
            parent.insert(key.into(), parsed["v"].clone());
        }
        let entry: ScoringEntry = table.try_into().unwrap();
        problems(&entry).iter().map(Problem::to_string).collect()
    }

    #[test]
    fn shipped_parameters_are_sound() {
        let entry: ScoringEntry = shipped().try_into().unwrap();
        assert_eq!(problems(&entry), []);
    }

    #[test]
    fn each_fault_is_told_where_it_stands() {
        let cases: &[(&str, Option<&str>, &str)] = &[
            (
                "source.type.outlet",
                Some("1.5"),
                "source.type.outlet: expected a probability in 0..1, found 1.5",
            ),
            (
                "source.type.outlet",
                Some("nan"),
                "source.type.outlet: expected a probability in 0..1, found NaN",
            ),
            (
                "source.type.outlet",
                None,
                "source.type.outlet: `outlet` is missing",
            ),
            (
                "source.identity.role",
                None,
                "source.identity.role: `role` is missing",
            ),
            (
                "relation.hearsay",
                None,
                "relation.hearsay: `hearsay` is missing",
            ),
            (
                "relation.want",
                Some("{ commitment = [0.0, 1.0] }"),
                "relation.want: `want` asserts nothing, so no claim has it",
            ),
            (
                "relation.say.commitment",
                Some("[0.9, 0.8]"),
                "relation.say.commitment: expected [low, high] with 0 <= low <= high <= 1, found [0.9, 0.8]",
            ),
            (
                "relation.say.fidelity",
                Some("0.0"),
                "relation.say.fidelity: expected a number above 0, found 0",
            ),
            (
                "commitment.category.weasel",
                None,
                "commitment.category.weasel: `weasel` is missing",
            ),
            (
                "opinion.base_rate",
                Some("0.0"),
                "opinion.base_rate: expected a number between 0 and 1, both excluded, found 0",
            ),
            (
                "opinion.credible_mass",
                Some("0.4"),
                "opinion.credible_mass: expected at least 0.403, so that the interval always holds the value, found 0.4",
            ),
            (
                "opinion.max_trust",
                Some("0.0005"),
                "opinion.max_trust: expected more than min_trust, 0.001, found 0.0005",
            ),
            (
                "source.weight_prior",
                Some("0.0"),
                "source.weight_prior: expected a number above 0, found 0",
            ),
            (
                "source.placed.anonymous",
                Some("0.2"),
                "source.placed.anonymous: expected at least source.identity.anonymous, 0.45, found 0.2",
            ),
            (
                "source.grade.B",
                Some("0.9"),
                "source.grade.B: expected a reliability that rating.letters gives B, found 0.9, which earns A",
            ),
            (
                "source.grade.F",
                Some("0.1"),
                "source.grade.F: F says that a source cannot be judged and has no reliability",
            ),
            (
                "rating.letters",
                Some("{ A = 0.875, B = 0.9, C = 0.5, D = 0.275 }"),
                "rating.letters.B: expected less than A, 0.875, found 0.9",
            ),
            (
                "rating.probable",
                Some("4"),
                "rating.probable: expected at least 1 and at most confirmed, 3, found 4",
            ),
        ];
        for (path, value, expected) in cases {
            let found = with(path, *value);
            assert!(
                found.iter().any(|p| p == expected),
                "{path} = {value:?}: {found:?}"
            );
        }
    }
}
