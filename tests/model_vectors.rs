//! Scores of given chains: the worked example, by hand, and the project's shared vectors where they are present.
#![allow(clippy::unwrap_used)] // a test fails where it unwraps

use std::path::Path;

use secondhand::rules::file::ScoringEntry;
use secondhand::score::{Hand, Hedging, Testimony, commitment, sourcing};
use secondhand::types::{Grade, HedgeCategory, Identity, Polarity, Relation, SourceType};
use serde_json::Value;

/// Agreement asked of everything but the interval.
const CLOSE: f64 = 1e-9;
/// Agreement asked of the interval's ends, which are found numerically.
const CLOSE_QUANTILE: f64 = 1e-6;

fn parameters() -> ScoringEntry {
    let text = include_str!("../rules/en/scoring.toml");
    let table: toml::Table = text.parse().unwrap();
    table["scoring"].clone().try_into().unwrap()
}

/// A member of a vocabulary by its written form; absent where the vector has null or nothing.
fn word<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).unwrap()
}

fn hand(link: &Value) -> Hand {
    let count = |i: usize| link["counts"][i].as_f64().unwrap_or(0.0);
    Hand {
        key: link["key"].as_str().map(str::to_owned),
        grade: word(&link["grade"]),
        counts: (count(0), count(1)),
        relation: word(&link["relation"]),
        quoted: link["quoted"].as_bool().unwrap_or(false),
        placed: link["placed"].as_bool().unwrap_or(false),
        ..Hand::new(
            word(&link["identity"]).unwrap(),
            word(&link["type"]).unwrap(),
        )
    }
}

fn testimony(chain: &Value) -> Testimony {
    Testimony {
        links: chain["links"]
            .as_array()
            .unwrap()
            .iter()
            .map(hand)
            .collect(),
        polarity: word(&chain["polarity"]).unwrap_or(Polarity::Affirm),
        copy: chain["copy"].as_str().map(str::to_owned),
    }
}

fn hedging(hedge: &Value) -> Hedging {
    Hedging {
        category: word(&hedge["category"]).unwrap(),
        range: word(&hedge["range"]),
        scope: hedge["scope"].as_u64().unwrap_or(0) as usize,
    }
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value
        .as_array()
        .map(|items| items.iter().map(read).collect())
        .unwrap_or_default()
}

/// What the model says of a claim, in the shape of the vectors.
fn score(claim: &Value, p: &ScoringEntry) -> Value {
    let chains = list(&claim["chains"], testimony);
    let own = claim["own"].as_u64().unwrap_or(0) as usize;
    let none = Testimony::new(vec![], Polarity::Affirm);
    let s = sourcing(&chains, own, p);
    let c = commitment(
        chains.get(own).unwrap_or(&none),
        &list(&claim["hedges"], hedging),
        p,
    );
    let side = chains.get(own).map_or(Polarity::Affirm, |t| t.polarity);
    let total = |pro: bool, cut: f64| {
        let roots = s
            .contributions
            .roots
            .iter()
            .filter(|r| (r.side == side) == pro);
        roots.map(|r| r.evidence).sum::<f64>() + cut
    };
    let ceiling = s.contributions.ceiling;
    serde_json::json!({
        "opinion": s.opinion, "value": s.value, "interval": s.interval, "letter": s.letter, "digit": s.digit,
        "trust": s.trust, "contributions": s.contributions,
        "evidence": {"for": total(true, ceiling.pro), "against": total(false, ceiling.con)},
        "independent_roots": {"for": s.independent_roots, "against": s.opposing_roots},
        "commitment": {"value": c.value, "range": c.range, "firmness": c.firmness},
    })
}

/// Every leaf of `expected` is in `found`, numbers within the tolerance.
fn compare(path: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), _) => {
            for (key, value) in fields {
                compare(&format!("{path}.{key}"), value, &found[key], wrong);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (i, (item, other)) in items.iter().zip(others).enumerate() {
                compare(&format!("{path}.{i}"), item, other, wrong);
            }
        }
        (Value::Number(e), Value::Number(f)) => {
            let close = if path.contains(".interval") {
                CLOSE_QUANTILE
            } else {
                CLOSE
            };
            if (e.as_f64().unwrap() - f.as_f64().unwrap()).abs() > close {
                wrong.push(format!("{path}: expected {e}, found {f}"));
            }
        }
        _ if expected == found => {}
        _ => wrong.push(format!("{path}: expected {expected}, found {found}")),
    }
}

