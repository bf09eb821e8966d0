//! What the sourcing score tells of outlets and stories that others have judged: the table of docs/validity.md.
//!
//! ```text
//! cargo run --release --example validity -- ../shared
//! ```
#![allow(clippy::print_stdout)] // the table is what it is for

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::error::Error;
use std::path::Path;

use rayon::prelude::*;
use secondhand::engine::Engine;
use secondhand::models::Models;
use secondhand::rules::Pack;
use secondhand::stats::{Bootstrap, auc, bootstrap, spearman};
use secondhand::train::gold;
use secondhand::types::{Analysis, Identity, Input};
use serde::Deserialize;

/// An article and what others say of it or of its outlet.
#[derive(Deserialize)]
struct Article {
    text: String,
    domain: Option<String>,
    publisher: Option<String>,
    orientation: Option<String>,
    veracity: Option<String>,
    hyperpartisan: Option<bool>,
    set: Option<String>,
    fake: Option<bool>,
    pc1: Option<f64>,
}

/// What editors of an encyclopaedia think of an outlet.
#[derive(Deserialize)]
struct Rated {
    status: Vec<String>,
    domains: Vec<String>,
}

/// What is measured of an article.
const MEASURES: [&str; 5] = ["reported", "sourcing", "unnamed", "depth", "commitment"];
type Figures = [f64; MEASURES.len()];
type Measured = (Article, Figures);
/// Whether an article is on the better side, the worse, or neither.
type Side = fn(&Article) -> Option<bool>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or("../shared".to_owned());
    let folder = Path::new(&folder);
    let engine = Engine::compile(&Pack::builtin()?)?.with_models(Models::builtin()?);
    let read = |name: &str| -> Result<Vec<Measured>, Box<dyn Error>> {
        let path = folder.join(format!("corpus/{name}_dev.jsonl.gz"));
        let articles: Vec<Article> = gold::lines(&path)?;
        let measured = articles.into_par_iter().map(|article| {
            let figures = figures(&analyse(&engine, &article.text));
            (article, figures)
        });
        Ok(measured.collect())
    };
    let (partisan, hyper, fakes) = (
        read("buzzfeed2016")?,
        read("hyperpartisan2019")?,
        read("fakenews3")?,
    );
    head("AUC");
    for (name, side) in PARTISAN {
        compare(name, &partisan, side);
    }
    compare("neutral v. hyperpartisan", &hyper, |it| {
        it.hyperpartisan.map(|hyper| !hyper)
    });
    for (name, side) in FAKES {
        compare(name, &fakes, side);
    }
    println!();
    head("Spearman");
    rank("pc1, outlets of buzzfeed2016", &outlets(&partisan, quality));
    rank(
        "pc1, outlets of hyperpartisan2019",
        &outlets(&hyper, quality),
    );
    let all: Vec<Measured> = [partisan, hyper, fakes].into_iter().flatten().collect();
    rank("pc1, all outlets", &outlets(&all, quality));
    let rated: Vec<Rated> = gold::lines(&folder.join("gold/outlets_wprsp_dev.jsonl.gz"))?;
    let grade = |it: &Article| Some((it.domain.clone()?, grade(&rated, it.domain.as_deref()?)?));
    rank("Wikipedia's editors, all outlets", &outlets(&all, grade));
    Ok(())
}

const PARTISAN: [(&str, Side); 3] = [
    ("mainstream v. partisan", |it| {
        it.orientation.as_deref().map(|it| it == "mainstream")
    }),
    ("true v. not", is_true),
    ("true v. not, partisan outlets", |it| {
        is_true(it).filter(|_| it.orientation.as_deref() != Some("mainstream"))
    }),
];

const FAKES: [(&str, Side); 3] = [
    ("amt: true v. made up", |it| of_set(it, "amt")),
    ("celebrity: true v. fake", |it| of_set(it, "celebrity")),
    ("politifact: true v. fake", |it| of_set(it, "politifact")),
];

/// Fact-checked articles; those without facts are on no side.
fn is_true(article: &Article) -> Option<bool> {
    match article.veracity.as_deref()? {
        "mostly true" => Some(true),
        "no factual content" => None,
        _ => Some(false),
    }
}

fn of_set(article: &Article, set: &str) -> Option<bool> {
    let inside = article.set.as_deref() == Some(set);
    article.fake.filter(|_| inside).map(|fake| !fake)
}

/// An outlet and its quality; the accounts of one publisher are one outlet.
fn quality(article: &Article) -> Option<(String, f64)> {
    let outlet = article.publisher.as_ref().or(article.domain.as_ref())?;
    Some((outlet.clone(), article.pc1?))
}

