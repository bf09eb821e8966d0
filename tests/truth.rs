//! Truth discovery on the tables of `../shared/truth`: prints the figures and holds their floors.
//!
//! The figures: `cargo test --release --test truth -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::PathBuf;

use proptest::prelude::*;
use secondhand::truth::{self, Builder, Columns, Hierarchy, Method, Options, Truths, ValueKind};

const METHODS: [Method; 6] = [
    Method::Vote,
    Method::TruthFinder,
    Method::Accu,
    Method::AccuCopy,
    Method::Graded,
    Method::GradedCopy,
];

/// A table with known truths; none where `../shared` is absent.
struct Set {
    kind: ValueKind,
    table: truth::Table,
    gold: truth::Gold,
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/truth")
        .join(name)
}

fn set(name: &str, kind: ValueKind, gold: &str, value: &str) -> Option<Set> {
    let claims = file(&format!("{name}_claims.csv"));
    if !claims.exists() {
        println!("{name}: skipped, ../shared/truth is not here");
        return None;
    }
    let columns = Columns {
        value: value.to_owned(),
        ..Columns::default()
    };
    let table = truth::read(&claims, &columns, &kind, |_| {}).unwrap().table;
    let gold = truth::read_gold(&file(gold), &columns, &kind).unwrap();
    Some(Set { kind, table, gold })
}

fn places(name: &str) -> Option<Set> {
    let tree = file(&format!("{name}_hierarchy.csv"));
    let tree = tree.exists().then(|| truth::read_hierarchy(&tree).unwrap());
    let kind = ValueKind::Hierarchy(tree.unwrap_or_default());
    set(name, kind, &format!("{name}_gold.csv"), "value")
}

/// The share of exact findings of every method, in the order of [`METHODS`].
fn exact(name: &str, set: &Set) -> Vec<f64> {
    let figures = METHODS.map(|method| {
        let options = Options {
            method,
            ..Options::default()
        };
        let began = std::time::Instant::now();
        let truths = truth::discover(&set.table, &options);
        let took = began.elapsed();
        let found = set.gold.accuracy(&set.kind, &truths);
        let share = |count: u64| count as f64 / found.objects as f64;
        let (exact, broader) = (share(found.exact), share(found.broader));
        println!("{name:12} {method:11?} exact {exact:.4} broader {broader:.4} of {} {took:.2?} copies {}", found.objects, truths.copies.len());
        exact
    });
    figures.to_vec()
}

#[test]
fn birthplaces_reach_their_floor() {
    let Some(set) = places("birthplaces") else {
        return;
    };
    let exact = exact("birthplaces", &set);
    assert!(exact[5] >= 0.785, "{exact:?}");
}

#[test]
fn heritages_reach_their_floor() {
    let Some(set) = places("heritages") else {
        return;
    };
    let exact = exact("heritages", &set);
    assert!(exact[5] >= 0.45, "{exact:?}");
}

#[test]
fn lists_of_authors_beat_the_vote() {
    let Some(set) = set("book", ValueKind::List, "book_gold_silver.csv", "value_key") else {
        return;
    };
    let exact = exact("book", &set);
    assert!(exact[5] >= exact[0] + 0.15, "{exact:?}");
}

type Row = (usize, usize, usize);

fn discovered(rows: &[Row], source: impl Fn(usize) -> String) -> Truths {
    let mut builder = Builder::new(ValueKind::Text);
    for &(who, object, value) in rows {
        builder
            .claim(
                &source(who),
                &format!("object {object}"),
                &format!("v{value}"),
            )
            .unwrap();
    }
    truth::discover(&builder.build(), &Options::default())
}

