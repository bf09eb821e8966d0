//! `secondhand corpus` and `secondhand merge`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use secondhand::corpus::{Fault, Head, Note, Notes, Report};
use secondhand::run;

use super::engine::Loaded;
use super::error::CliError;
use super::folder::{self, Folder};
use super::input::InputArgs;
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine};

/// Shows what only a corpus shows: claims that repeat, their roots, hedges lost on the way, who earns trust
#[derive(Debug, Args)]
#[command(after_help = CORPUS_HELP)]
pub struct CorpusArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The folder for the tables, made where there is none
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

const CORPUS_HELP: &str = "\
DIR gets a table each for clusters, claims, nodes, edges, findings, drift, sources and statistics, as
JSON lines and as Parquet, summary.json, and notes.jsonl.zst, of which `merge`, `recall` and `compare`
make the rest.

Examples:
  secondhand corpus articles.jsonl.gz --out desk/
  secondhand corpus crawl/ --shard 2/7 --out part2/
  secondhand merge part*/ --out desk/";

/// Puts the notes of several runs, or of the shards of one, together
#[derive(Debug, Args)]
#[command(after_help = MERGE_HELP)]
pub struct MergeArgs {
    /// Folders that `secondhand corpus` made, or their notes
    #[arg(required = true, value_name = "DIR")]
    parts: Vec<PathBuf>,
    /// The folder for the tables, made where there is none
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

const MERGE_HELP: &str = "\
The shards of a run, merged in any order, give the same bytes as the unbroken run.

Examples:
  secondhand merge part1/ part2/ part3/ --out desk/";

/// Runs `secondhand corpus`.
pub fn run(args: &CorpusArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let loaded = engine::loaded(globals)?;
    let folder = Folder::make(&args.out)?;
    let (notes, done) = note(&args.input, &loaded, globals)?;
    folder.notes(&notes)?;
    report(&notes, &loaded, &folder, globals)?;
    Ok(done)
}

/// Reads the documents and takes notes.
fn note(
    input: &InputArgs,
    loaded: &Loaded,
    globals: &Globals,
) -> Result<(Notes, Outcome), CliError> {
    let found = input.find()?;
    let mut progress = Progress::new(&found, globals);
    let mut notes = Notes::new(Head::new(loaded.made_by.clone()));
    run::score(
        input.reader(found),
        &loaded.engine,
        globals.threads,
        |outcome| (noted(outcome, loaded), Step::of(outcome)),
        |(noted, step)| {
            progress.add(step);
            match noted {
                Ok(note) => notes.add(*note),
                Err(fault) => notes.fail(fault),
            }
            Ok(())
        },
    )?;
    Ok((notes, progress.finish()))
}

fn noted(outcome: &run::Outcome, loaded: &Loaded) -> Result<Box<Note>, Fault> {
    match &outcome.result {
        Ok(scored) => Ok(Box::new(Note::of(
            &scored.input,
            &scored.analysis,
            &loaded.engine,
            &loaded.publishers,
        ))),
        Err(failure) => Err(Fault::from(failure)),
    }
}

/// Runs `secondhand merge`.
pub fn merge(args: &MergeArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let loaded = engine::loaded(globals)?;
    let folder = Folder::make(&args.out)?;
    let notes = folder::read(&args.parts)?;
    folder.notes(&notes)?;
    report(&notes, &loaded, &folder, globals)?;
    Ok(match notes.faults().len() {
        0 => Outcome::Clean,
        _ => Outcome::SomeFailed,
    })
}

/// Computes the tables, writes them, and shows the summary.
fn report(
    notes: &Notes,
    loaded: &Loaded,
    folder: &Folder,
    globals: &Globals,
) -> Result<(), CliError> {
    let report = Report::new(notes, loaded.engine.rules());
    for table in &report.tables {
        folder.table(table)?;
    }
    folder.json("summary.json", &report.summary)?;
    if !globals.quiet {
        write!(io::stdout().lock(), "{}", report.summary)?;
    }
    Ok(())
}
