//! `secondhand score`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::run;
use secondhand::write::jsonl;

use super::error::CliError;
use super::input::InputArgs;
use super::output::Output;
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine};

/// Writes attributions, claims, chains, hedges, scores and flags, one JSON object a document
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ScoreArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The form of the results
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// The file for the results, which appears when all is written; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put each document's text in its record, not only that of web pages
    #[arg(long)]
    with_text: bool,
    /// List the passages left out as boilerplate, with the rule that says so
    #[arg(long)]
    show_dropped: bool,
}

const AFTER_HELP: &str = "\
Examples:
  secondhand score articles.jsonl > scored.jsonl
  secondhand score --output scored.jsonl articles/ more.jsonl
  secondhand score dump.jsonl.gz | gzip > scored.jsonl.gz
  zstdcat dump.jsonl.zst | secondhand score -
  secondhand score --publisher 'Port Ledger' --show-dropped article.txt";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
}

/// Runs the command.
pub fn run(args: &ScoreArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let engine = engine::engine(globals)?;
    let found = args.input.find()?;
    let Format::Jsonl = args.format;
    let options = jsonl::Options {
        with_text: args.with_text,
        show_dropped: args.show_dropped,
    };
    let mut output = Output::open(args.output.as_deref())?;
    let mut progress = Progress::new(&found, globals);
    run::score(
        args.input.reader(found),
        &engine,
        globals.threads,
        |outcome| line(outcome, options),
        |(line, step)| {
            progress.add(step);
            output.write_all(&line?)
        },
    )?;
    output.finish()?;
    Ok(progress.finish())
}

/// A document's line and what it adds to the count.
fn line(outcome: &run::Outcome, options: jsonl::Options) -> (io::Result<Vec<u8>>, Step) {
    let line = match &outcome.result {
        Ok(scored) => jsonl::line(&scored.input, &scored.analysis, options),
        Err(failure) => {
            let mut line = Vec::new();
            jsonl::failure(&mut line, failure).map(|()| line)
        }
    };
    (line, Step::of(outcome))
}