fn source(who: usize) -> String {
    format!("s{who}")
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..6_usize, 0..12_usize, 0..4_usize), 1..80)
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), seed in any::<u64>()) {
        let mut shuffled = rows.clone();
        secondhand::train::Random::new(seed).shuffle(&mut shuffled);
        prop_assert_eq!(discovered(&rows, source), discovered(&shuffled, source));
    }

    #[test]
    fn probabilities_of_an_object_sum_to_one(rows in rows()) {
        for finding in discovered(&rows, source).values {
            let sum: f64 = finding.candidates.iter().map(|it| it.probability).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
        }
    }

    #[test]
    fn the_votes_of_a_value_add_up_to_its_odds(rows in rows()) {
        for finding in discovered(&rows, source).values {
            let odds = finding.candidates.iter().map(|it| {
                let votes: f64 = it.votes.iter().map(|vote| vote.weight).sum();
                (it.prior + votes).exp()
            });
            let odds: Vec<f64> = odds.collect();
            let all: f64 = odds.iter().sum();
            for (candidate, odds) in finding.candidates.iter().zip(odds) {
                prop_assert!((candidate.probability - odds / all).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_source_lies_within_its_interval_and_counts_at_most_twenty(rows in rows()) {
        for source in discovered(&rows, source).sources {
            let [low, high] = source.interval;
            let (r, s) = source.counts();
            prop_assert!(low <= source.mean && source.mean <= high);
            prop_assert!(r >= 0.0 && s >= 0.0 && r + s <= 20.0 + 1e-9);
        }
    }

    /// Without copying, where the order of sources breaks ties between those equally exact.
    #[test]
    fn sources_by_other_names_tell_the_same(rows in rows()) {
        let named = |name: fn(usize) -> String| {
            let mut builder = Builder::new(ValueKind::Text);
            for &(who, object, value) in &rows {
                builder.claim(&name(who), &format!("{object}"), &format!("v{value}")).unwrap();
            }
            let options = Options { method: Method::Graded, ..Options::default() };
            truth::discover(&builder.build(), &options)
        };
        let (before, after) = (named(source), named(|who| format!("t{}", 9 - who)));
        for (a, b) in before.values.iter().zip(&after.values) {
            for candidate in &a.candidates {
                let other = b.candidates.iter().find(|it| it.value == candidate.value).unwrap();
                prop_assert!((candidate.probability - other.probability).abs() < 1e-6);
            }
        }
    }
}

/// Five sources that err alone, and one that errs on a third of the objects with so many copiers.
fn with_copies(copiers: usize) -> Truths {
    let mut builder = Builder::new(ValueKind::Text);
    let mut claim = |source: &str, object: usize, value: String| {
        builder
            .claim(source, &format!("o{object:02}"), &value)
            .unwrap();
    };
    for object in 0..60 {
        let bad = if object % 3 == 0 {
            format!("false{object}")
        } else {
            format!("true{object}")
        };
        (0..=copiers).for_each(|copier| claim(&format!("copy{copier}"), object, bad.clone()));
        for (who, name) in ["Echo", "Ledger", "Mail", "Post", "Star"]
            .iter()
            .enumerate()
        {
            let errs = (object + 2 * who) % 11 == 1;
            let value = if errs {
                format!("{name}{object}")
            } else {
                format!("true{object}")
            };
            claim(name, object, value);
        }
    }
    truth::discover(&builder.build(), &Options::default())
}

#[test]
fn copiers_are_found_and_add_nearly_nothing() {
    for copiers in 1..=2 {
        let truths = with_copies(copiers);
        let found = truths.copies.iter().filter(|pair| pair.probability > 0.5);
        let found: Vec<_> = found.map(|pair| (&*pair.from, &*pair.to)).collect();
        assert_eq!(found.len(), copiers * (copiers + 1) / 2, "{found:?}");
        assert!(
            found
                .iter()
                .all(|(from, to)| from.starts_with("copy") && to.starts_with("copy"))
        );
        for finding in &truths.values {
            assert!(finding.value().starts_with("true"), "{}", finding.object);
            for candidate in &finding.candidates {
                let copied = candidate
                    .votes
                    .iter()
                    .filter(|vote| vote.source.starts_with("copy"));
                let independence: f64 = copied.map(|vote| vote.independence).sum();
                assert!(independence < 1.1, "{} {independence}", finding.object);
            }
        }
    }
}

#[test]
fn a_place_told_less_precisely_is_no_contradiction() {
    let rows = [
        ("1", "Norland", "0"),
        ("2", "Westshire", "1"),
        ("3", "Port Ambel", "2"),
    ];
    let kind = ValueKind::Hierarchy(Hierarchy::new(rows).unwrap());
    let mut builder = Builder::new(kind);
    for (source, value) in [
        ("a", "Port Ambel"),
        ("b", "Norland"),
        ("c", "Norland"),
        ("d", "Port Ambel"),
    ] {
        builder.claim(source, "Lind", value).unwrap();
    }
    let truths = truth::discover(&builder.build(), &Options::default());
    assert_eq!(truths.values[0].value(), "Port Ambel");
    assert!(
        truths.values[0].candidates[0]
            .votes
            .iter()
            .any(|vote| vote.is_broader)
    );
}

fn table(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

#[test]
fn faults_in_a_table_have_their_line() {
    let cases = [
        (
            "source,object,value\na,b,1\n,b,2\n",
            ":3: the column source is empty",
        ),
        (
            "source,object,value\na,b,many\n",
            ":2: expected a number, found \"many\"",
        ),
        (
            "source,object,value\na,b\n",
            ":2: expected 3 columns, found 2",
        ),
        (
            "source,thing,value\na,b,1\n",
            ": expected a column object, found source, thing, value",
        ),
        ("source,object,value\n", ": holds no claims"),
    ];
    for (text, expected) in cases {
        let file = table(text);
        let read = truth::read(file.path(), &Columns::default(), &ValueKind::Number, |_| {});
        let told = read.unwrap_err().to_string();
        assert_eq!(told, format!("{}{expected}", file.path().display()));
    }
}

#[test]
fn the_command_measures_beside_the_vote() {
    let claims = table("source,object,value\nLedger,a,x\nPost,a,x\nEcho,a,y\nPost,b,\n");
    let gold = table("object,value\na,x\n");
    let mut command = assert_cmd::Command::cargo_bin("secondhand").unwrap();
    let done = command
        .arg("truth")
        .arg(claims.path())
        .arg("--gold")
        .arg(gold.path())
        .assert()
        .success();
    let page = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert!(
        page.contains("known truths: 1") && page.contains("gradedcopy"),
        "{page}"
    );
    let told = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert_eq!(told, "rows passed over for want of a value: 1\n");
}
