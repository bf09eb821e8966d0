//! What matching finds, held to floors, and what must hold of clusters in any case.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests; clippy allows them in the tests themselves only

use std::path::Path;

use secondhand::matching::{
    Cluster, Frequencies, Level, MatchModel, Matcher, Member, Sketch, Vocabulary, cluster,
};
use secondhand::rules::Pack;
use secondhand::train::matching;
use secondhand::types::Polarity;

/// The least that each figure may be, the mean of both halves.
const FLOORS: &[(&str, f64)] = &[
    ("claim pairs F1", 0.95),
    ("checked claims MAP@5", 0.885),
    ("checked claims recall", 0.96),
    ("rumour clusters B3", 0.89),
    ("twins kept apart", 0.74),
    ("sentences told apart", 0.71),
    ("rumours recall", 0.95),
    ("BASIL story pairs F1", 0.95),
    ("BASIL recall", 0.99),
    ("ECB+ story pairs F1", 0.835),
    ("ECB+ recall", 0.95),
];

#[test]
fn figures_on_the_halves_that_were_not_trained_on_keep_their_floors() {
    if cfg!(debug_assertions) {
        println!("matching: skipped, it trains ten times: run it with --release");
        return;
    }
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !data.join("gold/claims_emergent_dev.jsonl.gz").is_file() {
        println!(
            "matching: skipped, no annotated claims under {}",
            data.display()
        );
        return;
    }
    let figures = matching::halves(&data).unwrap();
    figures.iter().for_each(|figure| println!("{figure}"));
    for (name, floor) in FLOORS {
        let figure = figures.iter().find(|it| it.name == *name).unwrap();
        assert!(figure.mean() >= *floor, "{figure}: below {floor}");
    }
}

const CLAIMS: &[(&str, &str, Polarity)] = &[
    (
        "a",
        "The port of Norvik will close on Friday, 40 ships must wait",
        Polarity::Affirm,
    ),
    (
        "b",
        "Forty ships wait as Norvik port closes Friday",
        Polarity::Affirm,
    ),
    (
        "c",
        "Norvik's port is not closing on Friday, the mayor said of the 40 ships",
        Polarity::Deny,
    ),
    (
        "d",
        "Parliament passed the pension reform after a long night of debate",
        Polarity::Affirm,
    ),
    (
        "e",
        "After a night of debate, lawmakers pass pension reform",
        Polarity::Affirm,
    ),
    (
        "f",
        "A bear was seen in the zoo of Halden",
        Polarity::Affirm,
    ),
];

fn clusters(order: impl Iterator<Item = usize>) -> Vec<Cluster> {
    let vocabulary = Vocabulary::new(&Pack::builtin().unwrap());
    let members: Vec<Member> = order
        .map(|at| CLAIMS[at])
        .map(|(id, text, polarity)| Member {
            id: id.to_owned(),
            sketch: Sketch::new(text, &vocabulary),
            polarity,
        })
        .collect();
    cluster(members, MatchModel::builtin().unwrap(), Level::Claim)
}

#[test]
fn a_claim_and_its_denial_are_one_cluster_with_two_sides() {
    let found = clusters(0..CLAIMS.len());
    let labels: Vec<&str> = found.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["a", "d", "f"]);
    let sides: Vec<Polarity> = found[0].members.iter().map(|it| it.1).collect();
    assert_eq!(sides, [Polarity::Affirm, Polarity::Affirm, Polarity::Deny]);
}

#[test]
fn the_order_of_claims_changes_no_cluster() {
    let forward = clusters(0..CLAIMS.len());
    assert_eq!(forward, clusters((0..CLAIMS.len()).rev()));
    assert_eq!(forward, clusters([3, 0, 5, 1, 4, 2].into_iter()));
}

#[test]
fn two_claims_without_a_name_have_likenesses_that_are_numbers() {
    let vocabulary = Vocabulary::new(&Pack::builtin().unwrap());
    let sketches = ["a bear was seen in the zoo", "bears live in zoos"]
        .map(|text| Sketch::new(text, &vocabulary));
    let frequencies = Frequencies::of(&sketches);
    let model = MatchModel::builtin().unwrap();
    let matcher = Matcher::new(model, &frequencies, Level::Claim);
    let likenesses = matcher.features(&sketches[0], &sketches[1]);
    assert!(likenesses.iter().all(|it| it.is_finite()), "{likenesses:?}");
}

#[test]
fn who_posted_a_text_is_told_from_what_it_says() {
    let vocabulary = Vocabulary::new(&Pack::builtin().unwrap());
    let cases = [
        ("The bridge is shut — Ann Lee (@annlee) May 3, 2019", 5),
        ("The bridge is shut — Ann Lee (annlee)", 3),
        (
            "The bridge is shut — and (so they say) stays shut for long",
            0,
        ),
        ("The bridge is shut", 0),
    ];
    for (text, signed) in cases {
        let sketch = Sketch::new(text, &vocabulary);
        let found = sketch.terms.iter().filter(|it| it.is_signature()).count();
        assert_eq!(found, signed, "{text}");
    }
}

#[test]
fn counts_of_parts_add_up_to_the_counts_of_the_whole() {
    let vocabulary = Vocabulary::new(&Pack::builtin().unwrap());
    let sketches: Vec<Sketch> = CLAIMS
        .iter()
        .map(|it| Sketch::new(it.1, &vocabulary))
        .collect();
    let (one, other) = sketches.split_at(2);
    let (mut left, right) = (Frequencies::of(one), Frequencies::of(other));
    let mut turned = right.clone();
    turned.merge(&left);
    left.merge(&right);
    assert_eq!(left, Frequencies::of(&sketches));
    assert_eq!(
        serde_json::to_string(&left).unwrap(),
        serde_json::to_string(&turned).unwrap()
    );
}

#[test]
fn a_sketch_written_and_read_is_the_same() {
    let vocabulary = Vocabulary::new(&Pack::builtin().unwrap());
    let sketch = Sketch::titled("Port closes", CLAIMS[0].1, &vocabulary);
    let written = serde_json::to_string(&sketch).unwrap();
    assert_eq!(serde_json::from_str::<Sketch>(&written).unwrap(), sketch);
}

#[test]
fn of_no_claim_there_is_no_cluster() {
    assert_eq!(clusters(0..0), []);
}
