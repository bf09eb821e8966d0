//! A corpus of invented documents yields every finding that is planted in it, and no other.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use secondhand::corpus::findings::{self, Finding};
use secondhand::corpus::{Gathered, Groups, Head, Note, NotedClaim, Noter, Notes, Standing, drift};
use secondhand::engine::Engine;
use secondhand::matching::MatchModel;
use secondhand::models::Models;
use secondhand::rules::Pack;
use secondhand::types::Input;

#[path = "planted/corpus.rs"]
mod corpus;
#[path = "planted/dice.rs"]
mod dice;
#[path = "planted/frames.rs"]
mod frames;

use corpus::{Corpus, Planted, Step, Truth};

fn noter() -> &'static Noter {
    static NOTER: OnceLock<Noter> = OnceLock::new();
    NOTER.get_or_init(|| {
        let pack = Pack::builtin().unwrap();
        let engine = Engine::compile(&pack).unwrap();
        Noter::new(engine.with_models(Models::builtin().unwrap()), &pack)
    })
}

fn notes<'a>(documents: impl Iterator<Item = &'a Input>) -> Notes {
    let mut notes = Notes::new(Head::new("test"));
    for input in documents {
        let analysis = noter().engine.analyse(input);
        notes.add(noter().note(input, &analysis));
    }
    notes
}

fn groups(notes: &Notes) -> Groups {
    let model = MatchModel::builtin().unwrap();
    Groups::new(notes, model, noter().vocabulary(), "test")
}

/// What is found, by what it must say.
fn found(notes: &Notes) -> (BTreeSet<Planted>, BTreeSet<Step>) {
    let gathered = Gathered::new(notes, &groups(notes), noter().vocabulary());
    let scoring = &noter().engine.rules().scoring;
    let standings: Vec<Standing> = (gathered.repeated.iter())
        .map(|cluster| Standing::of(cluster, scoring))
        .collect();
    let weighed: Vec<_> = gathered.repeated.iter().zip(&standings).collect();
    let findings = findings::of(
        &weighed,
        noter().vocabulary(),
        &findings::Options::default(),
    );
    let drift = drift::of(&gathered, &drift::Options::default());
    let steps = drift.steps.iter().map(|step| {
        let (from, to) = (step.from.note.id.clone(), step.to.note.id.clone());
        (step.change, step.hand().to_owned(), from, to)
    });
    let home: BTreeMap<&str, &str> = (notes.documents())
        .flat_map(|note| {
            note.claims
                .iter()
                .map(|claim| (claim.id.as_str(), note.id.as_str()))
        })
        .collect();
    let planted = |finding: &Finding<'_>| -> Planted {
        let publishers = finding.publishers.iter().cloned().collect();
        let documents = finding.claims.iter().map(|claim| home[claim].to_owned());
        (finding.kind, publishers, documents.collect())
    };
    (findings.iter().map(planted).collect(), steps.collect())
}

/// The earlier and the later text of one root, and whether a hedge is lost between them.
const OF_ONE_ROOT: &[(&str, &str, bool)] = &[
    (
        "The Norvik Port Authority said the Norvik ferry may carry 40 lorries to Halden.",
        "The Norvik Port Authority said the Norvik ferry will carry 40 lorries to Halden.",
        true,
    ),
    (
        "The Norvik Port Authority claimed that the Norvik ferry will carry 40 lorries to Halden.",
        "The Norvik Port Authority said the Norvik ferry will carry 40 lorries to Halden.",
        false,
    ),
];

#[test]
fn of_one_root_a_hedge_is_lost_only_where_it_stood_among_the_words_of_the_claim() {
    for (before, after, lost) in OF_ONE_ROOT {
        let input = |publisher: &str, date: &str, text: &str| Input {
            id: publisher.to_owned(),
            text: text.to_owned(),
            publisher: Some(publisher.to_owned()),
            date: Some(date.to_owned()),
            ..Input::default()
        };
        let documents = [
            input("Coastal Observer", "2031-03-01", before),
            input("Harbour Gazette", "2031-03-02", after),
        ];
        let (_, steps) = found(&notes(documents.iter()));
        let dropped = |step: &Step| step.0 == drift::Change::HedgeDropped;
        assert_eq!(steps.iter().any(dropped), *lost, "{before}");
    }
}