/// 2: generally reliable, 1: no consensus, 0: worse.
fn grade(rated: &[Rated], domain: &str) -> Option<f64> {
    let bare = domain.trim_start_matches("www.");
    let found = rated
        .iter()
        .find(|it| it.domains.iter().any(|it| it == bare))?;
    let is = |status: &str| found.status.iter().any(|it| it == status);
    Some(match () {
        () if is("Generally reliable") => 2.0,
        () if is("No consensus") => 1.0,
        () => 0.0,
    })
}

fn analyse(engine: &Engine, text: &str) -> Analysis {
    engine.analyse(&Input {
        text: text.to_owned(),
        ..Input::default()
    })
}

fn figures(analysis: &Analysis) -> Figures {
    let claims = || analysis.claims.iter();
    let sentences: HashSet<_> = claims().map(|it| it.sentence).collect();
    let cues: Vec<_> = (analysis.attributions.iter())
        .filter_map(|it| it.cue.span)
        .collect();
    let reported = (sentences.iter())
        .filter(|sentence| cues.iter().any(|cue| cue.overlaps(**sentence)))
        .count();
    let unnamed = |it: &Identity| matches!(it, Identity::Anonymous | Identity::Unattributed);
    let sources: Vec<_> = (analysis.attributions.iter())
        .map(|it| it.source.identity)
        .collect();
    let withheld = sources.iter().filter(|it| unnamed(it)).count();
    let share = |some: usize, all: usize| some as f64 / all.max(1) as f64;
    let mean = |sum: f64| sum / claims().len().max(1) as f64;
    [
        share(reported, sentences.len()),
        mean(claims().map(|it| it.scores.sourcing.value).sum()),
        share(withheld, sources.len()),
        mean(claims().map(|it| it.chain.len() as f64 - 1.0).sum()),
        mean(claims().map(|it| it.scores.commitment.value).sum()),
    ]
}

fn head(what: &str) {
    println!("| {what} | n | {} |", MEASURES.join(" | "));
    println!("| --- | ---: |{}", " ---: |".repeat(MEASURES.len()));
}

/// How often an article of the better side has the higher figure.
fn compare(name: &str, articles: &[Measured], side: Side) {
    let sample: Vec<(bool, Figures)> = (articles.iter())
        .filter_map(|(article, figures)| Some((side(article)?, *figures)))
        .collect();
    let good = sample.iter().filter(|(good, _)| *good).count();
    let cell = |at: usize| {
        interval(&sample, |drawn| {
            let of = |side: bool| {
                let mine = drawn.iter().filter(|(good, _)| *good == side);
                mine.map(|(_, figures)| figures[at]).collect::<Vec<f64>>()
            };
            auc(&of(true), &of(false)).unwrap_or(f64::NAN)
        })
    };
    row(name, &format!("{good}/{}", sample.len() - good), cell);
}

type Outlet = (f64, Figures);

/// The outlets that `rated` knows, each with its rating and the means of its articles.
fn outlets(
    articles: &[Measured],
    rated: impl Fn(&Article) -> Option<(String, f64)>,
) -> Vec<Outlet> {
    let mut all: BTreeMap<String, Vec<(f64, Figures)>> = BTreeMap::new();
    for (article, figures) in articles {
        if let Some((outlet, rating)) = rated(article) {
            all.entry(outlet).or_default().push((rating, *figures));
        }
    }
    let mean = |articles: Vec<(f64, Figures)>| {
        let of = |get: &dyn Fn(&(f64, Figures)) -> f64| {
            articles.iter().map(get).sum::<f64>() / articles.len() as f64
        };
        let figures = std::array::from_fn(|at| of(&|it| it.1[at]));
        (of(&|it| it.0), figures)
    };
    all.into_values().map(mean).collect()
}

/// How far the order of outlets by a figure is that of their ratings.
fn rank(name: &str, outlets: &[Outlet]) {
    let cell = |at: usize| {
        interval(outlets, |drawn| {
            let (ratings, figures): (Vec<f64>, Vec<f64>) =
                drawn.iter().map(|(rating, it)| (*rating, it[at])).unzip();
            spearman(&ratings, &figures).unwrap_or(f64::NAN)
        })
    };
    row(name, &outlets.len().to_string(), cell);
}

/// A figure with its interval, by bootstrap.
fn interval<T: Clone>(sample: &[T], figure: impl Fn(&[T]) -> f64) -> String {
    let options = Bootstrap {
        corrected: false,
        ..Bootstrap::default()
    };
    let found = figure(sample);
    let [low, high] = bootstrap(sample, figure, options).unwrap_or([f64::NAN; 2]);
    format!("{found:.2} ({low:.2} to {high:.2})")
}

fn row(name: &str, count: &str, cell: impl Fn(usize) -> String) {
    let cells: Vec<String> = (0..MEASURES.len()).map(cell).collect();
    println!("| {name} | {count} | {} |", cells.join(" | "));
}
