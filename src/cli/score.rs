//! `secondhand score`.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::read::{Found, Source};
use secondhand::rules::Pack;
use secondhand::run;
use secondhand::write::encode::{self, Piece};
use secondhand::write::form;
use secondhand::write::partial::{InputFile, Request, Start};
use secondhand::write::{jsonl, parquet};

use super::error::CliError;
use super::input::{self, InputArgs};
use super::output::{self, Asked, Output};
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine, report};

/// Writes attributions, claims, chains, hedges, scores and flags
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ScoreArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The form of the results; told by the name of the output file where left out, JSONL where that tells nothing
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// The file for the results (.jsonl or .csv, each also as .gz and .zst; .parquet), which appears when all is written;
    /// standard output where left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on where an earlier run of the same command was broken off
    #[arg(long)]
    resume: bool,
    /// A broken run resumes after the last so many bytes of results; packed files and row groups are cut there as well
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = input::bytes)]
    block: u64,
    /// Show the columns of Parquet and their types, and do nothing else
    #[arg(long, exclusive = true)]
    print_schema: bool,
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
  secondhand score --output scored.parquet articles/ more.jsonl
  secondhand score --output scored.jsonl.zst dump.jsonl.gz
  secondhand score --output scored.jsonl.zst dump.jsonl.gz --resume
  secondhand score --publisher 'Port Ledger' --show-dropped article.txt";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a document, one a line
    Jsonl,
    /// A table, one row a claim
    Csv,
    /// Typed nested columns, one row a document
    Parquet,
}

impl From<Format> for form::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv,
            Format::Parquet => Self::Parquet,
        }
    }
}

/// Runs the command.
pub fn run(args: &ScoreArgs, globals: &Globals) -> Result<Outcome, CliError> {
    if args.print_schema {
        return schema();
    }
    let (engine, pack) = engine::engine_of(globals)?;
    let found = args.input.find()?;
    args.resumable(&found)?;
    let file = args.output.as_deref();
    let format = output::format(args.format.map(form::Format::from), file);
    let start = if args.resume {
        Start::GoOn
    } else {
        Start::Over
    };
    let asked = Asked {
        file,
        format,
        block: args.block,
        start,
    };
    let mut output = Output::open(&asked, || args.request(format, &found, &pack, globals))?;
    let began = output.began();
    if began.discarded {
        report::note(
            "note: the unfinished results of an earlier run are thrown away (--resume goes on from them)",
        );
    }
    let mut progress = Progress::new(&found, globals, began.done);
    let options = args.options();
    let skipped = usize::try_from(began.done.documents).unwrap_or(usize::MAX);
    run::score(
        args.input.reader(found).skip(skipped),
        &engine,
        globals.threads,
        |outcome| (piece(outcome, format, options), Step::of(outcome)),
        |(piece, step)| {
            progress.add(step);
            output.add(&piece?, progress.tally())
        },
    )?;
    output.finish(progress.tally())?;
    Ok(progress.finish())
}

/// Shows the columns of the Parquet file.
fn schema() -> Result<Outcome, CliError> {
    let schema = parquet::schema()?;
    let page = parquet::describe(&schema);
    io::stdout().write_all(page.as_bytes())?;
    Ok(Outcome::Clean)
}

impl ScoreArgs {
    fn options(&self) -> jsonl::Options {
        jsonl::Options {
            with_text: self.with_text,
            show_dropped: self.show_dropped,
        }
    }

    /// Checks that what is resumed can be read again.
    fn resumable(&self, found: &Found) -> Result<(), CliError> {
        if self.resume && found.sources.contains(&Source::Stdin) {
            let message =
                "--resume needs files: what was read of standard input cannot be read again";
            return Err(CliError::Unusable(message.to_owned()));
        }
        Ok(())
    }

    /// Everything that the bytes of the results depend on.
    fn request(
        &self,
        format: form::Format,
        found: &Found,
        pack: &Pack,
        globals: &Globals,
    ) -> Request {
        let named = |(name, value): (&str, String)| (name.to_owned(), value);
        let settings = BTreeMap::from_iter(
            [
                ("the engine", env!("CARGO_PKG_VERSION").to_owned()),
                ("the rules", engine::fingerprint_of_rules(pack)),
                ("the models", engine::fingerprint_of_models(&globals.model)),
                ("--scale", format!("{:?}", globals.scale)),
                ("the format", format!("{format:?}")),
                ("--block", self.block.to_string()),
                ("--with-text", self.with_text.to_string()),
                ("--show-dropped", self.show_dropped.to_string()),
                ("how input is read", format!("{:?}", self.input)),
            ]
            .map(named),
        );
        Request {
            settings,
            inputs: found.sources.iter().filter_map(input_file).collect(),
        }
    }
}

fn input_file(source: &Source) -> Option<InputFile> {
    match source {
        Source::Stdin => None,
        Source::File { path, .. } => Some(InputFile::at(path)),
        Source::Failed(failure) => Some(InputFile::at(&failure.origin.file)),
    }
}

/// A document's results and what it adds to the count.
fn piece(
    outcome: &run::Outcome,
    format: form::Format,
    options: jsonl::Options,
) -> io::Result<Piece> {
    let document = match &outcome.result {
        Ok(scored) => Ok((&scored.input, &scored.analysis)),
        Err(failure) => Err(failure),
    };
    encode::piece(document, format, options)
}