/// Seeds whose corpora are told apart here; nothing was fitted to the later ones.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=5;

/// The claim of a document that tells its story: the one that names its place.
fn telling<'n>(note: &'n Note, truth: &Truth) -> &'n NotedClaim {
    let mut claims = note.claims.iter();
    let claim = claims.find(|claim| claim.text.contains(&truth.story));
    claim.unwrap_or_else(|| panic!("{}: no claim about {}", note.id, truth.story))
}

#[test]
fn chains_are_read_as_they_were_written() {
    for seed in SEEDS {
        let corpus = Corpus::new(seed);
        let notes = notes(corpus.documents.iter());
        for note in notes.documents() {
            let Some(truth) = corpus.truths.get(&note.id) else {
                continue;
            };
            let read = telling(note, truth).chain.iter().skip(1);
            let read: Vec<_> = read.map(|hand| hand.name().map(str::to_owned)).collect();
            assert_eq!(read, truth.chain, "seed {seed}, {}", note.id);
        }
    }
}

#[test]
fn claims_about_one_story_are_one_cluster() {
    for seed in SEEDS {
        let corpus = Corpus::new(seed);
        let notes = notes(corpus.documents.iter());
        let gathered = Gathered::new(&notes, &groups(&notes), noter().vocabulary());
        let mut stories: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for note in notes.documents() {
            if let Some(truth) = corpus.truths.get(&note.id) {
                let ids = stories.entry(&truth.story).or_default();
                ids.insert(&telling(note, truth).id);
            }
        }
        let stories: BTreeSet<BTreeSet<&str>> = stories.into_values().collect();
        let found = gathered.repeated.iter().map(|cluster| {
            let members = cluster.members.iter();
            members.map(|member| member.claim.id.as_str()).collect()
        });
        // What a reprint says beside the story stands twice as well.
        let told: BTreeSet<&str> = stories.iter().flatten().copied().collect();
        let found = found.filter(|ids: &BTreeSet<&str>| !ids.is_disjoint(&told));
        let repeated = stories.into_iter().filter(|ids| ids.len() > 1);
        let (repeated, found): (BTreeSet<_>, BTreeSet<BTreeSet<&str>>) =
            (repeated.collect(), found.collect());
        assert_eq!(found, repeated, "seed {seed}");
    }
}

#[test]
fn what_is_found_is_what_was_planted() {
    for seed in SEEDS {
        let corpus = Corpus::new(seed);
        assert!(corpus.documents.len() >= 200);
        let (findings, steps) = found(&notes(corpus.documents.iter()));
        assert_eq!(findings, corpus.findings, "seed {seed}");
        assert_eq!(steps, corpus.steps, "seed {seed}");
    }
}

fn bytes(notes: &Notes) -> Vec<u8> {
    let mut out = Vec::new();
    notes.write(&mut out).unwrap();
    out
}

/// Shards in any order, a document twice, and a way through a file change nothing.
#[test]
fn shards_merged_are_the_unbroken_run() {
    let corpus = Corpus::new(1);
    let whole = notes(corpus.documents.iter());
    for of in [1, 2, 7] {
        let mut merged = Notes::new(Head::new("test"));
        for index in (0..of).rev() {
            let part = corpus.documents.iter().skip(index).step_by(of);
            let again = corpus.documents.first();
            let part = notes(part.chain(again));
            merged
                .merge(Notes::read(bytes(&part).as_slice()).unwrap())
                .unwrap();
        }
        assert_eq!(bytes(&merged), bytes(&whole), "{of} shards");
        assert_eq!(found(&merged), found(&whole), "{of} shards");
    }
}

#[test]
fn notes_made_otherwise_and_files_cut_off_are_refused() {
    let mut ours = Notes::new(Head::new("this"));
    let unlike = ours.merge(Notes::new(Head::new("that"))).unwrap_err();
    assert!(unlike.to_string().contains("was made by that"), "{unlike}");
    let text = bytes(&notes(Corpus::new(1).documents.iter().take(3)));
    let cut = text[..text.len() - 2]
        .rsplitn(2, |&byte| byte == b'\n')
        .last()
        .unwrap();
    let error = Notes::read(cut).unwrap_err();
    assert!(
        error.to_string().contains("ends after 3 documents"),
        "{error}"
    );
    assert!(Notes::read(b"{}\n".as_slice()).is_err());
}
