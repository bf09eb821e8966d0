//! Truth discovery on the tables of `../shared/truth`: prints the figures and holds their floors.
//!
//! The figures: `cargo test --release --test truth -- --nocapture`.

use std::path::PathBuf;

use secondhand::truth::{self, Columns, Method, Options, ValueKind};

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
