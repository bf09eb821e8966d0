//! `secondhand triage`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use secondhand::run;
use secondhand::write::partial::Tally;
use secondhand::write::triage::{self, Row, Top};

use super::error::CliError;
use super::input::InputArgs;
use super::progress::{Progress, Step};
use super::{Globals, Outcome, engine, terminal};

/// Lists the claims most in need of a check, with the reason
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct TriageArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How many claims to list
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const AFTER_HELP: &str = "\
Columns: rank, how much the claim is worth a check (0 to 1), Admiralty rating of its sourcing,
document, claim, reason.

Examples:
  secondhand triage articles/
  secondhand triage --top 100 --format csv articles.jsonl > queue.csv";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a claim, in columns
    Text,
    /// One JSON object a claim
    Jsonl,
    /// A table with a head
    Csv,
}

/// Runs the command.
pub fn run(args: &TriageArgs, globals: &Globals) -> Result<Outcome, CliError> {
    let engine = engine::engine(globals)?;
    let found = args.input.find()?;
    let mut progress = Progress::new(&found, globals, Tally::default());
    let mut top = Top::new(args.top);
    run::score(
        args.input.reader(found),
        &engine,
        globals.threads,
        |outcome| (rows(outcome), Step::of(outcome)),
        |(rows, step)| {
            progress.add(step);
            rows.into_iter().for_each(|row| top.add(row));
            Ok(())
        },
    )?;
    let done = progress.finish();
    write(&top.ranked(), args.format)?;
    Ok(done)
}

fn rows(outcome: &run::Outcome) -> Vec<Row> {
    match &outcome.result {
        Ok(scored) => triage::rows(&scored.input, &scored.analysis),
        Err(_) => Vec::new(),
    }
}

fn write(rows: &[Row], format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => triage::lines(&mut out, rows, look())?,
        Format::Jsonl => triage::json(&mut out, rows)?,
        Format::Csv => triage::csv(&mut out, rows)?,
    }
    out.flush()
}

fn look() -> triage::Options {
    let coloured = terminal::is_coloured();
    triage::Options {
        width: terminal::columns(),
        coloured,
        unicode: coloured || terminal::is_stdout(),
    }
}