#[test]
fn shared_vectors_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/model_vectors.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let p = parameters();
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let vector: Value = serde_json::from_str(line).unwrap();
        let found = score(&vector["claim"], &p);
        compare(
            vector["id"].as_str().unwrap(),
            &vector["expected"],
            &found,
            &mut wrong,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// The worked example of docs/scoring.md, computed by hand to the digits given.

fn relayed(relation: Relation, hand: Hand) -> Hand {
    Hand {
        relation: Some(relation),
        ..hand
    }
}

fn graded(name: &str, grade: Grade) -> Hand {
    Hand {
        grade: Some(grade),
        ..Hand::named(name, SourceType::Outlet)
    }
}

fn affirmed(links: Vec<Hand>) -> Testimony {
    Testimony::new(links, Polarity::Affirm)
}

/// A paper cites an institute, that a broadcaster graded B, and that sources with access.
fn four_links() -> Testimony {
    let sources = Hand {
        placed: true,
        ..Hand::new(Identity::Anonymous, SourceType::Person)
    };
    affirmed(vec![
        Hand::named("Northern Courier", SourceType::Outlet),
        relayed(
            Relation::Say,
            Hand::named("Institute", SourceType::ThinkTank),
        ),
        relayed(Relation::Report, graded("Channel One", Grade::B)),
        relayed(Relation::Say, sources),
    ])
}

fn wire_to_ministry(publisher: &str) -> Testimony {
    affirmed(vec![
        Hand::named(publisher, SourceType::Outlet),
        relayed(Relation::Report, graded("Wire", Grade::A)),
        relayed(
            Relation::Say,
            Hand::named("Ministry", SourceType::Government),
        ),
    ])
}

fn quoted_person(publisher: &str, person: &str, polarity: Polarity) -> Testimony {
    let person = Hand {
        quoted: true,
        ..relayed(Relation::Say, Hand::named(person, SourceType::Person))
    };
    Testimony::new(
        vec![Hand::named(publisher, SourceType::Outlet), person],
        polarity,
    )
}

fn close(found: f64, by_hand: f64) {
    assert!(
        (found - by_hand).abs() < 6e-4,
        "found {found}, by hand {by_hand}"
    );
}

#[test]
fn a_long_chain_to_sources_with_access() {
    let p = parameters();
    let s = sourcing(&[four_links()], 0, &p);
    close(s.value, 0.371);
    close(s.trust.unwrap(), 0.2142);
    close(s.interval[0], 0.150);
    close(s.interval[1], 0.564);
    assert_eq!((s.letter, s.digit), (Grade::C, 3));
    let lns: Vec<f64> = s.contributions.links.iter().map(|l| l.ln).collect();
    for (ln, by_hand) in lns.iter().zip([-0.192, -0.168, -0.157, -1.024]) {
        close(*ln, by_hand);
    }
    assert_eq!(commitment(&four_links(), &[], &p).range, [0.90, 1.0]);
}

#[test]
fn two_roots_a_copy_and_a_denial() {
    let p = parameters();
    let original = Testimony {
        copy: Some("wire copy".into()),
        ..wire_to_ministry("Harbour Gazette")
    };
    let copy = Testimony {
        copy: Some("wire copy".into()),
        ..wire_to_ministry("Valley Gazette")
    };
    let person = quoted_person("Valley Times", "Ana Lind", Polarity::Affirm);
    let denial = quoted_person("Sun", "Ben Okafor", Polarity::Deny);
    let two = [original.clone(), copy.clone(), person.clone()];
    let s = sourcing(&two, 0, &p);
    close(s.value, 0.772);
    close(s.opinion.b, 0.715);
    assert_eq!((s.letter, s.digit, s.independent_roots), (Grade::C, 2, 2));
    let told = [original, copy, person, denial];
    // The denial's root is quoted too, so that its trust is the same 0.5672 and its evidence 2.621.
    close(
        sourcing(&told, 0, &p).value,
        (5.011 + 0.4) / (5.011 + 2.621 + 2.0),
    );
    close(
        sourcing(&told, 3, &p).value,
        (2.621 + 0.4) / (5.011 + 2.621 + 2.0),
    );
    assert_eq!(sourcing(&told, 3, &p).digit, 5);
}

#[test]
fn a_refuted_claim_costs_the_root() {
    let p = parameters();
    let mut chain = affirmed(vec![
        Hand::named("Harbour Gazette", SourceType::Outlet),
        relayed(
            Relation::Say,
            Hand::named("Ministry", SourceType::Government),
        ),
    ]);
    // 0.2 + 0.8 · (0.825 · 0.75 · 0.95) and, with E = 8/11, 0.2 + 0.8 · (0.825 · 0.6591 · 0.95)
    close(sourcing(&[chain.clone()], 0, &p).value, 0.670);
    chain.links[1].counts = (0.0, 1.0);
    close(sourcing(&[chain], 0, &p).value, 0.613);
}

#[test]
fn hedges_of_one_clause_count_once() {
    let p = parameters();
    let own = affirmed(vec![Hand::named("Harbour Gazette", SourceType::Outlet)]);
    let hedge = |category, range, scope| Hedging::from((category, range, scope));
    let likely = hedge(HedgeCategory::Probability, Some([0.55, 0.80]), 0);
    let possible = |scope| hedge(HedgeCategory::Possibility, None, scope);
    let range = |hedges: &[Hedging]| commitment(&own, hedges, &p).range;
    assert_eq!(range(&[likely]), [0.55, 0.80]);
    assert_eq!(range(&[possible(0), possible(0)]), [0.20, 0.60]);
    let [low, high] = range(&[possible(0), possible(1)]);
    close(low, 0.04);
    close(high, 0.36);
    let denied = quoted_person("Sun", "Ben Okafor", Polarity::Deny);
    let [low, high] = commitment(&denied, &[likely], &p).range;
    close(low, 0.20);
    close(high, 0.45);
}
