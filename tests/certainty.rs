//! What the learned reading of certainty and strength reaches on sentences that were held out of its training, and what
//! it makes of a hedge that is dropped.
//!
//! The gold is no part of the project. Without it the tests that need it say that they are skipped, and pass.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests; clippy allows them in the tests themselves only

use std::path::PathBuf;

use secondhand::engine::Engine;
use secondhand::models::{self, Models};
use secondhand::rules::Pack;
use secondhand::score::strength::{Drift, Reading, StrengthClass, StrengthModel};
use secondhand::stats::{auc, wilson};
use secondhand::train::gold;
use secondhand::train::strength::held::f1;
use secondhand::train::strength::{Data, Held};
use secondhand::types::{Input, Span};
use serde::Deserialize;

/// Floors a little below what was seen held out; the goals are 0.60 and 0.72.
const CERTAINTY: f64 = 0.64;
const STRENGTH: f64 = 0.73;

fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let found = folder
        .join("gold/certainty_findings_dev.jsonl.gz")
        .is_file();
    if !found {
        println!("certainty: skipped, no {}", folder.display());
    }
    found.then_some(folder)
}

struct Reader {
    engine: Engine,
    model: &'static StrengthModel,
}

impl Reader {
    fn new() -> Self {
        let models = Models::builtin().unwrap();
        Self {
            model: models::strength().unwrap(),
            engine: Engine::compile(&Pack::builtin().unwrap())
                .unwrap()
                .with_models(models),
        }
    }

    fn drift(&self, from: &str, to: &str) -> Drift {
        let analyse = |text: &str| {
            self.engine.analyse(&Input {
                text: text.to_owned(),
                ..Input::default()
            })
        };
        let (a, b) = (analyse(from), analyse(to));
        let whole = |text: &str| Span {
            start: 0,
            end: text.len() as u32,
        };
        self.model.compare(
            &Reading::of(from, whole(from), &a),
            &Reading::of(to, whole(to), &b),
        )
    }
}

#[test]
fn certainty_and_strength_are_read_from_sentences_never_seen() {
    let Some(folder) = shared() else { return };
    let held = Held::of(&Data::read(&folder, 1).unwrap(), 1);
    println!("{}", held.lines().join("\n"));
    assert!(held.correlation() >= CERTAINTY);
    assert!(held.macro_f1() >= STRENGTH);
    // What is learned adds to what the model of commitment knows.
    assert!(held.correlation() > held.firmness_correlation());
}

#[derive(Deserialize)]
struct Pair {
    source: String,
    source_strength: u8,
    report: String,
    report_strength: u8,
}

/// Abstracts and the press releases on them: no sentence of them was trained on.
#[test]
fn press_releases_are_classed_and_false_alarms_are_as_rare_as_said() {
    let Some(folder) = shared() else { return };
    let pairs: Vec<Pair> =
        gold::lines(&folder.join("gold/certainty_insciout_dev.jsonl.gz")).unwrap();
    let reader = Reader::new();
    let drifts: Vec<Drift> = pairs
        .iter()
        .map(|it| reader.drift(&it.source, &it.report))
        .collect();
    let classes = pairs.iter().zip(&drifts).flat_map(|(pair, drift)| {
        [
            (pair.source_strength, drift.from.class as u8),
            (pair.report_strength, drift.to.class as u8),
        ]
    });
    let classes = f1(classes);
    let of = |is: &dyn Fn(&Pair) -> bool| -> Vec<&Drift> {
        (pairs.iter().zip(&drifts))
            .filter(|(pair, _)| is(pair))
            .map(|(_, drift)| drift)
            .collect()
    };
    let same = of(&|it| it.source_strength == it.report_strength);
    let lost = of(&|it| it.source_strength == 2 && it.report_strength == 3);
    let flagged = |some: &[&Drift]| some.iter().filter(|it| it.is_significant()).count() as u64;
    let rise = |some: &[&Drift]| some.iter().map(|it| it.level).collect::<Vec<f64>>();
    let surer = |some: &[&Drift]| some.iter().map(|it| it.certainty).collect::<Vec<f64>>();
    println!(
        "insciout: macro F1 {:.3} {classes:.3?}; hedge lost v. same, AUC by level {:.3}, by certainty {:.3}; \
         significant: {} of {} same, {} of {} lost",
        classes.iter().sum::<f64>() / classes.len() as f64,
        auc(&rise(&lost), &rise(&same)).unwrap(),
        auc(&surer(&lost), &surer(&same)).unwrap(),
        flagged(&same),
        same.len(),
        flagged(&lost),
        lost.len(),
    );
    // Word lists reach 0.43 here. Thirteen lost hedges are too few to hold an AUC to a floor.
    assert!(classes.iter().sum::<f64>() / classes.len() as f64 > 0.54);
    // The rate of false alarms is what it is said to be.
    let [low, _] = wilson(flagged(&same), same.len() as u64, 0.95);
    assert!(low <= 0.05, "{} of {}", flagged(&same), same.len());
}

#[test]
fn a_dropped_hedge_is_a_drift_and_the_same_sentence_none() {
    let reader = Reader::new();
    let hedged = "Drinking tea may reduce the risk of a stroke, the study suggests.";
    let bare = "Drinking tea reduces the risk of a stroke, the study shows.";
    let dropped = reader.drift(hedged, bare);
    assert_eq!(dropped.from.class, StrengthClass::Conditional);
    assert_eq!(dropped.to.class, StrengthClass::Direct);
    assert!(
        dropped.certainty > 0.0 && dropped.level > 0.0,
        "{dropped:?}"
    );
    let same = reader.drift(hedged, hedged);
    assert_eq!((same.certainty, same.level, same.chance), (0.0, 0.0, 1.0));
    let back = reader.drift(bare, hedged);
    assert_eq!(back.certainty, -dropped.certainty);
}

#[test]
fn the_reading_tells_which_words_it_goes_by() {
    let reader = Reader::new();
    let text = "Coffee may protect the heart.";
    let analysis = reader.engine.analyse(&Input {
        text: text.to_owned(),
        ..Input::default()
    });
    let whole = Span {
        start: 0,
        end: text.len() as u32,
    };
    let why = reader.model.why(&Reading::of(text, whole, &analysis), 5);
    let tells = |words: &[(String, f32)]| words.iter().any(|(words, _)| words.contains("may"));
    assert!(tells(&why.certainty), "{why:?}");
    let [_, _, reserve] = &why.decisions;
    assert!(tells(reserve), "{why:?}");
}
