//! `secondhand corpus` and `secondhand merge`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use secondhand::corpus::{Checked, Fault, Head, Note, Notes, Report};
use secondhand::run;
use secondhand::write::partial::Tally;

use super::engine::Loaded;
use super::error::CliError;
use super::folder::{self, Folder};
use super::input::InputArgs;
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine, report};

/// Shows what only a corpus shows: claims that repeat, their roots, hedges lost on the way, who earns trust
#[derive(Debug, Args)]
#[command(after_help = CORPUS_HELP)]
pub struct CorpusArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The folder for the tables, made where there is none
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Verdicts of fact-checkers, CSV: `claim` (a claim's id), `verdict` (`confirmed` or `refuted`)
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
}

const CORPUS_HELP: &str = "\
DIR gets a table each for clusters, claims, nodes, edges, findings, drift, sources and statistics, as
JSON lines and as Parquet, summary.json, and notes.jsonl.zst, of which `merge` and `recall` make
the rest. groups.json.zst spares `recall` and `compare` to match the claims again.

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
    /// Verdicts of fact-checkers, CSV: `claim` (a claim's id), `verdict` (`confirmed` or `refuted`)
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
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
    if args.input.shard.of() > 1 {
        return Ok(done);
    }
    write(&notes, &loaded, &folder, args.verdicts.as_deref(), globals)?;
    Ok(done)
}

/// Reads the documents and takes notes.
fn note(
    input: &InputArgs,
    loaded: &Loaded,
    globals: &Globals,
) -> Result<(Notes, Outcome), CliError> {
    let found = input.find()?;
    let mut progress = Progress::new(&found, globals, Tally::default());
    let mut notes = Notes::new(Head::new(loaded.made_by(globals)));
    run::score(
        input.reader(found),
        &loaded.noter.engine,
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
        Ok(scored) => Ok(Box::new(loaded.noter.note(&scored.input, &scored.analysis))),
        Err(failure) => Err(Fault::from(failure)),
    }
}

/// Runs `secondhand merge`.
pub fn merge(args: &MergeArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let loaded = engine::loaded_for_notes(globals)?;
    let folder = Folder::make(&args.out)?;
    let notes = folder::read(&args.parts)?;
    folder.notes(&notes)?;
    write(&notes, &loaded, &folder, args.verdicts.as_deref(), globals)?;
    Ok(match notes.faults().len() {
        0 => Outcome::Clean,
        _ => Outcome::SomeFailed,
    })
}

/// Computes the tables, writes them, and shows the summary.
fn write(
    notes: &Notes,
    loaded: &Loaded,
    folder: &Folder,
    verdicts: Option<&Path>,
    globals: &Globals,
) -> Result<(), CliError> {
    let checked = match verdicts {
        Some(path) => folder::verdicts(path)?,
        None => Checked::default(),
    };
    let groups = loaded.groups(notes);
    folder.groups(&groups)?;
    let report = Report::new(notes, &groups, &loaded.noter, &checked);
    for claim in &report.unplaced {
        report::note(&format!(
            "warning: the verdict on claim {claim} counts for nothing: the corpus does not have it, or its cluster has verdicts that contradict each other"
        ));
    }
    for table in &report.tables {
        folder.table(table)?;
    }
    folder.json("summary.json", &report.summary)?;
    if !globals.quiet {
        write!(io::stdout().lock(), "{}", report.summary)?;
    }
    Ok(())
}
